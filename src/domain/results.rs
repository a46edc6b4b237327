//! 结果公示: what waits to be published and until when, what the public table of a batch's results says, and what is
//! masked in it. The files of a batch's draw are another thing: [`super::publication`].

mod mask;
mod queue;
mod table;

pub use mask::Masking;
pub use queue::{Waiting, waiting};
pub use table::{Counts, Heir, Published, Results, Row, Standing, Wish, compile, targeted};

#[cfg(test)]
mod tests;
