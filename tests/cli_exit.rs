//! Exit codes, messages and documents: 0 done, 1 refused, 2 usage, 3 file or data; one JSON document each time.

mod cli_support;

use std::os::unix::fs::PermissionsExt;

use cli_support::Desk;

#[test]
fn nothing_is_made_by_asking() {
    let desk = Desk::new();
    desk.run("tasks").refused(&["duban init"]);
    assert!(!desk.data().exists());
    let json = desk.run("--json tasks").refused(&[]).json();
    assert_eq!(json["refused"]["code"], "no-campaign");
}

#[test]
fn usage_errors_are_told_in_the_operators_language() {
    let desk = Desk::new();
    for (line, part) in [
        ("pool", "命令"),
        ("tasks --nonsense", "--nonsense"),
        ("draw", "--batch"),
        ("--today 2022-6-1 tasks", "2022-06-01"),
        ("tasks --region 42", "420100"),
        ("ceremony commit --batch B --party c", "a（人社）"),
        ("plan --batch B --weights A=1", "A=1,B=2,C=4,D=8"),
        ("review --task T", "--accept"),
        ("inspect --task T --begin --template", "--template"),
    ] {
        let ran = desk.run(line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.err);
        assert!(ran.err.contains(part), "{line}: {}", ran.err);
        assert!(ran.out.is_empty());
        let json = desk.run(&format!("--json {line}"));
        assert_eq!(json.code, 2);
        assert!(json.json()["usage"]["what"].is_string());
        assert!(
            !desk.run(&format!("--lang en {line}")).err.contains('。'),
            "{line}"
        );
    }
}

#[test]
fn faults_of_files_name_the_place() {
    let desk = Desk::new();
    assert_eq!(desk.run("init --campaign /nowhere/c.toml").code, 3);
    let bad = desk.write("c.toml", "id = \"X\"\nname = 5\n");
    let ran = desk.run(&format!("--json init --campaign {bad}"));
    assert_eq!(ran.code, 3);
    let what = ran.json()["fault"]["what"].as_str().unwrap().to_owned();
    assert!(what.contains("第 2 行第 8 列"), "{what}");
    assert!(!desk.data().exists());

    desk.run("init").ok();
    desk.run("init").refused(&["HB-RS-2022"]);
    let operators = desk.write("o.toml", "[[operators]]\nname = \"甲\"\nunit = \"42\"\n");
    let ran = desk.run(&format!("operators put {operators}"));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("第 3 行"), "{}", ran.err);
}

#[test]
fn forms_are_read_strictly() {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420300")["id"].as_str().unwrap().to_owned();
    let empty = desk.run(&format!("inspect --task {task} --template")).ok();
    let form = empty.json();
    assert!(
        form["answers"]
            .as_array()
            .unwrap()
            .iter()
            .all(|a| a["verdict"].is_null() && a["title"].is_string())
    );
    let enter = |text: &str| {
        let words = [
            "--as",
            "十堰人社",
            "--today",
            "2022-06-15",
            "inspect",
            "--task",
            &task,
            "--file",
            "-",
        ];
        desk.fed(&words, text)
    };
    let open = enter(&empty.out);
    assert_eq!(open.code, 3);
    for field in [
        "visited",
        "method",
        "unit_kind",
        "answers.RS01.verdict",
        "answers.RS22.verdict",
    ] {
        assert!(open.err.contains(field), "{field}: {}", open.err);
    }
    let broken = enter("{\"visited\": \"2022-06-15\",\n \"method\": }");
    assert_eq!(broken.code, 3);
    assert!(broken.err.contains("第 2 行"), "{}", broken.err);
    let mut filled = desk.form(&task, "2022-06-15", 1);
    filled["answers"][0]["finding"] = "".into();
    filled["present"] = serde_json::json!(["A0"]);
    filled["codes"] = serde_json::json!([1]);
    enter(&filled.to_string()).refused(&["RS01", "A0", "不得少于两人", "未发现问题"]);
    let done = enter(&desk.form(&task, "2022-06-15", 0).to_string()).ok();
    assert!(done.err.contains("review"), "{}", done.err);
}

#[test]
fn secrets_are_kept_privately_and_only_for_commitments_that_stand() {
    let desk = Desk::furnished();
    desk.plan();
    let commit = "ceremony commit --batch B1 --party a";
    desk.by("省人社", "2022-06-06", commit).refused(&["--public"]);
    assert!(
        !desk.data().join("secrets").exists(),
        "a refused commitment leaves no secret"
    );
    desk.by("省市监", "2022-06-06", &format!("{commit} --public ssq:1"))
        .refused(&["人社"]);
    let made = desk
        .by("省人社", "2022-06-06", &format!("--json {commit} --public ssq:1"))
        .ok()
        .json();
    let path = desk.data().join("secrets/B1.draw.a");
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(kept.trim(), made["secret"].as_str().unwrap());
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    desk.by("省人社", "2022-06-06", &format!("{commit} --public ssq:1"))
        .refused(&[]);
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        kept,
        "a committed secret is never written over"
    );
    // The other party throws dice at home.
    desk.by(
        "省市监",
        "2022-06-06",
        "ceremony commit --batch B1 --party b --dice 123",
    )
    .refused(&["20"]);
    let dice = "31415265354141526316";
    desk.by(
        "省市监",
        "2022-06-06",
        &format!("ceremony commit --batch B1 --party b --dice {dice}"),
    )
    .ok();
    let reveal = "ceremony reveal --batch B1 --party b";
    desk.by("省人社", "2022-06-06", "ceremony public --batch B1 --value 7")
        .ok();
    assert_eq!(desk.by("省市监", "2022-06-06", reveal).code, 2);
    desk.by(
        "省市监",
        "2022-06-06",
        &format!("{reveal} --dice 66666666666666666666"),
    )
    .refused(&["--on-record"]);
    let lost = desk
        .by("省市监", "2022-06-06", &format!("{reveal} --on-record"))
        .ok();
    assert!(lost.out.contains("作废"), "{}", lost.out);
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    desk.run("init").ok();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("duban"))
        .args(["show", "campaign", "--json"])
        .env("DUBAN_DATA", desk.data())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn flags_stand_before_or_after_the_command() {
    let desk = Desk::new();
    desk.run("init").ok();
    let before = desk.run("--json --lang en --today 2022-06-12 calendar").ok().out;
    assert_eq!(
        before,
        desk.run("calendar --today 2022-06-12 --lang en --json").ok().out
    );
    let ascii = desk.run("--ascii calendar --today 2022-06-12").ok().out;
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '─';
    assert!(!ascii.contains(chinese), "{ascii}");
}

#[test]
fn completions_are_scripts() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            desk.run(&format!("completions {shell}"))
                .ok()
                .out
                .contains("duban")
        );
    }
}

#[test]
fn an_index_is_opened_again_and_not_made_anew() {
    let desk = Desk::new();
    desk.run("init").ok();
    let ran = desk.run("journal tail").ok();
    assert!(ran.err.is_empty(), "{}", ran.err);
    assert!(!desk.data().join("index.aside-1").exists());
}
