//! The campaign's summary table: as a grid, and as the document that is handed in.

use super::grid::{Figure, Grid, Head, Line};
use crate::domain::campaign::SummaryColumn;
use crate::domain::summary::{self, Cell, Summary};
use crate::exchange::write;
use crate::lang::Lang;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;

/// The grid, the total last. What nothing on record can give is "—".
pub(super) fn grid(ui: &Ui, found: &Summary) -> Grid {
    let heads = found.columns.iter().map(|column| {
        let name = column.name.get(ui.lang).to_owned();
        Head {
            width: (ui.width(&name) + 2).clamp(8, 12),
            name,
            measure: column.unit.clone(),
            right: true,
        }
    });
    let line = |line: &summary::Line, name: String| Line {
        name,
        tone: Tone::Plain,
        cells: line
            .cells
            .iter()
            .zip(&found.columns)
            .map(|(cell, column)| figure(ui, cell, column))
            .collect(),
    };
    let mut lines: Vec<Line> = found.rows.iter().map(|row| line(row, row.name.clone())).collect();
    lines.push(line(&found.total, ui.word("pane.summary.total")));
    Grid {
        fixed: ui.word("pane.summary.unit"),
        columns: heads.collect(),
        lines,
    }
}

fn figure(ui: &Ui, cell: &Cell, column: &SummaryColumn) -> Figure {
    let name = column.name.get(ui.lang);
    let why = match cell.figure {
        None => ui.say("pane.summary.why-unknown", &[("column", name)]),
        Some(_) => ui.word("pane.summary.why-none"),
    };
    Figure {
        text: cell.text(&column.unit),
        tasks: cell.tasks.clone(),
        amounts: if column.unit == "户" {
            Vec::new()
        } else {
            cell.amounts.clone()
        },
        why,
    }
}

/// What one task adds, as the column shows it.
pub(super) fn amount(measure: &str, amount: u64) -> String {
    let cell = Cell {
        figure: Some(amount),
        ..Cell::default()
    };
    cell.text(measure)
}

/// What the figures rest on: visits counted, not reviewed, returned.
pub(super) fn basis(ui: &Ui, counts: [u64; 3]) -> String {
    let args = counts.map(|n| n.to_string());
    ui.say(
        "pane.summary.basis",
        &[
            ("counted", &args[0]),
            ("unreviewed", &args[1]),
            ("returned", &args[2]),
        ],
    )
}

/// The summary as it is handed in: a JSON document with the rows behind every figure.
pub(super) fn document(lang: Lang, found: &Summary) -> Vec<u8> {
    let table = write::summary(lang, found, false);
    write::json_text(&table.document()).into_bytes()
}
