//! The ceremonies of the seeds: commitments, public results, secrets.

use super::super::doc::{Line, code, line};
use super::Draft;
use crate::draw::files::SEED;
use crate::draw::record::{Heading, Known, PublicRecord};
use crate::draw::seed::{Announced, SeedText};
use crate::draw::verify::Stage;

pub(super) fn write(d: &mut Draft) {
    let facts = d.facts;
    let Some(heading) = facts.heading() else { return };
    d.section("seed.title");
    d.para("seed.how", &[("file", d.file(SEED))]);
    let seed = facts.draw().map(|draw| draw.seed.as_str());
    let ceremony = Ceremony {
        heading,
        public: &facts.public(),
        secrets: secrets(facts.seed.as_ref(), facts.known()),
        seed,
    };
    let rows = ceremony.rows(d, "seed.seed");
    d.pairs(d.say("seed.caption", &[]), rows);
}

/// The secrets, as far as they are published.
pub(super) fn secrets<'a>(seed: Option<&'a SeedText>, known: Option<&'a Known>) -> [Option<&'a str>; 2] {
    match (seed, known) {
        (Some(seed), _) => [Some(&seed.a), Some(&seed.b)],
        (None, Some(known)) => [known.a.as_deref(), known.b.as_deref()],
        (None, None) => [None, None],
    }
}

/// What is known of a ceremony.
pub(super) struct Ceremony<'a> {
    pub(super) heading: &'a Heading,
    pub(super) public: &'a [PublicRecord],
    /// Of 人社 and of 市场监管.
    pub(super) secrets: [Option<&'a str>; 2],
    /// S or M, as the record says.
    pub(super) seed: Option<&'a str>,
}

impl Ceremony<'_> {
    pub(super) fn rows(&self, d: &Draft, seed_key: &str) -> Vec<(Line, Line)> {
        let heading = self.heading;
        let word = |key: &str| line(d.word(key));
        let commitment = |hash: &str| {
            if hash.is_empty() {
                word("seed.not-made")
            } else {
                line(code(hash))
            }
        };
        let pending = match d.facts.stage {
            Some(Stage::Announced | Stage::Sealed) => "seed.withheld",
            _ => "seed.not-published",
        };
        let known = |text: Option<&str>| text.map_or_else(|| word(pending), |text| line(code(text)));
        let mut rows = vec![
            (word("seed.commit-a"), commitment(&heading.commit_a)),
            (word("seed.commit-b"), commitment(&heading.commit_b)),
        ];
        rows.extend(
            heading
                .announced
                .iter()
                .map(|announced| self.result(d, announced)),
        );
        rows.extend([
            (word("seed.secret-a"), known(self.secrets[0])),
            (word("seed.secret-b"), known(self.secrets[1])),
            (word(seed_key), known(self.seed)),
        ]);
        rows
    }

    fn result(&self, d: &Draft, announced: &Announced) -> (Line, Line) {
        let args = [
            ("source", d.source(&announced.kind)),
            ("issue", announced.issue.as_str().into()),
        ];
        let named = |result: &&PublicRecord| result.kind == announced.kind && result.issue == announced.issue;
        let pending = if d.is_void() {
            "seed.not-published"
        } else {
            "seed.not-known"
        };
        let value = match self.public.iter().find(named) {
            Some(result) => line(code(&result.value)),
            None => line(d.word(pending)),
        };
        (d.say("seed.public", &args), value)
    }
}
