//! Input as an attack: a table of hostile texts goes in by every way there is, and nothing that comes out by any way
//! commands a terminal, turns the writing round, hides a character, runs in a spreadsheet or as a page, or leads a file's
//! name elsewhere. Files made to exhaust memory or stack are refused in words.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../cli_support/mod.rs"]
mod cli_support;

mod bombs;
mod deep;
mod numbers;
mod out;
mod refused;
mod words;

/// Texts that somebody could write into a company's name to do harm, each with what is left of it after an import.
pub const HOSTILE: [(&str, &str); 24] = [
    // A terminal's commands (ECMA-48): clear, title, clipboard, link, C1, overprinting.
    ("甲\u{1b}[2J\u{1b}[31m一", "甲一"),
    ("甲\u{1b}]0;root@server\u{7}二", "甲二"),
    ("甲\u{1b}]52;c;cm0gLXJmIC8=\u{7}三", "甲三"),
    ("甲\u{1b}]8;;http://evil.example\u{1b}\\四", "甲四"),
    ("甲\u{9b}2J\u{9d}0;x\u{9c}五", "甲0;x五"),
    ("甲不合格\u{8}\u{8}\u{8}六", "甲不合格六"),
    ("甲七\u{7f}\u{7f}", "甲七"),
    ("甲\u{1b}P$q\"p\u{1b}\\八", "甲八"),
    // Direction and width (Unicode UAX #9, UTS #55).
    ("甲\u{202e}司公九\u{202c}", "甲司公九"),
    ("甲\u{2067}十\u{2069}", "甲十"),
    ("甲\u{200e}\u{200f}\u{61c}十一", "甲十一"),
    ("甲\u{200b}\u{200d}\u{2060}十二\u{feff}", "甲十二"),
    ("甲十三\u{e0041}\u{e0042}", "甲十三"),
    ("甲\u{fe0f}\u{ad}\u{34f}\u{3164}十四", "甲十四"),
    // What a spreadsheet runs.
    ("=cmd|' /C calc'!A0十五", "=cmd|' /C calc'!A0十五"),
    ("@SUM(1+1)*cmd十六", "@SUM(1+1)*cmd十六"),
    ("+1+1十七", "+1+1十七"),
    ("-2+3十八", "-2+3十八"),
    ("=HYPERLINK(\"http://x\")十九", "=HYPERLINK(\"http://x\")十九"),
    // What a page, a template and Markdown run.
    ("<script>alert(1)</script>二十", "<script>alert(1)</script>二十"),
    (
        "\"><img src=x onerror=alert(1)>二一",
        "\"><img src=x onerror=alert(1)>二一",
    ),
    (
        "&lt;b&gt; [a](javascript:alert(1)) 二二",
        "&lt;b&gt; [a](javascript:alert(1)) 二二",
    ),
    ("{{ 7*7 }}{% raw %}二三", "{{ 7*7 }}{% raw %}二三"),
    // Ways out of a folder.
    ("../../../../etc/passwd二四", "../../../../etc/passwd二四"),
];

/// The same, four in a text: for messages that repeat what they were given.
pub fn several() -> Vec<String> {
    let texts = HOSTILE.map(|(text, _)| text);
    texts.chunks(4).map(|four| four.join(" ")).collect()
}

/// A valid code in 武昌区 (GB 32100-2015: 17 characters and their check character).
pub fn code(n: usize) -> String {
    const CHARS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91420106{n:09}");
    let (mut weight, mut sum) = (1, 0);
    for c in body.bytes() {
        sum += CHARS.iter().position(|&k| k == c).unwrap() * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(CHARS[(31 - sum % 31) % 31]))
}

/// A registry whose companies have these names.
pub fn registry<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let head = "统一社会信用代码,企业名称,行政区划代码,经营范围,信用风险等级,登记状态,成立日期\n".to_owned();
    let row = |(n, name): (usize, &str)| {
        let name = name.replace('"', "\"\"");
        format!(
            "{},\"{name}\",420106,人力资源服务；职业中介活动,A,存续,2019/3/5\n",
            code(n)
        )
    };
    head + &names.into_iter().enumerate().map(row).collect::<String>()
}

/// What is in a text that must not be in anything that comes out; line ends are no harm, nor is a mark at its beginning.
pub fn harm(text: &str) -> Option<char> {
    let lines = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    lines.chars().find(|&c| c != '\n' && duban::unseen::hidden(c))
}

/// Nothing of the kind is in it.
#[track_caller]
pub fn harmless(what: &str, text: &str) {
    if let Some(c) = harm(text) {
        let at = text.find(c).unwrap_or(0);
        let near: String = text[at..].chars().take(30).collect();
        panic!("{what} has {:?}: {near:?}", c);
    }
}
