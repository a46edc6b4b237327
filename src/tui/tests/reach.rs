//! On the real panes, wherever an action or two lead: every action that is offered has a key that works there, one
//! that is off says why, and bottom line, key help and palette name the same keys.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crossterm::event::KeyEvent;

use super::keymap::shipped;
use crate::lang::Lang;
use crate::tui::action::{Action, Offer};
use crate::tui::event::Event;
use crate::tui::harness::Harness;
use crate::tui::keymap::{Context, Keymap, Keys};
use crate::tui::pane::Pane;
use crate::tui::panes::tests::{Day, seat_with};

/// A place where the operator can be: the pane and the actions that led there.
pub(super) struct Situation {
    pub(super) way: Vec<Action>,
    contexts: Vec<Context>,
    offers: Vec<Offer>,
    pub(super) types: bool,
}

impl Situation {
    fn of(way: &[Action], harness: &Harness) -> Self {
        Situation {
            way: way.to_vec(),
            contexts: harness.app.here(),
            offers: harness.app.offers(),
            types: harness.app.types(),
        }
    }

    /// The keys that do it here.
    fn keys(&self, keymap: &Keymap, action: Action) -> Vec<Keys> {
        let keys = keymap.keys(action, &self.contexts).into_iter();
        keys.filter(|keys| !(self.types && keys.is_text())).collect()
    }
}

/// Every situation in which these two can be, found once.
pub(super) fn everywhere() -> &'static [(&'static str, Situation)] {
    static ALL: OnceLock<Vec<(&str, Situation)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let of = |who| {
            situations(&Day::new(), who)
                .into_iter()
                .map(move |found| (who, found))
        };
        ["武汉人社", "省市监"].into_iter().flat_map(of).collect()
    })
}

pub(super) fn sit(day: &Day, who: &str, keymap: &Keymap, way: &[Action]) -> Harness {
    let app = seat_with(keymap.clone(), &day.office, who, Lang::Zh, false);
    let mut harness = Harness::new(app, 200, 80);
    for action in way {
        harness.app.run(*action);
        harness.keys("");
    }
    harness
}

/// What leads on: not out of the program, to another pane, or up and down a list.
fn leads_on(offer: &Offer) -> bool {
    let out = matches!(offer.action, Action::Quit | Action::Suspend | Action::Redraw);
    let moves = offer.action <= Action::End;
    offer.off.is_none() && !out && !moves && Pane::of(offer.action).is_none()
}

/// Every situation that one action leads to from each pane, or two where the first opens something, told apart by what is offered where.
fn situations(day: &Day, who: &str) -> Vec<Situation> {
    let keymap = Keymap::shipped().unwrap();
    let mut known = BTreeSet::new();
    let mut found: Vec<Situation> = Vec::new();
    let mut next: Vec<Vec<Action>> = Pane::ALL.iter().map(|pane| vec![pane.action()]).collect();
    while let Some(way) = next.pop() {
        let situation = Situation::of(&way, &sit(day, who, &keymap, &way));
        let offered = situation
            .offers
            .iter()
            .map(|offer| (offer.action, offer.off.is_some()));
        if !known.insert((
            situation.contexts.clone(),
            situation.types,
            offered.collect::<Vec<_>>(),
        )) {
            continue;
        }
        // Further on from what is opened; the rest is forms and sheets.
        if way.len() == 1 || (way.len() == 2 && matches!(way[1], Action::Open | Action::Fill)) {
            let on = situation.offers.iter().filter(|offer| leads_on(offer));
            next.extend(on.map(|offer| [way.clone(), vec![offer.action]].concat()));
        }
        found.push(situation);
    }
    found
}

#[test]
fn every_offer_has_a_key_that_works() {
    let mut met = BTreeSet::new();
    for keymap in shipped() {
        for (who, situation) in everywhere() {
            let palette = situation.offers.iter().any(|o| o.action == Action::Palette)
                && !situation.keys(&keymap, Action::Palette).is_empty();
            for Offer { action, .. } in &situation.offers {
                // While text is typed in a pane, the other panes are a matter of the palette.
                let elsewhere = situation.types && palette && Pane::of(*action).is_some();
                let keys = situation.keys(&keymap, *action);
                assert!(
                    elsewhere || !keys.is_empty(),
                    "{who}: no key of {} does {action:?} after {:?}",
                    keymap.name(),
                    situation.way
                );
                met.insert(*action);
            }
        }
    }
    assert!(met.len() > 50, "{} actions were met", met.len());
}

#[test]
fn what_is_off_answers_its_key_with_the_reason() {
    let (day, keymap) = (Day::new(), Keymap::shipped().unwrap());
    let mut off = 0;
    for (who, situation) in everywhere() {
        if situation.offers.iter().all(|offer| offer.off.is_none()) {
            continue;
        }
        let mut harness = sit(&day, who, &keymap, &situation.way);
        for offer in harness.app.offers() {
            let Some(why) = &offer.off else { continue };
            for keys in situation.keys(&keymap, offer.action) {
                let screen = press(&mut harness, &keys);
                let said: String = screen.split_whitespace().collect();
                let why: String = why.split_whitespace().collect();
                let head: String = why.chars().take(40).collect();
                assert!(said.contains(&head), "{who} {keys}: no {why} in\n{screen}");
                off += 1;
            }
        }
    }
    assert!(off > 50, "{off} keys were off");
}

fn press(harness: &mut Harness, keys: &Keys) -> String {
    for key in keys.each() {
        harness.event(Event::Key(Into::<KeyEvent>::into(*key)));
    }
    harness.screen()
}

/// Every key of the bottom line stands in the help and in the palette, with the same action.
#[test]
fn bottom_line_help_and_palette_agree() {
    let day = Day::new();
    for keymap in shipped() {
        for pane in Pane::ALL {
            let way = [pane.action()];
            let mut harness = sit(&day, "武汉人社", &keymap, &way);
            let situation = Situation::of(&way, &harness);
            let bottom = harness.screen().lines().last().unwrap().to_owned();
            let open = |harness: &mut Harness, action| {
                harness.app.run(action);
                harness.keys("").screen()
            };
            let help = open(&mut harness, Action::Help);
            harness.app.run(Action::Help);
            let palette = palette_rows(&mut harness);
            let ui = crate::tui::ui::Ui::new(Lang::Zh, &Default::default());
            let mut hinted = 0;
            for offer in &situation.offers {
                let keys = situation.keys(&keymap, offer.action);
                let Some(key) = keys.first().map(ToString::to_string) else {
                    panic!("{pane:?}: {:?} has no key in {}", offer.action, keymap.name());
                };
                let name = offer.action.name(&ui);
                hinted += usize::from(bottom.contains(&format!("{key} {name}")));
                let all = keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                let of_help = help.lines().any(|line| line.starts_with(&format!("{all} ")));
                assert!(of_help, "{pane:?}: {all} is not in\n{help}");
                let row = |line: &&String| line.contains(&name) && line.contains(&format!(" {key} "));
                assert!(
                    offer.action == Action::Palette || palette.iter().any(|line| row(&line)),
                    "{pane:?}: {key} {name} is not among {palette:#?}"
                );
            }
            assert!(hinted > 1 || bottom.is_empty(), "{pane:?}: {bottom}");
            for hint in bottom.split("  ").filter(|hint| !hint.trim().is_empty()) {
                let hint = hint.trim().trim_start_matches('(').trim_end_matches(')');
                let mut offers = situation.offers.iter();
                let known = offers.any(|offer| {
                    let key = situation.keys(&keymap, offer.action)[0].to_string();
                    hint == format!("{key} {}", offer.action.name(&ui))
                });
                assert!(known, "{pane:?}: {hint}");
            }
        }
    }
}

/// Every row of the palette, page by page.
fn palette_rows(harness: &mut Harness) -> Vec<String> {
    harness.app.run(Action::Palette);
    let mut rows: Vec<String> = harness.keys("").screen().lines().map(str::to_owned).collect();
    for _ in 0..8 {
        let screen = harness.keys("<pagedown>").screen();
        rows.extend(screen.lines().map(str::to_owned));
    }
    rows
}

/// What is only read does not stand in the way of going elsewhere.
#[test]
fn what_is_read_closes_when_one_goes_elsewhere() {
    let day = Day::new();
    for opened in [Action::Strata, Action::Why, Action::Help] {
        let mut harness = sit(
            &day,
            "省人社",
            &Keymap::shipped().unwrap(),
            &[Action::Draw, opened],
        );
        if !harness.app.here().contains(&Context::List) {
            continue;
        }
        let screen = harness.keys("1").screen();
        assert_eq!(
            harness.app.here()[0],
            Context::Pane(Pane::Tasks),
            "{opened:?}: {screen}"
        );
        harness.app.run(Action::Draw);
        harness.app.run(opened);
        harness.keys("q");
        assert!(harness.app.ending().is_some(), "{opened:?}");
    }
}
