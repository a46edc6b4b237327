//! The record of changed teams in a published batch.

use rstest::rstest;

use super::fixture::{Batch, CONFLICTS_TEXT, P, ROSTER_TEXT, officer_rows};
use crate::draw::change::{Request, choose, teams_after};
use crate::draw::files::{MATCH, RECORD, TEAM_CHANGES, parse_conflicts};
use crate::draw::record::{Absent, Change, MatchRecord, PoolForm, TeamChanges};
use crate::draw::table::Setup;
use crate::draw::verify::{Difference, verify};

fn made(record: &MatchRecord, before: &[Change], task: &str, out: &str, absent: &[Absent]) -> Change {
    let roster = officer_rows();
    let setup = Setup {
        profile: record.heading.profile,
        seed: &record.seed,
        roster: &roster,
        conflicts: &parse_conflicts(CONFLICTS_TEXT.as_bytes(), &roster).unwrap(),
        members: record.members,
        visits: record.visits,
    };
    let matched = record.pools.iter().flat_map(|pool| pool.teams.clone());
    let teams = teams_after(matched, record.round, before);
    let request = Request {
        round: record.round,
        task,
        out,
        reason: "ill",
        evidence: "certificate 3",
        absent,
    };
    choose(&setup, &teams, &request).unwrap()
}

/// A matched batch in which the same officer of 市场监管 leaves two teams, one after the other.
pub(super) fn changed(batch: Batch) -> Batch {
    let mut batch = batch;
    let record: MatchRecord = batch.read(MATCH);
    let out = "B420100001";
    let teams = record.pools[0].teams.iter();
    let tasks = teams.filter(|team| team.b[0] == out && team.task != "91420100MAHE0E9G18");
    let absent = [Absent {
        officer: "B420100003".to_owned(),
        reason: "leave".to_owned(),
    }];
    let mut changes = Vec::new();
    for team in tasks.take(2) {
        let change = made(&record, &changes, &team.task, out, &absent);
        changes.push(change);
    }
    assert_eq!(changes.len(), 2);
    let hash = batch.hash(MATCH);
    batch.put_record(TEAM_CHANGES, &TeamChanges::of(&record, hash, changes));
    batch
}

fn batch() -> Batch {
    changed(Batch::drawn(PoolForm::Open).matched())
}

#[test]
fn changed_teams_hold() {
    let batch = batch();
    assert_eq!(verify(&batch.files).map(|verified| verified.changes), Ok(2));
    let record: TeamChanges = batch.read(TEAM_CHANGES);
    assert_eq!(record.changes[0].replacement, "B420100002");
    assert_eq!(
        record.changes[1].load,
        record.changes[0].load + 1,
        "the first change counts in the second"
    );
    let text = String::from_utf8(batch.files[TEAM_CHANGES].clone()).unwrap();
    assert!(
        text.contains("\"in\": \"B420100002\",\n      \"leader\""),
        "{text}"
    );
}

fn with(change: impl FnOnce(&mut TeamChanges)) -> Difference {
    let mut batch = batch();
    let mut record: TeamChanges = batch.read(TEAM_CHANGES);
    change(&mut record);
    batch.put_record(TEAM_CHANGES, &record);
    verify(&batch.files).unwrap_err()
}

#[rstest]
#[case("in", |change: &mut Change| change.replacement = "B420100003".to_owned())]
#[case("leader", |change: &mut Change| change.leader.push('x'))]
#[case("load", |change: &mut Change| change.load += 1)]
#[case("ticket", |change: &mut Change| change.ticket.push('1'))]
#[case("candidates", |change: &mut Change| change.candidates += 1)]
#[case("absent/0", |change: &mut Change| change.absent.insert(0, Absent { officer: "A420100001".to_owned(), reason: "x".to_owned() }))]
fn a_change_that_does_not_follow(#[case] field: &str, #[case] change: fn(&mut Change)) {
    let difference = with(|record| change(&mut record.changes[1]));
    assert_eq!(difference.code(), "verify_value");
    let place = format!("team-changes.json at /changes/1/{field}");
    assert!(difference.to_string().starts_with(&place), "{difference}");
}

#[test]
fn a_change_without_a_reason() {
    let difference = with(|record| record.changes[1].reason = " ".to_owned());
    assert_eq!(difference.code(), "change_no_reason");
    assert!(
        difference
            .to_string()
            .starts_with("team-changes.json: change 2: "),
        "{difference}"
    );
}

#[test]
fn a_change_of_a_team_that_is_not_there() {
    assert_eq!(with(|record| record.changes[0].round = 2).code(), "verify_field");
    assert_eq!(
        with(|record| record.changes[0].task = "91420100MA65F5R2TQ".to_owned()).code(),
        "change_no_team"
    );
    assert_eq!(
        with(|record| record.changes[0].out = "B420100003".to_owned()).code(),
        "change_not_member"
    );
    let repeated = with(|record| record.changes[1] = record.changes[0].clone());
    assert_eq!(
        repeated.code(),
        "change_not_member",
        "who has left cannot leave again"
    );
    assert_eq!(with(|record| record.changes.clear()).code(), "verify_field");
}

#[test]
fn a_change_nobody_could_make() {
    let difference = with(|record| {
        record.changes[0].absent.insert(
            0,
            Absent {
                officer: "B420100002".to_owned(),
                reason: "leave".to_owned(),
            },
        );
    });
    assert_eq!(difference.code(), "change_nobody");
}

#[test]
fn changes_follow_the_newest_round() {
    assert_eq!(
        with(|record| record.heading.previous = Some(P.hex("x"))).code(),
        "verify_chain"
    );
    assert_eq!(with(|record| record.heading.number = 2).code(), "verify_value");
    assert_eq!(with(|record| record.heading.number = 0).code(), "verify_field");
    assert_eq!(
        with(|record| record.heading.commit_a.push('0')).code(),
        "verify_value"
    );
    assert_eq!(
        with(|record| record.heading.format.push('0')).code(),
        "verify_value"
    );
    let one = Batch::drawn(PoolForm::Open).round(1, ROSTER_TEXT, &["420100"], RECORD, &[]);
    let two = changed(one).round(2, ROSTER_TEXT, &["429021"], RECORD, &[]);
    let Err(Difference::Chain { before, .. }) = verify(&two.files) else {
        panic!("the changes name round 1, and round 2 is the newest")
    };
    assert_eq!(before, "match-2.json");
    let mut two = two;
    let (newest, changes): (MatchRecord, TeamChanges) = (two.read("match-2.json"), two.read(TEAM_CHANGES));
    let record = TeamChanges::of(&newest, two.hash("match-2.json"), changes.changes);
    two.put_record(TEAM_CHANGES, &record);
    let verified = verify(&two.files).unwrap();
    assert_eq!(
        (verified.rounds, verified.changes),
        (2, 2),
        "changes of round 1 hold after round 2"
    );
}

#[test]
fn changes_need_their_match() {
    let mut batch = batch();
    for file in ["match.json", "match-seed.txt"] {
        batch.files.remove(file);
    }
    let missing = MATCH.to_owned();
    assert_eq!(
        verify(&batch.files),
        Err(Difference::MissingFile { file: missing })
    );
}

#[test]
fn a_record_of_changes_in_another_spelling() {
    let mut batch = batch();
    let text = String::from_utf8(batch.files[TEAM_CHANGES].clone()).unwrap();
    batch.put(TEAM_CHANGES, text.replacen("{\n  ", "{\n    ", 1));
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_spelling");
    batch.put(TEAM_CHANGES, text.replacen("{\n", "{\n  \"more\": 1,\n", 1));
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_value");
}
