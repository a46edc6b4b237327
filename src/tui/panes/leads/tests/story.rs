//! The demo's own leads: most are handled, one came back, one is late.

use super::{begins_with, last, now, waiting};
use crate::domain::lead::{Handling, Lead, LeadState};
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::tui::panes::tests::Day;

/// Whether a filter finds so many of all leads, as the list says it.
fn finds(day: &Day, filter: &str, count: usize) -> bool {
    let all: Vec<Lead> = day.office.view().state().all();
    let told = format!("：{count}/{}，", all.len());
    let mut province = day.sit("省人社");
    let screen = province.keys(&format!("4 / {filter} <enter>")).screen();
    screen.contains(&told)
}

/// Market regulation did not take up what human resources of Yichang sent it: it lies on top there, and is called back.
#[test]
fn one_lead_came_back_and_is_called_back() {
    let day = Day::new();
    assert!(finds(&day, "is:back", 1));
    let back = waiting(&day, "4205").remove(0);
    assert_eq!(
        (back.state(), back.holder().department),
        (LeadState::Forwarded, Department::Mr)
    );
    let mut yichang = day.sit("宜昌人社");
    let screen = yichang.keys("4").screen();
    assert!(
        begins_with(&yichang, &back) && screen.contains("转办未签收"),
        "{screen}"
    );
    let screen = yichang.keys("w 本局自办 <enter>").screen();
    let own = now(&day, &back);
    assert_eq!(
        (own.state(), own.holder().department),
        (LeadState::Pending, Department::Hr),
        "{screen}"
    );
    assert!(finds(&day, "is:back", 0));
}

/// It waited for Wuhan too long; once it is taken up, nothing is late.
#[test]
fn one_lead_is_late_until_it_is_decided() {
    let day = Day::new();
    assert!(finds(&day, "wait:decide <space> is:overdue", 1));
    let late = waiting(&day, "4201").remove(0);
    let mut wuhan = day.sit("武汉人社");
    let screen = wuhan.keys("4").screen();
    assert!(begins_with(&wuhan, &late), "{screen}");
    wuhan.keys("a");
    assert!(matches!(last(&now(&day, &late)), Some(Handling::Accept)));
    assert!(finds(&day, "wait:decide <space> is:overdue", 0));
}

/// What was merged into a lead stands beside it once, with its words, and speaks there for itself.
#[test]
fn what_was_merged_into_a_lead_is_read_beside_it() {
    let day = Day::new();
    let view = day.office.view();
    let merged: Lead = view
        .state()
        .all::<Lead>()
        .into_iter()
        .find(|lead| lead.merged_into().is_some())
        .unwrap();
    let into = merged.merged_into().unwrap().to_owned();
    drop(view);
    let mut harness = day.sit("省人社");
    let screen = harness.keys(&format!("4 / {into} <enter> <enter>")).screen();
    assert_eq!(screen.matches(&merged.id).count(), 1, "{screen}");
    let words: String = merged.what.chars().take(8).collect();
    // A line may end within the words.
    let said: String = screen.split_whitespace().collect();
    assert!(said.contains("并入本件") && said.contains(&words), "{screen}");
}
