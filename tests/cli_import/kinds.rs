//! The five kinds, each with a good file and bad ones; and what must never be kept in the clear.

use std::path::Path;

use rstest::rstest;

use crate::cli_support::Desk;
use crate::{begun, code, head, import, refused, rejected, sample};

/// The officers, whom the conflicts name, are there.
fn staffed() -> Desk {
    let desk = begun();
    import(&desk, "officers", &sample("officers.csv"), &[]).ok();
    desk
}

#[rstest]
#[case("targets", 3608)]
#[case("officers", 406)]
#[case("leads", 60)]
#[case("conflicts", 60)]
#[case("checklist", 22)]
fn a_good_file_is_taken_whole_and_only_once(#[case] kind: &str, #[case] rows: u64) {
    let desk = if kind == "conflicts" { staffed() } else { begun() };
    let mut file = sample(&format!("{kind}.csv"));
    if kind == "checklist" {
        // The first version came with the campaign.
        let text = std::fs::read_to_string(&file).unwrap().replace(",1,", ",2,");
        file = desk.write("checklist.csv", &text);
    }
    let empty = head(&desk);
    let trial = import(&desk, kind, &file, &["--json", "--dry-run"]).ok().json();
    assert_eq!((&trial["new"], &trial["changed"]), (&rows.into(), &false.into()));
    assert_eq!(head(&desk), empty);
    assert!(
        kind != "leads" || !desk.path("keys").exists(),
        "a trial makes no key"
    );
    let done = import(&desk, kind, &file, &["--json"]).ok().json();
    assert_eq!((&done["rows"], &done["rejected"]), (&rows.into(), &0.into()));
    assert_eq!((&done["new"], &done["changed"]), (&rows.into(), &true.into()));
    let filled = head(&desk);
    assert_ne!(filled, empty);
    let again = import(&desk, kind, &file, &["--json"]).ok().json();
    assert_eq!(
        (&again["unchanged"], &again["changed"]),
        (&rows.into(), &false.into())
    );
    let said = import(&desk, kind, &file, &[]).ok().out;
    assert!(said.contains("均已在库，没有任何更改"), "{said}");
    let said = import(&desk, kind, &file, &["--lang", "en"]).ok().out;
    assert!(said.contains("nothing") || said.contains("Nothing"), "{said}");
    assert_eq!(head(&desk), filled, "the second import writes nothing");
}

/// A file of one good row and a bad one on line 3.
fn mixed(kind: &str) -> String {
    match kind {
        "targets" => format!(
            "经营范围,代码,行政区划,名称\n软件,{},420106,甲\n软件,,110101,乙\n",
            code(1)
        )
        .replace("代码,", "统一社会信用代码,"),
        "officers" => "姓名,执法证号,部门,单位代码,有效期止\n王伟,A1,人社,420100,2025/12/31\n李娜,A2,公安局,420100,2025-12-31\n".into(),
        "checklist" => "编号,检查事项,版本\nZZ01,用工台账,1\nZZ02,,1\n".into(),
        "leads" => "内容,收到日期,被举报单位\n无证中介,2022/6/1,甲\n收取押金,2022-13-01,乙\n".into(),
        _ => format!(
            "编号,信用代码,关系\nA420100001,{},本人\nNOBODY,{},本人\n",
            code(1),
            code(2)
        ),
    }
}

#[rstest]
#[case("targets", "行政区划", "110101 不在区划表内", "110101 is not in the table")]
#[case("officers", "部门", "现为「公安局」", "found \"公安局\"")]
#[case("checklist", "检查事项", "不能为空", "must not be empty")]
#[case("leads", "收到日期", "2022-13-01", "2022-13-01")]
#[case(
    "conflicts",
    "编号",
    "NOBODY，请先导入执法人员",
    "NOBODY is not in the library; import the officers first"
)]
fn a_bad_row_is_told_and_kept_and_the_good_one_is_taken(
    #[case] kind: &str,
    #[case] column: &str,
    #[case] zh: &str,
    #[case] en: &str,
) {
    let desk = staffed();
    let file = desk.write(&format!("{kind}.csv"), &mixed(kind));
    let before = head(&desk);
    for (lang, place, why, totals) in [
        (
            "zh",
            format!("第 3 行「{column}」列："),
            zh,
            "有效 1 行，拒收 1 行",
        ),
        ("en", format!("line 3, column {column}: "), en, "1"),
    ] {
        let rejects = desk.path(&format!("{lang}.csv"));
        let words = [
            "--dry-run",
            "--lang",
            lang,
            "--rejects",
            &rejects.display().to_string(),
        ];
        let ran = import(&desk, kind, &file, &words).ok();
        assert!(ran.err.contains(&place) && ran.err.contains(why), "{}", ran.err);
        assert!(ran.err.contains(words[4]), "{}", ran.err);
        assert!(
            ran.out.contains(totals) && ran.out.contains(&format!("{kind}.csv")),
            "{}",
            ran.out
        );
        let rows = rejected(&rejects);
        assert_eq!((rows.len(), &rows[0][0], &rows[0][1]), (1, "3", column));
        assert!(rows[0][2].contains(why), "{:?}", rows[0]);
    }
    assert_eq!(head(&desk), before);
    let ran = import(&desk, kind, &file, &["--json"]).ok();
    assert!(
        ran.err.contains("--rejects"),
        "how to get all refused rows: {}",
        ran.err
    );
    let json = ran.json();
    assert_eq!(
        (&json["new"], &json["rejected"], &json["changed"]),
        (&1.into(), &1.into(), &true.into())
    );
    assert_eq!(
        (&json["faults"][0]["line"], &json["faults"][0]["column"]),
        (&3.into(), &column.into())
    );
    assert_ne!(head(&desk), before);
}

#[rstest]
#[case("targets", "经营范围")]
#[case("officers", "部门")]
#[case("checklist", "事项名称")]
#[case("leads", "收到日期")]
#[case("conflicts", "执法人员编号")]
fn a_file_without_a_needed_column_is_refused(#[case] kind: &str, #[case] column: &str) {
    let desk = staffed();
    let all = std::fs::read_to_string(sample(&format!("{kind}.csv"))).unwrap();
    let file = desk.write("file.csv", &all.replacen(column, "备用", 1));
    refused(
        &desk,
        kind,
        &file,
        &[],
        &["缺少必需的列", column, "第 1 行", "补上"],
        &["needed columns are missing", column, "line 1", "Add the columns"],
    );
}

#[test]
fn a_lead_told_twice_in_a_file_is_counted_once() {
    let desk = begun();
    let file = desk.write(
        "l.csv",
        "收到日期,被举报单位,内容\n2022-06-01,甲,押金\n2022-06-02,甲,押金\n2022/6/1,甲,押金\n",
    );
    let json = import(&desk, "leads", &file, &["--json"]).ok().json();
    assert_eq!((&json["new"], &json["rejected"]), (&2.into(), &1.into()));
    assert!(
        json["faults"][0]["reason"].as_str().unwrap().contains("第 2 行"),
        "{json}"
    );
}

/// Every file under a directory with its content.
fn walk(dir: &Path, see: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, see);
        } else {
            see(&path, &std::fs::read(&path).unwrap());
        }
    }
}

/// What the sample tells of reporters. 样某 alone is not enough to go by: three people who are complained about have it.
fn reporters() -> Vec<String> {
    let mut reader = csv::Reader::from_path(sample("leads.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    let mut told: Vec<String> = rows
        .flat_map(|row| [7, 8, 9].map(|column| row[column].to_owned()))
        .filter(|cell| !cell.is_empty())
        .collect();
    assert!(told.len() > 60 && told.iter().any(|cell| cell.starts_with("举报人样某")));
    told.extend(["举报人样某".to_owned(), "1009999".to_owned()]);
    told
}

#[test]
fn no_reporter_is_in_the_data_directory() {
    let told = reporters();
    let desk = begun();
    for _ in 0..2 {
        import(&desk, "leads", &sample("leads.csv"), &[]).ok();
    }
    let mut leads = 0;
    walk(&desk.data(), &mut |path, content| {
        let has = |word: &str| memchr::memmem::find(content, word.as_bytes()).is_some();
        for word in &told {
            assert!(!has(word), "{word} is in {}", path.display());
        }
        assert!(!has("AGE-SECRET-KEY"), "{}", path.display());
        leads += usize::from(has("日结280元"));
    });
    assert!(leads >= 2, "journal and index have the leads themselves: {leads}");
    let keys = std::fs::read_dir(desk.path("keys")).unwrap();
    assert_eq!(keys.count(), 2, "the key, and that of the marks, are kept apart");
}

#[test]
fn the_key_is_kept_apart_when_the_data_directory_is_the_current_one() {
    let desk = begun();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("duban"))
        .args(["--data", ".", "import", "leads", &sample("leads.csv")])
        .current_dir(desk.data())
        .env_remove("DUBAN_KEYS")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(desk.path("data.keys").is_dir());
    walk(&desk.data(), &mut |path, _| {
        assert!(path.extension().is_none_or(|e| e != "key"), "{}", path.display())
    });
}
