//! `duban lead triage`: one step about a lead.

use chrono::NaiveDate;
use clap::ArgGroup;
use serde_json::json;

use super::find;
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Handling, Lead};
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;

#[derive(clap::Args, Debug)]
#[command(group = ArgGroup::new("step").required(true))]
#[command(group = ArgGroup::new("why").args(["refuse", "forward", "return", "recall", "pause", "resume", "extend", "void", "undo"]).multiple(true))]
pub(in crate::cli) struct Args {
    #[arg(value_name = "LEAD")]
    lead: String,
    #[arg(long, group = "step")]
    accept: bool,
    #[arg(long, value_name = "CODE", group = "step")]
    refuse: Option<String>,
    #[arg(long, value_name = "CODE", group = "step", value_parser = parse::region, requires = "reason")]
    forward: Option<RegionCode>,
    #[arg(long, value_name = "hr|mr", requires = "forward", value_parser = parse::word::<Department>(&["hr", "mr"]))]
    department: Option<Department>,
    #[arg(long, group = "step")]
    acknowledge: bool,
    #[arg(long = "return", id = "return", group = "step", requires = "reason")]
    give_back: bool,
    #[arg(long, group = "step", requires = "reason")]
    recall: bool,
    #[arg(long, value_name = "LEAD", group = "step")]
    merge: Option<String>,
    #[arg(long, value_name = "TEXT", group = "step", requires = "until")]
    ask: Option<String>,
    #[arg(long, value_name = "CODE", group = "step", requires = "until")]
    pause: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = parse::date)]
    until: Option<NaiveDate>,
    #[arg(long, group = "step", requires = "reason")]
    resume: bool,
    #[arg(long, value_name = "ID", group = "step")]
    identify: Option<String>,
    #[arg(long, group = "step", requires = "team")]
    check: bool,
    #[arg(long, value_name = "N", requires = "check", value_parser = parse::number::<u32>)]
    action: Option<u32>,
    #[arg(long, value_name = "ID", requires = "check", num_args = 1..)]
    team: Vec<String>,
    #[arg(long, value_name = "NAME", group = "step", requires_all = ["what", "officer"])]
    police: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "police")]
    what: Option<String>,
    #[arg(long, value_name = "ID", requires = "police", num_args = 1..)]
    officer: Vec<String>,
    #[arg(long, group = "step", requires = "reason")]
    extend: bool,
    #[arg(long, group = "step", requires = "reason")]
    void: bool,
    #[arg(long, value_name = "CODE", group = "step", requires = "result")]
    close: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "close")]
    result: Option<String>,
    #[arg(long, value_name = "TEXT", group = "step", requires = "how")]
    feedback: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "feedback")]
    how: Option<String>,
    #[arg(long, value_name = "DATE", requires = "feedback", value_parser = parse::date)]
    on: Option<NaiveDate>,
    #[arg(long, value_name = "N", group = "step", num_args = 0..=1, value_parser = parse::number::<u64>)]
    undo: Option<Option<u64>>,
    #[arg(long, value_name = "REASON", requires = "why")]
    reason: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let lead = find(session.view().state(), &args.lead)?;
    let handling = args.handling(&session, &lead);
    let receipt = session.submit(Command::HandleLead {
        lead: lead.id,
        handling,
    })?;
    // As it is on record: with marks where the words that were typed name the reporter.
    let recorded = receipt.events.into_iter().find_map(|event| match event {
        Event::LeadHandled { handling, .. } => Some(handling),
        _ => None,
    });
    let handling = recorded.unwrap_or(Handling::Accept);
    let what = handling.text(&session.campaign, desk.lang);
    let text = desk.say("lead.done", &[("lead", &args.lead), ("what", &what)]);
    Ok(Done::new(text, json!({"lead": args.lead, "step": handling})))
}

impl Args {
    /// The step; the command line has exactly one, with what it needs.
    fn handling(&self, session: &Session<'_>, lead: &Lead) -> Handling {
        let reason = self.reason.clone().unwrap_or_default();
        self.decided(lead, &reason)
            .or_else(|| self.moved(&reason))
            .or_else(|| self.checked())
            .or_else(|| self.ended(session, lead, &reason))
            .unwrap_or(Handling::Accept)
    }

    /// 不予受理、转办、合并 and who has it.
    fn decided(&self, lead: &Lead, reason: &str) -> Option<Handling> {
        let reason = reason.to_owned();
        if let Some(code) = self.refuse.clone() {
            return Some(Handling::Refuse { code, reason });
        }
        if let Some(region) = self.forward {
            let department = self.department.unwrap_or(lead.holder().department);
            let to = Owner { region, department };
            return Some(Handling::Forward { to, reason });
        }
        if let Some(into) = self.merge.clone() {
            return Some(Handling::Merge { into });
        }
        match (self.acknowledge, self.give_back, self.recall) {
            (true, ..) => Some(Handling::Acknowledge),
            (_, true, _) => Some(Handling::Return { reason }),
            (.., true) => Some(Handling::Recall { reason }),
            _ => None,
        }
    }

    /// What stops a clock, sets it going, or lengthens it.
    fn moved(&self, reason: &str) -> Option<Handling> {
        let reason = reason.to_owned();
        if let Some((what, until)) = self.ask.clone().zip(self.until) {
            return Some(Handling::Ask { what, until });
        }
        if let Some((code, until)) = self.pause.clone().zip(self.until) {
            return Some(Handling::Pause { code, reason, until });
        }
        match (self.resume, self.extend, self.void) {
            (true, ..) => Some(Handling::Resume { reason }),
            (_, true, _) => Some(Handling::Extend { reason }),
            (.., true) => Some(Handling::Void { reason }),
            _ => None,
        }
    }

    /// What brings it to a target, a team or the police.
    fn checked(&self) -> Option<Handling> {
        if let Some(target) = self.identify.clone() {
            return Some(Handling::Identify { target });
        }
        if let Some(authority) = self.police.clone() {
            return Some(Handling::Refer {
                authority,
                what: self.what.clone().unwrap_or_default(),
                officers: self.officer.clone(),
            });
        }
        self.check.then(|| Handling::Check {
            action: self.action,
            team: self.team.clone(),
        })
    }

    /// What ends it, follows its end, or takes a step back; without a number the last one.
    fn ended(&self, session: &Session<'_>, lead: &Lead, reason: &str) -> Option<Handling> {
        if let Some(code) = self.close.clone() {
            let result = self.result.clone().unwrap_or_default();
            return Some(Handling::Close { code, result });
        }
        if let Some(text) = self.feedback.clone() {
            let on = self.on.unwrap_or(session.view().now().today);
            let how = self.how.clone().unwrap_or_default();
            return Some(Handling::Feedback { on, how, text });
        }
        let last = || lead.effective().next_back().map_or(0, |step| step.seq);
        self.undo.map(|of| Handling::Undo {
            of: of.unwrap_or_else(last),
            reason: reason.to_owned(),
        })
    }
}
