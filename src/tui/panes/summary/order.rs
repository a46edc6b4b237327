//! The order of the units before it is signed: units are moved up and down.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::appraisal::{Appraisal, percent};
use crate::domain::region::RegionCode;
use crate::tui::action::{Action, Offer};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, List, Room, Row, Window};

/// The order as it stands, begun with the suggestion.
pub(super) struct Ordering {
    units: Vec<Unit>,
    list: List,
}

#[derive(Clone)]
struct Unit {
    region: RegionCode,
    name: String,
    score: String,
    place: String,
    /// Where it stood at the beginning, from 0.
    from: usize,
}

impl Ordering {
    pub(super) fn new(found: &Appraisal) -> Self {
        let text = |number: Option<u64>| number.map_or("—".to_owned(), |number| number.to_string());
        let lines = found.suggested();
        let lines = lines.iter().filter_map(|unit| found.line(*unit)).enumerate();
        Ordering {
            units: lines
                .map(|(from, line)| Unit {
                    from,
                    region: line.region,
                    name: line.name.clone(),
                    score: line.score.map_or("—".to_owned(), percent),
                    place: text(line.place),
                })
                .collect(),
            list: List::default(),
        }
    }

    /// The units, the best first.
    pub(super) fn units(&self) -> Vec<RegionCode> {
        self.units.iter().map(|unit| unit.region).collect()
    }

    pub(super) fn offers() -> impl Iterator<Item = Offer> {
        [Action::SignAppraisal, Action::Raise, Action::Lower, Action::Back]
            .into_iter()
            .map(Offer::on)
            .chain(List::offers())
    }

    /// Moves the marker, or the unit under it.
    pub(super) fn act(&mut self, action: Action) {
        let at = self.list.selected();
        let to = match action {
            Action::Raise => at.checked_sub(1),
            Action::Lower => Some(at + 1),
            action => {
                self.list.act(action, self.units.len());
                return;
            }
        };
        if let Some(to) = to.filter(|to| *to < self.units.len() && at < self.units.len()) {
            self.units.swap(at, to);
            self.list.select(to);
        }
    }

    pub(super) fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let head = u16::from(area.height > 3);
        if head > 0 {
            let title = ui.word("pane.summary.order");
            ui.put_row(buf, area, area.y, &title, ui.theme.strong());
        }
        self.list.set_columns(vec![
            Column::number(ui.word("pane.summary.order-place"), 6),
            Column::new(ui.word("pane.summary.unit"), Room::Share(1)),
            Column::number(ui.word("pane.summary.order-score"), 8),
            Column::number(ui.word("pane.summary.order-suggested"), 10),
        ]);
        let body = Rect {
            y: area.y + head,
            height: area.height - head,
            ..area
        };
        self.list.draw(ui, body, buf, &Units(&self.units));
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.list.cursor()
    }
}

struct Units<'a>(&'a [Unit]);

impl Window for Units<'_> {
    fn total(&self) -> usize {
        self.0.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let shown = self.0.iter().enumerate().skip(offset).take(len);
        let row = |(at, unit): (usize, &Unit)| {
            let moved = at != unit.from;
            let cells = [
                (at + 1).to_string(),
                unit.name.clone(),
                unit.score.clone(),
                unit.place.clone(),
            ];
            Row::new(cells).tone(if moved { Tone::Warn } else { Tone::Plain })
        };
        shown.map(row).collect()
    }
}
