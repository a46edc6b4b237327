//! Leads as 12345 and 12333 hotlines and superiors export them. Everything in the files is made up.

use chrono::NaiveDate;
use duban::exchange::read::{Encoding, Format, LeadRow, Leads, Reader, Reason, RowFault};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

use crate::{division, file};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).unwrap()
}

/// The rows of a sample, good and bad, and the columns that were not read.
fn sample(name: &str) -> (Vec<Result<LeadRow, RowFault>>, Vec<String>) {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    read(std::path::Path::new(&path))
}

fn read(path: &std::path::Path) -> (Vec<Result<LeadRow, RowFault>>, Vec<String>) {
    let mut reader = Reader::open(path, Encoding::Auto, Leads::new(&division)).unwrap();
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        rows.push(row);
    }
    (rows, reader.finish().unwrap().ignored)
}

#[test]
fn an_export_of_12345() {
    let (rows, ignored) = sample("hotline-12345.csv");
    let rows: Vec<LeadRow> = rows.into_iter().map(Result::unwrap).collect();
    let first = &rows[0];
    assert_eq!(
        (first.number.as_str(), first.received, first.source.as_str()),
        ("WH20220520000123", day(5, 20), "12345热线")
    );
    assert_eq!(
        (first.subject.as_str(), first.phone.as_str(), first.place.as_str()),
        (
            "样例启航人力资源有限公司",
            "027-00000001",
            "武汉市武昌区样例路1号"
        )
    );
    assert_eq!(
        first.content,
        "反映中介收取押金。来电人称2022年5月18日在该公司应聘，被收取押金500元，要求退还。"
    );
    assert_eq!(
        first.region.map(|code| code.to_string()).as_deref(),
        Some("420106")
    );
    assert_eq!(
        (first.unit.as_str(), first.kind.as_str()),
        ("武昌区人社局", "投诉举报")
    );
    assert_eq!(
        (first.deadline, &first.prior),
        (Some(day(5, 27)), &vec!["WH20220401000007".to_owned()])
    );
    assert_eq!(first.evidence, ["收据照片.jpg", "通话录音"]);
    assert_eq!(
        (first.reporter.as_str(), first.reporter_phone.as_str()),
        ("举报人样某甲", "10099990101")
    );
    // The title is not said twice; a dash is nothing.
    assert_eq!(rows[1].content, "发布虚假招聘信息，到岗后工种不符。");
    assert_eq!(
        (rows[1].deadline, rows[1].prior.len(), rows[1].phone.as_str()),
        (None, 0, "")
    );
    // The totals below the table are no lead, and what the office has no use for is named.
    assert_eq!(rows.len(), 3);
    assert_eq!(ignored, ["序号", "诉求人性别", "满意度"]);
}

#[test]
fn a_list_from_a_superior() {
    let (rows, _) = sample("assigned.csv");
    let rows: Vec<LeadRow> = rows.into_iter().map(Result::unwrap).collect();
    assert_eq!(
        (rows[0].received, rows[0].deadline, rows[0].number.as_str()),
        (day(6, 6), Some(day(6, 15)), "交办〔2022〕7号")
    );
    assert_eq!(
        (rows[0].source.as_str(), rows[0].place.as_str()),
        ("上级交办", "样例大桥下零工市场")
    );
    assert!(
        rows.iter()
            .all(|row| row.reporter.is_empty() && row.reporter_phone.is_empty())
    );
}

/// The same export as a workbook: a title above, the time as a spreadsheet's, long numbers as text, totals below.
#[test]
fn an_export_as_a_workbook() {
    let mut workbook = Workbook::new();
    let time = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let sheet = workbook.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 6, "12333来电工单（2022年5月）", &CellFormat::new())
        .unwrap();
    let header = [
        "工单编号",
        "来电时间",
        "来电人",
        "来电号码",
        "被反映单位",
        "反映内容",
        "区县",
    ];
    sheet.write_row(1, 0, header).unwrap();
    sheet
        .write_row(
            2,
            0,
            [
                "12333-0001",
                "",
                "举报人样某乙",
                "",
                "样例远景劳务有限公司",
                "拖欠工资",
                "武昌区",
            ],
        )
        .unwrap();
    let called = ExcelDateTime::from_ymd(2022, 5, 20)
        .unwrap()
        .and_hms(14, 33, 5)
        .unwrap();
    sheet.write_with_format(2, 1, called, &time).unwrap();
    sheet.write(2, 3, 10_099_990_102_f64).unwrap();
    sheet.write_row(3, 0, ["合计", "1件"]).unwrap();
    let saved = file(workbook.save_to_buffer().unwrap());
    let (rows, _) = read(&saved.path);
    // A figure stands where the day should: the row is told, not passed over.
    let [Ok(row), Err(fault)] = &rows[..] else {
        unreachable!("{rows:?}")
    };
    assert_eq!(
        (row.received, row.reporter_phone.as_str()),
        (day(5, 20), "10099990102")
    );
    assert_eq!(row.region.map(|code| code.to_string()).as_deref(), Some("420106"));
    assert!(matches!(fault.reason, Reason::Date { .. }), "{fault:?}");
}

#[test]
fn what_a_hotline_writes_into_a_cell_is_read_or_refused_with_its_column() {
    let text = "编号,来电时间,被诉单位,诉求标题,诉求内容,区县,办理期限,联系电话\n\
        A1,2022年5月20日14时33分,甲,退押金,,武昌区,长期,无\n\
        A2,20220520143305,乙,退押金！,不退,,,\n\
        A3,2022-05-20,丙,,,武昌区,,\n\
        A4,2022-05-20,丁,,内容,不知道哪里,,\n\
        A5,2022-05-20,戊,,内容,,五天内,\n\
        A6,2022-05-20,己,,内容,,,1.00999E+10\n\
        A7,2022-05-20,己,,内容,,,\n\
        合计,,,,,,,\n";
    let saved = file(text);
    let (rows, _) = read(&saved.path);
    let content = |n: usize| rows[n].as_ref().unwrap().content.as_str();
    assert_eq!((content(0), content(1)), ("退押金", "退押金！不退"));
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (first.received, first.deadline, first.reporter_phone.as_str()),
        (day(5, 20), None, "")
    );
    let why = |n: usize| {
        let fault = rows[n].as_ref().unwrap_err();
        (fault.column.as_str(), &fault.reason)
    };
    assert_eq!(why(2), ("诉求内容", &Reason::Blank));
    let found = "不知道哪里".to_owned();
    assert_eq!(why(3), ("区县", &Reason::UnknownRegion { found }));
    assert_eq!(
        why(4),
        (
            "办理期限",
            &Reason::Date {
                found: "五天内".into()
            }
        )
    );
    assert_eq!(why(5), ("联系电话", &Reason::Rounded));
    assert!(
        rows[6].is_ok(),
        "the same words under another number are another lead"
    );
    assert_eq!(rows.len(), 7);
}

#[test]
fn the_format_is_told_by_the_bytes() {
    let path = format!("{}/tests/data/hotline-12345.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader =
        Reader::open(std::path::Path::new(&path), Encoding::Auto, Leads::new(&division)).unwrap();
    while reader.next_row().unwrap().is_some() {}
    let Format::Csv { encoding, .. } = reader.finish().unwrap().facts.format else {
        unreachable!()
    };
    assert_eq!(encoding, Encoding::Gb18030, "as the hotline's export comes");
}
