//! The workstation without a terminal: panes, the overlays above them, and what each event does to them.

mod acts;
mod draw;
mod stack;

use std::time::Instant;

use crokey::KeyCombination;

use super::event::{Event, Progress, Signal};
use super::keymap::Keymap;
pub use super::layer::Head;
use super::layer::{Layer, Message, Panes};
use super::theme::Tone;
use super::ui::Ui;
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

    /// Tells the operator what the message under `key` says.
    pub fn say_word(&mut self, tone: Tone, key: &str) {
        let text = self.ui.word(key);
        self.say(tone, text);
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
}
