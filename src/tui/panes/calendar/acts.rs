//! What is allowed on a day and what is not, with the days on which it is: for the province's batch and for local ones.

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::{Act, Calendar, Reach, Standing};
use crate::domain::time::Window as Days;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Room, Row, Window};

/// Every act as the calendar stands to it.
pub(super) struct Acts<'a> {
    pub ui: &'a Ui,
    pub rules: &'a Calendar,
    pub day: NaiveDate,
}

pub(super) fn columns(ui: &Ui, width: u16, day: NaiveDate) -> Vec<Column> {
    // Beside the month there is less room than alone.
    let act = if width < 60 {
        Room::Fixed(18)
    } else {
        Room::Share(1)
    };
    let day = day.format("%m-%d").to_string();
    vec![
        Column::new(ui.say("pane.calendar.act", &[("day", &day)]), act),
        Column::new(ui.word("pane.calendar.provincial"), Room::Share(1)),
        Column::new(ui.word("pane.calendar.local"), Room::Share(1)),
    ]
}

impl Window for Acts<'_> {
    fn total(&self) -> usize {
        Act::ALL.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        Act::ALL
            .iter()
            .skip(offset)
            .take(len)
            .map(|act| self.row(*act))
            .collect()
    }
}

impl Acts<'_> {
    fn row(&self, act: Act) -> Row {
        let [provincial, local] =
            [Reach::Provincial, Reach::Local].map(|reach| self.rules.standing(act, reach, self.day));
        let tone = match (&provincial, &local) {
            (Standing::Open, _) | (_, Standing::Open) => Tone::Good,
            (Standing::Late | Standing::Preview, _) => Tone::Warn,
            _ => Tone::Quiet,
        };
        let cells = [
            self.ui.word(act.key()),
            self.standing(&provincial),
            self.standing(&local),
        ];
        Row::new(cells).tone(tone)
    }

    fn standing(&self, standing: &Standing) -> String {
        match standing {
            Standing::Open => self.ui.word("pane.calendar.open"),
            Standing::Late => self.ui.word("pane.calendar.late"),
            Standing::Preview => self.ui.word("pane.calendar.preview"),
            Standing::Closed(windows) => {
                let spans: Vec<String> = joined(windows).iter().map(|days| self.span(days)).collect();
                spans.join(&self.ui.word("list.or"))
            }
        }
    }

    /// Month and day; with the year where it is not the day's own.
    fn span(&self, days: &Days) -> String {
        let day = |day: NaiveDate| {
            let form = if day.year() == self.day.year() {
                "%m-%d"
            } else {
                "%Y-%m-%d"
            };
            day.format(form).to_string()
        };
        format!("{}~{}", day(days.from), day(days.to))
    }
}

/// Windows that follow each other without a day between are one.
fn joined(windows: &[Days]) -> Vec<Days> {
    let mut out: Vec<Days> = Vec::new();
    for next in windows {
        match out
            .last_mut()
            .filter(|last| last.to.succ_opt() >= Some(next.from))
        {
            Some(last) => last.to = last.to.max(next.to),
            None => out.push(*next),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Days {
        Days {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    #[test]
    fn windows_without_a_gap_are_shown_as_one() {
        let (a, b) = (days("2022-06-01", "2022-06-10"), days("2022-06-11", "2022-07-20"));
        assert_eq!(joined(&[a, b]), [days("2022-06-01", "2022-07-20")]);
        let c = days("2022-06-13", "2022-07-20");
        assert_eq!(joined(&[a, c]), [a, c]);
    }
}
