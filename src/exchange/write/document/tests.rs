//! What a document says and how it looks, in both forms.

use std::io::{Cursor, Read};

use serde_json::json;
use zip::ZipArchive;

use super::blocks::{Block, Column, Side, read};
use super::inline::{Span, line, plain};
use super::*;

/// A name that Markdown, templates and XML could each mistake for their own.
const NASTY: &str = r##"# 甲|乙*丙*<b>&"丁"{{ 戊 }}{% x %} \ 1. - _己_ `庚` [辛](壬) ~癸~"##;

fn part(docx: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text of every paragraph of a part.
fn paragraphs(xml: &str) -> Vec<String> {
    let text = |paragraph: &str| -> String {
        let runs = paragraph.split("<w:t ").skip(1);
        let runs = runs.filter_map(|run| run.split_once('>')?.1.split_once("</w:t>"));
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ];
        let text: String = runs.map(|(text, _)| text).collect();
        entities
            .iter()
            .fold(text, |text, (entity, sign)| text.replace(entity, sign))
    };
    xml.split("<w:p ").skip(1).map(text).collect()
}

/// The part of `xml` around `text`, from the beginning of its paragraph to its end.
fn paragraph<'a>(xml: &'a str, text: &str) -> &'a str {
    let mut paragraphs = xml.split("<w:p ");
    let found = paragraphs.find(|paragraph| paragraph.contains(text));
    found.unwrap_or_else(|| panic!("no {text} in {xml}"))
}

fn filled(template: &str) -> Rendered {
    render(
        "t.md",
        template,
        &json!({"name": NASTY, "list": [{"name": NASTY}], "gone": null}),
    )
    .unwrap()
}

#[test]
fn what_stands_in_a_fact_comes_out_as_it_stands_in_both_forms() {
    let template = "# {{ name }}\n\n{{ name }}：\n\n{{ name }}\n\n1. {{ name }}\n\n| 甲 | 乙 |\n|--|--|\n| {{ name }} | {% for one in list %}{{ one.name }}{% endfor %} |\n";
    let markdown = filled(template).markdown;
    let blocks = read(&markdown);
    let [
        Block::Title(title),
        Block::Addressee(to),
        Block::Para(para),
        Block::Item(sign, item),
        Block::Grid(grid),
    ] = &blocks[..]
    else {
        panic!("{blocks:?}");
    };
    assert_eq!(sign, "1.");
    for text in [title, para, item, &grid.rows[0][0], &grid.rows[0][1]] {
        assert_eq!(plain(text), NASTY);
    }
    assert_eq!(plain(to), format!("{NASTY}："));
    let texts = paragraphs(&part(&docx(&markdown).unwrap(), "word/document.xml"));
    assert_eq!(texts.iter().filter(|text| *text == NASTY).count(), 4);
    assert!(texts.contains(&format!("1. {NASTY}")));
}

#[test]
fn control_characters_and_line_ends_do_not_break_a_line() {
    let facts = json!({"name": "甲\n# 乙\u{0}\u{202e}丙"});
    let markdown = render("t.md", "{{ name }}", &facts).unwrap().markdown;
    assert_eq!(read(&markdown).len(), 1);
    assert_eq!(plain(&line(markdown.trim_end())), "甲 # 乙[U+0000][U+202E]丙");
}

#[test]
fn a_fact_that_is_not_on_record_is_a_blank_and_told_once() {
    let found = filled("{% if gone %}有{% else %}无{% endif %}{{ gone }}{{ gone }}");
    assert_eq!(found.markdown, format!("无{BLANK}{BLANK}\n"));
    assert_eq!(found.blanks, ["gone"]);
}

#[test]
fn an_unknown_placeholder_is_refused_with_its_line_and_what_is_known() {
    let facts = json!({"name": "甲", "list": [{"name": "乙"}], "of": {"gone": null}});
    let template = "# 甲\n\n{{ name }}\n{{ nmae }}\n";
    let fault = render("own/notice.md", template, &facts).unwrap_err();
    assert_eq!((fault.file.as_str(), fault.line), ("own/notice.md", 4));
    let known = ["name", "list[].name", "of.gone"].map(str::to_owned).to_vec();
    let found = "nmae".to_owned();
    assert_eq!(fault.wrong, Wrong::Unknown { found, known });
    for lang in [crate::lang::Lang::Zh, crate::lang::Lang::En] {
        let text = fault.text(lang);
        assert!(
            text.starts_with("own/notice.md:4: ") && text.contains("list[].name"),
            "{text}"
        );
    }
    let within = render("t.md", "{{ of.nothing }}", &facts).unwrap_err();
    assert!(matches!(within.wrong, Wrong::Unknown { .. }), "{within:?}");
}

#[test]
fn a_template_that_cannot_be_read_is_refused_with_its_line() {
    for (template, line) in [
        ("甲\n{% for x in list %}\n乙", 3),
        ("甲\n\n{{ name", 3),
        ("{% nothing %}", 1),
        ("{{ name | upper }}", 1),
    ] {
        let fault = render("t.md", template, &json!({"name": "甲", "list": []})).unwrap_err();
        assert_eq!(fault.line, line, "{template}: {fault:?}");
        assert!(matches!(fault.wrong, Wrong::Said(_)), "{fault:?}");
    }
}

#[test]
fn markdown_is_read_as_an_office_writes_it() {
    let text = "> 草稿\n\n# 甲\n# 乙\n\n<div align=\"center\">\n\n〔2022〕1号\n\n</div>\n\n某公司：\n\n正文\n接着，**重点**\n\n## 一\n### （一）\n- 项\n\n| 甲 | 乙 | 丙 |\n|:--:|------|-:|\n| 1 | 2<br>3 |\n---\n<div align=\"right\">\n\n某局\n\n2022年6月20日\n\n</div>\n";
    let text_of = |text: &str| vec![Span::Text(text.to_owned())];
    let blocks = read(text);
    assert_eq!(
        blocks[..3],
        [
            Block::Mark(text_of("草稿")),
            Block::Title(text_of("甲")),
            Block::Title(text_of("乙")),
        ]
    );
    assert_eq!(blocks[3], Block::Centred(vec![text_of("〔2022〕1号")]));
    assert_eq!(blocks[4], Block::Addressee(text_of("某公司：")));
    let bold = Span::Bold("重点".to_owned());
    assert_eq!(
        blocks[5],
        Block::Para(vec![Span::Text("正文接着，".to_owned()), bold])
    );
    assert_eq!(
        blocks[6..9],
        [
            Block::Heading(2, text_of("一")),
            Block::Heading(3, text_of("（一）")),
            Block::Item("-".to_owned(), text_of("项")),
        ]
    );
    let Block::Grid(grid) = &blocks[9] else {
        panic!("{blocks:?}");
    };
    let column = |share, side| Column { share, side };
    let columns = [
        column(2, Side::Centre),
        column(6, Side::Left),
        column(1, Side::Right),
    ];
    assert_eq!(grid.columns, columns);
    let cell = vec![Span::Text("2".to_owned()), Span::End, Span::Text("3".to_owned())];
    assert_eq!(grid.rows, [[text_of("1"), cell, Vec::new()]]);
    assert_eq!(blocks[10], Block::Page);
    assert_eq!(
        blocks[11],
        Block::Signature(vec![text_of("某局"), text_of("2022年6月20日")])
    );
    assert_eq!(blocks.len(), 12);
}

#[test]
fn the_page_is_that_of_the_standard() {
    let docx = docx("> 草稿\n\n# 标题\n\n正文\n").unwrap();
    let document = part(&docx, "word/document.xml");
    assert!(
        document.contains(r#"<w:pgSz w:w="11906" w:h="16838" />"#),
        "{document}"
    );
    let margins = r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#;
    assert!(document.contains(margins), "{document}");
    // 版心 156 mm × 225 mm holds 28 characters of 3号 a line and 22 lines, a twentieth of a point being 25.4/1440 mm.
    let (width, height) = (11906 - 1474 - 1587, 16838 - 2098 - 1984);
    assert!((f64::from(width) * 25.4 / 1440.0 - 156.0).abs() < 0.1);
    assert!((f64::from(height) * 25.4 / 1440.0 - 225.0).abs() < 0.1);
    assert_eq!((width / 315, height / 579), (28, 22));
    let settings = part(&docx, "word/settings.xml");
    assert!(settings.contains("evenAndOddHeaders"), "{settings}");
    let feet = ["word/footer1.xml", "word/footer2.xml"].map(|name| part(&docx, name));
    for (foot, side) in feet.iter().zip(["right", "left"]) {
        assert_eq!(paragraphs(foot), ["— 1 —"]);
        assert!(foot.contains(&format!(r#"<w:jc w:val="{side}" />"#)), "{foot}");
        assert!(foot.contains(r#"w:eastAsia="宋体""#) && foot.contains(r#"<w:sz w:val="28" />"#));
        assert!(foot.contains("<w:instrText>PAGE</w:instrText>"), "{foot}");
    }
    for head in ["word/header1.xml", "word/header2.xml"] {
        assert_eq!(paragraphs(&part(&docx, head)), ["草稿"]);
    }
}

#[test]
fn faces_sizes_and_indents_are_those_of_the_standard() {
    let markdown = "# 标题\n\n某公司：\n\n正文\n\n## 一、甲\n\n### （一）乙\n\n附件：\n\n1. 丙\n2. 丁\n\n<div align=\"right\">\n\n某局\n\n2022年6月20日\n\n</div>\n\n---\n\n附件1\n\n| 表头 |\n|---|\n| 表身 |\n";
    let docx = docx(markdown).unwrap();
    let document = part(&docx, "word/document.xml");
    for (text, face, size) in [
        ("标题", "方正小标宋简体", 44),
        ("某公司", "仿宋_GB2312", 32),
        ("正文", "仿宋_GB2312", 32),
        ("一、甲", "黑体", 32),
        ("（一）乙", "楷体_GB2312", 32),
        ("附件1", "黑体", 32),
        ("表头", "黑体", 24),
        ("表身", "仿宋_GB2312", 24),
    ] {
        let found = paragraph(&document, text);
        assert!(
            found.contains(&format!(r#"w:eastAsia="{face}""#)),
            "{text}: {found}"
        );
        assert!(
            found.contains(&format!(r#"<w:sz w:val="{size}" />"#)),
            "{text}: {found}"
        );
    }
    assert!(paragraph(&document, "标题").contains(r#"<w:jc w:val="center" />"#));
    assert!(paragraph(&document, "正文").contains(r#"w:firstLine="630""#));
    assert!(paragraph(&document, "正文").contains(r#"w:line="579" w:lineRule="exact""#));
    assert!(paragraph(&document, "某公司").contains(r#"w:firstLine="0""#));
    let texts = paragraphs(&document);
    assert!(
        texts.contains(&"附件：1. 丙".to_owned()) && texts.contains(&"2. 丁".to_owned()),
        "{texts:?}"
    );
    // The date stands four characters from the right.
    let date = paragraph(&document, "2022年6月20日");
    assert!(
        date.contains(r#"<w:jc w:val="right" />"#) && date.contains(r#"w:right="1260""#),
        "{date}"
    );
    assert!(
        paragraph(&document, "附件1").contains("<w:pageBreakBefore />"),
        "{document}"
    );
    assert_eq!(document.matches("<w:tblHeader />").count(), 1);
}
