//! What the pages hold and how they are put together.

use rstest::rstest;

use super::office::{BATCH, Office, names};
use crate::draw::Profile;
use crate::draw::files::SEALED;
use crate::draw::record::{DrawRecord, PoolForm, Record};
use crate::draw::seed::Party;
use crate::draw::verify::{Files, Stage, verify};
use crate::exchange::write::page::{Facts, html, markdown, pages};
use crate::lang::Lang;

/// Fails unless every tag is closed in order and nothing outside of tags looks like one.
pub(super) fn assert_balanced(page: &str) {
    let page = page
        .strip_prefix("<!DOCTYPE html>\n")
        .expect("the document type comes first");
    let mut open: Vec<&str> = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece
            .split_once('>')
            .unwrap_or_else(|| panic!("unclosed tag at <{piece}"));
        let style = open.last() == Some(&"style");
        assert!(style || !text.contains('>'), "a bare > in {text:?}");
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
            "<{tag}>"
        );
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        match tag.starts_with('/') {
            true => assert_eq!(open.pop(), Some(name), "</{name}> closes another"),
            false if name == "meta" => {}
            false => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open");
}

fn office() -> Office {
    Office::new(Profile::Sha256, PoolForm::Open)
}

#[rstest]
#[case(office().announced(), Some(Stage::Announced))]
#[case(office().sealed(), Some(Stage::Sealed))]
#[case(office().matched(), Some(Stage::Drawn))]
#[case(office().void(true), Some(Stage::Void))]
#[case(office().void(false), Some(Stage::Void))]
#[case(Files::new(), None)]
fn every_stage_is_told_and_its_pages_are_whole(#[case] files: Files, #[case] stage: Option<Stage>) {
    let facts = Facts::read(&files, names(&office()));
    assert_eq!(facts.stage, stage);
    let word = format!("page.stage.{}", stage.map_or("nothing", Stage::name));
    for lang in [Lang::Zh, Lang::En] {
        let page = html(&facts, lang);
        assert_balanced(&page);
        assert!(page.contains(lang.word(&word).as_ref()));
        assert!(!page.contains("page."), "a message without words");
        assert!(!page.contains("%{"), "a message without its argument");
        assert!(
            !page.contains("src=") && !page.contains("url("),
            "nothing is loaded"
        );
        assert_eq!(page.matches("href=\"http").count(), 0);
    }
}

#[rstest]
fn the_fixture_is_what_an_office_publishes(
    #[values(Profile::Sha256, Profile::Sm3)] profile: Profile,
    #[values(PoolForm::Open, PoolForm::Leaves)] form: PoolForm,
) {
    let office = Office::new(profile, form);
    let stages = [
        office.announced(),
        office.sealed(),
        office.matched(),
        office.void(true),
        office.void(false),
    ];
    for files in stages {
        verify(&files).unwrap();
    }
}

#[test]
fn nothing_of_the_draw_is_told_while_it_is_sealed() {
    let office = office();
    let drawn: DrawRecord = serde_json::from_slice(&office.drawn(&[])[DrawRecord::FILE]).unwrap();
    let facts = Facts::read(&office.sealed(), names(&office));
    let page = markdown(&facts, Lang::En);
    for row in drawn.strata.iter().flat_map(|stratum| &stratum.drawn) {
        assert!(
            !page.contains(&row.id) && !page.contains(&row.ticket[..10]),
            "{}",
            row.id
        );
    }
    assert!(!page.contains(&office.secret(Party::A)) && !page.contains(&drawn.seed));
    assert!(
        page.contains("01 05 13 18 22 30 + 07"),
        "the public result is public"
    );
}

#[test]
fn a_record_other_than_the_sealed_one_is_pointed_at() {
    let office = office();
    let mut files = office.drawn(&[]);
    let facts = Facts::read(&files, names(&office));
    assert!(markdown(&facts, Lang::En).contains("when the draw was sealed is that of [`record.json`]"));
    let text = String::from_utf8(files[DrawRecord::FILE].clone()).unwrap();
    files.insert(DrawRecord::FILE.to_owned(), (text + "\n").into_bytes());
    files.insert(SEALED.to_owned(), office.sealed()[SEALED].clone());
    let facts = Facts::read(&files, names(&office));
    let page = markdown(&facts, Lang::En);
    assert!(page.contains("is that of none of the published records"));
    assert!(
        page.contains("are those of none of the records published now"),
        "the record of teams is lost"
    );
}

#[test]
fn what_outsiders_wrote_is_text() {
    let office = office();
    let facts = Facts::read(&office.matched(), names(&office));
    let page = html(&facts, Lang::Zh);
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; | 注销[U+202E]通知"));
    let page = markdown(&facts, Lang::Zh);
    assert!(
        page.contains(
            r"\<script\>alert(1)\</script\> \| 注销[U+202E]通知"
                .replace("[U+202E]", r"\[U+202E\]")
                .as_str()
        )
    );
    assert!(page.contains(r"武汉\<b\>某某\</b\>人力资源\*有限\*公司"));
}

#[test]
fn rows_of_a_markdown_table_have_one_width() {
    let office = office();
    let page = markdown(&Facts::read(&office.matched(), names(&office)), Lang::En);
    let bars = |row: &str| row.replace(r"\|", "").matches('|').count();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 40);
    for pair in rows.windows(2).filter(|pair| pair[1].starts_with("| -")) {
        assert_eq!(bars(pair[0]), bars(pair[1]), "{}", pair[0]);
    }
    let tables: Vec<&str> = page.split("\n\n").filter(|part| part.starts_with('|')).collect();
    for table in tables {
        let widths: Vec<usize> = table.lines().map(bars).collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
    }
}

#[test]
fn the_pages_stand_under_their_names_and_list_all_files_but_themselves() {
    let office = office();
    let mut files = office.drawn(&[]);
    let facts = Facts::read(&files, names(&office));
    let made = pages(&facts);
    assert_eq!(
        made.keys().map(String::as_str).collect::<Vec<_>>(),
        ["index.en.html", "index.zh.html", "record.en.md", "record.zh.md"]
    );
    files.extend(made.clone());
    assert_eq!(pages(&Facts::read(&files, names(&office))), made);
    let page = String::from_utf8(made["record.en.md"].clone()).unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| !made.contains_key(*name)) {
        let row = format!(
            "| [`{name}`]({name}) | {} | `{}` |",
            bytes.len(),
            Profile::Sha256.hex(bytes)
        );
        assert!(page.contains(&row), "{row}");
    }
    assert!(page.contains(BATCH));
}
