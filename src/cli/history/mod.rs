//! `duban history`: everything on record about one target, the newest first.

mod fields;

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::lead;
use crate::cli::show::registry;
use crate::cli::why;
use crate::domain::explain::Standing;
use crate::domain::history::{History, Told};
use crate::domain::refusal::Refusal;
use crate::exchange::write::{Cell, Column, Table};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(value_name = "ID")]
    id: String,
    #[arg(long)]
    fields: bool,
    #[arg(long, requires = "fields")]
    all: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    if args.fields {
        return fields::of(desk, &session, &args.id, args.all);
    }
    let history = session.view().history(&args.id)?;
    Ok(told(desk, &session, &history))
}

/// The target's standing and everything that happened to it.
pub(super) fn told(desk: &Desk, session: &Session<'_>, history: &History) -> Done {
    let now = [history.head(&session.campaign, desk.lang), history.registry()];
    let text = [
        history.heading(desk.lang),
        desk.table(&facts(desk, &now.concat())),
        desk.table(&lines(desk, history.told(&session.campaign, desk.lang))),
    ];
    Done::new(text.join("\n"), value(history))
}

fn facts(desk: &Desk, rows: &[(&'static str, String)]) -> Table {
    let columns = vec![
        Column::left("field", desk.word("column.field")),
        Column::left("value", desk.word("column.value")),
    ];
    let mut table = Table::new("", columns);
    for (key, text) in rows {
        table.rows.push(vec![desk.word(key).into(), text.as_str().into()]);
    }
    table
}

fn lines(desk: &Desk, told: Vec<Told>) -> Table {
    let columns = vec![
        Column::left("on", desk.word("column.date")),
        Column::left("kind", desk.word("history.column-kind")),
        Column::left("what", desk.word("column.what")),
        Column::left("by", desk.word("column.by")),
        Column::right("seq", desk.word("column.seq")),
    ];
    let mut table = Table::new("", columns);
    for line in told {
        let seq = line.seq.map(|seq| seq.to_string()).unwrap_or_default();
        table.rows.push(vec![
            line.on.to_string().into(),
            line.kind.into(),
            line.text.into(),
            line.by.into(),
            Cell::new(seq, line.seq),
        ]);
    }
    table
}

fn value(history: &History) -> Value {
    let standing = |(batch, standing): &(String, Result<Standing, Refusal>)| match standing {
        Ok(standing) => why::value(batch, &history.id, standing),
        Err(refusal) => json!({"batch": batch, "refusal": refusal}),
    };
    let task = |(task, versions): &(_, _)| json!({"task": task, "inspections": versions});
    let conflicts = history.conflicts.iter().map(|(conflict, name)| {
        json!({
            "officer": conflict.officer, "name": name, "tie": conflict.tie, "note": conflict.note,
        })
    });
    let leads = history.leads.iter().cloned().map(lead::without_reporter);
    json!({
        "id": history.id, "name": history.name, "target": history.target,
        "registry": registry(history.row().as_ref()),
        "batches": history.standings.iter().map(standing).collect::<Vec<_>>(),
        "tasks": history.tasks.iter().map(task).collect::<Vec<_>>(),
        "conflicts": conflicts.collect::<Vec<_>>(),
        "leads": leads.collect::<Vec<_>>(), "history": history.lines,
    })
}
