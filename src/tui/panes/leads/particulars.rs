//! What stands beside a lead: where it stands and until when, what it says, and what helps deciding about it.

use crate::domain::campaign::ClockUnit;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Lead, Standing, office};
use crate::domain::next::{LeadNext, LeadWait};
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::{Entry, emphasised};

use super::advice;
use super::queue::waits_for;

/// Characters of a lead that stand beside the list.
const SAID: usize = 28;

/// Probable duplicates that stand beside a lead at most.
const ALIKE: usize = 4;

/// Everything. What every lead has stands first and takes as many lines from lead to lead, so that going on to the next
/// one sends little.
pub(super) fn all(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let of = lead.standing();
    let next = look.agenda().lead(&of);
    let mut entries = vec![state(look, &of, next)];
    entries.extend(due(look, &of, next));
    if of.is_open() {
        entries.push(look.entry("pane.leads.holder", holder(look, &of)));
    }
    entries.extend([
        look.entry("pane.leads.id", number(lead)),
        look.entry("pane.leads.received", received(lead, look)),
        look.entry("pane.leads.about", whom(lead, look)),
        look.entry("pane.leads.place", place(lead, look)),
        look.entry("pane.leads.reporter", look.word(reporter(lead))),
    ]);
    entries.extend(target(lead, look));
    entries.extend(said(lead, look));
    if !lead.involved.is_unknown() {
        entries.push(look.entry("leads-pane.involved", lead.involved.text(look.ui.lang)));
    }
    entries.extend(alike(lead, look));
    entries.extend(same_target(lead, look));
    entries.extend(merged(lead, look));
    entries.extend(lead.evidence.iter().map(|evidence| {
        let hash = evidence.sha256.as_deref().unwrap_or_default();
        let text = format!("{}  {hash}", evidence.what);
        look.entry("leads-pane.evidence", text.trim_end())
    }));
    if !lead.prior.is_empty() {
        entries.push(look.entry("leads-pane.prior", look.listed(&lead.prior)));
    }
    entries.extend(lead.steps.iter().map(|step| {
        let what = step.handling.text(&look.campaign, look.ui.lang);
        look.entry("pane.leads.steps", format!("{}  {}  {what}", step.on, step.by))
    }));
    entries
}

/// Enough to tell leads apart, and no page of text with every step down the list: where, the beginning of what is said,
/// and that others probably say the same.
pub(super) fn brief(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let mut said: String = lead.what.chars().take(SAID).collect();
    if lead.what.chars().nth(SAID).is_some() {
        said.push_str("..");
    }
    let mut entries = vec![
        look.entry("pane.leads.place", &lead.place),
        look.entry("pane.leads.what", said),
    ];
    let suggested = advice::suggested(look, lead).map(|suggested| suggested.action.to_string());
    entries.extend(suggested.map(|n| {
        let action = look.ui.say("lead.action", &[("n", &n)]);
        look.entry("leads-pane.suggested", action)
    }));
    let alike = advice::probable(look, lead).len();
    if alike > 0 {
        let text = look
            .ui
            .say("leads-pane.alike-count", &[("n", &alike.to_string())]);
        entries.push(look.entry("leads-pane.alike", text).tone(Tone::Warn));
    }
    entries
}

/// Its state, what it waits for, and that it is urgent.
fn state(look: &Look<'_>, of: &Standing, next: Option<LeadNext>) -> Entry {
    let waits = look.word(waits_for(look, of, next));
    // Until it is decided, what it waits for says it all.
    let mut text = match next {
        Some(_) if !of.state.is_undecided() => format!("{}  {waits}", look.word(of.state.key())),
        _ => waits,
    };
    let urgent = next.is_some_and(|next| next.urgent);
    if urgent {
        text = format!("{text}  {}", look.word("leads-pane.urgent"));
    }
    let back = look.agenda().lead_is_back(of, look.today());
    let tone = if back || urgent { Tone::Warn } else { Tone::Plain };
    look.entry("pane.leads.state", text).tone(tone)
}

/// Until when, by which clock, and whether that was verified.
fn due(look: &Look<'_>, of: &Standing, next: Option<LeadNext>) -> Option<Entry> {
    let next = next?;
    if let Some(Err(unknown)) = next.due {
        let cure = unknown.text(look.ui.lang);
        return Some(look.entry("pane.leads.due", cure).tone(Tone::Bad));
    }
    let day = next.day()?;
    let mut text = day.to_string();
    if next.is_over(look.today()) {
        text = look.ui.say("leads-pane.over", &[("day", &text)]);
    }
    if of.deadline == Some(day) && !of.state.is_ended() {
        text = format!("{text}  {}", look.word("leads-pane.assigned"));
    } else if let Some(clock) = look.agenda().lead_clock(of) {
        let days = clock.days.to_string();
        let unit = match clock.unit {
            ClockUnit::Working => "leads-pane.working",
            ClockUnit::Calendar | ClockUnit::Full => "leads-pane.calendar",
        };
        let decide = clock == look.agenda().decide_clock(of);
        let from = match next.wait {
            LeadWait::Acknowledge if !decide => "leads-pane.from-forward",
            LeadWait::Close | LeadWait::Referral => "leads-pane.from-accept",
            LeadWait::Feedback => "leads-pane.from-end",
            _ => "leads-pane.from-receipt",
        };
        let days = look.ui.say(unit, &[("days", &days)]);
        let from = look.ui.say(from, &[("days", &days)]);
        let key = match clock.verified {
            true => "leads-pane.clock",
            false => "leads-pane.clock-unverified",
        };
        let args = [("day", text.as_str()), ("from", &from), ("source", &clock.source)];
        text = look.ui.say(key, &args);
    }
    let tone = match next.is_over(look.today()) {
        true => Tone::Bad,
        false => Tone::Plain,
    };
    Some(look.entry("pane.leads.due", text).tone(tone))
}

/// The office that is to act; of a lead on its way, who forwarded it and since when.
fn holder(look: &Look<'_>, of: &Standing) -> String {
    let name = |owner: Owner| office(&look.campaign, owner, look.ui.lang);
    let now = name(of.holder);
    match of.sender {
        Some(sender) => {
            let (sender, since) = (name(sender), of.since.to_string());
            let args = [("now", now.as_str()), ("sender", &sender), ("since", &since)];
            look.ui.say("leads-pane.forwarded", &args)
        }
        None => now,
    }
}

fn number(lead: &Lead) -> String {
    format!("{}  {}", lead.id, lead.number).trim_end().to_owned()
}

/// When, where and as what sort it came in.
fn received(lead: &Lead, look: &Look<'_>) -> String {
    let kind = lead.kind_in(&look.campaign);
    let kind = kind.map_or("", |kind| kind.name.get(look.ui.lang));
    let kind = if kind == lead.source { "" } else { kind };
    let text = format!("{}  {}  {kind}", lead.received, lead.source);
    text.trim_end().to_owned()
}

fn whom(lead: &Lead, look: &Look<'_>) -> String {
    if lead.phone.is_empty() {
        return lead.about.clone();
    }
    let args = [("about", lead.about.as_str()), ("phone", &lead.phone)];
    look.ui.say("leads-pane.with-phone", &args)
}

/// The place in the lead's words; where it has none, its division.
fn place(lead: &Lead, look: &Look<'_>) -> String {
    match lead.place.is_empty() {
        true => look.place(lead.region),
        false => lead.place.clone(),
    }
}

fn reporter(lead: &Lead) -> &'static str {
    match lead.reporter {
        Some(_) => "leads-pane.sealed",
        None => "pane.leads.anonymous",
    }
}

/// What it says, with the words that suggest an action, and that action.
fn said(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let suggested = advice::suggested(look, lead);
    let words = suggested.as_ref().map_or(&[][..], |of| &of.words);
    let text = emphasised(look.ui, &lead.what, words);
    let mut entries = vec![look.entry("pane.leads.what", text)];
    let action = suggested.as_ref().and_then(|of| {
        let mut actions = look.campaign.actions.iter();
        actions.find(|action| action.number == of.action)
    });
    entries.extend(action.map(|action| {
        let text = format!("{} {}", action.number, action.name.get(look.ui.lang));
        look.entry("leads-pane.suggested", text)
    }));
    entries
}

/// The leads that probably say the same, each with why.
fn alike(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let alike = advice::probable(look, lead);
    let more = alike.len().saturating_sub(ALIKE);
    let mut entries: Vec<Entry> = alike
        .iter()
        .take(ALIKE)
        .map(|advice::Probable { lead, why }| {
            let text = format!("{}  {why}", told(lead, look));
            look.entry("leads-pane.alike", text).tone(Tone::Warn)
        })
        .collect();
    if more > 0 {
        let text = look.ui.say("leads-pane.more", &[("n", &more.to_string())]);
        entries.push(look.entry("leads-pane.alike", text));
    }
    entries
}

/// The other leads about the same target, as far as they stand neither among those that say the same nor among those that
/// were merged into this one.
fn same_target(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let alike = advice::probable(look, lead);
    let others = lead.about_the_same(look.state()).into_iter();
    let others = others.filter(|other| {
        other.merged_into() != Some(&lead.id) && alike.iter().all(|alike| alike.lead.id != other.id)
    });
    let others = others.take(ALIKE);
    others
        .map(|other| look.entry("leads-pane.same-target", told(&other, look)))
        .collect()
}

/// The leads that were merged into this one, with what they say.
fn merged(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let merged = Lead::merged_with(look.state(), &lead.id).into_iter();
    merged
        .map(|other| {
            let text = format!("{}  {}", told(&other, look), other.what);
            look.entry("leads-pane.merged", text)
        })
        .collect()
}

/// When it came in, its number, how it stands and whom it names.
fn told(lead: &Lead, look: &Look<'_>) -> String {
    let state = look.word(lead.state().key());
    format!("{}  {}  {state}  {}", lead.received, lead.id, lead.about)
}

/// The target the lead names, as far as it is known: its entry in the registry with grade, visits and tasks, and its
/// licences. Always three lines.
fn target(lead: &Lead, look: &Look<'_>) -> [Entry; 3] {
    let lines = lead.subject().map(|code| of_target(&code, lead, look));
    let unknown = || [look.word("pane.leads.no-code"), String::new(), String::new()];
    let [name, registered, licences] = lines.unwrap_or_else(unknown);
    [
        look.entry("pane.leads.target", name),
        look.entry("leads-pane.registered", registered),
        look.entry("leads-pane.licences", licences),
    ]
}

fn of_target(code: &str, lead: &Lead, look: &Look<'_>) -> [String; 3] {
    let line = look.view.registry_line_of(code).ok().flatten();
    let row = line.as_deref().and_then(Row::parse);
    let target = look.state().get::<Target>(code);
    let name = target.as_ref().map(|target| target.name.as_str());
    let Some(name) = name.or(row.map(|row| row.name)) else {
        let text = format!("{code} {}", look.word("pane.not-registered"));
        return [text, String::new(), String::new()];
    };
    let name = if name == lead.about { "" } else { name };
    let row = row.unwrap_or_default();
    let status = target
        .as_ref()
        .map_or(row.status, |target| target.status.as_str());
    let grade = match &target {
        Some(target) => target.grade.map_or(String::new(), |grade| grade.to_string()),
        None => row.grade.to_owned(),
    };
    let visit = target.as_ref().and_then(|target| target.last_visit);
    let visit = visit.map_or_else(|| look.word("list.none"), |day| day.to_string());
    let tasks = look.tasks_on(code);
    let registered = [
        ("status", status),
        ("grade", grade.as_str()),
        ("visit", visit.as_str()),
        ("tasks", tasks.as_str()),
    ];
    let licence = |number: &str| match number {
        "" => look.word("leads-pane.none"),
        number => number.to_owned(),
    };
    let (service, dispatch) = (licence(row.hr_licence), licence(row.dispatch_licence));
    let licences = [("service", service.as_str()), ("dispatch", dispatch.as_str())];
    [
        format!("{code}  {name}").trim_end().to_owned(),
        look.ui.say("leads-pane.registered-as", &registered),
        look.ui.say("leads-pane.licences-are", &licences),
    ]
}
