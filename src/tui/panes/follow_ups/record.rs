//! A matter's record: what it says, until when something is to be done and by which time limit, every step with who
//! and when, and what else the same inspection led to.

use crate::domain::campaign::{Clock, ClockUnit};
use crate::domain::follow_up::{Due, FollowUp, Kind, Need, Owner, Taken};
use crate::domain::lead::Lead;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::panes::shown::Look;
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::widget::Entry;

/// Characters of what a matter is about that stand beside the list.
const SAID: usize = 12;

/// The message key of a kind's name in a list, where there is little room.
pub(super) fn short(kind: Kind) -> String {
    format!("pane.follow-ups.short.{}", kind.word())
}

/// An office; with the prefecture before a county's where there is room.
pub(in crate::tui::panes) fn owner(look: &Look<'_>, owner: Owner, full: bool) -> String {
    let place = match full {
        true => look.place(owner.region),
        false => look.region(owner.region),
    };
    format!("{place} {}", look.word(owner.department.key()))
}

/// The few lines that stand beside the list.
pub(super) fn brief(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let mut said: String = of.matter.what().chars().take(SAID).collect();
    if of.matter.what().chars().nth(SAID).is_some() {
        said.push_str("..");
    }
    let mut entries = vec![
        look.entry("pane.follow-ups.name", &of.name),
        look.entry("pane.follow-ups.what", said),
    ];
    entries.extend(due(look, of, false));
    let others = of.siblings(look.state()).len();
    entries.push(look.entry(
        "pane.follow-ups.others",
        match others {
            0 => String::new(),
            n => n.to_string(),
        },
    ));
    entries
}

/// All of it.
pub(super) fn entries(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let mut entries = head(look, of);
    entries.extend(next(look, of));
    entries.extend(due(look, of, true));
    entries.push(look.entry("pane.follow-ups.owner", owner(look, of.owner(), true)));
    let rows = of.matter.rows(&look.campaign, look.ui.lang).into_iter();
    entries.extend(rows.map(|(name, text)| Entry::new(name, text)));
    entries.extend(paid(look, of));
    let opened = format!("{}  {}", of.opened_on, of.opened_by);
    entries.push(look.entry("pane.follow-ups.opened", opened));
    entries.extend(steps(look, of));
    entries.extend(chain(look, of));
    entries
}

fn head(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let what = format!("{}  {}", look.word(of.kind().key()), look.word(of.state().key()));
    let target = format!("{}  {}", of.name, of.target);
    vec![
        look.entry("pane.follow-ups.kind", what),
        look.entry("pane.follow-ups.id", &of.id),
        look.entry("pane.follow-ups.name", target),
    ]
}

/// The step it waits for, and whose it is.
fn next(look: &Look<'_>, of: &FollowUp) -> Option<Entry> {
    let next = look.agenda().follow_up(of)?;
    let (step, role) = (look.word(next.need.key()), look.word(next.role.key()));
    let args = [("step", step.as_str()), ("role", &role), ("by", &of.opened_by)];
    let key = match next.need {
        Need::Decide => "pane.follow-ups.next-by-another",
        _ => "pane.follow-ups.next-is",
    };
    Some(look.entry("pane.follow-ups.next", look.ui.say(key, &args)))
}

/// Until when, by which time limit, and how well that is known; in full, where the limit is written.
fn due(look: &Look<'_>, of: &FollowUp, full: bool) -> Option<Entry> {
    let due = look.agenda().follow_up(of)?.due?;
    let say = |key: &str, name: &str, value: &str| look.ui.say(key, &[(name, value)]);
    let (text, tone) = match due {
        Due::Unknown(year) => {
            let year = year.to_string();
            (say("pane.follow-ups.unknown-year", "year", &year), Tone::Warn)
        }
        due if due.is_over(look.view.now()) => {
            let due = due.to_string();
            (say("pane.follow-ups.over", "due", &due), Tone::Bad)
        }
        due => (due.to_string(), Tone::Plain),
    };
    let text = match look.agenda().follow_up_clock(of) {
        Some(clock) if full => format!("{text}\n{}", limit(look, clock, &clock.source)),
        Some(clock) => format!("{text}  {}", limit(look, clock, "")),
        None => text,
    };
    Some(look.entry("pane.follow-ups.due", text).tone(tone))
}

/// `3 working days: source (unverified)`.
fn limit(look: &Look<'_>, clock: &Clock, source: &str) -> String {
    let (unit, n) = match clock.unit {
        ClockUnit::Working => ("pane.follow-ups.days.working", clock.days),
        ClockUnit::Calendar => ("pane.follow-ups.days.calendar", clock.days),
        ClockUnit::Full => ("pane.follow-ups.days.full", clock.days.saturating_mul(24)),
    };
    let mut days = look.ui.say(unit, &[("n", &n.to_string())]);
    if !source.is_empty() {
        let args = [("days", days.as_str()), ("source", source)];
        days = look.ui.say("pane.follow-ups.limit", &args);
    }
    match clock.verified {
        true => days,
        false => look.ui.say("pane.follow-ups.unverified", &[("limit", &days)]),
    }
}

/// What was paid of what is owed.
fn paid(look: &Look<'_>, of: &FollowUp) -> Option<Entry> {
    let ((owed, of_people), (paid, people)) = (of.matter.owed(), of.paid());
    if owed == 0 {
        return None;
    }
    let figures = [paid, owed, people.into(), of_people.into()].map(|n| n.to_string());
    let [paid, owed, people, all] = &figures;
    let args = [
        ("paid", paid.as_str()),
        ("owed", owed),
        ("people", people),
        ("all", all),
    ];
    let key = match of_people {
        0 => "pane.follow-ups.paid-of",
        _ => "pane.follow-ups.refunded-of",
    };
    Some(look.entry("pane.follow-ups.paid", look.ui.say(key, &args)))
}

fn steps(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let line = |taken: &Taken| {
        let rows = taken.advance.rows(&look.campaign, look.ui.lang);
        let said: Vec<String> = rows.iter().map(|(name, text)| format!("{name} {text}")).collect();
        let department = look.word(taken.department.key());
        format!(
            "{}  {}  {}（{department}）\n{}",
            taken.on,
            look.word(taken.advance.key()),
            taken.by,
            said.join("  ")
        )
    };
    labelled(look.word("pane.follow-ups.steps"), of.steps.iter().map(line))
}

/// The task, and what else its inspection led to.
fn chain(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let (label, state) = match &of.lead {
        Some(lead) => {
            let lead: Option<Lead> = look.state().get(lead);
            ("kind.lead", lead.map(|lead| lead.state().key()))
        }
        None => {
            let task: Option<Task> = look.state().get(&of.task);
            ("pane.follow-ups.task", task.map(|task| task.state.key()))
        }
    };
    let state = state.map_or(String::new(), |state| look.word(state));
    let mut entries = vec![look.entry(label, format!("{}  {state}", of.source()))];
    let others = of.siblings(look.state());
    let lines = others.iter().map(|other| line(look, other));
    entries.extend(labelled(look.word("pane.follow-ups.others"), lines));
    entries
}

/// A matter in one line, as it stands on the records of its task and of the others.
pub(in crate::tui::panes) fn line(look: &Look<'_>, of: &FollowUp) -> String {
    let next = look.agenda().follow_up(of);
    let due = next.and_then(|next| next.due);
    let mut parts = vec![
        words::short_id(&look.campaign, &of.id).to_owned(),
        look.word(of.kind().key()),
        look.word(of.state().key()),
    ];
    parts.extend(due.map(|due| match due.is_over(look.view.now()) {
        true => look.ui.say("pane.follow-ups.over", &[("due", &due.to_string())]),
        false => due.to_string(),
    }));
    parts.join("  ")
}

/// Lines under one label.
pub(in crate::tui::panes) fn labelled(label: String, lines: impl Iterator<Item = String>) -> Vec<Entry> {
    let labels = std::iter::once(label).chain(std::iter::repeat(" ".to_owned()));
    labels
        .zip(lines)
        .map(|(label, line)| Entry::new(label, line))
        .collect()
}

/// What whoever takes a step must know: which matter it is, until when, and what was paid.
pub(super) fn summary(look: &Look<'_>, of: &FollowUp) -> Vec<Entry> {
    let id = words::short_id(&look.campaign, &of.id);
    let mut entries = vec![look.entry("pane.follow-ups.name", format!("{}  {id}", of.name))];
    let about = look.entry("pane.follow-ups.what", of.matter.what());
    entries.push(about);
    entries.extend(due(look, of, true));
    entries.extend(paid(look, of));
    entries
}
