//! The pool as far as the published files open it.

use std::collections::BTreeMap;

use super::{Difference, Files, Scope};
use crate::draw::files::{
    OPENINGS, POOL, PUBLIC_POOL, PlanRow, PoolRow, leaf, parse_openings, parse_pool, parse_public_pool,
};
use crate::draw::hash::Profile;
use crate::draw::plan::{PlanFault, check_sizes, check_total};
use crate::draw::record::{DrawRecord, PoolForm};

/// The published pool.
pub(super) enum Published {
    /// Every target with its stratum.
    Open(Vec<PoolRow>),
    /// Leaves by id, with every opening when the openings are published too.
    Leaves {
        leaves: BTreeMap<String, String>,
        opened: Option<Vec<PoolRow>>,
        salts: BTreeMap<String, String>,
    },
}

/// The name of the file in which a pool of this form is published.
pub(super) fn file_of(form: PoolForm) -> &'static str {
    match form {
        PoolForm::Open => POOL,
        PoolForm::Leaves => PUBLIC_POOL,
    }
}

impl Published {
    pub(super) fn read(
        files: &Files,
        profile: Profile,
        form: PoolForm,
        bytes: &[u8],
    ) -> Result<Self, Difference> {
        if form == PoolForm::Open {
            return Ok(Published::Open(parse_pool(bytes)?));
        }
        let leaves: BTreeMap<_, _> = parse_public_pool(bytes)?
            .into_iter()
            .map(|row| (row.id, row.leaf))
            .collect();
        let Some(bytes) = files.get(OPENINGS) else {
            return Ok(Published::Leaves {
                leaves,
                opened: None,
                salts: BTreeMap::new(),
            });
        };
        let (mut opened, mut salts) = (Vec::new(), BTreeMap::new());
        for row in parse_openings(bytes)? {
            open(profile, &leaves, OPENINGS, &row.id, &row.stratum, &row.salt)?;
            salts.insert(row.id.clone(), row.salt);
            opened.push(PoolRow {
                id: row.id,
                stratum: row.stratum,
            });
        }
        if let Some(id) = leaves.keys().find(|id| !salts.contains_key(*id)) {
            return Err(Difference::Membership {
                file: OPENINGS.to_owned(),
                id: id.clone(),
            });
        }
        Ok(Published::Leaves {
            leaves,
            opened: Some(opened),
            salts,
        })
    }

    pub(super) fn check_plan(&self, plan: &[PlanRow]) -> Result<(), PlanFault> {
        match self {
            Published::Open(rows)
            | Published::Leaves {
                opened: Some(rows), ..
            } => check_sizes(rows, plan),
            Published::Leaves { leaves, .. } => check_total(leaves.len(), plan),
        }
    }

    pub(super) fn scope(&self) -> Scope {
        match self {
            Published::Open(_) | Published::Leaves { opened: Some(_), .. } => Scope::Whole,
            Published::Leaves { .. } => Scope::DrawnOnly,
        }
    }

    /// The rows a record can be recomputed from, and the salts it must state. With closed strata the record itself
    /// opens its drawn targets, and those are all that is known.
    pub(super) fn rows(
        &self,
        profile: Profile,
        file: &str,
        record: &DrawRecord,
    ) -> Result<(Vec<PoolRow>, BTreeMap<String, String>), Difference> {
        let leaves = match self {
            Published::Open(rows) => return Ok((rows.clone(), BTreeMap::new())),
            Published::Leaves {
                opened: Some(rows),
                salts,
                ..
            } => return Ok((rows.clone(), salts.clone())),
            Published::Leaves { leaves, .. } => leaves,
        };
        let (mut rows, mut salts) = (Vec::new(), BTreeMap::new());
        for stratum in &record.strata {
            for row in &stratum.drawn {
                let salt = row.salt.clone().unwrap_or_default();
                open(profile, leaves, file, &row.id, &stratum.stratum, &salt)?;
                salts.insert(row.id.clone(), salt);
                rows.push(PoolRow {
                    id: row.id.clone(),
                    stratum: stratum.stratum.clone(),
                });
            }
        }
        Ok((rows, salts))
    }
}

/// Checks that a stratum and a salt open the published leaf of a target.
pub(super) fn open(
    profile: Profile,
    leaves: &BTreeMap<String, String>,
    file: &str,
    id: &str,
    stratum: &str,
    salt: &str,
) -> Result<(), Difference> {
    let (file, id_owned) = (file.to_owned(), id.to_owned());
    match leaves.get(id) {
        None => Err(Difference::Membership { file, id: id_owned }),
        Some(published) if *published != leaf(profile, id, stratum, salt) => {
            Err(Difference::Leaf { file, id: id_owned })
        }
        Some(_) => Ok(()),
    }
}
