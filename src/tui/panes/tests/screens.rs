//! What the operator sees.

use insta::assert_snapshot;
use rstest::rstest;

use super::entry::{clean_visit, open};
use super::{Day, seat, shared};
use crate::domain::task::TaskState;
use crate::lang::Lang;
use crate::tui::event::Event;
use crate::tui::harness::Harness;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Typed into a form: date, method, officers, kind of unit, and an answer that asks for its finding.
const TYPED: &str = "3 <enter> 2022-06-19 <tab> 1 1 2 1 2 许可证已过期。 <backtab>";

fn look(operator: &str, lang: Lang, ascii: bool, script: &str, (width, height): (u16, u16)) -> String {
    let mut harness = Harness::new(seat(&shared(), operator, lang, ascii), width, height);
    harness.keys(script).screen()
}

#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_panes(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    for (pane, script) in [("tasks", "j"), ("teams", "2 j"), ("entry", "3 j")] {
        for size in SIZES {
            let screen = look("武汉人社", lang, ascii, script, size);
            assert_snapshot!(format!("{pane}_{name}_{}x{}", size.0, size.1), screen);
        }
    }
}

#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_form(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    let day = Day::new();
    for (width, height) in SIZES {
        let mut harness = Harness::new(seat(&day.office, "武汉人社", lang, ascii), width, height);
        let screen = harness.keys(TYPED).screen();
        assert_snapshot!(format!("form_{name}_{width}x{height}"), screen);
        harness.keys("<esc>");
        for draft in day.office.drafts().all("武汉人社").keys() {
            day.office.drafts().done("武汉人社", draft).unwrap();
        }
    }
}

/// What I typed beside what somebody else recorded meanwhile.
#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_comparison(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    let day = Day::new();
    let task = day.task("420100", TaskState::Assigned);
    let mut mine = Harness::new(seat(&day.office, "武汉人社", lang, ascii), 80, 24);
    mine.keys("3 /").keys(&task.id).keys("<enter> <enter>");
    mine.keys("2022-06-18 <tab> 2 1 2 1 2 许可证已过期。");
    let mut other = open(&day, "武汉市监", &task.id);
    other.keys(&clean_visit()).keys("<ctrl-s>");
    let seq = day.office.view().seq();
    mine.event(Event::Notice(seq)).keys("<ctrl-d> <right>");
    for (width, height) in SIZES {
        let screen = mine.resize(width, height).screen();
        assert_snapshot!(format!("compare_{name}_{width}x{height}"), screen);
    }
}

/// The forms after draw and match, with one answer given.
#[rstest]
#[case("zh", Lang::Zh, false)]
#[case("en", Lang::En, false)]
#[case("ascii", Lang::Zh, true)]
fn the_forms_of_changes(#[case] name: &str, #[case] lang: Lang, #[case] ascii: bool) {
    for (form, operator, script) in [
        ("replace", "省人社", "R"),
        ("strike", "省人社", "X 2 <tab>"),
        ("officer", "武汉人社", "2 O"),
        ("officer_reason", "武汉人社", "2 O 1 <tab>"),
    ] {
        for size in SIZES {
            let screen = look(operator, lang, ascii, script, size);
            assert!(!screen.contains("pane."), "a message is missing: {screen}");
            assert_snapshot!(format!("change_{form}_{name}_{}x{}", size.0, size.1), screen);
        }
    }
}

#[rstest]
#[case("task_open", "武汉复核", "/ state:已录入 <enter> <enter>")]
#[case("task_question", "武汉复核", "/ state:已录入 <enter> a")]
#[case("task_reason", "武汉复核", "/ state:已录入 <enter> r")]
#[case("task_off", "武汉人社", "a")]
#[case("task_filter", "省人社", "/ state:办结 <space> region:yc <enter>")]
#[case("task_help", "武汉人社", "?")]
#[case("team_open", "武汉人社", "2 <enter>")]
#[case("form_errors", "武汉人社", "3 <enter> <ctrl-s>")]
#[case("form_basis", "武汉人社", "3 <enter> <tab> <tab> <tab> <tab> <f5>")]
#[case("form_codes", "武汉人社", &CODES)]
fn steps_at_80x24(#[case] name: &str, #[case] operator: &str, #[case] script: &str) {
    assert_snapshot!(name, look(operator, Lang::Zh, false, script, (80, 24)));
}

/// To the result codes of an empty form.
static CODES: std::sync::LazyLock<String> =
    std::sync::LazyLock::new(|| format!("3 <enter> {}", "<tab> ".repeat(26)));

#[test]
fn ascii_screens_hold_nothing_else() {
    let typed = format!("3 <enter> {}", "<tab> ".repeat(27));
    for script in [
        "",
        "<enter>",
        "?",
        "a",
        ": ",
        "2 <enter>",
        "3",
        "3 <enter> <ctrl-s>",
        &typed,
    ] {
        let screen = look("武汉人社", Lang::Zh, true, script, (120, 40));
        let other = screen.chars().find(|c| !c.is_ascii());
        assert_eq!(other, None, "{script}\n{screen}");
    }
}

#[test]
fn every_size_down_to_one_cell_is_survived() {
    for script in [
        "",
        "<enter>",
        "2",
        "2 <enter>",
        "3",
        "3 <enter>",
        "3 <enter> <f5>",
        "/ x",
    ] {
        let mut harness = Harness::new(seat(&shared(), "武汉人社", Lang::Zh, false), 120, 40);
        harness.keys(script);
        for (width, height) in [
            (80, 24),
            (40, 10),
            (9, 5),
            (3, 3),
            (2, 1),
            (1, 1),
            (1, 40),
            (200, 1),
        ] {
            harness.resize(width, height);
            assert!(
                height < 3 || width < 3 || harness.cursor().is_some(),
                "{script} {width}x{height}"
            );
        }
    }
}

/// What others did is on the screen with the next notice.
#[test]
fn a_notice_brings_the_list_up_to_date() {
    let day = Day::new();
    let mut watcher = day.sit("武汉人社");
    let task = day.returned();
    let name = task
        .id
        .rsplit_once("HB-RS-2022-")
        .map_or("", |(_, short)| short)
        .to_owned();
    watcher.keys("/ state:退回 <enter>");
    assert!(watcher.screen().contains(&name));
    let id = task.id.clone();
    let accept = crate::domain::command::Command::RecordVisit {
        visit: Box::new(crate::domain::inspection::Visit {
            reason: "补充".to_owned(),
            ..day.record(&task).unwrap().visit
        }),
        task: id,
        based_on: None,
    };
    day.submit("武汉人社", accept);
    let seq = day.office.view().seq();
    assert!(!watcher.event(Event::Notice(seq)).screen().contains(&name));
}
