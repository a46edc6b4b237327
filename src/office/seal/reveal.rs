//! Showing who reported a lead (知悉举报人): put on record first, then opened.

use super::{Opener, Reporter};
use crate::domain::command::Command;
use crate::domain::lead::Lead;
use crate::domain::operator::Actor;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::office::{Denied, Office};

impl Office {
    /// Who reported `lead`, for an operator who may act on it and says why. The journal has it before anything is
    /// returned. Whether the key fits is tried before that, so that nothing is on record that did not take place.
    ///
    /// # Errors
    /// A refusal where the operator may not, where no reason is given, or where nobody is known to have reported it; a
    /// [`crate::store::Fault::Key`] where the key is missing or does not fit.
    pub fn reveal(&self, actor: &Actor, lead: &str, reason: &str) -> Result<Reporter, Denied> {
        let command = Command::RevealReporter {
            lead: lead.to_owned(),
            reason: reason.to_owned(),
        };
        self.consider(actor, &command)?;
        let found = self.view().state().get::<Lead>(lead);
        let sealed = found
            .and_then(|lead| lead.reporter)
            .ok_or_else(|| Refusal::LeadAnonymous {
                lead: lead.to_owned(),
            })?;
        let opener = Opener::of(self.dir())?;
        opener.open_text(&sealed)?;
        self.submit(actor, command)?;
        Ok(opener.open(&sealed)?)
    }
}
