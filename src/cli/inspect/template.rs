//! The form of a task, nothing in it answered.

use serde_json::{Map, Value, json};

use crate::cli::desk::{Desk, Session};
use crate::domain::campaign::Violation;
use crate::domain::inspection::{Measures, Method, UnitKind, Verdict};
use crate::domain::summary::newest;
use crate::domain::task::Task;
use crate::lang::Lang;

/// Every question of `task` with a null for its answer; `_help` says what the answers may be.
pub(super) fn of(desk: &Desk, session: &Session<'_>, task: &Task) -> Value {
    let view = session.view();
    let items = task.items(view.state());
    let answers: Vec<Value> = items
        .iter()
        .map(
            |item| json!({"item": item.id, "title": item.name(desk.lang), "verdict": null, "finding": "", "evidence": []}),
        )
        .collect();
    json!({
        "_help": help(desk, session, task),
        "visited": null,
        "method": null,
        "present": [],
        "others": 0,
        "unit_kind": null,
        "answers": answers,
        "codes": [],
        "violations": [],
        "measures": {},
        "penalties": [],
        "note": "",
        "reason": "",
        "based_on": newest(view.state(), &task.id).map_or(0, |newest| newest.version),
    })
}

fn help(desk: &Desk, session: &Session<'_>, task: &Task) -> Value {
    let lang = desk.lang;
    let campaign = &session.campaign;
    let mut codes = Map::new();
    for row in &campaign.result_codes {
        codes.insert(row.code.to_string(), row.name.get(lang).into());
    }
    let violations: Map<String, Value> = campaign
        .violations
        .iter()
        .map(|v| (v.id.clone(), v.name.get(lang).into()))
        .collect();
    let penalties: Vec<Value> = campaign.violations.iter().flat_map(|v| fines(v, lang)).collect();
    let team: Map<String, Value> = task
        .team
        .iter()
        .map(|m| {
            (
                m.officer.clone(),
                format!("{} {}", m.name, desk.word(m.department.key())).into(),
            )
        })
        .collect();
    let measures = serde_json::to_value(Measures::default()).unwrap_or_default();
    let measures: Vec<&String> = measures
        .as_object()
        .map(|m| m.keys().collect())
        .unwrap_or_default();
    json!({
        "task": task.id,
        "target": format!("{} {}", task.target, task.name),
        "visited": "YYYY-MM-DD",
        "method": words(desk, &Method::ALL, Method::key),
        "present": team,
        "unit_kind": words(desk, &UnitKind::ALL, UnitKind::key),
        "verdict": words(desk, &Verdict::ALL, Verdict::key),
        "codes": codes,
        "violations": violations,
        "measures": measures,
        "penalties": penalties,
    })
}

/// What may stand under `penalties`: a fine of the violation, to be confirmed with `holds` and its precondition.
fn fines(violation: &Violation, lang: Lang) -> impl Iterator<Item = Value> + '_ {
    violation.fines.iter().map(move |fine| {
        json!({
            "violation": violation.id,
            "fine": fine.id,
            "holds": fine.when.as_ref().map(|when| when.get(lang)),
            "of": fine.of.as_ref().map(|of| of.get(lang)),
            "yuan": format!("{} – {}", fine.least, fine.most),
            "article": fine.article,
        })
    })
}

/// The words a choice is written with, and what they mean.
fn words<T: Copy>(desk: &Desk, all: &[T], key: fn(T) -> &'static str) -> Map<String, Value> {
    let word = |choice: &T| {
        let key = key(*choice);
        let name = key.split_once('.').map_or(key, |(_, name)| name);
        (name.to_owned(), desk.word(key).into())
    };
    all.iter().map(word).collect()
}
