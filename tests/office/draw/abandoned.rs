//! A round of matching that is begun and given up: whoever knew its seed cannot make it disappear.

use duban::domain::batch::Purpose;
use duban::draw::files::MATCH;
use duban::draw::verify::verify;

use super::*;

#[test]
fn rounds_that_were_given_up_stand_in_the_record_with_their_seeds_and_reasons() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-03", 16).hand_out("06-03");
    // The first round's seed comes out and nobody is matched; the second does not even come to its seed.
    job.roster("06-06", None).ceremony(Purpose::Match, "06-06");
    let known = job.batch().rounds[0].clone();
    job.roster("06-07", Some("补录执法人员"));
    job.commit(Purpose::Match, "06-07");
    job.roster("06-08", Some("秘密值遗失"))
        .ceremony(Purpose::Match, "06-08");
    job.match_all("06-08");

    let whole = board.only(&desk, "07-21");
    let record = json(&whole.files, MATCH);
    let given_up = record["abandoned"].as_array().unwrap();
    let told: Vec<(&str, bool, bool)> = given_up
        .iter()
        .map(|round| {
            let text = |name: &str| round[name].as_str().unwrap_or_default();
            (
                text("reason"),
                round["seed"].is_string(),
                !text("commit_b").is_empty(),
            )
        })
        .collect();
    assert_eq!(told, [("补录执法人员", true, true), ("秘密值遗失", false, true)]);
    assert_eq!(given_up[0]["roster"], known.roster.roster.hash);
    assert_eq!(verify(&whole.files).unwrap().rounds, 1);

    // Each round was announced before its seed could be known, and keeps to it.
    let announced = |name: &str| json(&whole.files, name);
    let first = announced("match-announcement.json");
    assert_eq!(
        (&first["roster"], &first["parent"]),
        (&given_up[0]["roster"], &record["parent"])
    );
    let last = announced("match-announcement-3.json");
    assert_eq!(
        (&last["roster"], &last["commit_a"]),
        (&record["roster"], &record["commit_a"])
    );
    let mut changed = whole.files.clone();
    let text_of = text(&whole.files, "match-announcement-3.json");
    let (own, other) = (last["roster"].as_str().unwrap(), &"0".repeat(64));
    changed.insert(
        "match-announcement-3.json".to_owned(),
        text_of.replace(own, other).into_bytes(),
    );
    assert_eq!(verify(&changed).unwrap_err().code(), "verify_field");

    let text = text(&whole.files, MATCH).replace("秘密值遗失", " ");
    let mut changed = whole.files.clone();
    changed.insert(MATCH.to_owned(), text.into_bytes());
    assert_eq!(verify(&changed).unwrap_err().code(), "verify_field");
    replayed(desk);
}
