//! A month on the wall: weeks from Monday, a mark for every day.

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};

/// What a day's cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// A few characters: a phase, a deadline, 休.
    pub label: String,
    /// Its tone.
    pub tone: Tone,
}

/// The selected day, and the month around it.
#[derive(Clone, Debug)]
pub struct Month {
    selected: NaiveDate,
    cursor: Option<Position>,
}

impl Month {
    /// The month of this day, the day selected.
    pub fn new(selected: NaiveDate) -> Self {
        Month {
            selected,
            cursor: None,
        }
    }

    /// The selected day.
    pub fn selected(&self) -> NaiveDate {
        self.selected
    }

    /// What a month lets one do by itself.
    pub fn offers() -> impl Iterator<Item = Offer> {
        [
            Action::Left,
            Action::Right,
            Action::Up,
            Action::Down,
            Action::PageUp,
            Action::PageDown,
            Action::Home,
            Action::End,
        ]
        .into_iter()
        .map(Offer::on)
    }

    /// Moves by a day, a week or a month, or to the month's first or last day, if the action is one of [`Month::offers`].
    pub fn act(&mut self, action: Action) -> bool {
        let day = self.selected;
        let to = match action {
            Action::Left => day.checked_sub_days(Days::new(1)),
            Action::Right => day.checked_add_days(Days::new(1)),
            Action::Up => day.checked_sub_days(Days::new(7)),
            Action::Down => day.checked_add_days(Days::new(7)),
            Action::PageUp => day.checked_sub_months(Months::new(1)),
            Action::PageDown => day.checked_add_months(Months::new(1)),
            Action::Home => day.with_day(1),
            Action::End => last_of(day),
            _ => return false,
        };
        self.selected = to.unwrap_or(day);
        true
    }

    /// Draws the month; `day` says what each day shows. The terminal's cursor stands at the selected day.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, day: impl Fn(NaiveDate) -> Day) {
        self.cursor = Sheet { ui, area }.draw(buf, self.selected, Some(self.selected), &day);
    }

    /// Draws the month after the selected one, with nothing selected in it.
    pub fn draw_next(&self, ui: &Ui, area: Rect, buf: &mut Buffer, day: impl Fn(NaiveDate) -> Day) {
        let next = self.selected.checked_add_months(Months::new(1));
        Sheet { ui, area }.draw(buf, next.unwrap_or(self.selected), None, &day);
    }

    /// Columns for the label of a day in a month of this size.
    pub fn label_room(width: u16, height: u16) -> u16 {
        let before = if height >= 14 { 1 } else { 4 };
        (width / 7).saturating_sub(before)
    }

    /// Where the selected day is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

fn last_of(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Where a month is drawn.
struct Sheet<'a> {
    ui: &'a Ui,
    area: Rect,
}

impl Sheet<'_> {
    /// Draws the month of `of`, and says where the selected day is.
    fn draw(
        &self,
        buf: &mut Buffer,
        of: NaiveDate,
        selected: Option<NaiveDate>,
        day: &dyn Fn(NaiveDate) -> Day,
    ) -> Option<Position> {
        let area = self.area;
        clear(buf, area);
        self.draw_head(buf, of);
        let width = area.width / 7;
        let weeks = below(area, 2);
        let tall = if weeks.height >= 12 { 2 } else { 1 };
        let first = of.with_day(1)?;
        let lead = first.weekday().num_days_from_monday();
        let mut cursor = None;
        for date in first.iter_days().take_while(|date| date.month() == first.month()) {
            let place = lead + date.day0();
            let cell = Rect {
                x: weeks.x + width * u16::try_from(place % 7).unwrap_or(0),
                y: weeks.y + tall * u16::try_from(place / 7).unwrap_or(0),
                width,
                height: tall,
            }
            .intersection(weeks);
            if cell.is_empty() {
                continue;
            }
            if selected == Some(date) {
                self.ui
                    .put(buf, cell, cell.x, cell.y, ">", self.ui.theme.strong());
                cursor = Some(Position { x: cell.x, y: cell.y });
            }
            self.draw_day(buf, cell, date, &day(date));
        }
        cursor
    }

    fn draw_head(&self, buf: &mut Buffer, of: NaiveDate) {
        let (ui, area) = (self.ui, self.area);
        let (year, month) = (of.year().to_string(), of.month().to_string());
        let title = ui.say("month.title", &[("year", &year), ("month", &month)]);
        ui.put(buf, area, area.x, area.y, &title, ui.theme.strong());
        if area.height < 2 {
            return;
        }
        let line = Rect {
            y: area.y + 1,
            height: 1,
            ..area
        };
        ui.put_row(buf, line, line.y, "", ui.theme.ruled());
        let names = ui.word("month.days");
        let places = (area.x..).step_by(usize::from((area.width / 7).max(1)));
        for (name, x) in names.split(' ').zip(places) {
            ui.put(buf, line, x.saturating_add(1), line.y, name, ui.theme.heading());
        }
    }

    fn draw_day(&self, buf: &mut Buffer, cell: Rect, date: NaiveDate, day: &Day) {
        let style = self.ui.theme.tone(day.tone);
        let number = format!("{:>2}{}", date.day(), day.tone.sign());
        self.ui.put(buf, cell, cell.x + 1, cell.y, &number, style);
        let (x, y) = if cell.height > 1 {
            (cell.x + 1, cell.y + 1)
        } else {
            (cell.x + 4, cell.y)
        };
        self.ui.put(buf, cell, x, y, &day.label, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::Caps;

    #[test]
    fn weeks_begin_on_monday() {
        let ui = Ui::new(Lang::Zh, &Caps::default());
        let mut month = Month::new(NaiveDate::from_ymd_opt(2022, 6, 11).unwrap());
        let area = Rect::new(0, 0, 56, 8);
        let mut buf = Buffer::empty(area);
        month.draw(&ui, area, &mut buf, |date| Day {
            label: if date.day() == 3 {
                "端午".to_owned()
            } else {
                String::new()
            },
            tone: Tone::Plain,
        });
        let text = crate::tui::harness::text(&buf);
        insta::assert_snapshot!(text, @r"
        2022年6月
         一      二      三      四      五      六      日
                          1       2       3 端午  4       5
          6       7       8       9      10     >11      12
         13      14      15      16      17      18      19
         20      21      22      23      24      25      26
         27      28      29      30
        ");
        month.act(Action::PageDown);
        assert_eq!(month.selected(), NaiveDate::from_ymd_opt(2022, 7, 11).unwrap());
    }
}
