//! The fields of the entry form. Nothing is answered beforehand.

use crate::domain::campaign::{Campaign, Fine, ResultCode, Violation};
use crate::domain::inspection::{Method, UnitKind, Verdict};
use crate::domain::library::ChecklistItem;
use crate::domain::task::Task;
use crate::tui::panes::words;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Field, Form, Kind};

pub(super) use crate::domain::fields::{
    HOLDS, MEASURES, OF_FINE, answer_id, evidence_id, finding_id, fine_id, measure_id,
};

/// Every fine of the campaign's table with its violation.
pub(super) fn fines(campaign: &Campaign) -> impl Iterator<Item = (&Violation, &Fine)> {
    let rows = campaign.violations.iter();
    rows.flat_map(|violation| violation.fines.iter().map(move |fine| (violation, fine)))
}

/// The form of a task, empty.
pub(super) fn form(ui: &Ui, campaign: &Campaign, task: &Task, items: &[ChecklistItem]) -> Form {
    let mut fields = vec![
        field(ui, "visited", Kind::Line),
        field(
            ui,
            "method",
            Kind::One(choices(ui, &Method::ALL.map(Method::key))),
        )
        .going_on(),
        field(ui, "present", Kind::Many(officers(ui, task))).going_on(),
        field(
            ui,
            "unit_kind",
            Kind::One(choices(ui, &UnitKind::ALL.map(UnitKind::key))),
        )
        .going_on(),
    ];
    for item in items {
        fields.extend(of_item(ui, item));
    }
    fields.push(field(ui, "codes", Kind::Many(codes(ui, campaign))));
    fields.push(field(ui, "violations", Kind::Many(violations(ui, campaign))));
    for (violation, fine) in fines(campaign) {
        fields.extend(of_fine(ui, violation, fine));
    }
    for name in MEASURES {
        let label = ui.word(&format!("measure.{name}"));
        fields.push(Field::new(measure_id(name), label, Kind::Line).hint(ui.word("entry.hint.measures")));
    }
    fields.push(field(ui, "others", Kind::Line));
    fields.push(field(ui, "note", Kind::Text));
    fields.push(field(ui, "reason", Kind::Text));
    Form::new(fields)
}

fn field(ui: &Ui, id: &str, kind: Kind) -> Field {
    Field::new(id, ui.word(&format!("field.{id}")), kind).hint(ui.word(&format!("entry.hint.{id}")))
}

fn of_item(ui: &Ui, item: &ChecklistItem) -> [Field; 3] {
    let (title, look_at) = words::of_item(ui, item);
    let verdicts = choices(ui, &Verdict::ALL.map(Verdict::key));
    let answer = Field::new(
        answer_id(&item.id),
        format!("{} {title}", item.id),
        Kind::One(verdicts),
    );
    let text = |id: String, key: &str, hint: &str| {
        Field::new(id, ui.say(key, &[("item", &item.id)]), Kind::Text).hint(ui.word(hint))
    };
    [
        answer.hint(look_at).going_on(),
        text(finding_id(&item.id), "entry.finding", "entry.hint.findings"),
        text(evidence_id(&item.id), "entry.evidence", "entry.hint.evidence"),
    ]
}

/// The precondition is a question of its own, asked only where the law sets one; nothing stands in for its answer.
fn of_fine(ui: &Ui, violation: &Violation, fine: &Fine) -> Vec<Field> {
    let lang = ui.lang;
    let id = |what: &str| fine_id(&violation.id, &fine.id, what);
    let named = [
        ("name", violation.name.get(lang).to_owned()),
        ("article", fine.article.clone()),
        ("from", violation.in_force_from.to_string()),
        (
            "to",
            violation
                .in_force_to
                .map_or(String::new(), |to| format!(" – {to}")),
        ),
        ("least", fine.least.to_string()),
        ("most", fine.most.to_string()),
        ("of", fine.of.as_ref().map_or("", |of| of.get(lang)).to_owned()),
    ];
    let named = named.each_ref().map(|(name, value)| (*name, value.as_str()));
    let when = fine.when.as_ref().map(|when| {
        let label = ui.say("entry.holds", &[("when", when.get(lang))]);
        let hint = ui.say("entry.hint.holds", &named);
        Field::new(id("holds"), label, Kind::One(choices(ui, &HOLDS)))
            .hint(hint)
            .going_on()
    });
    let of = fine.of.as_ref().map(|of| {
        let label = ui.say("entry.of", &[("of", of.get(lang))]);
        Field::new(id("of"), label, Kind::Line).hint(ui.say("entry.hint.of", &named))
    });
    let range = match fine.of {
        Some(_) => "entry.hint.range-of",
        None => "entry.hint.range",
    };
    let yuan = Field::new(id("yuan"), ui.word("entry.yuan"), Kind::Line).hint(ui.say(range, &named));
    when.into_iter().chain(of).chain([yuan]).collect()
}

/// Options named by their message keys.
fn choices(ui: &Ui, keys: &[&str]) -> Vec<Choice> {
    keys.iter().map(|key| Choice::new(*key, ui.word(key))).collect()
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
        Choice::new(row.code.to_string(), label)
    };
    (1..).zip(&campaign.result_codes).map(choice).collect()
}

fn violations(ui: &Ui, campaign: &Campaign) -> Vec<Choice> {
    let choice = |v: &Violation| Choice::new(v.id.clone(), v.name.get(ui.lang));
    campaign.violations.iter().map(choice).collect()
}
