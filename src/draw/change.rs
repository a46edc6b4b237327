//! The replacement of one officer of a team after the match. Who steps in follows from the round's frozen roster,
//! its seed and what was recorded since, so that anyone can recompute it and nobody can be put forward.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::files::{Conflict, Dept, Officer};
use super::record::{Absent, Change};
use super::table::{Setup, Team};
use super::ticket::Tickets;

/// A wish to replace an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// The round in which the team was matched.
    pub round: u32,
    /// The team's target.
    pub task: &'a str,
    /// The officer who leaves.
    pub out: &'a str,
    /// Reason code.
    pub reason: &'a str,
    /// What proves the reason.
    pub evidence: &'a str,
    /// Officers who cannot step in that day for reasons that no published file shows: leave 请假, tasks of other
    /// batches up to the cap. Those of other pools and departments, and members of the team, are passed over.
    pub absent: &'a [Absent],
}

/// Why an officer of the department and pool cannot step in, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// Already in the team, as is the one who leaves it.
    InTeam,
    /// The certificate does not hold on every day of the round's visits.
    Certificate,
    /// In conflict with the target 回避.
    Conflict,
    /// Must not be in one team with a member who stays.
    Pair,
    /// At the cap.
    Cap,
    /// Not available that day.
    Absent,
}

/// Why nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// The target has no team in this round.
    #[error("{task} has no team in round {round}")]
    NoTeam {
        /// The target.
        task: String,
        /// The round.
        round: u32,
    },
    /// The officer who is to leave is not in the team, or not in the round's roster.
    #[error("{officer} is not in the team of {task}")]
    NotMember {
        /// The target.
        task: String,
        /// The officer.
        officer: String,
    },
    /// A replacement without reason or evidence, or an absence without reason.
    #[error("replacing {officer} in the team of {task} needs reason codes and evidence")]
    NoReason {
        /// The target.
        task: String,
        /// The officer who is to leave, or who is absent.
        officer: String,
    },
    /// Nobody can step in.
    #[error(
        "nobody can take the place of {officer} in the team of {task}: {}",
        counted(barred)
    )]
    Nobody {
        /// The target.
        task: String,
        /// The officer who is to leave.
        officer: String,
        /// Officers of the department and pool by what bars them first.
        barred: BTreeMap<Bar, usize>,
    },
}

fn counted(barred: &BTreeMap<Bar, usize>) -> String {
    let words = barred
        .iter()
        .map(|(bar, count)| format!("{} {count}", bar.name()));
    words.collect::<Vec<_>>().join(", ")
}

impl Bar {
    /// Every bar, in the order in which it is asked.
    pub const ALL: [Bar; 6] = [
        Bar::InTeam,
        Bar::Certificate,
        Bar::Conflict,
        Bar::Pair,
        Bar::Cap,
        Bar::Absent,
    ];

    /// The word for machines, and the name of its count.
    pub fn name(self) -> &'static str {
        match self {
            Bar::InTeam => "in-team",
            Bar::Certificate => "certificate",
            Bar::Conflict => "conflict",
            Bar::Pair => "pair",
            Bar::Cap => "cap",
            Bar::Absent => "absent",
        }
    }
}

impl ChangeError {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            ChangeError::NoTeam { .. } => "change_no_team",
            ChangeError::NotMember { .. } => "change_not_member",
            ChangeError::NoReason { .. } => "change_no_reason",
            ChangeError::Nobody { .. } => "change_nobody",
        }
    }

    /// Its parameters by name, for messages in other languages; where nobody can step in, the count of every [`Bar`]
    /// under its name.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let place =
            |task: &String, officer: &String| vec![("task", task.clone()), ("officer", officer.clone())];
        match self {
            ChangeError::NoTeam { task, round } => {
                vec![("task", task.clone()), ("round", round.to_string())]
            }
            ChangeError::NotMember { task, officer } | ChangeError::NoReason { task, officer } => {
                place(task, officer)
            }
            ChangeError::Nobody {
                task,
                officer,
                barred,
            } => {
                let count = |bar: Bar| barred.get(&bar).copied().unwrap_or(0).to_string();
                let counts = Bar::ALL.map(|bar| (bar.name(), count(bar)));
                place(task, officer).into_iter().chain(counts).collect()
            }
        }
    }
}

/// Names the officer who steps in: of those who can, the one with the lowest load, then with the smaller
/// `T(M, "replace|task|officer")`, then with the smaller number.
///
/// `setup` is that of the round, and `teams` are the round's teams after the changes made so far (see [`teams_after`]).
/// The load is the base load of the round's roster, which counts what the officer held when it was frozen, plus the
/// teams of this round; what came later from elsewhere is the business of [`Request::absent`].
///
/// # Errors
/// [`ChangeError`].
pub fn choose(setup: &Setup, teams: &[Team], request: &Request) -> Result<Change, ChangeError> {
    let (task, officer) = (request.task.to_owned(), request.out.to_owned());
    let Some(team) = teams.iter().find(|team| team.task == request.task) else {
        let round = request.round;
        return Err(ChangeError::NoTeam { task, round });
    };
    let row = setup.roster.iter().find(|row| row.officer == request.out);
    let Some(leaving) = row.filter(|row| members(team, row.dept).contains(&row.officer)) else {
        return Err(ChangeError::NotMember { task, officer });
    };
    if request.reason.trim().is_empty() || request.evidence.trim().is_empty() {
        return Err(ChangeError::NoReason { task, officer });
    }
    let colleagues: Vec<&Officer> = setup
        .roster
        .iter()
        .filter(|row| row.dept == leaving.dept && row.pool == leaving.pool)
        .collect();
    let absent = relevant(request, team, &colleagues)?;
    let place = Place {
        setup,
        team,
        leaving,
        loads: loads(teams),
        absent: absent.iter().map(|absent| absent.officer.as_str()).collect(),
    };
    let mut barred = BTreeMap::new();
    let mut able = Vec::new();
    let tickets = Tickets::new(setup.profile, setup.seed);
    for row in colleagues {
        match place.bar(row) {
            Some(bar) => *barred.entry(bar).or_insert(0) += 1,
            None => {
                let ticket = tickets.ticket(&format!("replace|{task}|{}", row.officer));
                able.push((place.load(row), ticket, &row.officer));
            }
        }
    }
    let candidates = able.len();
    let Some((load, ticket, replacement)) = able.into_iter().min() else {
        return Err(ChangeError::Nobody {
            task,
            officer,
            barred,
        });
    };
    Ok(Change {
        round: request.round,
        leader: place.leader(&tickets, replacement),
        task,
        out: officer,
        reason: request.reason.to_owned(),
        evidence: request.evidence.to_owned(),
        absent,
        candidates,
        load,
        ticket: ticket.to_string(),
        replacement: replacement.clone(),
    })
}

/// The teams of a round after the changes that belong to it; the new member takes the place of the one who left.
pub fn teams_after<'c>(
    matched: impl IntoIterator<Item = Team>,
    round: u32,
    changes: impl IntoIterator<Item = &'c Change>,
) -> Vec<Team> {
    let mut teams: Vec<Team> = matched.into_iter().collect();
    for change in changes.into_iter().filter(|change| change.round == round) {
        for team in teams.iter_mut().filter(|team| team.task == change.task) {
            let members = team.a.iter_mut().chain(&mut team.b);
            members
                .filter(|member| **member == change.out)
                .for_each(|member| member.clone_from(&change.replacement));
            team.leader.clone_from(&change.leader);
        }
    }
    teams
}

fn members(team: &Team, dept: Dept) -> &[String] {
    match dept {
        Dept::A => &team.a,
        Dept::B => &team.b,
    }
}

fn everyone(team: &Team) -> impl Iterator<Item = &String> {
    team.a.iter().chain(&team.b)
}

fn loads(teams: &[Team]) -> BTreeMap<&str, u32> {
    let mut loads = BTreeMap::new();
    for officer in teams.iter().flat_map(everyone) {
        *loads.entry(officer.as_str()).or_insert(0) += 1;
    }
    loads
}

/// The absences that matter for this place, by officer.
fn relevant(request: &Request, team: &Team, colleagues: &[&Officer]) -> Result<Vec<Absent>, ChangeError> {
    let mut absent = BTreeMap::new();
    for row in request.absent {
        let colleague = colleagues
            .iter()
            .any(|colleague| colleague.officer == row.officer);
        if colleague && !everyone(team).any(|member| *member == row.officer) {
            if row.reason.trim().is_empty() {
                return Err(ChangeError::NoReason {
                    task: request.task.to_owned(),
                    officer: row.officer.clone(),
                });
            }
            absent.entry(&row.officer).or_insert(row);
        }
    }
    Ok(absent.into_values().cloned().collect())
}

/// The place that is to be filled.
struct Place<'a> {
    setup: &'a Setup<'a>,
    team: &'a Team,
    leaving: &'a Officer,
    loads: BTreeMap<&'a str, u32>,
    absent: BTreeSet<&'a str>,
}

impl Place<'_> {
    fn load(&self, row: &Officer) -> u32 {
        let held = self.loads.get(row.officer.as_str()).copied().unwrap_or(0);
        row.base.saturating_add(held)
    }

    fn bar(&self, row: &Officer) -> Option<Bar> {
        let visits = self.setup.visits;
        let bars = [
            (
                Bar::InTeam,
                everyone(self.team).any(|member| *member == row.officer),
            ),
            (
                Bar::Certificate,
                row.cert_from > visits.from || row.cert_until < visits.until,
            ),
            (Bar::Conflict, self.has_conflict(row)),
            (Bar::Pair, self.has_ban(row)),
            (Bar::Cap, self.load(row) >= row.cap),
            (Bar::Absent, self.absent.contains(row.officer.as_str())),
        ];
        bars.into_iter().find(|(_, holds)| *holds).map(|(bar, _)| bar)
    }

    fn has_conflict(&self, row: &Officer) -> bool {
        self.setup.conflicts.iter().any(|conflict| match conflict {
            Conflict::Target { officer, id } => *officer == row.officer && *id == self.team.task,
            Conflict::Pair { .. } => false,
        })
    }

    fn has_ban(&self, row: &Officer) -> bool {
        let stays = |other: &String| self.staying().any(|member| member == other);
        self.setup.conflicts.iter().any(|conflict| match conflict {
            Conflict::Target { .. } => false,
            Conflict::Pair { first, second } => {
                (*first == row.officer && stays(second)) || (*second == row.officer && stays(first))
            }
        })
    }

    fn staying(&self) -> impl Iterator<Item = &String> {
        everyone(self.team).filter(|member| **member != self.leaving.officer)
    }

    /// 组长 of the new team, by the rule of the match.
    fn leader(&self, tickets: &Tickets, replacement: &String) -> String {
        let lead = |officer: &String| tickets.ticket(&format!("lead|{}|{officer}", self.team.task));
        let members = self.staying().chain(std::iter::once(replacement));
        let first = members.map(|officer| (lead(officer), officer)).min();
        first.map(|(_, officer)| officer.clone()).unwrap_or_default()
    }
}
