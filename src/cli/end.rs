//! How a command ends: what it says, where, and with which exit code.

use std::io::{ErrorKind, IsTerminal, Write, stdout};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::found::Kind;
use crate::domain::refusal::Refusal;
use crate::exchange::write::json_text;
use crate::lang::Lang;
use crate::office::Denied;
use crate::store;
use crate::unseen::{visible_columns, visible_lines};

/// A command's result.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// For people, on standard output. What nobody would see in it is written out.
    pub(super) text: String,
    /// The text is a file's content: it goes out byte by byte, except to a terminal.
    pub(super) exact: bool,
    /// For programs, one document.
    pub(super) json: Value,
    /// Beside the result, on standard error: what to do next, warnings.
    pub(super) notes: Vec<String>,
    /// The exit code, though there is a result: 1 where part of the work was refused, 3 where something is not fit.
    pub(super) code: u8,
}

/// Why a command has no result.
#[derive(Debug)]
pub(super) enum End {
    /// A rule of the office said no: exit code 1.
    Refused(Refusal),
    /// What the draw's rooms found, by a stable code, in words and with its parameters; its kind gives the exit code.
    Found {
        kind: Kind,
        code: String,
        text: String,
        details: Value,
    },
    /// The command line makes no sense: exit code 2.
    Usage(String),
    /// A file, or the data directory: exit code 3.
    Fault(String),
    /// The data directory's own fault: exit code 3.
    Store(store::Fault),
}

impl Done {
    pub(super) fn new(text: impl Into<String>, json: Value) -> Self {
        Self {
            text: text.into(),
            json,
            ..Self::default()
        }
    }

    /// What a file would hold, on standard output instead.
    pub(super) fn exact(text: impl Into<String>, json: Value) -> Self {
        Self {
            exact: true,
            ..Self::new(text, json)
        }
    }

    pub(super) fn note(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }
}

impl From<Denied> for End {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => End::Refused(refusal),
            Denied::Fault(fault) => End::Store(fault),
        }
    }
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> Self {
        End::Refused(refusal)
    }
}

impl From<store::Fault> for End {
    fn from(fault: store::Fault) -> Self {
        End::Store(fault)
    }
}

impl From<crate::journal::Fault> for End {
    fn from(fault: crate::journal::Fault) -> Self {
        End::Store(fault.into())
    }
}

impl End {
    /// A fault of the file or folder `path`.
    pub(super) fn io(path: impl AsRef<std::path::Path>) -> impl FnOnce(std::io::Error) -> End {
        let path = path.as_ref().to_owned();
        move |source| End::Store(store::Fault::Io { path, source })
    }

    fn code(&self) -> u8 {
        match self {
            End::Refused(_) => 1,
            End::Found { kind, .. } => kind.exit(),
            End::Usage(_) => 2,
            End::Fault(_) | End::Store(_) => 3,
        }
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        match self {
            End::Refused(refusal) => refusal.text(lang),
            End::Found { text, .. } | End::Usage(text) | End::Fault(text) => text.clone(),
            End::Store(fault) => fault.text(lang),
        }
    }

    pub(super) fn json(&self, lang: Lang) -> Value {
        match self {
            End::Refused(refusal) => json!({"refused": refused(refusal, lang)}),
            End::Found {
                kind,
                code,
                text,
                details,
            } => json!({kind.word(): {"code": code, "what": text, "details": details}}),
            End::Usage(text) => json!({"usage": {"what": text}}),
            End::Fault(_) | End::Store(_) => json!({"fault": {"what": self.text(lang)}}),
        }
    }
}

/// A refusal for programs: its code and fields, and its words.
pub(super) fn refused(refusal: &Refusal, lang: Lang) -> Value {
    let mut value = serde_json::to_value(refusal).unwrap_or_default();
    let words = refusal.words(lang);
    if let Some(object) = value.as_object_mut() {
        object.insert("what".to_owned(), words.what.into());
        object.insert("rule".to_owned(), words.rule.into());
        object.insert("cure".to_owned(), words.cure.into());
    }
    value
}

/// Says what there is to say; the exit code tells the rest.
pub(super) fn finish(end: Result<Done, End>, lang: Lang, json: bool) -> ExitCode {
    match end {
        Ok(done) => {
            done.notes.iter().for_each(|note| say(note));
            let text = match (json, done.exact && !stdout().is_terminal()) {
                (true, _) => document(&done.json),
                (_, true) => done.text,
                (..) => visible_columns(done.text.trim_start_matches('\u{feff}')).into_owned(),
            };
            match print(&text) {
                Ok(()) => ExitCode::from(done.code),
                Err(code) => code,
            }
        }
        Err(end) => {
            say(end.text(lang).trim_end());
            let printed = if json {
                print(&document(&end.json(lang)))
            } else {
                Ok(())
            };
            printed.err().unwrap_or(ExitCode::from(end.code()))
        }
    }
}

fn document(value: &Value) -> String {
    json_text(value) + "\n"
}

/// Writes to standard output. Whoever closed the other end has read enough: that is no fault.
pub(super) fn print(text: &str) -> Result<(), ExitCode> {
    let mut out = stdout().lock();
    let line = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    match out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(line.as_bytes()))
        .and_then(|()| out.flush())
    {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(ExitCode::SUCCESS),
        Err(error) => {
            say(&error.to_string());
            Err(ExitCode::from(3))
        }
    }
}

/// Writes a line to standard error, if anybody listens.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", visible_lines(line));
}
