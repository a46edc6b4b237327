//! 后续处理: the follow-up ledger. What runs out first stands first; beside it the matter's record; every step by a key.

mod acts;
mod grounds;
mod opening;

pub(super) mod record;
pub(super) mod register;
mod shown;
mod standing;
mod step;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::acts::Asked;
use self::standing::{ACTIONS, Standing};
use super::bulk::{self, Outcome};
use super::glance::draw_empty;
use super::shelf::{Records, Section, Shelf};
use super::shown::Look;
use super::stamped::Stamped;
use super::tasks::UnitTasks;
use crate::domain::follow_up::{FOLLOWED, FollowUp};
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::Ui;
use crate::tui::widget::Chooser;
use crate::tui::work::Work;

pub(super) use self::shown::concerns;

/// What the message keys of this pane begin with.
const ROOM: &str = "pane.follow-ups";

/// The pane 后续处理.
pub struct FollowUps {
    desk: Desk,
    shelf: Shelf<Records<FollowUp>>,
    asked: Option<Asked>,
    /// The tasks a new matter can be entered for, as they were offered; then the one that was chosen.
    tasks: Vec<Task>,
    /// What is being done to the marked matters.
    work: Option<Work<Outcome>>,
    /// How the actions stand with the selected matter.
    standings: Stamped<Vec<Standing>>,
}

impl FollowUps {
    /// The ledger at this desk.
    pub fn new(desk: Desk) -> Self {
        FollowUps {
            shelf: Shelf::new(desk.clone(), Records::all()),
            desk,
            asked: None,
            tasks: Vec::new(),
            work: None,
            standings: Stamped::default(),
        }
    }

    fn selected(&self) -> Option<FollowUp> {
        self.desk.view().state().get(self.shelf.selected()?)
    }

    /// How the actions stand with the selected matter; decided again only when something has changed.
    fn standings(&self, ui: &Ui) -> Rc<Vec<Standing>> {
        let Some(of) = self.selected() else {
            return Rc::default();
        };
        let decide = || standing::standings(&self.desk, ui, &of);
        self.standings.of(&self.desk, &of.id, decide)
    }

    /// The unit's tasks whose inspection can have led to something; those first whose record orders what the ledger
    /// lacks.
    fn ask_task(&mut self, cx: &mut Cx) {
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(cx.ui, &view, desk.actor()) else {
            return;
        };
        let ids = UnitTasks::of(&self.desk).ids(&look, &FOLLOWED);
        let tasks = ids.iter().filter_map(|id| view.state().get::<Task>(id));
        let lacks = |task: &Task| !register::lacking(view.state(), &task.id).is_empty();
        let (first, others): (Vec<Task>, Vec<Task>) = tasks.partition(lacks);
        let option = |task: &Task, key: &str| {
            let state = look.word(task.state.key());
            let args = [("id", task.id.as_str()), ("name", &task.name), ("state", &state)];
            look.ui.say(key, &args)
        };
        let lacking = first
            .iter()
            .map(|task| option(task, "pane.follow-ups.task-lacking"));
        let rest = others
            .iter()
            .map(|task| option(task, "pane.follow-ups.task-other"));
        let options = lacking.chain(rest).collect();
        cx.push(Chooser::new(
            Action::New,
            cx.ui.word("pane.follow-ups.ask-task"),
            options,
        ));
        self.tasks = [first, others].concat();
    }

    /// A task was chosen for a new matter, or its kind. False where neither was asked for.
    fn registers(&mut self, answer: &Answer, cx: &mut Cx) -> bool {
        let Reply::Chosen(at) = answer.reply else {
            return false;
        };
        match answer.to {
            Action::New => {
                let task = self.tasks.get(at).cloned();
                self.tasks = task.into_iter().collect();
                if let Some(task) = self.tasks.first() {
                    match register::refusal(&self.desk, task) {
                        Some(refusal) => cx.say(crate::tui::theme::Tone::Warn, refusal.text(cx.ui.lang)),
                        None => register::ask(&self.desk, task, cx),
                    }
                }
            }
            Action::Register => {
                if let Some(task) = self.tasks.first() {
                    register::chosen(&self.desk, task, at, cx);
                }
            }
            _ => return false,
        }
        true
    }
}

impl Layer for FollowUps {
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::FollowUps), Context::List]
    }

    /// What can be done with any list stands first and stays where it is; then what this matter is ready for.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.shelf.offers_aside(cx.ui);
        let standings = self.standings(cx.ui);
        let marked = self.shelf.has_marks();
        offers.extend(standings.iter().map(|standing| standing.offer(marked)));
        if !standings.is_empty() {
            offers.push(Offer::on(Action::OpenTask).hinted(false));
        }
        let open = self.is_open();
        let step = standings.first().filter(|_| open);
        // On the record, Enter goes on with the matter.
        offers.extend(step.map(|step| Offer::unless(Action::Open, step.off.clone()).hinted(false)));
        if !open {
            offers.push(Offer::on(Action::New));
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::New => self.ask_task(cx),
            Action::OpenTask => self.go_to_task(cx),
            Action::Open if self.is_open() => self.ask(Action::TakeStep, cx),
            action if ACTIONS.contains(&action) => self.ask(action, cx),
            action => return Flow::taken_if(self.shelf.act(action, cx)),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if matches!(event, Event::Worked) {
            bulk::tell(&mut self.work, &mut self.shelf, cx);
        }
        if self.shelf.handle(event, cx) {
            return Flow::Taken;
        }
        match event {
            Event::Answer(answer) => Flow::taken_if(self.registers(answer, cx) || self.answer(answer, cx)),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        self.shelf.refresh(&look);
        self.shelf.draw(&look, area, buf);
    }

    fn cursor(&self) -> Option<Position> {
        self.shelf.cursor()
    }
}
