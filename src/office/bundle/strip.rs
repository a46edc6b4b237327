//! Who reported a lead does not travel (监察条例§9) — unless it is sealed anew to the one office that receives it.

use std::path::Path;
use std::str::FromStr;

use age::x25519::Recipient;

use crate::domain::bundle::{Carried, Fault, Peer};
use crate::domain::event::Event;
use crate::domain::lead::{Lead, Sealed};
use crate::domain::state::Read;
use crate::office::Denied;
use crate::office::seal::Opener;
use crate::store::Index;

/// Takes reporters out of entries, or seals them to a recipient.
pub(super) struct Strip<'a> {
    state: &'a Index,
    anew: Option<(Opener, Recipient)>,
}

impl<'a> Strip<'a> {
    /// For the recipient `to`, whose key reporters are sealed with; without one they are taken out.
    pub(super) fn new(state: &'a Index, dir: &Path, to: Option<&Peer>) -> Result<Self, Denied> {
        let anew = match to {
            None => None,
            Some(peer) => {
                let office = peer.office;
                let recipient =
                    Recipient::from_str(&peer.recipient).map_err(|_| Fault::BadKeys { office })?;
                Some((Opener::of(dir)?, recipient))
            }
        };
        Ok(Self { state, anew })
    }

    /// Of every entry; returns the leads whose reporters travel.
    pub(super) fn all(&self, entries: &mut [Carried]) -> Result<Vec<String>, Denied> {
        let mut travelling = Vec::new();
        for carried in entries {
            match &mut carried.entry.event {
                Event::LeadAdded { lead } => self.lead(lead, &mut travelling)?,
                Event::LeadsImported { leads, .. } => {
                    for lead in leads {
                        self.lead(lead, &mut travelling)?;
                    }
                }
                _ => {}
            }
        }
        Ok(travelling)
    }

    fn lead(&self, lead: &mut Lead, travelling: &mut Vec<String>) -> Result<(), Denied> {
        lead.same_reporter = None;
        let sealed = lead.reporter.take();
        let Some((opener, recipient)) = &self.anew else {
            return Ok(());
        };
        let own = self.state.get::<Lead>(&lead.id).and_then(|lead| lead.reporter);
        if let Some(sealed) = sealed.or(own) {
            let line = opener.open_text(&sealed)?;
            let again = age::encrypt(recipient, line.as_bytes()).map_err(|error| {
                Denied::Fault(crate::store::Fault::io("age")(std::io::Error::other(
                    error.to_string(),
                )))
            })?;
            lead.reporter = Some(Sealed(hex::encode(again)));
            travelling.push(lead.id.clone());
        }
        Ok(())
    }
}
