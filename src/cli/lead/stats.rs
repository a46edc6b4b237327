//! `duban lead stats`: the leads of a period by source, sort, division and outcome.

use chrono::NaiveDate;

use crate::cli::desk::Desk;
use crate::cli::end::{Done, End};
use crate::cli::report::paper::{Form, Paper};
use crate::domain::lead::statistics::{By, Statistics, period};
use crate::domain::next::Agenda;
use crate::exchange::write::{lead_notes, lead_statistics};

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    #[arg(long, value_name = "source|kind|region|outcome", value_parser = ["source", "kind", "region", "outcome"])]
    by: Option<String>,
    #[command(flatten)]
    form: Form,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
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
