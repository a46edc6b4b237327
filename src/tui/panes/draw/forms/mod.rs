//! The forms of the pane, each a [`Matter`](crate::tui::panes::paper::Matter).

pub(super) mod commit;
pub(super) mod extend;
pub(super) mod plan;
pub(super) mod pool;
pub(super) mod reveal;
mod seat;
pub(super) mod value;
