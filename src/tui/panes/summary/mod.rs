//! 汇总: the progress of the units and the summary table. Every figure leads to the tasks behind it, and the own
//! unit's report is handed in here.

mod compiled;
mod figures;
mod grid;
mod progress;
mod task;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::compiled::Compiled;
use self::grid::Place;
use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::Look;
use crate::domain::command::Command;
use crate::domain::event::Event as Happened;
use crate::domain::region::RegionCode;
use crate::domain::task::Task;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Confirm;

/// The pane 汇总.
pub struct Summary {
    desk: Desk,
    /// Which of the two tables is in sight: 0 progress, 1 summary.
    which: usize,
    places: [Place; 2],
    compiled: Option<Compiled>,
    drill: Option<Drill>,
    /// The document that the operator was asked about.
    pending: Option<Vec<u8>>,
}

/// The tasks behind a figure.
struct Drill {
    row: usize,
    column: usize,
    shelf: Shelf<Records<Task>>,
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
            pending: None,
        }
    }

    /// The division whose report the operator hands in.
    fn own(&self) -> Option<RegionCode> {
        let view = self.desk.view();
        let operator = view.operator(&self.desk.actor().operator);
        operator.map(|operator| operator.unit)
    }

    /// Compiles both tables where something was committed, or a day has passed, since they were.
    fn refresh(&mut self, look: &Look<'_>) {
        let now = (look.view.seq(), look.today());
        if self.compiled.as_ref().is_some_and(|compiled| compiled.at == now) {
            return;
        }
        let compiled = Compiled::new(look, &self.desk.actor().operator);
        if let (Some(drill), Some(grid)) = (&mut self.drill, compiled.grids.get(self.which)) {
            let tasks = grid
                .at(drill.row, drill.column)
                .map(|figure| figure.tasks.clone());
            *drill.shelf.stock_mut() = Records::of(tasks.unwrap_or_default());
        }
        self.compiled = Some(compiled);
    }

    /// Opens the list of tasks behind the figure, or says that there are none.
    fn drill(&mut self, cx: &mut Cx) {
        let Some((grid, place)) = self
            .compiled
            .as_ref()
            .and_then(|c| c.grids.get(self.which))
            .zip(self.places.get(self.which))
        else {
            return;
        };
        let (row, column) = (place.row(), place.column());
        let tasks = grid
            .at(row, column)
            .map(|figure| figure.tasks.clone())
            .unwrap_or_default();
        if tasks.is_empty() {
            return cx.say(Tone::Quiet, cx.ui.word("pane.summary.no-tasks"));
        }
        self.drill = Some(Drill {
            row,
            column,
            shelf: Shelf::new(self.desk.clone(), Records::of(tasks)),
        });
    }

    /// What the list of tasks is about: unit, column and figure.
    fn caption(&self, drill: &Drill) -> String {
        let Some(grid) = self.compiled.as_ref().and_then(|c| c.grids.get(self.which)) else {
            return String::new();
        };
        let name = grid.lines.get(drill.row).map_or("", |line| line.name.as_str());
        let head = grid.columns.get(drill.column);
        let figure = grid.at(drill.row, drill.column).map_or("", |f| f.text.as_str());
        let (column, measure) = head.map_or(("", ""), |h| (h.name.as_str(), h.measure.as_str()));
        format!("{name}  {column}  {figure} {measure}")
    }

    /// Asks whether to hand in what stands now; exactly that is handed in.
    fn ask_to_hand_in(&mut self, cx: &mut Cx) {
        if let Some(compiled) = &self.compiled {
            self.pending = Some(figures::document(self.desk.lang(), &compiled.summary));
            cx.push(Confirm::new(Action::HandIn, compiled.question(cx.ui)));
        }
    }

    fn hand_in(&mut self, cx: &mut Cx) {
        let Some((summary, compiled)) = self.pending.take().zip(self.compiled.as_ref()) else {
            return;
        };
        let region = compiled.own;
        match self.desk.submit(Command::FileReport { region, summary }) {
            Ok(receipt) => {
                let filed = receipt.events.iter().find_map(|event| match event {
                    Happened::ReportFiled { report } => Some(report),
                    _ => None,
                });
                let Some(report) = filed else { return };
                let (key, tone) = match report.overdue {
                    true => ("pane.summary.filed-late", Tone::Warn),
                    false => ("pane.summary.filed", Tone::Good),
                };
                let (version, on) = (report.version.to_string(), report.on.to_string());
                cx.say(tone, cx.ui.say(key, &[("version", &version), ("on", &on)]));
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// The names of the tables, and the full name of the current column.
    fn draw_head(&self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let mut text = String::new();
        for (at, key) in ["pane.summary.progress", "pane.summary.table"].iter().enumerate() {
            let name = ui.word(key);
            text.push_str(&if at == self.which {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            });
        }
        let column = self.places.get(self.which).map_or(0, Place::column);
        let grid = self.compiled.as_ref().and_then(|c| c.grids.get(self.which));
        if let Some((grid, head)) = grid.and_then(|grid| Some((grid, grid.columns.get(column)?))) {
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

    fn draw_drill(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let Some(mut drill) = self.drill.take() else {
            return;
        };
        let head = u16::from(area.height > 3);
        if head > 0 {
            let caption = self.caption(&drill);
            look.ui
                .put_row(buf, area, area.y, &caption, look.ui.theme.strong());
        }
        drill.shelf.refresh(look);
        drill.shelf.draw(look, below(area, head), buf);
        self.drill = Some(drill);
    }
}

/// The area without its first rows.
fn below(area: Rect, rows: u16) -> Rect {
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

impl Layer for Summary {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Summary), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        if let Some(drill) = &self.drill {
            let mut offers = drill.shelf.offers(cx.ui);
            if offers.iter().all(|offer| offer.action != Action::Back) {
                offers.insert(0, Offer::on(Action::Back));
            }
            return offers;
        }
        let refusal = self.own().and_then(|region| {
            self.desk.refusal(&Command::FileReport {
                region,
                summary: Vec::new(),
            })
        });
        let mut offers = vec![
            Offer::on(Action::Open),
            Offer::unless(Action::HandIn, refusal),
            Offer::on(Action::Next),
            Offer::on(Action::Previous),
        ];
        offers.extend(Place::offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        let desk = self.desk.clone();
        let view = desk.view();
        if let Some(look) = Look::new(cx.ui, &view, desk.actor()) {
            self.refresh(&look);
            if let Some(drill) = &mut self.drill {
                drill.shelf.refresh(&look);
            }
        }
        drop(view);
        if let Some(drill) = &mut self.drill {
            let offered = drill
                .shelf
                .offers(cx.ui)
                .iter()
                .any(|offer| offer.action == action);
            if action == Action::Back && !offered {
                self.drill = None;
            } else {
                drill.shelf.act(action, cx);
            }
            return Flow::Taken;
        }
        match action {
            Action::Open => self.drill(cx),
            Action::HandIn => self.ask_to_hand_in(cx),
            Action::Next | Action::Previous => self.which = 1 - self.which,
            action => {
                let grid = self.compiled.as_ref().and_then(|c| c.grids.get(self.which));
                if let Some((grid, place)) = grid.zip(self.places.get_mut(self.which)) {
                    place.act(action, grid);
                }
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if let Some(drill) = &mut self.drill
            && drill.shelf.handle(event, cx)
        {
            return Flow::Taken;
        }
        match event {
            Event::Answer(Answer {
                to: Action::HandIn,
                reply: Reply::Yes,
            }) => self.hand_in(cx),
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(ui, &view, desk.actor()) else {
            return draw_empty(ui, area, buf, &ui.word("pane.no-campaign"));
        };
        self.refresh(&look);
        if self.drill.is_some() {
            return self.draw_drill(&look, area, buf);
        }
        let head = u16::from(area.height > 3);
        if head > 0 {
            self.draw_head(ui, area, buf);
        }
        let Some((compiled, place)) = self.compiled.as_ref().zip(self.places.get_mut(self.which)) else {
            return;
        };
        let notes = compiled.notes(ui, self.which, area.width);
        let foot = u16::try_from(notes.len()).unwrap_or(0);
        let foot = if area.height > head + foot + 4 { foot } else { 0 };
        let body = below(area, head);
        let body = Rect {
            height: body.height - foot,
            ..body
        };
        if let Some(grid) = compiled.grids.get(self.which) {
            place.draw(ui, body, buf, grid);
        }
        for (note, y) in notes.iter().zip(body.bottom()..body.bottom() + foot) {
            ui.put_row(buf, area, y, note, ui.theme.quiet());
        }
    }

    fn cursor(&self) -> Option<Position> {
        match &self.drill {
            Some(drill) => drill.shelf.cursor(),
            None => self.places.get(self.which).and_then(Place::cursor),
        }
    }
}
