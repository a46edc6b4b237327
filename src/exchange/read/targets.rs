//! 抽查对象: a registry's export of market entities, or a list of places and persons.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    fault::Reason,
    fields::{Cells, RegionCheck},
    header::Column,
    reader::Kind,
    seen::Seen,
};
use crate::domain::uscc::Uscc;

/// One row of a registry export. Texts are cleaned, and empty where the file says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRow<'a> {
    /// Line of the file.
    pub line: u64,
    /// 统一社会信用代码; a place or a person has none.
    pub code: Option<Uscc>,
    /// 企业名称, never empty.
    pub name: Cow<'a, str>,
    /// 主体类型.
    pub entity_type: Cow<'a, str>,
    /// 法定代表人.
    pub representative: Cow<'a, str>,
    /// 成立日期.
    pub established: Option<NaiveDate>,
    /// 登记状态: 存续, 注销, 吊销 …
    pub status: Cow<'a, str>,
    /// 登记机关.
    pub authority: Cow<'a, str>,
    /// 行政区划代码, one of those known to the caller.
    pub region: Cow<'a, str>,
    /// 住所.
    pub address: Cow<'a, str>,
    /// 经营范围; may be empty, and then matches no keyword.
    pub scope: Cow<'a, str>,
    /// 信用风险等级, `A` to `D`.
    pub grade: Option<char>,
    /// 联系电话.
    pub phone: Cow<'a, str>,
    /// 人力资源服务许可证编号.
    pub service_licence: Cow<'a, str>,
    /// 劳务派遣经营许可证编号.
    pub dispatch_licence: Cow<'a, str>,
}

impl TargetRow<'_> {
    /// The row without its ties to the reader.
    pub fn into_owned(self) -> TargetRow<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        TargetRow {
            line: self.line,
            code: self.code,
            name: own(self.name),
            entity_type: own(self.entity_type),
            representative: own(self.representative),
            established: self.established,
            status: own(self.status),
            authority: own(self.authority),
            region: own(self.region),
            address: own(self.address),
            scope: own(self.scope),
            grade: self.grade,
            phone: own(self.phone),
            service_licence: own(self.service_licence),
            dispatch_licence: own(self.dispatch_licence),
        }
    }
}

/// Reads [`TargetRow`]s; a code may appear once in a file.
pub struct Targets<'r> {
    known: RegionCheck<'r>,
    seen: Seen,
}

impl<'r> Targets<'r> {
    /// A reader for targets in the regions that `known` accepts.
    pub fn new(known: RegionCheck<'r>) -> Self {
        Self {
            known,
            seen: Seen::default(),
        }
    }
}

const CODE: usize = 0;
const NAME: usize = 1;
const TYPE: usize = 2;
const REPRESENTATIVE: usize = 3;
const ESTABLISHED: usize = 4;
const STATUS: usize = 5;
const AUTHORITY: usize = 6;
const REGION: usize = 7;
const ADDRESS: usize = 8;
const SCOPE: usize = 9;
const GRADE: usize = 10;
const PHONE: usize = 11;
const SERVICE_LICENCE: usize = 12;
const DISPATCH_LICENCE: usize = 13;

const fn column(name: &'static str, needed: bool, synonyms: &'static [&'static str]) -> Column {
    Column {
        name,
        synonyms,
        needed,
    }
}

impl Kind for Targets<'_> {
    type Row<'a> = TargetRow<'a>;

    const COLUMNS: &'static [Column] = &[
        column(
            "统一社会信用代码",
            true,
            &[
                "社会信用代码",
                "统一信用代码",
                "信用代码",
                "统一代码",
                "统一社会信用代码注册号",
                "uscc",
                "usccode",
                "creditcode",
                "unifiedsocialcreditcode",
                "socialcreditcode",
                "code",
            ],
        ),
        column(
            "企业名称",
            true,
            &[
                "市场主体名称",
                "主体名称",
                "经营主体名称",
                "单位名称",
                "机构名称",
                "企业机构名称",
                "公司名称",
                "商户名称",
                "字号名称",
                "检查对象名称",
                "检查对象",
                "抽查对象",
                "抽查对象名称",
                "当事人名称",
                "对象名称",
                "名称",
                "name",
                "companyname",
                "entityname",
                "enterprisename",
                "company",
            ],
        ),
        column(
            "主体类型",
            false,
            &[
                "企业类型",
                "市场主体类型",
                "经营主体类型",
                "类型",
                "组织形式",
                "entitytype",
                "companytype",
                "type",
            ],
        ),
        column(
            "法定代表人",
            false,
            &[
                "法定代表人负责人",
                "法人",
                "法人代表",
                "负责人",
                "经营者",
                "法定代表人姓名",
                "负责人姓名",
                "投资人",
                "执行事务合伙人",
                "legalrepresentative",
                "representative",
                "legalperson",
            ],
        ),
        column(
            "成立日期",
            false,
            &[
                "注册日期",
                "设立日期",
                "成立时间",
                "登记日期",
                "开业日期",
                "established",
                "establisheddate",
                "dateestablished",
                "registrationdate",
                "founded",
            ],
        ),
        column(
            "登记状态",
            false,
            &[
                "经营状态",
                "企业状态",
                "主体状态",
                "市场主体状态",
                "登记情况",
                "状态",
                "status",
                "registrationstatus",
            ],
        ),
        column(
            "登记机关",
            false,
            &[
                "注册机关",
                "发照机关",
                "管辖机关",
                "authority",
                "registrationauthority",
                "registrar",
            ],
        ),
        column(
            "行政区划代码",
            true,
            &[
                "行政区划编码",
                "区划代码",
                "行政区划",
                "所属区划",
                "所属区划代码",
                "区县代码",
                "县区代码",
                "地区代码",
                "属地代码",
                "区域代码",
                "行政区代码",
                "regioncode",
                "region",
                "divisioncode",
                "admincode",
                "adcode",
                "areacode",
            ],
        ),
        column(
            "住所",
            false,
            &[
                "经营场所",
                "住所经营场所",
                "住所或经营场所",
                "注册地址",
                "企业地址",
                "经营地址",
                "地址",
                "住址",
                "address",
                "registeredaddress",
            ],
        ),
        column(
            "经营范围",
            true,
            &[
                "业务范围",
                "经营业务范围",
                "经营范围及方式",
                "许可经营项目和一般经营项目",
                "scope",
                "businessscope",
                "scopeofbusiness",
            ],
        ),
        column(
            "信用风险等级",
            false,
            &[
                "信用风险分类",
                "信用风险分类等级",
                "信用风险分级",
                "风险等级",
                "信用风险",
                "信用等级",
                "风险类别",
                "grade",
                "riskgrade",
                "creditriskgrade",
                "creditrisk",
                "risk",
            ],
        ),
        column(
            "联系电话",
            false,
            &[
                "电话",
                "联系方式",
                "手机",
                "手机号码",
                "联系人电话",
                "企业联系电话",
                "phone",
                "telephone",
                "tel",
                "mobile",
            ],
        ),
        column(
            "人力资源服务许可证编号",
            false,
            &[
                "人力资源服务许可证",
                "人力资源服务许可证号",
                "人力资源许可证编号",
                "人力资源许可证号",
                "许可证编号",
                "servicelicence",
                "servicelicense",
                "hrservicelicence",
                "hrlicence",
                "hrlicense",
            ],
        ),
        column(
            "劳务派遣经营许可证编号",
            false,
            &[
                "劳务派遣经营许可证",
                "劳务派遣许可证",
                "劳务派遣许可证编号",
                "劳务派遣许可证号",
                "dispatchlicence",
                "dispatchlicense",
                "labourdispatchlicence",
                "labordispatchlicense",
            ],
        ),
    ];

    fn read<'a>(&mut self, cells: Cells<'a>) -> Result<TargetRow<'a>, (Option<usize>, Reason)> {
        let code = cells.uscc(CODE)?;
        if let Some(first) = code.and_then(|code| self.seen.line_of(code)) {
            return Err((Some(CODE), Reason::Duplicate { first }));
        }
        let row = TargetRow {
            line: cells.line(),
            code,
            name: cells.filled(NAME)?,
            entity_type: cells.text(TYPE),
            representative: cells.text(REPRESENTATIVE),
            established: cells.date(ESTABLISHED)?,
            status: cells.text(STATUS),
            authority: cells.text(AUTHORITY),
            region: cells.filled_region(REGION, self.known)?,
            address: cells.text(ADDRESS),
            scope: cells.text(SCOPE),
            grade: cells.grade(GRADE)?,
            phone: cells.code(PHONE),
            service_licence: cells.text(SERVICE_LICENCE),
            dispatch_licence: cells.text(DISPATCH_LICENCE),
        };
        // A refused row does not claim its code: a corrected one may follow.
        if let Some(code) = code {
            self.seen.insert(code, row.line);
        }
        Ok(row)
    }
}
