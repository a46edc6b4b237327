//! The outcome of a task's newest record (检查结果的处理), and the tasks whose target has to be replaced for it.

use super::campaign::{Campaign, Follows, Then};
use super::state::{Read, State};
use super::summary::newest;
use super::task::{Task, TaskState};
use crate::lang::Lang;

/// States of a task whose result stands on record and is not out yet: it can make room for another target.
pub const RECORDED: [TaskState; 2] = [TaskState::Recorded, TaskState::Reviewed];

/// What the task's newest record lets follow; none where nothing was recorded.
pub fn of_task<'a, S: State + ?Sized>(state: &S, campaign: &'a Campaign, task: &str) -> Option<Follows<'a>> {
    campaign.follows(&newest(state, task)?.visit.codes)
}

/// The tasks with a recorded result whose target must be replaced. Where the campaign has no such rule, nothing is read.
pub fn to_be_replaced<S: State + ?Sized>(state: &S, campaign: &Campaign) -> Vec<Task> {
    let must = |then| then == Then::MustReplace;
    if !campaign.outcomes.iter().any(|rule| must(rule.then)) {
        return Vec::new();
    }
    let tasks = RECORDED.into_iter();
    let tasks = tasks.flat_map(|of| state.by::<Task>("task.state", of.word()));
    tasks
        .filter(|task| !task.is_targeted())
        .filter(|task| of_task(state, campaign, &task.id).is_some_and(|follows| must(follows.then)))
        .collect()
}

/// What a 补抽 from a recorded result is offered with; whoever replaces the target decides what is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The campaign's reason code, where its rule gives one.
    pub reason: Option<String>,
    /// The record of the visit as evidence: its version, day and result, and nobody's name.
    pub evidence: String,
}

/// What replacing the target of a task with a recorded result is offered with; none where the result stands, or nothing
/// was recorded.
pub fn offered<S: State + ?Sized>(state: &S, campaign: &Campaign, task: &str, lang: Lang) -> Option<Offered> {
    let record = newest(state, task)?;
    let follows = campaign.follows(&record.visit.codes)?;
    let codes = record.visit.codes.iter();
    let codes: Vec<String> = codes.map(|code| campaign.code_text(*code, lang)).collect();
    let evidence = lang.say(
        "outcome-record",
        &[
            ("version", &record.version.to_string()),
            ("visited", &record.visit.visited.to_string()),
            ("codes", &codes.join(&lang.word("list.and"))),
        ],
    );
    (follows.then != Then::Stands).then(|| Offered {
        reason: follows.reason().map(str::to_owned),
        evidence,
    })
}
