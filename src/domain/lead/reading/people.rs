//! How many people a text speaks of.

use super::glyphs::Glyphs;
use super::numbers::number;
use super::{Found, Value};

/// Words that count people.
const COUNTS: [&str; 3] = ["名", "位", "人"];
/// People counted with 个 or with nothing.
const PEOPLE: [&str; 16] = [
    "工人",
    "劳动者",
    "务工人员",
    "学生",
    "员工",
    "职工",
    "求职者",
    "老乡",
    "同乡",
    "农民工",
    "女工",
    "民工",
    "毕业生",
    "未成年人",
    "人",
    "工友",
];

/// Numbers of people, in their order. One is not told: 介绍一人 is a price list, not a number of people.
pub(super) fn all(glyphs: &Glyphs) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        match people(glyphs, i) {
            Some((end, value)) => {
                found.push(Found::new(glyphs, i, end, value));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

fn people(glyphs: &Glyphs, i: usize) -> Option<(usize, Value)> {
    if glyphs
        .before(i)
        .is_some_and(|c| c.is_ascii_alphanumeric() || ".第/".contains(c))
    {
        return None;
    }
    let number = number(glyphs, i)?;
    let count = number
        .whole()
        .and_then(|count| u32::try_from(count).ok())
        .filter(|count| *count > 1)?;
    let each = glyphs.get(number.end) == Some('个');
    let behind = number.end + usize::from(each);
    let end = match glyphs.one_of(behind, &PEOPLE) {
        Some(length) => behind + length,
        None if !each => number.end + glyphs.one_of(number.end, &COUNTS)?,
        None => return None,
    };
    // 三人民 is no count of people, nor is 五人才.
    let other = ["人民币", "人才", "人力", "人次"]
        .iter()
        .any(|word| glyphs.stands(behind, word));
    (!other).then_some((
        end,
        Value::People {
            count,
            about: number.about,
        },
    ))
}
