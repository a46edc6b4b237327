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
    Holidays(FileArgs),
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
        Args::Holidays(args) => (Library::Holidays, args),
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
    Ok(report(desk, args, library, &imported))
}

fn ended(desk: &Desk, failure: Failure) -> End {
    match failure {
        Failure::Denied(denied) => denied.into(),
        other => End::Fault(other.text(desk.lang)),
    }
}

fn report(desk: &Desk, args: &FileArgs, library: Library, imported: &Imported) -> Done {
    let told = imported.told(library, args.dry_run, args.rejects.as_deref(), desk.lang);
    let mut notes = told.notes;
    if args.rejects.is_none() && imported.rejected > 0 {
        notes.push(desk.word("import.no-rejects"));
    }
    let mut value = json!(imported);
    if let Some(object) = value.as_object_mut() {
        let faults = imported.faults.iter().map(|fault| {
            json!({"line": fault.line, "column": fault.column, "reason": fault.reason.text(desk.lang)})
        });
        object.insert("dry_run".to_owned(), args.dry_run.into());
        object.insert("faults".to_owned(), faults.collect());
    }
    Done::new(told.figures.join("\n"), value).note(notes)
}
