//! The plan of a batch: how many of each stratum, with which weight and floor.

use super::PLAN;
use super::fault::{Fault, FaultKind};
use super::table::{Row, read, read_rows, text_lines, write};
use crate::draw::allocate::Stratum;

const HEADER: &[&str] = &["stratum", "N", "weight", "floor", "n"];

/// A stratum of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Code, size N, weight and floor.
    pub stratum: Stratum,
    /// Targets to draw, n.
    pub n: u32,
}

/// Reads `plan.tsv`.
///
/// # Errors
/// The first [`Fault`] of the file; a floor of 0 is one, for no grade is exempt.
pub fn parse_plan(bytes: &[u8]) -> Result<Vec<PlanRow>, Fault> {
    read(PLAN, bytes, HEADER, 1, |row| {
        let code = stratum(row, 0)?;
        let numbers = numbers(row, code)?;
        if numbers.floor == 0 {
            return Err(row.fault(3, FaultKind::FloorZero));
        }
        Ok(PlanRow {
            stratum: numbers,
            n: row.number(4)?,
        })
    })
}

/// Writes `plan.tsv`; the rows must be sorted by stratum.
pub fn write_plan(rows: &[PlanRow]) -> String {
    let row = |row: &PlanRow| {
        let Stratum {
            code,
            size,
            weight,
            floor,
        } = row.stratum.clone();
        [
            code,
            size.to_string(),
            weight.to_string(),
            floor.to_string(),
            row.n.to_string(),
        ]
    };
    write(HEADER, rows.iter().map(row))
}

/// Reads `stratum⇥N⇥weight⇥floor` for an auditor: any stratum codes in any order, a floor of 0 allowed, the
/// header optional, and a fifth column `n`, as in `plan.tsv`, passed over.
///
/// # Errors
/// The first [`Fault`] of the text, with `file` as the name of the file.
pub fn parse_strata(file: &str, bytes: &[u8]) -> Result<Vec<Stratum>, Fault> {
    let lines = text_lines(file, bytes)?;
    let columns = if lines.first().is_some_and(|line| line.split('\t').count() == 5) {
        5
    } else {
        4
    };
    let header = HEADER.get(..columns).unwrap_or(HEADER);
    let skip = usize::from(lines.first().is_some_and(|line| *line == header.join("\t")));
    let rows = lines.iter().copied().enumerate().skip(skip);
    read_rows(file, rows, header, 0, &mut |row| {
        numbers(row, row.text(0).to_owned())
    })
}

/// The 市州 code of a stratum: what stands before its last hyphen. Matching pools bear this code.
pub fn prefecture_of(stratum: &str) -> &str {
    stratum
        .rsplit_once('-')
        .map_or(stratum, |(prefecture, _)| prefecture)
}

fn numbers(row: &Row, code: String) -> Result<Stratum, Fault> {
    Ok(Stratum {
        code,
        size: row.number(1)?,
        weight: row.number(2)?,
        floor: row.number(3)?,
    })
}

pub(super) fn stratum(row: &Row, index: usize) -> Result<String, Fault> {
    let found = row.text(index);
    let well_formed = found.split_once('-').is_some_and(|(prefecture, grade)| {
        prefecture.len() == 6
            && prefecture.bytes().all(|b| b.is_ascii_digit())
            && !grade.is_empty()
            && grade
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    });
    if well_formed {
        Ok(found.to_owned())
    } else {
        Err(row.fault(
            index,
            FaultKind::Stratum {
                found: found.to_owned(),
            },
        ))
    }
}
