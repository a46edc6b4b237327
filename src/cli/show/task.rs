//! A task: its way, its team, and what was found.

use serde_json::json;

use super::things::{fields, steps, value};
use crate::cli::desk::{Desk, Session};
use crate::cli::end::Done;
use crate::cli::listing;
use crate::domain::campaign::{Campaign, Then};
use crate::domain::fields::{Changed, Past, Wording};
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::Inspection;
use crate::domain::library::ChecklistItem;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::domain::visit_rules::warnings;
use crate::exchange::write::{Column, Table};

pub(super) fn task(desk: &Desk, session: &Session<'_>, task: &Task) -> Done {
    let view = session.view();
    let versions: Vec<Inspection> = view.state().by("inspection.task", &task.id);
    let team: Vec<String> = task.team.iter().map(|m| listing::member(desk, m)).collect();
    let origin = match task.is_targeted() {
        true => task.origin(desk.lang),
        false => format!("{} #{}", task.stratum, task.rank),
    };
    let text = fields(
        desk,
        &[
            ("task", task.id.clone()),
            ("state", desk.word(task.state.key())),
            ("target", format!("{} {}", task.target, task.name)),
            ("region", session.region_name(task.region)),
            ("unit", session.region_name(task.unit)),
            (if task.is_targeted() { "origin" } else { "stratum" }, origin),
            ("team", team.join(&desk.word("list.and"))),
        ],
    );
    let mut parts = vec![text, steps(desk, &task.steps)];
    let ledger = FollowUp::about(view.state(), task);
    parts.extend(ledger.iter().map(|of| {
        let state = desk.word(of.state().key());
        format!(
            "{}  {state}  {}",
            of.id,
            of.matter.text(&session.campaign, desk.lang)
        )
    }));
    let past = Past::of(view.state(), task);
    let waits = task.state == TaskState::Recorded;
    let changed = past.changed().filter(|_| waits);
    if let Some(changed) = &changed {
        let wording = Wording::new(view.state(), &session.campaign, (task, &past), desk.lang);
        parts.push(corrected(desk, &wording, changed));
    }
    let newest = versions.iter().max_by_key(|v| v.version);
    let items = task.items(view.state());
    let warned = newest
        .filter(|_| waits)
        .map(|newest| warnings(&session.campaign, &items, &newest.visit));
    let warned = warned.unwrap_or_default();
    if let Some(newest) = newest {
        parts.push(visit(desk, &session.campaign, newest));
        parts.push(answers(desk, &items, newest));
    }
    let value = json!({"task": task, "follow-ups": ledger, "inspections": versions, "changed": changed, "warnings": warned});
    let warned = warned.iter().map(|problem| problem.text(desk.lang));
    Done::new(parts.join("\n"), value).note(warned)
}

/// What a reviewer has to see before all else: what was corrected since it was returned, beside the reason.
fn corrected(desk: &Desk, wording: &Wording<'_>, changed: &Changed) -> String {
    let (version, step, on) = (
        changed.version.to_string(),
        &changed.step,
        changed.step.on.to_string(),
    );
    let head = [("version", version.as_str()), ("step", &desk.word(&step.what))];
    let why = [("by", step.by.as_str()), ("on", &on), ("reason", &step.reason)];
    let lines = [desk.say("fields.since", &head), desk.say("fields.why", &why)];
    if changed.changes.is_empty() {
        return format!("{}\n{}\n", lines.join("\n"), desk.word("fields.same"));
    }
    let columns = vec![
        Column::left("field", desk.word("column.field")),
        Column::left("change", desk.word("column.value")),
    ];
    let mut table = Table::new("", columns);
    let rows = wording.corrected(changed).into_iter();
    table
        .rows
        .extend(rows.map(|(label, text)| vec![label.into(), text.into()]));
    format!("{}\n{}", lines.join("\n"), desk.table(&table))
}

fn visit(desk: &Desk, campaign: &Campaign, inspection: &Inspection) -> String {
    let visit = &inspection.visit;
    let codes = visit
        .codes
        .iter()
        .map(|code| campaign.code_text(*code, desk.lang));
    let violations = visit.violations.iter();
    let violations = violations.map(|id| campaign.violation_text(id, desk.lang).to_owned());
    let follows = campaign.follows(&visit.codes).filter(|f| f.then != Then::Stands);
    let and = desk.word("list.and");
    let late = if inspection.late {
        desk.word("inspect.late")
    } else {
        String::new()
    };
    let measures = value(&visit.measures);
    let measures = measures
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, n)| n.as_u64().is_some_and(|n| n > 0));
    let measures = measures.map(|(name, n)| format!("{} {n}", desk.word(&format!("measure.{name}"))));
    fields(
        desk,
        &[
            ("version", format!("{}{late}", inspection.version)),
            ("visited", visit.visited.to_string()),
            ("method", desk.word(visit.method.key())),
            ("present", visit.present.join(&and)),
            ("others", some(visit.others)),
            ("unit-kind", desk.word(visit.unit_kind.key())),
            ("codes", codes.collect::<Vec<_>>().join(&and)),
            (
                "follows",
                follows.map_or(String::new(), |follows| follows.text(desk.lang)),
            ),
            ("violations", violations.collect::<Vec<_>>().join(&and)),
            ("measures", measures.collect::<Vec<_>>().join(&and)),
            ("note", visit.note.clone()),
            (
                "by",
                format!("{} {}", inspection.entered_by, inspection.entered_on),
            ),
        ],
    )
}

/// A figure, or nothing where it is 0.
fn some(n: u32) -> String {
    Some(n)
        .filter(|n| *n > 0)
        .map_or(String::new(), |n| n.to_string())
}

fn answers(desk: &Desk, items: &[ChecklistItem], inspection: &Inspection) -> String {
    let columns = vec![
        Column::left("item", desk.word("column.item")),
        Column::left("verdict", desk.word("column.verdict")),
        Column::left("title", desk.word("column.title")),
        Column::left("finding", desk.word("column.finding")),
    ];
    let mut table = Table::new("", columns);
    for answer in &inspection.visit.answers {
        let item = items.iter().find(|item| item.id == answer.item);
        table.rows.push(vec![
            answer.item.as_str().into(),
            desk.word(answer.verdict.key()).into(),
            item.map_or("", |item| item.name(desk.lang)).into(),
            answer.finding.as_str().into(),
        ]);
    }
    desk.table(&table)
}
