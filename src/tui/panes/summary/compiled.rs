//! Both tables as they were compiled, kept until something is committed or a day has passed.

use chrono::NaiveDate;

use super::grid::Grid;
use super::{figures, progress};
use crate::domain::calendar::{Act, Reach, Standing};
use crate::domain::inspection::HandedIn;
use crate::domain::progress::Progress;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::summary::Summary;
use crate::domain::{progress as rates, summary};
use crate::tui::panes::shown::Look;
use crate::tui::ui::Ui;

/// The tables and what they were compiled from.
pub(super) struct Compiled {
    /// The journal's last entry and the day.
    pub at: (u64, NaiveDate),
    /// The operator's own division.
    pub own: RegionCode,
    /// Progress and summary.
    pub grids: [Grid; 2],
    pub summary: Summary,
    progress: Progress,
    /// Versions of the own report handed in so far.
    versions: u32,
    /// The first day on which the summary counts, where that is still to come.
    preview_until: Option<NaiveDate>,
}

impl Compiled {
    pub(super) fn new(look: &Look<'_>, operator: &str) -> Self {
        let (campaign, today) = (&look.campaign, look.today());
        let own = look.view.operator(operator).map_or(campaign.province, |o| o.unit);
        let progress = rates::compile(look.state(), campaign, own, today);
        let summary = summary::compile(look.state(), campaign, own);
        let calendar = look.view.calendar();
        let preview =
            calendar.filter(|c| c.standing(Act::Compile, Reach::Provincial, today) == Standing::Preview);
        let reports: Vec<HandedIn> = look.state().all();
        let own_reports = reports.iter().filter(|report| report.unit == own.to_string());
        Compiled {
            at: (look.view.seq(), today),
            own,
            grids: [
                progress::grid(look.ui, &progress),
                figures::grid(look.ui, &summary),
            ],
            versions: own_reports.map(|report| report.version).max().unwrap_or(0),
            preview_until: preview.map(|c| c.phases().summarise.from),
            summary,
            progress,
        }
    }

    /// What stands below a table.
    pub(super) fn notes(&self, ui: &Ui, which: usize, width: u16) -> Vec<String> {
        let mut notes = Vec::new();
        match which {
            0 => notes.extend(ui.wrap(&progress::reports(ui, &self.progress), width)),
            _ => {
                if let Some(from) = self.preview_until {
                    let text = ui.say("pane.summary.preview", &[("from", &from.to_string())]);
                    notes.extend(ui.wrap(&text, width));
                }
            }
        }
        notes.extend(ui.wrap(&figures::basis(ui, &self.summary), width));
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
            ("unit", self.summary.total.name.as_str()),
            ("version", &(self.versions + 1).to_string()),
            ("due", &due),
            ("basis", &figures::basis(ui, &self.summary)),
        ];
        ui.say(key, &args)
    }
}
