//! `duban merge`: the order of shards is the order of the whole.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::json;

const SEED: &str = "5d8f1c";

/// The order of these ids, as the program prints it.
fn order(desk: &Desk, ids: &[String], take: usize, drop: usize) -> String {
    let (take, drop) = (take.to_string(), drop.to_string());
    let words = [
        "order", "--seed", SEED, "--ids", "-", "--take", &take, "--drop", &drop,
    ];
    desk.fed(&words, &ids.join("\n")).ok().out
}

#[test]
fn shards_give_what_the_whole_gives() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..97).map(|n| format!("ID{:05}", n * 7919 % 10_007)).collect();
    for (parts, take, drop) in [
        (1, 97, 0),
        (2, 10, 0),
        (3, 25, 5),
        (5, 1, 40),
        (8, 97, 90),
        (13, 200, 0),
    ] {
        let mut files = Vec::new();
        for part in 0..parts {
            let own: Vec<String> = ids.iter().skip(part).step_by(parts).cloned().collect();
            let text = order(&desk, &own, take + drop, 0);
            files.push(desk.write(&format!("shard-{parts}-{part}.tsv"), &text));
        }
        let (take_word, drop_word) = (take.to_string(), drop.to_string());
        let mut words = vec!["merge", "--take", &take_word, "--drop", &drop_word];
        words.extend(files.iter().map(String::as_str));
        let whole = order(&desk, &ids, take, drop);
        assert_eq!(
            desk.words(&words).ok().out,
            whole,
            "{parts} shards, {take} after {drop}"
        );
        words.extend(["--seed", SEED]);
        assert_eq!(
            desk.words(&words).ok().out,
            whole,
            "with the tickets computed again"
        );
        words.insert(0, "--json");
        let rows = desk.words(&words).ok().json()["rows"].as_array().unwrap().len();
        assert_eq!(rows, whole.lines().count());
    }
}

#[test]
fn a_shard_that_may_have_been_cut_is_pointed_out() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..20).map(|n| format!("ID{n:02}")).collect();
    let (one, other) = ids.split_at(10);
    let cut = desk.write("cut.tsv", &order(&desk, one, 1, 0));
    let rest = order(&desk, other, 10, 0);
    let ran = desk.fed(&["merge", "--take", "20", &cut, "-"], &rest).ok();
    assert!(ran.err.contains("cut.tsv"), "{}", ran.err);
    let told = desk
        .fed(&["--json", "merge", "--take", "20", &cut, "-"], &rest)
        .ok()
        .json();
    assert_eq!(told["used_up"], json!([cut, "-"]));
    let few = desk.fed(&["merge", "--take", "1", "-"], &rest).ok();
    assert!(few.err.is_empty(), "{}", few.err);
}

#[test]
fn a_damaged_shard_is_named_with_its_place() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..3).map(|n| format!("ID{n}")).collect();
    let text = order(&desk, &ids, 3, 0);
    let other = desk.write("other.tsv", &text);
    for (broken, code, zh, en) in [
        (text.replace('\t', " "), "file_field_count", "字段", "fields"),
        (text.replacen("1\t", "2\t", 1), "shard_rank", "名次", "rank"),
        (
            text.replacen("\t0.", "\t1.", 1),
            "shard_ticket",
            "不是签号",
            "not a ticket",
        ),
        (
            text.clone(),
            "shard_repeated_id",
            "other.tsv 第 1 行",
            "other.tsv line 1",
        ),
    ] {
        let file = desk.write("broken.tsv", &broken);
        let words = ["--json", "merge", "--take", "3", &other, &file];
        let ran = desk.words(&words);
        assert_eq!(ran.code, 3, "{}", ran.err);
        let told = ran.json()["fault"].clone();
        assert_eq!(told["code"], code);
        assert_eq!(told["details"]["file"], json!(file));
        assert!(
            ran.err.contains(zh) && ran.err.contains("broken.tsv 第 1 行"),
            "{}",
            ran.err
        );
        let ran = desk.words(&["--lang", "en", "merge", "--take", "3", &other, &file]);
        assert!(ran.err.contains(en) && !ran.err.contains('。'), "{}", ran.err);
    }
    let seed = ["merge", "--take", "3", "--seed", "another", &other];
    let ran = desk.words(&seed);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("按给出的种子应为"), "{}", ran.err);
    assert_eq!(desk.words(&["merge", "--take", "3"]).code, 2);
}
