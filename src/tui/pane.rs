//! The panes of the workstation, by the number key that leads to each.

use super::action::Action;

/// One of the ten panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// 任务
    Tasks,
    /// 检查组
    Teams,
    /// 录入
    Entry,
    /// 线索
    Leads,
    /// 汇总
    Summary,
    /// 日历
    Calendar,
    /// 名录
    Libraries,
    /// 日志
    Journal,
    /// 抽取
    Draw,
    /// 后续处理
    FollowUps,
}

impl Pane {
    /// Every pane, in the order of the number keys from 1; the tenth is on 0.
    pub const ALL: [Pane; 10] = [
        Pane::Tasks,
        Pane::Teams,
        Pane::Entry,
        Pane::Leads,
        Pane::Summary,
        Pane::Calendar,
        Pane::Libraries,
        Pane::Journal,
        Pane::Draw,
        Pane::FollowUps,
    ];

    /// The action that goes there.
    pub fn action(self) -> Action {
        match self {
            Pane::Tasks => Action::Tasks,
            Pane::Teams => Action::Teams,
            Pane::Entry => Action::Entry,
            Pane::Leads => Action::Leads,
            Pane::Summary => Action::Summary,
            Pane::Calendar => Action::Calendar,
            Pane::Libraries => Action::Libraries,
            Pane::Journal => Action::Journal,
            Pane::Draw => Action::Draw,
            Pane::FollowUps => Action::FollowUps,
        }
    }

    /// The pane an action goes to.
    pub fn of(action: Action) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| pane.action() == action)
    }
}
