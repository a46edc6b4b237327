//! How the pane of entry looks: the list of what waits, and the form with what its field rests on beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Entry, basis};
use crate::tui::layer::Cx;
use crate::tui::panes::glance::draw_empty;
use crate::tui::panes::shelf::Section;
use crate::tui::panes::shown::Look;
use crate::tui::panes::words;
use crate::tui::ui::{below, clear};
use crate::tui::widget::columns;

impl Entry {
    pub(super) fn draw_form(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (campaign, today) = {
            let view = self.desk.view();
            (view.campaign(), view.now().today)
        };
        let Some((filling, campaign)) = self.filling.as_mut().zip(campaign) else {
            return;
        };
        let ui = cx.ui;
        let (left, right) = columns(ui, area, buf);
        let heading = ui.say(
            "entry.heading",
            &[
                ("id", words::short_id(&campaign, &filling.task.id)),
                ("name", &filling.task.name),
                ("state", &ui.word(filling.task.state.key())),
            ],
        );
        let mut lines = vec![(heading, ui.theme.strong())];
        for (note, tone) in filling.notes(ui) {
            let wrapped = ui.wrap(&note, left.width).into_iter();
            lines.extend(wrapped.map(|line| (line, ui.theme.tone(tone))));
        }
        let room = usize::from(left.height / 4);
        let mut y = left.y;
        for (line, style) in lines.iter().take(room) {
            let row = Rect { y, height: 1, ..left };
            clear(buf, row);
            ui.put(buf, row, row.x, y, line, *style);
            y += 1;
        }
        let rest = below(left, y.saturating_sub(left.y));
        filling.form.draw(ui, rest, buf);
        if let Some(right) = right {
            let (title, entries) = basis::of_focus(ui, &campaign, filling, today);
            self.detail.draw(ui, right, buf, &title, &entries);
        }
    }

    pub(super) fn draw_compare(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        if let Some(compare) = self.filling.as_mut().and_then(|filling| filling.compare.as_mut()) {
            compare.draw(cx, area, buf);
        }
    }

    pub(super) fn draw_list(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        self.shelf.refresh(&look);
        self.shelf.draw(&look, area, buf);
    }
}
