//! Days as people name them: 2022年5月20日 · 五月二十日 · 5.20 · 昨天 · 上周五 · 上个月. A date without a year is the
//! nearest one that is not far ahead: complaints speak of what was.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::glyphs::Glyphs;
use super::numbers::digit;
use super::{Found, Value};

/// Days ahead within which a date without a year is this year's.
const AHEAD: i64 = 60;
/// Words for days, with how many days ago they were.
const DAYS: [(&str, u64); 8] = [
    ("大前天", 3),
    ("前天", 2),
    ("前日", 2),
    ("昨天", 1),
    ("昨日", 1),
    ("昨晚", 1),
    ("今天", 0),
    ("今日", 0),
];
/// The days of the week, from Monday.
const WEEK: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
/// What may stand before 5.20 that is a date.
const BEFORE: &str = "于在从自到至的是";
/// What may stand behind it.
const BEHIND: [&str; 18] = [
    "日", "号", "当天", "那天", "至", "到", "起", "晚", "早", "上午", "下午", "中午", "前", "后", "左右",
    "我", "去", "该",
];

/// Days and spans of days, in their order.
pub(super) fn all(glyphs: &Glyphs, today: NaiveDate) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        let here = written(glyphs, i, today)
            .or_else(|| pointed(glyphs, i, today))
            .or_else(|| spoken(glyphs, i, today));
        match here.filter(|(end, ..)| *end > i) {
            Some((end, from, to)) => {
                found.push(Found::new(glyphs, i, end, Value::Date { from, to }));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// The character behind a date, its first day and its last.
type Span = (usize, NaiveDate, NaiveDate);

/// 2022年5月20日, 去年5月, 5月20号, 2022-05-20, 2022/5/20.
fn written(glyphs: &Glyphs, i: usize, today: NaiveDate) -> Option<Span> {
    if glyphs
        .before(i)
        .is_some_and(|c| c.is_ascii_alphanumeric() || digit(c).is_some() || "-/.十".contains(c))
    {
        return None;
    }
    let (year, at) = match year(glyphs, i, today) {
        Some((year, end)) => (Some(year), end),
        None => (None, i),
    };
    let (month, end) = small(glyphs, at)?;
    let sign = glyphs.get(end)?;
    if !(sign == '月' || year.is_some() && "-/.".contains(sign)) {
        return None;
    }
    let day = small(glyphs, end + 1)
        .filter(|(_, end)| sign != '月' || matches!(glyphs.get(*end), Some('日' | '号')));
    match day {
        Some((day, end)) => {
            let end = end + usize::from(matches!(glyphs.get(end), Some('日' | '号')));
            let date = dated(year, month, day, today)?;
            Some((end, date, date))
        }
        None if sign == '月' && !matches!(glyphs.before(i), Some('第' | '个')) => {
            let from = dated(year, month, 1, today)?;
            let to = from.checked_add_months(Months::new(1))?.pred_opt()?;
            Some((end + 1, from, to))
        }
        None => None,
    }
}

/// A year with the sign behind it, or 去年 and the like.
fn year(glyphs: &Glyphs, i: usize, today: NaiveDate) -> Option<(i32, usize)> {
    for (word, ago) in [("去年", 1), ("前年", 2), ("今年", 0), ("本年", 0)] {
        if glyphs.stands(i, word) {
            return Some((today.year() - ago, i + 2));
        }
    }
    let figures = (0..4).map(|n| {
        let c = glyphs.get(i + n)?;
        c.to_digit(10).map(u64::from).or_else(|| digit(c))
    });
    let year = figures
        .collect::<Option<Vec<u64>>>()?
        .into_iter()
        .fold(0, |year, digit| year * 10 + digit);
    let sign = glyphs.get(i + 4).filter(|c| "年-/.".contains(*c));
    (sign.is_some() && (1949..2100).contains(&year)).then_some((year as i32, i + 5))
}

/// A number of one or two figures, or up to three characters written out, and what is behind it.
fn small(glyphs: &Glyphs, i: usize) -> Option<(u32, usize)> {
    let end = glyphs.digits_end(i);
    if end > i {
        let number = glyphs.slice(i, end.min(i + 3)).parse::<u32>().ok()?;
        return (end - i <= 2).then_some((number, end));
    }
    let mut value = 0;
    let mut end = i;
    while end < i + 3 {
        match glyphs.get(end) {
            Some('十') if end == i => value = 10,
            Some('十') if value < 10 => value *= 10,
            Some(c) if end == i || value % 10 == 0 => match digit(c) {
                Some(digit) => value += digit as u32,
                None => break,
            },
            _ => break,
        }
        end += 1;
    }
    (end > i).then_some((value, end))
}

/// A day of the year, or of the one before where this year's is far ahead.
fn dated(year: Option<i32>, month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let of = |year| NaiveDate::from_ymd_opt(year, month, day);
    match year {
        Some(year) => of(year),
        None => {
            let this = of(today.year()).filter(|date| (*date - today).num_days() <= AHEAD);
            this.or_else(|| of(today.year() - 1))
        }
    }
}

/// 5.20 where what stands around it makes it a date and no number.
fn pointed(glyphs: &Glyphs, i: usize, today: NaiveDate) -> Option<Span> {
    let before = glyphs.before(i);
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || "./-¥:".contains(c)) {
        return None;
    }
    let (month, end) = small(glyphs, i).filter(|(_, end)| {
        glyphs.get(*end) == Some('.') && glyphs.get(i).is_some_and(|c| c.is_ascii_digit())
    })?;
    let (day, end) =
        small(glyphs, end + 1).filter(|(_, end)| glyphs.before(*end).is_some_and(|c| c.is_ascii_digit()))?;
    let behind = glyphs.one_of(end, &BEHIND);
    let set_off = before.is_none_or(|c| BEFORE.contains(c))
        && glyphs
            .get(end)
            .is_none_or(|c| !c.is_alphanumeric() && c != '%' && c != '.');
    if behind.is_none() && !set_off {
        return None;
    }
    let date = dated(None, month, day, today)?;
    let end = end + usize::from(matches!(glyphs.get(end), Some('日' | '号')));
    Some((end, date, date))
}

/// 昨天, 上周五, 上周, 上个月, 三天前.
fn spoken(glyphs: &Glyphs, i: usize, today: NaiveDate) -> Option<Span> {
    let ago = |days| today.checked_sub_days(Days::new(days));
    for (word, days) in DAYS {
        if glyphs.stands(i, word) {
            let day = ago(days)?;
            return Some((i + word.chars().count(), day, day));
        }
    }
    week(glyphs, i, today)
        .or_else(|| {
            let month = glyphs.one_of(i, &["上个月", "上月"])?;
            let first = today.with_day(1)?.checked_sub_months(Months::new(1))?;
            Some((i + month, first, today.with_day(1)?.pred_opt()?))
        })
        .or_else(|| {
            let before = glyphs
                .before(i)
                .is_some_and(|c| c.is_ascii_alphanumeric() || digit(c).is_some() || c == '.');
            let (days, end) = small(glyphs, i).filter(|_| !before)?;
            let end = end + glyphs.one_of(end, &["天前", "天以前", "日前"])?;
            let day = ago(u64::from(days))?;
            Some((end, day, day))
        })
}

/// A day of last week or this one, or the whole of last week.
fn week(glyphs: &Glyphs, i: usize, today: NaiveDate) -> Option<Span> {
    let last = glyphs.one_of(i, &["上周", "上星期", "上个星期", "上礼拜", "上个礼拜"]);
    let this = glyphs.one_of(i, &["本周", "这周", "这星期", "本星期"]);
    let (length, weeks) = last
        .map(|length| (length, 1))
        .or(this.map(|length| (length, 0)))?;
    let monday = today.checked_sub_days(Days::new(
        u64::from(today.weekday().num_days_from_monday()) + 7 * weeks,
    ))?;
    let at = i + length;
    let day = glyphs.get(at).map(|c| if c == '天' { '日' } else { c });
    let number = day.and_then(|day| WEEK.iter().position(|name| name.starts_with(day)));
    match number {
        Some(number) => {
            let day = monday.checked_add_days(Days::new(number as u64))?;
            Some((at + 1, day, day))
        }
        None if weeks == 1 => Some((at, monday, monday.checked_add_days(Days::new(6))?)),
        None => None,
    }
}
