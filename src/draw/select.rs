//! The draw itself: the smallest tickets of every stratum, and what may follow it: 追加, 补抽 and striking off.

use super::allocate::{Allocation, allocate};
use super::files::{PlanRow, PoolRow};
use super::hash::Profile;
use super::plan::{places_of, strata_of};
use super::ticket::{Ticket, Tickets};

pub use super::act::{Act, DrawError, Drawn, Fate, How};

/// A drawn batch.
#[derive(Clone)]
pub struct Draw<'a> {
    tickets: Tickets,
    allocation: Allocation,
    pub(super) queues: Vec<Queue<'a>>,
    acts: Vec<Act>,
}

/// A stratum's targets in ticket order; the first `seats.len()` of them are used.
#[derive(Clone)]
pub(super) struct Queue<'a> {
    pub(super) stratum: String,
    pub(super) order: Vec<&'a str>,
    seats: Vec<Seat>,
}

#[derive(Clone)]
struct Seat {
    how: How,
    replaces: Option<String>,
    fate: Fate,
}

impl Queue<'_> {
    fn seat_next(&mut self, how: How, replaces: Option<String>) -> Result<(), DrawError> {
        if self.seats.len() == self.order.len() {
            return Err(DrawError::Exhausted {
                stratum: self.stratum.clone(),
                targets: self.order.len(),
            });
        }
        self.seats.push(Seat {
            how,
            replaces,
            fate: Fate::Active,
        });
        Ok(())
    }

    /// How many of the order are used, replaced and struck ones included.
    pub(super) fn used(&self) -> usize {
        self.seats.len()
    }

    /// The largest used ticket's id: whoever stands at or before it was drawn.
    pub(super) fn last_used(&self) -> Option<&str> {
        self.seats
            .len()
            .checked_sub(1)
            .and_then(|last| self.order.get(last))
            .copied()
    }
}

impl<'a> Draw<'a> {
    /// Draws the plan's places from `pool` under `seed`. Rows of the pool whose stratum the plan lacks are passed over;
    /// [`super::plan::check_sizes`] finds them.
    ///
    /// # Errors
    /// [`DrawError`] when the plan cannot be allocated or a stratum has too few rows.
    pub fn new(
        profile: Profile,
        seed: &str,
        pool: &'a [PoolRow],
        plan: &[PlanRow],
    ) -> Result<Self, DrawError> {
        let allocation = allocate(&strata_of(plan), places_of(plan))?;
        let tickets = Tickets::new(profile, seed);
        let queue = |code: &str| Queue {
            stratum: code.to_owned(),
            order: Vec::new(),
            seats: Vec::new(),
        };
        let queues = allocation
            .counts()
            .map(|(stratum, _)| queue(&stratum.code))
            .collect();
        let mut draw = Draw {
            tickets,
            allocation,
            queues,
            acts: Vec::new(),
        };
        draw.fill(pool);
        draw.seat_allocated(How::Draw)?;
        Ok(draw)
    }

    fn fill(&mut self, pool: &'a [PoolRow]) {
        for row in pool {
            if let Ok(at) = self
                .queues
                .binary_search_by(|q| q.stratum.as_str().cmp(&row.stratum))
            {
                self.queues
                    .get_mut(at)
                    .into_iter()
                    .for_each(|queue| queue.order.push(&row.id));
            }
        }
        for queue in &mut self.queues {
            let ranked = self.tickets.order(queue.order.iter().copied());
            queue.order = ranked.into_iter().map(|ranked| ranked.id).collect();
        }
    }

    /// Seats the next tickets of every stratum up to its allocation; places used by replacements do not count.
    fn seat_allocated(&mut self, how: How) -> Result<(), DrawError> {
        for (queue, (_, places)) in self.queues.iter_mut().zip(self.allocation.counts()) {
            let seated = queue
                .seats
                .iter()
                .filter(|seat| seat.how != How::Replacement)
                .count();
            for _ in seated..places as usize {
                queue.seat_next(how, None)?;
            }
        }
        Ok(())
    }

    /// Does one act and records it.
    ///
    /// # Errors
    /// [`DrawError`], and the batch is left as it was.
    pub fn act(&mut self, act: Act) -> Result<(), DrawError> {
        let mut next = self.clone();
        match &act {
            Act::Extend { by } => {
                next.allocation.extend(*by)?;
                next.seat_allocated(How::Extension)?;
            }
            Act::Replace { id, reason, evidence } => {
                let at = next.retire(id, reason, evidence, Fate::Replaced)?;
                if let Some(queue) = next.queues.get_mut(at) {
                    queue.seat_next(How::Replacement, Some(id.clone()))?;
                }
                next.allocation.use_up(at);
            }
            Act::Strike { id, reason, evidence } => {
                next.retire(id, reason, evidence, Fate::Struck)?;
            }
        }
        next.acts.push(act);
        *self = next;
        Ok(())
    }

    fn retire(&mut self, id: &str, reason: &str, evidence: &str, fate: Fate) -> Result<usize, DrawError> {
        let id_owned = || id.to_owned();
        let (at, rank) = self
            .find_drawn(id)
            .ok_or_else(|| DrawError::NotDrawn { id: id_owned() })?;
        if reason.trim().is_empty() || evidence.trim().is_empty() {
            return Err(DrawError::NoReason { id: id_owned() });
        }
        match self
            .queues
            .get_mut(at)
            .and_then(|queue| queue.seats.get_mut(rank))
        {
            Some(seat) if seat.fate == Fate::Active => seat.fate = fate,
            _ => return Err(DrawError::NotActive { id: id_owned() }),
        }
        Ok(at)
    }

    fn find_drawn(&self, id: &str) -> Option<(usize, usize)> {
        self.queues.iter().enumerate().find_map(|(at, queue)| {
            let used = queue.order.iter().take(queue.used());
            used.into_iter()
                .position(|drawn| *drawn == id)
                .map(|rank| (at, rank))
        })
    }

    /// The acts done so far.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// Places by stratum and the order they were given in.
    pub fn allocation(&self) -> &Allocation {
        &self.allocation
    }

    /// The ticket of an id under this batch's seed.
    pub fn ticket(&self, id: &str) -> Ticket {
        self.tickets.ticket(id)
    }

    /// The drawn targets of every stratum in rank order, replaced and struck ones included; strata sorted by code.
    pub fn drawn(&self) -> Vec<(&str, Vec<Drawn>)> {
        self.queues
            .iter()
            .map(|queue| (queue.stratum.as_str(), self.drawn_of(queue)))
            .collect()
    }

    pub(super) fn drawn_of(&self, queue: &Queue) -> Vec<Drawn> {
        let row = |(index, (id, seat)): (usize, (&&str, &Seat))| Drawn {
            rank: index + 1,
            id: (*id).to_owned(),
            ticket: self.ticket(id).to_string(),
            how: seat.how,
            replaces: seat.replaces.clone(),
            fate: seat.fate,
            salt: None,
        };
        queue
            .order
            .iter()
            .zip(&queue.seats)
            .enumerate()
            .map(row)
            .collect()
    }

    /// The threshold ticket of a stratum: whoever's ticket is not larger was drawn. None when none was.
    pub fn threshold(&self, stratum: &str) -> Option<Ticket> {
        let queue = self.queues.iter().find(|queue| queue.stratum == stratum)?;
        queue.last_used().map(|id| self.ticket(id))
    }
}
