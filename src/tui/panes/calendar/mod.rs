//! 日历: the month with phases, due dates, holidays and the load of visits; what is left and how much a day; what is
//! allowed on a day, and when the rest is; behind each day its tasks.

mod acts;
mod day;
mod left;
mod lists;
mod load;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::lists::Lists;
use self::load::Load;
use super::glance::draw_empty;
use super::shown::Look;
use crate::domain::calendar::{Act, Calendar as Rules};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below};
use crate::tui::widget::{Detail, List, Month, columns};

/// Rows of a month whose weeks take one row each.
const MONTH: u16 = 8;
/// Rows of a month whose weeks take two.
const TALL_MONTH: u16 = 14;
/// Rows that the particulars of a day are left before the next month is shown too.
const PARTICULARS: u16 = 12;

/// The pane 日历.
pub struct Calendar {
    /// Where the cursor is when what is in focus has no room for it.
    corner: Option<Position>,
    desk: Desk,
    month: Month,
    detail: Detail,
    acts: List,
    focus: Focus,
    load: Option<Load>,
    lists: Option<Lists>,
}

/// What moving goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// The month.
    Month,
    /// The list of acts.
    Acts,
}

impl Calendar {
    /// The calendar in force at this desk, on today's date.
    pub fn new(desk: Desk) -> Self {
        let today = desk.view().now().today;
        Calendar {
            corner: None,
            desk,
            month: Month::new(today),
            detail: Detail::default(),
            acts: List::default(),
            focus: Focus::Month,
            load: None,
            lists: None,
        }
    }

    fn go_to(&mut self, day: NaiveDate) {
        self.focus = Focus::Month;
        self.month = Month::new(day);
        self.detail.rewind();
    }

    /// Brings what the days carry up to date. None before the campaign has begun.
    fn refresh(&mut self, look: &Look<'_>) -> Option<()> {
        let (load, new) = Load::current(self.load.take(), &self.desk, look)?;
        if let (true, Some(lists)) = (new, &mut self.lists) {
            lists.give(look.ui, &load);
        }
        self.load = Some(load);
        Some(())
    }

    /// Opens the lists of the selected day, or says that it has none.
    fn open(&mut self, cx: &mut Cx) {
        let Some(load) = &self.load else { return };
        self.lists = Lists::of(&self.desk, cx.ui, load, self.month.selected());
        if self.lists.is_none() {
            cx.say(Tone::Quiet, cx.ui.word("pane.calendar.nothing"));
        }
    }

    fn next_due(&mut self, cx: &mut Cx) {
        let next = self
            .load
            .as_ref()
            .and_then(|load| load.next_due(self.month.selected()));
        match next {
            Some(day) => self.go_to(day),
            None => cx.say(Tone::Quiet, cx.ui.word("pane.calendar.no-due")),
        }
    }

    fn draw_day(&mut self, look: &Look<'_>, load: &Load, area: Rect, buf: &mut Buffer, wide: bool) {
        let date = self.month.selected();
        let mut entries = vec![day::entry(look, load, date)];
        entries.extend(left::entries(look, load));
        // Last, because it takes another number of lines every day, and what stands below it would be sent again.
        entries.extend(day::parts(look, load, date).filter(|_| wide));
        let title = day::title(look, &load.rules, date);
        self.detail.draw(look.ui, area, buf, &title, &entries);
    }

    fn draw_acts(&mut self, look: &Look<'_>, load: &Load, area: Rect, buf: &mut Buffer) {
        let day = self.month.selected();
        self.acts.set_columns(acts::columns(look.ui, area.width, day));
        let window = acts::Acts {
            ui: look.ui,
            rules: &load.rules,
            day,
        };
        self.acts.draw(look.ui, area, buf, &window);
    }

    /// Month above the particulars of its day, with the next month between where there is room; behind the line, or
    /// instead of them, the acts.
    fn draw_parts(&mut self, look: &Look<'_>, load: &Load, area: Rect, buf: &mut Buffer) {
        let (left, right) = columns(look.ui, area, buf);
        match right {
            Some(right) => self.draw_acts(look, load, right, buf),
            None if self.focus == Focus::Acts => return self.draw_acts(look, load, left, buf),
            None => {}
        }
        let tall = left.height >= TALL_MONTH + MONTH;
        let height = if tall { TALL_MONTH } else { MONTH }.min(left.height);
        let room = Month::label_room(left.width, height);
        let mark = |date| day::mark(look.ui, load, date, room);
        self.month.draw(look.ui, Rect { height, ..left }, buf, mark);
        let mut rest = below(left, height);
        if rest.height >= MONTH + PARTICULARS {
            let next = Rect {
                height: MONTH,
                ..rest
            };
            let room = Month::label_room(left.width, MONTH);
            let mark = |date| day::mark(look.ui, load, date, room);
            self.month.draw_next(look.ui, next, buf, mark);
            rest = below(rest, MONTH);
        }
        if !rest.is_empty() {
            self.draw_day(look, load, rest, buf, right.is_some());
        }
    }
}

/// Today, its phase, and what is left of it.
fn today_line(ui: &Ui, rules: &Rules, today: NaiveDate) -> String {
    let Some((phase, left)) = rules.phase_on(today).zip(rules.days_left(today)) else {
        return ui.say("pane.calendar.outside", &[("today", &today.to_string())]);
    };
    let end = rules.phases().window(phase).to;
    let working = day::working(ui, rules.working_days(today, end));
    let args = [
        ("today", today.to_string()),
        ("phase", ui.word(day::phase_key(phase))),
        ("left", left.to_string()),
        ("working", working),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.say("pane.calendar.today", &args)
}

impl Layer for Calendar {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Calendar), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        if let Some(lists) = &self.lists {
            return lists.offers(cx.ui);
        }
        let own = [Action::Today, Action::NextDue, Action::Next, Action::Previous].map(Offer::on);
        let moves: Vec<Offer> = match self.focus {
            Focus::Month => [Offer::on(Action::Open)]
                .into_iter()
                .chain(Month::offers())
                .collect(),
            Focus::Acts => [Offer::on(Action::Back)]
                .into_iter()
                .chain(List::offers())
                .collect(),
        };
        own.into_iter().chain(moves).collect()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if let Some(lists) = &mut self.lists {
            if !lists.act(action, cx) {
                self.lists = None;
            }
            return Flow::Taken;
        }
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(cx.ui, &view, desk.actor()) else {
            return Flow::Taken;
        };
        self.refresh(&look);
        match (action, self.focus) {
            (Action::Today, _) => self.go_to(look.today()),
            (Action::NextDue, _) => self.next_due(cx),
            (Action::Next | Action::Previous, Focus::Acts) => self.focus = Focus::Month,
            (Action::Next | Action::Previous, Focus::Month) => self.focus = Focus::Acts,
            (Action::Open, Focus::Month) => self.open(cx),
            (Action::Back, _) => self.focus = Focus::Month,
            (action, Focus::Acts) => {
                self.acts.act(action, Act::ALL.len());
            }
            (action, Focus::Month) => {
                if self.month.act(action) {
                    self.detail.rewind();
                }
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        let lists = self.lists.as_mut();
        Flow::taken_if(lists.is_some_and(|lists| lists.handle(event, cx)))
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let desk = self.desk.clone();
        let view = desk.view();
        let look = Look::new(ui, &view, desk.actor());
        let Some(look) = look.filter(|look| self.refresh(look).is_some()) else {
            return draw_empty(ui, area, buf, &ui.word("pane.no-campaign"));
        };
        if let Some(lists) = &mut self.lists {
            return lists.draw(&look, area, buf);
        }
        let Some(load) = self.load.take() else { return };
        let head = u16::from(area.height > 3);
        if head > 0 {
            let line = today_line(ui, &load.rules, look.today());
            ui.put_row(buf, area, area.y, &line, ui.theme.strong());
        }
        let body = below(area, head);
        self.corner = Some(body.as_position());
        self.draw_parts(&look, &load, body, buf);
        self.load = Some(load);
    }

    fn cursor(&self) -> Option<Position> {
        if let Some(lists) = &self.lists {
            return lists.cursor();
        }
        match self.focus {
            Focus::Month => self.month.cursor(),
            Focus::Acts => self.acts.cursor(),
        }
        .or(self.corner)
    }
}
