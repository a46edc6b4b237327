//! Registered targets by a name that is not quite theirs.

use rstest::rstest;

use super::*;
use crate::domain::operator::Department;
use crate::domain::state::Memory;
use crate::exchange::campaign::default_campaign;

fn target(id: &str, name: &str, region: &str) -> Target {
    Target {
        id: id.to_owned(),
        name: name.to_owned(),
        region: region.parse().unwrap(),
        grade: None,
        regraded: None,
        status: "存续".to_owned(),
        affirmed: Default::default(),
        excluded: Default::default(),
        last_visit: None,
    }
}

fn lead(about: &str, what: &str) -> Lead {
    let value = serde_json::json!({
        "id": "L1", "received": "2022-05-20", "source": "12345", "about": about,
        "region": "420106", "department": Department::Hr, "what": what,
    });
    serde_json::from_value(value).unwrap()
}

fn proposed(lead: &Lead) -> Vec<String> {
    let campaign = default_campaign().unwrap().campaign;
    let (naming, mut state) = (Naming::new(&campaign), Memory::default());
    for target in [
        target("T1", "武汉启恒昌达示例人力资源有限公司", "420106"),
        target("T2", "襄阳启恒昌达示例人力资源有限公司", "420606"),
        target("T3", "武汉泽瑞示例劳务有限公司", "420106"),
        target("V-1", "示例大桥下自发零工市场", "420106"),
    ] {
        mark(&mut state, &naming, &target);
        state.put(&target);
    }
    targets(&state, &campaign, lead)
        .into_iter()
        .map(|named| named.id)
        .collect()
}

#[rstest]
#[case::in_full("武汉启恒昌达示例人力资源有限公司", &["T1"])]
#[case::by_ear("启衡昌大人力", &["T1", "T2"])]
#[case::last_character("启恒昌明人力", &["T1"])]
#[case::first_character("顺恒昌达", &["T1"])]
#[case::in_short("启恒公司", &["T1", "T2"])]
#[case::of_another_city("襄阳启恒昌达", &["T2"])]
#[case::a_place("大桥下自发零工市场", &["V-1"])]
#[case::another("武汉宏远示例人力资源有限公司", &[])]
#[case::nothing("", &[])]
fn a_name_finds_its_target(#[case] about: &str, #[case] expected: &[&str]) {
    assert_eq!(proposed(&lead(about, "")), expected);
}

#[test]
fn without_a_name_the_text_is_asked_and_with_a_code_nothing_is() {
    let mut lead = lead("", "举报武汉泽锐劳务有限公司不退押金。");
    assert_eq!(proposed(&lead), ["T3"]);
    lead.target = Some("T1".to_owned());
    assert_eq!(proposed(&lead), Vec::<String>::new());
}
