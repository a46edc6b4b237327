//! 汇总: the progress of the units, the summary table, the trend, what was handed in, and the appraisal. Every figure leads
//! to the tasks behind it or says why it does not; the own unit's report is handed in here, and the appraisal is signed.

mod acts;
mod compiled;
mod drill;
mod figures;
mod grid;
mod order;
mod progress;
mod tables;
mod task;
#[cfg(test)]
mod tests;
mod trend;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::acts::Pending;
use self::compiled::{Compiled, PARTS};
use self::drill::Drill;
use self::grid::{Grid, Place};
use self::order::Ordering;
use super::glance::draw_empty;
use super::shown::Look;
use crate::domain::command::Command;
use crate::domain::region::RegionCode;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below};

/// The part that is signed.
const APPRAISAL: usize = 4;
/// The part whose figures lead to leads.
const LEADS: usize = 5;

/// The pane 汇总.
pub struct Summary {
    desk: Desk,
    /// Which of [`PARTS`] is in sight.
    which: usize,
    places: [Place; PARTS.len()],
    compiled: Option<Compiled>,
    drill: Option<Drill>,
    /// The order of the units that is being made.
    order: Option<Ordering>,
    /// What the operator was asked about.
    pending: Option<Pending>,
}

impl Summary {
    /// The tables of the operator's own division: the province by unit, a prefecture by county.
    pub fn new(desk: Desk) -> Self {
        Summary {
            desk,
            which: 0,
            places: Default::default(),
            compiled: None,
            drill: None,
            order: None,
            pending: None,
        }
    }

    /// The division whose report the operator hands in.
    fn own(&self) -> Option<RegionCode> {
        let view = self.desk.view();
        let operator = view.operator(&self.desk.actor().operator);
        operator.map(|operator| operator.unit)
    }

    /// Compiles anew where something was committed, or a day has passed, and makes the table in sight ready.
    fn refresh(&mut self, look: &Look<'_>) {
        let now = (look.view.seq(), look.today());
        let kept = self.compiled.take().filter(|compiled| compiled.at == now);
        let old = kept.is_some();
        self.compiled = kept.or_else(|| Compiled::new(look, &self.desk));
        let Some(compiled) = &mut self.compiled else {
            return;
        };
        compiled.prepare(look, self.which);
        if let (false, Some(drill), Some(grid)) = (old, &mut self.drill, compiled.grid(self.which)) {
            drill.renew(look.ui, grid);
        }
    }

    fn grid(&self) -> Option<&Grid> {
        self.compiled.as_ref()?.grid(self.which)
    }

    /// Opens the list behind the figure, or says why there are none.
    fn drill(&mut self, cx: &mut Cx) {
        let Some((grid, place)) = self.grid().zip(self.places.get(self.which)) else {
            return;
        };
        let (row, column) = (place.row(), place.column());
        let Some(figure) = grid.at(row, column) else {
            return;
        };
        if figure.tasks.is_empty() {
            return cx.say(Tone::Quiet, figure.why.clone());
        }
        let leads = self.which == LEADS;
        self.drill = Drill::new((&self.desk, cx.ui), grid, (row, column), leads);
    }

    /// The names of the parts, and the full name of the current column.
    fn draw_head(&self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let name = |(at, part): (usize, &str)| match (ui.word(&format!("pane.summary.{part}")), at) {
            (name, at) if at == self.which => format!("[{name}]"),
            (name, _) => format!(" {name} "),
        };
        let mut text: String = PARTS.into_iter().enumerate().map(name).collect();
        let column = self.places.get(self.which).map_or(0, Place::column);
        if let Some((grid, head)) = self
            .grid()
            .and_then(|grid| Some((grid, grid.columns.get(column)?)))
        {
            let (at, of) = ((column + 1).to_string(), grid.columns.len().to_string());
            let args = [
                ("at", at.as_str()),
                ("of", &of),
                ("name", &head.name),
                ("measure", &head.measure),
            ];
            let key = match head.measure.is_empty() {
                true => "pane.summary.column",
                false => "pane.summary.column-in",
            };
            text.push_str("  ");
            text.push_str(&ui.say(key, &args));
        }
        ui.put_row(buf, area, area.y, &text, ui.theme.strong());
    }

    /// The chart where there is one, the table, and what there is to know of it.
    fn draw_part(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let Some((compiled, place)) = self.compiled.as_ref().zip(self.places.get_mut(self.which)) else {
            return;
        };
        let chart = match self.which {
            2 => trend::draw(ui, area, buf, &compiled.trend, compiled.at.1),
            _ => 0,
        };
        let area = below(area, chart);
        let notes = compiled.notes(ui, self.which, area.width);
        let foot = u16::try_from(notes.len()).unwrap_or(0);
        let foot = if area.height > foot + 4 { foot } else { 0 };
        let body = Rect {
            height: area.height - foot,
            ..area
        };
        if let Some(grid) = compiled.grid(self.which) {
            place.draw(ui, body, buf, grid);
        }
        for (note, y) in notes.iter().zip(body.bottom()..body.bottom() + foot) {
            ui.put_row(buf, area, y, note, ui.theme.quiet());
        }
    }
}

impl Layer for Summary {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Summary), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        if let Some(drill) = &self.drill {
            return drill.offers(cx.ui);
        }
        if self.order.is_some() {
            return Ordering::offers().collect();
        }
        let refusal = self.own().and_then(|region| {
            self.desk.refusal(&Command::FileReport {
                region,
                summary: Vec::new(),
                narrative: None,
                note: "?".to_owned(),
            })
        });
        let mut offers = vec![
            Offer::on(Action::Open),
            Offer::unless(Action::HandIn, refusal),
            Offer::on(Action::WriteFile),
            Offer::on(Action::Next),
            Offer::on(Action::Previous),
        ];
        if self.which == APPRAISAL {
            offers.push(Offer::unless(Action::SignAppraisal, self.sign_refusal()));
        }
        offers.extend(Place::offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if let Some(drill) = &mut self.drill {
            if !drill.act(action, cx) {
                self.drill = None;
            }
            return Flow::Taken;
        }
        let desk = self.desk.clone();
        let view = desk.view();
        let ui = *cx.ui;
        let Some(look) = Look::new(&ui, &view, desk.actor()) else {
            return Flow::Taken;
        };
        self.refresh(&look);
        match (&mut self.order, action) {
            (_, Action::SignAppraisal) => {
                self.sign(&look, cx);
                return Flow::Taken;
            }
            (order @ Some(_), Action::Back) => {
                *order = None;
                return Flow::Taken;
            }
            (Some(order), action) => {
                order.act(action);
                return Flow::Taken;
            }
            (None, _) => {}
        }
        match action {
            Action::Open => self.drill(cx),
            Action::HandIn => self.ask_to_hand_in(&look, cx),
            Action::WriteFile => self.ask_to_write(&look, cx),
            Action::Next => self.which = (self.which + 1) % PARTS.len(),
            Action::Previous => self.which = (self.which + PARTS.len() - 1) % PARTS.len(),
            action => {
                let grid = self.compiled.as_ref().and_then(|c| c.grid(self.which));
                if let Some((grid, place)) = grid.zip(self.places.get_mut(self.which)) {
                    place.act(action, grid);
                }
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if let Some(drill) = &mut self.drill {
            return Flow::taken_if(drill.handle(event, cx));
        }
        match event {
            Event::Answer(answer) => Flow::taken_if(self.answer(answer, cx)),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(ui, &view, desk.actor()) else {
            return draw_empty(ui, area, buf, &ui.word("pane.no-campaign"));
        };
        self.refresh(&look);
        if let Some(drill) = &mut self.drill {
            return drill.draw(&look, area, buf);
        }
        if let Some(order) = &mut self.order {
            return order.draw(ui, area, buf);
        }
        let head = u16::from(area.height > 3);
        if head > 0 {
            self.draw_head(ui, area, buf);
        }
        self.draw_part(ui, below(area, head), buf);
    }

    fn cursor(&self) -> Option<Position> {
        match (&self.drill, &self.order) {
            (Some(drill), _) => drill.cursor(),
            (None, Some(order)) => order.cursor(),
            (None, None) => self.places.get(self.which).and_then(Place::cursor),
        }
    }
}
