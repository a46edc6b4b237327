//! Imports: a file is read, its good rows go through the door, its bad rows are told and kept in a rejects file.
//!
//! Nothing is half-done: the door takes an import whole, and what was prepared for it is only files that nothing names.

mod holidays;
mod leads;
mod libraries;
mod run;
mod targets;
mod told;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub use told::Told as ImportTold;

use super::evidence::Unread;
use super::{Denied, Office};
use crate::domain::operator::Actor;
use crate::domain::refusal::Refusal;
use crate::exchange::read::{Encoding, FileFault, RowFault};
use crate::lang::Lang;
use crate::store::Fault;

/// Faults that are told one by one; the rejects file has them all.
const TOLD: usize = 20;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Library {
    /// 抽查对象
    Targets,
    /// 执法人员
    Officers,
    /// 抽查事项清单
    Checklist,
    /// 线索
    Leads,
    /// 回避关系
    Conflicts,
    /// 放假调休安排
    Holidays,
}

/// How to import.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file.
    pub file: PathBuf,
    /// Its encoding.
    pub encoding: Encoding,
    /// Read and check everything, and change nothing.
    pub dry_run: bool,
    /// Where refused rows go.
    pub rejects: Option<PathBuf>,
    /// The language of the rejects file.
    pub lang: Lang,
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Encoding it was read in.
    pub encoding: String,
    /// Good rows.
    pub rows: u64,
    /// Refused rows.
    pub rejected: u64,
    /// Good rows that were not known.
    pub new: u64,
    /// Good rows that differ from what was known.
    pub updated: u64,
    /// Good rows that were known just so.
    pub unchanged: u64,
    /// Targets only: rows that affirm a keyword.
    pub affirmed: u64,
    /// Targets only: rows with a keyword found only inside an exclusion.
    pub excluded_only: u64,
    /// Rows from which characters were taken out that nobody sees; see [`crate::unseen`].
    pub cleaned: u64,
    /// Columns that were not read.
    pub ignored: Vec<String>,
    /// The first faults; the rejects file has them all.
    #[serde(skip)]
    pub faults: Vec<RowFault>,
    /// Leads only: files named as evidence that were not read, and are kept as descriptions.
    #[serde(skip)]
    pub unread: Vec<Unread>,
    /// Whether anything was changed at all: false in a dry run, and where everything was known.
    pub changed: bool,
}

/// Why an import did not take place.
#[derive(Debug)]
pub enum Failure {
    /// The file cannot be read.
    File(FileFault),
    /// The refused rows would take the place of the very file that is imported.
    RejectsOnExtract(PathBuf),
    /// The refused rows would take the place of a directory or device.
    RejectsNoFile(PathBuf),
    /// The refused rows, which repeat what they say of reporters, would go into the data directory.
    RejectsInData(PathBuf),
    /// Rows of a file that is taken whole or not at all cannot be taken; nothing has changed.
    Whole(Vec<RowFault>),
    /// The operator stopped it; nothing has changed.
    Stopped,
    /// The door says no.
    Denied(Denied),
}

impl Failure {
    /// The reason in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Failure::File(fault) => fault.text(lang),
            Failure::RejectsOnExtract(path) => rejects("import.rejects-on-extract", path, lang),
            Failure::RejectsNoFile(path) => rejects("import.rejects-no-file", path, lang),
            Failure::RejectsInData(path) => rejects("import.rejects-in-data", path, lang),
            Failure::Whole(faults) => {
                let lines = faults.iter().map(|fault| format!("\n  · {}", fault.text(lang)));
                lang.say("import.whole", &[("faults", &lines.collect::<String>())])
            }
            Failure::Stopped => lang.word("import.stopped").into_owned(),
            Failure::Denied(denied) => denied.text(lang),
        }
    }
}

fn rejects(key: &str, path: &Path, lang: Lang) -> String {
    lang.say(key, &[("file", &path.display().to_string())])
}

impl From<FileFault> for Failure {
    fn from(fault: FileFault) -> Self {
        Failure::File(fault)
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Failure::Denied(denied)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Denied(refusal.into())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Denied(fault.into())
    }
}

/// Told while a file is read: bytes read, bytes in all, rows so far. Answering false stops the import, and nothing
/// has changed.
pub type Told<'a> = &'a mut dyn FnMut(u64, u64, u64) -> bool;

/// Imports a file. `told` hears how far it has come.
pub fn import(
    office: &Office,
    actor: &Actor,
    library: Library,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    if office.view().campaign().is_none() {
        return Err(Refusal::NoCampaign.into());
    }
    if let Some(path) = options.rejects.as_ref().filter(|path| inside(path, office.dir())) {
        return Err(Failure::RejectsInData(path.clone()));
    }
    match library {
        Library::Targets => targets::import(office, actor, options, told),
        Library::Officers => libraries::officers(office, actor, options, told),
        Library::Checklist => libraries::checklist(office, actor, options, told),
        Library::Leads => leads::leads(office, actor, options, told),
        Library::Conflicts => libraries::conflicts(office, actor, options, told),
        Library::Holidays => holidays::import(office, actor, options, told),
    }
}

/// Whether a file that may not be there yet would lie in the folder.
fn inside(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let whole = |path: &Path| path.canonicalize().ok();
    let parent = whole(parent.unwrap_or(Path::new(".")));
    parent
        .zip(whole(folder))
        .is_some_and(|(parent, folder)| parent.starts_with(folder))
}
