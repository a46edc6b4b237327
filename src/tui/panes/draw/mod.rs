//! 抽取: the batches, their seed ceremonies step by step — two people can hold one at one desk —, the draw, and why.

mod acts;
mod announce;
mod ask;
mod board;
mod forms;
mod ladder;
mod matching;
mod rows;
mod rung;
mod seen;
mod strata;
#[cfg(test)]
mod tests;
mod units;
pub(super) mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::ask::Asked;
use self::rung::{Rung, State};
use self::seen::{Cache, Seen};
use super::glance::draw_empty;
use super::shown::Look;
use crate::domain::batch::Batch;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::{Ui, below, clear};
use crate::tui::widget::{Detail, List, Row, Window};

/// From this width on, batches and steps stand side by side.
const BESIDE_FROM: u16 = 120;
/// Columns of the batches beside their steps.
const LEFT: u16 = 54;
/// From this height on, something is said below a list.
const TALL: u16 = 24;
/// Rows that are worth saying something in.
const LEAST: u16 = 6;
/// Rows of the batches above their steps, heading included.
const TOP: u16 = 6;

/// The pane 抽取.
pub struct Draws {
    desk: Desk,
    cache: Cache,
    batches: List,
    steps: List,
    /// The batch that is selected, while others come and go.
    selected: Option<String>,
    /// Keys move among the steps, not among the batches.
    in_steps: bool,
    /// The batch whose steps were last in sight, and how many were taken.
    followed: (String, usize),
    /// What a question is about.
    asked: Option<Asked>,
    cursor: Option<Position>,
}

impl Draws {
    /// The batches on record at this desk, the newest first.
    pub fn new(desk: Desk) -> Self {
        Draws {
            cache: Cache::default(),
            desk,
            batches: List::default(),
            steps: List::default(),
            selected: None,
            in_steps: false,
            followed: Default::default(),
            asked: None,
            cursor: None,
        }
    }

    /// What is selected, as the records stand.
    fn seen(&self) -> Option<std::rc::Rc<Seen>> {
        let batches = self.cache.batches(&self.desk);
        let of_id = |id: &String| batches.iter().find(|batch| batch.id == *id);
        let batch = self.selected.as_ref().and_then(of_id).or(batches.first())?;
        Some(self.cache.seen(&self.desk, batch))
    }

    fn rung(&self, seen: &Seen) -> Option<Rung> {
        seen.rungs.get(self.steps.selected()).cloned()
    }

    /// The selected step where it is one that the action takes; otherwise all that it could take.
    fn rungs_for(&self, seen: &Seen, action: Action) -> Vec<Rung> {
        let own = self
            .rung(seen)
            .filter(|rung| self.in_steps && rung.state == State::Next && rung.part.action() == Some(action));
        let open = seen.standings.iter().find(|standing| standing.action == action);
        match own {
            Some(rung) => vec![rung],
            None => open.map(|standing| standing.rungs.clone()).unwrap_or_default(),
        }
    }

    /// A step was taken: the marker goes on to the next one.
    fn follow(&mut self) {
        let Some(seen) = self.seen() else { return };
        let now = (seen.batch.id.clone(), seen.batch.steps.len());
        if self.followed.0 == now.0 && self.followed.1 != now.1 {
            self.steps.select(seen.next());
        }
        self.followed = now;
    }

    fn move_in(&mut self, action: Action) -> bool {
        if self.in_steps {
            let total = self.seen().map_or(0, |seen| seen.rungs.len());
            return self.steps.act(action, total);
        }
        let batches = self.cache.batches(&self.desk);
        let moved = self.batches.act(action, batches.len());
        if moved {
            self.selected = batches.get(self.batches.selected()).map(|batch| batch.id.clone());
            self.steps.select(0);
        }
        moved
    }

    /// Enter: from a batch to its steps; a step that is next is taken, any other is shown.
    fn open(&mut self, cx: &mut Cx) {
        let Some(seen) = self.seen() else { return };
        if !self.in_steps {
            self.in_steps = true;
            return self.steps.select(seen.next());
        }
        let Some(rung) = self.rung(&seen) else { return };
        match rung.part.action().filter(|_| rung.state == State::Next) {
            Some(action) => cx.run(action),
            None => {
                let view = self.desk.view();
                if let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) {
                    cx.push(seen.sheet(&look, &rung));
                }
            }
        }
    }

    /// The batches, and below them what there is to say of the selected one where there is room.
    fn draw_batches(
        &mut self,
        (look, seen): (&Look<'_>, &Seen),
        area: Rect,
        buf: &mut Buffer,
        all: &[Batch],
    ) {
        let at = all.iter().position(|batch| batch.id == seen.batch.id);
        self.batches.select(at.unwrap_or(0));
        self.batches.sleep(self.in_steps);
        self.batches.set_columns(rows::batch_columns(look.ui));
        let (list, below) = halves(look.ui, area, buf, all.len());
        let rows = all.iter().map(|batch| rows::batch(look, batch)).collect();
        self.batches.draw(look.ui, list, buf, &Rows(rows));
        if let Some(below) = below {
            let title = look.word("pane.draw.batch-title");
            Detail::default().draw(look.ui, below, buf, &title, &seen.of_batch(look));
        }
    }

    /// The steps, and below them what there is to say of the selected one where there is room.
    fn draw_steps(&mut self, (look, seen): (&Look<'_>, &Seen), area: Rect, buf: &mut Buffer) {
        self.steps.sleep(!self.in_steps);
        let names = seen.rungs.iter().map(|rung| rows::name(look, &seen.batch, rung));
        let widest = names.map(|name| look.ui.width(&name)).max().unwrap_or(0);
        self.steps
            .set_columns(rows::step_columns(look.ui, widest, area.width));
        let row = |rung: &Rung| rows::step(look, &seen.batch, &seen.units, rung, &seen.waits(look, rung));
        let (list, below) = halves(look.ui, area, buf, seen.rungs.len());
        self.steps
            .draw(look.ui, list, buf, &Rows(seen.rungs.iter().map(row).collect()));
        if let Some((below, rung)) = below.zip(self.rung(seen)) {
            let (title, entries) = seen.of_step(look, &rung);
            Detail::default().draw(look.ui, below, buf, &title, &entries);
        }
    }
}

/// A list of so many rows, and below it the rest of the area where something can stand there. Beside each other only:
/// where lists stand above each other there is no room for more.
fn halves(ui: &Ui, area: Rect, buf: &mut Buffer, rows: usize) -> (Rect, Option<Rect>) {
    let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let height = wanted.min(area.height * 2 / 3);
    if area.y + area.height < area.y + height + LEAST || area.height < TALL {
        return (area, None);
    }
    let below = below(area, height);
    ui.put_row(buf, below, below.y, "", ui.theme.quiet());
    (Rect { height, ..area }, Some(below))
}

/// Rows that are all there.
struct Rows(Vec<Row>);

impl Window for Rows {
    fn total(&self) -> usize {
        self.0.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        self.0.iter().skip(offset).take(len).cloned().collect()
    }
}

/// Batches to the left of their steps where there is room, else above them.
fn parts(ui: &Ui, area: Rect, buf: &mut Buffer, batches: usize) -> (Rect, Rect) {
    if area.width < BESIDE_FROM {
        let wanted = u16::try_from(batches).unwrap_or(TOP).saturating_add(1);
        let height = wanted.clamp(3, TOP).min(area.height / 3);
        let below = below(area, height);
        return (Rect { height, ..area }, below);
    }
    let line = Rect {
        x: area.x + LEFT,
        width: 1,
        ..area
    };
    for y in line.top()..line.bottom() {
        ui.put(buf, line, line.x, y, "|", ui.theme.quiet());
    }
    let right = Rect {
        x: line.right() + 1,
        width: area.right().saturating_sub(line.right() + 1),
        ..area
    };
    (Rect { width: LEFT, ..area }, right)
}

impl Layer for Draws {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Draw), Context::List]
    }

    /// The next steps come first, then what else can be done, then what is off and says why.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Open)];
        offers.extend(self.in_steps.then(|| Offer::on(Action::Back)));
        match self.seen() {
            Some(seen) => {
                let (on, off) = seen.offers(cx.ui);
                // What cannot be taken back and is no next step does not stand in front.
                let (release, on): (Vec<Offer>, Vec<Offer>) =
                    on.into_iter().partition(|offer| offer.action == Action::Release);
                offers.extend(on);
                offers.extend([Action::Strata, Action::Why].map(Offer::on));
                let none = seen.batch.matched_units().is_empty();
                let none = none.then(|| cx.ui.word("pane.draw.unmatched"));
                offers.push(Offer::unless(Action::Matching, none));
                offers.extend(release.into_iter().chain(off));
            }
            None => {
                let refusal = acts::freeze_refusal(&self.desk, None).map(|r| r.text(cx.ui.lang));
                offers = vec![Offer::unless(Action::FreezePool, refusal)];
            }
        }
        offers.extend([Action::Next, Action::Previous, Action::Left, Action::Right].map(Offer::on));
        offers.extend(List::offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        self.follow();
        match action {
            Action::Open => self.open(cx),
            Action::Back | Action::Left => self.in_steps = false,
            Action::Right => self.in_steps = true,
            Action::Next | Action::Previous => self.in_steps = !self.in_steps,
            action if self.move_in(action) => {}
            action => return self.begin(action, cx),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        match event {
            Event::Answer(answer) => self.answer(answer, cx),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        clear(buf, area);
        self.cursor = Some(area.as_position());
        self.follow();
        // Asked before the view is taken, which nobody else may ask for while it is held.
        let (all, seen, desk) = (self.cache.batches(&self.desk), self.seen(), self.desk.clone());
        let view = desk.view();
        let Some(look) = Look::new(cx.ui, &view, desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        let Some(seen) = seen else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.draw.empty"));
        };
        let (batches, steps) = parts(cx.ui, area, buf, all.len());
        self.draw_batches((&look, &seen), batches, buf, &all);
        self.draw_steps((&look, &seen), steps, buf);
        self.cursor = match self.in_steps {
            true => self.steps.cursor(),
            false => self.batches.cursor(),
        }
        .or(self.cursor);
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
