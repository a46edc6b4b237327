//! 回避: which officers must not inspect which entities.

use super::{fault::Reason, fields::Cells, header::Column, reader::Kind, unique::Unique};
use crate::domain::uscc::Uscc;

/// One ground for avoidance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// Line of the file.
    pub line: u64,
    /// 执法人员编号, never empty; whether the library knows it is the caller's question.
    pub officer: String,
    /// 统一社会信用代码 of the entity.
    pub code: Uscc,
    /// 关系: 本人, 近亲属, 其他利害关系 … as written.
    pub kind: String,
    /// 说明.
    pub note: String,
}

/// Reads [`ConflictRow`]s; a pair may appear once in a file.
#[derive(Debug, Default)]
pub struct Conflicts {
    seen: Unique,
}

const OFFICER: usize = 0;
const CODE: usize = 1;
const KIND: usize = 2;
const NOTE: usize = 3;

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
            code: cells.uscc(CODE)?.ok_or((Some(CODE), Reason::Blank))?,
            kind: cells.owned(KIND),
            note: cells.owned(NOTE),
        };
        let key = format!("{}\t{}", row.officer, row.code);
        self.seen.check(&key, CODE)?;
        self.seen.insert(&key, row.line);
        Ok(row)
    }
}
