//! A table as lines of text, aligned by display width: a Chinese character is two columns wide.

use unicode_width::UnicodeWidthStr;

use super::Table;
use crate::unseen::visible;

/// How a table is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Borders of ASCII characters only.
    pub ascii: bool,
    /// Columns of the screen; a wider table is broken into blocks, each of which repeats the first column.
    /// None where lines may be of any length.
    pub columns: Option<usize>,
}

/// Parts the columns.
const GAP: usize = 2;
/// The rule below the last column is no longer than this, however long its texts are.
const LONGEST: usize = 64;

/// Columns that `text` takes on a screen.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` filled with blanks to `columns`; longer text is left as it is.
pub fn pad(text: &str, columns: usize, right: bool) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(text)));
    if right {
        blanks + text
    } else {
        text.to_owned() + &blanks
    }
}

/// The table as text, last line ended.
pub fn text(table: &Table, look: Look) -> String {
    let widths: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(n, column)| {
            let cells = table
                .rows
                .iter()
                .filter_map(|row| row.get(n))
                .map(|cell| width(&line(&cell.text, look)));
            cells.chain([width(&column.name)]).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    if !table.title.is_empty() {
        out.push_str(&table.title);
        out.push('\n');
    }
    for (n, block) in blocks(&widths, look.columns).iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        draw(table, &widths, block, look, &mut out);
    }
    out
}

/// The columns of each block.
fn blocks(widths: &[usize], screen: Option<usize>) -> Vec<Vec<usize>> {
    let all = || vec![(0..widths.len()).collect()];
    let Some(screen) = screen else { return all() };
    let first = widths.first().copied().unwrap_or(0);
    let mut blocks = Vec::new();
    let mut block = vec![0];
    let mut used = first;
    for (n, width) in widths.iter().enumerate().skip(1) {
        if used + GAP + width > screen && block.len() > 1 {
            blocks.push(std::mem::replace(&mut block, vec![0]));
            used = first;
        }
        used += GAP + width;
        block.push(n);
    }
    if widths.is_empty() {
        return all();
    }
    blocks.push(block);
    blocks
}

fn draw(table: &Table, widths: &[usize], block: &[usize], look: Look, out: &mut String) {
    let mut put = |cells: Vec<String>| {
        out.push_str(cells.join(&" ".repeat(GAP)).trim_end());
        out.push('\n');
    };
    let columns = || {
        block
            .iter()
            .filter_map(|n| Some((*n, table.columns.get(*n)?, *widths.get(*n)?)))
    };
    put(columns().map(|(_, c, w)| pad(&c.name, w, c.right)).collect());
    let rule = if look.ascii { "-" } else { "─" };
    let mut rules: Vec<String> = columns().map(|(_, _, w)| rule.repeat(w)).collect();
    if let Some(last) = rules.last_mut() {
        *last = last.chars().take(LONGEST).collect();
    }
    put(rules);
    for row in &table.rows {
        let cell = |n: usize| row.get(n).map(|c| line(&c.text, look)).unwrap_or_default();
        put(columns().map(|(n, c, w)| pad(&cell(n), w, c.right)).collect());
    }
}

/// A text on one line, with nothing in it that a terminal would obey; in ASCII with plain signs where there are such.
fn line(text: &str, look: Look) -> String {
    visible(text)
        .chars()
        .map(|c| match c {
            '—' | '–' if look.ascii => '-',
            '（' if look.ascii => '(',
            '）' if look.ascii => ')',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column};
    use super::*;

    fn table() -> Table {
        let columns = vec![
            Column::left("unit", "单位"),
            Column::right("n", "应检查"),
            Column::left("note", "note"),
        ];
        let mut table = Table::new("", columns);
        table
            .rows
            .push(vec!["武汉市".into(), Cell::new("303", 303), "a\u{1b}b".into()]);
        table
            .rows
            .push(vec!["神农架林区".into(), Cell::new("4", 4), "—".into()]);
        table
    }

    #[test]
    fn chinese_columns_stand_under_one_another() {
        let text = text(
            &table(),
            Look {
                ascii: true,
                columns: None,
            },
        );
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "单位        应检查  note");
        assert_eq!(lines[1], "----------  ------  ----------");
        assert_eq!(lines[2], "武汉市         303  a[U+001B]b");
        assert_eq!(lines[3], "神农架林区       4  -");
    }

    #[test]
    fn a_wide_table_is_broken_and_repeats_its_first_column() {
        let text = text(
            &table(),
            Look {
                ascii: false,
                columns: Some(24),
            },
        );
        assert!(text.lines().all(|l| width(l) <= 24), "{text}");
        assert_eq!(text.matches("神农架林区").count(), 2);
    }
}
