//! The appraisal of the units, and signing their order.

use serde_json::json;

use super::compile;
use super::paper::Paper;
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::appraisal::{self, Indicator, Signed};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::region::RegionCode;
use crate::exchange::write::reports;

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct SignArgs {
    #[arg(long, value_name = "CODE,CODE,...", value_parser = parse::region, value_delimiter = ',', num_args = 1.., required = true)]
    order: Vec<RegionCode>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
}

pub(super) fn paper(desk: &Desk, session: &Session<'_>, region: RegionCode) -> Paper {
    let view = session.view();
    let found = appraisal::compile(view.state(), &session.campaign, region, view.now().today);
    let signed = appraisal::in_force(view.state());
    drop(view);
    let table = reports::appraisal(desk.lang, &found, signed.as_ref(), &session.region_name(region));
    let mut notes: Vec<String> = found.indicators.iter().map(|i| weight(desk, i)).collect();
    let unknown: usize = found
        .total
        .figures
        .iter()
        .map(|figure| figure.unknown.len())
        .sum();
    if unknown > 0 {
        notes.push(desk.say("report.unknown-days", &[("count", &unknown.to_string())]));
    }
    notes.push(desk.word("report.how-scored"));
    notes.push(match &signed {
        Some(signed) => told(desk, session, signed),
        None => desk.word("report.not-signed"),
    });
    notes.push(desk.word("report.only-suggested"));
    let mut paper = Paper::new(table, notes);
    let suggested: Vec<String> = found.suggested().iter().map(RegionCode::to_string).collect();
    paper.more.extend([
        ("indicators".to_owned(), json!(found.indicators)),
        ("suggested".to_owned(), json!(suggested)),
        ("signed".to_owned(), json!(signed)),
    ]);
    paper
}

/// An indicator with its weight and where it comes from.
fn weight(desk: &Desk, indicator: &Indicator) -> String {
    let days = indicator.days.map_or(String::new(), |days| {
        desk.say("report.within-days", &[("days", &days.to_string())])
    });
    let args = [
        ("name", indicator.name.get(desk.lang)),
        ("weight", &*indicator.weight.to_string()),
        ("days", &days),
        ("source", &indicator.source),
    ];
    desk.say("report.indicator", &args)
}

/// Who signed which order, when and why.
fn told(desk: &Desk, session: &Session<'_>, signed: &Signed) -> String {
    let names: Vec<String> = signed
        .order
        .iter()
        .map(|unit| session.region_name(*unit))
        .collect();
    let args = [
        ("by", signed.by.as_str()),
        ("on", &*signed.on.to_string()),
        ("version", &*signed.version.to_string()),
        ("order", &names.join(&desk.word("list.and"))),
        ("reason", &signed.reason),
    ];
    let key = match (signed.departs, signed.reason.is_empty()) {
        (true, _) => "report.signed-departing",
        (false, false) => "report.signed-anew",
        (false, true) => "report.signed-as-suggested",
    };
    desk.say(key, &args)
}

pub(super) fn sign(desk: &Desk, session: &Session<'_>, args: &SignArgs) -> Result<Done, End> {
    let receipt = session.submit(Command::SignAppraisal {
        order: args.order.clone(),
        reason: args.reason.clone(),
    })?;
    let signed = receipt.events.iter().find_map(|event| match event {
        Event::AppraisalSigned { signed } => Some(signed),
        _ => None,
    });
    let text = signed
        .map(|signed| told(desk, session, signed))
        .unwrap_or_default();
    // Whoever signs is told what the order was made without.
    let missing = compile::paper(desk, session, session.campaign.province).notes;
    Ok(Done::new(text, json!({"signed": signed})).note(missing))
}
