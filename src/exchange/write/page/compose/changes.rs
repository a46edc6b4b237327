//! Officers replaced after a match.

use super::super::doc::{Grid, Line, code, line};
use super::{Draft, short};
use crate::draw::record::{Absent, Change};

pub(super) fn write(d: &mut Draft) {
    let Some(changes) = d
        .facts
        .changes
        .as_ref()
        .filter(|record| !record.changes.is_empty())
    else {
        return;
    };
    d.section("changes.title");
    d.para("changes.how", &[]);
    let columns = [
        ("changes.no", true),
        ("changes.round", true),
        ("changes.task", false),
        ("changes.out", false),
        ("changes.in", false),
        ("changes.reason", false),
        ("changes.evidence", false),
        ("changes.absent", false),
        ("changes.candidates", true),
        ("changes.load", true),
        ("changes.ticket", false),
        ("changes.leader", false),
    ];
    d.grid(Grid {
        caption: d.say("changes.caption", &[]),
        columns: d.columns(&columns),
        rows: changes
            .changes
            .iter()
            .enumerate()
            .map(|(n, change)| cells(d, n + 1, change))
            .collect(),
        foot: Vec::new(),
    });
}

fn cells(d: &Draft, no: usize, change: &Change) -> Vec<Line> {
    let absent = |absent: &Absent| {
        let args = [
            ("officer", code(&absent.officer)),
            ("reason", d.reason(&absent.reason).into()),
        ];
        d.say("changes.absent-is", &args)
    };
    vec![
        line(no),
        line(change.round),
        d.target(&change.task),
        line(code(&change.out)),
        line(code(&change.replacement)),
        line(d.reason(&change.reason)),
        line(change.evidence.as_str()),
        d.join("join", change.absent.iter().map(absent).collect()),
        line(change.candidates),
        line(change.load),
        line(short(&change.ticket)),
        line(code(&change.leader)),
    ]
}
