//! Keys and the actions they lead to: what is offered, who does it, and what the workstation does itself.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::KeyEvent;

use super::{App, Ending, Wish};
use crate::tui::action::{Action, Offer};
use crate::tui::event::{Event, Progress};
use crate::tui::help::Help;
use crate::tui::keymap::Found;
use crate::tui::layer::{Cx, Flow};
use crate::tui::palette::Palette;
use crate::tui::pane::Pane;
use crate::tui::theme::Tone;
use crate::tui::widget::Confirm;

impl App {
    /// What can be done now: by the top layer, then by the workstation itself, as far as no overlay is in its way.
    pub(in crate::tui) fn offers(&self) -> Vec<Offer> {
        let mut offers = self.of_top();
        let own = self.own_offers().into_iter();
        let new: Vec<Offer> = own
            .filter(|own| offers.iter().all(|offer| offer.action != own.action))
            .collect();
        offers.extend(new);
        offers
    }

    fn of_top(&self) -> Vec<Offer> {
        let cx = Cx::new(&self.ui, &self.keymap);
        let top = self.top().and_then(|top| self.layer(top));
        top.map(|layer| layer.offers(&cx)).unwrap_or_default()
    }

    fn own_offers(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::on(Action::Redraw), Offer::on(Action::Suspend)];
        if self.progress.is_some() {
            offers.push(Offer::on(Action::Cancel));
        }
        if self.overlays.iter().all(|overlay| overlay.reads()) {
            offers.extend(self.panes.iter().map(|(pane, _)| Offer::on(pane.action())));
            offers.extend([Action::Help, Action::Palette, Action::Quit].map(Offer::on));
        } else {
            offers.push(Offer::on(Action::Help));
        }
        offers
    }

    pub(super) fn key(&mut self, key: KeyEvent, event: &Event) {
        if let Some((_, pane)) = self
            .panes
            .get_mut(self.current)
            .filter(|_| self.overlays.is_empty())
        {
            pane.ready(&Cx::new(&self.ui, &self.keymap));
        }
        let top = self.top().filter(|_| self.pending.is_empty());
        if top.is_some_and(|top| self.offer_event(top, event) != Flow::Pass) {
            return;
        }
        self.pending.push(key.into());
        let found = self.keymap.resolve(&self.pending, &self.here());
        if found != Some(Found::Part) {
            self.pending.clear();
        }
        if let Some(Found::Whole(Some(action))) = found {
            self.run(action);
        }
    }

    /// Runs an action through what is offered, by the top layer before the workstation itself: one rule for keys,
    /// palette and requests.
    pub(in crate::tui) fn run(&mut self, action: Action) {
        let among = |offers: Vec<Offer>| offers.into_iter().find(|offer| offer.action == action);
        let of_top = among(self.of_top());
        let top = self.top().filter(|_| of_top.is_some());
        match (of_top.or_else(|| among(self.own_offers())), top) {
            (Some(Offer { off: Some(why), .. }), _) => self.say(Tone::Warn, why),
            (Some(_), Some(top)) => {
                self.with(top, |layer, cx| layer.act(action, cx));
            }
            (Some(_), None) => self.act(action),
            (None, _) => {
                let text = self.ui.say("frame.gone", &[("what", &action.name(&self.ui))]);
                self.say(Tone::Quiet, text);
            }
        }
    }

    /// The workstation's own actions.
    fn act(&mut self, action: Action) {
        match action {
            Action::Help => self.open_help(),
            Action::Palette => {
                self.overlays
                    .push(Box::new(Palette::new(&self.ui, self.offers(), self.here())))
            }
            Action::Redraw => self.wish = Some(Wish::Redraw),
            Action::Suspend => self.wish = Some(Wish::Suspend),
            Action::Cancel => self.cancel(),
            Action::Quit => self.quit(),
            action => {
                if let Some(pane) = Pane::of(action) {
                    self.go(pane);
                }
            }
        }
    }

    fn open_help(&mut self) {
        let help = Help::new(&self.ui, &self.keymap, &self.offers(), &self.here());
        self.overlays.push(Box::new(help));
    }

    /// Of several works the one that told last is shown; another one's end does not take it off the screen.
    pub(super) fn show(&mut self, progress: &Progress) {
        let own = |shown: &Progress| Arc::ptr_eq(&shown.cancel, &progress.cancel);
        if !progress.over {
            self.progress = Some(progress.clone());
        } else if self.progress.as_ref().is_some_and(own) {
            self.progress = None;
        }
    }

    fn cancel(&mut self) {
        if let Some(progress) = &self.progress {
            progress.cancel.store(true, Ordering::SeqCst);
            let text = self.ui.say("frame.cancelling", &[("what", &progress.label)]);
            self.say(Tone::Quiet, text);
        }
    }

    fn quit(&mut self) {
        if self.panes.iter().any(|(_, pane)| pane.unsaved()) {
            self.overlays.push(Box::new(Confirm::new(
                Action::Quit,
                self.ui.word("frame.unsaved"),
            )));
        } else {
            self.ending = Some(Ending::Quit);
        }
    }
}
