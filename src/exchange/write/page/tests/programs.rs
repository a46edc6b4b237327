//! The programs on the page, run as a reader runs them.

use std::process::Command;

use rstest::rstest;

use super::office::{Office, names, put};
use crate::draw::files::{ANNOUNCEMENT, DRAWN, OPENINGS, PLAN, POOL, RECORD, SEED};
use crate::draw::record::{DrawRecord, PoolForm};
use crate::draw::seed::Party;
use crate::draw::verify::Files;
use crate::draw::{Profile, Tickets};
use crate::exchange::write::page::{Facts, markdown};
use crate::lang::Lang;

/// The programs of the page in Markdown.
fn programs(office: &Office, files: &Files, lang: Lang) -> Vec<String> {
    let page = markdown(&Facts::read(files, names(office)), lang);
    let blocks = page.split("```python\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// What a program prints in a folder with the files.
fn run(program: &str, files: &Files) -> String {
    assert!(program.lines().count() <= 10, "more than ten lines:\n{program}");
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let python = Command::new("python3")
        .args(["-I", "-X", "utf8", "-c", program])
        .current_dir(folder.path())
        .output();
    let output = python.unwrap_or_else(|error| {
        panic!("python3 cannot be run ({error}); install it, for the page's programs are tested with it")
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}\n{program}");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

/// Another digit or letter in the same place of a line's field.
fn change(files: &mut Files, name: &str, line: usize, field: usize) {
    let mut lines: Vec<Vec<String>> = text(files, name)
        .lines()
        .map(|l| l.split('\t').map(str::to_owned).collect())
        .collect();
    let changed = &mut lines[line - 1][field];
    let last = changed.pop().unwrap();
    changed.push(if last == '7' { '8' } else { '7' });
    let lines: Vec<String> = lines.iter().map(|fields| fields.join("\t")).collect();
    put(files, name, lines.join("\n") + "\n");
}

fn opened(office: &Office, mut files: Files) -> Files {
    put(&mut files, OPENINGS, office.openings());
    files
}

#[rstest]
#[case(Profile::Sha256, Lang::Zh, "相符")]
#[case(Profile::Sm3, Lang::En, "holds")]
fn a_batch_holds(
    #[case] profile: Profile,
    #[case] lang: Lang,
    #[case] holds: &str,
    #[values((PoolForm::Open, false), (PoolForm::Leaves, false), (PoolForm::Leaves, true))] pool: (
        PoolForm,
        bool,
    ),
) {
    let (form, open_leaves) = pool;
    let office = Office::new(profile, form);
    let stages = [
        office.announced(),
        office.sealed(),
        office.drawn(&[]),
        office.acted(),
        office.void(true),
        office.void(false),
        without_announcement(office.void(false)),
    ];
    for mut files in stages {
        if open_leaves {
            files = opened(&office, files);
        }
        let programs = programs(&office, &files, lang);
        assert_eq!(run(&programs[0], &files), holds);
    }
}

fn without_announcement(mut files: Files) -> Files {
    files.remove(ANNOUNCEMENT);
    files
}

/// The first difference the draw's program names after `tamper`; the page is the one made before.
fn difference(form: PoolForm, open_leaves: bool, tamper: impl Fn(&mut Files)) -> String {
    let office = Office::new(Profile::Sha256, form);
    let mut files = office.acted();
    if open_leaves {
        files = opened(&office, files);
    }
    let program = programs(&office, &files, Lang::En).remove(0);
    tamper(&mut files);
    run(&program, &files)
        .strip_prefix("differs: ")
        .unwrap_or("no difference")
        .to_owned()
}

#[rstest]
#[case(PoolForm::Open, false)]
#[case(PoolForm::Leaves, false)]
#[case(PoolForm::Leaves, true)]
fn what_was_changed_is_named(#[case] form: PoolForm, #[case] open_leaves: bool) {
    let named = |tamper: &dyn Fn(&mut Files)| difference(form, open_leaves, tamper);
    let pool = Office::new(Profile::Sha256, form).pool_file();
    assert!(named(&|files| change(files, DRAWN, 4, 3)).starts_with("drawn.tsv 4: "));
    assert!(named(&|files| change(files, DRAWN, 2, 1)).starts_with("drawn.tsv 2: "));
    assert_eq!(
        named(&|files| change(files, pool, 5, 1)),
        format!("{pool} / announcement.json")
    );
    assert_eq!(
        named(&|files| change(files, PLAN, 2, 4)),
        "plan.tsv / announcement.json"
    );
    assert_eq!(
        named(&|files| change(files, SEED, 5, 0)),
        "seed.txt a / announcement.json"
    );
    assert_eq!(
        named(&|files| change(files, SEED, 6, 0)),
        "seed.txt b / announcement.json"
    );
    assert_eq!(
        named(&|files| change(files, SEED, 7, 0)),
        "seed.txt / record.json"
    );
    let sealed = named(&|files| put(files, "record-1.json", "{}\n".to_owned()));
    assert_eq!(sealed, "record-1.json / sealed.json");
    let dropped = named(&|files| {
        let rows = text(files, DRAWN);
        let kept = rows.trim_end().rsplit_once('\n').unwrap().0;
        put(files, DRAWN, format!("{kept}\n"));
    });
    let expected = if form == PoolForm::Leaves && !open_leaves {
        "plan.tsv 429021-A"
    } else {
        "drawn.tsv "
    };
    assert!(dropped.starts_with(expected), "{dropped}");
}

#[test]
fn a_passed_over_ticket_is_found_in_an_open_pool() {
    let found = difference(PoolForm::Open, false, |files| {
        let rows = text(files, DRAWN);
        let (first, rest) = rows.split_once('\n').unwrap();
        let rest = rest.split_once('\n').unwrap().1;
        put(files, DRAWN, format!("{first}\n{rest}"));
    });
    assert!(
        found.starts_with("drawn.tsv 2: ") && found.contains("'1'"),
        "{found}"
    );
}

#[test]
fn a_salt_that_does_not_open_its_leaf_is_named() {
    let found = difference(PoolForm::Leaves, false, |files| {
        let (before, after) = text(files, RECORD)
            .split_once("\"salt\": \"")
            .map(|(b, a)| (b.to_owned(), a.to_owned()))
            .unwrap();
        put(
            files,
            RECORD,
            format!("{before}\"salt\": \"{}{}", "0".repeat(64), &after[64..]),
        );
    });
    assert!(found.starts_with("drawn.tsv 2: "), "{found}");
    let found = difference(PoolForm::Leaves, true, |files| change(files, OPENINGS, 3, 2));
    assert_eq!(found, "openings.tsv / pool-public.tsv");
}

#[test]
fn without_an_announcement_the_record_is_the_witness() {
    let office = Office::new(Profile::Sha256, PoolForm::Open);
    let mut files = without_announcement(office.drawn(&[]));
    let program = programs(&office, &files, Lang::En).remove(0);
    assert_eq!(run(&program, &files), "holds");
    change(&mut files, POOL, 3, 1);
    assert_eq!(run(&program, &files), "differs: pool.tsv / record.json");
}

#[test]
fn before_the_draw_is_shown_files_and_later_secrets_are_checked() {
    let office = Office::new(Profile::Sha256, PoolForm::Open);
    let mut files = office.sealed();
    let program = programs(&office, &files, Lang::En).remove(0);
    let (a, b) = (office.secret(Party::A), office.secret(Party::B));
    let with = |a: &str, b: &str| program.replacen("\"\", \"\"", &format!("\"{a}\", \"{b}\""), 1);
    assert_eq!(run(&with(&a, &b), &files), "holds");
    assert_eq!(run(&with(&a, &a), &files), "differs: b / announcement.json");
    let announcement = text(&files, ANNOUNCEMENT);
    put(
        &mut files,
        ANNOUNCEMENT,
        announcement.replace("2022062", "2022063"),
    );
    assert_eq!(run(&program, &files), "differs: announcement.json / sealed.json");
    change(&mut files, PLAN, 2, 1);
    assert_eq!(run(&program, &files), "differs: plan.tsv / announcement.json");
}

#[test]
fn a_company_finds_its_own_ticket() {
    let office = Office::new(Profile::Sha256, PoolForm::Leaves);
    let files = office.drawn(&[]);
    let program = programs(&office, &files, Lang::Zh).remove(1);
    let record: DrawRecord = serde_json::from_slice(&files[RECORD]).unwrap();
    let stratum = &record.strata[0];
    let (drawn, threshold) = (&stratum.drawn[0], stratum.threshold.clone().unwrap());
    assert_eq!(run(&program, &files), format!("{} <= {threshold}", drawn.ticket));
    let ids: Vec<&String> = stratum.drawn.iter().map(|row| &row.id).collect();
    let other = office
        .pool
        .iter()
        .find(|row| row.stratum == stratum.stratum && !ids.contains(&&row.id))
        .unwrap();
    let ticket = Tickets::new(office.profile, &record.seed).ticket(&other.id);
    let asked = program.replace(&drawn.id, &other.id);
    assert_eq!(run(&asked, &files), format!("{ticket} > {threshold}"));
}
