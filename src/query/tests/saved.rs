//! Saved views: the shipped ones, own ones over them, and one put into a file.

use rstest::rstest;

use crate::domain::campaign::Text;
use crate::domain::operator::Role;
use crate::lang::Lang;
use crate::query::{List, SavedView, Views, WrongView, with};

const OWN: &str = "# 我的视图\n\n[view.overdue] # 改过\nlist = \"tasks\"\nfilter = \"is:逾期 region:武汉\"\norder = \"due\"\n\n# 武汉\n[view.\"武汉\"]\nname = \"武汉的\"\nlist = \"tasks\"\n";

fn mine() -> SavedView {
    SavedView {
        id: "武汉".into(),
        name: Text {
            zh: "武汉的".into(),
            en: "Wuhan's".into(),
        },
        list: List::Tasks,
        filter: "地区:武汉 \"a b\"".into(),
        order: "-due".into(),
        roles: vec![Role::Review],
    }
}

#[test]
fn the_shipped_views_are_sound_and_offered_to_those_who_need_them() {
    let views = Views::shipped().unwrap();
    for (name, role) in [
        ("今日待办", Role::Inspect),
        ("逾期", Role::Claim),
        ("退回", Role::Inspect),
        ("待复核", Role::Review),
        ("待公示", Role::Publish),
        ("unclaimed", Role::Claim),
    ] {
        let view = views.find(List::Tasks, name).unwrap();
        assert!(view.is_for(&[Role::Admin, role]), "{name}");
        assert!(!view.is_for(&[Role::Leads]), "{name}");
    }
    assert_eq!(
        views.find(List::Tasks, "Mine-Today").map(|v| v.order.as_str()),
        Some("due")
    );
    let late = views.find(List::Leads, "overdue").unwrap();
    assert!(late.is_for(&[Role::Leads]) && !late.is_for(&[Role::Inspect]));
}

#[test]
fn own_views_come_first_and_take_the_place_of_shipped_ones() {
    let views = Views::shipped().unwrap().over("views.toml", OWN).unwrap();
    let ids: Vec<&str> = views.of(List::Tasks).map(|v| v.id.as_str()).collect();
    assert_eq!(ids[..3], ["overdue", "武汉", "mine-today"]);
    assert_eq!(ids.iter().filter(|id| **id == "overdue").count(), 1);
    assert!(views.find(List::Tasks, "武汉的").unwrap().is_for(&[]));
}

#[rstest]
#[case("[view.a]\nlist = \"task\"\n", 2, 8)]
#[case("[view.a]\nlist = \"tasks\"\ncolour = 1\n", 3, 1)]
#[case("[view.a]\nlist = \"tasks\"\nroles = [\"king\"]\n", 3, 10)]
#[case("[view.a]\nlist = \"tasks\"\n\n[view.a]\nlist = \"tasks\"\n", 4, 7)]
#[case("名 = 1", 1, 1)]
fn a_mistake_is_told_with_line_and_column(#[case] text: &str, #[case] line: usize, #[case] column: usize) {
    let fault = Views::default().over("own.toml", text).unwrap_err();
    assert_eq!((fault.line, fault.column), (line, column), "{fault}");
    assert!(
        fault
            .text(Lang::Zh)
            .starts_with(&format!("own.toml:{line}:{column}: "))
    );
}

#[test]
fn a_wrong_filter_or_order_is_told_where_it_stands() {
    for (line, what) in [
        ("filter = \"colour:red\"", "colour"),
        ("order = \"due,smell\"", "smell"),
    ] {
        let text = format!("[view.a]\nlist = \"tasks\"\n{line}\n");
        let fault = Views::default().over("own.toml", &text).unwrap_err();
        assert!(matches!(fault.wrong, WrongView::Query(..)));
        assert_eq!(fault.line, 3);
        assert!(fault.text(Lang::Zh).contains(what) && fault.text(Lang::En).contains(what));
    }
    // A division is looked up in the campaign, which the file does not know.
    assert!(
        Views::default()
            .over("own.toml", "[view.a]\nlist = \"tasks\"\nfilter = \"地区:火星\"\n")
            .is_ok()
    );
}

#[test]
fn a_view_is_put_into_a_file_and_everything_else_stays() {
    let changed = with("views.toml", OWN, &mine()).unwrap();
    assert!(
        changed.starts_with(&OWN[..OWN.find("[view.\"武汉\"]").unwrap()]),
        "{changed}"
    );
    let views = Views::default().over("views.toml", &changed).unwrap();
    assert_eq!(views.find(List::Tasks, "武汉"), Some(&mine()));
    assert_eq!(with("views.toml", &changed, &mine()).unwrap(), changed);

    let new = SavedView {
        id: "new".into(),
        ..mine()
    };
    let more = with("views.toml", &changed, &new).unwrap();
    assert!(more.starts_with(&changed));
    let first = with("views.toml", "", &new).unwrap();
    assert_eq!(
        Views::default().over("", &first).unwrap().of(List::Tasks).count(),
        1
    );

    let overdue = SavedView {
        id: "overdue".into(),
        ..mine()
    };
    let changed = with("views.toml", OWN, &overdue).unwrap();
    assert!(
        changed.starts_with("# 我的视图\n\n[view.overdue]\nname")
            && changed.ends_with(&OWN[OWN.find("\n# 武汉").unwrap()..]),
        "{changed}"
    );
}

#[test]
fn a_file_that_cannot_take_it_is_left_alone() {
    let inline = "view = { a = { list = \"tasks\" } }\n";
    let fault = with("views.toml", inline, &mine()).unwrap_err();
    assert_eq!(fault.wrong, WrongView::Form("武汉".into()));
    assert!(with("views.toml", "[view.a]\n", &mine()).is_err());
}
