//! `duban publish batch`: a batch's files, as much as may be public now.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::office::publication::{Choice, NotWritten, Showing, publication, write};

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long)]
    openings: bool,
    #[arg(long)]
    internal: bool,
}

pub(super) fn run(desk: &Desk, session: &Session<'_>, args: &Args) -> Result<Done, End> {
    let choice = Choice {
        openings: args.openings,
        internal: args.internal,
    };
    let (id, out) = (args.batch.as_str(), args.out.as_path());
    let batch = session.batch(id)?;
    let view = session.view();
    if choice.internal {
        session.may_see(&batch)?;
    }
    let publication = publication(&view, &batch, view.now().today, choice)?;
    let names: Vec<&String> = publication.files.keys().collect();
    let dir = out.display().to_string();
    write(&publication.files, out).map_err(|not| match not {
        NotWritten::Taken => End::Fault(desk.say("publish.taken", &[("dir", &dir)])),
        NotWritten::Fault(fault) => fault.into(),
    })?;
    let list = names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(" ");
    let text = desk.say("publish.batch", &[("batch", id), ("dir", &dir), ("files", &list)]);
    let mut notes = vec![desk.say(showing(publication.showing, choice), &[("batch", id)])];
    if batch.round().is_some() && !publication.unmatched.is_empty() {
        notes.push(desk.say(
            "publish.unmatched",
            &[("units", &publication.unmatched.join(" "))],
        ));
    }
    notes.push(desk.say(
        "next.line",
        &[("what", &desk.say("next.verify", &[("dir", &dir)])), ("when", "")],
    ));
    let value = json!({
        "batch": id, "dir": dir, "files": names, "unmatched": publication.unmatched,
        "showing": publication.showing, "internal": choice.internal,
    });
    Ok(Done::new(text, value).note(notes))
}

/// How much is shown, as a message key.
fn showing(showing: Showing, choice: Choice) -> &'static str {
    match showing {
        Showing::Announced => "publish.showing-announced",
        Showing::Sealed => "publish.showing-sealed",
        Showing::Whole if choice.internal => "publish.showing-internal",
        Showing::Whole => "publish.showing-whole",
        Showing::Void => "publish.showing-void",
    }
}
