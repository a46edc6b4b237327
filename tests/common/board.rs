//! The notice board: what an outsider has of every batch, and what he finds when he verifies it.

use std::collections::{BTreeMap, BTreeSet};

use duban::domain::batch::{Batch, Purpose};
use duban::domain::publication::{Choice, Publication, Showing, files};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::TaskState;
use duban::draw::files::{PoolRow, parse_openings, parse_pool};
use duban::draw::record::DrawRecord;
use duban::draw::verify::{Chained, Files, Stage, Verified, chain, verify};

use super::*;

/// A folder a batch; what is published goes over what was published before.
#[derive(Default)]
pub struct Board {
    pub folders: BTreeMap<String, Files>,
}

/// What an outsider reads of a batch.
pub struct Posted {
    pub showing: Showing,
    pub files: Files,
    pub verified: Verified,
    /// What the other department finds in its own copy.
    pub internal: Verified,
}

/// What may be shown of a batch on a day.
pub fn published(desk: &Desk, id: &str, on: &str, choice: Choice) -> Publication {
    publication(desk, id, on, choice).unwrap()
}

fn publication(desk: &Desk, id: &str, on: &str, choice: Choice) -> Result<Publication, Refusal> {
    let view = desk.office.view();
    let batch: Batch = view.state().get(id).unwrap();
    files(
        view.state(),
        view.campaign().unwrap().as_ref(),
        &batch,
        day(on),
        choice,
    )
}

pub const INTERNAL: Choice = Choice {
    internal: true,
    openings: false,
};

impl Board {
    /// Publishes what there is of every batch that is bound, and verifies all of it: fresh, over what hung there
    /// before, as the other department's copy, and as a chain. Nothing withheld may be among it.
    pub fn post(&mut self, desk: &Desk, on: &str) -> BTreeMap<String, Posted> {
        let all: Vec<Batch> = desk.office.view().state().all();
        let mut posted = BTreeMap::new();
        let mut copies = Vec::new();
        for batch in &all {
            let public = match publication(desk, &batch.id, on, Choice::default()) {
                Ok(public) => public,
                Err(Refusal::CeremonyIncomplete { .. }) => continue,
                Err(other) => panic!("{other:?}"),
            };
            let verified =
                verify(&public.files).unwrap_or_else(|fault| panic!("{} on {on}: {fault}", batch.id));
            assert_eq!(verified.stage, stage(public.showing), "{} on {on}", batch.id);
            let copy = published(desk, &batch.id, on, INTERNAL);
            let internal =
                verify(&copy.files).unwrap_or_else(|fault| panic!("copy of {}: {fault}", batch.id));
            let folder = self.folders.entry(batch.id.clone()).or_default();
            folder.extend(public.files.clone());
            verify(folder).unwrap_or_else(|fault| panic!("{} over the older files: {fault}", batch.id));
            copies.push((batch.id.clone(), copy.files));
            let entry = Posted {
                showing: public.showing,
                files: public.files,
                verified,
                internal,
            };
            posted.insert(batch.id.clone(), entry);
        }
        self.withheld(desk, &posted);
        if posted.len() == all.len() {
            let linked = chain(&copies).unwrap_or_else(|fault| panic!("chain of the copies: {fault}"));
            assert_eq!(linked.unseen, Vec::<String>::new());
            self.chained();
        }
        posted
    }

    /// The one batch there is.
    pub fn only(&mut self, desk: &Desk, on: &str) -> Posted {
        let mut posted = self.post(desk, on);
        assert_eq!(posted.len(), 1);
        posted.pop_first().unwrap().1
    }

    /// All folders as they hang there.
    pub fn chained(&self) -> Chained {
        let folders: Vec<(String, Files)> = self.folders.clone().into_iter().collect();
        chain(&folders).unwrap_or_else(|fault| panic!("chain: {fault}"))
    }

    /// As long as a draw is withheld, nothing on the whole board tells who was drawn: no secret, no seed, no ticket, and
    /// no file that names some of its pool and only drawn ones, one of whom is still to be visited.
    fn withheld(&self, desk: &Desk, posted: &BTreeMap<String, Posted>) {
        for (id, entry) in posted {
            if matches!(entry.showing, Showing::Whole | Showing::Void) {
                continue;
            }
            let view = desk.office.view();
            let batch: Batch = view.state().get(id).unwrap();
            let mut words: Vec<String> = batch.draw_ceremony.reveals.values().cloned().collect();
            let rounds = batch.rounds.iter();
            words.extend(rounds.flat_map(|round| round.ceremony.reveals.values().cloned()));
            let mut tasks = desk.tasks();
            tasks.retain(|task| task.batch == *id && task.state < TaskState::Recorded);
            let waiting: BTreeSet<String> = tasks.into_iter().map(|task| task.target).collect();
            let mut drawn = BTreeSet::new();
            if let Some(record) = batch.record() {
                let record = view.blobs().get(&record.blob).unwrap();
                let record: DrawRecord = serde_json::from_slice(&record).unwrap();
                words.push(record.seed.clone());
                for row in record.strata.iter().flat_map(|stratum| &stratum.drawn) {
                    words.push(row.ticket.clone());
                    drawn.insert(row.id.clone());
                }
            }
            let pool: BTreeSet<String> = pool_of(desk, &batch).into_iter().map(|row| row.id).collect();
            for (folder, files) in &self.folders {
                for (name, bytes) in files {
                    let text = String::from_utf8_lossy(bytes);
                    let told = words.iter().find(|word| text.contains(word.as_str()));
                    assert_eq!(told, None, "{folder}/{name} tells of {id}");
                    let named: Vec<&String> = pool.iter().filter(|id| text.contains(id.as_str())).collect();
                    let lists = named.iter().any(|id| waiting.contains(*id))
                        && named.iter().all(|id| drawn.contains(*id));
                    assert!(
                        !lists || drawn.len() == pool.len(),
                        "{folder}/{name} lists who was drawn in {id}: {named:?}"
                    );
                }
            }
        }
    }
}

/// A batch's pool with its strata.
pub fn pool_of(desk: &Desk, batch: &Batch) -> Vec<PoolRow> {
    let view = desk.office.view();
    match &batch.pool.openings {
        None => parse_pool(&view.blobs().get(&batch.pool.file.blob).unwrap()).unwrap(),
        Some(openings) => parse_openings(&view.blobs().get(openings).unwrap())
            .unwrap()
            .into_iter()
            .map(|row| PoolRow {
                id: row.id,
                stratum: row.stratum,
            })
            .collect(),
    }
}

fn stage(showing: Showing) -> Stage {
    match showing {
        Showing::Announced => Stage::Announced,
        Showing::Sealed => Stage::Sealed,
        Showing::Whole => Stage::Drawn,
        Showing::Void => Stage::Void,
    }
}

/// A file of a publication, as text.
pub fn text<'f>(files: &'f Files, name: &str) -> &'f str {
    std::str::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// A JSON file of a publication.
pub fn json(files: &Files, name: &str) -> serde_json::Value {
    serde_json::from_str(text(files, name)).unwrap()
}
