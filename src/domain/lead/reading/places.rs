//! Divisions of the campaign and addresses.

use super::glyphs::Glyphs;
use super::{Found, Value};
use crate::domain::campaign::Campaign;
use crate::domain::lead::naming::Naming;
use crate::domain::region::RegionCode;

/// Characters of the longest address that is read.
const LONGEST: usize = 30;
/// What an address ends with.
const ENDS: [&str; 26] = [
    "路",
    "街",
    "大道",
    "巷",
    "弄",
    "号",
    "栋",
    "楼",
    "室",
    "村",
    "镇",
    "乡",
    "社区",
    "小区",
    "园区",
    "工业园",
    "广场",
    "大厦",
    "市场",
    "车站",
    "客运站",
    "火车站",
    "大桥",
    "旁",
    "门口",
    "附近",
];
/// Streets, where no division stands before.
const STREETS: [&str; 4] = ["路", "街", "大道", "巷"];
/// Words behind which an address begins.
const BEGINS: [&str; 14] = [
    "位于", "地址", "在", "到", "从", "至", "去", "往", "的", "是", "于", "把", "我们", "来",
];
/// Words that make a division's short name part of a business's, or of an office's.
const NAMES: [&str; 10] = [
    "公司",
    "市场监管",
    "人社",
    "公安",
    "法院",
    "政府",
    "机关",
    "办事处",
    "局",
    "厅",
];

/// Divisions, each with the address behind it, and addresses that name a street and a number.
pub(super) fn all(glyphs: &Glyphs, text: &str, naming: &Naming, campaign: &Campaign) -> Vec<Found> {
    let mut found = Vec::new();
    for (from, to, code) in chains(glyphs, text, naming, campaign) {
        found.push(Found::new(glyphs, from, to, Value::Place(code)));
        if let Some(end) = address_end(glyphs, to) {
            found.push(Found::new(glyphs, from, end, Value::Address));
        }
    }
    let covered = |i: usize, found: &[Found]| {
        found
            .iter()
            .any(|known| known.at.contains(&glyphs.bytes(i, i).start))
    };
    for i in 0..glyphs.len() {
        if let Some((from, to)) = numbered_street(glyphs, i).filter(|(from, _)| !covered(*from, &found)) {
            found.push(Found::new(glyphs, from, to, Value::Address));
        }
    }
    found
}

/// Divisions named one behind the other, of which the last is meant: 湖北省武汉市武昌区.
fn chains(
    glyphs: &Glyphs,
    text: &str,
    naming: &Naming,
    campaign: &Campaign,
) -> Vec<(usize, usize, RegionCode)> {
    let mut chains: Vec<(usize, usize, RegionCode)> = Vec::new();
    for (at, code) in naming.places(text) {
        let (from, to) = (glyphs.index(at.start), glyphs.index(at.end));
        match chains.last_mut() {
            Some(last) if last.1 == from && campaign.regions.contains(last.2, code) => {
                (last.1, last.2) = (to, code)
            }
            _ => chains.push((from, to, code)),
        }
    }
    chains
}

/// Where the address that goes on at `i` ends: behind the last word that ends one, before the next sign.
fn address_end(glyphs: &Glyphs, i: usize) -> Option<usize> {
    if glyphs.one_of(i, &NAMES).is_some() {
        return None;
    }
    let inside = |at: &usize| glyphs.get(*at).is_some_and(|c| c.is_alphanumeric() || c == '-');
    let ends = (i..i + LONGEST).take_while(inside);
    let end = ends.filter_map(|at| Some(at + glyphs.one_of(at, &ENDS)?)).max()?;
    let between = glyphs.slice(i, end);
    // A business or a sentence is no address.
    (!["公司", "有限", "介绍", "我们", "要求"]
        .iter()
        .any(|word| between.contains(word)))
    .then_some(end)
}

/// 某某路163号, with the name of the street up to what it follows.
fn numbered_street(glyphs: &Glyphs, i: usize) -> Option<(usize, usize)> {
    let street = glyphs.one_of(i, &STREETS)?;
    let digits = glyphs.digits_end(i + street);
    if digits == i + street || glyphs.get(digits) != Some('号') {
        return None;
    }
    let inside = |at: &usize| {
        glyphs.get(*at).is_some_and(char::is_alphanumeric) && glyphs.one_of_before(at + 1, &BEGINS).is_none()
    };
    let from = (i.saturating_sub(10)..i).rev().take_while(inside).last()?;
    Some((
        from,
        address_end(glyphs, digits).unwrap_or(digits + 1).max(digits + 1),
    ))
}
