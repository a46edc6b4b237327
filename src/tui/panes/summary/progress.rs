//! The progress of the units as a grid.

use super::grid::{Figure, Grid, Head, Line};
use crate::domain::progress::{self, Progress, Report, Share};
use crate::domain::task::TaskState;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;

/// Signs of the bar.
const BAR: u64 = 10;

/// The grid, the total last.
pub(super) fn grid(ui: &Ui, found: &Progress) -> Grid {
    let mut lines: Vec<Line> = found
        .rows
        .iter()
        .map(|line| row(ui, line, line.name.clone()))
        .collect();
    lines.push(row(ui, &found.total, ui.word("pane.summary.total")));
    Grid {
        fixed: ui.word("pane.summary.unit"),
        columns: heads(ui),
        lines,
    }
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
    let mut heads = vec![
        head(ui.word("pane.summary.published-share"), 21, false),
        count(ui.word("pane.summary.due")),
        count(ui.word("pane.summary.closed-share")),
        head(ui.word("pane.summary.report"), 18, false),
    ];
    heads.extend(TaskState::live().map(|state| count(ui.word(state.key()))));
    let more = ["published", "closed", "overdue", "late"];
    heads.extend(more.map(|id| count(ui.word(&format!("pane.summary.{id}")))));
    heads
}

fn row(ui: &Ui, line: &progress::Line, name: String) -> Line {
    let mut cells = vec![
        Figure {
            text: bar(line.published_share()),
            tasks: line.published.clone(),
        },
        count(&line.due),
        Figure {
            text: line.closed_share().text(),
            tasks: line.closed.clone(),
        },
        Figure {
            text: line.report.as_ref().map_or(String::new(), |r| report(ui, r)),
            tasks: Vec::new(),
        },
    ];
    cells.extend(TaskState::live().map(|state| count(line.in_state(state))));
    cells.extend([&line.published, &line.closed, &line.overdue, &line.late].map(|tasks| count(tasks)));
    Line {
        name,
        tone: tone(line),
        cells,
    }
}

fn count(tasks: &[String]) -> Figure {
    Figure {
        text: tasks.len().to_string(),
        tasks: tasks.to_vec(),
    }
}

/// `[####------] 40.0%`; "—" of nothing.
fn bar(share: Share) -> String {
    let Some(filled) = (share.part * BAR).checked_div(share.whole) else {
        return share.text();
    };
    let sign = |n| if n < filled { '#' } else { '-' };
    let bar: String = (0..BAR).map(sign).collect();
    format!("[{bar}] {}", share.text())
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, 0, "—")]
    #[case(0, 7, "[----------] 0.0%")]
    #[case(4, 10, "[####------] 40.0%")]
    #[case(999, 1000, "[#########-] 99.9%")]
    #[case(7, 7, "[##########] 100.0%")]
    fn the_bar_is_full_only_when_all_is_done(#[case] part: u64, #[case] whole: u64, #[case] text: &str) {
        assert_eq!(bar(Share { part, whole }), text);
    }
}
