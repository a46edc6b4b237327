//! Markdown as the templates use it, read as blocks. Whatever is none of these is a paragraph: reading cannot fail.
//!
//! `# ` a line of the title · `## ` `### ` headings · `> ` before the title: a mark on every page · `---` a new page ·
//! `- ` and `1. ` items · tables with bars, where the hyphens of the second row give the columns' widths ·
//! `<div align="right">` to `</div>` the signature, `align="center"` a document number · the first paragraph, where it ends
//! with a colon and is no sentence, names whom the document goes to (主送机关) · `附件：` begins a list of annexes, `附件1`
//! alone heads one.

use super::inline::{self, Line};

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// 眉标: stands at the head of every page.
    Mark(Line),
    /// 标题
    Title(Line),
    /// A heading of level 2 or 3.
    Heading(u8, Line),
    /// 主送机关
    Addressee(Line),
    /// 正文
    Para(Line),
    /// An item of a list with its sign, `-` or `1.`.
    Item(String, Line),
    /// Centred lines: 发文字号.
    Centred(Vec<Line>),
    /// 落款: the lines of a signature.
    Signature(Vec<Line>),
    /// A table.
    Grid(Grid),
    /// A new page.
    Page,
}

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    pub(super) head: Vec<Line>,
    pub(super) rows: Vec<Vec<Line>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its share of the width.
    pub(super) share: usize,
    /// Where its text stands.
    pub(super) side: Side,
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Centre,
    Right,
}

/// Reads a document.
pub(super) fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    markdown.lines().for_each(|line| reader.line(line.trim()));
    reader.close();
    reader.blocks
}

/// What is being read and may go on in the next line.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Para(String),
    Item(String, String),
    Rows(Vec<String>),
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Open,
    /// The lines of a signature or a number that has begun.
    aligned: Option<(bool, Vec<Line>)>,
    addressed: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if line.starts_with('|') {
            return self.row(line);
        }
        let block = match line {
            "" => None,
            "---" if !matches!(self.open, Open::Para(_)) => Some(Block::Page),
            "</div>" => self.aligned(),
            _ if begins(line).is_some() => {
                self.close();
                self.aligned = begins(line).map(|right| (right, Vec::new()));
                return;
            }
            _ => match marked(line) {
                Some(block) => Some(block),
                None => return self.text(line),
            },
        };
        // A signature's lines are closed before the block they make.
        self.close();
        self.blocks.extend(block);
    }

    fn row(&mut self, line: &str) {
        if let Open::Rows(rows) = &mut self.open {
            return rows.push(line.to_owned());
        }
        self.close();
        self.open = Open::Rows(vec![line.to_owned()]);
    }

    fn text(&mut self, line: &str) {
        if let Some((sign, text)) = item(line) {
            self.close();
            self.open = Open::Item(sign.to_owned(), text.to_owned());
            return;
        }
        match &mut self.open {
            Open::Para(text) | Open::Item(_, text) => go_on(text, line),
            _ => {
                self.close();
                self.open = Open::Para(line.to_owned());
            }
        }
    }

    fn aligned(&mut self) -> Option<Block> {
        self.close();
        match self.aligned.take()? {
            (true, lines) => Some(Block::Signature(lines)),
            (false, lines) => Some(Block::Centred(lines)),
        }
    }

    fn close(&mut self) {
        let block = match std::mem::take(&mut self.open) {
            Open::Nothing => return,
            Open::Rows(rows) => Block::Grid(grid(&rows)),
            Open::Item(sign, text) => Block::Item(sign, inline::line(&text)),
            Open::Para(text) => {
                let line = inline::line(&text);
                if let Some((_, lines)) = &mut self.aligned {
                    return lines.push(line);
                }
                let names = text.ends_with('：') && !text.contains('。');
                match !std::mem::replace(&mut self.addressed, true) && names {
                    true => Block::Addressee(line),
                    false => Block::Para(line),
                }
            }
        };
        self.blocks.push(block);
    }
}

/// Whether a line begins a signature, or else centred lines.
fn begins(line: &str) -> Option<bool> {
    match line {
        r#"<div align="right">"# => Some(true),
        r#"<div align="center">"# => Some(false),
        _ => None,
    }
}

fn marked(line: &str) -> Option<Block> {
    let (mark, text) = line.split_once(' ')?;
    let text = inline::line(text.trim());
    Some(match mark {
        "#" => Block::Title(text),
        "##" => Block::Heading(2, text),
        "###" => Block::Heading(3, text),
        ">" => Block::Mark(text),
        _ => return None,
    })
}

/// The sign and the text of an item.
fn item(line: &str) -> Option<(&str, &str)> {
    let (sign, text) = line.split_once(' ')?;
    let number = sign.strip_suffix('.').unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (sign == "-" || is_number).then_some((sign, text.trim()))
}

/// Chinese text goes on without a blank.
fn go_on(text: &mut String, line: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
    if latin(text.chars().last()) && latin(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}

fn grid(rows: &[String]) -> Grid {
    let mut rows = rows.iter().map(|row| cells(row));
    let head = rows.next().unwrap_or_default();
    let columns: Vec<Column> = rows
        .next()
        .unwrap_or_default()
        .iter()
        .map(|c| column(c))
        .collect();
    let filled = |mut cells: Vec<String>| -> Vec<Line> {
        cells.resize(columns.len(), String::new());
        cells.iter().map(|cell| inline::line(cell)).collect()
    };
    Grid {
        head: filled(head),
        rows: rows.map(filled).collect(),
        columns,
    }
}

/// The cells of a row, parted by the bars before which no `\` stands.
fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in row.trim_start_matches('|').chars() {
        match c {
            '|' if !escaped => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if !cell.trim().is_empty() {
        cells.push(cell.trim().to_owned());
    }
    cells
}

fn column(rule: &str) -> Column {
    let side = match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Side::Centre,
        (false, true) => Side::Right,
        _ => Side::Left,
    };
    let share = rule.bytes().filter(|b| *b == b'-').count().max(1);
    Column { share, side }
}
