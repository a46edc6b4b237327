//! A batch at the desk, from its pool to its teams.

use duban::domain::batch::{Batch, PublicSource, Purpose};
use duban::domain::command::{Command, PoolWish};
use duban::domain::operator::Department::{self, Hr, Mr};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;
use duban::domain::task::{Task, TaskState};
use duban::draw::Profile;
use duban::draw::record::DrawRecord;
use duban::draw::seed::{Party, commitment};
use duban::office::Receipt;

use super::*;

/// A batch, and who does its business: `hr` draws and hands out, `mr` reviews.
pub struct Job<'d> {
    pub desk: &'d Desk,
    pub id: String,
    pub hr: String,
    pub mr: String,
    profile: Profile,
}

impl<'d> Job<'d> {
    /// The province's batch.
    pub fn province(desk: &'d Desk, id: &str) -> Self {
        Self::by(desk, id, "省人社", "省市监")
    }

    /// A prefecture's own batch.
    pub fn local(desk: &'d Desk, id: &str, unit: &str) -> Self {
        Self::by(desk, id, &format!("{unit}人社"), &format!("{unit}市监"))
    }

    fn by(desk: &'d Desk, id: &str, hr: &str, mr: &str) -> Self {
        Self {
            desk,
            id: id.to_owned(),
            hr: hr.to_owned(),
            mr: mr.to_owned(),
            profile: Profile::Sha256,
        }
    }

    pub fn batch(&self) -> Batch {
        self.desk.office.view().state().get(&self.id).unwrap()
    }

    /// The batch's tasks, by id.
    pub fn tasks(&self) -> Vec<Task> {
        let mut tasks = self.desk.tasks();
        tasks.retain(|task| task.batch == self.id);
        tasks
    }

    pub fn live(&self) -> Vec<Task> {
        let mut tasks = self.tasks();
        tasks.retain(|task| task.state.is_live());
        tasks
    }

    pub fn in_state(&self, state: TaskState) -> Vec<Task> {
        let mut tasks = self.tasks();
        tasks.retain(|task| task.state == state);
        tasks
    }

    /// The newest version of the draw's record.
    pub fn record(&self) -> DrawRecord {
        let record = self.batch().record().unwrap().blob.clone();
        serde_json::from_slice(&self.desk.office.view().blobs().get(&record).unwrap()).unwrap()
    }

    /// The department that draws acts.
    pub fn ok(&self, on: &str, command: Command) -> Receipt {
        self.desk.ok(&self.hr, on, command)
    }

    pub fn refused(&self, on: &str, command: Command) -> Refusal {
        self.desk.refused(&self.hr, on, command)
    }

    pub fn freeze(&self, on: &str) -> &Self {
        self.freeze_as(on, PoolWish::default())
    }

    pub fn freeze_as(&self, on: &str, wish: PoolWish) -> &Self {
        self.ok(on, self.freezing(wish));
        self
    }

    pub fn plan(&self, on: &str, size: u64) -> &Self {
        self.ok(on, self.planning(size));
        self
    }

    /// Both parties are bound.
    pub fn commit(&self, purpose: Purpose, on: &str) -> &Self {
        self.ok(on, self.committing(Hr, purpose, lottery("2022062")));
        self.desk
            .ok(&self.mr, on, self.committing(Mr, purpose, Vec::new()));
        self
    }

    /// The public value comes out and both parties reveal.
    pub fn reveal(&self, purpose: Purpose, on: &str) -> &Self {
        self.ok(on, self.value(purpose, None, "03 08 14 21 25 30 + 07"));
        self.ok(on, self.revealing(Hr, purpose));
        self.desk.ok(&self.mr, on, self.revealing(Mr, purpose));
        self
    }

    pub fn ceremony(&self, purpose: Purpose, on: &str) -> &Self {
        self.commit(purpose, on).reveal(purpose, on)
    }

    pub fn draw(&self, on: &str) -> &Self {
        self.ok(on, self.drawing());
        self
    }

    /// From the pool to the draw in a day.
    pub fn drawn(&self, on: &str, size: u64) -> &Self {
        self.drawn_as(on, size, PoolWish::default())
    }

    pub fn drawn_as(&self, on: &str, size: u64, wish: PoolWish) -> &Self {
        self.freeze_as(on, wish).plan(on, size);
        self.ceremony(Purpose::Draw, on).draw(on)
    }

    pub fn approve(&self, on: &str) -> &Self {
        self.desk.ok(&self.mr, on, self.approving());
        self
    }

    pub fn dispatch(&self, on: &str) -> &Self {
        self.ok(on, self.dispatching(None));
        self
    }

    /// Every unit with dispatched tasks claims them.
    pub fn claim(&self, on: &str) -> &Self {
        for unit in self.units(TaskState::Dispatched) {
            self.desk.ok(&format!("{unit}人社"), on, self.claiming(&unit));
        }
        self
    }

    /// Reviewed, dispatched and claimed.
    pub fn hand_out(&self, on: &str) -> &Self {
        self.approve(on).dispatch(on).claim(on)
    }

    pub fn roster(&self, on: &str, again: Option<&str>) -> &Self {
        self.ok(on, self.rostering(again));
        self
    }

    /// Every unit with claimed tasks matches them.
    pub fn match_all(&self, on: &str) -> &Self {
        for unit in self.units(TaskState::Claimed) {
            self.desk.ok(&format!("{unit}人社"), on, self.matching(&unit));
        }
        self
    }

    /// A round of matching from the roster to the teams.
    pub fn teams(&self, on: &str, again: Option<&str>) -> &Self {
        self.roster(on, again).ceremony(Purpose::Match, on).match_all(on)
    }

    /// The task is visited and entered.
    pub fn visited(&self, task: &str, on: &str) -> &Self {
        let task = self.desk.task(task);
        let who = format!("{}人社", task.unit);
        self.desk.ok(&who, on, record(&task, visit(&task, on)));
        self
    }

    /// Units with tasks in `state`.
    pub fn units(&self, state: TaskState) -> Vec<String> {
        let mut units: Vec<String> = self
            .in_state(state)
            .iter()
            .map(|task| task.unit.to_string())
            .collect();
        units.sort();
        units.dedup();
        units
    }
}

/// What is said of the batch.
impl Job<'_> {
    pub fn freezing(&self, wish: PoolWish) -> Command {
        let batch = self.id.clone();
        Command::FreezePool { batch, wish }
    }

    pub fn planning(&self, size: u64) -> Command {
        Command::MakePlan {
            batch: self.id.clone(),
            size: Some(size),
            weights: None,
            floors: None,
        }
    }

    /// A secret of its own for every batch, round and party, the same in every run.
    pub fn secret(&self, party: Department, purpose: Purpose) -> String {
        let round = match purpose {
            Purpose::Draw => 0,
            Purpose::Match => self.batch().rounds.len(),
        };
        Profile::Sha256.hex(format!("{} {party:?} {purpose:?} {round}", self.id))
    }

    pub fn committing(&self, party: Department, purpose: Purpose, public: Vec<PublicSource>) -> Command {
        let letter = match party {
            Hr => Party::A,
            Mr => Party::B,
        };
        let (profile, secret) = (self.batch().profile, self.secret(party, purpose));
        Command::Commit {
            batch: self.id.clone(),
            purpose,
            party,
            commitment: commitment(profile, &self.id, letter, &secret),
            public,
        }
    }

    pub fn value(&self, purpose: Purpose, source: Option<PublicSource>, value: &str) -> Command {
        Command::RecordPublic {
            batch: self.id.clone(),
            purpose,
            source,
            value: value.to_owned(),
            correction: None,
        }
    }

    pub fn revealing(&self, party: Department, purpose: Purpose) -> Command {
        Command::Reveal {
            batch: self.id.clone(),
            purpose,
            party,
            secret: self.secret(party, purpose),
            on_record: false,
        }
    }

    /// A secret that was never promised, put on record.
    pub fn revealing_wrongly(&self, party: Department) -> Command {
        Command::Reveal {
            batch: self.id.clone(),
            purpose: Purpose::Draw,
            party,
            secret: "1".repeat(64),
            on_record: true,
        }
    }

    pub fn drawing(&self) -> Command {
        let batch = self.id.clone();
        Command::Draw { batch }
    }

    pub fn approving(&self) -> Command {
        let batch = self.id.clone();
        Command::Approve {
            batch,
            keep_overlap: None,
        }
    }

    pub fn keeping(&self, why: &str) -> Command {
        Command::Approve {
            batch: self.id.clone(),
            keep_overlap: Some(why.to_owned()),
        }
    }

    pub fn dispatching(&self, unit: Option<&str>) -> Command {
        Command::Dispatch {
            batch: self.id.clone(),
            region: unit.map(code),
        }
    }

    pub fn claiming(&self, unit: &str) -> Command {
        Command::Claim {
            batch: self.id.clone(),
            region: code(unit),
        }
    }

    pub fn rostering(&self, again: Option<&str>) -> Command {
        Command::FreezeRoster {
            batch: self.id.clone(),
            again: again.map(str::to_owned),
        }
    }

    pub fn matching(&self, unit: &str) -> Command {
        Command::Match {
            batch: self.id.clone(),
            region: code(unit),
        }
    }

    pub fn extending(&self, by: u64) -> Command {
        Command::ExtendDraw {
            batch: self.id.clone(),
            by,
            reason: "投诉增多".to_owned(),
        }
    }

    pub fn voiding(&self, why: &str) -> Command {
        Command::VoidBatch {
            batch: self.id.clone(),
            reason: why.to_owned(),
        }
    }

    pub fn releasing(&self, why: &str) -> Command {
        Command::Release {
            batch: self.id.clone(),
            reason: why.to_owned(),
        }
    }
}

pub fn replacing(task: &str) -> Command {
    Command::ReplaceTarget {
        task: task.to_owned(),
        reason: "closed".to_owned(),
        evidence: "现场照片3张".to_owned(),
    }
}

pub fn striking(task: &str) -> Command {
    Command::StrikeTarget {
        task: task.to_owned(),
        reason: "cancelled".to_owned(),
        evidence: "登记机关注销通知书".to_owned(),
    }
}
