//! Missing and damaged files give less page, and a page all the same.

use rstest::rstest;

use super::look::assert_balanced;
use super::office::{Office, names, put};
use crate::draw::Profile;
use crate::draw::files::{ANNOUNCEMENT, RECORD};
use crate::draw::record::{PoolForm, Record, VoidRecord};
use crate::draw::verify::{Files, Stage};
use crate::exchange::write::page::{Facts, Names, html, markdown};
use crate::lang::Lang;

fn look(files: &Files) -> (Facts, String) {
    let facts = Facts::read(files, Names::default());
    for lang in [Lang::Zh, Lang::En] {
        assert_balanced(&html(&facts, lang));
    }
    let page = markdown(&facts, Lang::En);
    assert!(page.starts_with("# "));
    (facts, page)
}

#[rstest]
#[case::empty(b"")]
#[case::not_utf8(b"\xFF\xFE\x00")]
#[case::not_an_object(b"null\n")]
#[case::an_empty_object(b"{}\n")]
#[case::only_a_claim(b"{\"format\": \"SSJ-1/void\"}\n")]
fn a_damaged_file_is_named(#[case] bytes: &[u8], #[values(PoolForm::Open, PoolForm::Leaves)] form: PoolForm) {
    let whole = Office::new(Profile::Sha256, form).matched();
    for name in whole
        .keys()
        .filter(|name| name.ends_with(".json") || name.ends_with(".txt"))
    {
        let mut files = whole.clone();
        files.insert(name.clone(), bytes.to_vec());
        let (facts, page) = look(&files);
        assert!(facts.unread.contains(name), "{name}");
        assert!(page.contains("could not be read"));
    }
}

#[test]
fn a_missing_or_cut_file_gives_less_page() {
    let office = Office::new(Profile::Sha256, PoolForm::Leaves);
    let whole = office.matched();
    let (_, page) = look(&whole);
    for (name, bytes) in &whole {
        let mut files = whole.clone();
        files.remove(name);
        assert!(look(&files).1.len() < page.len(), "{name}");
        files.insert(name.clone(), bytes[..bytes.len() / 2].to_vec());
        look(&files);
    }
}

#[test]
fn the_draw_is_not_told_from_anything_but_its_record() {
    let office = Office::new(Profile::Sha256, PoolForm::Open);
    let mut files = office.drawn(&[]);
    files.remove(RECORD);
    let page = markdown(&Facts::read(&files, names(&office)), Lang::En);
    assert!(!page.contains(&office.first("420100-B")));
}

#[test]
fn a_batch_void_before_its_ceremony_says_so() {
    let office = Office::new(Profile::Sha256, PoolForm::Open);
    let void = office.void(false);
    let mut record: VoidRecord = serde_json::from_slice(&void[RECORD]).unwrap();
    record.heading.commit_a = String::new();
    record.plan = None;
    let mut files = Files::new();
    put(&mut files, RECORD, record.text().unwrap());
    let (facts, page) = look(&files);
    assert_eq!((facts.stage, facts.plan), (Some(Stage::Void), Vec::new()));
    assert!(page.contains("| Commitment of the HR department | not made |"));
    assert!(
        !page.contains("```python") && !page.contains("## 3. Numbers"),
        "{page}"
    );
}

#[test]
fn odd_texts_in_a_record_stay_texts() {
    let mut files = Office::new(Profile::Sha256, PoolForm::Open).announced();
    let text = String::from_utf8(files[ANNOUNCEMENT].clone()).unwrap();
    let odd = r#"``` <img onerror=x> \" \\ \u0000\u202e\ud83d\ude00 | www.x.example http://x.example"#;
    put(&mut files, ANNOUNCEMENT, text.replace("HB-RS-2022-02", odd));
    put(&mut files, "../<b>.json", "x".to_owned());
    let (facts, page) = look(&files);
    assert_eq!(facts.unread, Vec::<String>::new());
    let page_html = html(&facts, Lang::Zh);
    assert!(!page_html.contains("<img") && !page_html.contains("<b>") && !page_html.contains('\u{202e}'));
    assert!(!page_html.contains("href=\".."));
    assert!(page.contains(r"batch, a, b = "), "{page}");
    assert!(page.contains(r#"\U00000000\U0000202e😀"#));
    assert!(!page.lines().next().unwrap().contains("http://"));
}
