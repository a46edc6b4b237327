//! The language of filters: each sign, each name, both languages, and what is wrong where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod order;
mod saved;

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::region::{Level, Region, RegionCode};
use crate::domain::target::Grade;
use crate::domain::task::TaskState;
use crate::lang::Lang;

fn today() -> NaiveDate {
    "2022-06-20".parse().unwrap()
}

fn regions() -> Regions {
    let row = |code: &str, name: &str, level, parent: Option<&str>| Region {
        code: code.parse().unwrap(),
        name: name.to_owned(),
        level,
        parent: parent.map(|p| p.parse().unwrap()),
    };
    Regions::new(vec![
        row("420000", "湖北省", Level::Province, None),
        row("420100", "武汉市", Level::Prefecture, Some("420000")),
        row("420106", "武昌区", Level::County, Some("420100")),
        row("420500", "宜昌市", Level::Prefecture, Some("420000")),
    ])
}

/// A row whose fields hold these values.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag(pub(super) Vec<(Field, Value<'static>)>);

impl Facts for Bag {
    fn any(&self, field: Field, fits: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        self.0.iter().any(|(own, value)| *own == field && fits(*value))
    }
}

fn state(state: TaskState) -> Value<'static> {
    Value::Choice(TaskState::ALL.iter().position(|s| *s == state).unwrap())
}

fn grade(grade: Grade) -> Value<'static> {
    Value::Choice(Grade::ALL.iter().position(|g| *g == grade).unwrap())
}

pub(super) fn place(code: &str) -> Value<'static> {
    Value::Place(code.parse::<RegionCode>().unwrap())
}

pub(super) fn day(text: &str) -> Value<'static> {
    Value::Day(text.parse().unwrap())
}

/// A task of 武昌区, entered, due in two days.
fn task() -> Bag {
    Bag(vec![
        (Field::Id, Value::Text("HB-RS-2022-01-0007")),
        (Field::Name, Value::Text("武汉光谷人力资源有限公司")),
        (Field::Target, Value::Text("91420100MA0XJ4GX6D")),
        (Field::Region, place("420106")),
        (Field::Unit, place("420100")),
        (Field::State, state(TaskState::Recorded)),
        (Field::Due, day("2022-06-22")),
        (Field::Since, day("2022-06-18")),
        (Field::Grade, grade(Grade::C)),
        (Field::Batch, Value::Text("HB-RS-2022-01")),
        (Field::Who, Value::Text("张三")),
        (Field::Who, Value::Text("R-001")),
        (Field::Who, Value::Text("李四 小")),
        (Field::Leader, Value::Text("张三")),
        (Field::Rank, Value::Number(7)),
        (Field::Mine, Value::Yes),
    ])
}

fn read(text: &str) -> Result<Query, Fault> {
    let regions = regions();
    let around = Around {
        today: today(),
        regions: &regions,
    };
    Query::parse(text, List::Tasks.fields(), &around)
}

#[rstest]
#[case("")]
#[case("  　 ")]
// plain words: name, pinyin, initials, codes, team
#[case("光谷 rlzy")]
#[case("光谷　0007")]
#[case("guanggu MA0X")]
#[case("zhangsan")]
#[case("R-001")]
#[case("\"李四 小\"")]
#[case("“李四 小”")]
// places, beneath and by code, in every name
#[case("region:武汉")]
#[case("region:wuhan")]
#[case("REGION:wc")]
#[case("region:4201")]
#[case("region:４２０１")]
#[case("地区：武昌")]
#[case("diqu:whs")]
#[case("辖区:湖北")]
#[case("region=420106")]
#[case("region=武昌区")]
#[case("unit:wuhan")]
#[case("单位:武汉")]
// words of a few
#[case("state:recorded")]
#[case("status:已录入")]
#[case("状态:ylr")]
#[case("zhuangtai:recorded")]
#[case("state:returned,recorded")]
#[case("state:退回，已录入")]
#[case("state:退回、已录入")]
#[case("state<reviewed")]
#[case("state>=已录入")]
#[case("grade:C")]
#[case("grade>=C")]
#[case("grade>b")]
#[case("等级＞＝c")]
#[case("dengji<=C")]
#[case("grade≥C")]
// days
#[case("due<3d")]
#[case("due<3天")]
#[case("due:2d")]
#[case("due=2022-06-22")]
#[case("due:06-22")]
#[case("期限＜３ｄ")]
#[case("qixian<=2d")]
#[case("due>today")]
#[case("due>今天")]
#[case("due>=明天")]
#[case("due:>today")]
#[case("since:-2d")]
#[case("自>=06-18")]
#[case("since<yesterday")]
#[case("due:1d,2d")]
// numbers
#[case("rank<10")]
#[case("名次=7")]
#[case("rank:７")]
#[case("rank>=7")]
// texts
#[case("batch:01")]
#[case("批次:2022-01")]
#[case("batch=hb-rs-2022-01")]
#[case("who:lisi")]
#[case("人员:张三")]
#[case("who:王五,李四")]
#[case("who:\"李四 小\"")]
#[case("组长:zs")]
#[case("lead:张")]
#[case("name:光谷")]
#[case("id:0007")]
// flags
#[case("is:mine")]
#[case("is:我的")]
#[case("is:wode")]
#[case("is:recorded")]
#[case("is:已录入")]
#[case("is:overdue,mine")]
// negation
#[case("-宜昌")]
#[case("!region:宜昌")]
#[case("！is:逾期")]
#[case("-is:returned -due<1d")]
#[case("-“没有 的”")]
fn holds(#[case] text: &str) {
    assert!(read(text).unwrap().holds(&task()), "{text}");
}

#[rstest]
#[case("宜昌")]
#[case("光谷 宜昌")]
#[case("\"李四小\"")]
#[case("region:宜昌")]
#[case("region=420100")]
#[case("unit:武昌")]
#[case("state:退回")]
#[case("state<recorded")]
#[case("grade>C")]
#[case("grade<C")]
#[case("due<2d")]
#[case("due<today")]
#[case("due=06-23")]
#[case("rank>7")]
#[case("batch=HB-RS-2022")]
#[case("lead:李四")]
#[case("is:逾期")]
#[case("is:overdue")]
#[case("is:yuqi")]
#[case("is:late")]
#[case("is:退回")]
#[case("-is:mine")]
#[case("-rlzy")]
#[case("due<3d -due<3d")]
fn fails(#[case] text: &str) {
    assert!(!read(text).unwrap().holds(&task()), "{text}");
}

#[test]
fn a_row_without_the_field_fits_nothing_but_its_negation() {
    for text in [
        "due<3d",
        "due>3d",
        "region:武汉",
        "state:退回",
        "rank<9",
        "who:a",
        "is:mine",
    ] {
        assert!(!read(text).unwrap().holds(&Bag::default()), "{text}");
        assert!(
            read(&format!("-{text}")).unwrap().holds(&Bag::default()),
            "{text}"
        );
    }
}

#[test]
fn every_field_goes_by_its_english_chinese_and_pinyin_name_and_no_two_share_one() {
    for list in List::ALL {
        for field in list.fields() {
            let chinese = field.name(Lang::Zh);
            for name in [
                field.id().to_owned(),
                pinyin::ascii(&chinese).to_lowercase(),
                chinese,
            ] {
                let called: Vec<&Field> = list.fields().iter().filter(|f| f.is_called(&name)).collect();
                assert_eq!(called, [field], "{name} of {list:?}");
            }
        }
    }
}

#[rstest]
#[case("来源:x", 1, Wrong::Field("来源".into()))]
#[case("光谷 colour:red", 4, Wrong::Field("colour".into()))]
#[case("http://a", 1, Wrong::Field("http".into()))]
#[case(":x", 1, Wrong::Field(String::new()))]
#[case("mine:x", 1, Wrong::Field("mine".into()))]
#[case("a<b", 1, Wrong::Field("a".into()))]
#[case("is:mien", 4, Wrong::Flag("mien".into()))]
#[case("光谷 \"x y", 4, Wrong::Quote)]
#[case("due:", 4, Wrong::Value { field: "due".into() })]
#[case("due<", 4, Wrong::Value { field: "due".into() })]
#[case("due<soon", 5, Wrong::Day("soon".into()))]
#[case("期限：2022-02-30", 4, Wrong::Day("2022-02-30".into()))]
#[case("due<9999999999999d", 5, Wrong::Day("9999999999999d".into()))]
#[case("due:1d,2022-13-01", 8, Wrong::Day("2022-13-01".into()))]
#[case("rank>many", 6, Wrong::Number("many".into()))]
#[case("region:火星", 8, Wrong::Place("火星".into()))]
#[case("state:nowhere", 7, Wrong::Choice { word: "nowhere".into(), field: Field::State })]
#[case("who<张三", 4, Wrong::Sign { sign: "<", field: Field::Who })]
fn faults(#[case] text: &str, #[case] column: usize, #[case] wrong: Wrong) {
    let fault = read(text).unwrap_err();
    assert_eq!((fault.column, &fault.wrong), (column, &wrong), "{text}");
    for lang in [Lang::Zh, Lang::En] {
        let told = fault.text(lang);
        assert!(
            told.contains(&column.to_string()) && !told.contains("%{"),
            "{told}"
        );
        if matches!(wrong, Wrong::Field(_)) {
            assert!(
                told.contains(&Field::Due.name(lang)) && told.contains(&Field::Region.name(lang)),
                "{told}"
            );
        }
    }
}

#[test]
fn what_an_index_can_answer_is_known() {
    let at = |state: TaskState| TaskState::ALL.iter().position(|s| *s == state).unwrap();
    let query = read("state:退回,已录入 -state:退回").unwrap();
    assert!(query.asks_only(Field::State));
    assert!(query.allows(Field::State, at(TaskState::Recorded)));
    assert!(!query.allows(Field::State, at(TaskState::Returned)));
    assert!(!query.allows(Field::State, at(TaskState::Drawn)));
    let query = read("is:逾期,我的 光谷").unwrap();
    assert!(query.asks(Field::Mine) && !query.asks(Field::Late) && !query.asks_only(Field::State));
    assert!(query.allows(Field::State, at(TaskState::Drawn)));
    assert!(read("").unwrap().is_empty() && read("").unwrap().asks_only(Field::State));
}

fn names() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!['武', '汉', '重', '庆', '银', '行', '长', '光', '谷', '大']),
        1..9,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,24}", signs in "[-!a-zẞİſ:：<>=\"“，, 　是期限]{0,24}") {
        for text in [&text, &signs] {
            if let Ok(query) = read(text) {
                query.holds(&task());
            }
            let _ = Order::parse(text, List::Tasks.fields()).map(|order| order.keys(&task()));
        }
    }

    #[test]
    fn a_row_is_found_by_the_initials_of_its_name(name in names()) {
        let initials: String = pinyin::ascii(&name).chars().filter(char::is_ascii_uppercase).collect();
        let name: &'static str = name.leak();
        let row = Bag(vec![(Field::Name, Value::Text(name))]);
        prop_assert!(read(&initials.to_lowercase()).unwrap().holds(&row));
        prop_assert!(read(name).unwrap().holds(&row));
    }

    #[test]
    fn negation_is_the_complement(
        text in prop::sample::select(vec!["光谷", "due<3d", "due>3d", "state:退回", "grade>=C", "is:mine", "region:武汉", "who:z"]),
        keep in any::<u16>(),
    ) {
        let mut row = task();
        let mut at = 0;
        row.0.retain(|_| { at += 1; keep & (1 << (at - 1)) != 0 });
        let holds = |text: &str| read(text).unwrap().holds(&row);
        prop_assert_ne!(holds(text), holds(&format!("-{text}")));
    }
}
