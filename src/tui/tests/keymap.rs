//! Keymap files: layers and mistakes.

use crokey::KeyCombination;
use rstest::rstest;

use super::demo::{app, caps};
use crate::lang::Lang;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::help::markdown;
use crate::tui::keymap::{Context, Found, Keymap, Keys, names};
use crate::tui::term::Caps;
use crate::tui::ui::Ui;

fn over(text: &str) -> Result<Keymap, String> {
    Keymap::own("my.toml", text, None).map_err(|error| error.to_string())
}

fn keys(name: &str) -> Vec<KeyCombination> {
    Keys::parse(name).unwrap().each().to_vec()
}

/// What the keys do in these places.
fn does(keymap: &Keymap, name: &str, places: &[Context]) -> Option<Action> {
    match keymap.resolve(&keys(name), places)? {
        Found::Whole(action) => action,
        Found::Part => panic!("{name} is a beginning only"),
    }
}

/// Every keymap as shipped.
pub fn shipped() -> impl Iterator<Item = Keymap> {
    names().map(|name| Keymap::named(name).unwrap().unwrap())
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
    "my.toml:1:22: \"x\" or its beginning is already used"
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

#[rstest]
#[case(
    "keymap = \"emacs\"",
    "my.toml:1:10: there is no keymap \"emacs\"; there are: default, vim, console"
)]
#[case("\nkeymap = 3", "my.toml:2:10: ")]
#[case(
    "list = [{ on = [\"x\", \"x y\"], run = \"up\" }]",
    "my.toml:1:22: \"x y\" or its beginning is already used"
)]
#[case("list = [{ on = \" \", run = \"up\" }]", "my.toml:1:16: \" \" is not a key")]
fn mistakes_of_heads_and_sequences_too(#[case] text: &str, #[case] start: &str) {
    let error = over(text).unwrap_err();
    assert!(error.starts_with(start), "{error}");
}

#[test]
fn the_operators_keys_lie_over_the_shipped_ones() {
    let keymap = over("list = [{ on = \"j\", run = \"up\" }, { on = \"k\", run = \"none\" }]").unwrap();
    let places = [Context::List, Context::Global];
    assert_eq!(does(&keymap, "j", &places), Some(Action::Up));
    assert_eq!(does(&keymap, "k", &places), None);
    assert_eq!(does(&keymap, "down", &places), Some(Action::Down));
    assert_eq!(does(&keymap, "shift-g", &places), Some(Action::End));
    assert_eq!(does(&keymap, "?", &places), Some(Action::Help));
    let from = |name: &str| {
        let mut lines = keymap.of(Context::List);
        lines
            .find(|b| b.keys.to_string() == name)
            .unwrap()
            .from
            .to_string()
    };
    assert_eq!((&*from("j"), &*from("Down")), ("my.toml", "default"));
}

#[test]
fn the_head_names_the_keymap_beneath_unless_one_is_chosen() {
    let text = "keymap = \"vim\"\nlist = [{ on = \"x\", run = \"up\" }]";
    let places = [Context::List];
    let vim = over(text).unwrap();
    assert_eq!(
        (vim.name(), does(&vim, "g g", &places)),
        ("vim", Some(Action::Home))
    );
    let console = Keymap::named("console").unwrap().unwrap();
    let chosen = Keymap::own("my.toml", text, Some(console)).unwrap();
    assert_eq!(chosen.name(), "console");
    assert_eq!(does(&chosen, "x", &places), Some(Action::Up));
    assert_eq!(does(&chosen, "j", &places), None);
    assert!(Keymap::named("emacs").is_none());
}

/// A key takes the place of sequences that begin with it, and a sequence that of its first key.
#[test]
fn sequences_and_their_beginnings_replace_each_other() {
    let places = [Context::List];
    let keymap = over("list = [{ on = \"g x\", run = \"up\" }]").unwrap();
    assert_eq!(keymap.resolve(&keys("g"), &places), Some(Found::Part));
    assert_eq!(does(&keymap, "g x", &places), Some(Action::Up));
    assert_eq!(keymap.resolve(&keys("g y"), &places), None);
    let keymap = over("keymap = \"vim\"\nlist = [{ on = \"g\", run = \"end\" }]").unwrap();
    assert_eq!(does(&keymap, "g", &places), Some(Action::End));
}

#[test]
fn the_nearest_place_wins() {
    let keymap = over("tasks = [{ on = \"u\", run = \"new\" }]").unwrap();
    let pane = Context::Pane(crate::tui::pane::Pane::Tasks);
    assert_eq!(does(&keymap, "u", &[pane, Context::Global]), Some(Action::New));
    assert_eq!(does(&keymap, "u", &[Context::Global]), Some(Action::Undo));
    assert!(keymap.keys(Action::Undo, &[pane, Context::Global]).is_empty());
}

#[test]
fn a_sequence_shows_how_it_goes_on_and_ends_with_its_second_key() {
    let keymap = Keymap::named("vim").unwrap().unwrap();
    let mut harness = super::demo::with(keymap, 80, 24);
    let last = |screen: String| screen.lines().last().unwrap().to_owned();
    harness.keys("j j j");
    let moved = harness.screen();
    assert_eq!(last(harness.keys("g").screen()), "g-  g first");
    assert_ne!(harness.keys("g").screen(), moved, "back at the first row");
    assert!(last(harness.keys("<ctrl-w>").screen()).starts_with("Ctrl-w-  w next"));
    let before = harness.keys("<esc>").screen();
    assert!(
        last(before.clone()).contains("? keys"),
        "Esc only ends the sequence: {before}"
    );
    assert_eq!(
        harness.keys("g x").screen(),
        before,
        "a key that does not follow does nothing"
    );
    harness.keys("ZZ");
    assert!(harness.app.ending().is_some());
}

/// Where text is typed, the beginning of a sequence is text.
#[test]
fn letters_of_sequences_can_be_typed() {
    let keymap = Keymap::named("vim").unwrap().unwrap();
    let mut harness = super::demo::with(keymap, 80, 24);
    assert!(harness.keys("/ g Z g").screen().contains("gZg"));
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
fn every_action_has_a_key_in_every_keymap() {
    for keymap in shipped() {
        for info in &ACTIONS {
            let mut all = Context::all().flat_map(|context| keymap.of(context));
            let found = all.any(|binding| binding.action == Some(info.action));
            assert!(found, "{} has no key in {}", info.id, keymap.name());
        }
    }
}

/// Ctrl-C, Ctrl-L and Ctrl-Z are what every terminal's users know; each stands beside another key.
#[test]
fn the_consoles_keys_have_no_letter() {
    let keymap = Keymap::named("console").unwrap().unwrap();
    let letter = |keys: &Keys| {
        let mut each = keys.each().iter().flat_map(|key| key.codes.iter());
        each.any(|code| matches!(code, crossterm::event::KeyCode::Char(c) if c.is_alphabetic()))
    };
    for context in Context::all() {
        for binding in keymap.of(context) {
            let besides = keymap
                .of(context)
                .any(|b| b.action == binding.action && !letter(&b.keys));
            let control = ["Ctrl-c", "Ctrl-l", "Ctrl-z"].contains(&&*binding.keys.to_string());
            assert!(besides && (control || !letter(&binding.keys)), "{}", binding.keys);
        }
    }
}

#[test]
fn the_cheat_sheets_are_up_to_date() {
    for keymap in shipped() {
        let middle = match keymap.is_default() {
            true => String::new(),
            false => format!(".{}", keymap.name()),
        };
        for (lang, end) in [(Lang::Zh, "md"), (Lang::En, "en.md")] {
            let file = format!("KEYS{middle}.{end}");
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("keymaps")
                .join(&file);
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
