//! The particulars of a task: the target's row of the registry, the team, every step, every version, and what can be
//! done next.

use crate::domain::campaign::Campaign;
use crate::domain::inspection::Inspection;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::{Task, TaskState};
use crate::office::View;
use crate::tui::keymap::Context;
use crate::tui::layer::Cx;
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

use super::follow_ups::register;
use super::shown::Look;
use super::task_acts::Standing;
use super::task_record;
use super::task_review;
use super::words;

/// Everything there is to say about a task, but for what can be done next.
pub(super) fn entries(look: &Look<'_>, id: &str) -> Vec<Entry> {
    let Some(task) = look.state().get::<Task>(id) else {
        return Vec::new();
    };
    let (ui, campaign, view) = (look.ui, &look.campaign, look.view);
    let mut entries = head(look, &task);
    entries.extend(task_review::entries(look, &task));
    entries.extend(register::of_task(look, id));
    entries.extend(team(ui, &task));
    entries.extend(versions(ui, campaign, view, &task));
    entries.extend(task_record::entries(ui, campaign, view, &task));
    entries.extend(steps(ui, &task));
    entries.extend(registered(ui, view, &task));
    entries
}

/// What does not stand in the list already and is wanted at a glance: until when, whom to meet where, and who goes.
/// What differs from task to task is kept short, for it is sent with every step down the list.
pub(super) fn brief(look: &Look<'_>, id: &str) -> Vec<Entry> {
    let Some(task) = look.state().get::<Task>(id) else {
        return Vec::new();
    };
    let ui = look.ui;
    let line = look.view.registry_line_of(&task.target).ok().flatten();
    let row = line.as_deref().and_then(Row::parse).unwrap_or_default();
    let team: Vec<String> = task.team.iter().map(|member| member.name.clone()).collect();
    let mut entries = vec![
        look.entry("task.name", &task.name),
        look.entry("task.code", &task.target),
        words::due_entry(look, &task, true),
        look.entry("task.team", look.listed(&team)),
        look.entry("task.phone", row.phone),
        look.entry("task.address", row.address),
    ];
    entries.extend(task.is_targeted().then(|| words::origin(ui, &task)));
    entries.extend(register::left(look, id));
    // A reviewer's reason is what the next visit turns on, and why a result was withdrawn what its correction does.
    let back = matches!(task.state, TaskState::Returned | TaskState::Withdrawn);
    let back = task.steps.last().filter(|_| back);
    entries.extend(back.map(|step| Entry::new(ui.word(task.state.key()), &step.reason).tone(Tone::Bad)));
    entries.extend(task_review::brief(look, &task));
    entries
}

fn head(look: &Look<'_>, task: &Task) -> Vec<Entry> {
    let ui = look.ui;
    vec![
        Entry::new(ui.word("task.name"), &task.name),
        Entry::new(ui.word("task.id"), &task.id),
        Entry::new(ui.word("task.code"), &task.target),
        Entry::new(ui.word("task.state"), ui.word(task.state.key())).tone(words::tone(look, task)),
        words::due_entry(look, task, false),
        Entry::new(
            ui.word("task.place"),
            format!("{} {}", look.region(task.unit), look.region(task.region)),
        ),
        words::origin(ui, task),
    ]
}

/// What can be done now; and what this task is ready for, but not here or not for this operator, with why. In brief,
/// only where nothing can be done, and what is in the way of the first; the rule and the cure stand on its sheet.
pub(super) fn next_steps(cx: &Cx, state: TaskState, standings: &[Standing], brief: bool) -> Vec<Entry> {
    let places = [Context::Pane(Pane::Tasks), Context::List];
    let line = |standing: &Standing| {
        let key = cx.keymap.keys(standing.action, &places).into_iter().next();
        let key = key.map(|keys| keys.to_string()).unwrap_or_default();
        let name = format!("{key} {}", standing.action.name(cx.ui));
        match &standing.refusal {
            None => (name, Tone::Good),
            Some(refusal) if brief => (format!("{name}  {}", refusal.words(cx.ui.lang).what), Tone::Quiet),
            Some(refusal) => (format!("{name}  {}", refusal.text(cx.ui.lang)), Tone::Quiet),
        }
    };
    let next = standings.iter().filter(|standing| standing.is_next(state));
    let mut lines: Vec<(String, Tone)> = next.map(line).collect();
    if brief {
        // What can be done stands in the bottom line.
        match lines.iter().any(|(_, tone)| *tone == Tone::Good) {
            true => lines.clear(),
            false => lines.truncate(1),
        }
    }
    let labels = std::iter::once(cx.ui.word("task.next")).chain(std::iter::repeat(" ".to_owned()));
    let entry = |(label, (text, tone))| Entry::new(label, text).tone(tone);
    labels.zip(lines).map(entry).collect()
}

fn team(ui: &Ui, task: &Task) -> Vec<Entry> {
    labelled(
        ui.word("task.team"),
        task.team
            .iter()
            .map(|member| format!("{} {}", words::member(ui, member), member.officer)),
    )
}

fn versions(ui: &Ui, campaign: &Campaign, view: &View<'_>, task: &Task) -> Vec<Entry> {
    let versions: Vec<Inspection> = view.state().by("inspection.task", &task.id);
    let line = |i: &Inspection| {
        let key = if i.late {
            "task.version-late"
        } else {
            "task.version"
        };
        let mut line = ui.say(
            key,
            &[
                ("version", &i.version.to_string()),
                ("visited", &i.visit.visited.to_string()),
                ("by", &i.entered_by),
                ("on", &i.entered_on.to_string()),
                ("codes", &words::codes(ui, campaign, i)),
            ],
        );
        for text in [&i.visit.note, &i.visit.reason] {
            if !text.is_empty() {
                line = format!("{line}\n{text}");
            }
        }
        line
    };
    labelled(ui.word("task.versions"), versions.iter().map(line))
}

fn steps(ui: &Ui, task: &Task) -> Vec<Entry> {
    let line = |step: &crate::domain::batch::Step| {
        let line = format!("{} {}  {}", step.on, ui.word(&step.what), step.by);
        match step.reason.as_str() {
            "" => line,
            reason => format!("{line}\n{reason}"),
        }
    };
    labelled(ui.word("task.steps"), task.steps.iter().map(line))
}

/// The target's row of the registry; where it is not in one, what the index keeps.
fn registered(ui: &Ui, view: &View<'_>, task: &Task) -> Vec<Entry> {
    let target = view.state().get::<Target>(&task.target);
    let line = match view.registry_line_of(&task.target) {
        Ok(line) => line.unwrap_or_default(),
        Err(fault) => return vec![Entry::new(ui.word("task.registry"), fault.text(ui.lang)).tone(Tone::Bad)],
    };
    let row = Row::parse(line.trim_end_matches('\n')).unwrap_or_default();
    let mut entries: Vec<Entry> = [
        ("task.status", row.status),
        ("task.kind", row.kind),
        ("task.legal-person", row.legal_person),
        ("task.founded", row.founded),
        ("task.authority", row.authority),
        ("task.address", row.address),
        ("task.phone", row.phone),
        ("task.hr-licence", row.hr_licence),
        ("task.dispatch-licence", row.dispatch_licence),
        ("task.scope", row.scope),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| Entry::new(ui.word(key), text))
    .collect();
    let keywords = target.zip(view.campaign()).map(|(target, campaign)| {
        let names = target.affirmed.iter().filter_map(|n| campaign.keywords.get(n));
        names.cloned().collect::<Vec<String>>().join(&ui.word("list.and"))
    });
    entries.extend(keywords.map(|text| Entry::new(ui.word("task.keywords"), text)));
    entries
}

/// Lines under one label.
fn labelled(label: String, lines: impl Iterator<Item = String>) -> Vec<Entry> {
    let labels = std::iter::once(label).chain(std::iter::repeat(" ".to_owned()));
    labels
        .zip(lines)
        .map(|(label, line)| Entry::new(label, line))
        .collect()
}
