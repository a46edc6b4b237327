//! A ceremony held by two people at one desk.

use super::*;
use crate::domain::batch::{Purpose, Stage};
use crate::domain::command::Command;
use crate::domain::operator::{Department, Operator, Role};
use crate::domain::task::TaskState;

/// Login and operator of the journal's last entry.
fn last_actor(day: &Day) -> (String, String) {
    let view = day.office.view();
    let line = view.journal().lines(view.seq()).unwrap().last().unwrap().unwrap();
    (line.entry.actor.os_user, line.entry.actor.operator)
}

fn secret(day: &Day, ceremony: &str, party: char) -> Option<String> {
    let file = day.dir.path().join(format!("secrets/{BATCH}.{ceremony}.{party}"));
    std::fs::read_to_string(file)
        .ok()
        .map(|text| text.trim().to_owned())
}

#[test]
fn a_whole_ceremony_by_two_people_at_one_desk_and_the_draw() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    assert_eq!(batch(&day).stage, Stage::Planned);
    let login = last_actor(&day).0;

    // 人社 commits: the program makes the secret and keeps it.
    let screen = harness.keys("<enter>").screen();
    assert!(
        screen.contains("人社提交承诺") && screen.contains("1 省人社"),
        "{screen}"
    );
    let screen = harness.keys("1 <tab> test:1 <tab> 1 <ctrl-s>").screen();
    let commitment = batch(&day).draw_ceremony.commitments[&Department::Hr]
        .hash
        .clone();
    let digits: Vec<String> = commitment.chars().map(String::from).collect();
    for block in digits.chunks(8) {
        assert!(screen.contains(&block.join(" ")), "{screen}");
    }
    assert!(screen.contains("由 test:1 的公布结果决定"), "{screen}");
    assert!(said(&harness).contains("席位交还 省人社"), "{screen}");
    assert_eq!(last_actor(&day), (login.clone(), "省人社".to_owned()));
    assert_eq!(secret(&day, "draw", 'a').unwrap().len(), 64);

    // 市场监管 sits down at the same desk, with a secret thrown at the office.
    harness.keys("<esc> <enter> 1 <tab> 2 <tab>").keys(DICE);
    assert!(!harness.screen().contains(DICE));
    let screen = harness.keys("<tab>").keys(DICE).keys("<ctrl-s>").screen();
    assert!(screen.contains("没有保存：请写下来"), "{screen}");
    assert!(said(&harness).contains("省市监 已提交承诺"));
    assert_eq!(last_actor(&day), (login.clone(), "省市监".to_owned()));
    assert_eq!(secret(&day, "draw", 'b'), None);
    assert!(batch(&day).draw_ceremony.is_bound());

    // The desk is back with its owner, who records the value.
    harness.keys("<esc>");
    revealed(&mut harness);
    assert!(
        said(&harness).contains("省市监 已揭示，与承诺相符"),
        "{}",
        harness.screen()
    );
    assert_eq!(last_actor(&day), (login, "省市监".to_owned()));
    assert!(batch(&day).draw_ceremony.is_complete());

    harness.keys("<enter>");
    assert!(said(&harness).contains("户中抽取 40 户"), "{}", harness.screen());
    harness.keys("y");
    assert_eq!(batch(&day).drawn.unwrap().size, 40);

    // Whoever drew cannot approve, and the key says so.
    harness.keys("A");
    assert!(said(&harness).contains("已办理过“抽取”"), "{}", harness.screen());
    let mut other = day.sit("省市监");
    other.keys("9 A y");
    assert_eq!(batch(&day).stage, Stage::Approved);
    harness.keys("D y");
    assert_eq!(batch(&day).stage, Stage::Dispatched);
}

#[test]
fn the_match_has_a_ceremony_of_its_own_and_a_second_round_another_secret() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "12");
    committed(&mut harness, "test:1");
    revealed(&mut harness).keys("<enter> y");
    day.sit("省市监").keys("9 A y");
    harness.keys("D y");
    let claim = Command::Claim {
        batch: BATCH.to_owned(),
        region: "420100".parse().unwrap(),
    };
    day.submit("武汉人社", claim);
    harness.keys("f y");
    assert_eq!(batch(&day).rounds.len(), 1);
    harness.keys("<enter>");
    assert!(
        harness.screen().contains("匹配的种子仪式"),
        "{}",
        harness.screen()
    );
    harness.keys("1 <tab> test:2 <tab> 1 <ctrl-s> <esc>");
    let first = secret(&day, "match", 'a').unwrap();
    assert_ne!(secret(&day, "draw", 'a').unwrap(), first);

    // The roster is frozen again: what was promised for the first one is over.
    harness.keys("f");
    assert!(said(&harness).contains("请写明理由"), "{}", harness.screen());
    harness.keys("人员变动 <enter>");
    assert_eq!(batch(&day).rounds.len(), 2);
    assert!(harness.screen().contains("第2轮"), "{}", harness.screen());
    committed(&mut harness, "test:3");
    assert_ne!(secret(&day, "match-2", 'a').unwrap(), first);
    revealed(&mut harness);
    assert!(batch(&day).ceremony(Purpose::Match).unwrap().is_complete());

    day.sit("武汉人社").keys("9 M y");
    assert_eq!(batch(&day).matched_units().len(), 1);
    day.task("420100", TaskState::Assigned);
}

#[test]
fn nobody_is_chosen_beforehand_and_only_the_partys_own_people_are_offered() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    let before = day.office.view().seq();
    harness.keys("j <enter>");
    let screen = harness.screen();
    assert!(screen.contains("市场监管提交承诺"), "{screen}");
    assert!(
        screen.contains("1 省市监") && !screen.contains("1 省人社"),
        "{screen}"
    );
    let screen = harness.keys("<ctrl-s>").screen();
    assert!(
        screen.contains(">!席上是谁") && screen.contains("有 3 处需要修改"),
        "{screen}"
    );
    assert_eq!(day.office.view().seq(), before);
}

#[test]
fn one_person_cannot_take_both_parts() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    harness.keys("<enter> 1 <tab> test:1 <tab> 1 <ctrl-s> <esc>");
    // The same person comes back as somebody of the other department.
    let view = day.office.view();
    let moved: Operator = view.state().get("省人社").unwrap();
    let other: Operator = view.state().get("省市监").unwrap();
    drop(view);
    let roles = [moved.roles.clone(), vec![Role::Approve]].concat();
    let moved = Operator {
        department: Department::Mr,
        roles,
        ..moved
    };
    day.submit("省人社", Command::PutOperators(vec![moved, other]));
    let screen = harness.keys("<enter>").screen();
    assert!(
        screen.contains("1 省人社") && screen.contains("2 省市监"),
        "{screen}"
    );
    let before = day.office.view().seq();
    harness.keys("1 <tab> 1 <ctrl-s>");
    let screen = harness.screen();
    assert!(said(&harness).contains("经办与审核不得为同一人"), "{screen}");
    assert!(screen.contains(">!席上是谁"), "{screen}");
    assert_eq!(day.office.view().seq(), before);
    assert_eq!(
        secret(&day, "draw", 'b'),
        None,
        "a refused commitment leaves no secret behind"
    );
    harness.keys("2 <ctrl-s>");
    assert!(batch(&day).draw_ceremony.is_bound());
}

#[test]
fn a_typed_secret_is_hidden_counted_typed_twice_and_shown_on_demand_only() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    harness.keys("<enter> 1 <tab> test:1 <tab> 2 <tab> 6134 <space> 5226");
    let screen = harness.screen();
    assert!(
        screen.contains("8 *********") && !screen.contains("6134"),
        "{screen}"
    );
    assert!(harness.keys("<ctrl-r>").screen().contains("6134 5226"));
    assert!(!harness.keys("<ctrl-r>").screen().contains("6134"));
    harness.keys("<ctrl-r> <tab>");
    assert!(
        !harness.screen().contains("6134"),
        "another field in focus hides it again"
    );
    harness.keys("<ctrl-s>");
    assert!(
        harness.screen().contains("须为至少 20 位"),
        "{}",
        harness.screen()
    );
    harness.keys("<end> 143552611342");
    harness
        .keys("<tab>")
        .keys("61345226143552611343")
        .keys("<ctrl-s>");
    assert!(harness.screen().contains("与上一遍不同"), "{}", harness.screen());
    harness.keys("<backspace> 2 <ctrl-s>");
    assert!(
        batch(&day)
            .draw_ceremony
            .commitments
            .contains_key(&Department::Hr)
    );
    // Blanks between groups are no part of the secret.
    let promised = &batch(&day).draw_ceremony.commitments[&Department::Hr]
        .hash
        .clone();
    let made = crate::office::secret::commitment_of(&batch(&day), Department::Hr, DICE);
    assert_eq!(*promised, made);
}

#[test]
fn escape_asks_before_typed_work_is_given_up() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "12").keys("c");
    assert!(
        !harness.keys("<esc>").screen().contains("放弃"),
        "nothing was typed"
    );
    harness.keys("c <tab> test:1");
    assert!(harness.keys("<esc>").screen().contains("放弃已填的内容？"));
    assert!(harness.keys("n").screen().contains("test:1"), "no keeps the form");
    harness.keys("<esc> y c");
    assert!(!harness.screen().contains("test:1"), "what was given up is gone");
    assert!(
        day.office.drafts().all("省人社").is_empty(),
        "no draft of a secret"
    );
}

#[test]
fn a_value_is_recorded_as_published_and_corrected_with_a_reason_until_a_reveal() {
    let day = day();
    let mut harness = day.sit("省人社");
    planned(&mut harness, "40");
    committed(&mut harness, "ssq:2022067 <space> fc3d:2022160");
    let names = |day: &Day| -> Vec<String> {
        let sources = batch(day).draw_ceremony.sources;
        sources.into_iter().filter_map(|source| source.value).collect()
    };
    assert_eq!(batch(&day).draw_ceremony.sources.len(), 2);
    let ball = |last: &str| format!("01 07 12 18 23 {last}").replace(' ', " <space> ");
    harness.keys("<enter>").keys(&ball("30+")).keys("<ctrl-s>");
    assert!(
        harness.screen().contains("通常写成 01 02 03"),
        "{}",
        harness.screen()
    );
    assert_eq!(names(&day), Vec::<String>::new());
    harness.keys("n <backspace> <space> + <space> 05 <ctrl-s>");
    assert_eq!(names(&day), ["01 07 12 18 23 30 + 05"]);
    harness.keys("<enter> 2 <space> 4 <space> 9 <ctrl-s>");
    assert_eq!(names(&day).len(), 2);
    // The wrong one of the two is corrected, from its own step.
    harness.keys("v 1 <tab>").keys(&ball("31 + 05")).keys("<ctrl-s>");
    assert!(harness.screen().contains("须写明理由"), "{}", harness.screen());
    harness.keys("抄错 <ctrl-s>");
    assert_eq!(names(&day)[0], "01 07 12 18 23 31 + 05");
    harness.keys("<enter> 1 <tab> 1 <ctrl-s> v");
    assert!(said(&harness).contains("“揭示”已经办理"), "{}", harness.screen());
}
