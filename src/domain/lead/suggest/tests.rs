//! What a lead's words and its place suggest.

use rstest::rstest;

use super::*;
use crate::exchange::campaign::default_campaign;

fn lead(region: &str, place: &str, what: &str) -> Lead {
    let value = serde_json::json!({
        "id": "L1", "received": "2022-05-20", "source": "12345", "about": "", "place": place,
        "region": region, "department": Department::Hr, "what": what,
    });
    serde_json::from_value(value).unwrap()
}

fn campaign() -> Campaign {
    default_campaign().unwrap().campaign
}

#[rstest]
#[case("此人没有营业执照，在出租屋里介绍工作", 1, &["没有营业执照"])]
#[case("本人交中介费800元后没有安排工作", 2, &["中介费", "没有安排工作"])]
#[case("招聘页面写明限男性，已婚已育优先", 3, &["限男性", "已婚已育"])]
#[case("要求再拉两个人才安排上岗，怀疑是传销，限制人身自由", 4, &["传销", "限制人身自由"])]
fn words_suggest_an_action(#[case] what: &str, #[case] action: u32, #[case] words: &[&str]) {
    let suggested = actions(&campaign(), &lead("420106", "", what));
    let first = &suggested[0];
    let marked: Vec<&str> = first.words.iter().map(|at| &what[at.clone()]).collect();
    assert_eq!((first.action, marked.as_slice()), (action, words));
}

#[test]
fn the_words_are_the_campaigns() {
    let mut campaign = campaign();
    let lead = lead("420106", "", "本人交中介费800元");
    assert_eq!(actions(&campaign, &lead).len(), 1);
    campaign
        .actions
        .iter_mut()
        .for_each(|action| action.words.clear());
    assert_eq!(actions(&campaign, &lead), []);
    assert_eq!(
        actions(
            &campaign,
            &Lead {
                what: String::new(),
                ..lead
            }
        ),
        []
    );
}

#[test]
fn most_of_the_sample_leads_suggest_an_action() {
    let campaign = campaign();
    let texts = include_str!("../../../../sample-data/lead-texts.csv");
    let texts: Vec<&str> = texts
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once(','))
        .map(|parts| parts.1)
        .collect();
    let silent: Vec<&&str> = texts
        .iter()
        .filter(|text| actions(&campaign, &lead("420106", "", text)).is_empty())
        .collect();
    assert!(texts.len() == 60 && silent.len() <= 6, "{silent:#?}");
}

/// Whither, by which department, and why.
fn ways_of(lead: &Lead) -> Vec<(String, Department, Ground)> {
    let told = |way: Way| (way.to.region.to_string(), way.to.department, way.ground);
    ways(&campaign(), lead).into_iter().map(told).collect()
}

#[rstest]
#[case::here("420106", "湖北省武汉市武昌区示例路1号", "", &[])]
#[case::around("420106", "武汉市", "", &[])]
#[case::further_down("420100", "武汉市武昌区示例路1号", "", &[("420106", Ground::Place)])]
#[case::elsewhere("420106", "襄阳市樊城区示例路1号", "", &[("420606", Ground::Place)])]
#[case::several_counties("420106", "", "武昌和洪山的门店都这样", &[("420100", Ground::Several)])]
#[case::several_prefectures("420106", "", "在武昌和孝感都有门店", &[("420000", Ground::Several)])]
#[case::the_province_has_it("420000", "", "在武昌和孝感都有门店", &[])]
fn the_place_suggests_an_office(
    #[case] region: &str,
    #[case] place: &str,
    #[case] what: &str,
    #[case] expected: &[(&str, Ground)],
) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(to, ground)| ((*to).to_owned(), Department::Hr, *ground))
        .collect();
    assert_eq!(ways_of(&lead(region, place, what)), expected);
}

#[test]
fn words_of_the_other_department_suggest_it_with_the_words_marked() {
    let what = "没有营业执照，招牌上的广告是假的，收费标准也看不到";
    let mut lead = lead("420106", "", what);
    let way = &ways(&campaign(), &lead)[0];
    assert_eq!(
        (way.to.region.to_string().as_str(), way.to.department, way.ground),
        ("420106", Department::Mr, Ground::Words)
    );
    let marked: Vec<&str> = way.words.iter().map(|at| &what[at.clone()]).collect();
    assert_eq!(marked, ["营业执照", "招牌", "广告", "收费标准"]);
    lead.department = Department::Mr;
    assert_eq!(ways_of(&lead), []);
    lead.what = "拖欠工资，没有劳动合同，也没有营业执照".to_owned();
    assert_eq!(
        ways_of(&lead),
        [("420106".to_owned(), Department::Hr, Ground::Words)]
    );
}
