//! How many of each stratum: Sainte-Laguë (Webster) with floors and caps. It is house-monotone, so a larger
//! sample never takes a place from a stratum, which largest remainders would (Alabama paradox).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use thiserror::Error;

/// A stratum to allocate to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// The stratum's code, any text; ties go to the lower one, bytewise.
    pub code: String,
    /// Targets in the stratum, N.
    pub size: u32,
    /// Weight of one target of this stratum against one of another.
    pub weight: u32,
    /// Places the stratum gets before any other rule, as far as it has targets.
    pub floor: u32,
}

/// Why places cannot be allocated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AllocateError {
    /// The floors together need more places than there are.
    #[error(
        "the floors need {floors} places but only {places} are to be allocated; raise n or lower a floor"
    )]
    FloorsExceed {
        /// Sum of the floors, each no more than its stratum's size.
        floors: u64,
        /// Places to allocate.
        places: u64,
    },
    /// More places than targets.
    #[error("{places} places are to be allocated but there are only {targets} targets; lower n")]
    TooFewTargets {
        /// Targets in all strata.
        targets: u64,
        /// Places to allocate.
        places: u64,
    },
    /// Two strata with one code.
    #[error("stratum {code} is there twice; a stratum may occur once")]
    RepeatedStratum {
        /// The repeated code.
        code: String,
    },
}

impl AllocateError {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            AllocateError::FloorsExceed { .. } => "allocate_floors_exceed",
            AllocateError::TooFewTargets { .. } => "allocate_too_few_targets",
            AllocateError::RepeatedStratum { .. } => "allocate_repeated_stratum",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            AllocateError::FloorsExceed { floors, places } => {
                vec![("floors", floors.to_string()), ("places", places.to_string())]
            }
            AllocateError::TooFewTargets { targets, places } => {
                vec![("targets", targets.to_string()), ("places", places.to_string())]
            }
            AllocateError::RepeatedStratum { code } => vec![("stratum", code.clone())],
        }
    }
}

/// Places given to strata, and the order in which they were given after the floors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    strata: Vec<Stratum>,
    limits: Vec<u32>,
    counts: Vec<u32>,
    order: Vec<usize>,
}

/// Allocates `places` over `strata`, which may come in any order.
///
/// # Errors
/// [`AllocateError`] when floors, sizes or codes do not allow it.
pub fn allocate(strata: &[Stratum], places: u64) -> Result<Allocation, AllocateError> {
    let mut strata = strata.to_vec();
    strata.sort_by(|a, b| a.code.cmp(&b.code));
    if let Some((one, _)) = strata
        .iter()
        .zip(strata.iter().skip(1))
        .find(|(a, b)| a.code == b.code)
    {
        return Err(AllocateError::RepeatedStratum {
            code: one.code.clone(),
        });
    }
    let counts: Vec<u32> = strata.iter().map(|s| s.floor.min(s.size)).collect();
    let floors = sum(&counts);
    if floors > places {
        return Err(AllocateError::FloorsExceed { floors, places });
    }
    let limits = strata.iter().map(|s| s.size).collect();
    let mut allocation = Allocation {
        strata,
        limits,
        counts,
        order: Vec::new(),
    };
    allocation.extend(places - floors)?;
    Ok(allocation)
}

impl Allocation {
    /// Continues the order by `more` places (追加); nothing given before is taken back.
    ///
    /// # Errors
    /// [`AllocateError::TooFewTargets`], and the allocation is left as it was.
    pub fn extend(&mut self, more: u64) -> Result<(), AllocateError> {
        let (given, targets) = (self.total(), sum(&self.limits));
        let places = given.saturating_add(more);
        if places > targets {
            return Err(AllocateError::TooFewTargets { targets, places });
        }
        let mut heap: BinaryHeap<_> = (0..self.strata.len())
            .filter_map(|index| self.claim(index))
            .collect();
        for _ in 0..more {
            let Some(claim) = heap.pop() else { break };
            if let Some(count) = self.counts.get_mut(claim.index) {
                *count += 1;
            }
            self.order.push(claim.index);
            heap.extend(self.claim(claim.index));
        }
        Ok(())
    }

    /// Lowers by one the places a stratum can still get, because one of its targets was used up by a replacement.
    pub(super) fn use_up(&mut self, index: usize) {
        if let Some(limit) = self.limits.get_mut(index) {
            *limit = limit.saturating_sub(1);
        }
    }

    fn claim(&self, index: usize) -> Option<Claim> {
        let (stratum, count, limit) = (
            self.strata.get(index)?,
            *self.counts.get(index)?,
            *self.limits.get(index)?,
        );
        let measure = u128::from(stratum.weight) * u128::from(stratum.size);
        (count < limit).then_some(Claim {
            measure,
            divisor: 2 * u128::from(count) + 1,
            index,
        })
    }

    /// The strata with their places, sorted by code.
    pub fn counts(&self) -> impl Iterator<Item = (&Stratum, u32)> {
        self.strata.iter().zip(self.counts.iter().copied())
    }

    /// The codes of the strata that got a place after the floors, in order.
    pub fn order(&self) -> impl Iterator<Item = &str> {
        self.order
            .iter()
            .filter_map(|&index| self.strata.get(index))
            .map(|stratum| stratum.code.as_str())
    }

    /// Places given in all.
    pub fn total(&self) -> u64 {
        sum(&self.counts)
    }
}

fn sum(counts: &[u32]) -> u64 {
    counts.iter().copied().map(u64::from).sum()
}

/// A stratum's claim on the next place: the quotient `measure / divisor`, compared without division.
struct Claim {
    measure: u128,
    divisor: u128,
    index: usize,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        // Measures stay below 2^64 and divisors below 2^34, so the products cannot overflow.
        let (mine, theirs) = (self.measure * other.divisor, other.measure * self.divisor);
        mine.cmp(&theirs).then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Claim {}
