//! Who steps in for an officer who leaves a team, and what is refused.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rstest::rstest;

use super::fixture::{P, visits};
use super::properties::{config, pools};
use crate::draw::change::{Bar, ChangeError, Request, choose, teams_after};
use crate::draw::files::{Conflict, Dept, Officer};
use crate::draw::matching::match_pool;
use crate::draw::record::{Absent, Change};
use crate::draw::table::{Members, Setup, Team};
use crate::draw::ticket::Tickets;

fn officer(number: &str, dept: Dept, base: u32) -> Officer {
    Officer {
        officer: number.to_owned(),
        dept,
        pool: "420100".to_owned(),
        cap: 5,
        base,
        cert_from: visits().from,
        cert_until: visits().until,
    }
}

fn team(task: &str, a: &str, b: &str) -> Team {
    Team {
        task: task.to_owned(),
        a: vec![a.to_owned()],
        b: vec![b.to_owned()],
        leader: a.to_owned(),
    }
}

fn absent(officer: &str) -> Absent {
    Absent {
        officer: officer.to_owned(),
        reason: "leave".to_owned(),
    }
}

fn request<'a>(task: &'a str, out: &'a str, absent: &'a [Absent]) -> Request<'a> {
    let (round, reason, evidence) = (1, "ill", "certificate 3");
    Request {
        round,
        task,
        out,
        reason,
        evidence,
        absent,
    }
}

struct Case {
    roster: Vec<Officer>,
    conflicts: Vec<Conflict>,
    teams: Vec<Team>,
}

impl Case {
    /// Five officers of 人社, two of 市场监管, and two teams.
    fn new() -> Self {
        let a = (1..=5).map(|n| officer(&format!("A{n}"), Dept::A, n % 2));
        let b = (1..=2).map(|n| officer(&format!("B{n}"), Dept::B, 0));
        Case {
            roster: a.chain(b).collect(),
            conflicts: Vec::new(),
            teams: vec![team("T1", "A1", "B1"), team("T2", "A2", "B2")],
        }
    }

    fn with(change: impl FnOnce(&mut Self)) -> Self {
        let mut case = Case::new();
        change(&mut case);
        case
    }

    fn row(&mut self, number: &str) -> &mut Officer {
        self.roster.iter_mut().find(|row| row.officer == number).unwrap()
    }

    fn choose(&self, request: &Request) -> Result<Change, ChangeError> {
        let setup = Setup {
            profile: P,
            seed: "M",
            roster: &self.roster,
            conflicts: &self.conflicts,
            members: Members::default(),
            visits: visits(),
        };
        choose(&setup, &self.teams, request)
    }

    /// Who steps in for A1, of how many, under which load.
    fn chosen(&self) -> (String, usize, u32) {
        let change = self.choose(&request("T1", "A1", &[])).unwrap();
        (change.replacement, change.candidates, change.load)
    }
}

#[test]
fn the_lowest_load_steps_in() {
    // Base loads are A1 1, A2 0, A3 1, A4 0, A5 1, and A2 holds a task.
    assert_eq!(Case::new().chosen(), ("A4".to_owned(), 4, 0));
    let busy = Case::with(|case| case.teams.push(team("T3", "A4", "B1")));
    assert_eq!(busy.chosen().2, 1, "A4 holds a task now, and all four hold one");
}

#[test]
fn among_equal_loads_the_smaller_ticket_decides() {
    let case = Case::with(|case| case.row("A4").base = 1);
    let tickets = Tickets::new(P, "M");
    let ticket = |officer: &str| tickets.ticket(&format!("replace|T1|{officer}"));
    let first = ["A2", "A3", "A4", "A5"]
        .into_iter()
        .min_by_key(|officer| ticket(officer))
        .unwrap();
    let change = case.choose(&request("T1", "A1", &[])).unwrap();
    assert_eq!((change.replacement.as_str(), change.candidates), (first, 4));
    assert_eq!(change.ticket, ticket(first).to_string());
}

#[test]
fn the_leader_is_drawn_anew() {
    let case = Case::new();
    let change = case.choose(&request("T1", "A1", &[])).unwrap();
    let tickets = Tickets::new(P, "M");
    let lead = |officer: &str| tickets.ticket(&format!("lead|T1|{officer}"));
    let smaller = if lead("A4") < lead("B1") { "A4" } else { "B1" };
    assert_eq!(change.leader, smaller);
    let after = teams_after(case.teams.clone(), 1, [&change]);
    let now = (
        after[0].a[0].as_str(),
        after[0].b[0].as_str(),
        after[0].leader.as_str(),
    );
    assert_eq!((now, &after[1]), (("A4", "B1", smaller), &case.teams[1]));
    assert_eq!(
        teams_after(case.teams.clone(), 2, [&change]),
        case.teams,
        "a change of another round"
    );
}

fn conflict(officer: &str, id: &str) -> Conflict {
    Conflict::Target {
        officer: officer.to_owned(),
        id: id.to_owned(),
    }
}

fn ban(first: &str, second: &str) -> Conflict {
    Conflict::Pair {
        first: first.to_owned(),
        second: second.to_owned(),
    }
}

/// A4, whose load is the lowest, is barred for one reason after the other; somebody else steps in.
#[rstest]
#[case(Bar::Certificate, |case: &mut Case| case.row("A4").cert_until = visits().from)]
#[case(Bar::Certificate, |case: &mut Case| case.row("A4").cert_from = visits().until)]
#[case(Bar::Conflict, |case: &mut Case| case.conflicts.push(conflict("A4", "T1")))]
#[case(Bar::Pair, |case: &mut Case| case.conflicts.push(ban("A4", "B1")))]
#[case(Bar::Cap, |case: &mut Case| case.row("A4").cap = 0)]
fn a_barred_officer_does_not_step_in(#[case] bar: Bar, #[case] change: fn(&mut Case)) {
    let mut case = Case::with(change);
    assert_eq!(case.chosen().1, 3);
    assert_ne!(case.chosen().0, "A4");
    case.roster
        .retain(|row| ["A1", "A4", "B1"].contains(&row.officer.as_str()));
    let Err(ChangeError::Nobody { barred, .. }) = case.choose(&request("T1", "A1", &[])) else {
        panic!("nobody")
    };
    assert_eq!(barred, BTreeMap::from([(Bar::InTeam, 1), (bar, 1)]));
}

#[test]
fn what_does_not_matter_bars_nobody() {
    let case = Case::with(|case| {
        case.conflicts = vec![conflict("A4", "T2"), ban("A1", "A4"), ban("A4", "B2")];
        case.row("A4").cap = 1;
    });
    assert_eq!(case.chosen(), ("A4".to_owned(), 4, 0));
    let other = Case::with(|case| case.row("A4").pool = "429021".to_owned());
    assert_eq!(other.chosen().1, 3, "officers of another pool are not asked");
}

#[test]
fn the_absent_are_on_record_and_only_those_who_matter() {
    let gone = ["A5", "A4", "A1", "B2", "Z9", "A5"].map(absent);
    let change = Case::new().choose(&request("T1", "A1", &gone)).unwrap();
    assert_eq!(change.absent, ["A4", "A5"].map(absent));
    assert_eq!(change.candidates, 2);
}

#[test]
fn nobody_can_step_in() {
    let case = Case::new();
    let gone = ["A2", "A3", "A4", "A5"].map(absent);
    let error = case.choose(&request("T1", "A1", &gone)).unwrap_err();
    let text = "nobody can take the place of A1 in the team of T1: in-team 1, absent 4";
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("change_nobody", text)
    );
}

#[rstest]
#[case(request("T9", "A1", &[]), "change_no_team")]
#[case(request("T1", "A2", &[]), "change_not_member")]
#[case(request("T1", "Z9", &[]), "change_not_member")]
#[case(Request { reason: " ", ..request("T1", "A1", &[]) }, "change_no_reason")]
#[case(Request { evidence: "", ..request("T1", "A1", &[]) }, "change_no_reason")]
fn a_request_that_cannot_be_met(#[case] request: Request, #[case] code: &str) {
    assert_eq!(Case::new().choose(&request).unwrap_err().code(), code);
}

#[test]
fn an_absence_has_its_reason() {
    let gone = [Absent {
        officer: "A3".to_owned(),
        reason: " ".to_owned(),
    }];
    let error = Case::new().choose(&request("T1", "A1", &gone)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "replacing A3 in the team of T1 needs reason codes and evidence"
    );
}

#[test]
fn the_words_of_the_bars() {
    for bar in Bar::ALL {
        assert_eq!(serde_json::to_value(bar).unwrap(), bar.name());
    }
}

/// Whether an officer may stand in a team under every rule but the cap.
fn fits(conflicts: &[Conflict], task: &str, officer: &str, others: &[&str]) -> bool {
    !conflicts.iter().any(|conflict| match conflict {
        Conflict::Target { officer: barred, id } => barred == officer && id == task,
        Conflict::Pair { first, second } => {
            (first == officer && others.contains(&second.as_str()))
                || (second == officer && others.contains(&first.as_str()))
        }
    })
}

proptest! {
    #![proptest_config(config(80))]

    /// One officer after the other leaves; every choice is that of a plain search, and every rule stays kept.
    #[test]
    fn changes_keep_every_hard_rule(
        (roster, tasks, conflicts, members) in pools(),
        leaving in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
        gone in prop::collection::btree_set(0usize..9, 0..3),
        seed in "[a-z]{4}",
    ) {
        let setup = Setup { profile: P, seed: &seed, roster: &roster, conflicts: &conflicts, members, visits: visits() };
        let names: Vec<_> = tasks.iter().map(String::as_str).collect();
        let Ok(matched) = match_pool(&setup, "420100", &names) else { return Ok(()) };
        let gone: Vec<Absent> = gone.iter().map(|n| absent(&format!("O{n}"))).collect();
        let mut made: Vec<Change> = Vec::new();
        for (task, seat) in leaving {
            let teams = teams_after(matched.teams.clone(), 1, &made);
            let team = task.get(&teams);
            let all: Vec<&str> = team.a.iter().chain(&team.b).map(String::as_str).collect();
            let out = *seat.get(&all);
            let stay: Vec<&str> = all.iter().copied().filter(|member| *member != out).collect();
            let dept = roster.iter().find(|row| row.officer == out).unwrap().dept;
            let load = |row: &Officer| {
                let holds = |team: &&Team| team.a.contains(&row.officer) || team.b.contains(&row.officer);
                row.base + teams.iter().filter(holds).count() as u32
            };
            let tickets = Tickets::new(P, &seed);
            let able = roster.iter().filter(|row| {
                row.dept == dept && !all.contains(&row.officer.as_str()) && load(row) < row.cap
                    && fits(&conflicts, &team.task, &row.officer, &stay)
                    && !gone.iter().any(|absent| absent.officer == row.officer)
            });
            let mut able: Vec<_> = able
                .map(|row| (load(row), tickets.ticket(&format!("replace|{}|{}", team.task, row.officer)).to_string(), row.officer.clone()))
                .collect();
            able.sort();
            let change = choose(&setup, &teams, &request(&team.task, out, &gone));
            let Some((load, ticket, first)) = able.first() else {
                let Err(ChangeError::Nobody { barred, .. }) = change else { panic!("{change:?}") };
                let asked = roster.iter().filter(|row| row.dept == dept).count();
                prop_assert_eq!(barred.values().sum::<usize>(), asked);
                continue;
            };
            let change = change.unwrap();
            prop_assert_eq!((&change.replacement, change.load, &change.ticket, change.candidates), (first, *load, ticket, able.len()));
            let lead = |officer: &&str| tickets.ticket(&format!("lead|{}|{officer}", team.task)).to_string();
            let now = stay.iter().copied().chain([first.as_str()]).min_by_key(lead);
            prop_assert_eq!(Some(change.leader.as_str()), now);
            made.push(change);
        }
        let after = teams_after(matched.teams.clone(), 1, &made);
        for team in &after {
            let all: Vec<&str> = team.a.iter().chain(&team.b).map(String::as_str).collect();
            prop_assert_eq!((team.a.len(), team.b.len()), (members.a, members.b));
            prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
            prop_assert!(all.contains(&team.leader.as_str()));
            for officer in &all {
                prop_assert!(fits(&conflicts, &team.task, officer, &all));
            }
        }
        for row in &roster {
            let held = after.iter().filter(|team| team.a.contains(&row.officer) || team.b.contains(&row.officer));
            prop_assert!(row.base + held.count() as u32 <= row.cap);
        }
    }
}
