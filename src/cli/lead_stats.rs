//! `duban lead stats`: the leads of a period by source, sort, division and outcome.

use chrono::NaiveDate;

use super::desk::Desk;
use super::end::{Done, End};
use super::report::paper::{Form, Paper};
use crate::domain::lead::statistics::{By, Statistics, period};
use crate::domain::next::Agenda;
use crate::exchange::write::{lead_notes, lead_statistics};

#[derive(clap::Args, Debug)]
pub(super) struct StatsArgs {
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    #[arg(long, value_name = "source|kind|region|outcome", value_parser = ["source", "kind", "region", "outcome"])]
    by: Option<String>,
    #[command(flatten)]
    form: Form,
}

pub(super) fn stats(desk: &Desk, args: &StatsArgs) -> Result<Done, End> {
    let session = desk.session()?;
    let region = session.region(args.form.region)?;
    let view = session.view();
    let agenda = Agenda::new(&session.campaign, view.state());
    let mut period = period(&agenda);
    period.from = args.from.unwrap_or(period.from);
    period.to = args.to.unwrap_or(period.to);
    let found = Statistics::of(view.state(), &agenda, region, period, view.now().today);
    drop(view);
    let by = By::ALL
        .into_iter()
        .find(|by| args.by.as_deref() == Some(by.word()));
    let table = lead_statistics(desk.lang, &session.campaign, &found, by);
    args.form
        .give(desk, Paper::new(table, lead_notes(desk.lang, &found)))
}
