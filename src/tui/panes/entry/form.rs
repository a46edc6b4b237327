//! The form in front: what keys do in it, what is said when a field is left, and handing the visit in.

use super::compare::{Compare, Compared};
use super::filling::Filling;
use super::{Entry, KEEP_AFTER, basis, checking};
use crate::domain::state::Read;
use crate::domain::task::Task;
use crate::office::{Denied, Receipt};
use crate::tui::action::{Action, Offer};
use crate::tui::event::Event;
use crate::tui::layer::{Cx, Flow};
use crate::tui::panes::sheet::Sheet;
use crate::tui::panes::task_acts;
use crate::tui::theme::Tone;
use crate::tui::widget::{Confirm, Value};

impl Entry {
    pub(super) fn offers_in_form(&self, filling: &Filling, cx: &Cx) -> Vec<Offer> {
        if let Some(compare) = filling.compare.as_ref().filter(|_| self.comparing) {
            return compare.offers(cx.ui);
        }
        let mut offers: Vec<Offer> = [Action::Submit, Action::Today, Action::Basis, Action::Back]
            .map(Offer::on)
            .to_vec();
        offers.extend(filling.theirs.as_ref().map(|_| Offer::on(Action::Compare)));
        offers.extend(filling.form.offers());
        offers
    }

    pub(super) fn act_in_form(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if self.comparing {
            return self.act_in_compare(action, cx);
        }
        match action {
            Action::Back => self.leave(cx),
            Action::Submit => self.submit(cx),
            Action::Basis => self.show_basis(cx),
            Action::Compare => self.compare(cx),
            Action::Today => self.visited_today(cx),
            action => {
                let Some(filling) = &mut self.filling else {
                    return Flow::Pass;
                };
                let left = filling.form.focused_id().map(str::to_owned);
                self.detail.rewind();
                if !filling.form.act(action, cx) {
                    return Flow::Pass;
                }
                self.left(left, cx);
            }
        }
        Flow::Taken
    }

    /// A key that is text here, or the key of an option; a field that is answered with one is left.
    pub(super) fn typed(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        let Some(filling) = &mut self.filling else {
            return Flow::Pass;
        };
        let flow = filling.form.handle(event);
        if let Some(reason) = filling.form.take_refused() {
            cx.say(Tone::Warn, reason);
        }
        if filling.form.take_changed() {
            filling.touch(&self.desk, cx.ui);
            cx.wake_in(KEEP_AFTER);
            let left = filling.form.focused_id().map(str::to_owned);
            filling.form.go_on();
            self.left(left, cx);
        }
        flow
    }

    /// Today's date, wherever one is in the form; from the date itself one goes on.
    fn visited_today(&mut self, cx: &mut Cx) {
        let today = self.desk.view().now().today.to_string();
        let Some(filling) = &mut self.filling else { return };
        filling.form.set("visited", &Value::Text(today));
        filling.touch(&self.desk, cx.ui);
        cx.wake_in(KEEP_AFTER);
        if filling.form.focused_id() == Some("visited") {
            filling.form.act(Action::Next, cx);
        }
        self.left(Some("visited".to_owned()), cx);
    }

    /// What is wrong or unusual about a field is said as soon as it is left.
    fn left(&mut self, left: Option<String>, cx: &mut Cx) {
        let Some((filling, left)) = self.filling.as_mut().zip(left) else {
            return;
        };
        if filling.form.focused_id() == Some(left.as_str()) {
            return;
        }
        self.detail.rewind();
        filling.settle(&self.desk, &left);
        if let Some(checked) = filling.check(&self.desk, cx.ui) {
            let said: Vec<String> = judged_with(&left)
                .iter()
                .filter_map(|id| filling.form.mark(id, &checked.wrong))
                .collect();
            if !said.is_empty() {
                cx.say(Tone::Bad, said.join("\n"));
            }
            filling.form.set_warnings(&checked.unusual);
        }
    }

    fn show_basis(&self, cx: &mut Cx) {
        let (campaign, today) = {
            let view = self.desk.view();
            (view.campaign(), view.now().today)
        };
        if let Some((filling, campaign)) = self.filling.as_ref().zip(campaign) {
            let (title, entries) = basis::of_focus(cx.ui, &campaign, filling, today);
            cx.push(Sheet::new(title, entries));
        }
    }

    /// Somebody's work was committed: it may be a newer version of what is being filled in here, or the end of it.
    pub(super) fn look(&mut self, seq: u64, cx: &mut Cx) {
        self.loaded = seq;
        let Some(filling) = &mut self.filling else { return };
        if filling.look(&self.desk) {
            if self.comparing {
                self.compare(cx);
            }
            self.tell_newer(cx);
        } else if let Some(refusal) = task_acts::fill_refusal(&self.desk, &filling.task.id) {
            cx.say(Tone::Bad, refusal.text(cx.ui.lang));
        }
    }

    /// Says that there is a newer version, where there is one.
    pub(super) fn tell_newer(&self, cx: &mut Cx) {
        let filling = self.filling.as_ref();
        if let Some(theirs) = filling.and_then(|filling| filling.theirs.as_ref()) {
            cx.say(Tone::Bad, super::filling::version(cx.ui, "entry.newer", theirs));
        }
    }

    fn compare(&mut self, cx: &mut Cx) {
        let view = self.desk.view();
        if let Some(filling) = &mut self.filling {
            let earlier = filling.compare.take();
            filling.compare = Compare::new(filling, &view, cx.ui, earlier);
            self.comparing = filling.compare.is_some();
        }
    }

    fn act_in_compare(&mut self, action: Action, cx: &mut Cx) -> Flow {
        let Some(filling) = &mut self.filling else {
            return Flow::Pass;
        };
        if action == Action::Back {
            self.comparing = false;
            return Flow::Taken;
        }
        match filling.compare.as_mut().map(|compare| compare.act(action)) {
            Some(Compared::Done) => {}
            Some(Compared::Decided(theirs, taken)) => {
                self.comparing = false;
                cx.say(
                    Tone::Good,
                    super::filling::version(cx.ui, "entry.compare.done", &theirs),
                );
                filling.adopt(&self.desk, cx.ui, *theirs, taken);
                cx.wake_in(KEEP_AFTER);
            }
            Some(Compared::Not) | None => return Flow::Pass,
        }
        Flow::Taken
    }

    /// Every error is said at once; a newer version is compared first; what is unusual is asked about.
    fn submit(&mut self, cx: &mut Cx) {
        let Some(filling) = &mut self.filling else { return };
        if let Some(focused) = filling.form.focused_id().map(str::to_owned) {
            filling.settle(&self.desk, &focused);
        }
        self.keep(cx);
        let Some(filling) = &mut self.filling else { return };
        filling.look(&self.desk);
        if filling.theirs.is_some() {
            self.compare(cx);
            return self.tell_newer(cx);
        }
        let Some(checked) = filling.check(&self.desk, cx.ui) else {
            return;
        };
        filling.form.set_errors(&checked.wrong, cx);
        filling.form.set_warnings(&checked.unusual);
        if !checked.wrong.is_empty() {
            return;
        }
        if checked.unusual.is_empty() {
            return self.hand_in(cx);
        }
        let lines: Vec<&str> = checked.unusual.iter().map(|(_, text)| text.as_str()).collect();
        let question = cx.ui.say("entry.unusual", &[("what", &lines.join("\n"))]);
        cx.push(Confirm::new(Action::Submit, question));
    }

    pub(super) fn hand_in(&mut self, cx: &mut Cx) {
        let Some(filling) = &mut self.filling else { return };
        let Some(checked) = filling.check(&self.desk, cx.ui) else {
            return;
        };
        match self.desk.submit(filling.command(&checked.visit)) {
            Ok(receipt) => self.submitted(&receipt, cx),
            Err(Denied::Refused(refusal)) => {
                let text = refusal.text(cx.ui.lang);
                if let Some(field) = checking::of_refusal(&refusal) {
                    filling.form.set_errors(&[(field.to_owned(), text.clone())], cx);
                }
                cx.say(Tone::Bad, text);
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// The entry is on disk: its draft is put away, and the next task is offered.
    fn submitted(&mut self, receipt: &Receipt, cx: &mut Cx) {
        let Some(filling) = self.filling.take() else {
            return;
        };
        let done = self.desk.file_draft(&filling.task.id);
        self.load(cx);
        let seq = receipt.seqs.map_or(0, |(_, last)| last).to_string();
        cx.say(
            Tone::Good,
            cx.ui
                .say("entry.submitted", &[("name", &filling.task.name), ("seq", &seq)]),
        );
        if let Err(fault) = done {
            cx.say(Tone::Bad, fault.text(cx.ui.lang));
        }
        let keys = self.shelf.found();
        let after = keys.iter().find(|key| **key > filling.task.id);
        self.next = after.or(keys.first()).cloned();
        let next: Option<Task> = self.next.as_ref().and_then(|id| self.desk.view().state().get(id));
        if let Some(next) = next {
            self.shelf.select(&next.id);
            let args = [("id", next.id.as_str()), ("name", next.name.as_str())];
            cx.push(Confirm::new(Action::Fill, cx.ui.say("entry.next", &args)));
        }
    }
}

/// The fields to judge when one is left: certificates and the law in force go by the day.
fn judged_with(left: &str) -> Vec<&str> {
    match left {
        "visited" => vec![left, "present", "violations"],
        _ => vec![left],
    }
}
