//! What a search for duplicates finds of those that are known.

use std::collections::BTreeMap;

use duban::domain::lead::likeness::Like;

use super::leads::{Case, Made};

/// What a search found of the known duplicates.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Leads that were asked.
    pub asked: usize,
    /// Proposals of the same matter.
    pub right: usize,
    /// Proposals of another.
    pub wrong: usize,
    /// Duplicates that were asked, and of these those whose original was proposed: by how they were made.
    pub twins: BTreeMap<Made, (usize, usize)>,
    /// Proposals of another matter: by how the one asked was made.
    pub wrongs: BTreeMap<Made, usize>,
}

impl Tally {
    /// Of what was proposed, the part that is of the same matter.
    pub fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    /// Of the duplicates, the part whose original was proposed.
    pub fn recall(&self) -> f64 {
        let (asked, found) = self
            .twins
            .values()
            .fold((0, 0), |sum, twin| (sum.0 + twin.0, sum.1 + twin.1));
        found as f64 / asked.max(1) as f64
    }

    /// Counts what was proposed for a lead.
    pub fn count(&mut self, case: &Case, matters: &BTreeMap<String, usize>, likes: &[Like]) {
        self.asked += 1;
        for like in likes {
            if matters.get(&like.lead) == Some(&case.matter) {
                self.right += 1;
            } else {
                self.wrong += 1;
                *self.wrongs.entry(case.made).or_default() += 1;
            }
        }
        if let Some(of) = case.of.as_ref().filter(|_| case.made.is_twin()) {
            let twin = self.twins.entry(case.made).or_default();
            twin.0 += 1;
            twin.1 += usize::from(likes.iter().any(|like| like.lead == *of));
        }
    }
}

/// The matter of each lead by its id.
pub fn matters(cases: &[Case]) -> BTreeMap<String, usize> {
    cases
        .iter()
        .map(|case| (case.lead.id.clone(), case.matter))
        .collect()
}

/// Which leads are asked: every duplicate and every one that only looks like it, and as many others; at most `most`.
pub fn asked(cases: &[Case], most: usize) -> Vec<&Case> {
    let derived: Vec<&Case> = cases.iter().filter(|case| case.of.is_some()).collect();
    let step = (2 * derived.len()).div_ceil(most).max(1);
    let apart = (cases.len() / derived.len().max(1)).max(1);
    let alone = cases
        .iter()
        .filter(|case| case.of.is_none())
        .step_by(apart * step);
    derived.iter().copied().step_by(step).chain(alone).collect()
}
