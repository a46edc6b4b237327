//! The field's rules, pure: no file, no clock, no randomness, no screen.

pub mod apply;
pub mod batch;
pub mod brief;
pub mod calendar;
pub mod campaign;
pub mod command;
pub mod decide;
pub mod event;
pub mod inspection;
pub mod lead;
pub mod library;
pub mod operator;
pub mod progress;
pub mod publication;
pub mod refusal;
pub mod region;
pub mod registry;
pub mod scope;
pub mod state;
pub mod summary;
pub mod target;
pub mod task;
pub mod time;
pub mod trouble;
pub mod uscc;
pub mod visit_rules;
