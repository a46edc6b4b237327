//! One entry of the journal, whole. It can be very long: it is wrapped once for a width, and only what is in sight is
//! drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::office::Line;
use crate::office::View;
use crate::tui::action::{Action, Offer};
use crate::tui::ui::{Ui, clear};
use crate::tui::widget::List;

/// An entry's text and the part of it that is in sight.
pub(super) struct Page {
    title: String,
    text: String,
    width: u16,
    lines: Vec<String>,
    top: usize,
    height: usize,
    cursor: Option<Position>,
}

impl Page {
    /// Reads entry `seq` from the journal. Where that fails, the page says why.
    pub(super) fn read(ui: &Ui, view: &View<'_>, seq: u64) -> Self {
        let read = view.journal().lines(seq).map(|mut lines| lines.next());
        let text = match read {
            Ok(Some(Ok(line))) => whole(ui, &line),
            Ok(Some(Err(fault))) | Err(fault) => crate::office::Fault::from(fault).text(ui.lang),
            Ok(None) => ui.word("pane.journal.gone"),
        };
        Page {
            title: ui.say("pane.journal.entry", &[("seq", &seq.to_string())]),
            text,
            width: 0,
            lines: Vec::new(),
            top: 0,
            height: 1,
            cursor: None,
        }
    }

    pub(super) fn offers() -> Vec<Offer> {
        [Offer::on(Action::Back)]
            .into_iter()
            .chain(List::offers())
            .collect()
    }

    pub(super) fn act(&mut self, action: Action) {
        let page = self.height.max(1);
        let last = self.lines.len().saturating_sub(self.height);
        let to = match action {
            Action::Down => self.top.saturating_add(1),
            Action::Up => self.top.saturating_sub(1),
            Action::PageDown => self.top.saturating_add(page),
            Action::PageUp => self.top.saturating_sub(page),
            Action::Home => 0,
            Action::End => last,
            _ => self.top,
        };
        self.top = to.min(last);
    }

    pub(super) fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        clear(buf, area);
        self.cursor = Some(area.as_position());
        if self.width != area.width {
            self.width = area.width;
            self.lines = ui.wrap(&self.text, area.width);
        }
        let heading = u16::from(area.height > 2);
        self.height = usize::from(area.height - heading);
        self.top = self.top.min(self.lines.len().saturating_sub(self.height));
        if heading > 0 {
            let at = (self.top + self.height).min(self.lines.len()).to_string();
            let count = ui.say(
                "list.count",
                &[("at", &at), ("total", &self.lines.len().to_string())],
            );
            let title = format!("{}  {count}", self.title);
            ui.put_row(buf, area, area.y, &title, ui.theme.heading());
        }
        let rows = area.top() + heading..area.bottom();
        for (line, y) in self.lines.iter().skip(self.top).zip(rows) {
            ui.put(buf, area, area.x, y, line, ui.theme.tone(Default::default()));
        }
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// Everything the line says.
fn whole(ui: &Ui, line: &Line) -> String {
    let entry = &line.entry;
    let group = (line.group.0.to_string(), line.group.1.to_string());
    let department = entry.department.map_or(String::new(), |d| ui.word(d.key()));
    let fields = [
        (
            "pane.journal.kind",
            ui.word(&format!("event.{}", entry.event.kind())),
        ),
        ("pane.journal.subject", entry.event.subject().to_owned()),
        ("pane.journal.at", entry.at.to_rfc3339()),
        ("pane.journal.on", entry.on.to_string()),
        ("pane.journal.by", entry.actor.operator.clone()),
        ("pane.journal.login", entry.actor.os_user.clone()),
        ("pane.journal.terminal", entry.actor.terminal.clone()),
        ("pane.journal.department", department),
        ("pane.journal.campaign", entry.campaign.clone()),
        (
            "pane.journal.group",
            ui.say("list.count", &[("at", &group.0), ("total", &group.1)]),
        ),
        ("pane.journal.prev", line.prev.clone()),
        ("pane.journal.hash", line.hash.clone()),
    ];
    let mut text = String::new();
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("{}  {value}\n", ui.word(key)));
    }
    text.push_str(&ui.word("pane.journal.event"));
    text.push('\n');
    text.push_str(&serde_json::to_string_pretty(&entry.event).unwrap_or_default());
    text
}
