//! `duban ceremony`: the two departments' commitments, the public value, the reveals.

use clap::Subcommand;
use serde_json::json;

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{next, parse};
use crate::domain::batch::{Batch, PublicSource, Purpose};
use crate::domain::command::Command;
use crate::domain::operator::Department;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::exchange::write::{Column, Table};
use crate::office::secret;

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Commit(CommitArgs),
    Public {
        #[command(flatten)]
        which: Which,
        #[arg(long, value_name = "V")]
        value: String,
        #[arg(long, value_name = "KIND:ISSUE", value_parser = parse::source)]
        source: Option<PublicSource>,
        #[arg(long, value_name = "TEXT")]
        correct: Option<String>,
    },
    Reveal(RevealArgs),
    Release {
        #[arg(long, value_name = "BATCH")]
        batch: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Show {
        #[arg(long, value_name = "BATCH")]
        batch: String,
    },
}

#[derive(clap::Args, Debug)]
pub(super) struct Which {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long = "match", id = "match")]
    matching: bool,
}

#[derive(clap::Args, Debug)]
pub(super) struct CommitArgs {
    #[command(flatten)]
    which: Which,
    #[arg(long, value_name = "a|b", value_parser = parse::party)]
    party: Department,
    #[arg(long, value_name = "KIND:ISSUE", value_parser = parse::source)]
    public: Vec<PublicSource>,
    #[command(flatten)]
    given: Given,
    #[arg(long, value_name = "HEX", conflicts_with_all = ["secret", "dice"])]
    commitment: Option<String>,
}

#[derive(clap::Args, Debug)]
pub(super) struct RevealArgs {
    #[command(flatten)]
    which: Which,
    #[arg(long, value_name = "a|b", value_parser = parse::party)]
    party: Department,
    #[command(flatten)]
    given: Given,
    #[arg(long)]
    on_record: bool,
}

#[derive(clap::Args, Debug)]
struct Given {
    #[arg(long, value_name = "HEX", conflicts_with = "dice")]
    secret: Option<String>,
    #[arg(long, value_name = "DIGITS")]
    dice: Option<String>,
}

impl Which {
    fn purpose(&self) -> Purpose {
        if self.matching {
            Purpose::Match
        } else {
            Purpose::Draw
        }
    }
}

impl Given {
    fn text(&self) -> Option<&str> {
        self.secret.as_deref().or(self.dice.as_deref())
    }
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Commit(args) => commit(desk, &session, &args),
        Args::Public {
            which,
            value,
            source,
            correct,
        } => {
            session.submit(Command::RecordPublic {
                batch: which.batch.clone(),
                purpose: which.purpose(),
                source,
                value: value.clone(),
                correction: correct,
            })?;
            let text = desk.say(
                "ceremony.public-done",
                &[("batch", &which.batch), ("value", value.trim())],
            );
            let doubt = doubt(desk, &session, &which, value.trim())?;
            let value = json!({"batch": which.batch, "purpose": which.purpose(), "value": value.trim()});
            let done = Done::new(text, value).note(doubt);
            after(desk, &session, &which.batch, done)
        }
        Args::Reveal(args) => reveal(desk, &session, &args),
        Args::Release { batch, reason } => {
            session.submit(Command::Release {
                batch: batch.clone(),
                reason: reason.clone(),
            })?;
            let text = desk.say("ceremony.released", &[("batch", &batch), ("reason", &reason)]);
            let value = json!({"batch": batch, "reason": reason});
            after(desk, &session, &batch, Done::new(text, value))
        }
        Args::Show { batch } => show(desk, &session, &batch),
    }
}

fn commit(desk: &Desk, session: &Session<'_>, args: &CommitArgs) -> Result<Done, End> {
    let (batch, purpose, party) = (&args.which.batch, args.which.purpose(), args.party);
    let command = |commitment: String| Command::Commit {
        batch: batch.clone(),
        purpose,
        party,
        commitment,
        public: args.public.clone(),
    };
    let known = session.batch(batch)?;
    let put = |commitment: String| session.submit(command(commitment.clone())).map(|_| commitment);
    let mut kept = None;
    let promised = match (&args.commitment, args.given.text()) {
        (Some(commitment), _) => put(commitment.clone())?,
        (None, Some(given)) if secret::is_sound(given) => put(secret::commitment_of(&known, party, given))?,
        (None, Some(_)) => return Err(Refusal::BadSecret.into()),
        (None, None) => {
            let place = (&known, purpose, party);
            let made = secret::promise(&session.office, &session.actor()?, place, command)?;
            kept = Some((made.secret, made.path.display().to_string()));
            made.commitment
        }
    };
    let name = desk.word(party.key());
    let mut text = desk.say(
        "ceremony.committed",
        &[("party", &name), ("commitment", &promised)],
    );
    if let Some((secret, path)) = &kept {
        text.push_str(&desk.say("ceremony.kept", &[("secret", secret), ("path", path)]));
    }
    let (secret, path) = kept.unzip();
    let value = json!({
        "batch": batch, "purpose": purpose, "party": party.party().to_string(), "commitment": promised,
        "secret": secret, "kept": path,
    });
    let known = known_issue(desk, session, &args.public);
    after(desk, session, batch, Done::new(text, value).note(known))
}

/// A public source whose result is on record already, in whichever ceremony.
fn known_issue(desk: &Desk, session: &Session<'_>, announced: &[PublicSource]) -> Option<String> {
    let batches: Vec<Batch> = session.view().state().all();
    let rounds = batches
        .iter()
        .flat_map(|batch| batch.rounds.iter().map(|round| &round.ceremony));
    let mut out = rounds
        .chain(batches.iter().map(|batch| &batch.draw_ceremony))
        .flat_map(|ceremony| &ceremony.sources)
        .filter(|source| source.value.is_some());
    let known = out.find(|source| announced.iter().any(|other| other.is(source)))?;
    Some(desk.say("ceremony.issue-known", &[("source", &known.name())]))
}

/// A value that does not look like its source's results: told, since a slip of the pen can still be corrected.
fn doubt(desk: &Desk, session: &Session<'_>, which: &Which, value: &str) -> Result<Option<String>, End> {
    let batch = session.batch(&which.batch)?;
    let ceremony = batch.ceremony(which.purpose()).cloned().unwrap_or_default();
    let recorded = ceremony
        .sources
        .iter()
        .find(|s| s.value.as_deref() == Some(value));
    let shape = recorded.and_then(|source| session.campaign.draw.shape(&source.kind));
    let Some((source, shape)) = recorded.zip(shape).filter(|(_, shape)| !shape.fits(value)) else {
        return Ok(None);
    };
    let args = [
        ("source", &*source.name()),
        ("value", value),
        ("example", &shape.example()),
    ];
    Ok(Some(desk.say("ceremony.shape-doubt", &args)))
}

fn reveal(desk: &Desk, session: &Session<'_>, args: &RevealArgs) -> Result<Done, End> {
    let (batch, purpose, party) = (&args.which.batch, args.which.purpose(), args.party);
    let known = session.batch(batch)?;
    let kept = secret::kept(session.office.dir(), &known, purpose, party)?;
    let secret = match (args.given.text(), kept) {
        (Some(given), _) => given.to_owned(),
        (None, Some(kept)) => kept,
        // A lost secret can only be put on record as lost.
        (None, None) if args.on_record => String::new(),
        (None, None) => return Err(End::Usage(desk.word("usage.no-secret"))),
    };
    session.submit(Command::Reveal {
        batch: batch.clone(),
        purpose,
        party,
        secret: secret.clone(),
        on_record: args.on_record,
    })?;
    let after_all = session.batch(batch)?;
    let void = after_all.void.as_ref().map(|void| void.reason.clone());
    let key = if void.is_some() {
        "ceremony.voided"
    } else {
        "ceremony.revealed"
    };
    let text = desk.say(key, &[("party", &desk.word(party.key())), ("batch", batch)]);
    let value = json!({
        "batch": batch, "purpose": purpose, "party": party.party().to_string(), "secret": secret,
        "complete": after_all.ceremony(purpose).is_some_and(|c| c.is_complete()), "void": void,
    });
    after(desk, session, batch, Done::new(text, value))
}

fn after(desk: &Desk, session: &Session<'_>, batch: &str, done: Done) -> Result<Done, End> {
    let batch = session.batch(batch)?;
    Ok(done.note(next::of(desk, session, &batch)))
}

fn show(desk: &Desk, session: &Session<'_>, id: &str) -> Result<Done, End> {
    let batch = session.shown(session.batch(id)?);
    let table = table(desk, &batch);
    let hashes = desk.say(
        "ceremony.hashes",
        &[
            ("batch", id),
            ("pool", &batch.pool.file.hash),
            ("plan", batch.plan.as_ref().map_or("—", |p| &p.file.hash)),
            ("roster", batch.round().map_or("—", |r| &r.roster.roster.hash)),
        ],
    );
    let value = json!({
        "batch": id, "pool": batch.pool.file.hash, "plan": batch.plan.as_ref().map(|p| &p.file.hash),
        "draw": batch.draw_ceremony, "rounds": batch.rounds,
    });
    let done = Done::new(hashes + "\n" + &desk.table(&table), value);
    Ok(done.note(next::of(desk, session, &batch)))
}

/// Both ceremonies, a line a part.
pub(super) fn table(desk: &Desk, batch: &Batch) -> Table {
    let columns = vec![
        Column::left("ceremony", desk.word("column.ceremony")),
        Column::left("part", desk.word("column.part")),
        Column::left("value", desk.word("column.value")),
        Column::left("by", desk.word("column.by")),
    ];
    let mut table = Table::new("", columns);
    for (purpose, act) in [(Purpose::Draw, "act.draw"), (Purpose::Match, "act.match")] {
        let ceremony = batch.ceremony(purpose).cloned().unwrap_or_default();
        let mut put = |part: &str, value: String, by: String| {
            table.rows.push(vec![
                desk.word(act).into(),
                desk.word(part).into(),
                value.into(),
                by.into(),
            ]);
        };
        let dash = || "—".to_owned();
        let listed = |texts: Vec<String>| {
            if texts.is_empty() {
                dash()
            } else {
                texts.join("  ")
            }
        };
        let announced: Vec<String> = ceremony.sources.iter().map(PublicSource::name).collect();
        let values: Vec<String> = ceremony.sources.iter().filter_map(|s| s.value.clone()).collect();
        for (party, part) in [
            (Department::Hr, "step.commit-hr"),
            (Department::Mr, "step.commit-mr"),
        ] {
            let made = ceremony.commitments.get(&party);
            let by = made.map(|c| format!("{} {}", c.by, c.on)).unwrap_or_default();
            put(part, made.map_or_else(dash, |c| c.hash.clone()), by);
        }
        put("part.announced", listed(announced), String::new());
        put("step.public", listed(values), String::new());
        for (party, part) in [
            (Department::Hr, "step.reveal-hr"),
            (Department::Mr, "step.reveal-mr"),
        ] {
            put(
                part,
                ceremony.reveals.get(&party).cloned().unwrap_or_else(dash),
                String::new(),
            );
        }
    }
    table
}
