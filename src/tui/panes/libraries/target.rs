//! How the targets that the campaign touches are shown: what lets them into a pool, or keeps them out.

use super::{marks, registry};
use crate::domain::campaign::Campaign;
use crate::domain::registry::Row as Line;
use crate::domain::target::{OutOfPool, Target};
use crate::query::{Facts, Field, List, TargetFacts};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// Why the target is in no pool, whatever the batch: as a freeze decides it without its options.
fn left_out(campaign: &Campaign, target: &Target) -> Option<OutOfPool> {
    if target.affirmed.is_empty() {
        Some(OutOfPool::OnlyExcluded)
    } else if !target.has_code() {
        Some(OutOfPool::NoCode)
    } else if !campaign.is_active(&target.status) {
        Some(OutOfPool::NotActive)
    } else if target.grade.is_none() {
        Some(OutOfPool::NoGrade)
    } else {
        None
    }
}

/// `+` before what the scope affirms, `-` before what it only excludes.
fn signed(look: &Look<'_>, target: &Target) -> String {
    let sign =
        |sign: &'static str, names: Vec<String>| names.into_iter().map(move |name| format!("{sign}{name}"));
    let affirmed = sign("+", marks::keywords(look, target.affirmed));
    let excluded = sign("-", marks::keywords(look, target.excluded));
    affirmed.chain(excluded).collect::<Vec<_>>().join(" ")
}

impl Shown for Target {
    const EMPTY: &'static str = "pane.target.empty";
    const TITLE: &'static str = "pane.target.title";
    const LIST: Option<List> = Some(List::Targets);

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.target.id"), Room::Fixed(18)).by(Field::Id),
            Column::new(ui.word("pane.target.name"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("pane.target.grade-short"), Room::Fixed(4)).by(Field::Grade),
            Column::new(ui.word("pane.target.pool-short"), Room::Fixed(6)),
            Column::new(ui.word("pane.target.keywords"), Room::Share(1)),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let (pool, tone) = match left_out(&look.campaign, self) {
            None => ("pane.target.in-pool", Tone::Plain),
            Some(_) => ("pane.target.out-of-pool", Tone::Quiet),
        };
        Row::new([
            self.id.clone(),
            self.name.clone(),
            self.grade.map_or(String::new(), |grade| grade.to_string()),
            look.word(pool),
            signed(look, self),
        ])
        .tone(tone)
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let pool = match left_out(&look.campaign, self) {
            None => look
                .entry("pane.target.pool", look.word("pane.target.fits"))
                .tone(Tone::Good),
            Some(why) => look
                .entry("pane.target.pool", look.word(why.key()))
                .tone(Tone::Warn),
        };
        let visit = self.last_visit.map_or(String::new(), |day| day.to_string());
        let mut entries = vec![
            pool,
            look.entry(
                "pane.target.affirmed",
                look.listed(&marks::keywords(look, self.affirmed)),
            ),
            look.entry(
                "pane.target.excluded",
                look.listed(&marks::keywords(look, self.excluded)),
            ),
            look.entry("pane.target.last-visit", visit),
            look.entry("pane.target.tasks", look.tasks_on(&self.id)),
        ];
        match look.view.registry_line_of(&self.id) {
            Ok(Some(line)) => {
                entries.extend(
                    Line::parse(&line)
                        .map(|row| registry::fields(look, &row))
                        .unwrap_or_default(),
                );
            }
            Ok(None) => entries.extend([
                look.entry("pane.target.name", &self.name),
                look.entry("pane.target.id", &self.id),
                look.entry("pane.target.region", look.place(self.region)),
            ]),
            Err(fault) => entries.push(Entry::new("", fault.text(look.ui.lang)).tone(Tone::Bad)),
        }
        entries
    }

    fn target(&self) -> Option<String> {
        Some(self.id.clone())
    }

    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        let visit = self.last_visit.map_or(String::new(), |day| day.to_string());
        vec![
            look.entry("pane.target.region", look.place(self.region)),
            look.entry("pane.target.last-visit", visit),
            look.entry("pane.target.tasks", look.tasks_on(&self.id)),
        ]
    }

    fn ask(&self, look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        let (target, active) = (self, look.campaign.is_active(&self.status));
        ask(&TargetFacts { target, active });
    }
}
