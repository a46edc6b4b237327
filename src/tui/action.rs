//! Every action of the workstation, in one table. The keymap, the bottom line, the key help, the palette and the
//! cheat sheet are all made from it.

mod table;

use super::ui::Ui;

pub use table::{ACTIONS, Info};

/// Something the operator can ask for with a key or from the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    // Moving in a list, a text, a form.
    /// One up.
    Up,
    /// One down.
    Down,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// One screenful up.
    PageUp,
    /// One screenful down.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// To the next part of the screen or field.
    Next,
    /// To the previous part of the screen or field.
    Previous,

    // On what is selected.
    /// Open what is selected, or choose it.
    Open,
    /// Back to where one came from.
    Back,
    /// Look for rows.
    Filter,
    /// Take back the last step.
    Undo,
    /// 标记: mark the row, or take its mark away.
    Mark,
    /// Mark every row in the list, or take every mark away.
    MarkAll,
    /// 排序: order the rows by a column.
    SortBy,
    /// 视图: a filter and order that has a name.
    Views,
    /// 详情: all particulars beside the list, or the few that matter.
    Particulars,
    /// 全部历史: everything on record about a target, on one screen.
    History,
    /// 字段沿革: every value each field of a result ever had.
    Fields,
    /// Make a new one.
    New,
    /// Change what is selected.
    Edit,
    /// Hand in what was filled in.
    Submit,
    /// To the next field with an error.
    NextError,
    /// Say yes.
    Yes,
    /// Say no.
    No,

    // On a task and its batch.
    /// 录入: fill in the result of the selected task.
    Fill,
    /// 开始检查
    Begin,
    /// 复核通过
    Accept,
    /// 复核退回
    SendBack,
    /// 公示
    Publish,
    /// 不予公示
    Withhold,
    /// 撤回公示
    Withdraw,
    /// 办结
    CloseTask,
    /// 审核批次
    Approve,
    /// 下派
    Dispatch,
    /// 认领
    Claim,
    /// 匹配检查组
    MatchTeams,
    /// 补抽: let the next ticket take the place of a task's target.
    ReplaceTarget,
    /// 剔除: strike a task's target off.
    StrikeTarget,
    /// 更换检查人员: replace one member of a team.
    ReplaceOfficer,
    /// 缘由: why a target was drawn, or was not.
    Why,
    /// 文书: make a document about a task.
    Document,
    /// 登记后续: enter a matter that the task's inspection led to.
    Register,

    // On a lead.
    /// 受理
    TakeUp,
    /// 不予受理
    Decline,
    /// 转办
    Forward,
    /// 合并
    MergeLead,
    /// 立即核查: make a task for the lead at once, with its team.
    CheckNow,
    /// 移送公安
    ReferPolice,
    /// 补正: ask whoever reported for particulars.
    AskReporter,
    /// 签收 of a lead that was forwarded here.
    Acknowledge,
    /// 退回 to the office it came from.
    ReturnLead,
    /// 收回 of a lead that was not taken up yet.
    RecallLead,
    /// 认定对象: which registered target the lead is about.
    IdentifyTarget,
    /// 办结 of a lead.
    CloseLead,
    /// 反馈 to whoever reported.
    Feedback,
    /// 中止 of the time to close.
    PauseLead,
    /// 恢复
    ResumeLead,
    /// 延期 of the time to close.
    ExtendLead,
    /// 查看举报人: an act of its own, on record.
    ShowReporter,

    // On a matter of the follow-up ledger.
    /// 办理: take the step the matter waits for.
    TakeStep,
    /// 批准
    ApproveMatter,
    /// 不批准
    RefuseMatter,
    /// 其他办理: another step than the one it waits for.
    OtherStep,
    /// 延期
    MoreTime,
    /// 转交: another office goes on with it.
    Reassign,
    /// 撤销
    WithdrawMatter,
    /// 所属任务: go to the task the matter belongs to.
    OpenTask,

    // On a batch and its seed ceremonies.
    /// 冻结抽查池: a new batch.
    FreezePool,
    /// 制定抽取计划
    MakePlan,
    /// 提交承诺
    Commit,
    /// 登记公开数值
    RecordPublic,
    /// 揭示
    Reveal,
    /// Put a secret that does not fit on record, which voids the batch.
    OnRecord,
    /// Show what is typed hidden, or hide it again.
    ShowSecret,
    /// 抽取
    MakeDraw,
    /// 冻结执法人员名录
    FreezeRoster,
    /// 追加: draw more.
    ExtendDraw,
    /// 提前公开秘密值
    Release,
    /// 作废批次
    VoidBatch,
    /// 分层: what was planned and drawn of every stratum.
    Strata,
    /// 匹配经过: how the teams of every unit were found.
    Matching,
    /// Today's date, in a form.
    Today,
    /// 下一期限: to the next day on which something is due.
    NextDue,
    /// 依据: what the field in focus rests on.
    Basis,
    /// 取用: take what the text suggests for the field in focus.
    Suggest,
    /// 对照: what is typed here against a newer version somebody else recorded.
    Compare,
    /// 报送: hand in the own unit's report.
    HandIn,
    /// 签署考评: sign the order of the units.
    SignAppraisal,
    /// 提前: the unit one place up in the order.
    Raise,
    /// 移后: the unit one place down in the order.
    Lower,
    /// 写文件: write the table in sight to a file.
    WriteFile,
    /// 导入: bring a library in from a file.
    Import,

    // Panes.
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

    // The workstation.
    /// All keys of this place.
    Help,
    /// All actions of this place, by name.
    Palette,
    /// Draw the screen anew.
    Redraw,
    /// End long work early.
    Cancel,
    /// Leave the program for a while.
    Suspend,
    /// Leave the program.
    Quit,
}

impl Action {
    /// The table's line for this action.
    pub fn info(self) -> &'static Info {
        // A test holds the table complete; the first line stands in so that nothing can fail here.
        ACTIONS
            .iter()
            .find(|info| info.action == self)
            .unwrap_or(&ACTIONS[0])
    }

    /// The action a keymap calls `id`.
    pub fn parse(id: &str) -> Option<Action> {
        ACTIONS.iter().find(|info| info.id == id).map(|info| info.action)
    }

    /// Its short name, as in the bottom line.
    pub fn name(self, ui: &Ui) -> String {
        ui.word(&format!("action.{}.name", self.info().id))
    }

    /// One sentence on what it does.
    pub fn desc(self, ui: &Ui) -> String {
        ui.word(&format!("action.{}.desc", self.info().id))
    }
}

/// The actions a layer can do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What can be done.
    pub action: Action,
    /// Why it cannot be done just now, in the operator's language: the key still answers, with this.
    pub off: Option<String>,
    /// Not worth a hint in the bottom line just now: its key and the key help are enough.
    pub quiet: bool,
}

impl Offer {
    /// It can be done.
    pub fn on(action: Action) -> Self {
        Offer::unless(action, None)
    }

    /// It cannot be done now, for this reason.
    pub fn off(action: Action, reason: impl Into<String>) -> Self {
        Offer::unless(action, Some(reason.into()))
    }

    /// It can be done unless there is a reason against it.
    pub fn unless(action: Action, reason: Option<String>) -> Self {
        Offer {
            action,
            off: reason,
            quiet: false,
        }
    }

    /// The same, with a hint only where `worth` it.
    pub fn hinted(self, worth: bool) -> Self {
        Offer {
            quiet: !worth,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
