//! Refusals: what a rule says no to, in the operator's language — what is wrong, which rule, what to do.
//! The interface greys a key with it and the command line fails with it.

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::Stage;
use super::calendar::Act;
use super::operator::{Department, Role};
use super::region::RegionCode;
use super::task::TaskState;
use super::time::Window;
use super::visit_rules::Problem;
use crate::lang::Lang;

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The calendar does not allow the act on this day.
    OutsideWindow {
        /// The act.
        act: Act,
        /// The day.
        day: NaiveDate,
        /// When it is allowed.
        windows: Vec<Window>,
    },
    /// The calendar allows the act only as late, and no reason was given.
    LateNeedsReason {
        /// The act.
        act: Act,
        /// The day.
        day: NaiveDate,
        /// When it would not have been late.
        window: Window,
    },
    /// The data directory has no campaign yet.
    NoCampaign,
    /// The data directory has a campaign already.
    CampaignExists {
        /// Its id.
        id: String,
    },
    /// The campaign's file contradicts itself.
    UnsoundCampaign {
        /// Field.
        field: String,
        /// What is wrong with it.
        fault: String,
    },
    /// Nobody of this name is in the library of operators.
    UnknownOperator {
        /// The name asked for.
        name: String,
        /// Some who are there.
        known: Vec<String>,
    },
    /// The login acts as nobody.
    UnknownLogin {
        /// The login.
        os_user: String,
        /// Some who are there.
        known: Vec<String>,
    },
    /// The operator lacks the role.
    LacksRole {
        /// The operator.
        operator: String,
        /// The role.
        role: Role,
        /// Operators who have it, for the same place.
        who: Vec<String>,
    },
    /// The place is not under the operator's unit.
    OutOfReach {
        /// The operator.
        operator: String,
        /// The operator's unit.
        unit: RegionCode,
        /// The place.
        region: RegionCode,
        /// Operators whose unit it is under.
        who: Vec<String>,
    },
    /// No such thing.
    NotFound {
        /// What was looked for: a record's kind.
        what: &'static str,
        /// Its id.
        id: String,
        /// Some that are there.
        known: Vec<String>,
    },
    /// The text is no prefecture-level unit of the campaign.
    NotAUnit {
        /// The code.
        region: RegionCode,
    },
    /// The name of a new batch is taken.
    BatchExists {
        /// The name.
        batch: String,
    },
    /// A name or value has characters or a length that SSJ-1's files cannot carry.
    BadName {
        /// The name.
        name: String,
    },
    /// The batch is not at the right stage.
    WrongStage {
        /// The batch.
        batch: String,
        /// The act.
        act: Act,
        /// Where it is.
        stage: Stage,
        /// Where it would have to be.
        needs: Stage,
    },
    /// The task is not in the right state.
    WrongState {
        /// The task.
        task: String,
        /// The act.
        act: Act,
        /// Where it is.
        state: TaskState,
        /// Where it would have to be.
        needs: Vec<TaskState>,
    },
    /// The same person cannot do both (maker ≠ checker).
    SamePerson {
        /// The act refused.
        act: Act,
        /// The person.
        operator: String,
        /// What the person did before: a message key.
        did: String,
    },
    /// The same department cannot do both.
    SameDepartment {
        /// The act refused.
        act: Act,
        /// The department that has acted already.
        department: Department,
        /// Operators of the other department who can.
        who: Vec<String>,
    },
    /// A party's part of the ceremony is for its own department.
    OtherParty {
        /// The party.
        party: Department,
        /// The operator.
        operator: String,
        /// Operators of that party who can.
        who: Vec<String>,
    },
    /// Nothing can be drawn: the pool is empty.
    EmptyPool {
        /// Targets left out, all reasons together.
        left_out: u64,
    },
    /// The plan cannot be made.
    PlanImpossible {
        /// Why, as the draw says it.
        detail: String,
    },
    /// The commitment is not 64 lower-case hexadecimal digits.
    BadCommitment,
    /// The secret is neither 64 hexadecimal digits nor at least 20 dice digits.
    BadSecret,
    /// The party has committed already.
    AlreadyCommitted {
        /// The party.
        party: Department,
    },
    /// The first commitment must name the public source.
    PublicNotAnnounced,
    /// The public source was announced already, and differently.
    PublicFixed {
        /// Announced kind.
        kind: String,
        /// Announced issue.
        issue: String,
    },
    /// The ceremony has to come further first.
    CeremonyIncomplete {
        /// What is missing, in order: message keys.
        missing: Vec<&'static str>,
    },
    /// That part of the ceremony is done already.
    AlreadyDone {
        /// Message key of the part.
        part: &'static str,
    },
    /// The secret does not fit the commitment.
    RevealMismatch {
        /// The party.
        party: Department,
    },
    /// There is nothing the act could apply to.
    NothingToDo {
        /// The act.
        act: Act,
        /// The batch.
        batch: String,
    },
    /// No assignment of officers meets the rules.
    MatchInfeasible {
        /// Why, as the match says it.
        detail: String,
    },
    /// A reason is owed.
    ReasonMissing {
        /// The act.
        act: Act,
    },
    /// The entry has errors; all of them.
    Incomplete {
        /// The task.
        task: String,
        /// What is wrong, field by field.
        problems: Vec<Problem>,
    },
    /// A blob that the journal names is not there or not what it should be.
    BlobMissing {
        /// Its SHA-256.
        hash: String,
    },
    /// An extension does not move the phase's end to a later day.
    NoExtension {
        /// The present end.
        to: NaiveDate,
    },
}

/// A refusal in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What is wrong.
    pub what: String,
    /// Which rule says so, with its source.
    pub rule: String,
    /// What to do.
    pub cure: String,
}

impl Refusal {
    /// The refusal's stable name, as in its JSON.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value
            .get("code")
            .and_then(|c| c.as_str())
            .unwrap_or_default()
            .to_owned()
    }

    /// The refusal in the operator's language.
    pub fn words(&self, lang: Lang) -> Words {
        let args = self.args(lang);
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let code = self.code();
        let part = |part: &str| lang.say(&format!("refusal.{code}.{part}"), &args);
        Words {
            what: part("what"),
            rule: part("rule"),
            cure: part("cure"),
        }
    }

    /// The refusal in one paragraph.
    pub fn text(&self, lang: Lang) -> String {
        let words = self.words(lang);
        let gap = if lang == Lang::En { " " } else { "" };
        [words.what, words.rule, words.cure]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(gap)
    }

    fn args(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let name = |key: &str| lang.word(key).into_owned();
        let list = |names: &[String]| listed(names, lang);
        match self {
            Refusal::OutsideWindow { act, day, windows } => vec![
                ("act", name(act.key())),
                ("day", day.to_string()),
                (
                    "windows",
                    windows
                        .iter()
                        .map(|w| span(w, lang))
                        .collect::<Vec<_>>()
                        .join(&name("list.or")),
                ),
            ],
            Refusal::LateNeedsReason { act, day, window } => {
                vec![
                    ("act", name(act.key())),
                    ("day", day.to_string()),
                    ("window", span(window, lang)),
                ]
            }
            Refusal::CampaignExists { id } => vec![("id", id.clone())],
            Refusal::UnsoundCampaign { field, fault } => {
                vec![("field", field.clone()), ("fault", fault.clone())]
            }
            Refusal::UnknownOperator { name, known } => vec![("name", name.clone()), ("known", list(known))],
            Refusal::UnknownLogin { os_user, known } => {
                vec![("user", os_user.clone()), ("known", list(known))]
            }
            Refusal::LacksRole { operator, role, who } => {
                vec![
                    ("operator", operator.clone()),
                    ("role", name(role.key())),
                    ("who", list(who)),
                ]
            }
            Refusal::OutOfReach {
                operator,
                unit,
                region,
                who,
            } => vec![
                ("operator", operator.clone()),
                ("unit", unit.to_string()),
                ("region", region.to_string()),
                ("who", list(who)),
            ],
            Refusal::NotFound { what, id, known } => {
                vec![
                    ("what", name(&format!("kind.{what}"))),
                    ("id", id.clone()),
                    ("known", list(known)),
                ]
            }
            Refusal::NotAUnit { region } => vec![("region", region.to_string())],
            Refusal::BatchExists { batch } => vec![("batch", batch.clone())],
            Refusal::BadName { name } => vec![("name", name.clone())],
            Refusal::WrongStage {
                batch,
                act,
                stage,
                needs,
            } => vec![
                ("batch", batch.clone()),
                ("act", name(act.key())),
                ("stage", name(stage.key())),
                ("needs", name(needs.key())),
            ],
            Refusal::WrongState {
                task,
                act,
                state,
                needs,
            } => vec![
                ("task", task.clone()),
                ("act", name(act.key())),
                ("state", name(state.key())),
                (
                    "needs",
                    needs
                        .iter()
                        .map(|s| name(s.key()))
                        .collect::<Vec<_>>()
                        .join(&name("list.or")),
                ),
            ],
            Refusal::SamePerson { act, operator, did } => {
                vec![
                    ("act", name(act.key())),
                    ("operator", operator.clone()),
                    ("did", name(did)),
                ]
            }
            Refusal::SameDepartment { act, department, who } => {
                vec![
                    ("act", name(act.key())),
                    ("department", name(department.key())),
                    ("who", list(who)),
                ]
            }
            Refusal::OtherParty { party, operator, who } => {
                vec![
                    ("party", name(party.key())),
                    ("operator", operator.clone()),
                    ("who", list(who)),
                ]
            }
            Refusal::EmptyPool { left_out } => vec![("left_out", left_out.to_string())],
            Refusal::PlanImpossible { detail } | Refusal::MatchInfeasible { detail } => {
                vec![("detail", detail.clone())]
            }
            Refusal::AlreadyCommitted { party } | Refusal::RevealMismatch { party } => {
                vec![("party", name(party.key()))]
            }
            Refusal::PublicFixed { kind, issue } => vec![("kind", kind.clone()), ("issue", issue.clone())],
            Refusal::CeremonyIncomplete { missing } => {
                vec![(
                    "missing",
                    listed(&missing.iter().map(|k| name(k)).collect::<Vec<_>>(), lang),
                )]
            }
            Refusal::AlreadyDone { part } => vec![("part", name(part))],
            Refusal::NothingToDo { act, batch } => vec![("act", name(act.key())), ("batch", batch.clone())],
            Refusal::ReasonMissing { act } => vec![("act", name(act.key()))],
            Refusal::Incomplete { task, problems } => vec![
                ("task", task.clone()),
                ("count", problems.len().to_string()),
                (
                    "problems",
                    problems
                        .iter()
                        .map(|p| format!("\n  · {}", p.text(lang)))
                        .collect(),
                ),
            ],
            Refusal::BlobMissing { hash } => vec![("hash", hash.clone())],
            Refusal::NoExtension { to } => vec![("to", to.to_string())],
            Refusal::NoCampaign
            | Refusal::BadCommitment
            | Refusal::BadSecret
            | Refusal::PublicNotAnnounced => Vec::new(),
        }
    }
}

fn listed(names: &[String], lang: Lang) -> String {
    match names {
        [] => lang.word("list.none").into_owned(),
        names => names.join(&lang.word("list.and")),
    }
}

fn span(window: &Window, lang: Lang) -> String {
    lang.say(
        "window.span",
        &[("from", &window.from.to_string()), ("to", &window.to.to_string())],
    )
}
