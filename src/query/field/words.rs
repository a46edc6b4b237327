//! The few words that some fields have, each in an order of its own.

use crate::domain::follow_up::{self, FollowUpState, Need};
use crate::domain::lead::LeadState;
use crate::domain::next::LeadWait;
use crate::domain::operator::Department;
use crate::domain::target::Grade;
use crate::domain::task::TaskState;

/// Which few words a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// [`TaskState::ALL`]
    States,
    /// [`LeadState::ALL`]
    LeadStates,
    /// [`LeadWait::ALL`]
    LeadWaits,
    /// [`FollowUpState::ALL`]
    FollowUpStates,
    /// [`follow_up::Kind::ALL`]
    Matters,
    /// [`Need::ALL`]
    Steps,
    /// [`Grade::ALL`]
    Grades,
    /// [`Department::ALL`]
    Departments,
}

impl Words {
    /// Their message keys, in their order.
    pub(super) fn keys(self) -> Vec<&'static str> {
        match self {
            Words::States => TaskState::ALL.map(TaskState::key).to_vec(),
            Words::LeadStates => LeadState::ALL.map(LeadState::key).to_vec(),
            Words::LeadWaits => LeadWait::ALL.map(LeadWait::key).to_vec(),
            Words::FollowUpStates => FollowUpState::ALL.map(FollowUpState::key).to_vec(),
            Words::Matters => follow_up::Kind::ALL.map(follow_up::Kind::key).to_vec(),
            Words::Steps => Need::ALL.map(Need::key).to_vec(),
            Words::Grades => GRADES.to_vec(),
            Words::Departments => Department::ALL.map(Department::key).to_vec(),
        }
    }
}

/// The grades' names, in the order of [`Grade::ALL`].
const GRADES: [&str; Grade::ALL.len()] = ["query.grade.a", "query.grade.b", "query.grade.c", "query.grade.d"];
