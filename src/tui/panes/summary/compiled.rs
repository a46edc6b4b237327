//! The tables as they were compiled, kept until something is committed or a day has passed.

use chrono::NaiveDate;

use super::grid::Grid;
use super::{figures, progress, tables, trend};
use crate::domain::appraisal::{self, Appraisal, Signed, in_force};
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::compiled::{self as reports, Compiled as Reports};
use crate::domain::handed_in::{Narrative, versions};
use crate::domain::lead::statistics::{Statistics, period};
use crate::domain::progress::Progress;
use crate::domain::region::RegionCode;
use crate::domain::summary::Summary;
use crate::domain::trend::Trend;
use crate::domain::{progress as rates, roll, summary};
use crate::exchange::write::lead_notes;
use crate::tui::desk::Desk;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

/// The parts of the pane, in the order of the tab key.
pub(super) const PARTS: [&str; 6] = ["progress", "table", "trend", "reports-in", "appraisal", "leads"];

/// The tables and what they were compiled from. The summary reads every record whole: it is compiled when it is looked
/// at or handed in.
pub(super) struct Compiled {
    /// The journal's last entry and the day.
    pub at: (u64, NaiveDate),
    /// The operator's own division.
    pub own: RegionCode,
    pub trend: Trend,
    progress: Progress,
    summary: Option<Summary>,
    reports: Option<Reports>,
    appraisal: Option<Appraisal>,
    leads: Option<Statistics>,
    /// The order in force.
    pub signed: Option<Signed>,
    grids: [Option<Grid>; PARTS.len()],
    /// Versions of the own report handed in so far.
    pub versions: u32,
    /// The written summary of the own report.
    newest: Option<Narrative>,
    /// The first day on which the summary counts, where that is still to come.
    pub preview_until: Option<NaiveDate>,
}

impl Compiled {
    /// None before the campaign has begun.
    pub(super) fn new(look: &Look<'_>, desk: &Desk) -> Option<Self> {
        let (campaign, today) = (&look.campaign, look.today());
        let own = desk.operator().map_or(campaign.province, |o| o.unit);
        let calendar = look.view.calendar()?;
        let lines = desk.roll(look.view);
        let progress = rates::of(&lines, look.state(), campaign, own, today);
        let trend = Trend::of(roll::within(&lines, campaign, own), &calendar, today);
        let preview = calendar.standing(Act::Compile, Reach::Provincial, today) == Standing::Preview;
        let newest = versions(look.state(), own).pop();
        Some(Compiled {
            at: (look.view.seq(), today),
            own,
            versions: newest.as_ref().map_or(0, |newest| newest.version),
            newest: newest.and_then(|newest| newest.narrative),
            signed: in_force(look.state()),
            preview_until: preview.then(|| calendar.phases().summarise.from),
            trend,
            progress,
            summary: None,
            reports: None,
            appraisal: None,
            leads: None,
            grids: Default::default(),
        })
    }

    /// A table that was prepared.
    pub(super) fn grid(&self, which: usize) -> Option<&Grid> {
        self.grids.get(which)?.as_ref()
    }

    /// Makes a table ready to be looked at.
    pub(super) fn prepare(&mut self, look: &Look<'_>, which: usize) {
        if self.grid(which).is_some() {
            return;
        }
        let grid = match which {
            0 => progress::grid(look.ui, &self.progress),
            1 => figures::grid(look.ui, self.summary(look)),
            2 => trend::grid(look.ui, &self.trend, self.at.1),
            3 => tables::grid(look.ui, &tables::reports_table(look, self)),
            4 => tables::grid(look.ui, &tables::appraisal_table(look, self)),
            _ => tables::leads_grid(look.ui, &tables::leads_table(look, self)),
        };
        if let Some(place) = self.grids.get_mut(which) {
            *place = Some(grid);
        }
    }

    /// The summary, compiled now if it was not yet.
    pub(super) fn summary(&mut self, look: &Look<'_>) -> &Summary {
        let own = self.own;
        self.summary
            .get_or_insert_with(|| summary::compile(look.state(), &look.campaign, own))
    }

    /// What the units have handed in, put together now if it was not yet.
    pub(super) fn reports(&mut self, look: &Look<'_>) -> &Reports {
        let own = self.own;
        self.reports
            .get_or_insert_with(|| reports::compile(look.state(), &look.campaign, own, look.today()))
    }

    /// The appraisal, compiled now if it was not yet.
    pub(super) fn appraisal(&mut self, look: &Look<'_>) -> &Appraisal {
        let own = self.own;
        self.appraisal
            .get_or_insert_with(|| appraisal::compile(look.state(), &look.campaign, own, look.today()))
    }

    /// The statistics of leads, compiled now if they were not yet.
    pub(super) fn leads(&mut self, look: &Look<'_>) -> &Statistics {
        let own = self.own;
        self.leads.get_or_insert_with(|| {
            let agenda = look.agenda();
            Statistics::of(look.state(), agenda, own, period(agenda), look.today())
        })
    }

    /// The name of a unit that is appraised.
    pub(super) fn name_of(&self, unit: RegionCode) -> Option<String> {
        let line = self.appraisal.as_ref()?.line(unit)?;
        Some(line.name.clone())
    }

    /// What stands below a table.
    pub(super) fn notes(&self, ui: &Ui, which: usize, width: u16) -> Vec<String> {
        let mut notes = Vec::new();
        match which {
            0 => {
                notes.extend(ui.wrap(&progress::reports(ui, &self.progress), width));
                let beside = self.progress.beside(ui.lang).unwrap_or_default();
                notes.extend(ui.wrap(&beside, width));
            }
            1 => {
                if let Some(from) = self.preview_until {
                    let text = ui.say("pane.summary.preview", &[("from", &from.to_string())]);
                    notes.extend(ui.wrap(&text, width));
                }
            }
            3 => {
                notes.extend(ui.wrap(&progress::reports(ui, &self.progress), width));
                let differing = self.reports.iter().flat_map(|reports| &reports.rows);
                let differing = differing.filter(|row| !row.differences().is_empty()).count();
                let text = ui.say("pane.summary.differing", &[("n", &differing.to_string())]);
                notes.extend(ui.wrap(&text, width));
                return notes;
            }
            4 => {
                notes.extend(ui.wrap(&self.signed_text(ui), width));
                notes.extend(ui.wrap(&ui.word("pane.summary.only-suggested"), width));
                return notes;
            }
            5 => {
                let told = self.leads.iter().flat_map(|found| lead_notes(ui.lang, found));
                notes.extend(told.flat_map(|note| ui.wrap(&note, width)));
                return notes;
            }
            _ => return notes,
        }
        notes.extend(ui.wrap(&figures::basis(ui, progress::counts(&self.progress)), width));
        notes.retain(|note| !note.is_empty());
        notes
    }

    /// What is asked before the own report is handed in: what is in it, and whether it is on time.
    pub(super) fn question(&self, ui: &Ui, narrative: Option<&str>) -> String {
        let due = self.progress.total.report.as_ref().map(|report| report.due);
        let late = due.is_some_and(|due| self.at.1 > due);
        let key = if late {
            "pane.summary.ask-late"
        } else {
            "pane.summary.ask"
        };
        let due = due.map_or(String::new(), |due| due.to_string());
        let args = [
            ("unit", self.progress.total.name.as_str()),
            ("version", &(self.versions + 1).to_string()),
            ("due", &due),
            ("basis", &figures::basis(ui, progress::counts(&self.progress))),
            ("narrative", &self.narrative(ui, narrative)),
        ];
        ui.say(key, &args)
    }

    /// Which written summary goes along.
    fn narrative(&self, ui: &Ui, file: Option<&str>) -> String {
        match (file, &self.newest) {
            (Some(file), _) => ui.say("pane.summary.with-narrative", &[("file", file)]),
            (None, Some(earlier)) => ui.say("pane.summary.with-earlier", &[("file", &earlier.name)]),
            (None, None) => ui.word("pane.summary.no-narrative"),
        }
    }

    /// Who signed which version of the order.
    fn signed_text(&self, ui: &Ui) -> String {
        let Some(signed) = &self.signed else {
            return ui.word("pane.summary.not-signed");
        };
        let key = match signed.departs {
            true => "pane.summary.signed-departing",
            false => "pane.summary.signed",
        };
        let args = [
            ("by", signed.by.as_str()),
            ("on", &signed.on.to_string()),
            ("version", &signed.version.to_string()),
            ("reason", &signed.reason),
        ];
        ui.say(key, &args)
    }
}
