//! `duban lead add`, `show`, `list` and every step of `triage`.

use crate::cli_support::Desk;
use crate::{add, lead, wuhan};

const DAY: &str = "2022-06-09";

/// One lead of Wuhan's, and a function that takes steps in it.
fn desk(about: &[&str]) -> (Desk, String) {
    let desk = Desk::furnished();
    let words = ["--received", "2022-06-08", "--what", "收取押金"];
    let id = add(&desk, DAY, &[&words, about].concat(), "");
    (desk, id)
}

fn state(desk: &Desk, id: &str) -> String {
    lead(desk, DAY, id)["state"].as_str().unwrap().to_owned()
}

fn step(desk: &Desk, id: &str, words: &[&str]) -> String {
    wuhan(desk, DAY, &[&["lead", "triage", id], words].concat(), "")
        .ok()
        .out
}

#[test]
fn a_lead_is_taken_in_with_all_that_is_known() {
    let desk = Desk::furnished();
    let letter = desk.write("来信.txt", "我在样例公司应聘，样某甲作证。\n交了500元押金。\n");
    let photo = desk.write("收据.jpg", "abc");
    let words = [
        "--received",
        "2022-06-08",
        "--number",
        "信2022-7",
        "--kind",
        "assigned",
        "--about",
        "样例公司",
        "--phone",
        "027-00000009",
        "--region",
        "420106",
        "--place",
        "样例路1号",
        "--text",
        &letter,
        "--deadline",
        "2022-06-13",
        "--prior",
        "信2021-1",
        "信2021-2",
        "--evidence",
        &photo,
        "录音一段",
        "--happened",
        "2022-05-31",
        "--amount",
        "500",
        "--people",
        "3",
        "--reporter",
        "-",
    ];
    let id = add(&desk, DAY, &words, "样某甲\n\n000000190001010099\n");
    let told = lead(&desk, DAY, &id);
    let text = |field: &str| told[field].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        text("what"),
        "我在样例公司应聘，〔举报人〕作证。\n交了500元押金。"
    );
    assert_eq!(
        ["number", "kind", "phone", "region", "deadline", "due", "reporter"].map(text),
        [
            "信2022-7",
            "assigned",
            "027-00000009",
            "420106",
            "2022-06-13",
            "2022-06-10",
            "实名（已加密）"
        ]
    );
    assert_eq!(told["prior"].as_array().unwrap().len(), 2);
    // SHA-256 of abc, FIPS 180-4.
    assert!(
        told["evidence"][0]["sha256"]
            .as_str()
            .unwrap()
            .starts_with("ba7816bf")
    );
    assert_eq!(told["evidence"][1]["what"], "录音一段");
    let shown = wuhan(&desk, DAY, &["lead", "show", "信2022-7"], "").ok().out;
    for part in [
        "信2022-7",
        "上级交办",
        "待决定",
        "2022-05-31 发生、500 元、3 人",
        "2022-06-10",
        "武昌区 人社",
        "受理、不予受理",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // The same again is the same lead; what is wrong is said before a key is made.
    let again = wuhan(
        &desk,
        DAY,
        &[&["lead", "add", "--source", "来信"], &words[..]].concat(),
        "样某甲\n",
    );
    again.refused(&[&id, "已经登记过"]);
    let both = [
        "lead",
        "add",
        "--source",
        "来信",
        "--text",
        "-",
        "--reporter",
        "-",
    ];
    assert_eq!(wuhan(&desk, DAY, &both, "x").code, 2);
    let nobody = ["lead", "add", "--source", "来信", "--what", "收押金"];
    assert_eq!(wuhan(&desk, DAY, &nobody, "").code, 1);
    let four = [
        "lead",
        "add",
        "--source",
        "来信",
        "--what",
        "收押金",
        "--place",
        "某路",
        "--reporter",
        "-",
    ];
    assert_eq!(wuhan(&desk, DAY, &four, "a\nb\nc\nd\n").code, 2);
}

#[test]
fn a_lead_goes_through_every_step_and_each_can_be_undone() {
    let (desk, id) = desk(&["--about", "样例公司"]);
    let go = |words: &[&str]| {
        step(&desk, &id, words);
        state(&desk, &id)
    };
    assert_eq!(go(&["--ask", "补交合同", "--until", "2022-06-15"]), "asked");
    assert_eq!(go(&["--resume", "--reason", "合同已交"]), "pending");
    assert_eq!(go(&["--refuse", "no-facts"]), "refused");
    assert_eq!(go(&["--undo"]), "pending");
    assert_eq!(go(&["--accept"]), "accepted");
    assert_eq!(
        go(&["--pause", "court", "--until", "2022-07-01", "--reason", "待仲裁"]),
        "paused"
    );
    assert_eq!(go(&["--resume", "--reason", "仲裁已结"]), "accepted");
    let extend = [
        "--as",
        "武汉复核",
        "--today",
        DAY,
        "lead",
        "triage",
        &id,
        "--extend",
        "--reason",
        "情况复杂",
    ];
    desk.fed(&extend, "").ok();
    assert_eq!(go(&["--close", "true", "--result", "已退还押金"]), "closed");
    assert_eq!(go(&["--feedback", "已告知", "--how", "电话"]), "closed");
    let steps = lead(&desk, DAY, &id)["steps"].as_array().unwrap().len();
    assert_eq!(steps, 10);
    let shown = wuhan(&desk, DAY, &["lead", "show", &id], "").ok().out;
    for part in [
        "要求补正",
        "撤销",
        "中止",
        "等待仲裁或者诉讼结果",
        "延期",
        "属实",
        "已退还押金",
        "反馈",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // What comes next has nobody waiting any more: it stands below what is open.
    let other = add(&desk, DAY, &["--place", "样例路", "--what", "黑职介"], "");
    let list = wuhan(&desk, DAY, &["--json", "lead", "list"], "").ok().json();
    assert_eq!(
        (&list[0]["id"], &list[0]["need"]),
        (&other.into(), &"decide".into())
    );
    assert_eq!(
        (&list[1]["id"], &list[1]["need"]),
        (&id.into(), &serde_json::Value::Null)
    );
}

#[test]
fn a_lead_goes_to_another_office_and_comes_back() {
    let (desk, id) = desk(&["--about", "样例公司"]);
    let there = |words: &[&str]| {
        let head = ["--as", "黄石人社", "--today", DAY, "lead", "triage", &id];
        desk.fed(&[&head, words].concat(), "")
    };
    let forward = [
        "--forward",
        "420200",
        "--department",
        "hr",
        "--reason",
        "属黄石管辖",
    ];
    step(&desk, &id, &forward);
    there(&["--return", "--reason", "不属本市"]).ok();
    assert_eq!(lead(&desk, DAY, &id)["holder"]["region"], "420100");
    step(&desk, &id, &forward);
    step(&desk, &id, &["--recall", "--reason", "误转"]);
    step(&desk, &id, &forward);
    let list = wuhan(&desk, DAY, &["lead", "list"], "").ok().out;
    assert!(list.contains("待签收") && list.contains("黄石市 人社"), "{list}");
    there(&["--acknowledge"]).ok();
    assert_eq!(state(&desk, &id), "pending");
    assert_eq!(lead(&desk, DAY, &id)["holder"]["region"], "420200");
    there(&["--acknowledge"]).refused(&[&id]);
}

#[test]
fn the_registered_target_stands_beside_the_lead() {
    let desk = Desk::furnished();
    desk.dispatched();
    let target = desk.task("420100")["target"].as_str().unwrap().to_owned();
    let id = add(&desk, DAY, &["--place", "样例路", "--what", "黑职介"], "");
    assert_eq!(
        wuhan(&desk, DAY, &["--json", "lead", "show", &id], "")
            .ok()
            .json()["target"],
        serde_json::Value::Null
    );
    step(&desk, &id, &["--identify", &target]);
    let told = wuhan(&desk, DAY, &["--json", "lead", "show", &id], "")
        .ok()
        .json();
    assert_eq!(
        (
            &told["target"]["id"],
            told["target"]["tasks"].as_array().unwrap().len()
        ),
        (&target.clone().into(), 1)
    );
    assert!(told["target"]["registry"]["name"].is_string());
    let shown = wuhan(&desk, DAY, &["lead", "show", &id], "").ok().out;
    assert!(
        shown.contains(&target) && shown.contains("住所") && shown.contains("抽中"),
        "{shown}"
    );
}

#[test]
fn what_probably_is_the_same_and_what_its_words_suggest_stand_beside_the_lead() {
    let desk = Desk::furnished();
    let add_said = |what: &str| {
        let (about, place) = ("样例启航人力资源有限公司", "样例路1号");
        let words = [
            "--about",
            about,
            "--place",
            place,
            "--phone",
            "027-00000009",
            "--what",
            what,
        ];
        add(&desk, DAY, &words, "")
    };
    let first = add_said("该公司招聘时收取押金五百元，承诺入职后退还，至今不退");
    let second = add_said("样例启航招聘收取押金500元，承诺入职后退还，现在不退");
    let told = wuhan(&desk, DAY, &["--json", "lead", "show", &second], "")
        .ok()
        .json();
    assert_eq!(told["beside"]["likely"][0]["lead"], *first, "{told}");
    assert!(
        !told["beside"]["actions"].as_array().unwrap().is_empty(),
        "{told}"
    );
    let shown = wuhan(&desk, DAY, &["lead", "show", &second], "").ok().out;
    assert!(
        shown.contains("疑似重复") && shown.contains(&first) && shown.contains("建议行动"),
        "{shown}"
    );
}

#[test]
fn one_step_with_what_it_needs_is_asked_for() {
    let (desk, id) = desk(&["--about", "样例公司"]);
    for words in [
        &[][..],
        &["--accept", "--acknowledge"],
        &["--accept", "--reason", "x"],
        &["--return"],
        &["--ask", "合同"],
        &["--pause", "court"],
        &["--close", "true"],
        &["--feedback", "已告知"],
        &["--check"],
        &["--police", "武汉市公安局"],
        &["--department", "mr", "--accept"],
        &["--merge"],
        &["--undo", "x"],
    ] {
        let ran = wuhan(&desk, DAY, &[&["lead", "triage", &id], words].concat(), "");
        assert_eq!(ran.code, 2, "{words:?}: {}{}", ran.out, ran.err);
    }
    assert_eq!(state(&desk, &id), "pending");
}
