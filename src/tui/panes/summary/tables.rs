//! Tables that go out as they are shown: as grids here, and into files.

use super::compiled::{Compiled, PARTS};
use super::grid::{Figure, Grid, Head, Line};
use crate::domain::summary::details;
use crate::exchange::write::{
    Basis, Cell, Column, Table, csv, json_text, lead_statistics, reports, summary, workbook, xlsx,
};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;

/// Narrowest and widest column.
const WIDTHS: (u16, u16) = (7, 22);
/// The columns with the unit's name and code: the first stands still, the second is left out.
const OWN: usize = 2;

/// What the units have handed in.
pub(super) fn reports_table(look: &Look<'_>, compiled: &mut Compiled) -> Table {
    let name = look.region(compiled.own);
    reports::compiled(look.ui.lang, compiled.reports(look), &name)
}

/// How the units are appraised.
pub(super) fn appraisal_table(look: &Look<'_>, compiled: &mut Compiled) -> Table {
    let name = look.region(compiled.own);
    let signed = compiled.signed.clone();
    reports::appraisal(look.ui.lang, compiled.appraisal(look), signed.as_ref(), &name)
}

/// The statistics of leads.
pub(super) fn leads_table(look: &Look<'_>, compiled: &mut Compiled) -> Table {
    lead_statistics(look.ui.lang, &look.campaign, compiled.leads(look), None)
}

/// The same as a grid, a heading above each part. The code is for files.
pub(super) fn leads_grid(ui: &Ui, table: &Table) -> Grid {
    let mut grid = grid(ui, table);
    grid.fixed = ui.word("lead-stats.group");
    grid.columns.drain(..1);
    let mut part = String::new();
    let mut lines = Vec::new();
    for (mut line, row) in grid.lines.into_iter().zip(&table.rows) {
        let own = row.get(1).map_or(String::new(), |cell| cell.text.clone());
        line.cells.drain(..1);
        if own != part && !own.is_empty() {
            let blank = Figure::bare(String::new(), own.clone());
            lines.push(Line {
                name: format!("[{own}]"),
                tone: Tone::Quiet,
                cells: vec![blank; line.cells.len()],
            });
        }
        part = own;
        lines.push(line);
    }
    Grid { lines, ..grid }
}

/// A table as a grid: a figure leads to the tasks behind it, anything else says itself in full.
pub(super) fn grid(ui: &Ui, table: &Table) -> Grid {
    let widest = |at: usize, name: &str| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let widest = cells.map(|cell| ui.width(&cell.text)).max().unwrap_or(0);
        (widest.max(ui.width(name)) + 2).clamp(WIDTHS.0, WIDTHS.1)
    };
    let heads = table.columns.iter().enumerate().skip(OWN);
    Grid {
        fixed: ui.word("pane.summary.unit"),
        columns: heads
            .map(|(at, column)| Head {
                name: column.name.clone(),
                measure: String::new(),
                width: widest(at, &column.name),
                right: column.right,
            })
            .collect(),
        lines: table.rows.iter().map(|row| line(ui, table, row)).collect(),
    }
}

fn line(ui: &Ui, table: &Table, row: &[Cell]) -> Line {
    let standing = table.columns.iter().zip(row);
    let standing = standing
        .filter(|(column, _)| column.id == "standing")
        .find_map(|(_, cell)| cell.value.as_str());
    let cells = table.columns.iter().zip(row).skip(OWN);
    Line {
        name: row.first().map(|cell| cell.text.clone()).unwrap_or_default(),
        tone: match standing {
            Some("missing") => Tone::Bad,
            Some("late") => Tone::Warn,
            Some("on-time") => Tone::Good,
            _ => Tone::Plain,
        },
        cells: cells.map(|(column, cell)| figure(ui, column, cell)).collect(),
    }
}

fn figure(ui: &Ui, column: &Column, cell: &Cell) -> Figure {
    let args = [("column", column.name.as_str()), ("text", &cell.text)];
    Figure {
        text: cell.text.clone(),
        tasks: cell.rows.clone().unwrap_or_default(),
        amounts: Vec::new(),
        why: ui.say("pane.summary.why-text", &args),
    }
}

/// A grid as a table, for parts that are no table elsewhere.
fn table(title: String, grid: &Grid) -> Table {
    let mut columns = vec![Column::left("unit", grid.fixed.as_str())];
    columns.extend(grid.columns.iter().map(|head| Column {
        id: head.name.clone(),
        name: head.name.clone(),
        right: head.right,
    }));
    let mut table = Table::new(title, columns);
    let cell = |figure: &Figure| match figure.text.parse::<u64>() {
        Ok(number) => Cell::new(figure.text.clone(), number),
        Err(_) => Cell::from(figure.text.clone()),
    };
    let row = |line: &Line| {
        let name = Cell::from(line.name.clone());
        [name].into_iter().chain(line.cells.iter().map(cell)).collect()
    };
    table.rows = grid.lines.iter().map(row).collect();
    table
}

/// The bytes of a part of the pane as a file of this kind: `xlsx`, `csv` or `json`. The summary's workbook has formulas.
/// None where there is no such kind, or the part does not fit into a sheet.
pub(super) fn bytes(look: &Look<'_>, compiled: &mut Compiled, which: usize, kind: &str) -> Option<Vec<u8>> {
    if (which, kind) == (1, "xlsx") {
        return book(look, compiled);
    }
    compiled.prepare(look, which);
    let title = PARTS
        .get(which)
        .map(|part| look.ui.word(&format!("pane.summary.{part}")));
    let table = match which {
        1 => {
            let preview = compiled.preview_until.is_some();
            summary(look.ui.lang, compiled.summary(look), preview)
        }
        3 => reports_table(look, compiled),
        4 => appraisal_table(look, compiled),
        5 => leads_table(look, compiled),
        _ => table(title.unwrap_or_default(), compiled.grid(which)?),
    };
    match kind {
        "xlsx" => xlsx(&table).ok(),
        "csv" => Some(csv(&table)),
        "json" => Some(json_text(&table.document()).into_bytes()),
        _ => None,
    }
}

fn book(look: &Look<'_>, compiled: &mut Compiled) -> Option<Vec<u8>> {
    let preview = compiled.preview_until.is_some();
    let leads = compiled.leads(look).clone();
    let summary = compiled.summary(look);
    let details = details(look.state(), &look.campaign, summary);
    let basis = Basis {
        lang: look.ui.lang,
        campaign: &look.campaign,
        summary,
        details: &details,
        leads: &leads,
        on: look.today(),
        preview,
    };
    workbook(&basis).ok()
}
