//! `duban dispatch`, `claim`, `roster freeze`, `match`: from the approved batch to formed teams.

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::{Desk, Session};
use super::end::{Done, End, refused};
use super::{next, parse};
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::operator::Operator;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::draw::matching::{Method, NoDeal, PoolMatch};
use crate::exchange::write::{Cell, Column, Table};
use crate::office::Receipt;

#[derive(clap::Args, Debug)]
pub(super) struct DispatchArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
}

#[derive(clap::Args, Debug)]
pub(super) struct ClaimArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: RegionCode,
}

#[derive(Subcommand, Debug)]
pub(super) enum RosterArgs {
    Freeze {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, value_name = "REASON")]
        again: Option<String>,
    },
}

#[derive(clap::Args, Debug)]
pub(super) struct MatchArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "CODE", value_parser = parse::region, required_unless_present = "all", conflicts_with = "all")]
    region: Option<RegionCode>,
    #[arg(long)]
    all: bool,
}

pub(super) fn dispatch(desk: &Desk, args: &DispatchArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let receipt = session.submit(Command::Dispatch {
        batch: args.batch.clone(),
        region: args.region,
    })?;
    let units = receipt.events.iter().find_map(|event| match event {
        Event::Dispatched { units, .. } => Some(units.clone()),
        _ => None,
    });
    let units = units.unwrap_or_default();
    let names: Vec<String> = units.iter().map(|u| session.region_name(*u)).collect();
    let moved_in = |unit: &RegionCode| moved(&session, &receipt, &args.batch, *unit);
    let tasks: usize = units.iter().map(moved_in).sum();
    let names = names.join(&desk.word("list.and"));
    let text = desk.say(
        "dispatch.done",
        &[
            ("batch", args.batch.as_str()),
            ("units", &names),
            ("tasks", &tasks.to_string()),
        ],
    );
    let value = json!({"batch": args.batch, "units": units, "tasks": tasks});
    after(desk, &session, &args.batch, Done::new(text, value))
}

pub(super) fn claim(desk: &Desk, args: &ClaimArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let receipt = session.submit(Command::Claim {
        batch: args.batch.clone(),
        region: args.region,
    })?;
    let items = receipt.events.iter().find_map(|event| match event {
        Event::Claimed { checklist, .. } => Some(checklist.len()),
        _ => None,
    });
    let items = items.unwrap_or_default();
    let tasks = moved(&session, &receipt, &args.batch, args.region);
    let text = desk.say(
        "claim.done",
        &[
            ("batch", args.batch.as_str()),
            ("unit", &session.region_name(args.region)),
            ("tasks", &tasks.to_string()),
            ("items", &items.to_string()),
        ],
    );
    let value = json!({"batch": args.batch, "region": args.region, "tasks": tasks, "checklist": items});
    after(desk, &session, &args.batch, Done::new(text, value))
}

pub(super) fn roster(desk: &Desk, args: &RosterArgs) -> Result<Done, End> {
    let RosterArgs::Freeze { batch, again } = args;
    let session = desk.session()?;
    session.submit(Command::FreezeRoster {
        batch: batch.clone(),
        again: again.clone(),
    })?;
    let roster = session.batch(batch)?.round().map(|round| round.roster.clone());
    let (officers, hash, conflicts) = match &roster {
        Some(roster) => (
            roster.officers,
            roster.roster.hash.as_str(),
            roster.conflicts.hash.as_str(),
        ),
        None => (0, "", ""),
    };
    let mut text = desk.say(
        "roster.done",
        &[
            ("batch", batch.as_str()),
            ("officers", &officers.to_string()),
            ("hash", hash),
            ("conflicts", conflicts),
        ],
    );
    for (why, count) in roster.iter().flat_map(|r| &r.left_out) {
        let args = [("why", &*desk.word(why)), ("count", &count.to_string())];
        text.push_str(&desk.say("pool.left-out", &args));
    }
    let value = json!({"batch": batch, "roster": roster});
    after(desk, &session, batch, Done::new(text, value))
}

/// Matches a unit, or every unit under the operator's hand that has claimed. A unit that cannot be matched does not
/// keep the others from their teams.
pub(super) fn match_teams(desk: &Desk, args: &MatchArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.batch(&args.batch)?;
    let units = match args.region {
        Some(region) => vec![region],
        None => claimed(&session, &args.batch)?,
    };
    let mut table = heading(desk);
    let mut first: Option<Refusal> = None;
    let mut notes = Vec::new();
    for unit in &units {
        let command = Command::Match {
            batch: args.batch.clone(),
            region: *unit,
        };
        match session.submit(command) {
            Ok(receipt) => table.rows.push(row(desk, &session, *unit, &receipt.events)),
            Err(End::Refused(refusal)) if args.all => {
                notes.push(format!(
                    "{}: {}",
                    session.region_name(*unit),
                    refusal.text(desk.lang)
                ));
                first = first.or(Some(refusal));
            }
            Err(end) => return Err(end),
        }
    }
    let mut value = json!({"batch": args.batch, "matched": table.json()});
    if let (Some(refusal), Some(object)) = (&first, value.as_object_mut()) {
        object.insert("refused".to_owned(), refused(refusal, desk.lang));
    }
    let mut done = Done::new(desk.table(&table), value).note(notes);
    done.code = u8::from(first.is_some());
    after(desk, &session, &args.batch, done)
}

fn heading(desk: &Desk) -> Table {
    Table::new(
        "",
        vec![
            Column::left("region", desk.word("column.code")),
            Column::left("name", desk.word("column.unit")),
            Column::right("teams", desk.word("column.teams")),
            Column::left("method", desk.word("column.method")),
        ],
    )
}

fn row(desk: &Desk, session: &Session<'_>, unit: RegionCode, events: &[Event]) -> Vec<Cell> {
    let mut teams = 0;
    let mut method = (String::new(), Value::Null);
    for event in events {
        if let Event::TeamsMatched {
            record, teams: found, ..
        } = event
        {
            teams = found.len();
            let bytes = session.view().blobs().get(record).unwrap_or_default();
            method = serde_json::from_slice::<PoolMatch>(&bytes)
                .map(|m| how(desk, &m))
                .unwrap_or(method);
        }
    }
    let (text, value) = method;
    vec![
        unit.to_string().into(),
        session.region_name(unit).into(),
        Cell::new(teams.to_string(), teams),
        Cell::new(text, value),
    ]
}

/// How the teams were found, as the record says it: the fallback is not uniform, and is named.
fn how(desk: &Desk, matched: &PoolMatch) -> (String, Value) {
    let text = match matched.method {
        Method::Deal { r } => desk.say("match.deal", &[("r", &r.to_string())]),
        Method::LeastCost {
            because: NoDeal::Caps,
        } => desk.word("match.caps"),
        Method::LeastCost {
            because: NoDeal::AllRejected,
        } => desk.word("match.all-rejected"),
    };
    (text, serde_json::to_value(matched.method).unwrap_or_default())
}

/// Units with claimed tasks that the operator's hand reaches.
fn claimed(session: &Session<'_>, batch: &str) -> Result<Vec<RegionCode>, End> {
    let actor = session.actor()?;
    let reach = session
        .view()
        .state()
        .get::<Operator>(&actor.operator)
        .map(|o| o.unit);
    let regions = &session.campaign.regions;
    let mut units: Vec<RegionCode> = regions.units().map(|u| u.code).collect();
    units.retain(|unit| reach.is_some_and(|reach| regions.contains(reach, *unit)));
    units.retain(|unit| {
        tasks(session, batch, *unit)
            .iter()
            .any(|t| t.state == TaskState::Claimed)
    });
    if units.is_empty() {
        let batch = batch.to_owned();
        return Err(Refusal::NothingToDo {
            act: Act::Match,
            batch,
        }
        .into());
    }
    Ok(units)
}

fn tasks(session: &Session<'_>, batch: &str, unit: RegionCode) -> Vec<Task> {
    Task::of_unit(session.view().state(), batch, unit)
}

/// How many of a unit's tasks took their last step with this act: an extension's tasks go the same way again, and the
/// batch's earlier ones stay where they were.
fn moved(session: &Session<'_>, receipt: &Receipt, batch: &str, unit: RegionCode) -> usize {
    let Some((first, last)) = receipt.seqs else {
        return 0;
    };
    let moved = |task: &Task| task.steps.last().is_some_and(|s| (first..=last).contains(&s.seq));
    tasks(session, batch, unit)
        .iter()
        .filter(|task| moved(task))
        .count()
}

fn after(desk: &Desk, session: &Session<'_>, batch: &str, done: Done) -> Result<Done, End> {
    let batch = session.batch(batch)?;
    Ok(done.note(next::of(desk, session, &batch)))
}
