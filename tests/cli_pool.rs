//! `duban pool freeze`, `show` and `slip` with all their choices.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::{Desk, Ran};
use duban::draw::Profile;
use serde_json::{Value, json};

const HR: &str = "省人社";
const MR: &str = "省市监";
const DAY: &str = "2022-06-02";

fn hr(desk: &Desk, line: &str) -> Ran {
    desk.by(HR, DAY, line)
}

fn refused(desk: &Desk, line: &str, code: &str) {
    let zh = hr(desk, line);
    let en = hr(desk, &format!("--lang en {line}"));
    assert_eq!((zh.code, en.code), (1, 1), "{line}: {}{}", zh.err, en.err);
    assert!(
        zh.err.contains('。') && !en.err.contains('。'),
        "{}{}",
        zh.err,
        en.err
    );
    let told = hr(desk, &format!("--json {line}")).json();
    assert_eq!(told["refused"]["code"], json!(code), "{line}");
}

#[test]
fn who_is_left_out_is_listed_with_the_reason() {
    let desk = Desk::furnished();
    let frozen = hr(&desk, "--json pool freeze --batch B1").ok().json();
    let counted: u64 = frozen["pool"]["left_out"]
        .as_object()
        .unwrap()
        .values()
        .map(|n| n.as_u64().unwrap())
        .sum();
    let list = desk.run("--json pool show --batch B1 --left-out").ok().json();
    let rows = list["rows"].as_array().or(list.as_array()).unwrap();
    assert_eq!(rows.len() as u64, counted);
    assert!(
        rows.iter()
            .all(|row| !row["id"].as_str().unwrap().is_empty() && row["reason"].is_string())
    );
    let zh = desk.run("pool show --batch B1 --left-out").ok().out;
    let en = desk.run("--lang en pool show --batch B1 --left-out").ok().out;
    assert_eq!(zh.lines().count(), en.lines().count());
    assert_ne!(zh, en);
    let rows = desk.run("pool show --batch B1 --rows").ok().out;
    assert_eq!(
        rows.lines().count() as u64,
        frozen["pool"]["size"].as_u64().unwrap() + 1
    );
    assert_eq!(
        Profile::Sha256.hex(&rows),
        frozen["pool"]["file"]["hash"].as_str().unwrap()
    );
    assert_eq!(desk.run("pool show --batch B1 --rows --left-out").code, 2);
    desk.run("pool show --batch B9").refused(&["B9"]);
}

#[test]
fn a_confidential_pool_shows_leaves_and_each_company_gets_its_slip() {
    let desk = Desk::furnished();
    let zh = hr(&desk, "pool freeze --batch B1 --confidential").ok();
    assert!(
        zh.out.contains("加盐叶子") && zh.out.contains("pool slip"),
        "{}",
        zh.out
    );
    let rows = desk.run("--json pool show --batch B1 --rows").ok().json();
    assert!(rows[0]["stratum"].is_null() && rows[0]["leaf"].as_str().unwrap().len() == 64);
    let id = rows[0]["id"].as_str().unwrap();
    let path = desk.path("slip.tsv").display().to_string();
    let slip = desk
        .run(&format!("--json pool slip --batch B1 --id {id} --out {path}"))
        .ok()
        .json();
    assert_eq!(slip["leaf"], rows[0]["leaf"]);
    let text = format!(
        "SSJ-LEAF-1\n{id}\n{}\n{}\n",
        slip["stratum"].as_str().unwrap(),
        slip["salt"].as_str().unwrap()
    );
    assert_eq!(
        json!(Profile::Sha256.hex(text)),
        slip["leaf"],
        "the company can compute it by hand"
    );
    assert_eq!(json!(std::fs::read_to_string(&path).unwrap()), slip["file"]);
    let words = desk.run(&format!("pool slip --batch B1 --id {id}")).ok().out;
    assert!(
        words.contains(slip["salt"].as_str().unwrap()) && words.contains("请勿转发"),
        "{words}"
    );
    let en = desk
        .run(&format!("--lang en pool slip --batch B1 --id {id}"))
        .ok()
        .out;
    assert!(
        en.contains(slip["leaf"].as_str().unwrap()) && !en.contains("开示单"),
        "{en}"
    );
    refused(&desk, "pool slip --batch B1 --id 91420100MA65F5R2TR", "not-found");

    hr(&desk, "pool freeze --batch B2 --open").ok();
    let open = desk.run(&format!("pool slip --batch B2 --id {id}"));
    assert_eq!(open.code, 2, "{}", open.err);
    assert_eq!(hr(&desk, "pool freeze --batch B3 --open --confidential").code, 2);
}

#[test]
fn what_another_batch_has_drawn_must_be_decided() {
    let desk = Desk::furnished();
    desk.drawn();
    let drawn = desk.run("--json tasks --batch B1").ok().json();
    let first = drawn[0]["target"].as_str().unwrap().to_owned();
    let freeze = |batch: &str, more: &str| format!("--json pool freeze --batch {batch} {more}");
    refused(&desk, "pool freeze --batch B2", "overlap-undecided");
    assert_eq!(hr(&desk, "pool freeze --batch B2 --overlap some").code, 2);
    let size = |told: &Value| told["pool"]["size"].as_u64().unwrap();
    let kept = hr(&desk, &freeze("B2", "--overlap keep")).ok().json();
    let left = hr(&desk, &freeze("B3", "--overlap leave-out")).ok().json();
    assert_eq!(size(&kept) - size(&left), 100);
    assert_eq!(left["pool"]["overlap"]["targets"], 100);
    let out = desk.run("--json pool show --batch B3 --left-out").ok().out;
    assert!(
        out.contains(&first) && out.contains("B1-"),
        "the list tells which task holds it"
    );
}

#[test]
fn a_void_batch_is_drawn_anew_and_says_why() {
    let desk = Desk::furnished();
    desk.drawn();
    refused(
        &desk,
        "pool freeze --batch B2 --instead-of B1 --reason 名录有误",
        "not-redrawable",
    );
    let void = desk
        .by(MR, "2022-06-07", "void --batch B1 --reason 名录有误")
        .ok();
    assert!(
        void.err
            .contains("pool freeze --batch 新批次名 --instead-of B1 --reason"),
        "{}",
        void.err
    );
    assert_eq!(
        hr(&desk, "pool freeze --batch B2 --instead-of B1").code,
        2,
        "a reason is owed"
    );
    refused(&desk, "pool freeze --batch B2", "redraw-unsaid");
    let zh = hr(
        &desk,
        "pool freeze --batch B2 --instead-of B1 --reason 名录已改正",
    )
    .ok();
    assert!(zh.out.contains("替代作废的批次 B1：名录已改正"), "{}", zh.out);
    let hint = desk.run("ceremony show --batch B1").ok().err;
    assert!(hint.contains("已由批次 B2 重抽"), "{hint}");
    refused(
        &desk,
        "pool freeze --batch B3 --instead-of B1 --reason 再抽",
        "not-redrawable",
    );
}

#[test]
fn a_batch_under_sm3_is_sm3_throughout() {
    let desk = Desk::furnished();
    let frozen = hr(&desk, "--json pool freeze --batch B1 --profile sm3")
        .ok()
        .json();
    let rows = desk.run("pool show --batch B1 --rows").ok().out;
    assert_eq!(json!(Profile::Sm3.hex(rows)), frozen["pool"]["file"]["hash"]);
    hr(&desk, "plan --batch B1 --size 100").ok();
    desk.ceremony("2022-06-06", "");
    desk.by(HR, "2022-06-07", "draw --batch B1").ok();
    desk.by(HR, "2022-06-07", "ceremony release --batch B1 --reason 演练")
        .ok();
    let out = desk.path("out").display().to_string();
    desk.by(HR, "2022-06-07", &format!("publish batch --batch B1 --out {out}"))
        .ok();
    let seed = desk
        .run(&format!("seed --file {out}/seed.txt --profile sm3"))
        .ok()
        .out;
    let told = desk
        .run(&format!("--json verify {out} --profile sm3"))
        .ok()
        .json();
    assert_eq!(told["seed"], seed.trim());
    desk.run(&format!("verify {out} --profile sha256"))
        .refused(&["sm3"]);
    assert_eq!(hr(&desk, "pool freeze --batch B2 --profile md5").code, 2);
}
