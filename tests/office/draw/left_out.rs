//! Who is left out of a pool, and why.

use std::collections::BTreeMap;

use duban::domain::batch::{OverlapChoice, Purpose};
use duban::domain::command::PoolWish;
use duban::domain::registry::{Row, made_up_id};
use duban::domain::target::OutOfPool;

use super::*;

/// Rows that never enter a pool, beside those of the extract.
fn oddities() -> String {
    let market = made_up_id("某零工市场", "420106", "示例路1号");
    let elsewhere = made_up_id("某零工市场", "420202", "示例路2号");
    let ids: Vec<String> = (90..95).map(|n| entity("420100", n)).collect();
    let row = |id, region| Row {
        id,
        name: "示例",
        region,
        status: "存续",
        scope: "职业中介",
        grade: "B",
        ..Row::default()
    };
    let rows = [
        Row {
            grade: "",
            ..row(&market, "420106")
        },
        Row {
            grade: "",
            ..row(&elsewhere, "420202")
        },
        Row {
            grade: "",
            ..row(&ids[0], "420106")
        },
        Row {
            status: "吊销，未注销",
            ..row(&ids[1], "420106")
        },
        Row {
            status: "",
            ..row(&ids[2], "420106")
        },
        Row {
            scope: "保洁（职业中介除外）",
            ..row(&ids[3], "420202")
        },
        row(&ids[4], "420000"),
    ];
    let mut text = String::new();
    rows.iter().for_each(|row| row.write(&mut text));
    text
}

fn list(desk: &Desk, job: &Job, on: &str) -> Vec<(String, String, String)> {
    job.plan(on, 8).commit(Purpose::Draw, on);
    let files = published(desk, &job.id, on, INTERNAL).files;
    let mut lines = text(&files, "left-out.tsv").lines();
    assert_eq!(lines.next(), Some("id\treason\tdetail"));
    let mut list: Vec<_> = lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, why, detail] = fields[..] else {
                panic!("{line}")
            };
            (why.to_owned(), id.to_owned(), detail.to_owned())
        })
        .collect();
    list.sort();
    list
}

#[test]
fn each_reason_is_listed_with_what_shows_it() {
    let desk = Desk::stocked();
    desk.import_lines(&oddities());
    let mut board = Board::default();
    let local = Job::local(&desk, "WH-1", "420100");
    local.freeze("06-02");
    let own = |n| entity("420100", n);
    let mut expected: Vec<(String, String, String)> = [
        ("no-code", made_up_id("某零工市场", "420106", "示例路1号"), "-"),
        ("no-grade", own(90), "-"),
        ("not-active", own(0), "注销"),
        ("not-active", own(91), "吊销，未注销"),
        ("not-active", own(92), "-"),
        ("only-excluded", own(1), "-"),
    ]
    .map(|(why, id, detail)| (why.to_owned(), id, detail.to_owned()))
    .into();
    expected.sort();
    assert_eq!(
        list(&desk, &local, "06-02"),
        expected,
        "other units' are counted, not listed"
    );
    // 14 of each of two other prefectures, and three odd ones that are not the prefecture's.
    let counts = BTreeMap::from([
        (OutOfPool::OnlyExcluded, 1),
        (OutOfPool::NoCode, 1),
        (OutOfPool::NotActive, 3),
        (OutOfPool::NoGrade, 1),
        (OutOfPool::OtherUnit, 31),
    ]);
    assert_eq!(local.batch().pool.left_out, counts);

    let province = Job::province(&desk, BATCH);
    province.freeze_as(
        "06-02",
        PoolWish {
            include_excluded: true,
            ..PoolWish::default()
        },
    );
    let pool = province.batch().pool;
    assert_eq!(
        (pool.size, pool.left_out.get(&OutOfPool::OnlyExcluded)),
        (36 + 4, None),
        "taken in by choice"
    );
    assert_eq!(
        (
            pool.left_out[&OutOfPool::NoCode],
            pool.left_out[&OutOfPool::OtherUnit]
        ),
        (2, 1)
    );
    board.post(&desk, "06-02");
    replayed(desk);
}

#[test]
fn whoever_was_visited_within_so_many_days_is_left_out_and_the_list_says_when() {
    let desk = Desk::stocked();
    let mut board = Board::default();
    let first = Job::local(&desk, "WH-1", "420100");
    first.drawn("06-13", 5).hand_out("06-13").teams("06-14", None);
    for (task, on) in first.tasks().iter().zip(["06-15", "06-16", "06-17"]) {
        first.visited(&task.id, on);
    }
    let visited: Vec<String> = first.tasks().into_iter().map(|task| task.target).collect();
    let wish = |days: Option<u32>| PoolWish {
        not_inspected_for: days,
        overlap: Some(OverlapChoice::Keep),
        ..PoolWish::default()
    };
    let recently = |job: &Job, days: Option<u32>| {
        job.freeze_as("06-20", wish(days));
        let all = list(&desk, job, "06-20");
        let recent = all.into_iter().filter(|(why, _, _)| why == "recently-inspected");
        recent.map(|(_, id, on)| (id, on)).collect::<Vec<_>>()
    };
    let expected = |range: std::ops::Range<usize>| {
        let mut list: Vec<_> = range
            .map(|n| (visited[n].clone(), format!("2022-06-{}", 15 + n)))
            .collect();
        list.sort();
        list
    };
    let job = |id: &str| Job::local(&desk, id, "420100");
    assert_eq!(recently(&job("WH-2"), None), expected(0..0));
    assert_eq!(recently(&job("WH-3"), Some(2)), expected(0..0));
    assert_eq!(recently(&job("WH-4"), Some(3)), expected(2..3));
    assert_eq!(recently(&job("WH-5"), Some(5)), expected(0..3));
    assert_eq!(recently(&job("WH-6"), Some(u32::MAX)), expected(0..3));
    let last = job("WH-6").batch().pool;
    assert_eq!(
        (last.size, last.overlap.targets, last.not_inspected_for),
        (9, 2, Some(u32::MAX))
    );
    board.post(&desk, "06-20");
    replayed(desk);
}
