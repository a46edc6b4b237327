//! A county's year fits on the smallest stick: two hundred visits with their results, three hundred leads with their
//! steps and the matters they led to.

use chrono::NaiveDateTime;
use duban::domain::command::{Command, Judgement};
use duban::domain::follow_up::{Advance, FollowUp};
use duban::domain::inspection::Inspection;
use duban::domain::lead::{Handling, Lead};
use duban::domain::state::Read;

use crate::common::*;
use crate::places::*;
use crate::reporter::intake;
use crate::story::step;

const VISITS: usize = 200;
const LEADS: usize = 300;
/// Bytes of the bundle at most.
const ROOM: usize = 2 << 20;

/// What complaints say, of the sample data.
fn texts() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/lead-texts.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let text =
        |row: Result<csv::StringRecord, csv::Error>| row.unwrap().iter().next_back().unwrap().to_owned();
    reader.records().map(text).collect()
}

fn minute(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn visits(wuhan: &Place, texts: &[String]) {
    let tasks = wuhan.tasks_of("420100");
    assert!(tasks.len() >= VISITS, "{}", tasks.len());
    for (n, task) in tasks.iter().take(VISITS).enumerate() {
        let mut seen = visit(task, "06-13");
        seen.note = format!("{}号现场记录：{}", n * 37, texts[n % texts.len()]);
        seen.others = (n % 5) as u32;
        wuhan.ok("420100市监", "06-13", record(task, seen));
        let (task, judgement) = (task.id.clone(), Judgement::Accept);
        wuhan.ok("420100人社", "06-14", Command::Review { task, judgement });
    }
}

fn leads(wuhan: &Place, texts: &[String]) {
    for n in 0..LEADS {
        let said = format!(
            "{}（第{n}号工单，涉及{}人）",
            texts[(n * 7) % texts.len()],
            n % 23
        );
        let mut lead = intake("420106", &said);
        lead.number = format!("WH2022{:06}", n * 7919 % 1_000_000);
        lead.about = format!("示例{}号人力资源公司", n * 31 % 997);
        wuhan.today("06-14");
        let (lead, _) = wuhan.office.take_in(&actor("420100人社"), lead).unwrap();
        let refer = Handling::Refer {
            authority: "武汉市公安局".into(),
            what: format!("涉嫌诈骗{}元", n * 130 + 700),
            officers: vec!["A420100001".into(), "B420100001".into()],
        };
        let feedback = Handling::Feedback {
            on: day("06-16"),
            how: "电话".into(),
            text: format!("已于当日{}时告知处理结果：{}", n % 24, texts[n % texts.len()]),
        };
        wuhan.ok("420100人社", "06-14", step(&lead.id, Handling::Accept));
        wuhan.ok("420100人社", "06-15", step(&lead.id, refer));
        wuhan.ok("420100人社", "06-16", step(&lead.id, feedback));
        let approve = Advance::Decide {
            approve: true,
            at: minute("2022-06-16 10:00"),
            reason: String::new(),
        };
        wuhan.ok("420100复核", "06-16", advance(&lead.id, approve));
    }
}

fn advance(lead: &str, advance: Advance) -> Command {
    Command::AdvanceFollowUp {
        follow_up: format!("{lead}-F01"),
        advance,
    }
}

#[test]
fn a_countys_year_fits_into_two_megabytes() {
    let (province, wuhan) = two_of(240, 3 * VISITS as u64 + 30, 60);
    let texts = texts();
    visits(&wuhan, &texts);
    leads(&wuhan, &texts);
    let (stick, made) = wuhan.export("420100人社", "06-17", &wish(PROVINCE));
    println!("{} entries in {} bytes", made[0].entries, stick.len());
    assert!(made[0].entries > 2 * VISITS + 5 * LEADS, "{made:?}");
    assert!(stick.len() < ROOM, "{} bytes", stick.len());
    let taken = province.take("省人社", "06-17", &stick);
    assert!(taken.conflicts.is_empty());
    let view = province.office.view();
    let visited = view.state().all::<Inspection>().len();
    let (leads, matters) = (
        view.state().all::<Lead>().len(),
        view.state().all::<FollowUp>().len(),
    );
    assert_eq!((visited, leads, matters), (VISITS, LEADS, LEADS));
}
