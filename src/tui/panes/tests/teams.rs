//! Days at the pane of teams.

use super::Day;
use crate::domain::library::Officer;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};

#[test]
fn loads_stand_beside_the_names_and_match_the_records() {
    let day = Day::new();
    let task = day.task("420100", TaskState::Assigned);
    let screen = day
        .sit("武汉人社")
        .keys("2 /")
        .keys(&task.id)
        .keys("<enter>")
        .screen();
    for member in &task.team {
        let view = day.office.view();
        let officer: Officer = view.state().get(&member.officer).unwrap();
        let held: Vec<Task> = view.state().by("task.officer", &member.officer);
        let open = held.iter().filter(|t| t.state < TaskState::Recorded).count() as u32;
        let load = format!(
            "{} {}/{}",
            member.name,
            open + officer.base_load,
            officer.cap.unwrap_or(12)
        );
        assert!(screen.contains(&load), "{load}\n{screen}");
    }
}

#[test]
fn an_officer_is_found_with_all_tasks_and_conflicts() {
    let day = Day::new();
    let conflict = {
        let view = day.office.view();
        let conflicts: Vec<crate::domain::library::Conflict> = view.state().all();
        let busy = |c: &crate::domain::library::Conflict| {
            !view.state().by::<Task>("task.officer", &c.officer).is_empty()
        };
        conflicts.into_iter().find(busy).unwrap()
    };
    let (name, held) = {
        let view = day.office.view();
        let officer: Officer = view.state().get(&conflict.officer).unwrap();
        (
            officer.name,
            view.state().by::<Task>("task.officer", &conflict.officer),
        )
    };
    let mut harness = day.sit_before("省人社", 120, 120);
    let screen = harness
        .keys("2 /")
        .keys(&held[0].id)
        .keys("<enter> <enter>")
        .screen();
    assert!(screen.contains("须回避"), "{screen}");
    assert!(screen.contains(&name) && screen.contains(&conflict.officer));
    for task in &held {
        assert!(
            screen.contains(task.id.trim_start_matches("HB-RS-2022-")),
            "{}",
            task.id
        );
    }
    assert!(
        harness.keys("<esc>").screen().contains("1/1"),
        "the list is in front again"
    );
}

#[test]
fn nothing_is_changed_here() {
    let day = Day::new();
    let mut harness = day.sit("武汉人社");
    harness.keys("2");
    let before = day.office.view().seq();
    for key in "abcdefhijklmnoprstvwxyz".chars() {
        harness.keys(&key.to_string()).keys("<esc>");
    }
    assert!(harness.screen().contains("[2 检查组]"));
    assert_eq!(day.office.view().seq(), before);
}
