use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn names(set: KeywordSet) -> String {
    set.iter()
        .map(|k| NOTICE_KEYWORDS[k])
        .collect::<Vec<_>>()
        .join(" ")
}

fn matcher() -> ScopeMatcher {
    ScopeMatcher::of_the_notice().unwrap()
}

#[rstest]
// Nothing to find.
#[case("", "", "")]
#[case("软件开发；人才中介服务；劳务服务", "", "")]
#[case("职业技能培训、人力资源管理咨询", "", "")]
// Plain mentions, every keyword.
#[case("许可项目：职业中介活动；劳务派遣服务", "职业中介 劳务派遣", "")]
#[case("职业介绍；信息咨询", "职业介绍", "")]
#[case(
    "人力资源外包，人力资源招聘，人力资源培训，发布招聘信息",
    "人力资源招聘 人力资源外包 人力资源培训 发布招聘信息",
    ""
)]
#[case("人力资源服务外包；人力资源服务", "人力资源服务", "")]
// Exclusions in brackets, full-width, half-width and mixed.
#[case("劳务服务（不含劳务派遣）", "", "劳务派遣")]
#[case("建筑劳务分包(不含劳务派遣)", "", "劳务派遣")]
#[case("劳务服务（不含劳务派遣)；软件", "", "劳务派遣")]
#[case("劳务服务【不含劳务派遣】", "", "劳务派遣")]
#[case("劳务服务〔不包括劳务派遣〕", "", "劳务派遣")]
#[case("家政服务(不得从事职业中介，医疗)", "", "职业中介")]
#[case(
    "家政服务（不得从事职业中介，医疗，餐饮，住宿等前置性行政许可事项）；劳务派遣",
    "劳务派遣",
    "职业中介"
)]
#[case("建筑劳务分包（除劳务派遣）", "", "劳务派遣")]
#[case(
    "建筑劳务分包（除劳务派遣、职业中介外）；职业介绍",
    "职业介绍",
    "职业中介 劳务派遣"
)]
#[case("企业管理咨询（职业中介、劳务派遣除外）", "", "职业中介 劳务派遣")]
#[case("企业管理咨询（职业中介，劳务派遣服务除外）", "", "职业中介 劳务派遣")]
#[case(
    "人力资源服务（不含职业中介活动、劳务派遣服务）",
    "人力资源服务",
    "职业中介 劳务派遣"
)]
#[case(
    "人力资源服务（不含职业中介活动；劳务派遣服务）；软件",
    "人力资源服务",
    "职业中介 劳务派遣"
)]
#[case(
    "人力资源服务（除职业中介活动、劳务派遣服务外的人力资源培训）",
    "人力资源服务 人力资源培训",
    "职业中介 劳务派遣"
)]
#[case("信息咨询（禁止从事职业中介）", "", "职业中介")]
#[case("信息咨询（未经许可不得从事职业介绍、劳务派遣）", "", "职业介绍 劳务派遣")]
#[case("信息咨询（未经许可，不得开展职业介绍）", "", "职业介绍")]
#[case("劳务外包（非劳务派遣）", "", "劳务派遣")]
#[case("劳务服务（不涉及劳务派遣）", "", "劳务派遣")]
#[case("劳务服务（国家法律法规禁止的劳务派遣除外）", "", "劳务派遣")]
// An affirmed keyword with an exclusion of something else.
#[case("劳务派遣（不含涉外业务）", "劳务派遣", "")]
#[case("劳务派遣(不含涉外业务);人力资源信息咨询", "劳务派遣", "")]
#[case("人力资源培训（不含职业技能鉴定）", "人力资源培训", "")]
#[case("职业中介（未取得许可证不得经营）", "职业中介", "")]
#[case("职业中介活动（含网络职业中介）", "职业中介", "")]
#[case("非营利性职业介绍", "职业介绍", "")]
#[case("法律咨询、职业中介（国家禁止的除外）", "职业中介", "")]
// Both in one text: affirmed anywhere is affirmed.
#[case(
    "人力资源服务(不含职业中介活动, 劳务派遣服务). 软件开发. 许可项目: 职业中介活动",
    "人力资源服务 职业中介",
    "劳务派遣"
)]
#[case("劳务服务（不含劳务派遣）；劳务派遣服务", "劳务派遣", "")]
#[case("人力资源服务；劳务服务（不含劳务派遣）", "人力资源服务", "劳务派遣")]
#[case("家政服务（不含职业中介，但可从事劳务派遣）", "劳务派遣", "职业中介")]
#[case("信息服务（含人力资源外包，职业中介除外）", "人力资源外包", "职业中介")]
#[case("劳务服务（不含劳务派遣，含职业介绍）", "职业介绍", "劳务派遣")]
// Nesting.
#[case(
    "劳务服务（不含职业中介（含网络招聘）、劳务派遣）；职业介绍",
    "职业介绍",
    "职业中介 劳务派遣"
)]
#[case(
    "服务（职业介绍（不含劳务派遣）、发布招聘信息）",
    "职业介绍 发布招聘信息",
    "劳务派遣"
)]
#[case("服务[人力资源外包(不含(境外)劳务派遣)]", "人力资源外包", "劳务派遣")]
#[case(
    "劳务服务不含（职业中介、劳务派遣）；职业介绍",
    "职业介绍",
    "职业中介 劳务派遣"
)]
// The stock tails exclude nothing that precedes them.
#[case(
    "劳务派遣（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
    "劳务派遣",
    ""
)]
#[case(
    "职业中介（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "职业中介",
    ""
)]
#[case("除依法须经批准的项目外，职业中介；劳务派遣", "职业中介 劳务派遣", "")]
#[case(
    "除许可业务外，可自主依法经营法律法规非禁止或限制的项目，劳务派遣",
    "劳务派遣",
    ""
)]
#[case("职业介绍、法律、行政法规、国务院决定禁止的项目除外", "职业介绍", "")]
#[case("自营进出口，但国家限定经营或禁止进出口的商品除外，劳务派遣", "劳务派遣", "")]
#[case(
    "劳务派遣；法律法规禁止的不得经营；应经审批的，未获批准前不得经营",
    "劳务派遣",
    ""
)]
// Exclusions outside brackets.
#[case("家政服务，不得从事职业中介；劳务派遣", "劳务派遣", "职业中介")]
#[case(
    "家政服务，不得从事职业中介、职业介绍，劳务派遣。人力资源外包",
    "人力资源外包",
    "职业中介 职业介绍 劳务派遣"
)]
#[case("家政服务，不含职业中介等许可项目，劳务派遣", "劳务派遣", "职业中介")]
#[case("人力资源服务，劳务派遣除外", "人力资源服务", "劳务派遣")]
#[case(
    "人力资源服务除职业中介、人力资源外包以外",
    "人力资源服务",
    "人力资源外包 职业中介"
)]
#[case(
    "除劳务派遣、人力资源外包外的人力资源服务",
    "人力资源服务",
    "人力资源外包 劳务派遣"
)]
#[case(
    "职业中介、劳务派遣未经许可不得从事；职业介绍",
    "职业介绍",
    "职业中介 劳务派遣"
)]
#[case("家政服务不得从事职业中介\n劳务派遣", "劳务派遣", "职业中介")]
#[case("1、家政服务，不含职业中介 2、劳务派遣", "劳务派遣", "职业中介")]
#[case("家政服务，不含职业中介 许可项目：劳务派遣", "劳务派遣", "职业中介")]
#[case("职业中介（除外），劳务派遣", "劳务派遣", "职业中介")]
// 除 and 外 inside other words.
#[case("建筑物拆除，劳务派遣，室外作业", "劳务派遣", "")]
#[case("除尘设备、除湿机销售，职业中介，涉外咨询", "职业中介", "")]
#[case("空气净化除甲醛，人力资源外包，境外旅游", "人力资源外包", "")]
// Broken brackets.
#[case("劳务服务（不含劳务派遣；职业中介；软件开发", "职业中介", "劳务派遣")]
#[case("劳务服务（不含劳务派遣、职业中介", "", "职业中介 劳务派遣")]
#[case(
    "劳务服务（不含劳务派遣；许可项目：职业中介（含网络）；软件",
    "职业中介",
    "劳务派遣"
)]
#[case("劳务服务不含劳务派遣），职业中介", "职业中介", "劳务派遣")]
#[case("人力资源服务（不含", "人力资源服务", "")]
#[case("人力资源服务（职业中介除外；软件", "人力资源服务", "职业中介")]
#[case("））职业中介((（", "职业中介", "")]
fn tells_affirmed_from_excluded(#[case] scope: &str, #[case] affirmed: &str, #[case] excluded: &str) {
    let found = matcher().matches(scope);
    assert_eq!(
        (names(found.affirmed), names(found.excluded)),
        (affirmed.to_owned(), excluded.to_owned())
    );
}

#[test]
fn no_cue_is_passed_over_by_its_first_character() {
    assert!(cues::every_word().all(|word| word.starts_with(cues::may_begin)));
}

#[test]
fn marks_point_at_the_words() {
    let scope = "人力资源服务（不含劳务派遣）；劳务派遣";
    let marks: Vec<_> = matcher()
        .marks(scope)
        .into_iter()
        .map(|m| (&scope[m.range], m.keyword, m.affirmed))
        .collect();
    assert_eq!(
        marks,
        [
            ("人力资源服务", 0, true),
            ("劳务派遣", 5, false),
            ("劳务派遣", 5, true)
        ]
    );
}

#[test]
fn keywords_within_keywords_are_all_found() {
    let matcher = ScopeMatcher::new(&["劳务".into(), "劳务派遣".into(), "派遣".into()]).unwrap();
    assert_eq!(matcher.matches("劳务派遣").affirmed.bits(), 0b111);
    assert_eq!(matcher.matches("劳务服务（不含派遣）").affirmed.bits(), 0b001);
}

#[test]
fn lists_that_cannot_be_matched_are_refused() {
    assert_eq!(ScopeMatcher::new(&[]).unwrap_err(), KeywordFault::None);
    let blank = ["职业中介".to_owned(), "\u{3000}".to_owned()];
    assert_eq!(
        ScopeMatcher::new(&blank).unwrap_err(),
        KeywordFault::Blank { position: 2 }
    );
    let many: Vec<String> = (0..65).map(|i| format!("词{i}")).collect();
    assert_eq!(
        ScopeMatcher::new(&many).unwrap_err(),
        KeywordFault::TooMany { found: 65 }
    );
    assert!(ScopeMatcher::new(&many[..64]).is_ok());
}

#[test]
fn the_quick_refusal_and_the_full_search_agree() {
    let quick = matcher();
    let full = ScopeMatcher {
        quick: None,
        every: AhoCorasick::new(NOTICE_KEYWORDS).unwrap(),
    };
    for scope in ["职业中介", "x", "软件（不含劳务派遣）", "发布招聘信", ""] {
        assert_eq!(quick.marks(scope), full.marks(scope));
    }
}

/// Pieces from which unfriendly texts are put together.
const PIECES: [&str; 24] = [
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "不含",
    "不得从事",
    "除",
    "外",
    "除外",
    "以外",
    "劳务派遣",
    "职业中介",
    "，",
    "、",
    "；",
    "。",
    "许可项目：",
    "但",
    "等",
    "禁止",
    "依法",
    " ",
];

proptest! {
    #[test]
    fn any_arrangement_is_answered(pieces in proptest::collection::vec(0_usize..24, 0..60)) {
        let scope: String = pieces.into_iter().map(|i| PIECES[i]).collect();
        let found = matcher().matches(&scope);
        prop_assert_eq!(found.affirmed.bits() & found.excluded.bits(), 0);
        let named = NOTICE_KEYWORDS.iter().enumerate().filter(|(_, k)| scope.contains(**k)).map(|(i, _)| i);
        let all = KeywordSet::from_iter(named).bits();
        prop_assert_eq!(found.affirmed.bits() | found.excluded.bits(), all);
    }

    #[test]
    fn a_bracketed_exclusion_never_leaks(before in "[甲乙，、]{0,6}", after in "[丙丁，、]{0,6}") {
        let scope = format!("{before}劳务服务（不含劳务派遣）；{after}；职业中介");
        let found = matcher().matches(&scope);
        prop_assert_eq!(names(found.affirmed), "职业中介");
        prop_assert_eq!(names(found.excluded), "劳务派遣");
    }
}
