//! What there is to say about each kind of thing.

use serde_json::{Value, json};

use crate::cli::desk::{Desk, Session};
use crate::cli::end::Done;
use crate::cli::{ceremony, listing, next, pool};
use crate::domain::batch::{Batch, Step};
use crate::domain::campaign::Campaign;
use crate::domain::inspection::Inspection;
use crate::domain::lead::Lead;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::operator::Operator;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::Task;
use crate::exchange::write::{Cell, Column, Table};

/// A thing's fields, a line each; fields without a text are left out.
fn fields(desk: &Desk, fields: &[(&str, String)]) -> String {
    let mut table = Table::new(
        "",
        vec![
            Column::left("field", desk.word("column.field")),
            Column::left("value", desk.word("column.value")),
        ],
    );
    for (key, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        table.rows.push(vec![
            desk.word(&format!("column.{key}")).into(),
            text.as_str().into(),
        ]);
    }
    desk.table(&table)
}

fn steps(desk: &Desk, steps: &[Step]) -> String {
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

fn value<T: serde::Serialize>(thing: &T) -> Value {
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
            ("pool-hash", batch.pool.hash.clone()),
            ("planned", plan.map(|p| p.size.to_string()).unwrap_or_default()),
            ("plan-hash", plan.map(|p| p.hash.clone()).unwrap_or_default()),
            ("seed", drawn.map(|d| d.seed.clone()).unwrap_or_default()),
            ("record", drawn.map(|d| d.record.clone()).unwrap_or_default()),
            (
                "matched",
                batch.matched.keys().cloned().collect::<Vec<_>>().join(" "),
            ),
            ("void", batch.void.clone().unwrap_or_default()),
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

pub(super) fn task(desk: &Desk, session: &Session<'_>, task: &Task) -> Done {
    let view = session.view();
    let versions: Vec<Inspection> = view.state().by("inspection.task", &task.id);
    let team: Vec<String> = task
        .team
        .iter()
        .map(|m| {
            let lead = if m.leads {
                desk.word("show.leads")
            } else {
                String::new()
            };
            format!(
                "{} {}（{}{lead}）",
                m.officer,
                m.name,
                desk.word(m.department.key())
            )
        })
        .collect();
    let text = fields(
        desk,
        &[
            ("task", task.id.clone()),
            ("state", desk.word(task.state.key())),
            ("target", format!("{} {}", task.target, task.name)),
            ("region", session.region_name(task.region)),
            ("unit", session.region_name(task.unit)),
            ("stratum", format!("{} #{}", task.stratum, task.rank)),
            ("team", team.join(&desk.word("list.and"))),
        ],
    );
    let mut parts = vec![text, steps(desk, &task.steps)];
    if let Some(newest) = versions.iter().max_by_key(|v| v.version) {
        parts.push(visit(desk, &session.campaign, newest));
        parts.push(answers(desk, session, task, newest));
    }
    Done::new(parts.join("\n"), json!({"task": task, "inspections": versions}))
}

fn visit(desk: &Desk, campaign: &Campaign, inspection: &Inspection) -> String {
    let visit = &inspection.visit;
    let codes = visit.codes.iter().map(|code| {
        let name = campaign.result_code(*code).map(|row| row.name.get(desk.lang));
        format!("{code} {}", name.unwrap_or_default())
    });
    let violations = visit.violations.iter().map(|id| {
        let known = campaign.violations.iter().find(|v| v.id == *id);
        known.map_or(id.as_str(), |v| v.name.get(desk.lang)).to_owned()
    });
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
            ("unit-kind", desk.word(visit.unit_kind.key())),
            ("codes", codes.collect::<Vec<_>>().join(&and)),
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

fn answers(desk: &Desk, session: &Session<'_>, task: &Task, inspection: &Inspection) -> String {
    let columns = vec![
        Column::left("item", desk.word("column.item")),
        Column::left("verdict", desk.word("column.verdict")),
        Column::left("title", desk.word("column.title")),
        Column::left("finding", desk.word("column.finding")),
    ];
    let mut table = Table::new("", columns);
    let view = session.view();
    for answer in &inspection.visit.answers {
        let prefix = format!("{}@", answer.item);
        let key = task.checklist.iter().find(|key| key.starts_with(&prefix));
        let item = key.and_then(|key| view.state().get::<ChecklistItem>(key));
        table.rows.push(vec![
            answer.item.as_str().into(),
            desk.word(answer.verdict.key()).into(),
            item.map(|i| i.title).unwrap_or_default().into(),
            answer.finding.as_str().into(),
        ]);
    }
    desk.table(&table)
}

pub(super) fn target(
    desk: &Desk,
    session: &Session<'_>,
    id: &str,
    line: Option<&str>,
    target: Option<&Target>,
) -> Done {
    let view = session.view();
    let tasks: Vec<Task> = view.state().by("task.target", id);
    let row = line.and_then(Row::parse).unwrap_or_default();
    let keywords = |set: Option<&crate::domain::scope::KeywordSet>| {
        let keywords = session.campaign.keywords.iter().enumerate();
        let found = keywords.filter(|(n, _)| set.is_some_and(|set| set.contains(*n)));
        found
            .map(|(_, word)| word.as_str())
            .collect::<Vec<_>>()
            .join(&desk.word("list.and"))
    };
    let affirmed = keywords(target.map(|t| &t.affirmed));
    let excluded = keywords(target.map(|t| &t.excluded));
    let grade = target
        .and_then(|t| t.grade)
        .map(|g| g.to_string())
        .unwrap_or_default();
    let last = target
        .and_then(|t| t.last_visit)
        .map(|d| d.to_string())
        .unwrap_or_default();
    let owned = |text: &str| text.to_owned();
    let region = row.region.parse().ok().or(target.map(|t| t.region));
    let text = fields(
        desk,
        &[
            ("target", id.to_owned()),
            ("name", target.map_or_else(|| owned(row.name), |t| t.name.clone())),
            (
                "region",
                region.map(|r| session.region_name(r)).unwrap_or_default(),
            ),
            ("kind", owned(row.kind)),
            (
                "status",
                target.map_or_else(|| owned(row.status), |t| t.status.clone()),
            ),
            ("grade", grade),
            ("legal-person", owned(row.legal_person)),
            ("founded", owned(row.founded)),
            ("address", owned(row.address)),
            ("scope", owned(row.scope)),
            ("hr-licence", owned(row.hr_licence)),
            ("dispatch-licence", owned(row.dispatch_licence)),
            ("affirmed", affirmed.clone()),
            ("excluded", excluded.clone()),
            ("last-visit", last),
        ],
    );
    let text = text + "\n" + &desk.table(&listing::table(desk, session, &tasks));
    let value = json!({
        "target": target, "registry": registry(&row, line.is_some()), "tasks": tasks,
        "affirmed": affirmed, "excluded": excluded,
    });
    Done::new(text, value)
}

fn registry(row: &Row<'_>, known: bool) -> Value {
    if !known {
        return Value::Null;
    }
    json!({
        "id": row.id, "name": row.name, "kind": row.kind, "legal_person": row.legal_person, "founded": row.founded,
        "status": row.status, "authority": row.authority, "region": row.region, "address": row.address,
        "scope": row.scope, "grade": row.grade, "phone": row.phone, "hr_licence": row.hr_licence,
        "dispatch_licence": row.dispatch_licence,
    })
}

pub(super) fn officer(desk: &Desk, session: &Session<'_>, officer: &Officer) -> Done {
    let view = session.view();
    let tasks: Vec<Task> = view.state().by("task.officer", &officer.id);
    let mut conflicts: Vec<Conflict> = view.state().all();
    conflicts.retain(|c| c.officer == officer.id);
    let certificate = &officer.certificate;
    let span = [
        ("from", certificate.from.to_string()),
        ("to", certificate.to.to_string()),
    ];
    let span = desk.say("window.span", &span.each_ref().map(|(n, v)| (*n, v.as_str())));
    let away: Vec<&str> = conflicts.iter().map(|c| c.target.as_str()).collect();
    let text = fields(
        desk,
        &[
            ("officer", format!("{} {}", officer.id, officer.name)),
            ("department", desk.word(officer.department.key())),
            ("region", session.region_name(officer.region)),
            ("certificate", span),
            (
                "cap",
                officer.cap.unwrap_or(session.campaign.team.cap).to_string(),
            ),
            ("base-load", officer.base_load.to_string()),
            (
                "on-duty",
                desk.word(if officer.on_duty { "show.yes" } else { "show.no" }),
            ),
            ("stay-away", away.join(&desk.word("list.and"))),
        ],
    );
    let text = text + "\n" + &desk.table(&listing::table(desk, session, &tasks));
    Done::new(
        text,
        json!({"officer": officer, "conflicts": conflicts, "tasks": tasks}),
    )
}

/// A lead; the reporter stays sealed.
pub(super) fn lead(desk: &Desk, session: &Session<'_>, lead: &Lead) -> Done {
    let signed = if lead.reporter.is_some() {
        "show.signed"
    } else {
        "show.anonymous"
    };
    let text = fields(
        desk,
        &[
            ("lead", lead.id.clone()),
            ("received", lead.received.to_string()),
            ("source", lead.source.clone()),
            ("about", lead.about.clone()),
            ("target", lead.target.clone().unwrap_or_default()),
            ("region", session.region_name(lead.region)),
            ("place", lead.place.clone()),
            ("what", lead.what.clone()),
            ("reporter", desk.word(signed)),
        ],
    );
    let mut value = value(lead);
    if let Some(members) = value.as_object_mut() {
        members.insert("reporter".to_owned(), desk.word(signed).into());
    }
    Done::new(text, json!({"lead": value}))
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
