//! Amounts of money, and what is no amount but a rate: 每人每天280元.

use super::glyphs::Glyphs;
use super::numbers::number;
use super::{Found, Value};

/// What counts money.
const YUAN: [&str; 9] = ["元", "块钱", "块", "圆", "元钱", "元整", "人民币", "RMB", "rmb"];
/// What a rate is paid for, behind the sum.
const PER: [&str; 24] = [
    "/天",
    "/日",
    "/月",
    "/年",
    "/人",
    "/小时",
    "/时",
    "/次",
    "/件",
    "每天",
    "每日",
    "每月",
    "每年",
    "每人",
    "每小时",
    "每次",
    "一天",
    "一个月",
    "一小时",
    "一个小时",
    "一年",
    "一人",
    "一个人",
    "一次",
];
/// What a rate is paid for, before the sum.
const EACH: [&str; 16] = [
    "每",
    "一天",
    "一个月",
    "一小时",
    "日结",
    "时薪",
    "日薪",
    "月薪",
    "年薪",
    "底薪",
    "月入",
    "日入",
    "时工",
    "人均",
    "月工资",
    "日工资",
];
/// Characters before the sum in which those are looked for.
const REACH: usize = 8;
/// What is counted in 万 and is no money.
const COUNTED: [&str; 14] = [
    "人", "名", "家", "个", "户", "份", "件", "次", "吨", "平", "条", "公里", "多", "分",
];

/// Amounts and rates, in their order.
pub(super) fn all(glyphs: &Glyphs) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        match sum(glyphs, i) {
            Some((end, value)) => {
                found.push(Found::new(glyphs, i, end, value));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

fn sum(glyphs: &Glyphs, i: usize) -> Option<(usize, Value)> {
    let signed = matches!(glyphs.get(i), Some('¥' | '￥'));
    if !signed
        && glyphs
            .before(i)
            .is_some_and(|c| c.is_ascii_alphanumeric() || ".第".contains(c))
    {
        return None;
    }
    let number = number(glyphs, i + usize::from(signed))?;
    let unit = glyphs.one_of(number.end, &YUAN);
    let bare = number.great
        && glyphs.one_of(number.end, &COUNTED).is_none()
        && !glyphs.get(number.end).is_some_and(char::is_alphabetic);
    if unit.is_none() && !signed && !bare {
        return None;
    }
    let end = number.end + unit.unwrap_or(0);
    let per = glyphs.one_of(end, &PER);
    let fen = number.hundredths;
    Some(match per {
        Some(per) => (end + per, Value::Rate(fen)),
        None if each(glyphs, i) => (end, Value::Rate(fen)),
        None => (
            end,
            Value::Amount {
                fen,
                about: number.about,
            },
        ),
    })
}

/// Whether the words right before the sum say that it is paid again and again.
fn each(glyphs: &Glyphs, i: usize) -> bool {
    let stop = |c: char| !c.is_alphabetic();
    let clause = (i.saturating_sub(REACH)..i)
        .rev()
        .take_while(|at| !glyphs.get(*at).is_some_and(stop));
    clause
        .into_iter()
        .any(|at| glyphs.one_of(at, &EACH).is_some_and(|length| at + length <= i))
}
