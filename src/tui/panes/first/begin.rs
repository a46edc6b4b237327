//! The form that begins the campaign, as `duban init` does.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use crate::domain::calendar::Calendar;
use crate::office::begin::Beginning;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{Handed, Matter, mark, text};
use crate::tui::panes::{self, shown::span};
use crate::tui::start;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Entry, Field, Form, Kind};

/// Operators named in the notes.
const NAMED: usize = 6;

/// The beginning of the campaign. Nothing typed means the notice's campaign and its first administrator.
pub(super) struct Begin {
    seat: Rc<RefCell<Desk>>,
    /// What the notice's campaign is, for the notes.
    notice: Vec<Entry>,
}

impl Begin {
    pub(super) fn form(seat: Rc<RefCell<Desk>>, ui: &Ui) -> (Self, Form) {
        let field = |id: &str| {
            let word = |part: &str| ui.word(&format!("first.begin.{id}{part}"));
            Field::new(id, word(""), Kind::Line).hint(word("-hint"))
        };
        let notice = notes(&seat.borrow(), ui);
        (
            Begin { seat, notice },
            Form::new(vec![field("file"), field("operator")]),
        )
    }

    fn begin(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Option<Beginning> {
        let (file, name) = (text(form, "file"), text(form, "operator"));
        let file = super::intake::path(&file);
        let name = Some(name.as_str()).filter(|name| !name.is_empty());
        let begun = match Beginning::read(file.as_deref(), name) {
            Ok(beginning) => beginning,
            Err(fault) => {
                let text = fault.text(cx.ui.lang);
                form.set_errors(&[("file".to_owned(), text.clone())], cx);
                cx.say(Tone::Bad, text);
                return None;
            }
        };
        if let Err(denied) = begun.submit(&desk.office()) {
            mark(form, Some("operator"), &denied, cx);
            return None;
        }
        Some(begun)
    }
}

fn notes(desk: &Desk, ui: &Ui) -> Vec<Entry> {
    let actor = desk.actor();
    let entry = |key: &str, text: String| Entry::new(ui.word(&format!("first.begin.{key}")), text);
    let mut entries = vec![
        entry("dir", desk.office().dir().display().to_string()),
        entry("login", actor.os_user.clone()),
    ];
    match Beginning::read(None::<&Path>, None) {
        Ok(Beginning { given, actor }) => {
            let phases = Calendar::new(&given.campaign, &[]).phases().clone();
            let operators = &given.campaign.operators;
            let some: Vec<&str> = operators.iter().map(|o| o.name.as_str()).take(NAMED).collect();
            let args = [
                ("some", some.join(&ui.word("list.and"))),
                ("n", operators.len().to_string()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            entries.extend([
                entry("notice", given.campaign.name.get(ui.lang).to_owned()),
                entry("prepare", span(ui, &phases.prepare)),
                entry("first", actor.operator),
                entry("operators", ui.say("first.begin.named", &args)),
            ]);
            let today = desk.view().now().today;
            if today > phases.prepare.to {
                let (today, within) = (today.to_string(), phases.prepare.from.to_string());
                let args = [("today", today.as_str()), ("within", &within)];
                let late = ui.say("first.begin.late", &args);
                entries.push(entry("mind", late).tone(Tone::Warn));
            }
        }
        Err(fault) => entries.push(entry("notice", fault.text(ui.lang)).tone(Tone::Bad)),
    }
    entries
}

impl Matter for Begin {
    fn title(&self, ui: &Ui) -> String {
        ui.word("first.begin.name")
    }

    fn notes(&self, _ui: &Ui) -> Vec<Entry> {
        self.notice.clone()
    }

    /// The panes are made anew for whoever began: what they show depends on it.
    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let Some(begun) = self.begin(desk, form, cx) else {
            return Handed::Not;
        };
        let desk = desk.seat(&begun.actor.operator);
        cx.settle(start::head(&desk), panes::all(&desk));
        *self.seat.borrow_mut() = desk;
        let campaign = &begun.given.campaign;
        let args = [
            ("name", campaign.name.get(cx.ui.lang)),
            ("operator", &begun.actor.operator),
            ("items", &begun.given.checklist.len().to_string()),
        ];
        cx.say(Tone::Good, cx.ui.say("first.begun", &args));
        Handed::In
    }
}
