//! A campaign whose offices only ever meet by stick.

use std::collections::BTreeSet;

use crate::common::*;
use crate::places::*;
use crate::reporter::intake;
use duban::domain::brief::Brief;
use duban::domain::command::{Command, Judgement};
use duban::domain::follow_up::Owner;
use duban::domain::inspection::Inspection;
use duban::domain::lead::{Handling, Lead, LeadState};
use duban::domain::operator::Department;
use duban::domain::state::Read;
use duban::domain::target::Target;
use duban::domain::task::{Task, TaskState};
use duban::office::bundle::Wish;

#[test]
fn a_county_works_from_the_stick_and_the_province_sees_it_all() {
    let (province, wuhan) = two();
    // Wuhan has the whole campaign, its own targets, and no other's.
    let view = wuhan.office.view();
    assert_eq!(
        view.campaign().unwrap().id,
        province.office.view().campaign().unwrap().id
    );
    let targets: BTreeSet<String> = view.state().all::<Target>().into_iter().map(|t| t.id).collect();
    drop(view);
    let own: BTreeSet<String> = wuhan.tasks_of("420100").into_iter().map(|t| t.target).collect();
    assert!(!own.is_empty());
    assert_eq!(targets, own);
    let tasks = wuhan.tasks_of("420100");
    assert!(
        tasks
            .iter()
            .all(|t| t.state == TaskState::Assigned && t.team.len() == 2)
    );

    // Visits are recorded and reviewed, a lead comes in and is forwarded to a colleague above.
    for task in &tasks {
        wuhan.ok("420100市监", "06-13", record(task, visit(task, "06-13")));
    }
    let accept = Judgement::Accept;
    let (first, last) = (&tasks[0], tasks.last().unwrap());
    let task = first.id.clone();
    wuhan.ok(
        "420100人社",
        "06-14",
        Command::Review {
            task,
            judgement: accept,
        },
    );
    wuhan.today("06-14");
    let (lead, _) = wuhan
        .office
        .take_in(&actor("420100人社"), intake("420106", "押金不退"))
        .unwrap();
    let handling = Handling::Accept;
    wuhan.ok("420100人社", "06-14", step(&lead.id, handling));

    // Up it goes. Everything arrives under the names and days of those who did it.
    let up = wuhan.give("420100人社", "06-15", PROVINCE);
    let taken = province.take("省人社", "06-15", &up);
    assert!(taken.new > 0 && taken.conflicts.is_empty(), "{taken:?}");
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
    let reviewed = province.task(&first.id);
    assert_eq!(reviewed.state, TaskState::Reviewed);
    let step_of = reviewed.step(TaskState::Recorded.key()).unwrap();
    assert_eq!((step_of.by.as_str(), step_of.on), ("420100市监", day("06-13")));
    let view = province.office.view();
    let brief: Brief = view.state().get(&format!("{:012}", step_of.seq)).unwrap();
    assert_eq!(
        (brief.kind.as_str(), brief.by.as_str()),
        ("visit-recorded", "420100市监")
    );
    let here: Lead = view.state().get(&lead.id).unwrap();
    assert_eq!((here.state(), here.reporter), (LeadState::Accepted, None));
    drop(view);

    // Taken in once more, and after a rebuilt index, nothing changes.
    let before = (province.office.view().seq(), told(&province.office, &tasks));
    assert_eq!(province.take("省人社", "06-16", &up).new, 0);
    let province = province.rebuilt();
    assert_eq!(province.take("省人社", "06-16", &up).new, 0);
    assert_eq!(
        before,
        (province.office.view().seq(), told(&province.office, &tasks))
    );

    // The province goes on with what Wuhan did, and Wuhan with that.
    let returned = Command::Review {
        task: last.id.clone(),
        judgement: Judgement::Return("照片看不清".into()),
    };
    province.ok("省人社", "06-16", returned);
    let to = Owner {
        region: code("420100"),
        department: Department::Hr,
    };
    province.today("06-16");
    let (second, _) = province
        .office
        .take_in(&actor("省人社"), intake("420000", "跨市收费"))
        .unwrap();
    let reason = "由武汉核实".to_owned();
    province.ok(
        "省人社",
        "06-16",
        step(&second.id, Handling::Forward { to, reason }),
    );
    let down = province.give("省人社", "06-16", WUHAN);
    assert!(wuhan.take("420100人社", "06-17", &down).conflicts.is_empty());
    assert_eq!(wuhan.task(&last.id).state, TaskState::Returned);
    wuhan.ok("420100人社", "06-17", step(&second.id, Handling::Acknowledge));
    let mut again = visit(last, "06-17");
    again.reason = "补拍照片".into();
    wuhan.ok("420100市监", "06-17", record(&wuhan.task(&last.id), again));
    let up = wuhan.give("420100人社", "06-17", PROVINCE);
    assert!(province.take("省人社", "06-18", &up).conflicts.is_empty());
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
    let view = province.office.view();
    let versions: Vec<Inspection> = view.state().by("inspection.task", &last.id);
    assert_eq!(versions.len(), 2);
    assert_eq!(
        view.state().get::<Lead>(&second.id).unwrap().state(),
        LeadState::Pending
    );
}

pub fn step(lead: &str, handling: Handling) -> Command {
    Command::HandleLead {
        lead: lead.to_owned(),
        handling,
    }
}

#[test]
fn what_passes_through_a_prefecture_keeps_its_author() {
    let (province, wuhan) = two();
    let wuchang = Place::new(WUCHANG);
    wuhan.meets(&wuchang, "420100人社", "tester");
    let down = wuhan.give("420100人社", "06-10", WUCHANG);
    wuchang.take("武昌人社", "06-10", &down);
    let task: Task = wuchang.tasks_of("420100").remove(0);
    assert_eq!(task.state, TaskState::Assigned);
    wuchang.ok("武昌人社", "06-13", record(&task, visit(&task, "06-13")));
    let up = wuchang.give("武昌人社", "06-13", WUHAN);
    assert!(wuhan.take("420100人社", "06-13", &up).conflicts.is_empty());
    let up = wuhan.give("420100人社", "06-13", PROVINCE);
    assert!(province.take("省人社", "06-14", &up).conflicts.is_empty());
    let tasks = [task];
    assert_eq!(told(&province.office, &tasks), told(&wuchang.office, &tasks));
    assert_eq!(
        province.task(&tasks[0].id).step("state.recorded").unwrap().by,
        "武昌人社"
    );
    // What came from there does not go back there.
    let after = wuhan
        .office
        .export_bundle(&actor("420100人社"), &wish(WUCHANG), &wuhan.stick("none"));
    assert!(after.is_err() && !wuhan.stick("none").exists());
}

#[test]
fn what_the_province_does_elsewhere_does_not_come_in_the_way() {
    let (province, wuhan) = two();
    let batch = || BATCH.to_owned();
    let evidence = || "鄂人社函〔2022〕1号".to_owned();
    let campaign = province.office.view().campaign().unwrap();
    province.take("省人社", "06-10", &wuhan.give("420100人社", "06-10", PROVINCE));
    // In Huangshi officers are claimed, matched, replaced, a target is struck, results are published.
    province.ok("420200人社", "06-09", claim("420200"));
    province.ok("420200人社", "06-10", matching("420200"));
    let theirs = province.tasks_of("420200");
    let replaced = Command::ReplaceOfficer {
        task: theirs[0].id.clone(),
        officer: theirs[0].team[0].officer.clone(),
        reason: campaign.team.reasons[0].code.clone(),
        evidence: evidence(),
    };
    province.ok("420200人社", "06-10", replaced);
    let strike = Command::StrikeTarget {
        task: theirs[1].id.clone(),
        reason: campaign.draw.reasons[0].code.clone(),
        evidence: evidence(),
    };
    province.ok("省人社", "06-10", strike);
    let ours = wuhan.tasks_of("420100").remove(0);
    let both = [province.task(&theirs[2].id), province.task(&ours.id)];
    for task in &both {
        let unit = task.unit;
        province.ok(
            &format!("{unit}市监"),
            "06-13",
            record(task, visit(task, "06-13")),
        );
        let (task, judgement) = (task.id.clone(), Judgement::Accept);
        province.ok(
            &format!("{unit}人社"),
            "06-14",
            Command::Review { task, judgement },
        );
    }
    let mut operators = campaign_with_counties().operators;
    operators.retain(|o| o.name == "省人社");
    operators[0].roles.push(duban::domain::operator::Role::Publish);
    province.ok("省人社", "06-14", Command::PutOperators(operators));
    let tasks = both.iter().map(|task| task.id.clone()).collect();
    province.ok("省人社", "06-14", Command::Publish { tasks });
    // More is drawn and dispatched to everybody.
    let reason = "扩大抽查".to_owned();
    let more = Command::ExtendDraw {
        batch: batch(),
        by: 6,
        reason,
    };
    province.ok("省人社", "06-10", more);
    let keep_overlap = None;
    let approve = Command::Approve {
        batch: batch(),
        keep_overlap,
    };
    province.ok("省市监", "06-10", approve);
    let region = None;
    let dispatch = Command::Dispatch {
        batch: batch(),
        region,
    };
    province.ok("省人社", "06-10", dispatch);

    let down = province.give("省人社", "06-15", WUHAN);
    let plain = serde_json::to_string(&wuhan.office.open_bundle(&down).unwrap().bundle).unwrap();
    assert!(!plain.contains(&format!("inspection\":{{\"task\":\"{}", theirs[2].id)));
    let taken = wuhan.take("420100人社", "06-15", &down);
    assert!(taken.conflicts.is_empty(), "{taken:?}");
    assert_eq!(wuhan.task(&ours.id).state, TaskState::Published);
    wuhan.ok("420100人社", "06-10", claim("420100"));
    let taken = province.take("省人社", "06-15", &wuhan.give("420100人社", "06-15", PROVINCE));
    assert!(taken.conflicts.is_empty(), "{taken:?}");
    let tasks = wuhan.tasks_of("420100");
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
}

#[test]
fn one_stick_goes_round_and_each_office_opens_its_own_part() {
    let province = province();
    let (wuhan, huangshi) = (Place::new(WUHAN), Place::new(HUANGSHI));
    province.meets(&wuhan, "省人社", "tester");
    province.meets(&huangshi, "省人社", "tester");
    let round = Wish {
        to: vec![id(WUHAN), id(HUANGSHI)],
        ..Wish::default()
    };
    let (stick, made) = province.export("省人社", "06-09", &round);
    assert_eq!(made.len(), 2);
    wuhan.take("420100人社", "06-09", &stick);
    huangshi.take("420200人社", "06-09", &stick);
    for (place, unit) in [(&wuhan, "420100"), (&huangshi, "420200")] {
        let who = format!("{unit}人社");
        place.ok(&who, "06-09", claim(unit));
        place.ok(&who, "06-10", matching(unit));
        let up = place.give(&who, "06-10", PROVINCE);
        assert!(province.take("省人社", "06-10", &up).conflicts.is_empty());
    }
    let assigned = |unit: &str| {
        province
            .tasks_of(unit)
            .iter()
            .all(|t| t.state == TaskState::Assigned)
    };
    assert!(assigned("420100") && assigned("420200") && !assigned("429004"));
}

#[test]
fn a_large_one_goes_in_parts_and_goes_on_where_it_stopped() {
    let (province, wuhan) = (province(), Place::new(WUHAN));
    province.meets(&wuhan, "省人社", "tester");
    let part = Wish {
        most: Some(6),
        ..wish(WUHAN)
    };
    let mut parts = Vec::new();
    loop {
        let (bytes, made) = province.export("省人社", "06-09", &part);
        parts.push(bytes);
        if made[0].left == 0 {
            break;
        }
    }
    assert!(parts.len() > 2);
    wuhan.take("420100人社", "06-09", &parts[0]);
    wuhan.refuses(
        "420100人社",
        &parts[2],
        &["Bundles 2 to 2 of 420000-hr are missing"],
    );
    let wuhan = wuhan.reopen();
    for bytes in &parts {
        wuhan.take("420100人社", "06-09", bytes);
    }
    wuhan.ok("420100人社", "06-09", claim("420100"));
    wuhan.ok("420100人社", "06-10", matching("420100"));
}

#[test]
fn a_lost_bundle_is_made_again() {
    let (province, wuhan) = two();
    let tasks = wuhan.tasks_of("420100");
    wuhan.ok(
        "420100市监",
        "06-13",
        record(&tasks[0], visit(&tasks[0], "06-13")),
    );
    let lost = wuhan.give("420100人社", "06-13", PROVINCE);
    wuhan.ok(
        "420100市监",
        "06-13",
        record(&tasks[1], visit(&tasks[1], "06-13")),
    );
    let second = wuhan.give("420100人社", "06-13", PROVINCE);
    province.refuses("省人社", &second, &["Bundles 1 to 1 of 420100-hr are missing"]);
    let again = Wish {
        since: Some(1),
        ..wish(PROVINCE)
    };
    let (all, made) = wuhan.export("420100人社", "06-14", &again);
    assert_eq!((made[0].to.number, made[0].to.follows), (3, 0));
    province.take("省人社", "06-14", &all);
    assert_eq!(told(&province.office, &tasks), told(&wuhan.office, &tasks));
    // The lost ones turn up after all.
    for late in [&lost, &second] {
        assert_eq!(province.take("省人社", "06-14", late).new, 0);
    }
}

#[test]
fn an_import_that_was_cut_off_leaves_nothing_and_is_done_again() {
    let (province, wuhan) = (province(), Place::new(WUHAN));
    province.meets(&wuhan, "省人社", "tester");
    let before = wuhan.office.view().seq();
    let down = province.give("省人社", "06-09", WUHAN);
    wuhan.take("420100人社", "06-09", &down);
    let whole = wuhan.office.view().seq();
    assert!(whole > before + 5);
    let journal = wuhan.data().join("journal/000000000001.jsonl");
    let bytes = std::fs::metadata(&journal).unwrap().len();
    let wuhan = wuhan.after(|data| {
        let file = std::fs::OpenOptions::new().write(true).open(&journal).unwrap();
        file.set_len(bytes - 700).unwrap();
        std::fs::remove_dir_all(data.join("index")).unwrap();
    });
    assert_eq!(wuhan.office.view().seq(), before, "all of it or nothing");
    assert!(wuhan.office.view().campaign().is_none());
    wuhan.take("420100人社", "06-09", &down);
    assert_eq!(wuhan.office.view().seq(), whole);
    wuhan.ok("420100人社", "06-09", claim("420100"));
}
