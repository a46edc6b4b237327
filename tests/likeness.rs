//! Probable duplicates among leads whose duplicates are known.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../benches/made/blurred.rs"]
mod blurred;
#[path = "../benches/made/dice.rs"]
mod dice;
#[path = "../benches/made/leads.rs"]
mod leads;
#[path = "../benches/made/tally.rs"]
mod tally;
#[path = "../benches/made/words.rs"]
mod words;

use std::collections::BTreeMap;

use duban::domain::campaign::Campaign;
use duban::domain::lead::likeness::{LEAST, MOST, likely, mark};
use duban::domain::lead::naming::Naming;
use duban::domain::state::{Memory, Write};
use duban::exchange::campaign::default_campaign;
use leads::made;
use tally::{Tally, asked, matters};

fn measured(campaign: &Campaign, seed: u64, count: usize) -> Tally {
    let cases = made(campaign, seed, count);
    let (naming, mut state) = (Naming::new(campaign), Memory::default());
    for case in &cases {
        mark(&mut state, &naming, &case.lead);
        state.put(&case.lead);
    }
    let (matters, mut tally): (BTreeMap<String, usize>, _) = (matters(&cases), Tally::default());
    for case in asked(&cases, 600) {
        let likes = likely(&state, campaign, &case.lead);
        assert!(
            likes.len() <= MOST
                && likes
                    .iter()
                    .all(|like| like.score >= LEAST && like.lead != case.lead.id)
        );
        assert!(
            likes.windows(2).all(|two| two[0].score >= two[1].score),
            "best first"
        );
        tally.count(case, &matters, &likes);
    }
    tally
}

/// The seed is not the one the weights were tried on.
#[test]
fn most_duplicates_are_proposed_and_most_proposals_are_duplicates() {
    let campaign = default_campaign().unwrap().campaign;
    let tally = measured(&campaign, 20_221_123, 4_500);
    println!(
        "precision {:.3} recall {:.3} {tally:?}",
        tally.precision(),
        tally.recall()
    );
    assert!(tally.twins.values().all(|(asked, _)| *asked >= 10), "{tally:?}");
    assert!(tally.precision() > 0.95, "{tally:?}");
    assert!(tally.recall() > 0.92, "{tally:?}");
}
