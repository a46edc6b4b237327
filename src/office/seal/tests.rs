//! Keys, marks and masks, and what opens.

use super::*;

#[test]
fn a_key_is_never_written_over_and_nothing_is_left_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("key");
    write_new(&path, "first").unwrap();
    write_new(&path, "second").unwrap_err();
    assert_eq!(fs::read_to_string(&path).unwrap(), "first");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn what_is_sealed_opens_only_with_the_key_kept_apart() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    fs::create_dir(&dir).unwrap();
    let sealed = Sealer::open(&dir)
        .unwrap()
        .seal("举报人样某甲子\t10099990001\t")
        .unwrap();
    let again = Sealer::open(&dir).unwrap();
    assert!(!sealed.0.contains("10099990001"));
    let keys: Vec<_> = fs::read_dir(home.path().join("data.keys"))
        .unwrap()
        .flatten()
        .collect();
    let keys: Vec<_> = keys
        .into_iter()
        .filter(|file| file.path().extension().is_some_and(|end| end == "key"))
        .collect();
    assert_eq!(keys.len(), 1, "the second opening makes no second key");
    let key = Identity::from_str(&fs::read_to_string(keys[0].path()).unwrap()).unwrap();
    assert_eq!(key.to_public().to_string(), again.recipient.to_string());
    let opened = age::decrypt(&key, &hex::decode(&sealed.0).unwrap()).unwrap();
    assert_eq!(
        String::from_utf8(opened).unwrap(),
        "举报人样某甲子\t10099990001\t"
    );
    assert!(
        fs::read_dir(&dir)
            .unwrap()
            .flatten()
            .all(|f| !f.file_name().to_string_lossy().ends_with(".key"))
    );
}

use crate::store::KeyFault;

fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    fs::create_dir(&dir).unwrap();
    (home, dir)
}

fn reporter() -> Reporter {
    Reporter::new("举报人样某甲子", "１００ 9999 0001", "000000190001010001")
}

fn why(fault: Fault) -> (PathBuf, KeyFault) {
    match fault {
        Fault::Key { path, what } => (path, what),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_reported_opens_again_and_is_never_printed() {
    let (_home, dir) = home();
    let sealed = Sealer::open(&dir)
        .unwrap()
        .reporter(&reporter())
        .unwrap()
        .unwrap();
    let opened = Opener::of(&dir).unwrap().open(&sealed).unwrap();
    assert_eq!(opened, reporter());
    assert_eq!(
        (opened.phone.as_str(), format!("{opened:?}").as_str()),
        ("10099990001", "Reporter(..)")
    );
    let nobody = Reporter::new("匿名", "", " ");
    assert_eq!(Sealer::open(&dir).unwrap().reporter(&nobody).unwrap(), None);
    assert!(Reporter::new("不详", "无", "未提供").is_anonymous());
}

#[test]
fn what_stands_in_anothers_place_is_found() {
    let wrong = |name: &str, phone: &str, id: &str| -> Vec<&str> {
        let misplaced = Reporter::new(name, phone, id).misplaced();
        misplaced.into_iter().map(|(field, _)| field).collect()
    };
    assert!(wrong("样某甲", "100 9999 0001", "42010019000101001X").is_empty());
    assert!(wrong("", "", "").is_empty() && wrong("样某", "027-87654321 转 8001", "护照E1").is_empty());
    assert_eq!(
        wrong("10099990001", "42010019000101001X", "样某甲"),
        ["reporter-name", "reporter-phone", "reporter-id"]
    );
    assert_eq!(wrong("样某甲", "样某甲", ""), ["reporter-phone"]);
}

#[test]
fn a_key_that_is_not_there_does_not_fit_or_is_damaged_is_told_apart() {
    let (home, dir) = home();
    let sealer = Sealer::open(&dir).unwrap();
    let sealed = sealer.reporter(&reporter()).unwrap().unwrap();
    let key = key_file(&home.path().join("data.keys"), &sealer.recipient.to_string());
    let own = fs::read_to_string(&key).unwrap();
    let open = || Opener::of(&dir).and_then(|opener| opener.open(&sealed));

    let mut spoilt = sealed.clone();
    let last = spoilt.0.pop().unwrap();
    spoilt.0.push(if last == '0' { '1' } else { '0' });
    let fault = Opener::of(&dir).unwrap().open(&spoilt).unwrap_err();
    assert_eq!(why(fault), (key.clone(), KeyFault::Spoilt));
    fs::write(&key, Identity::generate().to_string().expose_secret()).unwrap();
    assert_eq!(why(open().unwrap_err()), (key.clone(), KeyFault::Other));
    fs::write(&key, "AGE-SECRET-KEY-1").unwrap();
    assert_eq!(why(open().unwrap_err()), (key.clone(), KeyFault::Damaged));
    // Under another name the right key is found all the same.
    fs::write(home.path().join("data.keys/old.key"), own).unwrap();
    assert_eq!(open().unwrap(), reporter());
    fs::remove_dir_all(home.path().join("data.keys")).unwrap();
    let fault = open().unwrap_err();
    let text = fault.text(crate::lang::Lang::Zh);
    assert!(
        text.contains(key.to_str().unwrap()) && text.contains("DUBAN_KEYS"),
        "{text}"
    );
    assert_eq!(why(fault), (key, KeyFault::Missing));
}

#[test]
fn one_reporter_has_one_mark_and_no_mark_is_made_without_the_key() {
    let (home, dir) = home();
    let sealer = Sealer::open(&dir).unwrap();
    let mark = |name: &str, phone: &str, id: &str| sealer.same_reporter(&Reporter::new(name, phone, id));
    let first = mark("张三", "13800000001", "").unwrap();
    assert_eq!(mark("老张", "+86 138-0000-0001", "420100").as_ref(), Some(&first));
    assert_eq!(mark("", "13800000001、02787654321", "").as_ref(), Some(&first));
    assert_ne!(mark("张三", "13800000002", "").as_ref(), Some(&first));
    assert_eq!(
        mark("张三", "12333", "42010019000101001x"),
        mark("", "", "42010019000101001X")
    );
    assert_eq!(mark("张三", "", ""), None);
    assert!(!first.contains("13800000001") && first.len() == 64);
    // The key of another data directory gives other marks; without the keys there is none.
    let (_other_home, other) = self::home();
    let same = Reporter::new("", "13800000001", "");
    assert_ne!(
        Sealer::open(&other).unwrap().same_reporter(&same),
        Some(first.clone())
    );
    let (keys, away) = (home.path().join("data.keys"), home.path().join("away"));
    fs::rename(&keys, &away).unwrap();
    let keyless = Sealer::open(&dir).unwrap();
    assert!(
        keyless.reporter(&same).unwrap().is_some(),
        "sealing needs no secret key"
    );
    assert_eq!(keyless.same_reporter(&same), None);
    assert!(!keys.exists());
    fs::rename(&away, &keys).unwrap();
    assert_eq!(Sealer::open(&dir).unwrap().same_reporter(&same), Some(first));
}

#[test]
fn the_reporter_is_marked_wherever_the_words_name_them() {
    let mask = Mask::of(&Reporter::new(
        "张三丰（女）",
        "13800000001/027-87654321",
        "42010019000101001x",
    ));
    let cases = [
        ("张三丰反映", "〔举报人〕反映"),
        ("张 三　丰、张·三丰女士", "〔举报人〕、〔举报人〕女士"),
        ("张三在场", "张三在场"),
        ("电13800000001转", "电〔举报人电话〕转"),
        ("１３８ ００００-0001", "〔举报人电话〕"),
        ("+86(138)00000001", "+86(〔举报人电话〕"),
        ("一三八〇〇〇〇〇〇〇一", "〔举报人电话〕"),
        ("座机87654321或02787654321", "座机〔举报人电话〕或〔举报人电话〕"),
        ("合同号187654321", "合同号187654321"),
        ("420100 19000101 001X。", "〔举报人证件〕。"),
        ("招工13800000002", "招工13800000002"),
    ];
    for (said, masked) in cases {
        assert_eq!(mask.text(said), masked, "{said}");
    }
    let several = Mask::of(&Reporter::new(
        "",
        "13800000001 87654321（13800000003）0712-2345678-8001",
        "",
    ));
    for number in [
        "13800000001",
        "87654321",
        "13800000003",
        "2345678",
        "0712-2345678",
    ] {
        assert_eq!(
            several.text(&format!("请回{number}。")),
            "请回〔举报人电话〕。",
            "{number}"
        );
    }
    let run_together = Mask::of(&Reporter::new(
        "",
        "138 0000 0001 138 0000 0002 138 0000 0003",
        "",
    ));
    assert_eq!(run_together.text("13800000002"), "〔举报人电话〕");
    let extension = Mask::of(&Reporter::new("", "027-87654321-8001", ""));
    assert_eq!(
        extension.text("打027-87654321，87654321"),
        "打〔举报人电话〕，〔举报人电话〕"
    );
    let anonymised = Mask::of(&Reporter::new("李某", "", ""));
    assert_eq!(
        anonymised.text("李某称李某某职介收费"),
        "〔举报人〕称李某某职介收费"
    );
    let called = Mask::of(&Reporter::new("市民", "12345", "1"));
    assert_eq!(called.text("市民12345"), "市民12345");
    let titled = Mask::of(&Reporter::new("王先生、Li Hua等3人", "", ""));
    assert_eq!(
        titled.text("王先生和li hua，Lihuang"),
        "〔举报人〕和〔举报人〕，Lihuang"
    );
}
