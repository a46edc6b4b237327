//! What a campaign says about its public table of results. Configuration: no prescribed form was found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The public table of results (结果公示表).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublicationRules {
    /// Its columns, in order.
    pub columns: Vec<ResultColumn>,
    /// What is masked in it.
    pub mask: Vec<Mask>,
}

/// A column of the table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResultColumn {
    /// 编号, the task's
    Number,
    /// 名称
    Name,
    /// 统一社会信用代码
    Code,
    /// 地区
    Place,
    /// 检查机关: both departments of the unit.
    Offices,
    /// 检查日期
    Visited,
    /// 核查方式
    Method,
    /// 检查情况: whether the target could be inspected at all.
    Outcome,
    /// 检查事项: how many of the list.
    Items,
    /// 检查结果: the codes with their names.
    Results,
    /// 公示日期
    Published,
    /// 状态, with the date and reason of what was withdrawn, replaced or struck off.
    State,
    /// 备注
    Remark,
}

/// What can be masked in published text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mask {
    /// Names of targets that have no 统一社会信用代码: persons, and places that cannot be told from them.
    Names,
    /// Telephone numbers.
    Phones,
    /// Numbers of identity cards.
    IdentityCards,
}

impl Default for PublicationRules {
    fn default() -> Self {
        use ResultColumn::*;
        Self {
            columns: vec![
                Number, Name, Code, Place, Offices, Visited, Method, Outcome, Items, Results, Published,
                State,
            ],
            mask: vec![Mask::Names, Mask::Phones, Mask::IdentityCards],
        }
    }
}

impl PublicationRules {
    /// Whether they are what holds where a campaign says nothing.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row can be told from others and says what it is, and no column stands twice.
    pub(super) fn is_sound(&self) -> bool {
        let columns: BTreeSet<_> = self.columns.iter().collect();
        let needed = [ResultColumn::Number, ResultColumn::State];
        columns.len() == self.columns.len() && needed.iter().all(|column| columns.contains(column))
    }
}

impl ResultColumn {
    /// Its name in JSON and in the campaign's file; `results.column.` before it gives its message key.
    pub fn word(self) -> &'static str {
        match self {
            ResultColumn::Number => "number",
            ResultColumn::Name => "name",
            ResultColumn::Code => "code",
            ResultColumn::Place => "place",
            ResultColumn::Offices => "offices",
            ResultColumn::Visited => "visited",
            ResultColumn::Method => "method",
            ResultColumn::Outcome => "outcome",
            ResultColumn::Items => "items",
            ResultColumn::Results => "results",
            ResultColumn::Published => "published",
            ResultColumn::State => "state",
            ResultColumn::Remark => "remark",
        }
    }
}
