//! 检查组: who goes where, and how much each of them has in hand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::campaign::Campaign;
use crate::domain::library::{Conflict, Officer};
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::{Member, Task, TaskState};
use crate::office::View;
use crate::query::{Field, List};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::Event;
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

use super::change::Leave;
use super::glance::draw_empty;
use super::shelf::{Ask, Section, Shelf, Stock};
use super::shown::Look;
use super::tasks::{UnitTasks, ask_tasks};
use super::{task_acts, words};

/// States in which a task has a team.
const WITH_TEAM: [TaskState; 9] = [
    TaskState::Assigned,
    TaskState::Inspecting,
    TaskState::Recorded,
    TaskState::Returned,
    TaskState::Reviewed,
    TaskState::Published,
    TaskState::Withheld,
    TaskState::Withdrawn,
    TaskState::Closed,
];

/// The tasks of a unit that have a team, by their teams.
#[derive(Clone, Debug)]
struct Matched(UnitTasks);

impl Stock for Matched {
    type Key = String;

    fn list() -> Option<List> {
        Some(List::Tasks)
    }

    fn empty(&self, ui: &Ui) -> String {
        ui.word("pane.teams-empty")
    }

    fn title(&self, ui: &Ui) -> String {
        ui.word("team.title")
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("task.id"), Room::Fixed(words::ID)).by(Field::Id),
            Column::new(ui.word("task.leads"), Room::Fixed(12)).by(Field::Leader),
            Column::new(ui.word("team.members"), Room::Fixed(18)),
            Column::new(ui.word("task.name"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("task.state"), words::state_room(ui)).by(Field::State),
        ]
    }

    fn keys(&self, look: &Look<'_>) -> Vec<String> {
        self.0.ids(look, &WITH_TEAM)
    }

    fn row(&self, look: &Look<'_>, id: &String) -> Row {
        match look.state().get::<Task>(id) {
            Some(task) => {
                Row::new(cells(look.ui, &look.campaign, look.view, &task)).tone(words::tone(look, &task))
            }
            None => Row::new([words::short_id(&look.campaign, id)]),
        }
    }

    fn brief(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        let Some(task) = look.state().get::<Task>(id) else {
            return Vec::new();
        };
        let member = |m: &Member| {
            let load = load(&look.campaign, look.view, &m.officer).text();
            Entry::new(words::member(look.ui, m), load)
        };
        task.team.iter().map(member).collect()
    }

    fn entries(&self, look: &Look<'_>, id: &String) -> Vec<Entry> {
        let task = look.state().get::<Task>(id);
        task.map_or_else(Vec::new, |task| {
            entries(look.ui, &look.campaign, look.view, &task)
        })
    }

    fn target(&self, _look: &Look<'_>, id: &String) -> Option<String> {
        Some(id.clone())
    }

    fn ask(&self, look: &Look<'_>, ids: &[String], ask: &mut Ask<'_, String>) {
        ask_tasks(look, ids, ask);
    }
}

/// The pane of teams.
pub struct Teams {
    desk: Desk,
    shelf: Shelf<Matched>,
}

impl Teams {
    /// The pane at this desk.
    pub fn new(desk: Desk) -> Self {
        Teams {
            shelf: Shelf::new(desk.clone(), Matched(UnitTasks::of(&desk))),
            desk,
        }
    }

    fn selected(&self) -> Option<Task> {
        self.desk.view().state().get(self.shelf.selected()?)
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
    fn ready(&mut self, cx: &Cx) {
        self.shelf.ready(cx.ui);
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Teams), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let mut offers = self.shelf.offers(cx.ui);
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
        Flow::taken_if(self.shelf.act(action, cx))
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        Flow::taken_if(self.shelf.handle(event, cx))
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
