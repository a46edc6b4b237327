//! The statistics of leads (线索统计) as a table: the one that is shown, and written to files. Every figure carries the ids of
//! its leads; nothing about whoever reported is in it.

use super::{Cell, Column, Table};
use crate::domain::campaign::Campaign;
use crate::domain::lead::statistics::{By, Line, Median, Statistics};
use crate::lang::Lang;

/// A column of counts: its id, and the leads it counts.
type Counted = (&'static str, fn(&Line) -> Vec<String>);

/// The columns of counts, in their order.
const COUNTED: [Counted; 13] = [
    ("received", |line| line.received.clone()),
    ("merged", |line| line.merged.clone()),
    ("cases", Line::cases),
    ("accepted", |line| line.accepted.clone()),
    ("refused", |line| line.refused.clone()),
    ("checked", |line| line.checked.clone()),
    ("referred", |line| line.referred.clone()),
    ("closed", |line| line.closed.clone()),
    ("decided-in-time", |line| line.decide.kept.clone()),
    ("decided-late", |line| line.decide.late.clone()),
    ("to-decide", |line| line.decide.open.clone()),
    ("closed-in-time", |line| line.close.kept.clone()),
    ("closed-late", |line| line.close.late.clone()),
];

/// The statistics as a table: a line a group, of one part or of all, the total last.
pub fn lead_statistics(lang: Lang, campaign: &Campaign, found: &Statistics, only: Option<By>) -> Table {
    let word = |key: &str| lang.word(&format!("lead-stats.{key}")).into_owned();
    let mut columns = vec![
        Column::left("group", word("group")),
        Column::left("by", word("part")),
        Column::left("code", word("code")),
    ];
    columns.extend(COUNTED.map(|(id, _)| Column::right(id, word(id))));
    columns.extend(["median-decide", "median-close"].map(|id| Column::right(id, word(id))));
    let title = [
        ("region", campaign.regions.name(found.region)),
        ("from", found.period.from.to_string()),
        ("to", found.period.to.to_string()),
    ];
    let title = title.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut table = Table::new(lang.say("lead-stats.title", &title), columns);
    for by in By::ALL
        .into_iter()
        .filter(|by| only.is_none_or(|only| only == *by))
    {
        let part = lang.word(&by.key()).into_owned();
        table.rows.extend(found.part(by).map(|(group, line)| {
            let by = Cell::new(part.clone(), by.word());
            row([group.name(campaign, lang).into(), by, group.code().into()], line)
        }));
    }
    let total = [
        Cell::new(word("total"), "total"),
        Cell::new("", "total"),
        "".into(),
    ];
    table.rows.push(row(total, &found.total));
    table
}

fn row(head: [Cell; 3], line: &Line) -> Vec<Cell> {
    let counted = COUNTED.map(|(_, leads)| {
        let leads = leads(line);
        Cell::figure(leads.len().to_string(), leads.len(), &leads)
    });
    let medians = [line.decide.median(), line.close.median()].map(median);
    head.into_iter().chain(counted).chain(medians).collect()
}

/// "—" where nobody was decided or closed, in JSON null.
fn median(of: Option<Median>) -> Cell {
    let value = serde_json::to_value(of).unwrap_or_default();
    Cell::new(of.map_or_else(|| "—".to_owned(), Median::text), value)
}

/// What must be known to read the statistics rightly.
pub fn lead_notes(lang: Lang, found: &Statistics) -> Vec<String> {
    let mut notes = vec![lang.word("lead-stats.note").into_owned()];
    notes.extend(found.unknown.iter().map(|year| {
        let year = crate::domain::calendar::UnknownYear(*year);
        year.text(lang)
    }));
    notes
}
