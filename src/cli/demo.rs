//! `duban demo`: a complete fictitious campaign, built through the same door, then the workstation on it.

use std::io::IsTerminal;
use std::path::PathBuf;

use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End, say};
use super::workstation;
use crate::office::demo::{Built, TODAY, make};
use crate::office::import::Failure;
use crate::office::{Clock, Office};
use crate::store::Fault;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    #[arg(long)]
    no_ui: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => fresh()?,
    };
    say(&desk.say("demo.building", &[("dir", &dir.display().to_string())]));
    let (office, built) = make(&dir).map_err(|failure| match failure {
        Failure::Denied(denied) => denied.into(),
        other => End::Fault(other.text(desk.lang)),
    })?;
    let screen = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if args.no_ui || !screen || desk.global.json {
        return Ok(told(desk, &office, &built));
    }
    office.set_clock(desk.global.clock_or(Clock::Rehearsal(TODAY)));
    workstation::open(desk, office)?;
    let (dir, today) = (dir.display().to_string(), TODAY.to_string());
    Ok(Done::default().note([desk.say("demo.again", &[("dir", &dir), ("today", &today)])]))
}

/// A new directory for a demo, never the data directory anybody works on.
fn fresh() -> Result<PathBuf, End> {
    let dir = tempfile::Builder::new().prefix("duban-demo-").tempdir();
    let dir = dir.map_err(Fault::io(std::env::temp_dir()))?;
    Ok(dir.keep().join("data"))
}

fn told(desk: &Desk, office: &Office, built: &Built) -> Done {
    let figures = json!(built);
    let mut text = desk.say("demo.built", &[("dir", &office.dir().display().to_string())]);
    for (name, figure) in figures.as_object().into_iter().flatten() {
        let line = desk.say(
            "demo.line",
            &[
                ("what", &desk.word(&format!("demo.{name}"))),
                ("figure", &figure.to_string()),
            ],
        );
        text.push('\n');
        text.push_str(&line);
    }
    let (dir, today) = (office.dir().display().to_string(), TODAY.to_string());
    let value = json!({"dir": dir, "today": today, "built": built});
    Done::new(text, value).note([desk.say("demo.again", &[("dir", &dir), ("today", &today)])])
}
