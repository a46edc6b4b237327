//! From one lead to the next, and back again: what was handled at this desk can be undone, step by step.

use super::Leads;
use super::standing::command;
use crate::domain::lead::{Handling, Lead};
use crate::domain::next::LeadWait;
use crate::office::Denied;
use crate::tui::layer::Cx;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;

use super::queue::about;

/// A paper laid out for a lead.
#[derive(Debug)]
pub(super) struct Paper {
    /// The lead as it was.
    lead: Lead,
    /// The journal's last entry then.
    seq: u64,
}

/// A step that was taken at this desk.
#[derive(Debug)]
pub(super) struct Handed {
    lead: String,
    /// The journal's entry of the step.
    seq: u64,
}

impl Leads {
    /// A paper was laid out: it hands itself in, and the desk sees that it did.
    pub(super) fn lay_out(&mut self, lead: Option<&Lead>) {
        let seq = self.desk.view().seq();
        self.paper = lead.map(|lead| Paper {
            lead: lead.clone(),
            seq,
        });
    }

    /// Where the paper was handed in, the desk goes on as after any other step, if the lead waits for the operator no
    /// more.
    pub(super) fn notice_paper(&mut self, ui: &Ui) {
        let Some(paper) = &self.paper else { return };
        if self.desk.view().seq() == paper.seq {
            return;
        }
        let now = self.lead(&paper.lead.id);
        let last = now.as_ref().and_then(|lead| lead.steps.last());
        let own = last.filter(|step| step.seq > paper.seq && step.by == self.desk.actor().operator);
        if own.is_none() {
            return;
        }
        let Some(Paper { lead, .. }) = self.paper.take() else {
            return;
        };
        self.remember(&lead.id);
        if now.is_some_and(|now| self.wait_of(ui, &now).is_some()) {
            self.shelf.keep_rows();
            self.shelf.select(&lead.id);
        } else {
            self.go_on(&lead, ui);
        }
    }

    /// The lead's last step was taken here.
    pub(super) fn remember(&mut self, id: &str) {
        self.paper = None;
        let seq = self
            .lead(id)
            .and_then(|lead| Some(lead.effective().next_back()?.seq));
        self.handed.extend(seq.map(|seq| Handed {
            lead: id.to_owned(),
            seq,
        }));
    }

    /// On to the next lead that waits for the operator, first of all for the same as the one before did: the next one
    /// below, else the first. Its particulars are open if those of the one before were. False where none is left.
    pub(super) fn go_on(&mut self, handled: &Lead, ui: &Ui) -> bool {
        self.shelf.keep_rows();
        let rows = self.shelf.found();
        let at = rows.iter().position(|id| *id == handled.id).unwrap_or(0);
        let (above, below) = rows.split_at(at);
        let others = || below.iter().chain(above).filter(|id| **id != handled.id);
        let sort = self.wait_of(ui, handled).map(sort);
        let waits = |id: &&String| self.lead(id).and_then(|lead| self.wait_of(ui, &lead));
        let alike = others().find(|id| waits(id).map(self::sort) == sort && sort.is_some());
        let next = alike.or_else(|| others().find(|id| waits(id).is_some())).cloned();
        // Whatever is selected, what is shown of it is read anew.
        self.shelf.select(next.as_ref().unwrap_or(&handled.id));
        next.is_some()
    }

    /// What a lead waits for, where it waits for the operator: not while it rests, nor while somebody else has it.
    fn wait_of(&self, ui: &Ui, lead: &Lead) -> Option<LeadWait> {
        let view = self.desk.view();
        let look = Look::new(ui, &view, self.desk.actor())?;
        let (of, operator) = (lead.standing(), look.operator()?);
        let next = look.agenda().lead(&of)?;
        let rests = match next.wait {
            LeadWait::Particulars | LeadWait::Resume | LeadWait::Referral => !next.is_over(look.today()),
            LeadWait::Acknowledge | LeadWait::Decide | LeadWait::Close | LeadWait::Feedback => false,
        };
        let mine = look.agenda().handles(&of, &operator, look.today());
        (mine && !rests).then_some(next.wait)
    }

    /// Takes back the last step that was taken at this desk, and goes back to its lead; pressed again, the one before.
    pub(super) fn undo(&mut self, cx: &mut Cx) {
        let Some(Handed { lead: id, seq }) = self.handed.pop() else {
            return;
        };
        let Some(lead) = self.lead(&id) else { return };
        let step = lead.steps.iter().find(|step| step.seq == seq);
        let what = step.map_or(String::new(), |step| cx.ui.word(step.handling.deed().key()));
        let undo = Handling::Undo {
            of: seq,
            reason: String::new(),
        };
        match self.desk.submit(command(&id, undo)) {
            Ok(receipt) => {
                let entry = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                let args = [("what", what.as_str()), ("about", about(&lead)), ("seq", &entry)];
                cx.say(Tone::Good, cx.ui.say("leads-pane.undone", &args));
            }
            Err(denied) => {
                cx.say(Tone::Bad, denied.text(cx.ui.lang));
                // What could not be written down can be tried again.
                if matches!(denied, Denied::Fault(_)) {
                    self.handed.push(Handed {
                        lead: id.clone(),
                        seq,
                    });
                }
            }
        }
        self.shelf.keep_rows();
        if self.shelf.found().contains(&id) {
            self.shelf.select(&id);
        } else {
            self.shelf.reveal(&id, cx);
        }
    }
}

/// Waits that are gone through in one go: deciding about what came in, ending what was taken up, telling the reporters.
fn sort(wait: LeadWait) -> u8 {
    match wait {
        LeadWait::Acknowledge | LeadWait::Decide | LeadWait::Particulars => 0,
        LeadWait::Close | LeadWait::Resume | LeadWait::Referral => 1,
        LeadWait::Feedback => 2,
    }
}
