//! How a lead is shown, and in which order leads stand: those the operator is to decide, what runs out first before the
//! others; then those others are to decide; then those that are decided, the newest first.

use std::collections::HashSet;

use crate::domain::lead::{Lead, LeadState, Standing, office};
use crate::domain::next::LeadNext;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::query::{Facts, Field, List};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// Characters of a lead that stand beside the list.
const SAID: usize = 28;

impl Shown for Lead {
    const EMPTY: &'static str = "pane.leads.empty";
    const TITLE: &'static str = "pane.leads.title";
    const NO_TARGET: &'static str = "history.no-code";
    const LIST: Option<List> = Some(List::Leads);

    fn columns(ui: &Ui) -> Vec<Column> {
        vec![
            Column::new(ui.word("pane.leads.due"), Room::Fixed(5)).by(Field::Due),
            Column::new(ui.word("pane.leads.state"), state_room(ui)).by(Field::LeadState),
            Column::new(ui.word("pane.leads.about"), Room::Share(1)).by(Field::Name),
            Column::new(ui.word("pane.leads.source"), Room::Fixed(9)).by(Field::Source),
            Column::new(ui.word("pane.leads.region"), Room::Fixed(16)).by(Field::Region),
            Column::new(ui.word("pane.leads.received"), Room::Fixed(10)).by(Field::Received),
        ]
    }

    fn target(&self) -> Option<String> {
        self.subject()
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let due = look.agenda().lead(&self.standing()).and_then(|next| next.due);
        let tone = match due {
            Some(Ok(due)) if due < look.today() => Tone::Bad,
            _ if self.state().is_ended() => Tone::Quiet,
            _ => Tone::Plain,
        };
        Row::new([
            words::brief_day(due),
            look.word(self.state().key()),
            about(self).to_owned(),
            self.source.clone(),
            look.place(self.holder().region),
            self.received.to_string(),
        ])
        .tone(tone)
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        let mut entries = standing(self, look);
        entries.extend([
            look.entry("pane.leads.id", &self.id),
            look.entry("pane.leads.received", self.received.to_string()),
            look.entry("pane.leads.source", &self.source),
            look.entry("pane.leads.about", &self.about),
            look.entry("pane.leads.region", look.place(self.region)),
            look.entry("pane.leads.place", &self.place),
            look.entry("pane.leads.what", &self.what),
            look.entry("pane.leads.reporter", look.word(reporter(self))),
        ]);
        entries.extend(target(self, look));
        entries
    }

    /// The beginning of what is said: enough to tell leads apart, and no page of text with every step down the list.
    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        let mut said: String = self.what.chars().take(SAID).collect();
        if self.what.chars().nth(SAID).is_some() {
            said.push_str("..");
        }
        vec![
            look.entry("pane.leads.place", &self.place),
            look.entry("pane.leads.what", said),
        ]
    }

    /// Who reported is no part of it: it cannot be looked for either.
    fn ask(&self, look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(&look.context().lead(self));
    }

    fn keys(look: &Look<'_>) -> Vec<String> {
        let (state, operator) = (look.state(), look.operator());
        let mine = |(_, of, _): &(String, Standing, LeadNext)| {
            let own = operator.as_ref();
            own.is_some_and(|own| look.agenda().handles(of, own, look.today()))
        };
        let open = look.agenda().open_leads(state).into_iter();
        let (mine, others): (Vec<_>, Vec<_>) = open.partition(mine);
        let mut keys: Vec<String> = mine.into_iter().chain(others).map(|(id, ..)| id).collect();
        let open: HashSet<String> = keys.iter().cloned().collect();
        let all = state.keys_under("lead.received", "").into_iter().rev();
        keys.extend(all.filter(|id| !open.contains(id)));
        // What is said about a place is for the offices that answer for it.
        let own = operator.map_or(look.campaign.province, |operator| operator.unit);
        let reaches = |place| look.campaign.regions.contains(own, place);
        if own != look.campaign.province {
            keys.retain(|id| {
                let lead = state.get::<Lead>(id);
                lead.is_some_and(|lead| reaches(lead.region) || reaches(lead.holder().region))
            });
        }
        keys
    }
}

/// Whom it is about, or a dash.
pub(super) fn about(lead: &Lead) -> &str {
    if lead.about.is_empty() { "—" } else { &lead.about }
}

/// Room for the name of any state.
fn state_room(ui: &Ui) -> Room {
    let names = LeadState::ALL.map(|state| ui.width(&ui.word(state.key())));
    Room::Fixed(names.into_iter().max().unwrap_or(0))
}

/// Where it stands: its state, until when and by whom it is to be decided, and what was decided.
fn standing(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let mut entries = vec![look.entry("pane.leads.state", look.word(lead.state().key()))];
    if let Some(Err(unknown)) = look.agenda().lead(&lead.standing()).and_then(|next| next.due) {
        let cure = unknown.text(look.ui.lang);
        entries.push(look.entry("pane.leads.due", cure).tone(Tone::Bad));
    }
    if let Some(due) = look.agenda().lead(&lead.standing()).and_then(|next| next.day()) {
        let clock = &look.campaign.clocks.lead_decide;
        let (day, days) = (due.to_string(), clock.days.to_string());
        let args = [("day", day.as_str()), ("days", &days), ("source", &clock.source)];
        let limit = look.ui.say("pane.leads.limit", &args);
        entries.push(match due < look.today() {
            true => {
                let over = look.ui.say("pane.leads.over", &[("limit", &limit)]);
                look.entry("pane.leads.due", over).tone(Tone::Bad)
            }
            false => look.entry("pane.leads.due", limit),
        });
    }
    if !lead.state().is_ended() {
        entries.push(look.entry(
            "pane.leads.holder",
            office(&look.campaign, lead.holder(), look.ui.lang),
        ));
    }
    entries.extend(lead.steps.iter().map(|step| {
        let what = step.handling.text(&look.campaign, look.ui.lang);
        look.entry("pane.leads.steps", format!("{}  {}  {what}", step.on, step.by))
    }));
    entries
}

fn reporter(lead: &Lead) -> &'static str {
    match lead.reporter {
        Some(_) => "pane.leads.sealed",
        None => "pane.leads.anonymous",
    }
}

/// The target the lead names, as far as it is known.
fn target(lead: &Lead, look: &Look<'_>) -> Vec<Entry> {
    let Some(code) = &lead.subject() else {
        return vec![look.entry("pane.leads.target", look.word("pane.leads.no-code"))];
    };
    let Some(name) = look.target_name(code) else {
        let text = format!("{code} {}", look.word("pane.not-registered"));
        return vec![look.entry("pane.leads.target", text).tone(Tone::Warn)];
    };
    let mut entries = vec![look.entry("pane.leads.target", format!("{name} {code}"))];
    if let Some(target) = look.state().get::<Target>(code) {
        entries.push(look.entry("pane.target.status", &target.status));
        entries.push(look.entry(
            "pane.target.grade",
            target.grade.map_or(String::new(), |g| g.to_string()),
        ));
    }
    entries.push(look.entry("pane.target.tasks", look.tasks_on(code)));
    entries
}
