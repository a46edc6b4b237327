//! Flows and screens.

use std::sync::Arc;

use super::Calendar;
use crate::domain::calendar::Act;
use crate::domain::command::Command;
use crate::domain::lead::{Handling, Lead};
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::office::{Clock, Office};
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{bare_office, county, demo_office, desk, pane, screens, survives};
use crate::tui::panes::tests::Day;

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
    screens("calendar_publish", Pane::Calendar, calendar, "n");
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
    assert!(screen.contains("需导入2031年放假安排"), "{screen}");
    assert!(screen.contains("不在任何阶段内"), "{screen}");
}

fn prefecture(size: (u16, u16)) -> Harness {
    let layer = Calendar::new(desk(&demo_office(), "武汉人社", Lang::Zh));
    pane((Lang::Zh, false, false), Pane::Calendar, layer, size)
}

/// The number in a text between two others.
fn number(screen: &str, before: &str, after: &str) -> u64 {
    let (_, rest) = screen
        .split_once(before)
        .unwrap_or_else(|| panic!("{before}: {screen}"));
    let (number, _) = rest.split_once(after).unwrap();
    number.trim().parse().unwrap()
}

#[test]
fn the_shares_of_the_days_come_to_what_is_open_in_the_own_division() {
    let mut harness = prefecture((80, 24));
    let june = harness.keys("").screen();
    assert!(june.contains("湖北省     待查"), "{june}");
    let open = number(&june, "武汉市     待查 ", " 户");
    let pace = number(
        &june,
        "武汉市     待查 228 户，还有 22 个工作日，每个工作日 ",
        " 户",
    );
    assert_eq!(pace, open.div_ceil(22));
    let july = harness.keys("<pagedown>").screen();
    let cells = |screen: &str, selected: &str| -> Vec<u64> {
        let (month, _) = screen.split_once(&format!("{selected}  星期")).unwrap();
        let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
        let shares = month.split('~').skip(1);
        shares.map(|text| digits(text).parse().unwrap()).collect()
    };
    let all = [cells(&june, "2022-06-20"), cells(&july, "2022-07-20")].concat();
    assert_eq!(all.len(), 22, "{june}{july}");
    assert_eq!(all.iter().sum::<u64>(), open);
}

#[test]
fn a_day_leads_to_its_visits_and_a_visit_to_its_particulars() {
    let mut harness = prefecture((80, 24));
    let day = harness.keys("").screen();
    let visited = number(&day, "当天       已查 ", " 户");
    let list = harness.keys("<enter>").screen();
    assert!(
        list.contains(&format!("[已查 {visited} 户]")) && list.contains(&format!("1/{visited}")),
        "{list}"
    );
    let task = harness.keys("<enter>").screen();
    let on = task.lines().find(|line| line.starts_with("检查日期")).unwrap();
    assert!(on.ends_with("2022-06-20"), "{task}");
    assert_eq!(harness.keys("<esc> <esc>").screen(), day);
    let open = harness.keys("l <enter>").screen();
    assert!(
        open.contains("[全部待查 228 户]") && open.contains("1/228"),
        "{open}"
    );
    let none = harness.keys("<esc> <pageup> <enter>").screen();
    assert!(none.contains("这一天没有检查记录"), "{none}");
}

#[test]
fn the_next_due_date_is_a_key_away_until_there_is_none() {
    let (_dir, office) = bare_office("2022-06-20");
    let mut harness = at(&office, (80, 24));
    assert!(harness.keys("n").screen().contains("2022-08-03  星期三"));
    assert!(harness.keys("n").screen().contains("2022-08-05  星期五"));
    assert!(harness.keys("n").screen().contains("此后没有到期日"));
    let mut harness = prefecture((80, 24));
    let matter = harness.keys("n").screen();
    assert!(
        matter.contains("2022-06-22  星期三") && matter.contains("后续处理到期 1 项"),
        "{matter}"
    );
    let publish = harness.keys("n n n n n n").screen();
    assert!(
        publish.contains("2022-07-08  星期五") && publish.contains("公示到期 7 户"),
        "{publish}"
    );
    assert!(publish.contains("暂定值，未核实"), "{publish}");
}

#[test]
fn a_day_says_which_leads_run_out_on_it_and_leads_to_them() {
    let day = Day::new();
    let wuhan = |lead: &Lead| lead.holder().region.to_string().starts_with("4201");
    let lead = |fits: &dyn Fn(&Lead) -> bool| {
        let leads: Vec<Lead> = day.office.view().state().all();
        leads.into_iter().find(|lead| fits(lead)).unwrap()
    };
    let taken = lead(&|lead| wuhan(lead) && lead.state().is_undecided());
    let handling = Handling::Accept;
    let id = taken.id.clone();
    day.submit("武汉人社", Command::HandleLead { lead: id, handling });
    let taken = lead(&|lead| lead.id == taken.id);
    let view = day.office.view();
    let next = view.agenda().unwrap().lead(&taken.standing()).unwrap();
    let due = next.day().unwrap().to_string();
    drop(view);
    let mut harness = day.sit("武汉人社");
    harness.keys("6");
    let mut screen = harness.screen();
    for _ in 0..60 {
        if screen.contains(&due) && screen.contains("线索到期") {
            break;
        }
        screen = harness.keys("n").screen();
    }
    assert!(screen.contains(&due) && screen.contains("线索到期"), "{screen}");
    let list = harness.keys("<enter>").screen();
    let about: String = taken.about.chars().take(6).collect();
    assert!(list.contains(&about), "{list}");
}

#[test]
fn a_county_sees_its_own_tasks_and_the_provinces() {
    let day = Day::new();
    day.submit("省人社", Command::PutOperators(vec![county()]));
    let layer = Calendar::new(desk(&day.office, "江岸人社", Lang::Zh));
    let screen = pane((Lang::Zh, false, false), Pane::Calendar, layer, (80, 24))
        .keys("")
        .screen();
    assert!(
        screen.contains("江岸区     待查") && screen.contains("湖北省     待查"),
        "{screen}"
    );
}

#[test]
fn after_the_phase_nothing_is_spread_and_what_is_open_is_said_to_be_late() {
    let day = Day::new();
    day.office
        .set_clock(Clock::Rehearsal("2022-07-25".parse().unwrap()));
    let layer = Calendar::new(desk(&day.office, "武汉人社", Lang::Zh));
    let screen = pane((Lang::Zh, false, false), Pane::Calendar, layer, (80, 24))
        .keys("")
        .screen();
    assert!(screen.contains("待查 228 户，检查阶段已经结束"), "{screen}");
    assert!(screen.contains("已过期限"), "{screen}");
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
        "l j <pagedown> <tab> G k <esc> t <enter> G <enter> <esc> <tab> k <esc> n g G <tab> t x",
    );
}
