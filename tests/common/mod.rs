//! A campaign in miniature: three prefectures, forty targets, a dozen officers, and a desk to work at.
#![allow(dead_code, unused_imports)]

mod board;
mod desk;
mod draw;

use std::path::Path;

use chrono::NaiveDate;
use duban::domain::batch::{PublicSource, Purpose};
use duban::domain::campaign::Campaign;
use duban::domain::command::{Command, PoolWish, Source};
use duban::domain::inspection::{Answer, Measures, Method, UnitKind, Verdict, Visit};
use duban::domain::library::{ChecklistItem, Officer};
use duban::domain::operator::{Actor, Department, Operator, Role};
use duban::domain::region::{RegionCode, Regions};
use duban::domain::registry::Row;
use duban::domain::task::Task;
use duban::domain::time::Window;
use duban::draw::Profile;
use duban::draw::seed::{Party, commitment};

pub use board::{Board, INTERNAL, Posted, json, pool_of, published, text};
pub use desk::{Desk, complete, open};
pub use draw::{Job, replacing, striking};

/// The prefectures of the miniature; the last one is a city directly under the province.
pub const UNITS: [&str; 3] = ["420100", "420200", "429004"];
/// The batch of the flow.
pub const BATCH: &str = "HB-2022-01";

pub fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

/// A day of 2022, such as `06-10`.
pub fn day(text: &str) -> NaiveDate {
    format!("2022-{text}").parse().unwrap()
}

pub fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: "tester".to_owned(),
        terminal: String::new(),
    }
}

fn sample(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(file);
    std::fs::read_to_string(path).unwrap()
}

fn operator(name: &str, unit: &str, department: Department, roles: &[Role]) -> Operator {
    Operator {
        name: name.to_owned(),
        os_user: String::new(),
        unit: code(unit),
        department,
        roles: roles.to_vec(),
    }
}

/// The notice's campaign with a small staff.
pub fn campaign() -> Campaign {
    use Department::{Hr, Mr};
    use Role::*;
    let mut campaign: Campaign = toml::from_str(&sample("campaign.toml")).unwrap();
    let regions = csv::Reader::from_reader(sample("regions-hubei.csv").as_bytes())
        .into_deserialize()
        .map(Result::unwrap)
        .collect();
    campaign.regions = Regions::new(regions);
    campaign.holidays = csv::Reader::from_reader(sample("holidays-cn.csv").as_bytes())
        .into_deserialize()
        .map(Result::unwrap)
        .collect();
    campaign.draw.size = 16;
    campaign.operators = vec![
        operator("省人社", "420000", Hr, &[Admin, Draw, Dispatch, Report, Leads]),
        operator("省人社乙", "420000", Hr, &[Draw, Approve]),
        operator("省市监", "420000", Mr, &[Approve]),
        operator("省市监乙", "420000", Mr, &[Draw, Approve]),
    ];
    for unit in UNITS {
        let named = |post: &str| format!("{unit}{post}");
        campaign.operators.extend([
            operator(
                &named("人社"),
                unit,
                Hr,
                &[Draw, Dispatch, Claim, Inspect, Publish, Report],
            ),
            operator(&named("市监"), unit, Mr, &[Approve, Inspect, Review]),
        ]);
    }
    campaign
}

/// The `n`th entity of a county, with a check character that holds (GB 32100-2015).
pub fn entity(region: &str, n: usize) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91{region}YL{n:07}");
    let value = |c: u8| ALPHABET.iter().position(|a| *a == c).unwrap();
    let weights = std::iter::successors(Some(1), |w| Some(w * 3 % 31));
    let sum: usize = body.bytes().zip(weights).map(|(c, w)| value(c) * w).sum();
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// Lines of an extract: `n` entities a prefecture whose scope carries a keyword, and some that never enter a pool.
pub fn extract(n: usize) -> String {
    let mut text = String::new();
    for (unit, county) in UNITS.iter().zip(["420106", "420202", "429004"]) {
        for i in 0..n {
            let id = entity(unit, i);
            let name = format!("{unit}示例人力资源{i}号");
            let row = Row {
                id: &id,
                name: &name,
                region: county,
                status: if i == 0 { "注销" } else { "存续" },
                scope: if i == 1 {
                    "家政服务（不含劳务派遣）"
                } else {
                    "劳务派遣；保洁服务"
                },
                grade: ["A", "B", "C", "D"][i % 4],
                ..Row::default()
            };
            row.write(&mut text);
        }
    }
    text
}

pub fn source(file: &str, rows: u64) -> Source {
    Source {
        file: file.to_owned(),
        sha256: Profile::Sha256.hex(file),
        bytes: 1,
        encoding: "utf-8".to_owned(),
        rows,
        rejected: 0,
    }
}

/// Two officers of each department a prefecture.
pub fn officers() -> Vec<Officer> {
    officers_of(2)
}

/// `n` officers of each department a prefecture.
pub fn officers_of(count: usize) -> Vec<Officer> {
    let mut officers = Vec::new();
    for unit in UNITS {
        for (letter, department) in [("A", Department::Hr), ("B", Department::Mr)] {
            officers.extend((1..=count).map(|n| Officer {
                id: format!("{letter}{unit}{n:03}"),
                name: format!("{unit}{letter}{n}"),
                department,
                region: code(unit),
                certificate: Window {
                    from: "2020-01-01".parse().unwrap(),
                    to: "2025-12-31".parse().unwrap(),
                },
                cap: None,
                base_load: 0,
                on_duty: true,
            }));
        }
    }
    officers
}

pub fn item(id: &str, version: u32, title: &str) -> ChecklistItem {
    serde_json::from_value(serde_json::json!({
        "id": id, "version": version, "title": title, "basis": "人力资源市场暂行条例"
    }))
    .unwrap()
}

/// A secret for a party, the same in every run.
pub fn secret(party: Department, purpose: Purpose) -> String {
    Profile::Sha256.hex(format!("{party:?} {purpose:?}"))
}

pub fn commit(party: Department, purpose: Purpose, public: Vec<PublicSource>) -> Command {
    let letter = match party {
        Department::Hr => Party::A,
        Department::Mr => Party::B,
    };
    Command::Commit {
        batch: BATCH.to_owned(),
        purpose,
        party,
        commitment: commitment(Profile::Sha256, BATCH, letter, &secret(party, purpose)),
        public,
    }
}

pub fn lottery(issue: &str) -> Vec<PublicSource> {
    vec![PublicSource {
        kind: "ssq".to_owned(),
        issue: issue.to_owned(),
        value: None,
    }]
}

pub fn public(purpose: Purpose) -> Command {
    Command::RecordPublic {
        batch: BATCH.to_owned(),
        purpose,
        source: None,
        value: "03 08 14 21 25 30 + 07".to_owned(),
        correction: None,
    }
}

pub fn reveal(party: Department, purpose: Purpose) -> Command {
    Command::Reveal {
        batch: BATCH.to_owned(),
        purpose,
        party,
        secret: secret(party, purpose),
        on_record: false,
    }
}

pub fn freeze() -> Command {
    Command::FreezePool {
        batch: BATCH.to_owned(),
        wish: PoolWish::default(),
    }
}

pub fn plan() -> Command {
    Command::MakePlan {
        batch: BATCH.to_owned(),
        size: None,
        weights: None,
        floors: None,
    }
}

/// A visit by the whole team on a day that found nothing.
pub fn visit(task: &Task, on: &str) -> Visit {
    let items = task.checklist.iter().map(|key| key.split('@').next().unwrap());
    Visit {
        visited: day(on),
        method: Method::OnSite,
        present: task.team.iter().map(|m| m.officer.clone()).collect(),
        others: 0,
        unit_kind: UnitKind::Agency,
        answers: items
            .map(|item| Answer {
                item: item.to_owned(),
                verdict: Verdict::Pass,
                finding: String::new(),
                evidence: Vec::new(),
            })
            .collect(),
        codes: vec![1],
        violations: Vec::new(),
        measures: Measures::default(),
        penalties: Vec::new(),
        note: String::new(),
        reason: String::new(),
    }
}

pub fn record(task: &Task, visit: Visit) -> Command {
    Command::RecordVisit {
        task: task.id.clone(),
        visit: Box::new(visit),
        based_on: None,
    }
}
