//! Views: those as shipped, and those an operator saves under a name in the configuration directory.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::lang::Lang;
use crate::office::Fault;
use crate::query::{List, SavedView, ViewFault, Views, with};

/// The views an operator can take up.
#[derive(Debug, Default)]
pub struct OwnViews {
    /// Where own ones are kept; none where there is no configuration directory.
    file: Option<PathBuf>,
    views: Views,
}

/// Why views could not be read or saved.
#[derive(Debug, thiserror::Error)]
pub enum NoViews {
    /// The file has a mistake, or the view has.
    #[error(transparent)]
    Fault(Box<ViewFault>),
    /// The file cannot be read or written.
    #[error(transparent)]
    Io(Fault),
    /// There is nowhere to keep it.
    #[error("no configuration directory")]
    Nowhere,
}

impl From<ViewFault> for NoViews {
    fn from(fault: ViewFault) -> Self {
        NoViews::Fault(Box::new(fault))
    }
}

impl NoViews {
    /// What is wrong and what to do, in the operator's language where it has words for it.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            NoViews::Fault(fault) => fault.text(lang),
            NoViews::Io(fault) => fault.text(lang),
            NoViews::Nowhere => lang.word("views.nowhere").into_owned(),
        }
    }
}

impl OwnViews {
    /// The shipped views with those of `file` over them.
    ///
    /// # Errors
    /// A mistake in the file, or one that cannot be read.
    pub fn load(file: Option<PathBuf>) -> Result<Self, NoViews> {
        let shipped = Views::shipped()?;
        let views = match &file {
            Some(path) => shipped.over(&path.display().to_string(), &read(path)?)?,
            None => shipped,
        };
        Ok(OwnViews { file, views })
    }

    /// The views of a list, own ones first.
    pub fn of(&self, list: List) -> impl Iterator<Item = &SavedView> {
        self.views.of(list)
    }

    /// The list's view of this id or name, in either language.
    pub fn find(&self, list: List, name: &str) -> Option<&SavedView> {
        self.views.find(list, name)
    }

    /// Puts a view into the operator's file, in the place of one of the same id. Whatever else stands there stays.
    ///
    /// # Errors
    /// A mistake that is in the file already, or one that cannot be written.
    pub fn save(&mut self, view: &SavedView) -> Result<(), NoViews> {
        let path = self.file.as_deref().ok_or(NoViews::Nowhere)?;
        let name = path.display().to_string();
        let text = with(&name, &read(path)?, view)?;
        write(path, &text).map_err(|error| no_file(path, error))?;
        self.views = Views::shipped()?.over(&name, &text)?;
        Ok(())
    }
}

fn no_file(path: &Path, source: io::Error) -> NoViews {
    let path = path.to_owned();
    NoViews::Io(Fault::Io { path, source })
}

fn read(path: &Path) -> Result<String, NoViews> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(no_file(path, error)),
    }
}

/// Written beside it and renamed: the old file is whole until the new one is.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let dir = path.parent().ok_or(io::ErrorKind::NotFound)?;
    std::fs::create_dir_all(dir)?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
