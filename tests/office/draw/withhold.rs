//! Withholding: the draw is bound at once and shown when nobody can be tipped off any more.

use duban::domain::batch::Purpose;
use duban::domain::calendar::{Act, Extension};
use duban::domain::campaign::Phase;
use duban::domain::command::Command;
use duban::domain::publication::{Choice, Publication, Showing};
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;
use duban::draw::Profile;
use duban::draw::verify::{Files, verify};

use super::*;

fn names(files: &Files) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

const SEALED: [&str; 5] = [
    "announcement.json",
    "left-out.tsv",
    "plan.tsv",
    "pool.tsv",
    "sealed.json",
];

fn public(desk: &Desk, on: &str) -> Publication {
    published(desk, BATCH, on, Choice::default())
}

#[test]
fn from_the_announcement_to_the_last_visit() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.freeze("06-02").plan("06-02", 13);
    board.post(&desk, "06-02");
    assert!(
        board.folders.is_empty(),
        "nothing is published before both are bound"
    );
    job.commit(Purpose::Draw, "06-02");
    let announced = board.only(&desk, "06-02").files;
    assert_eq!(names(&announced), SEALED[..4]);
    job.reveal(Purpose::Draw, "06-03");
    assert_eq!(
        board.only(&desk, "06-03").files,
        announced,
        "a revealed secret is not shown"
    );
    job.draw("06-03");
    let early = board.only(&desk, "06-03");
    assert_eq!(names(&early.files), SEALED);
    assert_eq!(early.verified.seed, None);
    let sealed = json(&early.files, "sealed.json");
    assert_eq!(sealed["public"][0]["value"], "03 08 14 21 25 30 + 07");
    let record = job.batch().record().unwrap().hash.clone();
    assert_eq!(
        (
            sealed["record"].as_str(),
            sealed["matches"].as_array().map(Vec::len)
        ),
        (Some(&record[..]), Some(0))
    );
    assert_eq!(
        sealed["previous"],
        Profile::Sha256.hex(&early.files["announcement.json"])
    );

    job.hand_out("06-06")
        .roster("06-07", None)
        .ceremony(Purpose::Match, "06-07");
    desk.ok("420100人社", "06-07", job.matching("420100"));
    let half = board.only(&desk, "06-07").files;
    assert_eq!(
        json(&half, "sealed.json")["matches"].as_array().unwrap().len(),
        0,
        "the round is still open"
    );
    job.match_all("06-08");
    let all = board.only(&desk, "06-08");
    assert_eq!(
        (
            names(&all.files),
            json(&all.files, "sealed.json")["matches"]
                .as_array()
                .unwrap()
                .len()
        ),
        (
            [&SEALED[..2], &["match-announcement.json"], &SEALED[2..]].concat(),
            1
        )
    );
    let copy = published(&desk, BATCH, "06-08", INTERNAL);
    let whole = [
        "conflicts.tsv",
        "drawn.tsv",
        "match-seed.txt",
        "match.json",
        "record.json",
        "roster.tsv",
        "seed.txt",
    ];
    assert!(copy.showing == Showing::Whole && whole.iter().all(|name| copy.files.contains_key(*name)));

    // Replaced and struck off, nobody waits for a visit any more.
    job.ok("06-13", replacing(&job.live()[0].id));
    job.ok("06-13", striking(&job.in_state(TaskState::Drawn)[0].id));
    job.ok("06-13", striking(&job.in_state(TaskState::Assigned)[0].id));
    for task in job.in_state(TaskState::Assigned) {
        assert_eq!(board.only(&desk, "06-20").showing, Showing::Sealed);
        job.visited(&task.id, "06-20");
    }
    let open = board.only(&desk, "06-20");
    assert_eq!((open.showing, open.verified.drawn), (Showing::Whole, 14));
    // Every seal that ever hung there fits what is shown now.
    for earlier in [&early.files, &half, &all.files] {
        let mut files = open.files.clone();
        files.insert("sealed.json".to_owned(), earlier["sealed.json"].clone());
        verify(&files).unwrap();
        files.insert(
            "sealed.json".to_owned(),
            text(earlier, "sealed.json")
                .replace(&record[..8], "00000000")
                .into(),
        );
        assert!(earlier == &all.files || verify(&files).is_err());
    }
    replayed(desk);
}

#[test]
fn the_day_after_the_last_day_of_visits_opens_it() {
    let desk = Desk::matched();
    let mut board = Board::default();
    assert_eq!(board.only(&desk, "07-20").showing, Showing::Sealed);
    assert_eq!(public(&desk, "07-21").showing, Showing::Whole);
    let order = Extension {
        phase: Phase::Inspect,
        to: day("07-25"),
        order: "鄂人社函〔2022〕120号".to_owned(),
        reason: "汛期".to_owned(),
    };
    desk.ok("省人社", "07-18", Command::Extend(order));
    assert_eq!(public(&desk, "07-25").showing, Showing::Sealed);
    assert_eq!(board.only(&desk, "07-26").showing, Showing::Whole);
    replayed(desk);
}

#[test]
fn it_is_released_earlier_by_a_decision_with_its_reason() {
    let desk = Desk::planned();
    let job = Job::province(&desk, BATCH);
    let early = desk.refused("省市监", "06-03", job.releasing("社会关注"));
    assert!(matches!(
        early,
        Refusal::WrongStage {
            act: Act::Release,
            ..
        }
    ));
    job.ceremony(Purpose::Draw, "06-03")
        .draw("06-03")
        .hand_out("06-06")
        .teams("06-07", None);
    assert!(matches!(
        job.refused("06-13", job.releasing("社会关注")),
        Refusal::LacksRole { .. }
    ));
    assert!(matches!(
        desk.refused("420100市监", "06-13", job.releasing("社会关注")),
        Refusal::OutOfReach { .. }
    ));
    let act = Act::Release;
    assert_eq!(
        desk.refused("省市监", "06-13", job.releasing("\t")),
        Refusal::ReasonMissing { act }
    );
    let mut board = Board::default();
    assert_eq!(board.only(&desk, "06-13").showing, Showing::Sealed);
    desk.ok("省市监", "06-13", job.releasing("社会关注"));
    assert_eq!(job.batch().step("act.release").unwrap().reason, "社会关注");
    assert_eq!(
        desk.refused("省市监", "06-13", job.releasing("再次")),
        Refusal::AlreadyDone { part: "act.release" }
    );
    let open = board.only(&desk, "06-13");
    assert_eq!(
        (open.showing, open.files.contains_key("match-seed.txt")),
        (Showing::Whole, true)
    );
    // It stays open, whatever is done afterwards.
    job.ok("06-14", replacing(&job.live()[0].id));
    assert_eq!(board.only(&desk, "06-14").showing, Showing::Whole);
    replayed(desk);
}

#[test]
fn a_released_draw_is_not_extended() {
    let desk = Desk::drawn();
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    desk.ok("省市监", "06-07", job.releasing("社会关注"));
    let batch = job.id.clone();
    assert_eq!(
        job.refused("06-08", job.extending(1)),
        Refusal::DrawOpen { batch }
    );
    job.ok("06-08", replacing(&job.tasks()[0].id));
    assert_eq!(board.only(&desk, "06-08").showing, Showing::Whole);
}
