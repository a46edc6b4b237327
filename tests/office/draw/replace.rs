//! 补抽: the next ticket of the stratum takes a target's place.

use duban::domain::batch::Purpose;
use duban::domain::calendar::Act;
use duban::domain::command::{Command, Judgement};
use duban::domain::publication::Showing;
use duban::domain::refusal::Refusal;
use duban::domain::task::{How, TaskState};
use duban::domain::{progress, summary};

use super::*;

/// Replaces a task and looks at what has become of both: the next ticket of the stratum came, nobody else moved.
fn replace(job: &Job, task: &str, on: &str) -> Task {
    let (before, old) = (job.tasks(), job.desk.task(task));
    let size = job.batch().drawn.unwrap().size;
    job.ok(on, replacing(task));
    let mut after = job.tasks();
    let new = after.pop().unwrap();
    assert_eq!(
        (new.how, new.state, new.replaces.as_deref()),
        (How::Replacement, TaskState::Drawn, Some(task))
    );
    assert_eq!((&new.stratum, new.unit), (&old.stratum, old.unit));
    let last = before
        .iter()
        .filter(|t| t.stratum == old.stratum)
        .map(|t| t.rank)
        .max();
    assert_eq!(Some(new.rank), last.map(|rank| rank + 1), "the next ticket");
    for (then, now) in before.iter().zip(&after) {
        if then.id == task {
            assert_eq!(
                (now.state, &now.steps.last().unwrap().reason[..]),
                (TaskState::Replaced, "closed")
            );
        } else {
            assert_eq!(then, now, "nobody else moves");
        }
    }
    assert_eq!(job.batch().drawn.unwrap().size, size);
    let row = job
        .record()
        .strata
        .into_iter()
        .flat_map(|s| s.drawn)
        .find(|row| row.id == new.target);
    assert_eq!(row.unwrap().replaces, Some(old.target));
    new
}

#[test]
fn in_every_state_before_an_entry_and_in_none_after() {
    let desk = Desk::with(campaign(), 34, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 36);
    let one = |state: TaskState| job.in_state(state).remove(0).id;
    replace(&job, &one(TaskState::Drawn), "06-02");
    board.only(&desk, "06-02");
    job.approve("06-03");
    assert_eq!(
        job.in_state(TaskState::Approved).len(),
        36,
        "the replaced one is not approved"
    );
    replace(&job, &one(TaskState::Approved), "06-03");
    job.approve("06-03").dispatch("06-03");
    replace(&job, &one(TaskState::Dispatched), "06-03");
    job.hand_out("06-04");
    replace(&job, &one(TaskState::Claimed), "06-04");
    job.hand_out("06-04").roster("06-06", None);
    // Replaced between the roster and the match: the round does without.
    replace(&job, &one(TaskState::Claimed), "06-06");
    job.ceremony(Purpose::Match, "06-06").match_all("06-06");
    board.only(&desk, "06-06");
    replace(&job, &one(TaskState::Assigned), "06-13");
    let begun = one(TaskState::Assigned);
    let hr = |task: &Task| format!("{}人社", task.unit);
    let first = desk.task(&begun);
    desk.ok(
        &hr(&first),
        "06-13",
        Command::BeginInspection { task: begun.clone() },
    );
    replace(&job, &begun, "06-13");
    board.only(&desk, "06-13");

    let refused = |task: &str, state: TaskState| {
        for command in [replacing(task), striking(task)] {
            let refusal = job.refused("06-20", command);
            // A result that found nothing stands; only after its visit is there a result at all.
            let fits = match &refusal {
                Refusal::OutcomeStands { .. } => matches!(state, TaskState::Recorded | TaskState::Reviewed),
                Refusal::WrongState { state: at, .. } => *at == state,
                _ => false,
            };
            assert!(fits, "{refusal:?}");
        }
    };
    refused(&begun, TaskState::Replaced);
    let task = job.in_state(TaskState::Assigned).remove(0);
    let mr = format!("{}市监", task.unit);
    let by_hr = |command| desk.ok(&hr(&task), "06-20", command);
    let judged = |judgement| {
        desk.ok(
            &mr,
            "06-20",
            Command::Review {
                task: task.id.clone(),
                judgement,
            },
        )
    };
    job.visited(&task.id, "06-15");
    refused(&task.id, TaskState::Recorded);
    judged(Judgement::Return("请补充".to_owned()));
    refused(&task.id, TaskState::Returned);
    by_hr(record(&task, visit(&task, "06-15")));
    judged(Judgement::Accept);
    refused(&task.id, TaskState::Reviewed);
    by_hr(Command::Publish {
        tasks: vec![task.id.clone()],
    });
    refused(&task.id, TaskState::Published);
    by_hr(Command::Close {
        task: task.id.clone(),
    });
    refused(&task.id, TaskState::Closed);
    let other = job.in_state(TaskState::Assigned).remove(0);
    let late = job.refused("07-21", replacing(&other.id));
    assert!(matches!(
        late,
        Refusal::OutsideWindow {
            act: Act::ReplaceTarget,
            ..
        }
    ));
    let before = job.tasks();
    board.only(&desk, "07-20");
    let open = board.only(&desk, "07-21");
    assert_eq!(
        (open.showing, open.verified.drawn),
        (Showing::Whole, before.len())
    );
    replayed(desk);
}

#[test]
fn the_reason_is_one_of_the_table_and_the_evidence_can_be_published() {
    let desk = Desk::drawn();
    let job = Job::province(&desk, BATCH);
    let task = job.tasks().remove(0).id;
    let replacing = |reason: &str, evidence: &str| Command::ReplaceTarget {
        task: task.clone(),
        reason: reason.to_owned(),
        evidence: evidence.to_owned(),
    };
    let striking = |reason: &str, evidence: &str| Command::StrikeTarget {
        task: task.clone(),
        reason: reason.to_owned(),
        evidence: evidence.to_owned(),
    };
    for reason in ["", "Closed", "因为"] {
        for command in [replacing(reason, "照片"), striking(reason, "照片")] {
            let Refusal::UnknownReason { reason: said, known } = job.refused("06-07", command) else {
                panic!()
            };
            assert!(said == reason && known.iter().any(|code| code == "moved-out"));
        }
    }
    let long = "据".repeat(167);
    for evidence in [
        "",
        " \u{3000}",
        "第一行\n第二行",
        "a\tb",
        "a\u{0}b",
        "a\u{7f}b",
        "a\u{85}b",
        "批文\u{202e}号",
        "a\u{200b}b",
        &long,
    ] {
        let bad = job.refused("06-07", replacing("closed", evidence));
        assert_eq!(
            bad,
            Refusal::BadEvidence {
                act: Act::ReplaceTarget
            },
            "{evidence:?}"
        );
        let bad = job.refused("06-07", striking("closed", evidence));
        assert_eq!(
            bad,
            Refusal::BadEvidence {
                act: Act::StrikeTarget
            },
            "{evidence:?}"
        );
    }
    assert!(matches!(
        desk.refused("省市监", "06-07", replacing("closed", "照片")),
        Refusal::LacksRole { .. }
    ));
    assert!(matches!(
        desk.refused("420100人社", "06-07", replacing("closed", "照片")),
        Refusal::OutOfReach { .. }
    ));
    job.ok(
        "06-07",
        replacing("closed", &format!(" {}\"<br>\\ ", &long[..498 - 9])),
    );
    Board::default().only(&desk, "06-07");
    let acts = serde_json::to_string(&job.record().acts).unwrap();
    assert!(
        acts.contains("据\\\"<br>\\\\\""),
        "trimmed, and as it was written: {acts}"
    );
}

#[test]
fn a_replaced_task_is_out_of_every_figure() {
    let desk = Desk::matched();
    let job = Job::province(&desk, BATCH);
    let unit = job.tasks()[0].unit;
    let all = job.tasks().iter().filter(|t| t.unit == unit).count();
    let at = |on: &str| {
        let view = desk.office.view();
        let campaign = view.campaign().unwrap();
        let progress = progress::compile(view.state(), &campaign, campaign.province, day(on));
        let summary = summary::compile(view.state(), &campaign, campaign.province);
        (progress, summary)
    };
    let line = |on: &str| at(on).0.rows.into_iter().find(|row| row.region == unit).unwrap();
    assert_eq!(line("07-21").overdue.len(), all);
    let gone = job.tasks().remove(0).id;
    job.ok("06-13", replacing(&gone));
    let new = job.tasks().pop().unwrap().id;
    let struck = job.tasks().remove(1).id;
    job.ok("06-13", striking(&struck));
    let line = line("07-21");
    for list in [&line.due, &line.overdue] {
        assert!(!list.contains(&gone) && !list.contains(&struck) && list.contains(&new));
    }
    assert_eq!((line.due.len(), line.overdue.len()), (all - 1, all - 1));
    assert!(line.in_state(TaskState::Replaced).is_empty() && line.in_state(TaskState::Struck).is_empty());

    let visited = job.in_state(TaskState::Assigned).remove(0);
    job.visited(&visited.id, "06-13");
    let (progress, summary) = at("06-14");
    assert_eq!((progress.total.due.len(), summary.counted), (15, 1));
}

#[test]
fn while_visits_go_on_a_replacement_is_handed_out_though_the_provinces_own_acts_are_closed() {
    let desk = Desk::with(campaign(), 26, 3);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.drawn("06-02", 20).approve("06-03");
    // One prefecture never claims, one claims and is never matched, one has its teams.
    desk.ok(&job.hr, "06-03", job.dispatching(Some("420100")));
    desk.ok(&job.hr, "06-03", job.dispatching(Some("420200")));
    for unit in ["420100", "420200"] {
        desk.ok(&format!("{unit}人社"), "06-03", job.claiming(unit));
    }
    job.roster("06-06", None).ceremony(Purpose::Match, "06-06");
    desk.ok("420100人社", "06-06", job.matching("420100"));
    board.only(&desk, "06-06");

    let on = "06-14";
    let closed = |who: &str, command: Command| {
        let refusal = desk.refused(who, on, command);
        assert!(matches!(refusal, Refusal::OutsideWindow { .. }), "{refusal:?}");
    };
    let own = job.in_state(TaskState::Assigned).remove(0);
    let new = replace(&job, &own.id, on);
    assert_eq!(new.unit, code("420100"));
    closed("省人社", job.extending(1));
    closed("420200人社", job.matching("420200"));
    closed("省人社", job.dispatching(Some("429004")));
    closed("省人社", job.dispatching(None));
    job.approve(on);
    closed("省人社", job.dispatching(None));
    desk.ok("省人社", on, job.dispatching(Some("420100")));
    desk.ok("420100人社", on, job.claiming("420100"));
    job.roster(on, Some("补抽")).ceremony(Purpose::Match, on);
    closed("420200人社", job.matching("420200"));
    desk.ok("420100人社", on, job.matching("420100"));
    assert_eq!(desk.task(&new.id).team.len(), 2);
    let posted = board.only(&desk, on);
    let waiting = job
        .live()
        .iter()
        .filter(|task| task.unit != code("420100"))
        .count();
    assert_eq!((posted.internal.rounds, posted.internal.unmatched), (2, waiting));

    // A replacement is replaced, and its replacement too.
    let second = replace(&job, &new.id, "06-15");
    let third = replace(&job, &second.id, "06-15");
    assert_eq!(third.replaces, Some(second.id));
    job.approve("06-15");
    desk.ok("省人社", "06-15", job.dispatching(Some("420100")));
    job.claim("06-15")
        .roster("06-15", Some("再补抽"))
        .ceremony(Purpose::Match, "06-15");
    desk.ok("420100人社", "06-15", job.matching("420100"));
    assert_eq!(board.only(&desk, "06-15").internal.rounds, 3);
    board.only(&desk, "07-21");
    replayed(desk);
}

#[test]
fn a_stratum_is_exhausted_and_says_so() {
    let desk = Desk::drawn();
    let job = Job::province(&desk, BATCH);
    let first = job.tasks().remove(0);
    let mut at = first.id.clone();
    let strata = job.batch().pool.strata;
    let left =
        strata[&first.stratum] - job.tasks().iter().filter(|t| t.stratum == first.stratum).count() as u64;
    for _ in 0..left {
        at = replace(&job, &at, "06-07").id;
    }
    let stratum = first.stratum.clone();
    assert_eq!(
        job.refused("06-07", replacing(&at)),
        Refusal::Exhausted { stratum }
    );
    job.ok("06-07", striking(&at));
    let mut board = Board::default();
    assert_eq!(board.only(&desk, "06-07").internal.unmatched, 15);
    job.hand_out("06-08").teams("06-09", None);
    board.only(&desk, "06-09");
    board.only(&desk, "07-21");
    replayed(desk);
}
