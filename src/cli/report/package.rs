//! The province's package for the ministry: every table and text of the report in one folder, with the hash of each file
//! (notice section 二（三）: 8月5日前向人社部报送总结报告).

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::paper::Paper;
use super::{Compiled, appraisal, compile, progress_paper};
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::domain::campaign::Debtor;
use crate::domain::command::Command;
use crate::domain::follow_up::FollowUp;
use crate::domain::state::Read;
use crate::draw::Profile;
use crate::exchange::write::{Table, csv, json_text, reports};
use crate::office::files::attach;
use crate::office::publication::{NotWritten, write};
use crate::unseen::file_name;

/// Lists what every file is, with its hash, for people.
const README: &str = "README.txt";
/// The same for programs.
const MANIFEST: &str = "manifest.json";
/// As `sha256sum -c` reads it.
const SUMS: &str = "SHA256SUMS";

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "FILE")]
    narrative: Option<PathBuf>,
}

/// A file of the package: what it is, in words, and its bytes.
type Files = BTreeMap<String, (String, Vec<u8>)>;

pub(super) fn run(desk: &Desk, session: &Session<'_>, args: &Args) -> Result<Done, End> {
    allowed(session)?;
    let mut files = tables(desk, session)?;
    if let Some(path) = &args.narrative {
        let file = attach(path)?;
        let what = desk.word("report.package-narrative");
        files.insert(
            format!("narrative-{}", file_name(&file.name)),
            (what, file.content),
        );
    }
    let (notes, manifest) = listed(desk, session, &files);
    let readme = readme(desk, &notes, &files);
    let mut all: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(name, (_, bytes))| (name, bytes))
        .collect();
    all.insert(README.to_owned(), readme.into_bytes());
    all.insert(MANIFEST.to_owned(), json_text(&manifest).into_bytes());
    let sum = |(name, bytes): (&String, &Vec<u8>)| format!("{}  {name}\n", hash(bytes));
    let sums: String = all.iter().map(sum).collect();
    all.insert(SUMS.to_owned(), sums.into_bytes());
    let dir = args.out.display().to_string();
    write(&all, &args.out).map_err(|not| match not {
        NotWritten::Taken => End::Fault(desk.say("publish.taken", &[("dir", &dir)])),
        NotWritten::Fault(fault) => fault.into(),
    })?;
    let names: Vec<&String> = all.keys().collect();
    let count = names.len().to_string();
    let text = desk.say("report.packaged", &[("dir", &dir), ("count", &count)]);
    let mut value = manifest;
    if let Some(members) = value.as_object_mut() {
        members.insert("dir".to_owned(), dir.into());
        members.insert("all".to_owned(), json!(names));
    }
    Ok(Done::new(text, value).note(notes))
}

/// The package is the province's: whoever may hand its report in may put it together, from the summing-up on.
fn allowed(session: &Session<'_>) -> Result<(), End> {
    let own = Command::FileReport {
        region: session.campaign.province,
        summary: Vec::new(),
        narrative: None,
        // Only a corrected report needs a remark, and nothing is handed in here.
        note: MANIFEST.to_owned(),
    };
    session.office.consider(&session.actor()?, &own)?;
    Ok(())
}

fn tables(desk: &Desk, session: &Session<'_>) -> Result<Files, End> {
    let province = session.campaign.province;
    let found = Compiled::new(desk, session, province);
    let mut summary = Paper::new(found.table(desk), found.notes.clone());
    summary.workbook = Some(found.workbook(desk, session)?);
    let papers = [
        ("summary", summary),
        ("reports", compile::paper(desk, session, province)),
        ("progress", progress_paper(desk, session, province)),
        ("appraisal", appraisal::paper(desk, session, province)),
        ("cases", Paper::new(cases(desk, session), Vec::new())),
    ];
    let mut files = Files::new();
    for (name, paper) in papers {
        let what = desk.word(&format!("report.package-{name}"));
        let mut put = |kind: &str, bytes| files.insert(format!("{name}.{kind}"), (what.clone(), bytes));
        put("xlsx", paper.xlsx()?);
        put("csv", csv(&paper.table));
        put("json", paper.json_file());
    }
    Ok(files)
}

/// The major and typical cases in the follow-up ledger.
fn cases(desk: &Desk, session: &Session<'_>) -> Table {
    let view = session.view();
    let ledger: Vec<FollowUp> = view.state().all();
    reports::cases(desk.lang, &session.campaign, &ledger)
}

fn hash(bytes: &[u8]) -> String {
    Profile::Sha256.hex(bytes)
}

/// What there is to know of the package, in words and for programs.
fn listed(desk: &Desk, session: &Session<'_>, files: &Files) -> (Vec<String>, Value) {
    let campaign = &session.campaign;
    let today = session.office.now().today;
    let due = campaign.due_of(Debtor::Province);
    let mut notes = vec![desk.say(
        "report.package-of",
        &[
            ("campaign", campaign.name.get(desk.lang)),
            ("notice", &campaign.notice),
            ("on", &today.to_string()),
        ],
    )];
    if let Some(due) = due {
        let key = if today > due.date {
            "report.package-late"
        } else {
            "report.package-due"
        };
        let args = [("name", due.name.get(desk.lang)), ("due", &due.date.to_string())];
        notes.push(desk.say(key, &args));
    }
    notes.extend(compile::paper(desk, session, campaign.province).notes);
    notes.push(desk.word("report.package-next"));
    let each = files.iter().map(|(name, (what, bytes))| {
        json!({"name": name, "what": what, "bytes": bytes.len(), "sha256": hash(bytes)})
    });
    let value = json!({
        "campaign": campaign.id, "notice": campaign.notice, "on": today,
        "due": due.map(|due| due.date), "late": due.is_some_and(|due| today > due.date),
        "files": each.collect::<Vec<Value>>(),
    });
    (notes, value)
}

fn readme(desk: &Desk, notes: &[String], files: &Files) -> String {
    let mut text = notes.join("\n") + "\n\n";
    for (name, (what, bytes)) in files {
        text.push_str(&format!(
            "{name}\n  {what}\n  {} B\n  SHA-256 {}\n",
            bytes.len(),
            hash(bytes)
        ));
    }
    text + "\n" + &desk.say("report.package-check", &[("sums", SUMS)]) + "\n"
}
