//! A campaign's heavy steps on a registry of a million rows: import with the pool's candidates stored, then freeze,
//! plan and draw, then opening again. Peers run in the same process order, so that ratios hold on any machine.
//!
//! `cargo bench --bench campaign -- [ROWS]` prints one line a step. Each step runs in a process of its own, so that its
//! peak memory is its own.

#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::time::Instant;

use duban::domain::batch::{PublicSource, Purpose};
use duban::domain::command::{Command, PoolWish};
use duban::domain::operator::{Actor, Department};
use duban::domain::state::Read;
use duban::domain::target::Target;
use duban::draw::Profile;
use duban::draw::seed::{Party, commitment};
use duban::exchange::campaign::default_campaign;
use duban::exchange::read::Encoding;
use duban::lang::Lang;
use duban::office::import::{Library, Options, import};
use duban::office::{Clock, Office};
use duban::tui::harness::Harness;
use duban::tui::start;
use duban::tui::term::{Caps, Wants};

/// Rows where none are asked for.
const ROWS: usize = 1_000_000;
/// Batch of the bench.
const BATCH: &str = "BENCH-01";

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    match words.first().map(String::as_str) {
        Some("step") => step(&words[1], Path::new(&words[2])),
        first => whole(first.and_then(|n| n.parse().ok()).unwrap_or(ROWS)),
    }
}

fn whole(rows: usize) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("registry.csv");
    write_registry(&file, rows);
    let bytes = std::fs::metadata(&file).map(|m| m.len()).unwrap_or(0);
    println!("{rows} rows, {} MB", bytes >> 20);
    for name in ["peer", "import", "again", "draw", "open", "frame"] {
        let me = std::env::current_exe().expect("this program's path");
        let status = Process::new(me)
            .args(["step", name])
            .arg(dir.path())
            .status()
            .expect("the step runs");
        assert!(status.success(), "{name} failed");
    }
}

fn step(name: &str, dir: &Path) {
    let start = Instant::now();
    let said = match name {
        "peer" => peer(&dir.join("registry.csv")),
        "import" | "again" => import_all(dir),
        "draw" => draw(dir),
        "frame" => frame(dir),
        _ => format!(
            "{} targets in the index",
            open(dir).view().state().all::<Target>().len()
        ),
    };
    println!(
        "{name:8} {:7.2} s  {:4} MB  {said}",
        start.elapsed().as_secs_f64(),
        peak_mb()
    );
}

/// What reading alone costs: the csv crate over the same file, nothing checked, nothing kept.
fn peer(file: &Path) -> String {
    let mut reader = csv::Reader::from_path(file).expect("the file opens");
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).expect("a row") {
        rows += 1;
    }
    format!("csv crate, {rows} rows read and dropped")
}

fn open(dir: &Path) -> Office {
    let day = chrono::NaiveDate::from_ymd_opt(2022, 6, 2).expect("a day");
    Office::open(&dir.join("data"), Clock::Rehearsal(day), &mut |_, _| {}).expect("the data directory opens")
}

fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: "bench".to_owned(),
        terminal: String::new(),
    }
}

fn import_all(dir: &Path) -> String {
    let office = open(dir);
    if office.view().campaign().is_none() {
        let given = default_campaign().expect("the campaign reads");
        office
            .submit(&actor("省人社"), Command::Begin(Box::new(given.campaign)))
            .expect("it begins");
    }
    let options = Options {
        file: dir.join("registry.csv"),
        encoding: Encoding::Auto,
        dry_run: false,
        rejects: None,
        lang: Lang::En,
    };
    let done = import(
        &office,
        &actor("省人社"),
        Library::Targets,
        &options,
        &mut |_, _, _| true,
    );
    let done = done
        .map_err(|e| e.text(Lang::En))
        .expect("the import goes through");
    office.flush().expect("flushed");
    format!(
        "{} new, {} unchanged, {} affirmed",
        done.new, done.unchanged, done.affirmed
    )
}

fn draw(dir: &Path) -> String {
    let office = open(dir);
    let (hr, mr) = (actor("省人社"), actor("省市监"));
    let start = Instant::now();
    let submit = |who: &Actor, command| {
        office
            .submit(who, command)
            .map_err(|e| e.text(Lang::En))
            .expect("accepted")
    };
    let batch = BATCH.to_owned();
    submit(
        &hr,
        Command::FreezePool {
            batch: batch.clone(),
            wish: PoolWish::default(),
        },
    );
    let frozen = start.elapsed();
    submit(
        &hr,
        Command::MakePlan {
            batch: batch.clone(),
            size: Some(1000),
            weights: None,
            floors: None,
        },
    );
    let secret = "1".repeat(64);
    let parties = [(&hr, Department::Hr, Party::A), (&mr, Department::Mr, Party::B)];
    for (who, party, letter) in parties {
        submit(
            who,
            Command::Commit {
                batch: batch.clone(),
                purpose: Purpose::Draw,
                party,
                commitment: commitment(Profile::Sha256, BATCH, letter, &secret),
                public: vec![PublicSource {
                    kind: "bench".to_owned(),
                    issue: "1".to_owned(),
                    value: None,
                }],
            },
        );
    }
    submit(
        &hr,
        Command::RecordPublic {
            batch: batch.clone(),
            purpose: Purpose::Draw,
            source: None,
            value: "1".to_owned(),
            correction: None,
        },
    );
    for (who, party, _) in parties {
        let (batch, secret) = (batch.clone(), secret.clone());
        submit(
            who,
            Command::Reveal {
                batch,
                purpose: Purpose::Draw,
                party,
                secret,
                on_record: false,
            },
        );
    }
    submit(&hr, Command::Draw { batch });
    let all = start.elapsed();
    let size = office
        .view()
        .state()
        .get::<duban::domain::batch::Batch>(BATCH)
        .map_or(0, |b| b.pool.size);
    format!(
        "freeze {:.2} s, freeze to draw {:.2} s, 1000 of {size}",
        frozen.as_secs_f64(),
        all.as_secs_f64()
    )
}

/// From nothing to the first frame of the workstation at 120 by 40.
fn frame(dir: &Path) -> String {
    let start = Instant::now();
    let office = Arc::new(open(dir));
    let opened = start.elapsed();
    let wants = Wants {
        ascii: false,
        mono: false,
    };
    let utf8 = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
    let caps = Caps::detect(wants, utf8);
    let keymap = start::keymap(None).expect("the keymap reads");
    let app = start::app(office, actor("省人社"), Lang::Zh, caps, keymap);
    let screen = Harness::new(app, 120, 40).screen();
    let (opened, all) = (opened.as_millis(), start.elapsed().as_millis());
    format!(
        "opened after {opened} ms, first frame after {all} ms, {} lines",
        screen.lines().count()
    )
}

/// Peak memory of this process in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        >> 10
}

/// A made-up registry: one row in twenty affirms a keyword, one in twenty-five names one only to exclude it.
fn write_registry(file: &PathBuf, rows: usize) {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    const PLAIN: &str = "软件开发；信息技术咨询服务；日用百货销售；道路货物运输（不含危险货物）；会议及展览服务；技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；企业管理咨询；园林绿化工程施工";
    let given = default_campaign().expect("the campaign reads");
    let counties: Vec<String> = given
        .campaign
        .regions
        .iter()
        .filter(|r| given.campaign.regions.unit_of(r.code).is_some())
        .map(|r| r.code.to_string())
        .collect();
    let mut out = BufWriter::new(std::fs::File::create(file).expect("the file is made"));
    writeln!(
        out,
        "统一社会信用代码,企业名称,主体类型,法定代表人,成立日期,登记状态,登记机关,行政区划代码,住所,经营范围,信用风险等级,联系电话,人力资源服务许可证编号,劳务派遣经营许可证编号"
    )
    .expect("written");
    for i in 0..rows {
        // A fixed odd multiplier scatters the codes, so that the file is not in their order.
        let mut serial = (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) % 26_439_622_160_671;
        let region = &counties[i % counties.len()];
        let mut code: Vec<u8> = [b"91".as_slice(), region.as_bytes()].concat();
        for _ in 0..9 {
            code.push(ALPHABET[(serial % 31) as usize]);
            serial /= 31;
        }
        let value = |c: &u8| ALPHABET.iter().position(|a| a == c).unwrap_or(0);
        let sum: usize = code.iter().zip(WEIGHTS).map(|(c, w)| value(c) * w).sum();
        code.push(ALPHABET[(31 - sum % 31) % 31]);
        let scope = match i % 100 {
            0..=4 => format!("一般项目：人力资源服务（不含职业中介活动、劳务派遣服务）；{PLAIN}"),
            5..=8 => format!("{PLAIN}；劳务服务（不含劳务派遣）"),
            _ => PLAIN.to_owned(),
        };
        writeln!(
            out,
            "{},示例{i}企业管理有限公司,有限责任公司(自然人独资),张样,2015-03-{:02},存续,示例市场监督管理局,{region},湖北省示例路{}号,{scope},{},100{:08},,",
            String::from_utf8_lossy(&code),
            i % 28 + 1,
            i % 999 + 1,
            ["A", "A", "A", "B", "C", "A", "B", "A", "A", "D"][i % 10],
            i % 100_000_000
        )
        .expect("written");
    }
}
