//! A published batch, made as an office makes it, stage by stage.

use super::vectors::{draw_vector, text};
use crate::draw::files::{
    ANNOUNCEMENT, CONFLICTS, DRAWN, MATCH, MATCH_SEED, Officer, Opening, PLAN, POOL, PUBLIC_POOL, PlanRow,
    PoolRow, RECORD, ROSTER, SEALED, SEED, parse_conflicts, parse_plan, parse_pool, parse_roster, round_file,
    write_public_pool,
};
use crate::draw::hash::Profile;
use crate::draw::matching::{Task, match_pool, tasks_by_pool};
use crate::draw::record::{
    ANNOUNCEMENT_FORMAT, AnnouncementRecord, DRAW_FORMAT, DrawRecord, Frozen, Heading, MATCH_FORMAT,
    MatchRecord, PoolForm, Record, SealedRecord, VOID_FORMAT, VoidRecord, write_drawn,
};
use crate::draw::seed::{Announced, MatchLinks, Party, PublicValue, SeedText, commitment};
use crate::draw::select::{Act, Draw, DrawError};
use crate::draw::table::{Members, Setup, Visits};
use crate::draw::verify::Files;

pub(super) const BATCH: &str = "HB-RS-2022-01";
pub(super) const P: Profile = Profile::Sha256;

pub(super) const ROSTER_TEXT: &str = "officer\tdept\tpool\tcap\tbase\tcert_from\tcert_until
A420100001\tA\t420100\t5\t0\t2021-01-01\t2025-12-31
A420100002\tA\t420100\t5\t1\t2021-01-01\t2025-12-31
A420100003\tA\t420100\t5\t0\t2021-01-01\t2022-06-30
A429021001\tA\t429021\t3\t0\t2021-01-01\t2025-12-31
B420100001\tB\t420100\t9\t0\t2021-01-01\t2025-12-31
B420100002\tB\t420100\t9\t0\t2021-01-01\t2025-12-31
B420100003\tB\t420100\t2\t2\t2021-01-01\t2025-12-31
B429021001\tB\t429021\t3\t0\t2021-01-01\t2025-12-31
";

pub(super) const CONFLICTS_TEXT: &str = "officer\tid
A420100001\t91420100MA65F5R2TR
A420100001\tB420100001
B420100002\t91420100MAHE0E9G18
";

pub(super) fn officer_rows() -> Vec<Officer> {
    parse_roster(ROSTER_TEXT.as_bytes()).unwrap()
}

pub(super) fn visits() -> Visits {
    Visits {
        from: "2022-06-11".parse().unwrap(),
        until: "2022-07-20".parse().unwrap(),
    }
}

#[derive(Clone)]
pub(super) struct Batch {
    pub(super) files: Files,
    pub(super) profile: Profile,
    pub(super) heading: Heading,
    pool: Vec<PoolRow>,
    plan: Vec<PlanRow>,
    form: PoolForm,
}

fn salt(id: &str) -> String {
    P.hex(format!("salt of {id}"))
}

fn secret(party: Party, purpose: &str) -> String {
    P.hex(format!("secret of {}{purpose}", party.letter()))
}

pub(super) fn announced() -> Announced {
    Announced {
        kind: "ssq".to_owned(),
        issue: "2022062".to_owned(),
    }
}

pub(super) fn public_value() -> PublicValue {
    PublicValue {
        announced: announced(),
        value: "01 05 13 18 22 30 + 07".to_owned(),
    }
}

fn heading(profile: Profile, batch: &str, number: u32, purpose: &str) -> Heading {
    let commit = |party| commitment(profile, batch, party, &secret(party, purpose));
    Heading {
        format: String::new(),
        batch: batch.to_owned(),
        number,
        profile,
        previous: None,
        commit_a: commit(Party::A),
        commit_b: commit(Party::B),
        announced: vec![announced()],
        instead_of: None,
    }
}

impl Batch {
    /// Pool and plan of the published vector, nothing drawn yet.
    pub(super) fn frozen(profile: Profile, batch: &str, number: u32, form: PoolForm, plan: &str) -> Self {
        let vector = draw_vector();
        let pool_text = text(&vector, "pool_tsv");
        let mut batch = Batch {
            files: Files::new(),
            profile,
            heading: heading(profile, batch, number, ""),
            pool: parse_pool(pool_text.as_bytes()).unwrap(),
            plan: parse_plan(plan.as_bytes()).unwrap(),
            form,
        };
        batch.put(PLAN, plan.to_owned());
        match form {
            PoolForm::Open => batch.put(POOL, pool_text.to_owned()),
            PoolForm::Leaves => batch.put(PUBLIC_POOL, write_public_pool(profile, &batch.openings())),
        }
        batch
    }

    pub(super) fn vector(profile: Profile, name: &str, number: u32, form: PoolForm) -> Self {
        Batch::frozen(profile, name, number, form, text(&draw_vector(), "plan_tsv"))
    }

    /// The batch of the published vector, drawn.
    pub(super) fn drawn(form: PoolForm) -> Self {
        Batch::vector(P, BATCH, 1, form).draw()
    }

    /// The same under another plan.
    pub(super) fn planned(form: PoolForm, plan: &str) -> Self {
        Batch::frozen(P, BATCH, 1, form, plan).draw()
    }

    pub(super) fn announce(mut self) -> Self {
        let record = AnnouncementRecord {
            heading: self.titled(ANNOUNCEMENT_FORMAT, self.heading.previous.clone()),
            pool_form: self.form,
            pool: self.hash(self.pool_file()),
            plan: self.hash(PLAN),
        };
        self.put_record(ANNOUNCEMENT, &record);
        self
    }

    pub(super) fn draw(mut self) -> Self {
        let seed = self.seed_text("", None);
        self.put(SEED, seed.text());
        self.record(&[], self.heading.previous.clone());
        self
    }

    /// Binds the draw and the rounds made so far.
    pub(super) fn seal(mut self) -> Self {
        let rounds = (1..).map(|round| round_file(MATCH, round));
        let rounds = rounds.take_while(|file| self.files.contains_key(file));
        let matches = rounds.map(|file| self.hash(&file)).collect();
        let announcement = self.read(ANNOUNCEMENT);
        let (before, record) = (self.hash(ANNOUNCEMENT), self.hash(RECORD));
        let sealed = SealedRecord::of(&announcement, before, &[public_value()], record, matches);
        self.put_record(SEALED, &sealed);
        self
    }

    /// The files as they are published while the draw is withheld.
    pub(super) fn withheld(&self) -> Files {
        let shown = [POOL, PUBLIC_POOL, PLAN, ANNOUNCEMENT, SEALED];
        let files = self
            .files
            .iter()
            .filter(|(name, _)| shown.contains(&name.as_str()));
        files.map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
    }

    pub(super) fn put(&mut self, file: &str, text: String) {
        self.files.insert(file.to_owned(), text.into_bytes());
    }

    pub(super) fn put_record(&mut self, file: &str, record: &impl Record) {
        self.put(file, record.text().unwrap());
    }

    pub(super) fn read<T: Record>(&self, file: &str) -> T {
        serde_json::from_slice(&self.files[file]).unwrap()
    }

    pub(super) fn hash(&self, file: &str) -> String {
        self.profile.hex(&self.files[file])
    }

    fn titled(&self, format: &str, previous: Option<String>) -> Heading {
        Heading {
            format: format.to_owned(),
            previous,
            ..self.heading.clone()
        }
    }

    fn seed_text(&self, purpose: &str, links: Option<MatchLinks>) -> SeedText {
        SeedText {
            batch: self.heading.batch.clone(),
            pool: self.hash(self.pool_file()),
            plan: self.hash(PLAN),
            links,
            a: secret(Party::A, purpose),
            b: secret(Party::B, purpose),
            public: vec![public_value()],
        }
    }

    fn pool_file(&self) -> &'static str {
        match self.form {
            PoolForm::Open => POOL,
            PoolForm::Leaves => PUBLIC_POOL,
        }
    }

    pub(super) fn pool_rows(&self) -> Vec<PoolRow> {
        self.pool.clone()
    }

    pub(super) fn openings(&self) -> Vec<Opening> {
        let open = |row: &PoolRow| Opening {
            id: row.id.clone(),
            stratum: row.stratum.clone(),
            salt: salt(&row.id),
        };
        self.pool.iter().map(open).collect()
    }

    /// Writes `record.json` with these acts, and the table that follows from it.
    pub(super) fn record(&mut self, acts: &[Act], previous: Option<String>) {
        let frozen = Frozen {
            pool_form: self.form,
            pool: self.hash(self.pool_file()),
            plan: self.hash(PLAN),
            seed: self.hash(SEED),
        };
        let mut draw = Draw::new(self.profile, &frozen.seed, &self.pool, &self.plan).unwrap();
        acts.iter().for_each(|act| draw.act(act.clone()).unwrap());
        let salts = self.form == PoolForm::Leaves;
        let heading = self.titled(DRAW_FORMAT, previous);
        let record = DrawRecord::of(&draw, heading, frozen, |id| salts.then(|| salt(id)));
        self.put_record(RECORD, &record);
        self.put(DRAWN, write_drawn(&record));
    }

    /// Moves `record.json` to the first free number, and gives its hash.
    fn retire_record(&mut self) -> String {
        let free = (1..).map(|n| format!("record-{n}.json"));
        let name = free
            .into_iter()
            .find(|name| !self.files.contains_key(name))
            .unwrap();
        let hash = self.hash(RECORD);
        let earlier = self.files.remove(RECORD).unwrap();
        self.files.insert(name, earlier);
        hash
    }

    /// Moves `record.json` aside and writes the next one, unless the draw refuses the acts.
    pub(super) fn try_next_record(&mut self, acts: &[Act]) -> Result<(), DrawError> {
        let seed = self.hash(SEED);
        let mut draw = Draw::new(self.profile, &seed, &self.pool, &self.plan)?;
        acts.iter().try_for_each(|act| draw.act(act.clone()))?;
        self.next_record(acts);
        Ok(())
    }

    /// Moves `record.json` aside and writes the next one.
    pub(super) fn next_record(&mut self, acts: &[Act]) {
        let hash = self.retire_record();
        self.record(acts, Some(hash));
    }

    /// Voids the batch, drawn or not.
    pub(super) fn void(&mut self, reason: &str) {
        let previous = match self.files.contains_key(RECORD) {
            true => Some(self.retire_record()),
            false => self.heading.previous.clone(),
        };
        let record = VoidRecord {
            heading: self.titled(VOID_FORMAT, previous),
            pool_form: self.form,
            pool: self.hash(self.pool_file()),
            plan: self.files.contains_key(PLAN).then(|| self.hash(PLAN)),
            reason: reason.to_owned(),
            note: "市场监管 did not reveal".to_owned(),
            known: None,
        };
        self.put_record(RECORD, &record);
    }

    /// A round over all pools of the fixture's roster.
    pub(super) fn matched(self) -> Self {
        let parent = RECORD.to_owned();
        self.round(1, ROSTER_TEXT, &["420100", "429021"], &parent, &[])
    }

    /// A round over some pools under the draw record in `parent`, which leaves out some targets.
    pub(super) fn round(
        mut self,
        number: u32,
        roster_text: &str,
        pools: &[&str],
        parent: &str,
        left_out: &[&str],
    ) -> Self {
        let file = |name| round_file(name, number);
        self.put(&file(ROSTER), roster_text.to_owned());
        self.put(&file(CONFLICTS), CONFLICTS_TEXT.to_owned());
        let links = MatchLinks {
            roster: self.hash(&file(ROSTER)),
            conflicts: self.hash(&file(CONFLICTS)),
            parent: self.hash(parent),
        };
        let purpose = format!(" in round {number}");
        let seed = self.seed_text(&purpose, Some(links.clone()));
        self.put(&file(MATCH_SEED), seed.text());
        let roster = parse_roster(roster_text.as_bytes()).unwrap();
        let (members, visits, seed) = (Members::default(), visits(), seed.seed(self.profile));
        let setup = Setup {
            profile: self.profile,
            seed: &seed,
            roster: &roster,
            conflicts: &parse_conflicts(CONFLICTS_TEXT.as_bytes(), &roster).unwrap(),
            members,
            visits,
        };
        let source: DrawRecord = self.read(parent);
        let due = |task: &Task| !left_out.contains(&task.id);
        let tasks: Vec<Task> = source.tasks().into_iter().filter(due).collect();
        let due = tasks_by_pool(&setup, &tasks).unwrap();
        let of = |pool: &&str| due[*pool].iter().map(String::as_str).collect::<Vec<_>>();
        let matched = |pool: &&str| match_pool(&setup, pool, &of(pool)).unwrap();
        let own = heading(self.profile, &self.heading.batch, self.heading.number, &purpose);
        let record = MatchRecord {
            heading: Heading {
                format: MATCH_FORMAT.to_owned(),
                previous: Some(links.parent.clone()),
                instead_of: self.heading.instead_of.clone(),
                ..own
            },
            round: number,
            parent: links.parent,
            roster: links.roster,
            conflicts: links.conflicts,
            abandoned: Vec::new(),
            pools: pools
                .iter()
                .filter(|pool| due.contains_key(**pool))
                .map(matched)
                .collect(),
            seed: seed.clone(),
            members,
            visits,
        };
        self.put_record(&file(MATCH), &record);
        self
    }
}
