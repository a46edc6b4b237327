//! A small batch at every stage, in both languages and both forms.

use insta::assert_snapshot;
use rstest::rstest;

use super::office::{Office, names};
use crate::draw::Profile;
use crate::draw::record::{InsteadOf, PoolForm};
use crate::draw::verify::Files;
use crate::exchange::write::page::{Facts, html, markdown};
use crate::lang::Lang;

fn redraw() -> (Office, Files) {
    let mut office = Office::new(Profile::Sm3, PoolForm::Leaves);
    office.instead_of = Some(InsteadOf {
        batch: "HB-RS-2022-01".to_owned(),
        reason: "市场监管部门的秘密值与承诺值不符".to_owned(),
    });
    let files = office.drawn(&[]);
    (office, files)
}

fn publication(stage: &str) -> (Office, Files) {
    let office = Office::new(Profile::Sha256, PoolForm::Open);
    let files = match stage {
        "announced" => office.announced(),
        "sealed" => office.sealed(),
        "drawn" => office.matched(),
        "void" => office.void(true),
        _ => return redraw(),
    };
    (office, files)
}

/// The style sheet is the same on every page.
fn without_style(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    format!("{head}<style></style>{body}")
}

#[rstest]
fn pages(
    #[values("announced", "sealed", "drawn", "void", "redraw")] stage: &str,
    #[values(Lang::Zh, Lang::En)] lang: Lang,
) {
    let (office, files) = publication(stage);
    let facts = Facts::read(&files, names(&office));
    assert_eq!(facts.unread, Vec::<String>::new());
    let name = format!("{stage}_{}", lang.code());
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        assert_snapshot!(format!("{name}_md"), markdown(&facts, lang));
        assert_snapshot!(format!("{name}_html"), without_style(&html(&facts, lang)));
    });
}
