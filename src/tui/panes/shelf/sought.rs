//! What is asked of a list: its filter, its order, and the view both came from.

use std::cmp::Ordering;

use super::Stock;
use crate::query::{Around, Facts, Fault, Field, Keys, Order, Query, pinyin};
use crate::tui::panes::shown::Look;
use crate::tui::widget::Column;

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// The filter as typed.
    pub(super) filter: String,
    pub(super) sorting: Sorting,
    /// The view's name, as long as nothing was changed since it was taken up.
    pub(super) view: Option<String>,
}

/// The order rows stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sorting {
    /// By fields; by none of them in the list's own order.
    Fields(Order),
    /// By what stands in a column whose values no query asks for.
    Column { at: usize, down: bool },
}

/// What one row is sorted by.
pub(super) enum SortKey {
    Fields(Keys),
    /// Empty cells last; figures by their size, texts by their pinyin.
    Cell(bool, Option<i64>, String),
}

impl Default for Sorting {
    fn default() -> Self {
        Sorting::Fields(Order::default())
    }
}

impl Sorting {
    /// Whether rows stay in the list's own order.
    pub(super) fn is_usual(&self) -> bool {
        matches!(self, Sorting::Fields(order) if order.is_empty())
    }

    /// By this column; where rows are ordered by it already, the other way round.
    fn by(&self, at: usize, field: Option<Field>) -> Self {
        let down = self.way(at, field) == Some(false);
        match field {
            Some(field) => Sorting::Fields(Order::by(field, down)),
            None => Sorting::Column { at, down },
        }
    }

    /// Whether rows are ordered by this column, and if so, whether downwards.
    pub(super) fn way(&self, at: usize, field: Option<Field>) -> Option<bool> {
        match self {
            Sorting::Fields(order) => {
                let (first, down) = order.first()?;
                (field == Some(first)).then_some(down)
            }
            Sorting::Column { at: by, down } => (*by == at).then_some(*down),
        }
    }

    /// As a view keeps it; an order by what only stands on the screen is not kept.
    pub(super) fn text(&self) -> String {
        match self {
            Sorting::Fields(order) => order.text(),
            Sorting::Column { .. } => String::new(),
        }
    }

    /// What a row is sorted by; `cell` reads what stands in a column of it.
    pub(super) fn key(&self, facts: &dyn Facts, cell: impl Fn(usize) -> String) -> SortKey {
        match self {
            Sorting::Fields(order) => SortKey::Fields(order.keys(facts)),
            Sorting::Column { at, .. } => {
                let text = cell(*at);
                let empty = matches!(text.as_str(), "" | "—");
                let figure = text.parse().ok();
                SortKey::Cell(empty, figure, pinyin::ascii(&text).into_owned())
            }
        }
    }

    /// How two rows compare.
    pub(super) fn compare(&self, a: &SortKey, b: &SortKey) -> Ordering {
        match (self, a, b) {
            (Sorting::Fields(order), SortKey::Fields(a), SortKey::Fields(b)) => order.compare(a, b),
            (
                Sorting::Column { down, .. },
                SortKey::Cell(a_empty, a_figure, a),
                SortKey::Cell(b_empty, b_figure, b),
            ) => {
                let order = (a_figure, a).cmp(&(b_figure, b));
                a_empty
                    .cmp(b_empty)
                    .then(if *down { order.reverse() } else { order })
            }
            _ => Ordering::Equal,
        }
    }
}

impl Sought {
    /// Whether every row is wanted, in the list's own order.
    pub(super) fn is_plain(&self) -> bool {
        self.filter.is_empty() && self.sorting.is_usual()
    }

    /// The filter, read for `stock`.
    pub(super) fn query<S: Stock>(filter: &str, look: &Look<'_>) -> Result<Query, Fault> {
        let around = Around {
            today: look.today(),
            regions: &look.campaign.regions,
        };
        Query::parse(filter, S::fields(), &around)
    }

    /// Orders by a column; by the same once more, the other way round.
    pub(super) fn sort_by(&mut self, at: usize, column: &Column) {
        self.sorting = self.sorting.by(at, column.field);
        self.view = None;
    }
}
