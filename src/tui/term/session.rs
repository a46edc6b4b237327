//! Taking the terminal and giving it back, however the program ends.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use ratatui::layout::Size;

use super::Model;

/// A screen of one's own, beside the shell's; brackets around what is pasted; the cursor hidden until a frame places it:
/// on, off, and who understands it.
const MODES: [(&[u8], &[u8], Model); 3] = [
    (b"\x1b[?1049h", b"\x1b[?1049l", Model::Screen),
    (b"\x1b[?2004h", b"\x1b[?2004l", Model::Xterm),
    (b"\x1b[?25l", b"\x1b[?25h", Model::Vt220),
];
/// No wrapping at the right edge, plain pen, cleared.
const ENTER: &[u8] = b"\x1b[?7l\x1b[m\x1b[H\x1b[2J";
/// The reverse. The screen is cleared first for terminals that have no other one.
const LEAVE: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[?7h";

/// A size beyond this is a mistake of whoever set it.
const MOST: u16 = 2000;

/// Why the terminal could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Input or output is a pipe or a file.
    #[error(
        "the workstation needs a terminal for input and output; \
         in a pipe or a script use the commands instead (duban --help)"
    )]
    NoTerminal,
    /// A terminal that cannot place its cursor.
    #[error(
        "TERM={0} cannot place its cursor; set TERM to the real terminal, or use the commands (duban --help)"
    )]
    Dumb(String),
    /// The operating system refused.
    #[error("the terminal cannot be set up: {0}")]
    Io(#[from] io::Error),
}

/// The terminal while it is ours. Dropping it, or a panic of the thread that took it, gives it back.
#[derive(Debug)]
pub struct Session {
    tty: Arc<Tty>,
}

#[derive(Debug)]
struct Tty {
    out: File,
    model: Model,
    taken: AtomicBool,
    /// What other threads' panics said while the screen was ours; shown after it is given back.
    said: Mutex<String>,
    /// What the operator is told below the message of a panic that ends the program.
    comfort: OnceLock<String>,
}

impl Session {
    /// Takes the terminal on standard input and output, whose `TERM` this is, and installs the panic hook.
    pub fn start(term: &str, model: Model) -> Result<Self, SessionError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(SessionError::NoTerminal);
        }
        if term.is_empty() || term == "dumb" {
            return Err(SessionError::Dumb(term.to_owned()));
        }
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let tty = Arc::new(Tty {
            out,
            model,
            taken: AtomicBool::new(false),
            said: Mutex::new(String::new()),
            comfort: OnceLock::new(),
        });
        guard_panics(&tty);
        let session = Session { tty };
        session.enter()?;
        Ok(session)
    }

    /// Says this below the message of a panic, should one end the program: where what was typed is. The first counts.
    pub fn in_a_panic(&self, text: String) {
        let _ = self.tty.comfort.set(text);
    }

    /// An unbuffered writer to the terminal.
    pub fn writer(&self) -> io::Result<File> {
        self.tty.out.try_clone()
    }

    /// The terminal's size now, at most 2,000 cells either way; 80×24 when it does not know.
    pub fn size(&self) -> Size {
        match rustix::termios::tcgetwinsize(&self.tty.out) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
                Size::new(size.ws_col.min(MOST), size.ws_row.min(MOST))
            }
            _ => Size::new(80, 24),
        }
    }

    /// Whether the screen is ours at this moment.
    pub fn active(&self) -> bool {
        self.tty.taken.load(Ordering::SeqCst)
    }

    /// Takes the terminal (again, after a stop). The whole screen must be drawn anew.
    pub fn enter(&self) -> io::Result<()> {
        crossterm::terminal::enable_raw_mode()?;
        self.tty.taken.store(true, Ordering::SeqCst);
        let modes = self.tty.modes().map(|(on, _)| on);
        let bytes: Vec<&[u8]> = modes.chain([ENTER]).collect();
        (&self.tty.out).write_all(&bytes.concat())
    }

    /// What gives the terminal back from another thread, if this one does not come to it.
    pub fn giving_back(&self) -> impl Fn() + Send + 'static {
        let tty = Arc::downgrade(&self.tty);
        move || {
            if let Some(tty) = tty.upgrade() {
                tty.leave();
            }
        }
    }

    /// Gives the terminal back and stops the process as Ctrl-Z does; false where it goes on, because nobody could
    /// continue it. The signal that continues it arrives as an event; whoever handles it calls [`Session::enter`].
    pub fn suspend(&self) -> io::Result<bool> {
        if !can_be_continued() {
            return Ok(false);
        }
        self.tty.leave();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        Ok(true)
    }
}

/// A shell that can continue its jobs gives each a process group of its own. Who shares the group of the session's first
/// process, as under `sh -c`, would stay stopped for good, its data held.
fn can_be_continued() -> bool {
    let own = rustix::process::getpid();
    match rustix::process::getsid(None) {
        Ok(session) => session == own || session != rustix::process::getpgrp(),
        Err(_) => true,
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.tty.leave();
    }
}

impl Tty {
    /// The modes that this terminal understands: on and off.
    fn modes(&self) -> impl DoubleEndedIterator<Item = (&'static [u8], &'static [u8])> {
        let known = MODES.into_iter().filter(|(.., since)| self.model >= *since);
        known.map(|(on, off, _)| (on, off))
    }

    /// Gives the terminal back, once; a second caller waits until the first is done. Errors are passed over: after a
    /// hang-up there is nobody to tell.
    fn leave(&self) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if self.taken.swap(false, Ordering::SeqCst) {
            let modes = self.modes().rev().map(|(_, off)| off);
            let bytes: Vec<&[u8]> = [LEAVE].into_iter().chain(modes).collect();
            let _ = (&self.out).write_all(&bytes.concat());
            let _ = crossterm::terminal::disable_raw_mode();
            let _ = io::stderr().write_all(std::mem::take(&mut *said).as_bytes());
        }
    }
}

/// A panic of this thread gives the terminal back before its message is printed. A panic of another thread, which
/// whoever started it deals with, is kept and printed later, so that it does not spoil the screen.
fn guard_panics(tty: &Arc<Tty>) {
    let ours = thread::current().id();
    let tty = Arc::downgrade(tty);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| match tty.upgrade() {
        Some(tty) if thread::current().id() != ours && tty.taken.load(Ordering::SeqCst) => {
            let mut said = tty.said.lock().unwrap_or_else(PoisonError::into_inner);
            said.push_str(&format!("{info}\n"));
        }
        Some(tty) => {
            tty.leave();
            before(info);
            if let Some(comfort) = tty.comfort.get() {
                let _ = writeln!(io::stderr(), "{comfort}");
            }
        }
        None => before(info),
    }));
}
