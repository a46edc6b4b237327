//! 更换检查人员: who steps in after the match is nobody's choice.

mod rule;

use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::library::{Officer, Tie};
use duban::domain::operator::Department;
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;
use duban::domain::time::Window;
use duban::draw::Profile;

use super::*;
use rule::{last_change, ranking, ticket};

fn change(task: &str, out: &str) -> Command {
    Command::ReplaceOfficer {
        task: task.to_owned(),
        officer: out.to_owned(),
        reason: "leave".to_owned(),
        evidence: "请假单".to_owned(),
    }
}

fn replaced(desk: &Desk, task: &str, out: &str, on: &str) {
    let who = format!("{}人社", desk.task(task).unit);
    desk.ok(&who, on, change(task, out));
}

/// Something that comes up about an officer after the match.
type Bar = fn(&Desk, &str, &Task);

fn officer(desk: &Desk, id: &str) -> Officer {
    desk.office.view().state().get(id).unwrap()
}

#[test]
fn the_rule_names_him_and_whatever_came_up_since_is_asked_again() {
    let desk = Desk::with(campaign(), 26, 6);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 24).hand_out("06-03").teams("06-06", None);
    board.only(&desk, "06-06");
    let id = job.tasks()[0].id.clone();
    let bars: [(&str, Bar); 4] = [
        ("conflict", |desk, id, task| {
            desk.avoid(&[(id, &task.target, Tie::Interest)]);
        }),
        ("off-duty", |desk, id, _| {
            desk.enlist(vec![Officer {
                on_duty: false,
                ..officer(desk, id)
            }]);
        }),
        ("certificate", |desk, id, _| {
            let certificate = Window {
                from: "2020-01-01".parse().unwrap(),
                to: day("07-19"),
            };
            desk.enlist(vec![Officer {
                certificate,
                ..officer(desk, id)
            }]);
        }),
        ("cap", |desk, id, _| {
            desk.enlist(vec![Officer {
                cap: Some(1),
                ..officer(desk, id)
            }]);
        }),
    ];
    let mut absent: Vec<(String, String)> = Vec::new();
    for (reason, bar) in bars {
        let task = desk.task(&id);
        let out = task
            .team
            .iter()
            .find(|m| m.department == Department::Hr)
            .unwrap()
            .officer
            .clone();
        let files = published(&desk, BATCH, "06-13", INTERNAL).files;
        let mut able = ranking(&files, "", &task, &out);
        able.retain(|(_, _, officer)| !absent.iter().any(|(id, _)| id == officer));
        let first = able.remove(0).2;
        bar(&desk, &first, &task);
        absent.push((first, reason.to_owned()));
        absent.sort();
        replaced(&desk, &id, &out, "06-13");
        board.only(&desk, "06-13");

        let files = published(&desk, BATCH, "06-13", INTERNAL).files;
        let said = last_change(&files);
        let (load, ticket_of, next) = &able[0];
        assert_eq!(
            (said["in"].as_str(), said["load"].as_u64()),
            (Some(&next[..]), Some(u64::from(*load))),
            "{reason}"
        );
        assert_eq!(
            (said["ticket"].as_str(), said["candidates"].as_u64()),
            (Some(&ticket_of[..]), Some(able.len() as u64))
        );
        let listed = said["absent"].as_array().unwrap().iter();
        let listed: Vec<(String, String)> = listed
            .map(|a| {
                (
                    a["officer"].as_str().unwrap().to_owned(),
                    a["reason"].as_str().unwrap().to_owned(),
                )
            })
            .collect();
        // One who sits in the team is passed over, whatever has come up about him.
        let expected: Vec<_> = absent.iter().filter(|(id, _)| *id != out).cloned().collect();
        assert_eq!(listed, expected);

        let team = desk.task(&id).team;
        let seed = json(&files, "match.json")["seed"].as_str().unwrap().to_owned();
        let lead = |id: &str| ticket(&seed, &format!("lead|{}|{id}", task.target));
        let leader = team.iter().min_by_key(|m| lead(&m.officer)).unwrap();
        assert!(leader.leads && team.iter().filter(|m| m.leads).count() == 1);
        assert_eq!(
            (said["leader"].as_str(), team.len()),
            (Some(&leader.officer[..]), 2)
        );
        assert!(team.iter().any(|m| m.officer == *next) && team.iter().all(|m| m.officer != out));
    }
    // Who left may come back: the last of the six is nobody who is barred.
    let out = desk
        .task(&id)
        .team
        .iter()
        .find(|m| m.department == Department::Hr)
        .unwrap()
        .officer
        .clone();
    replaced(&desk, &id, &out, "06-14");
    let task = desk.task(&id);
    let who = format!("{}人社", task.unit);
    desk.ok(&who, "06-14", Command::BeginInspection { task: id.clone() });
    let out = task
        .team
        .iter()
        .find(|m| m.department == Department::Mr)
        .unwrap()
        .officer
        .clone();
    replaced(&desk, &id, &out, "06-14");
    job.visited(&id, "06-14");
    let open = board.only(&desk, "07-21");
    assert_eq!(open.verified.changes, 6);
    replayed(desk);
}

#[test]
fn nobody_is_left_and_the_counts_say_why() {
    let desk = Desk::with(campaign(), 14, 6);
    let unit = "420200";
    let a = |n: u32| format!("A{unit}00{n}");
    let job = Job::province(&desk, BATCH);
    job.drawn("06-02", 16).hand_out("06-03");
    let old = Window {
        from: "2020-01-01".parse().unwrap(),
        to: day("06-30"),
    };
    desk.enlist(vec![
        Officer {
            certificate: old,
            ..officer(&desk, &a(3))
        },
        Officer {
            cap: Some(2),
            base_load: 2,
            ..officer(&desk, &a(5))
        },
        Officer {
            on_duty: false,
            ..officer(&desk, &a(6))
        },
    ]);
    let own: Vec<Task> = job.tasks().into_iter().filter(|t| t.unit == code(unit)).collect();
    for task in &own {
        desk.avoid(&[(&a(4), &task.target, Tie::Relative)]);
    }
    job.teams("06-06", None);
    let id = own[0].id.clone();
    let hr = |id: &str| {
        let team = desk.task(id).team;
        team.iter()
            .find(|m| m.department == Department::Hr)
            .unwrap()
            .officer
            .clone()
    };
    let first = hr(&id);
    assert!([a(1), a(2)].contains(&first));
    let mut board = Board::default();
    replaced(&desk, &id, &first, "06-13");
    board.only(&desk, "06-13");
    let second = hr(&id);
    assert!([a(1), a(2)].contains(&second) && second != first);
    desk.enlist(vec![Officer {
        on_duty: false,
        ..officer(&desk, &first)
    }]);
    let Refusal::NoReplacement { officer, excluded } =
        desk.refused("420200人社", "06-13", change(&id, &second))
    else {
        panic!()
    };
    let bars =
        ["absent", "cap", "certificate", "conflict", "member"].map(|bar| (format!("officer-out.{bar}"), 1));
    assert_eq!(officer, second);
    assert_eq!(
        excluded
            .into_iter()
            .map(|(key, n)| (key.to_owned(), n))
            .collect::<Vec<_>>(),
        bars
    );
    board.only(&desk, "06-13");
    replayed(desk);
}

#[test]
fn when_and_by_whom_it_can_be_asked() {
    let desk = Desk::claimed();
    let job = Job::province(&desk, BATCH);
    let task = job.tasks().remove(0);
    let who = format!("{}人社", task.unit);
    let no_team = desk.refused(&who, "06-08", change(&task.id, "A420100001"));
    assert!(matches!(
        no_team,
        Refusal::WrongState {
            state: TaskState::Claimed,
            ..
        }
    ));
    desk.form_teams();
    let task = desk.task(&task.id);
    let out = task.team[0].officer.clone();
    let command = |reason: &str, evidence: &str| Command::ReplaceOfficer {
        task: task.id.clone(),
        officer: out.clone(),
        reason: reason.to_owned(),
        evidence: evidence.to_owned(),
    };
    let stranger = desk.refused(&who, "06-13", change(&task.id, "A420200001"));
    let team: Vec<String> = task.team.iter().map(|m| m.officer.clone()).collect();
    let expected = Refusal::NotInTeam {
        task: task.id.clone(),
        officer: "A420200001".to_owned(),
        team,
    };
    assert_eq!(stranger, expected);
    let unknown = desk.refused(&who, "06-13", command("closed", "请假单"));
    assert!(
        matches!(unknown, Refusal::UnknownReason { known, .. } if known.contains(&"transfer".to_owned()))
    );
    for evidence in ["", " ", "a\nb", "a\u{1b}[31mb"] {
        let bad = desk.refused(&who, "06-13", command("leave", evidence));
        assert_eq!(
            bad,
            Refusal::BadEvidence {
                act: Act::ReplaceOfficer
            },
            "{evidence:?}"
        );
    }
    let mr = format!("{}市监", task.unit);
    assert!(matches!(
        desk.refused(&mr, "06-13", change(&task.id, &out)),
        Refusal::LacksRole { .. }
    ));
    let elsewhere = if task.unit == code("420200") {
        "420100人社"
    } else {
        "420200人社"
    };
    assert!(matches!(
        desk.refused(elsewhere, "06-13", change(&task.id, &out)),
        Refusal::OutOfReach { .. }
    ));
    let late = desk.refused(&who, "07-21", change(&task.id, &out));
    assert!(matches!(
        late,
        Refusal::OutsideWindow {
            act: Act::ReplaceOfficer,
            ..
        }
    ));
    job.visited(&task.id, "06-13");
    let entered = desk.refused(&who, "06-13", change(&task.id, &out));
    assert!(matches!(
        entered,
        Refusal::WrongState {
            state: TaskState::Recorded,
            ..
        }
    ));
    Board::default().only(&desk, "06-13");
}

#[test]
fn whoever_has_moved_to_another_office_since_does_not_step_in() {
    let desk = Desk::with(campaign(), 14, 4);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 16).hand_out("06-03").teams("06-06", None);
    let id = job.tasks()[0].id.clone();
    let unit = job.tasks()[0].unit;
    let elsewhere = if unit == code("420200") {
        code("420100")
    } else {
        code("420200")
    };
    let out = || {
        desk.task(&id)
            .team
            .iter()
            .find(|m| m.department == Department::Hr)
            .unwrap()
            .officer
            .clone()
    };
    let files = || published(&desk, BATCH, "06-13", INTERNAL).files;
    let able = ranking(&files(), "", &desk.task(&id), &out());
    let (moved, changed, last) = (&able[0].2, &able[1].2, &able[2].2);
    desk.enlist(vec![
        Officer {
            region: elsewhere,
            ..officer(&desk, moved)
        },
        Officer {
            department: Department::Mr,
            ..officer(&desk, changed)
        },
    ]);
    replaced(&desk, &id, &out(), "06-13");
    assert_eq!(out(), *last);
    let absent = last_change(&files())["absent"].as_array().unwrap().len();
    assert_eq!(absent, 2);
    board.only(&desk, "06-13");
    replayed(desk);
}

#[test]
fn changes_of_two_rounds_follow_the_newest_match() {
    let desk = Desk::with(campaign(), 26, 4);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 20).hand_out("06-03").teams("06-06", None);
    let first = job.tasks()[0].clone();
    replaced(&desk, &first.id, &first.team[0].officer, "06-07");
    board.only(&desk, "06-07");
    job.ok("06-07", job.extending(4));
    job.hand_out("06-07").teams("06-08", Some("追加"));
    board.only(&desk, "06-08");
    let copy = || published(&desk, BATCH, "06-13", INTERNAL).files;
    assert_eq!(
        json(&copy(), "team-changes.json")["previous"],
        Profile::Sha256.hex(&copy()["match-2.json"])
    );
    let second = job.tasks().pop().unwrap();
    let able = ranking(&copy(), "-2", &second, &second.team[0].officer);
    replaced(&desk, &second.id, &second.team[0].officer, "06-13");
    assert_eq!(
        (&last_change(&copy())["in"], &last_change(&copy())["round"]),
        (&able[0].2.clone().into(), &2.into())
    );
    board.only(&desk, "06-13");
    let again = desk.task(&first.id);
    replaced(&desk, &first.id, &again.team[1].officer, "06-13");
    assert_eq!(last_change(&copy())["round"], 1);
    // A target that is replaced or struck off takes its changed team along.
    job.ok("06-14", replacing(&first.id));
    job.ok("06-14", striking(&second.id));
    board.only(&desk, "06-14");
    let open = board.only(&desk, "07-21");
    assert_eq!((open.verified.rounds, open.verified.changes), (2, 3));
    replayed(desk);
}
