//! How batches and their steps stand in the lists.

use super::rung::{Part, Rung, State};
use super::units::Units;
use crate::domain::batch::{Batch, PublicSource, Stage};
use crate::domain::operator::Department;
use crate::domain::task::TaskState;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Room, Row};

/// Digits by which a hash is told from others in a list.
const HEAD: usize = 8;

pub(super) fn batch_columns(ui: &Ui) -> Vec<Column> {
    vec![
        Column::new(ui.word("pane.draw.batch"), Room::Share(3)),
        Column::number(ui.word("pane.draw.number"), 3),
        Column::new(ui.word("pane.draw.unit"), Room::Fixed(10)),
        Column::new(ui.word("pane.draw.stage"), Room::Fixed(10)),
        Column::number(ui.word("pane.draw.size"), 12),
        Column::new(ui.word("pane.draw.remark"), Room::Share(4)),
    ]
}

pub(super) fn batch(look: &Look<'_>, batch: &Batch) -> Row {
    let drawn = batch.drawn.as_ref().map(|drawn| drawn.size);
    let size = match drawn.or(batch.plan.as_ref().map(|plan| plan.size)) {
        Some(n) => format!("{n}/{}", batch.pool.size),
        None => batch.pool.size.to_string(),
    };
    let tone = match batch.stage {
        Stage::Void => Tone::Quiet,
        _ => Tone::Plain,
    };
    Row::new([
        batch.id.clone(),
        batch.number.to_string(),
        look.region(batch.region),
        look.word(batch.stage.key()),
        size,
        remark(look, batch),
    ])
    .tone(tone)
}

/// Why it is void, or which void batch it draws anew.
fn remark(look: &Look<'_>, batch: &Batch) -> String {
    match (&batch.void, &batch.instead_of) {
        (Some(void), _) => void.reason.clone(),
        (None, Some(other)) => look.ui.say("pane.draw.instead-of", &[("batch", &other.batch)]),
        (None, None) => String::new(),
    }
}

/// The names of steps stand in full, `widest` of them, as far as the rest keeps its room.
pub(super) fn step_columns(ui: &Ui, widest: u16, width: u16) -> Vec<Column> {
    vec![
        Column::new(ui.word("pane.draw.step"), Room::Fixed(widest.min(width * 2 / 5))),
        Column::new(ui.word("pane.draw.by"), Room::Fixed(16)),
        Column::new(ui.word("pane.draw.on"), Room::Fixed(5)),
        Column::new(ui.word("pane.draw.content"), Room::Share(1)),
    ]
}

/// What a step that comes next waits for: those who may take it, or why nobody may.
pub(super) fn step(look: &Look<'_>, batch: &Batch, units: &Units, rung: &Rung, waits: &str) -> Row {
    let (tone, content) = match rung.state {
        State::Done => (Tone::Good, content(look, batch, units, rung)),
        State::Next => (Tone::Warn, waits.to_owned()),
        State::Later => (Tone::Plain, String::new()),
        State::Passed => (Tone::Quiet, "—".to_owned()),
    };
    let tone = if rung.part == Part::Void { Tone::Bad } else { tone };
    let (by, on) = match &rung.step {
        Some(step) if rung.state == State::Done || rung.state == State::Next => (
            by(look, &step.by, step.department),
            step.on.format("%m-%d").to_string(),
        ),
        _ => Default::default(),
    };
    Row::new([name(look, batch, rung), by, on, content]).tone(tone)
}

/// An operator and the department in short, which is left out where the name says it.
pub(super) fn by(look: &Look<'_>, name: &str, department: Department) -> String {
    let department = match department {
        Department::Hr => look.word("pane.draw.hr"),
        Department::Mr => look.word("pane.draw.mr"),
    };
    if name.contains(&department) {
        name.to_owned()
    } else {
        format!("{name} {department}")
    }
}

/// The step's name; from the second round of matching on with the round's number, and a source's where there are
/// several.
pub(super) fn name(look: &Look<'_>, batch: &Batch, rung: &Rung) -> String {
    let mut name = look.word(rung.part.key());
    if let (Part::Public(at), sources) = (rung.part, &rung.ceremony(batch).sources)
        && let Some(source) = sources.get(at).filter(|_| sources.len() > 1)
    {
        name = format!("{name} {}", source.name());
    }
    if rung.round > 0 && batch.rounds.len() > 1 {
        let round = look.ui.say("pane.draw.round", &[("n", &rung.round.to_string())]);
        name = format!("{round} {name}");
    }
    name
}

/// A source with its value, once there is one.
pub(super) fn source(source: &PublicSource) -> String {
    let value = source.value.as_deref();
    value.map_or_else(|| source.name(), |value| format!("{}  {value}", source.name()))
}

/// What was done, in a few words.
fn content(look: &Look<'_>, batch: &Batch, units: &Units, rung: &Rung) -> String {
    let (round, ceremony) = (rung.of_round(batch), rung.ceremony(batch));
    let say = |key: &str, args: &[(&str, &str)]| look.ui.say(&format!("pane.draw.{key}"), args);
    match rung.part {
        Part::Pool => {
            let out: u64 = batch.pool.left_out.values().sum();
            let (n, out) = (batch.pool.size.to_string(), out.to_string());
            let hash = head(&batch.pool.file.hash);
            say("pool-is", &[("n", &n), ("out", &out), ("hash", hash)])
        }
        Part::Plan => batch.plan.as_ref().map_or(String::new(), |plan| {
            let (n, hash) = (plan.size.to_string(), head(&plan.file.hash));
            say("plan-is", &[("n", &n), ("hash", hash)])
        }),
        Part::Commit(party) => {
            let commitment = ceremony.commitments.get(&party);
            commitment.map_or(String::new(), |c| head(&c.hash).to_owned())
        }
        Part::Public(at) => ceremony.sources.get(at).map(source).unwrap_or_default(),
        Part::Reveal(_) => say("fits", &[]),
        Part::Draw => {
            let n = batch.drawn.as_ref().map_or(0, |drawn| drawn.size).to_string();
            let hash = batch.record().map_or("", |record| head(&record.hash));
            say("drawn-is", &[("n", &n), ("hash", hash)])
        }
        Part::Approve => String::new(),
        Part::Dispatch => of_units(look, units, TaskState::Approved),
        Part::Claim => of_units(look, units, TaskState::Dispatched),
        Part::Match => {
            let n = round.map_or(0, |round| round.matched.len()).to_string();
            say("units", &[("n", &n), ("total", &units.all.len().to_string())])
        }
        Part::Roster => round.map_or(String::new(), |round| {
            let (n, hash) = (round.roster.officers.to_string(), head(&round.roster.roster.hash));
            say("roster-is", &[("n", &n), ("hash", hash)])
        }),
        Part::After(_) => rung
            .step
            .as_ref()
            .map_or(String::new(), |step| step.reason.clone()),
        Part::Void => batch
            .void
            .as_ref()
            .map_or(String::new(), |void| void.reason.clone()),
    }
}

/// How many units are beyond a state.
pub(super) fn of_units(look: &Look<'_>, units: &Units, state: TaskState) -> String {
    let (n, total) = (units.beyond(state).to_string(), units.all.len().to_string());
    look.ui.say("pane.draw.units", &[("n", &n), ("total", &total)])
}

/// The beginning of a hash.
pub(super) fn head(hash: &str) -> &str {
    hash.get(..HEAD).unwrap_or(hash)
}

/// A hash or a ticket in blocks of eight digits, to be compared by eye or read aloud.
pub(super) fn blocks(digits: &str) -> String {
    let (whole, digits) = match digits.split_once('.') {
        Some((whole, digits)) => (format!("{whole}."), digits),
        None => (String::new(), digits),
    };
    let digits: Vec<char> = digits.chars().collect();
    let blocks = digits.chunks(HEAD).map(|block| block.iter().collect::<String>());
    whole + &blocks.collect::<Vec<_>>().join(" ")
}
