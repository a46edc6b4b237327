//! `duban publish batch` writes at each stage what may be public then, and pages for people beside it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use std::os::unix::fs::PermissionsExt;

use cli_support::Desk;
use serde_json::Value;

const HR: &str = "省人社";
const MR: &str = "省市监";
const PAGES: [&str; 4] = ["index.en.html", "index.zh.html", "record.en.md", "record.zh.md"];

/// Publishes B1 and gives the document, whose files are those in the folder.
fn publish(desk: &Desk, day: &str, name: &str, more: &str) -> Value {
    let out = desk.path(name).display().to_string();
    let line = format!("--json publish batch --batch B1 --out {out} {more}");
    let told = desk.by(HR, day, &line).ok().json();
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(told["files"], serde_json::to_value(&names).unwrap());
    assert!(PAGES.iter().all(|page| names.iter().any(|name| name == page)));
    assert_eq!(
        std::fs::metadata(&out).unwrap().permissions().mode() & 0o777,
        0o755
    );
    told
}

fn has(told: &Value, name: &str) -> bool {
    told["files"].as_array().unwrap().iter().any(|file| file == name)
}

fn page(desk: &Desk, folder: &str, name: &str) -> String {
    std::fs::read_to_string(desk.path(folder).join(name)).unwrap()
}

#[test]
fn each_stage_shows_what_it_may() {
    let desk = Desk::furnished();
    desk.plan();
    let early = desk.by(
        HR,
        "2022-06-05",
        "--json publish batch --batch B1 --out /nowhere/x",
    );
    assert_eq!(early.code, 1);
    assert_eq!(early.json()["refused"]["code"], "ceremony-incomplete");

    desk.commit("B1", "2022-06-06", "");
    let told = publish(&desk, "2022-06-06", "announced", "");
    assert_eq!(told["showing"], "announced");
    for (name, there) in [
        ("announcement.json", true),
        ("pool.tsv", true),
        ("sealed.json", false),
        ("seed.txt", false),
    ] {
        assert_eq!(has(&told, name), there, "{name}");
    }

    desk.reveal("B1", "2022-06-06", "");
    desk.by(HR, "2022-06-07", "draw --batch B1").ok();
    let drawn = desk.run("--json tasks --batch B1").ok().json();
    let (code, name) = (
        drawn[0]["target"].as_str().unwrap(),
        drawn[0]["name"].as_str().unwrap(),
    );
    let told = publish(&desk, "2022-06-07", "sealed", "");
    assert_eq!(told["showing"], "sealed");
    assert!(has(&told, "sealed.json") && !has(&told, "seed.txt") && !has(&told, "drawn.tsv"));
    for file in PAGES {
        let text = page(&desk, "sealed", file);
        assert!(
            text.contains("B1") && !text.contains(name) && !text.contains(code),
            "{file} tells who was drawn"
        );
    }

    let told = publish(&desk, "2022-06-07", "internal", "--internal");
    assert_eq!(
        (&told["showing"], &told["internal"]),
        (&"whole".into(), &true.into())
    );
    assert!(has(&told, "seed.txt"));

    desk.by(HR, "2022-06-07", "ceremony release --batch B1 --reason 演练")
        .ok();
    let told = publish(&desk, "2022-06-07", "drawn", "");
    assert_eq!(told["showing"], "whole");
    assert!(has(&told, "record.json") && has(&told, "drawn.tsv") && !has(&told, "match.json"));
    for file in PAGES {
        let text = page(&desk, "drawn", file);
        assert!(
            text.contains(name) && text.contains(code),
            "{file} does not tell who was drawn"
        );
    }

    desk.by(MR, "2022-06-08", "void --batch B1 --reason 名录有误")
        .ok();
    let told = publish(&desk, "2022-06-08", "void", "");
    assert_eq!(told["showing"], "void");
    assert!(has(&told, "record.json") && has(&told, "record-1.json"));
    assert!(page(&desk, "void", "record.zh.md").contains("名录有误"));
}

#[test]
fn the_notes_say_what_is_kept_back_in_both_languages() {
    let desk = Desk::furnished();
    desk.drawn();
    let note = |lang: &str, folder: &str, more: &str| {
        let out = desk.path(folder).display().to_string();
        let line = format!("--lang {lang} publish batch --batch B1 --out {out} {more}");
        let ran = desk.by(HR, "2022-06-07", &line).ok();
        assert!(ran.err.contains("duban verify"), "{}", ran.err);
        ran.err
    };
    let zh = note("zh", "zh", "");
    assert!(zh.contains("秘密值暂不公开") && zh.contains("--internal"), "{zh}");
    let en = note("en", "en", "");
    assert!(en.contains("--internal") && !en.contains('。'), "{en}");
    assert!(note("zh", "zh-internal", "--internal").contains("请勿外传"));
}

#[test]
fn openings_come_only_when_asked_for() {
    let desk = Desk::furnished();
    desk.by(HR, "2022-06-02", "pool freeze --batch B1 --confidential")
        .ok();
    desk.by(HR, "2022-06-02", "plan --batch B1 --size 100").ok();
    desk.commit("B1", "2022-06-06", "");
    let closed = publish(&desk, "2022-06-06", "closed", "");
    assert!(has(&closed, "pool-public.tsv") && !has(&closed, "pool.tsv") && !has(&closed, "openings.tsv"));
    let open = publish(&desk, "2022-06-06", "open", "--openings");
    assert!(has(&open, "openings.tsv"));
    let out = desk.path("open").display().to_string();
    assert_eq!(
        desk.run(&format!("--json verify {out}")).ok().json()["scope"],
        "whole"
    );
}

#[test]
fn a_folder_is_written_whole_and_never_over_another() {
    let desk = Desk::furnished();
    desk.plan();
    desk.commit("B1", "2022-06-06", "");
    std::fs::create_dir(desk.path("empty")).unwrap();
    publish(&desk, "2022-06-06", "empty", "");
    let out = desk.path("empty").display().to_string();
    let before = std::fs::read_dir(&out).unwrap().count();
    for (lang, part) in [("zh", "不是空的"), ("en", "not empty")] {
        let line = format!("--lang {lang} publish batch --batch B1 --out {out}");
        let ran = desk.by(HR, "2022-06-06", &line);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(ran.err.contains(part) && ran.err.contains(&out), "{}", ran.err);
    }
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), before);
    let nowhere = desk.by(HR, "2022-06-06", "publish batch --batch B1 --out /nowhere/x");
    assert_eq!(nowhere.code, 3, "{}", nowhere.err);
}

#[test]
fn what_is_withheld_is_for_those_who_draw_and_review() {
    let desk = Desk::furnished();
    desk.drawn();
    let out = desk.path("inside").display().to_string();
    let internal = format!("publish batch --batch B1 --internal --out {out}");
    desk.by("武汉人社", "2022-06-08", &internal)
        .refused(&["武汉人社", "省人社"]);
    let seed = desk.run("--json show B1").ok().json()["batch"]["drawn"]["seed"].clone();
    let seed = seed.as_str().unwrap();
    for line in [
        "ceremony show --batch B1",
        "show B1",
        "--json show B1",
        "--json ceremony show --batch B1",
    ] {
        let seen = desk.by("武汉人社", "2022-06-08", line).ok().out;
        assert!(!seen.contains(seed) && seen.contains("●●●●"), "{line}: {seen}");
    }
    desk.by("省市监", "2022-06-08", &internal).ok();
    // Once the visits are done they are nobody's secret any more.
    assert!(
        desk.by("武汉人社", "2022-07-21", "--json show B1")
            .ok()
            .out
            .contains(seed)
    );
}
