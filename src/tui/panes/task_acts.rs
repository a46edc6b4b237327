//! What can be done with a task and its batch: the command behind each action, why it would be refused, and the
//! question that is asked before.

use crate::domain::batch::Batch;
use crate::domain::calendar::Act;
use crate::domain::campaign::Campaign;
use crate::domain::command::{Command, Judgement};
use crate::domain::inspection::{Measures, Method, UnitKind, Visit};
use crate::domain::library::{ChecklistItem, Officer};
use crate::domain::next;
use crate::domain::outcome::RECORDED;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::office::View;
use crate::tui::action::Action;
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;

use super::follow_ups::register;
use super::{task_review, words};

/// The actions, in the order of the work; those on the whole batch last.
const ACTIONS: [Action; 16] = [
    Action::Fill,
    Action::Begin,
    Action::Accept,
    Action::SendBack,
    Action::Publish,
    Action::Withhold,
    Action::Withdraw,
    Action::CloseTask,
    Action::Register,
    Action::ReplaceOfficer,
    Action::ReplaceTarget,
    Action::StrikeTarget,
    Action::Approve,
    Action::Dispatch,
    Action::Claim,
    Action::MatchTeams,
];

/// An action, and why it would be refused now.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub action: Action,
    pub refusal: Option<Refusal>,
}

impl Standing {
    /// Whether it is a next step of a task in this state: what [`is_next`] says, and drawing another target where the
    /// recorded result lets one be drawn. Closing is not, while the follow-up that stands on the record is open.
    pub(super) fn is_next(&self, state: TaskState) -> bool {
        let replacing = self.action == Action::ReplaceTarget && self.refusal.is_none();
        let recorded = RECORDED.contains(&state);
        let unsettled = matches!(self.refusal, Some(Refusal::Unsettled { .. }));
        (replacing && recorded) || (!unsettled && is_next(self.action, state))
    }
}

/// Whether the action is a next step of a task in this state. Only for what is shown first and what is said about the
/// task: whether it may be done is the refusal's to say.
fn is_next(action: Action, state: TaskState) -> bool {
    let act = match action {
        Action::Fill => Act::Enter,
        Action::Begin => Act::Visit,
        Action::Accept | Action::SendBack => Act::Review,
        Action::Publish | Action::Withhold => Act::Publish,
        Action::CloseTask => Act::Close,
        Action::Approve => Act::Approve,
        Action::Dispatch => Act::Dispatch,
        Action::Claim => Act::Claim,
        Action::MatchTeams => Act::Match,
        _ => return false,
    };
    next::ready(state).contains(&act)
}

/// Whether one of [`standings`] asks for a reason.
pub(super) fn wants_reason(action: Action) -> bool {
    matches!(action, Action::SendBack | Action::Withhold | Action::Withdraw)
}

/// Whether the action can be done to many tasks at a time, each for itself.
pub(super) fn is_for_many(action: Action) -> bool {
    !matches!(
        action,
        Action::Fill
            | Action::Register
            | Action::ReplaceOfficer
            | Action::ReplaceTarget
            | Action::StrikeTarget
    )
}

/// How every action stands with this task.
pub(super) fn standings(desk: &Desk, task: &Task) -> Vec<Standing> {
    let standing = |action: Action| {
        let refusal = match action {
            Action::Fill => fill_refusal(desk, &task.id),
            Action::Register => register::refusal(desk, task),
            Action::Approve => considered(desk, action, task, ""),
            // Any reason will do to learn whether one would be heard.
            action => considered(desk, action, task, "-"),
        };
        Standing { action, refusal }
    };
    ACTIONS.into_iter().map(standing).collect()
}

/// Why a member of the task's team cannot be replaced at all.
pub(super) fn officer_refusal(desk: &Desk, task: &Task) -> Option<Refusal> {
    considered(desk, Action::ReplaceOfficer, task, "-")
}

/// Why an action would be refused, apart from what is still to be typed: a reason for keeping what other batches have
/// drawn too, and a reason of the campaign's table, where it has any. That no reason has the code `-` ends the
/// consideration before the whole draw is done again.
fn considered(desk: &Desk, action: Action, task: &Task, reason: &str) -> Option<Refusal> {
    let of_batch = match action {
        Action::Approve => Some(Act::Approve),
        Action::Dispatch => Some(Act::Dispatch),
        Action::Claim => Some(Act::Claim),
        Action::MatchTeams => Some(Act::Match),
        _ => None,
    };
    if let Some((act, lead)) = of_batch.zip(task.lead.clone()) {
        let task = task.id.clone();
        return Some(Refusal::NotDrawn { task, act, lead });
    }
    match desk.consider(&command(desk, action, task, reason)?) {
        Ok(()) | Err(Refusal::OverlapDrawn { .. }) => None,
        Err(Refusal::UnknownReason { known, .. }) if !known.is_empty() => None,
        Err(refusal) => Some(refusal),
    }
}

/// Why the reason for keeping targets that other batches have drawn too has to be typed before the task's batch is
/// approved.
pub(super) fn overlap(desk: &Desk, action: Action, task: &Task) -> Option<Refusal> {
    let command = command(desk, action, task, "").filter(|_| action == Action::Approve)?;
    let refusal = desk.consider(&command).err();
    refusal.filter(|refusal| matches!(refusal, Refusal::OverlapDrawn { .. }))
}

/// The command of an action on this task.
pub(super) fn command(desk: &Desk, action: Action, task: &Task, reason: &str) -> Option<Command> {
    let (id, batch) = (task.id.clone(), task.batch.clone());
    let reason = reason.to_owned();
    Some(match action {
        Action::Begin => Command::BeginInspection { task: id },
        Action::Accept => Command::Review {
            task: id,
            judgement: Judgement::Accept,
        },
        Action::SendBack => Command::Review {
            task: id,
            judgement: Judgement::Return(reason),
        },
        Action::Publish => Command::Publish { tasks: vec![id] },
        Action::Withhold => Command::Withhold { task: id, reason },
        Action::Withdraw => Command::Withdraw { task: id, reason },
        Action::CloseTask => Command::Close { task: id },
        Action::ReplaceTarget => Command::ReplaceTarget {
            task: id,
            reason,
            evidence: String::new(),
        },
        Action::StrikeTarget => Command::StrikeTarget {
            task: id,
            reason,
            evidence: String::new(),
        },
        Action::ReplaceOfficer => Command::ReplaceOfficer {
            task: id,
            officer: task
                .team
                .first()
                .map_or(String::new(), |member| member.officer.clone()),
            reason,
            evidence: String::new(),
        },
        Action::Approve => Command::Approve {
            batch,
            keep_overlap: Some(reason).filter(|reason| !reason.is_empty()),
        },
        Action::Dispatch => Command::Dispatch { batch, region: None },
        Action::Claim => Command::Claim {
            batch,
            region: unit(desk, task),
        },
        Action::MatchTeams => Command::Match {
            batch,
            region: unit(desk, task),
        },
        _ => return None,
    })
}

/// The operator's own prefecture-level unit; the task's for whoever is above all of them.
fn unit(desk: &Desk, task: &Task) -> RegionCode {
    let own = desk.operator().map(|operator| operator.unit);
    let view = desk.view();
    let regions = view.campaign();
    own.zip(regions)
        .and_then(|(own, campaign)| campaign.regions.unit_of(own))
        .unwrap_or(task.unit)
}

/// Why the result of a task cannot be entered at all. A visit with nothing in it is considered, on a day that is
/// surely inside the inspection phase: whatever is said beyond its being incomplete holds for every visit.
pub(super) fn fill_refusal(desk: &Desk, task: &str) -> Option<Refusal> {
    let visited = match desk.view().calendar() {
        Some(calendar) => calendar.phases().inspect.from,
        None => return Some(Refusal::NoCampaign),
    };
    let visit = Visit {
        visited,
        method: Method::OnSite,
        present: Vec::new(),
        others: 0,
        unit_kind: UnitKind::Other,
        answers: Vec::new(),
        codes: Vec::new(),
        violations: Vec::new(),
        measures: Measures::default(),
        penalties: Vec::new(),
        note: String::new(),
        reason: String::new(),
    };
    let command = Command::RecordVisit {
        task: task.to_owned(),
        visit: Box::new(visit),
        based_on: None,
    };
    match desk.consider(&command) {
        Ok(()) | Err(Refusal::Incomplete { .. } | Refusal::LateNeedsReason { .. }) => None,
        Err(refusal) => Some(refusal),
    }
}

/// What is asked before: what will happen, with its figures.
pub(super) fn question(desk: &Desk, ui: &Ui, action: Action, task: &Task) -> String {
    if !task_only(action) {
        return batch_question(desk, ui, action, &task.batch, unit(desk, task));
    }
    let view = desk.view();
    let Some(campaign) = view.campaign() else {
        return String::new();
    };
    let mut args = vec![
        ("id", words::short_id(&campaign, &task.id).to_owned()),
        ("name", task.name.clone()),
    ];
    if let Some(inspection) = newest(view.state(), &task.id) {
        args.extend([
            ("version", inspection.version.to_string()),
            ("by", inspection.entered_by.clone()),
            ("on", inspection.entered_on.to_string()),
            ("codes", words::codes(ui, &campaign, &inspection)),
        ]);
    }
    let question = asked(ui, action, &args);
    let doubts = task_review::doubts(&view, task);
    let doubts = doubts.iter().filter(|_| action == Action::Accept);
    let lines = doubts.map(|doubt| format!("! {}", doubt.text(ui.lang)));
    let lines: Vec<String> = lines.chain([question]).collect();
    lines.join("\n")
}

fn task_only(action: Action) -> bool {
    !matches!(
        action,
        Action::Approve | Action::Dispatch | Action::Claim | Action::MatchTeams
    )
}

/// What is asked before an action on a whole batch, or on a unit's part of it.
pub(super) fn batch_question(desk: &Desk, ui: &Ui, action: Action, batch: &str, unit: RegionCode) -> String {
    let view = desk.view();
    let Some(campaign) = view.campaign() else {
        return String::new();
    };
    let case = Case {
        view: &view,
        campaign: &campaign,
        batch,
        unit,
    };
    asked(ui, action, &case.args(action))
}

fn asked(ui: &Ui, action: Action, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.say(&format!("ask.{}", action.info().id), &args)
}

type Args = Vec<(&'static str, String)>;

struct Case<'a> {
    view: &'a View<'a>,
    campaign: &'a Campaign,
    batch: &'a str,
    unit: RegionCode,
}

impl Case<'_> {
    fn args(&self, action: Action) -> Args {
        let state = self.view.state();
        let batch = state.get::<Batch>(self.batch);
        let mut args = vec![
            ("batch", self.batch.to_owned()),
            ("unit", self.campaign.regions.name(self.unit)),
        ];
        match action {
            Action::Approve => {
                let drawn = batch.as_ref().and_then(|b| b.step(Act::Draw.key()));
                args.extend([
                    ("pool", batch.as_ref().map_or(0, |b| b.pool.size).to_string()),
                    ("drawn", batch_size(batch.as_ref()).to_string()),
                    ("by", drawn.map_or(String::new(), |step| step.by.clone())),
                    ("on", drawn.map_or(String::new(), |step| step.on.to_string())),
                ]);
            }
            Action::Dispatch => {
                let waiting = self.waiting("", TaskState::Approved);
                let mut units: Vec<RegionCode> = waiting.iter().map(|t| t.unit).collect();
                units.sort_unstable();
                units.dedup();
                args.extend([
                    ("tasks", waiting.len().to_string()),
                    ("units", units.len().to_string()),
                ]);
            }
            Action::Claim => {
                let mut items: Vec<String> = state.all::<ChecklistItem>().into_iter().map(|i| i.id).collect();
                items.dedup();
                let waiting = self.waiting(&self.unit.to_string(), TaskState::Dispatched);
                args.extend([
                    ("tasks", waiting.len().to_string()),
                    ("items", items.len().to_string()),
                ]);
            }
            _ => {
                let own =
                    |o: &Officer| o.on_duty && self.campaign.regions.unit_of(o.region) == Some(self.unit);
                let officers = state.all::<Officer>().iter().filter(|o| own(o)).count();
                let waiting = self.waiting(&self.unit.to_string(), TaskState::Claimed);
                args.extend([
                    ("tasks", waiting.len().to_string()),
                    ("officers", officers.to_string()),
                    ("each", self.campaign.team.members_per_department.to_string()),
                ]);
            }
        }
        args
    }

    /// The batch's tasks in a state, of the units whose code begins with `unit`.
    fn waiting(&self, unit: &str, state: TaskState) -> Vec<Task> {
        let keys = self
            .view
            .state()
            .keys_under("task.batch", &format!("{}/{unit}", self.batch));
        let tasks = keys.iter().filter_map(|key| self.view.state().get::<Task>(key));
        tasks.filter(|task| task.state == state).collect()
    }
}

fn batch_size(batch: Option<&Batch>) -> u64 {
    batch.and_then(|b| b.drawn.as_ref()).map_or(0, |d| d.size)
}
