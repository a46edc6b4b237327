//! No field is lost, no value is made up: from its history each version comes back exactly.

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::domain::batch::Step;
use crate::domain::inspection::{Inspection, Method, UnitKind, Verdict};
use crate::domain::operator::Department;
use crate::domain::task::TaskState;

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 6, 1 + n).unwrap()
}

fn evidence() -> impl Strategy<Value = Evidence> {
    ("[a-z照]{1,4}", proptest::bool::ANY).prop_map(|(what, hashed)| Evidence {
        what,
        sha256: hashed.then(|| "ab".repeat(32)),
    })
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let one = (
        select(&Verdict::ALL[..]),
        "[a-z 无\n]{0,4}",
        proptest::collection::vec(evidence(), 0..3),
    );
    proptest::collection::vec(proptest::option::of(one), 4).prop_map(|given| {
        let numbered = (1..).zip(given);
        let answer = |(n, given): (u32, Option<_>)| {
            let (verdict, finding, evidence) = given?;
            let item = format!("RS{n:02}");
            Some(Answer {
                item,
                verdict,
                finding,
                evidence,
            })
        };
        numbered.filter_map(answer).collect()
    })
}

fn penalties() -> impl Strategy<Value = Vec<Penalty>> {
    let one = (proptest::bool::ANY, proptest::option::of(0..3_u64), 0..3_u64);
    proptest::collection::vec(proptest::option::of(one), 2).prop_map(|given| {
        let named = ["f", "g"].into_iter().zip(given);
        let penalty = |(fine, given): (&str, Option<_>)| {
            let (holds, of, yuan) = given?;
            Some(Penalty {
                violation: "v".to_owned(),
                fine: fine.to_owned(),
                holds,
                of,
                yuan,
            })
        };
        named.filter_map(penalty).collect()
    })
}

fn measures() -> impl Strategy<Value = Measures> {
    proptest::array::uniform8(0..3_u32).prop_map(|n| Measures {
        orders: n[0],
        refund_yuan: n[1].into(),
        refund_people: n[2],
        fine_yuan: n[3].into(),
        banned: n[4],
        revoked: n[5],
        to_police: n[6],
        notified: n[7],
    })
}

fn visit() -> impl Strategy<Value = Visit> {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let head = (
        (0..20_u32).prop_map(day),
        select(&Method::ALL[..]),
        subsequence(words(&["A1", "B1", "B2"]), 0..=3),
        0..3_u32,
        select(&UnitKind::ALL[..]),
        answers(),
        subsequence(vec![1_u8, 5, 9], 0..=3),
        subsequence(words(&["v", "w"]), 0..=2),
    );
    (head, measures(), penalties(), "[a-z 无\n]{0,3}", "[a-z]{0,2}").prop_map(
        |(
            (visited, method, present, others, unit_kind, answers, codes, violations),
            measures,
            penalties,
            note,
            reason,
        )| {
            Visit {
                visited,
                method,
                present,
                others,
                unit_kind,
                answers,
                codes,
                violations,
                measures,
                penalties,
                note,
                reason,
            }
        },
    )
}

fn step(seq: u64, what: TaskState, reason: &str) -> Step {
    Step {
        seq,
        what: what.key().to_owned(),
        on: day(0),
        by: "审核人".to_owned(),
        department: Department::Hr,
        reason: reason.to_owned(),
    }
}

fn version(n: u32, visit: Visit) -> Inspection {
    Inspection {
        task: "B-0001".to_owned(),
        version: n,
        visit,
        entered_by: "录入人".to_owned(),
        entered_on: day(n),
        late: false,
    }
}

/// The visit that the fields say, told by nothing but the fields.
fn rebuilt(fields: &Fields, reason: &str) -> Visit {
    let text = |id: &str| match fields.get(id) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let chosen = |id: &str| match fields.get(id) {
        Some(Value::Chosen(chosen)) => chosen.clone(),
        _ => Vec::new(),
    };
    let is = |id: &str, key: &str| chosen(id) == [key];
    let number = |id: &str| text(id).parse::<u64>().ok();
    let items = fields.keys().filter_map(|id| id.strip_prefix("answers."));
    let answers = items.map(|item| Answer {
        item: item.to_owned(),
        verdict: *Verdict::ALL
            .iter()
            .find(|verdict| is(&answer_id(item), verdict.key()))
            .unwrap(),
        finding: text(&finding_id(item)),
        evidence: text(&evidence_id(item)).lines().map(Evidence::parse).collect(),
    });
    let fines = fields.keys().filter_map(|id| id.strip_suffix(".holds"));
    let penalties = fines.map(|id| {
        let parts: Vec<&str> = id.split('.').collect();
        Penalty {
            violation: parts[1].to_owned(),
            fine: parts[2].to_owned(),
            holds: is(&format!("{id}.holds"), HOLDS[0]),
            of: number(&format!("{id}.of")),
            yuan: number(&format!("{id}.yuan")).unwrap_or(0),
        }
    });
    let measure = |name: &str| number(&measure_id(name)).unwrap_or(0);
    let small = |name: &str| u32::try_from(measure(name)).unwrap();
    Visit {
        visited: text("visited").parse().unwrap(),
        method: *Method::ALL.iter().find(|m| is("method", m.key())).unwrap(),
        present: chosen("present"),
        others: number("others").and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        unit_kind: *UnitKind::ALL.iter().find(|k| is("unit_kind", k.key())).unwrap(),
        answers: answers.collect(),
        codes: chosen("codes").iter().map(|code| code.parse().unwrap()).collect(),
        violations: chosen("violations"),
        measures: Measures {
            orders: small("orders"),
            refund_yuan: measure("refund_yuan"),
            refund_people: small("refund_people"),
            fine_yuan: measure("fine_yuan"),
            banned: small("banned"),
            revoked: small("revoked"),
            to_police: small("to_police"),
            notified: small("notified"),
        },
        penalties: penalties.collect(),
        note: text("note"),
        reason: reason.to_owned(),
    }
}

proptest! {
    #[test]
    fn the_history_gives_every_version_back_exactly(visits in proptest::collection::vec(visit(), 1..5)) {
        let versions: Vec<Inspection> = (1..).zip(visits).map(|(n, visit)| version(n, visit)).collect();
        let past = Past::new(&versions, &[]);
        for (found, turn) in versions.iter().zip(&past.turns) {
            prop_assert_eq!(rebuilt(&past.at(found.version), &turn.reason), found.visit.clone());
        }
        for field in &past.fields {
            prop_assert!(field.held.windows(2).all(|pair| pair[0].value != pair[1].value), "{:?}", field);
            prop_assert_eq!(field.held[0].version, 1);
        }
    }

    #[test]
    fn two_records_differ_where_their_fields_do_and_nowhere_else(one in visit(), other in visit()) {
        let (a, b) = (of(&one), of(&other));
        let ids = differing(&a, &b);
        let mut taken = a.clone();
        for id in &ids {
            prop_assert_ne!(a.get(id), b.get(id));
            match b.get(id) {
                Some(value) => taken.insert(id.clone(), value.clone()),
                None => taken.remove(id),
            };
        }
        prop_assert_eq!(taken, b);
        prop_assert_eq!(differing(&a, &a), Vec::<String>::new());
    }
}

fn plain() -> Visit {
    serde_json::from_value(serde_json::json!({
        "visited": "2022-06-15", "method": "on-site", "present": ["A1", "B1"], "unit_kind": "agency",
        "answers": [
            {"item": "RS01", "verdict": "pass"},
            {"item": "RS02", "verdict": "fail", "finding": "无备案"},
        ],
        "codes": [5],
    }))
    .unwrap()
}

#[test]
fn every_version_stands_with_what_was_decided_about_it() {
    let mut corrected = plain();
    corrected.answers[1].finding = "六月一日起未备案".to_owned();
    corrected.answers[1].evidence = vec![Evidence::described("照片")];
    corrected.reason = "按退回意见".to_owned();
    let versions = [version(1, plain()), version(2, corrected)];
    let steps = [
        step(1, TaskState::Assigned, ""),
        step(2, TaskState::Recorded, ""),
        step(3, TaskState::Returned, "RS02 没有证据"),
        step(4, TaskState::Recorded, ""),
        step(5, TaskState::Reviewed, ""),
        step(6, TaskState::Published, ""),
    ];
    let past = Past::new(&versions, &steps);
    let decided = |n: usize| past.turns[n].steps.iter().map(|s| s.seq).collect::<Vec<_>>();
    assert_eq!((decided(0), decided(1)), (vec![3], vec![5, 6]));
    assert_eq!(past.turns[1].reason, "按退回意见");
    let changed = past.changed().unwrap();
    assert_eq!(
        (changed.version, changed.step.reason.as_str()),
        (1, "RS02 没有证据")
    );
    let ids: Vec<&str> = changed.changes.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(ids, ["findings.RS02", "evidence.RS02"]);
    assert_eq!(changed.changes[1].before, None);
    let of_past: Vec<&str> = past
        .fields
        .iter()
        .filter(|field| field.is_changed())
        .map(|field| field.id.as_str())
        .collect();
    assert_eq!(of_past, ids);
}

#[test]
fn nothing_is_compared_with_a_version_that_nobody_has_judged() {
    let versions = [version(1, plain()), version(2, plain())];
    let steps = [step(1, TaskState::Recorded, ""), step(2, TaskState::Recorded, "")];
    assert_eq!(Past::new(&versions, &steps).changed(), None);
    assert_eq!(Past::new(&versions[..1], &steps[..1]).changed(), None);
    assert_eq!(Past::new(&[], &[]).changed(), None);
}

#[test]
fn a_reason_names_fields_by_number_and_by_name() {
    let list = ["RS1@0001", "RS10@0001", "甲@1@0001"].map(str::to_owned);
    let found = |reason: &str| named(&list, reason);
    assert_eq!(found("RS10证据不足"), ["answers.RS10"]);
    assert_eq!(
        found("rs1、RS10：事实不清；检查日期有误"),
        ["visited", "answers.RS1", "answers.RS10"]
    );
    assert_eq!(found("the date of visit is wrong"), ["visited"]);
    assert_eq!(found("甲@1 不清"), ["answers.甲@1"]);
    assert!(found("XRS1 RS100 请重新核实").is_empty());
}

#[test]
fn fields_stand_in_the_order_in_which_they_are_asked() {
    let mut visit = plain();
    visit.note = "备注".to_owned();
    visit.measures.orders = 1;
    visit.measures.banned = 1;
    let ids = differing(&Fields::new(), &of(&visit));
    let expected = [
        "visited",
        "method",
        "present",
        "unit_kind",
        "answers.RS01",
        "answers.RS02",
        "findings.RS02",
        "codes",
        "measures.orders",
        "measures.banned",
        "note",
    ];
    assert_eq!(ids, expected);
}
