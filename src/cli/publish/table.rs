//! `duban publish table`: the public table of a batch's results, or of what was inspected for leads.

use std::path::PathBuf;

use super::out::Paper;
use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::domain::region::RegionCode;
use crate::domain::results::{Wish, compile, targeted};
use crate::exchange::write::results;

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "BATCH", required_unless_present = "targeted")]
    batch: Option<String>,
    #[arg(long, conflicts_with = "batch")]
    targeted: bool,
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long)]
    internal: bool,
    #[arg(long, value_name = "table|json|csv|xlsx|html", value_parser = ["table", "json", "csv", "xlsx", "html"], default_value = "table")]
    format: String,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, session: &Session<'_>, args: &Args) -> Result<Done, End> {
    let batch = args
        .batch
        .as_ref()
        .map(|batch| session.batch(batch))
        .transpose()?;
    let wish = Wish {
        region: session.region(args.region)?,
        internal: args.internal,
    };
    let view = session.view();
    let today = view.now().today;
    let found = match &batch {
        Some(batch) => compile(view.state(), &session.campaign, batch, wish, today),
        None => targeted(view.state(), &session.campaign, wish),
    };
    let batch = batch.map(|batch| batch.id);
    let sheet = results(
        desk.lang,
        &session.campaign,
        &found,
        (batch.as_deref(), wish),
        today,
    );
    let mut document = sheet.json();
    if let Some(members) = document.as_object_mut() {
        members.insert("batch".to_owned(), batch.into());
        members.insert("region".to_owned(), wish.region.to_string().into());
        members.insert(
            "counts".to_owned(),
            serde_json::to_value(found.counts).unwrap_or_default(),
        );
        members.insert("internal".to_owned(), wish.internal.into());
    }
    let warning = Some(sheet.warning.clone()).filter(|warning| !warning.is_empty());
    let paper = Paper {
        page: Some(sheet.html()),
        table: &sheet.table,
        document,
        public: !wish.internal,
        notes: warning.into_iter().chain(sheet.basis).collect(),
    };
    paper.give(desk, &args.format, args.out.as_deref())
}
