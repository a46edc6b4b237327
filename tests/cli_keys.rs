//! `duban keys`: the keymap that is chosen, the operator's own file over it, and what is said of mistakes.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

/// The program with a configuration of its own; words are parted by blanks.
fn keys(home: &Path, variable: Option<&str>, words: &str) -> Output {
    let mut command = Command::cargo_bin("duban").unwrap();
    command.env_clear().env("HOME", home).env("TERM", "xterm");
    command.env("LANG", "zh_CN.UTF-8");
    command.envs(variable.map(|name| ("DUBAN_KEYMAP", name)));
    command
        .arg("keys")
        .args(words.split_whitespace())
        .output()
        .unwrap()
}

fn own_file(home: &Path, text: &str) {
    let dir = home.join(".config/duban");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("keymap.toml"), text).unwrap();
}

/// Where the keys of `run` come from, by key.
fn of(output: &Output, run: &str) -> Vec<(String, String)> {
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |row: &Value, of: &str| row[of].as_str().unwrap().to_owned();
    let fitting = rows.iter().filter(|row| row["run"] == run);
    fitting.map(|row| (text(row, "key"), text(row, "from"))).collect()
}

#[test]
fn the_command_line_goes_before_the_variable_and_that_before_the_file() {
    let home = tempfile::tempdir().unwrap();
    let quit = |variable, words: &str| of(&keys(home.path(), variable, words), "quit");
    let from = |quit: Vec<(String, String)>| quit[0].1.clone();
    assert_eq!(from(quit(None, "--json")), "default");
    assert_eq!(from(quit(Some(""), "--json")), "default");
    assert_eq!(from(quit(Some("console"), "--json")), "console");
    own_file(home.path(), "keymap = \"vim\"\n");
    assert_eq!(quit(None, "--json")[0], ("Z Z".to_owned(), "vim".to_owned()));
    assert_eq!(from(quit(Some("console"), "--json")), "console");
    assert_eq!(from(quit(Some("console"), "--json --keymap default")), "default");
}

#[test]
fn the_operators_own_keys_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    own_file(home.path(), "global = [{ on = \"x\", run = \"quit\" }]\n");
    let output = keys(home.path(), None, "--json");
    let quit = of(&output, "quit");
    assert_eq!(quit[0].0, "x");
    assert!(quit[0].1.ends_with("keymap.toml"), "{quit:?}");
    assert_eq!(quit[1], ("q".to_owned(), "default".to_owned()));
    let table = String::from_utf8(keys(home.path(), None, "").stdout).unwrap();
    assert!(table.contains("来源") && table.contains("keymap.toml"), "{table}");
    let sheet = String::from_utf8(keys(home.path(), None, "--markdown --keymap vim").stdout).unwrap();
    assert!(
        sheet.contains("（vim）") && sheet.contains("`x` `Z Z`"),
        "{sheet}"
    );
}

#[test]
fn an_unknown_name_lists_those_there_are() {
    let home = tempfile::tempdir().unwrap();
    for output in [
        keys(home.path(), None, "--keymap emacs"),
        keys(home.path(), Some("emacs"), ""),
    ] {
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.contains("emacs") && said.contains("default, vim, console"),
            "{said}"
        );
    }
    own_file(home.path(), "# mine\nkeymap = \"emacs\"\n");
    let output = keys(home.path(), None, "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("keymap.toml:2:10: ") && said.contains("default, vim, console"),
        "{said}"
    );
}
