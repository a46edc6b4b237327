//! What the units have handed in, put together.

use serde_json::json;

use super::paper::Paper;
use crate::cli::desk::{Desk, Session};
use crate::domain::compiled::{self, Compiled, Row};
use crate::domain::region::RegionCode;
use crate::exchange::write::reports;

/// Which rows a question is about.
type Which = fn(&Row) -> bool;

pub(super) fn paper(desk: &Desk, session: &Session<'_>, region: RegionCode) -> Paper {
    let view = session.view();
    let found = compiled::compile(view.state(), &session.campaign, region, view.now().today);
    drop(view);
    let table = reports::compiled(desk.lang, &found, &session.region_name(region));
    let mut paper = Paper::new(table, notes(desk, &found));
    let of = |which: Which| {
        let rows = found.rows.iter().filter(|row| which(row));
        rows.map(|row| row.unit.to_string()).collect::<Vec<String>>()
    };
    paper.more.extend([
        ("missing".to_owned(), json!(of(|row| row.newest.is_none()))),
        ("late".to_owned(), json!(of(Row::is_late))),
        ("without_narrative".to_owned(), json!(of(Row::lacks_narrative))),
        ("unreadable".to_owned(), json!(of(Row::is_unreadable))),
        ("differences".to_owned(), reports::differences(&found)),
    ]);
    paper
}

/// Who is missing, late, without written summary, and whose figures are no longer those on record.
fn notes(desk: &Desk, found: &Compiled) -> Vec<String> {
    let of = |which: Which| {
        let rows = found.rows.iter().filter(|row| which(row));
        rows.map(|row| row.name.as_str()).collect::<Vec<&str>>()
    };
    let questions: [(&str, Which); 4] = [
        ("report.are-missing", |row| row.newest.is_none()),
        ("report.are-late", Row::is_late),
        ("report.lack-narrative", Row::lacks_narrative),
        ("report.differ", |row| !row.differences().is_empty()),
    ];
    let each = questions.map(|(key, which)| (key, of(which)));
    let some = each.into_iter().filter(|(_, names)| !names.is_empty());
    some.map(|(key, names)| {
        let (count, names) = (names.len().to_string(), names.join(&desk.word("list.and")));
        desk.say(key, &[("count", &count), ("names", &names)])
    })
    .collect()
}
