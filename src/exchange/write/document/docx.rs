//! A document as DOCX. Its looks are written into every run and paragraph, so that they hold wherever the file is opened
//! and whatever is pasted from it.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, Header, InstrPAGE, InstrText, LineSpacing,
    LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType,
};

use super::blocks::{Block, Grid, read};
use super::inline::{Line, Span, plain};
use super::look::{self, Type};
use super::signature;
use super::table::{table, with_heading_rows};

/// Why a document could not be packed.
#[derive(Debug, thiserror::Error)]
#[error("the document cannot be packed: {0}")]
pub struct Unwritable(String);

/// The document that `markdown` describes, as the bytes of a DOCX file.
///
/// # Errors
/// [`Unwritable`] where the parts of the file cannot be packed.
pub fn docx(markdown: &str) -> Result<Vec<u8>, Unwritable> {
    let blocks = read(markdown);
    let (marks, blocks): (Vec<Block>, Vec<Block>) = blocks
        .into_iter()
        .partition(|block| matches!(block, Block::Mark(_)));
    let mut writer = Writer {
        file: page(&marks),
        breaks: false,
        annexes: false,
    };
    for (at, block) in blocks.iter().enumerate() {
        writer.block(
            block,
            (
                at.checked_sub(1).and_then(|at| blocks.get(at)),
                blocks.get(at + 1),
            ),
        );
    }
    let mut parts = writer.file.build();
    parts.document = with_heading_rows(&parts.document);
    let mut bytes = Cursor::new(Vec::new());
    match parts.pack(&mut bytes) {
        Ok(()) => Ok(bytes.into_inner()),
        Err(error) => Err(Unwritable(error.to_string())),
    }
}

/// Paper, margins, page numbers at the outer side of the foot, and the marks at the head of every page.
fn page(marks: &[Block]) -> Docx {
    let (width, height) = look::PAPER;
    let margin = PageMargin::new()
        .top(look::TOP)
        .bottom(look::BOTTOM)
        .left(look::LEFT)
        .right(look::RIGHT)
        .header(look::HEAD)
        .footer(look::FOOT);
    let mut file = Docx::new()
        .page_size(width, height)
        .page_margin(margin)
        .default_size(look::BODY.size)
        .default_fonts(fonts(look::BODY))
        .footer(Footer::new().add_paragraph(number(AlignmentType::Right)))
        .even_footer(Footer::new().add_paragraph(number(AlignmentType::Left)));
    if !marks.is_empty() {
        let head = marks.iter().fold(Header::new(), |head, mark| match mark {
            Block::Mark(line) => head.add_paragraph(spaced(line, look::MARK).align(AlignmentType::Center)),
            _ => head,
        });
        file = file.header(head.clone()).even_header(head);
    }
    file
}

/// `— 1 —`, one character from the edge.
fn number(side: AlignmentType) -> Paragraph {
    let dash = |text: &str| run(text, look::NUMBER);
    let at = i32::try_from(look::NUMBER.size * 10).unwrap_or_default();
    let (start, end) = match side {
        AlignmentType::Left => (at, 0),
        _ => (0, at),
    };
    Paragraph::new()
        .align(side)
        .indent(Some(start), None, Some(end), None)
        .add_run(dash("— "))
        .add_run(page_number())
        .add_run(dash(" —"))
}

fn page_number() -> Run {
    run("", look::NUMBER)
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE {}))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
}

struct Writer {
    file: Docx,
    /// Whether what comes next begins a page.
    breaks: bool,
    /// Whether the items of a list are annexes.
    annexes: bool,
}

type Around<'a> = (Option<&'a Block>, Option<&'a Block>);

impl Writer {
    fn block(&mut self, block: &Block, (before, after): Around<'_>) {
        match block {
            Block::Page => self.breaks = true,
            Block::Mark(_) => {}
            Block::Title(line) => {
                let title = set(Paragraph::new(), line, look::TITLE).align(AlignmentType::Center);
                let spacing = exact(look::TITLE_LINE).after(gap(before_text(after)));
                self.put(title.line_spacing(spacing).keep_next(true).outline_lvl(0));
            }
            Block::Centred(lines) => {
                for (at, line) in lines.iter().enumerate() {
                    let last = at + 1 == lines.len() && before_text(after);
                    let spacing = exact(look::LINE).after(gap(last));
                    let centred = set(Paragraph::new(), line, look::BODY).align(AlignmentType::Center);
                    self.put(centred.line_spacing(spacing));
                }
            }
            Block::Heading(level, line) => {
                let (face, level) = match level {
                    2 => (look::FIRST, 1),
                    _ => (look::SECOND, 2),
                };
                let free = matches!(before, Some(Block::Grid(_)));
                let spacing = exact(look::LINE).before(if free { look::BEHIND_TABLE } else { 0 });
                let heading = body(line, face, 2.0, 0.0).line_spacing(spacing);
                self.put(heading.keep_next(true).outline_lvl(level));
            }
            Block::Addressee(line) => self.put(body(line, look::BODY, 0.0, 0.0)),
            // 附件 and the first of its list stand on one line.
            Block::Para(line) if is_list_of_annexes(line, after) => self.annexes = true,
            Block::Para(line) if heads_annex(line) => self.put(body(line, look::FIRST, 0.0, 0.0)),
            // A signature never stands on a page without text.
            Block::Para(line) => {
                let signed = matches!(after, Some(Block::Signature(_)));
                self.put(body(line, look::BODY, 2.0, 0.0).keep_next(signed));
            }
            Block::Item(sign, line) => {
                self.item(sign, line, (before, after));
                self.annexes &= matches!(after, Some(Block::Item(..)));
            }
            Block::Signature(lines) => self.signature(lines),
            Block::Grid(grid) => self.grid(grid),
        }
    }

    fn put(&mut self, paragraph: Paragraph) {
        let begins = std::mem::take(&mut self.breaks);
        let paragraph = if begins {
            paragraph.page_break_before(true)
        } else {
            paragraph
        };
        let file = std::mem::take(&mut self.file);
        self.file = file.add_paragraph(paragraph);
    }

    /// 7.3.4: two characters from the left, and what does not fit into a line stands below what is named.
    fn item(&mut self, sign: &str, line: &Line, (before, after): Around<'_>) {
        let goes_on = matches!(before, Some(Block::Item(..)));
        let sign = if sign == "-" { "·" } else { sign };
        let (label, start, hanging) = match (self.annexes, goes_on) {
            (true, false) => (ANNEXES, 6.0, 4.0),
            (true, true) => ("", 6.0, 1.0),
            (false, _) => ("", 3.0, 1.0),
        };
        let text = [Span::Text(format!("{label}{sign} "))]
            .into_iter()
            .chain(line.iter().cloned());
        let signed = matches!(after, Some(Block::Signature(_)));
        self.put(body(&text.collect(), look::BODY, -hanging, start).keep_next(signed));
    }

    fn signature(&mut self, lines: &[Line]) {
        let texts: Vec<String> = lines.iter().map(|line| plain(line)).collect();
        for (at, (line, free)) in lines.iter().zip(signature::indents(&texts)).enumerate() {
            let spacing = exact(look::LINE).before(if at == 0 { twips(look::LINE * 2) } else { 0 });
            let paragraph = set(Paragraph::new(), line, look::BODY)
                .align(AlignmentType::Right)
                .indent(None, None, Some(chars(free)), None)
                .line_spacing(spacing)
                .keep_next(at + 1 < lines.len());
            self.put(paragraph);
        }
    }

    fn grid(&mut self, grid: &Grid) {
        if std::mem::take(&mut self.breaks) {
            let turn = Paragraph::new().add_run(Run::new().add_break(BreakType::Page));
            self.put(turn);
        }
        let file = std::mem::take(&mut self.file);
        self.file = file.add_table(table(grid));
    }
}

/// What the list of annexes begins with.
const ANNEXES: &str = "附件：";

fn is_list_of_annexes(line: &Line, after: Option<&Block>) -> bool {
    plain(line) == ANNEXES && matches!(after, Some(Block::Item(..)))
}

/// 7.3.7: 附件 and its number stand at the head of the page.
fn heads_annex(line: &Line) -> bool {
    let number = plain(line);
    number
        .strip_prefix("附件")
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether the text begins next: a line is left free before it (7.3.2).
fn before_text(next: Option<&Block>) -> bool {
    !matches!(next, Some(Block::Title(_) | Block::Centred(_)) | None)
}

fn gap(free: bool) -> u32 {
    if free { twips(look::LINE) } else { 0 }
}

fn twips(length: i32) -> u32 {
    u32::try_from(length).unwrap_or_default()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a line has a few dozen characters"
)]
fn chars(count: f64) -> i32 {
    (count * f64::from(look::CHAR)) as i32
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line)
}

/// A line of the text: its first line begins `first` characters behind (or before) the others, those `start` characters
/// behind the edge.
fn body(line: &Line, face: Type, first: f64, start: f64) -> Paragraph {
    let special = if first < 0.0 {
        SpecialIndentType::Hanging(chars(-first))
    } else {
        SpecialIndentType::FirstLine(chars(first))
    };
    set(Paragraph::new(), line, face)
        .align(AlignmentType::Both)
        .indent(Some(chars(start)), Some(special), None, None)
        .line_spacing(exact(look::LINE))
}

/// A line with the distance that its own type asks for.
pub(super) fn spaced(line: &Line, face: Type) -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
    set(Paragraph::new(), line, face)
        .line_spacing(spacing)
        .snap_to_grid(false)
}

fn set(paragraph: Paragraph, line: &Line, face: Type) -> Paragraph {
    line.iter().fold(paragraph, |paragraph, span| {
        paragraph.add_run(match span {
            Span::Text(text) => run(text, face),
            Span::Bold(text) => run(text, face).bold(),
            Span::End => Run::new().add_break(BreakType::TextWrapping),
        })
    })
}

fn run(text: &str, face: Type) -> Run {
    let mut run = Run::new().fonts(fonts(face)).size(face.size);
    if face.spacing != 0 {
        run = run.character_spacing(face.spacing);
    }
    if text.is_empty() { run } else { run.add_text(text) }
}

fn fonts(face: Type) -> RunFonts {
    RunFonts::new()
        .ascii(face.latin)
        .hi_ansi(face.latin)
        .east_asia(face.face)
        .hint("eastAsia")
}
