//! What an import came to, in the operator's language.

use std::path::Path;

use super::{Imported, Library};
use crate::lang::Lang;

/// An import in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was done, and the counts, a line each.
    pub figures: Vec<String>,
    /// Every fault that is told, where the others are, and what was not read.
    pub notes: Vec<String>,
}

impl Imported {
    /// The import in words; `trial` changed nothing, and refused rows went to `rejects`.
    pub fn told(&self, library: Library, trial: bool, rejects: Option<&Path>, lang: Lang) -> Told {
        let head = match (self.changed, trial) {
            (_, true) => "import.dry-run",
            (true, _) => "import.done",
            (false, _) if self.rows == 0 => "import.none",
            (false, _) => "import.nothing-new",
        };
        let figure = |n: u64| n.to_string();
        let mut figures = vec![
            lang.say(head, &[("file", &self.file), ("encoding", &self.encoding)]),
            lang.say(
                "import.figures",
                &[
                    ("rows", &figure(self.rows)),
                    ("rejected", &figure(self.rejected)),
                    ("new", &figure(self.new)),
                    ("updated", &figure(self.updated)),
                    ("unchanged", &figure(self.unchanged)),
                ],
            ),
        ];
        if library == Library::Targets {
            let (affirmed, excluded) = (figure(self.affirmed), figure(self.excluded_only));
            let args = [("affirmed", affirmed.as_str()), ("excluded", &excluded)];
            figures.push(lang.say("import.keywords", &args));
        }
        Told {
            figures,
            notes: self.notes(library, rejects, lang),
        }
    }

    fn notes(&self, library: Library, rejects: Option<&Path>, lang: Lang) -> Vec<String> {
        let mut notes: Vec<String> = self.faults.iter().map(|fault| fault.text(lang)).collect();
        let untold = self.rejected.saturating_sub(self.faults.len() as u64);
        if untold > 0 {
            notes.push(lang.say("import.more", &[("count", &untold.to_string())]));
        }
        if let Some(rejects) = rejects {
            notes.push(lang.say("import.rejects", &[("file", &rejects.display().to_string())]));
            if library == Library::Leads && self.rejected > 0 {
                notes.push(lang.word("import.rejects-name-reporters").into_owned());
            }
        }
        if self.cleaned > 0 {
            notes.push(lang.say("import.cleaned", &[("count", &self.cleaned.to_string())]));
        }
        notes.extend(self.unread.iter().map(|unread| unread.text(lang)));
        if !self.ignored.is_empty() {
            let columns = self.ignored.join(&lang.word("list.and"));
            notes.push(lang.say("import.ignored", &[("columns", &columns)]));
        }
        notes
    }
}
