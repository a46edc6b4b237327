//! A batch on its way to the public: the files to recompute it from, and the page for people in both languages.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::NaiveDate;

use super::{Fault, View};
use crate::domain::batch::Batch;
use crate::domain::campaign::{Campaign, Text};
use crate::domain::publication::files;
pub use crate::domain::publication::{Choice, Publication, Showing};
use crate::domain::refusal::Refusal;
use crate::domain::task::Task;
use crate::exchange::write::page::{Facts, Names, pages};
use crate::lang::Lang;
use crate::unseen::stays_inside;

/// Why an officer cannot step in, as the rules put it on record.
const ABSENT: [&str; 5] = ["off-duty", "other-office", "certificate", "conflict", "cap"];

/// The files and pages of `batch` as they may be shown on `today`.
///
/// # Errors
/// [`Refusal::NoCampaign`], [`Refusal::CeremonyIncomplete`] before both parties have committed, or
/// [`Refusal::BlobMissing`].
pub fn publication(
    view: &View<'_>,
    batch: &Batch,
    today: NaiveDate,
    choice: Choice,
) -> Result<Publication, Refusal> {
    let campaign = view.campaign().ok_or(Refusal::NoCampaign)?;
    let mut publication = files(view.state(), &campaign, batch, today, choice)?;
    let names = names(view, &campaign, batch, publication.showing);
    let pages = pages(&Facts::read(&publication.files, names));
    publication.files.extend(pages);
    Ok(publication)
}

/// Names for the codes in the files. Who was drawn has a name only where the draw is shown.
fn names(view: &View<'_>, campaign: &Campaign, batch: &Batch, showing: Showing) -> Names {
    let shown = matches!(showing, Showing::Whole | Showing::Void);
    let tasks = match shown {
        true => Task::of_batch(view.state(), &batch.id),
        false => Vec::new(),
    };
    let units = campaign.regions.units();
    Names {
        campaign: campaign.name.clone(),
        notice: campaign.notice.clone(),
        units: units
            .map(|unit| (unit.code.to_string(), unit.name.clone()))
            .collect(),
        targets: tasks.into_iter().map(|task| (task.target, task.name)).collect(),
        reasons: reasons(campaign),
    }
}

/// Names of the reason codes: the campaign's own, and those the rules give for an officer who could not step in.
fn reasons(campaign: &Campaign) -> BTreeMap<String, Text> {
    let own = campaign.draw.reasons.iter().chain(&campaign.team.reasons);
    let own = own.map(|reason| (reason.code.clone(), reason.name.clone()));
    let word = |key: &str, lang: Lang| lang.word(&format!("officer-out.{key}")).into_owned();
    let rules = ABSENT.iter().map(|code| {
        let (zh, en) = (word(code, Lang::Zh), word(code, Lang::En));
        ((*code).to_owned(), Text { zh, en })
    });
    rules.chain(own).collect()
}

/// Why a publication was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// The folder holds something already; what was published once is not written over.
    Taken,
    /// The disk says no.
    Fault(Fault),
}

impl From<Fault> for NotWritten {
    fn from(fault: Fault) -> Self {
        NotWritten::Fault(fault)
    }
}

/// Writes the files into the folder `out`, which must be new or empty and is made readable for all: every file or none,
/// for they are written beside it and moved there together.
///
/// # Errors
/// [`NotWritten`].
pub fn write(files: &BTreeMap<String, Vec<u8>>, out: &Path) -> Result<(), NotWritten> {
    if is_taken(out)? {
        return Err(NotWritten::Taken);
    }
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new()
        .prefix(".duban-")
        .tempdir_in(folder)
        .map_err(Fault::io(folder))?;
    for (name, bytes) in files {
        let path = beside.path().join(name);
        if !stays_inside(name) {
            return Err(Fault::io(&path)(ErrorKind::InvalidFilename.into()).into());
        }
        let written =
            File::create(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        written.map_err(Fault::io(&path))?;
    }
    let open_to_all = fs::Permissions::from_mode(0o755);
    fs::set_permissions(beside.path(), open_to_all).map_err(Fault::io(beside.path()))?;
    fs::rename(beside.path(), out).map_err(Fault::io(out))?;
    // The folder under its old name is gone; nothing is left to clean up.
    let _ = beside.keep();
    File::open(folder)
        .and_then(|f| f.sync_all())
        .map_err(Fault::io(folder))?;
    Ok(())
}

fn is_taken(out: &Path) -> Result<bool, Fault> {
    match fs::read_dir(out) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Fault::io(out)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_is_written_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("public");
        for name in ["../stolen", "/tmp/stolen", "a/b", "..", "a\0b"] {
            let files = BTreeMap::from([
                (name.to_owned(), b"x".to_vec()),
                ("a.json".to_owned(), Vec::new()),
            ]);
            assert!(
                matches!(write(&files, &out), Err(NotWritten::Fault(_))),
                "{name:?}"
            );
            assert_eq!(dir.path().read_dir().unwrap().count(), 0, "{name:?}");
        }
    }
}
