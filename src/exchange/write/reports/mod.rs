//! The province's tables about its units: what they have handed in, and how they are appraised.

mod appraisal;
mod cases;
mod compiled;
mod handed_in;

pub use appraisal::appraisal;
pub use cases::cases;
pub use compiled::{compiled, differences};
pub use handed_in::{again, handed_in};

#[cfg(test)]
mod tests;
