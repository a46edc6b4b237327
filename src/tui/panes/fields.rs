//! 字段沿革: every value each field of a task's result ever had, on one sheet. What never changed is folded.

use super::sheet::Sheet;
use crate::domain::fields::{Past, Told, Turn, Wording};
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

use super::words;

/// Opens the fields of the task's result, or says that there is none.
pub(super) fn open(desk: &Desk, id: Option<&String>, cx: &mut Cx) {
    let view = desk.view();
    let task = id.and_then(|id| view.state().get::<Task>(id));
    let Some((task, campaign)) = task.zip(view.campaign()) else {
        return;
    };
    let past = Past::of(view.state(), &task);
    if past.turns.is_empty() {
        return cx.say(Tone::Warn, cx.ui.word("fields.none"));
    }
    let wording = Wording::new(view.state(), &campaign, (&task, &past), cx.ui.lang);
    let args = [("id", words::short_id(&campaign, &task.id)), ("name", &task.name)];
    let title = cx.ui.say("fields.title", &args);
    let (changed, same): (Vec<Told>, Vec<Told>) =
        wording.told(&past).into_iter().partition(|field| field.changed);
    let mut entries = turns(cx.ui, &past.turns);
    let same: Vec<Entry> = same.iter().map(unchanged).collect();
    if past.turns.len() == 1 {
        entries.push(section(cx.ui.word("fields.all")));
        entries.extend(same);
        return cx.push(Sheet::new(title, entries));
    }
    let count = |key: &str, n: usize| section(cx.ui.say(key, &[("n", &n.to_string())]));
    entries.push(count("fields.changed", changed.len()));
    entries.extend(changed.iter().flat_map(|field| followed(cx.ui, field)));
    cx.push(Sheet::folding(title, entries, same));
}

fn section(title: String) -> Entry {
    Entry::new("", format!("== {title} ==")).tone(Tone::Quiet)
}

/// Who entered each version when and why, and what was decided about it.
fn turns(ui: &Ui, turns: &[Turn]) -> Vec<Entry> {
    let mut entries = vec![section(ui.word("fields.versions"))];
    for turn in turns {
        let late = if turn.late {
            ui.word("history.late")
        } else {
            String::new()
        };
        let parts = [turn.on.to_string(), turn.by.clone(), late, turn.reason.clone()];
        entries.push(Entry::new(version(ui, turn.version), spaced(&parts)));
        entries.extend(turn.steps.iter().map(|step| {
            let parts = [step.on.to_string(), step.by.clone(), step.reason.clone()];
            let tone = if step.reason.is_empty() {
                Tone::Plain
            } else {
                Tone::Warn
            };
            Entry::new(ui.word(&step.what), spaced(&parts)).tone(tone)
        }));
    }
    entries
}

fn spaced(parts: &[String]) -> String {
    let some = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
    some.collect::<Vec<_>>().join("  ")
}

fn version(ui: &Ui, n: u32) -> String {
    ui.say("fields.version", &[("n", &n.to_string())])
}

/// The field with every value; the mark says without colour that it was changed.
fn followed(ui: &Ui, field: &Told) -> Vec<Entry> {
    let head = Entry::new("", format!("* {}", field.label)).tone(Tone::Warn);
    let held = field.held.iter();
    let values = held.map(|(n, text)| Entry::new(format!("  {}", version(ui, *n)), text));
    std::iter::once(head).chain(values).collect()
}

fn unchanged(field: &Told) -> Entry {
    let text = field.held.last().map_or("", |(_, text)| text);
    Entry::new(&field.label, text)
}
