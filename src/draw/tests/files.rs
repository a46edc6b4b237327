//! Every fault of a frozen file is found, named and placed.

use rstest::rstest;

use super::fixture::{ROSTER_TEXT, officer_rows};
use crate::draw::files::{
    Conflict, Fault, parse_conflicts, parse_openings, parse_plan, parse_pool, parse_public_pool,
    parse_roster, parse_strata, write_conflicts, write_openings, write_roster,
};

const ONE: &str = "91420100MA0XJ4GX6D";
const TWO: &str = "91420100MA3X2HH8X9";

fn placed<T>(result: Result<T, Fault>) -> (usize, Option<&'static str>, &'static str) {
    let fault = result.err().expect("a fault");
    let text = fault.to_string();
    assert!(
        text.starts_with(&fault.file) && text.len() > fault.file.len() + 10,
        "{text}"
    );
    (fault.line, fault.field, fault.code())
}

#[rstest]
#[case("", (0, None, "file_empty"))]
#[case("\u{FEFF}id\tstratum\n", (1, None, "file_bom"))]
#[case("id\tstratum\r\n", (1, None, "file_crlf"))]
#[case("id\tstratum\n{1}\t420100-A\r\n", (2, None, "file_crlf"))]
#[case("id\tstratum\n{1}\t420100-A", (2, None, "file_no_final_lf"))]
#[case("id\tstratum", (1, None, "file_no_final_lf"))]
#[case("{1}\t420100-A\n", (1, None, "file_header"))]
#[case("id\tgrade\n{1}\t420100-A\n", (1, None, "file_header"))]
#[case("id\tstratum\n\n{1}\t420100-A\n", (2, None, "file_blank_line"))]
#[case("id\tstratum\n{1}\t420100-A\n\n", (3, None, "file_blank_line"))]
#[case("id\tstratum\n{1}\n", (2, None, "file_field_count"))]
#[case("id\tstratum\n{1}\t420100-A\t\n", (2, None, "file_field_count"))]
#[case("id\tstratum\n{1} 420100-A\n", (2, None, "file_field_count"))]
#[case("id\tstratum\n\t420100-A\n", (2, Some("id"), "file_empty_field"))]
#[case("id\tstratum\n{1}\t\n", (2, Some("stratum"), "file_empty_field"))]
#[case("id\tstratum\n{2}\t420100-A\n{1}\t420100-A\n", (3, Some("id"), "file_unsorted"))]
#[case("id\tstratum\n{1}\t420100-A\n{1}\t420100-B\n", (3, Some("id"), "file_duplicate"))]
#[case("id\tstratum\n91420100ma0xj4gx6d\t420100-A\n", (2, Some("id"), "id_lower_case"))]
#[case("id\tstratum\n9142０100MA0XJ4GX6D\t420100-A\n", (2, Some("id"), "file_full_width"))]
#[case("id\tstratum\n{1}\t4201００-A\n", (2, Some("stratum"), "file_full_width"))]
#[case("id\tstratum\n91420100MA0XJ4GX6E\t420100-A\n", (2, Some("id"), "id_check_character"))]
#[case("id\tstratum\n91420100MA0XJ4GX6\t420100-A\n", (2, Some("id"), "id_length"))]
#[case("id\tstratum\n91420100MAOXJ4GX6D\t420100-A\n", (2, Some("id"), "id_character"))]
#[case("id\tstratum\n{1} \t420100-A\n", (2, Some("id"), "id_character"))]
#[case("id\tstratum\n{1}\t420100A\n", (2, Some("stratum"), "file_stratum"))]
#[case("id\tstratum\n{1}\t42010-A\n", (2, Some("stratum"), "file_stratum"))]
#[case("id\tstratum\n{1}\t420100-a\n", (2, Some("stratum"), "file_stratum"))]
#[case("id\tstratum\n{1}\t420100-\n", (2, Some("stratum"), "file_stratum"))]
#[case("id\tstratum\n{1}\t420100-e\u{301}\n", (2, Some("stratum"), "file_not_nfc"))]
#[case("id\tstratum\n{1}\t420100-A\u{7}\n", (2, Some("stratum"), "file_control"))]
fn a_fault_of_the_pool(#[case] text: &str, #[case] expected: (usize, Option<&'static str>, &'static str)) {
    let text = text.replace("{1}", ONE).replace("{2}", TWO);
    assert_eq!(placed(parse_pool(text.as_bytes())), expected);
}

#[test]
fn bytes_that_are_not_utf8() {
    let fault = parse_pool(b"id\tstratum\n9142\xC4\xE3\t420100-A\n").unwrap_err();
    assert_eq!(
        fault.to_string(),
        "pool.tsv line 2: byte 5 of the line is not UTF-8; save the file as UTF-8"
    );
}

#[rstest]
#[case("420100-A\t14\t1\t1\t2\t", (2, None, "file_field_count"))]
#[case("420100-A\t14\t1\t0\t2", (2, Some("floor"), "file_floor_zero"))]
#[case("420100-A\t014\t1\t1\t2", (2, Some("N"), "file_number"))]
#[case("420100-A\t+14\t1\t1\t2", (2, Some("N"), "file_number"))]
#[case("420100-A\t14\t1.5\t1\t2", (2, Some("weight"), "file_number"))]
#[case("420100-A\t14\t1\t1\t4294967296", (2, Some("n"), "file_number"))]
#[case("420100-A\t14\t1\t1\t-2", (2, Some("n"), "file_number"))]
#[case("420100-A\t14\t1\t1\t2\n420100-A\t14\t1\t1\t2", (3, Some("stratum"), "file_duplicate"))]
fn a_fault_of_the_plan(#[case] row: &str, #[case] expected: (usize, Option<&'static str>, &'static str)) {
    let text = format!("stratum\tN\tweight\tfloor\tn\n{row}\n");
    assert_eq!(placed(parse_plan(text.as_bytes())), expected);
}

#[test]
fn strata_for_an_auditor_may_be_anything() {
    let bare = parse_strata("plan", "北区\t3\t2\t0\na\t5\t1\t1\n".as_bytes()).unwrap();
    assert_eq!(
        (bare.len(), bare[0].code.as_str(), bare[0].size, bare[0].floor),
        (2, "北区", 3, 0)
    );
    let headed = parse_strata("plan", "stratum\tN\tweight\tfloor\n北区\t3\t2\t0\n".as_bytes()).unwrap();
    assert_eq!(headed, bare[..1]);
    let full = parse_strata(
        "plan",
        "stratum\tN\tweight\tfloor\tn\n北区\t3\t2\t0\t1\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(full, bare[..1]);
    assert_eq!(
        placed(parse_strata("plan", b"a\t5\t1\n")),
        (1, None, "file_field_count")
    );
    assert_eq!(
        placed(parse_strata("plan", b"a\tx\t1\t1\n")),
        (1, Some("N"), "file_number")
    );
}

#[test]
fn leaves_and_salts_are_lower_case_hex() {
    let leaf = "0f".repeat(32);
    let public = |leaf: &str| format!("id\tleaf\n{ONE}\t{leaf}\n");
    assert_eq!(parse_public_pool(public(&leaf).as_bytes()).unwrap()[0].leaf, leaf);
    let upper = public(&leaf.to_uppercase());
    assert_eq!(
        placed(parse_public_pool(upper.as_bytes())),
        (2, Some("leaf"), "file_hash")
    );
    let openings = format!("id\tstratum\tsalt\n{ONE}\t420100-A\t{leaf}\n");
    assert_eq!(
        write_openings(&parse_openings(openings.as_bytes()).unwrap()),
        openings
    );
    let short = openings.replace("0f0f", "0f");
    assert_eq!(
        placed(parse_openings(short.as_bytes())),
        (2, Some("salt"), "file_hash")
    );
}

#[test]
fn a_roster_is_written_back() {
    let roster = parse_roster(ROSTER_TEXT.as_bytes()).unwrap();
    assert_eq!(write_roster(&roster), ROSTER_TEXT);
    assert_eq!(roster, officer_rows());
}

#[rstest]
#[case("A1\tC\t420100\t5\t0\t2021-01-01\t2025-12-31", (2, Some("dept"), "file_dept"))]
#[case("A1\tA\t420100\tmany\t0\t2021-01-01\t2025-12-31", (2, Some("cap"), "file_number"))]
#[case("A1\tA\t420100\t5\t0\t2021-02-29\t2025-12-31", (2, Some("cert_from"), "file_date"))]
#[case("A1\tA\t420100\t5\t0\t2021-1-1\t2025-12-31", (2, Some("cert_from"), "file_date"))]
#[case("A1\tA\t420100\t5\t0\t2021-01-01\t2020-12-31", (2, Some("cert_until"), "file_window"))]
#[case("A1\tA\t\t5\t0\t2021-01-01\t2025-12-31", (2, Some("pool"), "file_empty_field"))]
#[case("91420100MA0XJ4GX6D\tA\t420100\t5\t0\t2021-01-01\t2025-12-31", (2, Some("officer"), "file_officer_is_target"))]
fn a_fault_of_the_roster(#[case] row: &str, #[case] expected: (usize, Option<&'static str>, &'static str)) {
    let text = format!("officer\tdept\tpool\tcap\tbase\tcert_from\tcert_until\n{row}\n");
    assert_eq!(placed(parse_roster(text.as_bytes())), expected);
}

#[test]
fn conflicts_name_targets_and_officers() {
    let roster = officer_rows();
    let text = format!("officer\tid\nA420100001\t{ONE}\nA420100001\tB420100001\nB420100001\t{ONE}\n");
    let conflicts = parse_conflicts(text.as_bytes(), &roster).unwrap();
    let pair = Conflict::Pair {
        first: "A420100001".to_owned(),
        second: "B420100001".to_owned(),
    };
    assert_eq!(conflicts[1], pair);
    assert_eq!(write_conflicts(&conflicts), text);
}

#[rstest]
#[case("Z9\t91420100MA0XJ4GX6D", (2, Some("officer"), "file_unknown_officer"))]
#[case("A420100001\tZ9", (2, Some("id"), "id_character"))]
#[case("B420100001\tA420100001", (2, Some("officer"), "file_pair_order"))]
#[case("A420100001\tA420100001", (2, Some("officer"), "file_pair_order"))]
#[case("A420100001\t91420100MA0XJ4GX6D\nA420100001\t91420100MA0XJ4GX6D", (3, Some("officer"), "file_duplicate"))]
#[case("A420100001\t91420100MA3X2HH8X9\nA420100001\t91420100MA0XJ4GX6D", (3, Some("officer"), "file_unsorted"))]
fn a_fault_of_the_conflicts(
    #[case] rows: &str,
    #[case] expected: (usize, Option<&'static str>, &'static str),
) {
    let text = format!("officer\tid\n{rows}\n");
    assert_eq!(
        placed(parse_conflicts(text.as_bytes(), &officer_rows())),
        expected
    );
}
