//! Shards: the tickets of a large pool computed in parts, on several machines if need be, and joined.

use std::collections::BTreeMap;

use super::files::{Fault, FaultKind, text_lines};
use super::hash::Profile;
use super::ticket::{Ranked, Ticket, Tickets};

const FIELDS: [&str; 3] = ["rank", "id", "ticket"];

/// The text of a shard: lines `rank⇥id⇥ticket` in drawing order, ranks from 1, without a header.
#[derive(Debug, Clone, Copy)]
pub struct Shard<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The joined order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<'a> {
    /// The rows asked for, in drawing order.
    pub rows: Vec<Ranked<'a>>,
    /// Shards whose last row is among the first `drop + take`. Each must hold all of its ids: had it been cut off
    /// there, the next of its tickets could belong in this order too.
    pub used_up: Vec<&'a str>,
}

/// A row of a shard and where it stands.
struct Placed<'a> {
    ranked: Ranked<'a>,
    shard: usize,
    line: usize,
}

/// Joins shards and gives the `take` rows after the first `drop`. With a seed every ticket is computed again.
///
/// # Errors
/// The first [`Fault`]: a line that is not `rank⇥id⇥ticket`, a rank or ticket that cannot be, rows out of order, an id
/// in two places, or a ticket that is not the id's under the seed.
pub fn merge<'a>(
    shards: &[Shard<'a>],
    drop: usize,
    take: usize,
    seed: Option<(Profile, &str)>,
) -> Result<Merged<'a>, Fault> {
    let tickets = seed.map(|(profile, seed)| Tickets::new(profile, seed));
    let (mut all, mut lasts) = (Vec::new(), Vec::new());
    for (index, shard) in shards.iter().enumerate() {
        let rows = read(index, shard, tickets.as_ref())?;
        lasts.extend(rows.last().map(|row| (row.ranked, shard.name)));
        all.extend(rows);
    }
    check_unique(shards, &all)?;
    let mut order: Vec<Ranked> = all.into_iter().map(|row| row.ranked).collect();
    order.sort_unstable();
    order.truncate(drop.saturating_add(take));
    let within = |last: &Ranked| order.last().is_some_and(|end| last <= end);
    let used_up = lasts
        .iter()
        .filter(|(last, _)| within(last))
        .map(|(_, name)| *name)
        .collect();
    let rows = order.split_off(drop.min(order.len()));
    Ok(Merged { rows, used_up })
}

fn fault(shard: &Shard, line: usize, field: Option<&'static str>, kind: FaultKind) -> Fault {
    Fault {
        file: shard.name.to_owned(),
        line,
        field,
        kind,
    }
}

fn read<'a>(index: usize, shard: &Shard<'a>, tickets: Option<&Tickets>) -> Result<Vec<Placed<'a>>, Fault> {
    let mut rows: Vec<Placed> = Vec::new();
    for (at, text) in text_lines(shard.name, shard.bytes)?.into_iter().enumerate() {
        let line = at + 1;
        let ranked = row(shard, line, text)?;
        if let Some(before) = rows.last() {
            check_order(shard, line, &before.ranked, &ranked)?;
        }
        if let Some(tickets) = tickets {
            check_ticket(shard, line, tickets, &ranked)?;
        }
        rows.push(Placed {
            ranked,
            shard: index,
            line,
        });
    }
    Ok(rows)
}

fn row<'a>(shard: &Shard<'a>, line: usize, text: &'a str) -> Result<Ranked<'a>, Fault> {
    let found = |text: &str| text.to_owned();
    let [rank, id, ticket] = text.split('\t').collect::<Vec<_>>()[..] else {
        let kind = FaultKind::FieldCount {
            expected: FIELDS.len(),
            found: text.split('\t').count(),
        };
        return Err(fault(shard, line, None, kind));
    };
    if rank != line.to_string() {
        let kind = FaultKind::Rank {
            expected: line,
            found: found(rank),
        };
        return Err(fault(shard, line, Some("rank"), kind));
    }
    if id.is_empty() {
        return Err(fault(shard, line, Some("id"), FaultKind::EmptyField));
    }
    match Ticket::parse(ticket) {
        Some(ticket) => Ok(Ranked { ticket, id }),
        None => {
            let kind = FaultKind::Ticket { found: found(ticket) };
            Err(fault(shard, line, Some("ticket"), kind))
        }
    }
}

fn check_order(shard: &Shard, line: usize, before: &Ranked, row: &Ranked) -> Result<(), Fault> {
    let key = |row: &Ranked| format!("{} {}", row.ticket, row.id);
    match before < row {
        true => Ok(()),
        false => {
            let kind = FaultKind::Unsorted {
                previous: key(before),
                found: key(row),
            };
            Err(fault(shard, line, Some("ticket"), kind))
        }
    }
}

fn check_ticket(shard: &Shard, line: usize, tickets: &Tickets, row: &Ranked) -> Result<(), Fault> {
    let expected = tickets.ticket(row.id);
    if expected == row.ticket {
        return Ok(());
    }
    let kind = FaultKind::OtherTicket {
        expected: expected.to_string(),
        found: row.ticket.to_string(),
    };
    Err(fault(shard, line, Some("ticket"), kind))
}

/// An id in two shards would have two places.
fn check_unique(shards: &[Shard], rows: &[Placed]) -> Result<(), Fault> {
    let mut seen: BTreeMap<&str, &Placed> = BTreeMap::new();
    for row in rows {
        let Some(before) = seen.insert(row.ranked.id, row) else {
            continue;
        };
        let name = |index: usize| shards.get(index).map_or("", |shard| shard.name).to_owned();
        return Err(Fault {
            file: name(row.shard),
            line: row.line,
            field: Some("id"),
            kind: FaultKind::RepeatedId {
                found: row.ranked.id.to_owned(),
                other: name(before.shard),
                other_line: before.line,
            },
        });
    }
    Ok(())
}
