//! xlsx workbooks: exports with titles, numbers for codes, and archives made to do harm.

use std::{io::Write, path::Path};

use chrono::NaiveDate;
use duban::exchange::read::{Encoding, FileReason, Foreign, Format, Reason};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{drain, file, open, targets};

const CODE: &str = "91420100MA65F5R2TR";

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date = CellFormat::new().set_num_format("yyyy/m/d");
    workbook
        .add_worksheet()
        .set_name("隐藏")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "草稿")
        .unwrap();
    let sheet = workbook.add_worksheet();
    sheet
        .set_active(true)
        .set_name("名录")
        .unwrap()
        .merge_range(0, 0, 0, 4, "抽查对象名录", &CellFormat::new())
        .unwrap();
    let header = [
        "序号",
        "企业名称",
        "统一社会信用代码",
        "行政区划代码",
        "经营范围",
        "成立日期",
    ];
    sheet.write_row(2, 0, header).unwrap();
    sheet.write_row(3, 1, ["甲", CODE]).unwrap();
    sheet
        .write(3, 3, 420106)
        .unwrap()
        .write(3, 4, "人力资源服务")
        .unwrap();
    sheet
        .write_with_format(3, 5, ExcelDateTime::from_ymd(2019, 3, 5).unwrap(), &date)
        .unwrap();
    sheet
        .write(5, 1, "乙")
        .unwrap()
        .write(5, 2, 914_201_000_000_000_000_f64)
        .unwrap()
        .write(5, 3, 420106)
        .unwrap();
    sheet
        .write(6, 1, "丙")
        .unwrap()
        .write(6, 3, "420106")
        .unwrap()
        .write(6, 5, 43529)
        .unwrap();
    sheet.write(7, 4, "只有范围").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn reads_the_first_visible_sheet() {
    let file = file(workbook());
    let mut reader = open(&file, targets());
    assert_eq!(reader.layout().line(), 3);
    let day = NaiveDate::from_ymd_opt(2019, 3, 5);
    let row = reader.next_row().unwrap().unwrap().unwrap();
    assert_eq!(
        (row.line, row.code.unwrap().as_str(), row.region.as_ref()),
        (4, CODE, "420106")
    );
    assert_eq!((row.scope.as_ref(), row.established), ("人力资源服务", day));
    let fault = reader.next_row().unwrap().unwrap().unwrap_err();
    assert_eq!(
        (fault.line, fault.column.as_str(), fault.reason),
        (6, "统一社会信用代码", Reason::Rounded)
    );
    let row = reader.next_row().unwrap().unwrap().unwrap();
    assert_eq!(
        (row.line, row.code, row.scope.as_ref(), row.established),
        (7, None, "", day)
    );
    let fault = reader.next_row().unwrap().unwrap().unwrap_err();
    assert_eq!(
        (fault.line, fault.column.as_str(), fault.reason),
        (8, "企业名称", Reason::Blank)
    );
    assert!(reader.next_row().unwrap().is_none());
    assert_eq!(reader.finish().unwrap().facts.format, Format::Xlsx);
}

#[test]
fn a_workbook_cut_off_is_refused() {
    let whole = workbook();
    for length in [30, whole.len() / 2, whole.len() - 1] {
        let reason = drain(&file(&whole[..length]), Encoding::Auto, targets()).unwrap_err();
        assert!(matches!(reason, FileReason::Workbook { .. }), "{reason:?}");
    }
}

fn archive(name: &str, chunk: &[u8], times: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    (0..times).for_each(|_| zip.write_all(chunk).unwrap());
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused_before_it_is_parsed() {
    let bomb = archive("xl/worksheets/sheet1.xml", &vec![b' '; 1024 * 1024], 300);
    assert!(bomb.len() < 1024 * 1024);
    let reason = drain(&file(&bomb), Encoding::Auto, targets());
    assert_eq!(reason, Err(FileReason::WorkbookTooLarge { limit: 256 }));
}

#[test]
fn an_archive_of_something_else_is_refused() {
    let other = archive("word/document.xml", b"<w/>", 1);
    assert_eq!(
        drain(&file(other), Encoding::Auto, targets()),
        Err(FileReason::Foreign(Foreign::Archive))
    );
}

#[test]
fn cells_far_to_the_right_cost_no_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["企业名称", "统一社会信用代码", "行政区划代码", "经营范围"])
        .unwrap();
    sheet
        .write(1, 16_383, "x")
        .unwrap()
        .write(1_048_575, 0, "甲")
        .unwrap()
        .write(1_048_575, 2, 420106)
        .unwrap();
    let file = file(workbook.save_to_buffer().unwrap());
    let mut reader = open(&file, targets());
    assert_eq!(
        reader.next_row().unwrap().unwrap().unwrap_err().reason,
        Reason::TooManyCells
    );
    assert_eq!(reader.next_row().unwrap().unwrap().unwrap().line, 1_048_576);
}

/// The same workbook with another sheet text, so that damage reaches the parser behind the archive's checksums.
fn with_sheet(xml: &[u8]) -> Vec<u8> {
    let bytes = workbook();
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        to.start_file(&name, SimpleFileOptions::default()).unwrap();
        if Path::new(&name).ends_with("sheet2.xml") {
            to.write_all(xml).unwrap();
        } else {
            std::io::copy(&mut entry, &mut to).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

fn sheet_xml() -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook())).unwrap();
    let mut xml = Vec::new();
    std::io::copy(
        &mut archive.by_name("xl/worksheets/sheet2.xml").unwrap(),
        &mut xml,
    )
    .unwrap();
    xml
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damage_is_answered(at in any::<prop::sample::Index>(), byte in any::<u8>(), inside in any::<bool>()) {
        let mut bytes = if inside { sheet_xml() } else { workbook() };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let bytes = if inside { with_sheet(&bytes) } else { bytes };
        let _ = drain(&file(bytes), Encoding::Auto, targets());
    }
}
