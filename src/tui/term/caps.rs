//! What the terminal can show, read from the environment alone: asking the terminal itself hangs over some links.

/// How many colours may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// No colour; bold, dim and underline remain.
    Mono,
    /// The eight of ECMA-48.
    Ansi8,
    /// The eight and their bright forms.
    #[default]
    Ansi16,
    /// The 256-colour palette.
    Indexed,
    /// 24 bits.
    True,
}

/// How far the terminal's idea of a character's width is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Widths {
    /// ASCII is one column, Chinese two; after any other glyph the cursor is placed anew.
    #[default]
    Usual,
    /// As `Usual`, and East Asian Ambiguous characters are given two columns.
    AmbiguousWide,
    /// As `Usual`, and the cursor is placed anew behind every run of Chinese: a terminal that takes it for narrow
    /// spoils no more than that run.
    Safe,
}

/// How much of what has been added since the VT100 the terminal understands; each knows what those before it do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Model {
    /// Placing the cursor, erasing, scrolling, bold, underline; attributes are only taken away all at once.
    Vt100,
    /// Also hiding the cursor, erasing some cells, taking away single attributes.
    Vt220,
    /// The console of Linux: also going to a column, dim.
    Linux,
    /// GNU Screen: also a screen of one's own beside the shell's.
    Screen,
    /// xterm, and all that take after it: also brackets around what is pasted.
    #[default]
    Xterm,
}

/// What the operator asked for on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wants {
    /// `--ascii`
    pub ascii: bool,
    /// `--mono`
    pub mono: bool,
}

/// What may be sent to this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Caps {
    /// Colours.
    pub depth: Depth,
    /// No glyph beyond ASCII: English labels, pinyin for Chinese data.
    pub ascii: bool,
    /// Trust in widths.
    pub widths: Widths,
    /// The sequences it understands.
    pub model: Model,
}

impl Caps {
    /// Decides from the command line's wishes and the environment (`TERM`, `COLORTERM`, `NO_COLOR`, the locale
    /// variables, `TMUX`, and `DUBAN_WIDTHS` = `usual`, `wide` or `safe`), read through `env`.
    pub fn detect(wants: Wants, env: impl Fn(&str) -> Option<String>) -> Self {
        let var = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = var("TERM").unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .find_map(|name| var(name))
            .unwrap_or_default();
        Caps {
            depth: if wants.mono || var("NO_COLOR").is_some() {
                Depth::Mono
            } else {
                depth(&term, &var("COLORTERM").unwrap_or_default())
            },
            ascii: wants.ascii || term == "linux" || !is_utf8(&locale),
            widths: match var("DUBAN_WIDTHS").as_deref() {
                Some("wide") => Widths::AmbiguousWide,
                Some("safe") => Widths::Safe,
                _ => Widths::Usual,
            },
            model: model(&term, var("TMUX").is_some()),
        }
    }
}

/// Older set-ups of tmux say `screen` too.
fn model(term: &str, tmux: bool) -> Model {
    let is = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
    match () {
        () if is(&["vt1", "ansi", "dumb"]) || term.is_empty() => Model::Vt100,
        () if is(&["vt"]) => Model::Vt220,
        () if is(&["linux"]) => Model::Linux,
        () if is(&["screen"]) && !tmux => Model::Screen,
        () => Model::Xterm,
    }
}

fn depth(term: &str, colorterm: &str) -> Depth {
    if matches!(colorterm, "truecolor" | "24bit") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else if term.is_empty() || term == "dumb" || term.starts_with("vt") {
        Depth::Mono
    } else if term == "linux" || term == "ansi" || term.starts_with("screen") {
        Depth::Ansi8
    } else {
        Depth::Ansi16
    }
}

fn is_utf8(locale: &str) -> bool {
    let lower = locale.to_ascii_lowercase();
    lower.ends_with("utf-8") || lower.ends_with("utf8") || lower.contains("utf-8@") || lower.contains("utf8@")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn caps(wants: Wants, vars: &[(&str, &str)]) -> Caps {
        Caps::detect(wants, |name| {
            vars.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[rstest]
    #[case(&[("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8")], Depth::Indexed, false)]
    #[case(&[("TERM", "xterm"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")], Depth::True, false)]
    #[case(&[("TERM", "linux"), ("LANG", "zh_CN.UTF-8")], Depth::Ansi8, true)]
    #[case(&[("TERM", "xterm"), ("LANG", "zh_CN.GB18030")], Depth::Ansi16, true)]
    #[case(&[("TERM", "xterm"), ("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Depth::Ansi16, true)]
    #[case(&[("TERM", "xterm-256color"), ("NO_COLOR", "1"), ("LANG", "en_US.utf8")], Depth::Mono, false)]
    #[case(&[("TERM", "xterm-256color"), ("NO_COLOR", ""), ("LANG", "en_US.utf8")], Depth::Indexed, false)]
    #[case(&[("TERM", "vt220"), ("LANG", "en_US.UTF-8")], Depth::Mono, false)]
    fn environment_decides(#[case] vars: &[(&str, &str)], #[case] depth: Depth, #[case] ascii: bool) {
        let caps = caps(Wants::default(), vars);
        assert_eq!((caps.depth, caps.ascii), (depth, ascii));
    }

    #[rstest]
    #[case("vt100", None, Model::Vt100)]
    #[case("vt102", None, Model::Vt100)]
    #[case("vt220", None, Model::Vt220)]
    #[case("linux", None, Model::Linux)]
    #[case("screen.linux", None, Model::Screen)]
    #[case("screen-256color", None, Model::Screen)]
    #[case("screen-256color", Some("/tmp/tmux-0/default,1,0"), Model::Xterm)]
    #[case("tmux-256color", None, Model::Xterm)]
    #[case("xterm", None, Model::Xterm)]
    #[case("rxvt-unicode", None, Model::Xterm)]
    fn the_model_is_known_by_its_name(#[case] term: &str, #[case] tmux: Option<&str>, #[case] model: Model) {
        let vars = [Some(("TERM", term)), tmux.map(|tmux| ("TMUX", tmux))];
        let vars: Vec<_> = vars.into_iter().flatten().collect();
        assert_eq!(caps(Wants::default(), &vars).model, model);
    }

    #[test]
    fn the_command_line_wins() {
        let vars = [
            ("TERM", "xterm-256color"),
            ("LANG", "zh_CN.UTF-8"),
            ("DUBAN_WIDTHS", "safe"),
        ];
        let caps = caps(
            Wants {
                ascii: true,
                mono: true,
            },
            &vars,
        );
        assert_eq!(
            caps,
            Caps {
                depth: Depth::Mono,
                ascii: true,
                widths: Widths::Safe,
                model: Model::Xterm,
            }
        );
    }
}
