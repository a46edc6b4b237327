//! Deciding about a lead: what is asked, what is submitted, and on to the next one.

use super::Leads;
use super::shown::about;
use crate::domain::campaign::{Campaign, ReasonCode};
use crate::domain::command::Command;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Handling, Lead};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::shelf::Section;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Chooser, Confirm};

/// The decisions, in the order of the bottom line.
const DECISIONS: [Action; 4] = [
    Action::TakeUp,
    Action::Decline,
    Action::Forward,
    Action::MergeLead,
];

/// What a question is about.
#[derive(Debug)]
pub(super) struct Asked {
    lead: Lead,
    /// The decisions that can be chosen from, in the order they were offered in.
    choices: Vec<Handling>,
}

impl Leads {
    /// How the decisions stand with the selected lead.
    pub(super) fn decisions(&self, ui: &Ui) -> Vec<Offer> {
        let lead = self.selected();
        let off = |action| match &lead {
            None => Some(ui.word("pane.leads.no-lead")),
            Some(lead) => self.refusal(ui, action, lead),
        };
        let open = lead.as_ref().is_some_and(|lead| lead.state().is_undecided());
        let offer = |action| Offer::unless(action, off(action)).hinted(open);
        DECISIONS.map(offer).to_vec()
    }

    /// Why a decision would be refused, apart from what is still to be chosen or typed.
    fn refusal(&self, ui: &Ui, action: Action, lead: &Lead) -> Option<String> {
        let verdict = match action {
            Action::Decline => {
                let campaign = self.desk.view().campaign()?;
                let reason = campaign.leads.reasons.first();
                Handling::Refuse {
                    code: reason.map_or(String::new(), |reason| reason.code.clone()),
                    reason: String::new(),
                }
            }
            _ => Handling::Accept,
        };
        let refusal = self.desk.refusal(&command(lead, verdict));
        let alone = || action == Action::MergeLead && self.shelf.total() < 2;
        refusal.or_else(|| alone().then(|| ui.word("pane.leads.no-other")))
    }

    /// Asks what the decision still needs. False where the action is none.
    pub(super) fn ask(&mut self, action: Action, cx: &mut Cx) -> bool {
        if !DECISIONS.contains(&action) {
            return false;
        }
        let (lead, campaign) = (self.selected(), self.desk.view().campaign());
        let Some((lead, campaign)) = lead.zip(campaign) else {
            return true;
        };
        let received = lead.received.to_string();
        let args = [
            ("about", about(&lead)),
            ("received", &received),
            ("source", &lead.source),
        ];
        let (title, options) = match action {
            Action::Decline => ("pane.leads.reasons", reasons(cx.ui, &campaign)),
            Action::Forward => ("pane.leads.forward", divisions(&campaign, lead.holder())),
            Action::MergeLead => ("pane.leads.merge", self.others(cx.ui, &lead)),
            _ => ("pane.leads.accept", Vec::new()),
        };
        let title = cx.ui.say(title, &args);
        let (texts, choices): (Vec<String>, Vec<Handling>) = options.into_iter().unzip();
        match action {
            Action::TakeUp => cx.push(Confirm::new(action, title)),
            _ => cx.push(Chooser::new(action, title, texts)),
        }
        self.asked = Some(Asked { lead, choices });
        true
    }

    /// Every other lead that is not merged, those on the same target first.
    fn others(&self, ui: &Ui, lead: &Lead) -> Vec<(String, Handling)> {
        let view = self.desk.view();
        let Some(look) = Look::new(ui, &view, self.desk.actor()) else {
            return Vec::new();
        };
        let mut others: Vec<Lead> = view.state().all();
        others.retain(|other| other.id != lead.id && other.merged_into().is_none());
        others.sort_by_key(|other| (!alike(lead, other), std::cmp::Reverse(other.received)));
        let option = |other: Lead| {
            let text = [
                other.received.to_string(),
                about(&other).to_owned(),
                look.word(other.state().key()),
                look.place(other.region),
            ];
            (text.join("  "), Handling::Merge { into: other.id })
        };
        others.into_iter().map(option).collect()
    }

    /// Takes what was chosen or typed. False where it was for somebody else.
    pub(super) fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> bool {
        if !DECISIONS.contains(&answer.to) {
            return false;
        }
        let Some(asked) = self.asked.take() else {
            return false;
        };
        let verdict = match (&answer.reply, asked.choices.as_slice()) {
            (Reply::Chosen(at), choices) => choices.get(*at).cloned(),
            (Reply::Line(line), [Handling::Forward { to, .. }]) => Some(Handling::Forward {
                to: *to,
                reason: line.clone(),
            }),
            _ => Some(Handling::Accept),
        };
        match verdict {
            Some(Handling::Forward { to, reason }) if reason.is_empty() => self.ask_why(asked.lead, to, cx),
            Some(verdict) => self.decide(&asked.lead, verdict, cx),
            None => {}
        }
        true
    }

    fn ask_why(&mut self, lead: Lead, to: Owner, cx: &mut Cx) {
        let Some(campaign) = self.desk.view().campaign() else {
            return;
        };
        let title = cx
            .ui
            .say("pane.leads.why", &[("to", &campaign.regions.name(to.region))]);
        cx.push(Ask::new(Action::Forward, title, ""));
        let reason = String::new();
        let choices = vec![Handling::Forward { to, reason }];
        self.asked = Some(Asked { lead, choices });
    }

    fn decide(&mut self, lead: &Lead, handling: Handling, cx: &mut Cx) {
        let what = cx.ui.word(handling.deed().key());
        match self.desk.submit(command(lead, handling)) {
            Ok(receipt) => {
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                let key = match self.go_on(&lead.id, cx.ui) {
                    true => "pane.leads.done",
                    false => "pane.leads.last",
                };
                cx.say(Tone::Good, cx.ui.say(key, &[("what", &what), ("seq", &seq)]));
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(self.desk.lang())),
        }
    }

    /// On to the next lead the operator is to decide: the next one below, else the first; its particulars are open if
    /// those of the one before were. False where none is left.
    fn go_on(&mut self, decided: &str, ui: &Ui) -> bool {
        self.shelf.keep_rows();
        let before = self.shelf.found();
        let at = before.iter().position(|id| id == decided).unwrap_or(0);
        let (above, below) = before.split_at(at);
        let next = self.first_to_decide(ui, below.iter().chain(above));
        if let Some(next) = &next {
            self.shelf.select(next);
        }
        next.is_some()
    }

    fn first_to_decide<'k>(&self, ui: &Ui, mut keys: impl Iterator<Item = &'k String>) -> Option<String> {
        let view = self.desk.view();
        let look = Look::new(ui, &view, self.desk.actor())?;
        let operator = look.operator()?;
        let mine = |id: &&String| {
            let lead = view.state().get::<Lead>(id);
            lead.is_some_and(|lead| look.agenda().handles(&lead.standing(), &operator, look.today()))
        };
        keys.find(mine).cloned()
    }
}

fn command(lead: &Lead, handling: Handling) -> Command {
    Command::HandleLead {
        lead: lead.id.clone(),
        handling,
    }
}

/// Whether two leads are about the same target or name.
fn alike(one: &Lead, other: &Lead) -> bool {
    let named = |lead: &Lead| !lead.about.is_empty();
    (one.target.is_some() && one.target == other.target) || (named(one) && one.about == other.about)
}

/// The campaign's table of reasons, numbered: the number and Enter choose one.
fn reasons(ui: &Ui, campaign: &Campaign) -> Vec<(String, Handling)> {
    let option = |(n, reason): (usize, &ReasonCode)| {
        let (code, text) = (reason.code.clone(), reason.name.get(ui.lang));
        let reason = String::new();
        (format!("{n} {text}"), Handling::Refuse { code, reason })
    };
    (1..).zip(&campaign.leads.reasons).map(option).collect()
}

/// The divisions that a lead can be forwarded to.
fn divisions(campaign: &Campaign, holder: Owner) -> Vec<(String, Handling)> {
    let regions = &campaign.regions;
    let name = |code: RegionCode| match regions.unit_of(code).filter(|unit| *unit != code) {
        Some(unit) => format!("{} {} {code}", regions.name(unit), regions.name(code)),
        None => format!("{} {code}", regions.name(code)),
    };
    let others = regions.iter().map(|region| region.code);
    others
        .filter(|to| *to != holder.region)
        .map(|to| {
            let reason = String::new();
            (
                name(to),
                Handling::Forward {
                    to: Owner { region: to, ..holder },
                    reason,
                },
            )
        })
        .collect()
}
