//! Two or three offices, each on a data directory of its own, and the stick between them.

use std::path::PathBuf;

use crate::common::*;
use duban::domain::batch::Purpose;
use duban::domain::bundle::{OfficeId, Peer};
use duban::domain::command::Command;
use duban::domain::operator::{Department, Operator, Role};
use duban::domain::state::Read;
use duban::domain::task::Task;
use duban::lang::Lang;
use duban::office::bundle::{Made, Refused, Taken, Wish};
use duban::office::{Clock, Office};

/// The province, a prefecture and a county of it.
pub const PROVINCE: &str = "420000-hr";
pub const WUHAN: &str = "420100-hr";
pub const WUCHANG: &str = "420106-hr";
pub const HUANGSHI: &str = "420200-hr";

pub fn id(office: &str) -> OfficeId {
    office.parse().unwrap()
}

/// An office with its keys, and a desk in it.
pub struct Place {
    pub desk: Desk,
    pub id: OfficeId,
}

impl std::ops::Deref for Place {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Place {
    /// An empty data directory with the office's keys.
    pub fn new(office: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk {
            office: open(&dir.path().join("data")),
            dir,
        };
        let place = Self { desk, id: id(office) };
        place.office.make_keys(&actor("tester"), place.id).unwrap();
        place
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn stick(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn peer(&self) -> Peer {
        let peers: Vec<Peer> = self.office.view().state().all();
        let own = peers.into_iter().find(|peer| peer.own).unwrap();
        Peer { own: false, ..own }
    }

    /// Both offices have each other's public keys.
    pub fn meets(&self, other: &Place, who: &str, whom: &str) {
        self.office.know_office(&actor(who), other.peer(), "").unwrap();
        other.office.know_office(&actor(whom), self.peer(), "").unwrap();
    }

    pub fn today(&self, on: &str) {
        self.office.set_clock(Clock::Rehearsal(day(on)));
    }

    pub fn export(&self, who: &str, on: &str, wish: &Wish) -> (Vec<u8>, Vec<Made>) {
        self.today(on);
        let out = self.stick("out.bundle");
        let made = self.office.export_bundle(&actor(who), wish, &out);
        let made = made.unwrap_or_else(|refused| panic!("{}", refused.text("out", Lang::En)));
        (std::fs::read(out).unwrap(), made)
    }

    pub fn give(&self, who: &str, on: &str, to: &str) -> Vec<u8> {
        self.export(who, on, &wish(to)).0
    }

    pub fn take(&self, who: &str, on: &str, bundle: &[u8]) -> Taken {
        self.today(on);
        let taken = self.office.import_bundle(&actor(who), bundle);
        taken.unwrap_or_else(|refused| panic!("{}", refused.text("in", Lang::En)))
    }

    /// The bundle is refused with these words, and nothing has changed.
    pub fn refuses(&self, who: &str, bundle: &[u8], words: &[&str]) -> Refused {
        let before = (self.office.view().seq(), self.office.view().head().to_owned());
        let refused = match self.office.import_bundle(&actor(who), bundle) {
            Err(refused) => refused,
            Ok(taken) => panic!("taken in: {taken:?}"),
        };
        for lang in [Lang::Zh, Lang::En] {
            let text = refused.text("U盘", lang);
            assert!(
                !text.contains("%{") && !text.contains("bundle.fault") && !text.contains("refusal."),
                "{text}"
            );
        }
        let text = refused.text("stick", Lang::En);
        for word in words {
            assert!(text.contains(word), "no {word:?} in {text}");
        }
        let after = (self.office.view().seq(), self.office.view().head().to_owned());
        assert_eq!(before, after);
        refused
    }

    pub fn tasks_of(&self, unit: &str) -> Vec<Task> {
        let mut tasks = self.tasks();
        tasks.retain(|task| task.unit == code(unit));
        tasks
    }

    pub fn reopen(self) -> Self {
        self.after(|_| {})
    }

    /// The index is made anew from the journal.
    pub fn rebuilt(self) -> Self {
        self.after(|data| std::fs::remove_dir_all(data.join("index")).unwrap())
    }

    /// The office is closed, something is done to its data directory, and it is opened again.
    pub fn after(self, change: impl FnOnce(&std::path::Path)) -> Self {
        let data = self.data();
        let Place { desk, id } = self;
        let Desk { dir, office } = desk;
        drop(office);
        change(&data);
        let office = open(&data);
        Self {
            desk: Desk { dir, office },
            id,
        }
    }
}

pub fn wish(to: &str) -> Wish {
    Wish {
        to: vec![id(to)],
        ..Wish::default()
    }
}

/// The campaign of the miniature, with people for leads and for a county.
pub fn campaign_with_counties() -> duban::domain::campaign::Campaign {
    let mut campaign = campaign();
    for operator in &mut campaign.operators {
        if operator.department == Department::Hr && operator.name != "省人社乙" {
            operator.roles.extend([Role::Leads, Role::Review]);
        }
    }
    let county = |name: &str, department, roles: &[Role]| Operator {
        name: name.to_owned(),
        os_user: String::new(),
        unit: code("420106"),
        department,
        roles: roles.to_vec(),
    };
    use Role::{Inspect, Leads, Report, Review};
    let reviewer = Operator {
        unit: code("420100"),
        ..county("420100复核", Department::Hr, &[Review])
    };
    campaign.operators.push(reviewer);
    campaign.operators.extend([
        county("武昌人社", Department::Hr, &[Inspect, Report, Leads]),
        county("武昌市监", Department::Mr, &[Inspect, Review]),
    ]);
    campaign
}

/// A province that has drawn, dispatched, and held the ceremony of the match.
pub fn province() -> Place {
    province_of(14, 16, 3)
}

/// The same with so many entities a prefecture, drawing so many, and so many officers of each department there.
fn province_of(entities: usize, drawn: u64, officers: usize) -> Place {
    let mut campaign = campaign_with_counties();
    campaign.draw.size = drawn;
    let place = Place::new(PROVINCE);
    let desk = &place.desk;
    desk.ok("nobody", "06-01", Command::Begin(Box::new(campaign)));
    desk.import(entities);
    desk.enlist(officers_of(officers));
    let items = vec![item("RS01", 1, "许可"), item("RS02", 1, "备案")];
    desk.ok(
        "省人社",
        "06-01",
        Command::ImportChecklist(source("checklist.csv", 2), items),
    );
    desk.ok("省人社", "06-02", freeze());
    desk.ok("省人社", "06-02", plan());
    desk.ceremony(Purpose::Draw, "06-06");
    let batch = || BATCH.to_owned();
    desk.ok("省人社", "06-07", Command::Draw { batch: batch() });
    let keep_overlap = None;
    desk.ok(
        "省市监",
        "06-07",
        Command::Approve {
            batch: batch(),
            keep_overlap,
        },
    );
    desk.ok(
        "省人社",
        "06-08",
        Command::Dispatch {
            batch: batch(),
            region: None,
        },
    );
    desk.ok(
        "省人社",
        "06-08",
        Command::FreezeRoster {
            batch: batch(),
            again: None,
        },
    );
    desk.ceremony(Purpose::Match, "06-09");
    place
}

pub fn claim(unit: &str) -> Command {
    Command::Claim {
        batch: BATCH.to_owned(),
        region: code(unit),
    }
}

pub fn matching(unit: &str) -> Command {
    Command::Match {
        batch: BATCH.to_owned(),
        region: code(unit),
    }
}

/// A province and Wuhan, which has taken in the first bundle and formed its teams.
pub fn two() -> (Place, Place) {
    two_of(14, 16, 3)
}

/// The same with more of everything; see [`province_of`].
pub fn two_of(entities: usize, drawn: u64, officers: usize) -> (Place, Place) {
    let (province, wuhan) = (province_of(entities, drawn, officers), Place::new(WUHAN));
    province.meets(&wuhan, "省人社", "tester");
    let down = province.give("省人社", "06-09", WUHAN);
    wuhan.take("420100人社", "06-09", &down);
    wuhan.ok("420100人社", "06-09", claim("420100"));
    wuhan.ok("420100人社", "06-10", matching("420100"));
    (province, wuhan)
}

/// Everything an office's records say, besides the numbers of its own journal.
pub fn told(office: &Office, tasks: &[Task]) -> Vec<String> {
    let view = office.view();
    let mut told = Vec::new();
    for task in tasks {
        let task: Task = view.state().get(&task.id).unwrap();
        let steps: Vec<_> = task
            .steps
            .iter()
            .map(|s| (s.what.clone(), s.on, s.by.clone()))
            .collect();
        let visits: Vec<duban::domain::inspection::Inspection> = view.state().by("inspection.task", &task.id);
        told.push(format!(
            "{} {:?} {:?} {steps:?} {visits:?}",
            task.id, task.state, task.team
        ));
    }
    told
}
