//! Files that are refused as a whole.

use std::io::Write;

use rstest::rstest;
use rust_xlsxwriter::Workbook;

use crate::cli_support::Desk;
use crate::{HEAD, begun, blobs, code, head, import, refused, registry};

fn put(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    std::fs::write(desk.path(name), bytes).unwrap();
    desk.path(name).display().to_string()
}

fn rows() -> String {
    format!("{HEAD}{},甲,420106,软件,A,存续,\n", code(1))
}

/// Cut in the third row, as a transfer that broke off leaves it.
fn cut(more: &str) -> Vec<u8> {
    (rows() + more).into_bytes()
}

fn half_a_character() -> Vec<u8> {
    let mut bytes = cut(",乙,420106,软件");
    bytes.pop();
    bytes
}

#[rstest]
#[case::empty("e.csv", Vec::new(), &["是空的", "重新导出"], &["is empty", "export it again"])]
#[case::binary("b.csv", [&b"\x7fELF\x02\x01\0\0\0"[..], &[0; 500]].concat(), &["二进制", "导出为 CSV"], &["binary", "export CSV"])]
#[case::cut_in_a_row("c.csv", cut(",乙,4201"), &["第 3 行中间结束", "3 列", "7 列", "重新导出"], &["line 3", "3 of 7", "export or copy it again"])]
#[case::cut_in_a_scope("s.csv", cut(",乙,420106,人力资"), &["第 3 行中间结束", "4 列"], &["line 3", "4 of 7"])]
#[case::cut_in_quotes("q.csv", cut(",乙,420106,\"软件；\n开发"), &["第 3 行的引号", "重新导出"], &["line 3", "export again"])]
#[case::cut_in_a_character("h.csv", half_a_character(), &["一个字的中间", "重新导出"], &["middle of a character", "copy it again"])]
#[case::old_excel("o.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), &["旧版 Excel", "另存为"], &["old Excel", "save it as"])]
#[case::header("n.csv", "企业名称,电话\n甲,1\n".into(), &["缺少必需的列：统一社会信用代码、行政区划代码、经营范围", "第 1 行", "企业名称、电话", "补上这些列"], &["needed columns are missing", "line 1", "Add the columns"])]
fn a_file_that_cannot_be_trusted(
    #[case] name: &str,
    #[case] bytes: Vec<u8>,
    #[case] zh: &[&str],
    #[case] en: &[&str],
) {
    let desk = begun();
    let file = put(&desk, name, &bytes);
    refused(&desk, "targets", &file, &[], zh, en);
    // A fault of the file leaves no file of refused rows either.
    let rejects = desk.path("r.csv").display().to_string();
    assert_eq!(import(&desk, "targets", &file, &["--rejects", &rejects]).code, 3);
    assert!(!desk.path("r.csv").exists());
}

#[test]
fn a_last_line_without_an_end_is_taken_if_it_is_complete() {
    let desk = begun();
    let file = put(&desk, "t.csv", rows().trim_end().as_bytes());
    assert_eq!(import(&desk, "targets", &file, &["--json"]).ok().json()["new"], 1);
}

#[test]
fn what_is_not_there_or_no_file() {
    let desk = begun();
    let missing = desk.path("missing.csv").display().to_string();
    refused(
        &desk,
        "targets",
        &missing,
        &[],
        &["不存在", "核对路径"],
        &["no such file", "check the path"],
    );
    let folder = desk.data().display().to_string();
    refused(
        &desk,
        "officers",
        &folder,
        &[],
        &["不是普通文件"],
        &["not a regular file"],
    );
}

#[test]
fn a_workbook_cut_off_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEAD.trim().split(',')).unwrap();
    let whole = book.save_to_buffer().unwrap();
    let desk = begun();
    for length in [whole.len() / 2, whole.len() - 1] {
        let file = put(&desk, "w.xlsx", &whole[..length]);
        refused(
            &desk,
            "targets",
            &file,
            &[],
            &["工作簿无法读取", "另存"],
            &["workbook cannot be read", "save it again"],
        );
    }
}

#[test]
fn the_wrong_encoding_is_refused_and_the_right_one_named() {
    let desk = begun();
    let gb = put(&desk, "g.csv", &encoding_rs::GB18030.encode(&rows()).0);
    let asked = ["--encoding", "utf-8"];
    refused(
        &desk,
        "targets",
        &gb,
        &asked,
        &["g.csv", "GB18030", "--encoding auto"],
        &["g.csv", "GB18030", "--encoding auto"],
    );
    assert_eq!(
        import(&desk, "targets", &gb, &["--encoding", "gb18030", "--json"])
            .ok()
            .json()["new"],
        1
    );
}

#[test]
fn a_million_characters_in_one_cell_cost_one_row() {
    let desk = begun();
    let text = format!(
        "{HEAD},甲,420106,{},A,,\n{},乙,420106,软件,A,,\n",
        "经".repeat(1_000_000),
        code(2)
    );
    let file = put(&desk, "m.csv", text.as_bytes());
    let rejects = desk.path("r.csv").display().to_string();
    let ran = import(&desk, "targets", &file, &["--json", "--rejects", &rejects]).ok();
    let json = ran.json();
    assert_eq!((&json["rows"], &json["rejected"]), (&1.into(), &1.into()));
    assert!(
        ran.err.contains("第 2 行「经营范围」列：单元格超过 64 KiB"),
        "{}",
        ran.err
    );
    let english = import(&desk, "targets", &file, &["--lang", "en"]).ok();
    assert!(
        english
            .err
            .contains("line 2, column 经营范围: the cell is longer than 64 KiB"),
        "{}",
        english.err
    );
    assert!(std::fs::metadata(desk.path("r.csv")).unwrap().len() < 100_000);
}

#[test]
fn a_file_that_is_written_to_while_it_is_read() {
    let desk = begun();
    let before = (head(&desk), blobs(&desk));
    let file = desk.write("t.csv", &registry(40_000));
    let child = crate::disk::stopped(&desk, &["--json", "import", "targets", &file]);
    let mut open = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
    open.write_all(b",\n").unwrap();
    let output = child.go_on();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&file) && said.contains("有变动") && said.contains("重新导入"),
        "{said}"
    );
    assert_eq!((head(&desk), blobs(&desk)), before);
}

#[test]
fn refused_rows_never_take_the_place_of_the_extract_or_of_a_device() {
    let desk = begun();
    let text = format!("{HEAD},,420106,软件,A,,\n{},乙,420106,软件,A,,\n", code(2));
    let file = desk.write("t.csv", &text);
    std::os::unix::fs::symlink(&file, desk.path("link.csv")).unwrap();
    for name in ["t.csv", "link.csv"] {
        let rejects = desk.path(name).display().to_string();
        let (zh, en) = (
            [&*rejects, "要导入的文件", "--rejects 换"],
            [&*rejects, "the file to import itself"],
        );
        refused(&desk, "targets", &file, &["--rejects", &rejects], &zh, &en);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
    for place in [desk.data().display().to_string(), "/dev/null".to_owned()] {
        refused(
            &desk,
            "targets",
            &file,
            &["--rejects", &place],
            &[&place, "不是普通文件"],
            &[&place, "not a regular file"],
        );
    }
    let nowhere = desk.path("none/r.csv").display().to_string();
    refused(
        &desk,
        "targets",
        &file,
        &["--rejects", &nowhere],
        &[&nowhere, "检查路径"],
        &[&nowhere, "Check the path"],
    );
}
