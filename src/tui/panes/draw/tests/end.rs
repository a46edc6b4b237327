//! Batches that come to an end: a secret that does not fit, one that is lost, a decision; and the next try.

use super::*;
use crate::domain::batch::Stage;
use crate::domain::command::Command;

/// To the reveals.
fn to_the_reveals(day: &Day) -> Harness {
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    committed(&mut harness, "test:1");
    harness.keys("<enter> 7 <ctrl-s>");
    harness
}

#[test]
fn a_secret_that_does_not_fit_warns_first_and_goes_on_record_only_by_a_typed_word() {
    let day = day();
    let mut harness = to_the_reveals(&day);
    harness.keys("j <enter> <ctrl-x>");
    assert!(
        said(&harness).contains("先按提交核对一次"),
        "{}",
        harness.screen()
    );
    let before = day.office.view().seq();
    harness
        .keys("1 <tab> 1 <tab>")
        .keys("61345226143552611341")
        .keys("<ctrl-s>");
    assert!(
        said(&harness).contains("秘密值与其承诺不符"),
        "{}",
        harness.screen()
    );
    assert_eq!(
        (day.office.view().seq(), batch(&day).stage),
        (before, Stage::Planned)
    );
    // Another secret is another try: it is warned about first as well.
    harness.keys("<backspace> 3 <ctrl-x>");
    assert!(
        said(&harness).contains("先按提交核对一次"),
        "{}",
        harness.screen()
    );
    harness.keys("<ctrl-s> <ctrl-x>");
    assert!(
        harness.screen().contains("请输入“作废”或 void"),
        "{}",
        harness.screen()
    );
    harness.keys("是 <enter>");
    assert!(said(&harness).contains("没有记录在案"), "{}", harness.screen());
    assert_eq!(
        (day.office.view().seq(), batch(&day).stage),
        (before, Stage::Planned)
    );
    harness.keys("<ctrl-x> 作废 <enter>");
    assert_eq!(batch(&day).stage, Stage::Void);
    let screen = harness.screen();
    assert!(said(&harness).contains("批次 WH-02 已作废"), "{screen}");
    assert!(screen.contains("市场监管揭示的秘密值与承诺不符"), "{screen}");
}

#[test]
fn the_right_secret_after_a_slip_is_taken() {
    let day = day();
    let mut harness = to_the_reveals(&day);
    harness
        .keys("j <enter> 1 <tab> 1 <tab>")
        .keys("61345226143552611341")
        .keys("<ctrl-s>");
    harness.keys("<backspace> 2 <ctrl-s>");
    assert!(said(&harness).contains("与承诺相符"), "{}", harness.screen());
    assert_eq!(batch(&day).draw_ceremony.reveals.len(), 1);
}

#[test]
fn a_lost_secret_can_only_be_put_on_record_and_a_kept_one_is_offered_to_its_party_only() {
    let day = day();
    let mut harness = to_the_reveals(&day);
    // 市场监管's was typed: there is nothing to take from the data directory.
    let screen = harness.keys("j <enter>").screen();
    assert!(
        !harness.keys("<tab>").screen().contains("用数据目录中保存的"),
        "{screen}"
    );
    harness.keys("<backtab> 1 <tab> 2 <ctrl-s>");
    assert!(
        said(&harness).contains("秘密值与其承诺不符"),
        "{}",
        harness.screen()
    );
    harness.keys("<ctrl-x> void <enter>");
    assert_eq!(batch(&day).stage, Stage::Void);
}

#[test]
fn a_void_batch_stays_and_the_next_one_says_what_it_draws_anew() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    harness.keys("x <enter>");
    assert!(said(&harness).contains("须写明理由"), "{}", harness.screen());
    assert_eq!(batch(&day).stage, Stage::Planned);
    harness.keys("x 名录有误 <enter>");
    let screen = harness.screen();
    assert_eq!(batch(&day).stage, Stage::Void);
    assert!(screen.contains("作废") && screen.contains("名录有误"), "{screen}");
    harness.keys("x");
    assert!(said(&harness).contains("现为“作废”"), "{}", harness.screen());
    // A new batch of the same unit is not passed off as the first.
    harness.keys("n WH-03 <tab> 2 <tab> 1 <tab> <tab> 1 <ctrl-s>");
    let screen = harness.screen();
    assert!(screen.contains(">!重抽哪个作废批次"), "{screen}");
    harness.keys("1 <tab> 更正名录后重抽 <ctrl-s>");
    let screen = harness.screen();
    assert!(screen.contains("重抽 WH-02"), "{screen}");
    let next: Batch = day.office.view().state().get("WH-03").unwrap();
    assert_eq!(next.instead_of.unwrap().batch, BATCH);
}

#[test]
fn what_an_extension_adds_is_reviewed_and_dispatched_in_its_turn() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "12");
    committed(&mut harness, "test:1");
    revealed(&mut harness).keys("<enter> y");
    day.sit("省市监").keys("9 A y");
    harness.keys("D y");
    let extend = Command::ExtendDraw {
        batch: BATCH.to_owned(),
        by: 5,
        reason: "补足数量".to_owned(),
    };
    day.submit("省人社", extend);
    let screen = harness.keys("").screen();
    let line = |what: &str| {
        screen
            .lines()
            .find(|line| line.contains(what))
            .unwrap_or_default()
    };
    assert!(
        line("审核批次").contains("*审核批次") && line("审核批次").contains("可由 省市监 办理"),
        "{screen}"
    );
    assert!(line("追加").contains("补足数量"), "{screen}");
    assert!(line(BATCH).contains("17/136"), "{screen}");
    day.sit("省市监").keys("9 A y");
    let screen = harness.keys("D y").screen();
    let line = screen.lines().find(|line| line.contains("+下派"));
    assert!(line.is_some_and(|line| line.contains("1/1")), "{screen}");
}
