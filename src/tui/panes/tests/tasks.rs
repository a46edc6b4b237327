//! Days at the pane of tasks.

use super::Day;
use super::desk::said;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::tui::event::Event;
use crate::tui::harness::Harness;

const WUHAN: &str = "420100";

/// Rows of the list, without heading.
fn rows(harness: &Harness) -> Vec<String> {
    let screen = harness.screen();
    let rows = screen.lines().filter(|line| line.contains("示例"));
    rows.map(str::to_owned).collect()
}

#[test]
fn an_operator_sees_the_tasks_of_the_own_unit() {
    let day = Day::new();
    assert!(day.sit("武汉人社").screen().contains("1/303"));
    assert!(day.sit("省人社").screen().contains("1/1002"));
    let huangshi = rows(&day.sit("黄石人社"));
    assert!(huangshi.iter().all(|row| row.contains("黄石")), "{huangshi:?}");
}

#[test]
fn the_filter_finds_by_state_place_batch_name_pinyin_and_code() {
    let day = Day::new();
    day.returned();
    let mut harness = day.sit("省人社");
    for (script, all) in [
        ("/ state:退回 <enter>", "退回"),
        ("state:returned <enter>", "退回"),
        ("状态：th <enter>", "退回"),
        ("region:武昌 <enter>", "武昌区"),
        ("region:420106 <enter>", "武昌区"),
        ("地区:yichang <enter>", "宜昌"),
    ] {
        harness.keys("<esc> /").keys(script.trim_start_matches("/ "));
        let rows = rows(&harness);
        assert!(
            !rows.is_empty() && rows.iter().all(|row| row.contains(all)),
            "{script}: {rows:?}"
        );
    }
    let first: Task = day.office.view().state().get("HB-RS-2022-01-0001").unwrap();
    let team = first.team;
    let leader = team
        .iter()
        .find(|member| member.leads)
        .map(|member| member.name.clone());
    for (words, found) in [
        (leader.as_deref().unwrap(), true),
        ("whxs", true),
        ("信盛", true),
        ("91420111YLX030MF3J", true),
        ("01-0001", true),
        ("whxs state:检查中 batch:2022-01", true),
        ("whxs batch:2099", false),
    ] {
        harness
            .keys("<esc> /")
            .keys(&words.replace(' ', "<space>").replace("<space>", " <space> "));
        harness.keys("<enter>");
        assert_eq!(
            harness.screen().contains("武汉信盛"),
            found,
            "{words}\n{}",
            harness.screen()
        );
    }
    // What cannot be understood says where and why, stays to be mended, and leaves the list as it is.
    for (wrong, column) in [
        ("state:无此状态", "第 7 字"),
        ("region:北京", "第 8 字"),
        ("等级:D 期先<3d", "第 6 字"),
    ] {
        harness.keys("<esc> <esc> /");
        harness.keys(&wrong.replace(' ', " <space> ")).keys("<enter>");
        let screen = harness.screen();
        assert!(
            screen.contains(column) && screen.contains(wrong),
            "{wrong}: {screen}"
        );
    }
    assert!(harness.keys("<esc> <esc>").screen().contains("/1002"));
}

#[test]
fn the_particulars_tell_the_whole_story() {
    let day = Day::new();
    let task = day.returned();
    let mut harness = day.sit_before("武汉人社", 120, 80);
    let screen = harness.keys("/").keys(&task.id).keys("<enter> <enter>").screen();
    for part in [
        task.target.as_str(),
        "检查情况过于简略",
        "第 1 版",
        "组长）",
        "经营范围",
        "示例路",
        "i 录入",
        "2022-06-07 已下派",
        // What a reviewer judges: who was there, and every answer.
        "检查人员",
        "RS01 职业中介活动许可",
        "RS22 ",
        "符合",
    ] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    assert!(harness.keys("<esc>").screen().contains("1/1"));
}

#[test]
fn a_reviewer_accepts_and_sends_back() {
    let day = Day::new();
    let mut harness = day.sit("武汉复核");
    let first = day.task(WUHAN, TaskState::Recorded);
    harness.keys("/ state:已录入 <enter>");
    let screen = harness.keys("a").screen();
    assert!(
        screen.contains("复核通过") && screen.contains("第 1 版（武汉人社"),
        "{screen}"
    );
    assert!(said(&harness.keys("y").screen()).starts_with("+ 已办理：通过（日志第"));
    assert_eq!(day.now(&first).state, TaskState::Reviewed);

    let second = day.task(WUHAN, TaskState::Recorded);
    harness.keys("r <space> <enter>");
    assert!(
        harness.screen().contains("! 复核须写明理由"),
        "{}",
        harness.screen()
    );
    assert_eq!(day.now(&second).state, TaskState::Recorded);
    harness.keys("r 缺少现场照片 <enter>");
    let now = day.now(&second);
    assert_eq!(now.state, TaskState::Returned);
    assert_eq!(now.steps.last().unwrap().reason, "缺少现场照片");
}

#[test]
fn a_result_is_published_or_withheld_and_closed() {
    let day = Day::new();
    let mut harness = day.sit("武汉复核");
    harness.keys("/ state:已复核 <enter>");
    let first = day.task(WUHAN, TaskState::Reviewed);
    assert!(harness.keys("p").screen().contains("公示后要撤回"));
    harness.keys("n");
    assert_eq!(day.now(&first).state, TaskState::Reviewed);
    harness.keys("p y");
    assert_eq!(day.now(&first).state, TaskState::Published);
    let second = day.task(WUHAN, TaskState::Reviewed);
    harness.keys("w 涉及商业秘密 <enter>");
    let now = day.now(&second);
    assert_eq!(
        (now.state, now.steps.last().unwrap().reason.as_str()),
        (TaskState::Withheld, "涉及商业秘密")
    );
    harness
        .keys("/")
        .keys(&"<backspace> ".repeat(12))
        .keys("0 <esc> <esc> /")
        .keys(&second.id)
        .keys("<enter> c y");
    assert_eq!(day.now(&second).state, TaskState::Closed);
}

#[test]
fn keys_that_are_off_say_why() {
    let day = Day::new();
    let mut harness = day.sit("武汉人社");
    assert!(harness.keys("a").screen().contains("没有“复核”权限"));
    let said: String = harness.keys("c").screen().split_whitespace().collect();
    assert!(said.contains("须处于“已公示或不予公示或已撤回”"), "{said}");
    assert!(
        harness
            .keys("<shift-c>")
            .screen()
            .contains("期限为 2022-06-01 至 2022-06-10")
    );
    assert!(harness.keys("n").screen().contains("此处不可用：新增"));
    harness.keys("<end>");
    let before = day.office.view().seq();
    for key in "abcdefghjklmnoprstvwxyzACDM".chars() {
        harness.keys(&key.to_string()).keys("<esc> <esc>");
    }
    assert_eq!(day.office.view().seq(), before, "nothing is done without a yes");
}

#[test]
fn an_inspection_is_begun() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Assigned);
    let mut harness = day.sit("武汉市监");
    harness.keys("/").keys(&task.id).keys("<enter> b y");
    assert_eq!(day.now(&task).state, TaskState::Inspecting);
    assert!(harness.keys("b").screen().contains("须处于“已派发”"));
}

/// What is selected may change while a question is open; the answer is about what was asked.
#[test]
fn an_answer_is_about_the_task_that_was_asked_about() {
    let day = Day::new();
    let task = day.task(WUHAN, TaskState::Reviewed);
    let mut harness = day.sit("武汉复核");
    harness.keys("/ state:已复核 <enter> p");
    day.sit("武汉人社").keys("/").keys(&task.id).keys("<enter> p y");
    assert_eq!(day.now(&task).state, TaskState::Published);
    let seq = day.office.view().seq();
    let screen = harness.event(Event::Notice(seq)).keys("y").screen();
    assert!(screen.contains("现为“已公示”"), "{screen}");
    assert_eq!(day.office.view().seq(), seq);
}

#[test]
fn a_batch_goes_from_the_draw_to_its_teams() {
    let day = Day::new();
    super::desk::draw_local_batch(&day, 6);
    let screen = day.sit("省人社").keys("/ batch:WH <enter> <shift-a>").screen();
    assert!(screen.contains("不能再审核批次"), "{screen}");

    let mut approver = day.sit("省市监");
    let screen = approver.keys("/ batch:WH <enter> <shift-a>").screen();
    assert!(screen.contains("户中抽出 6 户"), "{screen}");
    approver.keys("y");
    let screen = day.sit("省人社").keys("/ batch:WH <enter> <shift-d>").screen();
    assert!(screen.contains("6 个任务下派到 1 个市州"), "{screen}");
    day.sit("省人社").keys("/ batch:WH <enter> <shift-d> y");
    let mut claimer = day.sit("武汉人社");
    let screen = claimer.keys("/ batch:WH <enter> <shift-c>").screen();
    assert!(
        screen.contains("武汉市的 6 个任务") && screen.contains("22 项"),
        "{screen}"
    );
    claimer.keys("y");
    assert!(claimer.keys("<shift-m>").screen().contains("仪式尚未完成"));
    super::desk::reveal_match_seed(&day);
    assert!(
        claimer
            .keys("j <shift-m>")
            .screen()
            .contains("6 个任务匹配检查组")
    );
    claimer.keys("y");
    let task = day.task(WUHAN, TaskState::Assigned);
    assert!(task.team.len() >= 2);
    assert!(
        rows(&claimer).iter().all(|row| row.contains("已派发")),
        "{}",
        claimer.screen()
    );
}
