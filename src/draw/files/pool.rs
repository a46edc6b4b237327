//! The frozen pool of targets 抽查对象名录, open or with salted leaves.

use super::fault::Fault;
use super::plan::stratum;
use super::table::{read, write};
use super::{OPENINGS, POOL, PUBLIC_POOL};
use crate::draw::hash::Profile;

const POOL_HEADER: &[&str] = &["id", "stratum"];
const PUBLIC_HEADER: &[&str] = &["id", "leaf"];
const OPENINGS_HEADER: &[&str] = &["id", "stratum", "salt"];

/// A target of the open pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRow {
    /// 统一社会信用代码.
    pub id: String,
    /// Prefecture code and credit-risk grade, such as `420100-C`.
    pub stratum: String,
}

/// A target of the public pool, its stratum closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafRow {
    /// 统一社会信用代码.
    pub id: String,
    /// [`leaf`] of the row, 64 hex characters.
    pub leaf: String,
}

/// What opens a leaf: the stratum and the salt it was closed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// 统一社会信用代码.
    pub id: String,
    /// The stratum that was closed.
    pub stratum: String,
    /// 32 random bytes as 64 hex characters, one salt a row.
    pub salt: String,
}

/// The salted leaf of a target: `H("SSJ-LEAF-1\n" id "\n" stratum "\n" salt "\n")`.
pub fn leaf(profile: Profile, id: &str, stratum: &str, salt: &str) -> String {
    profile.hex(format!("SSJ-LEAF-1\n{id}\n{stratum}\n{salt}\n"))
}

/// Reads `pool.tsv`.
///
/// # Errors
/// The first [`Fault`] of the file.
pub fn parse_pool(bytes: &[u8]) -> Result<Vec<PoolRow>, Fault> {
    read(POOL, bytes, POOL_HEADER, 1, |row| {
        Ok(PoolRow {
            id: row.id(0)?,
            stratum: stratum(row, 1)?,
        })
    })
}

/// Reads `pool-public.tsv`.
///
/// # Errors
/// The first [`Fault`] of the file.
pub fn parse_public_pool(bytes: &[u8]) -> Result<Vec<LeafRow>, Fault> {
    read(PUBLIC_POOL, bytes, PUBLIC_HEADER, 1, |row| {
        Ok(LeafRow {
            id: row.id(0)?,
            leaf: row.hash(1)?,
        })
    })
}

/// Reads `openings.tsv`.
///
/// # Errors
/// The first [`Fault`] of the file.
pub fn parse_openings(bytes: &[u8]) -> Result<Vec<Opening>, Fault> {
    read(OPENINGS, bytes, OPENINGS_HEADER, 1, |row| {
        Ok(Opening {
            id: row.id(0)?,
            stratum: stratum(row, 1)?,
            salt: row.hash(2)?,
        })
    })
}

/// Writes `pool.tsv`; the rows must be sorted by id.
pub fn write_pool(rows: &[PoolRow]) -> String {
    write(
        POOL_HEADER,
        rows.iter().map(|row| [row.id.clone(), row.stratum.clone()]),
    )
}

/// Writes `pool-public.tsv` from the openings, which must be sorted by id.
pub fn write_public_pool(profile: Profile, rows: &[Opening]) -> String {
    let leaves = rows
        .iter()
        .map(|row| [row.id.clone(), leaf(profile, &row.id, &row.stratum, &row.salt)]);
    write(PUBLIC_HEADER, leaves)
}

/// Writes `openings.tsv`; the rows must be sorted by id.
pub fn write_openings(rows: &[Opening]) -> String {
    write(
        OPENINGS_HEADER,
        rows.iter()
            .map(|row| [row.id.clone(), row.stratum.clone(), row.salt.clone()]),
    )
}
