//! What helps at the desk: undoing, marks, papers, suggestions, filters.

use super::{begins_with, last, next, now, of_wuhan};
use crate::domain::command::Command;
use crate::domain::lead::{Handling, Lead, LeadState};
use crate::lang::Lang;
use crate::tui::action::Action;
use crate::tui::keymap::Keymap;
use crate::tui::layer::{Cx, Layer};
use crate::tui::panes::leads::choices::Choices;
use crate::tui::panes::leads::standing::command;
use crate::tui::panes::leads::{Leads, advice};
use crate::tui::panes::sample::desk;
use crate::tui::panes::shown::Look;
use crate::tui::panes::tests::Day;
use crate::tui::term::Caps;
use crate::tui::ui::Ui;
/// What was done at this desk is taken back, the last first, and the desk goes back to each lead.
#[test]
fn what_was_done_is_undone_step_by_step() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    let screen = harness.keys("4 u").screen();
    assert!(screen.contains("还没有办理过线索"), "{screen}");
    harness.keys("a x 1");
    assert_eq!(now(&day, &wuhan[1]).state(), LeadState::Refused);
    let screen = harness.keys("u").screen();
    assert!(screen.contains("已撤销：不予受理"), "{screen}");
    assert!(begins_with(&harness, &wuhan[1]), "{screen}");
    assert_eq!(now(&day, &wuhan[1]).state(), LeadState::Pending);
    let screen = harness.keys("u").screen();
    assert!(screen.contains("已撤销：受理"), "{screen}");
    assert!(begins_with(&harness, &wuhan[0]), "{screen}");
    let first = now(&day, &wuhan[0]);
    assert_eq!((first.state(), first.steps.len()), (LeadState::Pending, 2));
    harness.keys("u");
    assert_eq!(now(&day, &wuhan[0]), first);
}

/// Somebody else went on with it meanwhile: the step stays, and the operator is told.
#[test]
fn what_somebody_else_went_on_with_is_not_undone() {
    let day = Day::of_intake();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 f 黄石港区 <enter> 属黄石管辖 <enter>");
    day.sit("黄石人社").keys(&format!("4 / {} <enter> s", first.id));
    let screen = harness.keys("u").screen();
    assert!(screen.contains("不能撤销"), "{screen}");
    assert!(matches!(last(&now(&day, &first)), Some(Handling::Acknowledge)));
}

#[test]
fn marked_leads_are_decided_together() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 mm x 5").work();
    for lead in &wuhan[..2] {
        assert_eq!(
            now(&day, lead).state(),
            LeadState::Refused,
            "{}",
            harness.screen()
        );
    }
    harness.keys("mm a").work();
    for lead in &wuhan[2..4] {
        assert_eq!(
            now(&day, lead).state(),
            LeadState::Accepted,
            "{}",
            harness.screen()
        );
    }
    // Each is undone for itself.
    harness.keys("u u u u");
    for lead in &wuhan[..4] {
        assert_eq!(
            now(&day, lead).state(),
            LeadState::Pending,
            "{}",
            harness.screen()
        );
    }
}

#[test]
fn the_target_that_is_meant_is_typed_or_chosen() {
    let day = Day::of_intake();
    let nameless = of_wuhan(&day)
        .into_iter()
        .find(|lead| lead.target.is_none())
        .unwrap();
    let mut harness = day.sit("武汉人社");
    harness.keys(&format!("4 / {} <enter> i", nameless.id));
    let screen = harness.keys("其他对象 <enter> 没有这家 <enter>").screen();
    assert_eq!(now(&day, &nameless).subject(), None, "{screen}");
    harness.keys("i");
    if harness.screen().contains("其他对象") {
        harness.keys("其他对象 <enter>");
    }
    harness.keys("91420106YLDACCDD42 <enter>");
    assert_eq!(
        now(&day, &nameless).subject().as_deref(),
        Some("91420106YLDACCDD42"),
        "{}",
        harness.screen()
    );
}

/// A paper hands itself in: the desk sees it and goes on, unless the lead still waits for the operator.
#[test]
fn a_paper_that_was_handed_in_leads_on() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let desk = desk(&day.office, "武汉人社", Lang::Zh);
    let (ui, keymap) = (Ui::new(Lang::Zh, &Caps::default()), Keymap::shipped().unwrap());
    let cx = Cx::new(&ui, &keymap);
    let mut pane = Leads::new(desk.clone());
    pane.ready(&cx);
    let hand_in = |pane: &mut Leads, handling: Handling| {
        let lead = pane.selected().unwrap();
        pane.lay_out(Some(&lead));
        // As long as nothing was handed in, nothing moves.
        pane.ready(&cx);
        assert_eq!(pane.selected(), Some(lead.clone()));
        desk.submit(command(&lead.id, handling)).unwrap();
        pane.ready(&cx);
        pane.selected().unwrap().id
    };
    let ask = Handling::Ask {
        what: "补充名称".to_owned(),
        until: "2022-07-01".parse().unwrap(),
    };
    assert_eq!(hand_in(&mut pane, ask), wuhan[1].id);
    // Where the target was found, it still has to be decided.
    let target = wuhan.iter().find_map(|lead| lead.target.clone()).unwrap();
    assert_eq!(hand_in(&mut pane, Handling::Identify { target }), wuhan[1].id);
    assert_eq!(hand_in(&mut pane, Handling::Accept), wuhan[1].id);
    let close = Handling::Close {
        code: "true".to_owned(),
        result: "已责令改正".to_owned(),
    };
    let told = hand_in(&mut pane, close);
    assert_eq!(told == wuhan[1].id, wuhan[1].reporter.is_some());
    assert_eq!(pane.handed.len(), 4);
}

/// The action that the words suggest stands first, under its own number; the team is of both departments.
#[test]
fn a_check_offers_the_suggested_action_first() {
    let day = Day::of_intake();
    let view = day.office.view();
    let actor = view.actor(Some("武汉人社")).unwrap();
    let ui = Ui::new(Lang::Zh, &Caps::default());
    let look = Look::new(&ui, &view, &actor).unwrap();
    let suggesting = of_wuhan(&day).into_iter().find_map(|lead| {
        let action = advice::suggested(&look, &lead)?.action;
        Some((lead, action))
    });
    let (lead, action) = suggesting.unwrap();
    let choices = Choices::of(&look, Action::CheckNow, &[lead]);
    let numbers: Vec<Option<u32>> = choices
        .options
        .iter()
        .map(|(_, handling)| match handling {
            Handling::Check { action, team } if team.len() == 2 => *action,
            other => panic!("{other:?}"),
        })
        .collect();
    let mut sorted = numbers.clone();
    sorted.sort();
    assert_eq!(sorted, [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(numbers[0], Some(action));
    assert!(choices.options[0].0.contains("建议行动"));
    assert!(
        choices.title.contains("人社") && choices.title.contains("市场监管"),
        "{}",
        choices.title
    );
}

/// Filters ask for what a lead waits for, its sort, and whether it is urgent.
#[test]
fn leads_are_found_by_what_they_wait_for_and_by_their_sort() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let urgent = wuhan
        .iter()
        .filter(|lead| next(&day, lead).unwrap().urgent)
        .count();
    let assigned = wuhan.iter().filter(|lead| lead.source.contains("交办")).count();
    assert!(0 < assigned && assigned < urgent && urgent < wuhan.len());
    let mut harness = day.sit("武汉人社");
    harness.keys("4 a");
    let mut found = |filter: &str| {
        let screen = harness.keys(&format!("/ {filter} <enter>")).screen();
        let count = screen.lines().find_map(|line| {
            let rest = line.split_once('（')?.1;
            rest.split_once('/')?.0.trim().parse::<usize>().ok()
        });
        let rows = screen.lines().filter(|line| line.contains("武汉市 ")).count();
        harness.keys("<esc>");
        count.unwrap_or(rows)
    };
    assert_eq!(found("wait:待办结"), 1);
    assert_eq!(found("wait:decide"), wuhan.len() - 1);
    assert_eq!(found("kind:assigned"), assigned);
    assert_eq!(found("kind:上级交办"), assigned);
    assert_eq!(found("is:urgent"), urgent);
    assert_eq!(found("is:back"), 0);
}

/// Another lead on the same target is told of beside it, and stands first among those it can be merged into.
#[test]
fn a_probable_duplicate_stands_first() {
    let day = Day::of_intake();
    let one = of_wuhan(&day)
        .into_iter()
        .find(|lead| lead.target.is_some())
        .unwrap();
    let again = Lead {
        id: "LAGAIN".to_owned(),
        received: "2022-06-19".parse().unwrap(),
        source: "12345".to_owned(),
        reporter: None,
        ..one.clone()
    };
    day.submit("武汉人社", Command::AddLead(Box::new(again.clone())));
    let mut harness = day.sit("武汉人社");
    let screen = harness
        .keys(&format!("4 / {} <enter> <enter>", again.id))
        .screen();
    assert!(
        screen.contains("疑似重复") && screen.contains(&one.id),
        "{screen}"
    );
    harness.keys("g <enter>");
    let merged = now(&day, &again);
    assert_eq!(
        merged.merged_into(),
        Some(one.id.as_str()),
        "{}",
        harness.screen()
    );
    let screen = harness.keys("u").screen();
    assert!(screen.contains("已撤销：合并"), "{screen}");
    assert_eq!(now(&day, &again).state(), LeadState::Pending);
}
