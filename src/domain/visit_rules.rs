//! What a visit's record must satisfy before it is accepted: every error is listed at once, each with its field.

mod codes;
mod contradictions;
mod penalties;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::campaign::Campaign;
use super::inspection::{Verdict, Visit};
use super::library::{ChecklistItem, Conflict, Officer};
use super::operator::Department;
use super::state::{Read, State};
use super::task::{Task, TaskState};
use super::time::Window;
use crate::lang::Lang;

pub use codes::barred;

/// One error of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field, as a path in the entry: `visited`, `answers.RS-03`, `codes`.
    pub field: String,
    /// What is wrong: a message key under `problem.`.
    pub fault: &'static str,
    /// What the message speaks of.
    pub detail: String,
}

impl Problem {
    pub(in crate::domain) fn new(
        field: impl Into<String>,
        fault: &'static str,
        detail: impl ToString,
    ) -> Self {
        Self {
            field: field.into(),
            fault,
            detail: detail.to_string(),
        }
    }

    /// The visit's date lies outside the inspection phase.
    pub fn outside(window: Window) -> Self {
        Self::new(
            "visited",
            "outside-the-phase",
            format!("{} – {}", window.from, window.to),
        )
    }

    /// The error in the operator's language, with its field.
    pub fn text(&self, lang: Lang) -> String {
        let detail = match self.fault {
            "department-missing" => lang.word(&self.detail),
            _ => self.detail.as_str().into(),
        };
        let what = lang.say(&format!("problem.{}", self.fault), &[("detail", &detail)]);
        let (head, tail) = self
            .field
            .split_once('.')
            .map_or((self.field.as_str(), ""), |(h, t)| (h, t));
        let field = lang.word(&format!("field.{head}"));
        // A fine is known by its article; its id is for machines.
        match tail {
            _ if head == "penalties" => lang.say("problem.line", &[("field", &field), ("what", &what)]),
            "" => lang.say("problem.line", &[("field", &field), ("what", &what)]),
            figure if head == "measures" => {
                let figure = lang.word(&format!("measure.{figure}"));
                lang.say("problem.line", &[("field", &figure), ("what", &what)])
            }
            tail => lang.say(
                "problem.line-of",
                &[("field", &field), ("item", tail), ("what", &what)],
            ),
        }
    }
}

/// Every error of `visit` for `task`, on `today`, apart from the calendar's own.
pub fn problems<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    task: &Task,
    visit: &Visit,
    today: NaiveDate,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    when(task, visit, today, &mut problems);
    who(state, task, visit, &mut problems);
    answers(campaign, task, visit, &mut problems);
    codes::check(campaign, task, visit, &mut problems);
    penalties::check(campaign, visit, &mut problems);
    problems
}

/// What is unusual about `visit` and may be right: fines outside their range, and answers that do not go with the
/// violations that were found. `items` are those of the task.
pub fn warnings(campaign: &Campaign, items: &[ChecklistItem], visit: &Visit) -> Vec<Problem> {
    let mut found = penalties::warnings(campaign, visit);
    found.extend(contradictions::warnings(items, visit));
    found
}

fn when(task: &Task, visit: &Visit, today: NaiveDate, problems: &mut Vec<Problem>) {
    if visit.visited > today {
        problems.push(Problem::new("visited", "in-the-future", today));
    }
    if let Some(formed) = task
        .since(TaskState::Assigned)
        .filter(|formed| visit.visited < *formed)
    {
        problems.push(Problem::new("visited", "before-the-team", formed));
    }
}

/// At least two officers of the team (条例§34, 监察条例§16, 处罚法§42), both departments (notice),
/// certificates valid on the day, and nobody who must stay away (监察条例§16, 处罚法§43).
fn who<S: State + ?Sized>(state: &S, task: &Task, visit: &Visit, problems: &mut Vec<Problem>) {
    let present: BTreeSet<&String> = visit.present.iter().collect();
    if present.len() < visit.present.len() {
        problems.push(Problem::new("present", "officer-twice", ""));
    }
    if present.len() < 2 {
        problems.push(Problem::new("present", "fewer-than-two", present.len()));
    }
    let mut departments = BTreeSet::new();
    for id in present {
        let Some(member) = task.team.iter().find(|m| m.officer == *id) else {
            problems.push(Problem::new("present", "not-of-the-team", id));
            continue;
        };
        departments.insert(member.department);
        if let Some(officer) = state
            .get::<Officer>(id)
            .filter(|o| !o.certificate.has(visit.visited))
        {
            problems.push(Problem::new(
                "present",
                "certificate",
                dated(&officer.certificate, id),
            ));
        }
        if state
            .get::<Conflict>(&Conflict::key_of(id, &task.target))
            .is_some()
        {
            problems.push(Problem::new("present", "must-stay-away", id));
        }
    }
    for department in Department::ALL.into_iter().filter(|d| !departments.contains(d)) {
        problems.push(Problem::new("present", "department-missing", department.key()));
    }
}

fn dated(window: &Window, id: &str) -> String {
    format!("{id} ({} – {})", window.from, window.to)
}

fn answers(campaign: &Campaign, task: &Task, visit: &Visit, problems: &mut Vec<Problem>) {
    let items: Vec<&str> = task
        .checklist
        .iter()
        .filter_map(|key| key.rsplit_once('@').map(|(item, _)| item))
        .collect();
    let mut answered = BTreeSet::new();
    for answer in &visit.answers {
        let field = format!("answers.{}", answer.item);
        if !items.contains(&answer.item.as_str()) {
            problems.push(Problem::new(&field, "not-on-the-list", ""));
        }
        if !answered.insert(answer.item.as_str()) {
            problems.push(Problem::new(&field, "answered-twice", ""));
        }
        if answer.verdict == Verdict::Fail && answer.finding.trim().is_empty() {
            problems.push(Problem::new(&field, "needs-a-finding", ""));
        }
        for evidence in answer.evidence.iter().filter(|evidence| !evidence.is_sound()) {
            problems.push(Problem::new(&field, "bad-evidence", evidence.line()));
        }
    }
    let owed = codes::owe_the_list(campaign, visit);
    for item in items.into_iter().filter(|item| owed && !answered.contains(item)) {
        problems.push(Problem::new(format!("answers.{item}"), "unanswered", ""));
    }
}

#[cfg(test)]
pub(super) use tests::FAULTS;

#[cfg(test)]
mod tests;
