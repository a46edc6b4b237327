//! 回避: which officers must not inspect which entities, and which two officers must not be in one team.

use super::fault::Reason;
use super::fields::{CellFault, Cells};
use super::header::Column;
use super::reader::Kind;
use super::unique::Unique;
use crate::domain::uscc::Uscc;

/// One ground for avoidance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// Line of the file.
    pub line: u64,
    /// 执法人员编号, never empty; whether the library knows it is the caller's question.
    pub officer: String,
    /// From whom the officer is kept away.
    pub from: KeptFrom,
    /// 关系: 本人, 近亲属, 其他利害关系 … as written.
    pub kind: String,
    /// 说明.
    pub note: String,
}

/// From whom an officer is kept away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptFrom {
    /// The entity with this 统一社会信用代码, which the officer must not inspect.
    Entity(Uscc),
    /// 另一执法人员编号: the officer who must not be in the same team (不得同组).
    Officer(String),
}

/// Reads [`ConflictRow`]s; an officer and an entity, or two officers in either order, may appear once in a file.
#[derive(Debug, Default)]
pub struct Conflicts {
    seen: Unique,
}

const OFFICER: usize = 0;
const CODE: usize = 1;
const OTHER: usize = 2;
const KIND: usize = 3;
const NOTE: usize = 4;

impl Kind for Conflicts {
    type Row<'a> = ConflictRow;

    const COLUMNS: &'static [Column] = &[
        Column {
            name: "执法人员编号",
            synonyms: &[
                "人员编号",
                "证件编号",
                "执法证件编号",
                "执法证编号",
                "执法证号",
                "执法人员证件编号",
                "编号",
                "officerid",
                "officer",
                "id",
            ],
            needed: true,
        },
        Column {
            name: "统一社会信用代码",
            synonyms: &[
                "社会信用代码",
                "信用代码",
                "企业信用代码",
                "uscc",
                "creditcode",
                "code",
                "target",
            ],
            needed: true,
        },
        Column {
            name: "另一执法人员编号",
            synonyms: &[
                "另一人员编号",
                "另一执法证件编号",
                "另一执法证号",
                "另一执法人员",
                "对方执法人员编号",
                "对方编号",
                "不得同组人员编号",
                "otherofficer",
                "otherofficerid",
                "secondofficer",
                "other",
            ],
            needed: false,
        },
        Column {
            name: "关系",
            synonyms: &[
                "回避事由",
                "回避原因",
                "利害关系",
                "关系类型",
                "类型",
                "kind",
                "relation",
                "reason",
            ],
            needed: false,
        },
        Column {
            name: "说明",
            synonyms: &["备注", "情况说明", "note", "notes", "remark"],
            needed: false,
        },
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<ConflictRow, (Option<usize>, Reason)> {
        let row = ConflictRow {
            line: cells.line(),
            officer: cells.filled_code(OFFICER)?,
            from: kept_from(&cells)?,
            kind: cells.owned(KIND),
            note: cells.owned(NOTE),
        };
        let (key, column) = match &row.from {
            KeptFrom::Entity(_) if row.kind.contains("同组") => return Err((Some(KIND), Reason::OneOfTwo)),
            KeptFrom::Officer(other) if *other == row.officer => {
                return Err((Some(OTHER), Reason::SameOfficer));
            }
            KeptFrom::Entity(code) => (format!("{}\t{code}", row.officer), CODE),
            KeptFrom::Officer(other) => {
                let (one, other) = (row.officer.as_str().min(other), row.officer.as_str().max(other));
                (format!("{one}\t{other}"), OTHER)
            }
        };
        self.seen.check(&key, column)?;
        self.seen.insert(&key, row.line);
        Ok(row)
    }
}

/// An entity or another officer: exactly one of the two.
fn kept_from(cells: &Cells<'_>) -> Result<KeptFrom, CellFault> {
    match (cells.uscc(CODE)?, cells.code(OTHER).is_empty()) {
        (Some(code), true) => Ok(KeptFrom::Entity(code)),
        (None, false) => cells.filled_code(OTHER).map(KeptFrom::Officer),
        (Some(_), false) => Err((Some(OTHER), Reason::OneOfTwo)),
        (None, true) => Err((Some(CODE), Reason::OneOfTwo)),
    }
}
