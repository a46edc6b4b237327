//! 登记: choosing the kind of a new matter. What the visit's record orders and the ledger lacks stands first.

use super::opening::Opening;
use super::record::line;
use crate::domain::command::Command;
use crate::domain::follow_up::{FollowUp, Kind, Matter, owed};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::summary::newest;
use crate::domain::task::Task;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::shown::Look;
use crate::tui::panes::task_record;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Chooser, Entry};

/// What the record of the task's visit orders and the ledger does not hold in full.
pub(in crate::tui::panes) fn lacking<S: State + ?Sized>(state: &S, task: &str) -> Vec<Kind> {
    let recorded = newest(state, task).map(|newest| newest.visit.measures);
    let ledger = FollowUp::of_task(state, task);
    recorded.map_or_else(Vec::new, |measures| owed(&measures, &ledger))
}

/// Every kind, those that are lacking first.
fn kinds(desk: &Desk, task: &Task) -> (Vec<Kind>, usize) {
    let mut kinds = lacking(desk.view().state(), &task.id);
    let lacking = kinds.len();
    let others = Kind::ALL.into_iter().filter(|kind| !kinds.contains(kind));
    let others: Vec<Kind> = others.collect();
    kinds.extend(others);
    (kinds, lacking)
}

/// Why nothing can be entered for the task, apart from what is still to be filled in.
pub(in crate::tui::panes) fn refusal(desk: &Desk, task: &Task) -> Option<Refusal> {
    let matter = Box::new(Matter::Major { what: String::new() });
    let command = Command::OpenFollowUp {
        task: task.id.clone(),
        matter,
    };
    match desk.consider(&command) {
        Ok(()) | Err(Refusal::Unsound { .. }) => None,
        Err(refusal) => Some(refusal),
    }
}

/// Asks which kind: by its number, its name or its pinyin.
pub(in crate::tui::panes) fn ask(desk: &Desk, task: &Task, cx: &mut Cx) {
    let (kinds, lacking) = kinds(desk, task);
    let option = |(n, kind): (usize, Kind)| {
        let name = cx.ui.word(kind.key());
        let key = match n <= lacking {
            true => "pane.follow-ups.kind-lacking",
            false => "pane.follow-ups.kind-other",
        };
        cx.ui.say(key, &[("n", &n.to_string()), ("kind", &name)])
    };
    let options = (1..).zip(kinds).map(option).collect();
    let title = cx.ui.say("pane.follow-ups.ask-kind", &[("name", &task.name)]);
    cx.push(Chooser::new(Action::Register, title, options));
}

/// Opens the form of the chosen kind.
pub(in crate::tui::panes) fn chosen(desk: &Desk, task: &Task, at: usize, cx: &mut Cx) {
    let kind = kinds(desk, task).0.get(at).copied();
    let paper = kind.and_then(|kind| Opening::paper(desk, cx.ui, task, kind));
    if let Some(paper) = paper {
        cx.push(paper);
    }
}

/// What stands above the form: the task, what its record says was ordered, and how much the ledger holds.
pub(super) fn notes<S: State + ?Sized>(ui: &Ui, state: &S, task: &Task) -> Vec<Entry> {
    let mut notes = vec![Entry::new(
        ui.word("task.name"),
        format!("{}  {}", task.name, task.id),
    )];
    let visit = newest(state, &task.id).map(|newest| newest.visit);
    let measures = visit.map_or(String::new(), |visit| task_record::measures(ui, &visit.measures));
    if !measures.is_empty() {
        notes.push(Entry::new(ui.word("pane.follow-ups.recorded"), measures));
    }
    let ledger = FollowUp::of_task(state, &task.id);
    let held = ledger.iter().map(|of| ui.word(of.kind().key()));
    let held: Vec<String> = held.collect();
    if !held.is_empty() {
        let held = held.join(&ui.word("list.and"));
        notes.push(Entry::new(ui.word("pane.follow-ups.held"), held));
    }
    notes
}

/// The ledger on the task's record: how much is open, what is late, what is lacking, and each matter in a line.
pub(in crate::tui::panes) fn of_task(look: &Look<'_>, task: &str) -> Vec<Entry> {
    let ledger = FollowUp::of_task(look.state(), task);
    let lacking = lacking(look.state(), task);
    if ledger.is_empty() && lacking.is_empty() {
        return Vec::new();
    }
    let all = look
        .ui
        .say("pane.follow-ups.in-all", &[("n", &ledger.len().to_string())]);
    let (open, tone) = open(look, &ledger);
    let head = [Some(all), open].into_iter().flatten().collect::<Vec<_>>();
    let head = look.entry("pane.follow-ups.title", head.join(&look.word("list.and")));
    let mut entries = vec![head.tone(tone)];
    if !lacking.is_empty() {
        let names: Vec<String> = lacking.iter().map(|kind| look.word(kind.key())).collect();
        let text = look
            .ui
            .say("pane.follow-ups.lacking", &[("kinds", &look.listed(&names))]);
        entries.push(Entry::new(" ", text).tone(Tone::Warn));
    }
    entries.extend(ledger.iter().map(|of| Entry::new(" ", line(look, of))));
    entries
}

/// The same at a glance: only what is left to be done.
pub(in crate::tui::panes) fn left(look: &Look<'_>, task: &str) -> Option<Entry> {
    let (open, tone) = open(look, &FollowUp::of_task(look.state(), task));
    let lacking = lacking(look.state(), task).len();
    let lacks = |n: usize| look.ui.say("pane.follow-ups.lacks", &[("n", &n.to_string())]);
    let lacks = (lacking > 0).then(|| lacks(lacking));
    let said: Vec<String> = [open, lacks].into_iter().flatten().collect();
    let text = said.join(&look.word("list.and"));
    (!said.is_empty()).then(|| look.entry("pane.follow-ups.glance", text).tone(tone))
}

/// How much is open, and how much of that is late; none where all has ended.
fn open(look: &Look<'_>, ledger: &[FollowUp]) -> (Option<String>, Tone) {
    let next = |of: &FollowUp| look.agenda().follow_up(of);
    let open: Vec<_> = ledger.iter().filter_map(next).collect();
    let now = look.view.now();
    let late = open
        .iter()
        .filter(|next| next.due.is_some_and(|due| due.is_over(now)));
    let figures = [open.len(), late.count()];
    let [open, late] = figures.map(|n| n.to_string());
    let args = [("open", open.as_str()), ("late", &late)];
    match figures {
        [0, _] => (None, Tone::Plain),
        [_, 0] => (Some(look.ui.say("pane.follow-ups.some-open", &args)), Tone::Plain),
        _ => (Some(look.ui.say("pane.follow-ups.some-late", &args)), Tone::Bad),
    }
}
