//! Every reader of what comes from outside, as a function of bytes: none may panic, hang or take memory without end,
//! whatever the bytes are. `cargo fuzz` runs them without end, `cargo test --test fuzz_corpus` for a moment.

use std::io::Write;
use std::sync::OnceLock;

use chrono::NaiveDate;
use duban::domain::inspection::Evidence;
use duban::domain::lead::reading;
use duban::domain::region::{RegionCode, Regions};
use duban::domain::state::Memory;
use duban::domain::uscc::Uscc;
use duban::draw::files;
use duban::draw::seed::{PublicValue, SeedText};
use duban::draw::verify::{Files, opening, verify};
use duban::exchange::campaign::{Given, default_campaign, read_campaign};
use duban::exchange::read::{
    Checklist, Conflicts, Encoding, Holidays, Kind, Leads, Officers, Reader, Rejects, Targets, code, date,
    text,
};
use duban::exchange::write::document::{docx, render};
use duban::lang::Lang;
use duban::query::{Around, List, Order, Query, Views};
use duban::tui::keymap::Keymap;
use duban::unseen;

/// A reader, by the name of its corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 17] = [
    ("cell", cell),
    ("table_targets", table_targets),
    ("table_officers", table_officers),
    ("table_checklist", table_checklist),
    ("table_conflicts", table_conflicts),
    ("table_leads", table_leads),
    ("table_holidays", table_holidays),
    ("sheet", sheet),
    ("campaign", campaign),
    ("query", query),
    ("views", views),
    ("keymap", keymap),
    ("lead_text", lead_text),
    ("form", form),
    ("journal", journal),
    ("ssj", ssj),
    ("template", template),
];

fn given() -> &'static Given {
    static GIVEN: OnceLock<Given> = OnceLock::new();
    GIVEN.get_or_init(|| default_campaign().expect("the shipped campaign"))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 6, 20).expect("a day")
}

fn known(code: &str) -> bool {
    code.len() == 6 && code.starts_with("42")
}

fn find(told: &str) -> Option<RegionCode> {
    let regions = &given().campaign.regions;
    told.parse()
        .ok()
        .filter(|_| known(told))
        .or_else(|| regions.named(told))
}

/// A cell's text, code and date; an evidence line; a company's code; what is made of a text on its way out.
pub fn cell(data: &[u8]) {
    let raw = String::from_utf8_lossy(data);
    let clean = text(&raw);
    assert!(!clean.contains(unseen::hidden), "{clean:?}");
    assert!(!code(&raw).contains(unseen::hidden));
    assert!(!unseen::visible(&raw).contains(unseen::hidden));
    assert!(unseen::stays_inside(&unseen::file_name(&raw)));
    let _ = (
        date(&raw),
        Uscc::parse(&raw),
        given().campaign.regions.named(&raw),
    );
    let line = Evidence::parse(&raw).line();
    assert_eq!(Evidence::parse(&line).line(), line);
    let _ = PublicValue::parse(&raw);
}

/// Reads the file to its end, and what was refused again.
fn table<K: Kind>(data: &[u8], kind: impl Fn() -> K) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(data).expect("room for it");
    for encoding in [Encoding::Auto, Encoding::Gb18030] {
        let Ok(mut reader) = Reader::open(file.path(), encoding, kind()) else {
            continue;
        };
        let mut rejects = Rejects::new(Vec::new(), reader.layout(), Lang::Zh).expect("memory");
        while let Ok(Some(row)) = reader.next_row() {
            if let Err(fault) = row {
                rejects.push(&fault).expect("memory");
                let _ = fault.text(Lang::En);
            }
        }
        let written = String::from_utf8(rejects.finish().expect("memory")).expect("UTF-8");
        let seen = written.trim_start_matches('\u{feff}').replace(['\n', '\r'], "");
        assert!(!seen.contains(unseen::hidden), "{seen:?}");
        let _ = reader.finish().map_err(|fault| fault.text(Lang::Zh));
    }
}

/// 抽查对象, as CSV or a workbook.
pub fn table_targets(data: &[u8]) {
    table(data, || Targets::new(&known));
}

/// 执法人员
pub fn table_officers(data: &[u8]) {
    table(data, || Officers::new(&known));
}

/// 抽查事项清单
pub fn table_checklist(data: &[u8]) {
    table(data, Checklist::default);
}

/// 回避关系
pub fn table_conflicts(data: &[u8]) {
    table(data, Conflicts::default);
}

/// 线索
pub fn table_leads(data: &[u8]) {
    table(data, || Leads::new(&find));
}

/// 放假调休安排
pub fn table_holidays(data: &[u8]) {
    table(data, Holidays::default);
}

/// A workbook's sheet behind the archive's checksums: before the first NUL the shared strings, behind it the cells.
pub fn sheet(data: &[u8]) {
    let at = data.iter().position(|byte| *byte == 0).unwrap_or(0);
    let (strings, cells) = data.split_at(at);
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", include_bytes!("workbook/types.xml")),
        ("_rels/.rels", include_bytes!("workbook/rels.xml")),
        ("xl/workbook.xml", include_bytes!("workbook/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", include_bytes!("workbook/links.xml")),
        ("xl/sharedStrings.xml", strings),
        (
            "xl/worksheets/sheet1.xml",
            cells.strip_prefix(&[0]).unwrap_or(cells),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    table_targets(&zip.finish().expect("memory").into_inner());
}

/// A campaign's TOML, beside the files that the shipped one names.
pub fn campaign(data: &[u8]) {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files: [(&str, &[u8]); 3] = [
            ("checklist.csv", include_bytes!("../sample-data/checklist.csv")),
            (
                "holidays-cn.csv",
                include_bytes!("../sample-data/holidays-cn.csv"),
            ),
            (
                "regions-hubei.csv",
                include_bytes!("../sample-data/regions-hubei.csv"),
            ),
        ];
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("room for it");
        }
        folder
    });
    let mut file = tempfile::NamedTempFile::new_in(folder.path()).expect("a temporary file");
    file.write_all(data).expect("room for it");
    if let Err(fault) = read_campaign(file.path()) {
        let _ = (fault.text(Lang::Zh), fault.text(Lang::En));
    }
}

/// What is typed to look for rows and to order them.
pub fn query(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    let around = Around {
        today: today(),
        regions: &given().campaign.regions,
    };
    for list in List::ALL {
        if let Err(fault) = Query::parse(&typed, list.fields(), &around) {
            let _ = (fault.text(Lang::Zh), fault.text(Lang::En));
        }
        if let Ok(order) = Order::parse(&typed, list.fields()) {
            let again = Order::parse(&order.text(), list.fields()).expect("what it wrote itself");
            assert_eq!(again.text(), order.text());
        }
    }
    let _ = Query::parse(
        &typed,
        &[],
        &Around {
            today: NaiveDate::MAX,
            regions: &Regions::default(),
        },
    );
}

/// A file of views, and a view put into it.
pub fn views(data: &[u8]) {
    let file = String::from_utf8_lossy(data);
    match Views::default().over("views.toml", &file) {
        Err(fault) => drop(fault.text(Lang::Zh)),
        Ok(views) => {
            for view in List::ALL.into_iter().flat_map(|list| views.of(list)) {
                let _ = duban::query::with("views.toml", &file, view);
            }
        }
    }
}

/// A file of keys.
pub fn keymap(data: &[u8]) {
    if let Err(fault) = Keymap::own("keys.toml", &String::from_utf8_lossy(data), None) {
        let _ = (fault.say(Lang::Zh), fault.say(Lang::En));
    }
}

/// A lead's text as it was pasted: companies, people, places, dates and amounts are looked for in it.
pub fn lead_text(data: &[u8]) {
    let pasted = String::from_utf8_lossy(data);
    let campaign = &given().campaign;
    let found = reading::read(&Memory::default(), campaign, &pasted, today());
    for sort in [
        "code",
        "date",
        "amount",
        "people",
        "phone",
        "organisation",
        "place",
    ] {
        for found in found.of(&format!("lead-reading.{sort}")) {
            let _ = (found.words(&pasted), found.text(&pasted, campaign, Lang::Zh));
        }
    }
    let _ = reading::phones(&pasted);
}

/// A filled-in form of a visit.
pub fn form(data: &[u8]) {
    let _ = duban::cli::form_fault(data, Lang::Zh);
}

/// Lines of the journal: as they are, and with a hash that fits, so that what is behind the hash is reached too.
pub fn journal(data: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let segment = folder.path().join("000000000001.jsonl");
    let sealed = sealed(data);
    for bytes in [data, &sealed] {
        std::fs::write(&segment, bytes).expect("room for it");
        let _ = duban::journal::verify(folder.path());
        if let Ok(lines) = duban::journal::lines(folder.path(), 1) {
            let _ = lines.take_while(|line| line.is_ok()).count();
        }
    }
}

fn sealed(data: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut out = Vec::new();
    for line in data.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let end = line.windows(9).rposition(|window| window == b",\"hash\":\"");
        let body = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
        out.extend_from_slice(body);
        out.extend_from_slice(format!(",\"hash\":\"{}\"}}\n", hex::encode(Sha256::digest(body))).as_bytes());
    }
    out
}

/// SSJ-1: the first byte chooses a frozen file or a seed, or a whole batch whose files are parted by NULs.
pub fn ssj(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    match kind % 9 {
        0 => drop(files::parse_pool(data)),
        1 => drop(files::parse_public_pool(data)),
        2 => drop(files::parse_openings(data)),
        3 => drop(files::parse_plan(data)),
        4 => drop(files::parse_strata("strata", data)),
        5 => drop(files::parse_roster(data).map(|roster| files::parse_conflicts(data, &roster))),
        6 => drop(SeedText::parse("seed.txt", data, true)),
        7 => drop(SeedText::parse("seed.txt", data, false)),
        _ => batch(data),
    }
}

fn batch(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let mut files = Files::new();
    while let (Some(name), Some(content)) = (parts.next(), parts.next()) {
        files.insert(String::from_utf8_lossy(name).into_owned(), content.to_vec());
    }
    if let Err(difference) = verify(&files) {
        let _ = (difference.code(), difference.details());
    }
    let _ = opening(&files, data);
}

/// A template, filled with facts that would like to be obeyed, and made a document.
pub fn template(data: &[u8]) {
    let facts = serde_json::json!({
        "name": "{{ name }}<br>**甲**\u{202e}\u{1b}]0;x\u{7}", "n": u64::MAX, "none": null,
        "list": [{"name": "# 乙"}, {"name": "| 丙 |"}], "of": {"name": "\\"}
    });
    match render("own.md", &String::from_utf8_lossy(data), &facts) {
        Err(fault) => drop(fault.text(Lang::Zh)),
        Ok(rendered) => drop(docx(&rendered.markdown)),
    }
}
