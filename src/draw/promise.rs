//! What is published before a reveal, and whether the seed text keeps to it.

use thiserror::Error;

use super::hash::Profile;
use super::seed::{Announced, MatchLinks, Party, PublicValue, SeedText, commitment};

/// What was published before the reveal, and so binds the seed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Batch number.
    pub batch: String,
    /// Pool hash.
    pub pool: String,
    /// Plan hash.
    pub plan: String,
    /// For a match: hashes of roster, conflicts and draw record.
    pub links: Option<MatchLinks>,
    /// Commitment of 人社.
    pub commit_a: String,
    /// Commitment of 市场监管.
    pub commit_b: String,
    /// The public results to be used, in order.
    pub announced: Vec<Announced>,
}

/// How a seed text breaks what was promised. Each voids the batch.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BrokenPromise {
    /// A line that must repeat a published value does not.
    #[error("the line {name} says {found}, but {promised} was published")]
    Value {
        /// `batch`, `pool`, `plan`, `roster`, `conflicts` or `parent`.
        name: &'static str,
        /// What was published.
        promised: String,
        /// What the seed text says.
        found: String,
    },
    /// The lines of a match are there in a draw seed, or missing in a match seed.
    #[error("roster:, conflicts: and parent: belong in a match seed, and only there")]
    Links,
    /// A reveal does not fit its commitment.
    #[error("the secret of party {} does not fit its commitment {commitment}", party.letter())]
    Reveal {
        /// Whose secret it is.
        party: Party,
        /// The published commitment.
        commitment: String,
    },
    /// An announced public result is not where it is due.
    #[error("public result {} of the announced order must be {}:{}", place, announced.kind, announced.issue)]
    PublicMissing {
        /// Place in the announced order, from 1.
        place: usize,
        /// What was announced for it.
        announced: Announced,
    },
    /// A public result that was never announced.
    #[error("public result {}:{} was not announced", found.kind, found.issue)]
    PublicUnannounced {
        /// The result found.
        found: Announced,
    },
}

impl BrokenPromise {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            BrokenPromise::Value { .. } => "seed_value",
            BrokenPromise::Links => "seed_links",
            BrokenPromise::Reveal { .. } => "seed_reveal",
            BrokenPromise::PublicMissing { .. } => "seed_public_missing",
            BrokenPromise::PublicUnannounced { .. } => "seed_public_unannounced",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let result = |announced: &Announced| {
            [
                ("kind", announced.kind.clone()),
                ("issue", announced.issue.clone()),
            ]
        };
        match self {
            BrokenPromise::Value {
                name,
                promised,
                found,
            } => vec![
                ("entry", (*name).to_owned()),
                ("promised", promised.clone()),
                ("found", found.clone()),
            ],
            BrokenPromise::Links => Vec::new(),
            BrokenPromise::Reveal { party, commitment } => {
                vec![
                    ("party", party.letter().to_owned()),
                    ("commitment", commitment.clone()),
                ]
            }
            BrokenPromise::PublicMissing { place, announced } => {
                let place = [("place", place.to_string())];
                place.into_iter().chain(result(announced)).collect()
            }
            BrokenPromise::PublicUnannounced { found } => result(found).to_vec(),
        }
    }
}

impl Promised {
    /// Checks a seed text against what was published before it.
    ///
    /// # Errors
    /// The first [`BrokenPromise`], in the order of the lines.
    pub fn check(&self, profile: Profile, seed: &SeedText) -> Result<(), BrokenPromise> {
        same("batch", &self.batch, &seed.batch)?;
        same("pool", &self.pool, &seed.pool)?;
        same("plan", &self.plan, &seed.plan)?;
        match (&self.links, &seed.links) {
            (None, None) => {}
            (Some(promised), Some(found)) => {
                same("roster", &promised.roster, &found.roster)?;
                same("conflicts", &promised.conflicts, &found.conflicts)?;
                same("parent", &promised.parent, &found.parent)?;
            }
            _ => return Err(BrokenPromise::Links),
        }
        self.check_reveal(profile, Party::A, &seed.a)?;
        self.check_reveal(profile, Party::B, &seed.b)?;
        check_public(&self.announced, &seed.public)
    }

    /// Checks one revealed secret against its commitment.
    ///
    /// # Errors
    /// [`BrokenPromise::Reveal`].
    pub fn check_reveal(&self, profile: Profile, party: Party, secret: &str) -> Result<(), BrokenPromise> {
        let promised = match party {
            Party::A => &self.commit_a,
            Party::B => &self.commit_b,
        };
        if commitment(profile, &self.batch, party, secret) == *promised {
            Ok(())
        } else {
            Err(BrokenPromise::Reveal {
                party,
                commitment: promised.clone(),
            })
        }
    }
}

/// Checks that the public results are those announced, in their order.
///
/// # Errors
/// [`BrokenPromise::PublicMissing`] or [`BrokenPromise::PublicUnannounced`].
pub(super) fn check_public(announced: &[Announced], found: &[PublicValue]) -> Result<(), BrokenPromise> {
    for (index, announced) in announced.iter().enumerate() {
        if found.get(index).is_none_or(|value| value.announced != *announced) {
            return Err(BrokenPromise::PublicMissing {
                place: index + 1,
                announced: announced.clone(),
            });
        }
    }
    match found.get(announced.len()) {
        Some(value) => Err(BrokenPromise::PublicUnannounced {
            found: value.announced.clone(),
        }),
        None => Ok(()),
    }
}

fn same(name: &'static str, promised: &str, found: &str) -> Result<(), BrokenPromise> {
    if promised == found {
        Ok(())
    } else {
        Err(BrokenPromise::Value {
            name,
            promised: promised.to_owned(),
            found: found.to_owned(),
        })
    }
}
