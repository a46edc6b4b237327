//! A lead goes from its receipt to its end: who may do what, what is asked of every step, and what stays on record.

use crate::common::*;
use duban::domain::command::Command;
use duban::domain::follow_up::Owner;
use duban::domain::lead::{Deed, Handling, Lead, LeadState, Sealed};
use duban::domain::next::{Agenda, LeadWait};
use duban::domain::operator::{Department, Operator, Role};
use duban::domain::refusal::Refusal;
use duban::domain::state::Read;

fn post(name: &str, unit: &str, department: Department, role: Role) -> Operator {
    Operator {
        name: name.to_owned(),
        os_user: String::new(),
        unit: code(unit),
        department,
        roles: vec![role],
    }
}

/// A campaign with somebody for leads in Wuhan and its Wuchang, and in the market regulation of Huangshi.
fn desk() -> Desk {
    use Department::{Hr, Mr};
    let mut campaign = campaign();
    campaign.operators.extend([
        post("武汉线索", "420100", Hr, Role::Leads),
        post("武昌线索", "420106", Hr, Role::Leads),
        post("黄石线索", "420200", Mr, Role::Leads),
        post("武汉复核", "420100", Hr, Role::Review),
    ]);
    Desk::with(campaign, 2, 2)
}

/// A lead as it is taken in, of Wuchang.
fn lead() -> Lead {
    Lead {
        id: Lead::id_of(["2022-06-15", "12345", "某示例公司", "", "拖欠工资"]),
        received: day("06-15"),
        source: "12345".into(),
        number: "HB2022-1".into(),
        kind: None,
        about: "某示例公司".into(),
        target: None,
        phone: String::new(),
        region: code("420106"),
        department: Department::Hr,
        taken_in: None,
        place: "示例路1号".into(),
        what: "拖欠工资".into(),
        involved: Default::default(),
        deadline: None,
        prior: Vec::new(),
        evidence: Vec::new(),
        reporter: Some(Sealed("00".into())),
        same_reporter: None,
        steps: Vec::new(),
    }
}

fn add(lead: Lead) -> Command {
    Command::AddLead(Box::new(lead))
}

fn handle(handling: Handling) -> Command {
    Command::HandleLead {
        lead: lead().id,
        handling,
    }
}

fn now(desk: &Desk) -> Lead {
    desk.office.view().state().get(&lead().id).unwrap()
}

fn because(why: &str) -> String {
    why.to_owned()
}

fn to(region: &str, department: Department) -> Handling {
    Handling::Forward {
        to: Owner {
            region: code(region),
            department,
        },
        reason: because("属地管辖"),
    }
}

fn undo(of: u64, why: &str) -> Command {
    handle(Handling::Undo {
        of,
        reason: because(why),
    })
}

fn close() -> Command {
    handle(Handling::Close {
        code: "true".into(),
        result: because("已补发工资"),
    })
}

#[test]
fn taken_in_decided_closed_and_told() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    desk.ok("武昌线索", "06-16", handle(Handling::Accept));
    let feedback = handle(Handling::Feedback {
        on: day("06-28"),
        how: because("电话"),
        text: because("已核实并补发"),
    });
    desk.ok("武昌线索", "06-27", close());
    assert_eq!(now(&desk).state(), LeadState::Closed);
    let early = desk.refused("武昌线索", "06-27", feedback.clone());
    assert!(matches!(early, Refusal::Unsound { problems, .. } if problems[0].field == "on"));
    desk.ok("武昌线索", "06-28", feedback);
    let ended = desk.refused("武昌线索", "06-28", handle(Handling::Accept));
    assert!(
        matches!(ended, Refusal::LeadNotReady { state: LeadState::Closed, ref by, .. } if by == "武昌线索"),
        "{ended:?}"
    );
    let view = desk.office.view();
    assert!(Lead::open(view.state()).is_empty());
    assert_eq!(now(&desk).steps.len(), 3);
}

#[test]
fn what_is_taken_in_says_whom_it_is_about_and_when_and_whence() {
    let desk = desk();
    let mut blank = lead();
    (blank.what, blank.about, blank.place, blank.source) = Default::default();
    blank.received = day("06-20");
    blank.kind = Some("nonsense".into());
    let refused = desk.refused("武昌线索", "06-15", add(blank));
    let Refusal::Unsound { problems, .. } = refused else {
        panic!("{refused:?}")
    };
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["content", "about", "source", "received", "kind"]);
    assert!(matches!(
        desk.refused("武汉复核", "06-15", add(lead())),
        Refusal::LacksRole { .. }
    ));
    // What happened elsewhere is taken in all the same, and forwarded from here.
    let elsewhere = Lead {
        id: "L2".into(),
        region: code("420200"),
        ..lead()
    };
    desk.ok("武昌线索", "06-15", add(elsewhere));
    let held: Lead = desk.office.view().state().get("L2").unwrap();
    assert_eq!(held.holder().region, code("420106"));
    desk.ok("武昌线索", "06-15", add(lead()));
    let again = desk.refused("武昌线索", "06-15", add(lead()));
    assert_eq!(again, Refusal::LeadKnown { lead: lead().id });
}

#[test]
fn it_goes_from_office_to_office_and_nothing_falls_between() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    // Nobody of that office could take it up; it is there already; there is no such place.
    let nobody = desk.refused("武昌线索", "06-15", handle(to("420106", Department::Mr)));
    assert!(matches!(nobody, Refusal::LeadNobody { .. }), "{nobody:?}");
    let there = desk.refused("武昌线索", "06-15", handle(to("420106", Department::Hr)));
    assert!(matches!(there, Refusal::LeadThere { .. }));
    let nowhere = desk.refused("武昌线索", "06-15", handle(to("990000", Department::Hr)));
    assert!(matches!(nowhere, Refusal::NotFound { what: "region", .. }));
    let silent = Handling::Forward {
        to: Owner {
            region: code("420200"),
            department: Department::Mr,
        },
        reason: because(" "),
    };
    assert!(matches!(
        desk.refused("武昌线索", "06-15", handle(silent)),
        Refusal::ReasonMissing { .. }
    ));
    desk.ok("武昌线索", "06-15", handle(to("420200", Department::Mr)));
    // Whoever forwarded it decides no more, but can call it back.
    let gone = desk.refused("武昌线索", "06-15", handle(Handling::Accept));
    assert!(matches!(gone, Refusal::OutOfReach { .. }));
    let wrong = desk.refused("省人社", "06-15", handle(Handling::Acknowledge));
    assert!(
        matches!(wrong, Refusal::LeadElsewhere { ref who, .. } if who == &["黄石线索"]),
        "{wrong:?}"
    );
    desk.ok(
        "黄石线索",
        "06-16",
        handle(Handling::Return {
            reason: because("不属本局管辖"),
        }),
    );
    assert_eq!(now(&desk).holder().region, code("420106"));
    desk.ok("武昌线索", "06-16", handle(to("420200", Department::Mr)));
    desk.ok(
        "武昌线索",
        "06-16",
        handle(Handling::Recall {
            reason: because("转错单位"),
        }),
    );
    desk.ok("武昌线索", "06-16", handle(to("420200", Department::Mr)));
    desk.ok("黄石线索", "06-17", handle(Handling::Acknowledge));
    let late = handle(Handling::Recall {
        reason: because("再收回"),
    });
    assert!(matches!(
        desk.refused("黄石线索", "06-17", late),
        Refusal::LeadNotReady {
            deed: Deed::Recall,
            ..
        }
    ));
    // Through all this its time ran on from the day it was received.
    let view = desk.office.view();
    let agenda = Agenda::new(&view.campaign().unwrap(), view.state());
    let waits = agenda.lead(&now(&desk).standing()).unwrap();
    assert_eq!((waits.wait, waits.day()), (LeadWait::Decide, Some(day("06-22"))));
}

#[test]
fn an_extension_is_another_persons_and_a_pause_has_its_ground() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    desk.ok("武昌线索", "06-15", handle(Handling::Accept));
    let pause = |code: &str, until: &str| {
        handle(Handling::Pause {
            code: code.into(),
            reason: String::new(),
            until: day(until),
        })
    };
    let unknown = desk.refused("武昌线索", "06-16", pause("tired", "07-16"));
    assert!(matches!(unknown, Refusal::UnknownReason { .. }));
    let past = desk.refused("武昌线索", "06-16", pause("court", "06-16"));
    assert!(matches!(past, Refusal::Unsound { problems, .. } if problems[0].fault == "not-ahead"));
    desk.ok("武昌线索", "06-16", pause("court", "07-16"));
    let resting = desk.refused("武昌线索", "06-17", close());
    assert!(matches!(resting, Refusal::LeadNotReady { ready, .. } if ready[0] == Deed::Resume));
    let resume = Handling::Resume {
        reason: because("裁决已出"),
    };
    desk.ok("武昌线索", "06-17", handle(resume));
    let extend = || {
        handle(Handling::Extend {
            reason: because("案情复杂"),
        })
    };
    let own = desk.refused("武昌线索", "06-17", extend());
    assert!(matches!(
        own,
        Refusal::LacksRole {
            role: Role::Review,
            ..
        }
    ));
    desk.ok("武汉复核", "06-17", extend());
    let twice = desk.refused("武汉复核", "06-17", extend());
    assert!(matches!(twice, Refusal::LeadNotReady { .. }));
}

#[test]
fn the_last_step_is_undone_by_whoever_took_it_that_day_and_later_by_a_reviewer_with_a_reason() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    let seq = |receipt: duban::office::Receipt| receipt.seqs.unwrap().1;
    let first = seq(desk.ok("武昌线索", "06-15", handle(Handling::Accept)));
    let wrong = desk.refused("武昌线索", "06-15", undo(first - 1, ""));
    assert!(
        matches!(wrong, Refusal::LeadNotLast { last, .. } if last == Some(first)),
        "{wrong:?}"
    );
    desk.ok("武昌线索", "06-15", undo(first, ""));
    assert_eq!(now(&desk).state(), LeadState::Pending);
    let nothing = desk.refused("武昌线索", "06-15", undo(first, ""));
    assert!(matches!(nothing, Refusal::LeadNotLast { last: None, .. }));
    // A forwarded lead is called back by undoing, as long as nobody has taken it up.
    let away = seq(desk.ok("武昌线索", "06-15", handle(to("420200", Department::Mr))));
    desk.ok("武昌线索", "06-15", undo(away, ""));
    assert_eq!(now(&desk).holder().region, code("420106"));
    let next = seq(desk.ok("武昌线索", "06-16", handle(Handling::Accept)));
    let other_day = desk.refused("武昌线索", "06-17", undo(next, "误操作"));
    assert!(matches!(
        other_day,
        Refusal::LacksRole {
            role: Role::Review,
            ..
        }
    ));
    let silent = desk.refused("武汉复核", "06-17", undo(next, ""));
    assert!(matches!(silent, Refusal::ReasonMissing { .. }));
    desk.ok("武汉复核", "06-17", undo(next, "误操作"));
    assert_eq!(
        (now(&desk).state(), now(&desk).steps.len()),
        (LeadState::Pending, 6)
    );
}

#[test]
fn who_reported_is_shown_to_whoever_holds_the_lead_with_a_reason_on_record() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    let reveal = |reason: &str| Command::RevealReporter {
        lead: lead().id,
        reason: because(reason),
    };
    let outside = desk.refused("黄石线索", "06-15", reveal("核实"));
    assert!(matches!(outside, Refusal::OutOfReach { .. }));
    let silent = desk.refused("武昌线索", "06-15", reveal(" "));
    assert!(matches!(silent, Refusal::ReasonMissing { .. }));
    desk.ok("武昌线索", "06-15", reveal("电话核实情况"));
    let anonymous = Lead {
        id: "L0".into(),
        reporter: None,
        ..lead()
    };
    desk.ok("武昌线索", "06-15", add(anonymous));
    let nobody = desk.refused(
        "武昌线索",
        "06-15",
        Command::RevealReporter {
            lead: "L0".into(),
            reason: because("核实"),
        },
    );
    assert_eq!(nobody, Refusal::LeadAnonymous { lead: "L0".into() });
}

#[test]
fn everything_is_as_it_was_after_the_index_is_rebuilt() {
    let desk = desk();
    desk.ok("武昌线索", "06-15", add(lead()));
    desk.ok("武昌线索", "06-15", handle(to("420200", Department::Mr)));
    desk.ok("黄石线索", "06-16", handle(Handling::Acknowledge));
    let before = now(&desk);
    std::fs::remove_dir_all(desk.dir.path().join("index")).unwrap();
    let desk = desk.reopened();
    assert_eq!(now(&desk), before);
    let view = desk.office.view();
    assert_eq!(
        Lead::open(view.state()),
        vec![(before.id.clone(), before.standing())]
    );
}
