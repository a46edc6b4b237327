//! A terminal model fed with the backend's bytes, compared with what was to be shown.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::demo::app;
use crate::lang::Lang;
use crate::tui::app::App;
use crate::tui::event::Event;
use crate::tui::run::draw;
use crate::tui::term::{Caps, Depth, LeanBackend, Widths};

/// The app on the lean backend, the same frames on ratatui's test backend, and a terminal that reads the bytes.
pub struct Replay {
    pub app: App,
    lean: Terminal<LeanBackend<Vec<u8>>>,
    plain: Terminal<TestBackend>,
    terminal: vt100::Parser,
}

impl Replay {
    pub fn new(width: u16, height: u16, widths: Widths) -> Self {
        let caps = Caps {
            widths,
            ..Caps::default()
        };
        Replay::of(app(Lang::Zh, caps), width, height, widths)
    }

    /// The same of any app.
    pub fn of(app: App, width: u16, height: u16, widths: Widths) -> Self {
        let caps = Caps {
            widths,
            ..Caps::default()
        };
        Replay {
            app,
            lean: Terminal::new(LeanBackend::new(Vec::new(), Size::new(width, height), caps)).unwrap(),
            plain: Terminal::new(TestBackend::new(width, height)).unwrap(),
            terminal: emulator(Size::new(width, height)),
        }
    }

    /// Types a script, draws one frame, checks the screen, and says how many bytes the frame took.
    pub fn keys(&mut self, script: &str) -> usize {
        crate::tui::harness::script(script).for_each(|key| self.app.handle(Event::Key(key)));
        self.frame(script)
    }

    /// Sends one event and draws as [`Replay::keys`] does.
    pub fn event(&mut self, event: Event) -> usize {
        let what = format!("{event:?}").chars().take(80).collect::<String>();
        self.app.handle(event);
        self.frame(&what)
    }

    fn frame(&mut self, what: &str) -> usize {
        draw(&mut self.lean, &mut self.app).unwrap();
        // The test backend's own buffer keeps the second halves of wide glyphs that were written over: the frame's counts.
        let app = &mut self.app;
        let shown = self.plain.draw(|frame| {
            if let Some(position) = app.draw(frame.area(), frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        });
        let shown = shown.unwrap().buffer.clone();
        let bytes = std::mem::take(self.lean.backend_mut().get_mut());
        self.terminal.process(&bytes);
        same(self.terminal.screen(), &shown).unwrap();
        let Position { x, y } =
            ratatui::backend::Backend::get_cursor_position(self.plain.backend_mut()).unwrap();
        assert_eq!(self.terminal.screen().cursor_position(), (y, x), "after {what}");
        assert!(!self.terminal.screen().hide_cursor());
        bytes.len()
    }
}

fn emulator(size: Size) -> vt100::Parser {
    vt100::Parser::new(size.height.try_into().unwrap(), size.width.try_into().unwrap(), 0)
}

/// Whether the terminal shows the buffer: symbols, and of the style what is visible.
fn same(screen: &vt100::Screen, buffer: &Buffer) -> Result<(), String> {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let shown = screen.cell(y, x).ok_or("outside")?;
            let symbol = if shown.has_contents() {
                shown.contents()
            } else {
                " "
            };
            let visible = cell.symbol() != " ";
            let style = (
                cell.modifier.contains(Modifier::UNDERLINED),
                visible && cell.modifier.contains(Modifier::BOLD),
                visible && cell.modifier.contains(Modifier::DIM),
                if visible {
                    colour(cell.fg)
                } else {
                    vt100::Color::Default
                },
                colour(cell.bg),
            );
            let seen = (
                shown.underline(),
                visible && shown.bold(),
                visible && shown.dim(),
                if visible {
                    shown.fgcolor()
                } else {
                    vt100::Color::Default
                },
                shown.bgcolor(),
            );
            if (symbol, seen) != (cell.symbol(), style) {
                return Err(format!(
                    "at {x},{y}: {symbol:?} {seen:?} instead of {:?} {style:?}",
                    cell.symbol()
                ));
            }
            x += cell.cell_width().max(1);
        }
    }
    Ok(())
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::Yellow => vt100::Color::Idx(3),
        Color::Cyan => vt100::Color::Idx(6),
        _ => vt100::Color::Default,
    }
}

fn any_style() -> impl Strategy<Value = Style> {
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::UNDERLINED,
        Modifier::BOLD.union(Modifier::UNDERLINED),
    ]);
    let colour = prop::sample::select(vec![Color::Reset, Color::Red, Color::Cyan]);
    (modifier, colour).prop_map(|(modifier, colour)| Style::new().fg(colour).add_modifier(modifier))
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Z",
        " ",
        "    ",
        "汉",
        "字",
        "，",
        "（",
        "“",
        "…",
        "·",
        "│",
        "─",
        "é",
        "e\u{301}",
        "汉\u{301}",
        "😀",
        "👍",
        "ﬁ",
        "ａ",
        "한",
        "\u{1b}",
        "𠮷",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A frame is a handful of texts at random places on the frame before it, or on an empty screen.
fn any_frame() -> impl Strategy<Value = (bool, Vec<(u16, u16, String, Style)>)> {
    (
        any::<bool>(),
        prop::collection::vec((0u16..30, 0u16..6, any_text(), any_style()), 0..6),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_terminal_shows_every_frame(
        frames in prop::collection::vec(any_frame(), 1..6),
        cursor in prop::option::of((0u16..30, 0u16..6)),
        safe: bool,
    ) {
        let widths = if safe { Widths::Safe } else { Widths::Usual };
        let caps = Caps { widths, depth: Depth::Ansi16, ..Caps::default() };
        let ui = crate::tui::ui::Ui::new(Lang::Zh, &caps);
        let area = Rect::new(0, 0, 30, 6);
        let mut lean = Terminal::new(LeanBackend::new(Vec::new(), area.as_size(), caps)).unwrap();
        let mut terminal = emulator(area.as_size());
        let mut last = Buffer::empty(area);
        for (empty, texts) in frames {
            if empty {
                last = Buffer::empty(area);
            }
            for (x, y, text, style) in &texts {
                // What is covered by halves would be nonsense in the buffer already.
                crate::tui::ui::clear(&mut last, Rect { y: *y, height: 1, ..area });
                ui.put(&mut last, area, *x, *y, text, *style);
            }
            lean.draw(|frame| {
                frame.buffer_mut().clone_from(&last);
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            }).unwrap();
            let bytes = std::mem::take(lean.backend_mut().get_mut());
            terminal.process(&bytes);
            prop_assert_eq!(same(terminal.screen(), &last), Ok(()), "{:?}", String::from_utf8_lossy(&bytes));
            prop_assert_eq!(terminal.screen().hide_cursor(), cursor.is_none());
            if let Some((x, y)) = cursor {
                prop_assert_eq!(terminal.screen().cursor_position(), (y, x));
            }
            lean.draw(|frame| {
                frame.buffer_mut().clone_from(&last);
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            }).unwrap();
            prop_assert!(lean.backend().get_ref().is_empty());
        }
    }
}

#[test]
fn resizing_and_redrawing_leave_the_right_screen() {
    let mut replay = Replay::new(80, 24, Widths::Usual);
    replay.keys("j j ?");
    for (width, height) in [(120, 40), (20, 6), (80, 24)] {
        replay.lean.backend_mut().resize(Size::new(width, height));
        replay.plain.backend_mut().resize(width, height);
        replay
            .terminal
            .screen_mut()
            .set_size(height.try_into().unwrap(), width.try_into().unwrap());
        replay.app.handle(Event::Resize);
        assert!(replay.keys("") > 0);
    }
    replay.lean.backend_mut().forget();
    replay.lean.clear().unwrap();
    replay.keys("");
}

/// The bytes of one line on an empty screen.
fn line(text: &str, widths: Widths) -> String {
    let caps = Caps {
        widths,
        ..Caps::default()
    };
    let ui = crate::tui::ui::Ui::new(Lang::Zh, &caps);
    let mut lean = Terminal::new(LeanBackend::new(Vec::new(), Size::new(40, 2), caps)).unwrap();
    lean.draw(|frame| {
        let area = frame.area();
        ui.put(frame.buffer_mut(), area, 0, 0, text, Style::new());
    })
    .unwrap();
    String::from_utf8(std::mem::take(lean.backend_mut().get_mut())).unwrap()
}

/// What a terminal shows of these bytes: the first row, column by column.
fn row(bytes: &str) -> Vec<String> {
    let mut terminal = emulator(Size::new(40, 2));
    terminal.process(bytes.as_bytes());
    (0..40)
        .map(|x| terminal.screen().cell(0, x).unwrap().contents().to_owned())
        .collect()
}

#[test]
fn a_terminal_that_takes_ambiguous_glyphs_for_wide_shows_the_rest_in_place() {
    let bytes = line("甲“乙”丙…丁 end", Widths::Usual);
    let seen = row(&bytes.replace(['“', '”', '…'], "国"));
    assert_eq!([&seen[3], &seen[6], &seen[9], &seen[12]], ["乙", "丙", "丁", "e"]);
}

#[test]
fn with_careful_widths_a_terminal_that_takes_chinese_for_narrow_keeps_its_columns() {
    let narrow = |widths| row(&line("武汉市 420100 光谷 end", widths).replace(|c: char| !c.is_ascii(), "x"));
    let (careful, usual) = (narrow(Widths::Safe), narrow(Widths::Usual));
    assert_eq!((&*careful[7], &*careful[19]), ("4", "e"));
    assert_ne!(&*usual[19], "e");
}

#[test]
fn with_wide_ambiguous_glyphs_nothing_overlaps() {
    let bytes = line("甲“乙”丙", Widths::AmbiguousWide);
    let seen = row(&bytes.replace(['“', '”'], "国"));
    assert_eq!(
        [&seen[0], &seen[2], &seen[4], &seen[6], &seen[8]],
        ["甲", "国", "乙", "国", "丙"]
    );
}

#[test]
fn commands_in_a_cell_are_not_sent() {
    let mut lean = Terminal::new(LeanBackend::new(Vec::new(), Size::new(10, 1), Caps::default())).unwrap();
    lean.draw(|frame| {
        frame.buffer_mut()[(0, 0)].set_symbol("\u{1b}]0;x\u{7}");
    })
    .unwrap();
    assert!(!String::from_utf8_lossy(lean.backend().get_ref()).contains("]0;"));
}
