//! The terminal itself: what it can show, taking it and giving it back, and writing as few bytes as possible.

mod backend;
mod caps;
mod motion;
mod pen;
mod session;
mod trust;

pub use backend::LeanBackend;
pub use caps::{Caps, Depth, Model, Wants, Widths};
pub use session::{Session, SessionError};
