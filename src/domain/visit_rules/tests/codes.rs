//! Codes beside each other, and what their outcomes demand, by the campaign's table.

use super::*;
use crate::domain::campaign::{Demand, Outcome, OutcomeRule, Then};

#[test]
fn a_code_says_what_stands_in_its_way() {
    let campaign = campaign();
    let fault = |visit: &Visit, code| barred(&campaign, visit, code).map(|p| (p.fault, p.detail));
    let alone = |code: &str| Some(("stands-alone", code.to_owned()));
    let mut visit = sound();
    visit.codes.clear();
    assert_eq!((fault(&visit, 1), fault(&visit, 5)), (None, None));
    visit.codes = vec![1];
    assert_eq!((fault(&visit, 1), fault(&visit, 5)), (None, alone("1")));
    visit.codes = vec![5];
    assert_eq!(
        (fault(&visit, 1), fault(&visit, 9), fault(&visit, 77)),
        (alone("1"), None, None)
    );
    visit.codes.clear();
    visit.violations = vec!["deposit-taken".to_owned()];
    assert_eq!(fault(&visit, 1), Some(("clean-but-failed", String::new())));
}

/// Code 4 excludes 9; nothing else of the table is changed.
fn excluding() -> Campaign {
    let mut campaign = campaign();
    let four = campaign.result_codes.iter_mut().find(|row| row.code == 4);
    four.unwrap().excludes = vec![9];
    campaign
}

#[test]
fn codes_that_exclude_each_other_do_so_from_either_side() {
    let campaign = excluding();
    for (chosen, code) in [(4, 9), (9, 4)] {
        let mut visit = sound();
        visit.codes = vec![chosen];
        let problem = barred(&campaign, &visit, code).map(|p| (p.fault, p.detail));
        assert_eq!(problem, Some(("exclude-each-other", "4, 9".to_owned())));
        assert_eq!(barred(&campaign, &visit, 13), None);
        visit.codes.push(code);
        let found = problems(&state(), &campaign, &task(), &visit, day("06-14"));
        let found: Vec<&str> = found.iter().map(|p| p.fault).collect();
        assert_eq!(found, ["exclude-each-other"]);
    }
}

/// What is wrong with a visit of code 9 that went through no list, where the file says what 9's outcome demands.
fn closed_door(demands: Option<Vec<Demand>>) -> Vec<&'static str> {
    let mut campaign = campaign();
    campaign.outcomes = vec![OutcomeRule {
        outcome: Outcome::Closed,
        demands,
        then: Then::Stands,
        reason: None,
        source: String::new(),
        verified: false,
    }];
    let mut visit = sound();
    visit.codes = vec![9];
    visit.answers.clear();
    let found = problems(&state(), &campaign, &task(), &visit, day("06-14"));
    found.iter().map(|p| p.fault).collect()
}

#[test]
fn what_an_outcome_demands_is_the_files_to_say() {
    assert!(closed_door(None).is_empty());
    assert!(closed_door(Some(Vec::new())).is_empty());
    assert_eq!(
        closed_door(Some(vec![Demand::List])),
        ["unanswered", "unanswered"]
    );
    assert_eq!(
        closed_door(Some(vec![Demand::Finding])),
        ["problem-without-finding"]
    );
}

#[test]
fn the_strictest_outcome_of_a_result_decides() {
    let campaign = campaign();
    let then = |codes: &[u8]| campaign.follows(codes).map(|f| (f.outcome, f.then));
    assert_eq!(then(&[9]), Some((Outcome::Closed, Then::MayReplace)));
    assert_eq!(
        then(&[9, 5]),
        Some((Outcome::Problem, Then::Stands)),
        "what was found stays"
    );
    assert_eq!(then(&[7]), Some((Outcome::NoActivity, Then::Stands)));
    assert_eq!((then(&[]), then(&[99])), (None, None));
    let mut must = campaign.clone();
    must.outcomes[1].then = Then::MustReplace;
    assert_eq!(must.follows(&[4, 9]).unwrap().then, Then::MustReplace);
}
