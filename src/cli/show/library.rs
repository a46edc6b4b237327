//! Targets, officers and leads.

use serde_json::{Value, json};

use super::things::{fields, value};
use crate::cli::desk::{Desk, Session};
use crate::cli::end::Done;
use crate::cli::listing;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::{Handled, Lead, office};
use crate::domain::library::{Conflict, Officer, Tie};
use crate::domain::next::Agenda;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::Task;

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
        "target": target, "registry": registry(line.map(|_| &row)), "tasks": tasks,
        "affirmed": affirmed, "excluded": excluded,
    });
    Done::new(text, value).note([desk.say("show.history", &[("id", id)])])
}

/// A row of the registry for machines; null where there is none.
pub(in crate::cli) fn registry(row: Option<&Row<'_>>) -> Value {
    let Some(row) = row else {
        return Value::Null;
    };
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
    let conflicts = Conflict::of(view.state(), &officer.id);
    let (apart, away): (Vec<&Conflict>, Vec<&Conflict>) = conflicts.iter().partition(|c| c.tie == Tie::Pair);
    let listed = |found: Vec<&Conflict>| {
        let names: Vec<String> = found.iter().map(|c| c.other(&officer.id).to_owned()).collect();
        names.join(&desk.word("list.and"))
    };
    let certificate = &officer.certificate;
    let span = [
        ("from", certificate.from.to_string()),
        ("to", certificate.to.to_string()),
    ];
    let span = desk.say("window.span", &span.each_ref().map(|(n, v)| (*n, v.as_str())));
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
            ("stay-away", listed(away)),
            ("apart", listed(apart)),
        ],
    );
    let text = text + "\n" + &desk.table(&listing::table(desk, session, &tasks));
    Done::new(
        text,
        json!({"officer": officer, "conflicts": conflicts, "tasks": tasks}),
    )
}

/// The tasks that were made for a lead, each with its state.
fn made(desk: &Desk, session: &Session<'_>, lead: &Lead) -> String {
    let tasks = Task::of_lead(session.view().state(), &lead.id).into_iter();
    let lines = tasks.map(|task| format!("{}  {}", task.id, desk.word(task.state.key())));
    lines.collect::<Vec<_>>().join("\n")
}

/// The matters of the ledger that it led to.
fn referred(desk: &Desk, session: &Session<'_>, lead: &Lead) -> String {
    let matters = FollowUp::of_lead(session.view().state(), &lead.id).into_iter();
    let lines = matters.map(|of| format!("{}  {}", of.id, desk.word(of.state().key())));
    lines.collect::<Vec<_>>().join("\n")
}

/// A lead; the reporter stays sealed.
pub(super) fn lead(desk: &Desk, session: &Session<'_>, lead: &Lead) -> Done {
    let signed = if lead.reporter.is_some() {
        "show.signed"
    } else {
        "show.anonymous"
    };
    let agenda = Agenda::new(&session.campaign, session.view().state());
    let next = agenda.lead(&lead.standing());
    let (due, by) = (next.and_then(|next| next.day()), next.and_then(|next| next.due));
    let step = |step: &Handled| {
        let what = step.handling.text(&session.campaign, desk.lang);
        format!("{}  {}  {what}", step.on, step.by)
    };
    let steps: Vec<String> = lead.steps.iter().map(step).collect();
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
            ("state", desk.word(lead.state().key())),
            ("due", desk.due(by).text),
            ("holder", office(&session.campaign, lead.holder(), desk.lang)),
            ("steps", steps.join("\n")),
            ("task", made(desk, session, lead)),
            ("follow-up", referred(desk, session, lead)),
        ],
    );
    let mut value = value(lead);
    if let Some(members) = value.as_object_mut() {
        members.insert("reporter".to_owned(), desk.word(signed).into());
        members.insert("state".to_owned(), lead.state().word().into());
        members.insert("due".to_owned(), json!(due));
        members.insert(
            "holder".to_owned(),
            serde_json::to_value(lead.holder()).unwrap_or_default(),
        );
    }
    Done::new(text, json!({"lead": value}))
}
