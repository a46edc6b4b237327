//! From the form to a visit, and from a recorded visit to the form.

use chrono::{Datelike, NaiveDate};

use super::fields::{HOLDS, answer_id, evidence_id, finding_id, fine_id, fines, measure_id};
use crate::domain::campaign::{Campaign, Fine, Violation};
use crate::domain::fields;
use crate::domain::inspection::{Answer, Evidence, Measures, Method, Penalty, UnitKind, Verdict, Visit};
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
pub(super) fn read(
    ui: &Ui,
    campaign: &Campaign,
    form: &Form,
    items: &[ChecklistItem],
    today: NaiveDate,
) -> Reading {
    let mut wrong = Vec::new();
    let mut needed = |id: &str, there: bool| {
        if !there {
            wrong.push((id.to_owned(), ui.word("form.required")));
        }
    };
    let typed = text(form, "visited");
    let visited = date(&typed, today);
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
    let others = people(ui, form, "others", &mut wrong);
    let penalties = fines(campaign).filter_map(|(v, fine)| penalty(ui, form, v, fine, &mut wrong));
    let penalties = penalties.collect();
    let codes = chosen(form, "codes");
    let visit = Visit {
        visited: visited.unwrap_or(today),
        method: method.unwrap_or(Method::OnSite),
        present: chosen(form, "present"),
        others,
        unit_kind: unit_kind.unwrap_or(UnitKind::Other),
        answers: items.iter().filter_map(|item| answer(form, item)).collect(),
        codes: codes.iter().filter_map(|code| code.parse().ok()).collect(),
        violations: chosen(form, "violations"),
        measures,
        penalties,
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
    let of_failed = |id: String| match verdict {
        Verdict::Fail => text(form, &id),
        _ => String::new(),
    };
    let finding = of_failed(finding_id(&item.id)).trim().to_owned();
    let evidence = of_failed(evidence_id(&item.id));
    let lines = evidence.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(Answer {
        item: item.id.clone(),
        verdict,
        finding,
        evidence: lines.map(Evidence::parse).collect(),
    })
}

/// Whether the precondition of a fine was established; none where the question is open. Where the law asks for
/// nothing more than the violation, it is.
pub(super) fn holds(form: &Form, violation: &Violation, fine: &Fine) -> Option<bool> {
    if fine.when.is_none() {
        return Some(true);
    }
    let id = fine_id(&violation.id, &fine.id, "holds");
    let chosen = chosen(form, &id);
    chosen.first().map(|answer| answer == HOLDS[0])
}

/// What was said of a fine; none of a violation that was not chosen, and none where nothing was said.
fn penalty(
    ui: &Ui,
    form: &Form,
    violation: &Violation,
    fine: &Fine,
    wrong: &mut Vec<(String, String)>,
) -> Option<Penalty> {
    let found = chosen(form, "violations").contains(&violation.id);
    let holds = holds(form, violation, fine).filter(|_| found)?;
    let mut figure = |what: &str| {
        let id = fine_id(&violation.id, &fine.id, what);
        let typed = text(form, &id);
        let number = typed.trim().parse().ok();
        if !typed.trim().is_empty() && number.is_none() {
            wrong.push((id, ui.say("entry.bad-number", &[("text", typed.trim())])));
        }
        number.filter(|_| holds)
    };
    let (of, yuan) = (figure("of"), figure("yuan"));
    let said = fine.when.is_some() || of.is_some() || yuan.is_some();
    said.then(|| Penalty {
        violation: violation.id.clone(),
        fine: fine.id.clone(),
        holds,
        of,
        yuan: yuan.unwrap_or(0),
    })
}

fn measures(ui: &Ui, form: &Form, wrong: &mut Vec<(String, String)>) -> Measures {
    let mut number = |name: &str, most: u64| number(ui, form, measure_id(name), most, wrong);
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

/// How many people; none where nothing is typed.
fn people(ui: &Ui, form: &Form, id: &str, wrong: &mut Vec<(String, String)>) -> u32 {
    let people = number(ui, form, id.to_owned(), u64::from(u32::MAX), wrong);
    u32::try_from(people).unwrap_or(0)
}

/// A figure of a field, 0 where nothing is typed or the field is off.
fn number(ui: &Ui, form: &Form, id: String, most: u64, wrong: &mut Vec<(String, String)>) -> u64 {
    let typed = if form.is_off(&id) {
        String::new()
    } else {
        text(form, &id)
    };
    let parsed = match typed.trim() {
        "" => Some(0),
        text => text.parse::<u64>().ok().filter(|n| *n <= most),
    };
    if parsed.is_none() {
        wrong.push((id, ui.say("entry.bad-number", &[("text", typed.trim())])));
    }
    parsed.unwrap_or(0)
}

/// A day as it is usually typed: `2022-06-18`, `2022/6/18`, `2022.6.18`, `20220618`; without its year, `6-18` or
/// `0618`, the one that is nearest to `today`.
pub(in crate::tui::panes) fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().replace(['/', '.'], "-");
    let parse = |text: &str| {
        let forms = ["%Y-%m-%d", "%Y%m%d"].iter();
        let day = forms.filter_map(|form| NaiveDate::parse_from_str(text, form).ok());
        day.into_iter().find(|day| (1900..=9999).contains(&day.year()))
    };
    let short = text.len() <= 5 && (text.matches('-').count() == 1 || text.len() == 4);
    let gap = if text.contains('-') { "-" } else { "" };
    let in_year = |year: i32| parse(&format!("{year}{gap}{text}")).filter(|_| short);
    let years = [today.year(), today.year() - 1].into_iter();
    let nearest = years
        .filter_map(in_year)
        .min_by_key(|day| (*day - today).num_days().abs());
    parse(&text).or(nearest)
}

/// Lays a recorded visit into the form.
pub(super) fn lay(form: &mut Form, visit: &Visit) {
    for (id, value) in fields::of(visit) {
        form.set(&id, &value);
    }
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
