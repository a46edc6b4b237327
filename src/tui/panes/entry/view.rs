//! How the pane of entry looks: the list of what waits, and the form with what its field rests on beside it.

use chrono_tz::Asia::Shanghai;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Entry, basis};
use crate::domain::campaign::Campaign;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::office::View;
use crate::tui::layer::Cx;
use crate::tui::panes::shown::Look;
use crate::tui::panes::glance::draw_empty;
use crate::tui::panes::{task_detail, words};
use crate::tui::ui::clear;
use crate::tui::widget::{Row, Window, columns};

impl Entry {
    pub(super) fn draw_form(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let campaign = self.desk.view().campaign();
        let Some((filling, campaign)) = self.filling.as_mut().zip(campaign) else {
            return;
        };
        let ui = cx.ui;
        let (left, right) = columns(ui, area, buf);
        let mut lines = vec![ui.say(
            "entry.heading",
            &[
                ("id", words::short_id(&campaign, &filling.task.id)),
                ("name", &filling.task.name),
                ("state", &ui.word(filling.task.state.key())),
            ],
        )];
        lines.extend(filling.notes(ui));
        let room = usize::from(left.height / 4);
        let mut y = left.y;
        for (at, line) in lines.iter().take(room).enumerate() {
            let row = Rect { y, height: 1, ..left };
            clear(buf, row);
            let style = if at == 0 {
                ui.theme.strong()
            } else {
                ui.theme.quiet()
            };
            ui.put(buf, row, row.x, y, line, style);
            y += 1;
        }
        let rest = Rect {
            y,
            height: left.bottom() - y,
            ..left
        };
        filling.form.draw(ui, rest, buf);
        if let Some(right) = right {
            let (title, entries) = basis::of_focus(ui, &campaign, filling);
            self.detail.draw(ui, right, buf, &title, &entries);
        }
    }

    pub(super) fn draw_list(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let own = self.desk.operator().map(|operator| operator.unit);
        let view = self.desk.view();
        let Some(campaign) = view.campaign() else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        let ui = cx.ui;
        let selected: Option<Task> = self.browse.selected().and_then(|id| view.state().get(id));
        let drafted = |id: &str| {
            self.drafts.get(id).map_or(String::new(), |saved| {
                saved.with_timezone(&Shanghai).format("%m-%d %H:%M").to_string()
            })
        };
        let cells = |task: &Task| {
            vec![
                words::id_cell(ui, &campaign, &task.id),
                task.name.clone(),
                ui.word(task.state.key()),
                drafted(&task.id),
                words::place(&campaign, own.unwrap_or(campaign.province), task),
                words::leader(task).to_owned(),
            ]
        };
        let keys = self.browse.keys();
        if keys.is_empty() && self.browse.filter().is_empty() {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.entry-empty"));
        }
        let rows = Rows {
            view: &view,
            campaign: &campaign,
            keys: &keys,
            cells: &cells,
        };
        let about = || {
            let entries = selected
                .as_ref()
                .zip(Look::new(ui, &view, self.desk.actor()))
                .map(|(task, look)| task_detail::entries(&look, &task.id));
            (ui.word("task.title"), entries.unwrap_or_default())
        };
        self.browse.draw(ui, area, buf, &rows, &about);
    }
}

/// The rows in sight, read from the index as they are drawn.
struct Rows<'a> {
    view: &'a View<'a>,
    campaign: &'a Campaign,
    keys: &'a [String],
    cells: &'a dyn Fn(&Task) -> Vec<String>,
}

impl Window for Rows<'_> {
    fn total(&self) -> usize {
        self.keys.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let row = |key: &String| match self.view.state().get::<Task>(key) {
            Some(task) => Row::new((self.cells)(&task)),
            None => Row::new([words::short_id(self.campaign, key)]),
        };
        self.keys.iter().skip(offset).take(len).map(row).collect()
    }
}
