//! A day: its mark in the month, and all there is to say of it.

use chrono::{Datelike, NaiveDate};

use super::visits::Visits;
use crate::domain::calendar::{Calendar, UnknownYear};
use crate::domain::campaign::{DayKind, Phase};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Day, Entry};

const PHASES: [Phase; 3] = [Phase::Prepare, Phase::Inspect, Phase::Summarise];

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
        Err(UnknownYear(year)) => ui.say("pane.calendar.unknown-year", &[("year", &year.to_string())]),
    }
}

/// Phase, holiday or make-up day, what is due, visits. Today is Good, a day with something due Warn.
pub(super) fn mark(ui: &Ui, rules: &Calendar, date: NaiveDate, today: NaiveDate, visits: u64) -> Day {
    let due = rules.due().iter().any(|due| due.date == date);
    let mut label = String::new();
    if let Some(phase) = rules.phase_on(date) {
        let key = phase_key(phase).replace("phase.", "pane.calendar.short.");
        label.push_str(&ui.word(&key));
    }
    match rules.exception(date) {
        Some((DayKind::Off, _)) => label.push_str(&ui.word("pane.calendar.short.off")),
        Some((DayKind::Work, _)) => label.push_str(&ui.word("pane.calendar.short.work")),
        None => {}
    }
    if due {
        label.push_str(&ui.word("pane.calendar.short.due"));
    }
    if visits > 0 {
        label.push_str(&format!(" {visits}"));
    }
    let tone = match (due, date == today, rules.is_working(date)) {
        (true, ..) => Tone::Warn,
        (false, true, _) => Tone::Good,
        (false, false, Ok(false)) => Tone::Quiet,
        _ => Tone::Plain,
    };
    Day { label, tone }
}

/// The day, then the phases and what is due.
pub(super) fn entries(
    look: &Look<'_>,
    rules: &Calendar,
    date: NaiveDate,
    visits: Option<&Visits>,
) -> Vec<Entry> {
    let mut entries = vec![look.entry("pane.calendar.day", kind(look, rules, date))];
    let phases: Vec<String> = rules
        .phases_on(date)
        .into_iter()
        .map(|p| look.word(phase_key(p)))
        .collect();
    entries.push(look.entry("pane.calendar.phase", look.listed(&phases)));
    let due = rules.due().iter().filter(|due| due.date == date);
    entries.extend(due.map(|due| {
        let text = format!("{}（{}）", due.name.get(look.ui.lang), due.source);
        look.entry("pane.calendar.due", text).tone(Tone::Warn)
    }));
    if let Some(visits) = visits {
        let unit = |(unit, n)| format!("{} {n}", look.region(unit));
        let units: Vec<String> = visits.by_unit(date).map(unit).collect();
        let text = match visits.on(date) {
            0 => look.word("list.none"),
            n => format!("{n}  {}", look.listed(&units)),
        };
        entries.push(look.entry("pane.calendar.visits", text));
    }
    entries.extend(PHASES.map(|phase| window(look, rules, phase)));
    entries.extend(rules.due().iter().map(|due| {
        let left = left(look, rules, due.date);
        let tone = if due.date < look.today() {
            Tone::Quiet
        } else {
            Tone::Plain
        };
        let text = format!("{}  {left}", due.name.get(look.ui.lang));
        Entry::new(due.date.to_string(), text).tone(tone)
    }));
    entries.push(Entry::new("", look.word("pane.calendar.legend")).tone(Tone::Quiet));
    entries
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

fn window(look: &Look<'_>, rules: &Calendar, phase: Phase) -> Entry {
    let window = rules.phases().window(phase);
    let (today, mut text) = (look.today(), look.span(&window));
    if window.has(today) {
        text = format!("{text}  {}", left(look, rules, window.to));
    }
    let tone = if window.to < today {
        Tone::Quiet
    } else {
        Tone::Plain
    };
    look.entry(phase_key(phase), text).tone(tone)
}

/// How many days and working days are left from today to `day`.
fn left(look: &Look<'_>, rules: &Calendar, day: NaiveDate) -> String {
    let today = look.today();
    if day < today {
        return look.word("pane.calendar.past");
    }
    let days = (day - today).num_days().to_string();
    let working = working(look.ui, rules.working_days(today, day));
    look.ui
        .say("pane.calendar.left", &[("days", &days), ("working", &working)])
}
