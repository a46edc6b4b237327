//! A lead as it comes in, by whichever door: from a file, from the command line, from a form. What leaves here is sealed.

use chrono::NaiveDate;

use super::seal::{Mask, Reporter, Sealer};
use super::{Denied, Office, Receipt};
use crate::domain::command::Command;
use crate::domain::inspection::Evidence;
use crate::domain::lead::{Involved, Lead};
use crate::domain::operator::{Actor, Department};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::visit_rules::Problem;
use crate::store::Fault;

/// A lead with who reported it in the clear; see [`Lead`] for what each part means.
#[derive(Clone)]
pub struct Intake {
    /// 收到日期
    pub received: NaiveDate,
    /// 来源
    pub source: String,
    /// 来件编号; may be empty.
    pub number: String,
    /// Its sort, of the campaign's table.
    pub kind: Option<String>,
    /// 被反映对象; may be empty.
    pub about: String,
    /// The registered target's id.
    pub target: Option<String>,
    /// 被反映对象电话; may be empty.
    pub phone: String,
    /// The division it is about.
    pub region: RegionCode,
    /// Department of the office that takes it in.
    pub department: Department,
    /// 地点; may be empty.
    pub place: String,
    /// 内容
    pub what: String,
    /// 涉及
    pub involved: Involved,
    /// 交办期限
    pub deadline: Option<NaiveDate>,
    /// 前次反映
    pub prior: Vec<String>,
    /// 证据
    pub evidence: Vec<Evidence>,
    /// Who reported.
    pub reporter: Reporter,
}

impl Intake {
    /// The lead, with the reporter sealed and a mark wherever its own words name them. Without a sealer, as for a trial
    /// that keeps nothing, the lead says nothing of who reported.
    ///
    /// # Errors
    /// Those of sealing.
    pub fn seal(self, sealer: Option<&Sealer>) -> Result<Lead, Fault> {
        let mask = Mask::of(&self.reporter);
        let plain = |text: String| mask.text(&text);
        let evidence = self.evidence.into_iter().map(|evidence| Evidence {
            what: mask.text(&evidence.what),
            ..evidence
        });
        let (reporter, same_reporter) = match sealer {
            Some(sealer) => (
                sealer.reporter(&self.reporter)?,
                sealer.same_reporter(&self.reporter),
            ),
            None => (None, None),
        };
        let mut lead = Lead {
            id: String::new(),
            received: self.received,
            source: plain(self.source),
            number: plain(self.number),
            kind: self.kind,
            about: plain(self.about),
            target: self.target,
            phone: plain(self.phone),
            region: self.region,
            department: self.department,
            taken_in: None,
            place: plain(self.place),
            what: plain(self.what),
            involved: self.involved,
            deadline: self.deadline,
            prior: self.prior.into_iter().map(plain).collect(),
            evidence: evidence.collect(),
            reporter,
            same_reporter,
            steps: Vec::new(),
        };
        lead.id = id(&lead);
        Ok(lead)
    }
}

impl Office {
    /// Takes a lead in, sealed. Whether it may be taken in is asked before a key is made to seal it with.
    ///
    /// # Errors
    /// A refusal where it may not, or a fault of sealing or of the data directory.
    pub fn take_in(&self, actor: &Actor, intake: Intake) -> Result<(Lead, Receipt), Denied> {
        let trial = intake.clone().seal(None)?;
        let of = trial.id.clone();
        self.consider(actor, &Command::AddLead(Box::new(trial)))?;
        misplaced(&intake.reporter).map_or(Ok(()), |problems| Err(Refusal::Unsound { of, problems }))?;
        let lead = intake.seal(Some(&Sealer::open(self.dir())?))?;
        let receipt = self.submit(actor, Command::AddLead(Box::new(lead.clone())))?;
        Ok((lead, receipt))
    }
}

/// A name in the place of a phone would not be masked where the lead's own words have it.
fn misplaced(reporter: &Reporter) -> Option<Vec<Problem>> {
    let problems = reporter.misplaced().into_iter().map(|(field, fault)| Problem {
        field: field.to_owned(),
        fault,
        detail: String::new(),
    });
    Some(problems.collect::<Vec<_>>()).filter(|problems| !problems.is_empty())
}

/// The id is made of the masked words: from a hash of the others a telephone number could be found by trying them all.
fn id(lead: &Lead) -> String {
    let received = lead.received.to_string();
    let words = match lead.number.is_empty() {
        true => lead.what.clone(),
        false => format!("{}\n{}", lead.what, lead.number),
    };
    Lead::id_of([&received, &lead.source, &lead.about, &lead.place, &words])
}
