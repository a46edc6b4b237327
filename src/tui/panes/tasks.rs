//! 任务: the tasks of the operator's unit, and everything that is done with one.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::campaign::Campaign;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::office::View;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Column, Confirm, Room, Row, Window};

use super::browse::{Acted, Browse};
use super::change::{Leave, Retire};
use super::draw::why;
use super::glance::draw_empty;
use super::shown::Look;
use super::task_acts::{self, Standing};
use super::{filter, history, task_detail, words};

/// The pane of tasks.
#[derive(Debug)]
pub struct Tasks {
    desk: Desk,
    browse: Browse,
    /// The task a question is about: what is selected may change before it is answered.
    asked: Option<Task>,
    standings: RefCell<Option<(Stamp, Rc<Vec<Standing>>)>>,
    /// The last entry of the journal the rows were found at.
    loaded: u64,
}

/// What the standings of a task depend on: the task, the records, the day.
type Stamp = (String, u64, NaiveDate);

/// The rows in sight, read from the index as they are drawn.
pub(super) struct Rows<'a> {
    pub view: &'a View<'a>,
    pub campaign: &'a Campaign,
    pub keys: &'a [String],
    pub cells: &'a dyn Fn(&Task) -> Vec<String>,
}

impl Window for Rows<'_> {
    fn total(&self) -> usize {
        self.keys.len()
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let ended = self
            .view
            .calendar()
            .is_some_and(|c| self.view.now().today > c.phases().inspect.to);
        let row = |key: &String| match self.view.state().get::<Task>(key) {
            Some(task) => Row::new((self.cells)(&task)).tone(words::tone(task.state, ended)),
            None => Row::new([words::short_id(self.campaign, key)]),
        };
        self.keys.iter().skip(offset).take(len).map(row).collect()
    }
}

impl Tasks {
    /// The pane at this desk.
    pub fn new(desk: Desk, ui: &Ui) -> Self {
        let own = desk.operator().map(|operator| operator.unit);
        let campaign = desk.view().campaign();
        let whole = own
            .zip(campaign)
            .is_some_and(|(own, campaign)| campaign.regions.unit_of(own).is_none());
        let columns = vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)),
            Column::new(ui.word("task.name"), Room::Share(1)),
            Column::new(ui.word("task.state"), words::state_room(ui)),
            Column::new(ui.word("task.since"), Room::Fixed(5)),
            Column::new(ui.word("task.grade"), Room::Fixed(2)),
            Column::new(ui.word("task.place"), Room::Fixed(if whole { 16 } else { 10 })),
            Column::new(ui.word("task.leads"), Room::Fixed(6)),
        ];
        let mut tasks = Tasks {
            desk,
            browse: Browse::new(columns),
            asked: None,
            standings: RefCell::new(None),
            loaded: 0,
        };
        tasks.load();
        tasks
    }

    fn load(&mut self) {
        let Some(operator) = self.desk.operator() else {
            return;
        };
        let view = self.desk.view();
        let keys = filter::tasks(&view, operator.unit, &TaskState::ALL, self.browse.filter());
        self.loaded = view.seq();
        drop(view);
        self.browse.set_keys(keys);
    }

    fn selected(&self) -> Option<Task> {
        self.desk.view().state().get(self.browse.selected()?)
    }

    /// How the actions stand with the selected task; decided again only when something has changed.
    fn standings(&self) -> Rc<Vec<Standing>> {
        let Some(task) = self.selected() else {
            return Rc::default();
        };
        let stamp = {
            let view = self.desk.view();
            (task.id.clone(), view.seq(), view.now().today)
        };
        if let Some((of, standings)) = &*self.standings.borrow()
            && *of == stamp
        {
            return Rc::clone(standings);
        }
        let standings = Rc::new(task_acts::standings(&self.desk, &task));
        *self.standings.borrow_mut() = Some((stamp, Rc::clone(&standings)));
        standings
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
        self.asked = Some(task);
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
        match why::sheet(&look, &task.batch, &task.target) {
            Ok(sheet) => cx.push(sheet),
            Err(refusal) => cx.say(Tone::Bad, refusal.text(cx.ui.lang)),
        }
    }

    fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        if let (Action::Filter, Reply::Line(line)) = (answer.to, &answer.reply) {
            self.browse.set_filter(line);
            self.load();
            return Flow::Taken;
        }
        let reason = match &answer.reply {
            Reply::Line(line) => line.trim(),
            _ => "",
        };
        let Some(task) = self.asked.take() else {
            return Flow::Pass;
        };
        let Some(command) = task_acts::command(&self.desk, answer.to, &task, reason) else {
            return Flow::Pass;
        };
        match self.desk.submit(command) {
            Ok(receipt) => {
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                let name = answer.to.name(cx.ui);
                cx.say(
                    Tone::Good,
                    cx.ui.say("browse.done", &[("what", &name), ("seq", &seq)]),
                );
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(self.desk.lang())),
        }
        self.load();
        Flow::Taken
    }
}

impl Layer for Tasks {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Tasks), Context::List]
    }

    /// What can be done now comes first, then what this task is ready for; the rest is behind it, so that its key still
    /// says why.
    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let state = self.selected().map(|task| task.state);
        let mut standings: Vec<Standing> = self.standings().to_vec();
        standings.sort_by_key(|standing| {
            let next = state.is_some_and(|state| task_acts::is_next(standing.action, state));
            (standing.refusal.is_some(), !next)
        });
        let mut offers = self.browse.offers();
        let moves = offers.split_off(offers.iter().take_while(|o| o.action.info().hint).count());
        offers.extend(standings.iter().map(|standing| {
            let reason = standing.refusal.as_ref().map(|r| r.text(cx.ui.lang));
            Offer::unless(standing.action, reason)
        }));
        offers.extend(state.map(|_| Offer::on(Action::Why)));
        offers.push(history::offer(cx.ui, self.browse.selected()));
        offers.extend(moves);
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Why => {
                self.explain(cx);
                return Flow::Taken;
            }
            Action::History => {
                history::open(&self.desk, self.browse.selected(), cx);
                return Flow::Taken;
            }
            _ => {}
        }
        if self.standings().iter().any(|standing| standing.action == action) {
            self.ask(action, cx);
            return Flow::Taken;
        }
        match self.browse.act(action, cx) {
            Acted::Not => return Flow::Pass,
            Acted::Done => {}
            Acted::Anew => self.load(),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        match event {
            Event::Notice(seq) => {
                if *seq > self.loaded {
                    self.load();
                }
                Flow::Taken
            }
            Event::Answer(answer) => self.answer(answer, cx),
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let standings = self.standings();
        let selected = self.selected();
        let own = self.desk.operator().map(|operator| operator.unit);
        let view = self.desk.view();
        let Some(campaign) = view.campaign() else {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.no-campaign"));
        };
        let own = own.unwrap_or(campaign.province);
        let cells = |task: &Task| cells(cx.ui, &campaign, own, task);
        let keys = self.browse.keys();
        if keys.is_empty() && self.browse.filter().is_empty() {
            return draw_empty(cx.ui, area, buf, &cx.ui.word("pane.tasks-empty"));
        }
        let rows = Rows {
            view: &view,
            campaign: &campaign,
            keys: &keys,
            cells: &cells,
        };
        let about = || {
            let entries = selected
                .as_ref()
                .map(|task| task_detail::entries(cx, &view, task, &standings));
            (cx.ui.word("task.title"), entries.unwrap_or_default())
        };
        self.browse.draw(cx.ui, area, buf, &rows, &about);
    }

    fn cursor(&self) -> Option<Position> {
        self.browse.cursor()
    }
}

fn cells(ui: &Ui, campaign: &Campaign, own: RegionCode, task: &Task) -> Vec<String> {
    vec![
        words::id_cell(ui, campaign, &task.id),
        task.name.clone(),
        ui.word(task.state.key()),
        words::since(task),
        words::grade(task).to_owned(),
        words::place(campaign, own, task),
        words::leader(task).to_owned(),
    ]
}
