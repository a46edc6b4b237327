//! Every kind of matter from the task to its end.

use super::{Desk, REVIEWER, WRITER};
use crate::domain::follow_up::{FollowUpState, Matter, Scale};
use crate::domain::state::Read;
use crate::domain::target::Target;

#[test]
fn an_order_is_entered_extended_and_found_complied_with() {
    let desk = Desk::new();
    let mut harness = desk.registers("责令");
    harness.keys("<tab> 按日保存服务台账 <tab> 06-24 <ctrl-s>");
    desk.stands(FollowUpState::Open, &harness);
    let screen = harness.screen();
    assert!(screen.contains("已登记责令改正（日志第"), "{screen}");
    // More time is for another person to give.
    let mut harness = desk.sits(WRITER);
    let screen = harness.keys("e").screen();
    assert!(screen.contains("复核") && screen.contains(REVIEWER), "{screen}");
    let mut harness = desk.sits(REVIEWER);
    harness.keys("e 06-20 <tab> 疫情 <ctrl-s>");
    assert!(harness.screen().contains("!延至"), "{}", harness.screen());
    harness.keys("<backspace> <backspace> 30 <ctrl-s>");
    assert_eq!(desk.only().deadline().unwrap().to_string(), "2022-06-30");
    let mut harness = desk.sits(WRITER);
    harness.keys("<enter> <enter> <ctrl-t> <tab> 1 <tab> 台账齐全 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
    // The record keeps every step with who and when.
    let record = harness.screen();
    for part in ["延期", REVIEWER, "复查", "台账齐全", "是否改正 是"] {
        assert!(record.contains(part), "{part}: {record}");
    }
}

#[test]
fn an_order_that_was_not_complied_with_has_failed() {
    let desk = Desk::new();
    desk.registers("zlgz").keys("<tab> 改正 <tab> 06-20 <ctrl-s>");
    let mut harness = desk.sits(WRITER);
    harness.keys("a 06-20 <tab> 2 <tab> 未改正 <ctrl-s>");
    desk.stands(FollowUpState::Failed, &harness);
    let screen = harness.keys("a").screen();
    assert!(screen.contains("没有下一步要办"), "{screen}");
}

#[test]
fn a_case_is_filed_extended_once_and_closed() {
    let desk = Desk::new();
    let mut harness = desk.registers("立案");
    harness.keys("1 <tab> 武人社立〔2022〕1号 <tab> <ctrl-t> <ctrl-s>");
    desk.stands(FollowUpState::Open, &harness);
    let screen = desk.sits(WRITER).keys("<enter>").screen();
    assert!(
        screen.contains("2022-09-13") && screen.contains("60 个工作日"),
        "{screen}"
    );
    // By the time limits: no date is asked for.
    let mut harness = desk.sits(REVIEWER);
    harness.keys("e 案情复杂 <ctrl-s>");
    assert_eq!(desk.only().steps.len(), 1, "{}", harness.screen());
    let mut harness = desk.sits(WRITER);
    harness.keys("a <ctrl-t> <tab> 取缔 <tab> 1 <tab> 2 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}

#[test]
fn a_refund_is_paid_in_parts() {
    let desk = Desk::new();
    desk.registers("退赔")
        .keys("退还押金 <tab> 900 <tab> 3 <tab> 07-01 <ctrl-s>");
    let mut harness = desk.sits(WRITER);
    harness.keys("a <ctrl-t> <tab> 300 <tab> 1 <ctrl-s>");
    desk.stands(FollowUpState::Open, &harness);
    let screen = harness.keys("<enter>").screen();
    assert!(screen.contains("已退 300/900 元，1/3 人"), "{screen}");
    harness.keys("a <ctrl-t> <tab> 900 <tab> 2 <ctrl-s>");
    assert!(harness.screen().contains("超过余额 600"), "{}", harness.screen());
    harness.keys("<ctrl-n> <backspace> <backspace> <backspace> 600 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}

/// 押金: each worker; the range follows from how many.
#[test]
fn a_fine_says_its_range_and_why_it_lies_outside() {
    let desk = Desk::new();
    let mut harness = desk.registers("罚没");
    harness.keys("<ctrl-o> 押金 <enter> <tab> 1 <tab>");
    assert!(harness.screen().contains("按什么计：涉及劳动者（人）"));
    harness.keys("3 <tab>");
    let screen = harness.screen();
    for part in ["幅度 1500–6000 元", "就业促进法第六十六条第二款", "起施行"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    // Outside the range the reason is asked for, and every error is listed at once.
    let screen = harness.keys("900 <tab> <ctrl-s>").screen();
    assert!(screen.contains("有 4 处需要修改"), "{screen}");
    assert!(
        screen.contains("1500 – 6000") && screen.contains("超出幅度的理由"),
        "{screen}"
    );
    harness.keys("<tab> 主动退还，从轻 <tab> <tab> 武人社罚字1号 <tab> <ctrl-t> <tab> 07-05 <ctrl-s>");
    desk.stands(FollowUpState::Open, &harness);
    let Matter::Fine {
        of, yuan, departs, ..
    } = desk.only().matter
    else {
        panic!("no fine");
    };
    assert_eq!((of, yuan, departs.as_str()), (Some(3), 900, "主动退还，从轻"));
    let mut harness = desk.sits(WRITER);
    harness.keys("a <ctrl-t> <tab> 900 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}

/// The law in force stands beside the form where there is room, else behind a key.
#[test]
fn a_fine_shows_what_it_rests_on() {
    let desk = Desk::new();
    let mut harness = desk.registers("罚没");
    let screen = harness.keys("<ctrl-g>").screen();
    assert!(screen.contains("先选违法行为"), "{screen}");
    let screen = harness.keys("<ctrl-o> 派遣业务 <enter> <tab> <ctrl-g>").screen();
    for part in [
        "劳动合同法第九十二条",
        "有违法所得",
        "没有违法所得",
        "施行",
        "法定幅度",
    ] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    let wide = harness.keys("<esc>").resize(130, 40).screen();
    assert!(wide.contains("法定幅度") && wide.contains("罚款条款"), "{wide}");
    // A violation whose row has no fine leaves the confiscated gains.
    let screen = harness
        .resize(80, 24)
        .keys("<backtab> <ctrl-o> 扣押 <enter> <tab>")
        .screen();
    assert!(screen.contains("没有罚款条款"), "{screen}");
}

#[test]
fn a_case_for_the_police_is_approved_handed_over_and_answered() {
    let desk = Desk::new();
    let mut harness = desk.registers("移送");
    harness.keys("1 <tab> 武汉市公安局 <tab> 涉嫌诈骗 <ctrl-s>");
    assert!(harness.screen().contains("专案组"), "{}", harness.screen());
    harness.keys("1 2 <ctrl-s>");
    desk.stands(FollowUpState::Proposed, &harness);
    // Whoever entered it does not approve it.
    let screen = desk.sits(WRITER).keys("y").screen();
    assert!(screen.contains(REVIEWER), "{screen}");
    let mut harness = desk.sits(REVIEWER);
    let screen = harness.keys("y").screen();
    assert!(
        screen.contains("批准时间：") && screen.contains("2022-06-20"),
        "{screen}"
    );
    // A rehearsal's time is nobody's clock: it is asked for until it is one.
    let screen = harness.keys("<enter>").screen();
    assert!(screen.contains("不是时间"), "{screen}");
    harness.keys("<space> 10:30 <enter>");
    desk.stands(FollowUpState::Open, &harness);
    assert_eq!(
        desk.only().decided_at().unwrap().to_string(),
        "2022-06-20 10:30:00"
    );
    let mut harness = desk.sits(WRITER);
    let screen = harness.keys("<enter>").screen();
    assert!(
        screen.contains("2022-06-21 10:30") && screen.contains("24 小时"),
        "{screen}"
    );
    harness.keys("a 9:00 <tab> 收件回执1号 <tab> 案卷 <ctrl-s>");
    assert!(harness.screen().contains("早于批准时间"), "{}", harness.screen());
    harness.keys("<backspace> <backspace> <backspace> <backspace> 11:00 <ctrl-s>");
    desk.stands(FollowUpState::Sent, &harness);
    harness.keys("a <ctrl-t> <tab> 1 <tab> 立案决定书 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}

#[test]
fn a_notice_is_sent() {
    let desk = Desk::new();
    desk.registers("抄告")
        .keys("2 <tab> 武汉市市场监督管理局 <tab> 请核查登记事项 <ctrl-s>");
    let mut harness = desk.sits(WRITER);
    harness.keys("a 06-20 <space> 9:00 <tab> 回执 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}

#[test]
fn a_grade_is_approved_written_back_and_draws_the_next_batch() {
    let desk = Desk::new();
    let mut harness = desk.registers("信用");
    // The scale of 劳动保障 ends at C.
    let screen = harness.keys("2 <tab> <tab>").screen();
    assert!(screen.contains(" 3 C") && !screen.contains(" 4 D"), "{screen}");
    harness.keys("<backtab> <backtab> 1 <tab> 1 <tab> 4 <tab> 拒不改正 <ctrl-s>");
    assert!(matches!(
        desk.only().matter,
        Matter::Credit {
            scale: Scale::Risk,
            ..
        }
    ));
    desk.sits(REVIEWER).keys("y <space> 9:00 <enter>");
    let mut harness = desk.sits(WRITER);
    harness.keys("a 10:00 <tab> 回写1号 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
    let view = desk.day.office.view();
    let target: Target = view.state().get(&desk.task.target).unwrap();
    assert_eq!(target.id, desk.task.target);
}

#[test]
fn a_major_case_is_refused_with_a_reason_and_a_typical_one_made_public() {
    let desk = Desk::new();
    desk.registers("重大").keys("涉及人数众多 <ctrl-s>");
    let mut harness = desk.sits(REVIEWER);
    harness.keys("X 9:00 <ctrl-s>");
    assert!(harness.screen().contains("!理由"), "{}", harness.screen());
    harness.keys("不属重大案件 <ctrl-s>");
    desk.stands(FollowUpState::Refused, &harness);
    let desk = Desk::new();
    desk.registers("典型").keys("某某公司案 <ctrl-s>");
    desk.sits(REVIEWER).keys("a 1 <tab> 9:00 <ctrl-s>");
    let mut harness = desk.sits(WRITER);
    harness.keys("s 1 <enter> 10:00 <tab> https://example.com/1 <ctrl-s>");
    desk.stands(FollowUpState::Done, &harness);
}
