//! A form, one field a line. Choices take a single key, so that a console without an input method can complete
//! everything but free text.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::chooser::Chooser;
use super::form_field::Typed;
pub use super::form_field::{Choice, Field, Kind, Value};
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::{Context, Keys};
use crate::tui::layer::{Cx, Flow};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, clear};

/// Columns before the labels: marker and sign.
const GUTTER: u16 = 2;

/// The fields and which of them is in focus.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
    top: usize,
    changed: bool,
    /// Secrets are shown, by wish, until another field is in focus.
    shown: bool,
    cursor: Option<Position>,
}

impl Form {
    /// A form of these fields, the first in focus.
    pub fn new(fields: Vec<Field>) -> Self {
        Form {
            fields,
            ..Form::default()
        }
    }

    /// The places of the keymap that hold in a form.
    pub fn contexts() -> [Context; 1] {
        [Context::Form]
    }

    /// What a form lets one do by itself: going from field to field, opening the options of a choice.
    pub fn offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Next), Offer::on(Action::Previous)];
        if self.focused().is_some_and(|field| !field.options().is_empty()) {
            offers.push(Offer::on(Action::Open));
        }
        if self.errors() > 0 {
            offers.push(Offer::on(Action::NextError));
        }
        if self.focused().is_some_and(|field| field.kind == Kind::Secret) {
            offers.push(Offer::on(Action::ShowSecret));
        }
        offers
    }

    /// Every answer with the id of its field.
    pub fn values(&self) -> impl Iterator<Item = (&str, Value)> {
        self.fields.iter().map(|field| (field.id.as_str(), field.value()))
    }

    /// One answer.
    pub fn value(&self, id: &str) -> Option<Value> {
        self.fields.iter().find(|field| field.id == id).map(Field::value)
    }

    /// Lays an answer into a field, for instance from a draft.
    pub fn set(&mut self, id: &str, value: &Value) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
            field.set(value);
        }
    }

    /// Takes a field out of sight, or brings it back. Its answer stays as it is; without a mark of an error.
    pub fn hide(&mut self, id: &str, hidden: bool) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
            field.hidden = hidden;
            field.error = field.error.take().filter(|_| !hidden);
        }
    }

    /// Goes to a field.
    pub fn focus(&mut self, id: &str) {
        self.focus = self
            .fields
            .iter()
            .position(|field| field.id == id)
            .unwrap_or(self.focus);
    }

    /// The id of the field in focus.
    pub fn focused_id(&self) -> Option<&str> {
        self.focused().map(|field| field.id.as_str())
    }

    /// Whether a plain character goes into the field in focus.
    pub fn types(&self) -> bool {
        self.focused()
            .is_some_and(|field| matches!(field.kind, Kind::Line | Kind::Text | Kind::Secret))
    }

    /// Whether an answer was touched since the last call; then the draft is worth keeping.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Fields with an error.
    pub fn errors(&self) -> usize {
        self.fields.iter().filter(|field| field.error.is_some()).count()
    }

    /// Marks every error at once (field id, what is wrong), takes earlier marks away, and goes to the first.
    pub fn set_errors(&mut self, errors: &[(String, String)], cx: &mut Cx) {
        for field in &mut self.fields {
            field.error = errors
                .iter()
                .find(|(id, _)| *id == field.id)
                .map(|(_, text)| text.clone());
        }
        let count = self.errors();
        if count > 0 {
            self.focus = self
                .fields
                .iter()
                .position(|field| field.error.is_some())
                .unwrap_or(self.focus);
            let key = cx
                .keymap
                .keys(Action::NextError, &[Context::Form])
                .first()
                .map(Keys::to_string);
            let args = [("n", count.to_string()), ("key", key.unwrap_or_default())];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            cx.say(Tone::Bad, cx.ui.say("form.errors", &args));
        }
    }

    /// Takes typed text, the single keys of options, and the answer of the options' overlay.
    pub fn handle(&mut self, event: &Event) -> Flow {
        if let Event::Answer(Answer {
            to: Action::Open,
            reply: Reply::Chosen(at),
        }) = event
        {
            if let Some(field) = self.fields.get_mut(self.focus) {
                field.pick(*at);
                self.changed = true;
            }
            return Flow::Taken;
        }
        let Some(field) = self.fields.get_mut(self.focus) else {
            return Flow::Pass;
        };
        match field.handle(event) {
            Typed::Changed => {
                field.error = None;
                self.changed = true;
                Flow::Taken
            }
            Typed::Nothing => Flow::Taken,
            Typed::NotMine => Flow::Pass,
        }
    }

    /// Does one of the form's own actions.
    pub fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        let seen = |at: &usize| self.fields.get(*at).is_some_and(|field| !field.hidden);
        self.shown = action == Action::ShowSecret && !self.shown;
        match action {
            Action::ShowSecret => {}
            Action::Next => {
                let next = (self.focus + 1..self.fields.len()).find(seen);
                self.focus = next.unwrap_or(self.focus);
            }
            Action::Previous => self.focus = (0..self.focus).rfind(seen).unwrap_or(self.focus),
            Action::NextError => self.next_error(),
            Action::Open => self.open(cx),
            _ => return false,
        }
        true
    }

    fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    fn next_error(&mut self) {
        let wrong = |at: &usize| self.fields.get(*at).is_some_and(|field| field.error.is_some());
        let next = (self.focus + 1..self.fields.len()).find(wrong);
        self.focus = next
            .or_else(|| (0..=self.focus).find(wrong))
            .unwrap_or(self.focus);
    }

    fn open(&self, cx: &mut Cx) {
        if let Some(field) = self.focused() {
            let title = cx.ui.say("form.choose", &[("label", &field.label)]);
            let options = field
                .options()
                .iter()
                .map(|option| option.label.clone())
                .collect();
            cx.push(Chooser::new(Action::Open, title, options));
        }
    }

    /// Draws the fields, and below them what concerns the one in focus.
    pub fn draw(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        clear(buf, area);
        self.cursor = None;
        let below = self.room_below(ui, area);
        let rows = Rect {
            height: area.height - below,
            ..area
        };
        let seen: Vec<usize> = (0..self.fields.len())
            .filter(|at| self.fields.get(*at).is_some_and(|field| !field.hidden))
            .collect();
        let here = seen.iter().position(|at| *at == self.focus).unwrap_or(0);
        let height = usize::from(rows.height.max(1));
        self.top = self.top.min(here).min(seen.len().saturating_sub(height));
        if here >= self.top + height {
            self.top = here + 1 - height;
        }
        let widest = self
            .fields
            .iter()
            .map(|field| ui.width(&field.label))
            .max()
            .unwrap_or(0);
        let label = widest.min(area.width / 3);
        for (at, y) in seen.into_iter().skip(self.top).zip(rows.top()..rows.bottom()) {
            self.draw_field(ui, Rect { y, height: 1, ..rows }, buf, at, label);
        }
        if below > 0 {
            self.draw_focused(
                ui,
                Rect {
                    y: rows.bottom(),
                    height: below,
                    ..area
                },
                buf,
            );
        }
    }

    /// A third of the rows, more where the options of the field in focus need more; never all.
    fn room_below(&self, ui: &Ui, area: Rect) -> u16 {
        if area.height < 8 {
            return 0;
        }
        let Some(field) = self.focused() else { return 0 };
        let (_, rows) = option_grid(ui, area.width, field);
        let hint = if field.hint.is_empty() {
            0
        } else {
            ui.wrap(&field.hint, area.width).len()
        };
        let needed = u16::try_from(1 + hint + usize::from(field.error.is_some()) + rows).unwrap_or(u16::MAX);
        (area.height / 3).clamp(4, 8).max(needed.min(area.height * 2 / 3))
    }

    fn draw_field(&mut self, ui: &Ui, row: Rect, buf: &mut Buffer, at: usize, label: u16) {
        let Some(field) = self.fields.get(at) else { return };
        let focus = at == self.focus;
        let tone = if field.error.is_some() {
            Tone::Bad
        } else {
            Tone::Plain
        };
        if focus {
            ui.put(buf, row, row.x, row.y, ">", ui.theme.strong());
            self.cursor = Some(row.as_position());
        }
        ui.put(
            buf,
            row,
            row.x.saturating_add(1),
            row.y,
            tone.sign(),
            ui.theme.tone(tone),
        );
        let x = row.x.saturating_add(GUTTER);
        let name = Rect {
            x,
            width: label,
            ..row
        }
        .intersection(row);
        ui.put(buf, name, x, row.y, &field.label, ui.theme.quiet());
        let x = x.saturating_add(label + 1);
        let rest = Rect {
            x,
            width: row.right().saturating_sub(x),
            ..row
        };
        if rest.is_empty() {
            return;
        }
        let used = field
            .count()
            .map_or(0, |count| ui.put(buf, rest, x, row.y, &count, ui.theme.quiet()));
        let (x, rest) = (
            x + used,
            Rect {
                x: x + used,
                width: rest.width - used,
                ..rest
            },
        );
        if focus && (field.kind == Kind::Line || self.shown) {
            self.cursor = Some(field.line.draw(ui, rest, buf, Style::new()));
        } else if focus && field.kind == Kind::Secret {
            self.cursor = Some(field.line.masked().draw(ui, rest, buf, Style::new()));
        } else {
            ui.put(
                buf,
                rest,
                x,
                row.y,
                &field.summary(ui),
                ui.theme.tone(Tone::Plain),
            );
        }
    }

    /// A ruled line, the error or the hint, then the options with their keys or the whole text.
    fn draw_focused(&mut self, ui: &Ui, area: Rect, buf: &mut Buffer) {
        let Some(field) = self.fields.get(self.focus) else {
            return;
        };
        let head = Rect { height: 1, ..area };
        ui.put_row(buf, head, area.y, &field.label, ui.theme.heading());
        let mut lines = Vec::new();
        if let Some(error) = &field.error {
            lines.extend(
                ui.wrap(error, area.width)
                    .into_iter()
                    .map(|line| (line, ui.theme.tone(Tone::Bad))),
            );
        }
        if !field.hint.is_empty() {
            lines.extend(
                ui.wrap(&field.hint, area.width)
                    .into_iter()
                    .map(|line| (line, ui.theme.quiet())),
            );
        }
        let mut y = area.y + 1;
        for (line, style) in lines {
            if y < area.bottom() {
                ui.put(buf, area, area.x, y, &line, style);
                y += 1;
            }
        }
        let rest = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        match &field.kind {
            Kind::Text if !rest.is_empty() => {
                self.cursor = Some(field.text.draw(ui, rest, buf, Style::new()))
            }
            _ => draw_options(ui, rest, buf, field),
        }
    }

    /// Where typing goes.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// The options with their keys, in columns of equal width; a chosen one is marked.
fn draw_options(ui: &Ui, area: Rect, buf: &mut Buffer, field: &Field) {
    if area.is_empty() {
        return;
    }
    let (width, _) = option_grid(ui, area.width, field);
    let across = usize::from((area.width / width).max(1));
    for (row, y) in option_labels(field).chunks(across).zip(area.top()..area.bottom()) {
        for (label, x) in row.iter().zip((area.x..area.right()).step_by(usize::from(width))) {
            let room = Rect {
                x,
                width: width.min(area.right() - x),
                ..area
            };
            ui.put(buf, room, x, y, label, ui.theme.tone(Tone::Plain));
        }
    }
}

fn option_labels(field: &Field) -> Vec<String> {
    let label = |at: usize, choice: &Choice| {
        let mark = if field.picked.contains(&at) { '*' } else { ' ' };
        let key = Field::key_of(at).unwrap_or(' ');
        format!("{mark}{key} {}", choice.label)
    };
    let options = field.options().iter().enumerate();
    options.map(|(at, choice)| label(at, choice)).collect()
}

/// Columns one option takes, and rows all of them take.
fn option_grid(ui: &Ui, width: u16, field: &Field) -> (u16, usize) {
    let labels = option_labels(field);
    let widest = labels.iter().map(|label| ui.width(label) + 2).max().unwrap_or(1);
    let each = widest.min(width).max(1);
    (each, labels.len().div_ceil(usize::from((width / each).max(1))))
}
