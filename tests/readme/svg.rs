//! A screen as a picture: every run of characters is given its columns, so that Chinese keeps its place in any font.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// Pixels of a column and of a row, of the margin, and of the characters.
const COLUMN: u32 = 8;
const ROW: u32 = 18;
const MARGIN: u32 = 12;
const SIZE: u32 = 15;
/// What is not coloured by the program.
const INK: &str = "#d8dee9";
const PAPER: &str = "#1e2430";

/// Characters of one look beside each other.
struct Run {
    col: u32,
    columns: u32,
    text: String,
    look: Look,
}

/// How a character looks, and whether it takes two columns.
#[derive(Clone, PartialEq)]
struct Look {
    wide: bool,
    bold: bool,
    dim: bool,
    underline: bool,
    ink: &'static str,
}

/// The screen as SVG.
pub fn picture(screen: &Screen) -> String {
    let (rows, cols) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (
        u32::from(cols) * COLUMN + 2 * MARGIN,
        u32::from(rows) * ROW + 2 * MARGIN,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <style>text {{ font: {SIZE}px \"Noto Sans Mono CJK SC\", \"Sarasa Mono SC\", \"DejaVu Sans Mono\", Menlo, Consolas, \
         \"PingFang SC\", \"Microsoft YaHei\", monospace; white-space: pre; fill: {INK} }} .b {{ font-weight: bold }} \
         .d {{ opacity: 0.6 }} .u {{ text-decoration: underline }}</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows {
        for run in runs(screen, row).iter().filter(|run| !run.text.trim().is_empty()) {
            let (x, y) = (MARGIN + run.col * COLUMN, MARGIN + u32::from(row) * ROW + ROW - 5);
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" textLength=\"{}\"{}{}>{}</text>",
                run.columns * COLUMN,
                classes(&run.look),
                fill(&run.look),
                escaped(&run.text)
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The runs of a row. Blanks end a run, so that none has to be measured.
fn runs(screen: &Screen, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for col in 0..screen.size().1.get() {
        let Some(cell) = screen.cell(row, col).filter(|cell| !cell.is_wide_continuation()) else {
            continue;
        };
        if cell.contents().trim().is_empty() {
            open = false;
            continue;
        }
        let (look, columns) = (look(cell), if cell.is_wide() { 2 } else { 1 });
        match runs.last_mut().filter(|run| open && run.look == look) {
            Some(run) => {
                run.text.push_str(cell.contents());
                run.columns += columns;
            }
            None => runs.push(Run {
                col: col.into(),
                columns,
                text: cell.contents().to_owned(),
                look,
            }),
        }
        open = true;
    }
    runs
}

fn look(cell: &Cell) -> Look {
    Look {
        wide: cell.is_wide(),
        bold: cell.bold(),
        dim: cell.dim(),
        underline: cell.underline(),
        ink: ink(cell.fgcolor()),
    }
}

/// The colours of [`duban::tui::theme`] on a dark ground.
fn ink(color: Color) -> &'static str {
    match color {
        Color::Idx(1 | 9) => "#e06c75",
        Color::Idx(2 | 10) => "#98c379",
        Color::Idx(3 | 11) => "#e5c07b",
        Color::Idx(4 | 12) => "#61afef",
        Color::Idx(5 | 13) => "#c678dd",
        Color::Idx(6 | 14) => "#56b6c2",
        _ => INK,
    }
}

fn classes(look: &Look) -> String {
    let all = [(look.bold, "b"), (look.dim, "d"), (look.underline, "u")];
    let names: Vec<&str> = all.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" class=\"{}\"", names.join(" "))
    }
}

fn fill(look: &Look) -> String {
    if look.ink == INK {
        String::new()
    } else {
        format!(" style=\"fill: {}\"", look.ink)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
