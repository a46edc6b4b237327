//! The seed ceremony.

use duban::domain::batch::{Batch, Purpose, Stage};
use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::operator::{Department, Role};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;

use super::*;

#[test]
fn the_ceremony() {
    use Department::{Hr, Mr};
    let desk = Desk::planned();
    let on = "06-06";
    let purpose = Purpose::Draw;
    let refused = |who: &str, command| desk.refused(who, on, command);
    outside(
        desk.refused("省人社", "06-11", commit(Hr, purpose, lottery("1"))),
        Act::Ceremony,
        "06-11",
        &[prepare()],
    );
    assert_eq!(
        refused("省人社", commit(Hr, purpose, Vec::new())),
        Refusal::PublicNotAnnounced
    );
    let bad = Command::Commit {
        batch: batch(),
        purpose,
        party: Hr,
        commitment: "ABC".to_owned(),
        public: lottery("1"),
    };
    assert_eq!(refused("省人社", bad), Refusal::BadCommitment);
    assert_eq!(
        refused("省人社", commit(Hr, purpose, lottery("a:b"))),
        Refusal::BadName {
            name: "a:b".to_owned()
        }
    );
    let other = refused("省市监", commit(Hr, purpose, lottery("1")));
    assert!(matches!(other, Refusal::OtherParty { party: Hr, who, .. } if who == ["省人社", "省人社乙"]));
    assert!(matches!(
        refused("420100人社", commit(Hr, purpose, lottery("1"))),
        Refusal::OutOfReach { .. }
    ));
    assert!(
        matches!(refused("省人社", draw()), Refusal::CeremonyIncomplete { missing } if missing.len() == 5)
    );

    desk.ok("省人社", on, commit(Hr, purpose, lottery("2022062")));
    assert_eq!(
        refused("省人社乙", commit(Hr, purpose, Vec::new())),
        Refusal::AlreadyCommitted { party: Hr }
    );
    let changed = refused("省市监", commit(Mr, purpose, lottery("2022063")));
    let sources = "ssq:2022062".to_owned();
    assert_eq!(changed, Refusal::PublicFixed { sources });
    let missing = vec!["step.commit-mr"];
    assert_eq!(
        refused("省人社", public(purpose)),
        Refusal::CeremonyIncomplete {
            missing: missing.clone()
        }
    );
    assert_eq!(
        refused("省人社", reveal(Hr, purpose)),
        Refusal::CeremonyIncomplete { missing }
    );

    desk.ok("省市监", on, commit(Mr, purpose, lottery("2022062")));
    let missing = vec!["step.public"];
    assert_eq!(
        refused("省人社", reveal(Hr, purpose)),
        Refusal::CeremonyIncomplete { missing }
    );
    for value in ["", "０３ ０８", "3\n8", &"8".repeat(201)] {
        let command = Command::RecordPublic {
            batch: batch(),
            purpose,
            source: None,
            value: value.to_owned(),
            correction: None,
        };
        assert!(
            matches!(refused("省人社", command), Refusal::BadValue { .. }),
            "{value:?}"
        );
    }
    assert!(matches!(
        refused("420100市监", public(purpose)),
        Refusal::OutOfReach { .. }
    ));
    desk.ok("省市监", on, public(purpose));
    assert!(matches!(
        refused("省人社", public(purpose)),
        Refusal::ValueRecorded { .. }
    ));
    let wrong = |on_record| Command::Reveal {
        batch: batch(),
        purpose,
        party: Hr,
        secret: "1".repeat(64),
        on_record,
    };
    assert_eq!(
        refused("省人社", wrong(false)),
        Refusal::RevealMismatch { party: Hr }
    );
    desk.ok("省人社", on, reveal(Hr, purpose));
    assert_eq!(
        refused("省人社乙", wrong(true)),
        Refusal::AlreadyDone { part: "step.reveal" }
    );
    let missing = vec!["step.reveal-mr"];
    assert_eq!(refused("省人社", draw()), Refusal::CeremonyIncomplete { missing });
    desk.ok("省市监", on, reveal(Mr, purpose));
    outside(
        desk.refused("省人社", "06-12", draw()),
        Act::Draw,
        "06-12",
        &[prepare()],
    );
    desk.ok("省人社", "06-10", draw());
    let (act, stage, needs) = (Act::Draw, Stage::Drawn, Stage::Planned);
    assert_eq!(
        refused("省人社", draw()),
        Refusal::WrongStage {
            batch: batch(),
            act,
            stage,
            needs
        }
    );
}

#[test]
fn both_commitments_by_one_person() {
    use Department::{Hr, Mr};
    let desk = Desk::planned();
    desk.ok("省人社", "06-03", commit(Hr, Purpose::Draw, lottery("1")));
    let mut turncoat = campaign().operators;
    turncoat.truncate(2);
    turncoat[0].department = Mr;
    turncoat[0].roles.push(Role::Approve);
    desk.ok("省人社", "06-03", Command::PutOperators(turncoat));
    let refused = desk.refused("省人社", "06-03", commit(Mr, Purpose::Draw, Vec::new()));
    let (act, operator, did) = (Act::Ceremony, "省人社".to_owned(), "step.commit".to_owned());
    assert_eq!(refused, Refusal::SamePerson { act, operator, did });
}

#[test]
fn a_wrong_reveal_on_record_voids_the_batch_which_stays() {
    use Department::{Hr, Mr};
    let desk = Desk::planned();
    desk.ok("省人社", "06-03", commit(Hr, Purpose::Draw, lottery("1")));
    desk.ok("省市监", "06-03", commit(Mr, Purpose::Draw, Vec::new()));
    desk.ok("省市监", "06-03", public(Purpose::Draw));
    let (purpose, party, secret) = (Purpose::Draw, Hr, "1".repeat(64));
    desk.ok(
        "省人社",
        "06-03",
        Command::Reveal {
            batch: batch(),
            purpose,
            party,
            secret,
            on_record: true,
        },
    );
    let void: Batch = desk.office.view().state().get(BATCH).unwrap();
    assert!(void.stage == Stage::Void && void.void.is_some_and(|void| !void.reason.is_empty()));
    for command in [draw(), plan(), reveal(Hr, Purpose::Draw), approve()] {
        let who = if matches!(command, Command::Approve { .. }) {
            "省市监"
        } else {
            "省人社"
        };
        let refused = desk.refused(who, "06-03", command);
        assert!(
            matches!(
                refused,
                Refusal::WrongStage {
                    stage: Stage::Void,
                    ..
                }
            ),
            "{refused:?}"
        );
    }
    let again = Command::VoidBatch {
        batch: batch(),
        reason: "x".to_owned(),
    };
    assert!(matches!(
        desk.refused("省人社", "06-03", again),
        Refusal::WrongStage { act: Act::Void, .. }
    ));
    assert_eq!(
        desk.refused("省人社", "06-03", freeze()),
        Refusal::BatchExists { batch: batch() }
    );
}
