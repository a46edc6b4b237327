//! What the days carry, for everybody and for the own division, kept until something is committed or a day has passed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::calendar::Calendar;
use crate::domain::campaign::Clock;
use crate::domain::region::RegionCode;
use crate::domain::roll;
use crate::domain::summary::part_of;
use crate::domain::workload::Workload;
use crate::tui::desk::Desk;
use crate::tui::panes::follow_ups::concerns;
use crate::tui::panes::shown::Look;

/// The calendar in force and the load of its days.
pub(super) struct Load {
    at: (u64, NaiveDate),
    pub rules: Calendar,
    pub today: NaiveDate,
    /// The time from a result to its publication.
    pub limit: Clock,
    /// The province, and all its tasks.
    pub whole: (RegionCode, Workload),
    /// The operator's own division, where that is not the province.
    own: Option<(RegionCode, Workload)>,
    /// Matters of the follow-up ledger before the own division.
    pub matters: RunsOut,
    /// Complaint leads before the own division.
    pub leads: RunsOut,
    /// Visits made in the own division by day and part of it.
    parts: BTreeMap<NaiveDate, BTreeMap<RegionCode, u64>>,
}

impl Load {
    fn new(desk: &Desk, look: &Look<'_>, rules: Calendar) -> Self {
        let (campaign, today) = (&look.campaign, look.today());
        let province = campaign.province;
        let own = desk.operator().map_or(province, |operator| operator.unit);
        let lines = desk.roll(look.view);
        let limit = campaign.clocks.publish_results.clone();
        let load = |region| {
            let lines = roll::within(&lines, campaign, region);
            (region, Workload::of(lines, look.agenda(), today))
        };
        let mut parts: BTreeMap<NaiveDate, BTreeMap<RegionCode, u64>> = BTreeMap::new();
        for line in roll::within(&lines, campaign, own) {
            if let Some(record) = line.record {
                let part = part_of(campaign, own, (line.unit, line.region));
                *parts.entry(record.visited).or_default().entry(part).or_insert(0) += 1;
            }
        }
        Load {
            at: (look.view.seq(), today),
            whole: load(province),
            own: (own != province).then(|| load(own)),
            rules,
            today,
            limit,
            matters: RunsOut::of(matters(look, own)),
            leads: RunsOut::of(leads(look, own)),
            parts,
        }
    }

    /// What is kept, or the same anew where it is behind; whether it is new. None before the campaign has begun.
    pub(super) fn current(kept: Option<Self>, desk: &Desk, look: &Look<'_>) -> Option<(Self, bool)> {
        match kept {
            Some(load) if load.at == (look.view.seq(), look.today()) => Some((load, false)),
            _ => Some((Self::new(desk, look, look.view.calendar()?), true)),
        }
    }

    /// What the month shows: the operator's own division.
    pub(super) fn own(&self) -> &(RegionCode, Workload) {
        self.own.as_ref().unwrap_or(&self.whole)
    }

    /// The province, then the own division where it is another.
    pub(super) fn all(&self) -> impl Iterator<Item = &(RegionCode, Workload)> {
        [&self.whole].into_iter().chain(&self.own)
    }

    /// Visits of a day by part of the own division.
    pub(super) fn by_part(&self, day: NaiveDate) -> impl Iterator<Item = (RegionCode, u64)> {
        let parts = self.parts.get(&day).into_iter().flatten();
        parts.map(|(part, n)| (*part, *n))
    }

    /// The next day after `day` on which a report, a publication or a step about a matter or a lead is due.
    pub(super) fn next_due(&self, day: NaiveDate) -> Option<NaiveDate> {
        let reports = self.rules.due().iter().map(|due| due.date);
        let publish = self.own().1.publish.keys().copied();
        let steps = [&self.matters, &self.leads].into_iter();
        let steps = steps.flat_map(|steps| steps.0.keys().copied());
        reports.chain(publish).chain(steps).filter(|due| *due > day).min()
    }
}

/// Ids of what is open, by the day on which its next step is due.
#[derive(Default)]
pub(super) struct RunsOut(BTreeMap<NaiveDate, Vec<String>>);

impl RunsOut {
    fn of(open: impl Iterator<Item = (NaiveDate, String)>) -> Self {
        let mut days = Self::default();
        open.for_each(|(day, id)| days.0.entry(day).or_default().push(id));
        days
    }

    /// What is due on a day.
    pub(super) fn on(&self, day: NaiveDate) -> &[String] {
        self.0.get(&day).map_or(&[], Vec::as_slice)
    }

    /// How much should have been done before `today`, and the next day from then on, with how much.
    pub(super) fn left(&self, today: NaiveDate) -> (usize, Option<(NaiveDate, usize)>) {
        let late = self.0.range(..today).map(|(_, ids)| ids.len()).sum();
        let next = self.0.range(today..).next();
        (late, next.map(|(day, ids)| (*day, ids.len())))
    }
}

/// What is open in the ledger; what has no date is left out.
fn matters(look: &Look<'_>, own: RegionCode) -> impl Iterator<Item = (NaiveDate, String)> {
    let open = look.agenda().open_follow_ups(look.state()).into_iter();
    open.filter(move |(of, _)| concerns(look, own, of))
        .filter_map(|(of, next)| Some((next.due?.day()?, of.id)))
}

/// Leads that somebody in the division has something to do about; what has no date is left out.
fn leads(look: &Look<'_>, own: RegionCode) -> impl Iterator<Item = (NaiveDate, String)> {
    let open = look.agenda().open_leads(look.state()).into_iter();
    open.filter(move |(_, of, _)| look.campaign.regions.contains(own, of.holder.region))
        .filter_map(|(id, _, next)| Some((next.day()?, id)))
}
