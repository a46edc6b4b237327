//! Files in and out: campaigns and tables.

pub mod campaign;
pub mod read;
pub mod syntax;
pub mod write;
