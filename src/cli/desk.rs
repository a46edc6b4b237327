//! The office as a command finds it: opened on the data directory, with the operator who acts.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::end::{End, say};
use super::global::Global;
use crate::domain::batch::Batch;
use crate::domain::calendar::{Calendar, LastDay};
use crate::domain::campaign::Campaign;
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Operator};
use crate::domain::publication::{may_see, seen_by};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Look, Table, text};
use crate::lang::Lang;
use crate::office::{Office, Receipt, View, journal_dir};

/// What a command knows before it opens anything.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) global: Global,
    pub(super) lang: Lang,
    pub(super) look: Look,
}

/// An open office with its campaign.
#[derive(Debug)]
pub(super) struct Session<'a> {
    desk: &'a Desk,
    pub(super) office: Office,
    pub(super) campaign: Arc<Campaign>,
}

impl Desk {
    pub(super) fn new(global: Global, lang: Lang) -> Self {
        let look = global.look();
        Self { global, lang, look }
    }

    pub(super) fn dir(&self) -> Result<PathBuf, End> {
        self.global.dir(self.lang)
    }

    /// A message with its arguments.
    pub(super) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.lang.say(key, args)
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.lang.word(key).into_owned()
    }

    /// A last day: the day, or what to do before it can be told; no value for programs then.
    pub(super) fn due(&self, due: Option<LastDay>) -> Cell {
        match due {
            Some(Ok(day)) => day.to_string().into(),
            Some(Err(unknown)) => Cell::new(unknown.text(self.lang), None::<String>),
            None => Cell::new("", None::<String>),
        }
    }

    pub(super) fn table(&self, table: &Table) -> String {
        text(table, self.look)
    }

    /// Opens the office, making the data directory if need be.
    pub(super) fn office(&self) -> Result<Office, End> {
        let office = Office::open(&self.dir()?, self.global.clock(), &mut self.progress())?;
        let opening = office.opening();
        if let Some(cut) = &opening.cut {
            let (seq, kept) = (cut.seq.to_string(), cut.kept.display().to_string());
            say(&self.say("opening.cut", &[("seq", &seq), ("kept", &kept)]));
        }
        if let Some((what, aside)) = &opening.rebuilt {
            let aside = aside.display().to_string();
            say(&self.say("opening.rebuilt", &[("what", what), ("aside", &aside)]));
        }
        Ok(office)
    }

    /// Opens the office of a campaign that has begun. Asking does not make a data directory.
    pub(super) fn session(&self) -> Result<Session<'_>, End> {
        if !journal_dir(&self.dir()?).is_dir() {
            return Err(Refusal::NoCampaign.into());
        }
        let office = self.office()?;
        let campaign = office.view().campaign().ok_or(Refusal::NoCampaign)?;
        Ok(Session {
            desk: self,
            office,
            campaign,
        })
    }

    /// Shows how far a rebuild has come.
    fn progress(&self) -> impl FnMut(u64, u64) + use<> {
        let bar = self.bar("{pos}/{len}  {per_sec}  {eta}");
        move |done, all| bar.at(done, all)
    }

    /// A bar for a long work, shown where it takes long and somebody watches.
    pub(super) fn bar(&self, template: &str) -> Bar {
        let bar = indicatif::ProgressBar::hidden();
        let style = indicatif::ProgressStyle::with_template(template);
        bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()));
        Bar {
            bar,
            began: Instant::now(),
        }
    }
}

/// How far a long work has come.
pub(super) struct Bar {
    bar: indicatif::ProgressBar,
    began: Instant,
}

impl Bar {
    /// Has come to `done` of `all`.
    pub(super) fn at(&self, done: u64, all: u64) {
        if self.bar.is_hidden() && self.began.elapsed().as_millis() > 500 {
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.set_length(all);
        self.bar.set_position(done);
        if done >= all {
            self.clear();
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Session<'_> {
    pub(super) fn view(&self) -> View<'_> {
        self.office.view()
    }

    /// The calendar in force.
    pub(super) fn calendar(&self) -> Calendar {
        let view = self.view();
        view.calendar()
            .unwrap_or_else(|| Calendar::new(&self.campaign, &[]))
    }

    /// Who acts: `--as`, else the login's operator.
    pub(super) fn actor(&self) -> Result<Actor, End> {
        Ok(self.view().actor(self.desk.global.name.as_deref())?)
    }

    /// Submits a command as the actor.
    pub(super) fn submit(&self, command: Command) -> Result<Receipt, End> {
        self.submit_as(&self.actor()?, command)
    }

    pub(super) fn submit_as(&self, actor: &Actor, command: Command) -> Result<Receipt, End> {
        let receipt = self.office.submit(actor, command)?;
        Ok(receipt)
    }

    /// Who acts, as the library of operators has it.
    pub(super) fn operator(&self) -> Result<Operator, Refusal> {
        let view = self.view();
        let actor = view.actor(self.desk.global.name.as_deref())?;
        view.operator(&actor.operator).ok_or(Refusal::NoCampaign)
    }

    /// The actor may see what of `batch` the public may not see yet.
    pub(super) fn may_see(&self, batch: &Batch) -> Result<(), Refusal> {
        may_see(self.view().state(), &self.campaign, batch, &self.operator()?)
    }

    /// The batch as the actor may see it.
    pub(super) fn shown(&self, batch: Batch) -> Batch {
        let (operator, view) = (self.operator().ok(), self.view());
        let today = view.now().today;
        seen_by(view.state(), &self.campaign, batch, operator.as_ref(), today)
    }

    pub(super) fn batch(&self, id: &str) -> Result<Batch, End> {
        let view = self.view();
        let found = view.state().get::<Batch>(id);
        found.ok_or_else(|| {
            let known = view.state().all::<Batch>().into_iter().map(|b| b.id).collect();
            let (what, id) = ("batch", id.to_owned());
            Refusal::NotFound { what, id, known }.into()
        })
    }

    /// A division of the campaign's table; the whole province where none is given.
    pub(super) fn region(&self, region: Option<RegionCode>) -> Result<RegionCode, End> {
        let code = region.unwrap_or(self.campaign.province);
        if self.campaign.regions.get(code).is_some() {
            return Ok(code);
        }
        let args = [
            ("code", &*code.to_string()),
            ("province", &*self.region_name(self.campaign.province)),
        ];
        Err(End::Usage(self.desk.say("usage.unknown-region", &args)))
    }

    pub(super) fn region_name(&self, code: RegionCode) -> String {
        self.campaign.regions.name(code)
    }
}
