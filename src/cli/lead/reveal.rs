//! `duban lead reveal`: who reported, shown on this terminal alone and gone from it with the next key. It is never printed:
//! neither a file nor the terminal's scroll-back can come to hold it.

use std::io::{IsTerminal, Write, stdin, stdout};
use std::time::{Duration, Instant};

use crossterm::cursor::MoveTo;
use crossterm::event::{Event, KeyEventKind, poll, read};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use serde_json::json;
use unicode_width::UnicodeWidthChar;

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::office::seal::Reporter;
use crate::unseen::visible;

/// How long it stays without a key.
const LONGEST: Duration = Duration::from_secs(120);

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(value_name = "LEAD")]
    lead: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    if desk.global.json || dumb || !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(End::Usage(desk.word("lead-cli.no-terminal")));
    }
    let session = desk.session()?;
    let actor = session.actor()?;
    let reporter = session.office.reveal(&actor, &args.lead, &args.reason)?;
    // Whoever reads must not keep the office from others.
    drop(session);
    show(&lines(desk, &args.lead, &reporter)).map_err(End::io("-"))?;
    let text = desk.say("lead-cli.revealed", &[("lead", &args.lead)]);
    Ok(Done::new(text, json!({"lead": args.lead})))
}

fn lines(desk: &Desk, lead: &str, reporter: &Reporter) -> Vec<String> {
    let part = |key: &str, text: &str| {
        let text = if text.is_empty() { "—" } else { text };
        format!("{}  {}", desk.word(key), visible(text))
    };
    vec![
        desk.say("lead-cli.reporter-of", &[("lead", &visible(lead))]),
        String::new(),
        part("lead-cli.name", &reporter.name),
        part("lead-cli.phone", &reporter.phone),
        part("lead-cli.id", &reporter.id),
        String::new(),
        desk.word("lead-cli.any-key"),
    ]
}

/// Shows the lines on the alternate screen until a key is pressed, then writes blanks over them before leaving it: also a
/// terminal without such a screen, or one that keeps what is cleared, is left with nothing.
fn show(lines: &[String]) -> std::io::Result<()> {
    let mut out = stdout();
    enable_raw_mode()?;
    let shown = execute!(out, EnterAlternateScreen)
        .and_then(|()| draw(&mut out, lines))
        .and_then(|()| wait());
    let wiped = draw(&mut out, &[]);
    let left = execute!(out, LeaveAlternateScreen);
    disable_raw_mode()?;
    shown.and(wiped).and(left)
}

/// Fills the screen line by line; nothing scrolls.
fn draw(out: &mut impl Write, lines: &[String]) -> std::io::Result<()> {
    let (columns, rows) = size()?;
    let mut pieces = lines.iter().flat_map(|line| pieces(line, usize::from(columns)));
    for row in 0..rows {
        queue!(out, MoveTo(0, row), Clear(ClearType::CurrentLine))?;
        if let Some(piece) = pieces.next() {
            queue!(out, Print(piece))?;
        }
    }
    queue!(out, MoveTo(0, 0))?;
    out.flush()
}

/// A line in pieces that fit the screen, the last column left free.
fn pieces(line: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut width = 0;
    for c in line.chars() {
        let wide = c.width().unwrap_or(0);
        if width + wide >= columns.max(3) {
            pieces.push(String::new());
            width = 0;
        }
        width += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

/// Waits for a key, but not for ever.
fn wait() -> std::io::Result<()> {
    let until = Instant::now() + LONGEST;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || !poll(left)? {
            return Ok(());
        }
        match read()? {
            Event::Key(key) if key.kind == KeyEventKind::Press => return Ok(()),
            _ => {}
        }
    }
}
