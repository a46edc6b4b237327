//! Answers and violations that do not go together. Either may be right, and which one only who was there can say: it is
//! said and not refused.

use super::Problem;
use crate::domain::fields::answer_id;
use crate::domain::inspection::{Verdict, Visit};
use crate::domain::library::ChecklistItem;

/// For every violation that was found: one of its items has to fail. Where the list does not say which items those are,
/// any item will do.
pub(super) fn warnings(items: &[ChecklistItem], visit: &Visit) -> Vec<Problem> {
    let failed = |item: &str| verdict(visit, item) == Some(Verdict::Fail);
    let mut found = Vec::new();
    for violation in &visit.violations {
        let linked = items.iter().filter(|item| item.violations.contains(violation));
        let linked: Vec<&str> = linked.map(|item| item.id.as_str()).collect();
        if linked.iter().any(|item| failed(item)) {
            continue;
        }
        let passed = linked
            .iter()
            .filter(|item| verdict(visit, item) == Some(Verdict::Pass));
        let passed: Vec<Problem> = passed
            .map(|item| Problem::new(answer_id(item), "passes-despite", violation))
            .collect();
        if !passed.is_empty() {
            found.extend(passed);
        } else if !linked.is_empty() {
            found.push(Problem::new("violations", "item-not-failed", linked.join(" ")));
        } else if visit.answers.iter().all(|answer| answer.verdict != Verdict::Fail) {
            found.push(Problem::new("violations", "no-failed-item", ""));
        }
    }
    found.dedup();
    found
}

fn verdict(visit: &Visit, item: &str) -> Option<Verdict> {
    let answer = visit.answers.iter().find(|answer| answer.item == item);
    answer.map(|answer| answer.verdict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::inspection::Answer;

    fn item(id: &str, violations: &[&str]) -> ChecklistItem {
        serde_json::from_value(serde_json::json!({
            "id": id, "version": 1, "title": id, "basis": "", "violations": violations,
        }))
        .unwrap()
    }

    fn visit(answers: &[(&str, Verdict)], violations: &[&str]) -> Visit {
        let mut visit: Visit = serde_json::from_value(serde_json::json!({
            "visited": "2022-06-15", "method": "on-site", "present": [], "unit_kind": "agency",
            "answers": [], "codes": [5], "violations": violations,
        }))
        .unwrap();
        let answer = |(item, verdict): &(&str, Verdict)| Answer {
            item: (*item).to_owned(),
            verdict: *verdict,
            finding: String::new(),
            evidence: Vec::new(),
        };
        visit.answers = answers.iter().map(answer).collect();
        visit
    }

    #[test]
    fn a_violation_wants_one_of_its_items_to_fail() {
        use Verdict::{Fail, NotApplicable, Pass};
        let list = [item("1", &["a"]), item("2", &["a", "b"]), item("3", &[])];
        let said = |answers: &[(&str, Verdict)], violations: &[&str]| {
            let found = warnings(&list, &visit(answers, violations));
            let line = |p: &Problem| format!("{} {} {}", p.field, p.fault, p.detail);
            found.iter().map(line).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(said(&[("1", Pass), ("2", Fail)], &["a", "b"]), "");
        assert_eq!(said(&[("1", Pass), ("2", Pass), ("3", Fail)], &[]), "");
        assert_eq!(
            said(&[("1", Fail), ("2", Pass)], &["a", "b"]),
            "answers.2 passes-despite b"
        );
        assert_eq!(
            said(&[("1", NotApplicable), ("3", Fail)], &["a"]),
            "violations item-not-failed 1 2"
        );
        assert_eq!(said(&[("3", Pass)], &["c", "d"]), "violations no-failed-item ");
        assert_eq!(
            said(&[("3", Fail)], &["c"]),
            "",
            "the list does not say whose it is"
        );
    }
}
