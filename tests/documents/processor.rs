//! LibreOffice opens every document, and the page it makes holds what the document says.

use std::path::Path;
use std::process::Command;

use duban::domain::document::Kind;
use duban::exchange::write::document::docx;
use duban::lang::Lang;
use duban::office::documents::{self, Form, Subject};

use super::{office, subjects};

/// Whether the programs and a Chinese font are here. Where every test has to be run, as `.ci/run` says with this variable,
/// they must be.
fn are_here() -> bool {
    let runs = |program: &str, words: &[&str]| Command::new(program).args(words).output().ok();
    let fonts = runs("fc-list", &[":lang=zh"]).is_some_and(|output| !output.stdout.is_empty());
    let here = fonts && runs("soffice", &["--version"]).is_some() && runs("pdftotext", &["-v"]).is_some();
    assert!(
        here || std::env::var_os("DUBAN_TEST_ALL").is_none(),
        "LibreOffice, pdftotext or a Chinese font is not here: install them, this test is part of every run"
    );
    if !here {
        eprintln!("LibreOffice, pdftotext or a Chinese font is not here: the documents were not opened");
    }
    here
}

/// Makes PDF files of these beside them.
fn convert(dir: &Path, names: &[String]) {
    let profile = dir.join("profile").display().to_string();
    let output = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{profile}"))
        .args(["--convert-to", "pdf", "--outdir"])
        .arg(dir)
        .args(names.iter().map(|name| dir.join(name)))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The text of the pages of a PDF file, without blanks.
fn pages(dir: &Path, name: &str) -> Vec<String> {
    let pdf = dir.join(name).with_extension("pdf");
    let output = Command::new("pdftotext").arg(&pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "no {}", pdf.display());
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.split_whitespace().collect()).collect()
}

#[test]
fn every_document_opens_and_shows_whom_it_is_about() {
    if !are_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    for kind in Kind::ALL {
        let (_, subject) = subjects().into_iter().find(|(of, _)| *of == kind).unwrap();
        let view = office().view();
        let made = documents::make(&view, kind, &subject, &documents::shipped(kind));
        let made = made.map_err(|fault| fault.text(Lang::Zh)).unwrap();
        let name = format!("{}.docx", kind.id());
        let file = dir.path().join(&name);
        std::fs::write(&file, documents::bytes(&made, Form::Docx, &file).unwrap()).unwrap();
        let facts = documents::facts(&view, kind, &subject).unwrap();
        let about = match subject {
            Subject::Region(_) => &facts["unit"]["name"],
            _ => &facts["target"]["name"],
        };
        expected.push((name, about.as_str().unwrap().to_owned()));
    }
    let names: Vec<String> = expected.iter().map(|(name, _)| name.clone()).collect();
    convert(dir.path(), &names);
    for (name, about) in expected {
        let text = pages(dir.path(), &name).concat();
        assert!(text.contains(&about), "{about} is not in {name}: {text}");
        assert!(
            text.contains("—1—") && text.contains("—2—"),
            "{name} has no page numbers: {text}"
        );
    }
}

#[test]
fn a_page_holds_twenty_two_lines_of_twenty_eight_characters() {
    if !are_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    // The first line of a paragraph begins two characters behind the others.
    let full = 22 * 28 - 2;
    let names: Vec<String> = [full, full + 1]
        .iter()
        .map(|count| format!("{count}.docx"))
        .collect();
    for (name, count) in names.iter().zip([full, full + 1]) {
        std::fs::write(dir.path().join(name), docx(&"文".repeat(count)).unwrap()).unwrap();
    }
    convert(dir.path(), &names);
    let counts = names.iter().map(|name| pages(dir.path(), name).len());
    assert_eq!(counts.collect::<Vec<_>>(), [1, 2]);
}
