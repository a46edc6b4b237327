//! Files in and out: campaigns and tables.

pub mod bundle;
pub mod campaign;
mod located;
pub mod read;
pub mod syntax;
pub mod write;
