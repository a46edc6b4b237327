use proptest::prelude::*;

use super::*;
use crate::domain::batch::Step;
use crate::domain::campaign::{DayKind, Holiday, Text};
use crate::domain::handed_in::{HandedIn, Narrative};
use crate::domain::inspection::{Answer, Evidence, Verdict};
use crate::domain::operator::Department;
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign as bare, code, inspection, task};
use crate::domain::task::TaskState;

/// The notice's campaign in a year whose holidays are known.
fn campaign() -> Campaign {
    let mut campaign = bare();
    campaign.holidays = vec![Holiday {
        date: day("2022-06-03"),
        kind: DayKind::Off,
        name: "端午节".to_owned(),
    }];
    campaign
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn step(what: &str, on: &str) -> Step {
    Step {
        seq: 1,
        what: what.to_owned(),
        on: day(on),
        by: "x".to_owned(),
        department: Department::Hr,
        reason: String::new(),
    }
}

fn report(unit: &str, version: u32, overdue: bool, narrative: bool) -> HandedIn {
    let file = Narrative {
        name: "总结.docx".to_owned(),
        sha256: String::new(),
        bytes: 1,
        since: 1,
    };
    HandedIn {
        unit: unit.to_owned(),
        version,
        on: day("2022-08-01"),
        by: "x".to_owned(),
        overdue,
        summary: String::new(),
        narrative: narrative.then_some(file),
        note: String::new(),
    }
}

/// `part/whole` of an indicator in a unit's line.
fn figure(found: &Appraisal, unit: &str, count: Count) -> String {
    let at = found.indicators.iter().position(|i| i.count == count).unwrap();
    let figure = &found.line(code(unit)).unwrap().figures[at];
    format!("{}/{}", figure.part.len(), figure.whole.len())
}

#[test]
fn the_notices_campaign_counts_everything_once() {
    let campaign = campaign();
    let indicators = &campaign.appraisal.indicators;
    let counts: Vec<Count> = indicators.iter().map(|i| i.count).collect();
    assert_eq!(counts, Count::ALL);
    assert!(indicators.iter().all(|i| i.source.contains("未核实（?）")));
    let faults = |change: fn(&mut Indicator)| {
        let mut campaign = campaign.clone();
        change(&mut campaign.appraisal.indicators[0]);
        let own = campaign.faults().into_iter();
        own.filter(|fault| fault.field.starts_with("appraisal.")).count()
    };
    assert_eq!(faults(|_| {}), 0);
    assert_eq!(faults(|i| i.weight = 0), 1);
    assert_eq!(faults(|i| i.days = None), 1);
    assert_eq!(faults(|i| i.id = "matched".into()), 1);
}

#[test]
fn every_indicator_counts_what_it_says() {
    let campaign = campaign();
    let mut state = Memory::default();
    let mut one = task(&campaign, 1, "420102", TaskState::Published);
    one.steps = vec![
        step("state.dispatched", "2022-06-07"),
        step("state.claimed", "2022-06-09"),
        step("state.assigned", "2022-06-10"),
        step("state.returned", "2022-06-20"),
        step("state.published", "2022-07-15"),
    ];
    let fail = |evidence: Vec<Evidence>| Answer {
        item: "RS01".to_owned(),
        verdict: Verdict::Fail,
        finding: "f".to_owned(),
        evidence,
    };
    let mut first = inspection(&one.id, 1);
    first.visit.answers = vec![fail(Vec::new())];
    let mut second = inspection(&one.id, 2);
    second.entered_on = day("2022-06-21");
    second.visit.answers = vec![fail(vec![Evidence::described("照片")])];
    // Claimed a day too late, an officer replaced, entered late, corrected unasked, something left unchecked.
    let mut two = task(&campaign, 2, "420103", TaskState::Recorded);
    two.steps = vec![
        step("state.dispatched", "2022-06-07"),
        step("state.claimed", "2022-06-10"),
        step("state.assigned", "2022-06-10"),
        step("act.replace-officer", "2022-06-14"),
    ];
    let late = |version: u32, on: &str| {
        let mut record = inspection(&two.id, version);
        record.entered_on = day(on);
        record.late = true;
        record.visit.answers = vec![Answer {
            verdict: Verdict::Unchecked,
            ..fail(Vec::new())
        }];
        record
    };
    let (third, fourth) = (late(1, "2022-07-21"), late(2, "2022-07-22"));
    // Dispatched and never claimed; visited by nobody.
    let mut three = task(&campaign, 3, "420100", TaskState::Dispatched);
    three.steps = vec![step("state.dispatched", "2022-06-07")];
    let struck = task(&campaign, 4, "420100", TaskState::Struck);
    for task in [&one, &two, &three, &struck] {
        state.put(task);
    }
    for record in [&first, &second, &third, &fourth] {
        state.put(record);
    }
    state.put(&report("420100", 1, false, false));
    state.put(&report("420100", 2, true, true));
    state.put(&report("420200", 1, true, false));
    let found = compile(&state, &campaign, code("420000"), day("2022-08-10"));
    let of = |count| figure(&found, "420100", count);
    let expected = [
        (Count::ClaimedInTime, "1/3"),
        (Count::TeamAsMatched, "1/2"),
        (Count::EnteredInTime, "1/2"),
        (Count::VisitedInPhase, "2/3"),
        // Entered on 07-22: 20 working days are not over on 08-10.
        (Count::PublishedInTime, "1/1"),
        (Count::ReportInTime, "1/1"),
        (Count::Materials, "2/2"),
        (Count::ResultComplete, "1/2"),
        (Count::NotReturned, "1/2"),
        (Count::NotLate, "1/2"),
        (Count::NotCorrected, "1/2"),
    ];
    for (count, text) in expected {
        assert_eq!(of(count), text, "{count:?}");
    }
    assert_eq!(figure(&found, "420200", Count::ReportInTime), "0/1");
    assert_eq!(figure(&found, "420200", Count::Materials), "1/2");
    assert_eq!(
        figure(&found, "429021", Count::Materials),
        "0/2",
        "nothing was handed in"
    );
    let early = compile(&state, &campaign, code("420000"), day("2022-08-03"));
    assert_eq!(figure(&early, "429021", Count::Materials), "0/0", "not due yet");
    assert_eq!(
        early.line(code("429021")).unwrap().score,
        None,
        "and nothing to judge by"
    );
    let alone = compile(&state, &campaign, code("420100"), day("2022-08-10"));
    assert_eq!(alone.rows.len(), 1);
    assert_eq!(alone.rows[0].figures, found.line(code("420100")).unwrap().figures);
}

#[test]
fn a_share_is_rounded_half_up_and_so_is_the_mean() {
    let figure = |part: usize, whole: usize| Figure {
        part: vec![String::new(); part],
        whole: vec![String::new(); whole],
        unknown: Vec::new(),
    };
    let shares = [
        (1, 3, 3333),
        (2, 3, 6667),
        (1, 8, 1250),
        (7, 7, 10_000),
        (0, 5, 0),
    ];
    for (part, whole, share) in shares {
        assert_eq!(figure(part, whole).share(), Some(share));
    }
    assert_eq!(figure(0, 0).share(), None);
    assert_eq!(percent(9750), "97.50");
    let indicator = |weight: u32| Indicator {
        id: weight.to_string(),
        count: Count::NotLate,
        days: None,
        weight,
        name: Text::default(),
        source: String::new(),
    };
    let mut line = Line::new(&campaign(), code("420100"));
    line.figures = vec![figure(1, 3), figure(0, 0), figure(1, 1)];
    // (3333 + 2 × 10000) ÷ 3 = 7777.67; what nothing counts for has no part in it.
    assert_eq!(line.mean(&[indicator(1), indicator(9), indicator(2)]), Some(7778));
    line.figures = vec![Figure::default()];
    assert_eq!(line.mean(&[indicator(1)]), None);
}

#[test]
fn units_of_one_score_share_a_place_and_may_stand_either_way() {
    let campaign = campaign();
    let mut found = compile(&Memory::default(), &campaign, code("420000"), day("2022-07-25"));
    for (row, score) in found.rows.iter_mut().zip([Some(9000), Some(9500), Some(9000)]) {
        row.score = score;
    }
    found.place();
    let [a, b, c] = ["420100", "420200", "429021"].map(code);
    assert_eq!(
        found.rows.iter().map(|r| r.place).collect::<Vec<_>>(),
        [Some(2), Some(1), Some(2)]
    );
    assert_eq!(found.suggested(), [b, a, c]);
    assert!(!found.departs(&[b, a, c]) && !found.departs(&[b, c, a]));
    assert!(found.departs(&[a, b, c]) && found.departs(&[c, a, b]));
}

#[test]
fn a_year_without_holidays_is_said_and_does_not_count() {
    let campaign = bare();
    let mut state = Memory::default();
    let mut one = task(&campaign, 1, "420100", TaskState::Claimed);
    one.steps = vec![
        step("state.dispatched", "2022-06-07"),
        step("state.claimed", "2022-06-07"),
    ];
    state.put(&one);
    let found = compile(&state, &campaign, code("420000"), day("2022-07-25"));
    let figure = &found.line(code("420100")).unwrap().figures[0];
    assert_eq!((figure.share(), &figure.unknown[..]), (None, &[one.id][..]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The units' figures together are the province's, of every indicator, and no part is outside its whole.
    #[test]
    fn units_together_are_the_province(
        made in prop::collection::vec((0usize..5, 0usize..12, 0u32..3, 0i64..60, any::<bool>()), 0..40),
        reports in prop::collection::vec((0usize..3, any::<bool>(), any::<bool>()), 0..6),
        today in 0i64..90,
    ) {
        let campaign = campaign();
        let mut state = Memory::default();
        let places = ["420100", "420102", "420103", "420200", "429021"];
        let from = day("2022-06-01");
        for (n, (place, at, versions, after, odd)) in made.iter().enumerate() {
            let mut task = task(&campaign, n, places[*place], TaskState::ALL[*at]);
            let on = (from + chrono::Days::new(*after as u64)).to_string();
            task.steps.push(step("state.dispatched", "2022-06-07"));
            task.steps.push(step(if *odd { "state.claimed" } else { "state.returned" }, &on));
            task.steps.push(step(if *odd { "state.published" } else { "state.assigned" }, &on));
            for version in 1..=*versions {
                let mut record = inspection(&task.id, version);
                record.entered_on = day(&on);
                record.late = *odd;
                state.put(&record);
            }
            state.put(&task);
        }
        for (n, (unit, overdue, narrative)) in reports.iter().enumerate() {
            state.put(&report(["420100", "420200", "429021"][*unit], n as u32 + 1, *overdue, *narrative));
        }
        let today = from + chrono::Days::new(today as u64);
        let found = compile(&state, &campaign, code("420000"), today);
        for (at, total) in found.total.figures.iter().enumerate() {
            let own = |pick: fn(&Figure) -> &Vec<String>| {
                let mut all: Vec<String> = found.rows.iter().flat_map(|row| pick(&row.figures[at]).clone()).collect();
                all.sort();
                all
            };
            let sorted = |list: &Vec<String>| {
                let mut list = list.clone();
                list.sort();
                list
            };
            prop_assert_eq!(own(|figure| &figure.part), sorted(&total.part));
            prop_assert_eq!(own(|figure| &figure.whole), sorted(&total.whole));
            prop_assert!(total.part.iter().all(|id| total.whole.contains(id)));
            prop_assert!(total.share().is_none_or(|share| share <= WHOLE));
        }
        for row in &found.rows {
            prop_assert!(row.score.is_none_or(|score| score <= WHOLE));
        }
        prop_assert!(!found.departs(&found.suggested()));
    }
}
