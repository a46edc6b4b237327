//! `duban calendar`: the phases, what is allowed today and when the rest is, what is due, and a month's days.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use super::extend::phase_key;
use super::parse;
use crate::domain::calendar::{Act, Calendar, Reach, Standing};
use crate::domain::campaign::{DayKind, Phase};
use crate::domain::refusal::Refusal;
use crate::exchange::write::{Cell, Column, Table, pad};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "YYYY-MM", value_parser = parse::month)]
    month: Option<NaiveDate>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let view = session.view();
    let today = view.now().today;
    let calendar = view.calendar().ok_or(Refusal::NoCampaign)?;
    let phases = phases(desk, &calendar, today);
    let due = due(desk, &calendar, today);
    let acts = acts(desk, &calendar, today);
    let month = args.month.unwrap_or(today).with_day(1).unwrap_or(today);
    let head = match calendar.phase_on(today) {
        Some(phase) => desk.say(
            "calendar.today",
            &[
                ("today", &today.to_string()),
                ("phase", &desk.word(phase_key(phase))),
                ("left", &calendar.days_left(today).unwrap_or(0).to_string()),
            ],
        ),
        None => desk.say("calendar.outside", &[("today", &today.to_string())]),
    };
    let parts = [
        head,
        desk.table(&phases),
        desk.table(&due),
        desk.table(&acts),
        grid(desk, &calendar, month, today),
    ];
    let value = json!({
        "today": today, "phase": calendar.phase_on(today), "days_left": calendar.days_left(today),
        "phases": phases.json(), "due": due.json(), "acts": acts.json(), "month": days(&calendar, month),
    });
    let unknown = month_days(month).find_map(|day| calendar.is_working(day).err());
    let unknown = unknown.map(|unknown| desk.say("calendar.unknown", &[("cure", &unknown.text(desk.lang))]));
    Ok(Done::new(parts.join("\n"), value).note(unknown))
}

fn phases(desk: &Desk, calendar: &Calendar, today: NaiveDate) -> Table {
    let columns = vec![
        Column::left("phase", desk.word("column.phase")),
        Column::left("from", desk.word("column.from")),
        Column::left("to", desk.word("column.to")),
        Column::left("now", desk.word("column.now")),
    ];
    let mut table = Table::new("", columns);
    for phase in [Phase::Prepare, Phase::Inspect, Phase::Summarise] {
        let window = calendar.phases().window(phase);
        let key = match (today < window.from, today > window.to) {
            (true, _) => "phase.before",
            (_, true) => "phase.after",
            _ => "calendar.running",
        };
        table.rows.push(vec![
            Cell::new(
                desk.word(phase_key(phase)),
                serde_json::to_value(phase).unwrap_or_default(),
            ),
            window.from.to_string().into(),
            window.to.to_string().into(),
            desk.word(key).into(),
        ]);
    }
    table
}

fn due(desk: &Desk, calendar: &Calendar, today: NaiveDate) -> Table {
    let columns = vec![
        Column::left("date", desk.word("column.due")),
        Column::left("what", desk.word("column.what")),
        Column::left("left", desk.word("column.days-left")),
    ];
    let mut table = Table::new("", columns);
    for due in calendar.due() {
        let left = (due.date - today).num_days();
        let text = if left < 0 {
            desk.word("calendar.past")
        } else {
            left.to_string()
        };
        table.rows.push(vec![
            due.date.to_string().into(),
            due.name.get(desk.lang).into(),
            Cell::new(text, left),
        ]);
    }
    table
}

/// Every act with how the calendar stands towards it today, for the province's batch.
fn acts(desk: &Desk, calendar: &Calendar, today: NaiveDate) -> Table {
    let columns = vec![
        Column::left("act", desk.word("column.act")),
        Column::left("today", desk.word("column.today")),
        Column::left("allowed", desk.word("column.allowed")),
    ];
    let mut table = Table::new("", columns);
    for act in Act::ALL {
        let standing = calendar.standing(act, Reach::Provincial, today);
        let key = match &standing {
            Standing::Open => "standing.open",
            Standing::Late => "standing.late",
            Standing::Preview => "standing.preview",
            Standing::Closed(_) => "standing.closed",
        };
        table.rows.push(vec![
            Cell::new(
                desk.word(act.key()),
                serde_json::to_value(act).unwrap_or_default(),
            ),
            Cell::new(desk.word(key), key.trim_start_matches("standing.")),
            allowed(desk, calendar, act),
        ]);
    }
    table
}

/// The days on which `act` is allowed, whatever day it is.
fn allowed(desk: &Desk, calendar: &Calendar, act: Act) -> Cell {
    match calendar.standing(act, Reach::Provincial, NaiveDate::MIN) {
        Standing::Closed(windows) => {
            let span = |w: &crate::domain::time::Window| {
                desk.say(
                    "window.span",
                    &[("from", &w.from.to_string()), ("to", &w.to.to_string())],
                )
            };
            let text: Vec<String> = windows.iter().map(span).collect();
            Cell::new(
                text.join(&desk.word("list.or")),
                serde_json::to_value(&windows).unwrap_or_default(),
            )
        }
        Standing::Preview => {
            let from = calendar.phases().summarise.from.to_string();
            Cell::new(
                desk.say("calendar.from", &[("from", &from)]),
                json!([{"from": from, "to": null}]),
            )
        }
        _ => Cell::new(desk.word("calendar.any-day"), Value::Null),
    }
}

/// The days of the month that begins on `first`.
fn month_days(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    first.iter_days().take_while(move |day| *day < next)
}

fn days(calendar: &Calendar, first: NaiveDate) -> Value {
    month_days(first)
        .map(|day| {
            let exception = calendar.exception(day);
            json!({
                "date": day, "phase": calendar.phase_on(day), "working": calendar.is_working(day).ok(),
                "exception": exception.map(|(kind, name)| json!({"kind": kind, "name": name})),
                "due": calendar.due().iter().filter(|d| d.date == day).map(|d| &d.id).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// The month as a grid from Monday to Sunday: `*` today, `!` something is due, 休 and 班 depart from the five-day week.
fn grid(desk: &Desk, calendar: &Calendar, first: NaiveDate, today: NaiveDate) -> String {
    const CELL: usize = 8;
    let mut out = desk.say("calendar.month", &[("month", &first.format("%Y-%m").to_string())]) + "\n";
    let names = desk.word("calendar.weekdays");
    let names: Vec<String> = names.split(' ').map(|name| pad(name, CELL, false)).collect();
    out.push_str(names.concat().trim_end());
    out.push('\n');
    let lead = u64::from(first.weekday().num_days_from_monday());
    let mut line = " ".repeat(CELL * lead as usize);
    for day in month_days(first) {
        line.push_str(&pad(&mark(desk, calendar, day, today), CELL, false));
        let last = day
            .checked_add_days(Days::new(1))
            .is_none_or(|next| next.month() != day.month());
        if last || day.weekday() == chrono::Weekday::Sun {
            out.push_str(line.trim_end());
            out.push('\n');
            line.clear();
        }
    }
    out.push_str(&desk.word("calendar.legend"));
    out
}

fn mark(desk: &Desk, calendar: &Calendar, day: NaiveDate, today: NaiveDate) -> String {
    let mut mark = format!("{:>2}", day.day());
    if let Some(phase) = calendar.phase_on(day) {
        mark.push_str(&desk.word(&format!(
            "calendar.short.{}",
            phase_key(phase).trim_start_matches("phase.")
        )));
    }
    match calendar.exception(day) {
        Some((DayKind::Off, _)) => mark.push_str(&desk.word("calendar.off")),
        Some((DayKind::Work, _)) => mark.push_str(&desk.word("calendar.work")),
        None => {}
    }
    if calendar.due().iter().any(|due| due.date == day) {
        mark.push('!');
    }
    if day == today {
        mark.push('*');
    }
    mark
}
