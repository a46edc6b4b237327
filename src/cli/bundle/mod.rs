//! `duban bundle`: what passes between offices that have no line to each other, on a stick.

mod conflicts;
mod keys;
mod pass;

use std::path::PathBuf;

use clap::{ArgGroup, Subcommand};

use super::desk::Desk;
use super::end::{Done, End};
use crate::domain::bundle::{OfficeId, Peer, own};
use crate::domain::operator::Actor;
use crate::domain::state::Read;
use crate::office::Office;
use crate::office::identity::{login, terminal};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    #[command(group = ArgGroup::new("which").args(["make", "add"]))]
    Keys {
        #[arg(long, value_name = "OFFICE", value_parser = office)]
        make: Option<OfficeId>,
        #[arg(long, value_name = "OFFICE", value_parser = office, requires = "recipient", requires = "verifier")]
        add: Option<OfficeId>,
        #[arg(long, value_name = "AGE", requires = "add")]
        recipient: Option<String>,
        #[arg(long, value_name = "HEX", requires = "add")]
        verifier: Option<String>,
        #[arg(long, value_name = "TEXT", requires = "add")]
        reason: Option<String>,
    },
    Export {
        #[arg(long, value_name = "OFFICE", value_parser = office, required = true, num_args = 1..)]
        to: Vec<OfficeId>,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[arg(long, value_name = "NUMBER", value_parser = super::parse::number::<u64>)]
        since: Option<u64>,
        #[arg(long, value_name = "N", value_parser = super::parse::number::<usize>)]
        at_most: Option<usize>,
        #[arg(long, value_name = "REASON")]
        with_reporters: Option<String>,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Show {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Conflicts {
        #[arg(value_name = "RECORD")]
        record: Option<String>,
    },
    #[command(group = ArgGroup::new("side").args(["ours", "theirs"]).required(true))]
    Decide {
        #[arg(value_name = "RECORD")]
        record: String,
        #[arg(long)]
        ours: bool,
        #[arg(long)]
        theirs: bool,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

fn office(text: &str) -> Result<OfficeId, super::parse::Bad> {
    text.parse().map_err(|_| super::parse::Bad("value.office"))
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    match args {
        Args::Keys {
            make,
            add,
            recipient,
            verifier,
            reason,
        } => {
            if let Some(office) = make {
                return keys::make(desk, *office);
            }
            let add = add.zip(recipient.clone()).zip(verifier.clone());
            match add {
                Some(((office, recipient), verifier)) => {
                    let peer = Peer {
                        office,
                        recipient,
                        verifier,
                        own: false,
                    };
                    keys::add(desk, peer, reason.as_deref().unwrap_or_default())
                }
                None => keys::list(desk),
            }
        }
        Args::Export {
            to,
            out,
            since,
            at_most,
            with_reporters,
        } => {
            let wish = crate::office::bundle::Wish {
                to: to.clone(),
                since: *since,
                most: *at_most,
                reporters: with_reporters.clone(),
            };
            pass::export(desk, &wish, out)
        }
        Args::Import { file } => pass::import(desk, file),
        Args::Show { file } => pass::show(desk, file),
        Args::Conflicts { record } => conflicts::list(desk, record.as_deref()),
        Args::Decide {
            record, ours, reason, ..
        } => conflicts::decide(desk, record, *ours, reason),
    }
}

/// Who acts. Before the campaign has come with the first bundle nobody is an operator yet: then it is the name that was
/// given, or the login.
fn actor(desk: &Desk, office: &Office) -> Result<Actor, End> {
    let name = desk.global.name.as_deref();
    let view = office.view();
    if view.campaign().is_some() {
        return Ok(view.actor(name)?);
    }
    Ok(Actor {
        operator: name.map_or_else(login, str::to_owned),
        os_user: login(),
        terminal: terminal(),
    })
}

/// An office by its code and, where the campaign is known, its name.
fn named(desk: &Desk, office: &Office, id: OfficeId) -> String {
    id.name(office.view().campaign().as_deref(), desk.lang)
}

/// The office of this data directory.
fn mine(office: &Office) -> Option<Peer> {
    own(office.view().state())
}

/// Every office whose keys are known, the own one first.
fn peers(office: &Office) -> Vec<Peer> {
    let mut peers = office.view().state().all::<Peer>();
    peers.sort_by_key(|peer| (!peer.own, peer.office));
    peers
}
