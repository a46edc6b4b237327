//! 作废 and drawing anew: nothing is thrown away in silence.

use duban::domain::batch::{InsteadOf, OverlapChoice, Purpose, Stage};
use duban::domain::calendar::Act;
use duban::domain::command::{Command, PoolWish};
use duban::domain::operator::Department::{Hr, Mr};
use duban::domain::operator::Role;
use duban::domain::publication::Showing;
use duban::domain::refusal::Refusal;
use duban::domain::task::TaskState;
use duban::draw::files::RECORD;
use duban::draw::verify::verify;

use super::*;

fn instead_of(batch: &str, reason: &str) -> PoolWish {
    PoolWish {
        instead_of: Some(InsteadOf {
            batch: batch.to_owned(),
            reason: reason.to_owned(),
        }),
        ..PoolWish::default()
    }
}

/// Freezes `id` in place of the void batch before it; saying nothing is refused.
fn redraw<'d>(desk: &'d Desk, id: &str, void: &str, on: &str) -> Job<'d> {
    let job = Job::province(desk, id);
    let batch = void.to_owned();
    assert_eq!(
        job.refused(on, job.freezing(PoolWish::default())),
        Refusal::RedrawUnsaid { batch }
    );
    let act = Act::FreezePool;
    assert_eq!(
        job.refused(on, job.freezing(instead_of(void, " "))),
        Refusal::ReasonMissing { act }
    );
    job.freeze_as(on, instead_of(void, "重新抽取"));
    job
}

#[test]
fn a_batch_void_at_every_stage_is_drawn_anew_and_the_chain_holds_over_all() {
    let desk = Desk::with(campaign(), 14, 2);
    let mut board = Board::default();
    let on = "06-02";
    let first = Job::province(&desk, "B-1");
    first.freeze(on);
    assert_eq!(
        first.refused(on, first.voiding(" ")),
        Refusal::ReasonMissing { act: Act::Void }
    );
    first.ok(on, first.voiding("抽查池有误"));
    let posted = board.only(&desk, on);
    assert_eq!((posted.showing, posted.verified.number), (Showing::Void, 1));
    assert!(!posted.files.contains_key("plan.tsv") && json(&posted.files, "record.json")["plan"].is_null());

    let second = redraw(&desk, "B-2", "B-1", on);
    second.plan(on, 16);
    second.ok(on, second.voiding("计划有误"));
    let posted = board.post(&desk, on);
    assert!(posted["B-2"].files.contains_key("plan.tsv"));

    let third = redraw(&desk, "B-3", "B-2", on);
    third.plan(on, 16);
    third.ok(on, third.committing(Hr, Purpose::Draw, lottery("2022062")));
    third.ok(on, third.voiding("另一方未承诺"));
    let record = json(&board.post(&desk, on)["B-3"].files, "record.json");
    assert!(record["commit_a"].as_str().unwrap().len() == 64 && record["commit_b"] == "");
    assert_eq!(record["instead_of"]["batch"], "B-2");

    let fourth = redraw(&desk, "B-4", "B-3", on);
    fourth.plan(on, 16).commit(Purpose::Draw, on);
    assert_eq!(board.post(&desk, on)["B-4"].showing, Showing::Announced);
    fourth.ok(on, fourth.value(Purpose::Draw, None, "03 08 14 21 25 30 + 07"));
    fourth.ok(on, fourth.revealing(Hr, Purpose::Draw));
    desk.ok(&fourth.mr, on, fourth.revealing_wrongly(Mr));
    assert_eq!(fourth.batch().stage, Stage::Void);
    let posted = board.post(&desk, on);
    let record = json(&posted["B-4"].files, "record.json");
    assert_eq!(
        (&record["reason"], posted["B-4"].verified.drawn),
        (&"reveal".into(), 0)
    );
    assert!(posted["B-4"].files.contains_key("announcement.json"));

    let fifth = redraw(&desk, "B-5", "B-4", on);
    fifth.plan(on, 16).ceremony(Purpose::Draw, on).draw(on);
    assert_eq!(board.post(&desk, on)["B-5"].showing, Showing::Sealed);
    fifth.ok(on, replacing(&fifth.tasks()[0].id));
    board.post(&desk, on);
    // Those who drew cannot throw the draw away.
    for who in ["省人社", "省人社乙"] {
        let refused = desk.refused(who, on, fifth.voiding("不满意"));
        assert!(matches!(
            refused,
            Refusal::SameDepartment {
                act: Act::Void,
                department: Hr,
                ..
            }
        ));
    }
    desk.ok("省市监", on, fifth.voiding("抽查池漏了对象"));
    assert!(
        fifth
            .tasks()
            .iter()
            .all(|t| matches!(t.state, TaskState::Void | TaskState::Replaced))
    );
    let posted = board.post(&desk, on);
    let (b5, files) = (&posted["B-5"], &posted["B-5"].files);
    assert_eq!(
        (b5.showing, b5.verified.drawn, b5.verified.void.as_deref()),
        (Showing::Void, 17, Some("void"))
    );
    assert!(
        files.contains_key("seed.txt") && files.contains_key("record-2.json"),
        "the discarded draw is open"
    );
    assert_eq!(json(files, "record.json")["note"], "抽查池漏了对象");

    let sixth = redraw(&desk, "B-6", "B-5", on);
    sixth
        .plan(on, 16)
        .ceremony(Purpose::Draw, on)
        .draw(on)
        .hand_out("06-03")
        .teams("06-06", None);
    assert_eq!(sixth.batch().pool.overlap.targets, 0, "a void batch holds nobody");
    let chained = {
        board.post(&desk, "07-21");
        board.chained()
    };
    let numbers: Vec<u32> = chained.batches.iter().map(|batch| batch.number).collect();
    assert_eq!((numbers, chained.unseen), (vec![1, 2, 3, 4, 5, 6], Vec::new()));
    replayed(desk);
}

#[test]
fn what_cannot_be_voided_or_drawn_anew() {
    let desk = Desk::with(campaign(), 14, 2);
    let mut board = Board::default();
    let on = "06-02";
    let standing = Job::province(&desk, "B-1");
    standing.drawn(on, 16);
    let not = |batch: &str| Refusal::NotRedrawable {
        batch: batch.to_owned(),
    };
    let next = Job::province(&desk, "B-2");
    assert_eq!(
        next.refused(on, next.freezing(instead_of("B-1", "再抽"))),
        not("B-1")
    );
    let unknown = next.refused(on, next.freezing(instead_of("B-9", "再抽")));
    assert!(matches!(unknown, Refusal::NotFound { what: "batch", .. }));

    // Its reason is published, and must read the same to everyone.
    for reason in ["一行\n又一行", "翻\u{202e}转", &"长".repeat(200)] {
        let act = Act::Void;
        assert_eq!(
            desk.refused("省市监", on, standing.voiding(reason)),
            Refusal::BadEvidence { act }
        );
    }

    let local = Job::local(&desk, "WH-1", "420100");
    let keep = |mut wish: PoolWish| {
        wish.overlap = Some(OverlapChoice::Keep);
        wish
    };
    local.freeze_as(on, keep(PoolWish::default()));
    local.ok(on, local.voiding("暂缓"));
    // A prefecture's void batch is nothing to the province or to another prefecture.
    assert_eq!(
        next.refused(on, next.freezing(keep(instead_of("WH-1", "再抽")))),
        not("WH-1")
    );
    let other = Job::local(&desk, "HS-1", "420200");
    assert_eq!(
        other.refused(on, other.freezing(keep(instead_of("WH-1", "再抽")))),
        not("WH-1")
    );
    other.freeze_as(on, keep(PoolWish::default()));
    let anew = Job::local(&desk, "WH-2", "420100");
    anew.freeze_as(on, keep(instead_of("WH-1", "恢复"))).plan(on, 4);
    anew.ceremony(Purpose::Draw, on).draw(on);
    let twice = Job::local(&desk, "WH-3", "420100");
    assert_eq!(
        twice.refused(on, twice.freezing(keep(instead_of("WH-1", "再来")))),
        not("WH-1")
    );
    other.plan(on, 4).ceremony(Purpose::Draw, on);
    board.post(&desk, on);
    other.draw(on);

    desk.ok("省市监", "06-03", standing.keeping("市州另查其他事项"));
    standing.dispatch("06-03");
    let late = desk.refused("省市监", "06-03", standing.voiding("晚了"));
    assert!(matches!(
        late,
        Refusal::WrongStage {
            act: Act::Void,
            stage: Stage::Dispatched,
            ..
        }
    ));
    board.post(&desk, "06-03");
    let numbers: Vec<u32> = board
        .post(&desk, "07-21")
        .values()
        .map(|p| p.verified.number)
        .collect();
    assert_eq!(numbers, [1, 3, 2, 4]);
    replayed(desk);
}

#[test]
fn approved_and_void_all_the_same_and_released_before() {
    let desk = Desk::drawn();
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.approve("06-07");
    desk.ok("省市监", "06-07", job.releasing("社会关注"));
    assert_eq!(board.only(&desk, "06-07").showing, Showing::Whole);
    desk.ok("省市监", "06-07", job.voiding("通知变更"));
    assert_eq!(board.only(&desk, "06-07").showing, Showing::Void);
    let acts = [
        job.extending(1),
        replacing(&job.tasks()[0].id),
        striking(&job.tasks()[0].id),
    ];
    for act in acts {
        let refused = job.refused("06-07", act);
        assert!(
            matches!(
                refused,
                Refusal::WrongStage {
                    stage: Stage::Void,
                    ..
                }
            ),
            "{refused:?}"
        );
    }
    for (who, command) in [
        ("省市监", job.approving()),
        ("省人社", job.dispatching(None)),
        ("省市监", job.releasing("再")),
    ] {
        assert!(matches!(
            desk.refused(who, "06-07", command),
            Refusal::WrongStage {
                stage: Stage::Void,
                ..
            }
        ));
    }
    replayed(desk);
}

#[test]
fn a_seed_that_is_known_cannot_be_thrown_away_in_silence() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    let mut board = Board::default();
    job.freeze("06-02")
        .plan("06-02", 16)
        .ceremony(Purpose::Draw, "06-03");
    // Whoever prepared the batch can work its draw out by now.
    assert!(matches!(
        desk.refused("省人社", "06-03", job.voiding("不喜欢这个结果")),
        Refusal::SameDepartment { act: Act::Void, .. }
    ));
    desk.ok("省市监", "06-03", job.voiding("名录有误"));
    let posted = board.only(&desk, "06-03");
    let known = &json(&posted.files, RECORD)["known"];
    for (party, name) in [(Hr, "a"), (Mr, "b")] {
        assert_eq!(known[name], job.secret(party, Purpose::Draw));
    }
    assert!(known["public"][0]["value"].is_string());
    let changed = text(&posted.files, RECORD).replace(&job.secret(Hr, Purpose::Draw), &"0".repeat(64));
    let mut files = posted.files.clone();
    files.insert(RECORD.to_owned(), changed.into_bytes());
    assert_eq!(verify(&files).unwrap_err().code(), "seed_reveal");
    replayed(desk);
}

#[test]
fn nobody_draws_what_nobody_could_review() {
    let desk = Desk::with(campaign(), 14, 2);
    let job = Job::province(&desk, BATCH);
    job.freeze("06-02")
        .plan("06-02", 16)
        .ceremony(Purpose::Draw, "06-03");
    let mut staff = campaign().operators;
    for operator in &mut staff {
        match operator.department {
            Hr => operator.roles.retain(|role| *role != Role::Approve),
            Mr => operator.roles.push(Role::Draw),
        }
    }
    desk.ok("省人社", "06-03", Command::PutOperators(staff));
    let refused = desk.refused("省市监", "06-03", job.drawing());
    let Refusal::NoReviewer { act, department, who } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((act, department), (Act::Draw, Mr));
    assert!(who.contains(&"省人社".to_owned()), "{who:?}");
    job.draw("06-03");
}
