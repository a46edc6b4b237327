//! The frozen text files of SSJ-1: strict reading and exact writing.
//!
//! UTF-8 without BOM, LF, last line ends with LF, fields parted by TAB, no empty field, NFC, one header line,
//! rows unique and sorted bytewise. What these readers accept they write back byte for byte.

mod fault;
mod plan;
mod pool;
mod roster;
mod table;

pub use fault::{Fault, FaultKind};
pub use plan::{PlanRow, parse_plan, parse_strata, prefecture_of, write_plan};
pub use pool::{
    LeafRow, Opening, PoolRow, leaf, parse_openings, parse_pool, parse_public_pool, write_openings,
    write_pool, write_public_pool,
};
pub use roster::{Conflict, Dept, Officer, parse_conflicts, parse_roster, write_conflicts, write_roster};

pub(super) use table::{check_text, text_lines};

/// File name of the open pool, `id⇥stratum`.
pub const POOL: &str = "pool.tsv";
/// File name of the pool with salted leaves, `id⇥leaf`, for confidential grades.
pub const PUBLIC_POOL: &str = "pool-public.tsv";
/// File name of the salts that open every leaf, `id⇥stratum⇥salt`; kept for supervisors, published by choice.
pub const OPENINGS: &str = "openings.tsv";
/// File name of the plan, `stratum⇥N⇥weight⇥floor⇥n`.
pub const PLAN: &str = "plan.tsv";
/// File name of the officers who may be matched.
pub const ROSTER: &str = "roster.tsv";
/// File name of the 回避 list: officer and target, or two officers who must not form one team.
pub const CONFLICTS: &str = "conflicts.tsv";
/// File name of the draw's seed text.
pub const SEED: &str = "seed.txt";
/// File name of the match's seed text.
pub const MATCH_SEED: &str = "match-seed.txt";
/// File name of the draw record.
pub const RECORD: &str = "record.json";
/// File name of the match record.
pub const MATCH: &str = "match.json";
