//! The tasks behind a figure: a line that says which figure it is, and the list.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::shelf::{Ask, Records, Section, Shelf, Stock};
use super::shown::{Look, Shown};
use super::tasks::ask_tasks;
use crate::domain::follow_up::FollowUp;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::query::List;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::layer::Cx;
use crate::tui::ui::{Ui, below};
use crate::tui::widget::{Column, Entry, Row};

/// A list, of tasks where nothing else is said, that was opened from a figure.
pub(super) struct Behind<S: Stock = Counted> {
    caption: String,
    shelf: Shelf<S>,
}

/// What each task adds to a figure that is a sum: the column's heading, and the text by task.
pub(super) type Amounts = (String, HashMap<String, String>);

/// The tasks a figure counts, each with what it adds.
#[derive(Clone)]
pub(super) struct Counted {
    tasks: Records<Task>,
    amounts: Option<Amounts>,
}

impl Counted {
    /// Where the amounts stand: early, so that a narrow screen does not leave them out.
    const PLACE: usize = 1;
    /// The widest column of amounts.
    const WIDEST: u16 = 12;
}

impl Stock for Counted {
    type Key = String;

    fn list() -> Option<List> {
        Some(List::Tasks)
    }

    fn empty(&self, ui: &Ui) -> String {
        self.tasks.empty(ui)
    }

    fn title(&self, ui: &Ui) -> String {
        self.tasks.title(ui)
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        let mut columns = self.tasks.columns(ui);
        if let Some((title, texts)) = &self.amounts {
            let texts = texts.values().map(|text| ui.width(text));
            let width = texts.chain([ui.width(title)]).max().unwrap_or(0);
            let column = Column::number(title.as_str(), width.min(Self::WIDEST));
            columns.insert(Self::PLACE.min(columns.len()), column);
        }
        columns
    }

    fn keys(&self, look: &Look<'_>) -> Vec<String> {
        self.tasks.keys(look)
    }

    fn row(&self, look: &Look<'_>, id: &String) -> Row {
        let mut row = match matter(look, id) {
            Some(of) => Row::new([
                of.id.clone(),
                of.name.clone(),
                look.region(of.owner().region),
                look.word(of.state().key()),
            ]),
            None => self.tasks.row(look, id),
        };
        if let Some((_, texts)) = &self.amounts {
            let text = texts.get(id).cloned().unwrap_or_default();
            row.cells.insert(Self::PLACE.min(row.cells.len()), text);
        }
        row
    }

    fn brief(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        match matter(look, id) {
            Some(of) => of.brief(look),
            None => self.tasks.brief(look, id),
        }
    }

    fn entries(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        match matter(look, id) {
            Some(of) => of.entries(look),
            None => self.tasks.entries(look, id),
        }
    }

    fn target(&self, _look: &Look<'_>, id: &String) -> Option<String> {
        Some(id.clone())
    }

    fn ask(&self, look: &Look<'_>, ids: &[String], ask: &mut Ask<'_, String>) {
        ask_tasks(look, ids, ask);
    }
}

/// A referral that a lead led to stands among the tasks of a figure.
fn matter(look: &Look<'_>, id: &str) -> Option<FollowUp> {
    let of: FollowUp = look.state().get(id)?;
    of.lead.is_some().then_some(of)
}

impl Behind {
    pub(super) fn new(desk: &Desk, caption: String, tasks: Vec<String>, amounts: Option<Amounts>) -> Self {
        let tasks = Records::of(tasks);
        Behind::of(desk, caption, Counted { tasks, amounts })
    }

    /// The same figure after something was committed.
    pub(super) fn give(&mut self, caption: String, tasks: Vec<String>, amounts: Option<Amounts>) {
        let tasks = Records::of(tasks);
        self.renew(caption, Counted { tasks, amounts });
    }
}

impl<S: Stock> Behind<S> {
    /// What stands behind a figure.
    pub(super) fn of(desk: &Desk, caption: String, stock: S) -> Self {
        Behind {
            caption,
            shelf: Shelf::new(desk.clone(), stock),
        }
    }

    /// The same after something was committed.
    pub(super) fn renew(&mut self, caption: String, stock: S) {
        self.caption = caption;
        self.shelf.restock(stock);
    }

    /// What can be done; back is always among it.
    pub(super) fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let mut offers = self.shelf.offers(ui);
        if offers.iter().all(|offer| offer.action != Action::Back) {
            offers.insert(0, Offer::on(Action::Back));
        }
        offers
    }

    /// Does one of [`Behind::offers`]; false where it is to be closed.
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        let own = |offer: &Offer| offer.action == action;
        if action == Action::Back && !self.shelf.offers(cx.ui).iter().any(own) {
            return false;
        }
        self.shelf.act(action, cx);
        true
    }

    /// Takes what was asked for, and hears of what happened.
    pub(super) fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool {
        self.shelf.handle(event, cx)
    }

    pub(super) fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let head = u16::from(area.height > 3);
        if head > 0 {
            let style = look.ui.theme.strong();
            look.ui.put_row(buf, area, area.y, &self.caption, style);
        }
        let body = below(area, head);
        self.shelf.refresh(look);
        self.shelf.draw(look, body, buf);
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.shelf.cursor()
    }
}
