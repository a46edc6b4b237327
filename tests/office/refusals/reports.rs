//! Handing in, and signing the appraisal.

use duban::domain::appraisal::in_force;
use duban::domain::calendar::Act;
use duban::domain::command::Command;
use duban::domain::handed_in::{Attached, versions};
use duban::domain::refusal::Refusal;
use duban::domain::region::RegionCode;

use super::*;

#[test]
fn a_report_brings_a_file_with_something_in_it_and_says_why_it_comes_again() {
    let desk = Desk::stocked();
    let report = |name: &str, content: &[u8], note: &str| Command::FileReport {
        region: code("420100"),
        summary: b"{}".to_vec(),
        narrative: Some(Attached {
            name: name.to_owned(),
            content: content.to_vec(),
        }),
        note: note.to_owned(),
    };
    let who = "420100人社";
    assert_eq!(
        desk.refused(who, "07-25", report("总结.docx", b"", "")),
        Refusal::EmptyFile {
            file: "总结.docx".to_owned()
        }
    );
    for name in ["", "a/b", "a\u{202e}b"] {
        let refused = desk.refused(who, "07-25", report(name, b"x", ""));
        assert_eq!(
            refused,
            Refusal::BadName {
                name: name.to_owned()
            }
        );
    }
    desk.ok(who, "07-25", report("总结.docx", b"x", ""));
    let again = desk.refused(who, "07-26", report("总结.docx", b"y", " "));
    assert_eq!(again, Refusal::ReasonMissing { act: Act::FileReport });
    let table_only = Command::FileReport {
        region: code("420100"),
        summary: b"[]".to_vec(),
        narrative: None,
        note: "更正罚没金额".to_owned(),
    };
    desk.ok(who, "07-26", table_only);
    let view = desk.office.view();
    let newest = versions(view.state(), code("420100")).pop().unwrap();
    let narrative = newest.narrative.unwrap();
    assert_eq!((newest.version, newest.note.as_str()), (2, "更正罚没金额"));
    assert_eq!(
        (narrative.since, narrative.bytes),
        (1, 1),
        "the written summary stays"
    );
    assert_eq!(view.blobs().get(&narrative.sha256).unwrap(), b"x");
}

#[test]
fn an_order_is_whole_in_time_and_says_why_it_departs() {
    let desk = Desk::stocked();
    let units: Vec<RegionCode> = campaign().regions.units().map(|unit| unit.code).collect();
    let sign = |order: &[RegionCode], reason: &str| Command::SignAppraisal {
        order: order.to_vec(),
        reason: reason.to_owned(),
    };
    let early = desk.refused("省人社", "07-20", sign(&units, ""));
    outside(early, Act::Appraise, "07-20", &[window("07-21", "08-05")]);
    assert!(matches!(
        desk.refused("420100人社", "07-25", sign(&units, "")),
        Refusal::OutOfReach { .. }
    ));
    assert!(matches!(
        desk.refused("省市监", "07-25", sign(&units, "")),
        Refusal::LacksRole { .. }
    ));
    let mut twice = units.clone();
    twice[0] = code("420106");
    twice[2] = units[1];
    assert_eq!(
        desk.refused("省人社", "07-25", sign(&twice, "")),
        Refusal::BadOrder {
            missing: vec![units[0].to_string(), units[2].to_string()],
            wrong: vec!["420106".to_owned(), units[1].to_string()],
        }
    );
    // One unit handed in, on time and whole: it is suggested first.
    let report = Command::FileReport {
        region: code("420200"),
        summary: b"{}".to_vec(),
        narrative: None,
        note: String::new(),
    };
    desk.ok("420200人社", "07-25", report);
    assert_eq!(
        desk.refused("省人社", "07-25", sign(&units, "")),
        Refusal::ReasonMissing { act: Act::Appraise }
    );
    let mut suggested = units.clone();
    suggested.swap(0, 1);
    assert_eq!(suggested[0], code("420200"));
    desk.ok("省人社", "07-25", sign(&suggested, ""));
    assert_eq!(
        desk.refused("省人社", "07-26", sign(&suggested, "")),
        Refusal::ReasonMissing { act: Act::Appraise },
        "what takes the place of a signed order says why"
    );
    desk.ok("省人社", "07-26", sign(&units, "综合书面材料"));
    let desk = desk.reopened();
    let view = desk.office.view();
    let signed = in_force(view.state()).unwrap();
    assert_eq!(
        (signed.version, signed.departs, signed.by.as_str()),
        (2, true, "省人社")
    );
    let figures = view.blobs().get(&signed.figures).unwrap();
    let figures: serde_json::Value = serde_json::from_slice(&figures).unwrap();
    assert_eq!(figures["rows"].as_array().unwrap().len(), units.len());
}
