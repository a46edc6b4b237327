//! `duban plan`, `draw`, `approve`, `void`: the batch as a whole.

use std::collections::BTreeMap;

use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{next, parse, pool};
use crate::domain::batch::Batch;
use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::target::Grade;
use crate::exchange::write::{Cell, Column, Table};

#[derive(clap::Args, Debug)]
pub(super) struct PlanArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "N", value_parser = parse::number::<u64>)]
    size: Option<u64>,
    #[arg(long, value_name = "A=1,B=2,C=4,D=8", value_parser = parse::weights)]
    weights: Option<BTreeMap<Grade, u64>>,
    #[arg(long, value_name = "N", value_parser = parse::number::<u64>)]
    floor: Option<u64>,
}

#[derive(clap::Args, Debug)]
pub(super) struct BatchArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
}

#[derive(clap::Args, Debug)]
pub(super) struct VoidArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn plan(desk: &Desk, args: PlanArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::MakePlan {
        batch: args.batch.clone(),
        size: args.size,
        weights: args.weights,
        floor: args.floor,
    })?;
    let batch = session.batch(&args.batch)?;
    let plan = batch.plan.as_ref();
    let (size, hash) = plan.map(|p| (p.size, p.hash.as_str())).unwrap_or_default();
    let args = [
        ("batch", batch.id.as_str()),
        ("size", &size.to_string()),
        ("hash", hash),
    ];
    let text = desk.say("plan.done", &args) + "\n" + &desk.table(&pool::strata(desk, &session, &batch));
    let value = json!({"batch": batch.id, "plan": plan});
    Ok(Done::new(text, value).note(next::of(desk, &session, &batch)))
}

pub(super) fn draw(desk: &Desk, args: &BatchArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::Draw {
        batch: args.batch.clone(),
    })?;
    let batch = session.batch(&args.batch)?;
    let drawn = batch.drawn.as_ref();
    let size = drawn.map_or(0, |d| d.size).to_string();
    let args = [
        ("batch", batch.id.as_str()),
        ("size", &size),
        ("seed", drawn.map_or("", |d| &d.seed)),
        ("record", drawn.map_or("", |d| &d.record)),
    ];
    let text = desk.say("draw.done", &args) + "\n" + &desk.table(&units(desk, &session, &batch));
    let value = json!({"batch": batch.id, "drawn": drawn, "units": units(desk, &session, &batch).json()});
    Ok(Done::new(text, value).note(next::of(desk, &session, &batch)))
}

/// Tasks of each unit.
fn units(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Table {
    let columns = vec![
        Column::left("region", desk.word("column.code")),
        Column::left("name", desk.word("column.unit")),
        Column::right("tasks", desk.word("column.tasks")),
    ];
    let mut table = Table::new("", columns);
    let view = session.view();
    for unit in session.campaign.regions.units() {
        let count = view
            .state()
            .keys_by("task.batch", &format!("{}/{}", batch.id, unit.code))
            .len();
        if count > 0 {
            let (code, name) = (unit.code.to_string(), unit.name.as_str());
            table.rows.push(vec![
                code.into(),
                name.into(),
                Cell::new(count.to_string(), count),
            ]);
        }
    }
    table
}

pub(super) fn approve(desk: &Desk, args: &BatchArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::Approve {
        batch: args.batch.clone(),
    })?;
    stage(desk, &session, &args.batch, "approve.done")
}

pub(super) fn void(desk: &Desk, args: &VoidArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::VoidBatch {
        batch: args.batch.clone(),
        reason: args.reason.clone(),
    })?;
    stage(desk, &session, &args.batch, "void.done")
}

/// The batch's new stage, and what comes next.
fn stage(desk: &Desk, session: &Session<'_>, id: &str, key: &str) -> Result<Done, End> {
    let batch = session.batch(id)?;
    let text = desk.say(
        key,
        &[
            ("batch", &batch.id),
            ("reason", batch.void.as_deref().unwrap_or_default()),
        ],
    );
    let value = json!({"batch": batch.id, "stage": batch.stage, "void": batch.void});
    Ok(Done::new(text, value).note(next::of(desk, session, &batch)))
}
