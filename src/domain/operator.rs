//! Operators (操作员): who may do what, and where.

use serde::{Deserialize, Serialize};

use super::region::RegionCode;
use super::state::Record;

/// A department of the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Department {
    /// 人力资源和社会保障 (人社): party `a`.
    Hr,
    /// 市场监督管理 (市场监管): party `b`.
    Mr,
}

impl Department {
    /// Both, in the order of the ceremony's parties.
    pub const ALL: [Department; 2] = [Department::Hr, Department::Mr];

    /// The department's letter in SSJ-1: party `a`/`b` and department `A`/`B` of a match.
    pub fn party(self) -> char {
        match self {
            Department::Hr => 'a',
            Department::Mr => 'b',
        }
    }

    /// The message key of its short name.
    pub fn key(self) -> &'static str {
        match self {
            Department::Hr => "department.hr",
            Department::Mr => "department.mr",
        }
    }
}

/// What an operator may be entrusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Libraries, imports and the campaign itself.
    Admin,
    /// Pool, plan, ceremony and draw.
    Draw,
    /// Review of the drawn batch (市场监管, notice section 二（一）).
    Approve,
    /// 下派
    Dispatch,
    /// 认领, and the match of teams.
    Claim,
    /// Entering inspection results (录入).
    Inspect,
    /// Reviewing entered results (复核).
    Review,
    /// 公示
    Publish,
    /// Handing in and compiling reports.
    Report,
    /// 线索
    Leads,
}

impl Role {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Role::Admin => "role.admin",
            Role::Draw => "role.draw",
            Role::Approve => "role.approve",
            Role::Dispatch => "role.dispatch",
            Role::Claim => "role.claim",
            Role::Inspect => "role.inspect",
            Role::Review => "role.review",
            Role::Publish => "role.publish",
            Role::Report => "role.report",
            Role::Leads => "role.leads",
        }
    }
}

/// A person who works with the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Unique name; what `--as` takes.
    pub name: String,
    /// The login that acts as this operator; empty when none does.
    #[serde(default)]
    pub os_user: String,
    /// The division whose office the operator belongs to; also how far the operator's hand reaches.
    pub unit: RegionCode,
    /// Department.
    pub department: Department,
    /// Roles.
    pub roles: Vec<Role>,
}

impl Record for Operator {
    const KIND: &'static str = "operator";

    fn key(&self) -> String {
        self.name.clone()
    }
}

/// Who submits a command: the operator and the login behind it. The journal keeps both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The operator's name.
    pub operator: String,
    /// The login of the operating system.
    pub os_user: String,
    /// The terminal, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub terminal: String,
}
