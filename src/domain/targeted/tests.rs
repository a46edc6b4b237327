//! The rules of a named team, the team that is proposed, and what becomes of lead, task and referral.

mod referral;

use chrono::Utc;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::domain::apply::apply;
use crate::domain::command::Command;
use crate::domain::decide::decide;
use crate::domain::event::Entry;
use crate::domain::lead::{Handling, LeadState};
use crate::domain::library::ChecklistItem;
use crate::domain::operator::{Actor, Operator, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Memory, Write};
use crate::domain::time::Now;
use crate::exchange::campaign::default_campaign;

const TARGET: &str = "91420100MAC0000001";

/// A campaign at work on 20 June 2022: six officers of Wuhan's, one of Huangshi's, and a lead about a registered target.
struct Town {
    state: Memory,
    today: NaiveDate,
    seq: u64,
}

fn day(text: &str) -> NaiveDate {
    format!("2022-{text}").parse().unwrap()
}

fn officer(id: &str, department: Department, region: &str) -> Officer {
    Officer {
        id: id.into(),
        name: format!("{id}某"),
        department,
        region: region.parse().unwrap(),
        certificate: crate::domain::time::Window {
            from: day("01-01"),
            to: "2024-12-31".parse().unwrap(),
        },
        cap: Some(2),
        base_load: 0,
        on_duty: true,
    }
}

fn lead(id: &str, target: Option<&str>) -> Lead {
    serde_json::from_value(json!({
        "id": id, "received": "2022-06-17", "source": "12345", "about": "示例中介", "target": target,
        "region": "420106", "department": "hr", "what": "收取押金",
    }))
    .unwrap()
}

impl Town {
    fn new() -> Self {
        let mut state = Memory::default();
        let mut campaign = default_campaign().unwrap().campaign;
        campaign.team.members_per_department = 1;
        let operator = |name: &str, roles: &[Role]| Operator {
            name: name.into(),
            os_user: String::new(),
            unit: "420100".parse().unwrap(),
            department: Department::Hr,
            roles: roles.to_vec(),
        };
        for (name, roles) in [("甲", &[Role::Leads, Role::Inspect][..]), ("乙", &[Role::Review])] {
            state.put(&operator(name, roles));
        }
        state.put(&campaign);
        for (id, department, region) in [
            ("A1", Department::Hr, "420100"),
            ("A2", Department::Hr, "420106"),
            ("A3", Department::Hr, "420106"),
            ("B1", Department::Mr, "420100"),
            ("B2", Department::Mr, "420106"),
            ("B3", Department::Mr, "420106"),
            ("C1", Department::Mr, "420200"),
        ] {
            state.put(&officer(id, department, region));
        }
        state.put(
            &serde_json::from_value::<ChecklistItem>(
                json!({"id": "RS01", "version": 1, "title": "亮证", "basis": "条例"}),
            )
            .unwrap(),
        );
        state.put(&serde_json::from_value::<Target>(json!({
            "id": TARGET, "name": "示例中介有限公司", "region": "420106", "status": "存续", "affirmed": 1, "excluded": 0,
        })).unwrap());
        state.put(&lead("L1", Some(TARGET)));
        state.put(&lead("L2", None));
        Town {
            state,
            today: day("06-20"),
            seq: 0,
        }
    }

    fn submit(&mut self, by: &str, command: Command) -> Result<(), Refusal> {
        let actor = Actor {
            operator: by.into(),
            os_user: String::new(),
            terminal: String::new(),
        };
        let now = Now {
            at: Utc::now(),
            today: self.today,
        };
        for event in decide(&self.state, &command, now, &actor)?.events {
            self.seq += 1;
            let entry: Entry = serde_json::from_value(json!({
                "seq": self.seq, "at": now.at, "on": self.today, "actor": actor, "department": "hr", "campaign": "", "event": event,
            }))
            .unwrap();
            apply(&mut self.state, &entry);
            apply(&mut self.state, &entry);
        }
        Ok(())
    }

    fn handle(&mut self, lead: &str, handling: Handling) -> Result<(), Refusal> {
        let lead = lead.to_owned();
        self.submit("甲", Command::HandleLead { lead, handling })
    }

    fn check(&mut self, lead: &str, team: &[&str]) -> Result<(), Refusal> {
        let team = team.iter().map(|id| (*id).to_owned()).collect();
        self.handle(
            lead,
            Handling::Check {
                action: Some(1),
                team,
            },
        )
    }

    fn undo(&mut self, lead: &str) -> Result<(), Refusal> {
        let of = self.lead(lead).steps.last().unwrap().seq;
        let reason = String::new();
        self.handle(lead, Handling::Undo { of, reason })
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let (code, result) = ("true".into(), "属实".into());
        self.handle("L1", Handling::Close { code, result })
    }

    fn lead(&self, id: &str) -> Lead {
        self.state.get(id).unwrap()
    }

    fn state_of(&self, id: &str) -> LeadState {
        self.lead(id).state()
    }

    fn task(&self, id: &str) -> Task {
        self.state.get(id).unwrap()
    }

    fn proposed(&self) -> Vec<String> {
        let campaign = self.state.campaign().unwrap();
        let calendar = Calendar::of(&campaign, &self.state);
        let team = proposal(&self.state, &campaign, &calendar, &self.lead("L1"), self.today);
        team.into_iter().map(|officer| officer.id).collect()
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Officer)) {
        self.state.change::<Officer>(id, change);
    }

    fn ban(&mut self, officer: &str, other: &str, tie: &str) {
        let conflict = json!({"officer": officer, "target": other, "tie": tie});
        let conflict: Conflict = serde_json::from_value(conflict).unwrap();
        self.state.put(&conflict);
    }
}

fn faults(refused: Result<(), Refusal>) -> Vec<(String, &'static str)> {
    match refused.unwrap_err() {
        Refusal::Unsound { problems, .. } => problems.into_iter().map(|p| (p.field, p.fault)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_decision_makes_the_lead_checked_and_its_task() {
    let mut town = Town::new();
    town.check("L1", &["B1", "A1"]).unwrap();
    assert_eq!(town.state_of("L1"), LeadState::Checking);
    let task = town.task("L1-T1");
    assert_eq!((task.state, task.how), (TaskState::Assigned, How::Lead));
    assert_eq!((task.target.as_str(), task.action), (TARGET, Some(1)));
    assert_eq!((task.batch.as_str(), task.checklist.len()), ("", 1));
    assert_eq!(
        (task.lead.as_deref(), task.unit),
        (Some("L1"), "420100".parse().unwrap())
    );
    assert!(task.team[0].leads && task.team[0].officer == "B1" && !task.team[1].leads);
    assert_eq!(task.steps.len(), 1);
    assert_eq!(Task::held_by(&town.state, "B1"), 1);
    assert!(town.state.keys_under("task.batch", "").is_empty());
    assert!(town.state.keys_under("task.batch-state", "").is_empty());
    assert!(task.origin(crate::lang::Lang::Zh).contains("L1"));
}

#[test]
fn a_lead_without_a_registered_target_gets_a_place() {
    let mut town = Town::new();
    town.check("L2", &["A1", "B1"]).unwrap();
    let place: Target = town.state.get("V-L2").unwrap();
    assert_eq!((place.name.as_str(), place.has_code()), ("示例中介", false));
    assert_eq!(town.task("L2-T1").target, "V-L2");
    // One that was found out later goes to the registered target.
    let mut town = Town::new();
    let target = TARGET.to_owned();
    town.handle("L2", Handling::Identify { target }).unwrap();
    town.check("L2", &["A1", "B1"]).unwrap();
    assert_eq!(town.task("L2-T1").target, TARGET);
    assert!(town.state.get::<Target>("V-L2").is_none());
}

#[rstest]
#[case(&["A1"], "team", "needs-mr")]
#[case(&["A1", "A2", "B1"], "team", "needs-hr")]
#[case(&["A1", "B1", "B1"], "team.B1", "officer-twice")]
#[case(&["A1", "X9"], "team.X9", "unknown-officer")]
#[case(&["A1", "C1"], "team.C1", "other-unit")]
fn a_team_is_refused_with_the_officer_at_fault(
    #[case] team: &[&str],
    #[case] field: &str,
    #[case] fault: &'static str,
) {
    let found = faults(Town::new().check("L1", team));
    assert!(found.contains(&(field.to_owned(), fault)), "{found:?}");
}

#[test]
fn every_rule_of_a_matched_team_binds_a_named_one() {
    let mut town = Town::new();
    town.change("A1", |o| o.on_duty = false);
    town.change("A2", |o| o.certificate.to = day("07-01"));
    town.change("A3", |o| o.base_load = 2);
    town.ban("B1", TARGET, "relative");
    town.ban("B2", "B3", "pair");
    let found = faults(town.check("L1", &["A1", "A2", "A3", "B1", "B2", "B3"]));
    for (officer, fault) in [
        ("A1", "off-duty"),
        ("A2", "certificate-window"),
        ("A3", "at-the-cap"),
        ("B1", "must-stay-away"),
        ("B2", "pair-banned"),
        ("B3", "pair-banned"),
    ] {
        assert!(
            found.contains(&(format!("team.{officer}"), fault)),
            "{officer} {found:?}"
        );
    }
    let action = Handling::Check {
        action: Some(9),
        team: vec!["A1".into(), "B3".into()],
    };
    assert!(faults(town.handle("L1", action)).contains(&("action".to_owned(), "unknown-action")));
}

#[test]
fn nobody_goes_when_the_visits_are_over() {
    let mut town = Town::new();
    town.today = day("07-21");
    let refused = town.check("L1", &["A1", "B1"]).unwrap_err();
    assert!(
        matches!(refused, Refusal::OutsideWindow { ref windows, .. } if windows.len() == 2),
        "{refused:?}"
    );
    assert!(town.proposed().is_empty());
}

#[test]
fn those_with_the_least_to_do_are_proposed() {
    let mut town = Town::new();
    assert_eq!(town.proposed(), ["A1", "B1"]);
    town.change("A1", |o| o.base_load = 1);
    assert_eq!(town.proposed(), ["A2", "B1"]);
    town.ban("A2", "B1", "pair");
    assert_eq!(town.proposed(), ["A2", "B2"]);
    for id in ["B1", "B2", "B3"] {
        town.change(id, |o| o.on_duty = false);
    }
    assert!(town.proposed().is_empty());
}

#[test]
fn an_undone_check_voids_the_task_that_nobody_has_begun() {
    let mut town = Town::new();
    town.check("L1", &["A1", "B1"]).unwrap();
    town.undo("L1").unwrap();
    assert_eq!(town.state_of("L1"), LeadState::Pending);
    assert_eq!(town.task("L1-T1").state, TaskState::Void);
    town.check("L1", &["A2", "B2"]).unwrap();
    assert_eq!(town.task("L1-T2").team[0].officer, "A2");
    let task = "L1-T2".to_owned();
    town.submit("甲", Command::BeginInspection { task }).unwrap();
    let refused = town.undo("L1").unwrap_err();
    assert!(matches!(refused, Refusal::LeadTaskBegun { ref task, .. } if task == "L1-T2"));
    let refused = town.close().unwrap_err();
    assert!(matches!(
        refused,
        Refusal::LeadTaskOpen {
            state: TaskState::Inspecting,
            ..
        }
    ));
    town.state
        .change::<Task>("L1-T2", |task| task.state = TaskState::Recorded);
    town.close().unwrap();
}

#[test]
fn what_belongs_to_a_draw_is_refused_with_the_lead() {
    let mut town = Town::new();
    town.check("L1", &["A1", "B1"]).unwrap();
    let more = [Role::Draw, Role::Claim];
    town.state
        .change::<Operator>("甲", |operator| operator.roles.extend(more));
    let (task, reason) = ("L1-T1".to_owned(), "closed".to_owned());
    let evidence = "x".to_owned();
    for command in [
        Command::ReplaceTarget {
            task: task.clone(),
            reason: reason.clone(),
            evidence: evidence.clone(),
        },
        Command::StrikeTarget {
            task: task.clone(),
            reason: reason.clone(),
            evidence: evidence.clone(),
        },
        Command::ReplaceOfficer {
            task,
            officer: "A1".into(),
            reason,
            evidence,
        },
    ] {
        let refused = town.submit("甲", command).unwrap_err();
        assert!(
            matches!(refused, Refusal::NotDrawn { ref lead, .. } if lead == "L1"),
            "{refused:?}"
        );
    }
}

proptest! {
    /// Whatever the officers are like, a proposed team is one that the rules accept; and where two can be found who may
    /// go, one is proposed.
    #[test]
    fn a_proposed_team_is_accepted(marks in proptest::collection::vec((any::<bool>(), 0_u32..4, 0_usize..7), 6)) {
        let mut town = Town::new();
        let ids = ["A1", "A2", "A3", "B1", "B2", "B3"];
        for (id, (duty, load, tie)) in ids.iter().zip(&marks) {
            town.change(id, |o| { o.on_duty = *duty; o.base_load = *load; });
            match ids.get(*tie) {
                Some(other) if other != id => town.ban(id, other, "pair"),
                None => town.ban(id, TARGET, "interest"),
                Some(_) => {}
            }
        }
        let team = town.proposed();
        let named: Vec<&str> = team.iter().map(String::as_str).collect();
        if named.is_empty() {
            for one in &ids[..3] {
                for other in &ids[3..] {
                    prop_assert!(town.check("L1", &[one, other]).is_err());
                }
            }
        } else {
            prop_assert!(town.check("L1", &named).is_ok());
        }
    }
}
