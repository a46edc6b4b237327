//! The fields of the entry form. Nothing is answered beforehand.

use crate::domain::campaign::{Campaign, ResultCode, Violation};
use crate::domain::inspection::{Method, UnitKind, Verdict};
use crate::domain::library::ChecklistItem;
use crate::domain::task::Task;
use crate::tui::panes::words;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Field, Form, Kind};

/// The measures by the field of [`crate::domain::inspection::Measures`] they fill.
pub(super) const MEASURES: [&str; 8] = [
    "orders",
    "refund_yuan",
    "refund_people",
    "fine_yuan",
    "banned",
    "revoked",
    "to_police",
    "notified",
];

/// The id of the answer to an item.
pub(super) fn answer_id(item: &str) -> String {
    format!("answers.{item}")
}

/// The id of the finding of an item.
pub(super) fn finding_id(item: &str) -> String {
    format!("findings.{item}")
}

/// The id of a measure.
pub(super) fn measure_id(name: &str) -> String {
    format!("measures.{name}")
}

/// The form of a task, empty.
pub(super) fn form(ui: &Ui, campaign: &Campaign, task: &Task, items: &[ChecklistItem]) -> Form {
    let mut fields = vec![
        field(ui, "visited", Kind::Line),
        field(ui, "method", Kind::One(methods(ui))),
        field(ui, "present", Kind::Many(officers(ui, task))),
        field(ui, "unit_kind", Kind::One(unit_kinds(ui))),
    ];
    for item in items {
        fields.extend(of_item(ui, item));
    }
    fields.push(field(ui, "codes", Kind::Many(codes(ui, campaign))));
    fields.push(field(ui, "violations", Kind::Many(violations(ui, campaign))));
    for name in MEASURES {
        let label = ui.word(&format!("measure.{name}"));
        fields.push(Field::new(measure_id(name), label, Kind::Line).hint(ui.word("entry.hint.measures")));
    }
    fields.push(field(ui, "note", Kind::Text));
    fields.push(field(ui, "reason", Kind::Text));
    Form::new(fields)
}

fn field(ui: &Ui, id: &str, kind: Kind) -> Field {
    Field::new(id, ui.word(&format!("field.{id}")), kind).hint(ui.word(&format!("entry.hint.{id}")))
}

fn of_item(ui: &Ui, item: &ChecklistItem) -> [Field; 2] {
    let verdicts = Verdict::ALL.map(|v| Choice::new(v.key(), ui.word(v.key())));
    let (title, look_at) = words::of_item(ui, item);
    let answer = Field::new(
        answer_id(&item.id),
        format!("{} {title}", item.id),
        Kind::One(verdicts.to_vec()),
    );
    let finding = Field::new(
        finding_id(&item.id),
        ui.say("entry.finding", &[("item", &item.id)]),
        Kind::Text,
    );
    [answer.hint(look_at), finding.hint(ui.word("entry.hint.findings"))]
}

fn methods(ui: &Ui) -> Vec<Choice> {
    Method::ALL
        .map(|m| Choice::new(m.key(), ui.word(m.key())))
        .to_vec()
}

fn unit_kinds(ui: &Ui) -> Vec<Choice> {
    UnitKind::ALL
        .map(|k| Choice::new(k.key(), ui.word(k.key())))
        .to_vec()
}

fn officers(ui: &Ui, task: &Task) -> Vec<Choice> {
    let team = task.team.iter();
    team.map(|member| Choice::new(&member.officer, words::member(ui, member)))
        .collect()
}

/// Where the key that chooses a code is not the code itself, the code stands before its name.
fn codes(ui: &Ui, campaign: &Campaign) -> Vec<Choice> {
    let choice = |(at, row): (u8, &ResultCode)| {
        let name = row.name.get(ui.lang);
        let label = if row.code == at && at <= 9 {
            name.to_owned()
        } else {
            format!("{} {name}", row.code)
        };
        let choice = Choice::new(row.code.to_string(), label);
        if row.excludes_all { choice.alone() } else { choice }
    };
    (1..).zip(&campaign.result_codes).map(choice).collect()
}

fn violations(ui: &Ui, campaign: &Campaign) -> Vec<Choice> {
    let choice = |v: &Violation| Choice::new(v.id.clone(), v.name.get(ui.lang));
    campaign.violations.iter().map(choice).collect()
}
