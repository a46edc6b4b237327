//! Flows and screens.

use std::sync::Arc;

use super::Calendar;
use crate::domain::calendar::Act;
use crate::lang::Lang;
use crate::office::{Clock, Office};
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, demo_office, desk, pane, screens, survives};

fn calendar(lang: Lang) -> Calendar {
    Calendar::new(desk(&demo_office(), "省人社", lang))
}

fn at(office: &Arc<Office>, size: (u16, u16)) -> Harness {
    let layer = Calendar::new(desk(office, "省人社", Lang::Zh));
    pane((Lang::Zh, false, false), Pane::Calendar, layer, size)
}

#[test]
fn screens_of_the_month_and_the_acts() {
    screens("calendar", Pane::Calendar, calendar, "");
    screens(
        "calendar_due",
        Pane::Calendar,
        calendar,
        "<pagedown> <pagedown> k k l l",
    );
    screens("calendar_day", Pane::Calendar, calendar, "<enter>");
    screens("calendar_acts", Pane::Calendar, calendar, "<tab>");
}

#[test]
fn a_bare_campaign_has_its_calendar_too() {
    let (_dir, office) = bare_office("2022-06-01");
    screens(
        "calendar_bare",
        Pane::Calendar,
        |lang| Calendar::new(desk(&office, "省人社", lang)),
        "<tab>",
    );
}

#[test]
fn keys_move_by_day_week_and_month_and_t_comes_back() {
    let (_dir, office) = bare_office("2022-06-03");
    let mut harness = at(&office, (80, 24));
    let first = harness.screen();
    assert!(first.contains("放假：端午节"), "{first}");
    assert!(harness.keys("l l l l l l").screen().contains("2022-06-09"));
    assert!(harness.keys("k").screen().contains("2022-06-02"));
    let august = harness.keys("<pagedown> <pagedown> l").screen();
    assert!(august.contains("2022年8月"), "{august}");
    assert!(august.contains("通知二（三）"), "{august}");
    assert_eq!(harness.keys("t").screen(), first);
}

#[test]
fn every_act_is_listed_with_its_days() {
    let (_dir, office) = bare_office("2022-06-20");
    let screen = at(&office, (120, 40)).screen();
    for act in Act::ALL {
        assert!(screen.contains(&*Lang::Zh.word(act.key())), "{act:?}: {screen}");
    }
    let line = |act: Act| {
        screen
            .lines()
            .find(|l| l.contains(&format!("{}  ", Lang::Zh.word(act.key()))))
            .unwrap()
    };
    assert!(line(Act::FreezePool).contains("06-01~06-10"), "{screen}");
    assert!(line(Act::FreezePool).contains("可以"), "{screen}");
    assert!(line(Act::FileReport).contains("07-21~08-05"), "{screen}");
    office.set_clock(Clock::Rehearsal("2022-07-25".parse().unwrap()));
    let later = at(&office, (120, 40)).screen();
    assert!(later.contains("逾期，须理由"), "{later}");
}

#[test]
fn a_weekend_worked_in_exchange_for_a_holiday_is_marked() {
    let (_dir, office) = bare_office("2022-10-08");
    let screen = at(&office, (80, 24)).screen();
    assert!(screen.contains("8+班"), "{screen}");
    assert!(screen.contains("星期六  调休上班：国庆节"), "{screen}");
}

#[test]
fn a_year_without_holiday_data_is_said_to_be_unknown() {
    let (_dir, office) = bare_office("2031-01-01");
    let screen = at(&office, (80, 24)).screen();
    assert!(screen.contains("没有 2031 年的节假日数据"), "{screen}");
    assert!(screen.contains("不在任何阶段内"), "{screen}");
}

#[test]
fn a_key_that_does_nothing_here_answers() {
    let (_dir, office) = bare_office("2022-06-01");
    let screen = at(&office, (80, 24)).keys("e").screen();
    assert!(screen.contains("此处不可用：修改"), "{screen}");
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Calendar,
        || calendar(Lang::Zh),
        "l j <pagedown> <tab> G k <esc> t <enter> G k <tab> t x",
    );
}
