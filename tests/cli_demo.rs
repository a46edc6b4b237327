//! `duban demo`: a whole campaign through the door, and nothing outside its own directory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use assert_cmd::Command;
use duban::domain::lead::{Lead, LeadState};
use duban::domain::next::Agenda;
use duban::domain::region::RegionCode;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::office::demo::TODAY;
use duban::office::{Clock, Office};
use serde_json::Value;

/// The program with a home of its own, in which nothing may appear.
fn duban(home: &Path) -> Command {
    let mut command = Command::cargo_bin("duban").unwrap();
    command
        .env_clear()
        .env("HOME", home)
        .env("TERM", "xterm")
        .env("LANG", "zh_CN.UTF-8");
    command
}

#[test]
fn the_demo_is_a_campaign_in_its_third_week() {
    let dir = tempfile::tempdir().unwrap();
    let (home, data) = (dir.path().join("home"), dir.path().join("demo"));
    std::fs::create_dir(&home).unwrap();
    let output = duban(&home)
        .args(["--json", "demo", "--dir"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let figure = |name: &str| said["built"][name].as_u64().unwrap();
    assert!(figure("targets") >= 3000 && figure("officers") >= 300 && figure("leads") == 60);
    assert!(figure("checklist") >= 14 && figure("conflicts") > 0 && figure("units") == 17);
    assert_eq!(
        std::fs::read_dir(&home).unwrap().count(),
        0,
        "the demo keeps to its own directory"
    );

    let office = Office::open(&data, Clock::System, &mut |_, _| {}).unwrap();
    assert!(office.opening().rebuilt.is_none() && office.opening().cut.is_none());
    let view = office.view();
    let tasks = view.state().all::<Task>();
    let drawn = tasks.iter().filter(|task| !task.is_targeted()).count() as u64;
    assert_eq!(
        (drawn, tasks.len() as u64 - drawn),
        (figure("drawn"), figure("targeted"))
    );
    let leads = view.state().all::<Lead>();
    for state in LeadState::ALL {
        let some = leads.iter().any(|lead| lead.state() == state);
        let rare = matches!(state, LeadState::Paused | LeadState::Voided);
        assert!(some || rare, "no lead is {}", state.word());
    }
    let agenda = Agenda::new(&view.campaign().unwrap(), view.state());
    let on_top = |lead: &&Lead| agenda.lead_is_back(&lead.standing(), TODAY);
    assert_eq!(
        leads.iter().filter(on_top).count(),
        1,
        "one was sent on and not taken up"
    );
    let overdue = |lead: &&Lead| {
        let standing = lead.standing();
        standing.state == LeadState::Pending && agenda.lead(&standing).unwrap().is_over(TODAY)
    };
    assert_eq!(leads.iter().filter(overdue).count(), 1);
    let in_time = |lead: &&Lead| {
        let standing = lead.standing();
        let due = agenda.decide_on(&standing).ok();
        standing
            .decided
            .is_some_and(|on| due.is_some_and(|due| on <= due))
    };
    assert!(
        leads.iter().filter(in_time).count() * 2 > leads.len(),
        "most were decided in time"
    );
    for state in [
        TaskState::Assigned,
        TaskState::Inspecting,
        TaskState::Recorded,
        TaskState::Returned,
        TaskState::Reviewed,
        TaskState::Published,
        TaskState::Closed,
    ] {
        assert!(
            tasks.iter().any(|t| t.state == state),
            "no task is {}",
            state.word()
        );
    }
    let units: std::collections::BTreeSet<RegionCode> = tasks.iter().map(|t| t.unit).collect();
    assert_eq!(units.len(), 17);
}

#[test]
fn without_a_terminal_the_demo_says_what_it_built_and_a_second_one_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let first = duban(dir.path())
        .args(["--lang", "en", "demo", "--no-ui", "--dir"])
        .arg(&data)
        .output()
        .unwrap();
    let said = String::from_utf8(first.stdout).unwrap();
    assert!(
        first.status.success() && said.contains("targets: 3608") && said.contains("drawn: 1000"),
        "{said}"
    );
    let again = duban(dir.path())
        .args(["demo", "--dir"])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr).unwrap().contains("HB-RS-2022"));
    let bare = duban(dir.path()).arg("--data").arg(&data).output().unwrap();
    assert_eq!(bare.status.code(), Some(2), "the workstation needs a terminal");
}
