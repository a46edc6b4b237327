//! The stack of layers: which one is on top, which one an event is for, and what a layer wants of the workstation.

use std::time::{Duration, Instant};

use super::{App, Ending};
use crate::tui::action::Action;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer, Request};
use crate::tui::pane::Pane;

/// A layer by its place in the stack.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Pane(usize),
    Overlay(usize),
}

impl App {
    pub(super) fn top(&self) -> Option<Place> {
        match self.overlays.len().checked_sub(1) {
            Some(last) => Some(Place::Overlay(last)),
            None => (self.current < self.panes.len()).then_some(Place::Pane(self.current)),
        }
    }

    pub(super) fn layer(&self, place: Place) -> Option<&dyn Layer> {
        match place {
            Place::Pane(at) => self.panes.get(at).map(|(_, pane)| &**pane),
            Place::Overlay(at) => self.overlays.get(at).map(|overlay| &**overlay),
        }
    }

    pub(super) fn contexts(&self, place: Place) -> Vec<Context> {
        let mut contexts = self
            .layer(place)
            .map(|layer| layer.contexts())
            .unwrap_or_default();
        contexts.push(Context::Global);
        contexts
    }

    /// Whether a plain character is text now.
    pub(in crate::tui) fn types(&self) -> bool {
        let layer = self.top().and_then(|top| self.layer(top));
        layer.is_some_and(|layer| layer.types())
    }

    /// The places of the keymap that hold now, the nearest first.
    pub(in crate::tui) fn here(&self) -> Vec<Context> {
        self.top()
            .map_or_else(|| vec![Context::Global], |top| self.contexts(top))
    }

    pub(super) fn go(&mut self, pane: Pane) {
        if let Some(at) = self.panes.iter().position(|(p, _)| *p == pane) {
            self.current = at;
            self.overlays.retain(|overlay| !overlay.reads());
        }
    }

    /// Shows an event to one layer.
    pub(super) fn offer_event(&mut self, place: Place, event: &Event) -> Flow {
        self.with(place, |layer, cx| layer.handle(event, cx))
    }

    pub(super) fn tell_all(&mut self, event: &Event) {
        for at in 0..self.panes.len() {
            self.offer_event(Place::Pane(at), event);
        }
        // From the top, so that one that closes does not move the others.
        for at in (0..self.overlays.len()).rev() {
            self.offer_event(Place::Overlay(at), event);
        }
    }

    /// An answer goes to the layer beneath the overlay at `from`, or to the workstation if it asked.
    pub(super) fn answer(&mut self, answer: &Answer, from: usize) {
        if (answer.to, &answer.reply) == (Action::Quit, &Reply::Yes) {
            self.ending = Some(Ending::Quit);
            return;
        }
        let place = match from.checked_sub(1) {
            Some(below) => Place::Overlay(below),
            None => Place::Pane(self.current),
        };
        self.offer_event(place, &Event::Answer(answer.clone()));
    }

    /// Lets a layer work, then does what it wants of the workstation.
    pub(super) fn with(&mut self, place: Place, work: impl FnOnce(&mut dyn Layer, &mut Cx) -> Flow) -> Flow {
        let mut cx = Cx::new(&self.ui, &self.keymap);
        let flow = match place {
            Place::Pane(at) => self.panes.get_mut(at).map(|(_, pane)| work(&mut **pane, &mut cx)),
            Place::Overlay(at) => self
                .overlays
                .get_mut(at)
                .map(|overlay| work(&mut **overlay, &mut cx)),
        };
        let requests = cx.into_requests();
        let flow = flow.unwrap_or(Flow::Pass);
        if let (Flow::Close | Flow::Answer(_), Place::Overlay(at)) = (&flow, place) {
            self.overlays.remove(at);
            if let Flow::Answer(answer) = &flow {
                self.answer(answer, at);
            }
        }
        for request in requests {
            self.obey(request);
        }
        flow
    }

    fn obey(&mut self, request: Request) {
        match request {
            Request::Push(layer) => self.overlays.push(layer),
            Request::Say(message) => self.message = Some(message),
            Request::Go(pane) => self.go(pane),
            Request::Run(action) => self.run(action),
            Request::Wake(time) => self.wake_in(time),
            Request::Work(task) => self.tasks.push(task),
            Request::Settle(head, panes) => {
                self.head = head;
                self.panes = panes;
                self.current = 0;
            }
        }
    }

    fn wake_in(&mut self, time: Duration) {
        let at = Instant::now() + time;
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }
}
