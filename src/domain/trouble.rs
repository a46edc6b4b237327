//! Why a plan cannot be made or teams cannot be matched, with the figures, and only remedies that were tried and work.

use std::collections::BTreeMap;

use serde::Serialize;

use super::operator::Department;
use crate::draw::allocate::AllocateError;
use crate::draw::feasible::{Remedy, Shortage, remedies};
use crate::draw::files::Dept;
use crate::draw::matching::MatchError;
use crate::draw::table::{Reason, Setup};
use crate::lang::Lang;

/// Tasks, officers and units to match together with that are named; the others are counted.
const NAMED: usize = 3;

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "trouble", rename_all = "kebab-case")]
pub enum Trouble {
    /// A floor or weight of 0 would exempt a grade.
    Exempt,
    /// The floors together need more places than are to be drawn.
    FloorsExceed {
        /// Sum of the floors.
        floors: u64,
        /// Places.
        places: u64,
    },
    /// More places than targets.
    TooFewTargets {
        /// Targets.
        targets: u64,
        /// Places.
        places: u64,
    },
    /// Departments have too few officers.
    Shortage {
        /// Each of them.
        shortfalls: Vec<Shortfall>,
    },
    /// No assignment keeps the pair bans.
    Bans,
    /// The pair bans are too many to be settled.
    Unsettled,
    /// Something the checks before should have caught; its stable code.
    Other {
        /// The code.
        code: &'static str,
    },
}

/// A department that lacks officers for a unit's tasks: the proof by a minimum cut (SSJ-1 "Infeasible").
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shortfall {
    /// The unit whose tasks were to be matched.
    pub pool: Named,
    /// The department.
    pub department: Department,
    /// Tasks that compete.
    pub tasks: Vec<Named>,
    /// Officers they can reach.
    pub officers: Vec<Named>,
    /// Officer-places missing, exactly.
    pub missing: usize,
    /// Officers of the department who cannot help, by reason: message keys.
    pub excluded: BTreeMap<&'static str, Vec<Named>>,
    /// What would help; each was solved again.
    pub remedies: Vec<Remedy>,
}

/// A code, and the name that people know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Code of the unit, number of the task, or number of the officer's certificate.
    pub id: String,
    /// Name; empty where nobody knows it.
    pub name: String,
}

impl Named {
    fn text(&self) -> String {
        format!("{} {}", self.id, self.name).trim_end().to_owned()
    }
}

/// Where the names are that a match, which knows codes alone, does not have.
pub struct Names<'a> {
    /// The task of a target.
    pub task: &'a dyn Fn(&str) -> Named,
    /// An officer.
    pub officer: &'a dyn Fn(&str) -> Named,
    /// A unit.
    pub unit: &'a dyn Fn(&str) -> Named,
}

impl From<AllocateError> for Trouble {
    fn from(error: AllocateError) -> Self {
        match error {
            AllocateError::FloorsExceed { floors, places } => Trouble::FloorsExceed { floors, places },
            AllocateError::TooFewTargets { targets, places } => Trouble::TooFewTargets { targets, places },
            other @ AllocateError::RepeatedStratum { .. } => Trouble::Other { code: other.code() },
        }
    }
}

impl Trouble {
    /// Why the match of `pool`, whose tasks are `tasks`, failed.
    pub fn of_match(
        error: &MatchError,
        setup: &Setup,
        tasks: &BTreeMap<String, Vec<String>>,
        names: &Names<'_>,
    ) -> Self {
        match error {
            MatchError::Shortage { shortages, .. } => {
                let shortfalls = shortages
                    .iter()
                    .map(|s| Shortfall::new(s, remedies(setup, s, tasks), names))
                    .collect();
                Trouble::Shortage { shortfalls }
            }
            MatchError::Bans { .. } => Trouble::Bans,
            MatchError::Unsettled { .. } => Trouble::Unsettled,
            other @ MatchError::AreaTwice { .. } => Trouble::Other { code: other.code() },
        }
    }

    /// The trouble in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        let say = |key: &str, args: &[(&str, u64)]| {
            let values: Vec<String> = args.iter().map(|(_, value)| value.to_string()).collect();
            let args: Vec<(&str, &str)> = args
                .iter()
                .zip(&values)
                .map(|((n, _), v)| (*n, v.as_str()))
                .collect();
            lang.say(&format!("trouble.{key}"), &args)
        };
        match self {
            Trouble::Exempt => say("exempt", &[]),
            Trouble::FloorsExceed { floors, places } => {
                say("floors-exceed", &[("floors", *floors), ("places", *places)])
            }
            Trouble::TooFewTargets { targets, places } => {
                say("too-few-targets", &[("targets", *targets), ("places", *places)])
            }
            Trouble::Shortage { shortfalls } => shortfalls
                .iter()
                .map(|s| format!("\n  · {}", s.text(lang)))
                .collect(),
            Trouble::Bans => say("bans", &[]),
            Trouble::Unsettled => say("unsettled", &[]),
            Trouble::Other { code } => lang.say("trouble.other", &[("code", code)]),
        }
    }
}

impl Shortfall {
    fn new(shortage: &Shortage, remedies: Vec<Remedy>, names: &Names<'_>) -> Self {
        let mut excluded: BTreeMap<_, Vec<Named>> = BTreeMap::new();
        for officer in &shortage.excluded {
            let key = match officer.reason {
                Reason::Certificate => "officer-out.certificate",
                Reason::Leave => "officer-out.off-duty",
                Reason::Cap => "officer-out.cap",
                Reason::Conflict => "officer-out.conflict",
            };
            excluded
                .entry(key)
                .or_default()
                .push((names.officer)(&officer.officer));
        }
        Self {
            department: match shortage.dept {
                Dept::A => Department::Hr,
                Dept::B => Department::Mr,
            },
            pool: (names.unit)(&shortage.pool),
            tasks: shortage.tasks.iter().map(|target| (names.task)(target)).collect(),
            officers: shortage.officers.iter().map(|id| (names.officer)(id)).collect(),
            missing: shortage.missing,
            excluded,
            remedies,
        }
    }

    fn text(&self, lang: Lang) -> String {
        let join = |parts: Vec<String>| match parts.is_empty() {
            true => lang.word("list.none").into_owned(),
            false => parts.join(&lang.word("list.and")),
        };
        let excluded = self
            .excluded
            .iter()
            .map(|(key, officers)| format!("{} {}", lang.word(key), officers.len()))
            .collect();
        let merges = |r: &&Remedy| matches!(r, Remedy::Merge { .. });
        let untold = self.remedies.iter().filter(merges).count().saturating_sub(NAMED);
        let mut told = 0;
        let shown = self.remedies.iter().filter(|r| {
            told += usize::from(merges(r));
            !merges(r) || told <= NAMED
        });
        let mut remedies: Vec<String> = shown.map(|r| remedy(r, lang)).collect();
        if untold > 0 {
            remedies.push(lang.say("trouble.more-merges", &[("count", &untold.to_string())]));
        }
        let figures = [self.tasks.len(), self.officers.len(), self.missing].map(|n| n.to_string());
        lang.say(
            "trouble.shortfall",
            &[
                ("pool", &self.pool.text()),
                ("department", &lang.word(self.department.key())),
                ("tasks", &figures[0]),
                ("task_names", &first(&self.tasks, lang)),
                ("officers", &figures[1]),
                ("officer_names", &first(&self.officers, lang)),
                ("missing", &figures[2]),
                ("excluded", &join(excluded)),
                ("remedies", &join(remedies)),
            ],
        )
    }
}

/// The first few, in brackets; the rest is counted.
fn first(all: &[Named], lang: Lang) -> String {
    let names: Vec<String> = all.iter().take(NAMED).map(Named::text).collect();
    let names = names.join(&lang.word("list.and"));
    match all.len().saturating_sub(NAMED) {
        _ if all.is_empty() => String::new(),
        0 => lang.say("trouble.named", &[("names", &names)]),
        more => lang.say(
            "trouble.named-more",
            &[("names", &names), ("count", &more.to_string())],
        ),
    }
}

fn remedy(remedy: &Remedy, lang: Lang) -> String {
    match remedy {
        Remedy::RaiseCap { cap } => lang.say("trouble.raise-cap", &[("cap", &cap.to_string())]),
        Remedy::Merge { pool } => lang.say("trouble.merge", &[("pool", pool)]),
        Remedy::AddOfficers { officers, cap } => lang.say(
            "trouble.add-officers",
            &[("officers", &officers.to_string()), ("cap", &cap.to_string())],
        ),
    }
}
