//! `duban publish queue`: the reviewed results that wait, by due date.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::out::Paper;
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::region::RegionCode;
use crate::domain::results::{Waiting, waiting};
use crate::domain::summary::newest;
use crate::exchange::write::{Cell, Column, Table};
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long, value_name = "table|json|csv|xlsx", value_parser = ["table", "json", "csv", "xlsx"], default_value = "table")]
    format: String,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, session: &Session<'_>, args: &Args) -> Result<Done, End> {
    let region = session.region(args.region)?;
    let view = session.view();
    let today = view.now().today;
    let found = waiting(view.state(), &session.campaign, region, today);
    drop(view);
    let title = desk.say("publish.queue", &[("region", &session.region_name(region))]);
    let mut table = Table::new(title, columns(desk));
    table.rows = found.iter().map(|one| row(desk, session, one, today)).collect();
    let overdue = found.iter().filter(|one| one.is_overdue(today)).count();
    let figures = [
        ("count", found.len().to_string()),
        ("overdue", overdue.to_string()),
        ("limit", limit(desk, session)),
    ];
    let figures = figures.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut notes = vec![desk.say("publish.waiting", &figures)];
    let mut years: Vec<i32> = found
        .iter()
        .filter_map(|one| one.due.err())
        .map(|unknown| unknown.0)
        .collect();
    years.dedup();
    notes.extend(years.iter().map(|year| unknown(desk, *year)));
    let mut document = table.document();
    if let Some(members) = document.as_object_mut() {
        let clock = &session.campaign.clocks.publish_results;
        let clock = serde_json::to_value(clock).unwrap_or_default();
        members.insert("limit".to_owned(), clock);
        members.insert("overdue".to_owned(), overdue.into());
        members.insert("notes".to_owned(), notes.clone().into());
    }
    let paper = Paper {
        table: &table,
        document,
        page: None,
        public: false,
        notes,
    };
    paper.give(desk, &args.format, args.out.as_deref())
}

/// The time from the entry to the publication, with its source, and that it was not verified where it was not.
pub(super) fn limit(desk: &Desk, session: &Session<'_>) -> String {
    let clock = &session.campaign.clocks.publish_results;
    let key = match clock.verified {
        true => "publish.limit",
        false => "publish.limit-unverified",
    };
    desk.say(
        key,
        &[("days", &clock.days.to_string()), ("source", &clock.source)],
    )
}

fn unknown(desk: &Desk, year: i32) -> String {
    desk.say("publish.unknown-year", &[("year", &year.to_string())])
}

fn columns(desk: &Desk) -> Vec<Column> {
    let columns = [
        ("task", "column.task"),
        ("due", "publish.column.due"),
        ("left", "publish.column.left"),
        ("name", "column.name"),
        ("region", "column.region"),
        ("recorded", "publish.column.recorded"),
        ("codes", "publish.column.codes"),
    ];
    columns
        .iter()
        .map(|(id, key)| Column::left(id, desk.word(key)))
        .collect()
}

fn row(desk: &Desk, session: &Session<'_>, one: &Waiting, today: NaiveDate) -> Vec<Cell> {
    let due = match one.due {
        Ok(day) => day.to_string().into(),
        Err(year) => {
            let text = desk.say("publish.unknown", &[("year", &year.0.to_string())]);
            Cell::new(text, json!({"unknown_year": year.0}))
        }
    };
    let view = session.view();
    let codes = newest(view.state(), &one.task.id).map(|found| found.visit.codes);
    let codes: Vec<String> = codes.unwrap_or_default().iter().map(u8::to_string).collect();
    vec![
        one.task.id.as_str().into(),
        due,
        left(desk, one, today),
        one.task.name.as_str().into(),
        Cell::new(session.region_name(one.task.region), one.task.region.to_string()),
        one.recorded.to_string().into(),
        Cell::new(codes.join(" "), codes),
    ]
}

/// The working days that are left, or by how many it is overdue.
fn left(desk: &Desk, one: &Waiting, today: NaiveDate) -> Cell {
    let value = one.left.map_or(Value::Null, Value::from);
    let days = one.left.map(i64::abs).unwrap_or_default().to_string();
    let key = match one.left {
        _ if one.is_overdue(today) => "publish.overdue",
        Some(0) => "publish.today",
        Some(_) => "publish.left",
        None => "publish.left-unknown",
    };
    Cell::new(desk.say(key, &[("days", &days)]), value)
}
