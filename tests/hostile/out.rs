//! From an import to every way out: the command line's tables and documents, exported files, the public page, the screen.

use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use calamine::{Data, Reader, Xlsx};
use duban::exchange::write::{Column, Look, Table, csv, json_text, text, xlsx};

use crate::cli_support::Desk;
use crate::{HOSTILE, harmless, registry, several};

const LEADS: &str = "收到日期,来源,被反映对象,行政区划代码,地点,内容,举报人,举报人电话\n";

/// An office whose targets, officers' notes and leads have hostile names, drawn and approved.
fn desk() -> MutexGuard<'static, Desk> {
    static DESK: OnceLock<Mutex<Desk>> = OnceLock::new();
    let desk = DESK.get_or_init(|| {
        let desk = Desk::new();
        desk.run("--today 2022-06-01 init").ok();
        let file = desk.write("targets.csv", &registry(HOSTILE.map(|(name, _)| name)));
        let said = desk
            .run(&format!("--as 省人社 --today 2022-06-01 import targets {file}"))
            .ok();
        assert!(said.err.contains("14 行含有看不见的字符"), "{}", said.err);
        let rows = HOSTILE.iter().map(|(text, _)| {
            let text = text.replace('"', "\"\"");
            format!(
                "2022-06-01,\"{text}\",\"{text}\",420106,\"{text}\",\"{text} 扣押身份证件\",\"{text}\",\n"
            )
        });
        let file = desk.write("leads.csv", &(LEADS.to_owned() + &rows.collect::<String>()));
        desk.by("武汉人社", "2022-06-02", &format!("import leads {file}"))
            .ok();
        desk.by("省人社", "2022-06-02", "pool freeze --batch B1").ok();
        let plan = format!("plan --batch B1 --size {}", HOSTILE.len());
        desk.by("省人社", "2022-06-02", &plan).ok();
        desk.ceremony("2022-06-06", "");
        desk.by("省人社", "2022-06-07", "draw --batch B1").ok();
        desk.by("省市监", "2022-06-07", "approve --batch B1").ok();
        desk.by("省人社", "2022-06-07", "dispatch --batch B1").ok();
        Mutex::new(desk)
    });
    // One process at a time holds the data.
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn an_import_takes_out_what_nobody_sees_and_keeps_the_rest_as_text() {
    let tasks = desk().run("--json tasks").ok().json();
    let mut names: Vec<String> = tasks
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["name"].as_str().unwrap().to_owned())
        .collect();
    let mut expected = HOSTILE.map(|(_, kept)| kept.to_owned()).to_vec();
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn a_name_that_differs_only_by_what_nobody_sees_is_the_same_name() {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    let names = ["启恒人力", "启\u{200b}恒人力", "启恒\u{202e}\u{202c}人力\u{feff}"];
    let file = desk.write("t.csv", &registry(names));
    desk.run(&format!("--as 省人社 --today 2022-06-01 import targets {file}"))
        .ok();
    let shown = (0..3).map(|n| desk.run(&format!("show {}", crate::code(n))).ok().out);
    for (n, shown) in shown.enumerate() {
        assert!(shown.contains("启恒人力"), "{n}: {shown}");
    }
}

/// Every command that shows what is on record, on both of its outputs, for people and for programs.
#[test]
fn no_command_prints_a_command() {
    let desk = desk();
    let task = desk.task("420106")["id"].as_str().unwrap().to_owned();
    let leads = desk.by("武汉人社", "2022-06-09", "--json lead list").ok().json();
    let lead = leads[0]["id"].as_str().unwrap().to_owned();
    let lines = [
        "tasks".to_owned(),
        format!("show {task}"),
        format!("show {}", crate::code(1)),
        format!("history {}", crate::code(1)),
        format!("why --batch B1 --id {}", crate::code(1)),
        "lead list".to_owned(),
        format!("lead show {lead}"),
        "lead stats".to_owned(),
        "journal tail -n 500".to_owned(),
        "journal export".to_owned(),
        "calendar".to_owned(),
        "report progress".to_owned(),
        "report summary --format csv".to_owned(),
        format!("document notice --task {task}"),
        format!("inspect --task {task} --template"),
    ];
    for line in lines {
        for json in ["", "--json "] {
            let ran = desk.by("武汉人社", "2022-06-09", &format!("{json}{line}"));
            assert!(ran.code < 2, "{line}: {}", ran.err);
            harmless(&line, &ran.out);
            harmless(&line, &ran.err);
        }
    }
}

/// Names, files and texts from the command line itself come back in messages.
#[test]
fn what_was_typed_is_not_obeyed_when_it_is_repeated() {
    let desk = desk();
    for text in several() {
        let text = text.as_str();
        let lines: [&[&str]; 7] = [
            &["show", text],
            &["lead", "show", text],
            &["import", "targets", text],
            &["tasks", "--filter", text],
            &["--as", text, "draw", "--batch", text],
            &["verify", text],
            &["--keymap", text, "keys"],
        ];
        for words in lines {
            // clap takes a leading dash for a flag, and says so.
            for json in [None, Some("--json")] {
                let all: Vec<&str> = json.into_iter().chain(words.iter().copied()).collect();
                let ran = desk.words(&all);
                harmless("standard output", &ran.out);
                harmless("standard error", &ran.err);
            }
        }
    }
}

#[test]
fn exported_tables_hold_texts_and_no_formulas() {
    let desk = desk();
    for (line, name) in [
        ("report summary --format csv --out", "summary.csv"),
        ("report progress --format csv --out", "progress.csv"),
        ("report compile --format csv --out", "compile.csv"),
    ] {
        let file = desk.path(name).display().to_string();
        let ran = desk.by("武汉人社", "2022-06-09", &format!("{line} {file}"));
        ran.ok();
        let text = std::fs::read_to_string(&file).unwrap();
        harmless(name, &text);
        let mut reader = ::csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for cell in reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(
                !duban::unseen::is_formula(&cell) || cell.starts_with('\''),
                "{name}: {cell}"
            );
        }
    }
}

/// Also a name from before imports took anything out.
#[test]
fn a_table_holds_any_text_as_text() {
    let mut table = Table::new("t", vec![Column::left("name", "名称")]);
    table.rows = HOSTILE.iter().map(|(text, _)| vec![(*text).into()]).collect();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(xlsx(&table).unwrap())).unwrap();
    let sheet = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&sheet).unwrap();
    let cells: Vec<Data> = range
        .used_cells()
        .skip(1)
        .map(|(_, _, cell)| cell.clone())
        .collect();
    for (cell, (text, _)) in cells.iter().zip(HOSTILE) {
        assert_eq!(
            *cell,
            Data::String(duban::unseen::visible_lines(text).into_owned())
        );
    }
    assert_eq!(cells.len(), HOSTILE.len());
    assert!(book.worksheet_formula(&sheet).unwrap().is_empty());
    for written in [
        String::from_utf8(csv(&table)).unwrap(),
        text(&table, Look::default()),
    ] {
        harmless("a table", &written);
    }
    let written = String::from_utf8(csv(&table)).unwrap();
    assert!(
        written
            .lines()
            .all(|line| !duban::unseen::is_formula(line) || line.starts_with(['\'', '"']))
    );
    harmless("the document", &json_text(&table.document()));
}

/// The public page of the drawn batch, in HTML and Markdown, with a browser's eyes: no element but the page's own.
#[test]
fn the_public_page_shows_names_as_text() {
    let desk = desk();
    let dir = desk.path("public");
    desk.by(
        "省人社",
        "2022-06-09",
        &format!("publish batch --batch B1 --out {}", dir.display()),
    )
    .ok();
    for entry in std::fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        // SSJ-1's tables part their fields with tabs.
        harmless(&path.display().to_string(), &text.replace('\t', " "));
        let name = path.extension().unwrap().to_str().unwrap();
        if name == "html" {
            let lower = text.to_lowercase();
            for tag in [
                "<script",
                "<img",
                "<iframe",
                "onerror=alert(1)>",
                "href=\"javascript",
                "{{ 7*7 }}<",
            ] {
                assert!(
                    !lower.contains(tag) || tag.starts_with("onerror") && !lower.contains("<img"),
                    "{tag} in {path:?}"
                );
            }
        }
        if name == "md" {
            assert!(
                !text.contains("<script") && !text.contains("](javascript"),
                "{path:?}"
            );
        }
    }
    desk.run(&format!("verify {}", dir.display())).ok();
}

/// A document's XML is well-formed and shows the name; nothing of it became a field, a link or another element.
#[test]
fn documents_show_names_as_text() {
    let desk = desk();
    let tasks = desk.run("--json tasks").ok().json();
    for task in tasks.as_array().unwrap() {
        let (id, name) = (task["id"].as_str().unwrap(), task["name"].as_str().unwrap());
        let file = desk.path(&format!("{id}.docx"));
        let words = [
            "--as",
            "武汉人社",
            "--today",
            "2022-06-09",
            "document",
            "notice",
            "--task",
            id,
            "--out",
        ];
        let file_name = file.display().to_string();
        let ran = desk.words(&[&words[..], &[&file_name]].concat());
        ran.ok();
        let xml = part(&file, "word/document.xml");
        harmless(name, &xml);
        let text = xml
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&");
        assert!(text.contains(name), "{name} is not in its notice");
        assert!(!xml.contains("<script") && !xml.contains("<w:hyperlink") && !xml.contains("<w:instrText"));
    }
}

fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Rows that are refused go into a file that is safe to look at, and to open.
#[test]
fn refused_rows_are_safe_to_look_at() {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    let rows = registry(HOSTILE.map(|(name, _)| name)).replace(",420106,", ",999999,");
    let (file, rejects) = (desk.write("t.csv", &rows), desk.path("r.csv"));
    let line = format!(
        "--as 省人社 --today 2022-06-01 import targets {file} --rejects {}",
        rejects.display()
    );
    let ran = desk.run(&line);
    harmless("what is said", &ran.err);
    let text = std::fs::read_to_string(&rejects).unwrap();
    harmless("the refused rows", &text);
    let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(cells.len() > HOSTILE.len());
    let runs = cells
        .iter()
        .find(|cell| duban::unseen::is_formula(cell) && !cell.starts_with('\''));
    assert_eq!(runs, None);
    // Repaired, they are taken; unrepaired they are known as what they are.
    let again = desk.run(&format!(
        "--as 省人社 --today 2022-06-01 import targets {} --dry-run",
        rejects.display()
    ));
    assert!(
        again.err.contains("999999") || again.err.contains("改"),
        "{}",
        again.err
    );
    std::fs::write(&rejects, text.replace("999999", "420106")).unwrap();
    let line = format!(
        "--json --as 省人社 --today 2022-06-01 import targets {}",
        rejects.display()
    );
    assert_eq!(desk.run(&line).ok().json()["new"], HOSTILE.len());
}
