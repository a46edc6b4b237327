//! The workstation on an office: who sits there, the panes, what the top line says, and the terminal it runs on.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::{env, fs, io, thread};

use chrono_tz::Asia::Shanghai;
use etcetera::BaseStrategy;

use super::app::{App, Ending, Head};
use super::desk::Desk;
use super::event::{self, Event};
use super::frame::Headline;
use super::keymap::{self, Keymap, KeymapError};
use super::own::{NoViews, OwnViews};
use super::panes::{self, first::Guide};
use super::run;
use super::term::{Caps, Session, SessionError, Wants};
use super::ui::Ui;
use crate::domain::operator::Actor;
use crate::lang::Lang;
use crate::office::{Changed, Office};

/// Why the workstation could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The terminal could not be taken.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The operator's own keymap has a mistake.
    #[error("{0}")]
    Keymap(Box<KeymapError>),
    /// The operator's own views have a mistake, or cannot be read.
    #[error(transparent)]
    Views(#[from] NoViews),
    /// No keymap of this name is shipped.
    #[error("there is no keymap {0:?}; there are: {known}", known = known())]
    NoKeymap(String),
    /// The terminal or one of the operator's own files could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<KeymapError> for Failed {
    fn from(error: KeymapError) -> Self {
        Failed::Keymap(Box::new(error))
    }
}

/// The names of the shipped keymaps, for the reader.
fn known() -> String {
    keymap::names().collect::<Vec<_>>().join(", ")
}

impl Failed {
    /// What went wrong and what to do, in the operator's language where it has words for it.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Failed::Keymap(error) => error.say(lang),
            Failed::Views(fault) => fault.text(lang),
            Failed::NoKeymap(what) => {
                lang.say("keymap.unknown", &[("what", what.as_str()), ("known", &known())])
            }
            other => other.to_string(),
        }
    }
}

/// Runs the workstation with these keys on this process's terminal until the operator leaves or a signal ends it.
pub fn run(
    office: Arc<Office>,
    actor: Actor,
    lang: Lang,
    wants: Wants,
    keymap: Keymap,
) -> Result<Ending, Failed> {
    let var = |name: &str| env::var(name).ok();
    let caps = Caps::detect(wants, var);
    let (sender, receiver) = event::channel();
    let changes = office.watch();
    let desk = Desk::new(office, actor, Ui::new(lang, &caps).lang)
        .with_views(views()?)
        .with_templates(own_file("templates"));
    let comfort = comfort(&desk);
    let mut app = at_desk(desk, lang, caps, keymap);
    let session = Session::start(&var("TERM").unwrap_or_default(), caps.model)?;
    session.in_a_panic(comfort);
    event::listen(&sender, session.giving_back())?;
    thread::Builder::new().name("notices".to_owned()).spawn({
        let sender = sender.clone();
        move || notify(&changes, &sender)
    })?;
    Ok(run::run(&mut app, &session, caps, (&sender, &receiver))?)
}

/// What the operator is told when the program itself fails: where the drafts are, and what to do.
pub(super) fn comfort(desk: &Desk) -> String {
    let dir = desk.drafts().dir().display().to_string();
    desk.lang().say("headline.fallen", &[("dir", &dir)])
}

/// The workstation without a terminal: every pane at the actor's desk. Tests drive it with
/// [`super::harness::Harness`].
pub fn app(office: Arc<Office>, actor: Actor, lang: Lang, caps: Caps, keymap: Keymap) -> App {
    let ui = Ui::new(lang, &caps);
    at_desk(Desk::new(office, actor, ui.lang), lang, caps, keymap)
}

fn at_desk(desk: Desk, lang: Lang, caps: Caps, keymap: Keymap) -> App {
    let ui = Ui::new(lang, &caps);
    let panes = panes::all(&desk);
    let mut app = App::new(ui, keymap, head(&desk), panes);
    if desk.view().campaign().is_none() {
        app.open(Guide::new(desk));
    }
    app
}

/// The top line at this desk.
pub(super) fn head(desk: &Desk) -> Head {
    let desk = desk.clone();
    Box::new(move |ui| headline(&desk, ui))
}

/// The keys in force: those of `duban/keymap.toml` in the configuration directory over a shipped keymap. Which one, says
/// `wanted` (the command line), else `$DUBAN_KEYMAP`, else the file's head; without any of them it is the default.
pub fn keymap(wanted: Option<&str>) -> Result<Keymap, Failed> {
    let var = env::var("DUBAN_KEYMAP").ok().filter(|name| !name.is_empty());
    let chosen = match wanted.or(var.as_deref()) {
        Some(name) => Some(Keymap::named(name).ok_or_else(|| Failed::NoKeymap(name.to_owned()))??),
        None => None,
    };
    match own_keys()? {
        Some((file, text)) => Ok(Keymap::own(&file, &text, chosen)?),
        None => Ok(chosen.map_or_else(Keymap::shipped, Ok)?),
    }
}

/// The shipped views, with those of `duban/views.toml` in the configuration directory over them.
pub fn views() -> Result<OwnViews, NoViews> {
    OwnViews::load(own_file("views.toml"))
}

/// Where a file or folder of the operator's own is, if there is a configuration directory.
pub fn own_file(name: &str) -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("duban").join(name))
}

/// The operator's own keymap file, if there is one: its name and its text.
fn own_keys() -> io::Result<Option<(String, String)>> {
    let Some(path) = own_file("keymap.toml") else {
        return Ok(None);
    };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path.display().to_string(), text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn notify(changes: &std::sync::mpsc::Receiver<Changed>, to: &Sender<Event>) {
    for changed in changes {
        if to.send(Event::Notice(changed.seq)).is_err() {
            return;
        }
    }
}

/// Campaign, phase and days left, and the date in a rehearsal; who acts, and whether everything is kept.
fn headline(desk: &Desk, ui: &Ui) -> Headline {
    let view = desk.view();
    let mut left = Vec::new();
    let mut right = vec![desk.actor().operator.clone()];
    if let Some((campaign, agenda)) = view.campaign().zip(view.agenda()) {
        let today = view.now().today;
        left.push(campaign.id.clone());
        left.push(phase(ui, agenda.calendar(), today));
        if view.now().at.with_timezone(&Shanghai).date_naive() != today {
            left.push(ui.say("headline.rehearsal", &[("today", &today.to_string())]));
        }
        left.push(campaign.name.get(ui.lang).to_owned());
        let operator = view.operator(&desk.actor().operator);
        right.extend(operator.map(|operator| ui.word(operator.department.key())));
    }
    right.push(ui.word(match (desk.unkept(), desk.unwritten()) {
        (true, _) => "headline.unkept",
        (false, true) => "headline.unwritten",
        (false, false) => "headline.saved",
    }));
    Headline { left, right }
}

fn phase(ui: &Ui, calendar: &crate::domain::calendar::Calendar, today: chrono::NaiveDate) -> String {
    let key = match calendar.phase_on(today) {
        Some(phase) => {
            let name = match phase {
                crate::domain::campaign::Phase::Prepare => "phase.prepare",
                crate::domain::campaign::Phase::Inspect => "phase.inspect",
                crate::domain::campaign::Phase::Summarise => "phase.summarise",
            };
            let days = calendar.days_left(today).unwrap_or(0).to_string();
            return ui.say("headline.phase", &[("phase", &ui.word(name)), ("days", &days)]);
        }
        None if today < calendar.phases().prepare.from => "phase.before",
        None if today > calendar.phases().summarise.to => "phase.after",
        None => "phase.between",
    };
    ui.word(key)
}
