//! The sheet 说明: what the figures rest on.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{Basis, page};
use crate::domain::summary::Cell;
use crate::unseen::visible_lines;

pub(super) fn write(basis: &Basis<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(basis.word("report.sheet-notes"))?;
    let top = || Format::new().set_align(FormatAlign::Top);
    for (row, (key, text)) in (0..).zip(lines(basis)) {
        let label = basis.word(&format!("report.note.{key}"));
        sheet.write_with_format(row, 0, label, &top().set_bold())?;
        sheet.write_string_with_format(row, 1, visible_lines(&text), &top().set_text_wrap())?;
    }
    sheet.set_column_width(0, 18)?.set_column_width(1, 90)?;
    page(sheet, 0)
}

/// Each line: the key of its label, and what it says.
fn lines(basis: &Basis<'_>) -> Vec<(&'static str, String)> {
    let (campaign, summary) = (basis.campaign, basis.summary);
    let windows = &campaign.phases.summarise;
    let standing = match basis.preview {
        true => basis
            .lang
            .say("report.note.is-preview", &[("from", &windows.from.to_string())]),
        false => basis.word("report.note.is-final"),
    };
    let unknown = summary.columns.iter().zip(&summary.total.cells);
    let unknown: Vec<&str> = unknown
        .filter(|(_, cell): &(_, &Cell)| cell.figure.is_none())
        .map(|(column, _)| column.name.get(basis.lang))
        .collect();
    let mut lines = vec![
        ("campaign", campaign.name.get(basis.lang).to_owned()),
        ("notice", campaign.notice.clone()),
        ("region", format!("{} {}", summary.total.name, summary.region)),
        ("on", basis.on.to_string()),
        ("standing", standing),
        ("counts", basis.word("report.note.what-counts")),
        ("counted", summary.counted.to_string()),
        ("unreviewed", summary.unreviewed.to_string()),
        ("returned", summary.returned.to_string()),
        ("replaced", summary.replaced.to_string()),
        ("formulas", basis.word("report.note.how-formulas")),
        ("money", basis.word("report.note.how-money")),
        ("check", basis.word("report.note.how-check")),
    ];
    if !unknown.is_empty() {
        let names = unknown.join(&basis.word("list.and"));
        lines.push(("unknown", names));
    }
    lines
}
