//! The workstation without a terminal: panes, the overlays above them, and what each event does to them.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crokey::KeyCombination;
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Offer};
use super::event::{Answer, Event, Progress, Reply, Signal};
use super::frame;
use super::help::Help;
use super::keymap::{Context, Found, Keymap};
pub use super::layer::Head;
use super::layer::{Cx, Flow, Layer, Message, Panes, Request};
use super::palette::Palette;
use super::pane::Pane;
use super::theme::Tone;
use super::ui::Ui;
use super::widget::Confirm;
use super::work::Task;

/// How the workstation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The operator left.
    Quit,
    /// A signal asked for it.
    Signal(i32),
}

/// Something only the owner of the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Draw everything anew.
    Redraw,
    /// Stop, as Ctrl-Z does.
    Suspend,
}

/// The workstation's state.
pub struct App {
    ui: Ui,
    keymap: Keymap,
    head: Head,
    panes: Panes,
    current: usize,
    overlays: Vec<Box<dyn Layer>>,
    /// The beginning of a sequence of keys.
    pending: Vec<KeyCombination>,
    message: Option<Message>,
    progress: Option<Progress>,
    due: Option<Instant>,
    tasks: Vec<Task>,
    wish: Option<Wish>,
    ending: Option<Ending>,
}

/// A layer by its place in the stack.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Pane(usize),
    Overlay(usize),
}

impl App {
    /// The workstation with these panes; the first is shown.
    pub fn new(ui: Ui, keymap: Keymap, head: Head, panes: Panes) -> Self {
        App {
            ui,
            keymap,
            head,
            panes,
            current: 0,
            overlays: Vec::new(),
            pending: Vec::new(),
            message: None,
            progress: None,
            due: None,
            tasks: Vec::new(),
            wish: None,
            ending: None,
        }
    }

    /// Why it ended, once it has.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// When [`Event::Due`] is wanted.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// What is wanted of the terminal's owner since the last call.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Opens an overlay above everything.
    pub fn open(&mut self, layer: impl Layer + 'static) {
        self.overlays.push(Box::new(layer));
    }

    /// The long work that waits for threads since the last call.
    pub fn take_tasks(&mut self) -> Vec<Task> {
        std::mem::take(&mut self.tasks)
    }

    /// Tells the operator something, until the next key.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.message = Some(Message {
            tone,
            text: text.into(),
        });
    }

    /// Takes one event.
    pub fn handle(&mut self, event: Event) {
        match &event {
            Event::Key(key) => {
                self.message = None;
                self.key(*key, &event);
            }
            Event::Paste(_) => {
                if let Some(top) = self.top() {
                    self.offer_event(top, &event);
                }
            }
            Event::Resize => {}
            Event::Signal(Signal::End(number)) => self.ending = Some(Ending::Signal(*number)),
            Event::Signal(Signal::Stop) => self.wish = Some(Wish::Suspend),
            Event::Signal(Signal::Continue) => {}
            Event::Answer(answer) => self.answer(answer, self.overlays.len()),
            Event::Notice(_) | Event::Worked => self.tell_all(&event),
            Event::Progress(progress) => {
                self.show(progress);
                self.tell_all(&event);
            }
            Event::Due => {
                self.due = None;
                self.tell_all(&event);
            }
        }
    }

    /// Draws everything; returns where the terminal's cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cx = Cx::new(&self.ui, &self.keymap);
        let parts = frame::split(
            area,
            frame::message_height(&self.ui, area.width, self.message.as_ref()),
        );
        frame::headline(&self.ui, parts.head, buf, &(self.head)(&self.ui));
        let current = self.panes.get(self.current).map(|(pane, _)| *pane);
        let panes: Vec<Pane> = self.panes.iter().map(|(pane, _)| *pane).collect();
        frame::tabs(&self.ui, parts.tabs, buf, &panes, current);
        match self.panes.get_mut(self.current) {
            Some((_, pane)) => pane.draw(parts.body, buf, &cx),
            None => self.ui.put_row(
                buf,
                parts.body,
                parts.body.y,
                &self.ui.word("frame.no-panes"),
                self.ui.theme.quiet(),
            ),
        }
        for overlay in &mut self.overlays {
            overlay.draw(parts.body, buf, &cx);
        }
        frame::message(
            &self.ui,
            parts.message,
            buf,
            self.message.as_ref(),
            self.progress.as_ref(),
        );
        // Asked after drawing, when every layer has seen what is new.
        let offers = self.offers();
        if self.top().is_some() {
            let (types, contexts) = (self.types(), self.here());
            match self.pending.is_empty() {
                true => frame::keys(&cx, parts.keys, buf, &offers, types, &contexts),
                false => frame::ways_on(&cx, parts.keys, buf, &self.pending, &contexts),
            }
        }
        let cursor = match self.overlays.last() {
            Some(overlay) => overlay.cursor(),
            None => self.panes.get(self.current).and_then(|(_, pane)| pane.cursor()),
        };
        // Input methods open their window below the cursor: never on the last row.
        cursor.filter(|at| parts.body.contains(*at) && at.y + 1 < area.bottom())
    }

    fn top(&self) -> Option<Place> {
        match self.overlays.len().checked_sub(1) {
            Some(last) => Some(Place::Overlay(last)),
            None => (self.current < self.panes.len()).then_some(Place::Pane(self.current)),
        }
    }

    fn layer(&self, place: Place) -> Option<&dyn Layer> {
        match place {
            Place::Pane(at) => self.panes.get(at).map(|(_, pane)| &**pane),
            Place::Overlay(at) => self.overlays.get(at).map(|overlay| &**overlay),
        }
    }

    fn contexts(&self, place: Place) -> Vec<Context> {
        let mut contexts = self
            .layer(place)
            .map(|layer| layer.contexts())
            .unwrap_or_default();
        contexts.push(Context::Global);
        contexts
    }

    /// What can be done now: by the top layer, then by the workstation itself, as far as no overlay is in its way.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let mut offers = self.top().map(|top| self.offered_by(top)).unwrap_or_default();
        let own = self.own_offers().into_iter();
        let new: Vec<Offer> = own
            .filter(|own| offers.iter().all(|offer| offer.action != own.action))
            .collect();
        offers.extend(new);
        offers
    }

    fn offered_by(&self, place: Place) -> Vec<Offer> {
        let cx = Cx::new(&self.ui, &self.keymap);
        self.layer(place)
            .map(|layer| layer.offers(&cx))
            .unwrap_or_default()
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

    fn key(&mut self, key: KeyEvent, event: &Event) {
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

    /// Runs an action through what is offered: one rule for keys, palette and requests.
    pub(super) fn run(&mut self, action: Action) {
        let offer = self.offers().into_iter().find(|offer| offer.action == action);
        match offer {
            Some(Offer {
                off: Some(reason), ..
            }) => self.say(Tone::Warn, reason),
            Some(_) => match self
                .top()
                .filter(|top| self.offered_by(*top).iter().any(|o| o.action == action))
            {
                Some(top) => {
                    self.with(top, |layer, cx| layer.act(action, cx));
                }
                None => self.act(action),
            },
            None => {
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

    /// Whether a plain character is text now.
    pub(super) fn types(&self) -> bool {
        let layer = self.top().and_then(|top| self.layer(top));
        layer.is_some_and(|layer| layer.types())
    }

    /// The places of the keymap that hold now, the nearest first.
    pub(super) fn here(&self) -> Vec<Context> {
        self.top()
            .map_or_else(|| vec![Context::Global], |top| self.contexts(top))
    }

    fn open_help(&mut self) {
        let help = Help::new(&self.ui, &self.keymap, &self.offers(), &self.here());
        self.overlays.push(Box::new(help));
    }

    /// Of several works the one that told last is shown; another one's end does not take it off the screen.
    fn show(&mut self, progress: &Progress) {
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

    fn go(&mut self, pane: Pane) {
        if let Some(at) = self.panes.iter().position(|(p, _)| *p == pane) {
            self.current = at;
            self.overlays.retain(|overlay| !overlay.reads());
        }
    }

    /// Shows an event to one layer.
    fn offer_event(&mut self, place: Place, event: &Event) -> Flow {
        self.with(place, |layer, cx| layer.handle(event, cx))
    }

    fn tell_all(&mut self, event: &Event) {
        for at in 0..self.panes.len() {
            self.offer_event(Place::Pane(at), event);
        }
        // From the top, so that one that closes does not move the others.
        for at in (0..self.overlays.len()).rev() {
            self.offer_event(Place::Overlay(at), event);
        }
    }

    /// An answer goes to the layer beneath the overlay at `from`, or to the workstation if it asked.
    fn answer(&mut self, answer: &Answer, from: usize) {
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
    fn with(&mut self, place: Place, work: impl FnOnce(&mut dyn Layer, &mut Cx) -> Flow) -> Flow {
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
