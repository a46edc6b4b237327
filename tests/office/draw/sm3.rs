//! 国密: a batch whose every hash is SM3.

use duban::domain::command::{Command, PoolWish};
use duban::domain::publication::Showing;
use duban::draw::Profile;
use duban::draw::verify::{Difference, verify};

use super::*;

#[test]
fn from_the_pool_to_a_changed_team() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    let salt = Some(Profile::Sha256.hex("entropy"));
    let wish = PoolWish {
        profile: Profile::Sm3,
        confidential: Some(true),
        salt,
        ..PoolWish::default()
    };
    job.drawn_as("06-02", 20, wish);
    board.only(&desk, "06-02");
    job.ok("06-02", job.extending(2));
    job.hand_out("06-03").teams("06-06", None);
    board.only(&desk, "06-06");
    job.ok("06-13", replacing(&job.tasks()[0].id));
    job.ok("06-13", striking(&job.tasks()[1].id));
    job.hand_out("06-13").teams("06-14", Some("补抽"));
    board.only(&desk, "06-14");
    let task = job.tasks().pop().unwrap();
    let change = Command::ReplaceOfficer {
        task: task.id.clone(),
        officer: task.team[0].officer.clone(),
        reason: "leave".to_owned(),
        evidence: "请假单".to_owned(),
    };
    desk.ok(&format!("{}人社", task.unit), "06-15", change);
    board.only(&desk, "06-15");
    let open = Board::default().only(&desk, "07-21");
    assert_eq!(
        (open.showing, open.verified.rounds, open.verified.changes),
        (Showing::Whole, 2, 1)
    );
    let record = json(&open.files, "record.json");
    assert_eq!(record["pool"], Profile::Sm3.hex(&open.files["pool-public.tsv"]));
    assert_eq!(record["seed"], Profile::Sm3.hex(&open.files["seed.txt"]));
    for name in [
        "record.json",
        "match.json",
        "match-2.json",
        "team-changes.json",
        "announcement.json",
    ] {
        assert_eq!(json(&open.files, name)["profile"], "sm3", "{name}");
        let mut other = open.files.clone();
        other.insert(
            name.to_owned(),
            text(&open.files, name).replace("\"sm3\"", "\"sha256\"").into(),
        );
        let wrong: Difference = verify(&other).unwrap_err();
        assert!(!wrong.to_string().is_empty());
    }
    // A batch under the other hash follows it in the same chain.
    let local = Job::local(&desk, "WH-1", "420100");
    let keep = PoolWish {
        overlap: Some(duban::domain::batch::OverlapChoice::Keep),
        ..PoolWish::default()
    };
    local.drawn_as("06-20", 4, keep);
    board.post(&desk, "06-20");
    board.post(&desk, "07-21");
    replayed(desk);
}
