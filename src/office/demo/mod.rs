//! A fictitious campaign in Hubei, built through the same door operators use, from 2022-06-01 to 2022-06-20.

mod follow_ups;
mod leads;
mod samples;
mod visits;

use std::path::Path;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sha2::{Digest, Sha256};

use self::leads::Leads;
use self::visits::Visits;
use super::import::{Failure, Library, Options, import};
use super::{Clock, Denied, Office, Receipt, identity};
use crate::domain::batch::{PublicSource, Purpose};
use crate::domain::campaign::Campaign;
use crate::domain::command::{Command, PoolWish};
use crate::domain::operator::{Actor, Department, Operator, Role};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::draw::Profile;
use crate::draw::seed::{Party, commitment};
use crate::exchange::campaign::default_campaign;
use crate::exchange::read::Encoding;
use crate::lang::Lang;
use crate::store::Fault;

/// The demo's batch.
const BATCH: &str = "HB-RS-2022-01";

/// The day the workstation opens on.
pub const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2022, 6, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What was built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Built {
    /// Rows of the registry.
    pub targets: u64,
    /// Officers of both departments.
    pub officers: u64,
    /// Items of the checklist.
    pub checklist: u64,
    /// Conflicts.
    pub conflicts: u64,
    /// Leads.
    pub leads: u64,
    /// Of these decided: taken up, refused, merged, checked, referred.
    pub decided: u64,
    /// Tasks made for leads.
    pub targeted: u64,
    /// Targets in the pool.
    pub pool: u64,
    /// Targets drawn.
    pub drawn: u64,
    /// Prefectures that have claimed and matched.
    pub units: u64,
    /// Visits recorded.
    pub recorded: u64,
    /// Of these reviewed: accepted or returned.
    pub reviewed: u64,
    /// Matters in the follow-up ledger.
    pub follow_ups: u64,
    /// Of the visits published.
    pub published: u64,
    /// Entries of the journal.
    pub entries: u64,
}

/// Builds the demo in the empty data directory of `office`.
pub fn build(office: &Office) -> Result<Built, Failure> {
    let story = Story::begin(office)?;
    let mut built = Built::default();
    let leads = Leads::new(&story);
    story.libraries(&mut built)?;
    leads.day(1, &mut built)?;
    story.batch(&mut built)?;
    leads.day(7, &mut built)?;
    story.hand_out(&mut built)?;
    leads.day(9, &mut built)?;
    Visits::new(&story).go(&leads, &mut built)?;
    built.entries = office.view().seq();
    Ok(built)
}

/// The demo as it is told: who acts on which day.
struct Story<'a> {
    office: &'a Office,
    campaign: std::sync::Arc<Campaign>,
    operators: Vec<Operator>,
}

impl<'a> Story<'a> {
    fn begin(office: &'a Office) -> Result<Self, Failure> {
        office.set_clock(Clock::Rehearsal(day(1)));
        let given = default_campaign()
            .map_err(|e| Fault::io("campaign.toml")(std::io::Error::other(e.to_string())))?;
        let first = given
            .campaign
            .operators
            .iter()
            .find(|o| o.roles.contains(&Role::Admin));
        let actor = actor(first.map_or("", |o| o.name.as_str()));
        office.submit(&actor, Command::Begin(Box::new(given.campaign)))?;
        office.submit(&actor, Command::ImportChecklist(given.source, given.checklist))?;
        let view = office.view();
        let campaign = view
            .campaign()
            .ok_or(crate::domain::refusal::Refusal::NoCampaign)?;
        Ok(Self {
            office,
            campaign,
            operators: view.state().all(),
        })
    }

    /// The campaign's day in June 2022 that what follows happens on.
    fn on(&self, june: u64) {
        self.office.set_clock(Clock::Rehearsal(day(june)));
    }

    /// The operator who has `role` in `unit`, of `department` where one is given.
    fn who(&self, unit: RegionCode, role: Role, department: Option<Department>) -> Actor {
        let fits = |o: &&Operator| {
            o.unit == unit && o.roles.contains(&role) && department.is_none_or(|d| o.department == d)
        };
        actor(self.operators.iter().find(fits).map_or("", |o| o.name.as_str()))
    }

    fn province(&self, role: Role) -> Actor {
        self.who(self.campaign.province, role, None)
    }

    fn submit(&self, actor: &Actor, command: Command) -> Result<Receipt, Denied> {
        self.office.submit(actor, command)
    }

    fn import(&self, library: Library, name: &str, content: &[u8]) -> Result<u64, Failure> {
        let dir = tempfile::tempdir().map_err(Fault::io(std::env::temp_dir()))?;
        let file = dir.path().join(name);
        std::fs::write(&file, content).map_err(Fault::io(&file))?;
        let options = Options {
            file,
            encoding: Encoding::Auto,
            dry_run: false,
            rejects: None,
            lang: Lang::Zh,
        };
        let role = if library == Library::Leads {
            Role::Leads
        } else {
            Role::Admin
        };
        let imported = import(
            self.office,
            &self.province(role),
            library,
            &options,
            &mut |_, _, _| true,
        )?;
        Ok(imported.rows)
    }

    fn libraries(&self, built: &mut Built) -> Result<(), Failure> {
        built.checklist = self
            .office
            .view()
            .state()
            .all::<crate::domain::library::ChecklistItem>()
            .len() as u64;
        built.targets = self.import(Library::Targets, "targets.csv", samples::TARGETS)?;
        built.officers = self.import(Library::Officers, "officers.csv", samples::OFFICERS)?;
        built.conflicts = self.import(Library::Conflicts, "conflicts.csv", samples::CONFLICTS)?;
        Ok(())
    }

    fn batch(&self, built: &mut Built) -> Result<(), Failure> {
        self.on(2);
        let draws = self.province(Role::Draw);
        let batch = BATCH.to_owned();
        let freeze = Command::FreezePool {
            batch: batch.clone(),
            wish: PoolWish::default(),
        };
        self.submit(&draws, freeze)?;
        self.submit(
            &draws,
            Command::MakePlan {
                batch: batch.clone(),
                size: None,
                weights: None,
                floors: None,
            },
        )?;
        self.ceremony(Purpose::Draw, 2, 6)?;
        self.submit(&draws, Command::Draw { batch: batch.clone() })?;
        self.on(7);
        self.submit(
            &self.province_of(Department::Mr, Role::Approve),
            Command::Approve {
                batch: batch.clone(),
                keep_overlap: None,
            },
        )?;
        self.submit(
            &self.province(Role::Dispatch),
            Command::Dispatch { batch, region: None },
        )?;
        let view = self.office.view();
        let batch = view.state().get::<crate::domain::batch::Batch>(BATCH);
        built.pool = batch.as_ref().map_or(0, |b| b.pool.size);
        built.drawn = batch.and_then(|b| b.drawn).map_or(0, |d| d.size);
        Ok(())
    }

    fn province_of(&self, department: Department, role: Role) -> Actor {
        self.who(self.campaign.province, role, Some(department))
    }

    /// Commitments on one day, the public value and the reveals on a later one. Secrets and value are the demo's own.
    fn ceremony(&self, purpose: Purpose, commit: u64, reveal: u64) -> Result<(), Failure> {
        let parties = [
            (
                Department::Hr,
                Party::A,
                self.province_of(Department::Hr, Role::Draw),
            ),
            (
                Department::Mr,
                Party::B,
                self.province_of(Department::Mr, Role::Approve),
            ),
        ];
        let secret = |party: &Party| {
            hex::encode(Sha256::digest(
                format!("duban demo {purpose:?} {}", party.letter()).as_bytes(),
            ))
        };
        let batch = BATCH.to_owned();
        self.on(commit);
        for (department, party, actor) in &parties {
            self.submit(
                actor,
                Command::Commit {
                    batch: batch.clone(),
                    purpose,
                    party: *department,
                    commitment: commitment(Profile::Sha256, BATCH, *party, &secret(party)),
                    public: vec![PublicSource {
                        kind: "demo".to_owned(),
                        issue: format!("2022-06-{reveal:02}"),
                        value: None,
                    }],
                },
            )?;
        }
        self.on(reveal);
        let value = "01 05 13 18 22 30 + 07".to_owned();
        self.submit(
            &parties[0].2,
            Command::RecordPublic {
                batch: batch.clone(),
                purpose,
                source: None,
                value,
                correction: None,
            },
        )?;
        for (department, party, actor) in &parties {
            let (secret, party) = (secret(party), *department);
            self.submit(
                actor,
                Command::Reveal {
                    batch: batch.clone(),
                    purpose,
                    party,
                    secret,
                    on_record: false,
                },
            )?;
        }
        Ok(())
    }

    fn hand_out(&self, built: &mut Built) -> Result<(), Failure> {
        self.on(8);
        let units: Vec<RegionCode> = self.campaign.regions.units().map(|u| u.code).collect();
        for unit in &units {
            let command = Command::Claim {
                batch: BATCH.to_owned(),
                region: *unit,
            };
            self.submit(&self.who(*unit, Role::Claim, Some(Department::Hr)), command)?;
        }
        self.submit(
            &self.province(Role::Draw),
            Command::FreezeRoster {
                batch: BATCH.to_owned(),
                again: None,
            },
        )?;
        self.ceremony(Purpose::Match, 8, 9)?;
        for unit in &units {
            let command = Command::Match {
                batch: BATCH.to_owned(),
                region: *unit,
            };
            self.submit(&self.who(*unit, Role::Claim, Some(Department::Hr)), command)?;
            built.units += 1;
        }
        Ok(())
    }

    fn tasks(&self, unit: RegionCode, state: TaskState) -> Vec<Task> {
        let mut tasks: Vec<Task> = self.office.view().state().by("task.unit", &unit.to_string());
        tasks.retain(|t| t.state == state);
        tasks
    }
}

fn day(june: u64) -> NaiveDate {
    TODAY
        .checked_sub_days(Days::new(20))
        .and_then(|d| d.checked_add_days(Days::new(june)))
        .unwrap_or(TODAY)
}

fn actor(name: &str) -> Actor {
    Actor {
        operator: name.to_owned(),
        os_user: identity::login(),
        terminal: String::new(),
    }
}

/// Opens `dir`, which has to be new or empty, and builds the demo in it.
pub fn make(dir: &Path) -> Result<(Office, Built), Failure> {
    let office = Office::open(dir, Clock::Rehearsal(day(1)), &mut |_, _| {})?;
    if let Some(campaign) = office.view().campaign() {
        return Err(crate::domain::refusal::Refusal::CampaignExists {
            id: campaign.id.clone(),
        }
        .into());
    }
    let built = build(&office)?;
    Ok((office, built))
}
