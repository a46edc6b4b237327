//! Numbers and dates that no sheet of paper holds: read as what they are, or refused; never wrapped, never a crash.

use rstest::rstest;

use crate::cli_support::Desk;

const NUMBERS: [&str; 16] = [
    "18446744073709551615",
    "18446744073709551616",
    "184467440737095516.99",
    "99999999999999999999999999",
    "-1",
    "-0",
    "1e308",
    "1E400",
    "NaN",
    "inf",
    "0x10",
    "１２３",
    "1_000",
    "+5",
    "1,000",
    "٣",
];
const DATES: [&str; 14] = [
    "99999-01-01",
    "262143-12-31",
    "262144-01-01",
    "-0001-01-01",
    "0000-00-00",
    "2022-13-01",
    "2022-02-30",
    "+262142-01-01",
    "２０２２-06-01",
    "1e3-01-01",
    "9999-12-31",
    "0001-01-01",
    "10000-01-01",
    "2022-06-01T00:00:00",
];

fn begun() -> Desk {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    desk
}

#[test]
fn on_the_command_line() {
    let desk = begun();
    for (n, number) in NUMBERS.into_iter().enumerate() {
        let flag = format!("{}={number}", ["--amount", "--people"][n % 2]);
        let words = [
            "--as",
            "武汉人社",
            "--today",
            "2022-06-02",
            "lead",
            "add",
            "--source",
            "来访",
            "--what",
            "收取押金",
            &flag,
        ];
        assert!(desk.words(&words).code <= 2, "{flag}");
        for line in [
            format!("plan --batch B1 --size={number}"),
            format!("journal tail -n={number}"),
            format!("pool freeze --batch B1 --not-inspected-for={number}"),
        ] {
            let ran = desk.by("省人社", "2022-06-02", &line);
            assert!(ran.code <= 2, "{line}: {}", ran.err);
        }
    }
    for (n, date) in DATES.into_iter().enumerate() {
        let flags = [
            format!("--happened={date}"),
            format!("--received={date}"),
            format!("--deadline={date}"),
        ];
        let flag = &flags[n % 3];
        let words = [
            "--as",
            "武汉人社",
            "--today",
            "2022-06-02",
            "lead",
            "add",
            "--source",
            "来访",
            "--what",
            "收取押金",
            flag,
        ];
        assert!(desk.words(&words).code <= 2, "{flag}");
        for line in [
            format!("--today={date} calendar"),
            format!("--today={date} tasks"),
            format!("--today={date} report progress"),
        ] {
            assert!(desk.run(&line).code <= 2, "{line}");
        }
    }
    // Whatever was taken can be listed.
    desk.by("武汉人社", "2022-06-09", "lead list").ok();
    desk.by("武汉人社", "2022-06-09", "lead stats").ok();
    desk.by("武汉人社", "2022-06-09", "calendar").ok();
}

#[rstest]
#[case(
    "officers",
    "执法证号,姓名,部门,单位代码,证件有效期起,证件有效期止,任务上限,已有任务,在岗\n",
    "A1,甲,人社,420100,{d},2026-06-30,{n},0,是\n"
)]
#[case(
    "officers",
    "执法证号,姓名,部门,单位代码,证件有效期起,证件有效期止,任务上限,已有任务,在岗\n",
    "A1,甲,人社,420100,2020-01-01,{d},1,{n},是\n"
)]
#[case(
    "targets",
    "统一社会信用代码,企业名称,行政区划代码,经营范围,成立日期\n",
    ",甲,420106,人力资源服务,{d}\n"
)]
#[case(
    "leads",
    "收到日期,来源,被反映对象,行政区划代码,内容,办理期限\n",
    "{d},12333,甲,420100,退还押金 {n} 元,{d}\n"
)]
#[case("holidays", "date,kind,name\n", "{d},off,元旦{n}\n")]
fn in_a_table(#[case] kind: &str, #[case] head: &str, #[case] row: &str) {
    let desk = begun();
    let rows = |n: &str, d: &str| row.replace("{n}", n).replace("{d}", d);
    let quoted = |n: &&str| {
        if n.contains(',') {
            format!("\"{n}\"")
        } else {
            (*n).to_owned()
        }
    };
    let mut text = head.to_owned();
    NUMBERS
        .iter()
        .for_each(|n| text.push_str(&rows(&quoted(n), "2022-06-01")));
    DATES.iter().for_each(|d| text.push_str(&rows("1", d)));
    let file = desk.write("t.csv", &text);
    let ran = desk.run(&format!("--as 省人社 --today 2022-06-02 import {kind} {file}"));
    assert!(ran.code <= 3 && !ran.err.contains("panicked"), "{}", ran.err);
    desk.run("--as 省人社 --today 2022-06-03 calendar").ok();
}
