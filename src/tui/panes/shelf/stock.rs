//! What can stand on a shelf.

use std::marker::PhantomData;

use crate::domain::state::Read;
use crate::query::{Facts, Field, List, Query, Value};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Row};

/// Takes a row's key and what a query can ask of it.
pub(in crate::tui::panes) type Ask<'a, K> = dyn FnMut(&K, &dyn Facts) + 'a;

/// Rows known by a key, each read only when it is shown or asked about.
pub(in crate::tui::panes) trait Stock: Clone + Send + Sync + 'static {
    /// What a row is known by. Rows stand in the order of their keys unless another is asked for.
    type Key: Clone + Ord + Send + Sync + 'static;

    /// The list's name in views, where it can have any.
    fn list() -> Option<List>;

    /// What a filter can ask about.
    fn fields() -> &'static [Field] {
        Self::list().map_or(&[Field::Name], List::fields)
    }

    /// What stands in the place of rows where there are none: what would bring some.
    fn empty(&self, ui: &Ui) -> String;

    /// Heading of the particulars.
    fn title(&self, ui: &Ui) -> String;

    /// Headings.
    fn columns(&self, ui: &Ui) -> Vec<Column>;

    /// Every row, in the list's own order.
    fn keys(&self, look: &Look<'_>) -> Vec<Self::Key>;

    /// A row's line.
    fn row(&self, look: &Look<'_>, key: &Self::Key) -> Row;

    /// The few particulars that stand beside the list.
    fn brief(&self, look: &Look<'_>, key: &Self::Key) -> Vec<Entry> {
        self.entries(look, key)
    }

    /// All particulars.
    fn entries(&self, look: &Look<'_>, key: &Self::Key) -> Vec<Entry>;

    /// The target that a row is, or is about: by its code, or by a task on it.
    fn target(&self, _look: &Look<'_>, _key: &Self::Key) -> Option<String> {
        None
    }

    /// The message that says why a row leads to no target.
    fn no_target(&self) -> &'static str {
        "history.no-target"
    }

    /// Lets a query ask about those of these rows that are still there.
    fn ask(&self, look: &Look<'_>, keys: &[Self::Key], ask: &mut Ask<'_, Self::Key>);

    /// The rows of a filter that an index answers, without asking every row.
    fn indexed(&self, _look: &Look<'_>, _filter: &str, _query: &Query) -> Option<Vec<Self::Key>> {
        None
    }

    /// Whether rows can be marked, for something that is done to each of them.
    fn can_be_marked(&self) -> bool {
        false
    }
}

/// All records of a kind, or those given.
pub(in crate::tui::panes) struct Records<R> {
    given: Option<Vec<String>>,
    kind: PhantomData<fn() -> R>,
}

impl<R> Clone for Records<R> {
    fn clone(&self) -> Self {
        Records {
            given: self.given.clone(),
            kind: PhantomData,
        }
    }
}

impl<R> Records<R> {
    /// All records of the kind.
    pub(in crate::tui::panes) fn all() -> Self {
        Records {
            given: None,
            kind: PhantomData,
        }
    }

    /// These records.
    pub(in crate::tui::panes) fn of(keys: Vec<String>) -> Self {
        Records {
            given: Some(keys),
            ..Self::all()
        }
    }
}

impl<R: Shown + 'static> Stock for Records<R> {
    type Key = String;

    fn list() -> Option<List> {
        R::LIST
    }

    fn empty(&self, ui: &Ui) -> String {
        ui.word(R::EMPTY)
    }

    fn title(&self, ui: &Ui) -> String {
        ui.word(R::TITLE)
    }

    fn columns(&self, ui: &Ui) -> Vec<Column> {
        R::columns(ui)
    }

    fn keys(&self, look: &Look<'_>) -> Vec<String> {
        self.given.clone().unwrap_or_else(|| R::keys(look))
    }

    fn row(&self, look: &Look<'_>, key: &String) -> Row {
        match look.state().get::<R>(key) {
            Some(record) => record.row(look),
            None => Row::new([key.as_str()]),
        }
    }

    fn brief(&self, look: &Look<'_>, key: &String) -> Vec<Entry> {
        let record = look.state().get::<R>(key);
        record.map(|record| record.brief(look)).unwrap_or_default()
    }

    fn entries(&self, look: &Look<'_>, key: &String) -> Vec<Entry> {
        let record = look.state().get::<R>(key);
        record.map(|record| record.entries(look)).unwrap_or_default()
    }

    fn can_be_marked(&self) -> bool {
        R::MARKED
    }

    fn target(&self, look: &Look<'_>, key: &String) -> Option<String> {
        look.state().get::<R>(key)?.target()
    }

    fn no_target(&self) -> &'static str {
        R::NO_TARGET
    }

    fn ask(&self, look: &Look<'_>, keys: &[String], ask: &mut Ask<'_, String>) {
        for key in keys {
            if let Some(record) = look.state().get::<R>(key) {
                record.ask(look, &mut |facts| ask(key, facts));
            }
        }
    }
}

/// A row that is asked by its words alone.
pub(in crate::tui::panes) struct Words(pub String);

impl Facts for Words {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        field == Field::Name && fits(Value::Text(&self.0))
    }
}
