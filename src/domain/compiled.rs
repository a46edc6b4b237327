//! 汇总上报: what the units have handed in, put together — each unit's own figures as they stood in the newest version of
//! its report — and where they differ from what is on record now (notice section 二（三）).

use chrono::NaiveDate;
use serde_json::Value;

use super::campaign::{Campaign, SummaryColumn};
use super::handed_in::{HandedIn, versions};
use super::progress::{Report, report};
use super::region::RegionCode;
use super::state::State;
use super::summary;

/// The reports of a division's units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The campaign's columns.
    pub columns: Vec<SummaryColumn>,
    /// A row for each unit, by code.
    pub rows: Vec<Row>,
    /// The figures of all reports together; none where no report has one.
    pub total: Vec<Option<u64>>,
}

/// What a unit has handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The unit.
    pub unit: RegionCode,
    /// Its name.
    pub name: String,
    /// Whether the report is there and on time.
    pub standing: Option<Report>,
    /// The newest version; none where nothing was handed in.
    pub newest: Option<HandedIn>,
    /// Its figures, a column each, money in yuan; none where nothing was handed in, or what was is no summary table.
    pub figures: Option<Vec<Option<u64>>>,
    /// The same figures by what is on record now.
    pub now: Vec<Option<u64>>,
}

/// A figure handed in that is not what is on record now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The column.
    pub column: usize,
    /// The figure handed in.
    pub handed_in: Option<u64>,
    /// The figure now.
    pub now: Option<u64>,
}

impl Row {
    /// Where the figures handed in differ from the records.
    pub fn differences(&self) -> Vec<Difference> {
        let handed_in = self.figures.iter().flatten().copied();
        handed_in
            .zip(self.now.iter().copied())
            .enumerate()
            .filter(|(_, (handed_in, now))| handed_in != now)
            .map(|(column, (handed_in, now))| Difference {
                column,
                handed_in,
                now,
            })
            .collect()
    }

    /// Handed in, and what was handed in cannot be read as a summary table.
    pub fn is_unreadable(&self) -> bool {
        self.newest.is_some() && self.figures.is_none()
    }

    /// Handed in without a written summary.
    pub fn lacks_narrative(&self) -> bool {
        self.newest
            .as_ref()
            .is_some_and(|newest| newest.narrative.is_none())
    }

    /// Handed in after the due date.
    pub fn is_late(&self) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.overdue)
    }
}

/// Puts together what the units of `region` have handed in: all of the province, or a prefecture alone.
pub fn compile<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    region: RegionCode,
    today: NaiveDate,
) -> Compiled {
    let columns = campaign.summary_columns.clone();
    let now = summary::compile(state, campaign, region);
    let units = campaign.regions.units();
    let rows: Vec<Row> = units
        .filter(|unit| campaign.regions.contains(region, unit.code))
        .map(|unit| {
            let line = now.rows.iter().find(|line| line.region == unit.code);
            let line = line.filter(|_| region != unit.code).unwrap_or(&now.total);
            let newest = versions(state, unit.code).pop();
            Row {
                unit: unit.code,
                name: unit.name.clone(),
                standing: report(campaign, newest.as_ref(), unit.code, today),
                figures: newest.as_ref().and_then(|newest| {
                    let table = state.blob(&newest.summary)?;
                    figures(&table, &columns)
                }),
                newest,
                now: line.cells.iter().map(|cell| cell.figure).collect(),
            }
        })
        .collect();
    let sum = |column: usize| {
        let figures = rows.iter().filter_map(|row| row.figures.as_ref());
        let figures = figures.filter_map(|figures| figures.get(column).copied().flatten());
        figures.fold(None, |sum: Option<u64>, more| {
            Some(sum.unwrap_or(0).saturating_add(more))
        })
    };
    let total = (0..columns.len()).map(sum).collect();
    Compiled { columns, rows, total }
}

/// The figures of a summary table as it is handed in: those of its last row, the total, by the columns' ids.
pub fn figures(table: &[u8], columns: &[SummaryColumn]) -> Option<Vec<Option<u64>>> {
    let document: Value = serde_json::from_slice(table).ok()?;
    let total = document.get("rows")?.as_array()?.last()?;
    let figure = |column: &SummaryColumn| total.get(&column.id)?.get("value")?.as_u64();
    Some(columns.iter().map(figure).collect())
}

#[cfg(test)]
mod tests;
