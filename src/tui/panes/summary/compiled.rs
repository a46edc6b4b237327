//! The tables as they were compiled, kept until something is committed or a day has passed.

use chrono::NaiveDate;

use super::grid::Grid;
use super::{figures, progress, trend};
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::handed_in::HandedIn;
use crate::domain::progress::Progress;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::summary::Summary;
use crate::domain::trend::Trend;
use crate::domain::{progress as rates, roll, summary};
use crate::tui::desk::Desk;
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

/// The parts of the pane, in the order of the tab key.
pub(super) const PARTS: [&str; 3] = ["progress", "table", "trend"];

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
    grids: [Option<Grid>; 3],
    /// Versions of the own report handed in so far.
    versions: u32,
    /// The first day on which the summary counts, where that is still to come.
    preview_until: Option<NaiveDate>,
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
        let reports: Vec<HandedIn> = look.state().all();
        let own_reports = reports.iter().filter(|report| report.unit == own.to_string());
        Some(Compiled {
            at: (look.view.seq(), today),
            own,
            versions: own_reports.map(|report| report.version).max().unwrap_or(0),
            preview_until: preview.then(|| calendar.phases().summarise.from),
            trend,
            progress,
            summary: None,
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
            _ => trend::grid(look.ui, &self.trend, self.at.1),
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

    /// What stands below a table.
    pub(super) fn notes(&self, ui: &Ui, which: usize, width: u16) -> Vec<String> {
        let mut notes = Vec::new();
        match which {
            0 => notes.extend(ui.wrap(&progress::reports(ui, &self.progress), width)),
            1 => {
                if let Some(from) = self.preview_until {
                    let text = ui.say("pane.summary.preview", &[("from", &from.to_string())]);
                    notes.extend(ui.wrap(&text, width));
                }
            }
            _ => return notes,
        }
        notes.extend(ui.wrap(&figures::basis(ui, progress::counts(&self.progress)), width));
        notes.retain(|note| !note.is_empty());
        notes
    }

    /// What is asked before the own report is handed in: what is in it, and whether it is on time.
    pub(super) fn question(&self, ui: &Ui) -> String {
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
        ];
        ui.say(key, &args)
    }
}
