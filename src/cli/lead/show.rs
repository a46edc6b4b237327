//! `duban lead show`: the lead, its clocks and steps, and what is on record about whom it is about.

use serde_json::{Value, json};

use super::beside::beside;
use super::{find, without_reporter};
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::history;
use crate::cli::show::fields;
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::Evidence;
use crate::domain::lead::{Handled, Lead, office};
use crate::domain::next::{Agenda, LeadNext};
use crate::domain::task::Task;
use crate::office::View;

pub(super) fn run(desk: &Desk, id: &str) -> Result<Done, End> {
    let session = desk.session()?;
    let lead = find(session.view().state(), id)?;
    Ok(shown(desk, &session, &lead))
}

/// A lead with everything beside it; the reporter stays sealed.
pub(in crate::cli) fn shown(desk: &Desk, session: &Session<'_>, lead: &Lead) -> Done {
    let view = session.view();
    let agenda = Agenda::new(&session.campaign, view.state()).on(view.state(), view.now().today);
    let next = agenda.lead(&lead.standing());
    let mut texts = vec![
        fields(desk, &said(desk, session, lead)),
        fields(desk, &standing(desk, session, (lead, next), &agenda)),
    ];
    let mut value = json!({"lead": value(desk, lead, next)});
    let (help, beside) = beside(desk, session, &view, lead);
    let (text, target) = subject(desk, session, &view, lead);
    texts.extend(help.into_iter().chain(text));
    if let Some(members) = value.as_object_mut() {
        members.insert("beside".to_owned(), beside);
        members.insert("target".to_owned(), target);
    }
    Done::new(texts.join("\n"), value)
}

/// What the lead says.
fn said(desk: &Desk, session: &Session<'_>, lead: &Lead) -> Vec<(&'static str, String)> {
    let kind = lead.kind_in(&session.campaign);
    let deadline = lead.deadline.map(|day| day.to_string());
    let evidence: Vec<String> = lead.evidence.iter().map(Evidence::line).collect();
    vec![
        ("lead", lead.id.clone()),
        ("lead-number", lead.number.clone()),
        ("received", lead.received.to_string()),
        ("source", lead.source.clone()),
        (
            "lead-kind",
            kind.map_or(String::new(), |kind| kind.name.get(desk.lang).to_owned()),
        ),
        ("about", lead.about.clone()),
        ("lead-phone", lead.phone.clone()),
        ("region", session.region_name(lead.region)),
        ("place", lead.place.clone()),
        ("what", lead.what.clone()),
        ("lead-involved", lead.involved.text(desk.lang)),
        ("lead-deadline", deadline.unwrap_or_default()),
        ("lead-prior", lead.prior.join(&desk.word("list.and"))),
        ("lead-evidence", evidence.join("\n")),
        ("reporter", desk.word(signed(lead))),
    ]
}

/// Where it stands: state, what it waits for and until when by which rule, who is to act, and what was done.
fn standing(
    desk: &Desk,
    session: &Session<'_>,
    (lead, next): (&Lead, Option<LeadNext>),
    agenda: &Agenda,
) -> Vec<(&'static str, String)> {
    let standing = lead.standing();
    let steps = lead.steps.iter().map(|step: &Handled| {
        let what = step.handling.text(&session.campaign, desk.lang);
        let seq = desk.say("lead.entry", &[("seq", &step.seq.to_string())]);
        format!("{}  {}  {what}  {seq}", step.on, step.by)
    });
    let deeds = standing.ready().into_iter().map(|deed| desk.word(deed.key()));
    let clock = agenda.lead_clock(&standing);
    let source = clock.map(|clock| clock.source.clone());
    vec![
        ("state", desk.word(standing.state.key())),
        (
            "need",
            next.map_or(String::new(), |next| desk.word(next.wait.key())),
        ),
        ("due", desk.due(next.and_then(|next| next.due)).text),
        ("lead-clock", source.unwrap_or_default()),
        ("holder", office(&session.campaign, standing.holder, desk.lang)),
        (
            "lead-ready",
            deeds.collect::<Vec<_>>().join(&desk.word("list.and")),
        ),
        ("steps", steps.collect::<Vec<_>>().join("\n")),
        (
            "lead-merged",
            listed(desk, &Lead::merged_with(session.view().state(), &lead.id)),
        ),
        (
            "lead-same-target",
            listed(desk, &lead.about_the_same(session.view().state())),
        ),
        ("task", made(desk, session, lead)),
        ("follow-up", referred(desk, session, lead)),
    ]
}

/// Leads, a line each.
fn listed(desk: &Desk, leads: &[Lead]) -> String {
    let lines = leads.iter().map(|lead| {
        let state = desk.word(lead.state().key());
        format!(
            "{}  {}  {state}  {}  {}",
            lead.received, lead.id, lead.about, lead.what
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The tasks that were made for it, each with its state.
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

/// The registered target it is about, with its licences, grade and past, as `duban history` has it.
fn subject(desk: &Desk, session: &Session<'_>, view: &View<'_>, lead: &Lead) -> (Option<String>, Value) {
    let Some(target) = lead.subject() else {
        return (None, Value::Null);
    };
    match view.history(&target) {
        Ok(found) => {
            let done = history::told(desk, session, &found);
            (Some(done.text), done.json)
        }
        Err(denied) => (Some(denied.text(desk.lang)), json!({"id": target})),
    }
}

fn signed(lead: &Lead) -> &'static str {
    match lead.reporter {
        Some(_) => "show.signed",
        None => "show.anonymous",
    }
}

fn value(desk: &Desk, lead: &Lead, next: Option<LeadNext>) -> Value {
    let standing = lead.standing();
    let mut value = serde_json::to_value(without_reporter(lead.clone())).unwrap_or_default();
    if let Some(members) = value.as_object_mut() {
        let mut put = |key: &str, value: Value| members.insert(key.to_owned(), value);
        put("reporter", desk.word(signed(lead)).into());
        put("state", standing.state.word().into());
        put("need", json!(next.map(|next| next.wait)));
        put("due", json!(next.and_then(|next| next.day())));
        put("urgent", json!(next.is_some_and(|next| next.urgent)));
        put("holder", json!(standing.holder));
        put("ready", json!(standing.ready()));
    }
    value
}
