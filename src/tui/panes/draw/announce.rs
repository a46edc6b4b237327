//! A commitment to be photographed or read aloud, with everything that is bound before the public issue comes out.

use std::path::PathBuf;

use super::rows::{self, blocks};
use crate::domain::batch::{Batch, MatchRound, PublicSource};
use crate::domain::operator::Department;
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::Entry;

/// What became of the secret behind a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Secret {
    /// It was made here and is kept in this file.
    Kept(PathBuf),
    /// It was typed and is kept nowhere.
    Typed,
    /// Nothing is to be said of it.
    Unsaid,
}

/// A party's commitment, in figures that can be read from a photograph.
pub(super) fn sheet(
    look: &Look<'_>,
    batch: &Batch,
    round: usize,
    party: Department,
    secret: &Secret,
) -> Sheet {
    let of_round = round.checked_sub(1).and_then(|at| batch.rounds.get(at));
    let ceremony = of_round.map_or(&batch.draw_ceremony, |round| &round.ceremony);
    let name = look.word(party.key());
    let args = [("party", name.as_str()), ("batch", &batch.id)];
    let mut entries = Vec::new();
    if let Some(commitment) = ceremony.commitments.get(&party) {
        entries.extend(large(&commitment.hash));
        let by = format!("{}  {}", rows::by(look, &commitment.by, party), commitment.on);
        entries.push(look.entry("pane.draw.by", by));
    }
    let names: Vec<String> = ceremony.sources.iter().map(PublicSource::name).collect();
    let decides = look
        .ui
        .say("pane.draw.decides", &[("sources", &look.listed(&names))]);
    entries.push(look.entry("pane.draw.source", decides).tone(Tone::Warn));
    entries.extend(of_secret(look, secret));
    entries.extend(bound(look, batch, of_round));
    Sheet::new(look.ui.say("pane.draw.commitment-of", &args), entries)
}

/// The hashes of what a ceremony is bound to.
pub(super) fn bound(look: &Look<'_>, batch: &Batch, round: Option<&MatchRound>) -> Vec<Entry> {
    let entry = |key: &str, hash: &str| look.entry(&format!("pane.draw.{key}"), blocks(hash));
    let mut entries = vec![entry("pool-hash", &batch.pool.file.hash)];
    entries.extend(
        batch
            .plan
            .as_ref()
            .map(|plan| entry("plan-hash", &plan.file.hash)),
    );
    if let Some(round) = round {
        entries.push(entry("roster-hash", &round.roster.roster.hash));
        entries.push(entry("conflicts-hash", &round.roster.conflicts.hash));
    } else if let Some(announcement) = &batch.announcement {
        entries.push(entry("announcement-hash", &announcement.hash));
    }
    entries
}

/// 64 digits in eight blocks of eight, two blocks a line, the digits apart and a blank line between.
fn large(hash: &str) -> Vec<Entry> {
    let digits: Vec<String> = hash.chars().map(String::from).collect();
    let blocks: Vec<String> = digits.chunks(8).map(|block| block.join(" ")).collect();
    let mut entries = vec![Entry::new(" ", "")];
    for (at, line) in blocks.chunks(2).enumerate() {
        let text = format!("{}    {}", at + 1, line.join("    "));
        entries.push(Entry::new(" ", text));
        entries.push(Entry::new(" ", ""));
    }
    entries
}

fn of_secret(look: &Look<'_>, secret: &Secret) -> Option<Entry> {
    let (key, path) = match secret {
        Secret::Kept(path) => ("pane.draw.secret-kept", path.display().to_string()),
        Secret::Typed => ("pane.draw.secret-typed", String::new()),
        Secret::Unsaid => return None,
    };
    let text = look.ui.say(key, &[("path", &path)]);
    Some(look.entry("pane.draw.secret", text).tone(Tone::Warn))
}
