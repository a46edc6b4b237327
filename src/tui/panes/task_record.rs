//! What was entered for a task, in full: what a reviewer judges.

use crate::domain::campaign::{Campaign, Then};
use crate::domain::inspection::{Answer, Inspection, Measures, Penalty, Verdict};
use crate::domain::library::ChecklistItem;
use crate::domain::summary::newest;
use crate::domain::task::Task;
use crate::office::View;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::Entry;

use super::words;

/// The newest record of the task: who was there, every answer — those that do not comply first — and what was ordered.
pub(super) fn entries(ui: &Ui, campaign: &Campaign, view: &View<'_>, task: &Task) -> Vec<Entry> {
    let Some(found) = newest(view.state(), &task.id) else {
        return Vec::new();
    };
    let visit = &found.visit;
    let items = task.items(view.state());
    let mut entries = vec![
        Entry::new(ui.word("field.method"), ui.word(visit.method.key())),
        Entry::new(ui.word("field.unit_kind"), ui.word(visit.unit_kind.key())),
        Entry::new(ui.word("field.present"), present(ui, task, &found)),
    ];
    let mut label = ui.word("field.answers");
    let mut answers: Vec<&Answer> = visit.answers.iter().collect();
    answers.sort_by_key(|answer| answer.verdict != Verdict::Fail);
    for answer in answers {
        let tone = if answer.verdict == Verdict::Fail {
            Tone::Bad
        } else {
            Tone::Plain
        };
        entries.push(Entry::new(&*label, answered(ui, &items, answer)).tone(tone));
        label = " ".to_owned();
    }
    let follows = campaign.follows(&visit.codes).filter(|f| f.then != Then::Stands);
    let follows = follows.map(|follows| Entry::new(ui.word("task.follows"), follows.text(ui.lang)));
    entries.extend(follows.map(|entry| entry.tone(Tone::Warn)));
    let violations = campaign
        .violations
        .iter()
        .filter(|v| visit.violations.contains(&v.id));
    let violations: Vec<&str> = violations.map(|v| v.name.get(ui.lang)).collect();
    if !violations.is_empty() {
        let names = violations.join(&ui.word("list.and"));
        entries.push(Entry::new(ui.word("field.violations"), names).tone(Tone::Bad));
    }
    let fined = visit.penalties.iter();
    let fined = fined.filter_map(|penalty| penalty_line(ui, campaign, penalty));
    entries.extend(fined.map(|line| Entry::new(ui.word("field.penalties"), line).tone(Tone::Bad)));
    let measures = measures(ui, &visit.measures);
    if !measures.is_empty() {
        entries.push(Entry::new(ui.word("field.measures"), measures));
    }
    entries
}

fn present(ui: &Ui, task: &Task, found: &Inspection) -> String {
    let name = |id: &String| match task.team.iter().find(|m| m.officer == *id) {
        Some(member) => words::member(ui, member),
        None => id.clone(),
    };
    let mut names: Vec<String> = found.visit.present.iter().map(name).collect();
    if found.visit.others > 0 {
        let others = found.visit.others.to_string();
        names.push(ui.say("task.others", &[("n", &others)]));
    }
    names.join(&ui.word("list.and"))
}

fn answered(ui: &Ui, items: &[ChecklistItem], answer: &Answer) -> String {
    let item = items.iter().find(|item| item.id == answer.item);
    let title = item.map_or("", |item| item.name(ui.lang));
    let mut line = format!("{} {title}  {}", answer.item, ui.word(answer.verdict.key()));
    if !answer.finding.is_empty() {
        line.push('\n');
        line.push_str(&answer.finding);
    }
    for evidence in &answer.evidence {
        line.push('\n');
        line.push_str(&ui.say("task.evidence", &[("what", &evidence.line())]));
    }
    line
}

/// The precondition with what was established about it, and the fine with its article.
fn penalty_line(ui: &Ui, campaign: &Campaign, penalty: &Penalty) -> Option<String> {
    let violation = campaign.violation(&penalty.violation)?;
    let fine = violation.fine_of(&penalty.fine)?;
    let mut line = violation.name.get(ui.lang).to_owned();
    if let Some(when) = &fine.when {
        let key = if penalty.holds {
            "entry.answer.holds"
        } else {
            "entry.answer.holds-not"
        };
        let args = [("when", when.get(ui.lang)), ("answer", &ui.word(key))];
        line = format!("{line}\n{}", ui.say("task.precondition", &args));
    }
    let of = fine.of.as_ref().zip(penalty.of);
    if let Some((of, n)) = of {
        line = format!("{line}\n{} {n}", of.get(ui.lang));
    }
    if penalty.yuan > 0 {
        let args = [
            ("yuan", penalty.yuan.to_string()),
            ("article", fine.article.clone()),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        line = format!("{line}\n{}", ui.say("task.fined", &args));
    }
    Some(line)
}

pub(super) fn measures(ui: &Ui, taken: &Measures) -> String {
    let figures = [
        ("measure.orders", u64::from(taken.orders)),
        ("measure.refund_yuan", taken.refund_yuan),
        ("measure.refund_people", u64::from(taken.refund_people)),
        ("measure.fine_yuan", taken.fine_yuan),
        ("measure.banned", u64::from(taken.banned)),
        ("measure.revoked", u64::from(taken.revoked)),
        ("measure.to_police", u64::from(taken.to_police)),
        ("measure.notified", u64::from(taken.notified)),
    ];
    let some = figures
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| format!("{} {n}", ui.word(key)));
    some.collect::<Vec<_>>().join(&ui.word("list.and"))
}
