//! Each problem alone, and several at once.

mod codes;

use std::path::Path;

use super::*;
use crate::domain::batch::Step;
use crate::domain::inspection::{Answer, Evidence, Measures, Method, Penalty, UnitKind};
use crate::domain::library::Tie;
use crate::domain::state::{Memory, Write};
use crate::domain::task::Member;

/// Every fault a problem can have.
pub(in crate::domain) const FAULTS: [&str; 34] = [
    "in-the-future",
    "outside-the-phase",
    "before-the-team",
    "officer-twice",
    "fewer-than-two",
    "not-of-the-team",
    "certificate",
    "must-stay-away",
    "department-missing",
    "not-on-the-list",
    "answered-twice",
    "needs-a-finding",
    "unanswered",
    "no-code",
    "code-twice",
    "unknown-code",
    "stands-alone",
    "exclude-each-other",
    "unknown-violation",
    "not-in-force",
    "clean-but-failed",
    "clean-but-unseen",
    "problem-without-finding",
    "bad-evidence",
    "unknown-fine",
    "fine-without-violation",
    "fine-twice",
    "precondition-open",
    "needs-a-base",
    "fines-exceed-total",
    "outside-the-range",
    "passes-despite",
    "item-not-failed",
    "no-failed-item",
];

fn day(text: &str) -> NaiveDate {
    format!("2022-{text}").parse().unwrap()
}

fn campaign() -> Campaign {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/campaign.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn member(officer: &str, department: Department) -> Member {
    Member {
        officer: officer.to_owned(),
        name: officer.to_owned(),
        department,
        leads: false,
    }
}

fn task() -> Task {
    let formed = Step {
        seq: 9,
        what: TaskState::Assigned.key().to_owned(),
        on: day("06-12"),
        by: "x".to_owned(),
        department: Department::Hr,
        reason: String::new(),
    };
    let region = "420106".parse().unwrap();
    Task {
        id: "B-0001".to_owned(),
        batch: "B".to_owned(),
        target: "T".to_owned(),
        name: "T".to_owned(),
        region,
        unit: "420100".parse().unwrap(),
        stratum: "420100-A".to_owned(),
        rank: 1,
        how: crate::domain::task::How::Draw,
        lead: None,
        action: None,
        replaces: None,
        state: TaskState::Assigned,
        checklist: vec!["RS@01@0001".to_owned(), "RS02@0003".to_owned()],
        team: vec![
            member("A1", Department::Hr),
            member("A2", Department::Hr),
            member("A3", Department::Hr),
            member("B1", Department::Mr),
            member("B2", Department::Mr),
        ],
        steps: vec![formed],
    }
}

/// A2's certificate has run out, B2 must stay away from the target.
fn state() -> Memory {
    let mut state = Memory::default();
    for (id, until) in [
        ("A1", "2025-12-31"),
        ("A2", "2022-06-12"),
        ("B1", "2022-06-15"),
        ("B2", "2025-12-31"),
    ] {
        state.put(&Officer {
            id: id.to_owned(),
            name: id.to_owned(),
            department: Department::Hr,
            region: "420106".parse().unwrap(),
            certificate: Window {
                from: "2020-01-01".parse().unwrap(),
                to: until.parse().unwrap(),
            },
            cap: None,
            base_load: 0,
            on_duty: true,
        });
    }
    state.put(&Conflict {
        officer: "B2".to_owned(),
        target: "T".to_owned(),
        tie: Tie::Relative,
        note: String::new(),
    });
    state
}

fn answer(item: &str, verdict: Verdict) -> Answer {
    Answer {
        item: item.to_owned(),
        verdict,
        finding: String::new(),
        evidence: Vec::new(),
    }
}

fn penalty(violation: &str, fine: &str, yuan: u64) -> Penalty {
    Penalty {
        violation: violation.to_owned(),
        fine: fine.to_owned(),
        holds: true,
        of: None,
        yuan,
    }
}

/// The visit found the violation, and the fine was imposed.
fn fined(visit: &mut Visit, penalty: Penalty) {
    visit.codes = vec![5];
    visit.violations = vec![penalty.violation.clone()];
    visit.measures.fine_yuan = penalty.yuan;
    visit.penalties.push(penalty);
}

/// A visit without a fault.
fn sound() -> Visit {
    Visit {
        visited: day("06-13"),
        method: Method::OnSite,
        present: vec!["A1".to_owned(), "B1".to_owned()],
        others: 0,
        unit_kind: UnitKind::Agency,
        answers: vec![
            answer("RS@01", Verdict::Pass),
            answer("RS02", Verdict::NotApplicable),
        ],
        codes: vec![1],
        violations: Vec::new(),
        measures: Measures::default(),
        penalties: Vec::new(),
        note: String::new(),
        reason: String::new(),
    }
}

fn found(change: impl FnOnce(&mut Visit)) -> Vec<(String, &'static str)> {
    let mut visit = sound();
    change(&mut visit);
    problems(&state(), &campaign(), &task(), &visit, day("06-14"))
        .into_iter()
        .map(|p| (p.field, p.fault))
        .collect()
}

#[test]
fn a_sound_visit_has_no_problem() {
    assert_eq!(found(|_| {}), []);
    let closed = found(|v| {
        v.codes = vec![9];
        v.answers.clear();
    });
    assert_eq!(
        closed,
        [],
        "nobody can go through the list of a target that is closed"
    );
    let failed = found(|v| {
        v.codes = vec![5];
        v.answers[0].verdict = Verdict::Fail;
        v.answers[0].finding = "无证".to_owned();
    });
    assert_eq!(failed, []);
}

#[test]
fn each_fault_alone() {
    type Change = fn(&mut Visit);
    let table: [(&str, &str, Change); 28] = [
        ("visited", "in-the-future", |v| v.visited = day("06-15")),
        ("visited", "before-the-team", |v| v.visited = day("06-11")),
        ("present", "officer-twice", |v| v.present.push("A1".to_owned())),
        ("present", "not-of-the-team", |v| v.present.push("A9".to_owned())),
        ("present", "certificate", |v| v.present.push("A2".to_owned())),
        ("present", "must-stay-away", |v| v.present.push("B2".to_owned())),
        ("present", "department-missing", |v| {
            v.present = vec!["A1".to_owned(), "A3".to_owned()]
        }),
        ("answers.RS99", "not-on-the-list", |v| {
            v.answers.push(answer("RS99", Verdict::Pass))
        }),
        ("answers.RS02", "answered-twice", |v| {
            v.answers.push(answer("RS02", Verdict::Pass))
        }),
        ("answers.RS02", "needs-a-finding", |v| {
            v.answers[1].verdict = Verdict::Fail;
            v.codes = vec![5];
        }),
        ("answers.RS@01", "unanswered", |v| drop(v.answers.remove(0))),
        ("codes", "no-code", |v| v.codes.clear()),
        ("codes", "code-twice", |v| v.codes.push(1)),
        ("codes", "unknown-code", |v| v.codes = vec![99]),
        ("codes", "stands-alone", |v| v.codes = vec![1, 9]),
        ("violations", "unknown-violation", |v| {
            v.violations.push("theft".to_owned());
            v.codes = vec![5];
        }),
        ("violations", "not-in-force", |v| {
            v.violations.push("sex-discrimination".to_owned());
            v.codes = vec![5];
        }),
        ("codes", "clean-but-failed", |v| {
            v.violations.push("deposit-taken".to_owned())
        }),
        ("codes", "clean-but-unseen", |v| {
            v.answers.iter_mut().for_each(|a| a.verdict = Verdict::Unchecked)
        }),
        ("codes", "problem-without-finding", |v| v.codes = vec![5]),
        ("answers.RS@01", "bad-evidence", |v| {
            v.answers[0].evidence = vec![Evidence::described(" ")]
        }),
        ("measures.fine_yuan", "fine-without-violation", |v| {
            v.measures.fine_yuan = 1
        }),
        ("penalties.deposit-taken.fine", "fine-without-violation", |v| {
            v.penalties = vec![penalty("deposit-taken", "fine", 0)]
        }),
        ("penalties.deposit-taken.x", "unknown-fine", |v| {
            fined(v, penalty("deposit-taken", "x", 500))
        }),
        ("penalties.deposit-taken.fine", "needs-a-base", |v| {
            fined(v, penalty("deposit-taken", "fine", 500))
        }),
        ("penalties.unfiled-or-unreported.fine", "fine-twice", |v| {
            let fine = penalty("unfiled-or-unreported", "fine", 5_000);
            v.penalties.push(Penalty {
                yuan: 0,
                ..fine.clone()
            });
            fined(v, fine);
        }),
        ("penalties.unfiled-or-unreported.fine", "precondition-open", |v| {
            let fine = penalty("unfiled-or-unreported", "fine", 5_000);
            fined(v, Penalty { holds: false, ..fine });
        }),
        ("measures.fine_yuan", "fines-exceed-total", |v| {
            fined(v, penalty("unfiled-or-unreported", "fine", 5_001));
            v.measures.fine_yuan = 5_000;
        }),
    ];
    for (field, fault, change) in table {
        assert_eq!(found(change), [(field.to_owned(), fault)]);
    }
    let mut tried: Vec<&str> = table.iter().map(|(_, fault, _)| *fault).collect();
    tried.push("fewer-than-two");
    tried.push("outside-the-phase");
    tried.push("outside-the-range");
    tried.push("exclude-each-other");
    tried.extend(["passes-despite", "item-not-failed", "no-failed-item"]);
    assert!(
        FAULTS.iter().all(|fault| tried.contains(fault)),
        "a fault is not in the table"
    );
}

#[test]
fn one_officer_alone_is_too_few_and_leaves_a_department_out() {
    let alone = found(|v| v.present = vec!["B1".to_owned()]);
    let present = "present".to_owned();
    assert_eq!(
        alone,
        [
            (present.clone(), "fewer-than-two"),
            (present, "department-missing")
        ]
    );
}

#[test]
fn a_certificate_counts_on_the_day_of_the_visit_and_not_of_the_entry() {
    let mut visit = sound();
    visit.present = vec!["A1".to_owned(), "A2".to_owned(), "B1".to_owned()];
    visit.visited = day("06-12");
    assert_eq!(problems(&state(), &campaign(), &task(), &visit, day("06-30")), []);
}

#[test]
fn everything_wrong_is_listed_at_once() {
    let all = found(|v| {
        v.visited = day("06-15");
        v.present = vec!["A2".to_owned(), "A2".to_owned()];
        v.answers = vec![answer("RS99", Verdict::Fail)];
        v.codes = vec![1, 99, 99];
        v.violations = vec!["theft".to_owned()];
    });
    let faults: Vec<&str> = all.iter().map(|(_, fault)| *fault).collect();
    let expected = [
        "in-the-future",
        "officer-twice",
        "fewer-than-two",
        "certificate",
        "department-missing",
        "not-on-the-list",
        "needs-a-finding",
        "unanswered",
        "unanswered",
        "code-twice",
        "unknown-code",
        "stands-alone",
        "clean-but-failed",
        "unknown-violation",
    ];
    assert_eq!(faults, expected);
}

/// The ranges and articles are the campaign's; a figure outside is said and not refused.
#[test]
fn a_fine_outside_its_range_is_named_with_the_article() {
    let campaign = campaign();
    let mut visit = sound();
    let said = |visit: &Visit| {
        let found = warnings(&campaign, &[], visit).into_iter();
        found
            .filter(|p| p.fault == "outside-the-range")
            .map(|p| p.detail)
            .collect::<Vec<_>>()
    };
    for (yuan, outside) in [
        (4_999, true),
        (5_000, false),
        (10_000, false),
        (10_001, true),
        (0, false),
    ] {
        visit.penalties.clear();
        fined(&mut visit, penalty("unfiled-or-unreported", "fine", yuan));
        assert_eq!(problems(&state(), &campaign, &task(), &visit, day("06-14")), []);
        let expected = ["5000 – 10000; 人力资源市场暂行条例第四十二条第二款"];
        assert_eq!(said(&visit), if outside { &expected[..] } else { &[] }, "{yuan}");
    }
    visit.penalties.clear();
    let workers = Penalty {
        of: Some(3),
        ..penalty("deposit-taken", "fine", 6_001)
    };
    fined(&mut visit, workers);
    assert!(said(&visit)[0].starts_with("1500 – 6000; 就业促进法第六十六条"));
}
