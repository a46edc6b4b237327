//! What is left from today: tasks and working days, for everybody and for the own division; the limit of publication;
//! the phases; the reports.

use chrono::NaiveDate;

use super::day::{phase_key, working};
use super::load::Load;
use crate::domain::calendar::{Calendar, UnknownYear};
use crate::domain::campaign::Phase;
use crate::domain::workload::{Spread, Workload};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::Entry;

const PHASES: [Phase; 3] = [Phase::Prepare, Phase::Inspect, Phase::Summarise];

/// All of it, then the legend. None of it depends on the day that is looked at.
pub(super) fn entries(look: &Look<'_>, load: &Load) -> Vec<Entry> {
    let mut entries: Vec<Entry> = load
        .all()
        .map(|(region, work)| visits(look, load, look.region(*region), work))
        .collect();
    entries.extend(publish(look, load));
    entries.extend(steps(look, "matters", load.matters.left(load.today)));
    entries.extend(steps(look, "leads", load.leads.left(load.today)));
    let phases = PHASES.map(|phase| window(look, &load.rules, phase));
    entries.push(look.entry("pane.calendar.phases", phases.join("  ")));
    entries.extend(load.rules.due().iter().map(|due| {
        let past = due.date < load.today;
        let text = format!(
            "{}  {}",
            left(look, &load.rules, due.date),
            due.name.get(look.ui.lang)
        );
        Entry::new(due.date.to_string(), text).tone(if past { Tone::Quiet } else { Tone::Plain })
    }));
    entries.push(Entry::new("", look.word("pane.calendar.legend")).tone(Tone::Quiet));
    entries
}

/// "750 tasks left, 22 working days, 35 a day".
fn visits(look: &Look<'_>, load: &Load, name: String, work: &Workload) -> Entry {
    let open = work.open.len() as u64;
    let say = |key: &str, days: &str, pace: &str| {
        let args = [
            ("n", open.to_string()),
            ("days", days.into()),
            ("pace", pace.into()),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        look.ui.say(key, &args)
    };
    let (text, tone) = match &work.spread {
        _ if open == 0 => (look.word("pane.calendar.none-open"), Tone::Good),
        Spread::Over => (say("pane.calendar.to-visit-over", "", ""), Tone::Bad),
        Spread::Unknown(unknown) => {
            let why = working(look.ui, Err(*unknown));
            (say("pane.calendar.to-visit-unknown", &why, ""), Tone::Plain)
        }
        Spread::Days(days) if days.is_empty() => (say("pane.calendar.to-visit-last", "", ""), Tone::Bad),
        Spread::Days(days) => {
            let pace = open.div_ceil(days.len() as u64).to_string();
            let days = days.len().to_string();
            // Before the phase the days are those of the phase, not those from today.
            let early = load.today < load.rules.phases().inspect.from;
            let key = if early {
                "pane.calendar.to-visit-early"
            } else {
                "pane.calendar.to-visit"
            };
            (say(key, &days, &pace), Tone::Plain)
        }
    };
    Entry::new(name, text).tone(tone)
}

/// The next day by which results are to be published, and what is late; with the limit and where it is from.
fn publish(look: &Look<'_>, load: &Load) -> Option<Entry> {
    let work = &load.own().1;
    let late = work.publish_overdue(load.today);
    let mut said = Vec::new();
    if let Some((day, n)) = work.publish_next(load.today) {
        let args = [("day", day.format("%m-%d").to_string()), ("n", n.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        said.push(look.ui.say("pane.calendar.publish-next", &args));
    }
    if late > 0 {
        let n = late.to_string();
        said.push(look.ui.say("pane.calendar.publish-late", &[("n", &n)]));
    }
    for (year, tasks) in &work.undated {
        let (n, cure) = (tasks.len().to_string(), UnknownYear(*year).text(look.ui.lang));
        let args = [("n", n.as_str()), ("cure", &cure)];
        said.push(look.ui.say("pane.calendar.publish-undated", &args));
    }
    if said.is_empty() {
        return None;
    }
    let key = match load.limit.verified {
        true => "pane.calendar.limit",
        false => "pane.calendar.limit-unverified",
    };
    said.push(look.ui.say(key, &[("days", &load.limit.days.to_string())]));
    let text = said.join(&look.word("pane.calendar.and"));
    let tone = if late > 0 { Tone::Warn } else { Tone::Plain };
    Some(look.entry("pane.calendar.publish", text).tone(tone))
}

/// The next day on which a step about a matter of the ledger or a lead is due, and what is late.
fn steps(look: &Look<'_>, of: &str, (late, next): (usize, Option<(NaiveDate, usize)>)) -> Option<Entry> {
    let mut said = Vec::new();
    if let Some((day, n)) = next {
        let args = [("day", day.format("%m-%d").to_string()), ("n", n.to_string())];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        said.push(look.ui.say("pane.calendar.steps-next", &args));
    }
    if late > 0 {
        said.push(
            look.ui
                .say("pane.calendar.steps-late", &[("n", &late.to_string())]),
        );
    }
    if said.is_empty() {
        return None;
    }
    let text = said.join(&look.word("pane.calendar.and"));
    let tone = if late > 0 { Tone::Warn } else { Tone::Plain };
    Some(look.entry(&format!("pane.calendar.{of}"), text).tone(tone))
}

fn window(look: &Look<'_>, rules: &Calendar, phase: Phase) -> String {
    let window = rules.phases().window(phase);
    let day = |day: NaiveDate| day.format("%m-%d").to_string();
    let short = phase_key(phase).trim_start_matches("phase.");
    let name = look.word(&format!("pane.calendar.phase.{short}"));
    let now = if window.has(look.today()) { "*" } else { "" };
    format!("{name}{now} {}~{}", day(window.from), day(window.to))
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
