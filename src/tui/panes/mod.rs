//! The panes that show what is on record: 汇总, 日历, 名录, 日志, 线索.

pub mod calendar;
mod glance;
pub mod journal;
pub mod leads;
pub mod libraries;
mod shelf;
mod shown;
pub mod summary;

#[cfg(test)]
mod sample;
