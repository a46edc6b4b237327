//! The queue: those that wait for the operator, what runs out first before the others; then those that wait for
//! somebody else; then those at their end, the newest first.

use std::collections::HashSet;

use crate::domain::lead::{Lead, LeadState, Standing};
use crate::domain::next::{LeadNext, LeadWait};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::query::{Facts, Field, List};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

use super::particulars;

/// Columns for what a lead waits for, at most.
const WAIT: u16 = 12;

impl Shown for Lead {
    const EMPTY: &'static str = "pane.leads.empty";
    const TITLE: &'static str = "pane.leads.title";
    const NO_TARGET: &'static str = "history.no-code";
    const LIST: Option<List> = Some(List::Leads);
    const MARKED: bool = true;

    fn columns(ui: &Ui) -> Vec<Column> {
        let urgent = ui.word("leads-pane.urgent");
        vec![
            Column::new(ui.word("pane.leads.due"), Room::Fixed(5)).by(Field::Due),
            Column::new(ui.word("leads-pane.wait"), wait_room(ui)).by(Field::LeadState),
            Column::new(urgent.as_str(), Room::Fixed(ui.width(&urgent))),
            Column::new(ui.word("pane.leads.about"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("pane.leads.source"), Room::Fixed(8)).by(Field::Source),
            Column::new(ui.word("pane.leads.region"), Room::Fixed(16)).by(Field::Region),
            Column::new(ui.word("leads-pane.received"), Room::Fixed(5)).by(Field::Received),
        ]
    }

    fn target(&self) -> Option<String> {
        self.subject()
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let of = self.standing();
        let next = look.agenda().lead(&of);
        let tone = match next {
            Some(next) if next.is_over(look.today()) => Tone::Bad,
            None => Tone::Quiet,
            Some(_) => Tone::Plain,
        };
        let urgent = next.is_some_and(|next| next.urgent);
        Row::new([
            words::brief_day(next.and_then(|next| next.due)),
            look.word(waits_for(look, &of, next)),
            if urgent {
                look.word("leads-pane.urgent")
            } else {
                String::new()
            },
            about(self).to_owned(),
            self.source.clone(),
            look.place(of.holder.region),
            self.received.format("%m-%d").to_string(),
        ])
        .tone(tone)
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        particulars::all(self, look)
    }

    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        particulars::brief(self, look)
    }

    /// Who reported is no part of it: it cannot be looked for either.
    fn ask(&self, look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(&look.context().lead(self));
    }

    /// No lead is read for it: the index tells how each stands, and where.
    fn keys(look: &Look<'_>) -> Vec<String> {
        let (state, agenda, today) = (look.state(), look.agenda(), look.today());
        let operator = look.operator();
        let place = |(_, of, _): &(String, Standing, LeadNext)| {
            let mine = operator
                .as_ref()
                .is_some_and(|own| agenda.handles(of, own, today));
            match mine {
                true if agenda.lead_is_back(of, today) => 0,
                true => 1,
                false => 2,
            }
        };
        let mut open = agenda.open_leads(state);
        open.sort_by_cached_key(place);
        let all_open: HashSet<String> = open.iter().map(|(id, ..)| id.clone()).collect();
        let reach = Reach::of(look);
        let seen = open.into_iter().filter(|(id, of, _)| reach.has(id, Some(of)));
        let mut keys: Vec<String> = seen.map(|(id, ..)| id).collect();
        let all = state.keys_under("lead.received", "").into_iter().rev();
        keys.extend(all.filter(|id| !all_open.contains(id) && reach.has(id, None)));
        keys
    }
}

/// What is said about a place is for the offices that answer for it: the leads that were taken in, are held, or were
/// forwarded within the operator's reach.
struct Reach<'l> {
    look: &'l Look<'l>,
    own: RegionCode,
    /// None where it is everything.
    seen: Option<HashSet<String>>,
}

impl<'l> Reach<'l> {
    fn of(look: &'l Look<'l>) -> Self {
        let (regions, province) = (&look.campaign.regions, look.campaign.province);
        let own = look.operator().map_or(province, |operator| operator.unit);
        let listed = || {
            let within = regions.iter().filter(|region| regions.contains(own, region.code));
            let codes = within.map(|region| region.code.to_string());
            let by =
                |code: String| ["lead.unit", "lead.place"].map(|index| look.state().keys_by(index, &code));
            codes.flat_map(by).flatten().collect()
        };
        Reach {
            look,
            own,
            seen: (own != province).then(listed),
        }
    }

    fn has(&self, id: &str, of: Option<&Standing>) -> bool {
        let regions = &self.look.campaign.regions;
        let sent = of.and_then(|of| of.sender);
        self.seen.as_ref().is_none_or(|seen| {
            seen.contains(id) || sent.is_some_and(|sender| regions.contains(self.own, sender.region))
        })
    }
}

/// Whom it is about; where it names nobody the place, or what it says.
pub(super) fn about(lead: &Lead) -> &str {
    if !lead.about.is_empty() {
        return &lead.about;
    }
    let other = [&lead.place, &lead.what]
        .into_iter()
        .find(|text| !text.is_empty());
    other.map_or("—", |text| {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    })
}

/// Characters by which a lead that names nobody is called at most.
const LONGEST: usize = 24;

/// The message key of what it waits for; of its state, where it waits for nothing.
pub(super) fn waits_for(look: &Look<'_>, of: &Standing, next: Option<LeadNext>) -> &'static str {
    match next {
        Some(_) if look.agenda().lead_is_back(of, look.today()) => "leads-pane.back",
        Some(next) => next.wait.key(),
        None => of.state.key(),
    }
}

/// Room for what any lead waits for.
fn wait_room(ui: &Ui) -> Room {
    let states = LeadState::ALL.into_iter().filter(|state| state.is_ended());
    let keys = LeadWait::ALL.map(LeadWait::key).into_iter();
    let keys = keys.chain(states.map(LeadState::key)).chain(["leads-pane.back"]);
    let widest = keys.map(|key| ui.width(&ui.word(key))).max();
    Room::Fixed(widest.unwrap_or(0).min(WAIT))
}
