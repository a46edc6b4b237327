//! Whatever is tried in whatever order: what is accepted can be verified by anybody, and no rule is broken.

use std::collections::{BTreeMap, BTreeSet};

use duban::domain::batch::Purpose;
use duban::domain::command::Command;
use duban::domain::event::Event;
use duban::domain::library::{Conflict, Tie};
use duban::domain::operator::Department::{Hr, Mr};
use duban::domain::task::{Member, TaskState};
use duban::draw::verify::Stage;
use proptest::prelude::*;

use super::*;

/// Something tried: what, about which task or unit, and whether in the preparation or while visits go on.
type Attempt = (u8, usize, bool);

/// A batch some of whose tasks are on their way, and what has been seen of it.
struct Watch<'d> {
    job: Job<'d>,
    board: Board,
    /// The conflicts of the newest roster.
    frozen: Vec<Conflict>,
    before: BTreeMap<String, Task>,
    accepted: usize,
}

impl Watch<'_> {
    fn attempt(&mut self, (what, which, visits): Attempt) {
        let job = &self.job;
        let on = if visits { "06-14" } else { "06-08" };
        let tasks = job.tasks();
        let task = &tasks[which % tasks.len()];
        let unit = UNITS[which % UNITS.len()];
        let (local, other) = (
            format!("{unit}人社"),
            ["省市监", "省市监乙", "省人社乙"][which % 3],
        );
        let tries: Vec<(&str, Command)> = match what {
            0 => vec![("省人社", job.extending(1 + which as u64 % 3))],
            1 => vec![("省市监乙", job.extending(1))],
            2 | 3 => vec![("省人社", replacing(&task.id))],
            4 => vec![("省人社", striking(&task.id))],
            5 | 6 => vec![(other, job.approving())],
            7 => vec![("省人社", job.dispatching(None))],
            8 => vec![("省人社", job.dispatching(Some(unit)))],
            9 | 10 => vec![(&local, job.claiming(unit))],
            11 => vec![("省人社", job.rostering(Some("再次匹配")))],
            12 => return self.ceremony(on),
            13 | 14 => vec![(&local, job.matching(unit))],
            15 => return self.tie(task, which),
            16 => return self.change(task, which, on),
            _ => return self.visit(task),
        };
        for (who, command) in tries {
            self.submit(who, on, command);
        }
    }

    fn ceremony(&mut self, on: &str) {
        let purpose = Purpose::Match;
        let commands = [
            ("省人社", self.job.committing(Hr, purpose, lottery("2022064"))),
            ("省市监", self.job.committing(Mr, purpose, Vec::new())),
            ("省市监", self.job.value(purpose, None, "1")),
            ("省人社", self.job.revealing(Hr, purpose)),
            ("省市监", self.job.revealing(Mr, purpose)),
        ];
        for (who, command) in commands {
            self.submit(who, on, command);
        }
    }

    fn tie(&mut self, task: &Task, which: usize) {
        let officer = format!("{}{}{:03}", ["A", "B"][which % 2], task.unit, 1 + which % 4);
        self.job.desk.avoid(&[(&officer, &task.target, Tie::Interest)]);
    }

    fn change(&mut self, task: &Task, which: usize, on: &str) {
        let out = task
            .team
            .get(which % 2)
            .map(|m| m.officer.clone())
            .unwrap_or_default();
        let command = Command::ReplaceOfficer {
            task: task.id.clone(),
            officer: out,
            reason: "leave".to_owned(),
            evidence: "请假单".to_owned(),
        };
        self.submit(&format!("{}人社", task.unit), on, command);
    }

    fn visit(&mut self, task: &Task) {
        let seen = record(task, visit(task, "06-14"));
        self.submit(&format!("{}人社", task.unit), "06-14", seen);
    }

    fn submit(&mut self, who: &str, on: &str, command: Command) {
        let Ok(receipt) = self.job.desk.submit(who, on, command) else {
            return;
        };
        self.accepted += receipt.events.len();
        for event in &receipt.events {
            match event {
                Event::RosterFrozen { .. } => self.frozen = self.job.desk.office.view().state().all(),
                Event::TeamsMatched { teams, .. } => {
                    teams
                        .iter()
                        .for_each(|(task, team)| stays_away(&self.frozen, &self.job.desk.task(task), team));
                }
                Event::OfficerReplaced { task, team, .. } => {
                    let (task, before) = (self.job.desk.task(task), &self.before[task]);
                    let new: Vec<Member> = team
                        .iter()
                        .filter(|m| before.team.iter().all(|b| b.officer != m.officer))
                        .cloned()
                        .collect();
                    assert_eq!(new.len(), 1);
                    stays_away(
                        &self.job.desk.office.view().state().all::<Conflict>(),
                        &task,
                        &new,
                    );
                }
                _ => {}
            }
        }
        self.look(who, on);
    }

    /// The rules that hold at any time, and what an outsider finds.
    fn look(&mut self, who: &str, on: &str) {
        let tasks = self.job.tasks();
        let live: BTreeSet<&String> = tasks
            .iter()
            .filter(|t| t.state.is_live())
            .map(|t| &t.target)
            .collect();
        let standing = tasks.iter().filter(|t| t.state.is_live()).count();
        assert_eq!(
            (live.len(), standing as u64),
            (standing, self.job.batch().drawn.unwrap().size)
        );
        let all: BTreeSet<&String> = tasks.iter().map(|t| &t.target).collect();
        assert_eq!(all.len(), tasks.len(), "nobody is drawn twice");
        for task in &tasks {
            if let Some(before) = self.before.get(&task.id) {
                assert!(task.state >= before.state, "{}: a task goes on, or ends", task.id);
                assert!(
                    before.state.is_live() || task == before,
                    "{}: what has ended stays",
                    task.id
                );
            }
            if let Some(approved) = task.step(TaskState::Approved.key()) {
                assert_ne!(
                    Some(approved.department),
                    task.drawn_by(),
                    "{}: by {who}",
                    task.id
                );
            }
            if !task.team.is_empty() {
                let departments: Vec<_> = task.team.iter().map(|m| m.department).collect();
                assert!(departments == [Hr, Mr] && task.team.iter().filter(|m| m.leads).count() == 1);
                assert!(
                    task.team
                        .iter()
                        .all(|m| m.officer[1..].starts_with(&task.unit.to_string()))
                );
            }
        }
        self.before = tasks.iter().map(|t| (t.id.clone(), t.clone())).collect();
        let posted = self.board.only(self.job.desk, on);
        let teams = tasks
            .iter()
            .filter(|t| t.state.is_live() && t.team.is_empty())
            .count();
        assert_eq!(posted.internal.unmatched, teams);
        assert!(posted.verified.stage == Stage::Sealed || posted.verified == posted.internal);
    }
}

fn stays_away(conflicts: &[Conflict], task: &Task, team: &[Member]) {
    for member in team {
        let bars = |c: &Conflict| c.officer == member.officer && c.target == task.target;
        assert!(
            !conflicts.iter().any(bars),
            "{} inspects {}",
            member.officer,
            task.target
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn whatever_is_accepted_can_be_verified(
        attempts in prop::collection::vec((0_u8..19, 0_usize..64, prop::bool::weighted(0.3)), 40..90),
    ) {
        let desk = Desk::with(campaign(), 18, 4);
        let job = Job::province(&desk, BATCH);
        job.drawn("06-02", 18).hand_out("06-03").roster("06-06", None);
        job.ceremony(Purpose::Match, "06-06");
        let before = job.tasks().into_iter().map(|t| (t.id.clone(), t)).collect();
        let mut watch = Watch { job, board: Board::default(), frozen: Vec::new(), before, accepted: 0 };
        attempts.into_iter().for_each(|attempt| watch.attempt(attempt));
        prop_assert!(watch.accepted > 0);
        let open = watch.board.only(&desk, "07-21");
        prop_assert_eq!(open.verified, open.internal);
        replayed(desk);
    }
}
