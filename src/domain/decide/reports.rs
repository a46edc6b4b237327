//! The unit's report and the appraisal of the units (notice section 二（三）).

use std::collections::BTreeSet;

use super::{Case, Decision, can_be_published, reason};
use crate::domain::appraisal::{self, Signed};
use crate::domain::calendar::{Act, Reach};
use crate::domain::campaign::Debtor;
use crate::domain::event::Event;
use crate::domain::handed_in::{Attached, HandedIn, Narrative, versions};
use crate::domain::operator::Role;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::draw::Profile;

/// A report after its due date is taken in and marked 逾期; a corrected one is a new version and says why. The written
/// summary stays handed in until another one takes its place.
pub(super) fn file<S: State + ?Sized>(
    case: &Case<'_, S>,
    region: RegionCode,
    (summary, narrative): (&[u8], Option<&Attached>),
    note: &str,
) -> Result<Decision, Refusal> {
    let debtor = if region == case.campaign.province {
        Debtor::Province
    } else {
        case.unit(region)?;
        Debtor::Prefecture
    };
    case.permit(Role::Report, region)?;
    case.allow(Act::FileReport, Reach::Provincial, case.today())?;
    narrative.map_or(Ok(()), sound)?;
    let earlier = versions(case.state, region).pop();
    let note = match &earlier {
        Some(_) => reason(Act::FileReport, note)?,
        None => note.trim().to_owned(),
    };
    let version = earlier.as_ref().map_or(0, |earlier| earlier.version) + 1;
    let brought = narrative.map(|file| Narrative {
        name: file.name.clone(),
        sha256: Profile::Sha256.hex(&file.content),
        bytes: file.content.len() as u64,
        since: version,
    });
    let report = HandedIn {
        unit: region.to_string(),
        version,
        on: case.today(),
        by: case.operator.name.clone(),
        overdue: case
            .campaign
            .due_of(debtor)
            .is_some_and(|due| case.today() > due.date),
        summary: Profile::Sha256.hex(summary),
        narrative: brought.or(earlier.and_then(|earlier| earlier.narrative)),
        note,
    };
    let blobs = [summary]
        .into_iter()
        .chain(narrative.map(|file| &file.content[..]));
    Ok(Decision {
        events: vec![Event::ReportFiled { report }],
        blobs: blobs.map(<[u8]>::to_vec).collect(),
    })
}

/// A written summary has a name that can be shown, and something in it.
fn sound(file: &Attached) -> Result<(), Refusal> {
    let name = || file.name.clone();
    if file.name.trim().is_empty() || file.name.contains('/') || !can_be_published(&file.name) {
        return Err(Refusal::BadName { name: name() });
    }
    if file.content.is_empty() {
        return Err(Refusal::EmptyFile { file: name() });
    }
    Ok(())
}

/// The order of the units is signed by whoever answers for the reports at the province. A reason is owed where it departs
/// from the suggestion, and where it takes the place of an order signed before.
pub(super) fn sign<S: State + ?Sized>(
    case: &Case<'_, S>,
    order: &[RegionCode],
    why: &str,
) -> Result<Decision, Refusal> {
    case.permit(Role::Report, case.campaign.province)?;
    case.allow(Act::Appraise, Reach::Provincial, case.today())?;
    if case.campaign.appraisal.indicators.is_empty() {
        return Err(Refusal::NoIndicators);
    }
    every_unit_once(case, order)?;
    let found = appraisal::compile(case.state, &case.campaign, case.campaign.province, case.today());
    let departs = found.departs(order);
    let earlier: Vec<Signed> = case.state.all();
    let reason = match departs || !earlier.is_empty() {
        true => reason(Act::Appraise, why)?,
        false => why.trim().to_owned(),
    };
    // Texts, numbers and lists of them: nothing serde_json can refuse.
    let figures = serde_json::to_vec_pretty(&found).unwrap_or_default();
    let signed = Signed {
        version: earlier.iter().map(|signed| signed.version).max().unwrap_or(0) + 1,
        on: case.today(),
        by: case.operator.name.clone(),
        order: order.to_vec(),
        figures: Profile::Sha256.hex(&figures),
        departs,
        reason,
    };
    Ok(Decision {
        events: vec![Event::AppraisalSigned { signed }],
        blobs: vec![figures],
    })
}

fn every_unit_once<S: State + ?Sized>(case: &Case<'_, S>, order: &[RegionCode]) -> Result<(), Refusal> {
    let units: BTreeSet<RegionCode> = case.campaign.regions.units().map(|unit| unit.code).collect();
    let mut seen = BTreeSet::new();
    let wrong = |code: &&RegionCode| !units.contains(code) || !seen.insert(**code);
    let wrong: Vec<String> = order.iter().filter(wrong).map(RegionCode::to_string).collect();
    let missing = units.iter().filter(|unit| !order.contains(unit));
    let missing: Vec<String> = missing.map(RegionCode::to_string).collect();
    if wrong.is_empty() && missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::BadOrder { missing, wrong })
}
