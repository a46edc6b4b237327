//! `duban pool`: freezing a pool, looking at one, and the slip that opens a company's own leaf.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{next, parse, slip};
use crate::domain::batch::{Batch, InsteadOf, OverlapChoice};
use crate::domain::command::{Command, PoolWish};
use crate::domain::explain::chance;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::target::{OutOfPool, Target};
use crate::draw::Profile;
use crate::draw::files::{POOL, PUBLIC_POOL};
use crate::exchange::write::{Cell, Column, Table};
use crate::office::secret;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Freeze(FreezeArgs),
    Show {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, conflicts_with = "left_out")]
        rows: bool,
        #[arg(long)]
        left_out: bool,
    },
    Slip {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, value_name = "ID")]
        id: String,
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(clap::Args, Debug)]
pub(super) struct FreezeArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long)]
    include_excluded: bool,
    #[arg(long, value_name = "DAYS", value_parser = parse::number::<u32>)]
    not_inspected_for: Option<u32>,
    #[arg(long, value_name = "leave-out|keep", value_parser = parse::overlap)]
    overlap: Option<OverlapChoice>,
    #[arg(long, value_name = "BATCH", requires = "reason")]
    instead_of: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "instead_of")]
    reason: Option<String>,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
    #[arg(long, conflicts_with = "open")]
    confidential: bool,
    #[arg(long)]
    open: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Freeze(args) => freeze(desk, &session, args),
        Args::Show {
            batch,
            rows,
            left_out,
        } => {
            let batch = session.batch(batch)?;
            match (rows, left_out) {
                (true, _) => frozen(&session, &batch),
                (_, true) => out(desk, &session, &batch),
                _ => Ok(shown(desk, &session, &batch)),
            }
        }
        Args::Slip { batch, id, out } => slip::run(desk, &session, batch, id, out.as_deref()),
    }
}

fn freeze(desk: &Desk, session: &Session<'_>, args: &FreezeArgs) -> Result<Done, End> {
    let choice = args.confidential.then_some(true).or(args.open.then_some(false));
    let instead_of = args.instead_of.as_ref().map(|batch| InsteadOf {
        batch: batch.clone(),
        reason: args.reason.clone().unwrap_or_default(),
    });
    let wish = PoolWish {
        region: args.region,
        include_excluded: args.include_excluded,
        not_inspected_for: args.not_inspected_for,
        overlap: args.overlap,
        instead_of,
        profile: args.profile,
        confidential: choice,
        salt: Some(secret::make()?),
    };
    session.submit(Command::FreezePool {
        batch: args.batch.clone(),
        wish,
    })?;
    let batch = session.batch(&args.batch)?;
    let tells = batch.pool.overlap.choice == Some(OverlapChoice::LeaveOut);
    let warning = tells.then(|| desk.say("pool.leave-out-tells", &[("batch", &batch.id)]));
    let done = shown(desk, session, &batch).note(warning);
    Ok(done.note(next::of(desk, session, &batch)))
}

fn shown(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Done {
    let pool = &batch.pool;
    let mut text = desk.say(
        "pool.shown",
        &[
            ("batch", &batch.id),
            ("region", &session.region_name(batch.region)),
            ("size", &pool.size.to_string()),
            (
                "file",
                if pool.openings.is_some() {
                    PUBLIC_POOL
                } else {
                    POOL
                },
            ),
            ("hash", &pool.file.hash),
            ("left_out", &pool.left_out.values().sum::<u64>().to_string()),
        ],
    );
    for (why, count) in &pool.left_out {
        let args = [("why", &*desk.word(why.key())), ("count", &count.to_string())];
        text.push_str(&desk.say("pool.left-out", &args));
    }
    if let Some(choice) = pool.overlap.choice {
        let args = [
            ("count", &*pool.overlap.targets.to_string()),
            ("choice", &desk.word(choice.key())),
        ];
        text.push_str(&desk.say("pool.overlap", &args));
    }
    if let Some(other) = &batch.instead_of {
        let args = [("batch", other.batch.as_str()), ("reason", &other.reason)];
        text.push_str(&desk.say("pool.instead-of", &args));
    }
    if pool.openings.is_some() {
        text.push_str(&desk.say("pool.confidential", &[("batch", &batch.id)]));
    }
    text.push('\n');
    text.push_str(&desk.table(&strata(desk, session, batch)));
    Done::new(
        text,
        json!({"batch": batch.id, "region": batch.region, "pool": pool}),
    )
}

/// Targets of each stratum, and once there is a plan how many of them it draws and the chance of each.
pub(super) fn strata(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Table {
    let mut columns = vec![
        Column::left("stratum", desk.word("column.stratum")),
        Column::left("unit", desk.word("column.unit")),
        Column::right("size", desk.word("column.in-pool")),
    ];
    let plan = batch.plan.as_ref();
    if plan.is_some() {
        columns.push(Column::right("n", desk.word("column.planned")));
        columns.push(Column::right("chance", desk.word("column.chance")));
    }
    let mut table = Table::new("", columns);
    for (stratum, size) in &batch.pool.strata {
        let unit = stratum.split('-').next().and_then(|code| code.parse().ok());
        let name = unit.map(|code| session.region_name(code)).unwrap_or_default();
        let mut row: Vec<Cell> = vec![
            stratum.as_str().into(),
            name.into(),
            Cell::new(size.to_string(), *size),
        ];
        if let Some(plan) = plan {
            let n = plan.strata.get(stratum).copied().unwrap_or(0);
            row.push(Cell::new(n.to_string(), n));
            row.push(Cell::new(chance(n, *size), format!("{n}/{size}")));
        }
        table.rows.push(row);
    }
    table
}

/// The frozen file itself.
fn frozen(session: &Session<'_>, batch: &Batch) -> Result<Done, End> {
    let bytes = session.view().blobs().get(&batch.pool.file.blob)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let column = text.lines().next().and_then(|line| line.split_once('\t'));
    let column = column.map_or("stratum", |(_, name)| name).to_owned();
    let rows: Vec<_> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, value)| json!({"id": id, &*column: value}))
        .collect();
    Ok(Done::new(text, rows.into()))
}

/// Who was left out, and why.
fn out(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Result<Done, End> {
    let view = session.view();
    let bytes = view.blobs().get(&batch.pool.left_out_list)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let columns = vec![
        Column::left("id", desk.word("column.code")),
        Column::left("name", desk.word("column.name")),
        Column::left("reason", desk.word("column.reason")),
        Column::left("detail", desk.word("column.detail")),
    ];
    let mut table = Table::new("", columns);
    for line in text.lines().skip(1) {
        let mut fields = line.split('\t');
        let (id, why) = (
            fields.next().unwrap_or_default(),
            fields.next().unwrap_or_default(),
        );
        let name = view.state().get::<Target>(id).map(|target| target.name);
        let said = OutOfPool::of_word(why).map_or_else(|| why.to_owned(), |why| desk.word(why.key()));
        table.rows.push(vec![
            id.into(),
            name.unwrap_or_default().into(),
            Cell::new(said, why),
            fields.next().unwrap_or_default().into(),
        ]);
    }
    Ok(Done::new(desk.table(&table), table.json()))
}
