//! How the pane of entry looks: the list of what waits, and the form with what its field rests on beside it.

use chrono_tz::Asia::Shanghai;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Entry, basis};
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::layer::Cx;
use crate::tui::panes::tasks::Rows;
use crate::tui::panes::{task_detail, words};
use crate::tui::ui::clear;
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
        let rest = Rect {
            y,
            height: left.bottom() - y,
            ..left
        };
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
        let own = self.desk.operator().map(|operator| operator.unit);
        let view = self.desk.view();
        let Some(campaign) = view.campaign() else {
            return;
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
        let rows = Rows {
            view: &view,
            campaign: &campaign,
            keys: &keys,
            cells: &cells,
        };
        let about = || {
            let entries = selected
                .as_ref()
                .map(|task| task_detail::entries(cx, &view, task, &[]));
            (ui.word("task.title"), entries.unwrap_or_default())
        };
        self.browse.draw(ui, area, buf, &rows, &about);
    }
}
