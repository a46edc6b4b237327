//! `duban lead list`: what runs out first before the others, then what is ended.

use std::collections::BTreeMap;

use serde::Serialize;

use super::without_reporter;
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::cli::sought::Sought;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Lead, LeadState, Standing, office};
use crate::domain::next::{Agenda, LeadNext, LeadWait};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Column, Table};

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[command(flatten)]
    sought: Sought,
}

/// A lead as programs see it in a list. Who reported is no part of it.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    lead: Lead,
    state: LeadState,
    holder: Owner,
    need: Option<LeadWait>,
    due: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown_year: Option<i32>,
    urgent: bool,
    #[serde(skip)]
    next: Option<LeadNext>,
}

impl Listed {
    fn new(lead: Lead, next: Option<LeadNext>) -> Self {
        Listed {
            state: lead.state(),
            holder: lead.holder(),
            need: next.map(|next| next.wait),
            due: next.and_then(|next| next.day()),
            unknown_year: next.and_then(|next| next.unknown_year()),
            urgent: next.is_some_and(|next| next.urgent),
            lead: without_reporter(lead),
            next,
        }
    }
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let own = session.operator()?.unit;
    let region = session.region(args.region.or(Some(own)))?;
    let (view, today) = (session.view(), session.view().now().today);
    let agenda = Agenda::new(&session.campaign, view.state());
    let within = |office: Owner| session.campaign.regions.contains(region, office.region);
    let sent = |of: &Standing| of.sender.is_some_and(within);
    // One that was not taken up in time is back with whoever forwarded it.
    let is_back = |of: &Standing| sent(of) && agenda.lead_is_back(of, today);
    let mut open = agenda.open_leads(view.state());
    open.sort_by_key(|(_, of, _)| !is_back(of));
    let waits: BTreeMap<String, (usize, LeadNext)> = (0..)
        .zip(open)
        .map(|(n, (id, _, next))| (id, (n, next)))
        .collect();
    let mut leads: Vec<Lead> = view.state().all();
    leads.retain(|lead| {
        let of = lead.standing();
        within(of.holder) || sent(&of)
    });
    let place = |lead: &Lead| waits.get(&lead.id).map_or(usize::MAX, |(n, _)| *n);
    leads.sort_by_key(|lead| (place(lead), std::cmp::Reverse(lead.received)));
    let leads = args.sought.leads(desk, &session, leads)?;
    let listed: Vec<Listed> = leads
        .into_iter()
        .map(|lead| {
            let next = waits.get(&lead.id).map(|(_, next)| *next);
            Listed::new(lead, next)
        })
        .collect();
    let count = desk.say("lead.count", &[("count", &listed.len().to_string())]);
    let value = serde_json::to_value(&listed).unwrap_or_default();
    Ok(Done::new(desk.table(&table(desk, &session, &listed)), value).note([count]))
}

fn table(desk: &Desk, session: &Session<'_>, leads: &[Listed]) -> Table {
    let columns = [
        "lead", "need", "due", "state", "holder", "received", "source", "about",
    ];
    let columns = columns.map(|name| Column::left(name, desk.word(&format!("column.{name}"))));
    let mut table = Table::new("", columns.to_vec());
    for listed in leads {
        let lead = &listed.lead;
        let need = listed.need.map_or(String::new(), |need| desk.word(need.key()));
        table.rows.push(vec![
            lead.id.as_str().into(),
            need.into(),
            desk.due(listed.next.and_then(|next| next.due)),
            Cell::new(desk.word(listed.state.key()), listed.state.word()),
            office(&session.campaign, listed.holder, desk.lang).into(),
            lead.received.to_string().into(),
            lead.source.as_str().into(),
            lead.about.as_str().into(),
        ]);
    }
    table
}
