//! `duban import`: libraries and leads from files.

use std::path::PathBuf;

use clap::Subcommand;

use super::desk::Desk;
use super::end::{Done, End};

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
    pub(super) file: PathBuf,
    #[arg(long, value_name = "auto|utf-8|gb18030", value_parser = ["auto", "utf-8", "gb18030"], default_value = "auto")]
    pub(super) encoding: String,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let (Args::Targets(file)
    | Args::Officers(file)
    | Args::Checklist(file)
    | Args::Leads(file)
    | Args::Conflicts(file)) = args;
    let args = [("file", &*file.file.display().to_string())];
    Err(End::Fault(desk.say("import.not-wired", &args)))
}
