//! What the field in focus rests on: the points to check and the law behind an item, and for violations the article,
//! the fine and its precondition, as they stood on the day of the visit.

use chrono::NaiveDate;

use super::filling::Filling;
use super::reading;
use crate::domain::campaign::{Campaign, Violation};
use crate::domain::library::ChecklistItem;
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Value};

/// A heading and what there is to read about the field in focus; about the task where the field has nothing of its own.
pub(super) fn of_focus(
    ui: &Ui,
    campaign: &Campaign,
    filling: &Filling,
    today: NaiveDate,
) -> (String, Vec<Entry>) {
    let id = filling.form.focused_id().unwrap_or("");
    let (field, item) = id.split_once('.').unwrap_or((id, ""));
    match field {
        "answers" | "findings" | "evidence" => {
            let item = filling.items.iter().find(|known| known.id == item);
            let entries = item.map(|item| of_item(ui, item));
            (ui.word("entry.basis"), entries.unwrap_or_default())
        }
        "violations" | "penalties" => (
            ui.word("field.violations"),
            of_violations(ui, campaign, filling, today),
        ),
        _ => (ui.word("task.title"), of_task(ui, campaign, filling)),
    }
}

fn of_item(ui: &Ui, item: &ChecklistItem) -> Vec<Entry> {
    let (title, look_at) = words::of_item(ui, item);
    let texts = [
        ("item.title", format!("{} {title}", item.id)),
        ("item.look-at", look_at.to_owned()),
        ("item.basis", item.basis.clone()),
        ("item.materials", item.materials.clone()),
        ("item.liability", item.liability.clone()),
        ("item.method", item.method.clone()),
        ("item.department", item.department.clone()),
        ("item.source", item.source.clone()),
        ("item.version", item.version.to_string()),
    ];
    let there = texts.into_iter().filter(|(_, text)| !text.is_empty());
    there.map(|(key, text)| Entry::new(ui.word(key), text)).collect()
}

/// The chosen violations; all that were in force on the day where none is chosen yet.
fn of_violations(ui: &Ui, campaign: &Campaign, filling: &Filling, today: NaiveDate) -> Vec<Entry> {
    let day = match filling.form.value("visited") {
        Some(Value::Text(text)) => reading::date(&text, today),
        _ => None,
    };
    let chosen = match filling.form.value("violations") {
        Some(Value::Chosen(chosen)) => chosen,
        _ => Vec::new(),
    };
    let mut entries = vec![
        Entry::new(
            "",
            match day {
                Some(day) => ui.say("entry.in-force-on", &[("day", &day.to_string())]),
                None => ui.word("entry.in-force-unknown"),
            },
        )
        .tone(Tone::Quiet),
    ];
    for violation in &campaign.violations {
        let picked = chosen.contains(&violation.id);
        let shown = picked || (chosen.is_empty() && day.is_none_or(|day| violation.in_force(day)));
        if shown {
            entries.push(Entry::new("", ""));
            entries.extend(of_violation(ui, violation, day));
        }
    }
    entries
}

pub(in crate::tui::panes) fn of_violation(
    ui: &Ui,
    violation: &Violation,
    day: Option<NaiveDate>,
) -> Vec<Entry> {
    let text = |key: &str, text: &str| Entry::new(ui.word(key), text);
    let mut entries = vec![
        text("violation.name", violation.name.get(ui.lang)),
        text("violation.basis", &violation.basis.join("\n")),
        text("violation.first", violation.first.get(ui.lang)),
        text("violation.fine", violation.fine.get(ui.lang)),
        text("violation.precondition", violation.precondition.get(ui.lang)).tone(Tone::Warn),
    ];
    if day.is_some_and(|day| !violation.in_force(day)) {
        let span = ui.say(
            "violation.not-in-force",
            &[
                ("from", &violation.in_force_from.to_string()),
                (
                    "to",
                    &violation.in_force_to.map_or(String::new(), |to| to.to_string()),
                ),
            ],
        );
        entries.push(Entry::new("", span).tone(Tone::Bad));
    }
    entries.retain(|entry| !entry.text.is_empty());
    entries
}

fn of_task(ui: &Ui, campaign: &Campaign, filling: &Filling) -> Vec<Entry> {
    let task = &filling.task;
    let mut entries = vec![
        Entry::new(ui.word("task.name"), &task.name),
        Entry::new(ui.word("task.id"), &task.id),
        Entry::new(ui.word("task.code"), &task.target),
        Entry::new(
            ui.word("task.place"),
            words::place(campaign, campaign.province, task),
        ),
        Entry::new(ui.word("task.address"), &filling.address),
    ];
    let mut label = ui.word("task.team");
    for member in &task.team {
        let line = format!("{} {}", words::member(ui, member), member.officer);
        entries.push(Entry::new(std::mem::replace(&mut label, " ".to_owned()), line));
    }
    entries.extend(
        filling
            .notes(ui)
            .into_iter()
            .map(|(note, tone)| Entry::new("", note).tone(tone)),
    );
    entries
}
