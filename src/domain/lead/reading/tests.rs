//! Texts as hotlines take them down, with what is found in them; and any text at all.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::state::{Memory, Write};
use crate::domain::target::Target;
use crate::exchange::campaign::default_campaign;

fn campaign() -> Campaign {
    default_campaign().unwrap().campaign
}

/// A Friday.
fn today() -> NaiveDate {
    "2022-06-24".parse().unwrap()
}

/// What is found of a sort: the words, and what they stand for.
fn found(key: &str, text: &str) -> Vec<String> {
    let campaign = campaign();
    let reading = read(&Memory::default(), &campaign, text, today());
    let key = format!("lead-reading.{key}");
    let told = |found: &Found| format!("{}={}", found.words(text), found.text(text, &campaign, Lang::Zh));
    reading.of(&key).map(told).collect()
}

#[rstest]
#[case("代码91420684YL83YC4H46，", &["91420684YL83YC4H46=91420684YL83YC4H46"])]
#[case("代码９１４２０６８４yl83YC4H46。", &["９１４２０６８４yl83YC4H46=91420684YL83YC4H46"])]
#[case("错一位91420684YL83YC4H47", &[])]
#[case("多一位91420684YL83YC4H461", &[])]
fn codes_need_their_check_character(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("code", text), expected);
}

#[rstest]
#[case("身份证000000190001010006x", &[])]
#[case("身份证 42010619900101123X，", &[])]
#[case("身份证11010519491231002X，", &["11010519491231002X=11010519491231002X"])]
#[case("证号１１０１０５１９４９１２３１００２x", &["１１０１０５１９４９１２３１００２x=11010519491231002X"])]
fn cards_need_a_day_of_birth_and_their_check_digit(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("identity", text), expected);
}

#[rstest]
#[case("电话10099990001，找张样", &["10099990001=10099990001"])]
#[case("手机１００９９９９０００１", &["１００９９９９０００１=10099990001"])]
#[case("请拨100 9999 0001联系", &["100 9999 0001=10099990001"])]
#[case("+86-100-9999-0001", &["+86-100-9999-0001=10099990001"])]
#[case("座机027-87881234", &["027-87881234=02787881234"])]
#[case("(0713)8381234转2", &["(0713)8381234=07138381234"])]
#[case("电话：8788 1234", &[])]
#[case("电话87881234。", &["87881234=87881234"])]
#[case("合同号87881234。", &[])]
#[case("400-800-1234", &["400-800-1234=4008001234"])]
#[case("打12333和12345都说过", &[])]
#[case("10099990001 500元", &["10099990001=10099990001"])]
fn phones_are_told_by_their_digits(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("phone", text), expected);
}

#[rstest]
#[case("收取1.5万元", &["1.5万元=15000 元"])]
#[case("拖欠工资共一万五千余元", &["一万五千余元=约 15000 元"])]
#[case("要了3,200块", &["3,200块=3200 元"])]
#[case("交了一万五块钱", &["一万五块钱=15000 元"])]
#[case("押金５００元", &["５００元=500 元"])]
#[case("“疏通费”两万元", &["两万元=20000 元"])]
#[case("被骗了三万，", &["三万，=30000 元"])]
#[case("共￥12.50", &["￥12.50=12.50 元"])]
#[case("二百零五元", &["二百零五元=205 元"])]
#[case("五十多万元", &["五十多万元=约 500000 元"])]
#[case("三万人参加，五百名工人", &[])]
#[case("第3元月", &[])]
fn sums_are_told_in_yuan(#[case] text: &str, #[case] expected: &[&str]) {
    let expected: Vec<String> = expected.iter().map(|text| text.replace("，=", "=")).collect();
    assert_eq!(found("amount", text), expected);
}

#[rstest]
#[case("每人280元/天", &["280元/天=280 元"])]
#[case("日结280元、包吃住", &["280元=280 元"])]
#[case("每人每月扣30元“卡费”", &["30元=30 元"])]
#[case("底薪6000元", &["6000元=6000 元"])]
#[case("200元每人", &["200元每人=200 元"])]
#[case("每天上班，押金500元", &[])]
fn a_rate_is_no_sum(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("rate", text), expected);
    assert_eq!(found("amount", text).is_empty(), !expected.is_empty(), "{text}");
}

#[rstest]
#[case("2022年5月20日报名", &["2022年5月20日=2022-05-20"])]
#[case("5月20号", &["5月20号=2022-05-20"])]
#[case("12月3日", &["12月3日=2021-12-03"])]
#[case("五月二十一日", &["五月二十一日=2022-05-21"])]
#[case("二〇二一年十二月三日", &["二〇二一年十二月三日=2021-12-03"])]
#[case("去年10月8日", &["去年10月8日=2021-10-08"])]
#[case("于5.20到厂", &["5.20=2022-05-20"])]
#[case("2022-05-20", &["2022-05-20=2022-05-20"])]
#[case("2022/5/20上午", &["2022/5/20=2022-05-20"])]
#[case("昨天", &["昨天=2022-06-23"])]
#[case("上周五", &["上周五=2022-06-17"])]
#[case("这周一", &["这周一=2022-06-20"])]
#[case("上周", &["上周=2022-06-13 至 2022-06-19"])]
#[case("上个月", &["上个月=2022-05-01 至 2022-05-31"])]
#[case("三天前", &["三天前=2022-06-21"])]
#[case("本人2019年3月在该公司", &["2019年3月=2019-03-01 至 2019-03-31"])]
#[case("2月30日", &[])]
#[case("干了2个月", &[])]
#[case("5.20元", &[])]
#[case("版本5.20.3", &[])]
fn days_are_told_from_today(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("date", text), expected);
}

#[rstest]
#[case("工人约四十名", &["四十名=40 人"])]
#[case("十二名领取失业保险金人员", &["十二名=12 人"])]
#[case("用五十多人的名单", &["五十多人=约 50 人"])]
#[case("派遣人员一百多人", &["一百多人=约 100 人"])]
#[case("3个学生", &["3个学生=3 人"])]
#[case("介绍一人收300元", &[])]
#[case("500人民币", &[])]
#[case("两个岗位", &[])]
fn people_are_counted(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(found("people", text), expected);
}

#[rstest]
#[case("湖北省武汉市武昌区示例路163号的门店", &["湖北省武汉市武昌区=武昌区"], &["湖北省武汉市武昌区示例路163号=湖北省武汉市武昌区示例路163号"])]
#[case("在孝感火车站附近拉人", &["孝感=孝感市"], &["孝感火车站附近=孝感火车站附近"])]
#[case("位于示例二路12号3楼", &[], &["示例二路12号3楼=示例二路12号3楼"])]
#[case("已向公安机关报案", &[], &[])]
#[case("武昌市场监管所来过", &["武昌=武昌区"], &[])]
fn places_and_addresses(#[case] text: &str, #[case] places: &[&str], #[case] addresses: &[&str]) {
    assert_eq!(found("place", text), places);
    assert_eq!(found("address", text), addresses);
}

#[rstest]
#[case("反映武汉启恒示例人力资源有限公司拖欠", &["武汉启恒示例人力资源有限公司"])]
#[case("通过示例启恒劳务服务部找的工作", &["示例启恒劳务服务部"])]
#[case("我在武汉市武昌区启恒职介所交了钱", &["武汉市武昌区启恒职介所"])]
#[case("该公司和这家公司都说是另一家公司", &[])]
#[case("公司不发工资", &[])]
fn organisations_are_told_by_their_ending(#[case] text: &str, #[case] expected: &[&str]) {
    let naming = Naming::new(&campaign());
    assert_eq!(organisations(text, &naming), expected);
}

#[test]
fn a_registered_target_is_found_by_its_code_and_by_its_name() {
    let campaign = campaign();
    let mut state = Memory::default();
    let target = Target {
        id: "91420684YL83YC4H46".to_owned(),
        name: "襄阳岳云示例人力资源有限公司".to_owned(),
        region: "420684".parse().unwrap(),
        grade: None,
        regraded: None,
        status: "存续".to_owned(),
        affirmed: Default::default(),
        excluded: Default::default(),
        last_visit: None,
    };
    state.put(&target);
    named::mark(&mut state, &Naming::new(&campaign), &target);
    for text in [
        "代码91420684yl83yc4h46",
        "举报襄阳岳云人力资源有限公司",
        "举报襄阳越云人力公司",
    ] {
        let reading = read(&state, &campaign, text, today());
        let targets: Vec<&Found> = reading.of("lead-reading.target").collect();
        assert!(
            matches!(targets.as_slice(), [Found { value: Value::Target { id, .. }, .. }] if *id == target.id),
            "{text}: {reading:?}"
        );
    }
    let none = read(&state, &campaign, "举报襄阳凯鼎人力资源有限公司", today());
    assert_eq!(none.of("lead-reading.target").count(), 0);
}

#[test]
fn the_sample_texts_give_up_what_stands_in_them() {
    let text =
        "本人2019年3月在该公司交中介费800元后没有安排工作，同乡十一名，现在要求处理，电话10099990048。";
    let campaign = campaign();
    let reading = read(&Memory::default(), &campaign, text, today());
    let words: Vec<&str> = reading.found.iter().map(|found| found.words(text)).collect();
    assert_eq!(words, ["2019年3月", "800元", "十一名", "10099990048"]);
}

/// Pieces of which texts are made that come close to what is looked for.
const PIECES: &[&str] = &[
    "一",
    "二",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "两",
    "5",
    "20",
    "１",
    "９",
    ".",
    ",",
    "，",
    "元",
    "块",
    "/天",
    "每",
    "人",
    "名",
    "个",
    "年",
    "月",
    "日",
    "号",
    "-",
    "/",
    "上周",
    "星期",
    "五",
    "去年",
    "天前",
    "+86",
    "100",
    "9999",
    "0001",
    "(",
    ")",
    " ",
    "　",
    "武汉",
    "武昌区",
    "示例路",
    "163号",
    "有限公司",
    "公司",
    "劳务",
    "电话",
    "91420684YL83YC4H46",
    "11010519491231002X",
    "w",
    "￥",
    "多",
    "余",
    "é",
    "\u{0}",
    "🚧",
];

fn near_misses() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn sound(text: &str) {
    let campaign = campaign();
    let reading = read(&Memory::default(), &campaign, text, today());
    let mut last = 0;
    for found in &reading.found {
        assert!(
            text.get(found.at.clone()).is_some_and(|words| !words.is_empty()),
            "{text:?} {found:?}"
        );
        assert!(found.at.start >= last, "{text:?}: out of order");
        last = found.at.start;
        assert!(!found.text(text, &campaign, Lang::Zh).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        sound(&text);
    }

    #[test]
    fn what_comes_close_is_read(text in near_misses()) {
        sound(&text);
    }
}
