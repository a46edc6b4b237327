//! From the form to a visit, and from a recorded visit to the form.

use chrono::NaiveDate;

use super::fields::{MEASURES, answer_id, finding_id, measure_id};
use crate::domain::inspection::{Answer, Measures, Method, UnitKind, Verdict, Visit};
use crate::domain::library::ChecklistItem;
use crate::tui::ui::Ui;
use crate::tui::widget::{Form, Value};

/// What a form says.
pub(super) struct Reading {
    /// The visit. Where a field that it cannot do without is empty, something stands in, and the field is in `wrong`.
    pub visit: Visit,
    /// Fields that are empty and must not be, or that cannot be read, with what is wrong.
    pub wrong: Vec<(String, String)>,
}

/// Reads the form; `today` stands in for a date that is missing.
pub(super) fn read(ui: &Ui, form: &Form, items: &[ChecklistItem], today: NaiveDate) -> Reading {
    let mut wrong = Vec::new();
    let mut needed = |id: &str, there: bool| {
        if !there {
            wrong.push((id.to_owned(), ui.word("form.required")));
        }
    };
    let typed = text(form, "visited");
    let visited = date(&typed);
    needed("visited", !typed.trim().is_empty());
    let method = one(form, "method", &Method::ALL, Method::key);
    needed("method", method.is_some());
    let unit_kind = one(form, "unit_kind", &UnitKind::ALL, UnitKind::key);
    needed("unit_kind", unit_kind.is_some());
    if visited.is_none() && !typed.trim().is_empty() {
        wrong.push((
            "visited".to_owned(),
            ui.say("entry.bad-date", &[("text", typed.trim())]),
        ));
    }
    let measures = measures(ui, form, &mut wrong);
    let codes = chosen(form, "codes");
    let visit = Visit {
        visited: visited.unwrap_or(today),
        method: method.unwrap_or(Method::OnSite),
        present: chosen(form, "present"),
        unit_kind: unit_kind.unwrap_or(UnitKind::Other),
        answers: items.iter().filter_map(|item| answer(form, item)).collect(),
        codes: codes.iter().filter_map(|code| code.parse().ok()).collect(),
        violations: chosen(form, "violations"),
        measures,
        note: text(form, "note").trim().to_owned(),
        reason: text(form, "reason").trim().to_owned(),
    };
    Reading { visit, wrong }
}

/// The verdict given to an item, if any.
pub(super) fn verdict(form: &Form, item: &str) -> Option<Verdict> {
    one(form, &answer_id(item), &Verdict::ALL, Verdict::key)
}

fn answer(form: &Form, item: &ChecklistItem) -> Option<Answer> {
    let verdict = verdict(form, &item.id)?;
    let finding = match verdict {
        Verdict::Fail => text(form, &finding_id(&item.id)).trim().to_owned(),
        _ => String::new(),
    };
    Some(Answer {
        item: item.id.clone(),
        verdict,
        finding,
    })
}

fn measures(ui: &Ui, form: &Form, wrong: &mut Vec<(String, String)>) -> Measures {
    let mut number = |name: &str, most: u64| {
        let id = measure_id(name);
        let typed = text(form, &id);
        let parsed = match typed.trim() {
            "" => Some(0),
            text => text.parse::<u64>().ok().filter(|n| *n <= most),
        };
        if parsed.is_none() {
            wrong.push((id, ui.say("entry.bad-number", &[("text", typed.trim())])));
        }
        parsed.unwrap_or(0)
    };
    let mut small = |name: &str| u32::try_from(number(name, u64::from(u32::MAX))).unwrap_or(0);
    Measures {
        orders: small("orders"),
        refund_people: small("refund_people"),
        banned: small("banned"),
        revoked: small("revoked"),
        to_police: small("to_police"),
        notified: small("notified"),
        refund_yuan: number("refund_yuan", u64::MAX),
        fine_yuan: number("fine_yuan", u64::MAX),
    }
}

/// A day as it is usually typed: `2022-06-18`, `2022/6/18`, `2022.6.18`, `20220618`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|day| (1900..=9999).contains(&chrono::Datelike::year(day)))
}

/// Lays a recorded visit into the form.
pub(super) fn lay(form: &mut Form, visit: &Visit) {
    let one = |key: &str| Value::Chosen(vec![key.to_owned()]);
    let line = |text: &str| Value::Text(text.to_owned());
    form.set("visited", &line(&visit.visited.to_string()));
    form.set("method", &one(visit.method.key()));
    form.set("present", &Value::Chosen(visit.present.clone()));
    form.set("unit_kind", &one(visit.unit_kind.key()));
    for answer in &visit.answers {
        form.set(&answer_id(&answer.item), &one(answer.verdict.key()));
        form.set(&finding_id(&answer.item), &line(&answer.finding));
    }
    let codes = visit.codes.iter().map(u8::to_string).collect();
    form.set("codes", &Value::Chosen(codes));
    form.set("violations", &Value::Chosen(visit.violations.clone()));
    let m = &visit.measures;
    let numbers: [u64; 8] = [
        m.orders.into(),
        m.refund_yuan,
        m.refund_people.into(),
        m.fine_yuan,
        m.banned.into(),
        m.revoked.into(),
        m.to_police.into(),
        m.notified.into(),
    ];
    for (name, number) in MEASURES
        .into_iter()
        .zip(numbers)
        .filter(|(_, number)| *number > 0)
    {
        form.set(&measure_id(name), &line(&number.to_string()));
    }
    form.set("note", &line(&visit.note));
}

fn text(form: &Form, id: &str) -> String {
    match form.value(id) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn chosen(form: &Form, id: &str) -> Vec<String> {
    match form.value(id) {
        Some(Value::Chosen(chosen)) => chosen,
        _ => Vec::new(),
    }
}

fn one<T: Copy>(form: &Form, id: &str, all: &[T], key: fn(T) -> &'static str) -> Option<T> {
    let chosen = chosen(form, id);
    let first = chosen.first()?;
    all.iter().copied().find(|value| key(*value) == first)
}
