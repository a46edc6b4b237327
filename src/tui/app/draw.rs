//! What the workstation shows: the top line, the pane, the overlays above it, and the rows at the bottom.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::App;
use crate::tui::frame;
use crate::tui::layer::Cx;
use crate::tui::pane::Pane;

impl App {
    /// Draws everything; returns where the terminal's cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cx = Cx::new(&self.ui, &self.keymap);
        let parts = frame::split(
            area,
            frame::message_height(&self.ui, area.width, self.message.as_ref()),
        );
        frame::headline(&self.ui, parts.head, buf, &(self.head)(&self.ui));
        let current = self.panes.get(self.current).map(|(pane, _)| *pane);
        let panes: Vec<Pane> = self.panes.iter().map(|(pane, _)| *pane).collect();
        frame::tabs(&self.ui, parts.tabs, buf, &panes, current);
        match self.panes.get_mut(self.current) {
            Some((_, pane)) => pane.draw(parts.body, buf, &cx),
            None => self.ui.put_row(
                buf,
                parts.body,
                parts.body.y,
                &self.ui.word("frame.no-panes"),
                self.ui.theme.quiet(),
            ),
        }
        for overlay in &mut self.overlays {
            overlay.draw(parts.body, buf, &cx);
        }
        frame::message(
            &self.ui,
            parts.message,
            buf,
            self.message.as_ref(),
            self.progress.as_ref(),
        );
        // Asked after drawing, when every layer has seen what is new.
        let offers = self.offers();
        if self.top().is_some() {
            let (types, contexts) = (self.types(), self.here());
            match self.pending.is_empty() {
                true => frame::keys(&cx, parts.keys, buf, &offers, types, &contexts),
                false => frame::ways_on(&cx, parts.keys, buf, &self.pending, &contexts),
            }
        }
        let cursor = match self.overlays.last() {
            Some(overlay) => overlay.cursor(),
            None => self.panes.get(self.current).and_then(|(_, pane)| pane.cursor()),
        };
        // Input methods open their window below the cursor: never on the last row.
        cursor.filter(|at| parts.body.contains(*at) && at.y + 1 < area.bottom())
    }
}
