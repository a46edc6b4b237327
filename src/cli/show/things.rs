//! Batches, operators and the campaign; and the forms all things are shown in.

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::cli::end::Done;
use crate::cli::{ceremony, next, pool};
use crate::domain::batch::{Batch, Step};
use crate::domain::operator::Operator;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Column, Table};

/// A thing's fields, a line each; fields without a text are left out.
pub(in crate::cli) fn fields(desk: &Desk, fields: &[(&str, String)]) -> String {
    let some = fields.iter().filter(|(_, text)| !text.is_empty());
    let named = some.map(|(key, text)| (desk.word(&format!("column.{key}")), text.clone()));
    rows(desk, &named.collect::<Vec<_>>())
}

/// Names of fields with their texts, a line each.
pub(in crate::cli) fn rows(desk: &Desk, rows: &[(String, String)]) -> String {
    let columns = ["field", "value"].map(|name| Column::left(name, desk.word(&format!("column.{name}"))));
    let mut table = Table::new("", columns.to_vec());
    for (name, text) in rows {
        table.rows.push(vec![name.as_str().into(), text.as_str().into()]);
    }
    desk.table(&table)
}

pub(super) fn steps(desk: &Desk, steps: &[Step]) -> String {
    let columns = vec![
        Column::right("seq", desk.word("column.seq")),
        Column::left("on", desk.word("column.date")),
        Column::left("what", desk.word("column.step")),
        Column::left("by", desk.word("column.by")),
        Column::left("reason", desk.word("column.reason")),
    ];
    let mut table = Table::new("", columns);
    for step in steps {
        table.rows.push(vec![
            Cell::new(step.seq.to_string(), step.seq),
            step.on.to_string().into(),
            Cell::new(desk.word(&step.what), step.what.clone()),
            step.by.as_str().into(),
            step.reason.as_str().into(),
        ]);
    }
    desk.table(&table)
}

pub(super) fn value<T: serde::Serialize>(thing: &T) -> Value {
    serde_json::to_value(thing).unwrap_or_default()
}

pub(super) fn batch(desk: &Desk, session: &Session<'_>, batch: &Batch) -> Done {
    let plan = batch.plan.as_ref();
    let drawn = batch.drawn.as_ref();
    let text = fields(
        desk,
        &[
            ("batch", batch.id.clone()),
            ("number", batch.number.to_string()),
            ("stage", desk.word(batch.stage.key())),
            ("region", session.region_name(batch.region)),
            ("in-pool", batch.pool.size.to_string()),
            ("pool-hash", batch.pool.file.hash.clone()),
            ("planned", plan.map(|p| p.size.to_string()).unwrap_or_default()),
            ("plan-hash", plan.map(|p| p.file.hash.clone()).unwrap_or_default()),
            ("seed", drawn.map(|d| d.seed.clone()).unwrap_or_default()),
            (
                "record",
                batch
                    .record()
                    .map(|record| record.hash.clone())
                    .unwrap_or_default(),
            ),
            (
                "matched",
                batch.matched_units().into_iter().collect::<Vec<_>>().join(" "),
            ),
            (
                "void",
                batch
                    .void
                    .as_ref()
                    .map(|void| void.reason.clone())
                    .unwrap_or_default(),
            ),
        ],
    );
    let parts = [
        text,
        desk.table(&pool::strata(desk, session, batch)),
        desk.table(&ceremony::table(desk, batch)),
        steps(desk, &batch.steps),
    ];
    Done::new(parts.join("\n"), json!({"batch": batch})).note(next::of(desk, session, batch))
}

pub(super) fn operators(desk: &Desk, session: &Session<'_>) -> Done {
    let columns = vec![
        Column::left("name", desk.word("column.operator")),
        Column::left("unit", desk.word("column.unit")),
        Column::left("department", desk.word("column.department")),
        Column::left("os_user", desk.word("column.login")),
        Column::left("roles", desk.word("column.roles")),
    ];
    let mut table = Table::new("", columns);
    for operator in session.view().state().all::<Operator>() {
        let roles: Vec<String> = operator.roles.iter().map(|role| desk.word(role.key())).collect();
        table.rows.push(vec![
            operator.name.as_str().into(),
            Cell::new(session.region_name(operator.unit), operator.unit.to_string()),
            Cell::new(desk.word(operator.department.key()), value(&operator.department)),
            operator.os_user.as_str().into(),
            Cell::new(roles.join(&desk.word("list.and")), value(&operator.roles)),
        ]);
    }
    Done::new(desk.table(&table), table.json())
}

pub(super) fn campaign(desk: &Desk, session: &Session<'_>) -> Done {
    let campaign = &session.campaign;
    let weights: Vec<String> = campaign
        .draw
        .weights
        .iter()
        .map(|(grade, w)| format!("{grade}={w}"))
        .collect();
    let phases = session
        .view()
        .calendar()
        .map(|c| c.phases().clone())
        .unwrap_or(campaign.phases.clone());
    let span = |w: crate::domain::time::Window| {
        desk.say(
            "window.span",
            &[("from", &w.from.to_string()), ("to", &w.to.to_string())],
        )
    };
    let text = fields(
        desk,
        &[
            (
                "campaign",
                format!("{} {}", campaign.id, campaign.name.get(desk.lang)),
            ),
            ("notice", format!("{} {}", campaign.notice, campaign.issued)),
            ("prepare", span(phases.prepare)),
            ("inspect", span(phases.inspect)),
            ("summarise", span(phases.summarise)),
            ("keywords", campaign.keywords.join(&desk.word("list.and"))),
            ("planned", campaign.draw.size.to_string()),
            ("weights", weights.join(",")),
            ("floor", campaign.draw.floor.to_string()),
            ("units", campaign.regions.units().count().to_string()),
        ],
    );
    Done::new(text, json!({"campaign": campaign.as_ref(), "phases": phases}))
}
