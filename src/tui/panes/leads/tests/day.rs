//! Days at the desk.

use super::{begins_with, last, next, now, of_wuhan, waiting};
use crate::domain::lead::{Handling, LeadState};
use crate::domain::operator::Department;
use crate::office::Clock;
use crate::tui::panes::tests::Day;

#[test]
fn own_leads_stand_first_and_those_that_run_out_before_the_others() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    harness.keys("4");
    for lead in &wuhan {
        assert!(begins_with(&harness, lead), "{lead:?}\n{}", harness.screen());
        harness.keys("j");
    }
    assert!(wuhan.len() > 3);
    // An urgent one runs out before others that came with it.
    let urgent = next(&day, &wuhan[0]).unwrap();
    assert!(
        wuhan
            .iter()
            .all(|lead| next(&day, lead).unwrap().day() >= urgent.day())
    );
}

/// One key: the lead is taken up, and the next one stands where it is read.
#[test]
fn taking_up_needs_one_key_and_leads_on_to_the_next() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    let screen = harness.keys("4 <enter> a").screen();
    assert_eq!(now(&day, &wuhan[0]).state(), LeadState::Accepted);
    assert!(
        screen.contains(&wuhan[1].id)
            && screen.contains(&format!("受理 {}（日志第", wuhan[0].about))
            && screen.contains("u 撤销"),
        "{screen}"
    );
    harness.keys("a");
    assert_eq!(now(&day, &wuhan[1]).state(), LeadState::Accepted);
    // Up again: a decision is made once, and the key says so.
    let screen = harness.keys("<esc> k a").screen();
    assert!(screen.contains("不能受理"), "{screen}");
}

#[test]
fn a_reason_is_chosen_by_its_number_alone() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    let screen = harness.keys("4 <enter> x 2").screen();
    let refused = now(&day, &wuhan[0]);
    assert_eq!(refused.state(), LeadState::Refused);
    assert!(
        matches!(last(&refused), Some(Handling::Refuse { code, .. }) if code == "other-office"),
        "{refused:?}"
    );
    assert!(
        screen.contains(&wuhan[1].id) && screen.contains(&format!("不予受理 {}（日志第", wuhan[0].about)),
        "{screen}"
    );
    assert!(!screen.contains(&wuhan[0].id));
    // By its words and Enter as well.
    harness.keys("x 具体事实 <enter>");
    let refused = now(&day, &wuhan[1]);
    assert!(
        matches!(last(&refused), Some(Handling::Refuse { code, .. }) if code == "no-facts"),
        "{refused:?}"
    );
}

/// 武汉人社 forwards to 市场监管 of another prefecture's county: that office takes it up, its time running on.
#[test]
fn a_forwarded_lead_is_acknowledged_elsewhere_and_keeps_its_time() {
    let day = Day::of_intake();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    let screen = harness
        .keys("4 f 黄石港区 <down> <enter> 属黄石管辖 <enter>")
        .screen();
    assert!(
        screen.contains(&format!("转办 {}（日志第", first.about)),
        "{screen}"
    );
    let lead = now(&day, &first);
    assert_eq!(lead.state(), LeadState::Forwarded);
    let to = lead.holder();
    assert_eq!(
        (to.region.to_string().as_str(), to.department),
        ("420202", Department::Mr)
    );
    // Whoever gave it away cannot decide it any more, and is told who can.
    let screen = harness.keys(&format!("/ {} <enter> a", lead.id)).screen();
    assert!(screen.contains("黄石市监"), "{screen}");
    let mut there = day.sit("黄石市监");
    let screen = there.keys(&format!("4 / {} <enter>", lead.id)).screen();
    assert!(screen.contains("待签收"), "{screen}");
    let screen = there.keys("s").screen();
    assert!(
        screen.contains(&format!("签收 {}（日志第", lead.about)),
        "{screen}"
    );
    // It is decided next: the desk stays with it.
    assert!(
        screen
            .lines()
            .any(|line| line.starts_with('>') && line.contains("待决定")),
        "{screen}"
    );
    let taken = now(&day, &lead);
    assert_eq!(
        (taken.state(), taken.holder()),
        (LeadState::Pending, lead.holder())
    );
    assert_eq!(
        next(&day, &taken).unwrap().day(),
        next(&day, &first).unwrap().day()
    );
}

#[test]
fn a_forwarded_lead_is_returned_with_a_reason() {
    let day = Day::of_intake();
    let first = of_wuhan(&day).remove(0);
    day.sit("武汉人社")
        .keys("4 f 黄石港区 <enter> 属黄石管辖 <enter>");
    let mut there = day.sit("黄石人社");
    there.keys(&format!("4 / {} <enter>", first.id));
    // Nothing is returned without a reason.
    let screen = there.keys("t <enter>").screen();
    assert_eq!(now(&day, &first).state(), LeadState::Forwarded, "{screen}");
    assert!(screen.contains("还没有写明"), "{screen}");
    there.keys("不在本辖区 <enter>");
    let back = now(&day, &first);
    assert_eq!(
        (back.state(), back.holder()),
        (LeadState::Pending, first.holder())
    );
    let screen = day.sit("武汉人社").keys("4").screen();
    assert!(
        screen.contains(&first.about.chars().take(6).collect::<String>()),
        "{screen}"
    );
}

/// What is not taken up in time comes back on top, on both sides, and can be called back.
#[test]
fn a_lead_that_nobody_takes_up_comes_back_on_top() {
    let day = Day::of_intake();
    let last_one = of_wuhan(&day).pop().unwrap();
    let mut harness = day.sit("武汉人社");
    harness.keys(&format!(
        "4 / {} <enter> f 黄石港区 <enter> 属黄石管辖 <enter>",
        last_one.id
    ));
    let screen = harness.keys("<esc> <esc> w").screen();
    assert!(!screen.contains("转办未签收"), "{screen}");
    day.office
        .set_clock(Clock::Rehearsal("2022-06-27".parse().unwrap()));
    for operator in ["武汉人社", "黄石人社"] {
        let mut late = day.sit(operator);
        let screen = late.keys("4").screen();
        assert!(begins_with(&late, &last_one), "{operator}: {screen}");
        assert!(screen.contains("转办未签收"), "{operator}: {screen}");
        let screen = late.keys("/ is:back <enter>").screen();
        assert!(begins_with(&late, &last_one), "{operator}: {screen}");
        // Who forwarded it, and when.
        let screen = late.keys("<enter>").screen();
        assert!(screen.contains("（2022-06-20 由"), "{operator}: {screen}");
    }
    day.sit("武汉人社").keys("4 w 本局自办 <enter>");
    let own = now(&day, &last_one);
    assert_eq!(
        (own.state(), own.holder()),
        (LeadState::Pending, last_one.holder())
    );
}

#[test]
fn a_merged_lead_leaves_the_other_as_it_was() {
    let day = Day::of_intake();
    let wuhan = of_wuhan(&day);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 a");
    let other = now(&day, &wuhan[0]);
    let name: String = other.about.chars().filter(|c| !c.is_whitespace()).collect();
    harness.keys(&format!("g {name} <enter>"));
    let merged = now(&day, &wuhan[1]);
    assert_eq!(
        merged.merged_into(),
        Some(other.id.as_str()),
        "{}",
        harness.screen()
    );
    assert_eq!(now(&day, &other), other);
}

#[test]
fn a_question_that_is_not_answered_decides_nothing() {
    let day = Day::of_intake();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 x <esc> f <esc> g <esc> i <esc> f wuhan <enter> <esc> x 9 <esc>");
    assert_eq!(now(&day, &first), first);
    // Keys for what the lead is not ready for say so.
    let screen = harness.keys("s").screen();
    assert!(screen.contains("不能签收"), "{screen}");
    let screen = harness.keys("t").screen();
    assert!(screen.contains("不能退回"), "{screen}");
    assert_eq!(now(&day, &first), first);
    // Somebody without the role is told who has it.
    let screen = day.sit("武汉复核").keys("4 a").screen();
    assert!(screen.contains("线索") && screen.contains("武汉人社"), "{screen}");
}

#[test]
fn others_leads_stand_behind_ones_own() {
    let day = Day::of_intake();
    let (wuhan, huangshi) = (of_wuhan(&day), waiting(&day, "4202"));
    assert!(!huangshi.is_empty());
    let mut harness = day.sit("黄石人社");
    harness.keys("4");
    assert!(begins_with(&harness, &huangshi[0]), "{}", harness.screen());
    // What is said about another unit's place is not theirs to read.
    let screen = harness.keys(&format!("/ {} <enter>", wuhan[0].id)).screen();
    assert!(screen.contains("没有符合筛选的内容"), "{screen}");
}

/// 武汉人社 entered something by mistake: with the reason it counts no more, and stays on record.
#[test]
fn what_was_entered_by_mistake_is_voided_with_a_reason_and_can_be_brought_back() {
    let day = Day::of_intake();
    let first = of_wuhan(&day).remove(0);
    let mut harness = day.sit("武汉人社");
    harness.keys("4 X <enter>");
    assert_eq!(now(&day, &first).state(), LeadState::Pending);
    harness.keys("重复登记 <enter>");
    let voided = now(&day, &first);
    assert_eq!(voided.state(), LeadState::Voided);
    assert!(matches!(last(&voided), Some(Handling::Void { reason }) if reason == "重复登记"));
    assert!(voided.standing().ready().is_empty() && !voided.standing().is_open());
    harness.keys("u");
    assert_eq!(now(&day, &first).state(), LeadState::Pending);
}
