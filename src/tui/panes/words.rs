//! How a task is shown, wherever one is.

use crate::domain::calendar::LastDay;
use crate::domain::campaign::Campaign;
use crate::domain::inspection::Inspection;
use crate::domain::library::ChecklistItem;
use crate::domain::region::RegionCode;
use crate::domain::task::{Member, Task, TaskState};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Room};

use super::shown::Look;

/// Columns that `short_id` takes in a campaign of fewer than a hundred batches.
pub(super) const ID: u16 = 8;

/// Room for the name of any state.
pub(super) fn state_room(ui: &Ui) -> Room {
    let names = TaskState::ALL.map(|state| ui.width(&ui.word(state.key())));
    Room::Fixed(names.into_iter().max().unwrap_or(0))
}

/// The task's id without the campaign's, which is the same for all and stands in the top line.
pub(super) fn short_id<'a>(campaign: &Campaign, id: &'a str) -> &'a str {
    id.strip_prefix(campaign.id.as_str())
        .map_or(id, |rest| rest.trim_start_matches('-'))
}

/// The short id in the column of ids. The running number at its end is what tells the tasks of a batch apart, so a
/// long batch name loses its beginning.
pub(super) fn id_cell(ui: &Ui, campaign: &Campaign, id: &str) -> String {
    ui.fit_end(short_id(campaign, id), ID)
}

/// The task's division; for whoever covers more than its prefecture, the prefecture before it.
pub(super) fn place(campaign: &Campaign, own: RegionCode, task: &Task) -> String {
    let name = campaign.regions.name(task.region);
    if task.region == task.unit || campaign.regions.unit_of(own).is_some() {
        return name;
    }
    format!("{}{name}", campaign.regions.name(task.unit))
}

/// How the task came about: stratum, grade and rank, or the lead it was made for.
pub(super) fn origin(ui: &Ui, task: &Task) -> Entry {
    let label = match task.is_targeted() {
        true => "lead-task.origin",
        false => "task.stratum",
    };
    Entry::new(ui.word(label), task.origin(ui.lang))
}

/// The credit-risk grade of the task's stratum (prefecture code `-` grade).
pub(super) fn grade(task: &Task) -> &str {
    task.stratum.rsplit('-').next().unwrap_or("")
}

/// The day of the last step, `MM-DD`.
pub(super) fn since(task: &Task) -> String {
    task.steps
        .last()
        .map_or(String::new(), |step| step.on.format("%m-%d").to_string())
}

/// Until when the next step is due, `MM-DD`; that it is not known where the year's holidays are not.
pub(super) fn due(look: &Look<'_>, task: &Task) -> String {
    brief_day(look.agenda().due_on(task))
}

/// A last day as `MM-DD`; the year in question where its holidays are unknown; nothing without one.
pub(super) fn brief_day(due: Option<LastDay>) -> String {
    match due {
        Some(Ok(day)) => day.format("%m-%d").to_string(),
        Some(Err(unknown)) => unknown.short(),
        None => String::new(),
    }
}

/// The same with its year, and that the campaign's limit was not verified where a result is to be published by it; in
/// full with the limit itself.
pub(super) fn due_entry(look: &Look<'_>, task: &Task, brief: bool) -> Entry {
    let published = matches!(task.state, TaskState::Recorded | TaskState::Reviewed);
    let limit = &look.campaign.clocks.publish_results;
    let days = limit.days.to_string();
    let (when, key, tone) = match look.agenda().due_on(task) {
        None => return look.entry("task.due", ""),
        Some(Err(unknown)) if brief => return look.entry("task.due", unknown.short()).tone(Tone::Warn),
        Some(Err(unknown)) => {
            return look
                .entry("task.due", unknown.text(look.ui.lang))
                .tone(Tone::Warn);
        }
        Some(Ok(day)) => {
            let key = match (brief, limit.verified) {
                (true, false) if published => "task.unverified",
                (false, true) if published => "task.publish-by",
                (false, false) if published => "task.publish-by-unverified",
                _ => "task.due-by",
            };
            let tone = if day < look.today() {
                Tone::Bad
            } else {
                Tone::Plain
            };
            (day.to_string(), key, tone)
        }
    };
    let text = look.ui.say(key, &[("day", &when), ("days", &days)]);
    look.entry("task.due", text).tone(tone)
}

/// What a task's state asks of whoever looks at it.
pub(super) fn tone(look: &Look<'_>, task: &Task) -> Tone {
    let overdue = || look.agenda().due(task).is_some_and(|due| due < look.today());
    match task.state {
        TaskState::Returned => Tone::Bad,
        _ if overdue() => Tone::Bad,
        TaskState::Inspecting | TaskState::Withdrawn => Tone::Warn,
        TaskState::Published => Tone::Good,
        TaskState::Withheld | TaskState::Closed => Tone::Quiet,
        state if !state.is_live() => Tone::Quiet,
        _ => Tone::Plain,
    }
}

/// 组长
pub(super) fn leader(task: &Task) -> &str {
    task.team
        .iter()
        .find(|member| member.leads)
        .map_or("", |member| member.name.as_str())
}

/// A member with department, and 组长 where it is.
pub(super) fn member(ui: &Ui, member: &Member) -> String {
    member.text(ui.lang)
}

/// The result codes of a recorded visit with their names.
pub(super) fn codes(ui: &Ui, campaign: &Campaign, inspection: &Inspection) -> String {
    let codes = inspection.visit.codes.iter();
    let names: Vec<String> = codes.map(|code| campaign.code_text(*code, ui.lang)).collect();
    names.join(&ui.word("list.and"))
}

/// Title and points to check of an item, in the operator's language where the list has them in it.
pub(super) fn of_item<'a>(ui: &Ui, item: &'a ChecklistItem) -> (&'a str, &'a str) {
    (item.name(ui.lang), item.points(ui.lang))
}
