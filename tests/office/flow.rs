//! A campaign in miniature, walked through the office's door like days at the desk.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::*;
use duban::domain::batch::{Batch, Purpose, Stage};
use duban::domain::command::{Command, Judgement};
use duban::domain::handed_in::HandedIn;
use duban::domain::inspection::Inspection;
use duban::domain::operator::Role;
use duban::domain::state::Read;
use duban::domain::target::{OutOfPool, Target};
use duban::domain::task::TaskState;
use duban::draw::verify::{Files, verify};

#[test]
fn from_the_first_import_to_the_report() {
    let desk = Desk::stocked();
    let view = desk.office.view();
    assert_eq!(view.registry().len(), 42);
    assert_eq!(view.state().all::<Target>().len(), 42);
    drop(view);

    desk.ok("省人社", "06-02", freeze());
    let batch = |desk: &Desk| desk.office.view().state().get::<Batch>(BATCH).unwrap();
    let pool = batch(&desk).pool;
    assert_eq!(pool.size, 36);
    let left_out = BTreeMap::from([(OutOfPool::OnlyExcluded, 3), (OutOfPool::NotActive, 3)]);
    assert_eq!(pool.left_out, left_out);
    desk.ok("省人社", "06-02", plan());
    let planned = batch(&desk).plan.unwrap();
    assert_eq!((planned.size, planned.strata.len()), (16, 12));
    assert!(
        planned.strata["420100-D"] > planned.strata["420100-A"],
        "risk weighs the draw"
    );

    desk.ceremony(Purpose::Draw, "06-06");
    desk.ok("省人社", "06-07", Command::Draw { batch: BATCH.into() });
    let drawn = batch(&desk).drawn.unwrap();
    assert_eq!((drawn.size, desk.tasks().len()), (16, 16));
    let targets: BTreeSet<String> = desk.tasks().into_iter().map(|t| t.target).collect();
    assert_eq!(targets.len(), 16, "nobody is drawn twice");

    let desk = approve_to_match(desk);
    for task in desk.tasks() {
        let departments: BTreeSet<_> = task.team.iter().map(|m| m.department).collect();
        assert_eq!((task.team.len(), departments.len()), (2, 2), "{}", task.id);
        assert_eq!(task.team.iter().filter(|m| m.leads).count(), 1);
        assert_eq!(
            task.checklist,
            ["RS01@0001", "RS02@0002"],
            "the newest versions are pinned"
        );
        let stays_away = format!("A{}001", task.unit);
        let is_first = task.id == desk.tasks()[0].id;
        assert!(!is_first || task.team.iter().all(|m| m.officer != stays_away));
    }

    inspect_all(&desk);
    assert_eq!(desk.states(), vec![TaskState::Closed; 16]);
    let visits = desk.office.view().state().all::<Inspection>();
    assert_eq!((visits.len(), visits.iter().filter(|v| v.late).count()), (18, 1));

    let report = |unit: &str| Command::FileReport {
        region: code(unit),
        summary: b"{}".to_vec(),
        narrative: None,
        note: "更正数字".to_owned(),
    };
    desk.ok("420100人社", "08-03", report("420100"));
    desk.ok("420200人社", "08-04", report("420200"));
    desk.ok("420200人社", "08-05", report("420200"));
    desk.ok("省人社", "08-05", report("420000"));
    let handed_in: Vec<(String, u32, bool)> = desk
        .office
        .view()
        .state()
        .all::<HandedIn>()
        .into_iter()
        .map(|r| (r.unit, r.version, r.overdue))
        .collect();
    let expected = [
        ("420000", 1, false),
        ("420100", 1, false),
        ("420200", 1, true),
        ("420200", 2, true),
    ];
    assert_eq!(
        handed_in,
        expected.map(|(unit, version, overdue)| (unit.to_owned(), version, overdue))
    );

    let desk = desk.reopened();
    assert!(
        desk.office.opening().rebuilt.is_none(),
        "{:?}",
        desk.office.opening()
    );
    assert_eq!(desk.states(), vec![TaskState::Closed; 16]);
}

/// Review by the other department, dispatch unit by unit, claim, and the match with its own ceremony.
fn approve_to_match(desk: Desk) -> Desk {
    let batch = || BATCH.to_owned();
    desk.ok(
        "省市监",
        "06-07",
        Command::Approve {
            batch: batch(),
            keep_overlap: None,
        },
    );
    assert_eq!(desk.states(), vec![TaskState::Approved; 16]);
    let one = Some(code("420100"));
    desk.ok(
        "省人社",
        "06-08",
        Command::Dispatch {
            batch: batch(),
            region: one,
        },
    );
    for task in desk.tasks() {
        let expected = if task.unit == code("420100") {
            TaskState::Dispatched
        } else {
            TaskState::Approved
        };
        assert_eq!(task.state, expected);
    }
    desk.ok(
        "省人社",
        "06-08",
        Command::Dispatch {
            batch: batch(),
            region: None,
        },
    );
    assert_eq!(desk.states(), vec![TaskState::Dispatched; 16]);
    for unit in UNITS {
        let region = code(unit);
        desk.ok(
            &format!("{unit}人社"),
            "06-08",
            Command::Claim {
                batch: batch(),
                region,
            },
        );
    }
    desk.form_teams();
    assert_eq!(desk.states(), vec![TaskState::Assigned; 16]);
    let batch: Batch = desk.office.view().state().get(BATCH).unwrap();
    assert_eq!((batch.stage, batch.matched_units().len()), (Stage::Dispatched, 3));
    desk
}

/// Every task is visited, entered, reviewed, published or withheld, and closed; one is returned and corrected, one
/// is corrected before review, one is entered late.
fn inspect_all(desk: &Desk) {
    let tasks = desk.tasks();
    for (n, task) in tasks.iter().enumerate() {
        let (hr, mr) = (format!("{}人社", task.unit), format!("{}市监", task.unit));
        desk.ok(
            &hr,
            "06-13",
            Command::BeginInspection {
                task: task.id.clone(),
            },
        );
        let mut seen = visit(task, "06-13");
        match n {
            0 => {
                desk.ok(&hr, "06-14", record(task, seen.clone()));
                seen.reason = "日期有误".to_owned();
                seen.visited = day("06-14");
                desk.ok(&hr, "06-14", record(task, seen));
            }
            1 => {
                desk.ok(&hr, "06-14", record(task, seen.clone()));
                let back = Judgement::Return("请补充情况".to_owned());
                desk.ok(
                    &mr,
                    "06-15",
                    Command::Review {
                        task: task.id.clone(),
                        judgement: back,
                    },
                );
                assert_eq!(desk.task(&task.id).state, TaskState::Returned);
                desk.ok(&hr, "06-16", record(task, seen));
            }
            2 => {
                seen.reason = "网络中断".to_owned();
                desk.ok(&hr, "07-21", record(task, seen));
            }
            _ => {
                desk.ok(&hr, "06-14", record(task, seen));
            }
        }
        let accept = Judgement::Accept;
        desk.ok(
            &mr,
            "07-22",
            Command::Review {
                task: task.id.clone(),
                judgement: accept,
            },
        );
        if n == 3 {
            let reason = "涉及未成年人".to_owned();
            desk.ok(
                &hr,
                "07-22",
                Command::Withhold {
                    task: task.id.clone(),
                    reason,
                },
            );
        } else {
            desk.ok(
                &hr,
                "07-22",
                Command::Publish {
                    tasks: vec![task.id.clone()],
                },
            );
        }
        desk.ok(
            &hr,
            "08-01",
            Command::Close {
                task: task.id.clone(),
            },
        );
    }
    let history: Vec<String> = desk
        .task(&tasks[1].id)
        .steps
        .into_iter()
        .map(|s| s.what)
        .collect();
    let expected = [
        "drawn",
        "approved",
        "dispatched",
        "claimed",
        "assigned",
        "inspecting",
        "recorded",
        "returned",
        "recorded",
        "reviewed",
        "published",
        "closed",
    ];
    assert_eq!(history, expected.map(|s| format!("state.{s}")));
    let target: Target = desk.office.view().state().get(&tasks[4].target).unwrap();
    assert_eq!(target.last_visit, Some(day("06-13")));
}

#[test]
fn anyone_can_recompute_the_draw_from_its_blobs() {
    let desk = Desk::drawn();
    let view = desk.office.view();
    let batch: Batch = view.state().get(BATCH).unwrap();
    let named = [
        ("pool.tsv", batch.pool.file.blob.clone()),
        ("record.json", batch.record().unwrap().blob.clone()),
        ("plan.tsv", batch.plan.unwrap().file.blob),
        ("seed.txt", batch.drawn.unwrap().seed),
    ];
    let files: Files = named
        .into_iter()
        .map(|(name, hash)| (name.to_owned(), view.blobs().get(&hash).unwrap()))
        .collect();
    let verified = verify(&files).unwrap();
    assert_eq!(
        (verified.batch.as_str(), verified.drawn, verified.void),
        (BATCH, 16, None)
    );
}

#[test]
fn what_is_there_already_makes_no_entry() {
    let desk = Desk::stocked();
    let seq = desk.office.view().seq();
    let again = [
        Command::ImportOfficers(source("officers.csv", 12), officers()),
        Command::ImportChecklist(source("checklist.csv", 1), vec![item("RS01", 1, "许可")]),
        Command::PutOperators(campaign().operators.into_iter().skip(1).collect()),
        Command::Publish { tasks: Vec::new() },
    ];
    for command in again {
        let receipt = desk.ok("省人社", "06-01", command);
        assert_eq!((receipt.seqs, receipt.events.len()), (None, 0));
    }
    assert_eq!(desk.office.view().seq(), seq);
}

#[test]
fn an_order_extends_a_phase_for_everyone() {
    let desk = Desk::drawn();
    let extension = duban::domain::calendar::Extension {
        phase: duban::domain::campaign::Phase::Prepare,
        to: day("06-15"),
        order: "鄂人社函〔2022〕99号".to_owned(),
        reason: "疫情防控".to_owned(),
    };
    desk.ok("省人社", "06-10", Command::Extend(extension));
    desk.ok(
        "省市监",
        "06-15",
        Command::Approve {
            batch: BATCH.into(),
            keep_overlap: None,
        },
    );
    assert_eq!(desk.states(), vec![TaskState::Approved; 16]);
}

#[test]
fn watchers_are_told_of_every_entry_and_a_new_role_counts_at_once() {
    let desk = Desk::stocked();
    let watch = desk.office.watch();
    let mut staff = campaign().operators;
    staff[2].roles.push(Role::Leads);
    let receipt = desk.ok("省人社", "06-01", Command::PutOperators(staff));
    let (first, last) = receipt.seqs.unwrap();
    assert_eq!(first, last);
    assert_eq!(watch.try_recv().unwrap().seq, last);
    assert!(watch.try_recv().is_err());
    assert!(
        desk.office
            .view()
            .operator("省市监")
            .unwrap()
            .roles
            .contains(&Role::Leads)
    );
}
