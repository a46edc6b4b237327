//! An office in memory: a prefecture, its targets, two operators, and batches drawn by the rules.

use chrono::{DateTime, NaiveDate};

use crate::domain::apply::apply;
use crate::domain::batch::{Batch, OverlapChoice, PublicSource, Purpose};
use crate::domain::command::{Command, PoolWish};
use crate::domain::decide::decide;
use crate::domain::event::Entry;
use crate::domain::explain::{Standing, explain};
use crate::domain::library::{ChecklistItem, Officer};
use crate::domain::operator::{Actor, Department, Operator, Role};
use crate::domain::scope::KeywordSet;
use crate::domain::state::{Memory, Read, Write};
use crate::domain::summary::tests::{campaign, code};
use crate::domain::target::{Grade, Target};
use crate::domain::time::{Now, Window};
use crate::draw::check_id;
use crate::draw::seed::{Party, commitment};

pub(super) const BATCH: &str = "B1";
const PARTIES: [(Department, Party, &str); 2] = [
    (Department::Hr, Party::A, "人社"),
    (Department::Mr, Party::B, "市监"),
];

/// An office in memory.
pub(super) struct Town {
    pub(super) state: Memory,
    seq: u64,
    day: NaiveDate,
}

pub(super) fn id(n: usize) -> String {
    let body = format!("91420100MA{n:07}");
    let checks = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars();
    checks
        .map(|c| format!("{body}{c}"))
        .find(|id| check_id(id).is_ok())
        .unwrap()
}

impl Town {
    /// A campaign with two operators who may do everything, and `size` targets: three of four active, of all grades,
    /// every fifth in another prefecture, every seventh with an excluded keyword only.
    pub(super) fn new(size: usize) -> Self {
        let operator = |name: &str, department| Operator {
            name: name.to_owned(),
            os_user: String::new(),
            unit: code("420000"),
            department,
            roles: vec![
                Role::Admin,
                Role::Draw,
                Role::Approve,
                Role::Dispatch,
                Role::Claim,
            ],
        };
        let mut campaign = campaign();
        campaign.operators = PARTIES
            .map(|(department, _, name)| operator(name, department))
            .to_vec();
        let mut state = Memory::default();
        state.put(&campaign);
        campaign.operators.iter().for_each(|operator| state.put(operator));
        let mut keyword = KeywordSet::default();
        keyword.insert(0);
        for n in 0..size {
            let excluded = n % 7 == 6;
            state.put(&Target {
                id: id(n),
                name: format!("对象{n}"),
                region: code(if n % 5 == 4 { "420200" } else { "420102" }),
                grade: Grade::ALL.get(n % 4).copied(),
                status: if n % 8 == 7 { "注销" } else { "存续" }.to_owned(),
                affirmed: if excluded { KeywordSet::default() } else { keyword },
                excluded: if excluded { keyword } else { KeywordSet::default() },
                regraded: None,
                last_visit: None,
            });
        }
        Town {
            state,
            seq: 0,
            day: "2022-06-02".parse().unwrap(),
        }
    }

    pub(super) fn act(&mut self, operator: &str, command: Command) {
        let actor = Actor {
            operator: operator.to_owned(),
            os_user: String::new(),
            terminal: String::new(),
        };
        let now = Now {
            at: DateTime::UNIX_EPOCH,
            today: self.day,
        };
        let decision = decide(&self.state, &command, now, &actor).unwrap();
        for blob in decision.blobs {
            self.state.keep(&crate::draw::Profile::Sha256.hex(&blob), blob);
        }
        let department = self.state.get::<Operator>(operator).map(|o| o.department);
        for event in decision.events {
            self.seq += 1;
            let entry = Entry {
                seq: self.seq,
                at: now.at,
                on: now.today,
                actor: actor.clone(),
                department,
                campaign: String::new(),
                event,
            };
            apply(&mut self.state, &entry);
        }
    }

    pub(super) fn freeze(&mut self, confidential: bool) {
        let wish = PoolWish {
            region: Some(code("420100")),
            confidential: Some(confidential),
            salt: Some("5".repeat(64)),
            overlap: Some(OverlapChoice::Keep),
            ..PoolWish::default()
        };
        let batch = BATCH.to_owned();
        self.act("人社", Command::FreezePool { batch, wish });
    }

    pub(super) fn plan(&mut self, size: u64) {
        self.act(
            "人社",
            Command::MakePlan {
                batch: BATCH.to_owned(),
                size: Some(size),
                weights: None,
                floors: None,
            },
        );
    }

    pub(super) fn ceremony(&mut self, purpose: Purpose) {
        let batch = || BATCH.to_owned();
        let secret = |party: Party| party.letter().repeat(64);
        let source = PublicSource {
            kind: "test".to_owned(),
            issue: "1".to_owned(),
            value: None,
        };
        for (party, letter, who) in PARTIES {
            let commit = Command::Commit {
                batch: batch(),
                purpose,
                party,
                commitment: commitment(Default::default(), BATCH, letter, &secret(letter)),
                public: vec![source.clone()],
            };
            self.act(who, commit);
        }
        let value = Command::RecordPublic {
            batch: batch(),
            purpose,
            source: None,
            value: "7".to_owned(),
            correction: None,
        };
        self.act("人社", value);
        for (party, letter, who) in PARTIES {
            let reveal = Command::Reveal {
                batch: batch(),
                purpose,
                party,
                secret: secret(letter),
                on_record: false,
            };
            self.act(who, reveal);
        }
    }

    /// Pool, plan, ceremony and draw.
    pub(super) fn draw(&mut self, size: u64, confidential: bool) {
        self.freeze(confidential);
        self.plan(size);
        self.ceremony(Purpose::Draw);
        let batch = BATCH.to_owned();
        self.act("人社", Command::Draw { batch });
    }

    /// Teams for what was drawn, from officers with these caps: twice, once for each department.
    pub(super) fn matched(&mut self, caps: &[u32]) {
        let batch = || BATCH.to_owned();
        for (department, _, _) in PARTIES {
            for (n, cap) in caps.iter().enumerate() {
                self.state.put(&Officer {
                    id: format!("{}{n:02}", department.party()),
                    name: format!("{department:?}{n}"),
                    department,
                    region: code("420100"),
                    certificate: Window {
                        from: "2022-01-01".parse().unwrap(),
                        to: "2022-12-31".parse().unwrap(),
                    },
                    cap: Some(*cap),
                    base_load: (n % 2) as u32,
                    on_duty: true,
                });
            }
        }
        let item: ChecklistItem =
            serde_json::from_str(r#"{"id":"X","version":1,"title":"","basis":""}"#).unwrap();
        self.state.put(&item);
        let keep_overlap = None;
        self.act(
            "市监",
            Command::Approve {
                batch: batch(),
                keep_overlap,
            },
        );
        let region = None;
        self.act(
            "人社",
            Command::Dispatch {
                batch: batch(),
                region,
            },
        );
        let region = code("420100");
        self.act(
            "人社",
            Command::Claim {
                batch: batch(),
                region,
            },
        );
        let again = None;
        self.act(
            "人社",
            Command::FreezeRoster {
                batch: batch(),
                again,
            },
        );
        self.ceremony(Purpose::Match);
        self.act(
            "人社",
            Command::Match {
                batch: batch(),
                region,
            },
        );
    }

    pub(super) fn batch(&self) -> Batch {
        self.state.get(BATCH).unwrap()
    }

    pub(super) fn ask(&self, n: usize) -> Standing {
        explain(&self.state, BATCH, &id(n)).unwrap().standing
    }
}
