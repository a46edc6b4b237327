//! Publications made as an office makes them, at every stage.

use crate::domain::campaign::Text;
use crate::draw::Profile;
use crate::draw::change::{Request, choose};
use crate::draw::files::*;
use crate::draw::matching::match_batch;
use crate::draw::plan::make_plan;
use crate::draw::record::*;
use crate::draw::seed::{Announced, MatchLinks, Party, PublicValue, SeedText, commitment};
use crate::draw::select::{Act, Draw};
use crate::draw::table::{Members, Setup, Team, Visits};
use crate::draw::verify::Files;
use crate::exchange::write::page::Names;

pub(super) const BATCH: &str = "HB-RS-2022-02";

const ROSTER_TEXT: &str = "officer\tdept\tpool\tcap\tbase\tcert_from\tcert_until
A420100001\tA\t420100\t5\t0\t2021-01-01\t2025-12-31
A420100002\tA\t420100\t5\t1\t2021-01-01\t2025-12-31
A429021001\tA\t429021\t3\t0\t2021-01-01\t2025-12-31
B420100001\tB\t420100\t9\t0\t2021-01-01\t2025-12-31
B420100002\tB\t420100\t9\t0\t2021-01-01\t2025-12-31
B420100003\tB\t420100\t9\t0\t2021-01-01\t2025-12-31
B429021001\tB\t429021\t3\t0\t2021-01-01\t2025-12-31
";

/// An office with a frozen pool and a plan.
pub(super) struct Office {
    pub(super) profile: Profile,
    form: PoolForm,
    pub(super) pool: Vec<PoolRow>,
    plan: Vec<PlanRow>,
    pub(super) instead_of: Option<InsteadOf>,
}

impl Office {
    /// Four small strata of two prefectures, ids of the published vector.
    pub(super) fn new(profile: Profile, form: PoolForm) -> Self {
        let vector: serde_json::Value =
            serde_json::from_str(include_str!("../../../../../tests/vectors/draw.json")).unwrap();
        let mut pool = parse_pool(vector["pool_tsv"].as_str().unwrap().as_bytes()).unwrap();
        let strata = ["420100-B", "420100-C", "420100-D", "429021-A"];
        pool.retain(|row| strata.contains(&row.stratum.as_str()));
        let weight = |grade: &str| match grade {
            "B" => 2,
            "C" => 4,
            "D" => 8,
            _ => 1,
        };
        let plan = make_plan(&pool, weight, |_| 1, 6).unwrap();
        Office {
            profile,
            form,
            pool,
            plan,
            instead_of: None,
        }
    }

    /// The secret of a party for the draw.
    pub(super) fn secret(&self, party: Party) -> String {
        self.secret_for(party, "draw")
    }

    fn secret_for(&self, party: Party, purpose: &str) -> String {
        self.profile
            .hex(format!("secret of {} for the {purpose}", party.letter()))
    }

    fn commitment_for(&self, party: Party, purpose: &str) -> String {
        commitment(self.profile, BATCH, party, &self.secret_for(party, purpose))
    }

    fn salt(&self, id: &str) -> String {
        self.profile.hex(format!("salt of {id}"))
    }

    pub(super) fn openings(&self) -> String {
        let open = |row: &PoolRow| Opening {
            id: row.id.clone(),
            stratum: row.stratum.clone(),
            salt: self.salt(&row.id),
        };
        write_openings(&self.pool.iter().map(open).collect::<Vec<_>>())
    }

    pub(super) fn pool_file(&self) -> &'static str {
        match self.form {
            PoolForm::Open => POOL,
            PoolForm::Leaves => PUBLIC_POOL,
        }
    }

    fn pool_text(&self) -> String {
        match self.form {
            PoolForm::Open => write_pool(&self.pool),
            PoolForm::Leaves => {
                let openings = parse_openings(self.openings().as_bytes()).unwrap();
                write_public_pool(self.profile, &openings)
            }
        }
    }

    fn hash(&self, bytes: impl AsRef<[u8]>) -> String {
        self.profile.hex(bytes)
    }

    fn heading(&self, format: &str, previous: Option<String>) -> Heading {
        Heading {
            format: format.to_owned(),
            batch: BATCH.to_owned(),
            number: 2,
            profile: self.profile,
            previous,
            commit_a: self.commitment_for(Party::A, "draw"),
            commit_b: self.commitment_for(Party::B, "draw"),
            announced: vec![Announced {
                kind: "ssq".to_owned(),
                issue: "2022062".to_owned(),
            }],
            instead_of: self.instead_of.clone(),
        }
    }

    /// The hash of the newest record the office had made before this batch.
    fn before(&self) -> String {
        self.hash("the record before")
    }

    fn announcement(&self) -> AnnouncementRecord {
        AnnouncementRecord {
            heading: self.heading(ANNOUNCEMENT_FORMAT, Some(self.before())),
            pool_form: self.form,
            pool: self.hash(self.pool_text()),
            plan: self.hash(write_plan(&self.plan)),
        }
    }

    fn seed_text(&self, links: Option<MatchLinks>) -> SeedText {
        let purpose = if links.is_some() { "match" } else { "draw" };
        SeedText {
            batch: BATCH.to_owned(),
            pool: self.hash(self.pool_text()),
            plan: self.hash(write_plan(&self.plan)),
            links,
            a: self.secret_for(Party::A, purpose),
            b: self.secret_for(Party::B, purpose),
            public: vec![PublicValue::parse("ssq:2022062:01 05 13 18 22 30 + 07").unwrap()],
        }
    }

    fn record(&self, acts: &[Act], previous: String) -> DrawRecord {
        let frozen = Frozen {
            pool_form: self.form,
            pool: self.hash(self.pool_text()),
            plan: self.hash(write_plan(&self.plan)),
            seed: self.seed_text(None).seed(self.profile),
        };
        let mut draw = Draw::new(self.profile, &frozen.seed, &self.pool, &self.plan).unwrap();
        acts.iter().for_each(|act| draw.act(act.clone()).unwrap());
        let heading = self.heading(DRAW_FORMAT, Some(previous));
        let closed = self.form == PoolForm::Leaves;
        DrawRecord::of(&draw, heading, frozen, |id| closed.then(|| self.salt(id)))
    }

    /// What is public before the draw may be shown.
    pub(super) fn announced(&self) -> Files {
        let mut files = Files::new();
        put(&mut files, self.pool_file(), self.pool_text());
        put(&mut files, PLAN, write_plan(&self.plan));
        put(&mut files, ANNOUNCEMENT, self.announcement().text().unwrap());
        files
    }

    /// Drawn and matched, the secrets withheld.
    pub(super) fn sealed(&self) -> Files {
        self.sealed_with(vec![self.hash("a record of teams")])
    }

    fn sealed_with(&self, matches: Vec<String>) -> Files {
        let mut files = self.announced();
        let announced = self.hash(&files[ANNOUNCEMENT]);
        let record = self.record(&[], self.before()).text().unwrap();
        let public = self.seed_text(None).public;
        let sealed = SealedRecord::of(
            &self.announcement(),
            announced,
            &public,
            self.hash(record),
            matches,
        );
        put(&mut files, SEALED, sealed.text().unwrap());
        files
    }

    /// Everything open, a version of the record after every further list of acts.
    pub(super) fn drawn(&self, versions: &[&[Act]]) -> Files {
        let mut files = self.sealed_with(Vec::new());
        put(&mut files, SEED, self.seed_text(None).text());
        let mut previous = self.before();
        let mut acts: Vec<Act> = Vec::new();
        for (n, more) in [&[] as &[Act]].iter().chain(versions).enumerate() {
            acts.extend(more.iter().cloned());
            let record = self.record(&acts, previous);
            let text = record.text().unwrap();
            previous = self.hash(&text);
            let last = n == versions.len();
            let name = if last {
                RECORD.to_owned()
            } else {
                format!("record-{}.json", n + 1)
            };
            put(&mut files, &name, text);
            put(&mut files, DRAWN, write_drawn(&record));
        }
        files
    }

    /// The first drawn target of a stratum.
    pub(super) fn first(&self, stratum: &str) -> String {
        let record = self.record(&[], String::new());
        let found = record.strata.iter().find(|row| row.stratum == stratum).unwrap();
        found.drawn[0].id.clone()
    }

    /// One replacement, one extension, one striking off, in two further versions.
    pub(super) fn acted(&self) -> Files {
        let (reason, evidence) = ("closed".to_owned(), "照片 17".to_owned());
        let replace = Act::Replace {
            id: self.first("420100-B"),
            reason: reason.clone(),
            evidence,
        };
        let evidence = "<script>alert(1)</script> | 注销\u{202e}通知".to_owned();
        let strike = Act::Strike {
            id: self.first("420100-C"),
            reason,
            evidence,
        };
        self.drawn(&[&[replace], &[Act::Extend { by: 2 }, strike]])
    }

    /// Teams for the targets of the newest record, and one officer replaced.
    pub(super) fn matched(&self) -> Files {
        let mut files = self.acted();
        let record: DrawRecord = serde_json::from_slice(&files[RECORD]).unwrap();
        let roster = parse_roster(ROSTER_TEXT.as_bytes()).unwrap();
        let mut conflicts = "officer\tid\n".to_owned();
        let barred = record
            .tasks()
            .iter()
            .map(|task| task.id.to_owned())
            .min()
            .unwrap();
        conflicts.push_str(&format!("A420100001\t{barred}\nA420100001\tB420100001\n"));
        let links = MatchLinks {
            roster: self.hash(ROSTER_TEXT),
            conflicts: self.hash(&conflicts),
            parent: self.hash(&files[RECORD]),
        };
        let text = self.seed_text(Some(links.clone()));
        let seed = text.seed(self.profile);
        let rows = parse_conflicts(conflicts.as_bytes(), &roster).unwrap();
        let (members, visits) = (Members::default(), visits());
        let setup = Setup {
            profile: self.profile,
            seed: &seed,
            roster: &roster,
            conflicts: &rows,
            members,
            visits,
        };
        let pools = match_batch(&setup, &record.tasks()).unwrap();
        let matched = MatchRecord {
            heading: Heading {
                commit_a: self.commitment_for(Party::A, "match"),
                commit_b: self.commitment_for(Party::B, "match"),
                ..self.heading(MATCH_FORMAT, Some(links.parent.clone()))
            },
            round: 1,
            parent: links.parent,
            roster: links.roster,
            conflicts: links.conflicts,
            seed: seed.clone(),
            members,
            visits,
            abandoned: Vec::new(),
            pools,
        };
        let teams: Vec<Team> = matched.pools.iter().flat_map(|pool| pool.teams.clone()).collect();
        let (officer, reason) = ("B420100003".to_owned(), "leave".to_owned());
        let absent = [Absent { officer, reason }];
        let change = teams
            .iter()
            .find_map(|team| choose(&setup, &teams, &request(team, &absent)).ok())
            .unwrap();
        let changes = TeamChanges::of(&matched, self.hash(matched.text().unwrap()), vec![change]);
        put(&mut files, ROSTER, ROSTER_TEXT.to_owned());
        put(&mut files, CONFLICTS, conflicts);
        put(&mut files, MATCH_SEED, text.text());
        put(&mut files, MATCH, matched.text().unwrap());
        put(&mut files, TEAM_CHANGES, changes.text().unwrap());
        files
    }

    /// Void; after its draw, which is then thrown away, or before it.
    pub(super) fn void(&self, after_draw: bool) -> Files {
        let mut files = if after_draw {
            self.drawn(&[])
        } else {
            self.announced()
        };
        let before = match files.remove(RECORD) {
            Some(record) => {
                let hash = self.hash(&record);
                files.insert("record-1.json".to_owned(), record);
                hash
            }
            None => self.before(),
        };
        let record = VoidRecord {
            heading: self.heading(VOID_FORMAT, Some(before)),
            pool_form: self.form,
            pool: self.hash(self.pool_text()),
            plan: Some(self.hash(write_plan(&self.plan))),
            reason: "wrong_pool".to_owned(),
            note: "名录漏列两家单位".to_owned(),
            known: None,
        };
        put(&mut files, RECORD, record.text().unwrap());
        files
    }
}

/// The officer of 市场监管 falls ill.
fn request<'a>(team: &'a Team, absent: &'a [Absent]) -> Request<'a> {
    Request {
        round: 1,
        task: &team.task,
        out: &team.b[0],
        reason: "ill",
        evidence: "请假单 3",
        absent,
    }
}

fn visits() -> Visits {
    Visits {
        from: "2022-06-11".parse().unwrap(),
        until: "2022-07-20".parse().unwrap(),
    }
}

pub(super) fn put(files: &mut Files, name: &str, text: String) {
    files.insert(name.to_owned(), text.into_bytes());
}

pub(super) fn names(office: &Office) -> Names {
    let mut names = Names::default();
    names.campaign.zh = "2022年清理整顿人力资源市场秩序专项行动".to_owned();
    names.campaign.en = "2022 campaign to put the human-resources market in order".to_owned();
    names.notice = "鄂人社函〔2022〕97号".to_owned();
    for (code, name) in [("420100", "武汉市"), ("429021", "神农架林区")] {
        names.units.insert(code.to_owned(), name.to_owned());
    }
    let leave = Text {
        zh: "请假、外出".to_owned(),
        en: "on leave".to_owned(),
    };
    names.reasons.insert("leave".to_owned(), leave);
    let first = office.first("420100-B");
    names
        .targets
        .insert(first, "武汉<b>某某</b>人力资源*有限*公司".to_owned());
    names
}
