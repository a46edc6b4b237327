//! The registry of market entities as a window: only the rows in sight are read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::marks;
use crate::domain::region::RegionCode;
use crate::domain::registry::Row as Line;
use crate::tui::action::{Action, Offer};
use crate::tui::layer::Cx;
use crate::tui::panes::glance::{Face, Glance};
use crate::tui::panes::shelf::Section;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Column, Entry, Room, Row, Window};

/// The list of the registry.
#[derive(Default)]
pub(super) struct Rows {
    glance: Glance,
    total: u64,
    seq: Option<u64>,
}

impl Rows {
    fn len(&self) -> usize {
        usize::try_from(self.total).unwrap_or(usize::MAX)
    }
}

struct Registry<'a>(&'a Look<'a>);

impl Window for Registry<'_> {
    fn total(&self) -> usize {
        usize::try_from(self.0.view.registry().len()).unwrap_or(usize::MAX)
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let to = offset.saturating_add(len).min(self.total());
        (offset..to).map(|n| row(self.0, n as u64)).collect()
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
        Column::new(ui.word("pane.target.id"), Room::Fixed(18)),
        Column::new(ui.word("pane.target.name"), Room::Share(1)),
        Column::new(ui.word("pane.target.region"), Room::Fixed(14)),
        Column::new(ui.word("pane.target.grade-short"), Room::Fixed(4)),
        Column::new(ui.word("pane.target.status-short"), Room::Fixed(8)),
    ]
}

impl Section for Rows {
    fn refresh(&mut self, look: &Look<'_>) {
        let seq = look.view.seq();
        if self.seq != Some(seq) {
            self.seq = Some(seq);
            self.total = look.view.registry().len();
            self.glance.select(self.glance.selected());
        }
    }

    fn offers(&self, ui: &Ui) -> Vec<Offer> {
        let unknown = self.seq.is_none();
        let mut offers = self.glance.offers(ui, self.len().max(unknown.into()));
        if !self.glance.is_open() {
            let nothing = (self.total == 0 && !unknown).then(|| ui.word("pane.registry.empty"));
            offers.push(Offer::unless(Action::Filter, nothing));
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> bool {
        if action == Action::Filter {
            cx.push(Ask::new(Action::Filter, cx.ui.word("pane.registry.jump"), ""));
            return true;
        }
        self.glance.act(action, self.len())
    }

    /// Goes to the first row whose code is not below what was typed.
    fn asked(&mut self, line: &str, look: &Look<'_>) -> Option<String> {
        let code = line.trim().to_ascii_uppercase();
        let rank = match look.view.registry().rank(&code) {
            Ok(rank) => rank,
            Err(fault) => return Some(fault.text(look.ui.lang)),
        };
        let at = rank.min(self.total.saturating_sub(1));
        self.glance.select(usize::try_from(at).unwrap_or(0));
        let found = look.view.registry_line(rank).ok().flatten();
        let there = found.is_some_and(|found| found.starts_with(&code));
        (!there).then(|| look.ui.say("pane.registry.not-found", &[("code", &code)]))
    }

    fn target(&self, look: &Look<'_>) -> Option<String> {
        let line = look.view.registry_line(self.glance.selected() as u64).ok()??;
        Line::parse(&line).map(|row| row.id.to_owned())
    }

    fn total(&self) -> usize {
        self.len()
    }

    fn is_open(&self) -> bool {
        self.glance.is_open()
    }

    fn draw(&mut self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let face = Face {
            columns: &|| columns(look.ui),
            rows: &Registry(look),
            empty: look.word("pane.registry.empty"),
            title: look.word("pane.registry.title"),
            entries: &|row| entries(look, row as u64),
        };
        self.glance.draw(look.ui, area, buf, &face);
    }

    fn cursor(&self) -> Option<Position> {
        self.glance.cursor()
    }
}
