//! The columns of a file of leads, by every name that hotlines, letters' offices and superiors give them.

use crate::exchange::read::header::Column;

pub(super) const RECEIVED: usize = 0;
pub(super) const SOURCE: usize = 1;
pub(super) const SUBJECT: usize = 2;
pub(super) const CODE: usize = 3;
pub(super) const REGION: usize = 4;
pub(super) const PLACE: usize = 5;
pub(super) const CONTENT: usize = 6;
pub(super) const REPORTER: usize = 7;
pub(super) const REPORTER_PHONE: usize = 8;
pub(super) const REPORTER_ID: usize = 9;
pub(super) const NUMBER: usize = 10;
pub(super) const TITLE: usize = 11;
pub(super) const UNIT: usize = 12;
pub(super) const DEADLINE: usize = 13;
pub(super) const PRIOR: usize = 14;
pub(super) const KIND: usize = 15;
pub(super) const PHONE: usize = 16;
pub(super) const EVIDENCE: usize = 17;

const fn optional(name: &'static str, synonyms: &'static [&'static str]) -> Column {
    let needed = false;
    Column {
        name,
        synonyms,
        needed,
    }
}

const fn needed(name: &'static str, synonyms: &'static [&'static str]) -> Column {
    let needed = true;
    Column {
        name,
        synonyms,
        needed,
    }
}

/// In the order of the constants above; no name stands in two columns.
pub(super) const COLUMNS: &[Column] = &[
    needed("收到日期", RECEIVED_NAMES),
    optional("来源", SOURCE_NAMES),
    optional("被反映对象名称", SUBJECT_NAMES),
    optional(
        "统一社会信用代码",
        &["社会信用代码", "信用代码", "uscc", "creditcode", "code"],
    ),
    optional("行政区划代码", REGION_NAMES),
    optional("地点", PLACE_NAMES),
    needed("内容", CONTENT_NAMES),
    optional("举报人姓名", REPORTER_NAMES),
    optional("举报人电话", REPORTER_PHONE_NAMES),
    optional("举报人证件", REPORTER_ID_NAMES),
    optional("来件编号", NUMBER_NAMES),
    optional("标题", TITLE_NAMES),
    optional("承办单位", UNIT_NAMES),
    optional("办理期限", DEADLINE_NAMES),
    optional("前次工单", PRIOR_NAMES),
    optional("类别", KIND_NAMES),
    optional("被反映对象电话", PHONE_NAMES),
    optional(
        "证据",
        &[
            "附件",
            "附件名称",
            "证据材料",
            "附件清单",
            "evidence",
            "attachments",
        ],
    ),
];

/// The caller's own time before the time the order was passed on: the earlier is the stricter for the clocks.
const RECEIVED_NAMES: &[&str] = &[
    "收件日期",
    "接收日期",
    "受理日期",
    "登记日期",
    "举报日期",
    "投诉日期",
    "举报时间",
    "投诉时间",
    "收到时间",
    "收件时间",
    "接收时间",
    "来电时间",
    "来电日期",
    "诉求时间",
    "反映时间",
    "反映日期",
    "来信日期",
    "来访日期",
    "受理时间",
    "登记时间",
    "创建时间",
    "交办日期",
    "交办时间",
    "派单时间",
    "派单日期",
    "转办时间",
    "转办日期",
    "日期",
    "received",
    "receiveddate",
    "datereceived",
    "date",
];

const SOURCE_NAMES: &[&str] = &[
    "线索来源",
    "来源渠道",
    "渠道",
    "举报方式",
    "诉求来源",
    "工单来源",
    "受理渠道",
    "反映方式",
    "来件方式",
    "交办单位",
    "source",
    "channel",
];

const SUBJECT_NAMES: &[&str] = &[
    "被反映对象",
    "被反映人",
    "被反映单位",
    "被反映单位名称",
    "被举报对象",
    "被举报单位",
    "被举报单位名称",
    "被投诉单位",
    "被投诉单位名称",
    "被投诉举报单位",
    "被投诉人",
    "被诉单位",
    "被诉单位名称",
    "被诉对象",
    "被诉主体",
    "涉诉单位",
    "涉及单位",
    "涉事单位",
    "涉诉主体",
    "对象名称",
    "单位名称",
    "企业名称",
    "subject",
    "subjectname",
    "company",
    "name",
];

const REGION_NAMES: &[&str] = &[
    "区划代码",
    "行政区划",
    "所属区划",
    "区县代码",
    "属地代码",
    "所属区县",
    "所属区域",
    "事发区县",
    "事发区域",
    "事发辖区",
    "诉求区域",
    "区县",
    "县区",
    "县市区",
    "辖区",
    "属地",
    "region",
    "regioncode",
    "district",
];

const PLACE_NAMES: &[&str] = &[
    "发生地点",
    "地址",
    "涉事地点",
    "单位地址",
    "事发地址",
    "事发地点",
    "事发地",
    "诉求地址",
    "被诉单位地址",
    "被反映单位地址",
    "被举报单位地址",
    "被投诉单位地址",
    "详细地址",
    "place",
    "location",
    "address",
];

const CONTENT_NAMES: &[&str] = &[
    "线索内容",
    "举报内容",
    "投诉内容",
    "反映内容",
    "反映问题",
    "问题描述",
    "诉求内容",
    "工单内容",
    "来电内容",
    "来信内容",
    "事项内容",
    "交办内容",
    "交办事项",
    "主要诉求",
    "主要内容",
    "诉求描述",
    "content",
    "description",
    "details",
];

const REPORTER_NAMES: &[&str] = &[
    "举报人",
    "投诉人",
    "投诉人姓名",
    "反映人",
    "反映人姓名",
    "诉求人",
    "诉求人姓名",
    "来电人",
    "来电人姓名",
    "来访人",
    "来访人姓名",
    "来信人",
    "来信人姓名",
    "市民姓名",
    "联系人",
    "reporter",
    "reportername",
    "caller",
];

const REPORTER_PHONE_NAMES: &[&str] = &[
    "投诉人电话",
    "反映人电话",
    "联系电话",
    "举报人联系方式",
    "举报人联系电话",
    "诉求人电话",
    "诉求人联系电话",
    "诉求人联系方式",
    "来电人电话",
    "来电号码",
    "来电电话",
    "主叫号码",
    "联系方式",
    "联系号码",
    "手机号码",
    "手机号",
    "电话",
    "phone",
    "reporterphone",
    "callerphone",
];

const REPORTER_ID_NAMES: &[&str] = &[
    "举报人证件号码",
    "举报人证件号",
    "举报人身份证号",
    "投诉人证件",
    "投诉人证件号码",
    "诉求人证件号码",
    "诉求人身份证号",
    "来电人身份证号",
    "身份证号",
    "身份证号码",
    "证件号码",
    "证件号",
    "reporterid",
    "idnumber",
];

const NUMBER_NAMES: &[&str] = &[
    "工单编号",
    "工单号",
    "受理编号",
    "受理单号",
    "诉求编号",
    "信件编号",
    "来信编号",
    "登记编号",
    "事件编号",
    "交办编号",
    "交办单号",
    "线索编号",
    "编号",
    "number",
    "ticket",
    "orderno",
    "workorder",
];

const TITLE_NAMES: &[&str] = &[
    "诉求标题",
    "工单标题",
    "事件标题",
    "来件标题",
    "主题",
    "诉求主题",
    "事由",
    "title",
    "subjectline",
];

const UNIT_NAMES: &[&str] = &[
    "承办部门",
    "主办单位",
    "办理单位",
    "处理单位",
    "责任单位",
    "派往单位",
    "转办单位",
    "办理部门",
    "unit",
    "handledby",
];

const DEADLINE_NAMES: &[&str] = &[
    "交办期限",
    "办理时限",
    "办结期限",
    "办结时限",
    "要求办结时间",
    "要求办结日期",
    "限办日期",
    "截止日期",
    "截止时间",
    "反馈期限",
    "反馈时限",
    "回复期限",
    "回复时限",
    "到期时间",
    "deadline",
    "due",
];

const PRIOR_NAMES: &[&str] = &[
    "前次工单编号",
    "前次编号",
    "前次反映",
    "上次工单",
    "上次工单编号",
    "关联工单",
    "关联工单编号",
    "重复工单",
    "重复工单编号",
    "历史工单",
    "历史工单编号",
    "原工单编号",
    "原工单号",
    "重复件编号",
    "prior",
    "priornumbers",
];

const KIND_NAMES: &[&str] = &[
    "线索类别",
    "线索类型",
    "诉求类别",
    "诉求类型",
    "工单类别",
    "工单类型",
    "问题类别",
    "问题类型",
    "事件类别",
    "事件类型",
    "类型",
    "kind",
    "category",
];

const PHONE_NAMES: &[&str] = &[
    "被反映人电话",
    "被反映单位电话",
    "被反映对象联系电话",
    "被举报单位电话",
    "被举报人电话",
    "被投诉单位电话",
    "被投诉人电话",
    "被诉单位电话",
    "被诉单位联系电话",
    "被诉人电话",
    "单位电话",
    "subjectphone",
    "companyphone",
];
