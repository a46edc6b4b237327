//! The particulars of a task: the target's row of the registry, the team, every step, every version, and what can be
//! done next.

use crate::domain::campaign::Campaign;
use crate::domain::inspection::Inspection;
use crate::domain::registry::Row;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::{Task, TaskState};
use crate::office::View;
use crate::tui::keymap::{Context, Keys};
use crate::tui::layer::Cx;
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

use super::task_acts::{self, Standing};
use super::task_record;
use super::words;

/// Everything there is to say about a task.
pub(super) fn entries(cx: &Cx, view: &View<'_>, task: &Task, standings: &[Standing]) -> Vec<Entry> {
    let Some(campaign) = view.campaign() else {
        return Vec::new();
    };
    let ui = cx.ui;
    let mut entries = head(ui, &campaign, view, task);
    entries.extend(next_steps(cx, task.state, standings));
    entries.extend(team(ui, task));
    entries.extend(versions(ui, &campaign, view, task));
    entries.extend(task_record::entries(ui, &campaign, view, task));
    entries.extend(steps(ui, task));
    entries.extend(registered(ui, view, task));
    entries
}

fn head(ui: &Ui, campaign: &Campaign, view: &View<'_>, task: &Task) -> Vec<Entry> {
    let ended = view
        .calendar()
        .is_some_and(|c| view.now().today > c.phases().inspect.to);
    let place = format!(
        "{} {}",
        campaign.regions.name(task.unit),
        campaign.regions.name(task.region)
    );
    vec![
        Entry::new(ui.word("task.name"), &task.name),
        Entry::new(ui.word("task.id"), &task.id),
        Entry::new(ui.word("task.code"), &task.target),
        Entry::new(ui.word("task.state"), ui.word(task.state.key())).tone(words::tone(task.state, ended)),
        Entry::new(ui.word("task.place"), place),
        Entry::new(
            ui.word("task.stratum"),
            ui.say(
                "task.drawn-as",
                &[
                    ("stratum", &task.stratum),
                    ("grade", words::grade(task)),
                    ("rank", &task.rank.to_string()),
                ],
            ),
        ),
    ]
}

/// What can be done now; and what this task is ready for, but not here or not for this operator.
fn next_steps(cx: &Cx, state: TaskState, standings: &[Standing]) -> Vec<Entry> {
    let ui = cx.ui;
    let places = [Context::Pane(Pane::Tasks), Context::List];
    let shown = standings
        .iter()
        .filter(|standing| task_acts::is_next(standing.action, state));
    let mut label = ui.word("task.next");
    let mut entries = Vec::new();
    for standing in shown {
        let key = cx
            .keymap
            .keys(standing.action, &places)
            .first()
            .map(Keys::to_string);
        let name = format!("{} {}", key.unwrap_or_default(), standing.action.name(ui));
        let entry = match &standing.refusal {
            None => Entry::new(&*label, name).tone(Tone::Good),
            Some(refusal) => {
                let line = format!("{name}  {}", refusal.text(ui.lang));
                Entry::new(&*label, line).tone(Tone::Quiet)
            }
        };
        entries.push(entry);
        label = " ".to_owned();
    }
    entries
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
