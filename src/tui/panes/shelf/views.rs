//! Views of a list: taken up, and saved.

use super::sought::Sorting;
use super::{Shelf, Stock};
use crate::domain::campaign::Text;
use crate::query::{Order, SavedView};
use crate::tui::action::Action;
use crate::tui::layer::Cx;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Chooser};

impl<S: Stock> Shelf<S> {
    /// The views there are, and behind them, where something is asked for, to save it as one.
    pub(super) fn ask_for_view(&self, cx: &mut Cx) {
        let lang = cx.ui.lang;
        let views = self.views().into_iter();
        let named = |view: SavedView| format!("{}  {}  {}", view.name.get(lang), view.filter, view.order);
        let mut options: Vec<String> = views.map(named).collect();
        if !self.sought.is_plain() {
            options.push(cx.ui.word("pane.save-view"));
        }
        if options.is_empty() {
            return cx.say(Tone::Quiet, cx.ui.word("pane.no-views"));
        }
        cx.push(Chooser::new(Action::Views, cx.ui.word("pane.views"), options));
    }

    fn views(&self) -> Vec<SavedView> {
        S::list().map_or_else(Vec::new, |list| self.desk.views(list))
    }

    /// Takes up a view, or asks for the name of a new one.
    pub(super) fn take_view(&mut self, at: usize, cx: &mut Cx) {
        let Some(view) = self.views().into_iter().nth(at) else {
            return cx.push(Ask::new(Action::Views, cx.ui.word("pane.name-view"), ""));
        };
        // A view that does not hold here would have been refused with its file.
        self.sought.sorting = Sorting::Fields(Order::parse(&view.order, S::fields()).unwrap_or_default());
        self.sought.filter = view.filter;
        self.sought.view = Some(view.name.get(cx.ui.lang).to_owned());
        self.find_first(cx);
    }

    pub(super) fn save_view(&mut self, name: &str, cx: &mut Cx) {
        let Some(list) = S::list().filter(|_| !name.trim().is_empty()) else {
            return;
        };
        let name = name.trim().to_owned();
        let view = SavedView {
            id: name.clone(),
            name: Text {
                zh: name.clone(),
                en: name.clone(),
            },
            list,
            filter: self.sought.filter.clone(),
            order: self.sought.sorting.text(),
            roles: Vec::new(),
        };
        match self.desk.save_view(&view) {
            Ok(()) => {
                cx.say(Tone::Good, cx.ui.say("pane.view-saved", &[("name", &name)]));
                self.sought.view = Some(name);
            }
            Err(error) => {
                cx.say(Tone::Bad, error.text(cx.ui.lang));
                cx.push(Ask::new(Action::Views, cx.ui.word("pane.name-view"), &name));
            }
        }
    }
}
