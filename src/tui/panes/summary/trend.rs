//! The trend: a chart of what was entered, reviewed and published against an even pace, above its figures by day.

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::grid::{Figure, Grid, Head, Line};
use crate::domain::trend::{Day, Series, Trend};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Bars, chart, column_of, signs};

/// Fewest and most rows of the chart itself.
const ROWS: (u16, u16) = (4, 14);
/// Rows around it: the last values, the axis, the legend.
const AROUND: u16 = 3;

/// A row a day, the newest first.
pub(super) fn grid(ui: &Ui, found: &Trend, today: NaiveDate) -> Grid {
    let head = |key: String| {
        let name = ui.word(&format!("pane.summary.{key}"));
        Head {
            width: (ui.width(&name) + 2).clamp(7, 16),
            name,
            measure: String::new(),
            right: true,
        }
    };
    let words = Series::ALL.map(Series::word);
    let days = words.map(|word| format!("day.{word}"));
    let sums = words.map(|word| format!("sum.{word}"));
    let more = ["pace", "ahead"].map(str::to_owned);
    let days_until = found.until(today).iter().rev();
    Grid {
        fixed: ui.word("pane.summary.date"),
        columns: days.into_iter().chain(sums).chain(more).map(head).collect(),
        lines: days_until.map(|day| row(ui, found, day)).collect(),
    }
}

fn row(ui: &Ui, found: &Trend, day: &Day) -> Line {
    let mut cells: Vec<Figure> = day.tasks.iter().map(|tasks| Figure::count(ui, tasks)).collect();
    let sums = (0..day.sums.len()).map(|series| Figure::count(ui, &found.tasks_until(day.date, series)));
    cells.extend(sums);
    let entered = day.sums.first().copied().unwrap_or(0);
    let why = match found.unknown {
        Some(unknown) => ui.say("pane.summary.why-no-pace", &[("cure", &unknown.text(ui.lang))]),
        None => ui.word("pane.summary.why-pace"),
    };
    let pace = |text: Option<String>| Figure::bare(text.unwrap_or_else(|| "—".to_owned()), why.clone());
    cells.push(pace(day.pace.map(|pace| pace.to_string())));
    cells.push(pace(day.pace.map(|pace| ahead(entered, pace))));
    let names = ui.word("month.days");
    let at = usize::try_from(day.date.weekday().num_days_from_monday()).unwrap_or(0);
    let weekday = names.split(' ').nth(at).unwrap_or("");
    Line {
        name: format!("{} {weekday}", day.date.format("%m-%d")),
        tone: Tone::Plain,
        cells,
    }
}

/// `+36` ahead of the pace, `-12` behind it.
fn ahead(entered: u64, pace: u64) -> String {
    match entered.checked_sub(pace) {
        Some(0) => "0".to_owned(),
        Some(more) => format!("+{more}"),
        None => format!("-{}", pace - entered),
    }
}

/// Draws the chart at the top of `area`; how many rows it takes, none where there is no room.
pub(super) fn draw(ui: &Ui, area: Rect, buf: &mut Buffer, found: &Trend, today: NaiveDate) -> u16 {
    let rows = (area.height / 2).saturating_sub(AROUND).min(ROWS.1);
    if rows < ROWS.0 || area.width < 30 {
        return 0;
    }
    clear(
        buf,
        Rect {
            height: rows + AROUND,
            ..area
        },
    );
    ui.put_row(buf, area, area.y, &last(ui, found, today), ui.theme.strong());
    let top = found.due.max(1);
    let axis = ui.width(&top.to_string()) + 1;
    let plot = Rect {
        x: area.x + axis,
        y: area.y + 1,
        width: area.width - axis,
        height: rows,
    };
    for (line, y) in chart(ui, &bars(found, today), top, plot.width, rows)
        .iter()
        .zip(plot.y..)
    {
        ui.put(buf, plot, plot.x, y, line, ui.theme.tone(Tone::Plain));
    }
    for (n, y) in [
        (top, plot.y),
        (top / 2, plot.y + rows / 2),
        (0, plot.bottom() - 1),
    ] {
        let text = format!("{n:>width$}", width = usize::from(axis - 1));
        ui.put(buf, area, area.x, y, &text, ui.theme.quiet());
    }
    draw_days(ui, plot, buf, found, today);
    ui.put(
        buf,
        area,
        area.x,
        plot.bottom() + 1,
        &legend(ui),
        ui.theme.quiet(),
    );
    rows + AROUND
}

/// The bands end with today, the pace goes on.
fn bars(found: &Trend, today: NaiveDate) -> Vec<Bars> {
    let day = |day: &Day| {
        let [entered, reviewed, published] = day.sums;
        Bars {
            sums: if day.date <= today {
                [entered, reviewed, published]
            } else {
                [0; 3]
            },
            line: day.pace,
        }
    };
    found.days.iter().map(day).collect()
}

/// The first, the last and today's date under their columns.
fn draw_days(ui: &Ui, plot: Rect, buf: &mut Buffer, found: &Trend, today: NaiveDate) {
    let count = found.days.len();
    let row = Rect {
        y: plot.bottom(),
        height: 1,
        ..plot
    };
    let mut free = plot.x;
    let mut put = |at: usize, mark: &str| {
        let Some(day) = found.days.get(at) else { return };
        let x = plot.x + column_of(count, plot.width, at);
        let text = format!("{mark}{}", day.date.format("%m-%d"));
        let x = x.min(row.right().saturating_sub(ui.width(&text))).max(plot.x);
        if x >= free {
            ui.put(buf, row, x, row.y, &text, ui.theme.quiet());
            free = x + ui.width(&text) + 1;
        }
    };
    let now = found.until(today).len().saturating_sub(1);
    put(0, if now == 0 { "^" } else { "" });
    put(now, "^");
    put(count.saturating_sub(1), "");
}

/// What the last day in sight comes to.
fn last(ui: &Ui, found: &Trend, today: NaiveDate) -> String {
    let day = found.at(today);
    let [entered, reviewed, published] = day.map_or([0; 3], |day| day.sums);
    let pace = day.and_then(|day| day.pace);
    let args = [
        ("entered", entered.to_string()),
        ("reviewed", reviewed.to_string()),
        ("published", published.to_string()),
        ("due", found.due.to_string()),
        ("pace", pace.map_or("—".to_owned(), |pace| pace.to_string())),
        ("ahead", pace.map_or("—".to_owned(), |pace| ahead(entered, pace))),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.say("pane.summary.last", &args)
}

fn legend(ui: &Ui) -> String {
    let names = ["pace", "day.entered", "day.reviewed", "day.published"];
    let sign = |(sign, name): (String, &str)| format!("{sign} {}", ui.word(&format!("pane.summary.{name}")));
    let mut all: Vec<String> = signs(ui).into_iter().zip(names).map(sign).collect();
    all.push(ui.word("pane.summary.today-mark"));
    all.join("  ")
}
