//! Each lead stands once in every part, the parts come to the same total, and the medians are those of the cases.

use std::sync::Arc;

use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::domain::state::{Memory, Write};
use crate::exchange::campaign::default_campaign;

fn day(text: &str) -> chrono::NaiveDate {
    format!("2022-{text}").parse().unwrap()
}

fn lead(n: usize, received: &str, steps: serde_json::Value) -> Lead {
    let regions = ["420106", "420202", "420000"];
    let sources = ["12345", "媒体", "来信"];
    serde_json::from_value(json!({
        "id": format!("L{n}"), "received": format!("2022-{received}"), "source": sources[n % 3], "about": "某公司",
        "region": regions[n % 3], "department": "hr", "what": "收取押金", "reporter": "密文", "steps": steps,
    }))
    .unwrap()
}

fn step(seq: u64, on: &str, handling: serde_json::Value) -> serde_json::Value {
    json!({"seq": seq, "on": format!("2022-{on}"), "by": "甲", "handling": handling})
}

fn statistics(leads: &[Lead], region: &str, today: &str) -> Statistics {
    let mut state = Memory::default();
    let campaign = Arc::new(default_campaign().unwrap().campaign);
    leads.iter().for_each(|lead| state.put(lead));
    let agenda = Agenda::new(&campaign, &state);
    let period = period(&agenda);
    Statistics::of(&state, &agenda, region.parse().unwrap(), period, day(today))
}

fn accept(on: &str) -> serde_json::Value {
    step(1, on, json!({"deed": "accept"}))
}

fn close(on: &str) -> serde_json::Value {
    step(2, on, json!({"deed": "close", "code": "true", "result": "属实"}))
}

fn merged() -> serde_json::Value {
    json!([step(1, "06-16", json!({"deed": "merge", "into": "L0"}))])
}

#[rstest]
#[case(&[], None)]
#[case(&[3], Some("3"))]
#[case(&[9, 1, 2], Some("2"))]
#[case(&[4, 1, 2, 9], Some("3"))]
#[case(&[1, 2], Some("1.5"))]
fn the_middle_of_the_days(#[case] days: &[u32], #[case] text: Option<&str>) {
    assert_eq!(Median::of(days.to_vec()).map(Median::text).as_deref(), text);
}

#[test]
fn a_merged_lead_was_received_and_is_no_case() {
    let found = statistics(
        &[
            lead(0, "06-15", json!([accept("06-16")])),
            lead(3, "06-15", merged()),
        ],
        "420000",
        "06-20",
    );
    assert_eq!(found.total.received, ["L0", "L3"]);
    assert_eq!(
        (found.total.merged.as_slice(), found.total.cases()),
        (&["L3".to_owned()][..], vec!["L0".to_owned()])
    );
    assert_eq!(found.total.decide.kept, ["L0"]);
    assert_eq!(found.total.decide.median().unwrap().text(), "1");
}

#[test]
fn days_are_working_days_and_the_late_are_told() {
    let leads = [
        // Received on a Wednesday: five working days end on Wednesday the 22nd.
        lead(0, "06-15", json!([accept("06-22"), close("06-29")])),
        lead(3, "06-15", json!([accept("06-23")])),
        lead(6, "06-15", json!([])),
    ];
    let found = statistics(&leads, "420100", "06-30");
    assert_eq!(found.total.decide.kept, ["L0"]);
    assert_eq!(found.total.decide.late, ["L3", "L6"]);
    assert_eq!(found.total.decide.median().unwrap().text(), "5.5");
    assert_eq!(found.total.close.median().unwrap().text(), "5");
    assert_eq!(
        (found.total.close.kept.len(), found.total.close.open.len()),
        (1, 1)
    );
    let counties: Vec<String> = found.part(By::Region).map(|(group, _)| group.code()).collect();
    assert_eq!(counties, ["420106"]);
    let outcomes: Vec<String> = found.part(By::Outcome).map(|(group, _)| group.code()).collect();
    assert_eq!(outcomes, ["pending", "accepted", "closed/true"]);
    // Nobody was: no median.
    assert_eq!(
        statistics(&leads[2..], "420100", "06-16").total.decide.median(),
        None
    );
}

#[test]
fn a_year_without_holidays_is_said() {
    let mut one = lead(0, "06-15", json!([]));
    one.received = "2031-06-15".parse().unwrap();
    let mut state = Memory::default();
    state.put(&one);
    let campaign = Arc::new(default_campaign().unwrap().campaign);
    let agenda = Agenda::new(&campaign, &state);
    let all = Window {
        from: day("01-01"),
        to: "2031-12-31".parse().unwrap(),
    };
    let found = Statistics::of(&state, &agenda, campaign.province, all, day("06-20"));
    assert_eq!(
        (found.total.decide.unknown.len(), found.unknown.contains(&2031)),
        (1, true)
    );
    // Outside the campaign's own period it is not received at all.
    let own = Statistics::of(&state, &agenda, campaign.province, period(&agenda), day("06-20"));
    assert!(own.total.received.is_empty());
}

fn steps() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(json!([])),
        Just(json!([accept("06-16")])),
        Just(json!([accept("06-27"), close("07-01")])),
        Just(json!([step(
            1,
            "06-17",
            json!({"deed": "refuse", "code": "no-facts"})
        )])),
        Just(json!([step(
            1,
            "06-17",
            json!({"deed": "check", "team": ["A1"]})
        )])),
        Just(json!([
            accept("06-16"),
            step(2, "06-17", json!({"deed": "undo", "of": 1}))
        ])),
        Just(merged()),
    ]
}

proptest! {
    #[test]
    fn every_part_comes_to_the_total(all in proptest::collection::vec((steps(), 1_u32..29), 0..40)) {
        let leads: Vec<Lead> = all.iter().enumerate()
            .map(|(n, (steps, day))| lead(n, &format!("06-{day:02}"), steps.clone()))
            .collect();
        let found = statistics(&leads, "420000", "06-29");
        let sorted = |mut ids: Vec<String>| { ids.sort(); ids };
        prop_assert_eq!(found.total.received.len(), leads.len());
        for by in By::ALL {
            let lists: [fn(&Line) -> Vec<String>; 9] = [
                |l| l.received.clone(), |l| l.merged.clone(), |l| l.accepted.clone(), |l| l.refused.clone(),
                |l| l.checked.clone(), |l| l.closed.clone(), |l| l.decide.kept.clone(), |l| l.decide.late.clone(),
                |l| l.cases(),
            ];
            for list in lists {
                let parts = found.part(by).flat_map(|(_, line)| list(line)).collect();
                prop_assert_eq!(sorted(parts), sorted(list(&found.total)));
            }
        }
        let total = &found.total;
        let decide = &total.decide;
        let clocked = decide.kept.len() + decide.late.len() + decide.open.len() + decide.unknown.len();
        prop_assert_eq!(clocked, total.cases().len());
    }
}
