//! The words with which scope texts exclude, and the words that only look like them.

use super::brackets;

/// Words that exclude what follows.
const FORWARD: [&str; 31] = [
    "不含",
    "不包括",
    "不包含",
    "不得",
    "不从事",
    "不经营",
    "不开展",
    "不提供",
    "不承接",
    "不承办",
    "不涉及",
    "不涉",
    "不准",
    "不允许",
    "不再从事",
    "不可从事",
    "不可经营",
    "不可开展",
    "不能从事",
    "不能经营",
    "不能开展",
    "不直接从事",
    "不参与",
    "不办理",
    "不属于",
    "不做",
    "未含",
    "未包括",
    "未包含",
    "严禁",
    "勿",
];
/// What may stand between an excluding word and the end of its clause when the clause excludes what precedes:
/// `职业中介未经许可不得从事经营活动`.
const EMPTY_OBJECT: [&str; 14] = [
    "从事", "经营", "开展", "进行", "提供", "承接", "办理", "生产", "销售", "涉及", "在内", "活动", "业务",
    "服务",
];
/// Words that, at the start of a clause, turn back to what is allowed.
const ALLOWING: [&str; 16] = [
    "但",
    "可以",
    "可从事",
    "可经营",
    "可开展",
    "可承接",
    "可提供",
    "允许",
    "准予",
    "准许",
    "仅限",
    "只限",
    "仅从事",
    "含",
    "包括",
    "包含",
];
/// Headings of the parts of a scope text.
const HEADINGS: [&str; 10] = [
    "一般项目",
    "许可项目",
    "一般经营项目",
    "许可经营项目",
    "前置许可项目",
    "后置许可项目",
    "前置许可经营项目",
    "后置许可经营项目",
    "主营",
    "兼营",
];
/// Openings of the stock phrase `法律、行政法规、国务院决定禁止的项目除外`, which never excludes what precedes it.
const LAWFUL: [&str; 12] = [
    "法律、法规",
    "法律、行政",
    "法律法规",
    "法律，",
    "国务院",
    "国家法",
    "国家限",
    "国家禁",
    "国家专",
    "国家规",
    "国家有关",
    "依法",
];
/// 拆除, 清除 …: words that end in 除.
const REMOVE_BEFORE: &str = "拆清解消扫免删去排剔扣废开根祛破铲割摘切卸撤驱剪剥防";
/// 除尘, 除湿 …: words that begin with 除.
const REMOVE_AFTER: &str = "尘虫湿草锈冰雪臭垢霜味甲油螨菌害磷硫砂氧氟铁四鳞皱颤夕";
/// 境外, 户外 …: words that end in 外.
const OUTSIDE_BEFORE: &str = "内国境海涉户室对中校野院体省市郊老课例号";
/// 外商, 外币 …: words that begin with 外.
const OUTSIDE_AFTER: &str = "商资币国汇来籍文语贸事地包卖派科劳";
/// 高等, 平等 … and 等级, 等待 …, where 等 does not close a list.
const SAME_BEFORE: &str = "高中初平同均优特上对相";
const SAME_AFTER: &str = "级待于候离";

/// Whether any word of this room begins with the character; spares most of a text the search.
pub(super) fn may_begin(c: char) -> bool {
    matches!(
        c,
        '不' | '未'
            | '严'
            | '勿'
            | '禁'
            | '除'
            | '以'
            | '之'
            | '外'
            | '等'
            | '但'
            | '可'
            | '允'
            | '准'
            | '仅'
            | '只'
            | '含'
            | '包'
            | '一'
            | '许'
            | '前'
            | '后'
            | '主'
            | '兼'
            | '法'
            | '国'
            | '依'
    )
}

fn longest(words: &[&str], rest: &str) -> Option<usize> {
    words
        .iter()
        .filter(|w| rest.starts_with(**w))
        .map(|w| w.len())
        .max()
}

fn begins_with_one_of(chars: &str, rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| chars.contains(c))
}

fn ends_with_one_of(chars: &str, before: &str) -> bool {
    before.chars().next_back().is_some_and(|c| chars.contains(c))
}

/// Length of an excluding word at the start of `rest`. 禁止 needs care: `法律法规禁止的项目` excludes nothing here.
pub(super) fn forward(before: &str, rest: &str, fresh: bool) -> Option<usize> {
    if let Some(after) = rest.strip_prefix("禁止") {
        let verb = ["从事", "经营", "开展", "提供"]
            .iter()
            .find_map(|v| after.strip_prefix(v));
        let object = verb.is_some_and(|o| !o.starts_with('的'));
        let listed = after.starts_with(['、', '或', '和', '的']);
        let applies = (fresh && !listed || object) && !ends_with_one_of("非未", before);
        return applies.then_some("禁止".len());
    }
    longest(&FORWARD, rest)
}

/// Whether nothing but verbs stands between an excluding word and the end of the clause.
pub(super) fn object_missing(mut rest: &str) -> bool {
    while let Some(len) = longest(&EMPTY_OBJECT, rest) {
        rest = rest.get(len..).unwrap_or_default();
    }
    rest.trim_start()
        .chars()
        .next()
        .is_none_or(|c| brackets::closes(c) || "，,；;。.".contains(c))
}

/// Length of a word that allows again, at the start of a clause.
pub(super) fn allowing(rest: &str) -> Option<usize> {
    longest(&ALLOWING, rest)
}

/// Length of a part's heading (`许可项目：`) at the start of `rest`, its colon included.
pub(super) fn heading(rest: &str) -> Option<usize> {
    let words = longest(&HEADINGS, rest)?;
    let after = rest.get(words..)?;
    let colon = after.strip_prefix('是').unwrap_or(after);
    let length = colon
        .chars()
        .next()
        .filter(|&c| c == '：' || c == ':')?
        .len_utf8();
    Some(rest.len() - colon.len() + length)
}

/// Whether the stock phrase about laws begins here.
pub(super) fn lawful(rest: &str) -> bool {
    longest(&LAWFUL, rest).is_some()
}

/// Whether `rest` begins with the 除 of `除…外`, not with that of a word such as 除尘 or 拆除.
pub(super) fn except(before: &str, rest: &str) -> bool {
    rest.strip_prefix('除').is_some_and(|after| {
        !begins_with_one_of(REMOVE_AFTER, after) && !ends_with_one_of(REMOVE_BEFORE, before)
    })
}

/// How an exception ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// 除外: excludes what precedes it.
    Excepted,
    /// 以外, 之外: closes 除, or without it excludes what precedes.
    Beyond,
    /// 外 alone: closes 除, else means nothing.
    Bare,
}

/// The end of an exception at the start of `rest`, with its length.
pub(super) fn outside(before: &str, rest: &str) -> Option<(Outside, usize)> {
    let kind = [
        ("除外", Outside::Excepted),
        ("以外", Outside::Beyond),
        ("之外", Outside::Beyond),
    ]
    .into_iter()
    .find(|(word, _)| rest.starts_with(word));
    if let Some((word, kind)) = kind {
        let after = rest.get(word.len()..).unwrap_or_default();
        return (!begins_with_one_of(OUTSIDE_AFTER, after)).then_some((kind, word.len()));
    }
    let after = rest.strip_prefix('外')?;
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() || "的均其可".contains(c));
    (ends && !ends_with_one_of(OUTSIDE_BEFORE, before)).then_some((Outside::Bare, '外'.len_utf8()))
}

/// Whether the 等 at the start of `rest` closes a list.
pub(super) fn closes_list(before: &str, rest: &str) -> bool {
    rest.strip_prefix('等')
        .is_some_and(|after| !begins_with_one_of(SAME_AFTER, after) && !ends_with_one_of(SAME_BEFORE, before))
}

/// Whether the mention that follows `before` is denied by a 非 or 无 directly in front of it, as in `（非劳务派遣）`.
pub(super) fn denied(before: &str) -> bool {
    let mut back = before.chars().rev();
    let denies = back.next().is_some_and(|c| c == '非' || c == '无');
    denies
        && back
            .next()
            .is_none_or(|c| !c.is_alphanumeric() || brackets::opens(c) || "及和与或".contains(c))
}

/// Every word that [`exclusion`](super::exclusion) asks about, for checking [`may_begin`].
#[cfg(test)]
pub(super) fn every_word() -> impl Iterator<Item = &'static str> {
    let single = ["禁止", "除", "除外", "以外", "之外", "外", "等"];
    FORWARD
        .into_iter()
        .chain(ALLOWING)
        .chain(HEADINGS)
        .chain(LAWFUL)
        .chain(single)
}
