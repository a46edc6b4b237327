//! One action on every marked row: every rule is asked for every one, and both outcomes are told.

use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::action::Action;
use crate::tui::desk::{Clerk, Desk};
use crate::tui::layer::Cx;
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::shelf::{Shelf, Stock};
use crate::tui::panes::task_review;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;
use crate::tui::work::{Job, Work};

/// The marked rows with what is to be done to each.
#[derive(Debug)]
pub(super) struct Bulk {
    action: Action,
    steps: Vec<Step>,
}

/// A command, and what it is for: one row, or all those marked of a batch.
#[derive(Debug)]
struct Step {
    command: Command,
    marked: Vec<(String, String)>,
}

/// What became of it.
#[derive(Debug)]
pub(super) struct Outcome {
    action: Action,
    /// What it was done to: id and name.
    pub done: Vec<(String, String)>,
    /// The others, with why not.
    pub refused: Vec<((String, String), String)>,
    /// It was ended before its turn came.
    pub left: usize,
}

impl Bulk {
    /// Nothing yet for this action.
    pub(super) fn new(action: Action) -> Self {
        Bulk {
            action,
            steps: Vec::new(),
        }
    }

    /// One more, with its id and name; where another one's command is the same, both are done by it.
    pub(super) fn add(&mut self, command: Command, named: (String, String)) {
        match self.steps.iter_mut().find(|step| step.command == command) {
            Some(step) => step.marked.push(named),
            None => self.steps.push(Step {
                command,
                marked: vec![named],
            }),
        }
    }

    /// How many rows it is for.
    pub(super) fn len(&self) -> usize {
        self.steps.iter().map(|step| step.marked.len()).sum()
    }

    /// For how many of them the rules would let it pass now.
    pub(super) fn passing(&self, desk: &Desk) -> usize {
        let passes = |step: &&Step| desk.consider(&step.command).is_ok();
        self.steps
            .iter()
            .filter(passes)
            .map(|step| step.marked.len())
            .sum()
    }

    /// Of how many records that are to be accepted a reviewer would look again at something.
    pub(super) fn doubted(&self, desk: &Desk, ui: &Ui) -> String {
        let view = desk.view();
        let tasks = self.steps.iter().flat_map(|step| &step.marked);
        let tasks = tasks.filter_map(|(id, _)| view.state().get::<Task>(id));
        let doubted = tasks.filter(|task| !task_review::doubts(&view, task).is_empty());
        match doubted.count() {
            n if self.action == Action::Accept && n > 0 => {
                ui.say("bulk.doubtful", &[("n", &n.to_string())]) + "\n"
            }
            _ => String::new(),
        }
    }

    /// Why the first that is refused is.
    pub(super) fn first_refusal(&self, desk: &Desk) -> Option<String> {
        self.steps.iter().find_map(|step| desk.refusal(&step.command))
    }

    /// Does it to each that the rules let pass; one that is refused keeps no other from it.
    pub(super) fn run(self, clerk: &Clerk, job: &Job) -> Outcome {
        let total = u64::try_from(self.steps.len()).ok();
        let mut outcome = Outcome {
            action: self.action,
            done: Vec::new(),
            refused: Vec::new(),
            left: 0,
        };
        for (n, step) in (0..).zip(self.steps) {
            if job.cancelled() {
                outcome.left += step.marked.len();
                continue;
            }
            job.progress(n, total);
            match clerk.submit(step.command) {
                Ok(_) => outcome.done.extend(step.marked),
                Err(denied) => {
                    let why = denied.text(clerk.lang);
                    outcome
                        .refused
                        .extend(step.marked.into_iter().map(|one| (one, why.clone())));
                }
            }
        }
        outcome
    }
}

/// Tells what became of the marked rows, once it is done. Those that were refused stay marked.
pub(super) fn tell<S>(work: &mut Option<Work<Outcome>>, shelf: &mut Shelf<S>, cx: &mut Cx)
where
    S: Stock<Key = String>,
{
    match Work::ended(work) {
        Some(Ok(outcome)) => {
            shelf.unmark(outcome.done.iter().map(|(id, _)| id));
            let (tone, line) = outcome.line(cx.ui);
            cx.say(tone, line);
            if !outcome.refused.is_empty() {
                cx.push(outcome.sheet(cx.ui));
            }
        }
        Some(Err(_)) => cx.say(Tone::Bad, cx.ui.word("bulk.lost")),
        None => {}
    }
}

impl Outcome {
    /// One line for the operator, and its tone.
    pub(super) fn line(&self, ui: &Ui) -> (Tone, String) {
        let counts = [self.done.len(), self.refused.len(), self.left].map(|n| n.to_string());
        let [done, refused, left] = &counts;
        let name = self.action.name(ui);
        let args = [
            ("what", name.as_str()),
            ("done", done),
            ("refused", refused),
            ("left", left),
        ];
        let (tone, key) = match (self.refused.is_empty(), self.left) {
            (true, 0) => (Tone::Good, "bulk.done"),
            (false, 0) => (Tone::Warn, "bulk.in-part"),
            _ => (Tone::Warn, "bulk.ended"),
        };
        (tone, ui.say(key, &args))
    }

    /// Row by row, those that were refused first.
    pub(super) fn sheet(&self, ui: &Ui) -> Sheet {
        let named = |(id, name): &(String, String)| format!("{id}  {name}");
        let refused = self.refused.iter().map(|(task, why)| {
            Entry::new(ui.word("bulk.refused"), format!("{}\n{why}", named(task))).tone(Tone::Bad)
        });
        let done = self
            .done
            .iter()
            .map(|task| Entry::new(ui.word("bulk.passed"), named(task)).tone(Tone::Good));
        Sheet::new(self.line(ui).1, refused.chain(done).collect())
    }
}
