//! The fields a list can be asked for, under their names in Chinese, in English and in pinyin.

mod words;

use serde::Deserialize;

pub use self::words::Words;
use super::pinyin;
use crate::lang::Lang;

/// A list that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum List {
    /// 任务
    Tasks,
    /// 市场主体名录
    Registry,
    /// 候选对象: targets whose scope carries a keyword.
    Targets,
    /// 执法人员
    Officers,
    /// 线索
    Leads,
    /// 后续处理: the matters of the follow-up ledger.
    #[serde(rename = "follow-ups")]
    FollowUps,
}

impl List {
    /// Every list.
    pub const ALL: [List; 6] = [
        List::Tasks,
        List::Registry,
        List::Targets,
        List::Officers,
        List::Leads,
        List::FollowUps,
    ];

    /// Its word in a file of views.
    pub fn word(self) -> &'static str {
        match self {
            List::Tasks => "tasks",
            List::Registry => "registry",
            List::Targets => "targets",
            List::Officers => "officers",
            List::Leads => "leads",
            List::FollowUps => "follow-ups",
        }
    }

    /// The fields its rows have, in the order in which they are named to whoever asks.
    pub fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            List::Tasks => &[
                F::Id,
                F::Name,
                F::Target,
                F::Region,
                F::Unit,
                F::State,
                F::Due,
                F::Since,
                F::Grade,
                F::Batch,
                F::Who,
                F::Leader,
                F::Rank,
                F::Mine,
                F::Overdue,
                F::Late,
            ],
            List::Registry => &[
                F::Id,
                F::Name,
                F::Region,
                F::Status,
                F::Grade,
                F::Type,
                F::Person,
                F::Founded,
                F::Address,
                F::Scope,
                F::Authority,
                F::Licence,
            ],
            List::Targets => &[
                F::Id,
                F::Name,
                F::Region,
                F::Status,
                F::Grade,
                F::Visited,
                F::Active,
            ],
            List::Officers => &[
                F::Id,
                F::Name,
                F::Region,
                F::Department,
                F::Expires,
                F::Load,
                F::OnDuty,
            ],
            List::Leads => &[
                F::Id,
                F::Name,
                F::Target,
                F::Region,
                F::LeadState,
                F::Wait,
                F::LeadKind,
                F::Due,
                F::Mine,
                F::Overdue,
                F::Urgent,
                F::Back,
                F::Received,
                F::Source,
                F::Place,
                F::What,
            ],
            List::FollowUps => &[
                F::Id,
                F::Name,
                F::Target,
                F::Task,
                F::Matter,
                F::FollowUpState,
                F::Step,
                F::Due,
                F::Region,
                F::Unit,
                F::Department,
                F::Opened,
                F::Since,
                F::What,
                F::Mine,
                F::Overdue,
                F::Ended,
            ],
        }
    }
}

/// What a row can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 编号: of a task or a lead; 统一社会信用代码; 证号 of an officer.
    Id,
    /// 名称, 姓名; of a lead whom it is about.
    Name,
    /// 对象: the target's code.
    Target,
    /// 地区
    Region,
    /// 单位: the prefecture-level unit that answers for it.
    Unit,
    /// 状态 of a task.
    State,
    /// 状态 of a lead.
    LeadState,
    /// 期限: when the next step is due.
    Due,
    /// 自: the day of the last step.
    Since,
    /// 等级: credit-risk grade, `A` < `B` < `C` < `D`.
    Grade,
    /// 批次
    Batch,
    /// 人员: members of the team, by name or certificate number.
    Who,
    /// 组长
    Leader,
    /// 名次 in the stratum.
    Rank,
    /// 登记状态
    Status,
    /// 类型
    Type,
    /// 法定代表人
    Person,
    /// 成立日期
    Founded,
    /// 住所
    Address,
    /// 经营范围
    Scope,
    /// 登记机关
    Authority,
    /// 许可证: of either kind.
    Licence,
    /// 上次检查
    Visited,
    /// 部门
    Department,
    /// 证件有效期: its last day.
    Expires,
    /// 已有任务 from elsewhere.
    Load,
    /// 等待: what a lead waits for.
    Wait,
    /// 类别 of a lead, by its id or its name.
    LeadKind,
    /// 急: its sort goes before others.
    Urgent,
    /// 转办未签收: forwarded, and not taken up in time.
    Back,
    /// 收到日期
    Received,
    /// 来源
    Source,
    /// 地点
    Place,
    /// 内容
    What,
    /// 任务: the task a matter belongs to.
    Task,
    /// 类别 of a matter of the follow-up ledger.
    Matter,
    /// 状态 of a matter.
    FollowUpState,
    /// 下一步 of a matter.
    Step,
    /// 登记日期 of a matter.
    Opened,
    /// 已结束: nothing is left to be done in the matter.
    Ended,
    /// 我的: the next step falls to the operator.
    Mine,
    /// 逾期: the next step was due before today.
    Overdue,
    /// 迟录: the result was entered after the inspection phase.
    Late,
    /// 存续: the registration says that it still exists.
    Active,
    /// 在岗
    OnDuty,
}

/// What a field's values are, and so how they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, found by part, pinyin and initials.
    Text,
    /// A division, which contains those beneath it.
    Place,
    /// One of a few words in an order of their own, as message keys.
    Choice(Words),
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Holds or does not: `is:` asks for it.
    Flag,
}

impl Field {
    /// Its English name, which is also its message key's last part.
    pub fn id(self) -> &'static str {
        self.entry().0
    }

    /// What its values are.
    pub fn kind(self) -> Kind {
        self.entry().1
    }

    /// Its name in `lang`.
    pub fn name(self, lang: Lang) -> String {
        lang.word(&format!("query.field.{}", self.id())).into_owned()
    }

    /// Whether `is:` asks for it.
    pub fn is_flag(self) -> bool {
        self.kind() == Kind::Flag
    }

    /// The message keys of its words in their order; none where it has other values.
    pub fn choices(self) -> Vec<&'static str> {
        match self.kind() {
            Kind::Choice(words) => words.keys(),
            _ => Vec::new(),
        }
    }

    /// Whether a plain word is looked for in it.
    pub fn is_plain(self) -> bool {
        matches!(self, Field::Id | Field::Name | Field::Target | Field::Who)
    }

    /// Whether it goes by this name: in English, Chinese or pinyin, in any case.
    pub fn is_called(self, name: &str) -> bool {
        let chinese = self.name(Lang::Zh);
        name == chinese
            || name.eq_ignore_ascii_case(self.id())
            || name.eq_ignore_ascii_case(&pinyin::ascii(&chinese))
            || self
                .entry()
                .2
                .iter()
                .any(|other| name.eq_ignore_ascii_case(other))
    }

    /// English name, kind, and the other names it goes by.
    fn entry(self) -> (&'static str, Kind, &'static [&'static str]) {
        use Kind::{Choice, Day, Flag, Number, Place, Text};
        match self {
            Field::Id => ("id", Text, &["code", "代码", "证号"]),
            Field::Name => ("name", Text, &["about"]),
            Field::Target => ("target", Text, &["信用代码"]),
            Field::Region => ("region", Place, &["辖区", "区划"]),
            Field::Unit => ("unit", Place, &["市州"]),
            Field::State => ("state", Choice(Words::States), &["status"]),
            Field::LeadState => ("lead-state", Choice(Words::LeadStates), &["state", "status"]),
            Field::Wait => ("wait", Choice(Words::LeadWaits), &["waits"]),
            Field::LeadKind => ("lead-kind", Text, &["kind", "种类"]),
            Field::Urgent => ("urgent", Flag, &["紧急"]),
            Field::Back => ("back", Flag, &["未签收"]),
            Field::Due => ("due", Day, &["到期"]),
            Field::Since => ("since", Day, &["起"]),
            Field::Grade => ("grade", Choice(Words::Grades), &["风险"]),
            Field::Batch => ("batch", Text, &[]),
            Field::Who => ("who", Text, &["officer", "执法人员"]),
            Field::Leader => ("lead", Text, &["leader"]),
            Field::Rank => ("rank", Number, &[]),
            Field::Status => ("status", Text, &["state", "登记状态"]),
            Field::Type => ("type", Text, &["主体类型"]),
            Field::Person => ("person", Text, &["法人"]),
            Field::Founded => ("founded", Day, &["成立"]),
            Field::Address => ("address", Text, &["地址"]),
            Field::Scope => ("scope", Text, &["范围"]),
            Field::Authority => ("authority", Text, &[]),
            Field::Licence => ("licence", Text, &["license"]),
            Field::Visited => ("visited", Day, &[]),
            Field::Department => ("department", Choice(Words::Departments), &["dept"]),
            Field::Expires => ("expires", Day, &["有效期"]),
            Field::Load => ("load", Number, &[]),
            Field::Received => ("received", Day, &["收到"]),
            Field::Source => ("source", Text, &[]),
            Field::Place => ("place", Text, &[]),
            Field::What => ("what", Text, &[]),
            Field::Task => ("task", Text, &[]),
            Field::Matter => ("kind", Choice(Words::Matters), &["种类"]),
            Field::FollowUpState => (
                "follow-up-state",
                Choice(Words::FollowUpStates),
                &["state", "status"],
            ),
            Field::Step => ("step", Choice(Words::Steps), &["next"]),
            Field::Opened => ("opened", Day, &["登记"]),
            Field::Ended => ("ended", Flag, &[]),
            Field::Mine => ("mine", Flag, &[]),
            Field::Overdue => ("overdue", Flag, &[]),
            Field::Late => ("late", Flag, &["晚录"]),
            Field::Active => ("active", Flag, &[]),
            Field::OnDuty => ("on-duty", Flag, &[]),
        }
    }
}
