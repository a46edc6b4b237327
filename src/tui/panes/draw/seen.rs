//! A batch as the pane shows it: its steps, what can be done with it, and who could. Worked out again only when
//! something was committed or a day has passed.

use std::rc::Rc;

use super::acts::{self, Standing};
use super::announce::{self, Secret};
use super::ladder;
use super::rows::{self, blocks};
use super::rung::{Part, Rung, State};
use super::units::Units;
use crate::domain::batch::Batch;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::task::TaskState;
use crate::tui::action::Offer;
use crate::tui::desk::Desk;
use crate::tui::panes::libraries::choices;
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::shown::Look;
use crate::tui::panes::stamped::Stamped;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

/// What was worked out, and from what.
#[derive(Default)]
pub(super) struct Cache {
    batches: Stamped<Vec<Batch>>,
    seen: Stamped<Seen>,
}

impl Cache {
    /// Every batch, the newest first.
    pub(super) fn batches(&self, desk: &Desk) -> Rc<Vec<Batch>> {
        self.batches.of(desk, "", || {
            let mut batches: Vec<Batch> = desk.view().state().all();
            batches.sort_by_key(|batch| std::cmp::Reverse(batch.number));
            batches
        })
    }

    /// This batch.
    pub(super) fn seen(&self, desk: &Desk, batch: &Batch) -> Rc<Seen> {
        self.seen.of(desk, &batch.id, || Seen::new(desk, batch))
    }
}

/// A batch with everything the pane says of it.
pub(super) struct Seen {
    pub batch: Batch,
    pub units: Units,
    pub rungs: Vec<Rung>,
    pub standings: Vec<Standing>,
    /// For the steps that come next, who may take them, and why the desk's own operator may not.
    open: Vec<Open>,
}

struct Open {
    rung: Rung,
    who: Vec<String>,
    refusal: Option<Refusal>,
}

impl Seen {
    fn new(desk: &Desk, batch: &Batch) -> Self {
        let units = Units::of(desk.view().state(), &batch.id);
        let rungs = ladder::rungs(batch, &units);
        let open = |rung: &Rung| {
            let who = acts::who(desk, batch, rung)
                .into_iter()
                .map(|operator| operator.name);
            let command = acts::trial(rung, batch);
            Open {
                who: who.collect(),
                refusal: command.and_then(|command| acts::consider(desk, &command)),
                rung: rung.clone(),
            }
        };
        Seen {
            open: rungs
                .iter()
                .filter(|rung| rung.state == State::Next)
                .map(open)
                .collect(),
            standings: acts::standings(desk, batch, &rungs, &units),
            batch: batch.clone(),
            units,
            rungs,
        }
    }

    /// Place of the first step that comes next; of the last where there is none.
    pub(super) fn next(&self) -> usize {
        let next = self.rungs.iter().position(|rung| rung.state == State::Next);
        next.unwrap_or(self.rungs.len().saturating_sub(1))
    }

    /// The actions of the batch that can be done, next steps first; and those that are off.
    pub(super) fn offers(&self, ui: &Ui) -> (Vec<Offer>, Vec<Offer>) {
        let mut standings: Vec<&Standing> = self.standings.iter().collect();
        standings.sort_by_key(|standing| !standing.is_next());
        let offers = standings.iter().map(|standing| {
            let refusal = standing.refusal.as_ref().map(|refusal| refusal.text(ui.lang));
            Offer::unless(standing.action, refusal)
        });
        offers.partition(|offer| offer.off.is_none())
    }

    /// What a step that comes next waits for.
    pub(super) fn waits(&self, look: &Look<'_>, rung: &Rung) -> String {
        let Some(open) = self.open.iter().find(|open| open.rung == *rung) else {
            return String::new();
        };
        match rung.part {
            Part::Claim => {
                return rows::of_units(look, &self.units, TaskState::Dispatched);
            }
            Part::Match => return rows::of_units(look, &self.units, TaskState::Claimed),
            _ => {}
        }
        match (&open.who[..], &open.refusal) {
            ([], Some(refusal)) => refusal.words(look.ui.lang).what,
            (who, _) => look.ui.say("pane.draw.may", &[("who", &look.listed(who))]),
        }
    }

    /// A step on a sheet of its own: a commitment in large figures.
    pub(super) fn sheet(&self, look: &Look<'_>, rung: &Rung) -> Sheet {
        if let (Part::Commit(party), State::Done) = (rung.part, rung.state) {
            return announce::sheet(look, &self.batch, rung.round, party, &Secret::Unsaid);
        }
        let (title, entries) = self.of_step(look, rung);
        Sheet::new(title, entries)
    }

    /// The particulars of a step.
    pub(super) fn of_step(&self, look: &Look<'_>, rung: &Rung) -> (String, Vec<Entry>) {
        let mut entries = Vec::new();
        if let Some(step) = rung.step.as_ref().filter(|_| rung.state != State::Later) {
            entries.push(look.entry("pane.draw.by", rows::by(look, &step.by, step.department)));
            entries.push(look.entry("pane.draw.on", step.on.to_string()));
            entries.push(look.entry("pane.draw.entry", step.seq.to_string()));
            if !step.reason.is_empty() {
                entries.push(look.entry("pane.draw.reason", &step.reason));
            }
        }
        entries.extend(self.particulars(look, rung));
        entries.extend(self.wanting(look, rung));
        (rows::name(look, &self.batch, rung), entries)
    }

    /// The particulars of the batch.
    pub(super) fn of_batch(&self, look: &Look<'_>) -> Vec<Entry> {
        let batch = &self.batch;
        let mut entries = vec![
            look.entry("pane.draw.batch", &batch.id),
            look.entry("pane.draw.unit", look.place(batch.region)),
            look.entry("pane.draw.stage", look.word(batch.stage.key())),
        ];
        if let Some(void) = &batch.void {
            entries.push(look.entry("pane.draw.reason", &void.reason).tone(Tone::Bad));
        }
        entries.extend(pool(look, batch));
        let profile = batch.profile.name().to_uppercase();
        entries.push(look.entry("pane.draw.pool-profile", profile));
        if batch.pool.openings.is_some() {
            entries.push(look.entry("pane.draw.pool-grades", look.word("pane.draw.grades-leaves")));
        }
        entries
    }

    fn particulars(&self, look: &Look<'_>, rung: &Rung) -> Vec<Entry> {
        let batch = &look.seen(&self.batch);
        let (round, ceremony) = (rung.of_round(batch), rung.ceremony(batch));
        let hash = |key: &str, hash: &str| look.entry(key, blocks(hash));
        match rung.part {
            Part::Claim | Part::Match if rung.state == State::Next => self.waiting(look, rung.part),
            _ if rung.state != State::Done => Vec::new(),
            Part::Pool => pool(look, batch),
            Part::Plan => batch.plan.as_ref().map_or_else(Vec::new, |plan| {
                vec![
                    look.entry("pane.draw.targets", plan.size.to_string()),
                    hash("pane.draw.plan-hash", &plan.file.hash),
                ]
            }),
            Part::Commit(party) => {
                let commitment = ceremony.commitments.get(&party);
                commitment.map_or_else(Vec::new, |c| vec![hash("pane.draw.commitment", &c.hash)])
            }
            Part::Public(at) => {
                let source = ceremony.sources.get(at).map(rows::source).unwrap_or_default();
                vec![look.entry("pane.draw.source", source)]
            }
            Part::Reveal(party) => {
                let secret = ceremony.reveals.get(&party).map_or("", String::as_str);
                vec![hash("pane.draw.secret", secret)]
            }
            Part::Draw => {
                let seed = batch.drawn.as_ref().map_or("", |drawn| &drawn.seed);
                let records = batch
                    .records
                    .iter()
                    .map(|v| hash("pane.draw.record-hash", &v.file.hash));
                std::iter::once(hash("pane.draw.seed", seed))
                    .chain(records)
                    .collect()
            }
            Part::Roster => round.map_or_else(Vec::new, |round| {
                let out = round.roster.left_out.iter();
                let out: Vec<String> = out.map(|(why, n)| format!("{} {n}", look.word(why))).collect();
                vec![
                    look.entry("pane.draw.officers", round.roster.officers.to_string()),
                    look.entry("pane.draw.left-out", look.listed(&out)),
                    look.entry("pane.draw.reason", round.again.as_deref().unwrap_or_default()),
                    hash("pane.draw.roster-hash", &round.roster.roster.hash),
                    hash("pane.draw.conflicts-hash", &round.roster.conflicts.hash),
                    hash("pane.draw.parent-hash", &round.roster.parent),
                ]
            }),
            Part::Void => batch.void.as_ref().map_or_else(Vec::new, |void| {
                vec![hash("pane.draw.record-hash", &void.record.file.hash)]
            }),
            _ => Vec::new(),
        }
    }

    /// The units that a step done unit by unit waits for.
    fn waiting(&self, look: &Look<'_>, part: Part) -> Vec<Entry> {
        let state = match part {
            Part::Claim => TaskState::Dispatched,
            _ => TaskState::Claimed,
        };
        let units = self.units.in_state(state);
        let names: Vec<String> = units.into_iter().map(|unit| look.region(unit)).collect();
        let mut entries = vec![look.entry("pane.draw.waiting", look.listed(&names))];
        if part == Part::Claim {
            entries.push(Entry::new("", look.word("pane.draw.claim-where")).tone(Tone::Quiet));
        }
        entries
    }

    /// Who may take the step, and why the desk's own operator may not.
    fn wanting(&self, look: &Look<'_>, rung: &Rung) -> Vec<Entry> {
        let Some(open) = self.open.iter().find(|open| open.rung == *rung) else {
            return match rung.state {
                State::Later => vec![Entry::new("", look.word("pane.draw.later")).tone(Tone::Quiet)],
                State::Passed => vec![Entry::new("", look.word("pane.draw.passed")).tone(Tone::Quiet)],
                _ => Vec::new(),
            };
        };
        let mut entries = Vec::new();
        if !matches!(rung.part, Part::Claim | Part::Match) {
            entries.push(look.entry("pane.draw.who-may", look.listed(&open.who)));
        }
        let refusal = open.refusal.as_ref().map(|refusal| refusal.text(look.ui.lang));
        entries.extend(refusal.map(|text| Entry::new("", text).tone(Tone::Warn)));
        entries
    }
}

/// The frozen pool: who is in, who is out and why, and how it meets other batches.
fn pool(look: &Look<'_>, batch: &Batch) -> Vec<Entry> {
    let pool = &batch.pool;
    let out = pool.left_out.iter();
    let out: Vec<String> = out
        .map(|(why, n)| format!("{} {n}", look.word(why.key())))
        .collect();
    let mut entries = vec![
        look.entry("pane.draw.targets", pool.size.to_string()),
        look.entry("pane.draw.left-out", look.listed(&out)),
    ];
    entries.extend(choices(pool, look));
    if let Some(choice) = pool.overlap.choice {
        let text = format!("{} {}", look.word(choice.key()), pool.overlap.targets);
        entries.push(look.entry("pane.draw.overlap", text));
    }
    if let Some(other) = &batch.instead_of {
        let text = look.ui.say("pane.draw.instead-of", &[("batch", &other.batch)]);
        entries.push(look.entry("pane.draw.redraw", format!("{text}  {}", other.reason)));
    }
    entries.push(look.entry("pane.draw.pool-hash", blocks(&pool.file.hash)));
    entries
}
