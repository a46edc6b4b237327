//! Files that must be refused as a whole, and rows that must be refused alone.

use std::{fs::OpenOptions, io::Write};

use duban::{
    domain::uscc::UsccFault,
    exchange::read::{CELL_LIMIT, Choice, Encoding, FileReason, Foreign, Reader, Reason, RowFault},
    lang::Lang,
};
use encoding_rs::GB18030;
use rstest::rstest;

use crate::{Fixture, drain, file, open, targets};

const HEAD: &str = "统一社会信用代码,企业名称,行政区划代码,经营范围,信用风险等级,成立日期\n";
const CODE: &str = "91420100MA65F5R2TR";

fn with_rows(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
        .collect()
}

#[rstest]
#[case::empty(b"".to_vec(), FileReason::Empty)]
#[case::blank_lines(b"\n\r\n".to_vec(), FileReason::Empty)]
#[case::mark_only(b"\xEF\xBB\xBF".to_vec(), FileReason::Empty)]
#[case::zeros(b"a,b\n\0\0\0\0\0".to_vec(), FileReason::Foreign(Foreign::Binary))]
#[case::xls(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), FileReason::Foreign(Foreign::Xls))]
#[case::pdf(b"%PDF-1.7\n".to_vec(), FileReason::Foreign(Foreign::Pdf))]
#[case::gzip(b"\x1F\x8B\x08\x00".to_vec(), FileReason::Foreign(Foreign::Archive))]
#[case::html(b"\xEF\xBB\xBF\r\n<HTML><table>".to_vec(), FileReason::Foreign(Foreign::Html))]
#[case::utf16_le(utf16(&format!("\u{FEFF}{HEAD}"), false), FileReason::Foreign(Foreign::Utf16))]
#[case::utf16_be(utf16(&format!("\u{FEFF}{HEAD}"), true), FileReason::Foreign(Foreign::Utf16))]
#[case::utf16_unmarked(
    utf16("code,name,region,scope\n1,2,3,4\n", false),
    FileReason::Foreign(Foreign::Utf16)
)]
#[case::big5(big5(), FileReason::UnknownEncoding { guess: "Big5" })]
#[case::cut_in_a_character(cut(&with_rows(",甲,420106,软件")), FileReason::CutOff)]
#[case::open_quote(with_rows(&format!("{CODE},甲,420106,软件\n,\"乙,420106,\n")).into_bytes(), FileReason::OpenQuote { line: 3 })]
fn refuses_the_file(#[case] bytes: Vec<u8>, #[case] reason: FileReason) {
    assert_eq!(drain(&file(bytes), Encoding::Auto, targets()), Err(reason));
}

fn cut(text: &str) -> Vec<u8> {
    text.as_bytes()[..text.len() - 1].to_vec()
}

fn big5() -> Vec<u8> {
    let text =
        "統一社會信用代碼,企業名稱,行政區劃代碼,經營範圍\n,臺北市某某人力資源有限公司,420106,職業介紹\n";
    encoding_rs::BIG5.encode(text).0.into_owned()
}

#[test]
fn refuses_what_is_no_file() {
    let there = file("x");
    let dir = there.path.parent().unwrap().to_owned();
    let reason = |path: &std::path::Path| {
        Reader::open(path, Encoding::Auto, targets())
            .err()
            .map(|fault| fault.reason)
    };
    assert_eq!(reason(&dir), Some(FileReason::NotAFile));
    assert_eq!(
        reason(std::path::Path::new("/dev/null")),
        Some(FileReason::NotAFile)
    );
    assert_eq!(reason(&dir.join("other.csv")), Some(FileReason::NotFound));
}

#[test]
fn lack_of_permission_is_told_apart() {
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    assert_eq!(FileReason::from(denied), FileReason::Denied);
}

#[test]
fn names_the_missing_columns_and_what_was_found() {
    let file = file("名称,电话\n甲,1\n");
    let fault = Reader::open(&file.path, Encoding::Auto, targets()).err().unwrap();
    let FileReason::MissingColumns { missing, found, line } = &fault.reason else {
        panic!("{fault:?}")
    };
    assert_eq!(missing, &["统一社会信用代码", "行政区划代码", "经营范围"]);
    assert_eq!((found.join(","), *line), ("名称,电话".to_owned(), 1));
    for (lang, word) in [
        (Lang::Zh, "缺少必需的列：统一社会信用代码"),
        (Lang::En, "needed columns are missing"),
    ] {
        let text = fault.text(lang);
        assert!(
            text.contains(word) && text.contains("table.csv") && text.contains("名称、电话"),
            "{text}"
        );
    }
}

#[rstest]
#[case::grows("more\n")]
#[case::rewritten("")]
fn refuses_a_file_that_changes_while_it_is_read(#[case] appended: &str) {
    let file = file(with_rows(&format!("{CODE},甲,420106,软件,A,\n")));
    let mut reader = open(&file, targets());
    assert!(reader.next_row().unwrap().unwrap().is_ok());
    if appended.is_empty() {
        // Another file of the same size under the same name.
        let other = file.path.with_extension("new");
        std::fs::copy(&file.path, &other).unwrap();
        std::fs::rename(&other, &file.path).unwrap();
    } else {
        OpenOptions::new()
            .append(true)
            .open(&file.path)
            .unwrap()
            .write_all(appended.as_bytes())
            .unwrap();
    }
    while reader.next_row().unwrap().is_some() {}
    assert_eq!(reader.finish().unwrap_err().reason, FileReason::Changed);
}

#[test]
fn a_file_left_in_the_middle_has_no_hash() {
    let rows: String = (0..20_000)
        .map(|i| format!(",甲{i},420106,软件开发、技术服务,A,\n"))
        .collect();
    let mut reader = open(&file(with_rows(&rows)), targets());
    assert!(reader.next_row().unwrap().is_some());
    assert_eq!(reader.finish().unwrap_err().reason, FileReason::Changed);
}

fn faults(file: &Fixture) -> (u64, Vec<RowFault>) {
    let mut reader = open(file, targets());
    let mut faults = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        faults.extend(row.err());
    }
    (reader.finish().unwrap().good, faults)
}

#[rstest]
#[case("9142O100MA65F5R2TR,甲,420106,软件,A,", "统一社会信用代码", Reason::Code(UsccFault::Character { position: 5, found: 'O' }))]
#[case("420100000012345,甲,420106,软件,A,", "统一社会信用代码", Reason::Code(UsccFault::Length { found: 15 }))]
#[case("9.14201E+17,甲,420106,软件,A,", "统一社会信用代码", Reason::Rounded)]
#[case(",\u{3000},420106,软件,A,", "企业名称", Reason::Blank)]
#[case(",甲,,软件,A,", "行政区划代码", Reason::Blank)]
#[case(",甲,110101,软件,A,", "行政区划代码", Reason::UnknownRegion { found: "110101".into() })]
#[case(",甲,420106,软件,E,", "信用风险等级", Reason::Choice { list: Choice::Grade, found: "E".into() })]
#[case(",甲,420106,软件,ABC,", "信用风险等级", Reason::Choice { list: Choice::Grade, found: "ABC".into() })]
#[case(",甲,420106,软件,A,3/5/2019", "成立日期", Reason::Date { found: "3/5/2019".into() })]
#[case(",甲,420106", "经营范围", Reason::Short { found: 3, expected: 6 })]
#[case(",甲,420106,软件,技术,A,2019-3-5", "", Reason::Long { found: 7, expected: 6 })]
fn refuses_the_row_alone(#[case] row: &str, #[case] column: &str, #[case] reason: Reason) {
    let (good, faults) = faults(&file(with_rows(&format!("{row}\n{CODE},乙,420106,软件,A,\n"))));
    assert_eq!((good, faults.len()), (1, 1));
    assert_eq!(
        (faults[0].line, faults[0].column.as_str(), &faults[0].reason),
        (2, column, &reason)
    );
    assert_eq!(faults[0].cells.join(","), row);
    for lang in [Lang::Zh, Lang::En] {
        let text = faults[0].text(lang);
        assert!(
            text.contains('2') && text.contains(column) && !text.contains("exchange."),
            "{text}"
        );
    }
}

#[test]
fn a_code_may_appear_once_but_a_refused_row_does_not_claim_it() {
    let lower = CODE.to_lowercase();
    let rows = format!("{CODE},,420106,x,,\n{CODE},甲,420106,x,,\n\n{lower},乙,420106,x,,\n{CODE},,,,,\n");
    let (good, faults) = faults(&file(with_rows(&rows)));
    assert_eq!(good, 1);
    let told: Vec<_> = faults.iter().map(|f| (f.line, f.reason.clone())).collect();
    let repeated = Reason::Duplicate { first: 3 };
    assert_eq!(told, [(2, Reason::Blank), (5, repeated.clone()), (6, repeated)]);
}

#[test]
fn a_million_characters_in_one_cell_cost_one_row() {
    let long = "经".repeat(1_000_000);
    for cell in [long.clone(), format!("\"{long}\n\"")] {
        let (good, faults) = faults(&file(with_rows(&format!(
            ",甲,420106,{cell},A,\n,乙,420106,软件,A,\n"
        ))));
        assert_eq!((good, faults.len()), (1, 1));
        assert_eq!(
            (faults[0].column.as_str(), &faults[0].reason),
            ("经营范围", &Reason::CellTooLong)
        );
        assert!(faults[0].cells.iter().all(|c| c.len() <= CELL_LIMIT));
    }
    let (good, faults) = faults(&file(with_rows(&format!(
        "{}\n,乙,420106,软件,A,\n",
        ",".repeat(1_000_000)
    ))));
    assert_eq!((good, &faults[0].reason), (1, &Reason::TooManyCells));
}

#[test]
fn a_character_cut_in_half_by_a_database_costs_one_row() {
    let (text, ..) = GB18030.encode(HEAD);
    let mut bytes = text.into_owned();
    for name in ["甲公司", "乙公司", "丙公司"] {
        let mut name = GB18030.encode(name).0.into_owned();
        if bytes.ends_with(b"A,\n") && !bytes.windows(2).any(|w| w == b"\xB9,") {
            name.truncate(3);
        }
        bytes.extend([&b","[..], &name, b",420106,x,A,\n"].concat());
    }
    let (good, faults) = faults(&file(bytes));
    assert_eq!(good + faults.len() as u64, 3);
    assert_eq!(faults[0].reason, Reason::Undecodable);
}

#[rstest]
#[case(Encoding::Utf8, true)]
#[case(Encoding::Gb18030, false)]
fn an_encoding_that_contradicts_the_bytes_is_refused(#[case] asked: Encoding, #[case] gb: bool) {
    let text = with_rows(",甲乙丙丁,420106,软件开发,A,\n");
    let bytes = if gb {
        GB18030.encode(&text).0.into_owned()
    } else {
        text.into_bytes()
    };
    let found = if gb { Encoding::Gb18030 } else { Encoding::Utf8 };
    assert_eq!(
        drain(&file(&bytes), asked, targets()),
        Err(FileReason::WrongEncoding { asked, found })
    );
    assert_eq!(drain(&file(&bytes), found, targets()), Ok((1, 0)));
    assert_eq!(drain(&file(&bytes), Encoding::Auto, targets()), Ok((1, 0)));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400), head in proptest::bool::ANY) {
        let bytes = if head { [HEAD.as_bytes(), &bytes].concat() } else { bytes };
        let _ = drain(&file(bytes), Encoding::Auto, targets());
    }
}

#[test]
fn every_fault_speaks_both_languages() {
    let fault = Reader::open(
        std::path::Path::new("none.csv"),
        Encoding::Auto,
        duban::exchange::read::Leads::new(&crate::division),
    );
    let fault = fault.err().unwrap();
    assert_eq!(fault.text(Lang::Zh), "none.csv：文件不存在，请核对路径");
    assert_eq!(fault.text(Lang::En), "none.csv: no such file; check the path");
}
