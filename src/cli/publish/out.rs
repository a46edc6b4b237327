//! A table on its way out: to the screen or into a file, in the form that is asked for.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::exchange::write::{Table, csv, json_text, xlsx};
use crate::office::files::save;

/// A table in all its forms.
pub(super) struct Paper<'a> {
    pub(super) table: &'a Table,
    /// As one JSON document.
    pub(super) document: Value,
    /// As a page, where it has one.
    pub(super) page: Option<String>,
    /// Anybody may read the file.
    pub(super) public: bool,
    /// What stands beside it on the screen.
    pub(super) notes: Vec<String>,
}

impl Paper<'_> {
    /// Gives it in `format`, into a file where one is named.
    pub(super) fn give(self, desk: &Desk, format: &str, out: Option<&Path>) -> Result<Done, End> {
        let format = match format {
            "table" if desk.global.json => "json",
            format => format,
        };
        let bytes = match format {
            "json" => json_text(&self.document).into_bytes(),
            "csv" => csv(self.table),
            "xlsx" if out.is_none() => return Err(End::Usage(desk.word("usage.xlsx-needs-out"))),
            "xlsx" => xlsx(self.table).map_err(|error| End::Fault(error.to_string()))?,
            "html" => self.page.unwrap_or_default().into_bytes(),
            _ => desk.table(self.table).into_bytes(),
        };
        let Some(path) = out else {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Ok(Done::exact(text, self.document).note(self.notes));
        };
        save(path, &bytes)?;
        if self.public {
            std::fs::set_permissions(path, Permissions::from_mode(0o644)).map_err(End::io(path))?;
        }
        let (file, rows) = (path.display().to_string(), self.table.rows.len());
        let args = [("file", file.as_str()), ("rows", &rows.to_string())];
        let value = json!({"file": file, "format": format, "rows": rows});
        Ok(Done::new(desk.say("publish.saved", &args), value).note(self.notes))
    }
}
