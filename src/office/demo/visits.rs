//! The demo's visits: every prefecture goes through the first of its tasks, with findings of every kind.

use super::follow_ups::FollowUps;
use super::leads::Leads;
use super::{Built, Story, TODAY, day};
use crate::domain::command::{Command, Judgement};
use crate::domain::inspection::{Answer, Measures, Method, UnitKind, Verdict, Visit};
use crate::domain::operator::{Department, Role};
use crate::domain::region::RegionCode;
use crate::domain::task::{Task, TaskState};
use crate::office::import::Failure;

/// One task in so many is visited before the workstation opens.
const SHARE: usize = 4;

/// Goes through the prefectures' tasks.
pub(super) struct Visits<'a> {
    story: &'a Story<'a>,
}

impl<'a> Visits<'a> {
    pub(super) fn new(story: &'a Story<'a>) -> Self {
        Self { story }
    }

    pub(super) fn go(&self, leads: &Leads<'_>, built: &mut Built) -> Result<(), Failure> {
        let units: Vec<RegionCode> = self.story.campaign.regions.units().map(|u| u.code).collect();
        for june in 11..=20 {
            self.story.on(june);
            for unit in &units {
                self.one_day(*unit, june, built)?;
            }
            leads.day(june, built)?;
        }
        for unit in units {
            self.publish(unit, built)?;
        }
        Ok(())
    }

    /// A prefecture's visits of one day are entered in the evening, and those of earlier days reviewed.
    fn one_day(&self, unit: RegionCode, june: u64, built: &mut Built) -> Result<(), Failure> {
        let reviewer = self.story.who(unit, Role::Review, None);
        let follow_ups = FollowUps::new(self.story, unit);
        for task in &self.story.tasks(unit, TaskState::Recorded) {
            let judgement = match number(task) / SHARE % 15 {
                14 => Judgement::Return("检查情况过于简略，请补充现场情况（示例）".to_owned()),
                _ => Judgement::Accept,
            };
            self.story.submit(
                &reviewer,
                Command::Review {
                    task: task.id.clone(),
                    judgement: judgement.clone(),
                },
            )?;
            built.reviewed += 1;
            if judgement == Judgement::Accept {
                follow_ups.enter(task, june, built)?;
            }
        }
        let enters = self.story.who(unit, Role::Inspect, Some(Department::Hr));
        let waiting = self.story.tasks(unit, TaskState::Assigned);
        let today = waiting
            .iter()
            .filter(|t| number(t) % (SHARE * 10) == (june as usize - 11) * SHARE);
        for task in today {
            let visit = Box::new(visit(task, number(task) / SHARE, june));
            self.story.submit(
                &enters,
                Command::RecordVisit {
                    task: task.id.clone(),
                    visit,
                    based_on: None,
                },
            )?;
            built.recorded += 1;
        }
        if june == 20 {
            for task in self.story.tasks(unit, TaskState::Assigned).iter().take(2) {
                self.story.submit(
                    &enters,
                    Command::BeginInspection {
                        task: task.id.clone(),
                    },
                )?;
            }
        }
        Ok(())
    }

    fn publish(&self, unit: RegionCode, built: &mut Built) -> Result<(), Failure> {
        let follow_ups = FollowUps::new(self.story, unit);
        follow_ups.settle(&follow_ups.accepted(), built)?;
        let publisher = self.story.who(unit, Role::Publish, None);
        let reviewed = self.story.tasks(unit, TaskState::Reviewed);
        let tasks: Vec<String> = reviewed.iter().step_by(2).map(|t| t.id.clone()).collect();
        built.published += tasks.len() as u64;
        self.story
            .submit(&publisher, Command::Publish { tasks: tasks.clone() })?;
        for task in tasks.into_iter().step_by(3) {
            let close = Command::Close { task };
            if self.story.office.consider(&publisher, &close).is_ok() {
                self.story.submit(&publisher, close)?;
            }
        }
        Ok(())
    }
}

/// The task's running number in its batch.
fn number(task: &Task) -> usize {
    task.id
        .rsplit('-')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0)
}

/// The `n`th visit: of every twelve, seven find nothing, three find something, one finds nobody, one a closed door.
pub(super) fn visit(task: &Task, n: usize, june: u64) -> Visit {
    let story = n % 12;
    let (codes, findings, violations): (Vec<u8>, &[usize], Vec<String>) = match story {
        0..=6 => (vec![1], &[], Vec::new()),
        7 => (vec![5], &[4], vec!["not-displayed-or-recorded".to_owned()]),
        8 => (vec![5], &[1], vec!["unfiled-or-unreported".to_owned()]),
        9 => (vec![8], &[0, 7], vec!["unlicensed-brokerage".to_owned()]),
        10 => (vec![4], &[], Vec::new()),
        _ => (vec![9], &[], Vec::new()),
    };
    let gone_through = story < 10;
    Visit {
        visited: day(june).min(TODAY),
        method: if story == 6 {
            Method::Written
        } else {
            Method::OnSite
        },
        present: task.team.iter().map(|m| m.officer.clone()).collect(),
        others: 0,
        unit_kind: if n.is_multiple_of(3) {
            UnitKind::Employer
        } else {
            UnitKind::Agency
        },
        answers: if gone_through {
            answers(task, findings)
        } else {
            Vec::new()
        },
        measures: Measures {
            orders: u32::from(matches!(story, 7 | 8)),
            ..Measures::default()
        },
        penalties: Vec::new(),
        note: if gone_through {
            String::new()
        } else {
            "登记住所无人经营（示例）".to_owned()
        },
        codes,
        violations,
        reason: String::new(),
    }
}

fn answers(task: &Task, findings: &[usize]) -> Vec<Answer> {
    let items = task.checklist.iter().filter_map(|key| key.split('@').next());
    let answer = |(i, item): (usize, &str)| {
        let (verdict, finding) = match i {
            i if findings.contains(&i) => (Verdict::Fail, "现场核查发现不符合要求，已固定证据（示例）"),
            i if i % 7 == 6 => (Verdict::NotApplicable, ""),
            _ => (Verdict::Pass, ""),
        };
        Answer {
            item: item.to_owned(),
            verdict,
            finding: finding.to_owned(),
            evidence: Vec::new(),
        }
    };
    items.enumerate().map(answer).collect()
}
