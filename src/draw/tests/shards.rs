//! Shards joined from their texts.

use proptest::prelude::*;
use rstest::rstest;

use super::fixture::P;
use super::properties::config;
use crate::draw::shards::{Merged, Shard, merge};
use crate::draw::ticket::Tickets;

const SEED: &str = "shards";

/// A shard as it is written: the first `take` of these ids in drawing order.
fn written(ids: &[String], take: usize) -> String {
    let order = Tickets::new(P, SEED).bottom(ids.iter().map(String::as_str), take);
    let line = |(at, row): (usize, &crate::draw::ticket::Ranked)| {
        format!("{}\t{}\t{}\n", at + 1, row.id, row.ticket)
    };
    order.iter().enumerate().map(line).collect()
}

fn shard<'a>(name: &'a str, text: &'a str) -> Shard<'a> {
    let bytes = text.as_bytes();
    Shard { name, bytes }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn shards_are_the_whole(
        ids in prop::collection::btree_set("[A-Z0-9]{1,6}", 1..60),
        cuts in prop::collection::vec(0usize..4, 60),
        drop in 0usize..5,
        take in 0usize..20,
    ) {
        let mut parts = vec![Vec::new(); 4];
        for (id, cut) in ids.iter().zip(cuts) {
            parts[cut].push(id.clone());
        }
        parts.retain(|part| !part.is_empty());
        let needed = (drop + take).max(1);
        let texts: Vec<String> = parts.iter().map(|part| written(part, needed)).collect();
        let names = ["one", "two", "three", "four"];
        let shards: Vec<Shard> = names.iter().zip(&texts).map(|(name, text)| shard(name, text)).collect();
        let tickets = Tickets::new(P, SEED);
        let order = tickets.order(ids.iter().map(String::as_str));
        let expected: Vec<_> = order.iter().copied().skip(drop).take(take).collect();
        let merged = merge(&shards, drop, take, Some((P, SEED))).unwrap();
        prop_assert_eq!(&merged.rows, &expected);
        prop_assert_eq!(merge(&shards, drop, take, None), Ok(merged.clone()));
        let first = merge(&shards, 0, drop + take, None).unwrap().rows;
        for (name, text) in names.iter().zip(&texts) {
            let last = text.lines().last().unwrap().split('\t').nth(1).unwrap();
            let within = first.iter().any(|row| row.id == last);
            prop_assert_eq!(merged.used_up.contains(name), within, "{}", name);
        }
    }
}

fn two() -> [String; 2] {
    let ids = |from: u32| (from..from + 4).map(|n| format!("T{n}")).collect::<Vec<_>>();
    [written(&ids(1), 4), written(&ids(5), 4)]
}

fn check<'a>(
    texts: &'a [String; 2],
    seed: Option<&str>,
) -> Result<Merged<'a>, (String, usize, Option<&'static str>, &'static str)> {
    let [one, two] = texts;
    let merged = merge(
        &[shard("one", one), shard("two", two)],
        0,
        9,
        seed.map(|seed| (P, seed)),
    );
    merged.map_err(|fault| {
        assert!(fault.to_string().len() > 15, "{fault}");
        (fault.file.clone(), fault.line, fault.field, fault.code())
    })
}

fn line(text: &str, number: usize) -> &str {
    text.lines().nth(number - 1).unwrap()
}

#[test]
fn two_whole_shards_are_used_up() {
    let texts = two();
    let merged = check(&texts, Some(SEED)).unwrap();
    assert_eq!((merged.rows.len(), merged.used_up), (8, vec!["one", "two"]));
}

#[test]
fn a_shard_cut_short_is_told_from_one_with_more_to_give() {
    let [one, two] = two();
    let first = merge(&[shard("one", &one), shard("two", &two)], 0, 1, None).unwrap();
    assert_eq!(first.used_up, Vec::<&str>::new());
    let cut = format!("{}\n", line(&one, 1));
    let merged = merge(&[shard("one", &cut), shard("two", &two)], 0, 8, None).unwrap();
    assert!(merged.used_up.contains(&"one"));
}

#[rstest]
#[case(|text: &str| text.replacen("2\t", "3\t", 1), (2, Some("rank"), "shard_rank"))]
#[case(|text: &str| text.replacen("1\t", "01\t", 1), (1, Some("rank"), "shard_rank"))]
#[case(|text: &str| text.lines().skip(1).map(|line| format!("{line}\n")).collect(), (1, Some("rank"), "shard_rank"))]
#[case(|text: &str| text.replacen("\t0.", "\t.", 1), (1, Some("ticket"), "shard_ticket"))]
#[case(|text: &str| format!("{text}5\t\t0.1\n"), (5, Some("id"), "file_empty_field"))]
#[case(|text: &str| text.replacen('\t', " ", 1), (1, None, "file_field_count"))]
#[case(|text: &str| text.replacen('\n', "\tmore\n", 1), (1, None, "file_field_count"))]
#[case(|text: &str| text.replacen('\n', "\n\n", 1), (2, None, "file_field_count"))]
#[case(|text: &str| text.replacen('\n', "\r\n", 1), (1, None, "file_crlf"))]
#[case(|text: &str| format!("\u{FEFF}{text}"), (1, None, "file_bom"))]
#[case(|text: &str| text.trim_end().to_owned(), (4, None, "file_no_final_lf"))]
#[case(|_: &str| String::new(), (0, None, "file_empty"))]
fn a_fault_of_a_shard(
    #[case] change: fn(&str) -> String,
    #[case] expected: (usize, Option<&'static str>, &'static str),
) {
    let [one, two] = two();
    let changed = change(&two);
    assert_ne!(changed, two);
    let (at, field, code) = expected;
    assert_eq!(
        check(&[one, changed], None),
        Err(("two".to_owned(), at, field, code))
    );
}

#[test]
fn rows_out_of_order() {
    let [one, two] = two();
    let rank = |line: &str, rank: &str| format!("{rank}{}\n", &line[1..]);
    let swapped = format!("{}{}", rank(line(&two, 2), "1"), rank(line(&two, 1), "2"));
    let fault = ("two".to_owned(), 2, Some("ticket"), "file_unsorted");
    assert_eq!(check(&[one.clone(), swapped], None), Err(fault.clone()));
    let twice = format!("{}{}", rank(line(&two, 1), "1"), rank(line(&two, 1), "2"));
    assert_eq!(check(&[one, twice], None), Err(fault), "an id twice in a shard");
}

#[test]
fn an_id_in_two_shards() {
    let [one, _] = two();
    let again = format!("1{}\n", &line(&one, 3)[1..]);
    let texts = [one, again];
    let fault = ("two".to_owned(), 1, Some("id"), "shard_repeated_id");
    assert_eq!(check(&texts, None), Err(fault));
    let error = merge(&[shard("one", &texts[0]), shard("two", &texts[1])], 0, 9, None).unwrap_err();
    assert!(error.to_string().contains("stands in one line 3 too"), "{error}");
}

#[test]
fn a_ticket_of_another_seed() {
    let texts = two();
    let fault = ("one".to_owned(), 1, Some("ticket"), "shard_other_ticket");
    assert_eq!(check(&texts, Some("another")), Err(fault));
}
