//! Faults in TOML, JSON and side files: the place, the field and what is wrong, in full sentences of either language.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cli_support;

use cli_support::Desk;

/// Three plain words in a row are an English sentence.
fn is_english(text: &str) -> bool {
    let words: Vec<bool> = text
        .split(' ')
        .map(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    words.windows(3).any(|run| run.iter().all(|plain| *plain))
}

/// Ends with 3; the Chinese words hold `zh` and no English sentence, the English words hold `en`.
fn told(desk: &Desk, words: &[&str], input: &str, zh: &[&str], en: &[&str]) {
    for (lang, parts) in [("zh", zh), ("en", en)] {
        let ran = desk.fed(&[&["--lang", lang], words].concat(), input);
        assert_eq!(ran.code, 3, "{words:?}: {}{}", ran.out, ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "no {part:?} in {}", ran.err);
        }
        let chinese = ran.err.contains('。');
        assert_eq!(chinese, lang == "zh", "{}", ran.err);
        assert!(!(chinese && is_english(&ran.err)), "{}", ran.err);
        let json = desk
            .fed(&[&["--json", "--lang", lang], words].concat(), input)
            .json();
        assert_eq!(json["fault"]["what"].as_str().unwrap().trim(), ran.err.trim());
    }
}

#[test]
fn a_campaign_file() {
    let desk = Desk::new();
    let sample = std::fs::read_to_string("sample-data/campaign.toml").unwrap();
    let change = |from: &str, to: &str| {
        assert!(sample.contains(from), "no {from}");
        desk.write("campaign.toml", &sample.replacen(from, to, 1))
    };
    let check = |from: &str, to: &str, zh: &[&str], en: &[&str]| {
        let file = change(from, to);
        told(
            &desk,
            &["init", "--campaign", &file],
            "",
            &[&["campaign.toml 第"], zh].concat(),
            en,
        );
    };
    check(
        "province = ",
        "provinz = ",
        &["没有“provinz”这一项", "province"],
        &["no field provinz"],
    );
    check(
        "size = 1000",
        "size = \"1000\"",
        &["“draw.size”", "写的是“1000”，应为整数"],
        &["field draw.size"],
    );
    check(
        "from = 2022-06-01,",
        "from = \"2022-13-1\",",
        &["“phases.prepare”", "2022-06-01"],
        &["2022-13-1"],
    );
    check(
        "from = 2022-06-01,",
        "",
        &["“phases.prepare”：缺少“from”"],
        &["the field from is missing"],
    );
    check(
        "province = \"420000\"",
        "province = \"42\"",
        &["“province”", "六位数字"],
        &["six digits"],
    );
    check(
        "floor = 1",
        "floor = 1\nfloor = 2",
        &["“draw.floor”", "写了两次"],
        &["there twice"],
    );
    check(
        "size = 1000",
        "size = ",
        &["“draw.size”", "缺少一个值"],
        &["value is missing"],
    );
    check(
        "who = \"prefecture\"",
        "who = \"everybody\"",
        &["不能填“everybody”", "prefecture"],
        &["everybody is none of"],
    );
    check(
        "id = \"HB-RS-2022\"",
        "id = 5",
        &["“id”", "写的是数 5，应为带引号的文字"],
        &["field id", "a text in quotes"],
    );
    assert!(!desk.data().exists(), "a faulty file begins nothing");
}

#[test]
fn the_files_beside_a_campaign_and_one_that_is_not_there() {
    let desk = Desk::new();
    let file = desk.write(
        "campaign.toml",
        &std::fs::read_to_string("sample-data/campaign.toml").unwrap(),
    );
    let init = ["init", "--campaign", file.as_str()];
    told(
        &desk,
        &init,
        "",
        &["找不到 regions-hubei.csv", "配置文件旁边"],
        &["regions-hubei.csv is not there"],
    );
    desk.write("regions-hubei.csv", "code,name,level,parent\n42,湖北省,省,\n");
    told(
        &desk,
        &init,
        "",
        &["regions-hubei.csv 第 2 行", "六位数字"],
        &["line 2", "six digits"],
    );
    desk.write("regions-hubei.csv", "code,name,level,parent\n420000,湖北省\n");
    told(
        &desk,
        &init,
        "",
        &["第 2 行", "有 2 个字段，表头有 4 个"],
        &["2 fields, the header 4"],
    );
    std::fs::write(desk.path("campaign.toml"), b"id = \"HB\"\nname = \"\xff\"\n").unwrap();
    told(
        &desk,
        &init,
        "",
        &["第 2 行第 9 列", "不是 UTF-8"],
        &["line 2, column 9", "not UTF-8"],
    );
    let operators = desk.write("o.toml", "[[operators]]\nname = \"甲\"\n");
    told(
        &desk,
        &["operators", "put", &operators],
        "",
        &["o.toml 第 1 行", "缺少“"],
        &["is missing"],
    );
}

#[test]
fn a_filled_in_form() {
    let desk = Desk::furnished();
    desk.matched();
    let task = desk.task("420300")["id"].as_str().unwrap().to_owned();
    let form = desk.form(&task, "2022-06-15", 0);
    let words = [
        "--as",
        "十堰人社",
        "--today",
        "2022-06-15",
        "inspect",
        "--task",
        &task,
        "--file",
        "-",
    ];
    let check = |field: &str, value: serde_json::Value, zh: &[&str], en: &[&str]| {
        let mut form = form.clone();
        form[field] = value;
        told(
            &desk,
            &words,
            &serde_json::to_string_pretty(&form).unwrap(),
            zh,
            en,
        );
    };
    check(
        "visited",
        "2022-02-30".into(),
        &["“visited”", "日期不对", "--template"],
        &["field visited"],
    );
    check(
        "method",
        "by-letter".into(),
        &["“method”", "不能填“by-letter”", "on-site"],
        &["by-letter is none of"],
    );
    check("present", "A1".into(), &["“present”", "应为列表"], &["a list"]);
    check(
        "codes",
        serde_json::json!(["5"]),
        &["“codes.0”", "写的是“5”，应为整数"],
        &["a whole number"],
    );
    check("weird", 1.into(), &["没有“weird”这一项"], &["no field weird"]);
    let text = serde_json::to_string_pretty(&form).unwrap();
    told(
        &desk,
        &words,
        &text.replacen("\"visited\": \"2022-06-15\"", "\"visitado\": \"2022-06-15\"", 1),
        &["visitado"],
        &["visitado"],
    );
    told(&desk, &words, &text[..40], &["没有写完"], &["ends in the middle"]);
    told(
        &desk,
        &words,
        &text.replacen("\"method\": \"on-site\",", "\"method\": \"on-site\"", 1),
        &["第 ", "缺少逗号"],
        &["comma is missing"],
    );
}

#[test]
fn a_path_that_leads_nowhere() {
    let desk = Desk::new();
    let folder = desk.path("folder").display().to_string();
    std::fs::create_dir(&folder).unwrap();
    let file = desk.write("file.txt", "x");
    for words in [
        &["verify", "/nowhere"][..],
        &["seed", "--file", "/nowhere"],
        &["merge", "--take", "1", "/nowhere"],
        &["order", "--seed", "s", "--take", "1", "--ids", "/nowhere"],
        &["allocate", "-n", "1", "--plan", "/nowhere"],
    ] {
        told(&desk, words, "", &["找不到 /nowhere"], &["/nowhere is not there"]);
    }
    told(&desk, &["verify", &file], "", &["不是目录"], &["not a directory"]);
    told(
        &desk,
        &["seed", "--file", &folder],
        "",
        &["是目录，不是文件"],
        &["is a directory"],
    );
    std::fs::write(desk.path("file.txt"), b"91420100MA65F5R2TR\nab\xff\n").unwrap();
    let order = ["order", "--seed", "s", "--take", "1", "--ids", &file];
    told(
        &desk,
        &order,
        "",
        &["file.txt 第 2 行", "第 3 个字节不是 UTF-8"],
        &["line 2", "byte 3"],
    );
}
