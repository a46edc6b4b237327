//! 任务: the tasks of the operator's unit, and everything that is done with one or with those that are marked.

mod documents;
mod stock;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::documents::Documents;
pub(super) use self::stock::{UnitTasks, ask_tasks};
use super::bulk::{self, Bulk, Outcome};
use super::change::{Leave, Retire};
use super::draw::why;
use super::fields;
use super::follow_ups::register;
use super::glance::draw_empty;
use super::sheet::Sheet;
use super::shelf::{Section, Shelf};
use super::shown::Look;
use super::stamped::Stamped;
use super::task_acts::{self, Standing};
use super::task_detail;
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Confirm};
use crate::tui::work::Work;

/// The pane of tasks.
pub struct Tasks {
    desk: Desk,
    shelf: Shelf<UnitTasks>,
    /// What a question is about: what is selected may change before it is answered.
    asked: Option<Asked>,
    /// What is being done to the marked tasks.
    work: Option<Work<Outcome>>,
    /// How the actions stand with the selected task.
    standings: Stamped<Vec<Standing>>,
    /// The document that is being asked about.
    document: Option<Documents>,
}

/// What an action is to be done to.
#[derive(Debug)]
enum Asked {
    One(Box<Task>),
    Marked(Vec<String>),
}

impl Tasks {
    /// The pane at this desk.
    pub fn new(desk: Desk) -> Self {
        Tasks {
            shelf: Shelf::new(desk.clone(), UnitTasks::of(&desk)),
            desk,
            asked: None,
            work: None,
            standings: Stamped::default(),
            document: None,
        }
    }

    fn selected(&self) -> Option<Task> {
        self.desk.view().state().get(self.shelf.selected()?)
    }

    /// How the actions stand with the selected task; decided again only when something has changed.
    fn standings(&self) -> Rc<Vec<Standing>> {
        let Some(task) = self.selected() else {
            return Rc::default();
        };
        let decide = || task_acts::standings(&self.desk, &task);
        self.standings.of(&self.desk, &task.id, decide)
    }

    fn ask(&mut self, action: Action, cx: &mut Cx) {
        let Some(task) = self.selected() else { return };
        if action == Action::Fill {
            self.desk.hand(&task.id);
            cx.go(Pane::Entry);
            return cx.run(Action::Fill);
        }
        if let Action::ReplaceTarget | Action::StrikeTarget | Action::ReplaceOfficer = action {
            return self.change(action, task, cx);
        }
        if action == Action::Register {
            register::ask(&self.desk, &task, cx);
            self.asked = Some(Asked::One(Box::new(task)));
            return;
        }
        let marked = self.shelf.marked();
        if !marked.is_empty() {
            return self.ask_for_marked(action, marked, cx);
        }
        if let Some(refusal) = task_acts::overlap(&self.desk, action, &task) {
            cx.say(Tone::Warn, refusal.text(cx.ui.lang));
            let title = cx.ui.say("pane.draw.ask-approve", &[("batch", &task.batch)]);
            cx.push(Ask::new(action, title, ""));
        } else if task_acts::wants_reason(action) {
            let key = format!("ask.{}", action.info().id);
            cx.push(Ask::new(action, cx.ui.say(&key, &[("name", &task.name)]), ""));
        } else {
            let question = task_acts::question(&self.desk, cx.ui, action, &task);
            cx.push(Confirm::new(action, question));
        }
        self.asked = Some(Asked::One(Box::new(task)));
    }

    /// What is to be done to each of these; none where the action is for one task at a time.
    fn bulk(&self, action: Action, tasks: &[String], reason: &str) -> Option<Bulk> {
        if !task_acts::is_for_many(action) {
            return None;
        }
        let mut bulk = Bulk::new(action);
        for id in tasks {
            let task = self.desk.view().state().get::<Task>(id);
            if let Some(task) = task {
                let command = task_acts::command(&self.desk, action, &task, reason)?;
                bulk.add(command, (task.id, task.name));
            }
        }
        Some(bulk)
    }

    /// Says for how many of the marked tasks the action would pass, before any is touched.
    fn ask_for_marked(&mut self, action: Action, marked: Vec<String>, cx: &mut Cx) {
        // Any reason will do to learn for how many one would be heard.
        let Some(bulk) = self.bulk(action, &marked, "-") else {
            return;
        };
        let (all, passing) = (bulk.len(), bulk.passing(&self.desk));
        let counts = [all, passing, all - passing].map(|n| n.to_string());
        let [all, passing, refused] = &counts;
        let name = action.name(cx.ui);
        if passing == "0" {
            let why = bulk.first_refusal(&self.desk).unwrap_or_default();
            let args = [("what", name.as_str()), ("all", all), ("why", &why)];
            return cx.say(Tone::Warn, cx.ui.say("bulk.none", &args));
        }
        let args = [
            ("what", name.as_str()),
            ("all", all),
            ("passing", passing),
            ("refused", refused),
        ];
        if task_acts::wants_reason(action) {
            cx.push(Ask::new(action, cx.ui.say("bulk.ask-reason", &args), ""));
        } else {
            let question = cx.ui.say("bulk.ask", &args);
            cx.push(Confirm::new(action, bulk.doubted(&self.desk, cx.ui) + &question));
        }
        self.asked = Some(Asked::Marked(marked));
    }

    /// The form of a change after the draw or the match.
    fn change(&self, action: Action, task: Task, cx: &mut Cx) {
        let Some(campaign) = self.desk.view().campaign() else {
            return;
        };
        if action == Action::ReplaceOfficer {
            cx.push(Leave::paper(&self.desk, cx.ui, &campaign, task));
        } else {
            cx.push(Retire::paper(&self.desk, cx.ui, &campaign, action, task));
        }
    }

    /// Why the task's target was drawn.
    fn explain(&self, cx: &mut Cx) {
        let (task, view) = (self.selected(), self.desk.view());
        let Some((task, look)) = task.zip(Look::new(cx.ui, &view, self.desk.actor())) else {
            return;
        };
        if task.is_targeted() {
            return cx.say(Tone::Plain, task.origin(cx.ui.lang));
        }
        match why::sheet(&look, &task.batch, &task.target) {
            Ok(sheet) => cx.push(sheet),
            Err(refusal) => cx.say(Tone::Bad, refusal.text(cx.ui.lang)),
        }
    }

    /// Asks which document is to be made about the task.
    fn ask_document(&mut self, cx: &mut Cx) {
        self.document = self.selected().map(|task| Documents::of(&self.desk, &task));
        if let Some(document) = &self.document {
            document.ask(cx);
        }
    }

    /// Shows a task that another pane laid out; one that is not of this list, to be read only.
    fn show(&mut self, cx: &mut Cx) {
        let Some(id) = self.desk.take_handed() else { return };
        if self.shelf.reveal(&id, cx) {
            return;
        }
        let view = self.desk.view();
        if let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) {
            let entries = task_detail::entries(&look, &id);
            cx.push(Sheet::new(cx.ui.word("task.title"), entries));
        }
    }

    fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        if answer.to == Action::Document {
            let asked = self.document.take();
            self.document = asked.and_then(|asked| asked.answer(&self.desk, &answer.reply, cx));
            return Flow::Taken;
        }
        let reason = match &answer.reply {
            Reply::Line(line) => line.trim(),
            _ => "",
        };
        match self.asked.take() {
            None => Flow::Pass,
            Some(Asked::Marked(marked)) => {
                let clerk = self.desk.clerk();
                if let Some(bulk) = self.bulk(answer.to, &marked, reason) {
                    let label = answer.to.name(cx.ui);
                    self.work = Some(cx.work(label, move |job| bulk.run(&clerk, job)));
                }
                Flow::Taken
            }
            Some(Asked::One(task)) if answer.to == Action::Register => {
                if let Reply::Chosen(at) = answer.reply {
                    register::chosen(&self.desk, &task, at, cx);
                }
                Flow::Taken
            }
            Some(Asked::One(task)) => {
                let Some(command) = task_acts::command(&self.desk, answer.to, &task, reason) else {
                    return Flow::Pass;
                };
                match self.desk.submit(command) {
                    Ok(receipt) => {
                        let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                        let name = answer.to.name(cx.ui);
                        let done = cx.ui.say("browse.done", &[("what", &name), ("seq", &seq)]);
                        cx.say(Tone::Good, done);
                    }
                    Err(denied) => cx.say(Tone::Bad, denied.text(self.desk.lang())),
                }
                Flow::Taken
            }
        }
    }
}

impl Layer for Tasks {
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Tasks), Context::List]
    }

    /// What can be done with any task stands first and stays where it is from row to row; then what this one is ready
    /// for. The rest has no hint, but its key still says why.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let state = self.selected().map(|task| task.state);
        let mut offers = self.shelf.offers_aside(cx.ui);
        // What one task is refused, another that is marked may be granted: each is told for itself.
        let marked = self.shelf.has_marks();
        let view = self.desk.view();
        let id = self.shelf.selected();
        let lacks = id.is_some_and(|id| !register::lacking(view.state(), id).is_empty());
        drop(view);
        offers.extend(self.standings().iter().map(|standing| {
            let reason = standing.refusal.as_ref().map(|r| r.text(cx.ui.lang));
            let many = marked && task_acts::is_for_many(standing.action);
            let next = state.is_some_and(|state| standing.is_next(state))
                || (lacks && standing.action == Action::Register);
            Offer::unless(standing.action, reason.filter(|_| !many)).hinted(next)
        }));
        let about_any = [Action::Why, Action::Fields, Action::Document];
        let about_any = about_any.map(|action| Offer::on(action).hinted(false));
        offers.extend(about_any.into_iter().filter(|_| state.is_some()));
        let handed = self.desk.has_handed();
        offers.extend(handed.then(|| Offer::on(Action::OpenTask)));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if action == Action::Why {
            self.explain(cx);
        } else if action == Action::Fields {
            fields::open(&self.desk, self.shelf.selected(), cx);
        } else if action == Action::Document {
            self.ask_document(cx);
        } else if action == Action::OpenTask {
            self.show(cx);
        } else if self.standings().iter().any(|standing| standing.action == action) {
            self.ask(action, cx);
        } else if !self.shelf.act(action, cx) {
            return Flow::Pass;
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
            Event::Answer(answer) => self.answer(answer, cx),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.shelf.ready(cx.ui);
        // Asked before the view is taken, which nobody else may ask for while it is held.
        let standings = self.standings();
        let desk = self.desk.clone();
        let view = desk.view();
        let Some(look) = Look::new(cx.ui, &view, desk.actor()) else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        let next = |id: &String, brief: bool| {
            let task = look.state().get::<Task>(id);
            task.map_or_else(Vec::new, |task| {
                task_detail::next_steps(cx, task.state, &standings, brief)
            })
        };
        self.shelf.draw_with(&look, area, buf, &next);
    }

    fn cursor(&self) -> Option<Position> {
        self.shelf.cursor()
    }
}
