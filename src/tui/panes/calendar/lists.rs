//! What is behind a day: the visits made on it, the results to be published by it, the visits still to be made, and the
//! matters of the follow-up ledger and the leads that are due on it.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::load::Load;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::Lead;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::layer::Cx;
use crate::tui::panes::behind::Behind;
use crate::tui::panes::shelf::Records;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

const KEYS: [&str; 5] = ["visited", "publish-by", "open-all", "matters-by", "leads-by"];

/// Which of them the matters are: those before are tasks, the one after is leads.
const MATTERS: usize = 3;

/// The lists of a day.
pub(super) struct Lists {
    date: NaiveDate,
    which: usize,
    lists: Vec<Behind>,
    matters: Behind<Records<FollowUp>>,
    leads: Behind<Records<Lead>>,
}

/// Does the same with the list in sight, whatever it is of.
macro_rules! in_sight {
    ($lists:expr, $list:ident => $what:expr) => {
        match $lists.lists.get_mut($lists.which) {
            Some($list) => $what,
            None if $lists.which == MATTERS => {
                let $list = &mut $lists.matters;
                $what
            }
            None => {
                let $list = &mut $lists.leads;
                $what
            }
        }
    };
}

impl Lists {
    /// None where the day has nothing to list. The first that is not empty is in sight.
    pub(super) fn of(desk: &Desk, ui: &Ui, load: &Load, date: NaiveDate) -> Option<Self> {
        let ids = ids(load, date);
        let which = ids.iter().position(|ids| !ids.is_empty())?;
        let [visited, publish, open, matters, leads] = captions(ui, date, &ids);
        let [of_visited, of_publish, of_open, of_matters, of_leads] = ids;
        let lists = [(visited, of_visited), (publish, of_publish), (open, of_open)];
        let list = |(caption, ids)| Behind::new(desk, caption, ids, None);
        Some(Lists {
            date,
            which,
            lists: lists.map(list).into(),
            matters: Behind::of(desk, matters, Records::of(of_matters)),
            leads: Behind::of(desk, leads, Records::of(of_leads)),
        })
    }

    /// The same lists after something was committed.
    pub(super) fn give(&mut self, ui: &Ui, load: &Load) {
        let ids = ids(load, self.date);
        let [visited, publish, open, matters, leads] = captions(ui, self.date, &ids);
        let [of_visited, of_publish, of_open, of_matters, of_leads] = ids;
        let tasks = [(visited, of_visited), (publish, of_publish), (open, of_open)];
        for (list, (caption, ids)) in self.lists.iter_mut().zip(tasks) {
            list.give(caption, ids, None);
        }
        self.matters.renew(matters, Records::of(of_matters));
        self.leads.renew(leads, Records::of(of_leads));
    }

    pub(super) fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let list = match self.lists.get(self.which) {
            Some(list) => list.offers(ui),
            None if self.which == MATTERS => self.matters.offers(ui),
            None => self.leads.offers(ui),
        };
        let own = [Action::Next, Action::Previous].map(Offer::on);
        list.into_iter().chain(own).collect()
    }

    /// False where the lists are to be closed.
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        let count = KEYS.len();
        match action {
            Action::Next => self.which = (self.which + 1) % count,
            Action::Previous => self.which = (self.which + count - 1) % count,
            action => return in_sight!(self, list => list.act(action, cx)),
        }
        true
    }

    pub(super) fn handle(&mut self, event: &Event, cx: &mut Cx) -> bool {
        in_sight!(self, list => list.handle(event, cx))
    }

    pub(super) fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        in_sight!(self, list => list.draw(look, area, buf));
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        match self.lists.get(self.which) {
            Some(list) => list.cursor(),
            None if self.which == MATTERS => self.matters.cursor(),
            None => self.leads.cursor(),
        }
    }
}

/// Visits made and results due have their day; visits to be made have none, and stand behind each day to come.
fn ids(load: &Load, date: NaiveDate) -> [Vec<String>; KEYS.len()] {
    let work = &load.own().1;
    let open = match work.share(date) {
        Some(_) => work.open.clone(),
        None => Vec::new(),
    };
    [
        work.visited(date).to_vec(),
        work.publish_by(date).to_vec(),
        open,
        load.matters.on(date).to_vec(),
        load.leads.on(date).to_vec(),
    ]
}

/// For each list the names of all, its own in brackets.
fn captions(ui: &Ui, date: NaiveDate, ids: &[Vec<String>; KEYS.len()]) -> [String; KEYS.len()] {
    let name = |(key, ids): (&str, &Vec<String>)| {
        let n = ids.len().to_string();
        ui.say(&format!("pane.calendar.{key}"), &[("n", &n)])
    };
    let names: Vec<String> = KEYS.into_iter().zip(ids).map(name).collect();
    std::array::from_fn(|which| {
        let marked = names.iter().enumerate().map(|(at, name)| match at == which {
            true => format!("[{name}]"),
            false => format!(" {name} "),
        });
        format!("{date} {}", marked.collect::<String>())
    })
}
