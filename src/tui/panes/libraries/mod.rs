//! 名录: the registry, the targets the campaign touches, officers, conflicts, checklist, operators and batches.

mod batch;
mod marks;
mod people;
mod registry;
mod target;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub(super) use self::batch::{choices, said};
use self::registry::Rows;
use super::first::{Guide, Intake};
use super::glance::draw_empty;
use super::history;
use super::shelf::{Section, Shelf};
use super::shown::Look;
use crate::domain::batch::Batch;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::operator::Operator;
use crate::domain::target::Target;
use crate::office::import::Library;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;

/// The pane 名录.
pub struct Libraries {
    desk: Desk,
    sections: Vec<(&'static str, Box<dyn Section>)>,
    current: usize,
}

impl Libraries {
    /// The libraries at this desk.
    pub fn new(desk: Desk) -> Self {
        let sections: Vec<(&'static str, Box<dyn Section>)> = vec![
            ("pane.libraries.registry", Box::new(Rows::default())),
            ("pane.libraries.targets", Box::new(Shelf::<Target>::new())),
            ("pane.libraries.officers", Box::new(Shelf::<Officer>::new())),
            ("pane.libraries.conflicts", Box::new(Shelf::<Conflict>::new())),
            (
                "pane.libraries.checklist",
                Box::new(Shelf::<ChecklistItem>::new()),
            ),
            ("pane.libraries.operators", Box::new(Shelf::<Operator>::new())),
            ("pane.libraries.batches", Box::new(Shelf::<Batch>::new())),
        ];
        Libraries {
            desk,
            sections,
            current: 0,
        }
    }

    fn section(&self) -> Option<&dyn Section> {
        self.sections.get(self.current).map(|(_, section)| &**section)
    }

    /// What would be imported into the list in sight.
    fn library(&self) -> Option<Library> {
        match self.sections.get(self.current)?.0 {
            "pane.libraries.registry" | "pane.libraries.targets" => Some(Library::Targets),
            "pane.libraries.officers" => Some(Library::Officers),
            "pane.libraries.conflicts" => Some(Library::Conflicts),
            "pane.libraries.checklist" => Some(Library::Checklist),
            _ => None,
        }
    }

    fn target(&self, cx: &Cx) -> Option<String> {
        let view = self.desk.view();
        let look = Look::new(cx.ui, &view, self.desk.actor())?;
        self.section()?.target(&look)
    }

    fn turn(&mut self, back: bool) {
        let count = self.sections.len().max(1);
        let step = if back { count - 1 } else { 1 };
        self.current = (self.current + step) % count;
    }

    /// The names of the lists in one line, the one in sight in brackets with its length.
    fn draw_names(&self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        ui.put_row(buf, area, area.y, "", ui.theme.quiet());
        let mut x = area.x;
        for (at, (key, section)) in self.sections.iter().enumerate() {
            let name = ui.word(key);
            let (label, style) = if at == self.current {
                (format!("[{name} {}]", section.total()), ui.theme.strong())
            } else {
                (format!(" {name} "), ui.theme.quiet())
            };
            x = x.saturating_add(ui.put(buf, area, x, area.y, &label, style));
        }
    }
}

impl Layer for Libraries {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Libraries), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let Some(section) = self.section() else {
            return Vec::new();
        };
        if self.desk.view().campaign().is_none() {
            return vec![Offer::on(Action::Import)];
        }
        let mut offers = section.offers(cx.ui);
        offers.push(Offer::on(Action::Import));
        offers.push(history::offer(cx.ui, self.target(cx).as_deref()));
        if !section.is_open() {
            let turns = [Action::Next, Action::Previous, Action::Right, Action::Left];
            offers.extend(turns.map(Offer::on));
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Next | Action::Right => self.turn(false),
            Action::Previous | Action::Left => self.turn(true),
            Action::Import if self.desk.view().campaign().is_none() => cx.push(Guide::new(self.desk.clone())),
            Action::Import => cx.push(Intake::new(self.desk.clone(), cx.ui, self.library())),
            Action::History => history::open(&self.desk, self.target(cx).as_deref(), cx),
            action => {
                let view = self.desk.view();
                let Some(((_, section), look)) =
                    self.sections
                        .get_mut(self.current)
                        .zip(Look::new(cx.ui, &view, self.desk.actor()))
                else {
                    return Flow::Taken;
                };
                section.refresh(&look);
                if !section.act(action, cx) {
                    return Flow::Pass;
                }
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        let Event::Answer(Answer {
            to: Action::Filter,
            reply: Reply::Line(line),
        }) = event
        else {
            return Flow::Pass;
        };
        let view = self.desk.view();
        if let Some(((_, section), look)) =
            self.sections
                .get_mut(self.current)
                .zip(Look::new(cx.ui, &view, self.desk.actor()))
            && let Some(text) = section.asked(line, &look)
        {
            cx.say(Tone::Warn, text);
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        if let Some((_, section)) = self.sections.get_mut(self.current) {
            section.refresh(&look);
        }
        let open = self.section().is_some_and(Section::is_open);
        let names = u16::from(!open && area.height > 3);
        if names > 0 {
            self.draw_names(cx.ui, area, buf);
        }
        let body = Rect {
            y: area.y + names,
            height: area.height - names,
            ..area
        };
        if let Some((_, section)) = self.sections.get_mut(self.current) {
            section.draw(&look, body, buf);
        }
    }

    fn cursor(&self) -> Option<Position> {
        self.section().and_then(Section::cursor)
    }
}
