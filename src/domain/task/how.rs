//! How a task came about.

use serde::{Deserialize, Serialize};

use crate::draw::select;

/// How a task came about: by the draw or what followed it, or from a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// 抽取
    Draw,
    /// 追加
    Extension,
    /// 补抽
    Replacement,
    /// 线索核查 (有因检查): made for a lead; nobody drew it, and it belongs to no batch.
    Lead,
}

impl From<select::How> for How {
    fn from(how: select::How) -> Self {
        match how {
            select::How::Draw => How::Draw,
            select::How::Extension => How::Extension,
            select::How::Replacement => How::Replacement,
        }
    }
}

impl How {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            How::Draw => "history.how.draw",
            How::Extension => "history.how.extension",
            How::Replacement => "history.how.replacement",
            How::Lead => "lead-task.how",
        }
    }
}
