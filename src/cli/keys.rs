//! `duban keys`: the workstation's keys in force, as a table or as the cheat sheet.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use crate::exchange::write::{Column, Table};
use crate::tui::help;
use crate::tui::keymap::Context;
use crate::tui::term::Caps;
use crate::tui::ui::Ui;

/// What is told of a key: where it holds, the key, what it does, that action's name in a keymap, and where it was read.
const IDS: [&str; 5] = ["place", "key", "name", "run", "from"];

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let keymap = desk.global.keymap(desk.lang)?;
    let caps = Caps::detect(desk.global.wants(), |name| std::env::var(name).ok());
    let ui = Ui::new(desk.lang, &caps);
    let mut rows = Vec::new();
    for context in Context::all() {
        for binding in keymap.of(context) {
            if let Some(action) = binding.action {
                let place = desk.word(&format!("context.{}", context.id()));
                let names = [
                    place,
                    binding.keys.to_string(),
                    action.name(&ui),
                    action.info().id.to_owned(),
                    binding.from.to_string(),
                ];
                rows.push(names);
            }
        }
    }
    let value: Vec<Value> = rows
        .iter()
        .map(|row| IDS.into_iter().zip(row).collect::<BTreeMap<_, _>>())
        .map(|row| json!(row))
        .collect();
    if args.markdown {
        return Ok(Done::new(help::markdown(&ui, &keymap), json!(value)));
    }
    let columns = IDS.map(|id| Column::left(id, desk.word(&format!("help.{id}"))));
    let mut table = Table::new("", columns.to_vec());
    table.rows = rows.into_iter().map(|row| row.map(Into::into).to_vec()).collect();
    Ok(Done::new(desk.table(&table), json!(value)))
}
