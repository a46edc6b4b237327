//! The libraries (一单两库) besides the targets: officers, conflicts and the checklist.

use serde::{Deserialize, Serialize};

use super::operator::Department;
use super::region::RegionCode;
use super::state::{Read, Record, State};
use super::time::Window;
use crate::lang::Lang;

/// An officer who can be matched to a task (执法检查人员).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Certificate number; unique.
    pub id: String,
    /// Name.
    pub name: String,
    /// Department.
    pub department: Department,
    /// Division of the office.
    pub region: RegionCode,
    /// When the enforcement certificate is valid (处罚法§42: 具有行政执法资格).
    pub certificate: Window,
    /// Most tasks the officer may hold; the campaign's default where the library gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u32>,
    /// Tasks held from elsewhere.
    pub base_load: u32,
    /// 在岗
    pub on_duty: bool,
}

impl Record for Officer {
    const KIND: &'static str = "officer";

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// What ties an officer to a target (回避: 监察条例§16, 处罚法§43).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// 本人
    Own,
    /// 近亲属
    Relative,
    /// 其他利害关系
    Interest,
    /// 不得同组: two officers who must not be in one team.
    Pair,
}

impl Tie {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Tie::Own => "tie.own",
            Tie::Relative => "tie.relative",
            Tie::Interest => "tie.interest",
            Tie::Pair => "tie.pair",
        }
    }
}

/// An officer who must stay away from a target, or from another officer's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The officer's certificate number.
    pub officer: String,
    /// The target's id, or the other officer's certificate number.
    pub target: String,
    /// What ties them.
    pub tie: Tie,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

impl Record for Conflict {
    const KIND: &'static str = "conflict";

    fn key(&self) -> String {
        Self::key_of(&self.officer, &self.target)
    }

    fn indexes(&self) -> Vec<(&'static str, String)> {
        let other = match self.tie {
            Tie::Pair => "conflict.officer",
            _ => "conflict.target",
        };
        vec![
            ("conflict.officer", self.officer.clone()),
            (other, self.target.clone()),
        ]
    }
}

impl Conflict {
    /// What keeps `officer` from targets and from other officers' teams.
    pub fn of<S: State + ?Sized>(state: &S, officer: &str) -> Vec<Self> {
        state.by("conflict.officer", officer)
    }

    /// The target, or the other officer, that `officer` must stay away from.
    pub fn other(&self, officer: &str) -> &str {
        if self.officer == officer {
            &self.target
        } else {
            &self.officer
        }
    }

    /// The key of the conflict between an officer and a target.
    pub fn key_of(officer: &str, target: &str) -> String {
        format!("{officer}/{target}")
    }
}

/// An item of the checklist (抽查事项). A task pins the version it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Number of the item, such as `RS-01`.
    pub id: String,
    /// Version; a newer one stands beside the older.
    pub version: u32,
    /// Title, in Chinese.
    pub title: String,
    /// Title, in English; the Chinese one where none is given.
    #[serde(default)]
    pub title_en: String,
    /// 类别
    #[serde(default)]
    pub class: String,
    /// 检查方式
    #[serde(default)]
    pub method: String,
    /// 法律依据
    pub basis: String,
    /// 检查要点
    #[serde(default)]
    pub look_at: String,
    /// 检查要点, in English.
    #[serde(default)]
    pub look_at_en: String,
    /// 所需材料
    #[serde(default)]
    pub materials: String,
    /// 法律责任
    #[serde(default)]
    pub liability: String,
    /// 来源
    #[serde(default)]
    pub source: String,
    /// 责任部门, as the list gives it.
    #[serde(default)]
    pub department: String,
    /// 违法行为: what it is when the item is not complied with, by id of the campaign's table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<String>,
}

impl ChecklistItem {
    /// Title in the operator's language where the list has it in it.
    pub fn name(&self, lang: Lang) -> &str {
        either(lang, &self.title, &self.title_en)
    }

    /// Points to check, in the operator's language where the list has them in it.
    pub fn points(&self, lang: Lang) -> &str {
        either(lang, &self.look_at, &self.look_at_en)
    }

    /// The newest version of every item, as keys: what a task pins when it is claimed or made.
    pub fn newest<S: State + ?Sized>(state: &S) -> Vec<String> {
        let mut newest = std::collections::BTreeMap::new();
        state.each::<Self>(|item| {
            let key = Self::key_of(&item.id, item.version);
            newest.insert(item.id, key);
        });
        newest.into_values().collect()
    }

    /// The key of version `version` of item `id`.
    pub fn key_of(id: &str, version: u32) -> String {
        format!("{id}@{version:04}")
    }
}

fn either<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::En if !en.is_empty() => en,
        _ => zh,
    }
}

impl Record for ChecklistItem {
    const KIND: &'static str = "checklist";

    fn key(&self) -> String {
        Self::key_of(&self.id, self.version)
    }
}
