//! `duban history TASK --fields`: every value each field of a task's result ever had.

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::domain::fields::{self, Past, Told, Turn, Wording};
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::exchange::write::{Cell, Column, Table};

/// The fields of the task's result; those that never changed only where `all` are asked for, or there is one version.
pub(super) fn of(desk: &Desk, session: &Session<'_>, id: &str, all: bool) -> Result<Done, End> {
    let view = session.view();
    let found = view.state().get::<Task>(id.trim());
    let task = found.ok_or_else(|| {
        let (what, id, known) = ("task", id.to_owned(), Vec::new());
        Refusal::NotFound { what, id, known }
    })?;
    let past = Past::of(view.state(), &task);
    let wording = Wording::new(view.state(), &session.campaign, (&task, &past), desk.lang);
    let told = wording.told(&past);
    let args = [("id", task.id.as_str()), ("name", &task.name)];
    let title = desk.say("fields.title", &args);
    let value = value(&task, &past, &told);
    if past.turns.is_empty() {
        return Ok(Done::new(format!("{title}\n{}", desk.word("fields.none")), value));
    }
    let all = all || past.turns.len() == 1;
    let text = [
        title,
        desk.table(&turns(desk, &past.turns)),
        desk.table(&values(desk, &past.turns, &told, all)),
    ];
    let folded = told.iter().filter(|field| !field.changed).count();
    let note = (!all && folded > 0).then(|| desk.say("fields.folded", &[("n", &folded.to_string())]));
    Ok(Done::new(text.join("\n"), value).note(note))
}

/// The versions, each followed by what was decided about it.
fn turns(desk: &Desk, turns: &[Turn]) -> Table {
    let columns = vec![
        Column::right("version", desk.word("column.version")),
        Column::left("on", desk.word("column.date")),
        Column::left("what", desk.word("column.step")),
        Column::left("by", desk.word("column.by")),
        Column::left("reason", desk.word("column.reason")),
    ];
    let mut table = Table::new("", columns);
    for turn in turns {
        let late = if turn.late {
            desk.word("history.late")
        } else {
            String::new()
        };
        table.rows.push(vec![
            number(turn.version),
            turn.on.to_string().into(),
            format!("{}{late}", desk.word("act.enter")).into(),
            turn.by.as_str().into(),
            turn.reason.as_str().into(),
        ]);
        table.rows.extend(turn.steps.iter().map(|step| {
            vec![
                number(turn.version),
                step.on.to_string().into(),
                desk.word(&step.what).into(),
                step.by.as_str().into(),
                step.reason.as_str().into(),
            ]
        }));
    }
    table
}

/// A row for every value, with who entered it and why.
fn values(desk: &Desk, turns: &[Turn], told: &[Told], all: bool) -> Table {
    let columns = vec![
        Column::left("changed", desk.word("fields.column-changed")),
        Column::left("field", desk.word("column.field")),
        Column::right("version", desk.word("column.version")),
        Column::left("value", desk.word("column.value")),
        Column::left("by", desk.word("column.by")),
        Column::left("on", desk.word("column.date")),
        Column::left("reason", desk.word("column.reason")),
    ];
    let mut table = Table::new("", columns);
    for field in told.iter().filter(|field| all || field.changed) {
        for (version, text) in &field.held {
            let turn = turns.iter().find(|turn| turn.version == *version);
            let of_turn = |of: fn(&Turn) -> String| Cell::from(turn.map(of).unwrap_or_default());
            table.rows.push(vec![
                if field.changed { "*" } else { "" }.into(),
                field.label.as_str().into(),
                number(*version),
                text.as_str().into(),
                of_turn(|turn| turn.by.clone()),
                of_turn(|turn| turn.on.to_string()),
                of_turn(|turn| turn.reason.clone()),
            ]);
        }
    }
    table
}

fn number(version: u32) -> Cell {
    Cell::new(version.to_string(), version)
}

/// The answer as the form of `duban inspect` has it: `pass`, not the key of its name.
fn bare(id: &str, value: Option<&fields::Value>) -> Value {
    match value {
        None => Value::Null,
        Some(fields::Value::Text(text)) => json!(text),
        Some(fields::Value::Chosen(chosen)) if ["present", "codes", "violations"].contains(&id) => {
            json!(chosen)
        }
        Some(fields::Value::Chosen(chosen)) => {
            let names = chosen.iter().map(|key| key.rsplit('.').next());
            json!(names.collect::<Vec<_>>())
        }
    }
}

fn value(task: &Task, past: &Past, told: &[Told]) -> Value {
    let fields = past.fields.iter().zip(told).map(|(field, told)| {
        let values = field.held.iter().zip(&told.held);
        let values = values.map(|(held, (_, text))| {
            let text = held.value.as_ref().map(|_| text);
            json!({"version": held.version, "value": bare(&field.id, held.value.as_ref()), "text": text})
        });
        json!({
            "id": field.id, "label": told.label, "changed": told.changed,
            "values": values.collect::<Vec<_>>(),
        })
    });
    json!({
        "task": task.id, "name": task.name, "state": task.state, "versions": past.turns,
        "fields": fields.collect::<Vec<_>>(),
    })
}
