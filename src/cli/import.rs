//! `duban import`: libraries and leads from files.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use crate::exchange::read::Encoding;
use crate::office::import::{Failure, Imported, Library, Options, import};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Targets(FileArgs),
    Officers(FileArgs),
    Checklist(FileArgs),
    Leads(FileArgs),
    Conflicts(FileArgs),
}

#[derive(clap::Args, Debug)]
pub(super) struct FileArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "auto|utf-8|gb18030", value_parser = ["auto", "utf-8", "gb18030"], default_value = "auto")]
    encoding: String,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let (library, args) = match args {
        Args::Targets(args) => (Library::Targets, args),
        Args::Officers(args) => (Library::Officers, args),
        Args::Checklist(args) => (Library::Checklist, args),
        Args::Leads(args) => (Library::Leads, args),
        Args::Conflicts(args) => (Library::Conflicts, args),
    };
    let session = desk.session()?;
    let actor = session.actor()?;
    let options = Options {
        file: args.file.clone(),
        encoding: match args.encoding.as_str() {
            "utf-8" => Encoding::Utf8,
            "gb18030" => Encoding::Gb18030,
            _ => Encoding::Auto,
        },
        dry_run: args.dry_run,
        rejects: args.rejects.clone(),
        lang: desk.lang,
    };
    let bar = desk.bar("{bytes}/{total_bytes}  {bytes_per_sec}  {eta}");
    let done = import(&session.office, &actor, library, &options, &mut |read, all, _| {
        bar.at(read, all);
        true
    });
    bar.clear();
    let imported = done.map_err(|failure| ended(desk, failure))?;
    // The journal has it already; what the index loses here it makes again.
    let _ = session.office.flush();
    Ok(report(desk, args, library, &imported))
}

fn ended(desk: &Desk, failure: Failure) -> End {
    match failure {
        Failure::Denied(denied) => denied.into(),
        other => End::Fault(other.text(desk.lang)),
    }
}

fn report(desk: &Desk, args: &FileArgs, library: Library, imported: &Imported) -> Done {
    let say = |key: &str, args: &[(&str, &str)]| desk.say(key, args);
    let head = match (imported.changed, args.dry_run) {
        (_, true) => "import.dry-run",
        (true, _) => "import.done",
        (false, _) if imported.rows == 0 => "import.none",
        (false, _) => "import.nothing-new",
    };
    let mut text = say(
        head,
        &[("file", &imported.file), ("encoding", &imported.encoding)],
    );
    let figure = |n: u64| n.to_string();
    text.push('\n');
    text.push_str(&say(
        "import.figures",
        &[
            ("rows", &figure(imported.rows)),
            ("rejected", &figure(imported.rejected)),
            ("new", &figure(imported.new)),
            ("updated", &figure(imported.updated)),
            ("unchanged", &figure(imported.unchanged)),
        ],
    ));
    if library == Library::Targets {
        let (affirmed, excluded) = (figure(imported.affirmed), figure(imported.excluded_only));
        text.push('\n');
        text.push_str(&say(
            "import.keywords",
            &[("affirmed", &affirmed), ("excluded", &excluded)],
        ));
    }
    let mut notes: Vec<String> = imported
        .faults
        .iter()
        .map(|fault| fault.text(desk.lang))
        .collect();
    let untold = imported.rejected.saturating_sub(imported.faults.len() as u64);
    if untold > 0 {
        notes.push(say("import.more", &[("count", &figure(untold))]));
    }
    if let Some(rejects) = &args.rejects {
        notes.push(say("import.rejects", &[("file", &rejects.display().to_string())]));
    } else if imported.rejected > 0 {
        notes.push(desk.word("import.no-rejects"));
    }
    if !imported.ignored.is_empty() {
        notes.push(say(
            "import.ignored",
            &[("columns", &imported.ignored.join(&desk.word("list.and")))],
        ));
    }
    let mut value = json!(imported);
    if let Some(object) = value.as_object_mut() {
        let faults = imported.faults.iter().map(|fault| {
            json!({"line": fault.line, "column": fault.column, "reason": fault.reason.text(desk.lang)})
        });
        object.insert("dry_run".to_owned(), args.dry_run.into());
        object.insert("faults".to_owned(), faults.collect());
    }
    Done::new(text, value).note(notes)
}
