//! The public values: announced before, taken in the announced order, corrected only while nobody knows a seed.

use duban::domain::batch::{PublicSource, Purpose};
use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::operator::Department::{Hr, Mr};
use duban::domain::refusal::Refusal;

use super::*;

const SSQ: &str = "03 08 14 21 25 30 + 07";
const DLT: &str = "02 09 17 28 33 + 04 11";

fn source(kind: &str, issue: &str) -> PublicSource {
    PublicSource {
        kind: kind.to_owned(),
        issue: issue.to_owned(),
        value: None,
    }
}

fn corrected(command: Command, why: &str) -> Command {
    match command {
        Command::RecordPublic {
            batch,
            purpose,
            source,
            value,
            ..
        } => Command::RecordPublic {
            batch,
            purpose,
            source,
            value,
            correction: Some(why.to_owned()),
        },
        other => other,
    }
}

#[test]
fn two_sources_in_the_announced_order() {
    let desk = Desk::planned();
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    let (ssq, dlt) = (source("ssq", "2022062"), source("dlt", "22063"));
    let both = vec![dlt.clone(), ssq.clone()];
    let on = "06-03";
    let purpose = Purpose::Draw;
    let twice = job.committing(Hr, purpose, vec![ssq.clone(), dlt.clone(), ssq.clone()]);
    assert_eq!(
        job.refused(on, twice),
        Refusal::SourceTwice {
            source: "ssq:2022062".to_owned()
        }
    );
    job.ok(on, job.committing(Hr, purpose, both.clone()));
    let turned = desk.refused(
        "省市监",
        on,
        job.committing(Mr, purpose, vec![ssq.clone(), dlt.clone()]),
    );
    assert_eq!(
        turned,
        Refusal::PublicFixed {
            sources: "dlt:22063 ssq:2022062".to_owned()
        }
    );
    desk.ok("省市监", on, job.committing(Mr, purpose, both));
    let announced = json(&board.only(&desk, on).files, "announcement.json");
    assert_eq!(
        (
            &announced["announced"][0]["kind"],
            &announced["announced"][1]["issue"]
        ),
        (&"dlt".into(), &"2022062".into())
    );

    let announced = vec!["dlt:22063".to_owned(), "ssq:2022062".to_owned()];
    let which = |announced: &Vec<String>| Refusal::WhichSource {
        announced: announced.clone(),
    };
    for named in [
        None,
        Some(source("ssq", "2022063")),
        Some(source("pl3", "2022062")),
    ] {
        assert_eq!(job.refused(on, job.value(purpose, named, SSQ)), which(&announced));
    }
    // They come out in another order than they were announced in.
    job.ok(
        on,
        job.value(purpose, Some(ssq.clone()), "03 08 14 21 25 30 + 06"),
    );
    let missing = vec!["step.public"];
    assert_eq!(
        job.refused(on, job.revealing(Hr, purpose)),
        Refusal::CeremonyIncomplete { missing }
    );
    job.ok(on, job.value(purpose, Some(dlt), DLT));
    let again = job.value(purpose, Some(ssq.clone()), SSQ);
    let source = ssq.name();
    assert_eq!(job.refused(on, again.clone()), Refusal::ValueRecorded { source });
    let act = Act::Ceremony;
    assert_eq!(
        job.refused(on, corrected(again.clone(), " ")),
        Refusal::ReasonMissing { act }
    );
    desk.ok("省市监", on, corrected(again.clone(), "抄录有误"));
    assert_eq!(job.batch().step("step.public").unwrap().reason, "抄录有误");
    job.ok(on, job.revealing(Hr, purpose));
    let late = job.refused(on, corrected(again, "再改"));
    assert_eq!(late, Refusal::AlreadyDone { part: "step.reveal" });
    desk.ok("省市监", on, job.revealing(Mr, purpose));
    job.draw(on);
    let sealed = json(&board.only(&desk, on).files, "sealed.json");
    assert_eq!(
        (&sealed["public"][0]["value"], &sealed["public"][1]["value"]),
        (&DLT.into(), &SSQ.into())
    );

    let open = board.only(&desk, "07-21").files;
    let lines: Vec<&str> = text(&open, "seed.txt")
        .lines()
        .filter(|line| line.starts_with("public:"))
        .collect();
    assert_eq!(
        lines,
        [
            format!("public:dlt:22063:{DLT}"),
            format!("public:ssq:2022062:{SSQ}")
        ]
    );
    replayed(desk);
}

#[test]
fn the_match_has_sources_of_its_own() {
    let desk = Desk::claimed();
    let job = Job::province(&desk, BATCH);
    let (on, purpose) = ("06-09", Purpose::Match);
    job.roster(on, None);
    let sources = [source("ssq", "2022064"), source("dlt", "22065")];
    job.ok(on, job.committing(Hr, purpose, sources.to_vec()));
    desk.ok("省市监", on, job.committing(Mr, purpose, Vec::new()));
    job.ok(
        on,
        job.value(purpose, Some(sources[1].clone()), "02 09 17 28 33 + 04 12"),
    );
    job.ok(
        on,
        corrected(job.value(purpose, Some(sources[1].clone()), DLT), "抄录有误"),
    );
    job.ok(on, job.value(purpose, Some(sources[0].clone()), SSQ));
    desk.ok("省市监", on, job.revealing(Mr, purpose));
    job.ok(on, job.revealing(Hr, purpose)).seqs.unwrap();
    job.match_all(on);
    let open = Board::default().only(&desk, "07-21").files;
    assert!(
        text(&open, "match-seed.txt")
            .contains(&format!("public:ssq:2022064:{SSQ}\npublic:dlt:22065:{DLT}\n"))
    );
    assert!(text(&open, "seed.txt").ends_with(&format!("public:ssq:2022062:{SSQ}\n")));
    replayed(desk);
}
