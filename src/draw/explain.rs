//! Why a target was drawn, or was not: the answer to a company that asks.

use super::select::{Draw, Drawn};
use super::ticket::Ticket;

/// Where an id stands in a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// The id is not in the frozen pool.
    NotInPool,
    /// The id was drawn; replaced and struck targets are told apart by their fate.
    Drawn {
        /// Its place among the stratum's tickets, and what became of it.
        drawn: Drawn,
        /// The numbers of its stratum.
        standing: Standing,
    },
    /// The id's ticket is above the threshold.
    NotDrawn {
        /// Place in the stratum's ticket order, from 1.
        rank: usize,
        /// The id's ticket.
        ticket: Ticket,
        /// The numbers of its stratum.
        standing: Standing,
    },
}

/// The numbers of a stratum that decide about its targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The stratum's code.
    pub stratum: String,
    /// Places allocated, n; the chance of every target of the stratum is n / N.
    pub n: u32,
    /// Targets of the stratum, N.
    pub size: u32,
    /// The largest ticket drawn; none when the stratum got no place.
    pub threshold: Option<Ticket>,
}

impl Draw<'_> {
    /// Explains why `id` was drawn or not.
    pub fn explain(&self, id: &str) -> Explanation {
        let found = self
            .queues
            .iter()
            .zip(self.allocation().counts())
            .find_map(|(queue, counts)| {
                queue
                    .order
                    .iter()
                    .position(|known| *known == id)
                    .map(|index| (queue, counts, index))
            });
        let Some((queue, (stratum, n), index)) = found else {
            return Explanation::NotInPool;
        };
        let threshold = queue.last_used().map(|last| self.ticket(last));
        let standing = Standing {
            stratum: queue.stratum.clone(),
            n,
            size: stratum.size,
            threshold,
        };
        match self.drawn_of(queue).into_iter().nth(index) {
            Some(drawn) => Explanation::Drawn { drawn, standing },
            None => Explanation::NotDrawn {
                rank: index + 1,
                ticket: self.ticket(id),
                standing,
            },
        }
    }
}
