//! `duban pool`: freezing a pool, and looking at one.

use clap::Subcommand;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{next, parse};
use crate::domain::batch::Batch;
use crate::domain::command::Command;
use crate::domain::region::RegionCode;
use crate::exchange::write::{Cell, Column, Table};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Freeze {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, value_name = "CODE", value_parser = parse::region)]
        region: Option<RegionCode>,
        #[arg(long)]
        include_excluded: bool,
        #[arg(long, value_name = "DAYS", value_parser = parse::number::<u32>)]
        not_inspected_for: Option<u32>,
    },
    Show {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long)]
        rows: bool,
    },
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Freeze {
            batch,
            region,
            include_excluded,
            not_inspected_for,
        } => {
            session.submit(Command::FreezePool {
                batch: batch.clone(),
                region: *region,
                include_excluded: *include_excluded,
                not_inspected_for: *not_inspected_for,
            })?;
            let batch = session.batch(batch)?;
            Ok(shown(desk, &session, &batch).note(next::of(desk, &session, &batch)))
        }
        Args::Show { batch, rows: false } => Ok(shown(desk, &session, &session.batch(batch)?)),
        Args::Show { batch, rows: true } => rows(&session, &session.batch(batch)?),
    }
}

fn shown(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Done {
    let pool = &batch.pool;
    let mut text = desk.say(
        "pool.shown",
        &[
            ("batch", &batch.id),
            ("region", &session.region_name(batch.region)),
            ("size", &pool.size.to_string()),
            ("hash", &pool.hash),
            ("left_out", &pool.left_out.values().sum::<u64>().to_string()),
        ],
    );
    for (why, count) in &pool.left_out {
        let args = [("why", &*desk.word(why.key())), ("count", &count.to_string())];
        text.push_str(&desk.say("pool.left-out", &args));
    }
    text.push('\n');
    text.push_str(&desk.table(&strata(desk, session, batch)));
    Done::new(
        text,
        json!({"batch": batch.id, "region": batch.region, "pool": pool}),
    )
}

/// Targets of each stratum, and how many of them the plan draws once there is one.
pub(super) fn strata(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Table {
    let mut columns = vec![
        Column::left("stratum", desk.word("column.stratum")),
        Column::left("unit", desk.word("column.unit")),
        Column::right("size", desk.word("column.in-pool")),
    ];
    let plan = batch.plan.as_ref();
    if plan.is_some() {
        columns.push(Column::right("n", desk.word("column.planned")));
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
        }
        table.rows.push(row);
    }
    table
}

/// The frozen file itself.
fn rows(session: &Session<'_>, batch: &Batch) -> Result<Done, End> {
    let bytes = session.view().blobs().get(&batch.pool.hash)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let rows: Vec<_> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, stratum)| json!({"id": id, "stratum": stratum}))
        .collect();
    Ok(Done::new(text, rows.into()))
}
