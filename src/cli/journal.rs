//! `duban journal`: the record of everything, checked, looked at, handed out.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::brief::Brief;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Column, Table};
use crate::journal;
use crate::office::journal_dir;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Verify,
    Tail {
        #[arg(short = 'n', id = "n", value_name = "N", value_parser = super::parse::number::<u64>, default_value_t = 20)]
        count: u64,
    },
    Export {
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    match args {
        Args::Verify => verify(desk),
        Args::Tail { count } => tail(desk, *count),
        Args::Export { out: Some(path) } => export(desk, path),
        Args::Export { out: None } => print(desk),
    }
}

/// Reads the files alone: this works beside an open workstation, and on a journal too damaged to open.
fn verify(desk: &Desk) -> Result<Done, End> {
    let found = journal::verify(&there(desk)?)?;
    let (lines, segments) = (found.lines.to_string(), found.segments.to_string());
    let text = desk.say(
        "journal.whole",
        &[("lines", &lines), ("segments", &segments), ("head", &found.head)],
    );
    let value = json!({"lines": found.lines, "segments": found.segments, "head": found.head});
    Ok(Done::new(text, value))
}

fn there(desk: &Desk) -> Result<PathBuf, End> {
    let dir = journal_dir(&desk.dir()?);
    if dir.is_dir() {
        Ok(dir)
    } else {
        Err(Refusal::NoCampaign.into())
    }
}

fn tail(desk: &Desk, count: u64) -> Result<Done, End> {
    let session = desk.session()?;
    let view = session.view();
    let first = (view.seq() + 1).saturating_sub(count).max(1);
    let mut table = Table::new(
        "",
        vec![
            Column::right("seq", desk.word("column.seq")),
            Column::left("on", desk.word("column.date")),
            Column::left("by", desk.word("column.by")),
            Column::left("kind", desk.word("column.event")),
            Column::left("subject", desk.word("column.subject")),
        ],
    );
    for seq in first..=view.seq() {
        let Some(brief) = view.state().get::<Brief>(&format!("{seq:012}")) else {
            continue;
        };
        let kind = brief.name(desk.lang);
        table.rows.push(vec![
            Cell::new(seq.to_string(), seq),
            brief.on.to_string().into(),
            brief.by.into(),
            Cell::new(kind, brief.kind),
            brief.subject.into(),
        ]);
    }
    Ok(Done::new(desk.table(&table), table.json()))
}

fn lines(desk: &Desk) -> Result<impl Iterator<Item = Result<String, End>> + use<>, End> {
    let dir = there(desk)?;
    // Lines are checked link by link as they are read, then handed out as they stand in the file.
    let checked = journal::verify(&dir)?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir)
        .map_err(End::io(&dir))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let read = |path: PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => text.lines().map(|line| Ok(line.to_owned())).collect::<Vec<_>>(),
        Err(error) => vec![Err(End::io(path)(error))],
    };
    Ok(files.into_iter().flat_map(read).take(checked.lines as usize))
}

fn export(desk: &Desk, path: &PathBuf) -> Result<Done, End> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(std::path::Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(End::io(folder))?;
    let mut count = 0u64;
    for line in lines(desk)? {
        writeln!(file, "{}", line?).map_err(End::io(path))?;
        count += 1;
    }
    file.as_file().sync_all().map_err(End::io(path))?;
    file.persist(path).map_err(|e| End::io(path)(e.error))?;
    let name = path.display().to_string();
    let text = desk.say(
        "journal.exported",
        &[("lines", &count.to_string()), ("file", &name)],
    );
    Ok(Done::new(text, json!({"lines": count, "file": name})))
}

fn print(desk: &Desk) -> Result<Done, End> {
    let mut text = String::new();
    let mut values: Vec<Value> = Vec::new();
    for line in lines(desk)? {
        let line = line?;
        if desk.global.json {
            values.push(serde_json::from_str(&line).unwrap_or_default());
        } else {
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok(Done::exact(text, values.into()))
}
