//! `duban bundle conflicts` and `decide`: what both sides did without knowing of each other, side by side.

use serde_json::json;

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::domain::bundle::{Choice, Fault};
use crate::domain::refusal::Refusal;
use crate::exchange::write::{Column, Table};
use crate::office::bundle::Conflict;

/// All conflicts, or the one about `record`, field by field.
pub(super) fn list(desk: &Desk, record: Option<&str>) -> Result<Done, End> {
    let session = desk.session()?;
    let all = session.office.conflicts()?;
    let asked = |conflict: &&Conflict| record.is_none_or(|record| conflict.about == record);
    let found: Vec<&Conflict> = all.iter().filter(asked).collect();
    if let (Some(about), true) = (record, found.is_empty()) {
        let known = all.iter().map(|conflict| conflict.about.clone()).collect();
        let about = about.to_owned();
        return Err(Refusal::from(Fault::NoConflict { about, known }).into());
    }
    if found.is_empty() {
        return Ok(Done::new(desk.word("bundle.no-conflicts"), json!([])));
    }
    let view = session.view();
    let (mut texts, mut values) = (Vec::new(), Vec::new());
    for conflict in found {
        let from: Vec<String> = conflict.dispute.from.iter().map(ToString::to_string).collect();
        let names = from.join(&desk.word("list.and"));
        let title = desk.say(
            "bundle.conflict-of",
            &[("record", &conflict.about), ("from", &names)],
        );
        let columns = ["field", "ours", "theirs"].map(|id| {
            let name = desk.word(&format!("bundle.column.{id}"));
            Column::left(id, name)
        });
        let mut table = Table::new(title, columns.to_vec());
        for row in conflict.beside(&view, desk.lang) {
            table
                .rows
                .push(vec![row.label.into(), row.ours.into(), row.theirs.into()]);
        }
        texts.push(desk.table(&table));
        values.push(json!({"record": conflict.about, "from": from, "fields": table.json()}));
    }
    let done = Done::new(texts.join("\n"), values.into());
    Ok(done.note([desk.word("bundle.how-to-decide")]))
}

pub(super) fn decide(desk: &Desk, record: &str, ours: bool, reason: &str) -> Result<Done, End> {
    let session = desk.session()?;
    let choice = if ours { Choice::Ours } else { Choice::Theirs };
    session
        .office
        .decide_conflict(&session.actor()?, record, choice, reason)?;
    let key = if ours {
        "bundle.decided-ours"
    } else {
        "bundle.decided-theirs"
    };
    let text = desk.say(key, &[("record", record)]);
    Ok(Done::new(text, json!({"record": record, "holds": choice})))
}
