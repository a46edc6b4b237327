//! How the teams of every unit were found: which deal was taken, what the rejected ones broke, and who carries how much.

use std::collections::BTreeMap;

use super::board::Board;
use crate::domain::batch::Batch;
use crate::domain::explain::{self, Change, Load, Method, NoDeal, Rejected, Teams, Violation};
use crate::domain::library::Officer;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::{Column, Entry, Room, Row};

/// Rejected deals told in words; the record has all of them.
const TOLD: usize = 100;

/// The sheet of a batch's matches.
pub(super) fn board(look: &Look<'_>, batch: &Batch) -> Result<Board, Refusal> {
    let units = explain::teams(look.state(), batch)?;
    let title = look.ui.say(
        "pane.draw.matching-of",
        &[("batch", &batch.id), ("units", &units.len().to_string())],
    );
    let word = |key: &str| look.word(&format!("pane.draw.{key}"));
    let columns = vec![
        Column::new(word("unit"), Room::Fixed(14)),
        Column::number(word("round-short"), 4),
        Column::number(word("teams"), 6),
        Column::number(word("rejected"), 6),
        Column::number(word("officers-short"), 6),
        Column::new(word("method"), Room::Share(1)),
    ];
    let lines = units
        .iter()
        .map(|unit| (row(look, unit), Names::new(look).entries(unit)));
    Ok(Board::new(title, columns, lines.collect()))
}

fn row(look: &Look<'_>, unit: &Teams) -> Row {
    let tone = match unit.method {
        Method::Deal { .. } => Tone::Plain,
        Method::LeastCost { .. } => Tone::Warn,
    };
    Row::new([
        place(look, &unit.unit),
        unit.round.to_string(),
        unit.teams.to_string(),
        unit.rejected.len().to_string(),
        unit.loads.len().to_string(),
        method(look, unit),
    ])
    .tone(tone)
}

fn place(look: &Look<'_>, unit: &str) -> String {
    unit.parse::<RegionCode>()
        .map_or_else(|_| unit.to_owned(), |code| look.region(code))
}

/// The way the teams were found. Deals are numbered from 0 in the record, and told so.
fn method(look: &Look<'_>, unit: &Teams) -> String {
    let say = |key: &str, r: u32| look.ui.say(&format!("pane.draw.{key}"), &[("r", &r.to_string())]);
    match unit.method {
        Method::Deal { r } => say("method-deal", r),
        Method::LeastCost {
            because: NoDeal::Caps,
        } => say("method-caps", 0),
        Method::LeastCost {
            because: NoDeal::AllRejected,
        } => say("method-rejected", 0),
    }
}

/// Officers and targets by name, each looked up once.
struct Names<'l, 'v> {
    look: &'l Look<'v>,
    known: std::cell::RefCell<BTreeMap<String, String>>,
}

impl<'l, 'v> Names<'l, 'v> {
    fn new(look: &'l Look<'v>) -> Self {
        Names {
            look,
            known: Default::default(),
        }
    }

    fn named(&self, id: &str, find: impl FnOnce() -> Option<String>) -> String {
        let mut known = self.known.borrow_mut();
        let name = known.entry(id.to_owned()).or_insert_with(|| match find() {
            Some(name) => format!("{name} {id}"),
            None => id.to_owned(),
        });
        name.clone()
    }

    fn officer(&self, id: &str) -> String {
        self.named(id, || {
            self.look.state().get::<Officer>(id).map(|officer| officer.name)
        })
    }

    fn target(&self, id: &str) -> String {
        self.named(id, || self.look.target_name(id))
    }

    fn entries(&self, unit: &Teams) -> Vec<Entry> {
        let look = self.look;
        let mut entries = vec![
            look.entry("pane.draw.unit", place(look, &unit.unit)),
            look.entry("pane.draw.method", method(look, unit)),
        ];
        if let Some(cost) = unit.cost {
            let (loads, pairs) = (cost.loads.to_string(), cost.pairs.to_string());
            let text = look
                .ui
                .say("pane.draw.cost-is", &[("loads", &loads), ("pairs", &pairs)]);
            entries.push(look.entry("pane.draw.cost", text));
        }
        entries.extend(unit.changes.iter().map(|change| self.change(change)));
        let means = look.entry("pane.draw.loads", look.word("pane.draw.load-means"));
        entries.push(means.tone(Tone::Quiet));
        let loads = unit.loads.iter().map(|load| Entry::new(" ", self.load(load)));
        entries.extend(loads);
        entries.extend(self.rejected(&unit.rejected));
        entries
    }

    fn load(&self, load: &Load) -> String {
        let args = [
            ("officer", self.officer(&load.officer)),
            ("department", self.look.word(load.department.key())),
            ("base", load.base.to_string()),
            ("tasks", load.tasks.to_string()),
            ("cap", load.cap.to_string()),
            ("leads", load.leads.to_string()),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.look.ui.say("pane.draw.load-is", &args)
    }

    /// Who left, who came, and why.
    fn change(&self, change: &Change) -> Entry {
        let reasons = &self.look.campaign.team.reasons;
        let known = reasons.iter().find(|reason| reason.code == change.reason);
        let reason = known.map_or(change.reason.as_str(), |reason| {
            reason.name.get(self.look.ui.lang)
        });
        let args = [
            ("task", self.target(&change.task)),
            ("out", self.officer(&change.out)),
            ("new", self.officer(&change.replacement)),
            ("reason", reason.to_owned()),
            ("evidence", change.evidence.clone()),
            ("candidates", change.candidates.to_string()),
            ("load", change.load.to_string()),
            ("leader", self.officer(&change.leader)),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        let text = self.look.ui.say("pane.draw.change-is", &args);
        self.look.entry("pane.draw.change", text).tone(Tone::Warn)
    }

    /// Every rejected deal with what it broke.
    fn rejected(&self, deals: &[Rejected]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for deal in deals.iter().take(TOLD) {
            let broken: Vec<String> = deal.violations.iter().map(|v| self.violation(v)).collect();
            let label = self.look.ui.say("pane.draw.deal", &[("r", &deal.r.to_string())]);
            entries.push(Entry::new(label, broken.join("\n")));
        }
        if deals.len() > TOLD {
            let more = (deals.len() - TOLD).to_string();
            let text = self.look.ui.say("pane.draw.more-deals", &[("n", &more)]);
            entries.push(Entry::new(" ", text).tone(Tone::Quiet));
        }
        entries
    }

    fn violation(&self, violation: &Violation) -> String {
        let (key, one, other, more) = match violation {
            Violation::Conflict { officer, task } => (
                "conflict",
                self.officer(officer),
                self.target(task),
                String::new(),
            ),
            Violation::Twice { officer, task } => {
                ("twice", self.officer(officer), self.target(task), String::new())
            }
            Violation::Pair { first, second, task } => (
                "pair",
                self.officer(first),
                self.officer(second),
                self.target(task),
            ),
            Violation::Cap { officer, load } => {
                ("cap", self.officer(officer), load.to_string(), String::new())
            }
        };
        let args = [("one", one.as_str()), ("other", &other), ("more", &more)];
        self.look.ui.say(&format!("pane.draw.broke-{key}"), &args)
    }
}
