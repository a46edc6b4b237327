//! Everything that can wake the workstation, in one channel: there is no tick.

use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use std::{io, thread};

use crossterm::event::{Event as Input, KeyEvent, KeyEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

use super::action::Action;

/// How long the reader beneath is given to look. With no time at all it looks at nothing.
const MOMENT: Duration = Duration::from_millis(1);

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted, in one piece.
    Paste(String),
    /// The terminal's size changed, or the screen must be drawn anew for another reason.
    Resize,
    /// The operating system wants something.
    Signal(Signal),
    /// Someone's work was committed, up to this sequence number: what is shown may be out of date.
    Notice(u64),
    /// Long work goes on.
    Progress(Progress),
    /// Long work has ended, and its result is there for the layer that started it; see [`super::work::Work::ended`].
    Worked,
    /// An overlay was closed with an answer for the layer beneath it.
    Answer(Answer),
    /// The time asked for with [`super::layer::Cx::wake_in`] has come.
    Due,
}

/// A request of the operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Stop, to be continued (Ctrl-Z from elsewhere).
    Stop,
    /// Continued after a stop.
    Continue,
    /// End: SIGTERM, SIGINT or SIGHUP by number, or SIGHUP when the line is gone.
    End(i32),
}

/// How far long work has come.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What is being done, in the operator's language.
    pub label: String,
    /// Units done.
    pub done: u64,
    /// Units in all, if known.
    pub total: Option<u64>,
    /// Since the beginning.
    pub elapsed: Duration,
    /// The work has ended, well or not; the line disappears.
    pub over: bool,
    /// Set to true, it asks the work to end early.
    pub cancel: Arc<AtomicBool>,
}

/// What an overlay was closed with.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The action that opened the overlay.
    pub to: Action,
    /// What was said.
    pub reply: Reply,
}

/// The content of an [`Answer`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A question was confirmed.
    Yes,
    /// An option was chosen, by its place in the list that was offered.
    Chosen(usize),
    /// A line was typed.
    Line(String),
}

/// The two ends of the channel. Clone the sender for whoever reports notices and progress.
pub fn channel() -> (Sender<Event>, Receiver<Event>) {
    mpsc::channel()
}

/// Starts the threads that listen to the keyboard and to signals. They end with the process, or when nobody
/// receives any more. `give_back` is called before a second signal ends a process that did not follow the first.
pub fn listen(to: &Sender<Event>, give_back: impl Fn() + Send + 'static) -> io::Result<()> {
    let keyboard = to.clone();
    thread::Builder::new()
        .name("keyboard".to_owned())
        .spawn(move || read_keys(&keyboard))?;
    let signals = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let to = to.clone();
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || read_signals(signals, &to, give_back))?;
    Ok(())
}

/// The line is watched here, because the reader beneath would turn in circles on one that hung up.
fn read_keys(to: &Sender<Event>) {
    let stdin = io::stdin();
    loop {
        let mut fds = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN)];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Ok(_) if !gone(&fds) => {}
            _ => break,
        }
        if pass_on(to).is_err() {
            break;
        }
    }
    let _ = to.send(Event::Signal(Signal::End(SIGHUP)));
}

fn gone(fds: &[PollFd<'_>]) -> bool {
    fds.iter().any(|fd| {
        fd.revents()
            .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
    })
}

fn pass_on(to: &Sender<Event>) -> io::Result<()> {
    while crossterm::event::poll(MOMENT)? {
        let event = match crossterm::event::read()? {
            Input::Key(key) if key.kind != KeyEventKind::Release => Event::Key(key),
            Input::Paste(text) => Event::Paste(text),
            _ => continue,
        };
        to.send(event).map_err(|_| io::ErrorKind::BrokenPipe)?;
    }
    Ok(())
}

fn read_signals(mut signals: signal_hook::iterator::Signals, to: &Sender<Event>, give_back: impl Fn()) {
    let ending = AtomicBool::new(false);
    for signal in signals.forever() {
        let event = match signal {
            SIGWINCH => Event::Resize,
            SIGTSTP => Event::Signal(Signal::Stop),
            SIGCONT => Event::Signal(Signal::Continue),
            // A second request does not wait for a program that could not follow the first.
            _ if ending.swap(true, Ordering::SeqCst) => {
                give_back();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                return;
            }
            _ => Event::Signal(Signal::End(signal)),
        };
        if to.send(event).is_err() {
            return;
        }
    }
}
