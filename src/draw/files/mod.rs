//! The frozen text files of SSJ-1: strict reading and exact writing.
//!
//! UTF-8 without BOM, LF, last line ends with LF, fields parted by TAB, no empty field, NFC, one header line,
//! rows unique and sorted bytewise. What these readers accept they write back byte for byte.

mod drawn;
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

pub(super) use drawn::write_drawn_rows;
pub(super) use table::{check_text, text_lines};

/// File name of the open pool, `id⇥stratum`.
pub const POOL: &str = "pool.tsv";
/// File name of the pool with salted leaves, `id⇥leaf`, for confidential grades.
pub const PUBLIC_POOL: &str = "pool-public.tsv";
/// File name of the salts that open every leaf, `id⇥stratum⇥salt`; kept for supervisors, published by choice.
pub const OPENINGS: &str = "openings.tsv";
/// File name of the plan, `stratum⇥N⇥weight⇥floor⇥n`.
pub const PLAN: &str = "plan.tsv";
/// File name of what is bound before the public results are known.
pub const ANNOUNCEMENT: &str = "announcement.json";
/// File name of what binds the office to a draw that is not shown yet.
pub const SEALED: &str = "sealed.json";
/// File name of what is bound before the seed of a round of matching is known; see [`round_file`].
pub const MATCH_ANNOUNCEMENT: &str = "match-announcement.json";
/// File name of the draw's seed text.
pub const SEED: &str = "seed.txt";
/// File name of the draw record, or the record of a void batch.
pub const RECORD: &str = "record.json";
/// File name of the drawn targets as a table.
pub const DRAWN: &str = "drawn.tsv";
/// File name of the officers who may be matched; see [`round_file`] for later rounds.
pub const ROSTER: &str = "roster.tsv";
/// File name of the 回避 list: officer and target, or two officers who must not form one team.
pub const CONFLICTS: &str = "conflicts.tsv";
/// File name of the match's seed text.
pub const MATCH_SEED: &str = "match-seed.txt";
/// File name of the match record.
pub const MATCH: &str = "match.json";
/// File name of the officers replaced after a match.
pub const TEAM_CHANGES: &str = "team-changes.json";

/// The name of a file of a round of matching: `match.json` of round 1, `match-2.json` of round 2 and so on.
pub fn round_file(name: &str, round: u32) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if round > 1 => format!("{stem}-{round}.{ending}"),
        _ => name.to_owned(),
    }
}
