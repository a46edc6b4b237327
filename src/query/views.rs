//! Saved views: a filter and an order under a name, the shipped ones with the operator's own laid over them.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::{Around, Fault, List, Order, Query, Wrong};
use crate::domain::campaign::Text;
use crate::domain::operator::Role;
use crate::domain::region::Regions;
use crate::lang::Lang;

/// The views as shipped.
const SHIPPED: &str = include_str!("views.toml");

/// A filter and an order under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What it is known by in the file and on the command line.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The list it is of.
    pub list: List,
    /// What is looked for, as typed.
    pub filter: String,
    /// The order, as typed.
    pub order: String,
    /// The roles it is offered to; to everyone where there are none.
    pub roles: Vec<Role>,
}

/// Every view, one for each id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views(Vec<SavedView>);

/// A mistake in a file of views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewFault {
    /// The file's name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub wrong: WrongView,
}

/// What can be wrong in a file of views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongView {
    /// Not TOML, or not the fields of a view; the parser's words.
    Toml(String),
    /// The filter or the order of this view.
    Query(String, Box<Fault>),
    /// The file is written in a form in which a view cannot be put beside the others.
    Form(String),
}

impl ViewFault {
    /// The whole message: where, what, and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let wrong = match &self.wrong {
            WrongView::Toml(what) => lang.say("query.views.toml", &[("what", what)]),
            WrongView::Query(view, fault) => lang.say(
                "query.views.query",
                &[("view", view), ("what", &fault.text(lang))],
            ),
            WrongView::Form(view) => lang.say("query.views.form", &[("view", view)]),
        };
        format!("{}:{}:{}: {wrong}", self.file, self.line, self.column)
    }
}

impl std::fmt::Display for ViewFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for ViewFault {}

impl SavedView {
    /// Whether it is offered to whoever has these roles.
    pub fn is_for(&self, roles: &[Role]) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|role| roles.contains(role))
    }

    /// Its lines in a file of views.
    fn lines(&self) -> String {
        let text = |text: &str| toml::Value::from(text).to_string();
        let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let id = match !self.id.is_empty() && self.id.chars().all(bare) {
            true => self.id.clone(),
            false => text(&self.id),
        };
        let (zh, en) = (text(&self.name.zh), text(&self.name.en));
        let name = match zh == en {
            true => zh,
            false => format!("{{ zh = {zh}, en = {en} }}"),
        };
        let (list, filter, order) = (self.list.word(), text(&self.filter), text(&self.order));
        let mut lines =
            format!("[view.{id}]\nname = {name}\nlist = \"{list}\"\nfilter = {filter}\norder = {order}\n");
        if !self.roles.is_empty() {
            let word = |role: &Role| text(role.key().trim_start_matches("role."));
            let roles: Vec<String> = self.roles.iter().map(word).collect();
            lines.push_str(&format!("roles = [{}]\n", roles.join(", ")));
        }
        lines
    }
}

impl Views {
    /// The views as shipped.
    ///
    /// # Errors
    /// None that a test would not have found.
    pub fn shipped() -> Result<Self, ViewFault> {
        Views::default().over("views.toml", SHIPPED)
    }

    /// These views with those in `text` over them; `file` is named in errors. Own ones come first.
    ///
    /// # Errors
    /// The first mistake in the file.
    pub fn over(mut self, file: &str, text: &str) -> Result<Self, ViewFault> {
        let own = read(file, text)?;
        self.0.retain(|old| own.iter().all(|new| new.id != old.id));
        self.0.splice(0..0, own);
        Ok(self)
    }

    /// The views of a list, own ones first.
    pub fn of(&self, list: List) -> impl Iterator<Item = &SavedView> {
        self.0.iter().filter(move |view| view.list == list)
    }

    /// The list's view of this id or name, in either language.
    pub fn find(&self, list: List, name: &str) -> Option<&SavedView> {
        let called = |view: &&SavedView| {
            [&view.id, &view.name.zh, &view.name.en]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        };
        self.of(list).find(called)
    }
}

/// The text of a file of views with `view` in it: in the place of the one with its id, or at the end. Everything else
/// stays as it is written, comments too.
///
/// # Errors
/// A mistake that is in the file already, or a form, such as all views in one inline table, that nothing can be added to.
pub fn with(file: &str, text: &str, view: &SavedView) -> Result<String, ViewFault> {
    let mut expected = read(file, text)?;
    match expected.iter_mut().find(|old| old.id == view.id) {
        Some(old) => *old = view.clone(),
        None => expected.push(view.clone()),
    }
    let range = section(text, &view.id);
    let (before, after) = (
        text.get(..range.start).unwrap_or(text),
        text.get(range.end..).unwrap_or(""),
    );
    let gap = match before {
        "" => "",
        before if before.ends_with("\n\n") || !range.is_empty() => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let changed = format!("{before}{gap}{}{after}", view.lines());
    match read(file, &changed) {
        Ok(views) if views == expected => Ok(changed),
        _ => Err(fault(
            file,
            text,
            range.start..range.start,
            WrongView::Form(view.id.clone()),
        )),
    }
}

/// The bytes of the view's own lines, without blank and comment lines before the next table; the end of the text where
/// there is no such view.
fn section(text: &str, id: &str) -> Range<usize> {
    let is_own = |line: &str| {
        let table: Option<toml::Table> = line.parse().ok();
        let views = table.as_ref().and_then(|table| table.get("view"));
        views.and_then(|views| views.get(id)).is_some()
    };
    let (mut at, mut start, mut end) = (0, None, text.len());
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let heads = trimmed.starts_with('[') && (trimmed.parse::<toml::Table>().is_ok());
        if heads && start.is_some() && !is_own(line) {
            break;
        }
        if heads && start.is_none() && is_own(line) {
            start = Some(at);
        }
        at += line.len();
        if start.is_some() && !trimmed.is_empty() && !trimmed.starts_with('#') {
            end = at;
        }
    }
    start.map_or(text.len()..text.len(), |start| start..end)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    view: BTreeMap<String, Spanned<Raw>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<Name>,
    list: List,
    #[serde(default)]
    filter: Option<Spanned<String>>,
    #[serde(default)]
    order: Option<Spanned<String>>,
    #[serde(default)]
    roles: Vec<Role>,
}

/// In one language or in both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    One(String),
    Both(Text),
}

fn read(file: &str, text: &str) -> Result<Vec<SavedView>, ViewFault> {
    let raw: File = toml::from_str(text).map_err(|e| {
        let span = e.span().unwrap_or(0..0);
        fault(file, text, span, WrongView::Toml(e.message().to_owned()))
    })?;
    let mut views: Vec<(String, Spanned<Raw>)> = raw.view.into_iter().collect();
    views.sort_by_key(|(_, raw)| raw.span().start);
    let view = |(id, raw): (String, Spanned<Raw>)| {
        view(id, raw.into_inner()).map_err(|(span, wrong)| fault(file, text, span, wrong))
    };
    views.into_iter().map(view).collect()
}

fn view(id: String, raw: Raw) -> Result<SavedView, (Range<usize>, WrongView)> {
    let part = |text: Option<Spanned<String>>| {
        text.map_or((0..0, String::new()), |text| (text.span(), text.into_inner()))
    };
    let ((at_filter, filter), (at_order, order)) = (part(raw.filter), part(raw.order));
    let wrong = |fault| WrongView::Query(id.clone(), Box::new(fault));
    Order::parse(&order, raw.list.fields()).map_err(|fault| (at_order, wrong(fault)))?;
    check(&filter, raw.list).map_err(|fault| (at_filter, wrong(fault)))?;
    let name = match raw.name {
        Some(Name::Both(name)) => name,
        one => {
            let one = match one {
                Some(Name::One(name)) => name,
                _ => id.clone(),
            };
            Text {
                zh: one.clone(),
                en: one,
            }
        }
    };
    Ok(SavedView {
        name,
        list: raw.list,
        filter,
        order,
        roles: raw.roles,
        id,
    })
}

/// What is wrong with a filter whatever the day and the divisions are.
fn check(filter: &str, list: List) -> Result<(), Fault> {
    let around = Around {
        today: NaiveDate::default(),
        regions: &Regions::default(),
    };
    match Query::parse(filter, list.fields(), &around) {
        Err(fault) if !matches!(fault.wrong, Wrong::Place(_)) => Err(fault),
        _ => Ok(()),
    }
}

fn fault(file: &str, text: &str, span: Range<usize>, wrong: WrongView) -> ViewFault {
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ViewFault {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).map_or(0, |head| head.chars().count()) + 1,
        wrong,
    }
}
