//! The tasks behind a day: the visits made on it, the results to be published by it, the visits still to be made.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::load::Load;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::layer::Cx;
use crate::tui::panes::behind::Behind;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

const KEYS: [&str; 3] = ["visited", "publish-by", "open-all"];

/// The lists of a day.
pub(super) struct Lists {
    date: NaiveDate,
    which: usize,
    lists: Vec<Behind>,
}

impl Lists {
    /// None where the day has nothing to list. The first that is not empty is in sight.
    pub(super) fn of(desk: &Desk, ui: &Ui, load: &Load, date: NaiveDate) -> Option<Self> {
        let tasks = tasks(load, date);
        let which = tasks.iter().position(|tasks| !tasks.is_empty())?;
        let captions = captions(ui, date, &tasks);
        let lists = tasks.into_iter().zip(captions);
        let lists = lists.map(|(tasks, caption)| Behind::new(desk, caption, tasks, None));
        Some(Lists {
            date,
            which,
            lists: lists.collect(),
        })
    }

    /// The same lists after something was committed.
    pub(super) fn give(&mut self, ui: &Ui, load: &Load) {
        let tasks = tasks(load, self.date);
        let captions = captions(ui, self.date, &tasks);
        for ((list, tasks), caption) in self.lists.iter_mut().zip(tasks).zip(captions) {
            list.give(caption, tasks, None);
        }
    }

    pub(super) fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let list = self.lists.get(self.which);
        let own = [Action::Next, Action::Previous].map(Offer::on);
        let list = list.map(|list| list.offers(ui)).unwrap_or_default();
        list.into_iter().chain(own).collect()
    }

    /// False where the lists are to be closed.
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        let count = self.lists.len().max(1);
        match action {
            Action::Next => self.which = (self.which + 1) % count,
            Action::Previous => self.which = (self.which + count - 1) % count,
            action => {
                let list = self.lists.get_mut(self.which);
                return list.is_some_and(|list| list.act(action, cx));
            }
        }
        true
    }

    pub(super) fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool {
        let list = self.lists.get_mut(self.which);
        list.is_some_and(|list| list.handle(event, cx))
    }

    pub(super) fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        if let Some(list) = self.lists.get_mut(self.which) {
            list.draw(look, area, buf);
        }
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.lists.get(self.which)?.cursor()
    }
}

/// Visits made and results due have their day; visits to be made have none, and stand behind each day to come.
fn tasks(load: &Load, date: NaiveDate) -> [Vec<String>; 3] {
    let work = &load.own().1;
    let open = match work.share(date) {
        Some(_) => work.open.clone(),
        None => Vec::new(),
    };
    [work.visited(date).to_vec(), work.publish_by(date).to_vec(), open]
}

/// For each list the names of all, its own in brackets.
fn captions(ui: &Ui, date: NaiveDate, tasks: &[Vec<String>; 3]) -> [String; 3] {
    let name = |(key, tasks): (&str, &Vec<String>)| {
        let n = tasks.len().to_string();
        ui.say(&format!("pane.calendar.{key}"), &[("n", &n)])
    };
    let names: Vec<String> = KEYS.into_iter().zip(tasks).map(name).collect();
    std::array::from_fn(|which| {
        let marked = names.iter().enumerate().map(|(at, name)| match at == which {
            true => format!("[{name}]"),
            false => format!(" {name} "),
        });
        format!("{date} {}", marked.collect::<String>())
    })
}
