//! 不得同组: teams of four, and officers who must not be in one team.

use duban::domain::command::Command;
use duban::domain::library::Tie;
use duban::domain::operator::Department;
use duban::domain::refusal::Refusal;

use super::*;

/// An office whose teams have two members of each department.
fn pairs(officers: usize) -> Desk {
    let mut campaign = campaign();
    campaign.team.members_per_department = 2;
    Desk::with(campaign, 14, officers)
}

fn change(desk: &Desk, task: &str, out: &str) -> Command {
    assert!(desk.task(task).team.iter().any(|m| m.officer == out));
    Command::ReplaceOfficer {
        task: task.to_owned(),
        officer: out.to_owned(),
        reason: "avoidance".to_owned(),
        evidence: "回避决定".to_owned(),
    }
}

fn together(task: &Task, one: &str, other: &str) -> bool {
    [one, other]
        .iter()
        .all(|id| task.team.iter().any(|m| m.officer == *id))
}

#[test]
fn a_match_keeps_them_apart_within_and_across_the_departments() {
    let desk = pairs(4);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 16).hand_out("06-03");
    let target = job.tasks()[0].target.clone();
    let bans = [
        ("A420100001", "A420100002"),
        ("B420200003", "A420200001"),
        ("A429004002", "B429004004"),
    ];
    for (one, other) in bans {
        // Written either way round, and twice.
        desk.avoid(&[(one, other, Tie::Pair), (other, one, Tie::Pair)]);
    }
    desk.avoid(&[("A420100003", &target, Tie::Own)]);
    job.teams("06-06", None);
    for task in job.tasks() {
        let of = |department| task.team.iter().filter(|m| m.department == department).count();
        assert_eq!((of(Department::Hr), of(Department::Mr)), (2, 2));
        assert!(
            bans.iter().all(|(one, other)| !together(&task, one, other)),
            "{:?}",
            task.team
        );
    }
    let open = board.only(&desk, "06-06");
    assert_eq!(open.internal.teams, Some(16));
    let copy = published(&desk, BATCH, "06-06", INTERNAL).files;
    assert_eq!(text(&copy, "conflicts.tsv").lines().count(), 1 + 3 + 1);
    board.only(&desk, "07-21");
    replayed(desk);
}

#[test]
fn a_ban_with_a_member_who_stays_bars_and_one_with_him_who_leaves_does_not() {
    let desk = pairs(4);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 16).hand_out("06-03").teams("06-06", None);
    let task = job.tasks().remove(0);
    let hr: Vec<String> = task
        .team
        .iter()
        .filter(|m| m.department == Department::Hr)
        .map(|m| m.officer.clone())
        .collect();
    let all = (1..=4).map(|n| format!("A{}00{n}", task.unit));
    let free: Vec<String> = all.filter(|id| !hr.contains(id)).collect();
    let who = format!("{}人社", task.unit);
    // One of the two who are free has a ban with the member who stays, the other with him who leaves.
    desk.avoid(&[(&free[0], &hr[1], Tie::Pair), (&hr[0], &free[1], Tie::Pair)]);
    desk.ok(&who, "06-13", change(&desk, &task.id, &hr[0]));
    let now = desk.task(&task.id);
    assert!(together(&now, &hr[1], &free[1]), "{:?}", now.team);
    board.only(&desk, "06-13");
    // He who came is banned with him who left first, so the other one follows, whom only the leaver barred.
    desk.ok(&who, "06-13", change(&desk, &task.id, &hr[1]));
    assert!(together(&desk.task(&task.id), &free[0], &free[1]));
    desk.ok(&who, "06-13", change(&desk, &task.id, &free[1]));
    assert!(
        together(&desk.task(&task.id), &free[0], &hr[0]),
        "the other is banned with the one who stays"
    );
    // From here both who are free are banned with whoever would stay.
    desk.avoid(&[(&free[1], &free[0], Tie::Pair)]);
    let Refusal::NoReplacement { excluded, .. } =
        desk.refused(&who, "06-13", change(&desk, &task.id, &hr[0]))
    else {
        panic!()
    };
    assert_eq!(
        (excluded["officer-out.absent"], excluded["officer-out.member"]),
        (2, 2)
    );
    board.only(&desk, "06-13");
    board.only(&desk, "07-21");
    replayed(desk);
}

#[test]
fn a_ban_that_was_frozen_bars_a_replacement_too() {
    let desk = pairs(4);
    let job = Job::province(&desk, BATCH);
    job.drawn("06-02", 16).hand_out("06-03");
    desk.avoid(&[("A420100001", "A420100002", Tie::Pair)]);
    job.teams("06-06", None);
    let mut board = Board::default();
    for task in job.tasks().iter().filter(|task| task.unit == code("420100")) {
        for out in task.team.iter().filter(|m| m.department == Department::Hr) {
            if desk.task(&task.id).team.iter().all(|m| m.officer != out.officer) {
                continue;
            }
            desk.ok("420100人社", "06-13", change(&desk, &task.id, &out.officer));
            assert!(!together(&desk.task(&task.id), "A420100001", "A420100002"));
            board.only(&desk, "06-13");
        }
    }
    board.only(&desk, "07-21");
    replayed(desk);
}
