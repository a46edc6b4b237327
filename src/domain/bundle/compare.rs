//! A conflict side by side: what differs, field by field, in words.

use std::collections::BTreeSet;

use super::Snapshot;
use crate::domain::campaign::Campaign;
use crate::domain::event::Entry;
use crate::domain::fields::{self, Past, Wording};
use crate::domain::inspection::Inspection;
use crate::domain::lead::office;
use crate::domain::state::State;
use crate::domain::task::Task;
use crate::lang::Lang;

/// A field in which the two sides differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub label: String,
    /// What it says here.
    pub ours: String,
    /// What it says there.
    pub theirs: String,
}

/// Everything in which the record here differs from theirs.
pub fn compare<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    (ours, theirs): (&Snapshot, &Snapshot),
    lang: Lang,
) -> Vec<Difference> {
    let common = ours.common(theirs);
    let said = |record: &Snapshot| record.said(campaign, common, lang);
    let mut rows = beside(said(ours), said(theirs));
    if let (Snapshot::Task { task, visits }, Snapshot::Task { visits: other, .. }) = (ours, theirs)
        && let (Some(mine), Some(other)) = (visits.last(), other.last())
    {
        rows.extend(results(state, campaign, (task, mine, other), lang));
    }
    rows.retain(|row| row.ours != row.theirs);
    rows
}

/// Entries of both sides, where the record is none that is compared as it stands.
pub fn entries(ours: &[Entry], theirs: &[Entry], lang: Lang) -> Vec<Difference> {
    let line = |entry: &Entry| {
        let event = lang.word(&format!("event.{}", entry.event.kind()));
        format!("{} {} {event}", entry.on, entry.actor.operator)
    };
    let label = lang.word("bundle.field.entries").into_owned();
    let all = |entries: &[Entry]| entries.iter().map(line).collect::<Vec<_>>().join("; ");
    vec![Difference {
        label,
        ours: all(ours),
        theirs: all(theirs),
    }]
}

/// Rows of both sides that have the same label.
fn beside(ours: Vec<(String, String)>, theirs: Vec<(String, String)>) -> Vec<Difference> {
    let rows = ours
        .into_iter()
        .zip(theirs)
        .map(|((label, ours), (_, theirs))| Difference { label, ours, theirs });
    rows.collect()
}

impl Snapshot {
    /// State, holder, and what was done after the first `common` steps.
    fn said(&self, campaign: &Campaign, common: usize, lang: Lang) -> Vec<(String, String)> {
        let word = |key: &str| lang.word(key).into_owned();
        let dash = |lines: Vec<String>| match lines.is_empty() {
            true => "—".to_owned(),
            false => lines.join("; "),
        };
        let (now, who, steps): (String, String, Vec<String>) = match self {
            Snapshot::Task { task, .. } => {
                let step = |s: &crate::domain::batch::Step| {
                    let parts = [s.on.to_string(), s.by.clone(), word(&s.what), s.reason.clone()];
                    parts.join(" ").trim_end().to_owned()
                };
                let team = task.team.iter().map(|member| member.name.clone()).collect();
                let steps = task.steps.iter().skip(common).map(step).collect();
                (word(task.state.key()), dash(team), steps)
            }
            Snapshot::Lead { lead } => {
                let steps = lead.steps.iter().skip(common);
                let steps = steps.map(|s| format!("{} {} {}", s.on, s.by, s.handling.text(campaign, lang)));
                let holder = office(campaign, lead.holder(), lang);
                (word(lead.state().key()), holder, steps.collect())
            }
            Snapshot::FollowUp { follow_up } => {
                let steps = follow_up.steps.iter().skip(common);
                let steps = steps.map(|s| format!("{} {} {}", s.on, s.by, s.advance.text(campaign, lang)));
                let owner = office(campaign, follow_up.owner(), lang);
                (word(follow_up.state().key()), owner, steps.collect())
            }
        };
        let fields = ["bundle.field.state", "bundle.field.who", "bundle.field.steps"];
        let texts = [now, who, dash(steps)];
        fields.into_iter().map(word).zip(texts).collect()
    }
}

/// The newest results field by field, as the entry form asks them.
fn results<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    (task, ours, theirs): (&Task, &Inspection, &Inspection),
    lang: Lang,
) -> Vec<Difference> {
    let past = Past::of(state, task);
    let wording = Wording::new(state, campaign, (task, &past), lang);
    let entered = |of: &Inspection| format!("{} {}", of.entered_on, of.entered_by);
    let mut rows = vec![Difference {
        label: lang.word("bundle.field.entered").into_owned(),
        ours: entered(ours),
        theirs: entered(theirs),
    }];
    let (mine, other) = (fields::of(&ours.visit), fields::of(&theirs.visit));
    let ids: BTreeSet<String> = fields::differing(&mine, &other).into_iter().collect();
    rows.extend(ids.into_iter().map(|id| Difference {
        label: wording.label(&id),
        ours: wording.text(&id, mine.get(&id)),
        theirs: wording.text(&id, other.get(&id)),
    }));
    rows
}
