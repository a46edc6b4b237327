//! Handing over, taking back, what stands where the operator looks first, and who may not.

use super::{Desk, REVIEWER, WRITER};
use crate::domain::command::Command;
use crate::domain::follow_up::{FollowUp, FollowUpState, Matter};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::tui::keymap::Keymap;
use crate::tui::panes::tests::seat_with;
use crate::{lang::Lang, tui::harness::Harness};

/// An order that was to be complied with by the 20th.
fn ordered() -> Desk {
    let desk = Desk::new();
    desk.registers("责令").keys("<tab> 改正 <tab> 06-20 <ctrl-s>");
    desk
}

#[test]
fn another_office_goes_on_with_it() {
    let desk = ordered();
    let before = desk.only().owner();
    let mut harness = desk.sits(WRITER);
    let screen = harness.keys("r huangshi <enter>").screen();
    assert!(screen.contains("请写明理由"), "{screen}");
    harness.keys("<enter>");
    assert_eq!(desk.only().owner(), before, "no reason, no handing over");
    harness.keys("r huangshi <enter> 属黄石管辖 <enter>");
    assert!(desk.only().owner().region.to_string().starts_with("4202"));
    // Whoever gave it away still sees it and is told who can go on.
    let screen = harness.keys("a").screen();
    assert!(screen.contains("黄石人社"), "{screen}");
    let mut there = desk.sits("黄石人社");
    there.keys("a <ctrl-t> <tab> 1 <tab> 已改正 <ctrl-s>");
    desk.stands(FollowUpState::Done, &there);
}

#[test]
fn what_was_entered_by_mistake_is_withdrawn_with_a_reason() {
    let desk = ordered();
    let mut harness = desk.sits(WRITER);
    harness.keys("x <esc>");
    desk.stands(FollowUpState::Open, &harness);
    harness.keys("x 登记有误 <enter>");
    desk.stands(FollowUpState::Withdrawn, &harness);
    assert!(harness.screen().contains("现为“已撤销”"), "{}", harness.screen());
}

#[test]
fn the_ledger_enters_matters_too_and_leads_to_the_task() {
    let desk = Desk::new();
    let mut harness = desk.day.sit(WRITER);
    harness
        .keys("0 n")
        .keys(&desk.task.id)
        .keys("<enter> 典型 <enter>");
    harness.keys("某某公司案 <ctrl-s>");
    desk.stands(FollowUpState::Proposed, &harness);
    let mut harness = desk.sits(WRITER);
    let screen = harness.keys("t").resize(80, 60).screen();
    assert!(
        screen.contains("[1 任务]") && screen.contains(&desk.task.id) && screen.contains("共 1 项、1 项未结"),
        "{screen}"
    );
}

/// What the visit's record orders and the ledger lacks is offered first, and said on the task.
#[test]
fn what_the_record_orders_stands_first_until_it_is_entered() {
    let desk = Desk::new();
    let task = {
        let view = desk.day.office.view();
        let tasks: Vec<Task> = view.state().by("task.unit", super::WUHAN);
        let lacks = |task: &&Task| !super::super::register::lacking(view.state(), &task.id).is_empty();
        let open = |task: &&Task| crate::domain::follow_up::FOLLOWED.contains(&task.state);
        tasks.iter().filter(open).find(lacks).cloned()
    };
    let Some(task) = task else {
        panic!("the demo has a task whose ledger is not full");
    };
    let desk = Desk { task, ..desk };
    let mut harness = desk.day.sit(WRITER);
    harness.keys("/").keys(&desk.task.id).keys("<enter> <enter>");
    let record = harness.resize(80, 60).screen();
    assert!(record.contains("检查记录载明而台账没有足额登记"), "{record}");
    let screen = harness.keys("f").screen();
    let first = screen.lines().find(|line| line.starts_with("> 1 ")).unwrap();
    assert!(first.contains("还没有足额登记"), "{screen}");
}

#[test]
fn a_task_is_not_closed_before_its_matters_are() {
    let desk = ordered();
    desk.day.submit(
        "武汉人社",
        Command::Publish {
            tasks: vec![desk.task.id.clone()],
        },
    );
    assert_eq!(desk.day.now(&desk.task).state, TaskState::Published);
    let mut harness = desk.day.sit(WRITER);
    harness.keys("/").keys(&desk.task.id).keys("<enter>");
    let screen = harness.resize(200, 40).keys("c").screen();
    let said: String = screen.split_whitespace().collect();
    assert!(said.contains("后续处理没有结束：F01"), "{screen}");
    let record = harness.keys("<enter>").screen();
    assert!(record.contains("共 1 项、1 项未结"), "{record}");
}

/// Late is a sign, not a colour alone, and stands in the list, on the record, on the task and in the calendar.
#[test]
fn what_ran_out_stands_first_and_says_so() {
    let desk = ordered().on("2022-07-01");
    let mut harness = desk.sits(WRITER);
    let row = |harness: &Harness| {
        let screen = harness.screen();
        screen.lines().find(|l| l.starts_with('>')).unwrap().to_owned()
    };
    assert!(row(&harness).starts_with(">!06-27"), "{}", harness.screen());
    let screen = harness.keys("<enter>").screen();
    assert!(
        screen.contains("已逾期 2022-06-27") && screen.contains("未核实"),
        "{screen}"
    );
    let late = harness.keys("<esc> <esc> v yuqi <enter>").screen();
    assert!(late.contains("06-27") && !late.contains("09-0"), "{late}");
    harness
        .keys("<esc> 1 /")
        .keys(&desk.task.id)
        .keys("<enter> <enter>");
    let screen = harness.resize(80, 60).screen();
    assert!(screen.contains("共 1 项、1 项未结，1 项逾期"), "{screen}");
    let screen = harness.resize(120, 40).keys("6").screen();
    assert!(screen.contains("后续") && screen.contains("已逾期"), "{screen}");
}

#[test]
fn the_calendar_lists_what_is_due_on_a_day() {
    let desk = ordered();
    let mut harness = desk.day.sit_before(WRITER, 120, 40);
    let screen = harness.keys("6 j").screen();
    assert!(screen.contains("后续处理到期 1 项"), "{screen}");
    harness.keys("<enter> <backtab>");
    for _ in 0..4 {
        if harness.screen().contains("[后续处理到期") {
            break;
        }
        harness.keys("<tab>");
    }
    let screen = harness.screen();
    assert!(
        screen.contains("[后续处理到期 1 项]") && screen.contains("复查"),
        "{screen}"
    );
}

/// A year without holiday data has no working days: what to import is said in the place of a date.
#[test]
fn a_due_day_in_an_unknown_year_says_what_is_missing() {
    let desk = Desk::new().on("2026-11-10");
    let case = Matter::Case {
        number: "1号".to_owned(),
        violation: "unlicensed-brokerage".to_owned(),
        filed: "2026-11-10".parse().unwrap(),
    };
    desk.day.submit(
        WRITER,
        Command::OpenFollowUp {
            task: desk.task.id.clone(),
            matter: Box::new(case),
        },
    );
    let mut harness = desk.sits(WRITER);
    assert!(harness.screen().contains("*2027?"), "{}", harness.screen());
    let screen = harness.keys("<enter>").screen();
    assert!(screen.contains("2027 年的节假日安排还没有"), "{screen}");
}

#[test]
fn a_form_that_is_left_is_kept_as_a_draft() {
    let desk = Desk::new();
    desk.registers("典型").keys("写了一半 <esc>");
    assert!(desk.ledger().is_empty());
    let mut harness = desk.registers("典型");
    let screen = harness.screen();
    assert!(screen.contains("写了一半") && screen.contains("草稿"), "{screen}");
    harness.keys("<ctrl-s>");
    assert_eq!(desk.only().matter.what(), "写了一半");
    let screen = desk.registers("典型").screen();
    assert!(!screen.contains("写了一半"), "{screen}");
}

#[test]
fn the_query_language_asks_matters() {
    let desk = ordered();
    let mut harness = desk.day.sit(WRITER);
    harness.keys("0");
    for (query, word) in [
        ("kind:order", "责令改正"),
        ("类别:立案", "立案"),
        ("leibie:lian", "立案"),
        ("state:proposed", "待审批"),
        ("zhuangtai:dsp", "待审批"),
        ("step:recheck", "复查"),
        ("is:ended", "已办结"),
        ("due<3d", "06-2"),
    ] {
        let screen = harness.keys("<esc> /").keys(query).keys("<enter>").screen();
        let rows = screen.lines().filter(|line| line.contains("01-0"));
        let rows: Vec<&str> = rows.filter(|line| !line.contains("筛选")).collect();
        assert!(!rows.is_empty(), "{query}: {screen}");
        assert!(rows.iter().all(|row| row.contains(word)), "{query}: {screen}");
    }
    let of_task = harness
        .keys("<esc> / task:")
        .keys(&desk.task.id)
        .keys("<enter>")
        .screen();
    assert!(of_task.contains("：1/"), "{of_task}");
    let mine = desk.sits(REVIEWER).keys("<esc> v dwsp <enter>").screen();
    assert!(mine.contains("待审批") && !mine.contains("办理中"), "{mine}");
}

/// From the task to the end with the other keymaps' keys.
#[test]
fn every_keymap_brings_an_order_to_its_end() {
    for (name, register, step) in [
        ("vim", "f", "a <ctrl-t> <tab> 1 <tab> 好 <ctrl-s>"),
        ("console", "&", "<f2> <f6> <tab> 1 <tab> 好 <f2>"),
    ] {
        let desk = Desk::new();
        let keymap = Keymap::named(name).unwrap().unwrap();
        let app = seat_with(keymap, &desk.day.office, WRITER, Lang::Zh, false);
        let mut harness = Harness::new(app, 80, 24);
        let submit = if name == "vim" { "<ctrl-s>" } else { "<f2>" };
        harness
            .keys("/")
            .keys(&desk.task.id)
            .keys("<enter>")
            .keys(register)
            .keys("责令 <enter> <tab> 改正 <tab> 06-20")
            .keys(submit);
        desk.stands(FollowUpState::Open, &harness);
        harness
            .keys("0 /")
            .keys(&desk.only().id)
            .keys("<enter>")
            .keys(step);
        desk.stands(FollowUpState::Done, &harness);
    }
}

#[test]
fn somebody_without_the_role_is_told_who_has_it() {
    let desk = ordered();
    let before = desk.day.office.view().seq();
    for keys in ["a", "r", "x"] {
        let screen = desk.sits(REVIEWER).keys(keys).screen();
        assert!(
            screen.contains("检查") && screen.contains(WRITER),
            "{keys}: {screen}"
        );
    }
    let mut harness = desk.day.sit(REVIEWER);
    let screen = harness.keys("/").keys(&desk.task.id).keys("<enter> f").screen();
    assert!(screen.contains(WRITER), "{screen}");
    assert_eq!(desk.day.office.view().seq(), before);
    let all: Vec<FollowUp> = desk.day.office.view().state().all();
    assert!(!all.is_empty());
}
