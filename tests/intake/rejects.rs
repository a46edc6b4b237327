//! The file of refused rows: safe to open, and good to import again once repaired.

use duban::{
    exchange::read::{Reader, Reason, Rejects, Targets},
    lang::Lang,
};

use crate::{Fixture, file, open, targets};

fn rejects(reader: &mut Reader<Targets<'_>>, lang: Lang) -> String {
    let mut rejects = Rejects::new(Vec::new(), reader.layout(), lang).unwrap();
    while let Some(row) = reader.next_row().unwrap() {
        if let Err(fault) = row {
            rejects.push(&fault).unwrap();
        }
    }
    String::from_utf8(rejects.finish().unwrap()).unwrap()
}

fn bad() -> Fixture {
    file(
        "统一社会信用代码,企业名称,行政区划代码,经营范围\n\
         ,甲,420106,软件\n\
         ,,420106,\"=cmd|' /C calc'!A0\"\n\
         ,@乙,999999,\"+1,\"\"x\"\"\ny\"\n\
         ,丙\n",
    )
}

#[test]
fn keeps_the_cells_and_says_why() {
    let text = rejects(&mut open(&bad(), targets()), Lang::Zh);
    assert_eq!(
        text,
        "\u{FEFF}行号,列,原因,标记,统一社会信用代码,企业名称,行政区划代码,经营范围\r\n\
         3,企业名称,不能为空，请补填,m39b0a984b49e,,,420106,'=cmd|' /C calc'!A0\r\n\
         4,行政区划代码,行政区划代码 999999 不在区划表内，请核对,md7984f32d778,,'@乙,999999,\"'+1,\"\"x\"\"\ny\"\r\n\
         6,行政区划代码,这一行只有 2 列，表头有 4 列，后面的列缺失,me4f5d983500f,,丙,,\r\n"
    );
    let english = rejects(&mut open(&bad(), targets()), Lang::En);
    assert!(
        english.contains("line,column,reason,mark,统一社会信用代码") && english.contains("must not be empty")
    );
}

#[test]
fn can_be_repaired_and_imported_again() {
    let text = rejects(&mut open(&bad(), targets()), Lang::Zh).replace("999999,", "420106,");
    let repaired = file(text);
    let mut reader = open(&repaired, targets());
    assert_eq!(reader.layout().ignored(), ["行号", "列", "原因", "标记"]);
    let mut good = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        good.extend(
            row.ok()
                .map(|row| (row.name.into_owned(), row.scope.into_owned())),
        );
    }
    assert_eq!(good, [("@乙".to_owned(), "+1,\"x\" y".to_owned())]);
}

#[test]
fn what_was_not_repaired_is_refused_again() {
    let text = rejects(&mut open(&bad(), targets()), Lang::Zh).replace("999999,", "420106,");
    let half = file(text);
    let mut reader = open(&half, targets());
    let mut reasons = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        reasons.push(row.err().map(|fault| fault.reason));
    }
    // The cut-off row would pass without its missing scope, had writing not been remembered.
    assert_eq!(
        reasons,
        [Some(Reason::Unrepaired), None, Some(Reason::Unrepaired)]
    );
}
