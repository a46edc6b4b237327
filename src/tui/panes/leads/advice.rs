//! What helps deciding about a lead: leads that say the same, offices it may belong to, the action its words suggest,
//! the team that would go, the targets it may mean. All of it is offered, and none of it decides.

use crate::domain::follow_up::Owner;
use crate::domain::lead::Lead;
use crate::domain::lead::likeness::likely;
use crate::domain::lead::named::{by_name, targets};
use crate::domain::lead::naming::Naming;
use crate::domain::lead::suggest::{Suggested, actions, ways};
use crate::domain::library::Officer;
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::targeted::proposal;
use crate::tui::panes::shown::Look;

/// A lead that probably says the same as another, and why.
pub(super) struct Probable {
    pub lead: Lead,
    /// In the operator's language.
    pub why: String,
}

/// The leads that probably say the same, the likeliest first.
pub(super) fn probable(look: &Look<'_>, lead: &Lead) -> Vec<Probable> {
    let alike = likely(look.state(), &look.campaign, lead).into_iter();
    let probable = alike.filter_map(|like| {
        Some(Probable {
            why: like.text(look.ui.lang),
            lead: look.state().get(&like.lead)?,
        })
    });
    probable.collect()
}

/// The offices that the lead may belong to, the likeliest first, each with why.
pub(super) fn offices(look: &Look<'_>, lead: &Lead) -> Vec<(Owner, String)> {
    let (holder, regions) = (lead.holder(), &look.campaign.regions);
    let target = lead.subject().and_then(|id| look.state().get::<Target>(&id));
    let at = |region, key| {
        let department = holder.department;
        (Owner { region, department }, look.word(key))
    };
    let other = Department::ALL.into_iter().find(|one| *one != holder.department);
    let ways = ways(&look.campaign, lead).into_iter();
    let mut offices: Vec<(Owner, String)> = ways.map(|way| (way.to, way.ground.text(look.ui.lang))).collect();
    offices.extend(target.map(|target| at(target.region, "leads-pane.office-target")));
    offices.extend(other.map(|department| {
        let region = holder.region;
        (
            Owner { region, department },
            look.word("leads-pane.office-department"),
        )
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

/// The action that the words of the lead suggest most.
pub(super) fn suggested(look: &Look<'_>, lead: &Lead) -> Option<Suggested> {
    actions(&look.campaign, lead).into_iter().next()
}

/// The team that would go, as the rules of a targeted check propose it; empty where none can be formed.
pub(super) fn team(look: &Look<'_>, lead: &Lead) -> Vec<Officer> {
    let calendar = look.agenda().calendar();
    proposal(look.state(), &look.campaign, calendar, lead, look.today())
}

/// The targets that the lead may mean, the likeliest first.
pub(super) fn meant(look: &Look<'_>, lead: &Lead) -> Vec<Target> {
    let named = targets(look.state(), &look.campaign, lead).into_iter();
    named.filter_map(|named| look.state().get(&named.id)).collect()
}

/// The targets that what was typed can mean: by code, or by a like name.
pub(super) fn typed(look: &Look<'_>, text: &str) -> Vec<Target> {
    let text = text.trim();
    if let Some(target) = look.state().get::<Target>(text) {
        return vec![target];
    }
    let naming = Naming::new(&look.campaign);
    let named = by_name(look.state(), &look.campaign, &naming, text, None).into_iter();
    named.filter_map(|named| look.state().get(&named.id)).collect()
}
