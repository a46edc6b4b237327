//! What makes two leads one matter, one ground at a time.

use rstest::rstest;

use super::*;
use crate::domain::lead::{Handled, Handling};
use crate::domain::operator::Department;
use crate::domain::state::Memory;
use crate::exchange::campaign::default_campaign;

const WHAT: &str = "本人经该公司介绍到食品厂做普工，交了三百元介绍费，上岗后发现工资和招聘信息写的不一样，要求退费遭到拒绝。";
const OTHER: &str = "公司以办理工资卡为由收走身份证原件，已超过十天没有归还，多次催要均被推脱。";

fn lead(id: &str, day: &str, about: &str, what: &str) -> Lead {
    let value = serde_json::json!({
        "id": id, "received": format!("2022-{day}"), "source": "12345", "about": about,
        "region": "420106", "department": Department::Hr, "what": what,
    });
    serde_json::from_value(value).unwrap()
}

/// What is proposed for the first lead, the others being known.
fn proposed(own: &Lead, others: &[Lead]) -> Vec<Like> {
    let campaign = default_campaign().unwrap().campaign;
    let (naming, mut state) = (Naming::new(&campaign), Memory::default());
    for lead in others.iter().chain([own]) {
        mark(&mut state, &naming, lead);
        state.put(lead);
    }
    likely(&state, &campaign, own)
}

#[rstest]
#[case::the_same("武汉启恒示例人力资源有限公司", true)]
#[case::by_ear("武汉起衡示例人力资源有限公司", true)]
#[case::in_short("启恒人力", true)]
#[case::turned("人力资源启恒（武汉）", true)]
#[case::no_name("", true)]
#[case::another("武汉昌达示例人力资源有限公司", false)]
#[case::elsewhere("襄阳启恒示例人力资源有限公司", false)]
fn the_same_words_are_a_duplicate_where_the_name_is_alike(#[case] about: &str, #[case] expected: bool) {
    let own = lead("L2", "05-23", "武汉启恒示例人力资源有限公司", WHAT);
    let mut other = lead("L1", "05-20", about, WHAT);
    if about.starts_with("襄阳") {
        other.region = "420606".parse().unwrap();
    }
    if about.is_empty() {
        other.what = format!("反映武汉启恒人力：{WHAT}");
    }
    assert_eq!(!proposed(&own, &[other]).is_empty(), expected);
}

#[test]
fn another_grievance_about_the_same_target_is_none_unless_the_reporter_is_the_same() {
    let code = Some("91420106YLDACCDD42".to_owned());
    let mut own = lead("L2", "05-23", "", WHAT);
    let mut other = lead("L1", "05-20", "", OTHER);
    (own.target, other.target) = (code.clone(), code);
    assert_eq!(proposed(&own, std::slice::from_ref(&other)), []);
    own.same_reporter = Some("mark".to_owned());
    other.same_reporter = Some("mark".to_owned());
    let likes = proposed(&own, std::slice::from_ref(&other));
    assert_eq!(likes[0].text(Lang::Zh), "同一对象 · 同一反映人 · 相隔 3 天");
    // Months later it is another visit to the same counter.
    other.received = "2022-01-10".parse().unwrap();
    assert_eq!(proposed(&own, &[other]), []);
}

#[test]
fn two_codes_are_two_targets_whatever_the_words() {
    let mut own = lead("L2", "05-23", "武汉启恒示例人力资源有限公司", WHAT);
    let mut other = lead("L1", "05-20", "武汉启恒示例人力资源有限公司", WHAT);
    own.target = Some("91420106YLDACCDD42".to_owned());
    assert_eq!(proposed(&own, std::slice::from_ref(&other)).len(), 1);
    other.target = Some("91420684YL83YC4H46".to_owned());
    assert_eq!(proposed(&own, &[other]), []);
}

#[test]
fn a_phone_in_the_text_finds_what_has_neither_name_nor_code() {
    let own = lead(
        "L2",
        "05-23",
        "",
        "招聘广告只有一个电话100-9999-0001，打过去要先交三百元介绍费才告诉地址",
    );
    let other = lead(
        "L1",
        "05-20",
        "",
        "广告上的电话是10099990001，打过去说要先交三百元介绍费，没有说地址",
    );
    let likes = proposed(&own, std::slice::from_ref(&other));
    assert!(likes[0].why.contains(&Why::Phone), "{likes:?}");
    let silent = lead(
        "L1",
        "05-20",
        "",
        &other.what.replace("10099990001", "一个手机号"),
    );
    assert_eq!(proposed(&own, &[silent]), []);
}

#[test]
fn a_number_named_as_an_earlier_one_finds_it_after_years() {
    let mut own = lead("L2", "05-23", "", OTHER);
    let mut other = lead("L1", "05-20", "", WHAT);
    other.received = "2019-03-01".parse().unwrap();
    other.number = "GD-2019-0017".to_owned();
    assert_eq!(proposed(&own, std::slice::from_ref(&other)), []);
    own.prior = vec!["ｇｄ20190017".to_owned()];
    let likes = proposed(&own, std::slice::from_ref(&other));
    assert_eq!((likes[0].score, likes[0].why[0]), (90, Why::Prior));
    // The other way round it is the same.
    assert_eq!(proposed(&other, &[own]).len(), 1);
}

#[test]
fn whoever_named_no_earlier_number_in_common_is_not_found_by_two_naming_the_same_third() {
    let mut own = lead("L2", "05-23", "", OTHER);
    let mut other = lead("L1", "05-20", "", WHAT);
    own.prior = vec!["GD1".to_owned()];
    other.prior = vec!["GD1".to_owned()];
    assert_eq!(proposed(&own, &[other]), []);
}

#[test]
fn a_lead_merged_into_another_stands_for_that_one_and_nobody_for_himself() {
    let own = lead("L3", "05-23", "启恒人力", WHAT);
    let root = lead("L1", "05-01", "", OTHER);
    let mut merged = lead("L2", "05-20", "启恒人力", WHAT);
    let into = |into: &str| Handled {
        seq: 1,
        on: "2022-05-21".parse().unwrap(),
        by: "张样".to_owned(),
        handling: Handling::Merge {
            into: into.to_owned(),
        },
    };
    merged.steps = vec![into("L1")];
    let likes = proposed(&own, &[root.clone(), merged.clone()]);
    assert_eq!(
        likes.iter().map(|like| like.lead.as_str()).collect::<Vec<_>>(),
        ["L1"]
    );
    merged.steps = vec![into("L3")];
    assert_eq!(proposed(&own, &[root, merged]), []);
}

#[test]
fn the_grounds_are_told_in_both_languages() {
    let why = vec![
        Why::Prior,
        Why::Target,
        Why::Reporter,
        Why::Phone,
        Why::Name(92),
        Why::Text(87),
        Why::Place,
        Why::Days(3),
    ];
    let like = Like {
        lead: "L1".to_owned(),
        score: 90,
        why,
    };
    assert_eq!(
        like.text(Lang::Zh),
        "来件编号相符 · 同一对象 · 同一反映人 · 电话相同 · 名称相似 92% · 文字相似 87% · 地点相同 · 相隔 3 天"
    );
    assert!(like.text(Lang::En).ends_with("same place · 3 days apart"));
    assert_eq!(
        [0, 1].map(|days| Why::Days(days).text(Lang::En)),
        ["same day", "1 day apart"]
    );
}
