//! The papers as they are filled in, and what stays of them.

use std::sync::Arc;

use crate::domain::lead::{Handling, Lead, LeadState};
use crate::domain::state::Read;
use crate::lang::Lang;
use crate::office::Office;
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::leads::Leads;
use crate::tui::panes::sample::{bare_office, demo_office, desk, screens, survives};
use crate::tui::panes::tests::Day;

/// A hotline's work order, fictitious.
const TEXT: &str = "来电人反映：6月15日经武汉昌达示例劳务有限公司（武汉市江夏区示例路761号）介绍，\
    交了3000元押金，至今不退，涉及20人。来电人样某壬，电话13900000000。";

/// The pane on an office of its own, without drafts of an earlier screen.
fn fresh(office: &Arc<Office>, lang: Lang) -> Leads {
    office.drafts().done("武汉人社", "sealed/form/lead/new").unwrap();
    Leads::new(desk(office, "武汉人社", lang))
}

fn paste(harness: &mut Harness, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
}

/// The form of a new lead with the text in its first field.
fn new_lead(day: &Day, width: u16, height: u16) -> Harness {
    let mut harness = day.sit_before("武汉人社", width, height);
    harness.keys("4 n");
    paste(&mut harness, TEXT);
    harness
}

/// Goes down to a field and answers it.
fn answer(harness: &mut Harness, label: &str, keys: &str) {
    for _ in 0..30 {
        let screen = harness.screen();
        let focused = screen.lines().find(|line| line.starts_with('>')).unwrap_or("");
        if focused.contains(label) {
            break;
        }
        harness.keys("<tab>");
    }
    harness.keys(keys);
}

fn all(day: &Day) -> Vec<Lead> {
    day.office.view().state().all()
}

fn newest(day: &Day, before: &[Lead]) -> Lead {
    let new = all(day)
        .into_iter()
        .find(|lead| before.iter().all(|known| known.id != lead.id));
    new.unwrap()
}

#[test]
fn screens_of_the_papers() {
    let (_dir, office) = bare_office("2022-06-20");
    let leads = |lang| fresh(&office, lang);
    screens("leads_new", Pane::Leads, leads, "n");
    screens("leads_new_date", Pane::Leads, leads, "n 昨天收走身份证 <tab>");
}

#[test]
fn a_pasted_text_suggests_and_nothing_stands_in_a_field_before_it_is_taken() {
    let day = Day::new();
    let before = all(&day);
    let mut harness = new_lead(&day, 120, 40);
    // Nothing but the text is answered: handing in names what is missing, all at once.
    let screen = harness.keys("<f2>").screen();
    assert!(screen.contains("有 4 处需要修改"), "{screen}");
    answer(&mut harness, "收到日期", "06-20");
    answer(&mut harness, "来源", "<f11> 12333 <enter>");
    answer(&mut harness, "被反映对象", "");
    let screen = harness.screen();
    assert!(
        screen.contains("武汉昌达示例劳务有限公司") && screen.contains("取用提示"),
        "{screen}"
    );
    harness.keys("<f11> <enter>");
    answer(&mut harness, "行政区划", "<f11> <enter>");
    answer(&mut harness, "涉及金额", "<f11> <enter>");
    answer(&mut harness, "涉及人数", "<f11> <enter>");
    answer(&mut harness, "举报人姓名", "样某壬");
    answer(&mut harness, "举报人电话", "<f11> <enter>");
    let screen = harness.screen();
    let typed = screen
        .lines()
        .filter(|line| line.contains("举报人"))
        .collect::<String>();
    assert!(
        !typed.contains("样某壬") && !typed.contains("13900000000"),
        "{screen}"
    );
    let screen = harness.keys("<f2>").screen();
    assert!(screen.contains("已登记"), "{screen}");
    let lead = newest(&day, &before);
    assert_eq!(
        (lead.source.as_str(), lead.involved.yuan, lead.involved.people),
        ("12333", Some(3000), Some(20))
    );
    assert!(lead.about.contains("昌达示例"), "{lead:?}");
    assert!(lead.reporter.is_some() && lead.same_reporter.is_some());
    // The text itself names nobody any more.
    assert!(
        !lead.what.contains("样某壬") && !lead.what.contains("13900000000"),
        "{}",
        lead.what
    );
}

#[test]
fn the_draft_of_a_new_lead_is_sealed_and_goes_on_after_a_restart() {
    let day = Day::new();
    let mut harness = new_lead(&day, 80, 24);
    answer(&mut harness, "举报人姓名", "样某壬");
    harness.keys("<esc>");
    drop(harness);
    let drafts = walk(&day.dir.path().join("drafts"));
    assert!(!drafts.is_empty());
    for (path, bytes) in drafts {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("样某壬") && !text.contains("昌达示例"), "{path:?}");
    }
    let mut again = day.sit("武汉人社");
    let screen = again.keys("4 n").screen();
    assert!(screen.contains("昌达示例") && screen.contains("草稿"), "{screen}");
}

fn walk(dir: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(dir).unwrap().flatten();
    let files = entries.flat_map(|entry| match entry.path() {
        path if path.is_dir() => walk(&path),
        path => vec![(path.clone(), std::fs::read(&path).unwrap())],
    });
    files.collect()
}

/// A lead of Wuhan's that was reported under a name and is being worked on.
fn signed(day: &Day) -> Lead {
    let own = |lead: &Lead| lead.holder().region.to_string().starts_with("4201");
    let mut leads = all(day);
    leads.retain(|lead| own(lead) && lead.reporter.is_some() && lead.state() == LeadState::Accepted);
    leads.remove(0)
}

fn at<'h>(harness: &'h mut Harness, lead: &Lead) -> &'h mut Harness {
    harness.keys(&format!("4 <esc> / {} <enter>", lead.id))
}

#[test]
fn a_lead_is_closed_and_whoever_reported_is_told() {
    let day = Day::new();
    let lead = signed(&day);
    let mut harness = day.sit("武汉人社");
    let screen = at(&mut harness, &lead).keys("e <f2>").screen();
    assert!(screen.contains("有 2 处需要修改"), "{screen}");
    harness.keys("<esc> e 1 <tab> 已补发工资 <f2>");
    let now = |day: &Day| all(day).into_iter().find(|known| known.id == lead.id).unwrap();
    assert_eq!(now(&day).state(), LeadState::Closed, "{}", harness.screen());
    at(&mut harness, &lead).keys("F");
    answer(&mut harness, "日期", "<f6>");
    answer(&mut harness, "方式", "电话");
    answer(&mut harness, "反馈内容", "已补发");
    harness.keys("<f2>");
    let told = now(&day);
    assert!(
        matches!(told.steps.last().map(|step| &step.handling), Some(Handling::Feedback { how, .. }) if how == "电话"),
        "{}",
        harness.screen()
    );
    assert!(!told.standing().is_open());
}

#[test]
fn who_reported_is_shown_for_a_reason_until_the_next_key_and_never_again() {
    let day = Day::new();
    let lead = signed(&day);
    let reporter = |screen: &str| screen.contains("举报人样某") || screen.contains("1009999");
    let mut harness = day.sit("武汉人社");
    at(&mut harness, &lead).keys("R <f2>");
    assert!(!reporter(&harness.screen()));
    let before = day.office.view().seq();
    let screen = harness.keys("核实情况 <f2>").screen();
    assert!(reporter(&screen), "{screen}");
    assert_eq!(day.office.view().seq(), before + 1);
    for keys in [
        "x", "<ctrl-l>", "<enter>", "<esc>", "H", "<esc>", "8", "<enter>", "<esc>", "4",
    ] {
        let screen = harness.keys(keys).screen();
        assert!(!reporter(&screen), "after {keys}: {screen}");
    }
    // The key that closed it did nothing else.
    let now = all(&day).into_iter().find(|known| known.id == lead.id).unwrap();
    assert_eq!(now.steps.len(), lead.steps.len());
}

#[test]
fn every_size_is_drawn() {
    let (_dir, office) = bare_office("2022-06-20");
    let make = || fresh(&office, Lang::Zh);
    survives(
        Pane::Leads,
        make,
        "n 示例 <tab> 06 <tab> <f11> <esc> <f2> <f3> <esc>",
    );
    let make = || Leads::new(desk(&demo_office(), "武汉人社", Lang::Zh));
    let papers = "e <esc> F <esc> b <esc> z <esc> r <esc> y <esc> p <esc> R <esc>";
    survives(Pane::Leads, make, papers);
}

#[test]
fn a_task_force_is_named_by_certificate_or_by_name() {
    let day = Day::new();
    let lead = signed(&day);
    let mut harness = day.sit("武汉人社");
    at(&mut harness, &lead).keys("p");
    answer(&mut harness, "机关名称", "武汉市公安局");
    answer(&mut harness, "事项", "涉嫌诈骗");
    answer(&mut harness, "专案组", "邹样娟、A420100002");
    let screen = harness.keys("<f2>").screen();
    let now = all(&day).into_iter().find(|known| known.id == lead.id).unwrap();
    let last = now.steps.last().map(|step| &step.handling);
    assert!(
        matches!(last, Some(Handling::Refer { officers, .. }) if *officers == ["A420100001", "A420100002"]),
        "{last:?} {screen}"
    );
}
