//! 日历: the month with phases, due dates, holidays and visits; what is allowed today, and when the rest is.

mod acts;
mod day;
#[cfg(test)]
mod tests;
mod visits;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::visits::Visits;
use super::glance::draw_empty;
use super::shown::Look;
use crate::domain::calendar::{Act, Calendar as Rules};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::Ui;
use crate::tui::widget::{Detail, List, Month, columns};

/// Rows of a month whose weeks take one row each.
const MONTH: u16 = 8;
/// Rows of a month whose weeks take two.
const TALL_MONTH: u16 = 14;

/// The pane 日历.
pub struct Calendar {
    /// Where the cursor is when what is in focus has no room for it.
    corner: Option<Position>,
    desk: Desk,
    month: Month,
    detail: Detail,
    acts: List,
    focus: Focus,
    visits: Option<Visits>,
}

/// What moving goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// The month.
    Month,
    /// The particulars of its day, over the whole pane.
    Day,
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
            visits: None,
        }
    }

    fn go_to(&mut self, day: NaiveDate) {
        self.month = Month::new(day);
        self.detail.rewind();
    }

    fn draw_month(&mut self, look: &Look<'_>, rules: &Rules, area: Rect, buf: &mut Buffer) {
        let (ui, today) = (look.ui, look.today());
        let visits = self.visits.get_or_insert_with(|| Visits::new(look));
        visits.refresh(look);
        self.month.draw(ui, area, buf, |date| {
            day::mark(ui, rules, date, today, visits.on(date))
        });
    }

    fn draw_day(&mut self, look: &Look<'_>, rules: &Rules, area: Rect, buf: &mut Buffer) {
        let date = self.month.selected();
        let entries = day::entries(look, rules, date, self.visits.as_ref());
        self.detail.draw(look.ui, area, buf, &date.to_string(), &entries);
    }

    fn draw_acts(&mut self, look: &Look<'_>, rules: &Rules, area: Rect, buf: &mut Buffer) {
        self.acts.set_columns(acts::columns(look.ui, area.width));
        let window = acts::Acts {
            ui: look.ui,
            rules,
            today: look.today(),
        };
        self.acts.draw(look.ui, area, buf, &window);
    }

    /// Month above the particulars of its day; behind the line, or instead of them, the acts.
    fn draw_parts(&mut self, look: &Look<'_>, rules: &Rules, area: Rect, buf: &mut Buffer) {
        if self.focus == Focus::Day {
            return self.draw_day(look, rules, area, buf);
        }
        let (left, right) = columns(look.ui, area, buf);
        match right {
            Some(right) => self.draw_acts(look, rules, right, buf),
            None if self.focus == Focus::Acts => return self.draw_acts(look, rules, left, buf),
            None => {}
        }
        let tall = left.height >= TALL_MONTH + MONTH;
        let height = if tall { TALL_MONTH } else { MONTH }.min(left.height);
        let month = Rect { height, ..left };
        self.draw_month(look, rules, month, buf);
        let below = Rect {
            y: left.y + height,
            height: left.height - height,
            ..left
        };
        if !below.is_empty() {
            self.draw_day(look, rules, below, buf);
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

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let own = [Action::Today, Action::Next, Action::Previous].map(Offer::on);
        let moves: Vec<Offer> = match self.focus {
            Focus::Month => [Offer::on(Action::Open)]
                .into_iter()
                .chain(Month::offers())
                .collect(),
            _ => [Offer::on(Action::Back)]
                .into_iter()
                .chain(List::offers())
                .collect(),
        };
        own.into_iter().chain(moves).collect()
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match (action, self.focus) {
            (Action::Today, _) => {
                let today = self.desk.view().now().today;
                self.focus = Focus::Month;
                self.go_to(today);
            }
            (Action::Next | Action::Previous, Focus::Acts) => self.focus = Focus::Month,
            (Action::Next | Action::Previous, _) => self.focus = Focus::Acts,
            (Action::Open, Focus::Month) => self.focus = Focus::Day,
            (Action::Back, _) => self.focus = Focus::Month,
            (action, Focus::Acts) => {
                self.acts.act(action, Act::ALL.len());
            }
            (action, Focus::Day) => {
                self.detail.act(action);
            }
            (action, Focus::Month) => {
                if self.month.act(action) {
                    self.detail.rewind();
                }
            }
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let desk = self.desk.clone();
        let view = desk.view();
        let (Some(look), Some(rules)) = (Look::new(ui, &view, desk.actor()), view.calendar()) else {
            return draw_empty(ui, area, buf, &ui.word("pane.no-campaign"));
        };
        let head = u16::from(area.height > 3);
        if head > 0 {
            let line = today_line(ui, &rules, look.today());
            ui.put_row(buf, area, area.y, &line, ui.theme.strong());
        }
        let body = Rect {
            y: area.y + head,
            height: area.height - head,
            ..area
        };
        self.corner = Some(body.as_position());
        self.draw_parts(&look, &rules, body, buf);
    }

    fn cursor(&self) -> Option<Position> {
        match self.focus {
            Focus::Month => self.month.cursor(),
            Focus::Acts => self.acts.cursor(),
            Focus::Day => None,
        }
        .or(self.corner)
    }
}
