//! The cells of one row by column, read as what they should be.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    cell::{self, says_nothing},
    date::date,
    fault::{Choice, Reason},
    header::Layout,
    record::Record,
    wording::excerpt,
};
use crate::domain::region::RegionCode;
use crate::domain::uscc::Uscc;

/// Tells whether a 行政区划代码 of six digits is known.
pub type RegionCheck<'r> = &'r dyn Fn(&str) -> bool;

/// The division that a 行政区划代码 of six digits or a name such as 武汉市武昌区 stands for.
pub type RegionFind<'r> = &'r dyn Fn(&str) -> Option<RegionCode>;

/// The last day of what is valid without end (长期).
const OPEN_END: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A reason, and the index of the column it is about; `None` for the whole row.
pub(super) type CellFault = (Option<usize>, Reason);

/// One row, read by columns of its kind.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    record: &'a Record,
    layout: &'a Layout,
}

impl<'a> Cells<'a> {
    pub(super) fn new(record: &'a Record, layout: &'a Layout) -> Self {
        Self { record, layout }
    }

    pub(super) fn line(&self) -> u64 {
        self.record.line()
    }

    /// The cell as written; empty when the file lacks the column.
    fn raw(&self, column: usize) -> &'a str {
        self.layout
            .place(column)
            .map_or("", |place| self.record.get(place))
    }

    pub(super) fn text(&self, column: usize) -> Cow<'a, str> {
        cell::text(self.raw(column))
    }

    pub(super) fn owned(&self, column: usize) -> String {
        self.text(column).into_owned()
    }

    pub(super) fn code(&self, column: usize) -> Cow<'a, str> {
        cell::code(self.raw(column))
    }

    /// Text that must be there.
    pub(super) fn filled(&self, column: usize) -> Result<Cow<'a, str>, CellFault> {
        let text = self.text(column);
        if text.is_empty() {
            Err((Some(column), Reason::Blank))
        } else {
            Ok(text)
        }
    }

    /// A code of the reader's own that must be there, such as an officer's number.
    pub(super) fn filled_code(&self, column: usize) -> Result<String, CellFault> {
        let code = self.code(column);
        if code.is_empty() {
            return Err((Some(column), Reason::Blank));
        }
        if rounded(&code) {
            return Err((Some(column), Reason::Rounded));
        }
        Ok(code.into_owned())
    }

    /// A 统一社会信用代码, or none.
    pub(super) fn uscc(&self, column: usize) -> Result<Option<Uscc>, CellFault> {
        let code = self.code(column);
        if says_nothing(&code) {
            return Ok(None);
        }
        let fault = match Uscc::parse(&code) {
            Ok(uscc) => return Ok(Some(uscc)),
            Err(_) if rounded(&code) => Reason::Rounded,
            Err(fault) => Reason::Code(fault),
        };
        Err((Some(column), fault))
    }

    /// A number of the reader's own, such as a work order's or a telephone's; empty where the cell says nothing.
    pub(super) fn number_of(&self, column: usize) -> Result<String, CellFault> {
        let code = self.code(column);
        if says_nothing(&code) {
            return Ok(String::new());
        }
        match rounded(&code) {
            true => Err((Some(column), Reason::Rounded)),
            false => Ok(code.into_owned()),
        }
    }

    /// The cell without what makes a county's code longer: the zeros of a town's or village's code, or a spreadsheet's `.0`.
    fn county(&self, column: usize) -> Cow<'a, str> {
        let code = self.code(column);
        match (code.get(..6), code.get(6..)) {
            (Some(county), Some("000" | "000000" | ".0")) => Cow::Owned(county.to_owned()),
            _ => code,
        }
    }

    /// A known 行政区划代码, or empty. Codes of nine or twelve digits stand for the county when the rest is zeros.
    pub(super) fn region(&self, column: usize, known: RegionCheck<'_>) -> Result<Cow<'a, str>, CellFault> {
        let county = self.county(column);
        if county.is_empty() || known(&county) {
            return Ok(county);
        }
        Err(unknown_region(column, &county))
    }

    /// A division told by its code or its name, or none.
    pub(super) fn division(
        &self,
        column: usize,
        find: RegionFind<'_>,
    ) -> Result<Option<RegionCode>, CellFault> {
        let told = self.county(column);
        if says_nothing(&told) {
            return Ok(None);
        }
        let found = find(&told);
        found
            .map(Some)
            .ok_or_else(|| unknown_region(column, &self.text(column)))
    }

    /// A known 行政区划代码 that must be there.
    pub(super) fn filled_region(
        &self,
        column: usize,
        known: RegionCheck<'_>,
    ) -> Result<Cow<'a, str>, CellFault> {
        let region = self.region(column, known)?;
        if region.is_empty() {
            Err((Some(column), Reason::Blank))
        } else {
            Ok(region)
        }
    }

    /// A date, or none.
    pub(super) fn date(&self, column: usize) -> Result<Option<NaiveDate>, CellFault> {
        let raw = self.raw(column);
        if let Some(date) = date(raw) {
            return Ok(Some(date));
        }
        let found = cell::text(raw);
        if matches!(found.as_ref(), "长期" | "长期有效" | "永久" | "无固定期限") {
            return Ok(Some(OPEN_END));
        }
        if says_nothing(&found) {
            return Ok(None);
        }
        Err((
            Some(column),
            Reason::Date {
                found: excerpt(&found),
            },
        ))
    }

    /// A whole number from 0 to 999,999, or none. Spreadsheets may write `12.0`.
    pub(super) fn number(&self, column: usize) -> Result<Option<u32>, CellFault> {
        let text = self.code(column);
        if says_nothing(&text) {
            return Ok(None);
        }
        let whole = text
            .trim_end_matches('0')
            .strip_suffix('.')
            .map_or(text.as_ref(), |w| w);
        let digits = (1..=6).contains(&whole.len()) && whole.bytes().all(|b| b.is_ascii_digit());
        match whole.parse() {
            Ok(number) if digits => Ok(Some(number)),
            _ => Err((
                Some(column),
                Reason::Number {
                    found: excerpt(&text),
                },
            )),
        }
    }

    /// 信用风险等级 as a letter from A to D, or none: `A`, `b`, `C级`, `Ｄ类`, `A（低）`.
    pub(super) fn grade(&self, column: usize) -> Result<Option<char>, CellFault> {
        let text = self.code(column);
        if says_nothing(&text) || matches!(text.as_ref(), "未评级" | "未评定" | "未分级") {
            return Ok(None);
        }
        let mut chars = text.chars();
        let grade = chars
            .next()
            .map(|c| c.to_ascii_uppercase())
            .filter(|c| ('A'..='D').contains(c));
        let tail = chars.as_str().trim_start_matches(['级', '类', '等']);
        match grade {
            Some(grade) if tail.is_empty() || tail.starts_with(['(', '-']) => Ok(Some(grade)),
            _ => Err((
                Some(column),
                Reason::Choice {
                    list: Choice::Grade,
                    found: excerpt(&text),
                },
            )),
        }
    }

    /// Yes or no, or nothing said.
    pub(super) fn yes_no(&self, column: usize) -> Result<Option<bool>, CellFault> {
        let text = self.code(column).to_lowercase();
        match text.as_str() {
            "是" | "在岗" | "在职" | "正常" | "有效" | "1" | "y" | "yes" | "true" | "√" | "✓" => {
                Ok(Some(true))
            }
            "否" | "不在岗" | "离岗" | "离职" | "退休" | "借调" | "休假" | "停岗" | "注销" | "0" | "n"
            | "no" | "false" | "×" | "✗" => Ok(Some(false)),
            blank if says_nothing(blank) => Ok(None),
            _ => Err((
                Some(column),
                Reason::Choice {
                    list: Choice::YesNo,
                    found: excerpt(&text),
                },
            )),
        }
    }
}

fn unknown_region(column: usize, found: &str) -> CellFault {
    let found = excerpt(found);
    (Some(column), Reason::UnknownRegion { found })
}

/// Whether a spreadsheet has written a long code as a number: `9.14201E+17`.
fn rounded(code: &str) -> bool {
    let Some((mantissa, exponent)) = code.split_once(['E', 'e']) else {
        return false;
    };
    exponent.starts_with('+') && mantissa.parse::<f64>().is_ok()
}
