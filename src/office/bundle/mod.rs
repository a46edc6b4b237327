//! Exchange with offices that have no line to this one: keys, bundles out and in, and the conflicts between them.

mod gather;
mod strip;

use std::io::Write;
use std::path::Path;

use super::keys::OfficeKeys;
use super::{Denied, Inner, Office, Receipt, View};
use crate::domain::bundle::{
    Addressee, Choice, Difference, Dispute, Fault, Known, OfficeId, Parcel, Peer, Settlement, Snapshot,
    compare, entries, own,
};
use crate::domain::command::Command;
use crate::domain::event::{Entry, Event};
use crate::domain::operator::Actor;
use crate::domain::state::Read;
use crate::exchange::bundle as file;
use crate::lang::Lang;
use crate::store;

/// What a bundle is asked to be.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// For whom.
    pub to: Vec<OfficeId>,
    /// Everything again from the bundle of this number on, because it was lost on the way.
    pub since: Option<u64>,
    /// So many entries at most; the rest goes into bundles after it.
    pub most: Option<usize>,
    /// Reporters travel too, sealed to the recipient, for this reason.
    pub reporters: Option<String>,
}

/// A bundle that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// For whom, with its number.
    pub to: Addressee,
    /// Entries in it.
    pub entries: usize,
    /// Entries that are left for bundles after it.
    pub left: usize,
    /// Leads whose reporters travel in it.
    pub reporters: usize,
}

/// What taking a bundle in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Who made it.
    pub from: OfficeId,
    /// Its number.
    pub number: u64,
    /// Entries in it.
    pub entries: usize,
    /// Those that were new.
    pub new: usize,
    /// Records that are in conflict now.
    pub conflicts: Vec<String>,
}

/// A conflict, as it is put before a person.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The record.
    pub about: String,
    /// What the other side says.
    pub dispute: Dispute,
    /// The record as it stands here, where it is one that is compared as it stands.
    pub ours: Option<Snapshot>,
    /// What was done here since both sides had the same.
    pub entries: Vec<Entry>,
}

impl Conflict {
    /// Everything in which the sides differ, field by field, in words.
    pub fn beside(&self, view: &View<'_>, lang: Lang) -> Vec<Difference> {
        match (&self.ours, &self.dispute.shown, view.campaign()) {
            (Some(ours), Some(theirs), Some(campaign)) => {
                compare(view.state(), &campaign, (ours, theirs), lang)
            }
            _ => {
                let theirs = self.dispute.held.iter().map(|held| held.entry.clone());
                entries(&self.entries, &theirs.collect::<Vec<_>>(), lang)
            }
        }
    }
}

/// Why a bundle is not made or not taken in.
#[derive(Debug)]
pub enum Refused {
    /// The file is not what it should be.
    File(file::Fault),
    /// The office says no.
    Denied(Denied),
}

impl Refused {
    /// The reason in the operator's language, for the bundle called `name`.
    pub fn text(&self, name: &str, lang: Lang) -> String {
        match self {
            Refused::File(fault) => fault.text(name, lang),
            Refused::Denied(denied) => denied.text(lang),
        }
    }
}

impl<T: Into<Denied>> From<T> for Refused {
    fn from(denied: T) -> Self {
        Refused::Denied(denied.into())
    }
}

impl From<Fault> for Denied {
    fn from(fault: Fault) -> Self {
        Denied::Refused(fault.into())
    }
}

impl Office {
    /// Makes the keys of this data directory's office, and puts the public ones on record.
    ///
    /// # Errors
    /// A refusal where it has keys already, or a fault of the files.
    pub fn make_keys(&self, actor: &Actor, office: OfficeId) -> Result<Peer, Denied> {
        if let Some(known) = own(self.view().state()) {
            let office = known.office;
            return Err(Fault::OwnKeys { office }.into());
        }
        let peer = OfficeKeys::make(self.dir(), office)?;
        let reason = String::new();
        let command = Command::KnowOffice {
            peer: peer.clone(),
            reason,
        };
        self.submit(actor, command)?;
        Ok(peer)
    }

    /// Puts another office's public keys on record.
    ///
    /// # Errors
    /// A refusal where they are no keys, or where other keys are known and no reason is given.
    pub fn know_office(&self, actor: &Actor, peer: Peer, reason: &str) -> Result<Receipt, Denied> {
        let office = peer.office;
        if !file::are_keys(&peer) {
            return Err(Fault::BadKeys { office }.into());
        }
        let reason = reason.to_owned();
        self.submit(actor, Command::KnowOffice { peer, reason })
    }

    /// Makes a bundle for each office of the wish and writes them into the file `out`, which is there, whole, only once
    /// the journal has them on record.
    ///
    /// # Errors
    /// A refusal, or a fault of the files or the keys.
    pub fn export_bundle(&self, actor: &Actor, wish: &Wish, out: &Path) -> Result<Vec<Made>, Refused> {
        let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let io = |error| store::Fault::io(out)(error);
        // It is encrypted: whoever finds the stick may read the file, as its bearer has to.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        let builder = tempfile::Builder::new().permissions(mode).tempfile_in(folder);
        let mut written = builder.map_err(io)?;
        let mine = own(self.view().state()).ok_or(Fault::NoOwnKeys)?;
        let keys = OfficeKeys::of(self.dir(), &mine)?;
        let (mut made, mut closed) = (Vec::new(), None);
        let command = |inner: &Inner| {
            let gathered = gather::gather(inner, self.dir(), wish)?;
            made = gathered.iter().map(gather::Gathered::made).collect();
            let parcels = gathered.iter().map(gather::Gathered::parcel).collect();
            let bundles = gathered.into_iter().filter(|g| !g.bundle.entries.is_empty());
            let bundles: Vec<_> = bundles.map(|g| (g.bundle, g.peer)).collect();
            let bytes = match file::close(&bundles, &keys.signer) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    closed = Some(fault);
                    Vec::new()
                }
            };
            written
                .write_all(&bytes)
                .and_then(|()| written.as_file().sync_all())
                .map_err(io)?;
            let parcels: Vec<Parcel> = if closed.is_some() { Vec::new() } else { parcels };
            let reason = wish.reporters.clone().unwrap_or_default();
            Ok(Command::MakeBundles { parcels, reason })
        };
        let submitted = self.submit_knowing(actor, command);
        if let Some(fault) = closed {
            return Err(Refused::File(fault));
        }
        submitted?;
        written.persist(out).map_err(|e| io(e.error))?;
        // A stick is often pulled out right away.
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .ok();
        made.retain(|made: &Made| made.entries > 0);
        Ok(made)
    }

    /// Opens a bundle without taking it in.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open_bundle(&self, bytes: &[u8]) -> Result<file::Opened, Refused> {
        let peers = self.view().state().all::<Peer>();
        let (mine, others): (Vec<Peer>, Vec<Peer>) = peers.into_iter().partition(|peer| peer.own);
        let mine = mine.first().ok_or(Fault::NoOwnKeys)?;
        let keys = OfficeKeys::of(self.dir(), mine)?;
        file::open(bytes, &keys.identity, &others).map_err(Refused::File)
    }

    /// Takes a bundle in: all of it in one commit, or nothing.
    ///
    /// # Errors
    /// What is wrong with the file, or what it says; then nothing has changed.
    pub fn import_bundle(&self, actor: &Actor, bytes: &[u8]) -> Result<Taken, Refused> {
        let file::Opened { bundle, sha256 } = self.open_bundle(bytes)?;
        let mut taken = Taken {
            from: bundle.from,
            number: bundle.to.number,
            entries: bundle.entries.len(),
            new: 0,
            conflicts: Vec::new(),
        };
        let bundle = Box::new(bundle);
        let receipt = self.submit_knowing(actor, |inner| {
            let known = Box::new(known(inner)?);
            Ok(Command::TakeBundle {
                bundle,
                sha256,
                known,
            })
        })?;
        for event in receipt.events {
            match event {
                Event::Brought { .. } => taken.new += 1,
                Event::Disputed { about, .. } => taken.conflicts.push(about),
                _ => {}
            }
        }
        Ok(taken)
    }

    /// The conflicts that nobody has decided yet.
    ///
    /// # Errors
    /// A refusal where the office has no keys, or a fault of the journal.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, Denied> {
        let view = self.view();
        let known = known(&view.inner)?;
        let mut found = Vec::new();
        for (about, dispute) in known.disputes() {
            let ours = Snapshot::of(view.state(), about);
            let since = known.since(about, dispute);
            let mut entries = Vec::new();
            for seq in since {
                if let Some(line) = view.journal().lines(seq)?.find(has_seq(seq)) {
                    entries.push(line?.entry);
                }
            }
            found.push(Conflict {
                about: about.clone(),
                dispute: dispute.clone(),
                ours,
                entries,
            });
        }
        Ok(found)
    }

    /// Decides a conflict.
    ///
    /// # Errors
    /// A refusal where there is none, where the operator may not, or without a reason.
    pub fn decide_conflict(
        &self,
        actor: &Actor,
        about: &str,
        choice: Choice,
        reason: &str,
    ) -> Result<Receipt, Denied> {
        let settlement = Settlement {
            about: about.to_owned(),
            choice,
            reason: reason.to_owned(),
        };
        self.submit_knowing(actor, |inner| {
            let known = Box::new(known(inner)?);
            Ok(Command::Settle { settlement, known })
        })
    }
}

fn has_seq(seq: u64) -> impl Fn(&Result<crate::journal::Line, crate::journal::Fault>) -> bool {
    move |line| line.as_ref().map_or(true, |line| line.entry.seq == seq)
}

/// What the journal knows.
fn known(inner: &Inner) -> Result<Known, Denied> {
    let mine = own(inner.store.state()).ok_or(Fault::NoOwnKeys)?;
    let mut known = Known::new(mine.office);
    for line in inner.journal.lines(1)? {
        let line = line?;
        known.note(&line.entry, &line.hash);
    }
    Ok(known)
}
