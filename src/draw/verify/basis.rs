//! The draw: recomputed from the pool, the plan and the seed text, version by version of its record.

use super::Difference;
use super::pool::{Published, file_of};
use super::reading::{Version, check_heading, compare, compare_table, follows, need, read, unchanged};
use super::{Files, Scope};
use crate::draw::files::{DRAWN, PLAN, PlanRow, SEED, parse_plan};
use crate::draw::hash::Profile;
use crate::draw::plan::check_places;
use crate::draw::promise::Promised;
use crate::draw::record::{DRAW_FORMAT, DrawRecord, Frozen, Heading, PoolForm, write_drawn};
use crate::draw::seed::{PublicValue, SeedText};
use crate::draw::select::Draw;

/// A draw that holds: every version of its record, and what it came from.
pub(super) struct Basis<'f> {
    pub(super) profile: Profile,
    /// The heading of the newest draw record.
    pub(super) heading: Heading,
    pub(super) frozen: Frozen,
    pub(super) public: Vec<PublicValue>,
    pub(super) scope: Scope,
    /// The versions of the draw record, oldest first.
    pub(super) versions: Vec<(Version<'f>, DrawRecord)>,
}

impl<'f> Basis<'f> {
    /// Checks the draw with these versions of its record, of which there must be one.
    pub(super) fn check(
        files: &'f Files,
        versions: Vec<Version<'f>>,
        latest: DrawRecord,
    ) -> Result<Self, Difference> {
        let source = Source::read(files, &latest)?;
        let mut checked: Vec<(Version, DrawRecord)> = Vec::new();
        for (file, bytes) in versions {
            let record: DrawRecord = read(&file, bytes)?;
            check_heading(&file, &record.heading)?;
            source.check_record(&file, bytes, &record, &latest.heading)?;
            match checked.last() {
                Some(((before, earlier), record_before)) => {
                    check_history(&file, record_before, &record)?;
                    follows(source.profile, &file, &record.heading, (before, earlier))?;
                }
                None => check_first(&file, &record)?,
            }
            checked.push(((file, bytes), record));
        }
        if let Some(bytes) = files.get(DRAWN) {
            compare_table(DRAWN, bytes, &write_drawn(&latest))?;
        }
        Ok(Basis {
            profile: source.profile,
            heading: latest.heading,
            scope: source.ground.pool.scope(),
            frozen: source.frozen,
            public: source.public,
            versions: checked,
        })
    }

    /// The newest draw record.
    pub(super) fn latest(&self) -> Option<&DrawRecord> {
        self.versions.last().map(|(_, record)| record)
    }

    /// Hashes of the versions, oldest first.
    pub(super) fn hashes(&self) -> Vec<String> {
        self.versions
            .iter()
            .map(|((_, bytes), _)| self.profile.hex(bytes))
            .collect()
    }
}

/// What the draw is recomputed from.
struct Source {
    profile: Profile,
    ground: Ground,
    frozen: Frozen,
    public: Vec<PublicValue>,
}

impl Source {
    fn read(files: &Files, record: &DrawRecord) -> Result<Self, Difference> {
        let heading = &record.heading;
        let (profile, form) = (heading.profile, record.pool_form);
        let ground = Ground::read(files, profile, form)?;
        let seed = SeedText::parse(SEED, need(files, SEED)?, false)?;
        ground.check(SEED, &seed.pool, &seed.plan)?;
        promised(heading, &ground.pool_hash, &ground.plan_hash)
            .check(profile, &seed)
            .map_err(|broken| Difference::Seed {
                file: SEED.to_owned(),
                broken,
            })?;
        let frozen = Frozen {
            pool_form: form,
            pool: ground.pool_hash.clone(),
            plan: ground.plan_hash.clone(),
            seed: seed.seed(profile),
        };
        Ok(Source {
            profile,
            ground,
            frozen,
            public: seed.public,
        })
    }

    /// Recomputes one version of the draw record under the newest version's heading, and compares it.
    fn check_record(
        &self,
        file: &str,
        bytes: &[u8],
        record: &DrawRecord,
        heading: &Heading,
    ) -> Result<(), Difference> {
        let failed = |error| Difference::Draw {
            file: file.to_owned(),
            error,
        };
        let (rows, salts) = self.ground.pool.rows(self.profile, file, record)?;
        let mut draw =
            Draw::new(self.profile, &self.frozen.seed, &rows, &self.ground.plan).map_err(failed)?;
        for act in &record.acts {
            draw.act(act.clone()).map_err(failed)?;
        }
        let heading = Heading {
            format: DRAW_FORMAT.to_owned(),
            previous: record.heading.previous.clone(),
            ..heading.clone()
        };
        let recomputed = DrawRecord::of(&draw, heading, self.frozen.clone(), |id| salts.get(id).cloned());
        compare(file, bytes, &recomputed)
    }
}

/// Pool and plan.
pub(super) struct Ground {
    pub(super) pool: Published,
    plan: Vec<PlanRow>,
    pool_file: &'static str,
    pub(super) pool_hash: String,
    pub(super) plan_hash: String,
}

impl Ground {
    pub(super) fn read(files: &Files, profile: Profile, form: PoolForm) -> Result<Self, Difference> {
        let pool_file = file_of(form);
        let (pool_bytes, plan_bytes) = (need(files, pool_file)?, need(files, PLAN)?);
        Ok(Ground {
            pool: Published::read(files, profile, form, pool_bytes)?,
            plan: parse_plan(plan_bytes)?,
            pool_file,
            pool_hash: profile.hex(pool_bytes),
            plan_hash: profile.hex(plan_bytes),
        })
    }

    /// Checks that the two are those whose hashes `witness` states, and that they fit each other and the rule.
    pub(super) fn check(&self, witness: &str, pool: &str, plan: &str) -> Result<(), Difference> {
        unchanged(self.pool_file, &self.pool_hash, witness, pool)?;
        unchanged(PLAN, &self.plan_hash, witness, plan)?;
        self.pool.check_plan(&self.plan)?;
        Ok(check_places(&self.plan)?)
    }
}

/// What a heading promises about a seed text, with pool and plan as they were found.
pub(super) fn promised(heading: &Heading, pool: &str, plan: &str) -> Promised {
    Promised {
        batch: heading.batch.clone(),
        pool: pool.to_owned(),
        plan: plan.to_owned(),
        links: None,
        commit_a: heading.commit_a.clone(),
        commit_b: heading.commit_b.clone(),
        announced: heading.announced.clone(),
    }
}

fn check_first(file: &str, record: &DrawRecord) -> Result<(), Difference> {
    match record.acts.len() {
        0 => Ok(()),
        acts => Err(Difference::NotFirst {
            file: file.to_owned(),
            acts,
        }),
    }
}

fn check_history(file: &str, before: &DrawRecord, record: &DrawRecord) -> Result<(), Difference> {
    let (earlier, later) = (before.acts.iter(), record.acts.iter());
    let kept = earlier.zip(later).take_while(|(one, other)| one == other).count();
    if kept == before.acts.len() {
        Ok(())
    } else {
        Err(Difference::History {
            file: file.to_owned(),
            act: kept + 1,
        })
    }
}
