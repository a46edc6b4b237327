//! Reading one file to its end: good rows to the caller, bad rows to the rejects file.

use std::fs::{self, File};
use std::io::BufWriter;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{Failure, Imported, Options, TOLD, Told};
use crate::domain::command::Source;
use crate::exchange::read::{Encoding, Facts, Format, Kind, Layout, Reader, Reason, Rejects, RowFault};
use crate::store::Fault;
use crate::unseen::stripped;

/// Rows between two reports of progress.
const PACE: u64 = 5000;

/// Where refused rows go: written beside their final name, which they get only when the file was read to its end.
struct RejectsFile {
    path: PathBuf,
    out: Rejects<BufWriter<tempfile::NamedTempFile>>,
}

impl RejectsFile {
    fn begin(options: &Options, layout: &Layout) -> Result<Option<Self>, Failure> {
        let Some(path) = &options.rejects else {
            return Ok(None);
        };
        replaceable(path, &options.file)?;
        let dir = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("."), PathBuf::from);
        let file = tempfile::NamedTempFile::new_in(&dir).map_err(Fault::io(path))?;
        let out = Rejects::new(BufWriter::new(file), layout, options.lang);
        let out = out.map_err(Fault::io(path))?;
        Ok(Some(Self {
            path: path.clone(),
            out,
        }))
    }

    fn push(&mut self, fault: &RowFault) -> Result<(), Failure> {
        self.out
            .push(fault)
            .map_err(Fault::io(&self.path))
            .map_err(Failure::from)
    }

    fn finish(self) -> Result<(), Failure> {
        let Self { path, out } = self;
        let failed = |e| Failure::from(Fault::io(&path)(e));
        let file = out
            .finish()
            .map_err(failed)?
            .into_inner()
            .map_err(|e| failed(e.into_error()))?;
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        File::set_permissions(file.as_file(), permissions).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|e| failed(e.error))?;
        Ok(())
    }
}

/// The rejects file takes the place of what is there: that may be an older one, but neither the extract nor a device.
fn replaceable(path: &Path, extract: &Path) -> Result<(), Failure> {
    let Ok(there) = fs::metadata(path) else {
        return Ok(());
    };
    if !there.is_file() {
        return Err(Failure::RejectsNoFile(path.to_owned()));
    }
    let same = fs::metadata(extract).is_ok_and(|e| (e.dev(), e.ino()) == (there.dev(), there.ino()));
    match same {
        true => Err(Failure::RejectsOnExtract(path.to_owned())),
        false => Ok(()),
    }
}

/// Reads the file. `take` sees each good row, and may refuse it with a column's place and a reason.
pub(super) fn run<K: Kind>(
    options: &Options,
    kind: K,
    told: Told<'_>,
    mut take: impl FnMut(K::Row<'_>) -> Result<Option<(usize, Reason)>, Failure>,
) -> Result<(Imported, Facts), Failure> {
    let mut reader = Reader::open(&options.file, options.encoding, kind)?;
    let mut rejects = RejectsFile::begin(options, reader.layout())?;
    let mut faults = Vec::new();
    let mut rows: u64 = 0;
    loop {
        let verdict = match reader.next_row()? {
            None => break,
            Some(Ok(row)) => Ok(take(row)?),
            Some(Err(fault)) => Err(fault),
        };
        let refused = match verdict {
            Ok(None) => None,
            Ok(Some((column, reason))) => Some(reader.refuse(column, reason)),
            Err(fault) => Some(fault),
        };
        if let Some(fault) = refused {
            if let Some(rejects) = &mut rejects {
                rejects.push(&fault)?;
            }
            if faults.len() < TOLD {
                faults.push(fault);
            }
        }
        rows += 1;
        if rows.is_multiple_of(PACE) {
            let (done, all) = reader.progress();
            if !told(done, all, rows) {
                return Err(Failure::Stopped);
            }
        }
    }
    let summary = reader.finish()?;
    if let Some(rejects) = rejects {
        rejects.finish()?;
    }
    let imported = Imported {
        file: options
            .file
            .file_name()
            .map(|n| stripped(&n.to_string_lossy(), false).into_owned())
            .unwrap_or_default(),
        sha256: hex::encode(summary.facts.sha256),
        encoding: encoding(summary.facts.format).to_owned(),
        rows: summary.good,
        rejected: summary.refused,
        cleaned: summary.cleaned,
        ignored: summary.ignored,
        faults,
        ..Imported::default()
    };
    Ok((imported, summary.facts))
}

fn encoding(format: Format) -> &'static str {
    match format {
        Format::Csv {
            encoding: Encoding::Gb18030,
            ..
        } => "gb18030",
        Format::Csv { .. } => "utf-8",
        Format::Xlsx => "xlsx",
    }
}

/// Where the rows came from, for the journal.
pub(super) fn source(imported: &Imported, facts: &Facts) -> Source {
    Source {
        file: imported.file.clone(),
        sha256: imported.sha256.clone(),
        bytes: facts.bytes,
        encoding: imported.encoding.clone(),
        rows: imported.rows,
        rejected: imported.rejected,
    }
}
