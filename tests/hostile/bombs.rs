//! Workbooks made to exhaust memory: each is refused in words, and the process stays small.

use std::io::{Cursor, Write};
use std::process::Command;

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::cli_support::Desk;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

/// A workbook with these parts in the place of empty ones.
fn book(parts: &[(&str, &str, &str, usize, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let usual = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
        ("xl/sharedStrings.xml", "<sst/>"),
    ];
    for (name, text) in usual {
        if parts.iter().all(|part| part.0 != name) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
    }
    for (name, head, unit, times, tail) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(head.as_bytes()).unwrap();
        let piece = unit.repeat(1000);
        for _ in 0..times / 1000 {
            zip.write_all(piece.as_bytes()).unwrap();
        }
        zip.write_all(unit.repeat(times % 1000).as_bytes()).unwrap();
        zip.write_all(tail.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Imports it with no more memory than `MOST` to be had, and returns what is said.
fn said(bytes: &[u8]) -> (i32, String) {
    /// KiB of address space: a workbook as large as is taken needs less.
    const MOST: u64 = 3 << 20;
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    let file = desk.path("t.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let line = format!("ulimit -v {MOST}; exec \"$@\"");
    let program = assert_cmd::cargo::cargo_bin("duban");
    let mut command = Command::new("sh");
    command.args(["-c", &line, "sh"]).arg(program);
    command
        .args(["--as", "省人社", "--today", "2022-06-01", "import", "targets"])
        .arg(&file);
    let ran = command.env("DUBAN_DATA", desk.data()).output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code().unwrap_or_else(|| panic!("killed: {err}")), err)
}

fn too_large(bytes: &[u8]) {
    let (code, err) = said(bytes);
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("256") && !err.contains("panicked"), "{err}");
}

const SST: &str = "xl/sharedStrings.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_number_of_strings_that_no_memory_holds() {
    for count in ["9999999999", "18446744073709551615", "99999999999999999999999"] {
        let head = format!("<sst count=\"1\" uniqueCount=\"{count}\">");
        too_large(&book(&[(SST, &head, "<si><t>a</t></si>", 1, "</sst>")]));
    }
}

#[test]
fn strings_without_end() {
    too_large(&book(&[(SST, "<sst>", "<si/>", 6_000_000, "</sst>")]));
    too_large(&book(&[(
        SST,
        "<x:sst xmlns:x='y'>",
        "<x:si></x:si>",
        6_000_000,
        "</x:sst>",
    )]));
}

/// One string of 60 KB in a hundred thousand cells: small in the archive and unpacked, six gigabytes as rows.
#[test]
fn one_string_in_every_cell() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "甲".repeat(20_000));
    let cells = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
    too_large(&book(&[
        (SST, &shared, "", 0, ""),
        (
            SHEET,
            "<worksheet><sheetData>",
            cells,
            50_000,
            "</sheetData></worksheet>",
        ),
    ]));
}

#[test]
fn a_part_that_is_read_whole() {
    too_large(&book(&[(
        "xl/styles.xml",
        "<styleSheet>",
        "<numFmt numFmtId='1' formatCode='a'/>",
        1_000_000,
        "</styleSheet>",
    )]));
    too_large(&book(&[(
        "xl/workbook.xml",
        "<workbook><sheets>",
        "<sheet name='a' sheetId='1' r:id='rId1'/>",
        1_000_000,
        "</sheets></workbook>",
    )]));
}

/// What is said of itself is not believed: a sheet of all the cells there can be costs nothing before they are there.
#[test]
fn a_dimension_as_large_as_can_be() {
    let sheet = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c></row></sheetData></worksheet>";
    let (code, err) = said(&book(&[(SHEET, sheet, "", 0, "")]));
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("缺少必需的列"), "{err}");
}

#[test]
fn rows_and_columns_without_end() {
    for place in [
        "A99999999999999999999",
        "ZZZZZZZZZZZZ1",
        "A0",
        "",
        "é1",
        "A18446744073709551616",
    ] {
        let sheet = format!(
            "<worksheet><sheetData><row r=\"1\"><c r=\"{place}\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>"
        );
        let (code, err) = said(&book(&[(SHEET, &sheet, "", 0, "")]));
        assert_eq!(code, 3, "{place}: {err}");
        assert!(!err.contains("panicked"), "{place}: {err}");
    }
}

/// An entity that stands for a file, and one that stands for a thousand million others.
#[test]
fn entities_are_not_resolved() {
    let head = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let sheet = |entity: &str| {
        format!(
            "{head}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{entity}</t></is></c></row></sheetData></worksheet>"
        )
    };
    for entity in ["&f;", "&b;", "&#x1b;]0;x&#7;", "&#0;", "&#xFFFFFFFF;"] {
        let (code, err) = said(&book(&[(SHEET, &sheet(entity), "", 0, "")]));
        assert_eq!(code, 3, "{entity}: {err}");
        assert!(
            !err.contains("root:") && !err.contains("aaaaaaaaaa"),
            "{entity}: {err}"
        );
        crate::harmless("what is said", &err);
    }
}

/// Parts whose names lead out of the archive are never written anywhere; the workbook is read or refused as any other.
#[test]
fn names_that_lead_out_of_the_archive() {
    let desk = Desk::new();
    let out = desk.path("out");
    let bytes = book(&[
        ("../../out", "x", "", 0, ""),
        ("/tmp/duban-out", "x", "", 0, ""),
        ("xl/../../../out", "x", "", 0, ""),
    ]);
    let (code, err) = said(&bytes);
    assert_eq!(code, 3, "{err}");
    assert!(!out.exists() && !std::path::Path::new("/tmp/duban-out").exists());
}

/// Elements within elements: the reader keeps a list, no stack.
#[test]
fn elements_within_elements() {
    let nested = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    for part in [SHEET, SST, "xl/workbook.xml"] {
        let (code, err) = said(&book(&[(part, &nested, "", 0, "")]));
        assert_eq!(code, 3, "{part}: {err}");
    }
}
