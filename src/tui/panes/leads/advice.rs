//! What helps deciding about a lead: leads that say the same, offices it may belong to, the action its words suggest,
//! the team that would go, the targets it may mean. All of it is offered, and none of it decides.

use std::ops::Range;

use crate::domain::follow_up::Owner;
use crate::domain::lead::Lead;
use crate::domain::library::Officer;
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::Task;
use crate::query::Finder;
use crate::tui::panes::shown::Look;

/// Targets offered for a name at most.
const TARGETS: usize = 30;

/// Words of a complaint, each with the action of the ministry's notice that it points to.
const WORDS: [(&str, u32); 14] = [
    ("无照", 1),
    ("无证", 1),
    ("未经许可", 1),
    ("黑中介", 1),
    ("未备案", 1),
    ("中介费", 2),
    ("押金", 2),
    ("内推", 2),
    ("培训费", 2),
    ("虚假招聘", 3),
    ("发布", 3),
    ("不符", 3),
    ("诈骗", 4),
    ("限制人身自由", 4),
];

/// A lead that probably says the same as another, and why.
pub(super) struct Probable {
    pub lead: Lead,
    /// In the operator's language.
    pub why: String,
}

/// An action that the words of a lead suggest.
pub(super) struct Suggested {
    /// The action's number in the ministry's notice.
    pub action: u32,
    /// The words that suggest it: where they stand in the lead's text, in bytes.
    pub words: Vec<Range<usize>>,
}

/// The leads that probably say the same, the most alike first: those on the same target, and those of the same office on
/// the same name.
pub(super) fn probable(look: &Look<'_>, lead: &Lead) -> Vec<Probable> {
    let state = look.state();
    let target = lead.subject();
    let same_target: Vec<Lead> = target.map_or_else(Vec::new, |target| state.by("lead.target", &target));
    let near: Vec<Lead> = state.by("lead.unit", &lead.holder().region.to_string());
    let same_name = near
        .into_iter()
        .filter(|other| !lead.about.is_empty() && other.about == lead.about);
    let with = |key: &str| {
        let why = look.word(key);
        move |lead| Probable {
            lead,
            why: why.clone(),
        }
    };
    let mut all: Vec<Probable> = same_target
        .into_iter()
        .map(with("leads-pane.same-target"))
        .collect();
    let name = same_name.filter(|other| all.iter().all(|known| known.lead.id != other.id));
    let name: Vec<Probable> = name.map(with("leads-pane.same-name")).collect();
    all.extend(name);
    all.retain(|other| other.lead.id != lead.id && other.lead.merged_into().is_none());
    all
}

/// The offices that the lead may belong to, the likeliest first, each with the message key of why.
pub(super) fn offices(look: &Look<'_>, lead: &Lead) -> Vec<(Owner, &'static str)> {
    let (holder, regions) = (lead.holder(), &look.campaign.regions);
    let target = lead.subject().and_then(|id| look.state().get::<Target>(&id));
    let at = |region, key| {
        let department = holder.department;
        (Owner { region, department }, key)
    };
    let other = Department::ALL.into_iter().find(|one| *one != holder.department);
    let mut offices = vec![at(lead.region, "leads-pane.office-place")];
    offices.extend(target.map(|target| at(target.region, "leads-pane.office-target")));
    offices.extend(other.map(|department| {
        let region = holder.region;
        (Owner { region, department }, "leads-pane.office-department")
    }));
    offices.extend(
        regions
            .unit_of(holder.region)
            .map(|unit| at(unit, "leads-pane.office-above")),
    );
    let mut known = vec![holder];
    offices.retain(|(office, _)| {
        let new = !known.contains(office);
        known.push(*office);
        new
    });
    offices
}

/// The action that the words of the lead suggest; where they suggest several, the one with the most words.
pub(super) fn suggested(lead: &Lead) -> Option<Suggested> {
    let of = |action: u32| {
        let words = WORDS.iter().filter(|(_, of)| *of == action);
        let found = words.flat_map(|(word, _)| {
            let at = lead.what.match_indices(word);
            at.map(|(at, word)| at..at + word.len())
        });
        let mut words: Vec<Range<usize>> = found.collect();
        words.sort_by_key(|range| range.start);
        Suggested { action, words }
    };
    let all = (1..=4).map(of).filter(|of| !of.words.is_empty());
    all.reduce(|best, of| {
        if of.words.len() > best.words.len() {
            of
        } else {
            best
        }
    })
}

/// The team that would go: of every department the officer on duty of the unit who holds the fewest tasks.
pub(super) fn team(look: &Look<'_>, lead: &Lead) -> Vec<Officer> {
    let (state, regions, today) = (look.state(), &look.campaign.regions, look.today());
    let region = lead.holder().region;
    let unit = regions.unit_of(region).unwrap_or(region);
    let mut fit: Vec<Officer> = state.all();
    fit.retain(|officer| {
        let valid = (officer.certificate.from..=officer.certificate.to).contains(&today);
        officer.on_duty && valid && regions.contains(unit, officer.region)
    });
    fit.sort_by_key(|officer| {
        let holds = officer.base_load + Task::held_by(state, &officer.id);
        (holds, officer.id.clone())
    });
    let of = |department| fit.iter().find(|officer| officer.department == department);
    Department::ALL.into_iter().filter_map(of).cloned().collect()
}

/// The targets that a text of a lead, or what was typed, can mean: by code, or by a part of the name.
pub(super) fn targets(look: &Look<'_>, text: &str) -> Vec<Target> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(target) = look.state().get::<Target>(text) {
        return vec![target];
    }
    let finder = Finder::new(text);
    let all: Vec<Target> = look.state().all();
    let found = all.into_iter().filter(|target| finder.hits(&target.name));
    found.take(TARGETS).collect()
}
