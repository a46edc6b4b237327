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
use self::registry::Registry;
use super::first::{Guide, Intake};
use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::{Look, Shown};
use crate::domain::batch::Batch;
use crate::domain::library::{ChecklistItem, Conflict, Officer};
use crate::domain::operator::Operator;
use crate::domain::target::Target;
use crate::office::import::Library;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::{Ui, below};

/// All records of a kind, at this desk.
fn shelf<R: Shown + 'static>(desk: &Desk) -> Shelf<Records<R>> {
    Shelf::new(desk.clone(), Records::all())
}

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
            (
                "pane.libraries.registry",
                Box::new(Shelf::new(desk.clone(), Registry)),
            ),
            ("pane.libraries.targets", Box::new(shelf::<Target>(&desk))),
            ("pane.libraries.officers", Box::new(shelf::<Officer>(&desk))),
            ("pane.libraries.conflicts", Box::new(shelf::<Conflict>(&desk))),
            (
                "pane.libraries.checklist",
                Box::new(shelf::<ChecklistItem>(&desk)),
            ),
            ("pane.libraries.operators", Box::new(shelf::<Operator>(&desk))),
            ("pane.libraries.batches", Box::new(shelf::<Batch>(&desk))),
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
    fn ready(&mut self, cx: &Cx) {
        if let Some((_, section)) = self.sections.get_mut(self.current) {
            section.ready(cx.ui);
        }
    }

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
            action => {
                let section = self.sections.get_mut(self.current);
                if !section.is_some_and(|(_, section)| section.act(action, cx)) {
                    return Flow::Pass;
                }
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if let Event::Answer(_) = event {
            let section = self.sections.get_mut(self.current);
            return Flow::taken_if(section.is_some_and(|(_, section)| section.handle(event, cx)));
        }
        for (_, section) in &mut self.sections {
            section.handle(event, cx);
        }
        Flow::Pass
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
        let body = below(area, names);
        if let Some((_, section)) = self.sections.get_mut(self.current) {
            section.draw(&look, body, buf);
        }
    }

    fn cursor(&self) -> Option<Position> {
        self.section().and_then(Section::cursor)
    }
}
