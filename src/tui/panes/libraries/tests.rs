//! Flows and screens.

use rstest::rstest;

use super::Libraries;
use crate::lang::Lang;
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};

fn libraries(lang: Lang) -> Libraries {
    Libraries::new(desk(&demo_office(), "省人社", lang))
}

fn opened(size: (u16, u16)) -> Harness {
    pane(
        (Lang::Zh, false, false),
        Pane::Libraries,
        libraries(Lang::Zh),
        size,
    )
}

#[rstest]
#[case("registry", "")]
#[case("targets", "<tab>")]
#[case("officers", "l l")]
#[case("conflicts", "l l l")]
#[case("checklist", "l l l l j")]
#[case("operators", "h h")]
#[case("batches", "h")]
#[case("batch_open", "h <enter>")]
#[case("checklist_open", "l l l l <enter>")]
#[case("officers_found", "l l / wuhan <enter> j")]
fn screens_of_every_list(#[case] name: &str, #[case] script: &str) {
    screens(&format!("libraries_{name}"), Pane::Libraries, libraries, script);
}

#[rstest]
#[case("registry", "", "duban import targets")]
#[case("targets", "l", "duban import targets")]
#[case("officers", "l l", "duban import officers")]
#[case("conflicts", "l l l", "duban import conflicts")]
#[case("checklist", "l l l l", "duban import checklist")]
#[case("batches", "h", "duban pool freeze")]
fn an_empty_list_says_what_would_fill_it(#[case] name: &str, #[case] script: &str, #[case] command: &str) {
    let (_dir, office) = bare_office("2022-06-01");
    let layer = Libraries::new(desk(&office, "省人社", Lang::En));
    let mut harness = pane((Lang::En, false, false), Pane::Libraries, layer, (119, 24));
    let screen = harness.keys(script).screen();
    assert!(screen.contains(command), "{name}: {screen}");
    assert!(screen.contains("(Enter open)"), "{name}: {screen}");
    let said = harness.keys("/").screen();
    assert!(said.matches(command).count() == 2, "{name}: {said}");
}

#[test]
fn the_registry_is_found_by_code_name_and_initials() {
    let office = demo_office();
    let middle = office.view().registry().len() / 2;
    let line = office.view().registry_line(middle).unwrap().unwrap();
    let code = line.split('\t').next().unwrap();
    let mut harness = opened((80, 24));
    let screen = harness
        .keys(&format!("/ {} <enter>", code.to_lowercase()))
        .screen();
    let row = screen.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(row.contains(code), "{screen}");
    let name = line.split('\t').nth(1).unwrap();
    harness.keys("<esc>");
    for typed in [name, "wuhan", "grade:D", "示例 -劳务"] {
        let keys = typed.replace(' ', " <space> ");
        harness.keys("/").keys(&keys).keys("<enter>").work();
        let screen = harness.screen();
        let row = screen.lines().find(|line| line.starts_with('>')).unwrap();
        assert!(typed != name || row.contains(name.get(..12).unwrap()), "{screen}");
        assert!(screen.contains(&format!("筛选“{typed}”")), "{screen}");
        let screen = harness.keys("<esc>").screen();
        assert!(screen.contains("3608 ") && !screen.contains("筛选“"), "{screen}");
    }
}

#[test]
fn a_row_of_the_registry_shows_all_its_fields_and_marks_its_keywords() {
    let office = demo_office();
    let view = office.view();
    let lines = (0..view.registry().len()).filter_map(|n| view.registry_line(n).unwrap());
    // One that affirms a keyword and excludes another.
    let line = lines
        .filter(|line| line.contains("劳务派遣") && line.contains("不含职业中介"))
        .find(|line| line.contains("劳务派遣服务") || line.contains("劳务派遣;"))
        .unwrap();
    drop(view);
    let code = line.split('\t').next().unwrap();
    let screen = opened((200, 60))
        .keys(&format!("/ {code} <enter> <enter>"))
        .screen();
    for field in line
        .split('\t')
        .filter(|field| !field.contains("劳务派遣") && !field.is_empty())
    {
        assert!(screen.contains(field), "{field}: {screen}");
    }
    assert!(screen.contains("[-职业中介]"), "{screen}");
}

#[test]
fn a_filter_is_taken_back_with_escape() {
    let mut harness = opened((80, 24));
    let screen = harness.keys("h h / 武汉 <enter>").screen();
    assert!(screen.contains("筛选“武汉”"), "{screen}");
    let row = screen.lines().find(|line| line.starts_with('>')).unwrap();
    assert!(row.contains("武汉"), "{screen}");
    assert!(!harness.keys("<esc>").screen().contains("筛选“"));
    assert!(
        harness
            .keys("/ 没有的 <enter>")
            .screen()
            .contains("没有符合筛选的内容")
    );
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Libraries,
        || libraries(Lang::Zh),
        "G <enter> j <esc> l <enter> <esc> l j l l l l <enter> G <esc> h x",
    );
}
