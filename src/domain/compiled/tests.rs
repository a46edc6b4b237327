use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::handed_in::Narrative;
use crate::domain::state::{Memory, Write};
use crate::domain::summary::tests::{campaign, code, inspection, task};
use crate::domain::task::TaskState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What a unit would hand in now, as the documents of tables are.
fn document(state: &Memory, campaign: &Campaign, unit: &str) -> Vec<u8> {
    let found = summary::compile(state, campaign, code(unit));
    let row = |line: &summary::Line| {
        let cells = found.columns.iter().zip(&line.cells);
        let cells = cells.map(|(column, cell)| {
            (
                column.id.clone(),
                json!({"value": cell.figure, "text": "", "rows": cell.tasks}),
            )
        });
        Value::Object(cells.collect())
    };
    let rows: Vec<Value> = found.rows.iter().chain([&found.total]).map(row).collect();
    serde_json::to_vec(&json!({"rows": rows})).unwrap()
}

fn hand_in(state: &mut Memory, unit: &str, version: u32, table: &[u8]) {
    let hash = format!("{unit}-{version}");
    state.keep(&hash, table.to_vec());
    state.put(&HandedIn {
        unit: unit.to_owned(),
        version,
        on: day("2022-08-04"),
        by: "x".to_owned(),
        overdue: unit == "420200",
        summary: hash,
        narrative: (unit == "420100").then(|| Narrative {
            name: "总结.docx".to_owned(),
            sha256: String::new(),
            bytes: 1,
            since: 1,
        }),
        note: String::new(),
    });
}

#[test]
fn who_is_missing_late_or_without_written_summary_is_told() {
    let campaign = campaign();
    let mut state = Memory::default();
    for unit in ["420100", "420200"] {
        let table = document(&state, &campaign, unit);
        hand_in(&mut state, unit, 1, &table);
    }
    let found = compile(&state, &campaign, code("420000"), day("2022-08-10"));
    let names = |which: fn(&Row) -> bool| {
        let rows = found.rows.iter().filter(|row| which(row));
        rows.map(|row| row.unit.to_string()).collect::<Vec<String>>()
    };
    assert_eq!(names(|row| row.newest.is_none()), ["429021"]);
    assert_eq!(names(Row::is_late), ["420200"]);
    assert_eq!(names(Row::lacks_narrative), ["420200"]);
    assert_eq!(names(Row::is_unreadable), Vec::<String>::new());
    assert!(found.rows[2].standing.as_ref().unwrap().overdue);
    assert_eq!(
        compile(&state, &campaign, code("420200"), day("2022-08-10"))
            .rows
            .len(),
        1
    );
}

#[test]
fn what_changed_since_is_listed_by_column() {
    let campaign = campaign();
    let mut state = Memory::default();
    let one = task(&campaign, 1, "420102", TaskState::Recorded);
    let mut record = inspection(&one.id, 1);
    record.visit.measures.fine_yuan = 10_000;
    state.put(&one);
    state.put(&record);
    let table = document(&state, &campaign, "420100");
    hand_in(&mut state, "420100", 1, &table);
    let today = day("2022-08-10");
    assert!(
        compile(&state, &campaign, code("420000"), today).rows[0]
            .differences()
            .is_empty()
    );
    record.version = 2;
    record.visit.measures.fine_yuan = 12_000;
    state.put(&record);
    let found = compile(&state, &campaign, code("420000"), today);
    let differences = found.rows[0].differences();
    let [difference] = differences.as_slice() else {
        panic!("{differences:?}");
    };
    assert_eq!(found.columns[difference.column].id, "fines-and-confiscations");
    assert_eq!(
        (difference.handed_in, difference.now),
        (Some(10_000), Some(12_000))
    );
    assert_eq!(
        found.total[difference.column],
        Some(10_000),
        "the sum is of what was handed in"
    );
    let again = document(&state, &campaign, "420100");
    hand_in(&mut state, "420100", 2, &again);
    let found = compile(&state, &campaign, code("420000"), today);
    assert!(
        found.rows[0].differences().is_empty(),
        "the newest version counts"
    );
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    let campaign = campaign();
    let mut state = Memory::default();
    for (n, bytes) in [&b"{}"[..], b"", b"[1]", b"{\"rows\":[]}"]
        .into_iter()
        .enumerate()
    {
        hand_in(&mut state, "420100", n as u32 + 1, bytes);
        let found = compile(&state, &campaign, code("420000"), day("2022-08-01"));
        assert!(found.rows[0].is_unreadable() && found.rows[0].differences().is_empty());
        assert!(found.total.iter().all(Option::is_none));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Handing in and putting together gives the summary again, unit by unit and in all.
    #[test]
    fn handing_in_and_compiling_gives_the_same(made in prop::collection::vec((0usize..5, 0usize..12, 0u64..100_000), 0..30)) {
        let campaign = campaign();
        let mut state = Memory::default();
        let places = ["420100", "420102", "420103", "420200", "429021"];
        for (n, (place, at, yuan)) in made.iter().enumerate() {
            let task = task(&campaign, n, places[*place], TaskState::ALL[*at]);
            let mut record = inspection(&task.id, 1);
            record.visit.measures.refund_yuan = *yuan;
            state.put(&task);
            state.put(&record);
        }
        for unit in ["420100", "420200", "429021"] {
            let table = document(&state, &campaign, unit);
            hand_in(&mut state, unit, 1, &table);
        }
        let now = summary::compile(&state, &campaign, code("420000"));
        let found = compile(&state, &campaign, code("420000"), day("2022-08-01"));
        prop_assert_eq!(found.rows.len(), now.rows.len());
        for (row, line) in found.rows.iter().zip(&now.rows) {
            let figures: Vec<Option<u64>> = line.cells.iter().map(|cell| cell.figure).collect();
            prop_assert_eq!(row.figures.as_ref(), Some(&figures));
            prop_assert!(row.differences().is_empty());
        }
        for (sum, cell) in found.total.iter().zip(&now.total.cells) {
            prop_assert_eq!(sum, &cell.figure);
        }
    }
}
