//! What the documents say.

use std::collections::BTreeSet;

use duban::domain::document::{Day, Kind, OfTask};
use duban::domain::inspection::Inspection;
use duban::domain::operator::Department;
use duban::domain::state::Read;
use duban::domain::task::Task;
use duban::domain::{progress, summary};
use duban::exchange::write::document::render;
use duban::lang::Lang;
use duban::office::documents::{self, NoDocument, Subject};

use super::{office, subjects, tasks};

fn text(kind: Kind, subject: &Subject) -> String {
    let template = documents::shipped(kind);
    let made = documents::make(&office().view(), kind, subject, &template);
    made.map_err(|fault| fault.text(Lang::Zh)).unwrap().markdown
}

#[test]
fn every_document_is_made_and_only_what_no_record_has_is_left_blank() {
    let subjects = subjects();
    for kind in Kind::ALL {
        assert!(
            subjects.iter().any(|(of, _)| *of == kind),
            "the demo has no {kind:?}"
        );
    }
    let mut blanks = BTreeSet::new();
    for (kind, subject) in &subjects {
        let template = documents::shipped(*kind);
        let made = documents::make(&office().view(), *kind, subject, &template);
        let made = made.map_err(|fault| fault.text(Lang::Zh)).unwrap();
        assert!(
            made.markdown.lines().any(|line| line.starts_with("# ")),
            "{subject:?}"
        );
        for lang in [Lang::Zh, Lang::En] {
            for word in documents::blanks(&made, lang) {
                assert!(word.contains('（'), "{word} has no words in {lang:?}");
            }
        }
        blanks.extend(made.blanks);
    }
    let blanks: Vec<&str> = blanks.iter().map(String::as_str).collect();
    assert_eq!(blanks, ["contact", "matter.approved", "number", "telephone"]);
}

#[test]
fn drafts_say_so_and_grades_and_reporters_are_nowhere() {
    for (kind, subject) in subjects() {
        let text = text(kind, &subject);
        let draft = matches!(kind, Kind::Order | Kind::Referral | Kind::Narrative);
        assert_eq!(text.starts_with("> 草稿"), draft, "{kind:?}");
        for secret in ["举报人", "信用风险", "级）"] {
            assert!(!text.contains(secret), "{kind:?}: {secret}");
        }
    }
}

#[test]
fn a_notice_names_target_team_checklist_and_rights() {
    let view = office().view();
    let task: Task = view.state().get("HB-RS-2022-01-0001").unwrap();
    let notice = text(Kind::Notice, &Subject::Task(task.id.clone()));
    assert!(notice.contains(&format!("\n{}：\n", task.name)) && notice.contains(&task.target));
    for member in &task.team {
        let row = format!("| {} | ", member.name);
        assert!(
            notice.contains(&row) && notice.contains(&member.officer),
            "{notice}"
        );
    }
    assert_eq!(
        notice.lines().filter(|line| line.starts_with("| RS")).count(),
        task.checklist.len()
    );
    for said in [
        "鄂人社函〔2022〕97号",
        "2022年6月11日至2022年7月20日",
        "武汉市人力资源和社会保障局",
        "武汉市市场监督管理局",
        "《人力资源市场暂行条例》第三十四条",
        "《行政处罚法》第四十三条第二款",
    ] {
        assert!(notice.contains(said), "{said}: {notice}");
    }
}

#[test]
fn a_record_is_blank_before_the_visit_and_filled_in_afterwards() {
    let (mut blank, mut filled) = (0, 0);
    for task in tasks() {
        let versions: Vec<Inspection> = office().view().state().by("inspection.task", &task.id);
        let text = text(Kind::Record, &Subject::Task(task.id.clone()));
        let Some(newest) = versions.iter().max_by_key(|version| version.version) else {
            blank += 1;
            assert!(text.contains("□符合") && text.contains("□1 未发现问题"), "{text}");
            continue;
        };
        filled += 1;
        assert!(!text.contains("□符合") && !text.contains("□1 "), "{text}");
        for officer in &newest.visit.present {
            assert!(text.contains(officer), "{officer}: {text}");
        }
        for answer in newest
            .visit
            .answers
            .iter()
            .filter(|answer| !answer.finding.is_empty())
        {
            assert!(text.contains(&answer.finding), "{text}");
        }
    }
    assert!(blank > 0 && filled > 0, "{blank} {filled}");
}

#[test]
fn an_order_gives_basis_findings_and_time_from_the_records() {
    let (_, subject) = subjects()
        .into_iter()
        .find(|(kind, _)| *kind == Kind::Order)
        .unwrap();
    let order = text(Kind::Order, &subject);
    let facts = documents::facts(&office().view(), Kind::Order, &subject).unwrap();
    for path in [
        "/matter/deadline",
        "/matter/what",
        "/matter/violation/name",
        "/matter/violation/basis",
    ] {
        let fact = facts.pointer(path).unwrap().as_str().unwrap();
        assert!(order.contains(fact), "{path}: {order}");
    }
    let failed = facts["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["failed"] == true);
    let failed: Vec<&str> = failed.map(|item| item["title"].as_str().unwrap()).collect();
    assert!(
        !failed.is_empty() && failed.iter().all(|title| order.contains(title)),
        "{order}"
    );
}

#[test]
fn a_referral_to_the_police_lists_the_attachments_of_the_regulation() {
    let (_, subject) = subjects()
        .into_iter()
        .find(|(kind, _)| *kind == Kind::Referral)
        .unwrap();
    let letter = text(Kind::Referral, &subject);
    for name in [
        "1. 涉嫌犯罪案件移送书",
        "2. 涉嫌犯罪案件情况的调查报告",
        "3. 涉案物品清单",
        "4. 有关检验报告或者鉴定结论",
        "5. 其他有关涉嫌犯罪的材料",
        "《行政执法机关移送涉嫌犯罪案件的规定》",
        "尚未批准",
    ] {
        assert!(letter.contains(name), "{name}: {letter}");
    }
}

#[test]
fn the_report_in_words_has_the_figures_of_the_tables() {
    let view = office().view();
    let campaign = view.campaign().unwrap();
    for region in ["420000", "420100", "429004"] {
        let region = region.parse().unwrap();
        let report = text(Kind::Narrative, &Subject::Region(region));
        let progress = progress::compile(view.state(), &campaign, region, view.now().today);
        let due = format!("应检查{}户", progress.total.due.len());
        let share = format!("抽查完成率{}", progress.total.published_share().text());
        assert!(report.contains(&due) && report.contains(&share), "{report}");
        for line in &progress.rows {
            assert!(
                report.contains(&format!("| {} | {} | ", line.name, line.due.len())),
                "{report}"
            );
        }
        let summary = summary::compile(view.state(), &campaign, region);
        for (column, cell) in summary.columns.iter().zip(&summary.total.cells) {
            let row = format!(
                "| {} | {} | {} |",
                column.name.zh,
                cell.text(&column.unit),
                column.unit
            );
            assert!(report.contains(&row), "{row}: {report}");
        }
    }
}

#[test]
fn what_is_not_on_record_is_blank_and_what_was_typed_stays_text() {
    const NASTY: &str = r##"甲|乙*丙*<b>&"丁"{{ 戊 }}# {% 己 %}"##;
    let view = office().view();
    let (campaign, calendar) = (view.campaign().unwrap(), view.calendar().unwrap());
    let day = Day {
        campaign: &campaign,
        calendar: &calendar,
        today: view.now().today,
    };
    let mut task: Task = view.state().get("HB-RS-2022-01-0001").unwrap();
    task.name = NASTY.to_owned();
    task.target = "V-0011223344556677".to_owned();
    task.team.clear();
    task.checklist.clear();
    let facts = serde_json::to_value(OfTask::of(view.state(), day, &task, None)).unwrap();
    for kind in [Kind::Notice, Kind::Record] {
        let template = documents::shipped(kind);
        let made = render(&template.file, &template.text, &facts).unwrap();
        for blank in [
            "target.code",
            "target.address",
            "team[].name",
            "team[].certificate",
            "items[].id",
        ] {
            assert!(
                made.blanks.iter().any(|found| found == blank),
                "{blank}: {:?}",
                made.blanks
            );
        }
        let escaped = r##"甲\|乙\*丙\*\<b\>\&"丁"{{ 戊 }}\# {% 己 %}"##;
        assert!(made.markdown.contains(escaped), "{}", made.markdown);
    }
}

#[test]
fn a_document_of_something_else_is_refused() {
    let task = Subject::Task("HB-RS-2022-01-0001".to_owned());
    let (_, order) = subjects()
        .into_iter()
        .find(|(kind, _)| *kind == Kind::Order)
        .unwrap();
    let make = |kind, subject: &Subject| documents::facts(&office().view(), kind, subject);
    for (kind, subject) in [
        (Kind::Order, &task),
        (Kind::Referral, &order),
        (Kind::Narrative, &task),
    ] {
        assert!(matches!(make(kind, subject), Err(NoDocument::NotOf(of, _)) if of == kind));
    }
    let nobody = Subject::Task("no-such".to_owned());
    assert!(matches!(make(Kind::Notice, &nobody), Err(NoDocument::Denied(_))));
}

#[test]
fn the_offices_are_named_as_the_notice_names_them() {
    let view = office().view();
    let region = Subject::Region(view.campaign().unwrap().province);
    let facts = documents::facts(&view, Kind::Narrative, &region).unwrap();
    assert_eq!(facts["unit"]["hr"], "湖北省人力资源和社会保障厅");
    assert_eq!(facts["unit"]["mr"], "湖北省市场监督管理局");
    assert_eq!(
        Department::ALL.len(),
        2,
        "a third department needs a name for its office"
    );
}
