//! What can be chosen from for a step about a lead, what is likely first.

use super::advice;
use super::queue::about;
use crate::domain::campaign::{Action as Notice, ReasonCode};
use crate::domain::follow_up::Owner;
use crate::domain::lead::{Handling, Lead, office};
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::tui::action::Action;
use crate::tui::panes::shown::Look;

/// Leads offered for merging besides those that are alike.
const OTHERS: usize = 300;

/// A heading, and the steps that can be chosen, each in words.
pub(super) struct Choices {
    pub title: String,
    pub options: Vec<(String, Handling)>,
}

/// Whether the step is to be typed: which target is meant is not among those offered.
pub(super) fn is_unnamed(handling: &Handling) -> bool {
    matches!(handling, Handling::Identify { target } if target.is_empty())
}

impl Choices {
    /// What an action offers for these leads.
    pub(super) fn of(look: &Look<'_>, action: Action, leads: &[Lead]) -> Self {
        let one = match leads {
            [one] => Some(one),
            _ => None,
        };
        let (title, options) = match (action, one) {
            (Action::Decline, _) => ("pane.leads.reasons", reasons(look)),
            (Action::Forward, one) => ("pane.leads.forward", offices(look, one)),
            (Action::MergeLead, _) => ("pane.leads.merge", others(look, leads)),
            (Action::CheckNow, Some(lead)) => return checks(look, lead),
            (_, Some(lead)) => ("leads-pane.identify", identified(look, lead)),
            (_, None) => ("leads-pane.identify", Vec::new()),
        };
        let number = leads.len().to_string();
        let about = match one {
            Some(lead) => about(lead).to_owned(),
            None => look.ui.say("leads-pane.marked", &[("n", &number)]),
        };
        Choices {
            title: look.ui.say(title, &[("about", &about)]),
            options,
        }
    }

    /// The targets that a typed code or name can mean.
    pub(super) fn named(look: &Look<'_>, text: &str) -> Self {
        let targets = advice::typed(look, text).into_iter();
        let mut options: Vec<_> = targets.map(|target| identify(look, target)).collect();
        if options.is_empty() {
            options.extend(registered(look, text.trim()));
        }
        Choices {
            title: look.ui.say("leads-pane.identify", &[("about", text)]),
            options,
        }
    }
}

/// The campaign's table of reasons, numbered: the number alone chooses one.
fn reasons(look: &Look<'_>) -> Vec<(String, Handling)> {
    let option = |(n, reason): (usize, &ReasonCode)| {
        let (code, text) = (reason.code.clone(), reason.name.get(look.ui.lang));
        let reason = String::new();
        (format!("{n} {text}"), Handling::Refuse { code, reason })
    };
    (1..).zip(&look.campaign.leads.reasons).map(option).collect()
}

/// Every office of both departments, those that a single lead may belong to first, with why.
fn offices(look: &Look<'_>, lead: Option<&Lead>) -> Vec<(String, Handling)> {
    let regions = &look.campaign.regions;
    let own = lead.map(Lead::holder);
    let option = |to: Owner, why: &str| {
        let unit = regions.unit_of(to.region).filter(|unit| *unit != to.region);
        let unit = unit.map_or(String::new(), |unit| format!("{} ", regions.name(unit)));
        let text = format!(
            "{unit}{} {}{why}",
            office(&look.campaign, to, look.ui.lang),
            to.region
        );
        let reason = String::new();
        (text, Handling::Forward { to, reason })
    };
    let likely = lead.map_or_else(Vec::new, |lead| advice::offices(look, lead));
    let first = own.map_or(Department::Hr, |own| own.department);
    let mut departments = Department::ALL;
    departments.sort_by_key(|department| *department != first);
    let all = regions.iter().flat_map(|region| {
        departments.map(|department| Owner {
            region: region.code,
            department,
        })
    });
    let others = all.filter(|to| Some(*to) != own && likely.iter().all(|(known, _)| known != to));
    let likely_first = likely.iter().map(|(to, why)| option(*to, &format!("  * {why}")));
    likely_first.chain(others.map(|to| option(to, ""))).collect()
}

/// Leads that are not merged: those that probably say the same first, with why; then those received last.
fn others(look: &Look<'_>, leads: &[Lead]) -> Vec<(String, Handling)> {
    let option = |other: Lead, why: &str| {
        let text = [
            other.received.to_string(),
            about(&other).to_owned(),
            look.word(other.state().key()),
            look.place(other.region),
            why.to_owned(),
        ];
        let text = text.join("  ").trim_end().to_owned();
        (text, Handling::Merge { into: other.id })
    };
    let probable: Vec<advice::Probable> = match leads {
        [lead] => advice::probable(look, lead),
        _ => Vec::new(),
    };
    let likely = |id: &str| probable.iter().any(|probable| probable.lead.id == id);
    let mut same: Vec<Lead> = leads
        .iter()
        .flat_map(|lead| lead.about_the_same(look.state()))
        .collect();
    same.retain(|other| other.merged_into().is_none() && !likely(&other.id));
    let known = |id: &str| likely(id) || same.iter().any(|other| other.id == id);
    let newest = look.state().keys_under("lead.received", "").into_iter().rev();
    let others = newest.filter(|id| leads.iter().all(|lead| lead.id != *id) && !known(id));
    let others = others.take(OTHERS).filter_map(|id| look.state().get::<Lead>(&id));
    let rest: Vec<_> = others
        .filter(|other| other.merged_into().is_none())
        .map(|other| option(other, ""))
        .collect();
    let mut options: Vec<_> = probable
        .into_iter()
        .map(|probable| option(probable.lead, &format!("* {}", probable.why)))
        .collect();
    let why = format!("* {}", look.word("leads-pane.same-target"));
    options.extend(same.into_iter().map(|other| option(other, &why)));
    options.extend(rest);
    options
}

/// The actions of the ministry's notice, numbered, the one that the lead's words suggest first; over them the team that
/// would go.
fn checks(look: &Look<'_>, lead: &Lead) -> Choices {
    let team = advice::team(look, lead);
    let suggested = advice::suggested(look, lead).map(|suggested| suggested.action);
    let mut actions: Vec<&Notice> = look.campaign.actions.iter().collect();
    actions.sort_by_key(|action| Some(action.number) != suggested);
    let option = |action: &Notice| {
        let why = match Some(action.number) == suggested {
            true => format!("  * {}", look.word("leads-pane.suggested")),
            false => String::new(),
        };
        let check = Handling::Check {
            action: Some(action.number),
            team: team.iter().map(|officer| officer.id.clone()).collect(),
        };
        let text = format!("{} {}{why}", action.number, action.name.get(look.ui.lang));
        (text, check)
    };
    let names: Vec<String> = team
        .iter()
        .map(|officer| format!("{} {}", officer.name, look.word(officer.department.key())))
        .collect();
    let team = look.listed(&names);
    let args = [("about", about(lead)), ("team", &team)];
    Choices {
        title: look.ui.say("leads-pane.check", &args),
        options: actions.into_iter().map(option).collect(),
    }
}

/// The targets that the lead may mean; and that it is another one, to be typed.
fn identified(look: &Look<'_>, lead: &Lead) -> Vec<(String, Handling)> {
    let targets = advice::meant(look, lead).into_iter();
    let other = Handling::Identify {
        target: String::new(),
    };
    targets
        .map(|target| identify(look, target))
        .chain([(look.word("leads-pane.other-target"), other)])
        .collect()
}

/// A target of the registry that the campaign has not touched yet, by its code.
fn registered(look: &Look<'_>, code: &str) -> Option<(String, Handling)> {
    let name = look.target_name(code)?;
    let target = code.to_owned();
    Some((format!("{name}  {code}"), Handling::Identify { target }))
}

fn identify(look: &Look<'_>, target: Target) -> (String, Handling) {
    let text = format!("{}  {}  {}", target.name, target.id, look.place(target.region));
    (text, Handling::Identify { target: target.id })
}
