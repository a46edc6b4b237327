//! `duban lead`: the complaint leads, and what is decided about them.

use clap::{ArgGroup, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::parse;
use super::sought::Sought;
use crate::domain::calendar::UnknownYear;
use crate::domain::command::Command;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Handling, Lead, LeadState, office};
use crate::domain::next::Agenda;
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Column, Table};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    List(ListArgs),
    Triage(TriageArgs),
    Stats(super::lead_stats::StatsArgs),
}

#[derive(clap::Args, Debug)]
pub(super) struct ListArgs {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[command(flatten)]
    sought: Sought,
}

#[derive(clap::Args, Debug)]
#[command(group = ArgGroup::new("verdict").required(true))]
pub(super) struct TriageArgs {
    #[arg(value_name = "LEAD")]
    lead: String,
    #[arg(long, group = "verdict")]
    accept: bool,
    #[arg(long, value_name = "CODE", group = "verdict")]
    refuse: Option<String>,
    #[arg(long, value_name = "CODE", group = "verdict", value_parser = parse::region, requires = "reason")]
    forward: Option<RegionCode>,
    #[arg(long, value_name = "LEAD", group = "verdict")]
    merge: Option<String>,
    #[arg(long, value_name = "REASON", conflicts_with_all = ["accept", "merge"])]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    match args {
        Args::List(args) => list(desk, args),
        Args::Triage(args) => triage(desk, args),
        Args::Stats(args) => super::lead_stats::stats(desk, args),
    }
}

/// A lead as programs see it in a list. Who reported is no part of it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    lead: &'a Lead,
    state: LeadState,
    holder: Owner,
    due: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown_year: Option<i32>,
}

fn list(desk: &Desk, args: &ListArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let region = session.region(args.region)?;
    let mut leads: Vec<Lead> = session.view().state().all();
    leads.retain(|lead| session.campaign.regions.contains(region, lead.holder().region));
    leads.sort_by_key(|lead| (lead.state().is_ended(), lead.received));
    let mut leads = args.sought.leads(desk, &session, leads)?;
    leads.iter_mut().for_each(|lead| lead.reporter = None);
    let agenda = Agenda::new(&session.campaign, session.view().state());
    let listed: Vec<Listed<'_>> = leads
        .iter()
        .map(|lead| Listed {
            lead,
            state: lead.state(),
            holder: lead.holder(),
            due: agenda.lead(&lead.standing()).and_then(|next| next.day()),
            unknown_year: agenda.lead(&lead.standing()).and_then(|next| next.unknown_year()),
        })
        .collect();
    let count = desk.say("lead.count", &[("count", &leads.len().to_string())]);
    let value = serde_json::to_value(&listed).unwrap_or_default();
    Ok(Done::new(desk.table(&table(desk, &session, &listed)), value).note([count]))
}

fn table(desk: &Desk, session: &Session<'_>, leads: &[Listed<'_>]) -> Table {
    let columns = ["lead", "state", "due", "received", "region", "source", "about"];
    let columns = columns.map(|name| Column::left(name, desk.word(&format!("column.{name}"))));
    let mut table = Table::new("", columns.to_vec());
    for listed in leads {
        let lead = listed.lead;
        table.rows.push(vec![
            lead.id.as_str().into(),
            Cell::new(desk.word(listed.state.key()), listed.state.word()),
            desk.due(
                listed
                    .due
                    .map(Ok)
                    .or(listed.unknown_year.map(UnknownYear).map(Err)),
            ),
            lead.received.to_string().into(),
            Cell::new(
                office(&session.campaign, listed.holder, desk.lang),
                listed.holder.region.to_string(),
            ),
            lead.source.as_str().into(),
            lead.about.as_str().into(),
        ]);
    }
    table
}

impl TriageArgs {
    fn handling(&self, own: Department) -> Handling {
        let reason = self.reason.clone().unwrap_or_default();
        match (&self.refuse, self.forward, &self.merge) {
            (Some(code), ..) => Handling::Refuse {
                code: code.clone(),
                reason,
            },
            (None, Some(to), _) => Handling::Forward {
                to: Owner {
                    region: to,
                    department: own,
                },
                reason,
            },
            (None, None, Some(into)) => Handling::Merge { into: into.clone() },
            (None, None, None) => Handling::Accept,
        }
    }
}

fn triage(desk: &Desk, args: &TriageArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let handling = args.handling(session.operator()?.department);
    session.submit(Command::HandleLead {
        lead: args.lead.clone(),
        handling: handling.clone(),
    })?;
    let what = handling.text(&session.campaign, desk.lang);
    let text = desk.say("lead.done", &[("lead", &args.lead), ("what", &what)]);
    Ok(Done::new(text, json!({"lead": args.lead, "triage": handling})))
}
