//! A month on the wall: weeks from Monday, a mark for every day.

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::{Action, Offer};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};

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
        ]
        .into_iter()
        .map(Offer::on)
    }

    /// Moves by a day, a week or a month, if the action is one of [`Month::offers`].
    pub fn act(&mut self, action: Action) -> bool {
        let day = self.selected;
        let to = match action {
            Action::Left => day.checked_sub_days(Days::new(1)),
            Action::Right => day.checked_add_days(Days::new(1)),
            Action::Up => day.checked_sub_days(Days::new(7)),
            Action::Down => day.checked_add_days(Days::new(7)),
            Action::PageUp => day.checked_sub_months(Months::new(1)),
            Action::PageDown => day.checked_add_months(Months::new(1)),
            _ => return false,
        };
        self.selected = to.unwrap_or(day);
        true
    }

    /// Draws the month; `day` says what each day shows. The terminal's cursor stands at the selected day.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer, day: impl Fn(NaiveDate) -> Day) {
        clear(buf, area);
        self.cursor = None;
        let (year, month) = (
            self.selected.year().to_string(),
            self.selected.month().to_string(),
        );
        ui.put(
            buf,
            area,
            area.x,
            area.y,
            &ui.say("month.title", &[("year", &year), ("month", &month)]),
            ui.theme.strong(),
        );
        let width = area.width / 7;
        let names = Rect {
            y: area.y.saturating_add(1),
            ..area
        };
        if area.height > 1 {
            ui.put_row(buf, names.intersection(area), names.y, "", ui.theme.ruled());
            for (name, x) in ui
                .word("month.days")
                .split(' ')
                .zip((area.x..).step_by(usize::from(width.max(1))))
            {
                ui.put(buf, area, x.saturating_add(1), names.y, name, ui.theme.heading());
            }
        }
        let weeks = Rect {
            y: area.y + area.height.min(2),
            height: area.height.saturating_sub(2),
            ..area
        };
        let tall = if weeks.height >= 12 { 2 } else { 1 };
        let Some(first) = self.selected.with_day(1) else {
            return;
        };
        let lead = first.weekday().num_days_from_monday();
        for date in first.iter_days().take_while(|date| date.month() == first.month()) {
            let place = lead + date.day0();
            let x = weeks.x + width * u16::try_from(place % 7).unwrap_or(0);
            let y = weeks.y + tall * u16::try_from(place / 7).unwrap_or(0);
            let cell = Rect {
                x,
                y,
                width,
                height: tall,
            }
            .intersection(weeks);
            self.draw_day(ui, cell, buf, date, &day(date));
        }
    }

    fn draw_day(&mut self, ui: &Ui, cell: Rect, buf: &mut Buffer, date: NaiveDate, day: &Day) {
        if cell.is_empty() {
            return;
        }
        let style = ui.theme.tone(day.tone);
        if date == self.selected {
            ui.put(buf, cell, cell.x, cell.y, ">", ui.theme.strong());
            self.cursor = Some(Position { x: cell.x, y: cell.y });
        }
        let number = format!("{:>2}{}", date.day(), day.tone.sign());
        ui.put(buf, cell, cell.x + 1, cell.y, &number, style);
        let (x, y) = if cell.height > 1 {
            (cell.x + 1, cell.y + 1)
        } else {
            (cell.x + 4, cell.y)
        };
        ui.put(buf, cell, x, y, &day.label, style);
    }

    /// Where the selected day is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
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
