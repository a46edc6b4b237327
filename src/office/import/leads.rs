//! Leads from a file: matched with the campaign's tables, and sealed.

use std::collections::HashMap;
use std::path::{Component, Path};

use super::libraries::submit;
use super::run::run;
use super::{Failure, Imported, Options, Told};
use crate::domain::campaign::{Campaign, LeadKind};
use crate::domain::command::{Command, Source};
use crate::domain::inspection::Evidence;
use crate::domain::lead::{Involved, Lead};
use crate::domain::operator::{Actor, Department};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::exchange::read::{LeadRow, Leads, Reason};
use crate::lang::Lang;
use crate::office::evidence::{self, Unread};
use crate::office::intake::Intake;
use crate::office::seal::{Reporter, Sealer};
use crate::office::{Fault, Office};

pub(super) fn leads(
    office: &Office,
    actor: &Actor,
    options: &Options,
    told: Told<'_>,
) -> Result<Imported, Failure> {
    let campaign = office.view().campaign().ok_or(Refusal::NoCampaign)?;
    let find = |text: &str| campaign.regions.named(text);
    let operator = office.view().operator(&actor.operator);
    let home = operator
        .as_ref()
        .map(|operator| (operator.unit, operator.department));
    let none = Command::ImportLeads(Source::default(), Vec::new());
    office.consider(actor, &none).map_err(Failure::from)?;
    // A trial makes no key: it keeps nothing that would have to be sealed.
    let sealer = match options.dry_run {
        true => None,
        false => Some(Sealer::open(office.dir())?),
    };
    let taking = Taking {
        campaign: &campaign,
        home,
        folder: options.file.parent().unwrap_or(Path::new("")),
        sealer,
    };
    let today = office.view().now().today;
    let (mut rows, mut unread) = (Vec::new(), Vec::new());
    let mut met: HashMap<String, Signed> = HashMap::new();
    let (mut imported, facts) = run(options, Leads::new(&find), told, |row| {
        let Some(region) = taking.region(&row) else {
            let found = row.unit;
            return Ok(Some((Leads::REGION, Reason::UnknownRegion { found })));
        };
        if row.received > today {
            return Ok(Some((Leads::RECEIVED, Reason::Future { today })));
        }
        let lead = taking.lead(row, region, &mut unread)?;
        if !options.dry_run && taking.is_others(office, &met, &lead) {
            return Ok(Some((Leads::CONTENT, Reason::OtherReporter { lead: lead.id })));
        }
        met.insert(lead.id.clone(), signed(&lead));
        rows.push(lead);
        Ok(None)
    })?;
    imported.unread = unread;
    submit(
        office,
        actor,
        options,
        (imported, facts),
        rows,
        Command::ImportLeads,
    )
}

/// What a row is made a lead with.
struct Taking<'a> {
    campaign: &'a Campaign,
    /// The operator's office.
    home: Option<(RegionCode, Department)>,
    /// The file's folder, where its evidence is looked for.
    folder: &'a Path,
    sealer: Option<Sealer>,
}

/// Whether somebody signed a lead, and their mark, where there is one.
type Signed = (bool, Option<String>);

fn signed(lead: &Lead) -> Signed {
    (lead.reporter.is_some(), lead.same_reporter.clone())
}

impl Taking<'_> {
    /// Whether the lead is known, from the file or from the record, and by somebody else: taken for the same, one of the
    /// reporters would be lost.
    fn is_others(&self, office: &Office, met: &HashMap<String, Signed>, lead: &Lead) -> bool {
        let known = met.get(&lead.id).cloned();
        let known = known.or_else(|| office.view().state().get::<Lead>(&lead.id).as_ref().map(signed));
        known.is_some_and(|known| known != signed(lead))
    }

    /// The division it is about: the row's, else that of the office it was handed to, else that of whoever takes it in.
    fn region(&self, row: &LeadRow) -> Option<RegionCode> {
        let unit = self.campaign.regions.named_first(&row.unit);
        let told = row.region.or(unit.map(|(region, _)| region));
        told.or(self.home.map(|(region, _)| region))
    }

    fn lead(&self, row: LeadRow, region: RegionCode, unread: &mut Vec<Unread>) -> Result<Lead, Fault> {
        let (kind, what) = self.kind(row.kind, row.content);
        let evidence = row.evidence.iter().map(|line| self.evidence(line));
        let evidence: Vec<Evidence> = evidence.collect();
        let intake = Intake {
            received: row.received,
            source: row.source,
            number: row.number,
            kind,
            about: row.subject,
            target: row.code.as_ref().map(ToString::to_string),
            phone: row.phone,
            region,
            department: self.home.map_or(Department::Hr, |(_, department)| department),
            place: row.place,
            what,
            involved: Involved::default(),
            deadline: row.deadline,
            prior: row.prior,
            evidence,
            reporter: Reporter::new(&row.reporter, &row.reporter_phone, &row.reporter_id),
        };
        let lead = intake.seal(self.sealer.as_ref())?;
        unread.extend(lead.evidence.iter().filter_map(|given| self.unread(given)));
        Ok(lead)
    }

    /// The sort by its code or name in the campaign's table. A word that the table does not have is kept with what is
    /// said, so that nothing of the file is lost.
    fn kind(&self, word: String, content: String) -> (Option<String>, String) {
        if word.is_empty() {
            return (None, content);
        }
        match self.named(&word) {
            Some(kind) => (Some(kind.id.clone()), content),
            None => (None, format!("〔{word}〕{content}")),
        }
    }

    fn named(&self, word: &str) -> Option<&LeadKind> {
        let kinds = &self.campaign.leads.kinds;
        let named =
            |kind: &&LeadKind| [&*kind.id, kind.name.get(Lang::Zh), kind.name.get(Lang::En)].contains(&word);
        kinds.iter().find(named)
    }

    /// Only files beside the imported one are looked for: what its rows name may be anything.
    fn evidence(&self, line: &str) -> Evidence {
        match beside(line) {
            true => evidence::take(self.folder, line),
            false => Evidence::described(line),
        }
    }

    fn unread(&self, given: &Evidence) -> Option<Unread> {
        let looked_for = beside(&given.what);
        looked_for.then(|| evidence::unread(self.folder, given)).flatten()
    }
}

/// Whether a name stays in the folder it is looked for in.
fn beside(line: &str) -> bool {
    Path::new(line)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}
