//! The terminal: what it says it is, and what it says when it is asked.

use std::io::{IsTerminal, Write};

use super::Check;
use crate::tui::term::{Caps, Depth, Wants};

/// The smallest screen on which every pane has its place.
const SMALLEST: (u16, u16) = (80, 24);

/// What the terminal answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Columns and rows; none where there is no terminal.
    size: Option<(u16, u16)>,
    /// Columns it gives a Chinese character; none where it did not answer.
    han: Option<u16>,
    /// Columns it gives an East Asian Ambiguous character.
    ambiguous: Option<u16>,
}

impl Asked {
    /// Asks the terminal where the cursor stands after a character, which some links never answer: it has two seconds.
    pub(super) fn of_terminal() -> Self {
        if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
            return Self::default();
        }
        let size = crossterm::terminal::size().ok();
        let raw = crossterm::terminal::enable_raw_mode().is_ok();
        let asked = Self {
            size,
            han: raw.then(|| width('汉')).flatten(),
            ambiguous: raw.then(|| width('…')).flatten(),
        };
        if raw {
            // Left raw, the terminal would be the worse for having been asked.
            let _ = crossterm::terminal::disable_raw_mode();
        }
        asked
    }
}

/// Columns the cursor moves by when `c` is printed; what was printed is wiped again.
fn width(c: char) -> Option<u16> {
    let mut out = std::io::stdout();
    write!(out, "\r{c}").ok()?;
    out.flush().ok()?;
    let column = crossterm::cursor::position().ok().map(|(column, _)| column);
    write!(out, "\r\x1b[K").ok()?;
    out.flush().ok()?;
    column
}

/// What the surroundings and the answers say about the screen.
pub(super) fn checks(env: &dyn Fn(&str) -> Option<String>, asked: &Asked) -> Vec<Check> {
    let caps = Caps::detect(Wants::default(), env);
    let var = |name: &str| env(name).filter(|value| !value.is_empty());
    let term = var("TERM").unwrap_or_default();
    let mut checks = vec![terminal(&term, asked), locale(&var)];
    if let Some((columns, rows)) = asked.size {
        let screen = [size(columns, rows), glyphs(&term, asked), ambiguous(&caps, asked)];
        checks.extend(screen);
    }
    // No colour is nothing to change: every screen can be read without.
    checks.push(Check::good("colours", colours(caps.depth)));
    checks
}

fn colours(depth: Depth) -> &'static str {
    match depth {
        Depth::Mono => "mono",
        Depth::Ansi8 => "8",
        Depth::Ansi16 => "16",
        Depth::Indexed => "256",
        Depth::True => "24 bit",
    }
}

fn terminal(term: &str, asked: &Asked) -> Check {
    match term {
        "" | "dumb" => Check::bad("terminal", format!("TERM={term}"), "set-term"),
        _ if asked.size.is_none() => Check::note("terminal", format!("TERM={term}"), "no-terminal"),
        _ => Check::good("terminal", format!("TERM={term}")),
    }
}

fn size(columns: u16, rows: u16) -> Check {
    let found = format!("{columns}×{rows}");
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        Check::note("size", found, "larger")
    } else {
        Check::good("size", found)
    }
}

fn locale(var: &dyn Fn(&str) -> Option<String>) -> Check {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| var(name).map(|value| (name, value)));
    let Some((name, value)) = named else {
        return Check::note("locale", "—", "set-utf8");
    };
    let utf8 = value.to_ascii_lowercase().replace('-', "").contains("utf8");
    let found = format!("{name}={value}");
    if utf8 {
        Check::good("locale", found)
    } else {
        Check::note("locale", found, "set-utf8")
    }
}

fn glyphs(term: &str, asked: &Asked) -> Check {
    match (term, asked.han) {
        ("linux", _) => Check::note("han", "TERM=linux", "console"),
        (_, Some(2)) => Check::good("han", "2"),
        (_, Some(columns)) => Check::note("han", columns.to_string(), "han-narrow"),
        (_, None) => Check::note("han", "—", "not-asked"),
    }
}

fn ambiguous(caps: &Caps, asked: &Asked) -> Check {
    let wide = caps.widths == crate::tui::term::Widths::AmbiguousWide;
    match asked.ambiguous {
        None => Check::note("ambiguous", "—", "not-asked"),
        Some(2) if !wide => Check::note("ambiguous", "2", "widths-wide"),
        Some(1) if wide => Check::note("ambiguous", "1", "widths-usual"),
        Some(columns) => Check::good("ambiguous", columns.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;
    use rstest::rstest;

    fn found(what: &str, vars: &[(&str, &str)], asked: Asked) -> (State, Option<&'static str>) {
        let env = |name: &str| {
            let found = vars.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let checks = checks(&env, &asked);
        let check = checks.iter().find(|check| check.what == what).unwrap();
        (check.state, check.advice)
    }

    const XTERM: (&str, &str) = ("TERM", "xterm-256color");

    fn answers() -> Asked {
        Asked {
            size: Some((80, 24)),
            han: Some(2),
            ambiguous: Some(1),
        }
    }

    #[rstest]
    #[case::fine("terminal", &[XTERM], State::Good, None)]
    #[case::none("terminal", &[], State::Bad, Some("set-term"))]
    #[case::dumb("terminal", &[("TERM", "dumb")], State::Bad, Some("set-term"))]
    #[case::utf8("locale", &[("LANG", "zh_CN.UTF-8")], State::Good, None)]
    #[case::gbk("locale", &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.GB18030")], State::Note, Some("set-utf8"))]
    #[case::unset("locale", &[], State::Note, Some("set-utf8"))]
    #[case::console("han", &[("TERM", "linux")], State::Note, Some("console"))]
    #[case::narrow("ambiguous", &[XTERM], State::Good, None)]
    #[case::told_wide("ambiguous", &[XTERM, ("DUBAN_WIDTHS", "wide")], State::Note, Some("widths-usual"))]
    fn surroundings(
        #[case] what: &str,
        #[case] vars: &[(&str, &str)],
        #[case] state: State,
        #[case] advice: Option<&str>,
    ) {
        assert_eq!(found(what, vars, answers()), (state, advice));
    }

    #[test]
    fn answers_of_the_terminal_decide() {
        let small = Asked {
            size: Some((79, 24)),
            ..answers()
        };
        assert_eq!(found("size", &[XTERM], small), (State::Note, Some("larger")));
        let wide = Asked {
            ambiguous: Some(2),
            ..answers()
        };
        assert_eq!(
            found("ambiguous", &[XTERM], wide),
            (State::Note, Some("widths-wide"))
        );
        let told = [XTERM, ("DUBAN_WIDTHS", "wide")];
        assert_eq!(found("ambiguous", &told, wide), (State::Good, None));
        let narrow = Asked {
            han: Some(1),
            ..answers()
        };
        assert_eq!(found("han", &[XTERM], narrow), (State::Note, Some("han-narrow")));
        let none = Asked::default();
        assert_eq!(
            found("terminal", &[XTERM], none),
            (State::Note, Some("no-terminal"))
        );
        let silent = Asked {
            han: None,
            ..answers()
        };
        assert_eq!(found("han", &[XTERM], silent), (State::Note, Some("not-asked")));
    }
}
