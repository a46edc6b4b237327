//! A prefecture's batch beside the province's: a target that two batches want is decided about by somebody.

use std::collections::BTreeSet;

use duban::domain::batch::OverlapChoice;
use duban::domain::calendar::Act;
use duban::domain::command::PoolWish;
use duban::domain::publication::Choice;
use duban::domain::refusal::Refusal;
use duban::domain::target::OutOfPool;
use duban::domain::task::TaskState;

use super::*;

fn wish(overlap: Option<OverlapChoice>) -> PoolWish {
    PoolWish {
        overlap,
        ..PoolWish::default()
    }
}

fn pool_ids(job: &Job) -> BTreeSet<String> {
    pool_of(job.desk, &job.batch())
        .into_iter()
        .map(|row| row.id)
        .collect()
}

fn drawn(job: &Job) -> BTreeSet<String> {
    job.live().into_iter().map(|task| task.target).collect()
}

#[test]
fn a_prefecture_freezes_beside_the_provinces_batch() {
    let desk = Desk::drawn();
    let province = Job::province(&desk, BATCH);
    let mut board = Board::default();
    let held: Vec<Task> = province
        .live()
        .into_iter()
        .filter(|t| t.unit == code("420100"))
        .collect();
    let local = Job::local(&desk, "WH-1", "420100");
    let Refusal::OverlapUndecided { targets: count, some } =
        local.refused("06-13", local.freezing(wish(None)))
    else {
        panic!()
    };
    assert_eq!(count, held.len() as u64);
    let named = |task: &Task| some.contains(&format!("{} ({})", task.target, task.id));
    assert!(held.iter().all(named), "{some:?}");

    local.freeze_as("06-13", wish(Some(OverlapChoice::LeaveOut)));
    let pool = local.batch().pool;
    assert_eq!((pool.size, pool.overlap.targets), (12 - count, count));
    assert_eq!(pool.left_out[&OutOfPool::InOtherBatch], count);
    assert!(pool_ids(&local).is_disjoint(&drawn(&province)));
    local
        .plan("06-13", pool.size)
        .ceremony(duban::domain::batch::Purpose::Draw, "06-13")
        .draw("06-13");
    local.hand_out("06-13").teams("06-14", None);

    board.post(&desk, "06-14");

    // The prefecture has drawn all that was left: who comes next for the province has been drawn there.
    province
        .approve("06-10")
        .dispatch("06-10")
        .claim("06-10")
        .teams("06-10", None);
    province.ok("06-14", replacing(&held[0].id));
    let both = desk.refused("省市监", "06-14", province.approving());
    assert!(matches!(both, Refusal::OverlapDrawn { targets: 1, .. }));
    board.post(&desk, "06-14");
    desk.ok("省市监", "06-14", province.keeping("两级查的事项不同"));
    board.post(&desk, "06-14");
    board.post(&desk, "07-21");
    replayed(desk);
}

#[test]
fn the_public_list_of_those_left_out_does_not_tell_whom_the_other_batch_has_drawn() {
    let desk = Desk::drawn();
    let local = Job::local(&desk, "WH-1", "420100");
    local
        .freeze_as("06-13", wish(Some(OverlapChoice::LeaveOut)))
        .plan("06-13", 4);
    local.commit(duban::domain::batch::Purpose::Draw, "06-13");
    let list =
        |choice: Choice| text(&published(&desk, "WH-1", "06-13", choice).files, "left-out.tsv").to_owned();
    let count = local.batch().pool.overlap.targets as usize;
    assert_eq!(
        list(INTERNAL).matches("\tin-other-batch\tHB-2022-01-00").count(),
        count
    );
    let public = list(Choice::default());
    assert!(
        !public.contains("in-other-batch") && public.contains("\tnot-active\t"),
        "{public}"
    );
    let mut board = Board::default();
    board.post(&desk, "06-13");
}

#[test]
fn what_is_kept_may_be_drawn_twice_and_is_approved_without_more_words() {
    let desk = Desk::drawn();
    let local = Job::local(&desk, "WH-1", "420100");
    let held = Job::province(&desk, BATCH)
        .live()
        .iter()
        .filter(|t| t.unit == code("420100"))
        .count() as u64;
    local
        .drawn_as("06-13", 12, wish(Some(OverlapChoice::Keep)))
        .approve("06-13");
    let overlap = local.batch().pool.overlap;
    assert_eq!(
        (overlap.targets, overlap.choice),
        (held, Some(OverlapChoice::Keep))
    );
    Board::default().post(&desk, "06-13");
    // Where nothing overlaps, nothing was decided, whatever was said.
    let other = Job::local(&desk, "QJ-1", "429004");
    for task in Job::province(&desk, BATCH)
        .live()
        .iter()
        .filter(|t| t.unit == code("429004"))
    {
        desk.ok("省人社", "06-13", striking(&task.id));
    }
    other.freeze_as("06-13", wish(Some(OverlapChoice::Keep)));
    assert_eq!(
        (other.batch().pool.size, other.batch().pool.overlap.choice),
        (12, None)
    );
    replayed(desk);
}

#[test]
fn the_province_freezes_after_a_prefecture_has_drawn() {
    let desk = Desk::stocked();
    let local = Job::local(&desk, "WH-1", "420100");
    local.drawn("06-02", 5);
    let gone = local.tasks().remove(0);
    local.ok("06-02", replacing(&gone.id));
    let province = Job::province(&desk, BATCH);
    let undecided = province.refused("06-03", province.freezing(wish(None)));
    assert!(matches!(undecided, Refusal::OverlapUndecided { targets: 5, .. }));
    province.freeze_as("06-03", wish(Some(OverlapChoice::LeaveOut)));
    let pool = pool_ids(&province);
    assert!(
        pool.len() == 31 && pool.contains(&gone.target),
        "a replaced task holds nobody"
    );
    let kept = Job::province(&desk, "B-2");
    desk.ok("省人社", "06-03", kept.freezing(wish(Some(OverlapChoice::Keep))));
    assert_eq!(kept.batch().pool.size, 36);
    let mut board = Board::default();
    province
        .plan("06-03", 12)
        .ceremony(duban::domain::batch::Purpose::Draw, "06-03")
        .draw("06-03");
    province.hand_out("06-06").teams("06-07", None);
    board.post(&desk, "06-07");
    kept.ok("06-07", kept.voiding("不再需要"));
    board.post(&desk, "06-07");
    board.post(&desk, "07-21");
    replayed(desk);
}

#[test]
fn two_pools_frozen_before_either_draws_meet_at_the_review() {
    let desk = Desk::stocked();
    let (province, local) = (Job::province(&desk, BATCH), Job::local(&desk, "WH-1", "420100"));
    province.freeze("06-02");
    local.freeze("06-02").plan("06-02", 12);
    province.plan("06-02", 16);
    local
        .ceremony(duban::domain::batch::Purpose::Draw, "06-03")
        .draw("06-03");
    province
        .ceremony(duban::domain::batch::Purpose::Draw, "06-03")
        .draw("06-03");
    let both: Vec<Task> = province
        .live()
        .into_iter()
        .filter(|t| t.unit == code("420100"))
        .collect();
    let count = both.len() as u64;
    assert!(count >= 4);
    let refusal = desk.refused("省市监", "06-03", province.approving());
    let Refusal::OverlapDrawn { targets, some } = &refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(*targets, count);
    assert!(
        some[0].starts_with(&both[0].id) && some[0].contains("WH-1-00"),
        "{some:?}"
    );
    let refusal = desk.refused("420100市监", "06-03", local.approving());
    assert!(matches!(refusal, Refusal::OverlapDrawn { targets, .. } if targets == count));
    let silent = desk.refused("省市监", "06-03", province.keeping(" "));
    assert_eq!(silent, Refusal::ReasonMissing { act: Act::Approve });

    // The province strikes all but one and keeps that with a reason; for the prefecture one is left to speak of.
    let mut board = Board::default();
    for task in &both[1..] {
        province.ok("06-03", striking(&task.id));
    }
    board.post(&desk, "06-03");
    let left = desk.refused("省市监", "06-03", province.approving());
    assert!(matches!(left, Refusal::OverlapDrawn { targets: 1, .. }));
    desk.ok("省市监", "06-03", province.keeping("两级查的事项不同"));
    assert_eq!(
        province.batch().step("act.approve").unwrap().reason,
        "两级查的事项不同"
    );
    let left = desk.refused("420100市监", "06-03", local.approving());
    assert!(matches!(left, Refusal::OverlapDrawn { targets: 1, .. }));
    let same = local
        .live()
        .into_iter()
        .find(|task| task.target == both[0].target)
        .unwrap();
    local.ok("06-03", striking(&same.id));
    local.approve("06-03");

    // What is added later is asked about again, and only that.
    province
        .dispatch("06-06")
        .claim("06-06")
        .ok("06-06", province.extending(20));
    let new: Vec<Task> = province.in_state(TaskState::Drawn);
    let shared = new
        .iter()
        .filter(|task| drawn(&local).contains(&task.target))
        .count() as u64;
    assert!(shared > 0);
    let again = desk.refused("省市监", "06-06", province.approving());
    assert!(matches!(again, Refusal::OverlapDrawn { targets, .. } if targets == shared));
    desk.ok("省市监", "06-06", province.keeping("追加的也保留"));
    province.dispatch("06-06").claim("06-06").teams("06-07", None);
    board.post(&desk, "06-07");
    board.post(&desk, "07-21");
    replayed(desk);
}
