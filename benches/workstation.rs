//! The workstation before a big office: from a key to its flushed frame, and from the start to the first frame.
//!
//! `cargo bench --bench workstation -- [ROWS TASKS]` prints one line a step: how long it took, and how many bytes went
//! to the terminal; where the key began work beside the keys, also how long until its result was on the screen. The
//! office is made once and kept under `target/`. `cargo bench --bench workstation -- keys 1` runs
//! the steps whose name has that word.

#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

mod made;

use std::cell::Cell;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command as Process;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use duban::lang::Lang;
use duban::tui::app::App;
use duban::tui::event::{self, Event};
use duban::tui::harness::script;
use duban::tui::run::draw;
use duban::tui::start;
use duban::tui::term::{Caps, LeanBackend, Wants};
use ratatui::Terminal;
use ratatui::layout::Size;

/// Rows of the registry and tasks where none are asked for.
const SIZES: (usize, u64) = (1_000_000, 100_000);
/// Turns of a step at most, and how long it may take.
const TURNS: usize = 300;
const PATIENCE: Duration = Duration::from_secs(3);

/// Keys pressed untimed, the key that is timed (in turn), and keys pressed untimed after it.
struct Step {
    name: &'static str,
    before: &'static str,
    timed: &'static [&'static str],
    after: &'static str,
    /// Pressed once, before the first turn.
    first: &'static str,
}

const fn step(
    name: &'static str,
    first: &'static str,
    before: &'static str,
    timed: &'static [&'static str],
    after: &'static str,
) -> Step {
    Step {
        name,
        before,
        timed,
        after,
        first,
    }
}

const STEPS: &[Step] = &[
    step("1 tasks: one down", "1 g", "", &["j"], ""),
    step("1 tasks: one page", "1 g", "", &["<pagedown>"], ""),
    step("1 tasks: end and home", "1 g", "", &["G", "g"], ""),
    step("1 tasks: a letter of a filter", "1", "/", &["w"], "<esc>"),
    step("1 tasks: filter by initials", "1", "/ qh", &["<enter>"], "<esc>"),
    step(
        "1 tasks: filter by region",
        "1",
        "/ region:武昌",
        &["<enter>"],
        "<esc>",
    ),
    step(
        "1 tasks: filter by state",
        "1",
        "/ state:recorded",
        &["<enter>"],
        "<esc>",
    ),
    step("1 tasks: sort by name", "1", "o j", &["<enter>"], "<esc>"),
    step("1 tasks: filter taken away", "1", "/ qh <enter>", &["<esc>"], ""),
    step("1 tasks: open and close", "1 g", "", &["<enter>", "<esc>"], ""),
    step("1 tasks: key help", "1", "", &["?", "<esc>"], ""),
    step("1 tasks: why it was drawn", "1 g", "", &["y"], "<esc>"),
    step("2 teams: one down", "2 g", "", &["j"], ""),
    step("2 teams: one page", "2 g", "", &["<pagedown>"], ""),
    step("3 entry: one down", "3 g", "", &["j"], ""),
    step("3 entry: open a form", "3 g", "", &["<enter>"], "<esc>"),
    step("4 leads: one down", "4 g", "", &["j"], ""),
    step("5 summary: one down", "5 g", "", &["j"], ""),
    step("5 summary: one right", "5 g", "", &["l"], ""),
    step("6 calendar: one day", "6 t", "", &["l"], ""),
    step("7 libraries: one down", "7 g", "", &["j"], ""),
    step("7 libraries: one page", "7 g", "", &["<pagedown>"], ""),
    step("7 libraries: end and home", "7 g", "", &["G", "g"], ""),
    step("7 registry: a plain word", "7", "/ 光谷", &["<enter>"], "<esc>"),
    step("7 registry: initials", "7", "/ qh", &["<enter>"], "<esc>"),
    step("7 registry: region", "7", "/ region:武昌", &["<enter>"], "<esc>"),
    step("7 registry: grade", "7", "/ grade:D", &["<enter>"], "<esc>"),
    step("7 registry: sort by name", "7", "o j", &["<enter>"], "<esc>"),
    step("7 libraries: next shelf", "7", "", &["<tab>"], ""),
    step("8 journal: one down", "8 g", "", &["j"], ""),
    step("8 journal: end and home", "8 g", "", &["G", "g"], ""),
    step("9 draw: one down", "9 g", "", &["j"], ""),
    step("to 1 tasks", "", "9", &["1"], ""),
    step("to 2 teams", "", "1", &["2"], ""),
    step("to 3 entry", "", "1", &["3"], ""),
    step("to 4 leads", "", "1", &["4"], ""),
    step("to 5 summary", "", "1", &["5"], ""),
    step("to 6 calendar", "", "1", &["6"], ""),
    step("to 7 libraries", "", "1", &["7"], ""),
    step("to 8 journal", "", "1", &["8"], ""),
    step("to 9 draw", "", "1", &["9"], ""),
];

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let mut words = words.iter().map(String::as_str);
    match words.next() {
        Some("steps") => steps(
            Path::new(words.next().expect("a directory")),
            words.next().unwrap_or("省人社"),
            words.next().unwrap_or(""),
        ),
        Some("frame") => first_frame(Path::new(words.next().expect("a directory"))),
        Some("keys") => whole(SIZES, words.next().unwrap_or_default()),
        rows => {
            let number = |n: Option<&str>| n.and_then(|n| n.parse().ok());
            let rows = number(rows).unwrap_or(SIZES.0);
            let tasks = number(words.next()).map_or(SIZES.1, |n| n as u64);
            whole((rows, tasks), "");
        }
    }
}

fn whole((rows, tasks): (usize, u64), word: &str) {
    let data = made::office::kept(rows, tasks);
    println!("{rows} targets in the registry, {tasks} tasks, 120 by 40");
    let run = |args: &[&str]| {
        let me = std::env::current_exe().expect("this program's path");
        let status = Process::new(me)
            .args(args.iter().take(1))
            .arg(&data)
            .args(args.iter().skip(1))
            .status();
        assert!(status.expect("the step runs").success(), "{args:?} failed");
    };
    if word.is_empty() {
        run(&["frame"]);
    }
    run(&["steps", "省人社", word]);
    if word.is_empty() {
        run(&["steps", "武汉人社", "1 tasks"]);
    }
}

/// Takes bytes and counts them.
#[derive(Clone, Default)]
struct Count(Rc<Cell<usize>>);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What timed keys took.
struct Taken {
    /// Until the frame that answers them.
    answered: Duration,
    /// Until the frame with what the work came to that they began, if they began any.
    done: Option<Duration>,
    /// Sent to the terminal.
    bytes: usize,
}

struct Seat {
    app: App,
    terminal: Terminal<LeanBackend<Count>>,
    count: Count,
}

impl Seat {
    fn take(data: &Path, operator: &str) -> Self {
        let utf8 = |name: &str| match name {
            "LANG" => Some("zh_CN.UTF-8".to_owned()),
            "TERM" => Some("xterm-256color".to_owned()),
            _ => None,
        };
        let caps = Caps::detect(Wants::default(), utf8);
        let office = Arc::new(made::office::open(data));
        let keymap = start::keymap(None).expect("the keymap reads");
        let app = start::app(office, made::office::actor(operator), Lang::Zh, caps, keymap);
        let count = Count::default();
        let backend = LeanBackend::new(count.clone(), Size::new(120, 40), caps);
        let terminal = Terminal::new(backend).expect("a sink never fails");
        let mut seat = Seat { app, terminal, count };
        seat.draw();
        seat
    }

    fn draw(&mut self) {
        draw(&mut self.terminal, &mut self.app).expect("a sink never fails");
    }

    /// Presses keys, each followed by its frame, and sees the work they began to its end.
    fn press(&mut self, keys: &str) {
        for key in script(keys) {
            self.key(key);
            self.work();
        }
    }

    fn key(&mut self, key: crossterm::event::KeyEvent) {
        self.app.handle(Event::Key(key));
        self.draw();
    }

    /// Does the work that was begun to its end, in this thread, and draws what came of it; false where there was none.
    fn work(&mut self) -> bool {
        let mut any = false;
        loop {
            let tasks = self.app.take_tasks();
            if tasks.is_empty() {
                return any;
            }
            any = true;
            let (sender, events) = event::channel();
            tasks.into_iter().for_each(|task| task.run(sender.clone()));
            drop(sender);
            events.iter().for_each(|event| self.app.handle(event));
            self.draw();
        }
    }

    fn measure(&mut self, keys: &str) -> Taken {
        let (start, before) = (Instant::now(), self.count.0.get());
        script(keys).for_each(|key| self.key(key));
        let answered = start.elapsed();
        let worked = self.work();
        Taken {
            answered,
            done: worked.then(|| start.elapsed()),
            bytes: self.count.0.get() - before,
        }
    }
}

fn steps(data: &Path, operator: &str, word: &str) {
    let mut seat = Seat::take(data, operator);
    println!(
        "\n{operator}\n{:34} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7} {:>5}",
        "step", "p50 ms", "p99 ms", "max ms", "done p50", "done max", "bytes", "most", "turns"
    );
    for step in STEPS.iter().filter(|step| step.name.contains(word)) {
        seat.press(step.first);
        let start = Instant::now();
        let mut taken = Vec::new();
        for keys in step.timed.iter().cycle().take(TURNS) {
            seat.press(step.before);
            taken.push(seat.measure(keys));
            seat.press(step.after);
            if start.elapsed() > PATIENCE {
                break;
            }
        }
        let times = sorted(taken.iter().map(|t| t.answered));
        let done = sorted(taken.iter().filter_map(|t| t.done));
        let bytes = sorted(taken.iter().map(|t| t.bytes));
        let ms = |times: &[Duration], share: f64| match at(times, share) {
            Some(time) => format!("{:.2}", time.as_secs_f64() * 1000.0),
            None => "-".to_owned(),
        };
        println!(
            "{:34} {:>9} {:>9} {:>9} {:>9} {:>9} {:7} {:7} {:5}",
            step.name,
            ms(&times, 0.5),
            ms(&times, 0.99),
            ms(&times, 1.0),
            ms(&done, 0.5),
            ms(&done, 1.0),
            at(&bytes, 0.5).unwrap_or_default(),
            at(&bytes, 1.0).unwrap_or_default(),
            times.len()
        );
    }
    println!("peak memory {} MB", peak_mb());
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}

/// The value at this share of a sorted row; none of an empty one.
fn at<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied()
}

fn first_frame(data: &Path) {
    let start = Instant::now();
    let seat = Seat::take(data, "省人社");
    println!(
        "start to first frame, in this process: {} ms, {} bytes, {} MB",
        start.elapsed().as_millis(),
        seat.count.0.get(),
        peak_mb()
    );
}

/// Peak memory of this process in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        >> 10
}
