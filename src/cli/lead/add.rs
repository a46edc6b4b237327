//! `duban lead add`: a lead that came by letter, by a visit, by telephone.

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ArgGroup;
use serde_json::json;

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::cli::parse;

use crate::domain::inspection::Evidence;
use crate::domain::lead::Involved;
use crate::domain::region::RegionCode;
use crate::office::evidence;
use crate::office::intake::Intake;
use crate::office::seal::Reporter;

/// Most bytes of a text that is taken in.
const LONGEST: u64 = 64 * 1024;

#[derive(clap::Args, Debug)]
#[command(group = ArgGroup::new("said").required(true))]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "TEXT")]
    source: String,
    #[arg(long, value_name = "DATE", value_parser = parse::date)]
    received: Option<NaiveDate>,
    #[arg(long, value_name = "NUMBER", default_value = "")]
    number: String,
    #[arg(long, value_name = "ID")]
    kind: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "")]
    about: String,
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    #[arg(long, value_name = "NUMBER", default_value = "")]
    phone: String,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long, value_name = "PLACE", default_value = "")]
    place: String,
    #[arg(long, value_name = "TEXT", group = "said")]
    what: Option<String>,
    #[arg(long, value_name = "FILE", group = "said")]
    text: Option<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = parse::date)]
    happened: Option<NaiveDate>,
    #[arg(long, value_name = "YUAN")]
    amount: Option<u64>,
    #[arg(long, value_name = "N")]
    people: Option<u32>,
    #[arg(long, value_name = "DATE", value_parser = parse::date)]
    deadline: Option<NaiveDate>,
    #[arg(long, value_name = "NUMBER", num_args = 1..)]
    prior: Vec<String>,
    #[arg(long, value_name = "FILE", num_args = 1..)]
    evidence: Vec<String>,
    #[arg(long, value_name = "FILE")]
    reporter: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let operator = session.operator()?;
    if [&args.text, &args.reporter]
        .iter()
        .all(|file| is_input(file.as_deref()))
    {
        return Err(End::Usage(desk.word("lead-cli.both-from-input")));
    }
    let what = match (&args.what, &args.text) {
        (Some(what), _) => what.clone(),
        (None, Some(file)) => read(desk, file)?,
        (None, None) => String::new(),
    };
    let reporter = match &args.reporter {
        Some(file) => reporter(desk, &read(desk, file)?)?,
        None => Reporter::default(),
    };
    let evidence: Vec<Evidence> = args
        .evidence
        .iter()
        .map(|line| evidence::take(Path::new(""), line))
        .collect();
    let intake = Intake {
        received: args.received.unwrap_or(session.view().now().today),
        source: args.source.trim().to_owned(),
        number: args.number.trim().to_owned(),
        kind: args.kind.clone(),
        about: args.about.trim().to_owned(),
        target: args.target.clone(),
        phone: args.phone.trim().to_owned(),
        region: args.region.unwrap_or(operator.unit),
        department: operator.department,
        place: args.place.trim().to_owned(),
        what: what.trim().to_owned(),
        involved: Involved {
            happened: args.happened,
            yuan: args.amount,
            people: args.people,
        },
        deadline: args.deadline,
        prior: args.prior.clone(),
        evidence,
        reporter,
    };
    let (lead, _) = session.office.take_in(&session.actor()?, intake)?;
    let unread = lead
        .evidence
        .iter()
        .filter_map(|given| evidence::unread(Path::new(""), given));
    let unread: Vec<String> = unread.map(|unread| unread.text(desk.lang)).collect();
    let id = lead.id;
    let text = desk.say("lead-cli.added", &[("lead", &id)]);
    Ok(Done::new(text, json!({"lead": id})).note(unread))
}

fn is_input(file: Option<&Path>) -> bool {
    file == Some(Path::new("-"))
}

/// The text of a file, or of the standard input.
fn read(desk: &Desk, file: &Path) -> Result<String, End> {
    let mut text = String::new();
    let read = match is_input(Some(file)) {
        true => std::io::stdin().take(LONGEST + 1).read_to_string(&mut text),
        false => std::fs::File::open(file).and_then(|from| from.take(LONGEST + 1).read_to_string(&mut text)),
    };
    read.map_err(End::io(file))?;
    match text.len() as u64 > LONGEST {
        true => {
            let args = [
                ("file", &*file.display().to_string()),
                ("limit", &*LONGEST.to_string()),
            ];
            Err(End::Fault(desk.say("lead-cli.too-long", &args)))
        }
        false => Ok(text),
    }
}

/// Who reported: the name, the phone and the identity card's number, a line each; lines may be empty.
fn reporter(desk: &Desk, text: &str) -> Result<Reporter, End> {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let line = |n: usize| lines.get(n).copied().unwrap_or_default();
    match lines.len() > 3 {
        true => Err(End::Usage(desk.word("lead-cli.reporter-lines"))),
        false => Ok(Reporter::new(line(0), line(1), line(2))),
    }
}
