//! What was worked out from the records, kept while they and the day are the same: a frame asks for it again and again.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::tui::desk::Desk;

/// What something was worked out for and from: its id, the journal's last entry, the day.
type Stamp = (String, u64, NaiveDate);

/// The last thing that was worked out.
pub(super) struct Stamped<T>(RefCell<Option<(Stamp, Rc<T>)>>);

impl<T> Default for Stamped<T> {
    fn default() -> Self {
        Stamped(RefCell::default())
    }
}

impl<T> Stamped<T> {
    /// What `make` gives for the thing of this id; made anew only when something has changed.
    pub(super) fn of(&self, desk: &Desk, id: &str, make: impl FnOnce() -> T) -> Rc<T> {
        let stamp = {
            let view = desk.view();
            (id.to_owned(), view.seq(), view.now().today)
        };
        if let Some((of, made)) = &*self.0.borrow()
            && *of == stamp
        {
            return Rc::clone(made);
        }
        let made = Rc::new(make());
        *self.0.borrow_mut() = Some((stamp, Rc::clone(&made)));
        made
    }
}
