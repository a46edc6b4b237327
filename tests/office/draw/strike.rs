//! 剔除: a target is struck off without replacement; and all three acts in one batch.

use duban::domain::batch::Purpose;
use duban::domain::publication::Showing;
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;
use duban::draw::Profile;

use super::*;

#[test]
fn struck_in_every_state_before_an_entry() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 24);
    let strike = |state: TaskState, on: &str| {
        let (task, before) = (job.in_state(state).remove(0), job.tasks());
        job.ok(on, striking(&task.id));
        let now = desk.task(&task.id);
        assert_eq!(
            (now.state, &now.steps.last().unwrap().reason[..]),
            (TaskState::Struck, "cancelled")
        );
        let moved = before
            .iter()
            .zip(job.tasks())
            .filter(|(then, now)| *then != now)
            .count();
        assert_eq!(
            (moved, job.tasks().len()),
            (1, before.len()),
            "nobody comes, nobody moves"
        );
        let again = job.refused(on, striking(&task.id));
        assert!(matches!(
            again,
            Refusal::WrongState {
                state: TaskState::Struck,
                ..
            }
        ));
        let again = job.refused(on, replacing(&task.id));
        assert!(matches!(
            again,
            Refusal::WrongState {
                state: TaskState::Struck,
                ..
            }
        ));
    };
    strike(TaskState::Drawn, "06-02");
    board.only(&desk, "06-02");
    job.approve("06-03");
    strike(TaskState::Approved, "06-03");
    job.dispatch("06-03");
    strike(TaskState::Dispatched, "06-03");
    job.claim("06-03");
    strike(TaskState::Claimed, "06-03");
    job.roster("06-06", None);
    strike(TaskState::Claimed, "06-06");
    job.ceremony(Purpose::Match, "06-06");
    strike(TaskState::Claimed, "06-06");
    job.match_all("06-06");
    board.only(&desk, "06-06");
    strike(TaskState::Assigned, "06-13");
    assert_eq!(job.batch().drawn.unwrap().size, 17);
    let posted = board.only(&desk, "06-13");
    assert_eq!(
        (
            posted.internal.drawn,
            posted.internal.unmatched,
            posted.internal.teams
        ),
        (24, 0, Some(18))
    );
    board.only(&desk, "07-21");
    replayed(desk);
}

#[test]
fn a_unit_all_of_whose_targets_are_struck_has_nothing_to_match_and_holds_nobody_up() {
    let desk = Desk::claimed();
    let job = Job::province(&desk, BATCH);
    job.roster("06-09", None).ceremony(Purpose::Match, "06-09");
    let gone = |task: &&Task| task.unit == code("420200");
    for task in job.tasks().iter().filter(gone) {
        job.ok("06-09", striking(&task.id));
    }
    let nothing = desk.refused("420200人社", "06-09", job.matching("420200"));
    assert!(matches!(nothing, Refusal::NothingToDo { .. }));
    job.match_all("06-09");
    let posted = Board::default().only(&desk, "06-09");
    assert_eq!((posted.internal.unmatched, posted.internal.rounds), (0, 1));
    assert_eq!(
        json(&posted.files, "sealed.json")["matches"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    replayed(desk);
}

#[test]
fn three_acts_in_one_batch_are_versions_of_one_record_each_after_the_other() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 20);
    board.only(&desk, "06-02");
    let first = |job: &Job| job.live().remove(0).id;
    job.ok("06-02", striking(&first(&job)));
    board.only(&desk, "06-02");
    job.ok("06-02", job.extending(3));
    job.ok("06-03", replacing(&first(&job)));
    board.only(&desk, "06-03");
    job.hand_out("06-03").teams("06-06", None);
    job.ok("06-13", striking(&first(&job)));
    board.only(&desk, "06-13");
    let open = board.only(&desk, "07-21");
    assert_eq!(
        (open.showing, open.verified.drawn, open.verified.teams),
        (Showing::Whole, 24, Some(22))
    );

    let names = [
        "record-1.json",
        "record-2.json",
        "record-3.json",
        "record-4.json",
        "record.json",
    ];
    let acts = |name: &str| -> Vec<String> {
        let acts = json(&open.files, name)["acts"].as_array().unwrap().clone();
        acts.iter()
            .map(|act| act["act"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = ["strike", "extend", "replace", "strike"];
    for (n, name) in names.iter().enumerate() {
        assert_eq!(acts(name), all[..n], "{name}");
        let previous = (n > 0).then(|| Profile::Sha256.hex(&open.files[names[n - 1]]));
        assert_eq!(
            json(&open.files, name)["previous"].as_str(),
            previous.as_deref(),
            "{name}"
        );
    }
    // The table for people says the same as the newest record.
    let table = text(&open.files, "drawn.tsv");
    let fates = |fate: &str| {
        table
            .lines()
            .filter(|line| line.split('\t').nth(5) == Some(fate))
            .count()
    };
    assert_eq!((fates("active"), fates("replaced"), fates("struck")), (21, 1, 2));
    replayed(desk);
}
