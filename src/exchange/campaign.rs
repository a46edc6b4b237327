//! A campaign's file with its side files: divisions, holidays and the default check list.

use std::io::ErrorKind;
use std::path::{Component, Path};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::domain::campaign::{Campaign, Holiday, Unsound};
use crate::domain::command::Source;
use crate::domain::library::ChecklistItem;
use crate::domain::operator::Operator;
use crate::domain::region::{Region, Regions};
use crate::exchange::read::violations;
use crate::exchange::{located, syntax};
use crate::lang::Lang;

/// A campaign as its files give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The campaign, with divisions and holidays.
    pub campaign: Campaign,
    /// The default check list.
    pub checklist: Vec<ChecklistItem>,
    /// Where the check list came from.
    pub source: Source,
}

/// What is wrong with one of the files, and where.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file cannot be read.
    #[error("{file}: {source}")]
    Io {
        /// The file.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file says something that cannot be taken.
    #[error("{file} line {line}, column {column}: {}", flaw.text(Lang::En))]
    Content {
        /// The file.
        file: String,
        /// Line, from 1; 0 where the fault has no place.
        line: usize,
        /// Column in characters, from 1; 0 where it is the whole line.
        column: usize,
        /// The field, with its table; empty where it is not known.
        field: String,
        /// What is wrong there.
        flaw: Flaw,
    },
}

/// What is wrong with the content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// What the reader of the format says.
    Said(String),
    /// A column of the check list is missing.
    NoColumn(&'static str),
    /// An item's version is no whole number from 1.
    Version(String),
    /// An item has no number or no name.
    NoName,
    /// The campaign's tables contradict each other.
    Unsound(Box<Unsound>),
    /// An item names a violation that the campaign's table does not have.
    Violation(String),
    /// A row has more or fewer fields than the header.
    Fields {
        /// Fields of the header.
        expected: u64,
        /// Fields of the row.
        found: u64,
    },
}

impl Flaw {
    /// The flaw in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Flaw::Said(message) => syntax::told(message, lang),
            Flaw::Unsound(fault) => fault.text(lang),
            Flaw::NoColumn(name) => lang.say("campaign-file.no-column", &[("name", name)]),
            Flaw::Version(version) => lang.say("campaign-file.version", &[("version", version)]),
            Flaw::NoName => lang.word("campaign-file.no-name").into_owned(),
            Flaw::Violation(id) => lang.say("campaign-file.violation", &[("id", id)]),
            Flaw::Fields { expected, found } => {
                let (expected, found) = (expected.to_string(), found.to_string());
                lang.say(
                    "campaign-file.fields",
                    &[("expected", &expected), ("found", &found)],
                )
            }
        }
    }
}

impl Fault {
    /// The fault and what to do, in the operator's language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Fault::Io { file, source } if source.kind() == ErrorKind::NotFound => {
                lang.say("campaign-file.missing", &[("file", file)])
            }
            Fault::Io { file, source } => lang.say(
                "campaign-file.io",
                &[("file", file), ("what", &source.to_string())],
            ),
            Fault::Content {
                file,
                line,
                column,
                field,
                flaw,
            } => {
                let (line, column) = (line.to_string(), column.to_string());
                let parts = [
                    ("file", file.as_str()),
                    ("line", &line),
                    ("column", &column),
                    ("field", field),
                ];
                let (place, what) = (syntax::place(&parts, lang), flaw.text(lang));
                let args = [("place", place.as_str()), ("what", &what)];
                lang.say("campaign-file.content", &args)
            }
        }
    }
}

/// The campaign of 鄂人社函〔2022〕97号, which is part of the program.
///
/// # Errors
/// None in practice: the files are compiled in and a test reads them.
pub fn default_campaign() -> Result<Given, Fault> {
    given(
        "campaign.toml",
        include_bytes!("../../sample-data/campaign.toml"),
        |name| {
            let bytes: &[u8] = match name {
                "regions-hubei.csv" => include_bytes!("../../sample-data/regions-hubei.csv"),
                "holidays-cn.csv" => include_bytes!("../../sample-data/holidays-cn.csv"),
                "checklist.csv" => include_bytes!("../../sample-data/checklist.csv"),
                _ => return Err(std::io::ErrorKind::NotFound.into()),
            };
            Ok(bytes.to_vec())
        },
    )
}

/// Reads a campaign from its TOML file; the files it names are looked for beside it.
///
/// # Errors
/// [`Fault`] with file, line and column.
pub fn read_campaign(path: &Path) -> Result<Given, Fault> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| Fault::Io {
        file: file.clone(),
        source,
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    given(&file, &bytes, |name| match beside(Path::new(name)) {
        true => std::fs::read(folder.join(name)),
        false => Err(std::io::ErrorKind::InvalidFilename.into()),
    })
}

/// Whether a file that a campaign names lies beside it or below: a campaign from elsewhere reads nothing else here.
fn beside(name: &Path) -> bool {
    let inner = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    name.components().all(inner)
}

/// Reads operators from a TOML file of `[[operators]]` tables.
///
/// # Errors
/// [`Fault`] with file, line and column.
pub fn read_operators(path: &Path) -> Result<Vec<Operator>, Fault> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        operators: Vec<Operator>,
    }
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| Fault::Io {
        file: file.clone(),
        source,
    })?;
    Ok(toml::<File>(&file, utf8(&file, &bytes)?)?.operators)
}

fn given(file: &str, bytes: &[u8], read: impl Fn(&str) -> std::io::Result<Vec<u8>>) -> Result<Given, Fault> {
    let text = utf8(file, bytes)?;
    let mut campaign: Campaign = toml(file, text)?;
    let side = |name: &str| {
        let io = |source| Fault::Io {
            file: name.to_owned(),
            source,
        };
        read(name).map_err(io)
    };
    campaign.regions = Regions::new(rows::<Region>(
        &campaign.regions_file,
        &side(&campaign.regions_file)?,
    )?);
    campaign.holidays = rows::<Holiday>(&campaign.holidays_file, &side(&campaign.holidays_file)?)?;
    let bytes = side(&campaign.checklist_file)?;
    let checklist = checklist(&campaign, &bytes)?;
    if let Some(fault) = first_fault(&campaign, &checklist) {
        return Err(unsound(file, text, fault));
    }
    let source = Source {
        file: campaign.checklist_file.clone(),
        sha256: hex::encode(Sha256::digest(&bytes)),
        bytes: bytes.len() as u64,
        encoding: "utf-8".to_owned(),
        rows: checklist.len() as u64,
        rejected: 0,
    };
    Ok(Given {
        campaign,
        checklist,
        source,
    })
}

fn first_fault(campaign: &Campaign, checklist: &[ChecklistItem]) -> Option<Unsound> {
    let own = campaign.faults().into_iter();
    own.chain(campaign.faults_with(checklist)).next()
}

/// The fault with the place of its field, or of the nearest table above it that is there.
fn unsound(file: &str, text: &str, fault: Unsound) -> Fault {
    let start = located::start_of(text, &fault.field);
    let (line, column) = start.map_or((0, 0), |start| syntax::place_of(text.as_bytes(), start));
    Fault::Content {
        file: file.to_owned(),
        line,
        column,
        field: fault.field.clone(),
        flaw: Flaw::Unsound(Box::new(fault)),
    }
}

fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let (line, column) = syntax::place_of(bytes, e.valid_up_to());
        content(file, line, column, Flaw::Said(syntax::NOT_UTF8.to_owned()))
    })?;
    Ok(text.trim_start_matches('\u{feff}'))
}

fn toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    ::toml::from_str(text).map_err(|e| {
        let start = e.span().map(|span| span.start);
        let (line, column) = start.map_or((0, 0), |start| syntax::place_of(text.as_bytes(), start));
        Fault::Content {
            file: file.to_owned(),
            line,
            column,
            field: start
                .map(|start| syntax::toml_field(text, start))
                .unwrap_or_default(),
            flaw: Flaw::Said(e.message().to_owned()),
        }
    })
}

fn content(file: &str, line: usize, column: usize, flaw: Flaw) -> Fault {
    Fault::Content {
        file: file.to_owned(),
        line,
        column,
        field: String::new(),
        flaw,
    }
}

fn rows<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<Vec<T>, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    reader
        .deserialize()
        .map(|row| row.map_err(|e| csv_fault(file, &e)))
        .collect()
}

fn csv_fault(file: &str, error: &csv::Error) -> Fault {
    let line = error.position().map_or(0, |p| p.line() as usize);
    let (column, flaw) = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => {
            let column = err.field().map_or(0, |n| n as usize + 1);
            (column, Flaw::Said(err.kind().to_string()))
        }
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            let (expected, found) = (*expected_len, *len);
            (0, Flaw::Fields { expected, found })
        }
        _ => (0, Flaw::Said(error.to_string())),
    };
    content(file, line, column, flaw)
}

/// The column that links an item to violations of the campaign's table.
const VIOLATIONS: &str = "违法行为";

/// The check list's columns, in the order in which [`checklist`] takes them.
const CHECKLIST: [&str; 13] = [
    "编号",
    "版本",
    "事项名称",
    "类别",
    "检查方式",
    "法律依据",
    "检查要点",
    "所需材料",
    "法律责任",
    "来源",
    "责任部门",
    "英文名称",
    "英文要点",
];

fn checklist(campaign: &Campaign, bytes: &[u8]) -> Result<Vec<ChecklistItem>, Fault> {
    let file = campaign.checklist_file.as_str();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers().map_err(|e| csv_fault(file, &e))?.clone();
    let mut at = [0; CHECKLIST.len()];
    for (at, name) in at.iter_mut().zip(CHECKLIST) {
        let found = headers.iter().position(|h| h == name);
        *at = found.ok_or_else(|| content(file, 1, 0, Flaw::NoColumn(name)))?;
    }
    // A list need not say which violation each item is.
    let linked = headers.iter().position(|h| h == VIOLATIONS);
    let mut items = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| csv_fault(file, &e))?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        let [id, version, rest @ ..] = at.map(|n| record.get(n).unwrap_or_default().to_owned());
        let [
            title,
            class,
            method,
            basis,
            look_at,
            materials,
            liability,
            source,
            department,
            title_en,
            look_at_en,
        ] = rest;
        let version = version.parse().map_err(|_| {
            let column = at.get(1).map_or(0, |n| n + 1);
            content(file, line, column, Flaw::Version(version.clone()))
        })?;
        if id.is_empty() || title.is_empty() {
            return Err(content(file, line, 0, Flaw::NoName));
        }
        let violations = violations(linked.and_then(|n| record.get(n)).unwrap_or_default());
        if let Some(id) = violations.iter().find(|id| campaign.violation(id).is_none()) {
            let column = linked.map_or(0, |n| n + 1);
            return Err(content(file, line, column, Flaw::Violation(id.clone())));
        }
        items.push(ChecklistItem {
            id,
            version,
            title,
            title_en,
            class,
            method,
            basis,
            look_at,
            look_at_en,
            materials,
            liability,
            source,
            department,
            violations,
        });
    }
    Ok(items)
}

#[cfg(test)]
mod tests;
