//! Signing the appraisal, and writing tables to files.

use super::*;

/// From the suggestion to the signature: a unit is moved, which needs a reason, and signing again does too.
#[test]
fn the_order_begins_as_suggested_and_is_signed_with_a_reason_where_it_departs() {
    let day = Day::new();
    let signed = || crate::domain::appraisal::in_force(day.office.view().state());
    let mut harness = at(&day.office, "省人社", (120, 40));
    let early = harness.keys("<backtab> <backtab> S").screen();
    assert!(early.contains("不能签署考评") && signed().is_none(), "{early}");
    day.office
        .set_clock(Clock::Rehearsal("2022-07-25".parse().unwrap()));
    let order = harness.keys("S").screen();
    assert!(order.contains("考评次序：移动各单位"), "{order}");
    assert!(!order.contains('*'), "what shares a place was not moved: {order}");
    assert!(harness.keys("J").screen().contains('*'));
    assert!(harness.keys("<esc>").screen().contains("[考评]"), "and back");
    // As suggested: one question, and a no leaves everything as it is.
    harness.keys("S S n");
    assert!(signed().is_none());
    let asked = harness.keys("S").screen();
    assert!(asked.contains("签署即为你的决定"), "{asked}");
    let done = harness.keys("y").screen();
    assert!(
        done.contains("考评次序已签署") && done.contains("照建议"),
        "{done}"
    );
    let first = signed().unwrap();
    assert_eq!((first.version, first.departs), (1, false));
    // The last unit becomes the first.
    let why = harness.keys("S G").keys(&"K ".repeat(20)).keys("S").screen();
    assert!(why.contains("次序与建议不同"), "{why}");
    let asked = harness.keys("书面材料扎实 <enter>").screen();
    assert!(asked.contains("理由：书面材料扎实"), "{asked}");
    let done = harness.keys("y").screen();
    assert!(
        done.contains("与建议不同") && done.contains("书面材料扎实"),
        "{done}"
    );
    let second = signed().unwrap();
    assert_eq!((second.version, second.departs), (2, true));
    assert_eq!(second.order.first(), first.order.last());
    assert!(harness.keys("l l").screen().contains("签署名次"));
    let other = at(&day.office, "武汉人社", (120, 40))
        .keys("<backtab> <backtab> S")
        .screen();
    assert!(other.contains("不能办理"), "{other}");
}

#[test]
fn every_part_is_written_to_a_file_of_any_kind_and_never_over_another() {
    let office = demo_office();
    let dir = tempfile::tempdir().unwrap();
    let mut harness = at(&office, "省人社", (120, 40));
    let last = "<backspace> ".repeat(40);
    for part in PARTS {
        for kind in ["xlsx", "csv", "json"] {
            let path = dir.path().join(format!("{part}.{kind}"));
            let screen = harness
                .keys(&format!("w {last} {} <enter>", path.display()))
                .screen();
            assert!(screen.contains("已写到"), "{screen}");
            let bytes = std::fs::read(&path).unwrap();
            let begins: &[u8] = match kind {
                "xlsx" => b"PK",
                "csv" => b"\xEF\xBB\xBF",
                _ => b"{",
            };
            assert!(bytes.starts_with(begins), "{part}.{kind}");
            let again = harness
                .keys(&format!("w {last} {} <enter>", path.display()))
                .screen();
            assert!(again.contains("没有覆盖"), "{again}");
        }
        harness.keys("<tab>");
    }
    let odd = harness.keys(&format!("w {last} x.docx <enter>")).screen();
    assert!(odd.contains("须以 .xlsx"), "{odd}");
    assert_eq!(dir.path().read_dir().unwrap().count(), 18);
}
