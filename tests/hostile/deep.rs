//! Nesting, length and repetition without end, in every text the program reads: an answer, never a crash.

use rstest::rstest;

use crate::cli_support::Desk;
use crate::harmless;

const DEEP: usize = 200_000;

fn begun() -> Desk {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    desk
}

#[rstest]
#[case::arrays("[", "]")]
#[case::objects("{\"a\":", "}")]
fn json_within_json(#[case] open: &str, #[case] close: &str) {
    let desk = begun();
    let text = open.repeat(DEEP) + "1" + &close.repeat(DEEP);
    let file = desk.write("r.json", &text);
    for name in ["record.json", "announcement.json", "seed.txt", "pool.tsv"] {
        let dir = desk.path("batch");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join(name), &text).unwrap();
        let ran = desk.run(&format!("verify {}", dir.display()));
        assert!((1..=3).contains(&ran.code), "{name}: {}", ran.err);
    }
    let ran = desk.run(&format!("--as 武汉人社 inspect --task B1-1 --file {file}"));
    assert!((1..=3).contains(&ran.code), "{}", ran.err);
}

#[rstest]
#[case::arrays("a = ", "[", "]")]
#[case::tables("a = ", "{a=", "}")]
#[case::names("", "a.", "b = 1")]
#[case::headings("[", "a.", "b]")]
fn toml_within_toml(#[case] head: &str, #[case] open: &str, #[case] close: &str) {
    let desk = Desk::new();
    let times = if close.len() == 1 { DEEP } else { 1 };
    let text = format!("{head}{}{}\n", open.repeat(DEEP), close.repeat(times));
    let file = desk.write("c.toml", &text);
    desk.run("--today 2022-06-01 init").ok();
    desk.configure("keymap.toml", &text);
    desk.configure("views.toml", &text);
    for line in [
        format!("init --campaign {file}"),
        "keys".to_owned(),
        "tasks --view mine".to_owned(),
    ] {
        let ran = desk.run(&line);
        assert_eq!(ran.code, 3, "{line}: {}", &ran.err[..ran.err.len().min(300)]);
        assert!(ran.err.len() < 10_000, "{} bytes are said", ran.err.len());
    }
}

#[test]
fn templates_within_templates() {
    let desk = begun();
    for text in [
        "{{ ".to_owned() + &"(".repeat(DEEP),
        "{% if a %}".repeat(DEEP),
        "{{ a".to_owned() + &".a".repeat(DEEP) + " }}",
        "{{ ".to_owned() + &"not ".repeat(DEEP) + "a }}",
        "{{ ".to_owned() + &"-".repeat(DEEP) + "1 }}",
    ] {
        let file = desk.write("t.md", &text);
        let ran = desk.run(&format!(
            "--as 武汉人社 document notice --task B1-1 --template {file}"
        ));
        assert!((1..=3).contains(&ran.code), "{}", ran.err);
    }
}

#[test]
fn one_line_one_cell_and_columns_without_end() {
    let desk = begun();
    let import = |name: &str, bytes: &[u8]| {
        std::fs::write(desk.path(name), bytes).unwrap();
        let file = desk.path(name).display().to_string();
        let ran = desk.run(&format!("--as 省人社 --today 2022-06-01 import targets {file}"));
        assert!(
            ran.code == 3 || ran.code == 1 || ran.code == 0,
            "{name}: {}",
            ran.err
        );
        assert!(ran.err.len() < 20_000, "{name}: {} bytes are said", ran.err.len());
        harmless(name, &ran.err);
        ran
    };
    let head = "统一社会信用代码,企业名称,行政区划代码,经营范围\n";
    assert_eq!(import("columns.csv", ",".repeat(3_000_000).as_bytes()).code, 3);
    let long = format!("{head}{},甲,420106,{}\n", crate::code(1), "软".repeat(3_000_000));
    assert!(import("cell.csv", long.as_bytes()).err.contains("经营范围"));
    import(
        "quotes.csv",
        format!("{head}{}", "\"".repeat(3_000_001)).as_bytes(),
    );
    import("lines.csv", "\n".repeat(3_000_000).as_bytes());
    import("nul.csv", &[0; 100_000]);
    import(
        "utf16.csv",
        &"统一社会信用代码,企业名称"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    import("high.csv", &[0xFF; 100_000]);
    import("half.csv", &[0x81; 100_001]);
    let twice = "企业名称,企业名称,统一社会信用代码,行政区划代码,经营范围\n甲,乙,,420106,软件\n";
    let ran = import("twice.csv", twice.as_bytes());
    assert!(
        ran.code != 0 || ran.err.contains("企业名称"),
        "the second column of a name is told: {}",
        ran.err
    );
}

/// What stands for "look here" in a list: long, repeated and nested beyond sense.
#[test]
fn queries_and_orders_without_end() {
    let desk = begun();
    for text in [
        "-".repeat(50_000),
        "\"".repeat(50_001),
        ":".repeat(50_000),
        "a:".repeat(50_000),
        "名称:,,,,".repeat(10_000),
        "!".repeat(50_000),
    ] {
        for flag in ["--filter", "--sort"] {
            let ran = desk.words(&["tasks", &format!("{flag}={text}")]);
            assert!(ran.code <= 3, "{}", ran.err);
            harmless("what is said", &ran.err);
        }
    }
}
