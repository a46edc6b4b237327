//! What is masked, what is not, and that no number gets through.

use proptest::prelude::*;
use rstest::rstest;

use crate::domain::campaign::{Mask, PublicationRules};
use crate::domain::results::Masking;

fn all() -> Masking {
    Masking::of(&PublicationRules::default())
}

#[rstest]
#[case("请联系13800138000", "请联系138****8000")]
#[case("１３８００１３８０００", "１３８****８０００")]
#[case("138 0013 8000、138-0013-8001", "138 **** 8000、138-****-8001")]
#[case("1380 013 8000", "138* *** 8000")]
#[case("+86 13800138000", "+86 138****8000")]
#[case("8613800138000。", "861******8000。")]
#[case("027-87654321", "027-****4321")]
#[case("（027）87654321", "（027）****4321")]
#[case("0719-8654321", "0719-***4321")]
#[case("身份证420106199001011234号", "身份证4201**********1234号")]
#[case("42010619900101123X", "4201**********123X")]
#[case("420106 19900101 123x", "4201** ******** 123x")]
#[case("420106900101123", "4201*******1123")]
#[case("4201061990010112341380013800", "4201********************3800")]
fn numbers_are_masked(#[case] text: &str, #[case] shown: &str) {
    let masked = all().text(text);
    assert_eq!(masked.chars().count(), text.chars().count());
    assert_eq!(masked, shown);
}

#[rstest]
#[case("2022-06-15至2022-06-20")]
#[case("2022-06-15 2022-06-20 共 18 项")]
#[case("HB-RS-2022-01-0007")]
#[case("鄂人社函〔2022〕97号，罚款12,500元")]
#[case("1. 甲 2. 乙 3. 丙")]
#[case("91420100MA4K1234X5")]
fn other_figures_are_left(#[case] text: &str) {
    assert_eq!(all().text(text), text);
}

#[rstest]
#[case("张三", false, "张**")]
#[case("欧阳修文", false, "欧**")]
#[case("张**", false, "张**")]
#[case("", false, "")]
#[case("武汉张三劳务有限公司", true, "武汉张三劳务有限公司")]
#[case("13800138000广告部", true, "138****8000广告部")]
fn names_of_those_without_a_code_are_masked(#[case] name: &str, #[case] has_code: bool, #[case] shown: &str) {
    assert_eq!(all().name(name, has_code), shown);
}

#[test]
fn only_what_the_campaign_wants_is_masked() {
    let rules = PublicationRules {
        mask: vec![Mask::IdentityCards],
        ..PublicationRules::default()
    };
    let masking = Masking::of(&rules);
    assert_eq!(masking.name("张三", false), "张三");
    assert_eq!(masking.text("13800138000"), "13800138000");
    assert_eq!(masking.text("420106199001011234"), "4201**********1234");
    assert_eq!(
        Masking::default().text("420106199001011234"),
        "420106199001011234"
    );
}

/// Digits of several scripts, with what people put between them, and other text.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,19}",
        "[０-９]{1,19}",
        "1[3-9][0-9]{9}",
        "0[0-9]{2,3}[\\-)）][0-9]{7,8}",
        "[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9Xx]",
        "1[3-9][0-9] [0-9]{4} [0-9]{4}",
        "[ \\-－·，。Xx甲张*]{1,3}",
        ".{0,4}",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_number_gets_through_and_twice_is_once(text in typed()) {
        let masked = all().text(&text);
        let longest = masked.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max();
        prop_assert!(longest < Some(11), "{masked}");
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        prop_assert_eq!(all().text(&masked), masked.clone());
        // Nothing but a digit or a check character is hidden, and what is shown is what was there.
        for (was, is) in text.chars().zip(masked.chars()) {
            prop_assert!(was == is || is == '*' && (was.is_numeric() || "XxＸｘ".contains(was)));
        }
    }

    #[test]
    fn a_name_shows_one_character(name in "\\PC{1,12}") {
        let masked = all().name(&name, false);
        prop_assert_eq!(masked.chars().count(), 3);
        prop_assert!(masked.ends_with("**"));
        prop_assert_eq!(all().name(&masked, false), masked);
    }

    #[test]
    fn grouped_numbers_are_masked_too(
        mobile in "1[3-9][0-9]{9}", area in "0[1-9][0-9]{1,2}", line in "[0-9]{7,8}", sign in "[ \\-－·]",
    ) {
        let (a, b, c) = (&mobile[..3], &mobile[3..7], &mobile[7..]);
        let masked = all().text(&format!("电话{a}{sign}{b}{sign}{c}，{area}{sign}{line}。"));
        let digits: String = masked.chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, format!("{a}{c}{area}{}", &line[line.len() - 4..]));
    }
}
