//! 线索: complaints, reports and tips, as a hotline, a superior or another department hands them over.

mod columns;

use chrono::{Datelike, NaiveDate};

use self::columns::*;
use super::{
    cell::says_nothing,
    fault::Reason,
    fields::{Cells, RegionFind},
    header::Column,
    reader::Kind,
    unique::Unique,
};
use crate::domain::region::RegionCode;
use crate::domain::uscc::Uscc;

/// One lead. Texts are cleaned, and empty where the file says nothing. The reporter's particulars are confidential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadRow {
    /// Line of the file.
    pub line: u64,
    /// 收到日期, from which the clocks run; of a time of day only its day.
    pub received: NaiveDate,
    /// 来源: 投诉, 举报, 上级交办 …
    pub source: String,
    /// 来件编号: the hotline's number of the work order.
    pub number: String,
    /// 类别, in the words of whoever handed it over.
    pub kind: String,
    /// 被反映对象名称; empty only if a code or a place is given.
    pub subject: String,
    /// 统一社会信用代码 of the subject, if known.
    pub code: Option<Uscc>,
    /// 被反映对象电话.
    pub phone: String,
    /// The division, told by its code or its name.
    pub region: Option<RegionCode>,
    /// 承办单位: the office that the lead was handed to.
    pub unit: String,
    /// 地点.
    pub place: String,
    /// 内容, never empty: the title, where there is one that the content does not repeat, and the content.
    pub content: String,
    /// 办理期限.
    pub deadline: Option<NaiveDate>,
    /// 前次工单: numbers of earlier complaints.
    pub prior: Vec<String>,
    /// 证据: names of files, or descriptions.
    pub evidence: Vec<String>,
    /// 举报人姓名.
    pub reporter: String,
    /// 举报人电话.
    pub reporter_phone: String,
    /// 举报人证件号码.
    pub reporter_id: String,
}

/// Reads [`LeadRow`]s; the same words about the same subject, received on the same day under the same number, may
/// appear once in a file.
pub struct Leads<'r> {
    find: RegionFind<'r>,
    seen: Unique,
}

impl<'r> Leads<'r> {
    /// The place of the column 收到日期 in the list of columns.
    pub const RECEIVED: usize = RECEIVED;
    /// The place of the column 内容 in the list of columns.
    pub const CONTENT: usize = CONTENT;
    /// The place of the column 行政区划代码 in the list of columns.
    pub const REGION: usize = REGION;

    /// A reader for leads in the regions that `find` knows.
    pub fn new(find: RegionFind<'r>) -> Self {
        let seen = Unique::default();
        Self { find, seen }
    }
}

impl Kind for Leads<'_> {
    type Row<'a> = LeadRow;

    const COLUMNS: &'static [Column] = COLUMNS;

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<LeadRow, (Option<usize>, Reason)> {
        let said = |column| Some(cells.owned(column)).filter(|text| !says_nothing(text));
        let list = |column| listed(&said(column).unwrap_or_default());
        let row = LeadRow {
            line: cells.line(),
            received: cells.date(RECEIVED)?.ok_or((Some(RECEIVED), Reason::Blank))?,
            source: cells.owned(SOURCE),
            number: cells.number_of(NUMBER)?,
            kind: said(KIND).unwrap_or_default(),
            subject: cells.owned(SUBJECT),
            code: cells.uscc(CODE)?,
            phone: cells.number_of(PHONE)?,
            region: cells.division(REGION, self.find)?,
            unit: said(UNIT).unwrap_or_default(),
            place: cells.owned(PLACE),
            content: content(&cells)?,
            // 长期 sets no limit.
            deadline: cells.date(DEADLINE)?.filter(|day| day.year() < 9999),
            prior: list(PRIOR),
            evidence: list(EVIDENCE),
            reporter: said(REPORTER).unwrap_or_default(),
            reporter_phone: cells.number_of(REPORTER_PHONE)?,
            reporter_id: cells.number_of(REPORTER_ID)?,
        };
        if row.subject.is_empty() && row.code.is_none() && row.place.is_empty() {
            return Err((Some(SUBJECT), Reason::AllBlank));
        }
        let received = row.received.to_string();
        let key = [
            &received,
            &row.source,
            &row.subject,
            &row.place,
            &row.content,
            &row.number,
        ];
        let key = key.map(String::as_str).join("\n");
        self.seen.check(&key, CONTENT)?;
        self.seen.insert(&key, row.line);
        Ok(row)
    }
}

/// The title as the first sentence, where the content does not say it anyway; either alone will do.
fn content(cells: &Cells<'_>) -> Result<String, (Option<usize>, Reason)> {
    let (title, content) = (cells.text(TITLE), cells.text(CONTENT));
    if content.is_empty() && !title.is_empty() {
        return Ok(title.into_owned());
    }
    let content = cells.filled(CONTENT)?;
    if title.is_empty() || content.contains(&*title) {
        return Ok(content.into_owned());
    }
    let end = match title.ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ':']) {
        true => "",
        false => "。",
    };
    Ok(format!("{title}{end}{content}"))
}

/// The parts of a cell that lists several things.
fn listed(cell: &str) -> Vec<String> {
    let parts = cell.split(['；', ';', '、', '|', '，', ',']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
