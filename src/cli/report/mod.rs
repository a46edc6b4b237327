//! `duban report`: the summary, the progress, the trend, the report in words, what is handed in, and what the province
//! makes of it.

mod appraisal;
mod compile;
mod file;
mod package;
pub(super) mod paper;
mod tables;

use clap::Subcommand;

use super::desk::{Desk, Session};
use super::document::Way;
use super::end::{Done, End};
use super::parse;
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::document::Kind;
use crate::domain::lead::statistics::{Statistics, period};
use crate::domain::next::Agenda;
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::summary::{Summary, details};
use crate::domain::trend::Trend;
use crate::domain::{progress, roll, summary};
use crate::exchange::write::{Basis, Table, lead_statistics, summary as summary_table, workbook};
use crate::office::documents::Subject;

use paper::{Form, Paper};

#[derive(Subcommand, Debug)]
pub(super) enum Args {
    Summary(Form),
    Progress(Form),
    Trend(Form),
    Narrative {
        #[arg(long, value_name = "CODE", value_parser = parse::region)]
        region: Option<RegionCode>,
        #[command(flatten)]
        way: Way,
    },
    File(file::FileArgs),
    HandedIn(file::HandedInArgs),
    Compile(Form),
    Appraisal(Form),
    Sign(appraisal::SignArgs),
    Package(package::Args),
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    match args {
        Args::Summary(form) => {
            let region = session.region(form.region)?;
            let found = Compiled::new(desk, &session, region);
            let mut paper = Paper::new(found.table(desk), found.notes.clone());
            let leads = lead_statistics(desk.lang, &session.campaign, &found.leads, None);
            paper.more.insert("leads".to_owned(), leads.document());
            if form.is_xlsx() {
                paper.workbook = Some(found.workbook(desk, &session)?);
            }
            form.give(desk, paper)
        }
        Args::Progress(form) => {
            let region = session.region(form.region)?;
            form.give(desk, progress_paper(desk, &session, region))
        }
        Args::Trend(form) => trend(desk, &session, form),
        Args::Narrative { region, way } => {
            let region = session.region(*region)?;
            way.make(desk, &session, Kind::Narrative, &Subject::Region(region))
        }
        Args::File(args) => file::file(desk, &session, args),
        Args::HandedIn(args) => file::handed_in(desk, &session, args),
        Args::Compile(form) => {
            let region = session.region(form.region)?;
            form.give(desk, compile::paper(desk, &session, region))
        }
        Args::Appraisal(form) => {
            let region = session.region(form.region)?;
            form.give(desk, appraisal::paper(desk, &session, region))
        }
        Args::Sign(args) => appraisal::sign(desk, &session, args),
        Args::Package(args) => package::run(desk, &session, args),
    }
}

/// The summary of a division, and what must be known to read it rightly.
struct Compiled {
    found: Summary,
    leads: Statistics,
    preview: bool,
    notes: Vec<String>,
}

impl Compiled {
    fn new(desk: &Desk, session: &Session<'_>, region: RegionCode) -> Self {
        let view = session.view();
        let found = summary::compile(view.state(), &session.campaign, region);
        let today = view.now().today;
        let calendar = view.calendar();
        let standing = calendar
            .as_ref()
            .map(|c| c.standing(Act::Compile, Reach::Provincial, today));
        let preview = standing == Some(Standing::Preview);
        let mut notes = Vec::new();
        if preview {
            let from = calendar.map(|c| c.phases().summarise.from.to_string());
            let args = [
                ("today", &*today.to_string()),
                ("from", &from.unwrap_or_default()),
            ];
            notes.push(desk.say("report.preview", &args));
        }
        let (counted, unreviewed) = (found.counted.to_string(), found.unreviewed.to_string());
        let returned = found.returned.to_string();
        let args = [
            ("counted", counted.as_str()),
            ("unreviewed", &unreviewed),
            ("returned", &returned),
        ];
        notes.push(desk.say("report.basis", &args));
        if found.replaced > 0 {
            notes.push(desk.say("report.replaced", &[("n", &found.replaced.to_string())]));
        }
        let agenda = Agenda::new(&session.campaign, view.state());
        let leads = Statistics::of(view.state(), &agenda, region, period(&agenda), today);
        Compiled {
            found,
            leads,
            preview,
            notes,
        }
    }

    fn table(&self, desk: &Desk) -> Table {
        summary_table(desk.lang, &self.found, self.preview)
    }

    /// The workbook whose figures are formulas over the tasks they count.
    fn workbook(&self, desk: &Desk, session: &Session<'_>) -> Result<Vec<u8>, End> {
        let view = session.view();
        let details = details(view.state(), &session.campaign, &self.found);
        let basis = Basis {
            lang: desk.lang,
            campaign: &session.campaign,
            summary: &self.found,
            details: &details,
            leads: &self.leads,
            on: view.now().today,
            preview: self.preview,
        };
        workbook(&basis).map_err(|error| End::Fault(error.to_string()))
    }
}

/// The progress, and what stands beside it.
fn progress_paper(desk: &Desk, session: &Session<'_>, region: RegionCode) -> Paper {
    let view = session.view();
    let found = progress::compile(view.state(), &session.campaign, region, view.now().today);
    drop(view);
    let notes = found.beside(desk.lang).into_iter().collect();
    Paper::new(tables::progress(desk, &found), notes)
}

fn trend(desk: &Desk, session: &Session<'_>, form: &Form) -> Result<Done, End> {
    let region = session.region(form.region)?;
    let view = session.view();
    let calendar = view.calendar().ok_or(Refusal::NoCampaign)?;
    let lines = roll::roll(view.state());
    let today = view.now().today;
    drop(view);
    let found = Trend::of(roll::within(&lines, &session.campaign, region), &calendar, today);
    let unknown = found
        .unknown
        .map(|unknown| desk.say("report.no-pace", &[("cure", &unknown.text(desk.lang))]));
    let table = tables::trend(desk, &found, &session.region_name(region), today);
    form.give(desk, Paper::new(table, unknown.into_iter().collect()))
}
