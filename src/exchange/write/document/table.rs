//! Tables as wide as the text.

use docx_rs::{
    AlignmentType, HeightRule, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    WidthType,
};

use super::blocks::{Grid, Side};
use super::docx::spaced;
use super::inline::Line;
use super::look::{self, Type};

/// The columns are as wide as their shares.
pub(super) fn table(grid: &Grid) -> Table {
    let all: usize = grid.columns.iter().map(|column| column.share).sum();
    let widths: Vec<usize> = grid
        .columns
        .iter()
        .map(|column| look::WIDTH * column.share / all.max(1))
        .collect();
    let row = |cells: &[Line], head: bool| {
        let columns = grid.columns.iter().zip(&widths);
        let cells = cells.iter().zip(columns).map(|(line, (column, width))| {
            let (face, side) = if head {
                (look::CELL_HEAD, Side::Centre)
            } else {
                (look::CELL, column.side)
            };
            cell(line, face, side).width(*width, WidthType::Dxa)
        });
        TableRow::new(cells.collect()).cant_split()
    };
    let head = row(&grid.head, true)
        .row_height(HEADING_ROW)
        .height_rule(HeightRule::AtLeast);
    let rows = std::iter::once(head).chain(grid.rows.iter().map(|cells| row(cells, false)));
    let margins = TableCellMargins::new()
        .margin_top(look::CELL_MARGIN, WidthType::Dxa)
        .margin_bottom(look::CELL_MARGIN, WidthType::Dxa)
        .margin_left(look::CELL_SIDE, WidthType::Dxa)
        .margin_right(look::CELL_SIDE, WidthType::Dxa);
    Table::new(rows.collect())
        .margins(margins)
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
}

fn cell(line: &Line, face: Type, side: Side) -> TableCell {
    let side = match side {
        Side::Left => AlignmentType::Left,
        Side::Centre => AlignmentType::Center,
        Side::Right => AlignmentType::Right,
    };
    TableCell::new()
        .add_paragraph(spaced(line, face).align(side))
        .vertical_align(VAlignType::Center)
}

/// Tells a heading row from the others until [`with_heading_rows`].
const HEADING_ROW: f32 = 1.0;

/// The library has no word for rows that are repeated at the head of every page: they take the place of a height that
/// no other row has.
pub(super) fn with_heading_rows(document: &[u8]) -> Vec<u8> {
    let document = String::from_utf8_lossy(document);
    document
        .replace(r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#, "<w:tblHeader />")
        .into_bytes()
}
