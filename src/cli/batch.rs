//! `duban plan`, `draw`, `approve`, `void`: the batch as a whole.

use std::collections::BTreeMap;

use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{next, parse, pool};
use crate::domain::batch::Batch;
use crate::domain::command::Command;
use crate::domain::overlap;
use crate::domain::state::Read;
use crate::domain::target::Grade;
use crate::exchange::write::{Cell, Column, Table};

/// Tasks shown at most.
const SHARED: usize = 20;

#[derive(clap::Args, Debug)]
pub(super) struct PlanArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "N", value_parser = parse::number::<u64>)]
    size: Option<u64>,
    #[arg(long, value_name = "A=1,B=2,C=4,D=8", value_parser = parse::weights)]
    weights: Option<BTreeMap<Grade, u64>>,
    #[arg(long, value_name = "N|A=1,B=1,C=2,D=4", value_parser = parse::floors)]
    floor: Option<BTreeMap<Grade, u64>>,
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
        floors: args.floor,
    })?;
    let batch = session.batch(&args.batch)?;
    let plan = batch.plan.as_ref();
    let (size, hash) = plan.map(|p| (p.size, p.file.hash.as_str())).unwrap_or_default();
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
        ("record", batch.record().map_or("", |record| &record.hash)),
    ];
    let mut text = desk.say("draw.done", &args) + "\n" + &desk.table(&units(desk, &session, &batch));
    text.push_str(&shared(desk, &session, &batch));
    let value = json!({"batch": batch.id, "drawn": drawn, "record": batch.record().map(|record| &record.hash), "units": units(desk, &session, &batch).json()});
    Ok(Done::new(text, value).note(next::of(desk, &session, &batch)))
}

/// Drawn targets that another batch has drawn too, where nobody has decided about them yet.
fn shared(desk: &Desk, session: &Session<'_>, batch: &Batch) -> String {
    let shared = overlap::shared(session.view().state(), batch);
    if shared.is_empty() || batch.pool.overlap.choice.is_some() {
        return String::new();
    }
    let tasks = shared
        .iter()
        .map(|(task, other)| format!("{} ({other})", task.id));
    let tasks: Vec<String> = tasks.take(SHARED).collect();
    let args = [("count", &*shared.len().to_string()), ("tasks", &tasks.join(" "))];
    desk.say("draw.shared", &args)
}

/// Tasks of each unit.
pub(super) fn units(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Table {
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

#[derive(clap::Args, Debug)]
pub(super) struct ApproveArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "TEXT")]
    keep_overlap: Option<String>,
}

pub(super) fn approve(desk: &Desk, args: &ApproveArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::Approve {
        batch: args.batch.clone(),
        keep_overlap: args.keep_overlap.clone(),
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
            ("reason", batch.void.as_ref().map_or("", |void| &void.reason)),
        ],
    );
    let value = json!({"batch": batch.id, "stage": batch.stage, "void": batch.void.as_ref().map(|void| &void.reason)});
    Ok(Done::new(text, value).note(next::of(desk, session, &batch)))
}
