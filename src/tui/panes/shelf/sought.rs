//! What is asked of a list: its filter, its order, and the view both came from.

use super::Stock;
use crate::query::{Around, Fault, Field, Order, Query};
use crate::tui::panes::shown::Look;

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// The filter as typed.
    pub(super) filter: String,
    pub(super) order: Order,
    /// The view's name, as long as nothing was changed since it was taken up.
    pub(super) view: Option<String>,
}

impl Sought {
    /// Whether every row is wanted, in the list's own order.
    pub(super) fn is_plain(&self) -> bool {
        self.filter.is_empty() && self.order.is_empty()
    }

    /// The filter, read for `stock`.
    pub(super) fn query<S: Stock>(filter: &str, look: &Look<'_>) -> Result<Query, Fault> {
        let around = Around {
            today: look.today(),
            regions: &look.campaign.regions,
        };
        Query::parse(filter, S::fields(), &around)
    }

    /// Orders by a field; by the same once more, the other way round.
    pub(super) fn order_by(&mut self, field: Field) {
        let down = self.order.first() == Some((field, false));
        self.order = Order::by(field, down);
        self.view = None;
    }
}
