//! `duban why`: the answer to a company that asks.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;
use serde_json::json;

#[test]
fn every_answer_in_words_and_for_machines() {
    let desk = Desk::furnished();
    desk.drawn();
    let pool = desk.run("--json pool show --batch B1 --rows").ok().json();
    let ids: Vec<&str> = pool
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    for id in &ids {
        let told = desk.run(&format!("--json why --batch B1 --id {id}")).ok().json();
        let standing = told["standing"].as_str().unwrap().to_owned();
        // Whoever is drawn has a ticket that is not above the threshold, and nobody else has.
        let below = told["ticket"].as_str() <= told["threshold"].as_str();
        assert_eq!(below, standing == "drawn", "{told}");
        assert_eq!(told["rank"].as_u64() <= told["n"].as_u64(), below, "{told}");
        if seen.insert(standing) {
            let zh = desk.run(&format!("why --batch B1 --id {id}")).ok().out;
            let en = desk.run(&format!("--lang en why --batch B1 --id {id}")).ok().out;
            assert!(
                zh.contains("门槛") && zh.contains(told["ticket"].as_str().unwrap()),
                "{zh}"
            );
            assert!(en.contains("threshold"), "{en}");
        }
        if seen.len() == 2 {
            break;
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["drawn", "not-drawn"]);
    let unknown = desk
        .run("--json why --batch B1 --id 91420100MA0XJ4GX6D")
        .ok()
        .json();
    assert_eq!(unknown["standing"], json!("left-out"));
    desk.run("why --batch B9 --id x").refused(&["B9"]);
}
