//! 放假调休安排: the days that depart from the five-day week, by the State Council's notice of the year.

use chrono::Datelike;

use super::fault::{Choice, Reason};
use super::fields::Cells;
use super::header::Column;
use super::reader::Kind;
use super::unique::Unique;
use super::wording::excerpt;
use crate::domain::campaign::{DayKind, Holiday};

/// Years that a holiday notice can be about: the first with make-up days as they are now, and a century on.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// Reads [`Holiday`]s; a day may stand in a file once.
#[derive(Debug, Default)]
pub struct Holidays {
    seen: Unique,
}

const DATE: usize = 0;
const KIND: usize = 1;
const NAME: usize = 2;

impl Kind for Holidays {
    type Row<'a> = Holiday;

    const COLUMNS: &'static [Column] = &[
        Column {
            name: "日期",
            synonyms: &["放假日期", "date", "day"],
            needed: true,
        },
        Column {
            name: "类型",
            synonyms: &["类别", "放假或上班", "安排", "kind", "type"],
            needed: true,
        },
        Column {
            name: "名称",
            synonyms: &["节日", "节日名称", "节假日", "假日名称", "name", "holiday"],
            needed: false,
        },
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<Holiday, (Option<usize>, Reason)> {
        let date = cells.date(DATE)?.ok_or((Some(DATE), Reason::Blank))?;
        if !YEARS.contains(&date.year()) {
            let found = date.year().to_string();
            return Err((Some(DATE), Reason::Year { found }));
        }
        let kind = cells.filled(KIND)?;
        let kind = day_kind(&kind).ok_or_else(|| {
            let (list, found) = (Choice::DayKind, excerpt(&kind));
            (Some(KIND), Reason::Choice { list, found })
        })?;
        let key = date.to_string();
        self.seen.check(&key, DATE)?;
        self.seen.insert(&key, cells.line());
        Ok(Holiday {
            date,
            kind,
            name: cells.owned(NAME),
        })
    }
}

fn day_kind(text: &str) -> Option<DayKind> {
    match text.to_lowercase().as_str() {
        "off" | "放假" | "休" | "休息" | "休假" | "节假日" => Some(DayKind::Off),
        "work" | "上班" | "班" | "调休上班" | "补班" | "工作日" => Some(DayKind::Work),
        _ => None,
    }
}
