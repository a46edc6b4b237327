//! What the published files say, read leniently: a missing or damaged file gives less page, never an error.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::listing::{Listed, listing};
use crate::domain::campaign::Text;
use crate::draw::Profile;
use crate::draw::files::{
    ANNOUNCEMENT, MATCH, MATCH_SEED, PLAN, PlanRow, RECORD, SEALED, SEED, TEAM_CHANGES, parse_plan,
    round_file,
};
use crate::draw::record::{
    ANNOUNCEMENT_FORMAT, AnnouncementRecord, DRAW_FORMAT, DrawRecord, Heading, Known, MATCH_FORMAT,
    MatchRecord, PublicRecord, Record, SEALED_FORMAT, SealedRecord, TEAM_CHANGES_FORMAT, TeamChanges,
    VOID_FORMAT, VoidRecord,
};
use crate::draw::seed::SeedText;
use crate::draw::verify::{Files, Stage};

/// What the page may say beside the files: names for the codes in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The campaign's name.
    pub campaign: Text,
    /// Document number of its notice (文号).
    pub notice: String,
    /// Names of the units (市州) by prefecture code.
    pub units: BTreeMap<String, String>,
    /// Names of targets by 统一社会信用代码, where they may be published; a target without one is shown by its code.
    pub targets: BTreeMap<String, String>,
    /// What the office's reason codes stand for; a code without a name is shown as it is.
    pub reasons: BTreeMap<String, Text>,
}

/// A published record with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// Its file.
    pub name: String,
    /// Its hash.
    pub hash: String,
    /// What it says.
    pub record: T,
}

/// A round of matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its record.
    pub version: Version<MatchRecord>,
    /// The ceremony of its seed, when it is among the files.
    pub seed: Option<SeedText>,
}

/// What the published files say.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Names for the codes in the files.
    pub names: Names,
    /// How far the batch is published; none when there is no record of a batch among the files.
    pub stage: Option<Stage>,
    /// Hash profile of the batch.
    pub profile: Profile,
    /// What is bound before the public results are known.
    pub announcement: Option<AnnouncementRecord>,
    /// What binds a draw that is not shown yet.
    pub sealed: Option<SealedRecord>,
    /// Why the batch is void.
    pub void: Option<VoidRecord>,
    /// The versions of the draw record, oldest first.
    pub draws: Vec<Version<DrawRecord>>,
    /// The plan.
    pub plan: Vec<PlanRow>,
    /// The ceremony of the draw's seed.
    pub seed: Option<SeedText>,
    /// The rounds of matching, oldest first.
    pub rounds: Vec<Round>,
    /// Officers replaced after a match.
    pub changes: Option<TeamChanges>,
    /// All files with their hashes.
    pub listing: Vec<Listed>,
    /// Files the page should have used and could not read.
    pub unread: Vec<String>,
}

impl Facts {
    /// Reads the published files, named without folder.
    pub fn read(files: &Files, names: Names) -> Self {
        let mut reader = Reader::new(files);
        let announcement: Option<AnnouncementRecord> = reader.record(ANNOUNCEMENT, ANNOUNCEMENT_FORMAT);
        let sealed: Option<SealedRecord> = reader.record(SEALED, SEALED_FORMAT);
        let is_void = reader.format(RECORD).as_deref() == Some(VOID_FORMAT);
        let void: Option<VoidRecord> = is_void.then(|| reader.record(RECORD, VOID_FORMAT)).flatten();
        let draws = reader.all(&draw_files(files, is_void), DRAW_FORMAT);
        let matches = reader.all(&round_files(files), MATCH_FORMAT);
        let stage = match (&void, draws.is_empty(), &sealed, &announcement) {
            (Some(_), ..) => Some(Stage::Void),
            (None, false, ..) => Some(Stage::Drawn),
            (None, true, Some(_), _) => Some(Stage::Sealed),
            (None, true, None, Some(_)) => Some(Stage::Announced),
            (None, true, None, None) => None,
        };
        let mut facts = Facts {
            names,
            stage,
            profile: Profile::default(),
            announcement,
            sealed,
            void,
            plan: reader
                .parse(PLAN, |bytes| parse_plan(bytes).ok())
                .unwrap_or_default(),
            seed: reader.seed(SEED, false),
            draws: Vec::new(),
            rounds: Vec::new(),
            changes: reader.record(TEAM_CHANGES, TEAM_CHANGES_FORMAT),
            listing: Vec::new(),
            unread: Vec::new(),
        };
        let profile = facts
            .heading()
            .or(draws.last().map(|(_, draw): &(_, DrawRecord)| &draw.heading));
        facts.profile = profile.map_or(facts.profile, |heading| heading.profile);
        facts.listing = listing(files, facts.profile);
        facts.draws = facts.versions(draws);
        let round = |version: Version<MatchRecord>| {
            let seed = reader.seed(&round_file(MATCH_SEED, version.record.round), true);
            Round { version, seed }
        };
        facts.rounds = facts.versions(matches).into_iter().map(round).collect();
        facts.unread = reader.unread;
        facts
    }

    /// The heading of the record that says how things stand.
    pub fn heading(&self) -> Option<&Heading> {
        let void = self.void.as_ref().map(|record| &record.heading);
        let draw = self.draws.last().map(|draw| &draw.record.heading);
        let sealed = self.sealed.as_ref().map(|record| &record.heading);
        let announcement = self.announcement.as_ref().map(|record| &record.heading);
        void.or(draw).or(sealed).or(announcement)
    }

    /// The newest draw record.
    pub fn draw(&self) -> Option<&DrawRecord> {
        self.draws.last().map(|version| &version.record)
    }

    /// The public results, as the seed text says or else the sealed record; empty before they are known.
    pub fn public(&self) -> Vec<PublicRecord> {
        match (&self.seed, &self.sealed) {
            (Some(seed), _) => seed.public.iter().map(PublicRecord::from).collect(),
            (None, Some(sealed)) => sealed.public.clone(),
            (None, None) => self.known().map(|known| known.public.clone()).unwrap_or_default(),
        }
    }

    /// What had come out of a void batch's seed, where it was not drawn.
    pub fn known(&self) -> Option<&Known> {
        self.void.as_ref()?.known.as_ref()
    }

    /// Whether a file of this name was published.
    pub fn has(&self, name: &str) -> bool {
        self.hash_of(name).is_some()
    }

    /// The hash of a published file.
    pub fn hash_of(&self, name: &str) -> Option<&str> {
        self.listing
            .iter()
            .find(|file| file.name == name)
            .map(|file| file.hash.as_str())
    }

    fn versions<T>(&self, records: Vec<(String, T)>) -> Vec<Version<T>> {
        let version = |(name, record): (String, T)| Version {
            hash: self.hash_of(&name).unwrap_or_default().to_owned(),
            name,
            record,
        };
        records.into_iter().map(version).collect()
    }
}

/// Reads files one by one and remembers those it could not read.
struct Reader<'f> {
    files: &'f Files,
    unread: Vec<String>,
}

impl<'f> Reader<'f> {
    fn new(files: &'f Files) -> Self {
        let unread = Vec::new();
        Reader { files, unread }
    }

    fn parse<T>(&mut self, name: &str, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let found = read(self.files.get(name)?);
        if found.is_none() {
            self.unread.push(name.to_owned());
        }
        found
    }

    /// The `format` a record claims.
    fn format(&self, name: &str) -> Option<String> {
        #[derive(Deserialize)]
        struct Claim {
            format: String,
        }
        let claim: Option<Claim> = serde_json::from_slice(self.files.get(name)?).ok();
        claim.map(|claim| claim.format)
    }

    fn record<T: Record>(&mut self, name: &str, format: &str) -> Option<T> {
        self.parse(name, |bytes| {
            let record: Option<T> = serde_json::from_slice(bytes).ok();
            record.filter(|record| record.heading().format == format)
        })
    }

    fn all<T: Record>(&mut self, names: &[String], format: &str) -> Vec<(String, T)> {
        let read = |name: &String| Some((name.clone(), self.record(name, format)?));
        names.iter().filter_map(read).collect()
    }

    fn seed(&mut self, name: &str, links: bool) -> Option<SeedText> {
        self.parse(name, |bytes| SeedText::parse(name, bytes, links).ok())
    }
}

/// The files of the draw record's versions, oldest first; the plain name is the latest, unless it is a void record.
fn draw_files(files: &Files, is_void: bool) -> Vec<String> {
    let plain = Some(RECORD.to_owned()).filter(|name| !is_void && files.contains_key(name));
    numbered(files, RECORD).into_iter().chain(plain).collect()
}

/// The files of the rounds of matching; the plain name is round 1.
fn round_files(files: &Files) -> Vec<String> {
    let plain = Some(MATCH.to_owned()).filter(|name| files.contains_key(name));
    plain.into_iter().chain(numbered(files, MATCH)).collect()
}

/// The files `name-1.json`, `name-2.json` …, by number.
fn numbered(files: &Files, name: &str) -> Vec<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let number = |found: &str| -> Option<u32> {
        let rest = found.strip_prefix(stem)?.strip_prefix('-')?;
        rest.strip_suffix(ending)?.strip_suffix('.')?.parse().ok()
    };
    let mut found: Vec<_> = files
        .keys()
        .filter_map(|name| Some((number(name)?, name.clone())))
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}
