//! The demo's follow-up: what its findings led to, some of it settled, some open, some overdue.

use chrono::{Days, NaiveTime};

use super::{Built, Story, day};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::follow_up::{Advance, FollowUp, Kind, Matter, Receiver, Scale};
use crate::domain::operator::{Actor, Department, Role};
use crate::domain::region::RegionCode;
use crate::domain::summary::newest;
use crate::domain::task::{Task, TaskState};
use crate::office::import::Failure;

/// Follows the findings of the prefectures' visits up.
pub(super) struct FollowUps<'a> {
    story: &'a Story<'a>,
    unit: RegionCode,
}

impl<'a> FollowUps<'a> {
    pub(super) fn new(story: &'a Story<'a>, unit: RegionCode) -> Self {
        Self { story, unit }
    }

    /// Enters what an accepted result led to, on the day it was accepted.
    pub(super) fn enter(&self, task: &Task, june: u64, built: &mut Built) -> Result<(), Failure> {
        let found = newest(self.story.office.view().state(), &task.id);
        let Some(visit) = found.map(|newest| newest.visit) else {
            return Ok(());
        };
        match visit.violations.first().map(String::as_str) {
            Some("unlicensed-brokerage") => self.case(task, june, built),
            Some(violation) => {
                let days = if june < 14 { 0 } else { 5 };
                let deadline = visit.visited.checked_add_days(Days::new(days));
                let deadline = deadline.unwrap_or(visit.visited);
                let order = Matter::Order {
                    what: "限期改正检查发现的问题，并提交书面整改报告（示例）".to_owned(),
                    violation: Some(violation.to_owned()),
                    deadline,
                };
                self.open(task, order, built).map(drop)
            }
            None => Ok(()),
        }
    }

    /// Unlicensed brokerage: a case, told to the other department; the gravest are proposed for the police and reported up.
    fn case(&self, task: &Task, june: u64, built: &mut Built) -> Result<(), Failure> {
        let place = self.story.campaign.regions.name(self.unit);
        let case = Matter::Case {
            number: format!("{place}劳监立〔2022〕示例{}号", task.id),
            violation: "unlicensed-brokerage".to_owned(),
            filed: day(june),
        };
        self.open(task, case, built)?;
        let notice = Matter::Notice {
            to: Receiver::MarketRegulation,
            authority: format!("{place}市场监督管理局"),
            what: "涉嫌未经许可从事职业中介活动，商请核查登记事项（示例）".to_owned(),
        };
        let notice = self.open(task, notice, built)?;
        let sent = Advance::Send {
            at: day(june).and_time(NaiveTime::MIN),
            attachments: vec!["现场检查记录表".to_owned()],
            receipt: "示例回执".to_owned(),
        };
        self.advance(&self.enters(), &notice, sent)?;
        if june < 19 {
            return Ok(());
        }
        let referral = Matter::Referral {
            to: Receiver::Police,
            authority: format!("{place}公安局"),
            what: "涉嫌以介绍工作为名骗取求职者财物（示例）".to_owned(),
            officers: task.team.iter().map(|m| m.officer.clone()).collect(),
        };
        self.open(task, referral, built)?;
        let what = "收取求职者费用后失联，涉及人数较多（示例）".to_owned();
        self.open(task, Matter::Major { what }, built).map(drop)
    }

    /// On the last day: orders whose time has passed are checked again, but for some that are overdue; and a grade is
    /// written back.
    pub(super) fn settle(&self, tasks: &[Task], built: &mut Built) -> Result<(), Failure> {
        for (n, task) in tasks.iter().enumerate().filter(|(n, _)| n % 5 != 4) {
            let ledger = FollowUp::of_task(self.story.office.view().state(), &task.id);
            let over = |of: &&FollowUp| of.deadline().is_some_and(|end| end < day(18));
            let orders = ledger.iter().filter(|of| of.kind() == Kind::Order).filter(over);
            for order in orders {
                self.recheck(task, order.id.clone(), n % 3 != 0, built)?;
            }
        }
        Ok(())
    }

    fn recheck(&self, task: &Task, order: String, corrected: bool, built: &mut Built) -> Result<(), Failure> {
        let seen = if corrected {
            "已按要求改正（示例）"
        } else {
            "逾期未改正（示例）"
        };
        let seen = seen.to_owned();
        self.advance(
            &self.enters(),
            &order,
            Advance::Recheck {
                on: day(20),
                corrected,
                seen,
            },
        )?;
        if corrected {
            return Ok(());
        }
        let what = "拒不改正，列入重点监管（示例）".to_owned();
        let credit = Matter::Credit {
            scale: Scale::Risk,
            from: String::new(),
            to: "D".to_owned(),
            what,
        };
        let credit = self.open(task, credit, built)?;
        let at = day(20).and_time(NaiveTime::MIN);
        let approved = Advance::Decide {
            approve: true,
            at,
            reason: String::new(),
        };
        let reviewer = self.story.who(self.unit, Role::Review, None);
        self.advance(&reviewer, &credit, approved)
    }

    fn enters(&self) -> Actor {
        self.story.who(self.unit, Role::Inspect, Some(Department::Hr))
    }

    fn open(&self, task: &Task, matter: Matter, built: &mut Built) -> Result<String, Failure> {
        let command = Command::OpenFollowUp {
            task: task.id.clone(),
            matter: Box::new(matter),
        };
        let receipt = self.story.submit(&self.enters(), command)?;
        built.follow_ups += 1;
        let id = receipt.events.into_iter().find_map(|event| match event {
            Event::FollowUpOpened { follow_up } => Some(follow_up.id),
            _ => None,
        });
        Ok(id.unwrap_or_default())
    }

    fn advance(&self, actor: &Actor, of: &str, advance: Advance) -> Result<(), Failure> {
        let command = Command::AdvanceFollowUp {
            follow_up: of.to_owned(),
            advance,
        };
        self.story.submit(actor, command)?;
        Ok(())
    }

    /// The unit's tasks whose results were accepted.
    pub(super) fn accepted(&self) -> Vec<Task> {
        self.story.tasks(self.unit, TaskState::Reviewed)
    }
}
