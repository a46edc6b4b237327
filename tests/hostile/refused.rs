//! What would go on record with a character nobody sees is refused, and the refusal names the field and the character.

use rstest::rstest;

use crate::cli_support::Desk;
use crate::{harmless, registry};

fn begun() -> Desk {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    desk
}

#[rstest]
#[case::zero_width("启\u{200b}恒", "[U+200B]")]
#[case::direction("启\u{202e}恒", "[U+202E]")]
#[case::escape("启\u{1b}[2J恒", "[U+001B]")]
#[case::c1("启\u{9b}2J恒", "[U+009B]")]
#[case::delete("启\u{7f}恒", "[U+007F]")]
#[case::tag("启恒\u{e0041}", "[U+E0041]")]
fn a_lead_typed_on_the_command_line(#[case] about: &str, #[case] found: &str) {
    let desk = begun();
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
        "--about",
        about,
    ];
    let ran = desk.words(&words).refused(&["看不见的字符", found]);
    harmless("the refusal", &ran.err);
    let ran = desk.words(&[&["--json"], &words[..]].concat());
    assert_eq!(ran.json()["refused"]["code"], "hidden");
    assert_eq!(ran.json()["refused"]["found"], found);
    harmless("the document", &ran.out);
    assert!(
        desk.by("武汉人社", "2022-06-02", "--json lead list")
            .ok()
            .json()
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_lead_of_several_lines_is_taken() {
    let desk = begun();
    let file = desk.write("text.txt", "第一行\r\n\t第二行\n");
    desk.by(
        "武汉人社",
        "2022-06-02",
        &format!("lead add --source 来访 --about 启恒人力 --text {file}"),
    )
    .ok();
}

/// A campaign's own file is text like any other.
#[test]
fn a_campaign_with_a_hidden_name() {
    let desk = Desk::new();
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    for name in ["checklist.csv", "holidays-cn.csv", "regions-hubei.csv"] {
        std::fs::copy(dir.join(name), desk.path(name)).unwrap();
    }
    let text = std::fs::read_to_string(dir.join("campaign.toml")).unwrap();
    let at = text.find("zh = \"").unwrap() + "zh = \"".len();
    let file = desk.write(
        "campaign.toml",
        &format!("{}\u{202e}{}", &text[..at], &text[at..]),
    );
    let ran = desk.run(&format!("--today 2022-06-01 init --campaign {file}"));
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("[U+202E]"), "{}", ran.err);
    harmless("the refusal", &ran.err);
}

/// The name of a file is the operator's, and only its readable part goes on record.
#[test]
fn a_file_with_a_hostile_name_is_taken_under_its_readable_name() {
    let desk = begun();
    let name = "企业\u{202e}\u{200b}\u{1b}]0;x\u{7}名录.csv";
    let file = desk.write(name, &registry(["启恒人力"]));
    let ran = desk
        .words(&[
            "--as",
            "省人社",
            "--today",
            "2022-06-01",
            "import",
            "targets",
            &file,
        ])
        .ok();
    harmless("what is said", &(ran.out + &ran.err));
    let journal = std::fs::read_dir(desk.data().join("journal")).unwrap().flatten();
    let text: String = journal
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    harmless("the journal", &text);
    assert!(text.contains("名录.csv"));
}

/// An output takes the place of a link, never of what the link leads to.
#[test]
fn an_output_does_not_follow_a_link() {
    let desk = begun();
    let precious = desk.write("precious.txt", "precious");
    let link = desk.path("out.csv");
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    desk.by(
        "省人社",
        "2022-06-02",
        &format!("report progress --format csv --out {}", link.display()),
    )
    .ok();
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
    assert!(!link.symlink_metadata().unwrap().is_symlink());
    // Refused rows, too.
    let link = desk.path("rejects.csv");
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    let file = desk.write("t.csv", &registry(["启恒"]).replace(",420106,", ",999999,"));
    desk.run(&format!(
        "--as 省人社 --today 2022-06-01 import targets {file} --rejects {}",
        link.display()
    ));
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
}
