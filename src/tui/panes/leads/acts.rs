//! One key for each decision: what it still needs is asked, and what needs nothing is done at once, since it can be
//! undone.

use super::Leads;
use super::choices::{Choices, is_unnamed};
use super::forms;
use super::standing::{STEPS, command, is_for_many};
use crate::domain::lead::{Deed, Handling, Lead};
use crate::tui::action::Action;
use crate::tui::event::{Answer, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::Cx;
use crate::tui::panes::bulk::{self, Bulk};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Ask, Chooser};

/// What a question is about.
#[derive(Debug)]
pub(super) struct Asked {
    action: Action,
    /// One lead, or those that were marked.
    leads: Vec<Lead>,
    marked: bool,
    /// What can be chosen from, in the order it was offered in; or the one that still needs its words.
    choices: Vec<Handling>,
}

impl Leads {
    /// Does what an action asks for, or asks what it still needs. False where the action is none about a lead.
    pub(super) fn ask(&mut self, action: Action, cx: &mut Cx) -> bool {
        let selected = self.selected();
        if forms::open(action, &self.desk, selected.as_ref(), cx) {
            // A new lead is none of those that are there.
            self.lay_out(selected.as_ref().filter(|_| action != Action::New));
            return true;
        }
        if STEPS.iter().all(|(known, _)| *known != action) {
            return false;
        }
        let marked: Vec<Lead> = match is_for_many(action) {
            true => self
                .shelf
                .marked()
                .iter()
                .filter_map(|id| self.lead(id))
                .collect(),
            false => Vec::new(),
        };
        let asked = Asked {
            action,
            marked: !marked.is_empty(),
            leads: if marked.is_empty() {
                selected.into_iter().collect()
            } else {
                marked
            },
            choices: Vec::new(),
        };
        if !asked.leads.is_empty() {
            self.ask_about(asked, cx);
        }
        true
    }

    fn ask_about(&mut self, asked: Asked, cx: &mut Cx) {
        let reason = String::new();
        match asked.action {
            Action::TakeUp => self.take(&asked, Handling::Accept, cx),
            Action::Acknowledge => self.take(&asked, Handling::Acknowledge, cx),
            Action::ReturnLead => self.ask_words(asked, Handling::Return { reason }, cx),
            Action::RecallLead => self.ask_words(asked, Handling::Recall { reason }, cx),
            Action::WithdrawMatter => self.ask_words(asked, Handling::Void { reason }, cx),
            _ => self.ask_which(asked, cx),
        }
    }

    fn ask_which(&mut self, asked: Asked, cx: &mut Cx) {
        let choices = self.looking(cx.ui, |look| Choices::of(look, asked.action, &asked.leads));
        if let Some(choices) = choices {
            self.push_choices(asked, choices, cx);
        }
    }

    /// What `read` finds in the records, which are let go of before anything is done.
    fn looking<T>(&self, ui: &Ui, read: impl FnOnce(&Look<'_>) -> T) -> Option<T> {
        let view = self.desk.view();
        let look = Look::new(ui, &view, self.desk.actor())?;
        Some(read(&look))
    }

    fn push_choices(&mut self, asked: Asked, choices: Choices, cx: &mut Cx) {
        let Choices { title, options } = choices;
        let (texts, choices): (Vec<String>, Vec<Handling>) = options.into_iter().unzip();
        match choices.as_slice() {
            [] => return cx.say(Tone::Warn, cx.ui.word("pane.leads.no-other")),
            // Nothing to choose from but that it be typed.
            [unnamed] if is_unnamed(unnamed) => {
                let unnamed = unnamed.clone();
                return self.ask_words(asked, unnamed, cx);
            }
            _ => cx.push(Chooser::new(asked.action, title, texts).numbered()),
        }
        self.asked = Some(Asked { choices, ..asked });
    }

    /// Asks for the words that a step needs.
    fn ask_words(&mut self, asked: Asked, handling: Handling, cx: &mut Cx) {
        let key = match &handling {
            Handling::Identify { .. } => "leads-pane.which-target",
            Handling::Return { .. } => "leads-pane.why-return",
            Handling::Recall { .. } => "leads-pane.why-recall",
            Handling::Void { .. } => "leads-pane.why-void",
            _ => "pane.leads.why",
        };
        let to = match (&handling, self.desk.view().campaign()) {
            (Handling::Forward { to, .. }, Some(campaign)) => {
                crate::domain::lead::office(&campaign, *to, cx.ui.lang)
            }
            _ => String::new(),
        };
        cx.push(Ask::new(asked.action, cx.ui.say(key, &[("to", &to)]), ""));
        let choices = vec![handling];
        self.asked = Some(Asked { choices, ..asked });
    }

    /// Takes what was chosen or typed. False where it was for somebody else.
    pub(super) fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> bool {
        let Some(asked) = self.asked.take_if(|asked| asked.action == answer.to) else {
            return false;
        };
        match &answer.reply {
            Reply::Chosen(at) => match asked.choices.get(*at).cloned() {
                Some(unnamed) if is_unnamed(&unnamed) => self.ask_words(asked, unnamed, cx),
                Some(Handling::Forward { to, .. }) => {
                    let reason = String::new();
                    if self.can_pass(
                        &asked,
                        &Handling::Forward {
                            to,
                            reason: "-".to_owned(),
                        },
                        cx,
                    ) {
                        self.ask_words(asked, Handling::Forward { to, reason }, cx);
                    }
                }
                Some(handling) => self.take(&asked, handling, cx),
                None => {}
            },
            Reply::Line(line) => self.typed(asked, line.trim(), cx),
            Reply::Yes => {}
        }
        true
    }

    fn typed(&mut self, mut asked: Asked, line: &str, cx: &mut Cx) {
        if line.is_empty() && !asked.choices.is_empty() {
            let handling = asked.choices.swap_remove(0);
            cx.say(Tone::Warn, cx.ui.word("leads-pane.needs-words"));
            return self.ask_words(asked, handling, cx);
        }
        let reason = line.to_owned();
        let handling = match asked.choices.first() {
            Some(Handling::Forward { to, .. }) => Handling::Forward { to: *to, reason },
            Some(Handling::Return { .. }) => Handling::Return { reason },
            Some(Handling::Recall { .. }) => Handling::Recall { reason },
            Some(Handling::Void { .. }) => Handling::Void { reason },
            Some(Handling::Identify { .. }) => return self.named(asked, line, cx),
            _ => return,
        };
        self.take(&asked, handling, cx);
    }

    /// The targets that a typed code or name can mean.
    fn named(&mut self, asked: Asked, line: &str, cx: &mut Cx) {
        let Some(choices) = self.looking(cx.ui, |look| Choices::named(look, line)) else {
            return;
        };
        match choices.options.as_slice() {
            [] => cx.say(Tone::Warn, cx.ui.say("leads-pane.no-target", &[("text", line)])),
            [(_, only)] => {
                self.take(&asked, only.clone(), cx);
            }
            _ => self.push_choices(asked, choices, cx),
        }
    }

    /// Whether the rules would let it pass for any of the leads; why not for the first is said.
    fn can_pass(&self, asked: &Asked, handling: &Handling, cx: &mut Cx) -> bool {
        let refusals = asked.leads.iter().map(|lead| {
            let command = command(&lead.id, handling.clone());
            self.desk.refusal(&command)
        });
        let refusals: Option<Vec<String>> = refusals.collect();
        let why = refusals.and_then(|refusals| refusals.into_iter().next());
        if let Some(why) = &why {
            cx.say(Tone::Warn, why.as_str());
        }
        why.is_none()
    }

    /// Takes the step: in the one lead, and on to the next; or in each of the marked.
    fn take(&mut self, asked: &Asked, handling: Handling, cx: &mut Cx) {
        match asked.leads.as_slice() {
            [lead] if !asked.marked => self.decide(lead, handling, cx),
            _ if !self.can_pass(asked, &handling, cx) => {}
            leads => {
                let mut bulk = Bulk::new(asked.action);
                for lead in leads {
                    let named = (lead.id.clone(), super::queue::about(lead).to_owned());
                    bulk.add(command(&lead.id, handling.clone()), named);
                }
                let (label, clerk) = (asked.action.name(cx.ui), self.desk.clerk());
                self.work = Some(cx.work(label, move |job| bulk.run(&clerk, job)));
            }
        }
    }

    /// Tells what became of the marked leads, once it is done.
    pub(super) fn tell(&mut self, cx: &mut Cx) {
        let before = self.shelf.marked();
        bulk::tell(&mut self.work, &mut self.shelf, cx);
        let still = self.shelf.marked();
        for id in before.iter().filter(|id| !still.contains(id)) {
            self.remember(id);
        }
    }

    fn decide(&mut self, lead: &Lead, handling: Handling, cx: &mut Cx) {
        let (deed, what) = (handling.deed(), cx.ui.word(handling.deed().key()));
        match self.desk.submit(command(&lead.id, handling)) {
            Ok(receipt) => {
                self.remember(&lead.id);
                let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
                // What was taken up from elsewhere is decided next.
                let stays = deed == Deed::Acknowledge;
                let key = match stays || self.go_on(lead, cx.ui) {
                    true => "pane.leads.done",
                    false => "pane.leads.last",
                };
                let args = [
                    ("what", &*what),
                    ("about", super::queue::about(lead)),
                    ("seq", &seq),
                ];
                let told = cx.ui.say(key, &args);
                let undo = cx.keymap.keys(Action::Undo, &[Context::Global]);
                let undo = undo.first().map_or(String::new(), ToString::to_string);
                let undo = cx.ui.say("leads-pane.can-undo", &[("key", &undo)]);
                cx.say(Tone::Good, format!("{told}  {undo}"));
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }
}
