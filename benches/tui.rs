//! From a key to the bytes of its frame.

use std::io::{self, Write};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use duban::lang::Lang;
use duban::tui::action::{Action, Offer};
use duban::tui::app::App;
use duban::tui::event::Event;
use duban::tui::frame::Headline;
use duban::tui::keymap::{Context, Keymap};
use duban::tui::layer::{Cx, Flow, Layer};
use duban::tui::pane::Pane;
use duban::tui::run::draw;
use duban::tui::term::{Caps, LeanBackend};
use duban::tui::ui::Ui;
use duban::tui::widget::{Column, List, Room, Row, Window};
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

fn main() {
    divan::main();
}

struct Million;

impl Window for Million {
    fn total(&self) -> usize {
        1_000_000
    }
    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let row = |n: usize| {
            Row::new([
                format!("91420100MA4K{n:06}"),
                format!("武汉东湖{n}人力资源服务有限公司"),
                "已下派".to_owned(),
            ])
        };
        (offset..self.total().min(offset + len)).map(row).collect()
    }
}

struct Rows(List);

impl Layer for Rows {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }
    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        List::offers().collect()
    }
    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        if self.0.act(action, Million.total()) {
            Flow::Taken
        } else {
            Flow::Pass
        }
    }
    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.0.draw(cx.ui, area, buf, &Million);
    }
    fn cursor(&self) -> Option<Position> {
        self.0.cursor()
    }
}

fn workstation() -> (App, Terminal<LeanBackend<impl Write>>) {
    let caps = Caps::default();
    let columns = vec![
        Column::new("统一社会信用代码", Room::Fixed(18)),
        Column::new("名称", Room::Share(1)),
        Column::new("状态", Room::Fixed(8)),
    ];
    let panes: Vec<(Pane, Box<dyn Layer>)> = vec![(Pane::Tasks, Box::new(Rows(List::new(columns))))];
    let keymap = Keymap::shipped().unwrap_or_default();
    let app = App::new(
        Ui::new(Lang::Zh, &caps),
        keymap,
        Box::new(|_| Headline::default()),
        panes,
    );
    let terminal = Terminal::new(LeanBackend::new(io::sink(), Size::new(120, 40), caps));
    (
        app,
        terminal.unwrap_or_else(|error| unreachable!("a sink never fails: {error}")),
    )
}

fn step(bencher: Bencher, keys: [KeyCode; 2]) {
    let (mut app, mut terminal) = workstation();
    let mut turn = keys.into_iter().cycle();
    bencher.bench_local(|| {
        if let Some(code) = turn.next() {
            app.handle(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        draw(&mut terminal, &mut app)
    });
}

#[divan::bench]
fn selection_by_one(bencher: Bencher) {
    step(bencher, [KeyCode::Down, KeyCode::Up]);
}

#[divan::bench]
fn one_page(bencher: Bencher) {
    step(bencher, [KeyCode::PageDown, KeyCode::PageUp]);
}

#[divan::bench]
fn first_and_last_of_a_million(bencher: Bencher) {
    step(bencher, [KeyCode::End, KeyCode::Home]);
}

#[divan::bench]
fn help_opened_and_closed(bencher: Bencher) {
    step(bencher, [KeyCode::F(1), KeyCode::Esc]);
}
