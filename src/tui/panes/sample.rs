//! Data directories for the tests of the panes: the demo, built once, and a campaign that has only begun.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use tempfile::TempDir;

use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Department, Operator, Role};
use crate::exchange::campaign::default_campaign;
use crate::lang::Lang;
use crate::office::{Clock, Office, demo};
use crate::tui::app::App;
use crate::tui::desk::Desk;
use crate::tui::frame::Headline;
use crate::tui::harness::Harness;
use crate::tui::keymap::Keymap;
use crate::tui::layer::Layer;
use crate::tui::pane::Pane;
use crate::tui::term::{Caps, Depth};
use crate::tui::ui::Ui;

/// The demo's office, for reading only. Nobody drops it at the end of the tests: what an earlier run left is removed.
pub(super) fn demo_office() -> Arc<Office> {
    static OFFICE: OnceLock<Arc<Office>> = OnceLock::new();
    let office = OFFICE.get_or_init(|| {
        let all = std::env::temp_dir().join("duban-panes");
        std::fs::create_dir_all(&all).unwrap();
        remove_left_overs(&all);
        // One deeper, so that the keys beside it are in the process's own directory too.
        let dir = all.join(std::process::id().to_string()).join("data");
        let (office, _) = demo::make(&dir).unwrap();
        office.set_clock(Clock::Rehearsal(demo::TODAY));
        Arc::new(office)
    });
    Arc::clone(office)
}

/// Directories here are named by the process that made them.
fn remove_left_overs(all: &Path) {
    let dirs = std::fs::read_dir(all).unwrap().flatten();
    for dir in dirs.filter(|dir| !PathBuf::from("/proc").join(dir.file_name()).exists()) {
        std::fs::remove_dir_all(dir.path()).ok();
    }
}

/// An office whose campaign has begun on this day, with nothing imported but the campaign's own operators.
pub(super) fn bare_office(today: &str) -> (TempDir, Arc<Office>) {
    office_of(today, default_campaign().unwrap().campaign)
}

/// A campaign that has just begun.
pub(super) fn office_of(today: &str, campaign: Campaign) -> (TempDir, Arc<Office>) {
    let dir = tempfile::tempdir().unwrap();
    let today: NaiveDate = today.parse().unwrap();
    let office = Office::open(dir.path(), Clock::Rehearsal(today), &mut |_, _| {}).unwrap();
    let begin = Command::Begin(Box::new(campaign));
    office.submit(&actor("省人社"), begin).unwrap();
    (dir, Arc::new(office))
}

pub(super) fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: "tester".to_owned(),
        terminal: String::new(),
    }
}

pub(super) fn desk(office: &Arc<Office>, operator: &str, lang: Lang) -> Desk {
    Desk::new(Arc::clone(office), actor(operator), lang)
}

/// An operator of a county's office.
pub(super) fn county() -> Operator {
    Operator {
        name: "江岸人社".to_owned(),
        os_user: String::new(),
        unit: "420102".parse().unwrap(),
        department: Department::Hr,
        roles: vec![Role::Inspect],
    }
}

/// How a screen is shown, by the name it has in snapshots.
pub(super) const LOOKS: [(&str, Lang, bool, bool); 3] = [
    ("zh", Lang::Zh, false, false),
    ("en", Lang::En, false, false),
    ("ascii", Lang::Zh, true, true),
];

/// A pane alone in the workstation.
pub(super) fn pane(
    (lang, ascii, mono): (Lang, bool, bool),
    place: Pane,
    layer: impl Layer + 'static,
    size: (u16, u16),
) -> Harness {
    let caps = Caps {
        ascii,
        depth: if mono { Depth::Mono } else { Depth::Ansi16 },
        ..Caps::default()
    };
    let head = |_: &Ui| Headline::default();
    let app = App::new(
        Ui::new(lang, &caps),
        Keymap::shipped().unwrap(),
        Box::new(head),
        vec![(place, Box::new(layer))],
    );
    Harness::new(app, size.0, size.1)
}

/// Snapshots of what a script leads to, in every look and at both sizes.
pub(super) fn screens<L: Layer + 'static>(name: &str, place: Pane, make: impl Fn(Lang) -> L, script: &str) {
    for (look, lang, ascii, mono) in LOOKS {
        for size in [(80, 24), (120, 40)] {
            let mut harness = pane((lang, ascii, mono), place, make(lang), size);
            let screen = harness.keys(script).screen();
            assert!(!ascii || screen.is_ascii(), "{name}: {screen}");
            assert!(
                !screen.contains("pane."),
                "a message is missing in {name}: {screen}"
            );
            let file = format!("{name}_{look}_{}x{}", size.0, size.1);
            insta::with_settings!({ filters => vec![
                ("[0-9a-f]{64}", "<sha-256>"),
                (r"(Login|登录用户)  \S+", "$1  <login>"),
                (r"\d{4}-\d\d-\d\dT\S+", "<time>"),
            ], prepend_module_to_snapshot => false, snapshot_path => "snapshots" }, {
                insta::assert_snapshot!(file, screen);
            });
        }
    }
}

/// Every size down to one cell is drawn, whatever keys are pressed.
pub(super) fn survives<L: Layer + 'static>(place: Pane, make: impl Fn() -> L, script: &str) {
    // Other tests read the same office: a script must not press what changes it.
    let seq = demo_office().view().seq();
    for size in [(1, 1), (1, 5), (5, 2), (20, 4), (40, 10), (79, 23), (200, 60)] {
        let mut harness = pane((Lang::Zh, false, false), place, make(), size);
        harness.keys(script);
        harness.resize(1, 1).resize(130, 30).keys(script).resize(3, 3);
    }
    assert_eq!(demo_office().view().seq(), seq);
}
