//! LibreOffice opens every document, and the page it makes holds what the document says.

use std::path::Path;
use std::process::Command;

use duban::domain::document::Kind;
use duban::lang::Lang;
use duban::office::documents::{self, Form, Subject};

use super::{office, subjects};

/// Whether the programs are here. Where every test has to be run, as `.ci/run` says with this variable, they must be.
fn are_here() -> bool {
    let here = ["soffice", "pdftotext"].iter().all(|program| {
        let word = if *program == "soffice" { "--version" } else { "-v" };
        Command::new(program).arg(word).output().is_ok()
    });
    assert!(
        here || std::env::var_os("DUBAN_TEST_ALL").is_none(),
        "LibreOffice or pdftotext is not here: install them, this test is part of every run"
    );
    if !here {
        eprintln!(
            "LibreOffice or pdftotext is not here: what a word processor makes of the documents was not tested"
        );
    }
    here
}

fn pdf_text(dir: &Path, name: &str) -> String {
    let pdf = dir.join(name).with_extension("pdf");
    let output = Command::new("pdftotext").arg(&pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "no {}", pdf.display());
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect()
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
    let profile = format!(
        "-env:UserInstallation=file://{}",
        dir.path().join("profile").display()
    );
    let output = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", "pdf", "--outdir"])
        .arg(dir.path())
        .args(expected.iter().map(|(name, _)| dir.path().join(name)))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for (name, about) in expected {
        let text = pdf_text(dir.path(), &name);
        assert!(text.contains(&about), "{about} is not in {name}: {text}");
        assert!(
            text.contains("—1—") && text.contains("—2—"),
            "{name} has no page numbers: {text}"
        );
    }
}
