//! The parts panes are made of. Each keeps its own small state, draws through [`super::ui::Ui`], and knows nothing of
//! what it shows.

mod area;
mod bar;
mod chart;
mod chooser;
mod column;
mod confirm;
mod detail;
mod field;
mod form;
mod form_draw;
mod form_field;
mod gauge;
mod list;
mod month;

pub use area::TextArea;
pub use bar::bar;
pub use chart::{Bars, chart, column_of, signs};
pub use chooser::Chooser;
pub use column::{Column, Room};
pub use confirm::Confirm;
pub use detail::{Detail, Entry, columns, emphasised};
pub use field::{Ask, TextField};
pub use form::{Choice, Field, Form, Kind, Value};
pub use gauge::gauge;
pub use list::{List, Row, Window};
pub use month::{Day, Month};
