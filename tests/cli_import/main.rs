//! `duban import` as an operator meets it: what is taken, what is refused and in which words, and that nothing is ever
//! half-applied.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../cli_support/mod.rs"]
mod cli_support;

mod disk;
mod files;
mod habits;
mod kinds;
mod pairs;
mod truth;

use std::path::Path;

use cli_support::{Desk, Ran};

const HEAD: &str = "统一社会信用代码,企业名称,行政区划代码,经营范围,信用风险等级,登记状态,成立日期\n";

/// A campaign that has begun, with empty libraries.
fn begun() -> Desk {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    desk
}

/// The hash of the journal's last line, of a journal that is whole.
fn head(desk: &Desk) -> String {
    let found = desk.run("--json journal verify").ok().json();
    found["head"].as_str().unwrap().to_owned()
}

fn import(desk: &Desk, kind: &str, file: &str, more: &[&str]) -> Ran {
    desk.words(&[&["import", kind, file], more].concat())
}

/// The names in `blobs/`.
fn blobs(desk: &Desk) -> Vec<String> {
    let entries = std::fs::read_dir(desk.data().join("blobs")).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The file is refused as a whole: exit 3, the file named, the words there in each language, nothing changed.
fn refused(desk: &Desk, kind: &str, file: &str, more: &[&str], zh: &[&str], en: &[&str]) {
    let before = (head(desk), blobs(desk));
    for (lang, words) in [("zh", zh), ("en", en)] {
        let ran = import(desk, kind, file, &[&["--lang", lang], more].concat());
        assert_eq!(ran.code, 3, "{file}: {}{}", ran.out, ran.err);
        assert!(ran.out.is_empty(), "{}", ran.out);
        for word in words {
            assert!(ran.err.contains(word), "no {word:?} in {}", ran.err);
        }
        let json = import(desk, kind, file, &[&["--json", "--lang", lang], more].concat());
        assert_eq!(json.code, 3);
        let what = json.json()["fault"]["what"].as_str().unwrap().to_owned();
        // Names of temporary files, which some errors end in, differ from run to run.
        let known = |text: &str| {
            text.split(" at path ")
                .next()
                .unwrap_or_default()
                .trim_end()
                .to_owned()
        };
        assert_eq!(known(&what), known(&ran.err), "the document says the same");
        assert!(
            what.contains(file) || !more.is_empty(),
            "{what} does not name {file}"
        );
    }
    assert_eq!((head(desk), blobs(desk)), before, "{file} has changed something");
}

/// A valid code in 武昌区 (GB 32100-2015: 17 characters and their check character).
fn code(n: usize) -> String {
    const CHARS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91420106{n:09}");
    let mut weight = 1;
    let mut sum = 0;
    for c in body.bytes() {
        sum += CHARS.iter().position(|&k| k == c).unwrap() * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(CHARS[(31 - sum % 31) % 31]))
}

/// A registry of `count` rows that no one could object to.
fn registry(count: usize) -> String {
    let row = |n| {
        let code = code(n);
        format!(
            "{code},武汉示例人力资源有限公司{n},420106,人力资源服务；职业中介活动；信息咨询服务；会议及展览服务；企业管理咨询,A,存续,2019/3/5\n"
        )
    };
    std::iter::once(HEAD.to_owned())
        .chain((0..count).map(row))
        .collect()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(name);
    path.display().to_string()
}

/// Rows of a CSV file that begins with a byte order mark.
fn rejected(path: &Path) -> Vec<csv::StringRecord> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}
