//! 对照: what I have typed against what somebody else recorded meanwhile, field by field. Nothing is taken over that was
//! not decided, and nothing is decided beforehand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filling::Filling;
use crate::domain::fields::{self, Fields, Past, Wording};
use crate::domain::inspection::Inspection;
use crate::office::View;
use crate::tui::action::{Action, Offer};
use crate::tui::keymap::Context;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};
use crate::tui::widget::Value;

/// From this width on the versions stand side by side, below it one below the other.
const BESIDE_FROM: u16 = 120;

/// Whose answer to a field is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Mine,
    Theirs,
}

/// A field in which the two differ.
#[derive(Clone, Debug)]
struct Difference {
    id: String,
    label: String,
    mine: Value,
    theirs: Value,
    /// Mine, theirs, and what both began with, in words.
    texts: [String; 3],
    take: Option<Side>,
}

/// The comparison, as far as it has come.
#[derive(Clone, Debug)]
pub(super) struct Compare {
    theirs: Inspection,
    rows: Vec<Difference>,
    at: usize,
    top: usize,
    height: usize,
    /// The selected field is brought into sight with the next frame.
    follow: bool,
    cursor: Option<Position>,
}

/// What became of a key.
pub(super) enum Compared {
    /// Nothing of the comparison's.
    Not,
    /// Something.
    Done,
    /// Every field is decided: their version, and what is taken over from it.
    Decided(Box<Inspection>, Vec<(String, Value)>),
}

impl Compare {
    /// Every field that differs, in the order of the form. What was decided before in `earlier` stays decided where
    /// neither answer has changed since.
    pub fn new(filling: &Filling, view: &View<'_>, ui: &Ui, earlier: Option<Compare>) -> Option<Self> {
        let (theirs, campaign) = filling.theirs.clone().zip(view.campaign())?;
        let past = Past::of(view.state(), &filling.task);
        let wording = Wording::new(view.state(), &campaign, (&filling.task, &past), ui.lang);
        let mine = filling.answered();
        let of_theirs = fields::of(&theirs.visit);
        let base = filling.base.as_ref().map(|base| fields::of(&base.visit));
        let base = base.unwrap_or_default();
        let earlier = earlier.map(|earlier| earlier.rows).unwrap_or_default();
        let ids = fields::differing(&mine, &of_theirs).into_iter();
        let rows = ids.filter_map(|id| {
            let shown = filling.form.value(&id)?;
            let empty = match shown {
                Value::Text(_) => Value::Text(String::new()),
                Value::Chosen(_) => Value::Chosen(Vec::new()),
            };
            let answer = |of: &Fields| of.get(&id).cloned().unwrap_or_else(|| empty.clone());
            let (mine_here, theirs_here) = (answer(&mine), answer(&of_theirs));
            let known = earlier
                .iter()
                .find(|row| row.id == id && row.mine == mine_here && row.theirs == theirs_here);
            Some(Difference {
                label: wording.label(&id),
                texts: [&mine, &of_theirs, &base].map(|of| wording.text(&id, of.get(&id))),
                take: known.and_then(|row| row.take),
                mine: mine_here,
                theirs: theirs_here,
                id,
            })
        });
        Some(Compare {
            rows: rows.collect(),
            theirs,
            at: 0,
            top: 0,
            height: 1,
            follow: true,
            cursor: None,
        })
    }

    /// The places of the keymap that hold here.
    pub fn contexts() -> Vec<Context> {
        vec![Context::List]
    }

    /// What can be done here; going on only once everything is decided.
    pub fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let open = self.open();
        let owed = (open > 0).then(|| ui.say("entry.compare.owed", &[("n", &open.to_string())]));
        let mut offers = vec![Offer::unless(Action::Open, owed)];
        let moves = [
            Action::Back,
            Action::Left,
            Action::Right,
            Action::Up,
            Action::Down,
        ];
        offers.extend(moves.map(Offer::on));
        offers.extend([Action::PageUp, Action::PageDown].map(Offer::on));
        offers
    }

    fn open(&self) -> usize {
        self.rows.iter().filter(|row| row.take.is_none()).count()
    }

    /// Left takes mine, right takes theirs, and the next field is selected; Enter ends it.
    pub fn act(&mut self, action: Action) -> Compared {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Left => self.take(Side::Mine),
            Action::Right => self.take(Side::Theirs),
            Action::Up => self.select(self.at.saturating_sub(1)),
            Action::Down => self.select((self.at + 1).min(last)),
            Action::PageUp => self.top = self.top.saturating_sub(self.height),
            Action::PageDown => self.top += self.height,
            Action::Open => {
                let theirs = self.rows.iter().filter(|row| row.take == Some(Side::Theirs));
                let taken = theirs.map(|row| (row.id.clone(), row.theirs.clone()));
                return Compared::Decided(Box::new(self.theirs.clone()), taken.collect());
            }
            _ => return Compared::Not,
        }
        Compared::Done
    }

    fn take(&mut self, side: Side) {
        if let Some(row) = self.rows.get_mut(self.at) {
            row.take = Some(side);
        }
        self.select((self.at + 1).min(self.rows.len().saturating_sub(1)));
    }

    fn select(&mut self, at: usize) {
        self.at = at;
        self.follow = true;
    }

    /// Draws as many fields as fit, the selected one from its beginning.
    pub fn draw(&mut self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let ui = cx.ui;
        clear(buf, area);
        let mut y = area.y;
        let heading = super::filling::version(ui, "entry.compare.heading", &self.theirs);
        let how = ui.say(
            "entry.compare.how",
            &keys(cx).each_ref().map(|(n, k)| (*n, k.as_str())),
        );
        for (line, style) in [(heading, ui.theme.heading()), (how, ui.theme.quiet())] {
            for line in ui.wrap(&line, area.width) {
                if y < area.bottom() {
                    ui.put(buf, area, area.x, y, &line, style);
                    y += 1;
                }
            }
        }
        if area.width >= BESIDE_FROM && y < area.bottom() {
            for (x, name) in columns(area.width).into_iter().zip(&self.names(ui)) {
                ui.put(buf, area, area.x + x, y, name, ui.theme.strong());
            }
            y += 1;
        }
        let body = below(area, y.saturating_sub(area.y));
        let (lines, starts) = self.lines(ui, body.width);
        let of = |row: usize| starts.get(row).copied().unwrap_or(lines.len());
        let (here, end) = (of(self.at), of(self.at + 1));
        let height = usize::from(body.height.max(1));
        if self.follow || self.height != height {
            let least = end.saturating_sub(height).min(here);
            self.top = self.top.clamp(least, here);
        }
        (self.follow, self.height) = (false, height);
        self.top = self.top.min(lines.len().saturating_sub(height));
        self.cursor = Some(body.as_position());
        for ((at, line), y) in lines
            .iter()
            .enumerate()
            .skip(self.top)
            .zip(body.top()..body.bottom())
        {
            if at == here {
                self.cursor = Some(Position { x: body.x, y });
            }
            for (x, text, tone) in line {
                let style = ui.theme.tone(*tone);
                ui.put(buf, body, body.x + x, y, text, style);
            }
        }
    }

    /// Where the selection is.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// What the three answers to a field are called.
    fn names(&self, ui: &Ui) -> [String; 3] {
        [
            ui.word("entry.compare.mine"),
            self.theirs.entered_by.clone(),
            ui.word("entry.compare.before"),
        ]
    }

    /// Every line with its pieces, and which line each field begins with.
    fn lines(&self, ui: &Ui, width: u16) -> (Vec<Vec<Piece>>, Vec<usize>) {
        let (mut lines, mut starts) = (Vec::new(), Vec::new());
        let names = self.names(ui);
        for (at, row) in self.rows.iter().enumerate() {
            starts.push(lines.len());
            let marker = if at == self.at { ">" } else { " " };
            let taken = match row.take {
                Some(Side::Mine) => ui.say("entry.compare.taken", &[("whose", &names[0])]),
                Some(Side::Theirs) => ui.say("entry.compare.taken", &[("whose", &names[1])]),
                None => ui.word("entry.compare.open"),
            };
            let tone = row.take.map_or(Tone::Warn, |_| Tone::Good);
            let head = format!("{marker} {}  {taken}", row.label);
            lines.push(vec![(0, ui.fit(&head, width), tone)]);
            if width >= BESIDE_FROM {
                beside(ui, width, row, &mut lines);
            } else {
                stacked(ui, width, &names, row, &mut lines);
            }
        }
        (lines, starts)
    }
}

/// A text, where it begins, and its tone.
type Piece = (u16, String, Tone);

/// What is not taken is quiet.
fn tone(row: &Difference, version: usize) -> Tone {
    match (version, row.take) {
        (0, Some(Side::Theirs)) | (1, Some(Side::Mine)) | (2, _) => Tone::Quiet,
        _ => Tone::Plain,
    }
}

fn stacked(ui: &Ui, width: u16, names: &[String; 3], row: &Difference, lines: &mut Vec<Vec<Piece>>) {
    let widest = names.iter().map(|name| ui.width(name)).max().unwrap_or(0);
    let indent = (3 + widest).min(width / 2);
    for (version, (name, text)) in names.iter().zip(&row.texts).enumerate() {
        let tone = tone(row, version);
        let mut name = ui.fit(name, indent.saturating_sub(3));
        for text in ui.wrap(text, width.saturating_sub(indent)) {
            lines.push(vec![
                (2, std::mem::take(&mut name), Tone::Quiet),
                (indent, text, tone),
            ]);
        }
    }
}

/// Where the three columns begin.
fn columns(width: u16) -> [u16; 3] {
    [0, 1, 2].map(|at| 2 + width.saturating_sub(2) / 3 * at)
}

fn beside(ui: &Ui, width: u16, row: &Difference, lines: &mut Vec<Vec<Piece>>) {
    let room = (width.saturating_sub(2) / 3).saturating_sub(1);
    let texts = columns(width).into_iter().zip(&row.texts).enumerate();
    let wrapped: Vec<Vec<Piece>> = texts
        .map(|(at, (x, text))| {
            let pieces = ui.wrap(text, room).into_iter();
            pieces.map(|line| (x, line, tone(row, at))).collect()
        })
        .collect();
    let rows = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    lines.extend((0..rows).map(|y| {
        wrapped
            .iter()
            .filter_map(|pieces| pieces.get(y).cloned())
            .collect()
    }));
}

/// The keys that decide, by their names.
fn keys(cx: &Cx) -> [(&'static str, String); 4] {
    let key = |action| {
        let found = cx.keymap.keys(action, &[Context::List, Context::Global]);
        found.first().map_or(String::new(), ToString::to_string)
    };
    [
        ("mine", key(Action::Left)),
        ("theirs", key(Action::Right)),
        ("done", key(Action::Open)),
        ("back", key(Action::Back)),
    ]
}
