//! The registry of market entities as a window: only the rows in sight are read.

use super::marks;
use crate::domain::region::RegionCode;
use crate::domain::registry::Row as Line;
use crate::query::{Field, List, Query};
use crate::tui::panes::shelf::{Ask, Stock};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// The registry as it was imported, by the place of a row in the order of codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Registry;

impl Stock for Registry {
    type Key = u32;

    fn list() -> Option<List> {
        Some(List::Registry)
    }

    fn empty(&self, ui: &Ui) -> String {
        ui.word("pane.registry.empty")
    }

    fn title(&self, ui: &Ui) -> String {
        ui.word("pane.registry.title")
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        columns(ui)
    }

    fn keys(&self, look: &Look<'_>) -> Vec<u32> {
        (0..u32::try_from(look.view.registry().len()).unwrap_or(u32::MAX)).collect()
    }

    fn row(&self, look: &Look<'_>, n: &u32) -> Row {
        row(look, u64::from(*n))
    }

    fn brief(&self, look: &Look<'_>, n: &u32) -> Vec<Entry> {
        let line = look.view.registry_line(u64::from(*n)).ok().flatten();
        let row = line.as_deref().and_then(Line::parse);
        row.map_or_else(Vec::new, |row| {
            vec![
                look.entry("pane.target.legal-person", row.legal_person),
                look.entry("pane.target.phone", row.phone),
                look.entry("pane.target.address", row.address),
                look.entry("pane.target.hr-licence", row.hr_licence),
                look.entry("pane.target.dispatch-licence", row.dispatch_licence),
            ]
        })
    }

    fn entries(&self, look: &Look<'_>, n: &u32) -> Vec<Entry> {
        entries(look, u64::from(*n))
    }

    fn target(&self, look: &Look<'_>, n: &u32) -> Option<String> {
        let line = look.view.registry_line(u64::from(*n)).ok()??;
        Line::parse(&line).map(|row| row.id.to_owned())
    }

    fn ask(&self, look: &Look<'_>, keys: &[u32], ask: &mut Ask<'_, u32>) {
        for n in keys {
            let line = look.view.registry_line(u64::from(*n)).ok().flatten();
            if let Some(row) = line.as_deref().and_then(Line::parse) {
                ask(n, &row);
            }
        }
    }

    /// The beginning of a code: the order of codes answers.
    fn indexed(&self, look: &Look<'_>, filter: &str, _query: &Query) -> Option<Vec<u32>> {
        let code = filter.to_ascii_uppercase();
        let is_code = code.len() >= 2
            && code.starts_with(|c: char| c.is_ascii_digit())
            && code.chars().all(|c| c.is_ascii_alphanumeric());
        if !is_code {
            return None;
        }
        let registry = look.view.registry();
        // `~` comes after every character of a code.
        let (from, to) = (
            registry.rank(&code).ok()?,
            registry.rank(&format!("{code}~")).ok()?,
        );
        Some((u32::try_from(from).ok()?..u32::try_from(to).ok()?).collect())
    }
}

fn row(look: &Look<'_>, n: u64) -> Row {
    match look.view.registry_line(n) {
        Ok(Some(line)) => {
            Line::parse(&line).map_or_else(|| Row::new([line.as_str()]), |row| cells(look, &row))
        }
        Ok(None) => Row::default(),
        Err(fault) => Row::new([String::new(), fault.text(look.ui.lang)]).tone(Tone::Bad),
    }
}

fn cells(look: &Look<'_>, row: &Line<'_>) -> Row {
    Row::new([
        row.id.to_owned(),
        row.name.to_owned(),
        region(look, row.region),
        row.grade.to_owned(),
        row.status.to_owned(),
    ])
}

fn region(look: &Look<'_>, code: &str) -> String {
    code.parse::<RegionCode>()
        .map_or_else(|_| code.to_owned(), |code| look.place(code))
}

fn entries(look: &Look<'_>, n: u64) -> Vec<Entry> {
    match look.view.registry_line(n) {
        Ok(Some(line)) => match Line::parse(&line) {
            Some(row) => fields(look, &row),
            None => vec![Entry::new("", line)],
        },
        Ok(None) => Vec::new(),
        Err(fault) => vec![Entry::new("", fault.text(look.ui.lang)).tone(Tone::Bad)],
    }
}

/// All fields of a row, as registered.
pub(super) fn fields(look: &Look<'_>, row: &Line<'_>) -> Vec<Entry> {
    let mut entries = vec![
        look.entry("pane.target.name", row.name),
        look.entry("pane.target.id", row.id),
        look.entry("pane.target.kind", row.kind),
        look.entry("pane.target.status", row.status),
        look.entry("pane.target.grade", row.grade),
        look.entry(
            "pane.target.region",
            format!("{} {}", row.region, region(look, row.region)),
        ),
    ];
    entries.extend(marks::scope(look, row.scope));
    entries.extend([
        look.entry("pane.target.legal-person", row.legal_person),
        look.entry("pane.target.founded", row.founded),
        look.entry("pane.target.authority", row.authority),
        look.entry("pane.target.address", row.address),
        look.entry("pane.target.phone", row.phone),
        look.entry("pane.target.hr-licence", row.hr_licence),
        look.entry("pane.target.dispatch-licence", row.dispatch_licence),
    ]);
    entries
}

fn columns(ui: &Ui) -> Vec<Column> {
    vec![
        Column::new(ui.word("pane.target.id"), Room::Fixed(18)).by(Field::Id),
        Column::new(ui.word("pane.target.name"), Room::Share(1)).by(Field::Name),
        Column::new(ui.word("pane.target.region"), Room::Fixed(14)).by(Field::Region),
        Column::new(ui.word("pane.target.grade-short"), Room::Fixed(4)).by(Field::Grade),
        Column::new(ui.word("pane.target.status-short"), Room::Fixed(8)).by(Field::Status),
    ]
}
