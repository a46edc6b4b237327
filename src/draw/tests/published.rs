//! A whole published batch, made as an office makes it, and verified from its files alone.

use super::vectors::{draw_vector, text};
use crate::draw::deal::Violation;
use crate::draw::files::{
    CONFLICTS, MATCH, MATCH_SEED, OPENINGS, Officer, Opening, PLAN, POOL, PUBLIC_POOL, PlanRow, PoolRow,
    RECORD, ROSTER, SEED, parse_conflicts, parse_plan, parse_pool, parse_roster, write_openings,
    write_public_pool,
};
use crate::draw::hash::Profile;
use crate::draw::matching::match_batch;
use crate::draw::record::{
    DRAW_FORMAT, DrawRecord, Frozen, Heading, MATCH_FORMAT, MatchRecord, PoolForm, Record, VOID_FORMAT,
    VoidRecord,
};
use crate::draw::seed::{Announced, MatchLinks, Party, PublicValue, SeedText, commitment};
use crate::draw::select::{Act, Draw};
use crate::draw::table::{Members, Setup, Visits};
use crate::draw::verify::{Files, Scope, Verified, verify};

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

const CONFLICTS_TEXT: &str = "officer\tid
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

pub(super) struct Batch {
    pub(super) files: Files,
    pool: Vec<PoolRow>,
    plan: Vec<PlanRow>,
    salts: bool,
}

fn salt(id: &str) -> String {
    P.hex(format!("salt of {id}"))
}

fn secret(party: Party) -> String {
    P.hex(format!("secret of {}", party.letter()))
}

fn heading(format: &str, previous: Option<String>) -> Heading {
    Heading {
        format: format.to_owned(),
        batch: BATCH.to_owned(),
        number: 1,
        instead_of: None,
        profile: P,
        previous,
        commit_a: commitment(P, BATCH, Party::A, &secret(Party::A)),
        commit_b: commitment(P, BATCH, Party::B, &secret(Party::B)),
        announced: vec![Announced {
            kind: "ssq".to_owned(),
            issue: "2022062".to_owned(),
        }],
    }
}

fn seed_text(files: &Files, pool_file: &str, links: Option<MatchLinks>) -> SeedText {
    SeedText {
        batch: BATCH.to_owned(),
        pool: P.hex(&files[pool_file]),
        plan: P.hex(&files[PLAN]),
        links,
        a: secret(Party::A),
        b: secret(Party::B),
        public: vec![PublicValue {
            announced: Announced {
                kind: "ssq".to_owned(),
                issue: "2022062".to_owned(),
            },
            value: "01 05 13 18 22 30 + 07".to_owned(),
        }],
    }
}

impl Batch {
    /// The pool and plan of the published vector, with its strata open or closed.
    pub(super) fn drawn(form: PoolForm) -> Self {
        Self::planned(form, text(&draw_vector(), "plan_tsv"))
    }

    /// The same pool under another plan.
    pub(super) fn planned(form: PoolForm, plan_text: &str) -> Self {
        let vector = draw_vector();
        let pool_text = text(&vector, "pool_tsv");
        let pool = parse_pool(pool_text.as_bytes()).unwrap();
        let plan = parse_plan(plan_text.as_bytes()).unwrap();
        let mut batch = Batch {
            files: Files::new(),
            pool,
            plan,
            salts: form == PoolForm::Leaves,
        };
        batch.put(PLAN, plan_text.to_owned());
        match form {
            PoolForm::Open => batch.put(POOL, pool_text.to_owned()),
            PoolForm::Leaves => batch.put(PUBLIC_POOL, write_public_pool(P, &batch.openings())),
        }
        let seed = seed_text(&batch.files, batch.pool_file(), None);
        batch.put(SEED, seed.text());
        batch.record(&[], None);
        batch
    }

    pub(super) fn put(&mut self, file: &str, text: String) {
        self.files.insert(file.to_owned(), text.into_bytes());
    }

    fn pool_file(&self) -> &'static str {
        if self.salts { PUBLIC_POOL } else { POOL }
    }

    pub(super) fn openings(&self) -> Vec<Opening> {
        let open = |row: &PoolRow| Opening {
            id: row.id.clone(),
            stratum: row.stratum.clone(),
            salt: salt(&row.id),
        };
        self.pool.iter().map(open).collect()
    }

    /// Writes `record.json` with these acts.
    pub(super) fn record(&mut self, acts: &[Act], previous: Option<String>) {
        let frozen = Frozen {
            pool_form: if self.salts {
                PoolForm::Leaves
            } else {
                PoolForm::Open
            },
            pool: P.hex(&self.files[self.pool_file()]),
            plan: P.hex(&self.files[PLAN]),
            seed: P.hex(&self.files[SEED]),
        };
        let mut draw = Draw::new(P, &frozen.seed, &self.pool, &self.plan).unwrap();
        acts.iter().for_each(|act| draw.act(act.clone()).unwrap());
        let salts = self.salts;
        let record = DrawRecord::of(&draw, heading(DRAW_FORMAT, previous), frozen, |id| {
            salts.then(|| salt(id))
        });
        self.put(RECORD, record.text().unwrap());
    }

    /// Moves `record.json` to `record-1.json` and writes the next one.
    pub(super) fn next_record(&mut self, acts: &[Act]) {
        let earlier = self.files[RECORD].clone();
        let hash = P.hex(&earlier);
        self.files.insert("record-1.json".to_owned(), earlier);
        self.record(acts, Some(hash));
    }

    pub(super) fn matched(mut self) -> Self {
        self.put(ROSTER, ROSTER_TEXT.to_owned());
        self.put(CONFLICTS, CONFLICTS_TEXT.to_owned());
        let links = MatchLinks {
            roster: P.hex(ROSTER_TEXT),
            conflicts: P.hex(CONFLICTS_TEXT),
            parent: P.hex(&self.files[RECORD]),
        };
        let seed = seed_text(&self.files, self.pool_file(), Some(links.clone()));
        self.put(MATCH_SEED, seed.text());
        let record: DrawRecord = serde_json::from_slice(&self.files[RECORD]).unwrap();
        let (roster, seed) = (officer_rows(), seed.seed(P));
        let conflicts = parse_conflicts(CONFLICTS_TEXT.as_bytes(), &roster).unwrap();
        let (members, visits) = (Members::default(), visits());
        let setup = Setup {
            profile: P,
            seed: &seed,
            roster: &roster,
            conflicts: &conflicts,
            members,
            visits,
        };
        let pools = match_batch(&setup, &record.tasks()).unwrap();
        let record = MatchRecord {
            heading: heading(MATCH_FORMAT, Some(links.parent.clone())),
            round: 1,
            parent: links.parent,
            roster: links.roster,
            conflicts: links.conflicts,
            seed: seed.clone(),
            members,
            visits,
            pools,
        };
        self.put(MATCH, record.text().unwrap());
        self
    }
}

fn expected(batch: &Batch, drawn: usize, scope: Scope, teams: Option<usize>) -> Verified {
    let seed = Some(P.hex(&batch.files[SEED]));
    Verified {
        batch: BATCH.to_owned(),
        seed,
        void: None,
        drawn,
        scope,
        teams,
    }
}

#[test]
fn a_drawn_batch_holds() {
    let batch = Batch::drawn(PoolForm::Open);
    assert_eq!(verify(&batch.files), Ok(expected(&batch, 15, Scope::Whole, None)));
}

#[test]
fn a_matched_batch_holds_and_keeps_every_rule() {
    let batch = Batch::drawn(PoolForm::Open).matched();
    let verified = verify(&batch.files).unwrap();
    let record: MatchRecord = serde_json::from_slice(&batch.files[MATCH]).unwrap();
    assert_eq!(
        record
            .pools
            .iter()
            .map(|pool| pool.pool.as_str())
            .collect::<Vec<_>>(),
        ["420100", "429021"]
    );
    let teams: Vec<_> = record.pools.iter().flat_map(|pool| &pool.teams).collect();
    assert_eq!(verified, expected(&batch, 15, Scope::Whole, Some(teams.len())));
    assert_eq!(teams.len(), 9, "the tasks of the prefectures that have officers");
    for team in teams {
        let (a, b) = (team.a[0].as_str(), team.b[0].as_str());
        assert!((a, b) != ("A420100001", "B420100001"), "the pair is banned");
        assert!(a != "A420100003", "the certificate ends within the visits");
        assert!(b != "B420100003", "the officer is at the cap");
        assert!((a, team.task.as_str()) != ("A420100001", "91420100MA65F5R2TR"));
        assert!(team.leader == a || team.leader == b);
    }
    let rejected: Vec<&Violation> = record
        .pools
        .iter()
        .flat_map(|pool| &pool.rejected)
        .flat_map(|round| &round.violations)
        .collect();
    assert!(!rejected.is_empty(), "the fixture is to show rejected deals too");
}

#[test]
fn a_later_record_stands_on_the_earlier_one() {
    let mut batch = Batch::drawn(PoolForm::Open).matched();
    let record: DrawRecord = serde_json::from_slice(&batch.files[RECORD]).unwrap();
    let id = record.strata[0].drawn[0].id.clone();
    let replace = Act::Replace {
        id,
        reason: "closed".to_owned(),
        evidence: "photo 17".to_owned(),
    };
    batch.next_record(&[replace, Act::Extend { by: 3 }]);
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 19, Scope::Whole, Some(9)))
    );
}

#[test]
fn closed_strata_show_what_was_drawn() {
    let mut batch = Batch::drawn(PoolForm::Leaves).matched();
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 15, Scope::DrawnOnly, Some(9)))
    );
    let openings = write_openings(&batch.openings());
    batch.put(OPENINGS, openings);
    assert_eq!(
        verify(&batch.files),
        Ok(expected(&batch, 15, Scope::Whole, Some(9)))
    );
}

#[test]
fn a_void_batch_stays_on_record() {
    let mut batch = Batch::drawn(PoolForm::Open);
    let record = VoidRecord {
        heading: heading(VOID_FORMAT, None),
        pool_form: PoolForm::Open,
        pool: P.hex(&batch.files[POOL]),
        plan: Some(P.hex(&batch.files[PLAN])),
        reason: "missing_reveal".to_owned(),
        note: "市场监管 did not reveal".to_owned(),
    };
    batch.put(RECORD, record.text().unwrap());
    batch.files.remove(SEED);
    let verified = verify(&batch.files).unwrap();
    assert_eq!(
        (verified.void.as_deref(), verified.seed),
        (Some("missing_reveal"), None)
    );
    batch.put(PLAN, "stratum\tN\tweight\tfloor\tn\n".to_owned());
    assert_eq!(verify(&batch.files).unwrap_err().code(), "verify_changed");
}
