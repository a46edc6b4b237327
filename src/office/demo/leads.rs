//! The demo's leads: taken in as they come, most decided in time, some sent on, checked or referred, and a few still to be
//! decided on the last day, one of them overdue.

use chrono::{Datelike, NaiveTime, Weekday};

use super::{Built, Story, day, samples, visits};
use crate::domain::calendar::Calendar;
use crate::domain::command::Command;
use crate::domain::follow_up::{Advance, FollowUp, Owner};
use crate::domain::lead::{Handling, Lead, LeadState};
use crate::domain::operator::{Actor, Department, Role};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::targeted::proposal;
use crate::domain::task::{Task, TaskState};
use crate::office::import::{Failure, Library};

/// What is to become of a lead, by words that only its content has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plan {
    Accept,
    Refuse(&'static str, &'static str),
    /// Into the lead whose content has these words.
    Merge(&'static str),
    /// To market regulation of the same place, which takes it up or does not.
    Forward(bool),
    Ask,
    Refer,
    Leave,
}

const STUDENTS: &str = "介绍未满十六周岁";
const UNLICENSED: &str = "没有劳务派遣资质";

const PLANS: [(&str, Plan); 13] = [
    ("反映事项与前几日的来电相同", Plan::Merge(STUDENTS)),
    ("用大巴把学生拉到厂里", Plan::Merge(STUDENTS)),
    ("拖欠三个月工资", Plan::Refuse("court", "已告知申请仲裁（示例）")),
    ("自愿离职书", Plan::Refuse("court", "已告知申请仲裁（示例）")),
    (
        "推销电话",
        Plan::Refuse("out-of-remit", "已告知向网信部门反映（示例）"),
    ),
    (
        "2019年3月",
        Plan::Refuse("no-facts", "行为终了已逾二年，又没有新的事实（示例）"),
    ),
    ("黑职介", Plan::Forward(true)),
    ("挂“职介”牌子", Plan::Forward(false)),
    ("登记的住所已由其他单位使用", Plan::Forward(true)),
    ("居间服务合同", Plan::Ask),
    ("自称多家工厂的招工代理", Plan::Refer),
    ("统一保管", Plan::Leave),
    ("高薪招聘，月入三万", Plan::Leave),
];

/// Takes leads in and handles them, through the door, by the offices that hold them.
pub(super) struct Leads<'a> {
    story: &'a Story<'a>,
}

impl<'a> Leads<'a> {
    pub(super) fn new(story: &'a Story<'a>) -> Self {
        Self { story }
    }

    /// What happens to leads on a day in June; nothing at a weekend.
    pub(super) fn day(&self, june: u64, built: &mut Built) -> Result<(), Failure> {
        if matches!(day(june).weekday(), Weekday::Sat | Weekday::Sun) {
            return Ok(());
        }
        self.story.on(june);
        for lead in self.taken_in(june, built)? {
            self.decide(&lead, june, built)?;
        }
        match june {
            9 | 15 => self.take_up()?,
            13 => self.check(STUDENTS, 1, built)?,
            14 => self.visit(june, built)?,
            16 => self.check(UNLICENSED, 1, built)?,
            17 => {
                self.referred(june)?;
                self.close(june)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Imports what was received since; the leads that are new.
    fn taken_in(&self, june: u64, built: &mut Built) -> Result<Vec<Lead>, Failure> {
        let text = String::from_utf8_lossy(samples::LEADS);
        let mut lines = text.split_inclusive('\n');
        let head = lines.next().unwrap_or_default();
        let known = usize::try_from(built.leads).unwrap_or(usize::MAX);
        let until = day(june).to_string();
        let new = lines
            .skip(known)
            .take_while(|line| line.get(..10) <= Some(&until));
        let rows: Vec<&str> = new.collect();
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let file = format!("{head}{}", rows.concat());
        let name = format!("leads-06{june:02}.csv");
        built.leads += self.story.import(Library::Leads, &name, file.as_bytes())?;
        let mut leads = self.all();
        leads.retain(|lead| lead.steps.is_empty());
        leads.sort_by(|a, b| (a.received, &a.id).cmp(&(b.received, &b.id)));
        Ok(leads)
    }

    fn all(&self) -> Vec<Lead> {
        self.story.office.view().state().all()
    }

    fn with(&self, words: &str) -> Option<Lead> {
        self.all().into_iter().find(|lead| lead.what.contains(words))
    }

    fn decide(&self, lead: &Lead, june: u64, built: &mut Built) -> Result<(), Failure> {
        let planned = PLANS.iter().find(|(words, _)| lead.what.contains(words));
        let plan = planned.map_or(Plan::Accept, |(_, plan)| *plan);
        let handling = match plan {
            Plan::Leave => return Ok(()),
            // What came in last is still to be decided.
            _ if lead.received >= day(16) && plan == Plan::Accept => return Ok(()),
            Plan::Accept => Handling::Accept,
            Plan::Refuse(code, reason) => Handling::Refuse {
                code: code.to_owned(),
                reason: reason.to_owned(),
            },
            Plan::Merge(words) => match self.with(words) {
                Some(other) => Handling::Merge { into: other.id },
                None => Handling::Accept,
            },
            Plan::Forward(_) => Handling::Forward {
                to: Owner {
                    region: self.unit(lead),
                    department: Department::Mr,
                },
                reason: "涉及无照经营、登记事项，属市场监管部门职责（示例）".to_owned(),
            },
            Plan::Ask => Handling::Ask {
                what: "请提供合同和付款凭证（示例）".to_owned(),
                until: day(24),
            },
            Plan::Refer => return self.refer(lead, june, built),
        };
        built.decided += u64::from(!matches!(plan, Plan::Forward(_) | Plan::Ask));
        let refused = matches!(plan, Plan::Refuse(..));
        self.handle(lead, handling)?;
        if refused { self.tell(lead, june) } else { Ok(()) }
    }

    /// Whoever reported, and is known, is told what came of it.
    fn tell(&self, lead: &Lead, june: u64) -> Result<(), Failure> {
        if lead.reporter.is_none() {
            return Ok(());
        }
        let feedback = Handling::Feedback {
            on: day(june),
            how: "电话".to_owned(),
            text: "已告知处理结果（示例）".to_owned(),
        };
        self.handle(lead, feedback)
    }

    fn unit(&self, lead: &Lead) -> RegionCode {
        self.story
            .campaign
            .regions
            .unit_of(lead.region)
            .unwrap_or(lead.region)
    }

    fn office(&self, lead: &Lead) -> Actor {
        let holder = lead.holder();
        self.story
            .who(self.unit(lead), Role::Leads, Some(holder.department))
    }

    fn handle(&self, lead: &Lead, handling: Handling) -> Result<(), Failure> {
        let id = lead.id.clone();
        let command = Command::HandleLead { lead: id, handling };
        self.story.submit(&self.office(lead), command)?;
        Ok(())
    }

    /// Market regulation takes up what was sent to it, but for one that lies.
    fn take_up(&self) -> Result<(), Failure> {
        let taken = |lead: &Lead| {
            let plan = PLANS.iter().find(|(words, _)| lead.what.contains(words));
            lead.state() == LeadState::Forwarded && plan.is_some_and(|(_, plan)| *plan == Plan::Forward(true))
        };
        for lead in self.all().into_iter().filter(taken) {
            self.handle(&lead, Handling::Acknowledge)?;
            self.handle(&lead, Handling::Accept)?;
        }
        Ok(())
    }

    /// 立即核查 by the team that has the least to do.
    fn check(&self, words: &str, action: u32, built: &mut Built) -> Result<(), Failure> {
        let Some(lead) = self.with(words) else {
            return Ok(());
        };
        let campaign = &self.story.campaign;
        let view = self.story.office.view();
        let calendar = Calendar::of(campaign, view.state());
        let team = proposal(view.state(), campaign, &calendar, &lead, view.now().today);
        drop(view);
        if team.is_empty() {
            return Ok(());
        }
        built.targeted += 1;
        let team = team.into_iter().map(|officer| officer.id).collect();
        let action = Some(action);
        self.handle(&lead, Handling::Check { action, team })
    }

    /// The first of them is visited the next day.
    fn visit(&self, june: u64, built: &mut Built) -> Result<(), Failure> {
        let Some(lead) = self.with(STUDENTS) else {
            return Ok(());
        };
        let made = Task::of_lead(self.story.office.view().state(), &lead.id);
        for task in made.into_iter().filter(|task| task.state == TaskState::Assigned) {
            let enters = self.story.who(task.unit, Role::Inspect, Some(Department::Hr));
            let command = Command::RecordVisit {
                visit: Box::new(visits::visit(&task, 7, june)),
                task: task.id,
                based_on: None,
            };
            self.story.submit(&enters, command)?;
            built.recorded += 1;
        }
        Ok(())
    }

    /// 移送公安 by two officers of the unit.
    fn refer(&self, lead: &Lead, june: u64, built: &mut Built) -> Result<(), Failure> {
        let unit = self.unit(lead);
        let campaign = &self.story.campaign;
        let view = self.story.office.view();
        let calendar = Calendar::of(campaign, view.state());
        let force = proposal(view.state(), campaign, &calendar, lead, day(june));
        drop(view);
        built.decided += 1;
        built.follow_ups += 1;
        self.handle(
            lead,
            Handling::Refer {
                authority: format!("{}公安局", campaign.regions.name(unit)),
                what: "以介绍进厂为名收取多人钱款后失联，涉嫌诈骗（示例）".to_owned(),
                officers: force.into_iter().map(|officer| officer.id).take(2).collect(),
            },
        )
    }

    /// Another person approves the referral, and it is handed over; the answer is awaited.
    fn referred(&self, june: u64) -> Result<(), Failure> {
        let of_leads = |of: &FollowUp| of.lead.is_some();
        let all: Vec<FollowUp> = self.story.office.view().state().all();
        for of in all.into_iter().filter(of_leads) {
            let at = day(june).and_time(NaiveTime::MIN);
            let approve = Advance::Decide {
                approve: true,
                at,
                reason: String::new(),
            };
            let send = Advance::Send {
                at,
                attachments: vec!["涉嫌犯罪案件移送书".to_owned(), "线索登记表".to_owned()],
                receipt: "示例回执".to_owned(),
            };
            let reviewer = self.story.who(of.unit, Role::Review, None);
            let sender = self.story.who(of.unit, Role::Inspect, Some(Department::Hr));
            for (actor, advance) in [(reviewer, approve), (sender, send)] {
                let follow_up = of.id.clone();
                self.story
                    .submit(&actor, Command::AdvanceFollowUp { follow_up, advance })?;
            }
        }
        Ok(())
    }

    /// The first that were taken up are closed, and whoever reported is told.
    fn close(&self, june: u64) -> Result<(), Failure> {
        let mut done = self.all();
        done.retain(|lead| lead.state() == LeadState::Accepted && lead.received < day(5));
        done.sort_by(|a, b| (a.received, &a.id).cmp(&(b.received, &b.id)));
        for (n, lead) in done.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
            let code = ["true", "partly", "untrue"]
                .get(n / 3 % 3)
                .copied()
                .unwrap_or("true");
            let result = "已核查处理（示例）".to_owned();
            let code = code.to_owned();
            self.handle(lead, Handling::Close { code, result })?;
            self.tell(lead, june)?;
        }
        Ok(())
    }
}
