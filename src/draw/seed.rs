//! The seed ceremony: commitments, secrets and the seed text.

use serde::{Deserialize, Serialize};

use super::files::{Fault, FaultKind, check_text, text_lines};
use super::hash::{Profile, is_hash};

/// One of the two departments that commit before the public result is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// 人社.
    A,
    /// 市场监管.
    B,
}

impl Party {
    /// The letter in the formulas: `a` or `b`.
    pub fn letter(self) -> &'static str {
        match self {
            Party::A => "a",
            Party::B => "b",
        }
    }
}

/// The commitment of a party to its secret:
/// `H("SSJ-COMMIT-1\nbatch:B\nparty:P\nsecret:R\n")`.
pub fn commitment(profile: Profile, batch: &str, party: Party, secret: &str) -> String {
    profile.hex(format!(
        "SSJ-COMMIT-1\nbatch:{batch}\nparty:{}\nsecret:{secret}\n",
        party.letter()
    ))
}

/// Checks the form of a secret: 64 lower-case hex characters (256 bits), or at least 20 thrown digits without
/// blanks: 1–6 of six-sided dice (52 bits and more), or 0–9 of ten-sided ones, which the published vector uses.
///
/// # Errors
/// [`FaultKind::Secret`].
pub fn check_secret(secret: &str) -> Result<(), FaultKind> {
    let dice = secret.len() >= 20 && secret.bytes().all(|b| b.is_ascii_digit());
    if dice || is_hash(secret) {
        Ok(())
    } else {
        Err(FaultKind::Secret)
    }
}

/// A public result announced before it exists, such as issue 2022062 of the lottery 双色球 (`ssq`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// Short name of the source, without a colon.
    pub kind: String,
    /// The issue that will be used, without a colon.
    pub issue: String,
}

/// A public result as it came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicValue {
    /// Which result it is.
    pub announced: Announced,
    /// The result, as published.
    pub value: String,
}

impl PublicValue {
    /// Reads `kind:issue:value`; the value may hold colons and blanks.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        let (issue, value) = rest.split_once(':')?;
        let named = !kind.is_empty() && !issue.is_empty() && !value.is_empty() && value.trim() == value;
        named.then(|| PublicValue {
            announced: Announced {
                kind: kind.to_owned(),
                issue: issue.to_owned(),
            },
            value: value.to_owned(),
        })
    }
}

/// What a match seed is bound to, besides pool and plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchLinks {
    /// Hash of `roster.tsv`.
    pub roster: String,
    /// Hash of `conflicts.tsv`.
    pub conflicts: String,
    /// Hash of the batch's draw record.
    pub parent: String,
}

/// The content of `seed.txt` or `match-seed.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedText {
    /// Batch number.
    pub batch: String,
    /// Pool hash.
    pub pool: String,
    /// Plan hash.
    pub plan: String,
    /// The further lines of a match seed; none in a draw seed.
    pub links: Option<MatchLinks>,
    /// The secret of 人社.
    pub a: String,
    /// The secret of 市场监管.
    pub b: String,
    /// The public results, in the announced order.
    pub public: Vec<PublicValue>,
}

impl SeedText {
    /// The text, byte for byte.
    pub fn text(&self) -> String {
        let mut text = format!(
            "SSJ-SEED-1\nbatch:{}\npool:{}\nplan:{}\n",
            self.batch, self.pool, self.plan
        );
        if let Some(MatchLinks {
            roster,
            conflicts,
            parent,
        }) = &self.links
        {
            text.push_str(&format!(
                "roster:{roster}\nconflicts:{conflicts}\nparent:{parent}\n"
            ));
        }
        text.push_str(&format!("a:{}\nb:{}\n", self.a, self.b));
        for PublicValue { announced, value } in &self.public {
            text.push_str(&format!(
                "public:{}:{}:{value}\n",
                announced.kind, announced.issue
            ));
        }
        text
    }

    /// The seed: S of a draw, M of a match.
    pub fn seed(&self, profile: Profile) -> String {
        profile.hex(self.text())
    }

    /// Reads a draw seed, or a match seed when `links` is true.
    ///
    /// # Errors
    /// The first [`Fault`] of the text, with `file` as the name of the file.
    pub fn parse(file: &str, bytes: &[u8], links: bool) -> Result<Self, Fault> {
        let mut lines = Lines {
            file,
            lines: text_lines(file, bytes)?,
            next: 0,
        };
        lines.literal("SSJ-SEED-1")?;
        let batch = lines.value("batch:")?.to_owned();
        let (pool, plan) = (lines.hash("pool:")?, lines.hash("plan:")?);
        let links = if links { Some(lines.links()?) } else { None };
        let (a, b) = (lines.secret("a:")?, lines.secret("b:")?);
        let public = lines.public()?;
        Ok(SeedText {
            batch,
            pool,
            plan,
            links,
            a,
            b,
            public,
        })
    }
}

/// Walks over the lines of a seed text, each of which has its fixed place.
struct Lines<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
    next: usize,
}

impl<'a> Lines<'a> {
    fn fault(&self, kind: FaultKind) -> Fault {
        Fault {
            file: self.file.to_owned(),
            line: self.next,
            field: None,
            kind,
        }
    }

    fn take(&mut self) -> &'a str {
        let line = self.lines.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        line
    }

    fn literal(&mut self, expected: &'static str) -> Result<(), Fault> {
        match self.take() {
            found if found == expected => Ok(()),
            found => Err(self.misplaced(expected, found)),
        }
    }

    fn value(&mut self, name: &'static str) -> Result<&'a str, Fault> {
        let found = self.take();
        let value = found
            .strip_prefix(name)
            .ok_or_else(|| self.misplaced(name, found))?;
        if value.is_empty() {
            return Err(self.fault(FaultKind::EmptyField));
        }
        check_text(value).map_err(|kind| self.fault(kind))?;
        Ok(value)
    }

    fn hash(&mut self, name: &'static str) -> Result<String, Fault> {
        let found = self.value(name)?.to_owned();
        if is_hash(&found) {
            Ok(found)
        } else {
            Err(self.fault(FaultKind::Hash { found }))
        }
    }

    fn links(&mut self) -> Result<MatchLinks, Fault> {
        Ok(MatchLinks {
            roster: self.hash("roster:")?,
            conflicts: self.hash("conflicts:")?,
            parent: self.hash("parent:")?,
        })
    }

    fn secret(&mut self, name: &'static str) -> Result<String, Fault> {
        let secret = self.value(name)?;
        check_secret(secret).map_err(|kind| self.fault(kind))?;
        Ok(secret.to_owned())
    }

    fn public(&mut self) -> Result<Vec<PublicValue>, Fault> {
        let mut values = Vec::new();
        while self.next < self.lines.len() {
            let line = self.value("public:")?;
            let found = || FaultKind::PublicLine {
                found: format!("public:{line}"),
            };
            values.push(PublicValue::parse(line).ok_or_else(|| self.fault(found()))?);
        }
        if values.is_empty() {
            self.next += 1;
            return Err(self.fault(FaultKind::NoPublicLine));
        }
        Ok(values)
    }

    fn misplaced(&self, expected: &'static str, found: &str) -> Fault {
        self.fault(FaultKind::SeedLine {
            expected: expected.to_owned(),
            found: found.to_owned(),
        })
    }
}
