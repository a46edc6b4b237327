//! Every key: the overlay for one place, and the cheat sheet for all of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{ACTIONS, Action, Offer};
use super::keymap::{Binding, Context, Keymap};
use super::layer::{Cx, Flow, Layer};
use super::ui::Ui;
use super::widget::{Detail, Entry};
use crate::lang::Lang;
use crate::tui::theme::Tone;

/// An overlay with the keys of the place beneath it.
#[derive(Debug)]
pub struct Help {
    title: String,
    entries: Vec<Entry>,
    detail: Detail,
    cursor: Option<Position>,
}

impl Help {
    /// The keys of what is offered in these places, with the reasons of what is off.
    pub fn new(ui: &Ui, keymap: &Keymap, offers: &[Offer], contexts: &[Context]) -> Self {
        let mut entries = Vec::new();
        for info in &ACTIONS {
            let Some(offer) = offers.iter().find(|offer| offer.action == info.action) else {
                continue;
            };
            let keys: Vec<String> = keymap
                .keys(info.action, contexts)
                .into_iter()
                .map(|keys| keys.to_string())
                .collect();
            let desc = own_words(keymap, info.action, contexts).unwrap_or_else(|| info.action.desc(ui));
            let entry = match &offer.off {
                None => Entry::new(keys.join(" "), desc),
                Some(why) => {
                    let off = ui.say("help.off", &[("why", why)]);
                    Entry::new(keys.join(" "), format!("{desc} ({off})")).tone(Tone::Quiet)
                }
            };
            entries.push(entry);
        }
        let place = contexts.first().map_or(String::new(), |context| {
            ui.word(&format!("context.{}", context.id()))
        });
        let title = format!("{}  {place}", ui.word("help.title"));
        Help {
            title,
            entries,
            detail: Detail::default(),
            cursor: None,
        }
    }
}

fn own_words(keymap: &Keymap, action: Action, contexts: &[Context]) -> Option<String> {
    contexts
        .iter()
        .flat_map(|context| keymap.of(*context))
        .find(|b| b.action == Some(action))?
        .desc
        .clone()
}

impl Layer for Help {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        let moves = [
            Action::Down,
            Action::Up,
            Action::PageDown,
            Action::PageUp,
            Action::Home,
            Action::End,
        ];
        [Action::Back, Action::Help]
            .into_iter()
            .chain(moves)
            .map(Offer::on)
            .collect()
    }

    fn act(&mut self, action: Action, _cx: &mut Cx) -> Flow {
        match action {
            Action::Back | Action::Help => Flow::Close,
            action if self.detail.act(action) => Flow::Taken,
            _ => Flow::Pass,
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.detail.draw(cx.ui, area, buf, &self.title, &self.entries);
        self.cursor = Some(area.as_position());
    }

    fn reads(&self) -> bool {
        true
    }

    fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}

/// The cheat sheet of a keymap in Markdown: a table for every place that has keys.
pub fn markdown(ui: &Ui, keymap: &Keymap) -> String {
    let word = |key: &str| ui.word(key);
    let (title, command) = sheet_of(ui, keymap);
    let note = ui.say("help.sheet-note", &[("command", &command)]);
    let mut sheet = format!("# {title}\n\n{note}\n");
    for context in Context::all() {
        let mut lines: Vec<(Action, Vec<String>, String)> = Vec::new();
        for binding in keymap.of(context) {
            if let Some(action) = binding.action {
                let key = format!("`{}`", binding.keys);
                match lines.iter_mut().find(|(a, ..)| *a == action) {
                    Some((_, keys, _)) => keys.push(key),
                    None => lines.push((action, vec![key], words(ui, action, binding))),
                }
            }
        }
        if lines.is_empty() {
            continue;
        }
        let (key, name, desc, run) = (
            word("help.key"),
            word("help.name"),
            word("help.desc"),
            word("help.run"),
        );
        sheet.push_str(&format!(
            "\n## {}\n\n",
            word(&format!("context.{}", context.id()))
        ));
        sheet.push_str(&format!(
            "| {key} | {name} | {desc} | {run} |\n|---|---|---|---|\n"
        ));
        for (action, keys, desc) in lines {
            let name = action.name(ui);
            sheet.push_str(&format!(
                "| {} | {name} | {desc} | `{}` |\n",
                keys.join(" "),
                action.info().id
            ));
        }
    }
    sheet
}

/// A sheet's title, and the command that prints it.
fn sheet_of(ui: &Ui, keymap: &Keymap) -> (String, String) {
    let mut command = "duban keys --markdown".to_owned();
    if ui.lang == Lang::En {
        command.push_str(" --lang en");
    }
    if keymap.is_default() {
        return (ui.word("help.sheet"), command);
    }
    command.push_str(&format!(" --keymap {}", keymap.name()));
    (ui.say("help.sheet-of", &[("map", keymap.name())]), command)
}

fn words(ui: &Ui, action: Action, binding: &Binding) -> String {
    binding.desc.clone().unwrap_or_else(|| action.desc(ui))
}
