//! 线索: complaints, reports and tips, as a hotline or another department hands them over.

use chrono::NaiveDate;

use super::{
    fault::Reason,
    fields::{Cells, RegionCheck},
    header::Column,
    reader::Kind,
    unique::Unique,
};
use crate::domain::uscc::Uscc;

/// One lead. Texts are cleaned, and empty where the file says nothing. The reporter's particulars are confidential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadRow {
    /// Line of the file.
    pub line: u64,
    /// 收到日期, from which the clocks run.
    pub received: NaiveDate,
    /// 来源: 投诉, 举报, 上级交办 …
    pub source: String,
    /// 被反映对象名称; empty only if a code or a place is given.
    pub subject: String,
    /// 统一社会信用代码 of the subject, if known.
    pub code: Option<Uscc>,
    /// 行政区划代码; empty, or one of those known to the caller.
    pub region: String,
    /// 地点.
    pub place: String,
    /// 内容, never empty.
    pub content: String,
    /// 举报人姓名.
    pub reporter: String,
    /// 举报人电话.
    pub reporter_phone: String,
    /// 举报人证件号码.
    pub reporter_id: String,
}

/// Reads [`LeadRow`]s; the same words about the same subject, received on the same day, may appear once in a file.
pub struct Leads<'r> {
    known: RegionCheck<'r>,
    seen: Unique,
}

impl<'r> Leads<'r> {
    /// A reader for leads in the regions that `known` accepts.
    pub fn new(known: RegionCheck<'r>) -> Self {
        let seen = Unique::default();
        Self { known, seen }
    }
}

const RECEIVED: usize = 0;
const SOURCE: usize = 1;
const SUBJECT: usize = 2;
const CODE: usize = 3;
const REGION: usize = 4;
const PLACE: usize = 5;
const CONTENT: usize = 6;
const REPORTER: usize = 7;
const REPORTER_PHONE: usize = 8;
const REPORTER_ID: usize = 9;

impl Kind for Leads<'_> {
    type Row<'a> = LeadRow;

    const COLUMNS: &'static [Column] = &[
        Column {
            name: "收到日期",
            synonyms: &[
                "收件日期",
                "接收日期",
                "受理日期",
                "登记日期",
                "举报日期",
                "投诉日期",
                "举报时间",
                "投诉时间",
                "收到时间",
                "日期",
                "received",
                "receiveddate",
                "datereceived",
                "date",
            ],
            needed: true,
        },
        Column {
            name: "来源",
            synonyms: &["线索来源", "来源渠道", "渠道", "举报方式", "source", "channel"],
            needed: false,
        },
        Column {
            name: "被反映对象名称",
            synonyms: &[
                "被反映对象",
                "被举报对象",
                "被举报单位",
                "被举报单位名称",
                "被投诉单位",
                "被投诉单位名称",
                "被投诉举报单位",
                "对象名称",
                "单位名称",
                "企业名称",
                "subject",
                "subjectname",
                "company",
                "name",
            ],
            needed: false,
        },
        Column {
            name: "统一社会信用代码",
            synonyms: &["社会信用代码", "信用代码", "uscc", "creditcode", "code"],
            needed: false,
        },
        Column {
            name: "行政区划代码",
            synonyms: &[
                "区划代码",
                "行政区划",
                "所属区划",
                "区县代码",
                "属地代码",
                "region",
                "regioncode",
            ],
            needed: false,
        },
        Column {
            name: "地点",
            synonyms: &[
                "发生地点",
                "地址",
                "涉事地点",
                "单位地址",
                "place",
                "location",
                "address",
            ],
            needed: false,
        },
        Column {
            name: "内容",
            synonyms: &[
                "线索内容",
                "举报内容",
                "投诉内容",
                "反映内容",
                "反映问题",
                "问题描述",
                "诉求内容",
                "主要内容",
                "content",
                "description",
                "details",
            ],
            needed: true,
        },
        Column {
            name: "举报人姓名",
            synonyms: &[
                "举报人",
                "投诉人",
                "投诉人姓名",
                "反映人",
                "反映人姓名",
                "reporter",
                "reportername",
            ],
            needed: false,
        },
        Column {
            name: "举报人电话",
            synonyms: &[
                "投诉人电话",
                "反映人电话",
                "联系电话",
                "举报人联系方式",
                "电话",
                "phone",
                "reporterphone",
            ],
            needed: false,
        },
        Column {
            name: "举报人证件",
            synonyms: &[
                "举报人证件号码",
                "举报人证件号",
                "投诉人证件",
                "投诉人证件号码",
                "身份证号",
                "身份证号码",
                "证件号码",
                "reporterid",
                "idnumber",
            ],
            needed: false,
        },
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<LeadRow, (Option<usize>, Reason)> {
        let row = LeadRow {
            line: cells.line(),
            received: cells.date(RECEIVED)?.ok_or((Some(RECEIVED), Reason::Blank))?,
            source: cells.owned(SOURCE),
            subject: cells.owned(SUBJECT),
            code: cells.uscc(CODE)?,
            region: cells.region(REGION, self.known)?.into_owned(),
            place: cells.owned(PLACE),
            content: cells.filled(CONTENT)?.into_owned(),
            reporter: cells.owned(REPORTER),
            reporter_phone: cells.code(REPORTER_PHONE).into_owned(),
            reporter_id: cells.code(REPORTER_ID).into_owned(),
        };
        if row.subject.is_empty() && row.code.is_none() && row.place.is_empty() {
            return Err((Some(SUBJECT), Reason::AllBlank));
        }
        let received = row.received.to_string();
        let key = [&received, &row.source, &row.subject, &row.place, &row.content];
        let key = key.map(String::as_str).join("\n");
        self.seen.check(&key, CONTENT)?;
        self.seen.insert(&key, row.line);
        Ok(row)
    }
}
