//! The facts about a matter of the follow-up ledger (后续处理): an order to correct (责令改正), a referral (移送).

use serde::Serialize;

use super::task::{Finding, OfTask, Person, finding, person};
use super::{Day, date, known, office, or_blank};
use crate::domain::follow_up::{Advance, FollowUp, Matter as Said, Receiver};
use crate::domain::registry::Row;
use crate::domain::state::State;
use crate::domain::task::Task;
use crate::lang::Lang;

/// Facts about a matter, beside those about its task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfFollowUp {
    /// The task whose inspection led to it.
    #[serde(flatten)]
    pub task: OfTask,
    /// The matter.
    pub matter: Matter,
}

/// A matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matter {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: String,
    /// The office that is to bring it to its end (承办单位).
    pub office: Option<String>,
    /// That office's department, 人社 or 市场监管.
    pub department: String,
    /// The day it was entered.
    pub opened: String,
    /// What is to be put right, or what is suspected.
    pub what: Option<String>,
    /// The last day given, as it stands after extensions.
    pub deadline: Option<String>,
    /// The violation it answers to.
    pub violation: Finding,
    /// Whether it goes to the police, so that the 移送规定 apply.
    pub police: bool,
    /// The authority it is handed to.
    pub authority: Option<String>,
    /// The task force (专案组).
    pub officers: Vec<Person>,
    /// The day it was approved.
    pub approved: Option<String>,
    /// What went with it, once it was handed over.
    pub attachments: Vec<String>,
}

impl OfFollowUp {
    /// What is on record about a matter of `task`, with its target's row in the registry.
    pub fn of<S: State + ?Sized>(
        state: &S,
        day: Day<'_>,
        (matter, task): (&FollowUp, &Task),
        row: Option<&Row<'_>>,
    ) -> Self {
        OfFollowUp {
            matter: of(state, day, matter),
            task: OfTask::of(state, day, task, row),
        }
    }
}

fn of<S: State + ?Sized>(state: &S, day: Day<'_>, matter: &FollowUp) -> Matter {
    let owner = matter.owner();
    let (police, authority, officers) = match &matter.matter {
        Said::Referral {
            to,
            authority,
            officers,
            ..
        } => (*to == Receiver::Police, known(authority), officers.as_slice()),
        _ => (false, None, [].as_slice()),
    };
    Matter {
        id: matter.id.clone(),
        state: Lang::Zh.word(matter.state().key()).into_owned(),
        office: office(day.campaign, owner.region, owner.department),
        department: Lang::Zh.word(owner.department.key()).into_owned(),
        opened: date(matter.opened_on),
        what: known(matter.matter.what()),
        deadline: matter.deadline().map(date),
        violation: matter
            .matter
            .violation()
            .map_or_else(Finding::default, |id| finding(day, id)),
        police,
        authority,
        officers: or_blank(officers.iter().map(|id| person(state, id)).collect()),
        approved: matter.decided_at().map(|at| date(at.date())),
        attachments: attachments(matter),
    }
}

fn attachments(matter: &FollowUp) -> Vec<String> {
    let sent = matter.steps.iter().rev().find_map(|taken| match &taken.advance {
        Advance::Send { attachments, .. } => Some(attachments.clone()),
        _ => None,
    });
    sent.unwrap_or_default()
}
