//! What can be done with a batch: the command behind each action, why it would be refused, and who could do it.

use super::rung::{Part, Rung, State};
use super::units::Units;
use crate::domain::batch::{Batch, PublicSource, Purpose};
use crate::domain::command::{Command, PoolWish};
use crate::domain::operator::{Department, Operator};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::TaskState;
use crate::tui::action::Action;
use crate::tui::desk::Desk;

/// The actions on a batch, in the order of the work.
pub(super) const ACTIONS: [Action; 13] = [
    Action::FreezePool,
    Action::MakePlan,
    Action::Commit,
    Action::RecordPublic,
    Action::Reveal,
    Action::MakeDraw,
    Action::Approve,
    Action::Dispatch,
    Action::FreezeRoster,
    Action::MatchTeams,
    Action::ExtendDraw,
    Action::Release,
    Action::VoidBatch,
];

/// A command that is only considered: whatever is still to be typed stands in it as something that would do.
pub(super) fn trial(rung: &Rung, batch: &Batch) -> Option<Command> {
    let (id, purpose) = (batch.id.clone(), rung.purpose());
    Some(match rung.part {
        Part::Plan => Command::MakePlan {
            batch: id,
            size: None,
            weights: None,
            floors: None,
        },
        Part::Commit(party) => Command::Commit {
            batch: id,
            purpose,
            party,
            commitment: "0".repeat(64),
            public: announce(batch, purpose),
        },
        Part::Public(at) => Command::RecordPublic {
            batch: id,
            purpose,
            source: rung.ceremony(batch).sources.get(at).cloned(),
            value: "1".to_owned(),
            // What is recorded can only be corrected.
            correction: (rung.state == State::Done).then(|| "-".to_owned()),
        },
        Part::Reveal(party) => Command::Reveal {
            batch: id,
            purpose,
            party,
            secret: String::new(),
            on_record: false,
        },
        Part::Draw => Command::Draw { batch: id },
        Part::Approve => Command::Approve {
            batch: id,
            keep_overlap: None,
        },
        Part::Dispatch => Command::Dispatch {
            batch: id,
            region: None,
        },
        Part::Roster => Command::FreezeRoster {
            batch: id,
            again: (!batch.rounds.is_empty()).then(|| "-".to_owned()),
        },
        Part::Void => Command::VoidBatch {
            batch: id,
            reason: "-".to_owned(),
        },
        Part::Pool | Part::Claim | Part::Match | Part::After(_) => return None,
    })
}

/// A source for a first commitment that is only considered.
fn announce(batch: &Batch, purpose: Purpose) -> Vec<PublicSource> {
    let announced = batch
        .ceremony(purpose)
        .is_some_and(|ceremony| !ceremony.sources.is_empty());
    let any = PublicSource {
        kind: "x".to_owned(),
        issue: "1".to_owned(),
        value: None,
    };
    if announced { Vec::new() } else { vec![any] }
}

/// Why a trial is refused, apart from what is still to be typed.
pub(super) fn consider(desk: &Desk, command: &Command) -> Option<Refusal> {
    match desk.consider(command) {
        Ok(()) => None,
        Err(Refusal::PlanImpossible { .. }) if matches!(command, Command::MakePlan { .. }) => None,
        Err(Refusal::RevealMismatch { .. } | Refusal::MatchRevealMismatch { .. }) => None,
        Err(Refusal::OverlapDrawn { .. }) => None,
        Err(Refusal::ReasonMissing { .. })
            if matches!(command, Command::ExtendDraw { .. } | Command::Release { .. }) =>
        {
            None
        }
        Err(refusal) => Some(refusal),
    }
}

/// The operators who may take this step now, by name.
pub(super) fn who(desk: &Desk, batch: &Batch, rung: &Rung) -> Vec<Operator> {
    let Some(command) = trial(rung, batch) else {
        return Vec::new();
    };
    candidates(desk, batch, rung)
        .into_iter()
        .filter(|operator| consider(&desk.seat(&operator.name), &command).is_none())
        .collect()
}

/// The operators of the step's party whose unit covers the batch's.
fn candidates(desk: &Desk, batch: &Batch, rung: &Rung) -> Vec<Operator> {
    let party = match rung.part {
        Part::Commit(party) | Part::Reveal(party) => Some(party),
        _ => None,
    };
    let view = desk.view();
    let Some(campaign) = view.campaign() else {
        return Vec::new();
    };
    let mut operators: Vec<Operator> = view.state().all();
    operators.retain(|operator| {
        campaign.regions.contains(operator.unit, batch.region)
            && party.is_none_or(|party| operator.department == party)
    });
    operators
}

/// The operators who can sit down for a party: those the rules turn away for another reason than who they are stay, so
/// that the rule can say so.
pub(super) fn sitters(desk: &Desk, batch: &Batch, rung: &Rung) -> Vec<Operator> {
    let Some(command) = trial(rung, batch) else {
        return Vec::new();
    };
    let barred = |operator: &Operator| {
        let refusal = consider(&desk.seat(&operator.name), &command);
        matches!(
            refusal,
            Some(Refusal::LacksRole { .. } | Refusal::OutOfReach { .. } | Refusal::OtherParty { .. })
        )
    };
    let mut operators = candidates(desk, batch, rung);
    operators.retain(|operator| !barred(operator));
    operators
}

/// The units that wait for their teams and that the operator's hand reaches.
pub(super) fn to_match(desk: &Desk, units: &Units) -> Vec<RegionCode> {
    let own = desk.operator().map(|operator| operator.unit);
    let view = desk.view();
    let Some((campaign, own)) = view.campaign().zip(own) else {
        return Vec::new();
    };
    let waiting = units.in_state(TaskState::Claimed);
    let within = |unit: &RegionCode| campaign.regions.contains(own, *unit);
    waiting.into_iter().filter(within).collect()
}

/// How an action stands: the step of the batch it would take, and why it would be refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub action: Action,
    /// The steps it could take now; a ceremony can be open for both parties.
    pub rungs: Vec<Rung>,
    pub refusal: Option<Refusal>,
}

impl Standing {
    /// Whether it is the batch's next step.
    pub(super) fn is_next(&self) -> bool {
        self.rungs.iter().any(|rung| rung.state == State::Next)
    }
}

/// How every action stands with this batch.
pub(super) fn standings(desk: &Desk, batch: &Batch, rungs: &[Rung], units: &Units) -> Vec<Standing> {
    let standing = |action: Action| {
        let of_action = |rung: &&Rung| rung.part.action() == Some(action);
        let open: Vec<Rung> = rungs
            .iter()
            .filter(of_action)
            .filter(|r| r.state == State::Next)
            .cloned()
            .collect();
        let refusal = match action {
            Action::FreezePool => freeze_refusal(desk, Some(batch)),
            Action::VoidBatch => consider(desk, &trial(&void(), batch)?),
            Action::MatchTeams => match_refusal(desk, batch, units),
            Action::ExtendDraw | Action::Release => consider(desk, &unexplained(action, batch)),
            Action::Commit | Action::Reveal => of_parties(desk, batch, &open, rungs, action),
            action => {
                let rung = open.first().or(rungs.iter().rfind(|rung| of_action(rung)));
                let rung = rung.cloned().or_else(|| first_of(action))?;
                consider(desk, &trial(&rung, batch)?)
            }
        };
        Some(Standing {
            action,
            rungs: open,
            refusal,
        })
    };
    ACTIONS.into_iter().filter_map(standing).collect()
}

/// An act that still lacks its reason: the last thing to be asked for, before anything is worked out.
fn unexplained(action: Action, batch: &Batch) -> Command {
    let (batch, reason) = (batch.id.clone(), String::new());
    match action {
        Action::Release => Command::Release { batch, reason },
        _ => Command::ExtendDraw { batch, by: 1, reason },
    }
}

/// A step that the batch does not have yet, for its refusal.
fn first_of(action: Action) -> Option<Rung> {
    let part = (action == Action::FreezeRoster).then_some(Part::Roster)?;
    Some(rung(part, 1))
}

/// The step of voiding.
pub(super) fn void() -> Rung {
    rung(Part::Void, 0)
}

fn rung(part: Part, round: usize) -> Rung {
    Rung {
        part,
        round,
        state: State::Later,
        step: None,
    }
}

/// A party's step is open where anybody may take it: whoever does sits down for it.
fn of_parties(desk: &Desk, batch: &Batch, open: &[Rung], rungs: &[Rung], action: Action) -> Option<Refusal> {
    if open.iter().any(|rung| !who(desk, batch, rung).is_empty()) {
        return None;
    }
    let own = desk
        .operator()
        .map_or(Department::Hr, |operator| operator.department);
    let of_own =
        |rung: &&Rung| matches!(rung.part, Part::Commit(party) | Part::Reveal(party) if party == own);
    let same = |rung: &&Rung| rung.part.action() == Some(action);
    let rung = open.iter().find(of_own).or(open.first());
    let rung = rung.or_else(|| rungs.iter().filter(same).rfind(of_own))?;
    consider(desk, &trial(rung, batch)?)
}

/// Why no pool could be frozen, for the own unit or one under it: a prefecture's batch has a calendar of its own. The
/// name of a batch that is there is tried: whoever hears that it is taken could freeze one under another, and no pool
/// has to be sorted to learn that.
pub(super) fn freeze_refusal(desk: &Desk, known: Option<&Batch>) -> Option<Refusal> {
    let own = desk.operator()?.unit;
    let under = {
        let campaign = desk.view().campaign()?;
        let mut units = campaign.regions.units().map(|unit| unit.code);
        units.find(|unit| campaign.regions.contains(own, *unit))
    };
    let refusal = |region: Option<RegionCode>| {
        let wish = PoolWish {
            region,
            include_excluded: true,
            ..PoolWish::default()
        };
        let batch = known.map_or_else(|| "1".to_owned(), |batch| batch.id.clone());
        match desk.consider(&Command::FreezePool { batch, wish }) {
            Ok(()) | Err(Refusal::BatchExists { .. } | Refusal::SaltMissing) => None,
            Err(refusal) => Some(refusal),
        }
    };
    let first = refusal(Some(own))?;
    match under.filter(|unit| *unit != own) {
        Some(unit) if refusal(Some(unit)).is_none() => None,
        _ => Some(first),
    }
}

fn match_refusal(desk: &Desk, batch: &Batch, units: &Units) -> Option<Refusal> {
    let waiting = to_match(desk, units);
    let unit = waiting
        .first()
        .copied()
        .or_else(|| own_unit(desk))
        .or(units.all.first().copied());
    let command = Command::Match {
        batch: batch.id.clone(),
        region: unit.unwrap_or(batch.region),
    };
    match desk.consider(&command) {
        // Of one unit; others may be matched all the same.
        Err(Refusal::MatchInfeasible { .. }) if waiting.len() > 1 => None,
        Err(refusal) => Some(refusal),
        Ok(()) => None,
    }
}

fn own_unit(desk: &Desk) -> Option<RegionCode> {
    let own = desk.operator()?.unit;
    desk.view().campaign()?.regions.unit_of(own)
}
