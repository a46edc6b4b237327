//! Flows and screens.

use super::Journal;
use crate::domain::command::Command;
use crate::domain::operator::{Department, Operator, Role};
use crate::lang::Lang;
use crate::office::Office;
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::pane::Pane;
use crate::tui::panes::sample::{actor, bare_office, demo_office, desk, pane, screens, survives};

fn journal(lang: Lang) -> Journal {
    Journal::new(desk(&demo_office(), "省人社", lang))
}

fn opened(size: (u16, u16)) -> Harness {
    pane((Lang::Zh, false, false), Pane::Journal, journal(Lang::Zh), size)
}

/// Adds an operator: an entry of the journal.
fn put(office: &Office, name: &str) -> u64 {
    let operator = Operator {
        name: name.to_owned(),
        os_user: String::new(),
        unit: "420000".parse().unwrap(),
        department: Department::Hr,
        roles: vec![Role::Leads],
    };
    let receipt = office
        .submit(&actor("省人社"), Command::PutOperators(vec![operator]))
        .unwrap();
    receipt.seqs.unwrap().1
}

fn marked(screen: &str) -> &str {
    screen.lines().find(|line| line.starts_with('>')).unwrap()
}

#[test]
fn screens_of_the_list_the_filter_and_an_entry() {
    screens("journal", Pane::Journal, journal, "j");
    screens(
        "journal_filter",
        Pane::Journal,
        journal,
        "/ 省市监 <space> 承诺 <enter>",
    );
    screens(
        "journal_reveal",
        Pane::Journal,
        journal,
        "/ 省市监 <space> HB-RS <space> revealed <enter> <enter>",
    );
}

#[test]
fn the_head_tells_how_many_entries_and_the_last_hash() {
    let office = demo_office();
    let (seq, head) = (office.view().seq(), office.view().head().to_owned());
    let screen = opened((100, 30)).screen();
    assert!(
        screen.contains(&format!("{seq} 条")) && screen.contains(&head),
        "{screen}"
    );
}

#[test]
fn an_entry_is_read_whole_with_its_hashes() {
    let office = demo_office();
    let mut lines = office.view().journal().lines(2).unwrap();
    let line = lines.next().unwrap().unwrap();
    let mut harness = opened((100, 30));
    let screen = harness.keys("G k <enter>").screen();
    assert!(screen.contains("日志第 2 条"), "{screen}");
    assert!(
        screen.contains(&line.prev) && screen.contains(&line.hash),
        "{screen}"
    );
    let end = harness.keys("G").screen();
    assert!(end.lines().any(|line| line == "}"), "{end}");
    assert!(harness.keys("<esc>").screen().contains(">"));
}

#[test]
fn the_first_row_follows_what_others_commit_and_another_row_stays() {
    let (_dir, office) = bare_office("2022-06-01");
    let layer = Journal::new(desk(&office, "省人社", Lang::Zh));
    let mut harness = pane((Lang::Zh, false, false), Pane::Journal, layer, (80, 24));
    let seq = put(&office, "甲");
    let screen = harness.event(Event::Notice(seq)).screen();
    assert!(marked(&screen).contains(&format!(" {seq} ")), "{screen}");
    harness.keys("j");
    let next = put(&office, "乙");
    let screen = harness.event(Event::Notice(next)).screen();
    assert!(marked(&screen).contains(&format!(" {} ", seq - 1)), "{screen}");
}

#[test]
fn a_filter_needs_every_word_and_takes_new_entries_in() {
    let (_dir, office) = bare_office("2022-06-01");
    let layer = Journal::new(desk(&office, "省人社", Lang::Zh));
    let mut harness = pane((Lang::Zh, false, false), Pane::Journal, layer, (80, 24));
    let screen = harness.keys("/ srs <space> czybg <enter>").screen();
    assert!(screen.contains("0/"), "{screen}");
    let seq = put(&office, "甲");
    let screen = harness.event(Event::Notice(seq)).screen();
    assert!(screen.contains(&format!("1/{seq}")), "{screen}");
    assert!(!harness.keys("<esc>").screen().contains("筛选“"));
}

#[test]
fn every_size_is_drawn() {
    survives(
        Pane::Journal,
        || journal(Lang::Zh),
        "j <enter> G <esc> G <enter> g <esc> / 省 <enter> <esc> x",
    );
}
