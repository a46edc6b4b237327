//! `duban document` and `duban report narrative`: files, templates, refusals.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use duban::office::demo;
use serde_json::Value;
use tempfile::TempDir;

const TASK: &str = "HB-RS-2022-01-0001";

/// The demo on disk, with nobody in it.
fn data() -> PathBuf {
    static DATA: OnceLock<TempDir> = OnceLock::new();
    let dir = DATA.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        drop(demo::make(&dir.path().join("data")).unwrap());
        dir
    });
    dir.path().join("data")
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program with `home` as its home and its current directory.
fn run(home: &Path, words: &[&str]) -> Ran {
    let mut command = Command::cargo_bin("duban").unwrap();
    command
        .env_clear()
        .env("HOME", home)
        .env("TERM", "xterm")
        .current_dir(home);
    let output = command
        .args(["--today", "2022-06-20", "--data"])
        .arg(data())
        .args(words)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn the_program_writes_documents_and_takes_the_offices_own_templates() {
    // One test: the data directory has room for one program at a time.
    markdown_goes_to_standard_output_and_docx_to_a_file();
    nothing_is_replaced_unless_asked();
    an_own_template_is_taken_and_a_broken_one_refused();
    the_shipped_templates_are_written_out();
    nothing_is_made_of_what_was_withdrawn();
}

fn markdown_goes_to_standard_output_and_docx_to_a_file() {
    let home = tempfile::tempdir().unwrap();
    let notice = run(home.path(), &["document", "notice", "--task", TASK]);
    assert_eq!(notice.code, 0, "{}", notice.err);
    assert!(
        notice.out.starts_with("# ") && notice.err.contains("发文字号（number）"),
        "{}",
        notice.err
    );

    let nowhere = run(
        home.path(),
        &["document", "notice", "--task", TASK, "--format", "docx"],
    );
    assert!(
        nowhere.code == 2 && nowhere.err.contains("--out"),
        "{}",
        nowhere.err
    );

    let report = ["report", "narrative", "--region", "420100", "--out", "r.docx"];
    let report = run(home.path(), &report);
    assert_eq!(report.code, 0, "{}", report.err);
    assert!(
        std::fs::read(home.path().join("r.docx"))
            .unwrap()
            .starts_with(b"PK")
    );

    let json = run(home.path(), &["--json", "document", "record", "--task", TASK]);
    let said: Value = serde_json::from_str(&json.out).unwrap();
    assert!(said["text"].as_str().unwrap().contains("现场检查记录表"));
    assert_eq!(
        (&said["document"], &said["format"]),
        (&"record".into(), &"md".into())
    );

    let unknown = run(home.path(), &["document", "notice", "--task", "no-such"]);
    assert_eq!(unknown.code, 1, "{}", unknown.err);
}

fn nothing_is_replaced_unless_asked() {
    let home = tempfile::tempdir().unwrap();
    let words = ["document", "record", "--task", TASK, "--out", "sheet.md"];
    std::fs::write(home.path().join("sheet.md"), "手写的内容").unwrap();
    let kept = run(home.path(), &words);
    assert!(
        kept.code == 3 && kept.err.contains("sheet.md") && kept.err.contains("--force"),
        "{}",
        kept.err
    );
    let text = || std::fs::read_to_string(home.path().join("sheet.md")).unwrap();
    assert_eq!(text(), "手写的内容");
    assert_eq!(run(home.path(), &[&words[..], &["--force"]].concat()).code, 0);
    assert!(text().contains("现场检查记录表"));
}

fn an_own_template_is_taken_and_a_broken_one_refused() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/duban/templates");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("notice.md"), "# 本局自用\n\n{{ target.name }}\n").unwrap();
    let notice = run(home.path(), &["document", "notice", "--task", TASK]);
    assert!(notice.out.starts_with("# 本局自用\n"), "{}", notice.out);
    let record = run(home.path(), &["document", "record", "--task", TASK]);
    assert!(
        record.out.starts_with("# 现场检查记录表"),
        "the others are as shipped"
    );

    let once = home.path().join("once.md");
    std::fs::write(&once, "# 仅此一次\n").unwrap();
    let words = ["document", "notice", "--task", TASK, "--template", "once.md"];
    assert!(run(home.path(), &words).out.starts_with("# 仅此一次"));

    std::fs::write(own.join("notice.md"), "# 标题\n\n{{ target.nmae }}\n").unwrap();
    let broken = run(home.path(), &["document", "notice", "--task", TASK]);
    assert_eq!((broken.code, broken.out.as_str()), (3, ""));
    for said in ["templates/notice.md:3: ", "target.nmae", "target.name"] {
        assert!(broken.err.contains(said), "{said}: {}", broken.err);
    }
    let broken = run(home.path(), &["--json", "document", "notice", "--task", TASK]);
    let said: Value = serde_json::from_str(&broken.out).unwrap();
    assert_eq!(said["fault"]["code"], "template_placeholder");
    assert_eq!(said["fault"]["details"]["line"], 3);
}

fn the_shipped_templates_are_written_out() {
    let home = tempfile::tempdir().unwrap();
    let words = ["document", "templates", "--out", "mine"];
    let written = run(home.path(), &words);
    assert_eq!(written.code, 0, "{}", written.err);
    let mut names: Vec<String> = std::fs::read_dir(home.path().join("mine"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "narrative.md",
            "notice.md",
            "order.md",
            "record.md",
            "referral.md"
        ]
    );
    // What was written out is what is compiled in.
    let own = [
        "document",
        "record",
        "--task",
        TASK,
        "--template",
        "mine/record.md",
    ];
    let shipped = run(home.path(), &["document", "record", "--task", TASK]);
    assert_eq!(run(home.path(), &own).out, shipped.out);
    assert_eq!(run(home.path(), &words).code, 3, "none that is there is touched");
}

fn nothing_is_made_of_what_was_withdrawn() {
    let home = tempfile::tempdir().unwrap();
    let listed = run(
        home.path(),
        &[
            "--json",
            "follow-up",
            "list",
            "--kind",
            "order",
            "--region",
            "420100",
        ],
    );
    let order = listed
        .out
        .split('"')
        .find(|word| word.contains("-F"))
        .unwrap()
        .to_owned();
    let document = ["document", "order", "--follow-up", &order];
    assert!(run(home.path(), &document).out.starts_with("> 草稿"));
    let withdraw = [
        "--as",
        "武汉人社",
        "follow-up",
        "step",
        &order,
        "withdraw",
        "--reason",
        "误登记",
    ];
    let withdrawn = run(home.path(), &withdraw);
    assert_eq!(withdrawn.code, 0, "{}", withdrawn.err);
    let refused = run(home.path(), &document);
    assert!(
        refused.code == 1 && refused.err.contains("已撤销"),
        "{}",
        refused.err
    );
}
