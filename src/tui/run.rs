//! The workstation on a terminal: wait, drain every pending event, then draw at most once.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;
use std::{io, thread};

use ratatui::Terminal;

use super::app::{App, Ending, Wish};
use super::event::{Event, Signal};
use super::term::{Caps, LeanBackend, Session};
use super::theme::Tone;
use super::work::Task;

/// Events taken between two frames at most, so that a flood of them cannot keep the screen from being drawn.
const DRAIN: usize = 4096;

/// Runs until the operator leaves, a signal ends it, or the terminal is gone. Everything that wakes it comes through
/// `channel`; see [`super::event::listen`].
pub fn run(
    app: &mut App,
    session: &Session,
    caps: Caps,
    (to, events): (&Sender<Event>, &Receiver<Event>),
) -> io::Result<Ending> {
    let backend = LeanBackend::new(session.writer()?, session.size(), caps);
    let mut terminal = Terminal::new(backend)?;
    loop {
        if session.active() {
            draw(&mut terminal, app)?;
        }
        for event in std::iter::once(wait(events, app.due())).chain(events.try_iter().take(DRAIN)) {
            match event {
                // Though it be the old size again: a smaller one between may have cut the screen.
                Event::Resize => {
                    terminal.backend_mut().resize(session.size());
                    anew(&mut terminal)?;
                }
                Event::Signal(Signal::Continue) => {
                    session.enter()?;
                    terminal.backend_mut().resize(session.size());
                    anew(&mut terminal)?;
                }
                _ => {}
            }
            app.handle(event);
        }
        for task in app.take_tasks() {
            work(task, to.clone());
        }
        if let Some(ending) = app.ending() {
            return Ok(ending);
        }
        match app.take_wish() {
            Some(Wish::Suspend) if !session.suspend()? => app.say_word(Tone::Warn, "frame.no-shell"),
            Some(Wish::Suspend) => {}
            Some(Wish::Redraw) => anew(&mut terminal)?,
            None => {}
        }
    }
}

/// Draws one frame of the workstation.
pub fn draw<B: ratatui::backend::Backend>(terminal: &mut Terminal<B>, app: &mut App) -> Result<(), B::Error> {
    terminal.draw(|frame| {
        if let Some(position) = app.draw(frame.area(), frame.buffer_mut()) {
            frame.set_cursor_position(position);
        }
    })?;
    Ok(())
}

/// Where no thread can be had the task is dropped, and the layer told that it was lost.
fn work(task: Task, to: Sender<Event>) {
    let lost = to.clone();
    let thread = thread::Builder::new().name("work".to_owned());
    if thread.spawn(move || task.run(to)).is_err() {
        let _ = lost.send(Event::Worked);
    }
}

fn anew<W: io::Write>(terminal: &mut Terminal<LeanBackend<W>>) -> io::Result<()> {
    terminal.backend_mut().forget();
    terminal.clear()
}

fn wait(events: &Receiver<Event>, due: Option<Instant>) -> Event {
    let next = match due {
        Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
        None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match next {
        Ok(event) => event,
        Err(RecvTimeoutError::Timeout) => Event::Due,
        // Nobody is left who could wake us: as good as a line that hung up.
        Err(RecvTimeoutError::Disconnected) => Event::Signal(Signal::End(signal_hook::consts::SIGHUP)),
    }
}
