//! `duban bundle keys`: the own office's keys, and those of the offices it exchanges bundles with.

use serde_json::json;

use super::{actor, mine, named, peers};
use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::domain::bundle::{OfficeId, Peer};
use crate::exchange::write::{Column, Table};

pub(super) fn make(desk: &Desk, id: OfficeId) -> Result<Done, End> {
    let office = desk.office()?;
    let peer = office.make_keys(&actor(desk, &office)?, id)?;
    let done = list_of(desk, &[peer], &office);
    let kept = crate::office::seal::keys_dir(office.dir()).display().to_string();
    Ok(done.note([desk.say("bundle.keys-made", &[("dir", &kept)])]))
}

pub(super) fn add(desk: &Desk, peer: Peer, reason: &str) -> Result<Done, End> {
    let office = desk.office()?;
    office.know_office(&actor(desk, &office)?, peer.clone(), reason)?;
    let name = named(desk, &office, peer.office);
    let text = desk.say("bundle.keys-known", &[("office", &name)]);
    Ok(Done::new(text, json!({"office": peer.office})))
}

pub(super) fn list(desk: &Desk) -> Result<Done, End> {
    let office = desk.office()?;
    let done = list_of(desk, &peers(&office), &office);
    match mine(&office) {
        Some(_) => Ok(done),
        None => Ok(done.note([desk.word("bundle.no-keys")])),
    }
}

fn list_of(desk: &Desk, peers: &[Peer], office: &crate::office::Office) -> Done {
    let column = |id: &str| Column::left(id, desk.word(&format!("bundle.column.{id}")));
    let columns = ["office", "own", "recipient", "verifier"].map(column);
    let mut table = Table::new("", columns.to_vec());
    for peer in peers {
        let own = if peer.own { "bundle.own" } else { "bundle.other" };
        table.rows.push(vec![
            crate::exchange::write::Cell::new(named(desk, office, peer.office), peer.office.to_string()),
            crate::exchange::write::Cell::new(desk.word(own), peer.own),
            peer.recipient.clone().into(),
            peer.verifier.clone().into(),
        ]);
    }
    Done::new(desk.table(&table), table.json())
}
