//! `duban keys`: the workstation's keys in force, as a table or as the cheat sheet.

use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use crate::exchange::write::{Column, Table};
use crate::tui::help;
use crate::tui::keymap::{Context, key_name};
use crate::tui::start;
use crate::tui::term::Caps;
use crate::tui::ui::Ui;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let keymap = start::keymap().map_err(|failed| End::Fault(failed.text(desk.lang)))?;
    let caps = Caps::detect(desk.global.wants(), |name| std::env::var(name).ok());
    let ui = Ui::new(desk.lang, &caps);
    let mut rows = Vec::new();
    for context in Context::all() {
        for binding in keymap.of(context) {
            if let Some(action) = binding.action {
                let place = desk.word(&format!("context.{}", context.id()));
                let names = [
                    place,
                    key_name(binding.key),
                    action.name(&ui),
                    action.info().id.to_owned(),
                ];
                rows.push(names);
            }
        }
    }
    let value: Vec<Value> = rows
        .iter()
        .map(|[place, key, name, run]| json!({"place": place, "key": key, "name": name, "run": run}))
        .collect();
    if args.markdown {
        return Ok(Done::new(help::markdown(&ui, &keymap), json!(value)));
    }
    let columns =
        ["place", "key", "name", "run"].map(|id| Column::left(id, desk.word(&format!("help.{id}"))));
    let mut table = Table::new("", columns.to_vec());
    table.rows = rows.into_iter().map(|row| row.map(Into::into).to_vec()).collect();
    Ok(Done::new(desk.table(&table), json!(value)))
}
