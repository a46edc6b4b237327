//! `duban verify` on what `publish batch` writes at each stage, on several batches, and with a company's slip.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use std::path::Path;

use cli_support::{Desk, Ran};
use serde_json::{Value, json};

const HR: &str = "省人社";
const MR: &str = "省市监";

/// Publishes B1 into a folder of this name on this day.
fn publish(desk: &Desk, day: &str, name: &str) -> String {
    let out = desk.path(name).display().to_string();
    desk.by(HR, day, &format!("publish batch --batch B1 --out {out}"))
        .ok();
    out
}

fn verify(desk: &Desk, lang: &str, words: &[&str]) -> Ran {
    desk.words(&[&["--lang", lang, "verify"], words].concat())
}

fn document(desk: &Desk, words: &[&str]) -> Value {
    desk.words(&[&["--json", "verify"], words].concat()).ok().json()
}

fn files(dir: &str) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_batch_holds_at_every_stage() {
    let desk = Desk::furnished();
    desk.plan();
    desk.commit("B1", "2022-06-06", "");
    let announced = publish(&desk, "2022-06-06", "announced");
    assert!(
        !files(&announced)
            .iter()
            .any(|name| name == "seed.txt" || name == "record.json")
    );
    let told = document(&desk, &[&announced]);
    assert_eq!(
        (&told["stage"], &told["number"]),
        (&json!("announced"), &json!(1))
    );
    assert_eq!(
        (&told["seed"], &told["drawn"], &told["teams"]),
        (&json!(null), &json!(0), &json!(null))
    );
    assert!(verify(&desk, "zh", &[&announced]).ok().out.contains("抽取前锁定"));
    assert!(verify(&desk, "en", &[&announced]).ok().out.contains("announced"));

    desk.reveal("B1", "2022-06-06", "");
    desk.by(HR, "2022-06-07", "draw --batch B1").ok();
    let sealed = publish(&desk, "2022-06-07", "sealed");
    let told = document(&desk, &[&sealed]);
    assert_eq!((&told["stage"], &told["seed"]), (&json!("sealed"), &json!(null)));
    let text = verify(&desk, "zh", &[&sealed]).ok().out;
    assert!(text.contains("已封存") && !text.contains("种子 S"), "{text}");

    desk.by(HR, "2022-06-07", "ceremony release --batch B1 --reason 演练")
        .ok();
    let drawn = publish(&desk, "2022-06-07", "drawn");
    let told = document(&desk, &[&drawn]);
    assert_eq!((&told["stage"], &told["drawn"]), (&json!("drawn"), &json!(100)));
    assert_eq!(
        (&told["unmatched"], &told["rounds"], &told["changes"]),
        (&json!(100), &json!(0), &json!(0))
    );
    assert_eq!(told["scope"], "whole");
    let text = verify(&desk, "en", &[&drawn]).ok().out;
    assert!(text.contains("Targets without a team: 100") && text.contains(told["seed"].as_str().unwrap()));

    desk.by(MR, "2022-06-08", "void --batch B1 --reason 名录有误")
        .ok();
    let void = publish(&desk, "2022-06-08", "void");
    let told = document(&desk, &[&void]);
    assert_eq!(
        (&told["stage"], &told["note"], &told["drawn"]),
        (&json!("void"), &json!("名录有误"), &json!(100))
    );
    let text = verify(&desk, "zh", &[&void]).ok().out;
    assert!(
        text.contains("已作废（名录有误）") && text.contains("作废前抽中 100 户"),
        "{text}"
    );
}

#[test]
fn the_first_difference_is_named_and_ends_with_1() {
    let desk = Desk::furnished();
    desk.dispatched();
    desk.by(HR, "2022-06-07", "ceremony release --batch B1 --reason 演练")
        .ok();
    let out = publish(&desk, "2022-06-07", "out");
    let change = |file: &str, from: &str, to: &str| {
        let path = Path::new(&out).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let (zh, en) = (verify(&desk, "zh", &[&out]), verify(&desk, "en", &[&out]));
        let told = desk.words(&["--json", "verify", &out]);
        std::fs::write(&path, text).unwrap();
        assert_eq!((zh.code, en.code, told.code), (1, 1, 1), "{}", zh.err);
        assert!(zh.out.is_empty() && !en.err.contains('。'), "{}", en.err);
        (zh.err, en.err, told.json()["difference"].clone())
    };
    let (zh, en, told) = change("plan.tsv", "\t1\t", "\t2\t");
    assert_eq!(told["code"], "verify_changed");
    assert_eq!(told["details"]["file"], "plan.tsv");
    assert!(
        zh.starts_with("plan.tsv：被改动过") && en.contains("plan.tsv: the file was changed"),
        "{zh}{en}"
    );

    let (zh, _, told) = change("pool.tsv", "\n", "\r\n");
    assert_eq!(
        (&told["code"], &told["details"]["line"]),
        (&json!("file_crlf"), &json!("1"))
    );
    assert!(zh.contains("pool.tsv 第 1 行：行末是 CR LF"), "{zh}");

    let (zh, _, told) = change("seed.txt", "public:ssq", "public:dlt");
    assert_eq!(told["code"], "seed_public_missing");
    assert!(zh.contains("公布的第 1 项公开数据应为 ssq:2022062"), "{zh}");

    let (zh, en, told) = change("record.json", "{", "");
    assert_eq!(told["code"], "verify_json");
    assert!(zh.contains("record.json 第") && !zh.contains("expected"), "{zh}");
    assert!(en.contains("column"), "{en}");

    assert_eq!(
        verify(&desk, "zh", &[&out, "--profile", "sm3"])
            .refused(&["sha256", "sm3"])
            .out,
        ""
    );
    verify(&desk, "zh", &[&out, "--profile", "sha256"]).ok();
}

#[test]
fn several_batches_hold_as_a_chain() {
    let desk = Desk::furnished();
    desk.drawn();
    desk.by(MR, "2022-06-08", "void --batch B1 --reason 名录有误")
        .ok();
    let one = publish(&desk, "2022-06-08", "one");
    let freeze = "pool freeze --batch B2 --instead-of B1 --reason 名录已改正";
    desk.by(HR, "2022-06-08", freeze).ok();
    desk.by(HR, "2022-06-08", "plan --batch B2 --size 90").ok();
    desk.commit("B2", "2022-06-08", "");
    let two = desk.path("two").display().to_string();
    desk.by(HR, "2022-06-08", &format!("publish batch --batch B2 --out {two}"))
        .ok();

    let told = document(&desk, &[&two, &one]);
    let stage = |n: usize| {
        (
            told["batches"][n]["batch"].clone(),
            told["batches"][n]["stage"].clone(),
        )
    };
    assert_eq!(stage(0), (json!("B1"), json!("void")));
    assert_eq!(stage(1), (json!("B2"), json!("announced")));
    assert_eq!(told["unseen"], json!([]));
    let text = verify(&desk, "zh", &[&one, &two]).ok().out;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("第 1 号 B1：已作废"), "{text}");
    assert!(lines[1].starts_with("第 2 号 B2："), "{text}");
    assert!(lines[2].contains("没有缺号"), "{text}");
    assert!(
        verify(&desk, "en", &[&one, &two])
            .ok()
            .out
            .contains("numbers 1 to 2 without a gap")
    );

    let err = verify(&desk, "zh", &[&one, &one]).refused(&["第 1 号"]).err;
    assert!(err.contains(&one), "{err}");
    let path = Path::new(&two).join("announcement.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("\"number\": 2", "\"number\": 3", 1)).unwrap();
    verify(&desk, "zh", &[&one, &two]).refused(&["缺少第 2 号批次"]);
    std::fs::write(&path, "{").unwrap();
    let err = verify(&desk, "zh", &[&one, &two]).refused(&["没有写完"]).err;
    assert!(err.contains(&format!("{two}/announcement.json")), "{err}");
}

#[test]
fn a_company_checks_its_own_row() {
    let desk = Desk::furnished();
    desk.by(HR, "2022-06-02", "pool freeze --batch B1 --confidential")
        .ok();
    desk.by(HR, "2022-06-02", "plan --batch B1 --size 100").ok();
    let rows = desk.run("--json pool show --batch B1 --rows").ok().json();
    let slip = |id: &str, name: &str| {
        let path = desk.path(name).display().to_string();
        desk.run(&format!("pool slip --batch B1 --id {id} --out {path}"))
            .ok();
        path
    };
    let first = rows[0]["id"].as_str().unwrap();
    let own = slip(first, "own.tsv");
    desk.commit("B1", "2022-06-06", "");
    let announced = publish(&desk, "2022-06-06", "announced");
    let told = document(&desk, &[&announced, "--slip", &own]);
    assert_eq!(
        (&told["slip"]["id"], &told["slip"]["outcome"]),
        (&json!(first), &json!(null))
    );
    let text = verify(&desk, "zh", &[&announced, "--slip", &own]).ok().out;
    assert!(
        text.contains("各层未公开") && text.contains(first) && text.contains("抽取公开之后"),
        "{text}"
    );

    desk.reveal("B1", "2022-06-06", "");
    desk.by(HR, "2022-06-07", "draw --batch B1").ok();
    desk.by(HR, "2022-06-07", "ceremony release --batch B1 --reason 演练")
        .ok();
    let drawn = publish(&desk, "2022-06-07", "drawn");
    let tasks = desk.run("--json tasks --batch B1").ok().json();
    let targets: Vec<&str> = tasks
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["target"].as_str().unwrap())
        .collect();
    let ids: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let outside = ids.iter().find(|id| !targets.contains(id)).unwrap();
    for (id, inside, word) in [(targets[0], true, "抽中。"), (*outside, false, "没有抽中")] {
        let path = slip(id, "slip.tsv");
        let told = document(&desk, &[&drawn, "--slip", &path])["slip"]["outcome"].clone();
        let below = told["ticket"].as_str() <= told["threshold"].as_str();
        assert_eq!((below, !told["drawn"].is_null()), (inside, inside), "{told}");
        let text = verify(&desk, "zh", &[&drawn, "--slip", &path]).ok().out;
        let chance = format!("{}/{}", told["n"], told["size"]);
        assert!(text.contains(word) && text.contains(&chance), "{text}");
    }

    // A slip that does not fit is named by its own path; a stranger's slip opens nothing.
    let text = std::fs::read_to_string(&own).unwrap();
    let grade = text.lines().last().unwrap().split('\t').nth(1).unwrap();
    let other = grade.replace(&grade[7..], if grade.ends_with('A') { "B" } else { "A" });
    let forged = desk.write("forged.tsv", &text.replace(grade, &other));
    let err = verify(&desk, "zh", &[&drawn, "--slip", &forged])
        .refused(&["打不开"])
        .err;
    assert!(err.starts_with(&forged), "{err}");
    let ran = verify(&desk, "zh", &[&drawn, &announced, "--slip", &own]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}
