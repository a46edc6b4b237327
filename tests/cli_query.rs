//! `duban tasks` asked: filters, orders and views, and what is said of a bad one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use assert_cmd::Command;
use cli_support::{Desk, Ran};
use tempfile::TempDir;

/// The demo's campaign, and a configuration directory of its own.
struct Demo(TempDir);

impl Demo {
    fn new() -> Self {
        let demo = Self(tempfile::tempdir().unwrap());
        let dir = demo.0.path().join("data").display().to_string();
        demo.run(&["demo", "--dir", &dir, "--no-ui"]).ok();
        demo
    }

    fn run(&self, words: &[&str]) -> Ran {
        let mut command = Command::cargo_bin("duban").unwrap();
        command
            .env("DUBAN_DATA", self.0.path().join("data"))
            .env("DUBAN_KEYS", self.0.path().join("keys"))
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("HOME", self.0.path())
            .env("TERM", "xterm");
        let output = command.args(words).output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn tasks(&self, words: &[&str]) -> Vec<serde_json::Value> {
        let mut all = vec!["--today", "2022-06-20", "--as", "武汉人社", "--json", "tasks"];
        all.extend(words);
        self.run(&all).ok().json().as_array().unwrap().clone()
    }
}

#[test]
fn tasks_are_filtered_sorted_and_seen_through_views() {
    let demo = Demo::new();
    let all = demo.tasks(&[]).len();
    let wuhan = demo.tasks(&["--filter", "地区:武汉"]);
    assert!(!wuhan.is_empty() && wuhan.len() < all);
    assert!(wuhan.iter().all(|t| t["unit"] == "420100"));
    assert_eq!(
        wuhan.len() + demo.tasks(&["--filter", "-region:wuhan"]).len(),
        all
    );
    assert_eq!(wuhan, demo.tasks(&["--region", "420100"]));

    let recorded = demo.tasks(&["--state", "recorded"]);
    assert!(!recorded.is_empty());
    assert_eq!(recorded, demo.tasks(&["--filter", "state:已录入"]));
    assert!(
        recorded
            .iter()
            .all(|t| t["next"]["act"] == "review" && t["next"]["role"] == "review")
    );

    let due: Vec<String> = demo
        .tasks(&["--sort", "-due"])
        .iter()
        .map(|t| t["next"]["due"].as_str().unwrap_or("").to_owned())
        .collect();
    assert!(
        due.is_sorted_by(|a, b| a >= b),
        "the latest first, those without a date last"
    );

    let mine = demo.tasks(&["--view", "今日待办"]);
    assert_eq!(mine, demo.tasks(&["--filter", "is:mine", "--sort", "due"]));
    assert!(!mine.is_empty() && mine.len() < all);
    assert!(mine.iter().all(|t| t["unit"] == "420100"));
    assert!(
        demo.tasks(&["--view", "returned", "--filter", "-is:returned"])
            .is_empty()
    );

    let shown = demo
        .run(&["--today", "2022-06-20", "tasks", "--view", "to-review"])
        .ok();
    assert!(
        shown.out.contains("截止") && shown.out.contains("2022-07-"),
        "{}",
        shown.out
    );
    let teams = demo
        .run(&["--json", "teams", "--filter", "地区:武汉"])
        .ok()
        .json();
    assert!(teams.as_array().is_some_and(|rows| !rows.is_empty()));
}

#[test]
fn own_views_are_read_and_their_mistakes_told() {
    let demo = Demo::new();
    let config = demo.0.path().join("config").join("duban");
    std::fs::create_dir_all(&config).unwrap();
    let file = config.join("views.toml");
    std::fs::write(
        &file,
        "[view.\"武汉\"]\nlist = \"tasks\"\nfilter = \"地区:武汉\"\n",
    )
    .unwrap();
    assert_eq!(
        demo.tasks(&["--view", "武汉"]),
        demo.tasks(&["--filter", "地区:武汉"])
    );
    std::fs::write(&file, "[view.a]\nlist = \"tasks\"\nfilter = \"colour:red\"\n").unwrap();
    let ran = demo.run(&["tasks", "--view", "a"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(
        ran.err.contains("views.toml:3:10") && ran.err.contains("colour"),
        "{}",
        ran.err
    );
}

#[test]
fn a_bad_query_is_a_usage_error_that_says_where_and_what_there_is() {
    let desk = Desk::furnished();
    for (words, parts) in [
        (["--filter", "due<soon"], ["第 5 字", "2022-07-01"]),
        (["--filter", "光谷 colour:red"], ["第 4 字", "期限"]),
        (["--sort", "-smell"], ["smell", "期限"]),
        (["--view", "nowhere"], ["nowhere", "overdue 逾期"]),
        (["--filter", "-\"a"], ["第 2 字", "引号"]),
    ] {
        let ran = desk.words(&["tasks", words[0], words[1]]);
        assert_eq!(ran.code, 2, "{words:?} {}", ran.err);
        assert!(
            parts.iter().all(|part| ran.err.contains(part)),
            "{words:?} {}",
            ran.err
        );
        let english = desk.words(&["--lang", "en", "tasks", words[0], words[1]]);
        assert!(
            english.code == 2 && !english.err.contains('。'),
            "{}",
            english.err
        );
    }
    let help = desk.run("tasks --help").ok().out;
    assert!(help.contains("期限<3d") && help.contains("is:我的"), "{help}");
    assert!(desk.run("--lang en tasks --help").ok().out.contains("due<3d"));
}
