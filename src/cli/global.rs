//! The flags every command takes, and what they make of the surroundings.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;
use etcetera::BaseStrategy;

use super::end::End;
use super::parse;
use crate::exchange::write::Look;
use crate::lang::Lang;
use crate::office::Clock;
use crate::tui::keymap::Keymap;
use crate::tui::start::{self, Failed};
use crate::tui::term::Wants;

#[derive(clap::Args, Clone, Debug)]
pub(super) struct Global {
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "zh|en")]
    lang: Option<LangName>,
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse::date)]
    today: Option<NaiveDate>,
    #[arg(long = "as", id = "as", global = true, value_name = "NAME")]
    pub(super) name: Option<String>,
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    #[arg(long, global = true)]
    mono: bool,
    #[arg(long, global = true, value_name = "NAME")]
    keymap: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangName {
    Zh,
    En,
}

impl Global {
    /// The data directory: `--data`, else `$DUBAN_DATA`, else `duban` in the user's data directory (XDG).
    pub(super) fn dir(&self, lang: Lang) -> Result<PathBuf, End> {
        if let Some(dir) = &self.data {
            return Ok(dir.clone());
        }
        if let Some(dir) = std::env::var_os("DUBAN_DATA").filter(|dir| !dir.is_empty()) {
            return Ok(dir.into());
        }
        match etcetera::choose_base_strategy() {
            Ok(base) => Ok(base.data_dir().join("duban")),
            Err(_) => Err(End::Usage(lang.word("usage.no-home").into_owned())),
        }
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock_or(Clock::System)
    }

    /// The rehearsal's clock where `--today` is given, else `other`.
    pub(super) fn clock_or(&self, other: Clock) -> Clock {
        self.today.map_or(other, Clock::Rehearsal)
    }

    /// The keys in force. A name that is none is a mistake of usage; a file with a mistake is a fault.
    pub(super) fn keymap(&self, lang: Lang) -> Result<Keymap, End> {
        start::keymap(self.keymap.as_deref()).map_err(|failed| match failed {
            Failed::NoKeymap(_) => End::Usage(failed.text(lang)),
            _ => End::Fault(failed.text(lang)),
        })
    }

    /// What the operator wants of the screen.
    pub(super) fn wants(&self) -> Wants {
        Wants {
            ascii: self.ascii,
            mono: self.mono,
        }
    }

    pub(super) fn look(&self) -> Look {
        let screen = || {
            crossterm::terminal::size()
                .ok()
                .map(|(columns, _)| usize::from(columns))
        };
        Look {
            ascii: self.ascii || console(),
            columns: std::io::stdout().is_terminal().then(screen).flatten(),
        }
    }
}

/// The language, found before the command line is parsed, so that help and usage errors speak it too:
/// `--lang`, else English where the screen cannot show Chinese, else Chinese.
pub(super) fn language(args: &[OsString]) -> Lang {
    let mut words = args.iter().skip(1).map(|a| a.to_string_lossy());
    let mut ascii = console();
    while let Some(word) = words.next() {
        let named = match word.strip_prefix("--lang") {
            Some("") => words.next().map(|w| w.into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match named.as_deref() {
            Some("en") => return Lang::En,
            Some("zh") => return Lang::Zh,
            _ => ascii |= word == "--ascii",
        }
    }
    if ascii { Lang::En } else { Lang::Zh }
}

/// Whether machines are to be answered, found before the command line is parsed.
pub(super) fn wants_json(args: &[OsString]) -> bool {
    args.iter().any(|a| a == "--json")
}

/// The kernel's own console has no Chinese characters.
fn console() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "linux")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("duban tasks", Lang::Zh)]
    #[case("duban tasks --lang en", Lang::En)]
    #[case("duban --lang=en tasks", Lang::En)]
    #[case("duban --ascii tasks", Lang::En)]
    #[case("duban --ascii tasks --lang zh", Lang::Zh)]
    #[case("duban --language en", Lang::Zh)]
    fn the_language_is_known_before_parsing(#[case] line: &str, #[case] lang: Lang) {
        if console() {
            return;
        }
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(language(&args), lang);
    }
}
