//! How a matter is shown in the list, and in which order: what is open, what runs out first before the others; then
//! what is at its end, the newest first.

use std::cmp::Reverse;

use super::record;
use crate::domain::follow_up::{Due, FollowUp, FollowUpState, Need, Next};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::query::{Facts, Field, List};
use crate::tui::panes::shown::{Look, Shown};
use crate::tui::panes::words;
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Column, Entry, Room, Row};

/// Columns of a matter's short id in a campaign of fewer than a hundred batches.
const ID: u16 = 11;

impl Shown for FollowUp {
    const EMPTY: &'static str = "pane.follow-ups.empty";
    const TITLE: &'static str = "pane.follow-ups.title";
    const LIST: Option<List> = Some(List::FollowUps);
    const MARKED: bool = true;

    fn columns(ui: &Ui) -> Vec<Column> {
        let kinds = crate::domain::follow_up::Kind::ALL.map(record::short);
        let steps = Need::ALL.map(Need::key).map(str::to_owned);
        let states = FollowUpState::ALL.map(FollowUpState::key).map(str::to_owned);
        let title = |name: &str| ui.word(&format!("pane.follow-ups.{name}"));
        vec![
            Column::new(title("due"), Room::Fixed(5)).by(Field::Due),
            Column::new(title("kind"), widest(ui, &kinds)).by(Field::Matter),
            Column::new(title("name"), Room::Share(1)).by(Field::Name),
            Column::new(title("next"), widest(ui, &steps)).by(Field::Step),
            Column::new(title("state"), widest(ui, &states)).by(Field::FollowUpState),
            Column::new(title("owner"), Room::Fixed(12)).by(Field::Region),
            Column::new(title("id"), Room::Fixed(ID)).by(Field::Id),
        ]
    }

    fn target(&self) -> Option<String> {
        Some(self.target.clone())
    }

    fn row(&self, look: &Look<'_>) -> Row {
        let next = look.agenda().follow_up(self);
        let due = next.and_then(|next| next.due);
        Row::new([
            due.map_or(String::new(), |due| short(due, look)),
            look.word(&record::short(self.kind())),
            self.name.clone(),
            next.map_or(String::new(), |next| look.word(next.need.key())),
            look.word(self.state().key()),
            record::owner(look, self.owner(), false),
            look.ui.fit_end(words::short_id(&look.campaign, &self.id), ID),
        ])
        .tone(tone(look, next))
    }

    fn entries(&self, look: &Look<'_>) -> Vec<Entry> {
        record::entries(look, self)
    }

    fn brief(&self, look: &Look<'_>) -> Vec<Entry> {
        record::brief(look, self)
    }

    fn ask(&self, look: &Look<'_>, ask: &mut dyn FnMut(&dyn Facts)) {
        ask(&look.context().follow_up(self));
    }

    fn keys(look: &Look<'_>) -> Vec<String> {
        let state = look.state();
        let open = look.agenda().open_follow_ups(state).into_iter();
        let open = open.map(|(of, _)| of);
        let ended = FollowUpState::ALL.into_iter().filter(|state| !state.is_open());
        let ended = ended.flat_map(|of| state.by::<FollowUp>("follow-up.state", of.word()));
        let mut ended: Vec<FollowUp> = ended.collect();
        ended.sort_by_key(|of| Reverse(of.steps.last().map_or(0, |taken| taken.seq)));
        let own = look
            .operator()
            .map_or(look.campaign.province, |operator| operator.unit);
        let all = open.chain(ended).filter(|of| concerns(look, own, of));
        all.map(|of| of.id).collect()
    }
}

/// Whether a unit has the matter before it: its own inspections led to it, or its offices are to bring it to its end.
pub(in crate::tui::panes) fn concerns(look: &Look<'_>, own: RegionCode, of: &FollowUp) -> bool {
    let reaches = |place| look.campaign.regions.contains(own, place);
    reaches(of.owner().region) || reaches(of.owner.region)
}

/// Room for any of these words.
fn widest(ui: &Ui, keys: &[String]) -> Room {
    let widths = keys.iter().map(|key| ui.width(&ui.word(key)));
    Room::Fixed(widths.max().unwrap_or(0))
}

/// `06-24`; of another year the year alone, and `2023?` where it cannot be told.
fn short(due: Due, look: &Look<'_>) -> String {
    use chrono::Datelike;
    match due.day() {
        Some(day) if day.year() == look.today().year() => day.format("%m-%d").to_string(),
        Some(day) => day.year().to_string(),
        None => due.to_string(),
    }
}

/// What a matter asks of whoever looks at it.
fn tone(look: &Look<'_>, next: Option<Next>) -> Tone {
    match next {
        None => Tone::Quiet,
        Some(Next { due: Some(due), .. }) if due.is_over(look.view.now()) => Tone::Bad,
        Some(Next {
            due: Some(Due::Unknown(_)),
            ..
        }) => Tone::Warn,
        Some(_) => Tone::Plain,
    }
}
