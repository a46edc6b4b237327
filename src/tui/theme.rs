//! Few colours, each with a meaning, and none that anything depends on: every tone also has a sign.
//! Nothing is shown by reverse video, which some set-ups drop together with the colours.

use ratatui::style::{Color, Style};

/// What a row or a text says about its matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Less important: done, or not for this operator.
    Quiet,
    /// Done well.
    Good,
    /// Needs attention soon.
    Warn,
    /// Wrong, refused or overdue.
    Bad,
}

impl Tone {
    /// The sign in front of a row or message of this tone; one column.
    pub fn sign(self) -> &'static str {
        match self {
            Tone::Plain | Tone::Quiet => " ",
            Tone::Good => "+",
            Tone::Warn => "*",
            Tone::Bad => "!",
        }
    }
}

/// The styles of the workstation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether there are colours.
    pub colour: bool,
}

impl Theme {
    /// A text of this tone.
    pub fn tone(self, tone: Tone) -> Style {
        let style = Style::new();
        match tone {
            Tone::Plain => style,
            Tone::Quiet => style.dim(),
            Tone::Good => self.tint(style, Color::Green),
            Tone::Warn => self.tint(style, Color::Yellow),
            Tone::Bad => self.tint(style.bold(), Color::Red),
        }
    }

    /// What one looks for first: the current pane, a key, a field's label in focus.
    pub fn strong(self) -> Style {
        Style::new().bold()
    }

    /// Labels and hints beside the matter itself.
    pub fn quiet(self) -> Style {
        Style::new().dim()
    }

    /// A heading with a line under it.
    pub fn heading(self) -> Style {
        Style::new().bold().underlined()
    }

    /// A line under something, without emphasis.
    pub fn ruled(self) -> Style {
        Style::new().underlined()
    }

    fn tint(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }
}
