//! A table on its way out, and the form in which it is asked for.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::region::RegionCode;
use crate::exchange::write::{Table, csv, json_text, xlsx};
use crate::office::files::save;

const FORMATS: [&str; 4] = ["table", "json", "csv", "xlsx"];

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Form {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    pub(in crate::cli) region: Option<RegionCode>,
    #[arg(long, value_name = "table|json|csv|xlsx", value_parser = FORMATS, default_value = "table")]
    format: String,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A table with what there is to know of it.
pub(in crate::cli) struct Paper {
    pub(super) table: Table,
    pub(super) notes: Vec<String>,
    /// What the JSON document has besides table and notes.
    pub(super) more: Map<String, Value>,
    /// A workbook of its own; the plain table as a workbook where there is none.
    pub(super) workbook: Option<Vec<u8>>,
}

impl Paper {
    pub(in crate::cli) fn new(table: Table, notes: Vec<String>) -> Self {
        Paper {
            table,
            notes,
            more: Map::new(),
            workbook: None,
        }
    }

    pub(super) fn json(&self) -> Value {
        let mut document = self.table.document();
        if let Some(members) = document.as_object_mut() {
            members.extend(self.more.clone());
            members.insert("notes".to_owned(), self.notes.clone().into());
        }
        document
    }

    /// The JSON document as a file holds it.
    pub(super) fn json_file(&self) -> Vec<u8> {
        json_text(&self.json()).into_bytes()
    }

    pub(super) fn xlsx(&self) -> Result<Vec<u8>, End> {
        match &self.workbook {
            Some(workbook) => Ok(workbook.clone()),
            None => xlsx(&self.table).map_err(|error| End::Fault(error.to_string())),
        }
    }
}

impl Form {
    pub(super) fn is_xlsx(&self) -> bool {
        self.format == "xlsx"
    }

    pub(in crate::cli) fn give(&self, desk: &Desk, paper: Paper) -> Result<Done, End> {
        let format = match self.format.as_str() {
            "table" if desk.global.json => "json",
            format => format,
        };
        if format == "xlsx" && self.out.is_none() {
            return Err(End::Usage(desk.word("usage.xlsx-needs-out")));
        }
        let bytes = match format {
            "json" => paper.json_file(),
            "csv" => csv(&paper.table),
            "xlsx" => paper.xlsx()?,
            _ => desk.table(&paper.table).into_bytes(),
        };
        let Some(path) = &self.out else {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return Ok(Done::exact(text, paper.json()).note(paper.notes));
        };
        save(path, &bytes)?;
        let file = path.display().to_string();
        let text = desk.say("report.saved", &[("file", &file)]);
        Ok(Done::new(text, json!({"file": file, "format": format})).note(paper.notes))
    }
}
