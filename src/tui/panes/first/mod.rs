//! First use: a guide from an empty data directory to the first draw, and the form that imports a library.

mod begin;
mod intake;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::begin::Begin;
pub(super) use self::intake::Intake;
use super::paper::Paper;
use super::shown::keys;
use crate::domain::holiday::HolidayYear;
use crate::domain::lead::Lead;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::state::Record;
use crate::office::View;
use crate::office::import::Library;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::{Column, List, Room, Row, Window};

/// The steps, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Begin,
    Import(Library),
    Draw,
}

const STEPS: [Step; 7] = [
    Step::Begin,
    Step::Import(Library::Targets),
    Step::Import(Library::Officers),
    Step::Import(Library::Checklist),
    Step::Import(Library::Conflicts),
    Step::Import(Library::Leads),
    Step::Draw,
];

impl Step {
    fn key(self) -> &'static str {
        match self {
            Step::Begin => "first.begin",
            Step::Import(library) => intake::key(library),
            Step::Draw => "first.draw",
        }
    }

    /// How many there are already; none where the step brings nothing that can be counted.
    fn count(self, view: &View<'_>) -> Option<u64> {
        let of = |kind: &str| keys(view.state(), kind).len() as u64;
        match self {
            Step::Begin | Step::Draw => None,
            Step::Import(Library::Targets) => Some(view.registry().len()),
            Step::Import(Library::Officers) => Some(of(Officer::KIND)),
            Step::Import(Library::Checklist) => Some(of(ChecklistItem::KIND)),
            Step::Import(Library::Conflicts) => Some(of(Conflict::KIND)),
            Step::Import(Library::Leads) => Some(of(Lead::KIND)),
            Step::Import(Library::Holidays) => Some(of(HolidayYear::KIND)),
        }
    }

    /// How it stands, and whether it is done.
    fn standing(self, ui: &Ui, view: &View<'_>) -> (String, bool) {
        match (self, self.count(view)) {
            (Step::Begin, _) => match view.campaign() {
                Some(campaign) => (campaign.name.get(ui.lang).to_owned(), true),
                None => (ui.word("first.not-begun"), false),
            },
            (_, Some(0)) => (ui.word("first.none-yet"), false),
            (_, Some(n)) => (ui.say("first.there-are", &[("n", &n.to_string())]), true),
            (_, None) => (String::new(), false),
        }
    }
}

/// The guide, above the panes.
#[derive(Debug)]
pub struct Guide {
    /// Who sits here: another, once the campaign's own operators are known.
    desk: Rc<RefCell<Desk>>,
    list: List,
}

struct Steps(Vec<Row>);

impl Window for Steps {
    fn total(&self) -> usize {
        self.0.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        self.0.iter().skip(offset).take(len).cloned().collect()
    }
}

impl Guide {
    /// The guide at this desk.
    pub fn new(desk: Desk) -> Self {
        Guide {
            desk: Rc::new(RefCell::new(desk)),
            list: List::default(),
        }
    }

    fn step(&self) -> Step {
        STEPS.get(self.list.selected()).copied().unwrap_or(Step::Begin)
    }

    fn begun(&self) -> bool {
        self.desk.borrow().view().campaign().is_some()
    }

    /// Why the selected step cannot be taken now.
    fn off(&self, ui: &Ui) -> Option<String> {
        match (self.step(), self.begun()) {
            (Step::Begin, true) => Some(ui.word("first.has-begun")),
            (Step::Import(_) | Step::Draw, false) => Some(ui.word("first.begin-first")),
            _ => None,
        }
    }

    fn take(&self, cx: &mut Cx) -> Flow {
        let desk = self.desk.borrow().clone();
        match self.step() {
            Step::Begin => {
                let (matter, form) = Begin::form(Rc::clone(&self.desk), cx.ui);
                cx.push(Paper::new(desk, matter, form));
            }
            Step::Import(library) => cx.push(Intake::new(desk, cx.ui, Some(library))),
            Step::Draw => {
                cx.go(Pane::Draw);
                return Flow::Close;
            }
        }
        Flow::Taken
    }

    fn rows(&self, ui: &Ui) -> Steps {
        let desk = self.desk.borrow();
        let view = desk.view();
        let row = |(at, step): (usize, &Step)| {
            let (standing, done) = step.standing(ui, &view);
            let tone = if done { Tone::Good } else { Tone::Plain };
            let name = format!("{} {}", at + 1, ui.word(&format!("{}.name", step.key())));
            Row::new([name, standing]).tone(tone)
        };
        Steps(STEPS.iter().enumerate().map(row).collect())
    }
}

impl Layer for Guide {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![
            Offer::unless(Action::Open, self.off(cx.ui)),
            Offer::on(Action::Back),
            Offer::on(Action::Quit),
        ];
        offers.extend(List::offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Open => return self.take(cx),
            Action::Back => return Flow::Close,
            Action::Quit => {
                cx.run(Action::Quit);
                return Flow::Close;
            }
            action if self.list.act(action, STEPS.len()) => {}
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        clear(buf, area);
        let mut y = area.y;
        let mut put = |y: &mut u16, text: &str, style| {
            for line in ui.wrap(text, area.width) {
                if *y < area.bottom() {
                    ui.put(buf, area, area.x, *y, &line, style);
                }
                *y = y.saturating_add(1);
            }
        };
        put(&mut y, &ui.word("first.what"), ui.theme.strong());
        let where_at = if self.begun() {
            "first.going"
        } else {
            "first.empty"
        };
        put(&mut y, &ui.word(where_at), ui.theme.quiet());
        let top = y.min(area.bottom());
        let height = u16::try_from(STEPS.len() + 1)
            .unwrap_or(0)
            .min(area.bottom() - top);
        let mut below = top + height;
        put(&mut below, "", ui.theme.quiet());
        put(
            &mut below,
            &ui.word(&format!("{}.about", self.step().key())),
            ui.theme.heading(),
        );
        put(&mut below, "", ui.theme.quiet());
        put(&mut below, &ui.word("first.demo"), ui.theme.quiet());
        let list = Rect {
            y: top,
            height,
            ..area
        };
        self.list.set_columns(vec![
            Column::new(ui.word("first.step"), Room::Share(1)),
            Column::new(ui.word("first.standing"), Room::Share(1)),
        ]);
        let rows = self.rows(ui);
        self.list.draw(ui, list, buf, &rows);
    }

    fn cursor(&self) -> Option<Position> {
        self.list.cursor()
    }
}
