//! Layers: panes and the overlays above them. An event goes down the stack until one layer takes it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Offer};
use super::event::{Answer, Event, Reply};
use super::frame::Headline;
use super::keymap::{Context, Keymap};
use super::pane::Pane;
use super::theme::Tone;
use super::ui::Ui;
use super::work::{self, Job, Task, Work};

/// A pane or an overlay.
pub trait Layer {
    /// The places of the keymap that hold here, the nearest first. [`Context::Global`] is added behind them.
    fn contexts(&self) -> Vec<Context>;

    /// What can be done here now, and what cannot and why. The bottom line, the key help and the palette show it;
    /// an action that is not offered is not run.
    fn offers(&self, cx: &Cx) -> Vec<Offer>;

    /// Does an offered action.
    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow;

    /// Brings itself up to date with the records. Asked of a pane before every key, since keys that came in one burst
    /// are answered without a frame between them.
    fn ready(&mut self, _cx: &Cx) {}

    /// Sees an event before any key is looked up: a layer where text is typed takes its keys here.
    /// Notices, progress, the end of long work and the time asked for reach every layer; an answer only the one it is for.
    fn handle(&mut self, _event: &Event, _cx: &mut Cx) -> Flow {
        Flow::Pass
    }

    /// Draws itself. Called once a frame, with the same area as long as the terminal keeps its size.
    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx);

    /// Where the terminal's own cursor belongs after the last draw: input methods and screen readers follow it.
    fn cursor(&self) -> Option<Position> {
        None
    }

    /// Whether a plain character is text here, so that no key of its own is worth a hint.
    fn types(&self) -> bool {
        self.contexts().contains(&Context::Text)
    }

    /// Whether it is there to be read only, so that going elsewhere just closes it.
    fn reads(&self) -> bool {
        false
    }

    /// Whether something was typed and not handed in, so that leaving should be confirmed.
    fn unsaved(&self) -> bool {
        false
    }
}

/// What became of an event or action.
#[derive(Clone, Debug, PartialEq)]
pub enum Flow {
    /// Not for this layer.
    Pass,
    /// Done.
    Taken,
    /// Done, and this overlay closes.
    Close,
    /// This overlay closes, and the layer beneath gets its answer.
    Answer(Answer),
}

impl Flow {
    /// Done, or not for this layer.
    pub fn taken_if(taken: bool) -> Flow {
        if taken { Flow::Taken } else { Flow::Pass }
    }

    /// Closes with this answer to the action that opened the overlay.
    pub fn answer(to: Action, reply: Reply) -> Flow {
        Flow::Answer(Answer { to, reply })
    }
}

/// A line for the operator, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its tone.
    pub tone: Tone,
    /// Its text, in the operator's language.
    pub text: String,
}

/// The panes in the order of their tabs.
pub type Panes = Vec<(Pane, Box<dyn Layer>)>;

/// Makes the top line afresh for every frame.
pub type Head = Box<dyn Fn(&Ui) -> Headline>;

/// What a layer may want of the workstation.
pub(super) enum Request {
    Push(Box<dyn Layer>),
    Say(Message),
    Go(Pane),
    Run(Action),
    Wake(Duration),
    Work(Task),
    Settle(Head, Panes),
}

/// What a layer is given to work with.
pub struct Cx<'a> {
    /// Language and appearance.
    pub ui: &'a Ui,
    /// The keys.
    pub keymap: &'a Keymap,
    requests: Vec<Request>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(ui: &'a Ui, keymap: &'a Keymap) -> Self {
        Cx {
            ui,
            keymap,
            requests: Vec::new(),
        }
    }

    pub(super) fn into_requests(self) -> Vec<Request> {
        self.requests
    }

    /// Opens an overlay above everything.
    pub fn push(&mut self, layer: impl Layer + 'static) {
        self.requests.push(Request::Push(Box::new(layer)));
    }

    /// Tells the operator something.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.requests.push(Request::Say(Message {
            tone,
            text: text.into(),
        }));
    }

    /// Goes to a pane.
    pub fn go(&mut self, pane: Pane) {
        self.requests.push(Request::Go(pane));
    }

    /// Runs an action as if its key had been pressed once this event is done with.
    pub fn run(&mut self, action: Action) {
        self.requests.push(Request::Run(action));
    }

    /// Sends [`Event::Due`] to every layer after this time; the nearest such wish counts.
    pub fn wake_in(&mut self, time: Duration) {
        self.requests.push(Request::Wake(time));
    }

    /// Puts other panes, and another top line, in the place of those there: somebody else sits here, or the campaign
    /// has begun. Overlays stay.
    pub fn settle(&mut self, head: Head, panes: Panes) {
        self.requests.push(Request::Settle(head, panes));
    }

    /// Starts long work in a thread of its own; `label` says on the screen what is being done. [`Event::Worked`] comes
    /// when it has ended; [`Work::ended`] then has its result. Keep what this returns: work nobody waits for is
    /// cancelled.
    pub fn work<T: Send + 'static>(
        &mut self,
        label: impl Into<String>,
        work: impl FnOnce(&Job) -> T + Send + 'static,
    ) -> Work<T> {
        let (kept, task) = work::start(label.into(), work);
        self.requests.push(Request::Work(task));
        kept
    }
}
