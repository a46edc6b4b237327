//! `duban extend`, `replace`, `strike`: what may follow a draw, each with its reason on record.

use std::path::{Path, PathBuf};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::desk::{Desk, Session};
use super::end::{Done, End};
use super::{batch, next, parse};
use crate::domain::command::Command;
use crate::domain::state::Read;
use crate::domain::task::Task;

#[derive(clap::Args, Debug)]
pub(super) struct ExtendArgs {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "N", value_parser = parse::number::<u64>)]
    by: u64,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(clap::Args, Debug)]
pub(super) struct RetireArgs {
    #[arg(long, value_name = "TASK")]
    task: String,
    #[arg(long, value_name = "CODE")]
    reason: String,
    #[command(flatten)]
    evidence: Evidence,
}

/// What proves a reason: words, a file of which only the hash is published, or both.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = true)]
pub(super) struct Evidence {
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    #[arg(long, value_name = "FILE")]
    evidence_file: Option<PathBuf>,
}

impl Evidence {
    pub(super) fn text(&self) -> Result<String, End> {
        let file = self.evidence_file.as_deref().map(hash).transpose()?;
        let parts: Vec<String> = self.evidence.iter().cloned().chain(file).collect();
        Ok(parts.join(" "))
    }
}

fn hash(path: &Path) -> Result<String, End> {
    let bytes = std::fs::read(path).map_err(End::io(path))?;
    Ok(format!("sha256:{}", hex::encode(Sha256::digest(bytes))))
}

pub(super) fn extend(desk: &Desk, args: &ExtendArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::ExtendDraw {
        batch: args.batch.clone(),
        by: args.by,
        reason: args.reason.clone(),
    })?;
    let batch = session.batch(&args.batch)?;
    let size = batch.drawn.as_ref().map_or(0, |drawn| drawn.size).to_string();
    let record = batch.record().map_or("", |record| &record.hash);
    let args = [
        ("batch", batch.id.as_str()),
        ("by", &args.by.to_string()),
        ("size", &size),
        ("record", record),
    ];
    let table = batch::units(desk, &session, &batch);
    let text = desk.say("extend-draw.done", &args) + "\n" + &desk.table(&table);
    let value = json!({"batch": batch.id, "drawn": batch.drawn, "record": record, "units": table.json()});
    Ok(Done::new(text, value).note(next::of(desk, &session, &batch)))
}

pub(super) fn replace(desk: &Desk, args: &RetireArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::ReplaceTarget {
        task: args.task.clone(),
        reason: args.reason.clone(),
        evidence: args.evidence.text()?,
    })?;
    retired(desk, &session, args, "replace.done")
}

pub(super) fn strike(desk: &Desk, args: &RetireArgs) -> Result<Done, End> {
    let session = desk.session()?;
    session.submit(Command::StrikeTarget {
        task: args.task.clone(),
        reason: args.reason.clone(),
        evidence: args.evidence.text()?,
    })?;
    retired(desk, &session, args, "strike.done")
}

/// The task that ended, and the one that took its place.
fn retired(desk: &Desk, session: &Session<'_>, args: &RetireArgs, key: &str) -> Result<Done, End> {
    let view = session.view();
    let old = view.state().get::<Task>(&args.task);
    let batch = session.batch(old.as_ref().map_or("", |task| &task.batch))?;
    let new = Task::of_batch(view.state(), &batch.id)
        .into_iter()
        .find(|task| task.replaces.as_ref() == Some(&args.task));
    let record = batch.record().map_or("", |record| &record.hash);
    let words = [
        ("task", args.task.as_str()),
        ("new", new.as_ref().map_or("", |task| &task.id)),
        ("target", new.as_ref().map_or("", |task| &task.target)),
        ("name", new.as_ref().map_or("", |task| &task.name)),
        (
            "rank",
            &*new.as_ref().map_or(String::new(), |task| task.rank.to_string()),
        ),
        ("record", record),
    ];
    let text = desk.say(key, &words);
    let value = json!({"task": old, "new": new, "record": record});
    drop(view);
    Ok(Done::new(text, value).note(next::of(desk, session, &batch)))
}
