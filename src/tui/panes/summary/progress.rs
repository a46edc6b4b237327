//! The progress of the units as a grid.

use std::cmp::Ordering;

use super::grid::{Figure, Grid, Head, Line};
use crate::domain::progress::{self, Progress, Report, Share};
use crate::domain::task::TaskState;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::bar;

/// Columns of the bar between its brackets.
const BAR: u16 = 10;

/// The grid, what is worst first and the total last.
pub(super) fn grid(ui: &Ui, found: &Progress) -> Grid {
    let mut rows: Vec<&progress::Line> = found.rows.iter().collect();
    rows.sort_by(|a, b| worse(a, b));
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|line| row(ui, line, line.name.clone()))
        .collect();
    lines.push(row(ui, &found.total, ui.word("pane.summary.total")));
    Grid {
        fixed: ui.word("pane.summary.unit"),
        columns: heads(ui),
        lines,
    }
}

/// Overdue before on time, then the smaller share published; what has no tasks last.
fn worse(a: &progress::Line, b: &progress::Line) -> Ordering {
    let (x, y) = (a.published_share(), b.published_share());
    let overdue = (tone(b) == Tone::Bad).cmp(&(tone(a) == Tone::Bad));
    let empty = (x.whole == 0).cmp(&(y.whole == 0));
    let share = x
        .part
        .saturating_mul(y.whole)
        .cmp(&y.part.saturating_mul(x.whole));
    overdue.then(empty).then(share).then(a.region.cmp(&b.region))
}

fn heads(ui: &Ui) -> Vec<Head> {
    let head = |name: String, width: u16, right: bool| Head {
        name,
        measure: String::new(),
        width,
        right,
    };
    let count = |name: String| {
        let width = (ui.width(&name) + 2).clamp(6, 12);
        head(name, width, true)
    };
    // A share says of what: one that counts what is published is easily taken for the visits made.
    let of = |head: Head, key: &str| Head {
        measure: ui.word(key),
        ..head
    };
    let published = head(ui.word("pane.summary.published-share"), 21, false);
    let closed = count(ui.word("pane.summary.closed-share"));
    let mut heads = vec![
        of(published, "pane.summary.published-of"),
        count(ui.word("pane.summary.due")),
        of(closed, "pane.summary.closed-of"),
        head(ui.word("pane.summary.report"), 18, false),
    ];
    heads.extend(TaskState::live().map(|state| count(ui.word(state.key()))));
    let more = ["published", "closed", "overdue", "late"];
    heads.extend(more.map(|id| count(ui.word(&format!("pane.summary.{id}")))));
    heads
}

fn row(ui: &Ui, line: &progress::Line, name: String) -> Line {
    let published = line.published_share();
    let bar = match published.whole {
        0 => published.text(),
        whole => format!("{} {}", bar(ui, published.part, whole, BAR), published.text()),
    };
    let mut cells = vec![
        share(ui, published, bar, &line.published),
        Figure::count(ui, &line.due),
        share(ui, line.closed_share(), line.closed_share().text(), &line.closed),
        report_cell(ui, line.report.as_ref()),
    ];
    cells.extend(TaskState::live().map(|state| Figure::count(ui, line.in_state(state))));
    let more = [&line.published, &line.closed, &line.overdue, &line.late];
    cells.extend(more.map(|tasks| Figure::count(ui, tasks)));
    Line {
        name,
        tone: tone(line),
        cells,
    }
}

/// A share leads to the tasks that are there.
fn share(ui: &Ui, share: Share, text: String, tasks: &[String]) -> Figure {
    let why = match share.whole {
        0 => "pane.summary.why-nothing",
        _ => "pane.summary.why-none",
    };
    Figure {
        text,
        why: ui.word(why),
        ..Figure::count(ui, tasks)
    }
}

fn report_cell(ui: &Ui, found: Option<&Report>) -> Figure {
    let Some(found) = found else {
        return Figure::bare(String::new(), ui.word("pane.summary.why-no-report"));
    };
    let (text, due) = (report(ui, found), found.due.to_string());
    let why = ui.say("pane.summary.why-report", &[("text", &text), ("due", &due)]);
    Figure::bare(text, why)
}

/// On time, late, not yet, or missing.
fn report(ui: &Ui, report: &Report) -> String {
    let key = match (report.handed_in, report.overdue) {
        (Some(_), false) => "pane.summary.handed-in",
        (Some(_), true) => "pane.summary.handed-in-late",
        (None, false) => "pane.summary.owed",
        (None, true) => "pane.summary.owed-late",
    };
    let on = report
        .handed_in
        .map_or(String::new(), |day| day.format("%m-%d").to_string());
    ui.say(key, &[("on", &on)])
}

fn tone(line: &progress::Line) -> Tone {
    let missing = line
        .report
        .as_ref()
        .is_some_and(|r| r.overdue && r.handed_in.is_none());
    let handed_in = line.report.as_ref().is_some_and(|r| r.handed_in.is_some());
    match (missing || !line.overdue.is_empty(), handed_in) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Good,
        (false, false) => Tone::Plain,
    }
}

/// How many of the reports are in, late, still to come, and missing; with the day they are due.
pub(super) fn reports(ui: &Ui, found: &Progress) -> String {
    let reports: Vec<&Report> = found
        .rows
        .iter()
        .filter_map(|line| line.report.as_ref())
        .collect();
    let Some(due) = reports.iter().map(|report| report.due).max() else {
        return String::new();
    };
    let count = |handed_in: bool, overdue: bool| {
        let fits = |r: &&&Report| (r.handed_in.is_some(), r.overdue) == (handed_in, overdue);
        reports.iter().filter(fits).count().to_string()
    };
    let args = [
        ("on_time", count(true, false)),
        ("late", count(true, true)),
        ("owed", count(false, false)),
        ("missing", count(false, true)),
        ("due", due.to_string()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.say("pane.summary.reports", &args)
}

/// What the figures rest on: visits counted, not reviewed, returned.
pub(super) fn counts(found: &Progress) -> [u64; 3] {
    let in_state = |state| {
        let targeted = found.targeted.get(&state).map_or(0, Vec::len);
        (found.total.in_state(state).len() + targeted) as u64
    };
    let counted = TaskState::live()
        .filter(|state| *state >= TaskState::Recorded && *state != TaskState::Returned)
        .map(in_state);
    [
        counted.sum(),
        in_state(TaskState::Recorded),
        in_state(TaskState::Returned),
    ]
}
