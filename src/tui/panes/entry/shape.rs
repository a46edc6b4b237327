//! Which questions a form asks, by what was answered: findings of what does not comply, fines of violations that were
//! found, codes that can stand beside the others. What was typed in a question that goes out of sight is kept.

use super::fields::{evidence_id, finding_id, fine_id, fines, measure_id};
use super::filling::Filling;
use super::reading::{date, holds, read, verdict};
use crate::domain::campaign::Campaign;
use crate::domain::inspection::{Evidence, Verdict, Visit};
use crate::domain::visit_rules::barred;
use crate::office::evidence;
use crate::tui::desk::Desk;
use crate::tui::ui::Ui;
use crate::tui::widget::Value;

impl Filling {
    /// Asks what is to be asked, after every answer.
    pub fn shape(&mut self, campaign: &Campaign, ui: &Ui) {
        for item in &self.items {
            let hidden = verdict(&self.form, &item.id) != Some(Verdict::Fail);
            self.form.hide(&finding_id(&item.id), hidden);
            self.form.hide(&evidence_id(&item.id), hidden);
        }
        // Nothing that is asked here depends on the day.
        let visit = read(
            ui,
            campaign,
            &self.form,
            &self.items,
            campaign.phases.inspect.from,
        )
        .visit;
        self.bar_codes(campaign, ui, &visit);
        self.ask_fines(campaign, ui, &visit);
    }

    fn bar_codes(&mut self, campaign: &Campaign, ui: &Ui, visit: &Visit) {
        self.form.bar_options("codes", |code| {
            let problem = barred(campaign, visit, code.parse().ok()?)?;
            Some(problem.text(ui.lang))
        });
    }

    /// A fine is shown where its violation was found. Until its precondition is confirmed, it says why it is off.
    fn ask_fines(&mut self, campaign: &Campaign, ui: &Ui, visit: &Visit) {
        let form = &mut self.form;
        for (violation, fine) in fines(campaign) {
            let hidden = !visit.violations.contains(&violation.id);
            let holds = holds(form, violation, fine);
            let id = |what: &str| fine_id(&violation.id, &fine.id, what);
            form.hide(&id("holds"), hidden);
            form.hide(&id("of"), hidden || holds != Some(true));
            form.hide(&id("yuan"), hidden);
            let when = fine.when.as_ref().map_or("", |when| when.get(ui.lang));
            let off = match holds {
                Some(true) => None,
                Some(false) => Some(ui.say("entry.fine-off", &[("when", when)])),
                None => Some(ui.say("entry.fine-open", &[("when", when)])),
            };
            form.bar(&id("yuan"), off);
        }
        let off = visit.violations.is_empty().then(|| ui.word("entry.total-off"));
        form.bar(&measure_id("fine_yuan"), off);
    }

    /// Writes out what a field that was left means: the day with its year, a file of evidence with its hash.
    pub fn settle(&mut self, desk: &Desk, id: &str) {
        let Some(Value::Text(text)) = self.form.value(id) else {
            return;
        };
        let settled = if id == "visited" {
            let today = desk.view().now().today;
            date(&text, today).map_or(text.clone(), |day| day.to_string())
        } else if id.starts_with("evidence.") {
            let here = std::env::current_dir().unwrap_or_default();
            let lines = text.lines().map(|line| evidence::take(&here, line));
            lines
                .map(|found| Evidence::line(&found))
                .collect::<Vec<_>>()
                .join("\n")
        } else {
            return;
        };
        if settled != text {
            self.form.set(id, &Value::Text(settled));
        }
    }
}
