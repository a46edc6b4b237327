//! What was done after the draw, and the versions of its record.

use super::super::doc::{Grid, Line, Span, code, line};
use super::Draft;
use crate::draw::select::{Act, Drawn};

pub(super) fn write(d: &mut Draft) {
    let Some(draw) = d.facts.draw() else { return };
    if draw.acts.is_empty() && d.facts.draws.len() < 2 {
        return;
    }
    d.section("acts.title");
    d.para("acts.how", &[]);
    let columns = [
        ("acts.no", true),
        ("acts.what", false),
        ("acts.whom", false),
        ("acts.next", false),
        ("acts.reason", false),
        ("acts.evidence", false),
    ];
    let drawn: Vec<&Drawn> = draw.strata.iter().flat_map(|stratum| &stratum.drawn).collect();
    d.grid(Grid {
        caption: d.say("acts.caption", &[]),
        columns: d.columns(&columns),
        rows: draw
            .acts
            .iter()
            .enumerate()
            .map(|(n, act)| cells(d, n + 1, act, &drawn))
            .collect(),
        foot: Vec::new(),
    });
    if d.facts.draws.len() > 1 {
        d.para("acts.versions", &[]);
        let version = |v: &super::super::facts::Version<crate::draw::record::DrawRecord>| {
            let args: [(&str, Span); 3] = [
                ("file", d.file(&v.name)),
                ("acts", v.record.acts.len().into()),
                ("hash", code(&v.hash)),
            ];
            d.say("acts.version", &args)
        };
        d.list(d.facts.draws.iter().map(version).collect());
    }
}

fn cells(d: &Draft, no: usize, act: &Act, drawn: &[&Drawn]) -> Vec<Line> {
    let (what, whom, next, why) = match act {
        Act::Extend { by } => (
            "extend",
            d.say("acts.extend-by", &[("count", (*by).into())]),
            Line::new(),
            None,
        ),
        Act::Replace { id, reason, evidence } => {
            let next = drawn.iter().find(|row| row.replaces.as_ref() == Some(id));
            let next = next.map(|row| d.target(&row.id)).unwrap_or_default();
            ("replace", d.target(id), next, Some((reason, evidence)))
        }
        Act::Strike { id, reason, evidence } => {
            ("strike", d.target(id), Line::new(), Some((reason, evidence)))
        }
    };
    let (reason, evidence) = why
        .map(|(r, e)| (line(d.reason(r)), line(e.as_str())))
        .unwrap_or_default();
    vec![
        line(no),
        line(d.word(&format!("acts.{what}"))),
        whom,
        next,
        reason,
        evidence,
    ]
}
