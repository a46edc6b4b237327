use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::exchange::read::{decode::Encoding, source::Source};

type Row = (u64, Vec<String>);

fn read(bytes: &[u8]) -> Result<Vec<Row>, FileReason> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let mut csv = Csv::new(Decode::new(Source::open(file.path())?, Encoding::Auto))?;
    let mut record = Record::default();
    let mut rows = Vec::new();
    while csv.next(&mut record)? {
        rows.push((record.line(), record.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

#[rstest]
#[case("a,b\n1,2", "1:a|b 2:1|2")]
#[case("a,b\n1,2\n", "1:a|b 2:1|2")]
#[case("a,b\r\n1,2\r\n", "1:a|b 2:1|2")]
#[case("a,b\r1,2\r", "1:a|b 2:1|2")]
#[case("\n\na,b\n\n\r\n1,2\n\n", "3:a|b 6:1|2")]
#[case("a,b\n\"1\n1\",2\n3,4", "1:a|b 2:1\n1|2 4:3|4")]
#[case("a,b\n\"1\r\n1\r\n\",2\n3,4", "1:a|b 2:1\r\n1\r\n|2 5:3|4")]
#[case("a,b\r\"\n\",2\r3,4", "1:a|b 2:\n|2 4:3|4")]
#[case("a,b\n\"x\"\"y\",\"\"\n", "1:a|b 2:x\"y|")]
#[case("a,b\n\"x\"y,z\"w\"\n", "1:a|b 2:xy|z\"w\"")]
#[case("a,b\n,\n,,\n", "1:a|b 2:| 3:||")]
#[case("a,b\n\"x\"", "1:a|b 2:x")]
#[case("a,b\n1,", "1:a|b 2:1|")]
#[case("\u{FEFF}甲,乙\n1,2", "1:甲|乙 2:1|2")]
#[case("甲;乙\n\"x,y;z\";2\n", "1:甲|乙 2:x,y;z|2")]
fn reads_rows_with_their_lines(#[case] text: &str, #[case] rows: &str) {
    let read = read(text.as_bytes()).unwrap();
    let told: Vec<String> = read
        .into_iter()
        .map(|(line, cells)| format!("{line}:{}", cells.join("|")))
        .collect();
    assert_eq!(told.join(" "), rows);
}

#[test]
fn an_open_quote_is_told_with_the_line_where_it_opens() {
    let fault = read(b"a,b\n\"x\ny\",z\n1,2\nc,\"open\n1,2\n\n").unwrap_err();
    assert_eq!(fault, FileReason::OpenQuote { line: 5 });
}

/// What the `csv` crate reads from the same bytes; an independent reading of the format.
fn independent(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn written(rows: &[Vec<String>]) -> String {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[rstest]
#[case(false)]
#[case(true)]
fn pieces_of_the_file_join_without_a_seam(#[case] gb18030: bool) {
    let row = |i: usize| {
        vec![
            format!("{i}"),
            "换行\n\"引号\"，".repeat(i % 7),
            "経営範囲𠮷".repeat(i % 11),
            "x".repeat(i % 5),
        ]
    };
    let rows: Vec<Vec<String>> = (0..12_000).map(row).collect();
    let text = written(&rows);
    assert!(text.len() > 1024 * 1024);
    let bytes = if gb18030 {
        encoding_rs::GB18030.encode(&text).0.into_owned()
    } else {
        text.clone().into_bytes()
    };
    let read = read(&bytes).unwrap();
    let lines: Vec<u64> = read.iter().map(|(line, _)| *line).collect();
    let cells: Vec<Vec<String>> = read.into_iter().map(|(_, cells)| cells).collect();
    assert_eq!(cells, rows);
    let breaks = |row: &Vec<String>| 1 + row.iter().map(|c| c.matches('\n').count() as u64).sum::<u64>();
    let expected: Vec<u64> = rows
        .iter()
        .scan(1, |line, row| {
            let at = *line;
            *line += breaks(row);
            Some(at)
        })
        .collect();
    assert_eq!(lines, expected);
}

proptest! {
    #[test]
    fn agrees_with_an_independent_reader(text in "[ab,\"\n]{0,60}") {
        prop_assume!(text.contains(','));
        let ours = read(text.as_bytes());
        let text = if matches!(ours, Err(FileReason::OpenQuote { .. })) { String::new() } else { text };
        let rows: Vec<_> = ours.unwrap_or_default().into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(rows, independent(&text));
    }

    #[test]
    fn what_was_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a甲,;\t\"\r\n]{0,6}", 3), 1..8)) {
        let head = vec!["甲".to_owned(); 3];
        let rows: Vec<Vec<String>> = std::iter::repeat_n(head, 11).chain(rows).collect();
        let read: Vec<_> = read(written(&rows).as_bytes()).unwrap().into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(read, rows);
    }
}
