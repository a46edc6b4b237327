//! Scripts of what a person does.

use super::demo::start;
use crate::tui::app::{Ending, Wish};
use crate::tui::event::{Event, Progress, Signal};

fn line(screen: &str, from_below: usize) -> String {
    screen
        .lines()
        .rev()
        .nth(from_below)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[test]
fn publish_and_undo() {
    let mut harness = start(80, 24);
    assert!(harness.keys("j j <enter>").screen().contains("公示后不能收回"));
    assert_eq!(line(&harness.keys("y").screen(), 1), "+ 已公示 1 户");
    assert!(line(&harness.screen(), 0).contains("u 撤销"));
    assert_eq!(line(&harness.keys("u").screen(), 1), "已撤销");
    assert!(!line(&harness.screen(), 0).contains("u 撤销"));
    assert!(harness.keys("u").screen().contains("此处不可用：撤销"));
}

#[test]
fn no_leaves_everything_as_it_was() {
    let mut harness = start(80, 24);
    let before = harness.screen();
    assert_eq!(harness.keys("<enter> <esc>").screen(), before);
    assert_eq!(harness.keys("<enter> n").screen(), before);
}

#[test]
fn a_key_that_is_off_says_why() {
    let mut harness = start(80, 24);
    assert!(line(&harness.screen(), 0).contains("(n 新增)"));
    assert_eq!(
        line(&harness.keys("n").screen(), 1),
        "* 检查阶段自2022-06-11起，现在不能新增"
    );
    assert_eq!(line(&harness.keys("j").screen(), 1), "");
}

#[test]
fn filter_by_initials() {
    let mut harness = start(80, 24);
    let screen = harness.keys("/ whdh <enter>").screen();
    assert!(screen.contains("武汉东湖"), "{screen}");
    assert!(!screen.contains("宜昌"), "{screen}");
    assert!(screen.contains("1/"), "{screen}");
}

#[test]
fn number_keys_change_panes() {
    let mut harness = start(80, 24);
    assert!(harness.keys("4").screen().contains("[4 线索]"));
    assert!(harness.keys("1").screen().contains("[1 任务]"));
    let before = harness.screen();
    assert_eq!(
        before.replace(' ', ""),
        harness.keys("j k").screen().replace(' ', "")
    );
    assert!(harness.keys("2").screen().contains("此处不可用：检查组"));
}

#[test]
fn the_palette_runs_what_its_key_would() {
    let mut harness = start(80, 24);
    assert!(harness.keys(": xiugai <enter>").screen().contains("检查日期"));
    let mut harness = start(80, 24);
    assert_eq!(
        line(&harness.keys(": xz <enter>").screen(), 1),
        "* 检查阶段自2022-06-11起，现在不能新增"
    );
}

#[test]
fn in_a_form_letters_and_digits_are_text() {
    let mut harness = start(80, 24);
    let screen = harness.keys("e q?1:4u").screen();
    assert!(screen.contains("q?1:4u"), "{screen}");
    assert_eq!(harness.app.ending(), None);
}

#[test]
fn a_form_names_every_error_at_once_and_goes_from_one_to_the_next() {
    let mut harness = start(80, 24);
    let screen = harness.keys("e 2022-06-20 <down> 1 <ctrl-s>").screen();
    assert_eq!(line(&screen, 1), "! 有 2 处需要修改；Ctrl-n 逐处查看");
    assert_eq!(
        screen
            .lines()
            .filter(|l| l.starts_with(">!检查结果") || l.starts_with(" !发现的问题"))
            .count(),
        2
    );
    let screen = harness.keys("<ctrl-n>").screen();
    assert!(screen.contains(">!发现的问题"), "{screen}");
    let screen = harness.keys("未公示 <ctrl-n> 2 <ctrl-s>").screen();
    assert_eq!(line(&screen, 1), "+ 已提交");
}

#[test]
fn leaving_asks_when_something_is_not_handed_in() {
    let mut harness = start(80, 24);
    harness.keys("e <ctrl-q>");
    assert_eq!(harness.app.ending(), None);
    assert!(harness.screen().contains("有未提交的内容"));
    harness.keys("n <esc> q");
    assert_eq!(harness.app.ending(), Some(Ending::Quit));

    let mut harness = start(80, 24);
    harness.keys("e <ctrl-q> y");
    assert_eq!(harness.app.ending(), Some(Ending::Quit));
}

#[test]
fn pasted_text_goes_where_typing_goes() {
    let mut harness = start(80, 24);
    harness.keys("/");
    let screen = harness.event(Event::Paste("东湖\n人力".to_owned())).screen();
    assert!(screen.contains("东湖 人力"), "{screen}");
}

#[test]
fn signals_reach_the_owner_of_the_terminal() {
    let mut harness = start(80, 24);
    harness.keys("<ctrl-z>");
    assert_eq!(harness.app.take_wish(), Some(Wish::Suspend));
    harness.event(Event::Signal(Signal::End(15)));
    assert_eq!(harness.app.ending(), Some(Ending::Signal(15)));
}

#[test]
fn long_work_shows_and_can_be_ended() {
    let mut harness = start(80, 24);
    let progress = Progress {
        label: "导入".to_owned(),
        done: 5,
        total: Some(10),
        elapsed: std::time::Duration::ZERO,
        over: false,
        cancel: Default::default(),
    };
    assert!(line(&harness.event(Event::Progress(progress.clone())).screen(), 1).starts_with("导入  [#####"));
    assert!(line(&harness.keys("<ctrl-c>").screen(), 1).contains("正在中止：导入"));
    assert!(progress.cancel.load(std::sync::atomic::Ordering::SeqCst));
    harness.event(Event::Progress(Progress {
        over: true,
        ..progress
    }));
    assert!(harness.keys("<ctrl-c>").screen().contains("此处不可用：中止"));
}

#[test]
fn the_cursor_is_real_and_never_on_the_last_row() {
    let scripts = [
        "",
        "j",
        "?",
        ":",
        "/",
        "<enter>",
        "e",
        "e <down> <down> <down>",
        "<end>",
    ];
    for height in 1..40 {
        for script in scripts {
            let mut harness = start(80, height);
            harness.keys(script);
            if let Some(at) = harness.cursor() {
                assert!(
                    at.y + 1 < height && at.x < 80,
                    "{script} at height {height}: {at:?}"
                );
            }
            assert!(
                height < 3 || harness.cursor().is_some(),
                "{script} at height {height}"
            );
        }
    }
}

#[test]
fn every_size_down_to_one_cell_is_survived() {
    for script in [
        "",
        "?",
        ": x",
        "/ 东",
        "<enter>",
        "e 2022 <down> 1 <down> 3 <down> 很长的文字",
        "n",
    ] {
        let mut harness = start(120, 40);
        harness.keys(script);
        for (width, height) in [
            (80, 24),
            (40, 10),
            (9, 5),
            (3, 3),
            (2, 1),
            (1, 1),
            (1, 40),
            (200, 1),
            (120, 40),
        ] {
            harness.resize(width, height).keys("j k");
        }
    }
}
