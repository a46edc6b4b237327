//! 检查组: who goes where, and how much each of them has in hand.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::campaign::Campaign;
use crate::domain::library::{Conflict, Officer};
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::{Member, Task, TaskState};
use crate::office::View;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room};

use super::browse::{Acted, Browse};
use super::change::Leave;
use super::tasks::Rows;
use super::{filter, task_acts, words};

/// States in which a task has a team.
const WITH_TEAM: [TaskState; 8] = [
    TaskState::Assigned,
    TaskState::Inspecting,
    TaskState::Recorded,
    TaskState::Returned,
    TaskState::Reviewed,
    TaskState::Published,
    TaskState::Withheld,
    TaskState::Closed,
];

/// The pane of teams.
#[derive(Debug)]
pub struct Teams {
    desk: Desk,
    browse: Browse,
    /// The last entry of the journal the rows were found at.
    loaded: u64,
}

impl Teams {
    /// The pane at this desk.
    pub fn new(desk: Desk, ui: &Ui) -> Self {
        let columns = vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)),
            Column::new(ui.word("task.leads"), Room::Fixed(12)),
            Column::new(ui.word("team.members"), Room::Fixed(18)),
            Column::new(ui.word("task.name"), Room::Share(1)),
            Column::new(ui.word("task.state"), words::state_room(ui)),
        ];
        let mut teams = Teams {
            desk,
            browse: Browse::new(columns),
            loaded: 0,
        };
        teams.load();
        teams
    }

    fn load(&mut self) {
        let Some(operator) = self.desk.operator() else {
            return;
        };
        let view = self.desk.view();
        let keys = filter::tasks(&view, operator.unit, &WITH_TEAM, self.browse.filter());
        self.loaded = view.seq();
        drop(view);
        self.browse.set_keys(keys);
    }

    fn selected(&self) -> Option<Task> {
        self.desk.view().state().get(self.browse.selected()?)
    }

    /// The form that replaces a member of the selected team.
    fn replace(&self, cx: &mut Cx) {
        let (task, campaign) = (self.selected(), self.desk.view().campaign());
        if let Some((task, campaign)) = task.zip(campaign) {
            cx.push(Leave::paper(&self.desk, cx.ui, &campaign, task));
        }
    }
}

impl Layer for Teams {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Teams), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.browse.offers();
        offers.extend(self.selected().map(|task| {
            let refusal = task_acts::officer_refusal(&self.desk, &task);
            Offer::unless(
                Action::ReplaceOfficer,
                refusal.map(|refusal| refusal.text(cx.ui.lang)),
            )
        }));
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if action == Action::ReplaceOfficer {
            self.replace(cx);
            return Flow::Taken;
        }
        match self.browse.act(action, cx) {
            Acted::Not => return Flow::Pass,
            Acted::Done => {}
            Acted::Anew => self.load(),
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, _cx: &mut Cx) -> Flow {
        match event {
            Event::Notice(seq) if *seq <= self.loaded => {}
            Event::Notice(_) => self.load(),
            Event::Answer(Answer {
                to: Action::Filter,
                reply: Reply::Line(line),
            }) => {
                self.browse.set_filter(line);
                self.load();
            }
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let view = self.desk.view();
        let Some(campaign) = view.campaign() else {
            return;
        };
        let selected: Option<Task> = self.browse.selected().and_then(|id| view.state().get(id));
        let cells = |task: &Task| cells(cx.ui, &campaign, &view, task);
        let keys: Rc<Vec<String>> = self.browse.keys();
        let rows = Rows {
            view: &view,
            campaign: &campaign,
            keys: &keys,
            cells: &cells,
        };
        let about = || {
            let entries = selected
                .as_ref()
                .map(|task| entries(cx.ui, &campaign, &view, task));
            (cx.ui.word("team.title"), entries.unwrap_or_default())
        };
        self.browse.draw(cx.ui, area, buf, &rows, &about);
    }

    fn cursor(&self) -> Option<Position> {
        self.browse.cursor()
    }
}

fn cells(ui: &Ui, campaign: &Campaign, view: &View<'_>, task: &Task) -> Vec<String> {
    let member = |m: &&Member| format!("{} {}", m.name, load(campaign, view, &m.officer).text());
    let (leads, others): (Vec<&Member>, Vec<&Member>) = task.team.iter().partition(|m| m.leads);
    let list = |members: &[&Member]| {
        members
            .iter()
            .map(member)
            .collect::<Vec<_>>()
            .join(&ui.word("list.and"))
    };
    vec![
        words::id_cell(ui, campaign, &task.id),
        list(&leads),
        list(&others),
        task.name.clone(),
        ui.word(task.state.key()),
    ]
}

/// How much an officer has in hand, as the match counts it: tasks without a result, and those from elsewhere.
struct Load {
    held: u32,
    cap: u32,
}

impl Load {
    fn text(&self) -> String {
        format!("{}/{}", self.held, self.cap)
    }
}

fn load(campaign: &Campaign, view: &View<'_>, officer: &str) -> Load {
    let found: Option<Officer> = view.state().get(officer);
    let base = found.as_ref().map_or(0, |officer| officer.base_load);
    Load {
        held: base.saturating_add(Task::held_by(view.state(), officer)),
        cap: found.and_then(|o| o.cap).unwrap_or(campaign.team.cap),
    }
}

fn entries(ui: &Ui, campaign: &Campaign, view: &View<'_>, task: &Task) -> Vec<Entry> {
    let mut entries = vec![
        Entry::new(ui.word("task.name"), &task.name),
        Entry::new(ui.word("task.id"), &task.id),
        Entry::new(ui.word("task.state"), ui.word(task.state.key())),
    ];
    for member in &task.team {
        entries.push(Entry::new("", ""));
        entries.extend(of_member(ui, campaign, view, member));
    }
    entries
}

/// An officer: certificate, load, who must be stayed away from, and every task in hand or done.
fn of_member(ui: &Ui, campaign: &Campaign, view: &View<'_>, member: &Member) -> Vec<Entry> {
    let load = load(campaign, view, &member.officer);
    let full = load.held >= load.cap;
    let mut entries = vec![
        Entry::new(ui.word("team.member"), words::member(ui, member)),
        Entry::new(
            ui.word("team.certificate"),
            certificate(ui, view, &member.officer),
        ),
        Entry::new(ui.word("team.load"), load.text()).tone(if full { Tone::Warn } else { Tone::Plain }),
    ];
    for conflict in Conflict::of(view.state(), &member.officer) {
        let other = conflict.other(&member.officer);
        let target = view.state().get::<Target>(other).map(|target| target.name);
        let officer = || view.state().get::<Officer>(other).map(|officer| officer.name);
        let name = target.or_else(officer).unwrap_or_else(|| other.to_owned());
        let line = format!("{name} ({}) {}", ui.word(conflict.tie.key()), conflict.note);
        entries.push(Entry::new(ui.word("team.conflict"), line).tone(Tone::Warn));
    }
    let tasks: Vec<Task> = view.state().by("task.officer", &member.officer);
    let mut label = ui.word("team.tasks");
    for task in tasks {
        let line = format!(
            "{} {} {}",
            words::short_id(campaign, &task.id),
            ui.word(task.state.key()),
            task.name
        );
        entries.push(Entry::new(std::mem::replace(&mut label, " ".to_owned()), line));
    }
    entries
}

/// Conflicts stand under the officer's certificate number.
fn certificate(ui: &Ui, view: &View<'_>, officer: &str) -> String {
    match view.state().get::<Officer>(officer) {
        Some(officer) => {
            let (from, to) = (officer.certificate.from, officer.certificate.to);
            let span = ui.say(
                "window.span",
                &[("from", &from.to_string()), ("to", &to.to_string())],
            );
            format!("{}  {span}", officer.id)
        }
        None => officer.to_owned(),
    }
}
