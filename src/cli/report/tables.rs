//! Progress and trend as tables.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::domain::progress::{self, Progress, Share};
use crate::domain::task::TaskState;
use crate::domain::trend::{Day, Series, Trend};
use crate::exchange::write::{Cell, Column, Table};

/// States in the order of the columns; those before the dispatch stand together as one.
const STATES: [TaskState; 9] = [
    TaskState::Dispatched,
    TaskState::Claimed,
    TaskState::Assigned,
    TaskState::Inspecting,
    TaskState::Recorded,
    TaskState::Returned,
    TaskState::Reviewed,
    TaskState::Withheld,
    TaskState::Withdrawn,
];

pub(super) fn progress(desk: &Desk, found: &Progress) -> Table {
    let mut columns = vec![
        Column::left("region", desk.word("column.unit")),
        Column::left("code", desk.word("column.code")),
        Column::right("due", desk.word("report.due")),
        Column::right("not-dispatched", desk.word("report.not-dispatched")),
    ];
    columns.extend(
        STATES
            .iter()
            .map(|state| Column::right(state.word(), desk.word(state.key()))),
    );
    let more = [
        "published",
        "closed",
        "published-share",
        "closed-share",
        "overdue",
        "late",
    ];
    columns.extend(
        more.iter()
            .map(|id| Column::right(id, desk.word(&format!("report.{id}")))),
    );
    columns.push(Column::left("report", desk.word("report.report")));
    let mut table = Table::new(
        desk.say("report.progress", &[("region", &found.total.name)]),
        columns,
    );
    table.rows = found
        .rows
        .iter()
        .map(|line| row(desk, line, line.name.clone()))
        .collect();
    table
        .rows
        .push(row(desk, &found.total, desk.word("report.total")));
    table
}

/// A row a day until `today`: what was done on it, what it comes to with the days before, and the even pace.
pub(super) fn trend(desk: &Desk, found: &Trend, region: &str, today: NaiveDate) -> Table {
    let words = Series::ALL.map(Series::word);
    let ids = words.into_iter().map(str::to_owned);
    let ids = ids.chain(words.map(|word| format!("{word}-in-all")));
    let ids = ids.chain(["due", "pace"].map(str::to_owned));
    let mut columns = vec![Column::left("date", desk.word("column.date"))];
    columns.extend(ids.map(|id| Column::right(&id, desk.word(&format!("report.trend-{id}")))));
    let mut table = Table::new(desk.say("report.trend", &[("region", region)]), columns);
    table.rows = found
        .until(today)
        .iter()
        .map(|day| trend_row(found, day))
        .collect();
    table
}

fn trend_row(found: &Trend, day: &Day) -> Vec<Cell> {
    let mut cells = vec![Cell::from(day.date.to_string())];
    cells.extend(day.tasks.iter().map(|tasks| count(tasks)));
    cells.extend(day.sums.iter().map(|sum| Cell::new(sum.to_string(), *sum)));
    cells.push(Cell::new(found.due.to_string(), found.due));
    let pace = day.pace.map_or("—".to_owned(), |pace| pace.to_string());
    cells.push(Cell::new(pace, day.pace));
    cells
}

fn row(desk: &Desk, line: &progress::Line, name: String) -> Vec<Cell> {
    let early = [
        line.in_state(TaskState::Drawn),
        line.in_state(TaskState::Approved),
    ]
    .concat();
    let mut cells: Vec<Cell> = vec![
        name.into(),
        line.region.to_string().into(),
        count(&line.due),
        count(&early),
    ];
    cells.extend(STATES.iter().map(|state| count(line.in_state(*state))));
    cells.extend([count(&line.published), count(&line.closed)]);
    cells.extend([share(line.published_share()), share(line.closed_share())]);
    cells.extend([count(&line.overdue), count(&line.late)]);
    cells.push(report(desk, line.report.as_ref()));
    cells
}

fn count(tasks: &[String]) -> Cell {
    Cell::figure(tasks.len().to_string(), tasks.len(), tasks)
}

fn share(share: Share) -> Cell {
    Cell::new(
        share.text(),
        json!({"part": share.part, "whole": share.whole, "text": share.text()}),
    )
}

fn report(desk: &Desk, report: Option<&progress::Report>) -> Cell {
    let Some(report) = report else {
        return Cell::new("", Value::Null);
    };
    let key = match (report.handed_in, report.overdue) {
        (Some(_), false) => "report.handed-in",
        (Some(_), true) => "report.handed-in-late",
        (None, false) => "report.owed",
        (None, true) => "report.owed-late",
    };
    let on = report.handed_in.map(|day| day.to_string()).unwrap_or_default();
    let text = desk.say(key, &[("on", &on), ("due", &report.due.to_string())]);
    Cell::new(text, serde_json::to_value(report).unwrap_or_default())
}
