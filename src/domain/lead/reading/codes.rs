//! 统一社会信用代码, identity cards and phone numbers: what is told from other figures by its length and its check digit.

use chrono::NaiveDate;

use super::glyphs::Glyphs;
use super::{Found, Value};
use crate::domain::uscc::Uscc;

/// Characters of a credit code and of an identity card.
const CODE: usize = 18;
/// Weights of an identity card's first seventeen digits (GB 11643-1999).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check digit by the remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Most digits of a phone number, with the country's and the area's.
const MOST: usize = 14;
/// Words that make a short number a phone number.
const CALLED: [&str; 12] = [
    "电话",
    "座机",
    "手机",
    "号码",
    "致电",
    "拨打",
    "联系",
    "电话:",
    "座机:",
    "手机:",
    "号码:",
    "联系方式:",
];

/// Codes and cards whose check digit is right, and phone numbers, in their order.
pub(super) fn all(glyphs: &Glyphs) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        let begins = glyphs
            .get(i)
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '(' || c == '+');
        let joined = glyphs.before(i).is_some_and(|c| c.is_ascii_alphanumeric());
        let here = (begins && !joined)
            .then(|| code(glyphs, i).or_else(|| phone(glyphs, i)))
            .flatten();
        match here {
            Some((end, value)) => {
                found.push(Found::new(glyphs, i, end, value));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

fn code(glyphs: &Glyphs, i: usize) -> Option<(usize, Value)> {
    let end = i + CODE;
    let text = glyphs.slice(i, end).to_ascii_uppercase();
    let whole = text.chars().all(|c| c.is_ascii_alphanumeric());
    let more = glyphs.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    if text.chars().count() != CODE || !whole || more {
        return None;
    }
    if is_card(&text) {
        return Some((end, Value::Identity(text)));
    }
    let code = Uscc::parse(&text).ok()?;
    Some((end, Value::Code(code.as_str().to_owned())))
}

/// Whether a text is an identity card's number: a day of birth, and the check digit that the others call for.
fn is_card(text: &str) -> bool {
    let digits: Vec<u32> = text
        .chars()
        .take(WEIGHTS.len())
        .filter_map(|c| c.to_digit(10))
        .collect();
    let born = text
        .get(6..14)
        .is_some_and(|day| NaiveDate::parse_from_str(day, "%Y%m%d").is_ok());
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = CHECKS.get(sum as usize % CHECKS.len());
    digits.len() == WEIGHTS.len() && born && check.copied() == text.chars().last()
}

/// A phone number: its digits, in groups that a blank, a dash or brackets part. The longest that is one.
fn phone(glyphs: &Glyphs, start: usize) -> Option<(usize, Value)> {
    let mut digits = String::new();
    let mut best = None;
    let mut i = start;
    while digits.len() <= MOST {
        let end = glyphs.digits_end(i);
        if end == i {
            // One sign between groups; a bracket may have a blank beside it.
            let sign = glyphs.get(i).is_some_and(|c| " -()+".contains(c));
            if !sign || i > start + MOST + 4 {
                break;
            }
            i += 1;
            continue;
        }
        digits.push_str(&glyphs.slice(i, end));
        i = end;
        let more = glyphs.get(i).is_some_and(|c| c.is_ascii_alphabetic());
        if let Some(number) = number(&digits).filter(|_| !more) {
            let mobile = number.len() == 11 && number.starts_with('1');
            best = Some((i, Value::Phone(number)));
            if mobile {
                break;
            }
        }
    }
    best.or_else(|| local(glyphs, start))
}

/// The number that digits are: without the country's, a mobile, one with an area's, or one of a service.
fn number(digits: &str) -> Option<String> {
    let own = ["0086", "86"]
        .into_iter()
        .find_map(|country| digits.strip_prefix(country));
    let own = own.filter(|rest| rest.len() >= 10).unwrap_or(digits);
    let mobile = own.len() == 11 && own.starts_with('1');
    let area = (10..=12).contains(&own.len()) && own.starts_with('0') && !own.starts_with("00");
    let service = own.len() == 10 && (own.starts_with("400") || own.starts_with("800"));
    (mobile || area || service).then(|| own.to_owned())
}

/// Seven or eight digits after a word that calls them a phone number.
fn local(glyphs: &Glyphs, i: usize) -> Option<(usize, Value)> {
    let end = glyphs.digits_end(i);
    let called = (i.saturating_sub(3)..=i).any(|at| glyphs.one_of_before(at, &CALLED).is_some());
    let fits = (7..=8).contains(&(end - i)) && called && !glyphs.get(i)?.eq(&'0');
    let more = glyphs.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    (fits && !more).then(|| (end, Value::Phone(glyphs.slice(i, end))))
}
