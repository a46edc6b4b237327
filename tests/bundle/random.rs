//! Two offices do what they like and exchange bundles when they like. Once every conflict is decided and the bundles have
//! passed, both have the same records.

use crate::common::*;
use crate::places::*;
use duban::domain::bundle::Choice;
use duban::domain::command::{Command, Judgement};
use duban::domain::task::Task;

/// Seeds that are tried; more of them where everything is.
fn seeds() -> u64 {
    if std::env::var_os("DUBAN_TEST_LONG").is_some() {
        200
    } else {
        8
    }
}

/// SplitMix64: the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// Something done about a task, if the rules allow it as it stands there.
fn act(place: &Place, task: &Task, n: usize, dice: &mut Dice) -> bool {
    let task = place.task(&task.id);
    let id = task.id.clone();
    let (who, command) = match dice.below(4) {
        0 => ("420100市监", Command::BeginInspection { task: id }),
        1 => {
            let judgement = match dice.below(2) {
                0 => Judgement::Accept,
                _ => Judgement::Return(format!("退回{n}")),
            };
            ("420100复核", Command::Review { task: id, judgement })
        }
        _ => {
            let mut seen = visit(&task, "06-13");
            (seen.note, seen.reason) = (format!("第{n}次"), format!("更正{n}"));
            ("420100市监", record(&task, seen))
        }
    };
    place.submit(who, "06-14", command).is_ok()
}

/// A bundle from one to the other, where there is anything new.
fn pass(from: &Place, who: &str, to: &Place, whom: &str) -> bool {
    let out = from.stick("pass");
    let made = from
        .office
        .export_bundle(&actor(who), &wish(&to.id.to_string()), &out);
    if made.is_ok() {
        to.take(whom, "06-14", &std::fs::read(out).unwrap());
    }
    made.is_ok()
}

fn run(seed: u64) -> usize {
    let mut dice = Dice(seed);
    let (province, wuhan) = two();
    pass(&wuhan, "420100人社", &province, "省人社");
    let tasks: Vec<Task> = wuhan.tasks_of("420100").into_iter().take(3).collect();
    let mut decided = 0;
    for n in 0..24 {
        match dice.below(8) {
            0 => pass(&wuhan, "420100人社", &province, "省人社"),
            1 => pass(&province, "省人社", &wuhan, "420100人社"),
            2..5 => act(&province, &tasks[dice.below(3)], n, &mut dice),
            _ => act(&wuhan, &tasks[dice.below(3)], n, &mut dice),
        };
    }
    for round in 0.. {
        assert!(round < 8, "seed {seed}: they do not come to an end");
        let up = pass(&wuhan, "420100人社", &province, "省人社");
        for conflict in province.office.conflicts().unwrap() {
            let choice = [Choice::Ours, Choice::Theirs][dice.below(2)];
            let by = actor("省人社");
            province
                .office
                .decide_conflict(&by, &conflict.about, choice, "核实")
                .unwrap();
            decided += 1;
        }
        let down = pass(&province, "省人社", &wuhan, "420100人社");
        if !up && !down {
            break;
        }
    }
    assert!(wuhan.office.conflicts().unwrap().is_empty(), "seed {seed}");
    assert_eq!(
        told(&province.office, &tasks),
        told(&wuhan.office, &tasks),
        "seed {seed}"
    );
    let (province, wuhan) = (province.rebuilt(), wuhan.rebuilt());
    assert_eq!(
        told(&province.office, &tasks),
        told(&wuhan.office, &tasks),
        "seed {seed}, rebuilt"
    );
    decided
}

#[test]
fn once_everything_is_decided_both_sides_have_the_same() {
    let decided: usize = (0..seeds()).map(run).sum();
    assert!(decided >= seeds() as usize, "too few conflicts: {decided}");
}
