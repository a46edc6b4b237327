//! What is refused on the way in: days to come, reporters that would take one another's place, fields that were swapped.

use crate::cli_support::Desk;
use crate::wuhan;

const DAY: &str = "2022-06-20";

const HEAD: &str = "收到日期,来源,被反映对象名称,行政区划代码,地点,内容,举报人姓名,举报人电话\n";

fn import(desk: &Desk, name: &str, rows: &str) -> crate::cli_support::Ran {
    let file = desk.write(name, &format!("{HEAD}{rows}"));
    let rejects = desk.path(&format!("rejects-{name}"));
    let words = ["import", "leads", &file, "--rejects", rejects.to_str().unwrap()];
    wuhan(desk, DAY, &words, "").ok()
}

fn reject(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path(&format!("rejects-{name}"))).unwrap()
}

fn known(desk: &Desk) -> usize {
    let list = wuhan(desk, DAY, &["--json", "lead", "list"], "").ok().json();
    list.as_array().unwrap().len()
}

#[test]
fn a_day_to_come_is_refused_row_by_row() {
    let desk = Desk::furnished();
    let rows = "2122-06-15,12345,样例公司,420106,某路1号,收押金,,\n2022-06-15,12345,样例公司,420106,某路1号,收押金,,\n";
    import(&desk, "year.csv", rows);
    assert_eq!(known(&desk), 1);
    let refused = reject(&desk, "year.csv");
    assert!(
        refused.contains("2122-06-15") && refused.contains("晚于今天（2022-06-20）"),
        "{refused}"
    );
}

#[test]
fn two_who_say_the_same_do_not_take_one_anothers_place() {
    let desk = Desk::furnished();
    let row = |name: &str, phone: &str| {
        format!("2022-06-15,12345,样例公司,420106,某路1号,我是{name}，电话{phone}，被收押金,{name},{phone}\n")
    };
    let (one, other) = (row("样某甲子", "10099990001"), row("样某乙丑", "10099990002"));
    import(&desk, "both.csv", &format!("{one}{other}"));
    assert_eq!(known(&desk), 1);
    assert!(reject(&desk, "both.csv").contains("举报人却不同"));
    // From another file, too; the first one's own row is the lead that is there.
    import(&desk, "later.csv", &other);
    assert!(reject(&desk, "later.csv").contains("举报人却不同"));
    import(&desk, "again.csv", &one);
    assert!(!reject(&desk, "again.csv").contains("举报人却不同"));
    assert_eq!(known(&desk), 1);
    // With numbers of their own they are two leads.
    let numbered = desk.write("numbered.csv", &format!("工单编号,{HEAD}W1,{one}W2,{other}"));
    wuhan(&desk, DAY, &["import", "leads", &numbered], "").ok();
    assert_eq!(known(&desk), 3);
}

#[test]
fn a_reporters_name_in_the_phones_place_is_refused_before_it_is_kept_in_the_clear() {
    let desk = Desk::furnished();
    let words = [
        "lead",
        "add",
        "--source",
        "来信",
        "--about",
        "样例公司",
        "--what",
        "收押金",
        "--reporter",
        "-",
    ];
    let ran = wuhan(&desk, DAY, &words, "10099990001\n样某甲\n");
    ran.refused(&["举报人姓名", "举报人电话", "填反"]);
    assert_eq!(known(&desk), 0);
}

#[test]
fn what_was_forwarded_stays_in_the_senders_list_and_stands_first_when_nobody_takes_it_up() {
    let desk = Desk::furnished();
    let add = |about: &str| {
        let words = [
            "--json",
            "lead",
            "add",
            "--source",
            "来信",
            "--about",
            about,
            "--what",
            "收押金",
        ];
        let added = wuhan(&desk, "2022-06-15", &words, "").ok().json();
        added["lead"].as_str().unwrap().to_owned()
    };
    let (own, away) = (add("样例甲公司"), add("样例乙公司"));
    let forward = [
        "lead",
        "triage",
        &away,
        "--forward",
        "420200",
        "--department",
        "hr",
        "--reason",
        "属地",
    ];
    wuhan(&desk, "2022-06-20", &forward, "").ok();
    let order = |day: &str| -> Vec<String> {
        let list = wuhan(&desk, day, &["--json", "lead", "list"], "").ok().json();
        let ids = list.as_array().unwrap().iter();
        ids.map(|lead| lead["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(order("2022-06-20").len(), 2);
    assert_eq!(order("2022-06-23"), [away, own]);
}
