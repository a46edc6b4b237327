//! `duban lead`: the complaint leads, and what is done about them.

mod add;
mod beside;
mod list;
mod reveal;
mod show;
mod stats;
mod triage;

use clap::Subcommand;

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::lead::Lead;
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};

pub(super) use show::shown;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    List(list::Args),
    Show(LeadArgs),
    Add(Box<add::Args>),
    Triage(Box<triage::Args>),
    Reveal(reveal::Args),
    Stats(stats::Args),
}

#[derive(clap::Args, Debug)]
pub(super) struct LeadArgs {
    #[arg(value_name = "LEAD")]
    lead: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    match args {
        Args::List(args) => list::run(desk, args),
        Args::Show(args) => show::run(desk, &args.lead),
        Args::Add(args) => add::run(desk, args),
        Args::Triage(args) => triage::run(desk, args),
        Args::Reveal(args) => reveal::run(desk, args),
        Args::Stats(args) => stats::run(desk, args),
    }
}

/// Leads named where none is found.
const SHOWN: usize = 8;

/// By its id, or by the number of the hotline's work order, where one lead alone has it.
fn find(state: &impl State, id: &str) -> Result<Lead, Refusal> {
    if let Some(lead) = state.get(id) {
        return Ok(lead);
    }
    let (mut known, mut numbered) = (Vec::new(), Vec::new());
    state.each::<Lead>(|lead| {
        if known.len() < SHOWN {
            known.push(lead.id.clone());
        }
        if lead.number == id && !id.is_empty() {
            numbered.push(lead);
        }
    });
    if let (Some(lead), true) = (numbered.pop(), numbered.is_empty()) {
        return Ok(lead);
    }
    Err(Refusal::NotFound {
        what: "lead",
        id: id.to_owned(),
        known,
    })
}

/// The lead as everybody may have it: not even what is sealed goes with it.
pub(super) fn without_reporter(lead: Lead) -> Lead {
    Lead {
        reporter: None,
        same_reporter: None,
        ..lead
    }
}
