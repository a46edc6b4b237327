//! 执法人员: the officer library as one of the two departments exports it.

use chrono::NaiveDate;

use super::{
    fault::{Choice, Reason},
    fields::{CellFault, Cells, RegionCheck},
    header::Column,
    reader::Kind,
    unique::Unique,
    wording::excerpt,
};

/// The department that an officer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepartmentCell {
    /// 人社
    Labour,
    /// 市场监管
    Market,
}

/// One officer of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    /// Line of the file.
    pub line: u64,
    /// 执法证件编号, the officer's key; unique within a file.
    pub id: String,
    /// 姓名, never empty.
    pub name: String,
    /// 部门.
    pub department: DepartmentCell,
    /// 行政区划代码 of the officer's unit, one of those known to the caller.
    pub region: String,
    /// 执法证有效期起; `None` when the file does not say.
    pub valid_from: Option<NaiveDate>,
    /// 执法证有效期止, the last valid day; the year 9999 for 长期. A certificate without one proves nothing.
    pub valid_until: NaiveDate,
    /// 任务上限: most tasks in one match.
    pub cap: Option<u32>,
    /// 已有任务: tasks already carried.
    pub base_load: Option<u32>,
    /// 在岗; `None` when the file does not say.
    pub on_duty: Option<bool>,
}

/// Reads [`OfficerRow`]s.
pub struct Officers<'r> {
    known: RegionCheck<'r>,
    seen: Unique,
}

impl<'r> Officers<'r> {
    /// A reader for officers of units in the regions that `known` accepts.
    pub fn new(known: RegionCheck<'r>) -> Self {
        Self {
            known,
            seen: Unique::default(),
        }
    }
}

const ID: usize = 0;
const NAME: usize = 1;
const DEPARTMENT: usize = 2;
const REGION: usize = 3;
const FROM: usize = 4;
const UNTIL: usize = 5;
const CAP: usize = 6;
const LOAD: usize = 7;
const DUTY: usize = 8;

impl Kind for Officers<'_> {
    type Row<'a> = OfficerRow;

    const COLUMNS: &'static [Column] = &[
        Column {
            name: "证件编号",
            synonyms: &[
                "执法证件编号",
                "执法证编号",
                "执法证号",
                "执法证件号",
                "证件号",
                "证件号码",
                "人员编号",
                "执法人员编号",
                "编号",
                "工号",
                "officerid",
                "certificateno",
                "certificatenumber",
                "id",
            ],
            needed: true,
        },
        Column {
            name: "姓名",
            synonyms: &[
                "执法人员姓名",
                "执法人员",
                "人员姓名",
                "name",
                "officername",
                "officer",
            ],
            needed: true,
        },
        Column {
            name: "部门",
            synonyms: &["所属部门", "执法部门", "部门名称", "系统", "department", "dept"],
            needed: true,
        },
        Column {
            name: "单位",
            synonyms: &[
                "单位区划代码",
                "单位行政区划代码",
                "行政区划代码",
                "区划代码",
                "单位代码",
                "单位编码",
                "所属单位",
                "所在单位",
                "行政区划",
                "unit",
                "region",
                "regioncode",
                "unitcode",
            ],
            needed: true,
        },
        Column {
            name: "执法证有效期起",
            synonyms: &[
                "有效期起",
                "证件有效期起",
                "执法证有效期自",
                "有效期自",
                "发证日期",
                "有效期开始",
                "validfrom",
                "certfrom",
                "from",
            ],
            needed: false,
        },
        Column {
            name: "执法证有效期止",
            synonyms: &[
                "有效期止",
                "证件有效期止",
                "执法证有效期至",
                "证件有效期至",
                "有效期至",
                "有效期截止",
                "有效期",
                "validuntil",
                "validto",
                "certuntil",
                "until",
                "expires",
            ],
            needed: false,
        },
        Column {
            name: "任务上限",
            synonyms: &[
                "上限",
                "最大任务数",
                "最多任务数",
                "任务数上限",
                "cap",
                "maxtasks",
            ],
            needed: false,
        },
        Column {
            name: "已有任务",
            synonyms: &[
                "已有任务数",
                "在办任务",
                "在办任务数",
                "现有任务",
                "现有任务数",
                "baseload",
                "load",
                "currenttasks",
            ],
            needed: false,
        },
        Column {
            name: "在岗",
            synonyms: &[
                "是否在岗",
                "在岗状态",
                "在岗情况",
                "人员状态",
                "状态",
                "onduty",
                "active",
            ],
            needed: false,
        },
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<OfficerRow, (Option<usize>, Reason)> {
        let id = cells.filled_code(ID)?;
        self.seen.check(&id, ID)?;
        let row = OfficerRow {
            line: cells.line(),
            id,
            name: cells.filled(NAME)?.into_owned(),
            department: department(cells)?,
            region: cells.filled_region(REGION, self.known)?.into_owned(),
            valid_from: cells.date(FROM)?,
            valid_until: cells.date(UNTIL)?.ok_or((Some(UNTIL), Reason::Blank))?,
            cap: cells.number(CAP)?,
            base_load: cells.number(LOAD)?,
            on_duty: cells.yes_no(DUTY)?,
        };
        if row.valid_from.is_some_and(|from| row.valid_until < from) {
            return Err((Some(UNTIL), Reason::Reversed));
        }
        self.seen.insert(&row.id, row.line);
        Ok(row)
    }
}

/// The department by its full or common name, or by the letter that a match uses for it (A 人社, B 市场监管).
fn department(cells: Cells<'_>) -> Result<DepartmentCell, CellFault> {
    let text = cells.filled(DEPARTMENT)?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let labour = says(&["人社", "人力资源", "社会保障", "劳动", "labour", "labor", "hrss"]) || text == "a";
    let market = says(&["市场", "市监", "工商", "market", "samr"]) || text == "b";
    match (labour, market) {
        // 人力资源市场科 names a market, but belongs to 人社.
        (true, true) if text.contains("人力资源市场") && !says(&["市场监", "市监"]) => {
            Ok(DepartmentCell::Labour)
        }
        (true, false) => Ok(DepartmentCell::Labour),
        (false, true) => Ok(DepartmentCell::Market),
        _ => Err((
            Some(DEPARTMENT),
            Reason::Choice {
                list: Choice::Department,
                found: excerpt(&text),
            },
        )),
    }
}
