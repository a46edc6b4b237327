//! 线索核查 (有因检查): a task that a lead asks for and nobody drew. It has no batch, no stratum, no ticket and no seed, and
//! never counts as drawn; its team is named, under the same rules that bind a team which was matched.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::calendar::{Act, Calendar, Reach, Standing};
use super::campaign::Campaign;
use super::eligibility::{avoids, cap, certificate_days, certified, load};
use super::lead::Lead;
use super::library::{Conflict, Officer, Tie};
use super::operator::Department;
use super::region::RegionCode;
use super::scope::KeywordSet;
use super::state::{Read, State};
use super::target::Target;
use super::task::{How, Member, Task, TaskState};
use super::visit_rules::Problem;

/// Every fault that a named team can have, beside those that a visit or a matter can have, too.
#[cfg(test)]
pub(in crate::domain) const FAULTS: [&str; 8] = [
    "off-duty",
    "other-unit",
    "certificate-window",
    "pair-banned",
    "at-the-cap",
    "needs-hr",
    "needs-mr",
    "unknown-action",
];

/// Where a task for a lead is to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The target's id.
    pub target: String,
    /// Its name.
    pub name: String,
    /// Its division.
    pub region: RegionCode,
    /// The prefecture-level unit whose officers go there; none where the division is above all units.
    pub unit: Option<RegionCode>,
    /// The place or person to be entered, where the lead names no target that is on record.
    pub place: Option<Target>,
}

impl Site {
    /// Where a task for `lead` is to be carried out: at the registered target it is about, in the target's division where
    /// the office that holds the lead reaches it; else at the place the lead names.
    pub fn of<S: State + ?Sized>(state: &S, campaign: &Campaign, lead: &Lead) -> Self {
        let standing = lead.standing();
        let id = standing.target.clone().unwrap_or_else(|| place_of(&lead.id));
        let known = state.get::<Target>(&id);
        let reached = |region: &RegionCode| campaign.regions.contains(standing.holder.region, *region);
        let region = known.as_ref().map(|target| target.region).filter(reached);
        let region = region.unwrap_or(lead.region);
        let named = [lead.about.trim(), lead.place.trim(), id.as_str()];
        let named = named
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let name = known.as_ref().map_or(named, |target| &target.name).to_owned();
        let place = known.is_none().then(|| Target {
            id: id.clone(),
            name: name.clone(),
            region,
            grade: None,
            regraded: None,
            status: String::new(),
            affirmed: KeywordSet::default(),
            excluded: KeywordSet::default(),
            last_visit: None,
        });
        Site {
            unit: campaign.regions.unit_of(region),
            target: id,
            name,
            region,
            place,
        }
    }
}

/// The id of the place or person that a lead is about, where it names no registered target.
pub fn place_of(lead: &str) -> String {
    format!("V-{lead}")
}

/// The task for `lead` at `site`, of `unit`, as it begins.
pub fn task<S: State + ?Sized>(
    state: &S,
    lead: &Lead,
    (site, unit): (&Site, RegionCode),
    action: Option<u32>,
    team: &[String],
) -> Task {
    let number = Task::of_lead(state, &lead.id).len() + 1;
    let members = team.iter().enumerate().filter_map(|(n, id)| {
        let officer = state.get::<Officer>(id)?;
        Some(Member {
            officer: officer.id,
            name: officer.name,
            department: officer.department,
            leads: n == 0,
        })
    });
    Task {
        id: format!("{}-T{number}", lead.id),
        batch: String::new(),
        target: site.target.clone(),
        name: site.name.clone(),
        region: site.region,
        unit,
        stratum: String::new(),
        rank: 0,
        how: How::Lead,
        lead: Some(lead.id.clone()),
        action,
        replaces: None,
        state: TaskState::Assigned,
        checklist: super::library::ChecklistItem::newest(state),
        team: members.collect(),
        steps: Vec::new(),
    }
}

/// Everything that keeps these officers from being the team of a task at `target` in `unit`, each at its field.
pub fn problems<S: State + ?Sized>(
    state: &S,
    (campaign, calendar): (&Campaign, &Calendar),
    (target, unit): (&str, RegionCode),
    team: &[String],
    today: NaiveDate,
) -> Vec<Problem> {
    let rules = Rules {
        state,
        campaign,
        calendar,
        target,
        unit,
        today,
    };
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    let mut officers = Vec::new();
    for id in team {
        let field = format!("team.{id}");
        if !seen.insert(id) {
            problems.push(Problem::new(field, "officer-twice", ""));
            continue;
        }
        let Some(officer) = state.get::<Officer>(id) else {
            problems.push(Problem::new(field, "unknown-officer", id));
            continue;
        };
        problems.extend(rules.bars(&officer, |other| team.iter().any(|id| id == other)));
        officers.push(officer);
    }
    let needed = campaign.team.members_per_department as usize;
    for (department, fault) in [(Department::Hr, "needs-hr"), (Department::Mr, "needs-mr")] {
        let there = officers.iter().filter(|o| o.department == department).count();
        if there != needed {
            problems.push(Problem::new("team", fault, needed));
        }
    }
    problems
}

/// The team that no rule bars and that has the least to do: the lowest loads, then the certificate numbers, the leader
/// first. Empty where none can be formed, or the calendar allows no visit any more.
pub fn proposal<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    calendar: &Calendar,
    lead: &Lead,
    today: NaiveDate,
) -> Vec<Officer> {
    let site = Site::of(state, campaign, lead);
    let open = calendar.standing(Act::Match, Reach::Local, today) == Standing::Open;
    let Some(unit) = site.unit.filter(|_| open) else {
        return Vec::new();
    };
    let rules = Rules {
        state,
        campaign,
        calendar,
        target: &site.target,
        unit,
        today,
    };
    let needed = campaign.team.members_per_department as usize;
    let mut officers: Vec<(u32, Officer)> = Vec::new();
    state.each::<Officer>(|officer| {
        if rules.bars(&officer, |_| false).is_empty() {
            officers.push((load(state, &officer), officer));
        }
    });
    officers.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    let of = |department| {
        let own = officers.iter().filter(move |(_, o)| o.department == department);
        own.map(|(_, officer)| officer).collect::<Vec<_>>()
    };
    let pools = [(of(Department::Hr), needed), (of(Department::Mr), needed)];
    let mut team = Vec::new();
    if !rules.fill(&pools, 0, &mut team) {
        return Vec::new();
    }
    let chosen = officers.iter().filter(|(_, o)| team.contains(&o.id.as_str()));
    chosen.map(|(_, officer)| officer.clone()).collect()
}

struct Rules<'a, S: State + ?Sized> {
    state: &'a S,
    campaign: &'a Campaign,
    calendar: &'a Calendar,
    target: &'a str,
    unit: RegionCode,
    today: NaiveDate,
}

impl<S: State + ?Sized> Rules<'_, S> {
    /// What keeps one officer from the task, or from others who are in its team.
    fn bars(&self, officer: &Officer, is_member: impl Fn(&str) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut add = |bad: bool, fault: &'static str, detail: String| {
            if bad {
                problems.push(Problem::new(format!("team.{}", officer.id), fault, detail));
            }
        };
        let own = self.campaign.regions.unit_of(officer.region) == Some(self.unit);
        let days = certificate_days(self.campaign, self.calendar, self.today);
        let (load, cap) = (load(self.state, officer), cap(self.campaign, officer));
        let tied = avoids(self.state, &officer.id, self.target, &is_member);
        let pair = tied.as_ref().is_some_and(|conflict| conflict.tie == Tie::Pair);
        let other = tied.as_ref().map_or("", |conflict| conflict.other(&officer.id));
        add(!officer.on_duty, "off-duty", String::new());
        add(!own, "other-unit", self.campaign.regions.name(self.unit));
        let window = format!("{} – {}", days.from, days.to);
        add(!certified(officer, days), "certificate-window", window);
        add(tied.is_some() && !pair, "must-stay-away", officer.id.clone());
        add(pair, "pair-banned", other.to_owned());
        add(load >= cap, "at-the-cap", format!("{load}/{cap}"));
        problems
    }

    /// Takes members from each pool in order, the first choice that no ban between two of them forbids.
    fn fill<'o>(&self, pools: &[(Vec<&'o Officer>, usize)], from: usize, team: &mut Vec<&'o str>) -> bool {
        let Some(((pool, needed), rest)) = pools.split_first() else {
            return true;
        };
        if *needed == 0 {
            return self.fill(rest, 0, team);
        }
        for (n, officer) in pool.iter().enumerate().skip(from) {
            let bans = Conflict::of(self.state, &officer.id);
            let banned = |ban: &Conflict| ban.tie == Tie::Pair && team.contains(&ban.other(&officer.id));
            if bans.iter().any(banned) {
                continue;
            }
            team.push(&officer.id);
            let rest: Vec<_> = std::iter::once((pool.clone(), needed - 1))
                .chain(rest.iter().cloned())
                .collect();
            let next = if *needed > 1 { n + 1 } else { 0 };
            if self.fill(&rest, next, team) {
                return true;
            }
            team.pop();
        }
        false
    }
}

#[cfg(test)]
mod tests;
