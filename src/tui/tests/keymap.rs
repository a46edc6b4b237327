//! Keymap files: layers and mistakes.

use rstest::rstest;

use super::demo::{app, caps};
use crate::lang::Lang;
use crate::tui::action::Action;
use crate::tui::help::markdown;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::term::Caps;
use crate::tui::ui::Ui;

fn over(text: &str) -> Result<Keymap, String> {
    Keymap::shipped()
        .unwrap()
        .over("my.toml", text)
        .map_err(|error| error.to_string())
}

fn key(name: &str) -> crossterm::event::KeyEvent {
    crokey::parse(name).unwrap().into()
}

#[rstest]
#[case(
    "global = [\n  { on = \"x\", run = \"fly\" },\n]",
    "my.toml:2:21: there is no action \"fly\""
)]
#[case(
    "list = [{ on = \"hyper-x\", run = \"up\" }]",
    "my.toml:1:16: \"hyper-x\" is not a key"
)]
#[case("汉 = []", "my.toml:1:1: this is not TOML")]
#[case("\"汉字\" = [] # x\n[y", "my.toml:2:")]
#[case("anywhere = []", "my.toml:1:1: there is no place \"anywhere\"")]
#[case(
    "list = [{ on = [\"x\", \"x\"], run = \"up\" }]",
    "my.toml:1:22: \"x\" is already used"
)]
#[case("list = [{ on = \"x\" }]", "my.toml:1:9: \"run\" is missing")]
#[case(
    "list = [{ on = \"x\", run = \"up\", dsc = \"\" }]",
    "my.toml:1:33: \"dsc\" is missing or unknown"
)]
#[case("list = 3", "my.toml:1:8: [ ] is expected")]
#[case("list = [{ on = 3, run = \"up\" }]", "my.toml:1:16:")]
fn mistakes_are_named_with_their_place(#[case] text: &str, #[case] start: &str) {
    let error = over(text).unwrap_err();
    assert!(error.starts_with(start), "{error}");
}

#[test]
fn the_operators_keys_lie_over_the_shipped_ones() {
    let keymap = over("list = [{ on = \"j\", run = \"up\" }, { on = \"k\", run = \"none\" }]").unwrap();
    let places = [Context::List, Context::Global];
    assert_eq!(keymap.resolve(key("j"), &places), Some(Action::Up));
    assert_eq!(keymap.resolve(key("k"), &places), None);
    assert_eq!(keymap.resolve(key("down"), &places), Some(Action::Down));
    assert_eq!(keymap.resolve(key("shift-g"), &places), Some(Action::End));
    assert_eq!(keymap.resolve(key("?"), &places), Some(Action::Help));
}

#[test]
fn the_nearest_place_wins() {
    let keymap = over("tasks = [{ on = \"u\", run = \"new\" }]").unwrap();
    let pane = Context::Pane(crate::tui::pane::Pane::Tasks);
    assert_eq!(
        keymap.resolve(key("u"), &[pane, Context::Global]),
        Some(Action::New)
    );
    assert_eq!(keymap.resolve(key("u"), &[Context::Global]), Some(Action::Undo));
}

#[test]
fn own_words_reach_the_help() {
    let keymap = over("global = [{ on = \"f9\", run = \"undo\", desc = \"反悔\" }]").unwrap();
    assert!(
        markdown(&Ui::new(Lang::Zh, &Caps::default()), &keymap)
            .contains("| `F9` `u` | 撤销 | 反悔 | `undo` |")
    );
}

#[test]
fn every_action_has_a_key() {
    let keymap = Keymap::shipped().unwrap();
    let everywhere: Vec<Context> = Context::all().collect();
    for info in &crate::tui::action::ACTIONS {
        assert!(
            !keymap.keys(info.action, &everywhere).is_empty(),
            "{} has no key",
            info.id
        );
    }
}

#[test]
fn the_cheat_sheets_are_up_to_date() {
    let keymap = Keymap::shipped().unwrap();
    for (lang, file) in [(Lang::Zh, "KEYS.md"), (Lang::En, "KEYS.en.md")] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("keymaps")
            .join(file);
        let sheet = markdown(&Ui::new(lang, &Caps::default()), &keymap);
        if std::env::var_os("UPDATE_SHEETS").is_some() {
            std::fs::write(&path, &sheet).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == sheet,
            "keymaps/{file} is stale: run the tests with UPDATE_SHEETS=1 and commit it"
        );
    }
}

#[test]
fn the_demo_uses_the_shipped_keys() {
    let mut harness = crate::tui::harness::Harness::new(app(Lang::En, caps(false, false)), 80, 24);
    assert!(
        harness
            .keys("?")
            .screen()
            .contains("Filter by text, pinyin initials or code")
    );
}
