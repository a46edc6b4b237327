//! Taking the terminal and giving it back, however the program ends.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use ratatui::layout::Size;

/// Alternate screen, paste brackets, no wrapping at the right edge, cursor hidden until a frame places it, cleared.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25l\x1b[m\x1b[H\x1b[2J";
/// The reverse. The screen is cleared first for consoles that have no alternate one.
const LEAVE: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[?7h\x1b[?2004l\x1b[?25h\x1b[?1049l";

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
    taken: AtomicBool,
    /// What other threads' panics said while the screen was ours; shown after it is given back.
    said: Mutex<String>,
}

impl Session {
    /// Takes the terminal on standard input and output, and installs the panic hook.
    pub fn start(term: &str) -> Result<Self, SessionError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(SessionError::NoTerminal);
        }
        if term.is_empty() || term == "dumb" {
            return Err(SessionError::Dumb(term.to_owned()));
        }
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let tty = Arc::new(Tty {
            out,
            taken: AtomicBool::new(false),
            said: Mutex::new(String::new()),
        });
        guard_panics(&tty);
        let session = Session { tty };
        session.enter()?;
        Ok(session)
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
        (&self.tty.out).write_all(ENTER)
    }

    /// Gives the terminal back and stops the process as Ctrl-Z does. The signal that continues it arrives as an
    /// event; whoever handles it calls [`Session::enter`].
    pub fn suspend(&self) -> io::Result<()> {
        self.tty.leave();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.tty.leave();
    }
}

impl Tty {
    /// Gives the terminal back, once. Errors are passed over: after a hang-up there is nobody to tell.
    fn leave(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            let _ = (&self.out).write_all(LEAVE);
            let _ = crossterm::terminal::disable_raw_mode();
            let said = std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner));
            let _ = io::stderr().write_all(said.as_bytes());
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
        }
        None => before(info),
    }));
}
