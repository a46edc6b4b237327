//! The whole history of the selected target on one sheet, from wherever a target is selected.

use super::sheet::Sheet;
use crate::domain::history::{History, Kind, Told};
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

/// Opens the history of the target that `id` leads to, or says why there is none.
pub(super) fn open(desk: &Desk, id: Option<&str>, cx: &mut Cx) {
    let Some(id) = id else { return };
    let view = desk.view();
    match (view.history(id), view.campaign()) {
        (Ok(history), Some(campaign)) => {
            let who = history.heading(cx.ui.lang);
            let title = cx.ui.say("history.title", &[("who", &who)]);
            let now = history.head(&campaign, cx.ui.lang);
            let told = history.told(&campaign, cx.ui.lang);
            cx.push(Sheet::new(title, entries(cx.ui, &history, now, told)));
        }
        (Err(denied), _) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        (Ok(_), None) => {}
    }
}

type Rows = Vec<(&'static str, String)>;

fn entries(ui: &Ui, history: &History, now: Rows, told: Vec<Told>) -> Vec<Entry> {
    let section = |key: &str| Entry::new("", format!("== {} ==", ui.word(key))).tone(Tone::Quiet);
    let fact = |(key, text): (&'static str, String)| Entry::new(ui.word(key), text);
    let mut entries: Vec<Entry> = now.into_iter().map(fact).collect();
    entries.push(section("history.record"));
    let kinds = history.lines.iter().map(|line| line.kind);
    entries.extend(kinds.zip(told).map(|(kind, told)| line(ui, kind, told)));
    let registry = history.registry();
    if !registry.is_empty() {
        entries.push(section("history.registry"));
        entries.extend(registry.into_iter().map(fact));
    }
    entries
}

fn line(ui: &Ui, kind: Kind, told: Told) -> Entry {
    let seq = told.seq.map(|seq| seq.to_string());
    let seq = seq.map(|seq| ui.say("history.entry", &[("seq", &seq)]));
    let parts = [told.text, told.by, seq.unwrap_or_default()];
    let some: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let tone = match kind {
        Kind::Change | Kind::Avoidance => Tone::Warn,
        _ => Tone::Plain,
    };
    Entry::new(format!("{} {}", told.on, told.kind), some.join("  ")).tone(tone)
}
