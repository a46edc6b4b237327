//! 检查事项清单: what is inspected, how, and on what basis.

use super::{fault::Reason, fields::Cells, header::Column, reader::Kind, unique::Unique};

/// One item of the list. Texts are cleaned, and empty where the file says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistRow {
    /// Line of the file.
    pub line: u64,
    /// 编号, never empty; unique within a file together with the version.
    pub id: String,
    /// 版本; 1 when the file does not say.
    pub version: u32,
    /// 事项名称, never empty.
    pub title: String,
    /// 类别: 一般检查事项, 重点检查事项 …
    pub category: String,
    /// 检查方式: 实地检查, 书面检查, 网络监测 …
    pub method: String,
    /// 法律依据.
    pub basis: String,
    /// 检查要点.
    pub points: String,
    /// 所需材料.
    pub materials: String,
    /// 法律责任.
    pub liability: String,
    /// 来源: the notice or list the item comes from.
    pub source: String,
    /// 责任部门.
    pub department: String,
    /// Title in English.
    pub title_en: String,
    /// 检查要点 in English.
    pub points_en: String,
    /// 违法行为: ids of the campaign's table, parted by `;`.
    pub violations: Vec<String>,
}

/// Parts the ids of violations in one cell.
const PARTING: [char; 2] = [';', '；'];

/// The violations that a cell names.
pub(in crate::exchange) fn violations(cell: &str) -> Vec<String> {
    let ids = cell.split(PARTING).map(str::trim).filter(|id| !id.is_empty());
    ids.map(str::to_owned).collect()
}

/// Reads [`ChecklistRow`]s.
#[derive(Debug, Default)]
pub struct Checklist {
    seen: Unique,
}

const ID: usize = 0;
const VERSION: usize = 1;
const TITLE: usize = 2;
const CATEGORY: usize = 3;
const METHOD: usize = 4;
const BASIS: usize = 5;
const POINTS: usize = 6;
const MATERIALS: usize = 7;
const LIABILITY: usize = 8;
const SOURCE: usize = 9;
const DEPARTMENT: usize = 10;
const TITLE_EN: usize = 11;
const POINTS_EN: usize = 12;
const VIOLATIONS: usize = 13;

impl Checklist {
    /// The column of violations, for whoever knows which there are.
    pub const VIOLATIONS: usize = VIOLATIONS;
}

impl Kind for Checklist {
    type Row<'a> = ChecklistRow;

    const COLUMNS: &'static [Column] = &[
        Column {
            name: "编号",
            synonyms: &[
                "事项编号",
                "事项编码",
                "事项代码",
                "编码",
                "id",
                "itemid",
                "code",
                "itemcode",
            ],
            needed: true,
        },
        Column {
            name: "版本",
            synonyms: &["版本号", "清单版本", "事项版本", "version"],
            needed: false,
        },
        Column {
            name: "事项名称",
            synonyms: &[
                "检查事项",
                "检查事项名称",
                "抽查事项",
                "抽查事项名称",
                "检查内容",
                "名称",
                "title",
                "name",
                "item",
            ],
            needed: true,
        },
        Column {
            name: "类别",
            synonyms: &[
                "事项类别",
                "事项类型",
                "抽查类别",
                "检查类别",
                "类型",
                "type",
                "category",
            ],
            needed: false,
        },
        Column {
            name: "检查方式",
            synonyms: &["核查方式", "抽查方式", "检查方法", "方式", "method"],
            needed: false,
        },
        Column {
            name: "法律依据",
            synonyms: &[
                "检查依据",
                "抽查依据",
                "依据",
                "法律法规依据",
                "basis",
                "legalbasis",
            ],
            needed: false,
        },
        Column {
            name: "检查要点",
            synonyms: &[
                "要点",
                "检查要求",
                "检查内容要点",
                "检查标准",
                "points",
                "checkpoints",
            ],
            needed: false,
        },
        Column {
            name: "所需材料",
            synonyms: &[
                "材料",
                "需提供材料",
                "提供材料",
                "查阅材料",
                "materials",
                "documents",
            ],
            needed: false,
        },
        Column {
            name: "法律责任",
            synonyms: &["责任", "罚则", "处罚依据", "liability"],
            needed: false,
        },
        Column {
            name: "来源",
            synonyms: &["事项来源", "出处", "source"],
            needed: false,
        },
        Column {
            name: "责任部门",
            synonyms: &["部门", "检查部门", "department"],
            needed: false,
        },
        Column {
            name: "英文名称",
            synonyms: &["titleen", "englishtitle"],
            needed: false,
        },
        Column {
            name: "英文要点",
            synonyms: &["pointsen", "englishpoints"],
            needed: false,
        },
        Column {
            name: "违法行为",
            synonyms: &["对应违法行为", "violations", "violation"],
            needed: false,
        },
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<ChecklistRow, (Option<usize>, Reason)> {
        let row = ChecklistRow {
            line: cells.line(),
            id: cells.filled_code(ID)?,
            version: cells.number(VERSION)?.unwrap_or(1),
            title: cells.filled(TITLE)?.into_owned(),
            category: cells.owned(CATEGORY),
            method: cells.owned(METHOD),
            basis: cells.owned(BASIS),
            points: cells.owned(POINTS),
            materials: cells.owned(MATERIALS),
            liability: cells.owned(LIABILITY),
            source: cells.owned(SOURCE),
            department: cells.owned(DEPARTMENT),
            title_en: cells.owned(TITLE_EN),
            points_en: cells.owned(POINTS_EN),
            violations: violations(&cells.owned(VIOLATIONS)),
        };
        let key = format!("{}\t{}", row.id, row.version);
        self.seen.check(&key, ID)?;
        self.seen.insert(&key, row.line);
        Ok(row)
    }
}
