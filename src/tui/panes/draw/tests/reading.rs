//! What can be read of a batch: why, strata, teams.

use super::*;
use crate::domain::command::{Command, Source};
use crate::domain::explain::{Standing, explain, teams};
use crate::domain::library::{Conflict, Officer, Tie};
use crate::domain::operator::Department;
use crate::domain::target::{OutOfPool, Target};
use crate::domain::task::Task;
use crate::lang::Lang;
use crate::tui::panes::tests::seat;
use crate::tui::panes::tests::shared;

const DEMO: &str = "HB-RS-2022-01";

fn sitting(width: u16, height: u16) -> Harness {
    Harness::new(seat(&shared(), "省人社", Lang::Zh, false), width, height)
}

fn targets() -> Vec<Target> {
    shared().view().state().all()
}

#[test]
fn what_is_withheld_from_the_public_is_withheld_from_who_neither_draws_nor_reviews() {
    let office = shared();
    let batch: Batch = office.view().state().get(DEMO).unwrap();
    let seed = &batch.drawn.unwrap().seed[..16];
    for (operator, open) in [("省人社", true), ("武汉人社", false)] {
        let mut harness = Harness::new(seat(&office, operator, Lang::Zh, false), 200, 60);
        let screen = harness.keys("7 h <enter>").screen();
        assert_eq!(screen.contains("●●●●"), !open, "{operator}: {screen}");
        assert_eq!(screen.contains(seed), open, "{operator}: {screen}");
    }
}

#[test]
fn why_by_id_by_name_and_by_initials() {
    let office = shared();
    let view = office.view();
    let not_drawn = targets().into_iter().find(|target| {
        let standing = explain(view.state(), DEMO, &target.id).unwrap().standing;
        matches!(standing, Standing::NotDrawn(..))
    });
    let target = not_drawn.unwrap();
    let Standing::NotDrawn(place, ranked) = explain(view.state(), DEMO, &target.id).unwrap().standing else {
        panic!()
    };
    drop(view);
    let mut harness = sitting(120, 40);
    let id = target.id.to_lowercase();
    for typed in [id.as_str(), &target.name] {
        let screen = harness.keys("9 y").keys(typed).keys("<enter>").screen();
        assert!(screen.contains("未抽中：它的签号大于本层的门槛签号"), "{screen}");
        for text in [
            target.name.clone(),
            place.stratum.clone(),
            format!("{} / {}", ranked.rank, place.size),
            format!("{}/{} = ", place.places.unwrap(), place.size),
            ranked.ticket.chars().take(10).collect(),
            ranked.threshold.clone().unwrap().chars().take(10).collect(),
        ] {
            assert!(screen.contains(&text), "{text}: {screen}");
        }
        harness.keys("<esc>");
    }
    // Initials fit several: one is chosen, and nothing else is asked.
    let screen = harness.keys("y whrl <enter>").screen();
    assert!(screen.contains("哪个对象"), "{screen}");
    assert!(
        harness.keys("<enter>").screen().contains("缘由"),
        "{}",
        harness.screen()
    );
    harness.keys("<esc> y 没有的对象 <enter>");
    assert!(said(&harness).contains("没有找到“没有的对象”"));
}

#[test]
fn why_not_in_the_pool() {
    let office = shared();
    let view = office.view();
    let target = targets()
        .into_iter()
        .find(|target| target.affirmed.is_empty())
        .unwrap();
    let reason = Lang::Zh.word(OutOfPool::OnlyExcluded.key());
    drop(view);
    let screen = sitting(80, 24)
        .keys("9 y")
        .keys(&target.id)
        .keys("<enter>")
        .screen();
    assert!(screen.contains("未入池，不在抽取之列"), "{screen}");
    assert!(screen.contains(&*reason), "{screen}");
}

#[test]
fn why_from_a_task() {
    let mut harness = sitting(80, 24);
    let task: Task = shared().view().state().get("HB-RS-2022-01-0001").unwrap();
    let screen = harness.keys("1 y").screen();
    assert!(screen.contains("抽中：它的签号不大于本层的门槛签号"), "{screen}");
    assert!(
        screen.contains(&task.target) && screen.contains(&task.id),
        "{screen}"
    );
    let screen = harness.keys("<esc>").screen();
    assert!(
        screen.contains("[1 任务]") && !screen.contains("缘由  "),
        "{screen}"
    );
}

#[test]
fn the_strata_show_chance_and_threshold() {
    let office = shared();
    let view = office.view();
    let batch: Batch = view.state().get(DEMO).unwrap();
    let strata = crate::domain::explain::strata(view.state(), &batch).unwrap();
    drop(view);
    let first = &strata[0];
    let plan = first.plan.unwrap();
    let screen = sitting(120, 40).keys("9 s").screen();
    let percent = crate::domain::explain::percent(plan.places.into(), first.size);
    let row = screen.lines().find(|line| line.starts_with('>')).unwrap();
    for text in [
        "武汉市",
        &first.size.to_string(),
        &plan.places.to_string(),
        &percent,
        first.threshold.as_ref().unwrap().get(..10).unwrap(),
    ] {
        assert!(row.contains(text), "{text}: {screen}");
    }
}

/// A batch of Wuhan's whose first deals cannot stand: many of its officers must avoid many of its targets.
fn rejected() -> Day {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "20");
    committed_by_dice(&mut harness, "test:1");
    revealed_by_dice(&mut harness).keys("<enter> y");
    day.sit("省市监").keys("9 A y");
    harness.keys("D y");
    let unit = "420100".parse().unwrap();
    let claim = Command::Claim {
        batch: BATCH.to_owned(),
        region: unit,
    };
    day.submit("武汉人社", claim);
    let (tasks, officers) = {
        let view = day.office.view();
        let campaign = view.campaign().unwrap();
        let tasks: Vec<Task> = view.state().by("task.batch", &format!("{BATCH}/{unit}"));
        let mut officers: Vec<Officer> = view.state().all();
        officers
            .retain(|o| campaign.regions.unit_of(o.region) == Some(unit) && o.department == Department::Hr);
        (tasks, officers)
    };
    let conflicts = officers.iter().take(4).flat_map(|officer| {
        tasks.iter().skip(1).map(|task| Conflict {
            officer: officer.id.clone(),
            target: task.target.clone(),
            tie: Tie::Relative,
            note: String::new(),
        })
    });
    let source = Source {
        file: "conflicts.csv".to_owned(),
        sha256: String::new(),
        bytes: 0,
        encoding: "utf-8".to_owned(),
        rows: 0,
        rejected: 0,
    };
    day.submit("省人社", Command::ImportConflicts(source, conflicts.collect()));
    harness.keys("f y");
    committed_by_dice(&mut harness, "test:2");
    revealed_by_dice(&mut harness);
    day.sit("武汉人社").keys("9 M y");
    assert_eq!(batch(&day).matched_units().len(), 1, "{}", harness.screen());
    day
}

/// Both commitments typed, so that the seed is the same every time.
fn committed_by_dice(harness: &mut Harness, source: &str) {
    harness
        .keys("<enter> 1 <tab>")
        .keys(source)
        .keys("<tab> 2 <tab>")
        .keys(DICE);
    harness.keys("<tab>").keys(DICE).keys("<ctrl-s> <esc>");
    harness
        .keys("<enter> 1 <tab> 2 <tab>")
        .keys(DICE)
        .keys("<tab>")
        .keys(DICE)
        .keys("<ctrl-s> <esc>");
}

fn revealed_by_dice(harness: &mut Harness) -> &mut Harness {
    harness.keys("<enter> 7 <ctrl-s>");
    for _ in 0..2 {
        harness
            .keys("<enter> 1 <tab> 1 <tab>")
            .keys(DICE)
            .keys("<ctrl-s>");
    }
    harness
}

#[test]
fn rejected_deals_are_told_in_words_with_the_loads_of_the_one_that_stood() {
    let day = rejected();
    let unit = teams(day.office.view().state(), &batch(&day)).unwrap().remove(0);
    assert!(!unit.rejected.is_empty(), "the first deal stood");
    let mut harness = day.sit_before("省人社", 120, 200);
    let screen = harness.keys("9 t <enter>").screen();
    for deal in &unit.rejected {
        assert!(screen.contains(&format!("第 {} 副", deal.r)), "{screen}");
    }
    let told = screen.matches("应当回避").count();
    let broken: usize = unit.rejected.iter().map(|deal| deal.violations.len()).sum();
    assert!(told == broken && broken > 0, "{told} {broken}: {screen}");
    let view = day.office.view();
    for load in unit.loads.iter().take(10) {
        let officer: Officer = view.state().get(&load.officer).unwrap();
        let row = screen
            .lines()
            .find(|line| line.contains(&load.officer) && line.contains("组长"))
            .unwrap();
        let figures = format!("{}+{}/{}", load.base, load.tasks, load.cap);
        assert!(
            row.contains(&officer.name) && row.contains(&figures),
            "{figures}: {row}"
        );
    }
}
