//! Names of organisations: from the end, which says what it is, back to where the name begins.

use super::glyphs::Glyphs;
use super::{Found, Value};
use crate::domain::lead::naming::Naming;

/// What an organisation's name ends with, the longer before the shorter.
const ENDS: [&str; 23] = [
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "集团公司",
    "分公司",
    "公司",
    "职业介绍所",
    "人才市场",
    "人力资源市场",
    "劳务市场",
    "零工市场",
    "职介所",
    "中介所",
    "介绍所",
    "服务部",
    "经营部",
    "工作室",
    "事务所",
    "服务中心",
    "服务站",
    "招聘网",
    "劳务部",
    "职介中心",
];
/// What is before a name and not of it.
const BEFORE: [&str; 44] = [
    "反映",
    "举报",
    "投诉",
    "通过",
    "名为",
    "叫做",
    "所谓",
    "自称",
    "应聘",
    "入职",
    "位于",
    "来到",
    "介绍到",
    "派到",
    "进入",
    "称为",
    "以及",
    "联系",
    "发现",
    "关于",
    "我们",
    "本人",
    "我在",
    "工人",
    "员工",
    "的",
    "在",
    "被",
    "由",
    "向",
    "经",
    "叫",
    "是",
    "去",
    "从",
    "对",
    "找",
    "给",
    "把",
    "到",
    "与",
    "跟",
    "让",
    "称",
];
/// What says which organisation without its name.
const NO_NAMES: [&str; 24] = [
    "该",
    "这家",
    "那家",
    "一家",
    "本",
    "我",
    "贵",
    "某",
    "此",
    "同一",
    "另一家",
    "两家",
    "几家",
    "多家",
    "三家",
    "这个",
    "那个",
    "有",
    "其",
    "所在",
    "外包",
    "派遣",
    "劳务",
    "中介",
];
/// Characters of the longest name.
const LONGEST: usize = 24;

/// Names of organisations, in their order.
pub(super) fn all(glyphs: &Glyphs, text: &str, naming: &Naming) -> Vec<Found> {
    let starts: Vec<usize> = naming
        .places(text)
        .iter()
        .map(|(at, _)| glyphs.index(at.start))
        .collect();
    let mut found = Vec::new();
    let (mut i, mut last) = (0, 0);
    while i < glyphs.len() {
        let Some(length) = glyphs.one_of(i, &ENDS) else {
            i += 1;
            continue;
        };
        let end = i + length;
        if let Some(from) = begin(glyphs, (last, i), &starts) {
            found.push(Found::new(
                glyphs,
                from,
                end,
                Value::Organisation(glyphs.slice(from, end)),
            ));
        }
        (i, last) = (end, end);
    }
    found
}

/// Where the name that ends at `i`, behind the one before it, begins; none where nothing but 该 stands there.
fn begin(glyphs: &Glyphs, (last, i): (usize, usize), places: &[usize]) -> Option<usize> {
    let inside = |at: &usize| {
        glyphs
            .get(*at)
            .is_some_and(|c| c.is_alphanumeric() || "()（）·".contains(c))
    };
    let first = (i.saturating_sub(LONGEST).max(last)..i)
        .rev()
        .take_while(inside)
        .last()?;
    let joined = last > 0 && first == last && glyphs.get(first).is_some_and(|c| "和与及跟".contains(c));
    let first = first + usize::from(joined);
    // Of divisions that follow each other the first begins the name.
    let place = places.iter().copied().find(|at| (first..i).contains(at));
    let behind = (first..=i)
        .rev()
        .find(|at| *at > first && glyphs.one_of_before(*at, &BEFORE).is_some());
    let from = match (place, behind) {
        (Some(place), Some(behind)) if behind > place && behind - place < 8 => behind.min(place),
        (Some(place), _) => place,
        (None, behind) => behind.unwrap_or(first),
    };
    let name = glyphs.slice(from, i);
    let named = name.chars().count() > 1
        && !NO_NAMES.iter().any(|word| {
            *word == name || name.starts_with(word) && name.chars().count() < word.chars().count() + 2
        });
    named.then_some(from)
}
