//! A day: its mark in the month, and what there is to say of it.

use chrono::{Datelike, NaiveDate};

use super::load::Load;
use crate::domain::calendar::{Calendar, UnknownYear};
use crate::domain::campaign::{DayKind, Phase};
use crate::domain::workload::Workload;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Day, Entry};

/// The message key of a phase's name.
pub(super) fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => "phase.prepare",
        Phase::Inspect => "phase.inspect",
        Phase::Summarise => "phase.summarise",
    }
}

/// So many working days, or that the year's holidays are not known.
pub(super) fn working(ui: &Ui, days: Result<u32, UnknownYear>) -> String {
    match days {
        Ok(days) => days.to_string(),
        Err(unknown) => ui.say("pane.calendar.unknown-year", &[("cure", &unknown.text(ui.lang))]),
    }
}

/// Phase, holiday or make-up day, visits made or the share of those to be made, what is due, in `room` columns: where
/// they are too few the phase is left out. Today is Good, a day with something due Warn.
pub(super) fn mark(ui: &Ui, load: &Load, date: NaiveDate, room: u16) -> Day {
    let (rules, work) = (&load.rules, &load.own().1);
    let report = rules.due().iter().any(|due| due.date == date);
    let publish = !work.publish_by(date).is_empty();
    let matters = !load.matters.on(date).is_empty() || !load.leads.on(date).is_empty();
    let short = |key: &str| ui.word(&format!("pane.calendar.short.{key}"));
    let phase = rules
        .phase_on(date)
        .map(|phase| short(phase_key(phase).trim_start_matches("phase.")));
    let off = rules.exception(date).map(|(kind, _)| match kind {
        DayKind::Off => short("off"),
        DayKind::Work => short("work"),
    });
    let due = [(report, "due"), (publish, "publish"), (matters, "matter")].into_iter();
    let due: String = due.filter(|(due, _)| *due).map(|(_, key)| short(key)).collect();
    let label = |kinds: String| {
        let carried = carried(work, date);
        let apart = kinds.ends_with(|c: char| c.is_ascii()) && !carried.is_empty();
        format!("{kinds}{}{carried}{due}", if apart { " " } else { "" })
    };
    let off = off.unwrap_or_default();
    let full = label(phase.unwrap_or_default() + &off);
    let label = if ui.width(&full) > room { label(off) } else { full };
    let tone = match (
        date == load.today,
        report || publish || matters,
        rules.is_working(date),
    ) {
        (true, ..) => Tone::Good,
        (false, true, _) => Tone::Warn,
        (false, false, Ok(false)) => Tone::Quiet,
        _ => Tone::Plain,
    };
    Day { label, tone }
}

/// `25` visits made, `~34` the day's share of those to be made, nothing.
fn carried(work: &Workload, date: NaiveDate) -> String {
    match (work.visited(date).len() as u64, work.share(date)) {
        (0, None | Some(0)) => String::new(),
        (0, Some(share)) => format!("~{}", brief(share)),
        (visits, _) => brief(visits),
    }
}

/// Four digits at most: a cell has no room for more.
fn brief(n: u64) -> String {
    if n < 10_000 {
        n.to_string()
    } else {
        format!("{}k", n / 1000)
    }
}

/// Date, day of the week, whether it is worked and why, phase.
pub(super) fn title(look: &Look<'_>, rules: &Calendar, date: NaiveDate) -> String {
    let phases: Vec<String> = rules
        .phases_on(date)
        .into_iter()
        .map(|p| look.word(phase_key(p)))
        .collect();
    let phases = match phases.is_empty() {
        true => look.word("pane.calendar.no-phase"),
        false => look.listed(&phases),
    };
    format!("{date}  {}  {phases}", kind(look, rules, date))
}

/// What the day carries and what is due on it.
pub(super) fn entry(look: &Look<'_>, load: &Load, date: NaiveDate) -> Entry {
    let work = &load.own().1;
    let say = |key: &str, n: usize| look.ui.say(key, &[("n", &n.to_string())]);
    let mut said = Vec::new();
    let visited = work.visited(date).len();
    if visited > 0 {
        said.push(say("pane.calendar.visited", visited));
    }
    if let Some(share) = work.share(date) {
        let share = usize::try_from(share).unwrap_or(usize::MAX);
        said.push(say("pane.calendar.share", share));
    }
    let publish = work.publish_by(date).len();
    if publish > 0 {
        said.push(say("pane.calendar.publish-by", publish));
    }
    let (matters, leads) = (load.matters.on(date).len(), load.leads.on(date).len());
    if matters > 0 {
        said.push(say("pane.calendar.matters-by", matters));
    }
    if leads > 0 {
        said.push(say("pane.calendar.leads-by", leads));
    }
    let due = load.rules.due().iter().filter(|due| due.date == date);
    said.extend(due.map(|due| format!("{}（{}）", due.name.get(look.ui.lang), due.source)));
    let reports = load.rules.due().iter().any(|due| due.date == date);
    let tone = if publish > 0 || matters > 0 || leads > 0 || reports {
        Tone::Warn
    } else {
        Tone::Plain
    };
    let text = said.join(&look.word("pane.calendar.and"));
    look.entry("pane.calendar.day", text).tone(tone)
}

/// Where the visits of the day were made.
pub(super) fn parts(look: &Look<'_>, load: &Load, date: NaiveDate) -> Option<Entry> {
    let part = |(unit, n)| format!("{} {n}", look.region(unit));
    let parts: Vec<String> = load.by_part(date).map(part).collect();
    (!parts.is_empty()).then(|| look.entry("pane.calendar.parts", look.listed(&parts)))
}

/// Day of the week, and whether it is worked and why.
fn kind(look: &Look<'_>, rules: &Calendar, date: NaiveDate) -> String {
    let names = look.word("pane.calendar.weekdays");
    let at = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    let weekday = names.split(' ').nth(at).unwrap_or("").replace('_', " ");
    let kind = match (rules.exception(date), rules.is_working(date)) {
        (Some((DayKind::Off, name)), _) => look.ui.say("pane.calendar.off", &[("name", name)]),
        (Some((DayKind::Work, name)), _) => look.ui.say("pane.calendar.work", &[("name", name)]),
        (None, Ok(true)) => look.word("pane.calendar.working"),
        (None, Ok(false)) => look.word("pane.calendar.weekend"),
        (None, Err(unknown)) => working(look.ui, Err(unknown)),
    };
    format!("{weekday}  {kind}")
}
