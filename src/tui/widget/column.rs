//! The columns of a table and the room each gets.

use crate::query::Field;

/// How much room a column gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// So many columns of the screen.
    Fixed(u16),
    /// A share of what the others leave, by weight; at least eight columns.
    Share(u16),
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading, in the operator's language.
    pub title: String,
    /// Its room.
    pub room: Room,
    /// Numbers stand to the right.
    pub right: bool,
    /// What rows are ordered by when they are ordered by this column; none where they cannot be.
    pub field: Option<Field>,
}

impl Column {
    /// A column for texts.
    pub fn new(title: impl Into<String>, room: Room) -> Self {
        Column {
            title: title.into(),
            room,
            right: false,
            field: None,
        }
    }

    /// A column for numbers.
    pub fn number(title: impl Into<String>, width: u16) -> Self {
        Column {
            title: title.into(),
            room: Room::Fixed(width),
            right: true,
            field: None,
        }
    }

    /// The same column, by whose values rows can be ordered.
    pub fn by(self, field: Field) -> Self {
        Column {
            field: Some(field),
            ..self
        }
    }
}

/// Widths of the columns that fit into `width` behind the gutter, in their order; a blank column stands between two.
pub(super) fn widths(all: &[Column], width: u16, gutter: u16) -> Vec<u16> {
    const LEAST: u16 = 8;
    let least = |column: &Column| match column.room {
        Room::Fixed(width) => width,
        Room::Share(_) => LEAST,
    };
    let mut fitting = all.len();
    let needed = |n: usize| all.iter().take(n).map(|c| least(c) + 1).sum::<u16>() + gutter;
    while fitting > 1 && needed(fitting) > width + 1 {
        fitting -= 1;
    }
    let columns = || all.iter().take(fitting);
    let weight = |column: &Column| match column.room {
        Room::Fixed(_) => 0,
        Room::Share(weight) => u32::from(weight),
    };
    let weights: u32 = columns().map(weight).sum();
    let spare = u32::from((width + 1).saturating_sub(needed(fitting)));
    let mut given = 0;
    let mut so_far = 0;
    columns()
        .map(|column| match column.room {
            Room::Fixed(width) => width,
            Room::Share(weight) => {
                so_far += u32::from(weight);
                let upto = (spare * so_far).checked_div(weights).unwrap_or(0);
                let more = upto - given;
                given = upto;
                LEAST + u16::try_from(more).unwrap_or(0)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_screens_leave_out_the_last_columns() {
        let columns = vec![
            Column::number("号", 4),
            Column::new("名称", Room::Share(2)),
            Column::new("地区", Room::Share(1)),
            Column::new("状态", Room::Fixed(8)),
        ];
        assert_eq!(widths(&columns, 80, 2), [4, 39, 24, 8]);
        assert_eq!(widths(&columns, 24, 2), [4, 8, 8]);
        assert_eq!(widths(&columns, 10, 2), [4]);
    }
}
