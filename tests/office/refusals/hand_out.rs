//! From the drawn batch to the teams.

use duban::domain::batch::{Batch, Purpose, Stage};
use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::operator::{Department, Role};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::TaskState;
use duban::domain::trouble::Trouble;

use super::*;

#[test]
fn from_the_draw_to_the_claim() {
    let desk = Desk::drawn();
    let on = "06-07";
    let refused = |who: &str, command| desk.refused(who, on, command);
    let (act, operator, did) = (Act::Approve, "省人社".to_owned(), "act.draw".to_owned());
    assert_eq!(
        refused("省人社", approve()),
        Refusal::SamePerson { act, operator, did }
    );
    let same = refused("省人社乙", approve());
    assert!(
        matches!(same, Refusal::SameDepartment { department: Department::Hr, who, .. }
        if who == ["省市监", "省市监乙"])
    );
    assert!(matches!(
        refused("420100市监", approve()),
        Refusal::OutOfReach { .. }
    ));
    outside(
        desk.refused("省市监", "06-11", approve()),
        Act::Approve,
        "06-11",
        &[prepare()],
    );
    let dispatch = |region: Option<&str>| Command::Dispatch {
        batch: batch(),
        region: region.map(code),
    };
    let (stage, needs) = (Stage::Drawn, Stage::Approved);
    let early = Refusal::WrongStage {
        batch: batch(),
        act: Act::Dispatch,
        stage,
        needs,
    };
    assert_eq!(refused("省人社", dispatch(None)), early);
    let claim = |region: &str| Command::Claim {
        batch: batch(),
        region: code(region),
    };
    let early = refused("420100人社", claim("420100"));
    assert!(matches!(
        early,
        Refusal::WrongStage {
            act: Act::Claim,
            stage: Stage::Drawn,
            ..
        }
    ));
    let task = desk.tasks().remove(0).id;
    let early = desk.refused("420100人社", "06-13", Command::BeginInspection { task });
    assert!(matches!(
        early,
        Refusal::WrongState {
            state: TaskState::Drawn,
            ..
        }
    ));

    desk.ok("省市监", on, approve());
    assert!(matches!(
        refused("省市监", dispatch(None)),
        Refusal::LacksRole {
            role: Role::Dispatch,
            ..
        }
    ));
    outside(
        desk.refused("省人社", "06-11", dispatch(None)),
        Act::Dispatch,
        "06-11",
        &[prepare()],
    );
    desk.ok("省人社", on, dispatch(Some("420100")));
    let done = Refusal::NothingToDo {
        act: Act::Dispatch,
        batch: batch(),
    };
    assert_eq!(refused("省人社", dispatch(Some("420100"))), done);
    let voiding = Command::VoidBatch {
        batch: batch(),
        reason: "x".to_owned(),
    };
    assert!(matches!(
        refused("省人社", voiding.clone()),
        Refusal::SameDepartment {
            act: Act::Void,
            department: Department::Hr,
            ..
        }
    ));
    assert!(matches!(
        refused("省市监", voiding),
        Refusal::WrongStage { act: Act::Void, .. }
    ));
    assert_eq!(
        refused("420200人社", claim("420200")),
        Refusal::NothingToDo {
            act: Act::Claim,
            batch: batch()
        }
    );
    assert!(matches!(
        refused("420200人社", claim("420100")),
        Refusal::OutOfReach { .. }
    ));
    assert_eq!(
        refused("420100人社", claim("420106")),
        Refusal::NotAUnit {
            region: code("420106")
        }
    );
    outside(
        desk.refused("420100人社", "06-11", claim("420100")),
        Act::Claim,
        "06-11",
        &[prepare()],
    );
    let matching = Command::Match {
        batch: batch(),
        region: code("420100"),
    };
    let early = refused("420100人社", matching.clone());
    assert!(
        matches!(early, Refusal::CeremonyIncomplete { missing } if missing.first() == Some(&"step.roster"))
    );
    let early = refused("省人社", commit(Department::Hr, Purpose::Match, lottery("1")));
    assert_eq!(
        early,
        Refusal::CeremonyIncomplete {
            missing: vec!["step.roster"]
        }
    );

    desk.ok(
        "省人社",
        on,
        Command::FreezeRoster {
            batch: batch(),
            again: None,
        },
    );
    desk.ceremony(Purpose::Match, on);
    assert_eq!(
        refused("420100人社", matching),
        Refusal::NothingToDo {
            act: Act::Match,
            batch: batch()
        }
    );
}

#[test]
fn a_claim_needs_a_checklist_and_a_reason_is_more_than_blanks() {
    let desk = Desk::empty();
    desk.ok("x", "06-01", Command::Begin(Box::new(campaign())));
    desk.import(14);
    desk.ok("省人社", "06-02", freeze());
    let blank = Command::VoidBatch {
        batch: batch(),
        reason: " \u{3000}".to_owned(),
    };
    assert_eq!(
        desk.refused("省人社", "06-02", blank),
        Refusal::ReasonMissing { act: Act::Void }
    );
    desk.ok("省人社", "06-02", plan());
    desk.ceremony(Purpose::Draw, "06-03");
    desk.ok("省人社", "06-03", draw());
    desk.ok("省市监", "06-03", approve());
    desk.ok(
        "省人社",
        "06-03",
        Command::Dispatch {
            batch: batch(),
            region: None,
        },
    );
    let claim = Command::Claim {
        batch: batch(),
        region: code("420100"),
    };
    assert_eq!(desk.refused("420100人社", "06-03", claim), Refusal::NoChecklist);
    assert_eq!(
        desk.ok(
            "省人社",
            "06-03",
            Command::FreezeRoster {
                batch: batch(),
                again: None
            }
        )
        .events
        .len(),
        1
    );
    let again = Command::FreezeRoster {
        batch: batch(),
        again: None,
    };
    assert_eq!(
        desk.refused("省人社", "06-03", again),
        Refusal::AlreadyDone { part: "step.roster" }
    );
}

#[test]
fn too_few_officers() {
    let desk = Desk::claimed();
    let off = officers()
        .into_iter()
        .filter(|o| o.id.starts_with("B420100"))
        .map(|mut o| {
            o.on_duty = false;
            o
        });
    desk.ok(
        "省人社",
        "06-09",
        Command::ImportOfficers(source("o", 2), off.collect()),
    );
    desk.ok(
        "省人社",
        "06-09",
        Command::FreezeRoster {
            batch: batch(),
            again: None,
        },
    );
    desk.ceremony(Purpose::Match, "06-09");
    let matching = Command::Match {
        batch: batch(),
        region: code("420100"),
    };
    outside(
        desk.refused("420100人社", "06-12", matching.clone()),
        Act::Match,
        "06-12",
        &[prepare()],
    );
    let refusal = desk.refused("420100人社", "06-10", matching.clone());
    let Refusal::MatchInfeasible {
        why: Trouble::Shortage { shortfalls },
    } = &refusal
    else {
        panic!("{refusal:?}")
    };
    assert_eq!(
        shortfalls.iter().map(|s| s.department).collect::<Vec<_>>(),
        [Department::Mr]
    );
    let short = &shortfalls[0];
    assert!(!short.remedies.is_empty(), "a way out is shown");
    assert_eq!(
        (short.pool.id.as_str(), short.pool.name.as_str()),
        ("420100", "武汉市")
    );
    assert!(
        short
            .tasks
            .iter()
            .all(|task| task.id.starts_with(&format!("{}-", batch())) && !task.name.is_empty())
    );
    let known = short.excluded.values().flatten().chain(&short.officers);
    assert!(
        known.clone().count() > 0
            && known
                .clone()
                .all(|officer| officer.id.starts_with('B') && !officer.name.is_empty())
    );

    // The officers come back, and the roster is frozen again with the reason: the old one stays on record.
    let again = |why: &str| Command::FreezeRoster {
        batch: batch(),
        again: Some(why.to_owned()),
    };
    desk.ok(
        "省人社",
        "06-10",
        Command::ImportOfficers(source("o", 3), officers()),
    );
    let silent = desk.refused("省人社", "06-10", again(" "));
    assert_eq!(silent, Refusal::ReasonMissing { act: Act::Match });
    let matched = Command::Match {
        batch: batch(),
        region: code("420200"),
    };
    desk.ok("420200人社", "06-10", matched);
    desk.ok("省人社", "06-10", again("增补执法人员"));
    desk.ceremony(Purpose::Match, "06-10");
    desk.ok("420100人社", "06-10", matching);
    let record: Batch = desk.office.view().state().get(BATCH).unwrap();
    assert_eq!(
        record
            .rounds
            .iter()
            .map(|round| (round.again.as_deref(), round.matched.len()))
            .collect::<Vec<_>>(),
        [(None, 1), (Some("增补执法人员"), 1)]
    );
    assert!(
        record.matched_units().contains("420200"),
        "a unit that had its teams keeps them"
    );
}

#[test]
fn a_lost_secret_of_a_match_does_not_void_what_was_handed_out() {
    let desk = Desk::claimed();
    desk.ok(
        "省人社",
        "06-09",
        Command::FreezeRoster {
            batch: batch(),
            again: None,
        },
    );
    desk.ok(
        "省人社",
        "06-09",
        commit(Department::Hr, Purpose::Match, lottery("2022065")),
    );
    desk.ok(
        "省市监",
        "06-09",
        commit(Department::Mr, Purpose::Match, Vec::new()),
    );
    desk.ok("省人社", "06-09", public(Purpose::Match));
    let lost = Command::Reveal {
        batch: batch(),
        purpose: Purpose::Match,
        party: Department::Hr,
        secret: "0".repeat(64),
        on_record: true,
    };
    let party = Department::Hr;
    assert_eq!(
        desk.refused("省人社", "06-09", lost),
        Refusal::MatchRevealMismatch { party }
    );
    let again = Command::FreezeRoster {
        batch: batch(),
        again: Some("秘密值遗失".to_owned()),
    };
    desk.ok("省人社", "06-09", again);
    desk.ceremony(Purpose::Match, "06-10");
}
