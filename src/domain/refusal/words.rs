//! A refusal in the operator's language.

use serde::Serialize;

use super::Refusal;
use crate::domain::campaign::sourced;
use crate::domain::follow_up::Kind;
use crate::domain::time::Window;
use crate::lang::Lang;

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
        let code = match self {
            Refusal::Bundle { fault } => format!("bundle-{}", fault.why()),
            _ => self.code(),
        };
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
            Refusal::UnsoundCampaign { fault } => {
                vec![("field", fault.field.clone()), ("fault", fault.text(lang))]
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
            Refusal::BadValue { value } => vec![("value", value.clone())],
            Refusal::VersionTaken { item, version } => {
                vec![("item", item.clone()), ("version", version.to_string())]
            }
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
            Refusal::SameDepartment { act, department, who }
            | Refusal::NoReviewer { act, department, who } => {
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
            Refusal::PlanImpossible { why } | Refusal::MatchInfeasible { why } => {
                vec![("detail", why.text(lang))]
            }
            Refusal::AlreadyCommitted { party }
            | Refusal::RevealMismatch { party }
            | Refusal::MatchRevealMismatch { party } => {
                vec![("party", name(party.key()))]
            }
            Refusal::PublicFixed { sources } => vec![("sources", sources.clone())],
            Refusal::SourceTwice { source } => vec![("source", source.clone())],
            Refusal::WhichSource { announced } => vec![("announced", list(announced))],
            Refusal::RedrawUnsaid { batch }
            | Refusal::NotRedrawable { batch }
            | Refusal::DrawOpen { batch } => {
                vec![("batch", batch.clone())]
            }
            Refusal::OverlapUndecided { targets, some } | Refusal::OverlapDrawn { targets, some } => {
                vec![("targets", targets.to_string()), ("some", list(some))]
            }
            Refusal::UnknownReason { reason, known } => {
                vec![("reason", reason.clone()), ("known", list(known))]
            }
            Refusal::LeadKnown { lead } | Refusal::LeadAnonymous { lead } => vec![("lead", lead.clone())],
            Refusal::LeadNotReady {
                lead,
                deed,
                state,
                on,
                by,
                ready,
            } => vec![
                ("lead", lead.clone()),
                ("deed", name(deed.key())),
                ("state", name(state.key())),
                ("since", format!("{on} {by}").trim_end().to_owned()),
                (
                    "ready",
                    listed(
                        &ready.iter().map(|deed| name(deed.key())).collect::<Vec<_>>(),
                        lang,
                    ),
                ),
            ],
            Refusal::LeadElsewhere {
                lead,
                department,
                region,
                who,
            } => vec![
                ("lead", lead.clone()),
                ("department", name(department.key())),
                ("region", region.to_string()),
                ("who", list(who)),
            ],
            Refusal::LeadNobody { region, department } => {
                vec![
                    ("region", region.to_string()),
                    ("department", name(department.key())),
                ]
            }
            Refusal::LeadNotLast { lead, of, last } => vec![
                ("lead", lead.clone()),
                ("of", of.to_string()),
                (
                    "last",
                    last.map_or_else(
                        || lang.word("list.none").into_owned(),
                        |seq| lang.say("lead.entry", &[("seq", &seq.to_string())]),
                    ),
                ),
            ],
            Refusal::LeadThere {
                lead,
                region,
                department,
            } => vec![
                ("lead", lead.clone()),
                ("region", region.to_string()),
                ("department", name(department.key())),
            ],
            Refusal::LeadItself { lead } => vec![("lead", lead.clone())],
            Refusal::LeadMerged { lead, into } => vec![("lead", lead.clone()), ("into", into.clone())],
            Refusal::LeadTaskOpen { lead, task, state } | Refusal::LeadTaskBegun { lead, task, state } => {
                vec![
                    ("lead", lead.clone()),
                    ("task", task.clone()),
                    ("state", name(state.key())),
                ]
            }
            Refusal::LeadReferralOpen {
                lead,
                follow_up,
                state,
            } => vec![
                ("lead", lead.clone()),
                ("follow-up", follow_up.clone()),
                ("state", name(state.key())),
            ],
            Refusal::NotDrawn { task, act, lead } => vec![
                ("task", task.clone()),
                ("act", name(act.key())),
                ("lead", lead.clone()),
            ],
            Refusal::Hidden { field, found, near } => vec![
                ("field", field.clone()),
                ("found", found.clone()),
                ("near", near.clone()),
            ],
            Refusal::BadEvidence { act } => vec![("act", name(act.key()))],
            Refusal::Exhausted { stratum } => vec![("stratum", stratum.clone())],
            Refusal::Unclaimed { tasks, some } => vec![("tasks", tasks.to_string()), ("some", list(some))],
            Refusal::NotInTeam { task, officer, team } => vec![
                ("task", task.clone()),
                ("officer", officer.clone()),
                ("team", list(team)),
            ],
            Refusal::NoReplacement { officer, excluded } => {
                let counted = excluded.iter();
                let counted: Vec<String> = counted.map(|(key, n)| format!("{} {n}", name(key))).collect();
                vec![("officer", officer.clone()), ("excluded", list(&counted))]
            }
            Refusal::CeremonyIncomplete { missing } => {
                vec![(
                    "missing",
                    listed(&missing.iter().map(|k| name(k)).collect::<Vec<_>>(), lang),
                )]
            }
            Refusal::ValueRecorded { source } => vec![("source", source.clone())],
            Refusal::AlreadyDone { part } => vec![("part", name(part))],
            Refusal::NothingToDo { act, batch } => vec![("act", name(act.key())), ("batch", batch.clone())],
            Refusal::ReasonMissing { act } => vec![("act", name(act.key()))],
            Refusal::Incomplete { task: of, problems } | Refusal::Unsound { of, problems } => vec![
                ("task", of.clone()),
                ("count", problems.len().to_string()),
                (
                    "problems",
                    problems
                        .iter()
                        .map(|p| format!("\n  · {}", p.text(lang)))
                        .collect(),
                ),
            ],
            Refusal::NotItsTurn {
                follow_up,
                need,
                state,
                ready,
            } => vec![
                ("follow-up", follow_up.clone()),
                ("need", name(need.key())),
                ("state", name(state.key())),
                (
                    "ready",
                    list(&ready.iter().map(|need| name(need.key())).collect::<Vec<_>>()),
                ),
            ],
            Refusal::Unsettled {
                task,
                open,
                missing,
                failed: failed_ids,
            } => {
                let short = |id: &String| {
                    id.trim_start_matches(task.as_str())
                        .trim_start_matches('-')
                        .to_owned()
                };
                let lacks = |kind: &Kind| lang.say("refusal.unsettled.lacks", &[("kind", &name(kind.key()))]);
                let failed = |id: &String| lang.say("refusal.unsettled.failed", &[("id", &short(id))]);
                let said = open.iter().map(short).chain(missing.iter().map(lacks));
                let all: Vec<String> = said.chain(failed_ids.iter().map(failed)).collect();
                vec![("open", list(&all))]
            }
            Refusal::NewerVersion {
                task,
                based_on,
                newest,
                by,
                on,
            } => vec![
                ("task", task.clone()),
                ("base", based_on.to_string()),
                ("newest", newest.to_string()),
                ("by", by.clone()),
                ("on", on.to_string()),
            ],
            Refusal::OutcomeStands {
                task,
                outcome,
                source,
                verified,
            } => vec![
                ("task", task.clone()),
                ("outcome", name(outcome.key())),
                ("source", sourced(source, *verified, lang)),
            ],
            Refusal::MustReplace {
                task,
                outcome,
                until,
                source,
                verified,
            } => vec![
                ("task", task.clone()),
                ("outcome", name(outcome.key())),
                ("until", until.to_string()),
                ("source", sourced(source, *verified, lang)),
            ],
            Refusal::BlobMissing { hash } => vec![("hash", hash.clone())],
            Refusal::EmptyFile { file } => vec![("file", file.clone())],
            Refusal::BadOrder { missing, wrong } => vec![("missing", list(missing)), ("wrong", list(wrong))],
            Refusal::NoExtension { to } => vec![("to", to.to_string())],
            Refusal::Bundle { fault } => fault.args(lang),
            Refusal::NoCampaign
            | Refusal::NoChecklist
            | Refusal::LastAdmin
            | Refusal::OrderMissing
            | Refusal::BadCommitment
            | Refusal::BadSecret
            | Refusal::SaltMissing
            | Refusal::NoIndicators
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
