//! What a reviewer has to see of a result before all else: what was corrected since it was returned, with the reason
//! beside it, and what in the record does not go together.

use crate::domain::fields::{Changed, Past, Wording};
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::domain::visit_rules::{Problem, warnings};
use crate::office::View;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

use super::shown::Look;

/// For a task that waits for its review; nothing for any other.
pub(super) fn entries(look: &Look<'_>, task: &Task) -> Vec<Entry> {
    let Some((changed, lines)) = corrected(look, task) else {
        return contradictions(look, task);
    };
    let mut entries = vec![head(look.ui, &changed)];
    let mark = |(label, text)| Entry::new(" ", format!("* {label}\n  {text}")).tone(Tone::Warn);
    entries.extend(lines.into_iter().map(mark));
    if changed.changes.is_empty() {
        entries.push(Entry::new(" ", look.ui.word("fields.same")).tone(Tone::Bad));
    }
    entries.extend(contradictions(look, task));
    entries
}

/// The same in brief: why it was returned, and which fields were corrected.
pub(super) fn brief(look: &Look<'_>, task: &Task) -> Vec<Entry> {
    let Some((changed, lines)) = corrected(look, task) else {
        return Vec::new();
    };
    let mark = |(label, _)| Entry::new(" ", format!("* {label}")).tone(Tone::Warn);
    let lines = lines.into_iter().map(mark);
    std::iter::once(head(look.ui, &changed)).chain(lines).collect()
}

/// What was decided last, by whom and why.
fn head(ui: &Ui, changed: &Changed) -> Entry {
    let (version, step) = (changed.version.to_string(), &changed.step);
    let label = ui.say(
        "fields.since",
        &[("version", &version), ("step", &ui.word(&step.what))],
    );
    let on = step.on.to_string();
    let args = [("by", step.by.as_str()), ("on", &on), ("reason", &step.reason)];
    Entry::new(label, ui.say("fields.why", &args)).tone(Tone::Warn)
}

fn corrected(look: &Look<'_>, task: &Task) -> Option<(Changed, Vec<(String, String)>)> {
    if task.state != TaskState::Recorded {
        return None;
    }
    let past = Past::of(look.state(), task);
    let changed = past.changed()?;
    let wording = Wording::new(look.state(), &look.campaign, (task, &past), look.ui.lang);
    let lines = wording.corrected(&changed);
    Some((changed, lines))
}

fn contradictions(look: &Look<'_>, task: &Task) -> Vec<Entry> {
    let label = look.ui.word("fields.contradiction");
    let mark = |text: String| Entry::new(&label, format!("! {text}")).tone(Tone::Warn);
    let doubts = doubts(look.view, task).into_iter();
    doubts.map(|doubt| mark(doubt.text(look.ui.lang))).collect()
}

/// What does not go together in the record of a task that waits for its review.
pub(super) fn doubts(view: &View<'_>, task: &Task) -> Vec<Problem> {
    let state = view.state();
    let found = newest(state, &task.id).filter(|_| task.state == TaskState::Recorded);
    let doubts = found
        .zip(view.campaign())
        .map(|(found, campaign)| warnings(&campaign, &task.items(state), &found.visit));
    doubts.unwrap_or_default()
}
