//! How a batch is shown: pool, plan, both ceremonies, the draw, and how far the units have matched.

use crate::domain::batch::{Batch, Ceremony, Pool, PublicSource, Stage, Step};
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

impl Shown for Batch {
    const EMPTY: &'static str = "pane.batch.empty";
    const TITLE: &'static str = "pane.batch.title";

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.batch.id"), Room::Share(1)),
            Column::new(ui.word("pane.batch.region"), Room::Fixed(14)),
            Column::new(ui.word("pane.batch.stage"), Room::Fixed(12)),
            Column::number(ui.word("pane.batch.pool-size"), 9),
            Column::number(ui.word("pane.batch.drawn-size"), 7),
            Column::number(ui.word("pane.batch.matched-short"), 8),
        ]
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let tone = match self.stage {
            Stage::Void => Tone::Quiet,
            _ => Tone::Plain,
        };
        Row::new([
            self.id.clone(),
            look.region(self.region),
            look.word(self.stage.key()),
            self.pool.size.to_string(),
            self.drawn.as_ref().map_or("—".to_owned(), |d| d.size.to_string()),
            self.matched_units().len().to_string(),
        ])
        .tone(tone)
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let mut entries = vec![
            look.entry("pane.batch.id", &self.id),
            look.entry("pane.batch.region", look.place(self.region)),
            look.entry("pane.batch.stage", look.word(self.stage.key())),
        ];
        if let Some(why) = &self.void {
            entries.push(look.entry("pane.batch.void", &why.reason).tone(Tone::Bad));
        }
        entries.extend(pool(self, look));
        entries.extend(plan(self, look));
        let seen = look.seen(self);
        entries.extend(ceremony(look, "pane.batch.draw-ceremony", &seen.draw_ceremony));
        entries.extend(drawn(&seen, look));
        entries.extend(roster(self, look));
        let matching = seen
            .round()
            .map(|round| round.ceremony.clone())
            .unwrap_or_default();
        entries.extend(ceremony(look, "pane.batch.match-ceremony", &matching));
        entries.extend(matched(self, look));
        entries.extend(strata(self, look));
        entries.extend(
            self.steps
                .iter()
                .map(|step| Entry::new(step.on.to_string(), said(look, step))),
        );
        entries
    }
}

/// What was done by whom, and why where a reason is on record.
pub(in crate::tui::panes) fn said(look: &Look<'_>, step: &Step) -> String {
    let mut text = format!("{} {}", look.word(&step.what), step.by);
    if !step.reason.is_empty() {
        text.push_str("  ");
        text.push_str(&step.reason);
    }
    text
}

fn pool(batch: &Batch, look: &Look<'_>) -> Vec<Entry> {
    let pool = &batch.pool;
    let (size, strata) = (pool.size.to_string(), pool.strata.len().to_string());
    let text = look
        .ui
        .say("pane.batch.pool-is", &[("n", &size), ("strata", &strata)]);
    let out = |(why, n): (&crate::domain::target::OutOfPool, &u64)| format!("{} {n}", look.word(why.key()));
    let left_out: Vec<String> = pool.left_out.iter().map(out).collect();
    let mut entries = vec![
        look.entry("pane.batch.pool", text),
        look.entry("pane.batch.left-out", look.listed(&left_out)),
    ];
    entries.extend(choices(pool, look));
    entries.push(look.entry("pane.batch.pool-hash", &pool.file.hash));
    entries
}

/// What was chosen at the freeze.
pub(in crate::tui::panes) fn choices(pool: &Pool, look: &Look<'_>) -> Vec<Entry> {
    let excluded = pool
        .include_excluded
        .then(|| look.word("pane.batch.include-excluded"));
    let recent = pool.not_inspected_for.map(|days| {
        let args = [("n", &*days.to_string())];
        look.ui.say("pane.batch.not-inspected-for", &args)
    });
    let entry = |text: String| look.entry("pane.batch.choice", text);
    excluded.into_iter().chain(recent).map(entry).collect()
}

fn plan(batch: &Batch, look: &Look<'_>) -> Vec<Entry> {
    let Some(plan) = &batch.plan else {
        return vec![look.entry("pane.batch.plan", "")];
    };
    let (size, strata) = (plan.size.to_string(), plan.strata.len().to_string());
    let text = look
        .ui
        .say("pane.batch.plan-is", &[("n", &size), ("strata", &strata)]);
    vec![
        look.entry("pane.batch.plan", text),
        look.entry("pane.batch.plan-hash", &plan.file.hash),
    ]
}

/// Targets to draw, stratum by stratum.
fn strata(batch: &Batch, look: &Look<'_>) -> Option<Entry> {
    let plan = batch.plan.as_ref()?;
    let stratum = |(name, n): (&String, &u64)| format!("{} {n}", stratum(look, name));
    let strata: Vec<String> = plan.strata.iter().map(stratum).collect();
    Some(look.entry("pane.batch.strata", look.listed(&strata)))
}

/// A stratum by its prefecture's name and grade.
fn stratum(look: &Look<'_>, name: &str) -> String {
    let parts = name.split_once('-');
    let known = parts.and_then(|(code, grade)| Some((code.parse::<RegionCode>().ok()?, grade)));
    known.map_or_else(
        || name.to_owned(),
        |(code, grade)| format!("{}{grade}", look.region(code)),
    )
}

/// The steps of a ceremony in their order, those still to come as "—".
fn ceremony(look: &Look<'_>, key: &str, ceremony: &Ceremony) -> Vec<Entry> {
    let mut done = 0;
    let mut entries = Vec::new();
    let mut part = |name: String, value: Option<String>| {
        done += u32::from(value.is_some());
        entries.push(Entry::new(name, value.unwrap_or_else(|| "—".to_owned())));
    };
    let listed = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join("  "));
    let source = listed(ceremony.sources.iter().map(PublicSource::name).collect());
    part(look.word("pane.batch.public"), source);
    for party in Department::ALL {
        let commitment = ceremony.commitments.get(&party);
        let text = commitment.map(|c| format!("{} {} {}", c.on, c.by, c.hash));
        part(look.word(&format!("step.commit-{}", word(party))), text);
    }
    let values = ceremony.sources.iter().filter_map(|s| s.value.clone());
    part(look.word("pane.batch.value"), listed(values.collect()));
    for party in Department::ALL {
        let secret = ceremony.reveals.get(&party).cloned();
        part(look.word(&format!("step.reveal-{}", word(party))), secret);
    }
    let (complete, tone) = match ceremony.is_complete() {
        true => ("pane.batch.complete", Tone::Good),
        false => ("pane.batch.incomplete", Tone::Plain),
    };
    let text = look.ui.say(complete, &[("n", &done.to_string())]);
    entries.insert(0, look.entry(key, text).tone(tone));
    entries
}

fn word(party: Department) -> &'static str {
    match party {
        Department::Hr => "hr",
        Department::Mr => "mr",
    }
}

fn drawn(batch: &Batch, look: &Look<'_>) -> Vec<Entry> {
    match &batch.drawn {
        None => vec![look.entry("pane.batch.drawn", "")],
        Some(drawn) => vec![
            look.entry("pane.batch.drawn", drawn.size.to_string()),
            look.entry("pane.batch.seed", &drawn.seed),
            look.entry(
                "pane.batch.record",
                batch.record().map_or("", |record| &record.hash),
            ),
        ],
    }
}

fn roster(batch: &Batch, look: &Look<'_>) -> Vec<Entry> {
    let Some(roster) = batch.round().map(|round| &round.roster) else {
        return vec![look.entry("pane.batch.roster", "")];
    };
    let out = |(why, n): (&String, &u64)| format!("{} {n}", look.word(why));
    let left_out: Vec<String> = roster.left_out.iter().map(out).collect();
    vec![
        look.entry("pane.batch.roster", roster.officers.to_string()),
        look.entry("pane.batch.officers-out", look.listed(&left_out)),
        look.entry("pane.batch.roster-hash", &roster.roster.hash),
    ]
}

/// Every unit that has tasks of the batch, and whether it has matched.
fn matched(batch: &Batch, look: &Look<'_>) -> Vec<Entry> {
    let units = look.campaign.regions.units();
    let mut entries = Vec::new();
    let mut done = 0;
    for unit in units {
        let value = format!("{}/{}", batch.id, unit.code);
        let tasks = look.state().count_by("task.batch", &value);
        if tasks == 0 {
            continue;
        }
        let code = unit.code.to_string();
        let record = batch
            .rounds
            .iter()
            .rev()
            .find_map(|round| round.matched.get(&code));
        done += u32::from(record.is_some());
        let n = tasks.to_string();
        let (key, hash) = match record {
            Some(hash) => ("pane.batch.unit-matched", hash.as_str()),
            None => ("pane.batch.unit-unmatched", ""),
        };
        let text = look.ui.say(key, &[("n", &n), ("hash", hash)]);
        entries.push(Entry::new(unit.name.clone(), text));
    }
    let (part, whole) = (done.to_string(), entries.len().to_string());
    let text = look
        .ui
        .say("pane.batch.matched-is", &[("n", &part), ("total", &whole)]);
    entries.insert(0, look.entry("pane.batch.matched", text));
    entries
}
