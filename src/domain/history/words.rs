//! A history in the operator's language: the same on the command line and on the screen.

use chrono::NaiveDate;

use super::{Fact, History, Kind, Line};
use crate::domain::campaign::Campaign;
use crate::domain::explain::{LeftOut, Standing, chance};
use crate::domain::inspection::{Inspection, Measures, Verdict};
use crate::domain::scope::KeywordSet;
use crate::domain::task::How;
use crate::lang::Lang;

/// A line of the history in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The campaign's date.
    pub on: NaiveDate,
    /// Its kind's name.
    pub kind: String,
    /// What happened, with the batch, task or lead it is about.
    pub text: String,
    /// The operator; empty where none did it.
    pub by: String,
    /// The journal's entry.
    pub seq: Option<u64>,
}

impl Kind {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Registry => "history.kind.registry",
            Kind::Avoidance => "history.kind.avoidance",
            Kind::Lead => "history.kind.lead",
            Kind::Pool => "history.kind.pool",
            Kind::Draw => "history.kind.draw",
            Kind::HandOut => "history.kind.hand-out",
            Kind::Visit => "history.kind.visit",
            Kind::Review => "history.kind.review",
            Kind::Publication => "history.kind.publication",
            Kind::FollowUp => "history.kind.follow-up",
            Kind::Change => "history.kind.change",
        }
    }
}

/// Labels, as message keys, with their texts. Those without a text are left out.
type Rows = Vec<(&'static str, String)>;

impl History {
    /// Name, code and grade.
    pub fn heading(&self, lang: Lang) -> String {
        let mut parts = vec![self.name.clone(), self.id.clone()];
        let grade = self.target.as_ref().and_then(|target| target.grade);
        parts.extend(grade.map(|grade| lang.say("history.graded", &[("grade", &grade.to_string())])));
        parts.join("  ")
    }

    /// How it stands now: what the campaign keeps of it, its tasks, and where it stands in every batch.
    pub fn head(&self, campaign: &Campaign, lang: Lang) -> Rows {
        let row = self.row().unwrap_or_default();
        let target = self.target.as_ref();
        let region = target.map(|t| t.region).or(row.region.parse().ok());
        let status = target.map_or(row.status, |t| t.status.as_str());
        let keywords = |set: Option<KeywordSet>| {
            let known = set.into_iter().flat_map(|set| set.iter().collect::<Vec<_>>());
            let words: Vec<&str> = known
                .filter_map(|n| campaign.keywords.get(n).map(String::as_str))
                .collect();
            words.join(&lang.word("list.and"))
        };
        let visit = target.and_then(|t| t.last_visit);
        let mut rows = vec![
            ("history.status", status.to_owned()),
            (
                "history.region",
                region.map(|r| campaign.regions.name(r)).unwrap_or_default(),
            ),
            ("history.affirmed", keywords(target.map(|t| t.affirmed))),
            ("history.excluded", keywords(target.map(|t| t.excluded))),
            (
                "history.last-visit",
                visit.map(|day| day.to_string()).unwrap_or_default(),
            ),
        ];
        rows.extend(self.tasks.iter().map(|(task, _)| {
            let state = lang.word(task.state.key());
            ("history.task", format!("{}  {state}", task.id))
        }));
        rows.extend(self.standings.iter().map(|(batch, standing)| {
            let standing = match standing {
                Ok(standing) => stands(standing, lang),
                Err(refusal) => refusal.text(lang),
            };
            ("history.batch", format!("{batch}  {standing}"))
        }));
        rows.extend(self.conflicts.iter().map(|(conflict, name)| {
            let parts = [
                &conflict.officer,
                name,
                &*lang.word(conflict.tie.key()),
                &conflict.note,
            ];
            ("history.avoids", joined(&parts))
        }));
        rows.retain(|(_, text)| !text.is_empty());
        rows
    }

    /// What the registry says of it beside that.
    pub fn registry(&self) -> Rows {
        let row = self.row().unwrap_or_default();
        let mut rows = vec![
            ("history.kind-of", row.kind),
            ("history.legal-person", row.legal_person),
            ("history.founded", row.founded),
            ("history.authority", row.authority),
            ("history.address", row.address),
            ("history.phone", row.phone),
            ("history.hr-licence", row.hr_licence),
            ("history.dispatch-licence", row.dispatch_licence),
            ("history.scope", row.scope),
        ];
        rows.retain(|(_, text)| !text.is_empty());
        rows.into_iter()
            .map(|(key, text)| (key, text.to_owned()))
            .collect()
    }

    /// What happened, the newest first.
    pub fn told(&self, campaign: &Campaign, lang: Lang) -> Vec<Told> {
        let told = |line: &Line| Told {
            on: line.on,
            kind: lang.word(line.kind.key()).into_owned(),
            text: joined(&[&line.about, &fact(&line.fact, campaign, lang)]),
            by: line.by.clone(),
            seq: line.seq,
        };
        self.lines.iter().map(told).collect()
    }
}

fn joined(parts: &[&str]) -> String {
    let some: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    some.join("  ")
}

fn stands(standing: &Standing, lang: Lang) -> String {
    match standing {
        Standing::LeftOut(LeftOut::Unknown) => lang.word("history.not-known").into_owned(),
        Standing::LeftOut(LeftOut::Because(why, detail)) => {
            let why = lang.word(why.key());
            lang.say("history.left-out", &[("why", &joined(&[&why, detail]))])
        }
        Standing::Waiting(place) => lang.say(
            "history.waiting",
            &[("stratum", &place.stratum), ("size", &place.size.to_string())],
        ),
        Standing::NotDrawn(place, ranked) => {
            let chance = chance(place.places.unwrap_or(0), place.size);
            let args = [
                ("stratum", place.stratum.as_str()),
                ("rank", &ranked.rank.to_string()),
                ("chance", &chance),
            ];
            lang.say("history.not-drawn", &args)
        }
        Standing::Drawn(place, ranked, outcome) => {
            let chance = chance(place.places.unwrap_or(0), place.size);
            let how = lang.word(How::from(outcome.how).key());
            let args = [
                ("how", &*how),
                ("stratum", &place.stratum),
                ("rank", &ranked.rank.to_string()),
                ("chance", &chance),
            ];
            lang.say("history.drawn", &args)
        }
    }
}

fn fact(fact: &Fact, campaign: &Campaign, lang: Lang) -> String {
    match fact {
        Fact::Imported { file } => lang.say("history.imported", &[("file", file)]),
        Fact::Barred { file } => lang.say("history.barred", &[("file", file)]),
        Fact::LeadsImported { file } => lang.say("history.leads-imported", &[("file", file)]),
        Fact::Reported { source, content } => joined(&[source, content]),
        Fact::Pooled { stratum, size } => lang.say(
            "history.pooled",
            &[("stratum", stratum), ("size", &size.to_string())],
        ),
        Fact::LeftOut { reason, detail } => {
            let why = lang.word(reason.key());
            lang.say("history.left-out", &[("why", &joined(&[&why, detail]))])
        }
        Fact::NotDrawn { rank, places, size } => lang.say(
            "history.not-drawn-as",
            &[
                ("rank", &rank.to_string()),
                ("places", &places.unwrap_or(0).to_string()),
                ("size", &size.to_string()),
            ],
        ),
        Fact::Made { lead, action } => {
            let made = lang.say("lead-task.made", &[("lead", lead)]);
            let action = action.map(|n| lang.say("lead.action", &[("n", &n.to_string())]));
            joined(&[&made, &action.unwrap_or_default()])
        }
        Fact::Drawn {
            how: came,
            stratum,
            rank,
            replaces,
        } => {
            let args = [
                ("how", &*lang.word(came.key())),
                ("stratum", stratum),
                ("rank", &rank.to_string()),
            ];
            let instead = replaces
                .as_ref()
                .map(|task| lang.say("history.instead", &[("task", task)]));
            joined(&[&lang.say("history.drawn-as", &args), &instead.unwrap_or_default()])
        }
        Fact::Step { step, reason, more } => {
            let known = campaign.draw.reasons.iter().find(|known| known.code == *reason);
            let reason = known.map_or(reason.as_str(), |known| known.name.get(lang));
            let mut parts = vec![lang.word(step).into_owned(), reason.to_owned()];
            parts.extend(more.iter().cloned());
            joined(&parts.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Fact::Handled { handling } => handling.text(campaign, lang),
        Fact::Visited { inspection } => visited(inspection, campaign, lang),
        Fact::FollowedUp { matter } => matter.text(campaign, lang),
        Fact::Advanced { advance } => advance.text(campaign, lang),
        Fact::Void { reason } => joined(&[&lang.word("stage.void"), reason]),
    }
}

/// A version of a task's record: when, what was found, and what was ordered.
fn visited(found: &Inspection, campaign: &Campaign, lang: Lang) -> String {
    let visit = &found.visit;
    let and = lang.word("list.and");
    let codes = visit.codes.iter().map(|code| campaign.code_text(*code, lang));
    let violations = visit.violations.iter();
    let violations = violations.map(|id| campaign.violation_text(id, lang).to_owned());
    let findings = visit
        .answers
        .iter()
        .filter(|a| a.verdict == Verdict::Fail)
        .count();
    let args = [
        ("version", found.version.to_string()),
        ("visited", visit.visited.to_string()),
        ("codes", codes.collect::<Vec<_>>().join(&and)),
        ("findings", findings.to_string()),
        ("answers", visit.answers.len().to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    let late = found.late.then(|| lang.word("history.late").into_owned());
    let list = |key: &str, texts: Vec<String>| match texts.is_empty() {
        true => String::new(),
        false => lang.say(key, &[("what", &texts.join(&and))]),
    };
    let parts = [
        lang.say("history.visited", &args),
        list("history.violations", violations.collect()),
        list("history.measures", measures(&visit.measures, lang)),
        visit.note.clone(),
        visit.reason.clone(),
        late.unwrap_or_default(),
    ];
    joined(&parts.each_ref().map(String::as_str))
}

/// 后续处置, as far as the record holds it: what was ordered or done, each with its count.
fn measures(taken: &Measures, lang: Lang) -> Vec<String> {
    let figures = serde_json::to_value(taken).unwrap_or_default();
    let figures = figures.as_object().into_iter().flatten();
    let some = figures.filter(|(_, n)| n.as_u64().is_some_and(|n| n > 0));
    some.map(|(name, n)| format!("{} {n}", lang.word(&format!("measure.{name}"))))
        .collect()
}
