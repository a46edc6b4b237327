//! What a matter rests on: the violation's articles, and of its fines the range, the precondition, and since when they
//! are in force.

use chrono::NaiveDate;

use crate::domain::campaign::{Fine, Violation};
use crate::tui::panes::entry::of_violation;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

/// The violation as it stood on the day of the visit, and its fines; of one of them alone, once it is chosen.
pub(super) fn entries(
    ui: &Ui,
    violation: &Violation,
    chosen: Option<(&Fine, Option<u64>)>,
    visited: NaiveDate,
) -> Vec<Entry> {
    let mut entries = of_violation(ui, violation, Some(visited));
    let since = violation.in_force_from.to_string();
    entries.push(Entry::new(ui.word("pane.follow-ups.in-force"), since));
    match chosen {
        Some((fine, of)) => entries.extend(of_fine(ui, fine, of)),
        None => entries.extend(violation.fines.iter().flat_map(|fine| of_fine(ui, fine, None))),
    }
    entries
}

fn of_fine(ui: &Ui, fine: &Fine, of: Option<u64>) -> Vec<Entry> {
    let mut entries = vec![
        Entry::new(ui.word("field.fine"), &fine.article),
        Entry::new(ui.word("field.range"), range(ui, fine, of)),
    ];
    let when = fine.when.as_ref();
    entries.extend(
        when.map(|when| {
            Entry::new(ui.word("pane.follow-ups.precondition"), when.get(ui.lang)).tone(Tone::Warn)
        }),
    );
    entries
}

/// The range of a fine in yuan; where it goes by people or gains and their number is open, by each.
pub(super) fn range(ui: &Ui, fine: &Fine, of: Option<u64>) -> String {
    match (fine.range(of), &fine.of) {
        (Some((least, most)), _) => {
            let figures = [least, most].map(|n| n.to_string());
            ui.say(
                "pane.follow-ups.range",
                &[("least", &figures[0]), ("most", &figures[1])],
            )
        }
        (None, base) => {
            let figures = [fine.least, fine.most].map(|n| n.to_string());
            let of = base.as_ref().map_or("", |of| of.get(ui.lang));
            let args = [("least", figures[0].as_str()), ("most", &figures[1]), ("of", of)];
            ui.say("pane.follow-ups.range-times", &args)
        }
    }
}
