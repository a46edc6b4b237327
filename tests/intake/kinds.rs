//! The five kinds of files with the habits of those who fill them in.

use chrono::NaiveDate;
use duban::exchange::read::{
    Checklist, Choice, Conflicts, DepartmentCell, Encoding, Format, KeptFrom, Kind, LeadRow, Leads,
    OfficerRow, Officers, Reason, RowFault,
};
use rstest::rstest;

use crate::{Fixture, division, file, hubei, open, targets};

const CODE: &str = "91420100MA65F5R2TR";

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// Rows of a kind whose rows borrow nothing.
fn rows<K, R>(file: &Fixture, kind: K) -> Vec<Result<R, RowFault>>
where
    K: for<'a> Kind<Row<'a> = R>,
{
    let mut reader = open(file, kind);
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        rows.push(row);
    }
    rows
}

#[test]
fn a_target_as_a_spreadsheet_mangles_it() {
    let text = "\u{FEFF}企业名单,,,,,\r\n\r\n导出日期：2022-06-01,,,,,\r\n\
        序号,名 称,信用代码（必填）,所属区划,风险等级,经营\n范围,成立时间\r\n";
    let text = text.replace("经营\n范围", "\"经营\n范围\"")
        + "1,'武汉\u{200B}启恒\u{A0},\"=\"\"９１４２０１００ma65f5r2tr\"\"\",４２０１０６000000,ｂ级,\"软件\r\n开发\t；人力资源服务\",43529\r\n";
    let file = file(text);
    let mut reader = open(&file, targets());
    assert_eq!(
        (reader.layout().line(), reader.layout().ignored()),
        (4, vec!["序号"])
    );
    let row = reader.next_row().unwrap().unwrap().unwrap().into_owned();
    assert_eq!(row.line, 6);
    assert_eq!(row.code.unwrap().as_str(), CODE);
    assert_eq!(
        (row.name.as_ref(), row.region.as_ref(), row.grade),
        ("武汉启恒", "420106", Some('B'))
    );
    assert_eq!(
        (row.scope.as_ref(), row.established),
        ("软件 开发 ；人力资源服务", Some(day(2019, 3, 5)))
    );
    assert_eq!((row.status.as_ref(), row.phone.as_ref()), ("", ""));
    assert!(reader.next_row().unwrap().is_none());
    assert_eq!(reader.finish().unwrap().ignored, ["序号"]);
}

#[test]
fn a_place_or_a_person_needs_no_code() {
    let file = file("code,name,region,scope,grade\n,汉正街零工市场,420104,,-\n无,张三,420104,,未评级\n");
    let mut reader = open(&file, targets());
    for name in ["汉正街零工市场", "张三"] {
        let row = reader.next_row().unwrap().unwrap().unwrap();
        assert_eq!((row.code, row.name.as_ref(), row.grade), (None, name, None));
    }
}

#[rstest]
#[case(',')]
#[case(';')]
#[case('\t')]
fn finds_the_delimiter(#[case] delimiter: char) {
    let rows = [
        "统一社会信用代码|企业名称|行政区划代码|经营范围",
        "|甲|420106|a、b",
        "|乙|420106|\"x,y;z\t,,;;\"",
        "|丙|420106|c",
    ];
    let file = file(rows.join("\n").replace('|', &delimiter.to_string()));
    let mut reader = open(&file, targets());
    while let Some(row) = reader.next_row().unwrap() {
        assert!(row.is_ok(), "{row:?}");
    }
    let format = reader.finish().unwrap().facts.format;
    assert_eq!(
        format,
        Format::Csv {
            encoding: Encoding::Utf8,
            delimiter
        }
    );
}

#[test]
fn officers() {
    let file = file(
        "执法证号,姓名,部门,单位,有效期起,有效期止,任务上限,已有任务,是否在岗\n\
         a001,王伟,市人社局劳动保障监察支队,420100,2020/1/1,2025年12月31日,12,3,是\n\
         b001,李娜,市场监督管理局,420100,,长期,12.0,,否\n\
         a001,赵强,人社,420100,,20251231,,,\n\
         a002,钱磊,公安局,420100,,20251231,,,\n\
         a003,孙军,人力资源市场科,420100,2022-01-01,2021-01-01,,,\n\
         a004,周洋,A,420100,,20251231,很多,,\n\
         a005,吴勇,人社,420100,,20251231,,,也许\n\
         a006,冯超,人社,420100,,-,,,\n",
    );
    let mut rows = rows(&file, Officers::new(&hubei)).into_iter();
    let first = OfficerRow {
        line: 2,
        id: "a001".into(),
        name: "王伟".into(),
        department: DepartmentCell::Labour,
        region: "420100".into(),
        valid_from: Some(day(2020, 1, 1)),
        valid_until: day(2025, 12, 31),
        cap: Some(12),
        base_load: Some(3),
        on_duty: Some(true),
    };
    assert_eq!(rows.next().unwrap(), Ok(first));
    let second = rows.next().unwrap().unwrap();
    assert_eq!(
        (second.department, second.valid_until),
        (DepartmentCell::Market, day(9999, 12, 31))
    );
    assert_eq!(
        (second.cap, second.base_load, second.on_duty),
        (Some(12), None, Some(false))
    );
    let told: Vec<_> = rows
        .map(|r| r.unwrap_err())
        .map(|f| (f.line, f.column, f.reason))
        .collect();
    let choice = |list, found: &str| Reason::Choice {
        list,
        found: found.into(),
    };
    assert_eq!(
        told,
        [
            (4, "执法证号".into(), Reason::Duplicate { first: 2 }),
            (5, "部门".into(), choice(Choice::Department, "公安局")),
            (6, "有效期止".into(), Reason::Reversed),
            (
                7,
                "任务上限".into(),
                Reason::Number {
                    found: "很多".into()
                }
            ),
            (8, "是否在岗".into(), choice(Choice::YesNo, "也许")),
            (9, "有效期止".into(), Reason::Blank),
        ]
    );
}

#[test]
fn checklist() {
    let file = file(
        "事项编号,版本,检查事项,事项类型,检查方式,依据,检查要点,所需材料,法律责任,来源\n\
         RS-01,2022,劳务派遣许可,重点,实地检查,劳动合同法第五十七条,\"1.许可证\n2.有效期\",许可证,劳动合同法第九十二条,通知\n\
         RS-01,2023,劳务派遣许可,,,,,,,\n\
         RS-01,2022,重复,,,,,,,\n\
         RS-02,2022,,,,,,,,\n",
    );
    let rows = rows(&file, Checklist::default());
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (first.id.as_str(), first.title.as_str(), first.points.as_str()),
        ("RS-01", "劳务派遣许可", "1.许可证 2.有效期")
    );
    assert_eq!((first.category.as_str(), first.source.as_str()), ("重点", "通知"));
    assert_eq!(rows[1].as_ref().unwrap().version, 2023);
    assert_eq!(
        rows[2].as_ref().unwrap_err().reason,
        Reason::Duplicate { first: 2 }
    );
    let fault = rows[3].as_ref().unwrap_err();
    assert_eq!(
        (fault.line, fault.column.as_str(), &fault.reason),
        (6, "检查事项", &Reason::Blank)
    );
}

#[test]
fn leads() {
    let file = file(format!(
        "日期,线索来源,被举报单位,信用代码,区划代码,地点,举报内容,举报人,联系电话,身份证号\n\
         2022年6月20日,投诉,某某职介,{CODE},420106,,收取押金,李某,１３８ 0000 0001,\n\
         2022-06-20,举报,,,,汉正街,黑职介,,,\n\
         ,举报,甲,,,,内容,,,\n\
         2022-06-20,举报,,,,,内容,,,\n\
         2022-06-20,举报,甲,,110000,,内容,,,\n\
         2022-06-20,举报,甲,,,,,,,\n"
    ));
    let rows: Vec<Result<LeadRow, RowFault>> = rows(&file, Leads::new(&division));
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (first.received, first.code.unwrap().as_str()),
        (day(2022, 6, 20), CODE)
    );
    assert_eq!(
        (first.reporter.as_str(), first.reporter_phone.as_str()),
        ("李某", "13800000001")
    );
    assert_eq!(rows[1].as_ref().unwrap().place, "汉正街");
    let told: Vec<_> = rows[2..]
        .iter()
        .map(|r| r.as_ref().unwrap_err())
        .map(|f| (f.column.as_str(), &f.reason))
        .collect();
    let region = Reason::UnknownRegion {
        found: "110000".into(),
    };
    assert_eq!(
        told,
        [
            ("日期", &Reason::Blank),
            ("被举报单位", &Reason::AllBlank),
            ("区划代码", &region),
            ("举报内容", &Reason::Blank)
        ]
    );
}

#[test]
fn conflicts() {
    let file = file(format!(
        "officer,code,relation,note\na001,{CODE},近亲属,配偶\na001,{CODE},本人,\na002,,本人,\na003,{CODE},不得同组,\n"
    ));
    let rows = rows(&file, Conflicts::default());
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (first.officer.as_str(), first.kind.as_str(), first.note.as_str()),
        ("a001", "近亲属", "配偶")
    );
    assert!(matches!(&first.from, KeptFrom::Entity(code) if code.to_string() == CODE));
    let why = |n: usize| rows[n].as_ref().unwrap_err().reason.clone();
    assert_eq!(why(1), Reason::Duplicate { first: 2 });
    assert_eq!(why(2), Reason::OneOfTwo);
    assert_eq!(why(3), Reason::OneOfTwo, "a team is of officers");
}

#[rstest]
#[case("另一执法人员编号")]
#[case("不得同组人员编号")]
#[case("Other officer")]
fn two_officers_who_must_not_be_teamed(#[case] header: &str) {
    let file = file(format!(
        "执法人员编号,统一社会信用代码,{header},关系,说明\nB1,,A1,不得同组,夫妻\nA1,,B1,不得同组,\nA1,{CODE},B2,,\nA1,,A1,不得同组,\nA2,{CODE},,本人,\nA1,无,B2,,\n"
    ));
    let rows = rows(&file, Conflicts::default());
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (first.officer.as_str(), &first.from),
        ("B1", &KeptFrom::Officer("A1".to_owned()))
    );
    let why = |n: usize| {
        let fault = rows[n].as_ref().unwrap_err();
        (fault.line, fault.column.clone(), fault.reason.clone())
    };
    assert_eq!(why(1), (3, header.to_owned(), Reason::Duplicate { first: 2 }));
    assert_eq!(why(2), (4, header.to_owned(), Reason::OneOfTwo));
    assert_eq!(why(3), (5, header.to_owned(), Reason::SameOfficer));
    assert!(matches!(rows[4].as_ref().unwrap().from, KeptFrom::Entity(_)));
    assert_eq!(rows[5].as_ref().unwrap().from, KeptFrom::Officer("B2".to_owned()));
}

#[test]
fn a_division_code_as_a_spreadsheet_writes_a_number_is_the_code() {
    let fixture = file("统一社会信用代码,企业名称,行政区划代码,经营范围\n,甲,420106.0,软件\n");
    let mut reader = open(&fixture, targets());
    let row = reader.next_row().unwrap().unwrap().unwrap();
    assert_eq!(row.region, "420106");
}
