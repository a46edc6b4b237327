//! What is asked before an act on a batch, and what the answer does.

use super::Draws;
use super::acts;
use super::forms::commit::Commit;
use super::forms::extend::Extend;
use super::forms::plan::Plan;
use super::forms::pool::Pool;
use super::forms::reveal::Reveal;
use super::forms::value::Value;
use super::matching;
use super::rows;
use super::rung::{Part, Rung};
use super::seen::Seen;
use super::{strata, why};
use crate::domain::calendar::Act;
use crate::domain::campaign::DrawRules;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::task::TaskState;
use crate::tui::action::Action;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::{Cx, Flow};
use crate::tui::panes::shown::Look;
use crate::tui::panes::task_acts;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Chooser, Confirm};

/// What a question is about.
pub(super) enum Asked {
    /// Whether this shall be done.
    Whether(Command),
    /// The reason for what the question's action does to this batch.
    Why(String),
    /// Which target is meant; these fit what was typed.
    Target(String, Vec<String>),
    /// Which of these units is to be matched.
    Unit(String, Vec<RegionCode>),
}

impl Draws {
    /// Begins an act: its form or its question.
    pub(super) fn begin(&mut self, action: Action, cx: &mut Cx) -> Flow {
        let Some(campaign) = self.desk.view().campaign() else {
            return Flow::Pass;
        };
        if action == Action::FreezePool {
            cx.push(Pool::paper(&self.desk, cx.ui, &campaign));
            return Flow::Taken;
        }
        let Some(seen) = self.seen() else {
            return Flow::Pass;
        };
        let rungs = self.rungs_for(&seen, action);
        match action {
            Action::MakePlan => cx.push(Plan::paper(&self.desk, cx.ui, &seen.batch, &campaign.draw)),
            Action::Commit => cx.push(Commit::paper(&self.desk, cx.ui, &seen.batch, &rungs)),
            Action::Reveal => cx.push(Reveal::paper(&self.desk, cx.ui, &seen.batch, &rungs)),
            Action::RecordPublic => self.ask_value(&seen, &rungs, &campaign.draw, cx),
            Action::ExtendDraw => cx.push(Extend::paper(&self.desk, cx.ui, &seen.batch)),
            Action::VoidBatch | Action::Release => self.ask_line(action, &seen, cx),
            Action::FreezeRoster if !seen.batch.rounds.is_empty() => self.ask_line(action, &seen, cx),
            Action::MatchTeams => self.ask_unit(&seen, cx),
            Action::Strata | Action::Matching => self.show(action, &seen, cx),
            Action::Why => {
                cx.push(Ask::new(
                    action,
                    cx.ui.say("pane.draw.ask-why", &[("batch", &seen.batch.id)]),
                    "",
                ));
                self.asked = Some(Asked::Target(seen.batch.id.clone(), Vec::new()));
            }
            Action::MakeDraw | Action::Approve | Action::Dispatch | Action::FreezeRoster => {
                self.ask_whether(action, &seen, cx);
            }
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    /// The value of what comes next; where all is recorded, of any source, as a correction.
    fn ask_value(&self, seen: &Seen, rungs: &[Rung], rules: &DrawRules, cx: &mut Cx) {
        let of_part = |rung: &&Rung| matches!(rung.part, Part::Public(_));
        let last = seen.rungs.iter().rfind(of_part).map_or(0, |rung| rung.round);
        let all: Vec<Rung> = seen
            .rungs
            .iter()
            .filter(of_part)
            .filter(|r| r.round == last)
            .cloned()
            .collect();
        let rungs = if rungs.is_empty() { &all } else { rungs };
        let source = |rung: &Rung| match rung.part {
            Part::Public(at) => rung.ceremony(&seen.batch).sources.get(at).cloned(),
            _ => None,
        };
        let Some(purpose) = rungs.first().map(Rung::purpose) else {
            return;
        };
        let sources = rungs.iter().filter_map(source).collect();
        cx.push(Value::paper(
            &self.desk,
            cx.ui,
            (&seen.batch, purpose),
            sources,
            rules,
        ));
    }

    /// What the batch's files say of its strata or its teams.
    fn show(&self, action: Action, seen: &Seen, cx: &mut Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return;
        };
        let board = match action {
            Action::Strata => strata::board(&look, &seen.batch),
            _ => matching::board(&look, &seen.batch),
        };
        match board {
            Ok(board) => cx.push(board),
            Err(refusal) => cx.say(Tone::Bad, refusal.text(cx.ui.lang)),
        }
    }

    /// The target that was meant: shown where only one fits, to be chosen where several do.
    fn find(&mut self, batch: String, typed: &str, cx: &mut Cx) {
        if typed.trim().is_empty() {
            return;
        }
        let found = {
            let view = self.desk.view();
            Look::new(cx.ui, &view, self.desk.actor())
                .map(|look| why::found(&look, typed))
                .unwrap_or_default()
        };
        match &found[..] {
            [] => cx.say(
                Tone::Warn,
                cx.ui.say("pane.draw.none-found", &[("typed", typed.trim())]),
            ),
            [(id, _)] => self.explain(&batch, id, cx),
            _ => {
                let names = found.iter().map(|(id, name)| format!("{name}  {id}")).collect();
                cx.push(Chooser::new(
                    Action::Why,
                    cx.ui.word("pane.draw.which-target"),
                    names,
                ));
                let ids = found.into_iter().map(|(id, _)| id).collect();
                self.asked = Some(Asked::Target(batch, ids));
            }
        }
    }

    fn explain(&self, batch: &str, id: &str, cx: &mut Cx) {
        let view = self.desk.view();
        let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
            return;
        };
        match why::sheet(&look, batch, id) {
            Ok(sheet) => cx.push(sheet),
            Err(refusal) => cx.say(Tone::Bad, refusal.text(cx.ui.lang)),
        }
    }

    fn ask_line(&mut self, action: Action, seen: &Seen, cx: &mut Cx) {
        let key = format!("pane.draw.ask-{}", action.info().id);
        cx.push(Ask::new(
            action,
            cx.ui.say(&key, &[("batch", &seen.batch.id)]),
            "",
        ));
        self.asked = Some(Asked::Why(seen.batch.id.clone()));
    }

    /// What is public stays public: the reason is read again before.
    fn ask_to_release(&mut self, batch: String, reason: String, cx: &mut Cx) -> Flow {
        let args = [("batch", batch.as_str()), ("reason", &reason)];
        let question = cx.ui.say("pane.draw.sure-release", &args);
        let command = Command::Release { batch, reason };
        match self.desk.consider(&command) {
            Ok(()) => {
                cx.push(Confirm::new(Action::Release, question));
                self.asked = Some(Asked::Whether(command));
            }
            Err(refusal) => cx.say(Tone::Bad, refusal.text(cx.ui.lang)),
        }
        Flow::Taken
    }

    fn ask_unit(&mut self, seen: &Seen, cx: &mut Cx) {
        let units = acts::to_match(&self.desk, &seen.units);
        if let [unit] = units[..] {
            return self.ask_to_match(&seen.batch.id, unit, cx);
        }
        let Some(campaign) = self.desk.view().campaign() else {
            return;
        };
        let names = units.iter().map(|unit| campaign.regions.name(*unit)).collect();
        cx.push(Chooser::new(
            Action::MatchTeams,
            cx.ui.word("pane.draw.which-unit"),
            names,
        ));
        self.asked = Some(Asked::Unit(seen.batch.id.clone(), units));
    }

    fn ask_to_match(&mut self, batch: &str, unit: RegionCode, cx: &mut Cx) {
        let question = task_acts::batch_question(&self.desk, cx.ui, Action::MatchTeams, batch, unit);
        cx.push(Confirm::new(Action::MatchTeams, question));
        self.asked = Some(Asked::Whether(Command::Match {
            batch: batch.to_owned(),
            region: unit,
        }));
    }

    fn ask_whether(&mut self, action: Action, seen: &Seen, cx: &mut Cx) {
        let batch = seen.batch.id.clone();
        let command = match action {
            Action::Approve => Command::Approve {
                batch: batch.clone(),
                keep_overlap: None,
            },
            Action::Dispatch => Command::Dispatch {
                batch: batch.clone(),
                region: None,
            },
            Action::MakeDraw => Command::Draw { batch: batch.clone() },
            _ => Command::FreezeRoster {
                batch: batch.clone(),
                again: None,
            },
        };
        if let Err(refusal @ Refusal::OverlapDrawn { .. }) = self.desk.consider(&command) {
            cx.say(Tone::Warn, refusal.text(cx.ui.lang));
            return self.ask_line(action, seen, cx);
        }
        let unit = seen.batch.region;
        let question = match action {
            Action::Approve | Action::Dispatch => {
                task_acts::batch_question(&self.desk, cx.ui, action, &batch, unit)
            }
            Action::MakeDraw => {
                let n = seen.batch.plan.as_ref().map_or(0, |plan| plan.size).to_string();
                let pool = seen.batch.pool.size.to_string();
                let args = [("batch", batch.as_str()), ("n", &n), ("pool", &pool)];
                cx.ui.say("pane.draw.ask-make-draw", &args)
            }
            _ => {
                let view = self.desk.view();
                let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) else {
                    return;
                };
                let claimed = rows::of_units(&look, &seen.units, TaskState::Dispatched);
                let args = [("batch", batch.as_str()), ("claimed", &claimed)];
                cx.ui.say("pane.draw.ask-first-roster", &args)
            }
        };
        cx.push(Confirm::new(action, question));
        self.asked = Some(Asked::Whether(command));
    }

    /// Does what was asked about.
    pub(super) fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> Flow {
        let Some(asked) = self.asked.take() else {
            return Flow::Pass;
        };
        match (asked, &answer.reply) {
            (Asked::Whether(command), Reply::Yes) => self.submit(answer.to, command, cx),
            (Asked::Unit(batch, units), Reply::Chosen(at)) => {
                if let Some(unit) = units.get(*at) {
                    self.ask_to_match(&batch, *unit, cx);
                }
            }
            (Asked::Target(batch, _), Reply::Line(line)) => self.find(batch, line, cx),
            (Asked::Target(batch, found), Reply::Chosen(at)) => {
                if let Some(id) = found.get(*at) {
                    self.explain(&batch, id, cx);
                }
            }
            (Asked::Why(batch), Reply::Line(line)) => {
                let reason = line.trim().to_owned();
                let command = match answer.to {
                    Action::VoidBatch => Command::VoidBatch { batch, reason },
                    Action::Release => return self.ask_to_release(batch, reason, cx),
                    Action::Approve => Command::Approve {
                        batch,
                        keep_overlap: Some(reason),
                    },
                    _ => Command::FreezeRoster {
                        batch,
                        again: Some(reason),
                    },
                };
                self.submit(answer.to, command, cx);
            }
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn submit(&mut self, action: Action, command: Command, cx: &mut Cx) {
        match self.desk.submit(command) {
            Ok(receipt) => {
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                let name = cx.ui.word(of_action(action));
                cx.say(
                    Tone::Good,
                    cx.ui.say("browse.done", &[("what", &name), ("seq", &seq)]),
                );
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }
}

/// The message key of what an action does.
fn of_action(action: Action) -> &'static str {
    match action {
        Action::RecordPublic => "step.public",
        Action::MakeDraw => Act::Draw.key(),
        Action::Approve => Act::Approve.key(),
        Action::Dispatch => Act::Dispatch.key(),
        Action::FreezeRoster => "step.roster",
        Action::Release => Act::Release.key(),
        Action::VoidBatch => Act::Void.key(),
        _ => Act::Match.key(),
    }
}
