//! The steps of a batch in their order: which are done and by whom, and which come next.

use super::rung::{Part, Rung, State};
use super::units::Units;
use crate::domain::batch::{Batch, Ceremony, MatchRound, Stage, Step};
use crate::domain::calendar::Act;
use crate::domain::operator::Department;
use crate::domain::task::TaskState;

/// What may follow a draw, each time on record.
const AFTER: [Act; 5] = [
    Act::ExtendDraw,
    Act::ReplaceTarget,
    Act::StrikeTarget,
    Act::ReplaceOfficer,
    Act::Release,
];

/// The steps of a batch, in order.
pub(super) fn rungs(batch: &Batch, units: &Units) -> Vec<Rung> {
    let mut ladder = Ladder {
        batch,
        rungs: Vec::new(),
    };
    ladder.draw(units);
    let handed_out = batch.stage == Stage::Dispatched;
    if handed_out {
        let claimed = units.done(TaskState::Dispatched, State::Next);
        ladder.put(Part::Claim, 0, claimed, batch.step(Act::Claim.key()));
    }
    for (at, round) in (1..).zip(&batch.rounds) {
        ladder.round(at, round, units);
    }
    if handed_out && batch.rounds.is_empty() {
        let claimed = !units.in_state(TaskState::Claimed).is_empty();
        ladder.put(
            Part::Roster,
            1,
            if claimed { State::Next } else { State::Later },
            None,
        );
    }
    for step in &batch.steps {
        if let Some(act) = AFTER.into_iter().find(|act| act.key() == step.what) {
            ladder.put(Part::After(act), 0, State::Done, Some(step));
        }
    }
    if batch.void.is_some() {
        ladder.put(Part::Void, 0, State::Done, batch.step(Stage::Void.key()));
    }
    ladder.rungs
}

struct Ladder<'a> {
    batch: &'a Batch,
    rungs: Vec<Rung>,
}

impl<'a> Ladder<'a> {
    fn put(&mut self, part: Part, round: usize, state: State, step: Option<&Step>) {
        let (void, step) = (self.batch.stage == Stage::Void, step.cloned());
        let state = match state {
            State::Next | State::Later if void => State::Passed,
            state => state,
        };
        self.rungs.push(Rung {
            part,
            round,
            state,
            step,
        });
    }

    fn draw(&mut self, units: &Units) {
        let batch = self.batch;
        let next_at = |stage: Stage| {
            if batch.stage == stage {
                State::Next
            } else {
                State::Later
            }
        };
        let done = |act: Act, otherwise: State| match batch.step(act.key()) {
            Some(_) => State::Done,
            None => otherwise,
        };
        let mut put = |act: Act, part: Part, state: State| self.put(part, 0, state, batch.step(act.key()));
        put(Act::FreezePool, Part::Pool, State::Done);
        put(Act::Plan, Part::Plan, done(Act::Plan, next_at(Stage::Frozen)));
        self.ceremony(0, &batch.draw_ceremony, next_at(Stage::Planned));
        let ready = batch.draw_ceremony.is_complete();
        let drawn = done(
            Act::Draw,
            if ready {
                next_at(Stage::Planned)
            } else {
                State::Later
            },
        );
        // What an extension or a 补抽 adds is approved and dispatched in its turn.
        let turn = |act: Act, waits: TaskState| match batch.stage {
            Stage::Drawn | Stage::Approved | Stage::Dispatched => match units.in_state(waits).is_empty() {
                true => done(act, State::Later),
                false => State::Next,
            },
            _ => State::Later,
        };
        let mut put = |act: Act, part: Part, state: State| self.put(part, 0, state, batch.step(act.key()));
        put(Act::Draw, Part::Draw, drawn);
        put(Act::Approve, Part::Approve, turn(Act::Approve, TaskState::Drawn));
        put(
            Act::Dispatch,
            Part::Dispatch,
            turn(Act::Dispatch, TaskState::Approved),
        );
    }

    /// The five or more steps of a ceremony. `otherwise`: what those are that cannot be done now; where it is
    /// [`State::Next`], what the ceremony is bound to is frozen, and the order of the steps decides.
    fn ceremony(&mut self, round: usize, ceremony: &Ceremony, otherwise: State) {
        let steps = self.steps_of(round);
        let by = |what: &str, party| {
            steps
                .iter()
                .find(|s| s.what == what && s.department == party)
                .copied()
        };
        let state = |done: bool, open: bool| match (done, otherwise) {
            (true, _) => State::Done,
            (false, State::Next) if !open => State::Later,
            (false, otherwise) => otherwise,
        };
        let mut found = Vec::new();
        for party in Department::ALL {
            let done = ceremony.commitments.contains_key(&party);
            found.push((Part::Commit(party), state(done, true), by("step.commit", party)));
        }
        let recorded: Vec<&Step> = steps
            .iter()
            .filter(|s| s.what == "step.public")
            .copied()
            .collect();
        let (bound, valued) = (ceremony.is_bound(), ceremony.has_values());
        for at in 0..ceremony.sources.len().max(1) {
            let done = ceremony
                .sources
                .get(at)
                .is_some_and(|source| source.value.is_some());
            let step = recorded.get(at).or(recorded.last()).filter(|_| done).copied();
            found.push((Part::Public(at), state(done, bound), step));
        }
        for party in Department::ALL {
            let done = ceremony.reveals.contains_key(&party);
            let open = bound && valued;
            found.push((Part::Reveal(party), state(done, open), by("step.reveal", party)));
        }
        for (part, state, step) in found {
            self.put(part, round, state, step);
        }
    }

    fn round(&mut self, number: usize, round: &MatchRound, units: &Units) {
        let steps = self.steps_of(number);
        self.put(Part::Roster, number, State::Done, steps.first().copied());
        let newest = number == self.batch.rounds.len();
        let otherwise = if newest { State::Next } else { State::Passed };
        self.ceremony(number, &round.ceremony, otherwise);
        let waiting = newest && !units.in_state(TaskState::Claimed).is_empty();
        let state = match round.ceremony.is_complete() {
            true if waiting => State::Next,
            _ if !round.matched.is_empty() => State::Done,
            _ if newest => State::Later,
            _ => State::Passed,
        };
        let step = steps.iter().rfind(|s| s.what == Act::Match.key());
        self.put(Part::Match, number, state, step.copied());
    }

    /// The steps between one freezing of a roster and the next; 0: those before the first.
    fn steps_of(&self, round: usize) -> Vec<&'a Step> {
        let mut at = 0;
        let mut steps = Vec::new();
        for step in &self.batch.steps {
            at += usize::from(step.what == "step.roster");
            if at == round {
                steps.push(step);
            }
        }
        steps
    }
}
