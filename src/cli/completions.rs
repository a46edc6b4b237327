//! `duban completions`: completion scripts for shells.

use clap_complete::Shell;
use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(value_name = "bash|elvish|fish|powershell|zsh")]
    shell: Shell,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::tree(desk.lang), "duban", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    let value = json!({"shell": args.shell.to_string(), "script": script});
    Ok(Done::new(script, value))
}
