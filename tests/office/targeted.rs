//! A lead that is checked at once, beside a batch that was drawn: the task goes its way to the end, and nothing that counts
//! what was drawn moves.

use std::sync::Arc;

use crate::common::*;
use duban::domain::appraisal::{self, Appraisal};
use duban::domain::batch::Batch;
use duban::domain::calendar::Calendar;
use duban::domain::command::{Command, Judgement};
use duban::domain::document::Kind;
use duban::domain::follow_up::{Advance, FollowUp, FollowUpState};
use duban::domain::history::History;
use duban::domain::inspection::Measures;
use duban::domain::lead::statistics::{Statistics, period};
use duban::domain::lead::{Handling, Lead, LeadState};
use duban::domain::next::Agenda;
use duban::domain::progress::{self, Progress};
use duban::domain::publication::{Choice, files};
use duban::domain::refusal::Refusal;
use duban::domain::results::{self, Results, Wish};
use duban::domain::roll;
use duban::domain::state::Read;
use duban::domain::summary;
use duban::domain::task::{How, TaskState};
use duban::domain::trend::Trend;
use duban::office::documents::{Subject, make, shipped};
use serde_json::json;

const HR: &str = "420100人社";

/// Everything that speaks of what was drawn.
#[derive(Debug, PartialEq)]
struct Drawn {
    progress: (Vec<progress::Line>, progress::Line),
    trend: Trend,
    appraisal: Appraisal,
    results: Results,
    files: Vec<(String, Vec<u8>)>,
    batch: Batch,
}

fn drawn(desk: &Desk, on: &str) -> Drawn {
    let view = desk.office.view();
    let (state, today) = (view.state(), day(on));
    let campaign = view.campaign().unwrap();
    let batch: Batch = state.get(BATCH).unwrap();
    let Progress { rows, total, .. } = progress::compile(state, &campaign, campaign.province, today);
    let lines = roll::roll(state);
    let wish = Wish {
        region: campaign.province,
        internal: true,
    };
    Drawn {
        progress: (rows, total),
        trend: Trend::of(lines.iter(), &Calendar::of(&campaign, state), today),
        appraisal: appraisal::compile(state, &campaign, campaign.province, today),
        results: results::compile(state, &campaign, &batch, wish, today),
        files: files(state, &campaign, &batch, today, Choice::default())
            .unwrap()
            .files
            .into_iter()
            .collect(),
        batch,
    }
}

fn lead(id: &str, target: Option<&str>) -> Command {
    let lead: Lead = serde_json::from_value(json!({
        "id": id, "received": "2022-06-13", "source": "12345", "about": "示例门店", "target": target,
        "region": "420106", "department": "hr", "place": "示例路1号", "what": "收取押金", "reporter": "密文",
    }))
    .unwrap();
    Command::AddLead(Box::new(lead))
}

fn handle(lead: &str, handling: Handling) -> Command {
    let lead = lead.to_owned();
    Command::HandleLead { lead, handling }
}

fn check(lead: &str, team: &[&str]) -> Command {
    let team = team.iter().map(|id| (*id).to_owned()).collect();
    handle(
        lead,
        Handling::Check {
            action: Some(1),
            team,
        },
    )
}

fn close(lead: &str) -> Command {
    let (code, result) = ("true".to_owned(), "属实".to_owned());
    handle(lead, Handling::Close { code, result })
}

fn state(desk: &Desk, lead: &str) -> LeadState {
    let lead: Lead = desk.office.view().state().get(lead).unwrap();
    lead.state()
}

fn refer(lead: &str) -> Command {
    handle(
        lead,
        Handling::Refer {
            authority: "武汉市公安局".to_owned(),
            what: "涉嫌诈骗".to_owned(),
            officers: vec!["A420100001".to_owned(), "B420100001".to_owned()],
        },
    )
}

fn written(desk: &Desk, kind: Kind, subject: Subject) -> String {
    let made = make(&desk.office.view(), kind, &subject, &shipped(kind));
    made.unwrap_or_else(|no| panic!("{}", no.text(duban::lang::Lang::En)))
        .markdown
}

#[test]
fn a_targeted_task_goes_its_way_and_the_drawn_figures_stay() {
    let desk = Desk::matched();
    desk.ok("省人社", "06-13", lead("L1", None));
    let before = drawn(&desk, "06-20");
    let counted = |desk: &Desk| {
        let view = desk.office.view();
        let campaign = view.campaign().unwrap();
        summary::compile(view.state(), &campaign, campaign.province)
    };
    assert_eq!(counted(&desk).counted, 0);
    desk.ok("省人社", "06-14", check("L1", &["A420100001", "B420100001"]));
    assert_eq!(state(&desk, "L1"), LeadState::Checking);
    let task = desk.task("L1-T1");
    assert_eq!(
        (task.how, task.target.as_str(), task.rank),
        (How::Lead, "V-L1", 0)
    );
    let open = desk.refused("省人社", "06-14", close("L1"));
    assert!(matches!(
        open,
        Refusal::LeadTaskOpen {
            state: TaskState::Assigned,
            ..
        }
    ));
    desk.ok(HR, "06-15", record(&task, visit(&task, "06-15")));
    desk.ok("省人社", "06-15", close("L1"));
    let accept = Command::Review {
        task: task.id.clone(),
        judgement: Judgement::Accept,
    };
    desk.ok("420100市监", "06-16", accept);
    let tasks = vec![task.id.clone()];
    desk.ok(HR, "06-17", Command::Publish { tasks });
    let id = task.id.clone();
    desk.ok(HR, "06-17", Command::Close { task: id });
    assert_eq!(desk.task("L1-T1").state, TaskState::Closed);
    assert_eq!(drawn(&desk, "06-20"), before);
    let found = counted(&desk);
    assert_eq!((found.counted, found.unreviewed), (1, 0));
    let there: u64 = found
        .total
        .cells
        .iter()
        .take(2)
        .filter_map(|cell| cell.figure)
        .sum();
    assert_eq!(there, 2, "both officers were there");
    let desk = desk.reopened();
    assert_eq!(drawn(&desk, "06-20"), before);
    let view = desk.office.view();
    let campaign = view.campaign().unwrap();
    let wish = Wish {
        region: campaign.province,
        internal: false,
    };
    let public = results::targeted(view.state(), &campaign, wish);
    assert_eq!((public.counts.tasks, public.counts.published), (1, 1));
    assert_eq!(
        (public.rows[0].task.as_str(), &public.rows[0].code),
        ("L1-T1", &None)
    );
    let history = History::of(view.state(), "V-L1", None).unwrap();
    assert_eq!((history.tasks.len(), history.leads.len()), (1, 1));
    let told = history.told(&view.campaign().unwrap(), duban::lang::Lang::Zh);
    assert!(told.iter().any(|line| line.text.contains("未经抽取")));
}

#[test]
fn what_belongs_to_a_draw_is_refused_and_the_check_can_be_undone() {
    let desk = Desk::matched();
    desk.ok("省人社", "06-13", lead("L1", None));
    desk.ok("省人社", "06-13", check("L1", &["A420100001", "B420100001"]));
    for command in [
        replacing("L1-T1"),
        striking("L1-T1"),
        Command::ReplaceOfficer {
            task: "L1-T1".to_owned(),
            officer: "A420100001".to_owned(),
            reason: "leave".to_owned(),
            evidence: "请假条".to_owned(),
        },
    ] {
        assert!(matches!(
            desk.refused(HR, "06-13", command),
            Refusal::NotDrawn { .. }
        ));
    }
    let missing = check("L1", &["A420100001"]);
    assert!(matches!(
        desk.refused("省人社", "06-13", missing),
        Refusal::LeadNotReady { .. }
    ));
    let of = desk.office.view().state().get::<Lead>("L1").unwrap().steps[0].seq;
    let reason = String::new();
    desk.ok("省人社", "06-13", handle("L1", Handling::Undo { of, reason }));
    assert_eq!(
        (desk.task("L1-T1").state, state(&desk, "L1")),
        (TaskState::Void, LeadState::Pending)
    );
    let alone = desk.refused("省人社", "06-13", check("L1", &["A420100001"]));
    assert!(matches!(alone, Refusal::Unsound { .. }));
    let over = desk.refused("省人社", "07-21", check("L1", &["A420100001", "B420100001"]));
    assert!(matches!(over, Refusal::OutsideWindow { .. }));
}

#[test]
fn a_referral_counts_once_with_and_without_a_visit() {
    let desk = Desk::matched();
    let police = |desk: &Desk| {
        let view = desk.office.view();
        let campaign = view.campaign().unwrap();
        let found = summary::compile(view.state(), &campaign, campaign.province);
        let at = found
            .columns
            .iter()
            .position(|column| column.id == "to-police")
            .unwrap();
        let details = summary::details(view.state(), &campaign, &found);
        let sum: u64 = details.iter().filter_map(|detail| detail.figures[at]).sum();
        assert_eq!(
            found.total.cells[at].figure,
            Some(sum),
            "the detail holds every figure"
        );
        (sum, found.total.cells[at].tasks.clone())
    };
    for id in ["L1", "L2"] {
        desk.ok("省人社", "06-13", lead(id, None));
    }
    // One with a visit whose record says the same, one without a visit.
    desk.ok("省人社", "06-13", check("L1", &["A420100001", "B420100001"]));
    let task = desk.task("L1-T1");
    let found = duban::domain::inspection::Visit {
        codes: vec![8],
        violations: vec!["unlicensed-brokerage".to_owned()],
        measures: Measures {
            to_police: 1,
            ..Measures::default()
        },
        answers: visit(&task, "06-15")
            .answers
            .into_iter()
            .enumerate()
            .map(|(n, mut answer)| {
                if n == 0 {
                    answer.verdict = duban::domain::inspection::Verdict::Fail;
                    answer.finding = "无证经营".to_owned();
                }
                answer
            })
            .collect(),
        ..visit(&task, "06-15")
    };
    desk.ok(HR, "06-15", record(&task, found));
    assert_eq!(police(&desk), (1, vec!["L1-T1".to_owned()]));
    for id in ["L1", "L2"] {
        desk.ok("省人社", "06-15", refer(id));
    }
    assert_eq!(
        police(&desk).0,
        0,
        "the ledger holds as much as the record, and nothing is handed over yet"
    );
    let at = day("06-15").and_hms_opt(0, 0, 0).unwrap();
    for id in ["L1-F01", "L2-F01"] {
        let advance = |advance| Command::AdvanceFollowUp {
            follow_up: id.to_owned(),
            advance,
        };
        let (approve, reason) = (true, String::new());
        desk.ok(
            "420100市监",
            "06-15",
            advance(Advance::Decide { approve, at, reason }),
        );
        let (attachments, receipt) = (vec!["移送书".to_owned()], "回执".to_owned());
        desk.ok(
            HR,
            "06-15",
            advance(Advance::Send {
                at,
                attachments,
                receipt,
            }),
        );
    }
    assert_eq!(police(&desk), (2, vec!["L1-T1".to_owned(), "L2-F01".to_owned()]));
    let view = desk.office.view();
    let of: FollowUp = view.state().get("L2-F01").unwrap();
    assert_eq!((of.state(), of.unit), (FollowUpState::Sent, code("420100")));
    let letter = written(&desk, Kind::Referral, Subject::FollowUp("L2-F01".to_owned()));
    assert!(
        letter.contains("示例门店") && letter.contains("武汉市公安局"),
        "{letter}"
    );
}

#[test]
fn the_notice_of_a_targeted_task_says_neither_drawn_nor_reported() {
    let desk = Desk::matched();
    desk.ok("省人社", "06-13", lead("L1", None));
    desk.ok("省人社", "06-13", check("L1", &["A420100001", "B420100001"]));
    let notice = written(&desk, Kind::Notice, Subject::Task("L1-T1".to_owned()));
    for word in ["抽取", "抽查通知书", "线索", "举报"] {
        assert!(!notice.contains(word), "{word}\n{notice}");
    }
    let drawn = desk.tasks().into_iter().find(|task| task.lead.is_none()).unwrap();
    assert!(written(&desk, Kind::Notice, Subject::Task(drawn.id)).contains("已被随机抽取"));
}

#[test]
fn the_statistics_read_no_reporter() {
    let desk = Desk::matched();
    desk.ok("省人社", "06-13", lead("L1", None));
    let view = desk.office.view();
    let campaign = view.campaign().unwrap();
    let agenda = Agenda::new(&Arc::clone(&campaign), view.state());
    let found = Statistics::of(
        view.state(),
        &agenda,
        campaign.province,
        period(&agenda),
        day("06-20"),
    );
    let table = duban::exchange::write::lead_statistics(duban::lang::Lang::Zh, &campaign, &found, None);
    assert_eq!(found.total.received, ["L1"]);
    assert!(!table.document().to_string().contains("密文"));
}
