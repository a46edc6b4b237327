//! Long work: it goes on in a thread of its own while keys are answered, tells how far it has come, and can be ended
//! early. A layer starts it with [`super::layer::Cx::work`] and keeps the [`Work`] until [`Event::Worked`] finds it
//! done.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::time::{Duration, Instant};

use super::event::{Event, Progress};

/// Between two reports at least: every one is a frame, and the line may be thin.
const PACE: Duration = Duration::from_millis(400);

/// Work that a layer waits for. Dropping it asks the work to end: nobody waits for it any more.
#[derive(Debug)]
pub struct Work<T> {
    result: Receiver<T>,
    cancel: Arc<AtomicBool>,
}

/// The work broke off without a result: it panicked, or no thread could be had for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl<T> Work<T> {
    /// Asks the work to end early. What it did not do yet stays undone; its result still comes.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::SeqCst);
    }

    /// The result of the work in `waiting`, once it has ended; then nothing is waited for any more.
    pub fn ended(waiting: &mut Option<Work<T>>) -> Option<Result<T, Lost>> {
        let result = match waiting.as_ref()?.result.try_recv() {
            Ok(result) => Ok(result),
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(Lost),
        };
        *waiting = None;
        Some(result)
    }
}

impl<T> Drop for Work<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Work as the thread that does it knows it.
#[derive(Debug)]
pub struct Job {
    label: String,
    began: Instant,
    told: Cell<Option<Instant>>,
    cancel: Arc<AtomicBool>,
    to: Sender<Event>,
}

impl Job {
    /// Tells how far the work has come: units done, and units in all where that is known. Call it as often as you
    /// like; the line it is shown on appears with the first call.
    pub fn progress(&self, done: u64, total: Option<u64>) {
        if self.told.get().is_some_and(|told| told.elapsed() < PACE) {
            return;
        }
        self.told.set(Some(Instant::now()));
        self.tell(done, total, false);
    }

    /// Whether the work should end early.
    pub fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }

    fn tell(&self, done: u64, total: Option<u64>, over: bool) {
        // Whoever does not listen any more has left the program.
        let _ = self.to.send(Event::Progress(Progress {
            label: self.label.clone(),
            done,
            total,
            elapsed: self.began.elapsed(),
            over,
            cancel: Arc::clone(&self.cancel),
        }));
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if self.told.get().is_some() {
            self.tell(0, None, true);
        }
        let _ = self.to.send(Event::Worked);
    }
}

/// Work that waits for its thread.
pub struct Task(Box<dyn FnOnce(Sender<Event>) + Send>);

impl Task {
    /// Does the work in this thread; what it has to tell goes to `to`.
    pub fn run(self, to: Sender<Event>) {
        (self.0)(to);
    }
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Task")
    }
}

/// Work with what its layer keeps of it.
pub(super) fn start<T: Send + 'static>(
    label: String,
    work: impl FnOnce(&Job) -> T + Send + 'static,
) -> (Work<T>, Task) {
    let (sender, result) = mpsc::channel();
    let cancel = Arc::<AtomicBool>::default();
    let kept = Work {
        result,
        cancel: Arc::clone(&cancel),
    };
    let task = Task(Box::new(move |to| {
        let job = Job {
            label,
            began: Instant::now(),
            told: Cell::new(None),
            cancel,
            to,
        };
        // Dropped before the job, also where the work panics: the layer is woken when its result is there, or never
        // will be.
        let sender = sender;
        let _ = sender.send(work(&job));
    }));
    (kept, task)
}
