//! No reporter is in the data directory, nor in anything the program writes or says.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::DateTime;
use duban::domain::fields::Value as Given;
use duban::office::drafts::{CONFIDENTIAL, Draft, Drafts};

use crate::cli_support::{Desk, Ran};
use crate::reveal::reveal;
use crate::traces::Traces;
use crate::{add, wuhan};

const DAY: &str = "2022-06-20";

/// The sample's rows with somebody's name, phone and identity number.
fn reporters() -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/leads.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    rows.into_iter().filter(|row| !row[7].is_empty()).collect()
}

fn traces() -> Traces {
    let rows = reporters();
    let told = rows
        .iter()
        .flat_map(|row| [7, 8, 9].map(|column| row[column].to_owned()));
    let words: Vec<String> = told.filter(|word| !word.is_empty()).collect();
    assert!(words.len() > 60);
    Traces::of(words)
}

/// The sample's reporters again, as a hotline may hand them over: named in the words of the lead, in full-width figures
/// and with blanks, in the place and in the name of a file; and one row that is refused.
fn hotline() -> String {
    let mut file =
        "工单编号,来电时间,诉求来源,被诉单位,事发地址,诉求标题,诉求内容,附件,诉求人,联系电话,证件号码\n"
            .to_owned();
    for (n, row) in reporters().iter().enumerate() {
        let (name, phone, id) = (&row[7], &row[8], &row[9]);
        let wide: String = phone
            .chars()
            .filter_map(|c| char::from_u32(c as u32 + 0xFEE0))
            .collect();
        let parted = phone
            .get(..3)
            .zip(phone.get(3..))
            .map(|(a, b)| format!("{a}-{b}"));
        let parted = parted.unwrap_or_default();
        file += &format!(
            "T{n:04},2022-06-18 10:00:00,12345,{name}反映的公司,{name}家旁,{name}投诉,\
            我是{name}，电话{wide}或{parted}，身份证{id}，公司拖欠工资。,{name}录音.mp3,{name},{phone},{id}\n"
        );
    }
    let bad = &reporters()[0];
    file + &format!(
        "T9999,昨天,12345,某公司,,,内容,,{},{},{}\n",
        &bad[7], &bad[8], &bad[9]
    )
}

/// A form with who reported, left half filled in.
fn leave_a_draft(desk: &Desk) {
    let row = &reporters()[1];
    let text = |column: usize| Given::Text(row[column].to_owned());
    let draft = Draft {
        operator: "武汉人社".to_owned(),
        task: format!("{CONFIDENTIAL}lead/add"),
        saved: DateTime::UNIX_EPOCH,
        version: 0,
        fields: BTreeMap::from([("name".to_owned(), text(7)), ("phone".to_owned(), text(8))]),
    };
    // The keys as this process looks for them: beside the data, where the program of this desk has them under another name.
    std::os::unix::fs::symlink(desk.path("keys"), desk.path("data.keys")).unwrap();
    let drafts = Drafts::of(&desk.data());
    drafts.write(&draft).unwrap();
    assert_eq!(drafts.read("武汉人社", &draft.task).unwrap(), Some(draft.clone()));
    drafts.done("武汉人社", &draft.task).unwrap();
    drafts.write(&draft).unwrap();
}

/// Every step of a lead that names its reporter, and the reporter shown.
fn handle_one(desk: &Desk, traces: &Traces) {
    let row = &reporters()[2];
    let said = format!("{}来访，电话{}，称被收取押金。", &row[7], &row[8]);
    let words = ["--about", "样例公司", "--what", &said, "--reporter", "-"];
    let id = add(
        desk,
        DAY,
        &words,
        &format!("{}\n{}\n{}\n", &row[7], &row[8], &row[9]),
    );
    let told = format!("已拨打{}告知{}办理结果", &row[8], &row[7]);
    let steps: [&[&str]; 5] = [
        &["--ask", "补交合同", "--until", "2022-06-27"],
        &["--resume", "--reason", "合同已交"],
        &["--accept"],
        &["--close", "true", "--result", "已退还押金"],
        &["--feedback", &told, "--how", "电话"],
    ];
    for step in steps {
        let ran = wuhan(desk, DAY, &[&["lead", "triage", &id], step].concat(), "").ok();
        quiet(traces, &ran, &id);
    }
    let steps = wuhan(desk, DAY, &["lead", "show", &id], "").ok().out;
    assert!(
        steps.contains("已拨打〔举报人电话〕告知〔举报人〕办理结果"),
        "{steps}"
    );
    refer_one(desk, traces, row);
    let shown = reveal(desk, &id, DAY, &format!("给{}回电话", &row[7]));
    assert!(shown.contains(&row[7]) && shown.contains(&row[8]), "{shown}");
}

/// What is written in the ledger about a lead's referral names whoever reported the lead, too.
fn refer_one(desk: &Desk, traces: &Traces, row: &csv::StringRecord) {
    let words = [
        "--about",
        "样例中介",
        "--what",
        "收取高额介绍费后失踪",
        "--reporter",
        "-",
    ];
    let id = add(desk, DAY, &words, &format!("{}\n{}\n", &row[7], &row[8]));
    let what = format!("{}反映被骗两万元，电话{}", &row[7], &row[8]);
    let refer = ["lead", "triage", &id, "--police", "武汉市公安局", "--what", &what];
    let officers = ["--officer", "A420100001", "A420100002"];
    let ran = wuhan(desk, DAY, &[&refer[..], &officers].concat(), "").ok();
    quiet(traces, &ran, &id);
    let matter = format!("{id}-F01");
    let why = format!("{}撤回举报", &row[7]);
    let withdraw = ["follow-up", "step", &matter, "withdraw", "--reason", &why];
    let ran = wuhan(desk, DAY, &withdraw, "").ok();
    quiet(traces, &ran, &matter);
    let shown = wuhan(desk, DAY, &["lead", "show", &id], "").ok().out;
    assert!(
        shown.contains("〔举报人〕反映被骗两万元") && shown.contains("移送未成"),
        "{shown}"
    );
}

fn quiet(traces: &Traces, ran: &Ran, what: &str) {
    for said in [&ran.out, &ran.err] {
        assert_eq!(traces.find(said.as_bytes()), None, "{what}");
    }
}

/// Everything that can be asked about leads and what came of them, in every form, on the screen and in files.
fn ask_everything(desk: &Desk, traces: &Traces, out: &Path) {
    let ids: Vec<String> = {
        let list = wuhan(desk, DAY, &["--json", "lead", "list", "--region", "420000"], "")
            .ok()
            .json();
        let leads = list.as_array().unwrap();
        leads
            .iter()
            .map(|lead| lead["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(ids.len() > 60);
    let mut lines: Vec<String> = [
        "lead list --region 420000",
        "--lang en lead list --region 420000",
        "--json lead list --region 420000",
        "doctor",
        "tasks",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.extend(
        [
            "journal tail",
            "--json journal tail",
            "journal export",
            "calendar",
            "--json doctor",
        ]
        .map(str::to_owned),
    );
    for id in ids.iter().step_by(7).chain(ids.last()) {
        lines.extend([
            format!("lead show {id}"),
            format!("--json lead show {id}"),
            format!("--json show {id}"),
        ]);
    }
    for row in reporters().iter().step_by(5) {
        lines.push(format!(
            "--json history {}",
            if row[3].is_empty() { "none" } else { &row[3] }
        ));
    }
    lines.extend(
        [
            "summary",
            "progress",
            "appraisal",
            "compile",
            "trend",
            "narrative",
        ]
        .map(|of| format!("report {of}")),
    );
    let out = out.display();
    lines.extend([
        format!("report summary --format xlsx --out {out}/summary.xlsx"),
        format!("report narrative --format docx --out {out}/narrative.docx"),
        format!("publish table --batch HB-RS-2022-01 --internal --format html --out {out}/table.html"),
        format!("publish batch --batch HB-RS-2022-01 --out {out}/page"),
        format!("document notice --task HB-RS-2022-01-0001 --format docx --out {out}/notice.docx"),
    ]);
    for line in &lines {
        let words: Vec<&str> = line.split(' ').collect();
        let ran = desk.fed(&[&["--as", "省人社", "--today", DAY], &words[..]].concat(), "");
        assert!(ran.code < 2 || line.contains("none"), "{line}: {}", ran.err);
        quiet(traces, &ran, line);
    }
}

#[test]
fn no_reporter_is_in_the_data_directory_or_in_what_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, traces) = (Desk::new(), traces());
    let data = desk.data().display().to_string();
    quiet(
        &traces,
        &desk.words(&["demo", "--no-ui", "--dir", &data]).ok(),
        "demo",
    );
    let before = traces.clean(&desk.data());

    let (file, rejects) = (desk.write("hotline.csv", &hotline()), desk.path("rejects.csv"));
    let rejects = rejects.to_str().unwrap();
    let inside = format!("{data}/rejects.csv");
    let words = ["import", "leads", &file, "--rejects", &inside];
    assert_eq!(wuhan(&desk, DAY, &words, "").code, 3);
    for _ in 0..2 {
        let ran = wuhan(
            &desk,
            DAY,
            &["--json", "import", "leads", &file, "--rejects", rejects],
            "",
        )
        .ok();
        quiet(&traces, &ran, "import");
        assert_eq!(ran.json()["rejected"], 1);
        assert!(ran.err.contains("举报人"), "{}", ran.err);
    }
    // What was refused is repeated for repair: for its owner alone, and apart from the data.
    assert!(traces.find(&std::fs::read(rejects).unwrap()).is_some());
    let mode = std::fs::metadata(rejects).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    handle_one(&desk, &traces);
    leave_a_draft(&desk);
    let out = tempfile::tempdir().unwrap();
    ask_everything(&desk, &traces, out.path());
    assert!(traces.clean(out.path()) > 4, "the files were written");
    assert!(traces.clean(&desk.data()) > before);
    // The leads are there, with the marks in the names' places.
    let list = wuhan(&desk, DAY, &["--json", "lead", "list", "--region", "420000"], "")
        .ok()
        .out;
    for mark in [
        "〔举报人〕反映的公司",
        "〔举报人〕家旁",
        "电话〔举报人电话〕或〔举报人电话〕",
        "〔举报人〕录音.mp3",
    ] {
        assert!(list.contains(mark), "{mark}");
    }
    desk.run("journal verify").ok();
}
