//! How the steps of a lead come to its state, its holder and its clocks.

use std::sync::Arc;

use chrono::NaiveDate;

use super::*;
use crate::domain::calendar::UnknownYear;
use crate::domain::next::{Agenda, LeadNext, LeadWait};
use crate::domain::state::Memory;
use crate::exchange::campaign::default_campaign;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sample() -> Campaign {
    default_campaign().unwrap().campaign
}

fn office(region: &str, department: Department) -> Owner {
    Owner {
        region: region.parse().unwrap(),
        department,
    }
}

/// A lead received on Wednesday, 15 June 2022, with these steps, one a day from the 16th on.
fn lead(source: &str, steps: Vec<Handling>) -> Lead {
    let on = |n: usize| day("2022-06-16") + chrono::Days::new(n as u64);
    let step = |(n, handling): (usize, Handling)| Handled {
        seq: n as u64 + 1,
        on: on(n),
        by: "武汉人社".into(),
        handling,
    };
    Lead {
        id: "L1".into(),
        received: day("2022-06-15"),
        source: source.into(),
        number: String::new(),
        kind: None,
        about: "某公司".into(),
        target: None,
        phone: String::new(),
        region: "420106".parse().unwrap(),
        department: Department::Hr,
        taken_in: None,
        place: String::new(),
        what: "拖欠工资".into(),
        involved: Default::default(),
        deadline: None,
        prior: Vec::new(),
        evidence: Vec::new(),
        reporter: None,
        same_reporter: None,
        steps: steps.into_iter().enumerate().map(step).collect(),
    }
}

fn next(lead: &Lead) -> Option<LeadNext> {
    let agenda = Agenda::new(&Arc::new(sample()), &Memory::default());
    agenda.lead(&lead.standing())
}

fn forward() -> Handling {
    Handling::Forward {
        to: office("420200", Department::Mr),
        reason: "属地".into(),
    }
}

fn ask(until: &str) -> Handling {
    let until = day(until);
    Handling::Ask {
        what: "工资条".into(),
        until,
    }
}

fn resume() -> Handling {
    Handling::Resume {
        reason: "已补正".into(),
    }
}

fn undo(of: u64) -> Handling {
    let reason = String::new();
    Handling::Undo { of, reason }
}

fn close() -> Handling {
    Handling::Close {
        code: "true".into(),
        result: "已支付".into(),
    }
}

#[test]
fn five_working_days_from_the_receipt_wherever_it_goes() {
    let due = Some(Ok(day("2022-06-22")));
    let new = lead("12345", vec![]);
    let waits = next(&new).unwrap();
    assert_eq!((waits.wait, waits.due), (LeadWait::Decide, due));
    // Two working days to take it up, from the day it was forwarded.
    let away = lead("12345", vec![forward()]);
    let waits = next(&away).unwrap();
    assert_eq!(
        (waits.wait, waits.due),
        (LeadWait::Acknowledge, Some(Ok(day("2022-06-20"))))
    );
    assert_eq!(away.holder(), office("420200", Department::Mr));
    let there = lead("12345", vec![forward(), Handling::Acknowledge]);
    assert_eq!(
        (there.state(), next(&there).unwrap().due),
        (LeadState::Pending, due)
    );
    assert_eq!(there.holder(), away.holder());
    let reason = "不属管辖".to_owned();
    let back = lead("12345", vec![forward(), Handling::Return { reason }]);
    assert_eq!(
        (back.state(), back.holder(), next(&back).unwrap().due),
        (LeadState::Pending, new.holder(), due)
    );
}

#[test]
fn what_is_not_taken_up_in_time_is_back_with_whoever_forwarded_it() {
    let away = lead("12345", vec![forward()]).standing();
    let agenda = Agenda::new(&Arc::new(sample()), &Memory::default());
    assert!(!agenda.lead_is_back(&away, day("2022-06-20")));
    assert!(agenda.lead_is_back(&away, day("2022-06-21")));
    let operators = sample().operators;
    let who = |name: &str| operators.iter().find(|o| o.name == name).unwrap();
    let handles = |name, on| agenda.handles(&away, who(name), day(on));
    assert!(handles("黄石市监", "2022-06-20") && !handles("武汉人社", "2022-06-20"));
    assert!(handles("黄石市监", "2022-06-21") && handles("武汉人社", "2022-06-21"));
    // The office, not the place alone: the other department there has nothing to do with it.
    assert!(!handles("黄石人社", "2022-06-21") && !handles("武汉市监", "2022-06-21"));
}

#[test]
fn the_time_to_decide_rests_while_particulars_are_awaited_and_no_longer_than_given() {
    // Asked on the 16th, answered on the 17th: one working day.
    let answered = lead("12345", vec![ask("2022-06-24"), resume()]);
    assert_eq!(answered.state(), LeadState::Pending);
    assert_eq!(next(&answered).unwrap().due, Some(Ok(day("2022-06-23"))));
    let asked = lead("12345", vec![ask("2022-06-24")]);
    let waits = next(&asked).unwrap();
    assert_eq!(
        (waits.wait, waits.due),
        (LeadWait::Particulars, Some(Ok(day("2022-06-24"))))
    );
    // An answer after the day that was given: the rest ended with that day.
    let mut late = lead("12345", vec![ask("2022-06-17"), resume()]);
    late.steps[1].on = day("2022-06-21");
    assert_eq!(next(&late).unwrap().due, Some(Ok(day("2022-06-23"))));
}

#[test]
fn sixty_working_days_and_thirty_more_from_the_day_it_was_taken_up() {
    let taken = lead("12345", vec![Handling::Accept]);
    let calendar = crate::domain::calendar::Calendar::new(&sample(), &[]);
    let after = |days| Some(calendar.after_working_days(day("2022-06-16"), days));
    assert_eq!(next(&taken).unwrap().due, after(60));
    let reason = "案情复杂".to_owned();
    let longer = lead("12345", vec![Handling::Accept, Handling::Extend { reason }]);
    assert_eq!(next(&longer).unwrap().due, after(90));
    assert!(!longer.standing().ready().contains(&Deed::Extend));
    // Paused on the 17th, resumed on Monday the 20th: one working day more.
    let pause = Handling::Pause {
        code: "court".into(),
        reason: String::new(),
        until: day("2022-09-30"),
    };
    let mut paused = lead("12345", vec![Handling::Accept, pause, resume()]);
    assert_eq!(paused.standing().paused[0].to, day("2022-06-18"));
    paused.steps[2].on = day("2022-06-20");
    assert_eq!(
        (paused.state(), next(&paused).unwrap().due),
        (LeadState::Accepted, after(61))
    );
}

#[test]
fn its_source_tells_its_sort_and_the_sort_its_urgency() {
    let opinion = lead("网络舆情", vec![]);
    let waits = next(&opinion).unwrap();
    assert_eq!((waits.urgent, waits.due), (true, Some(Ok(day("2022-06-16")))));
    let mut given = lead("12345", vec![]);
    given.kind = Some("assigned".into());
    given.deadline = Some(day("2022-06-16"));
    let waits = next(&given).unwrap();
    assert_eq!((waits.urgent, waits.due), (true, Some(Ok(day("2022-06-16")))));
    assert!(!next(&lead("来信", vec![])).unwrap().urgent);
}

#[test]
fn an_undone_step_counts_no_more_and_stays_on_record() {
    let lead = lead("12345", vec![Handling::Accept, undo(1), forward(), undo(3)]);
    assert_eq!((lead.state(), lead.steps.len()), (LeadState::Pending, 4));
    assert_eq!(lead.effective().count(), 0);
    assert_eq!(lead.standing().accepted, None);
    assert_eq!(next(&lead).unwrap().due, Some(Ok(day("2022-06-22"))));
}

#[test]
fn whoever_reported_under_their_name_is_told_at_the_end_and_then_nothing_is_left() {
    let feedback = Handling::Feedback {
        on: day("2022-06-18"),
        how: "电话".into(),
        text: "已核实".into(),
    };
    let anonymous = lead("12345", vec![Handling::Accept, close()]);
    assert_eq!(next(&anonymous), None);
    let with = |steps| Lead {
        reporter: Some(Sealed("00".into())),
        ..lead("12345", steps)
    };
    let waits = next(&with(vec![Handling::Accept, close()])).unwrap();
    assert_eq!(
        (waits.wait, waits.due),
        (LeadWait::Feedback, Some(Ok(day("2022-06-24"))))
    );
    // What they are told on the way is not the end.
    let early = with(vec![Handling::Accept, feedback.clone(), close()]);
    assert_eq!(next(&early).unwrap().wait, LeadWait::Feedback);
    assert_eq!(next(&with(vec![Handling::Accept, close(), feedback])), None);
}

#[test]
fn whoever_reported_a_merged_lead_is_told_once_the_other_is_at_its_end() {
    use crate::domain::state::Write;
    let mut state = Memory::default();
    let campaign = Arc::new(sample());
    let merge = |into: &str| Handling::Merge { into: into.into() };
    let signed = Some(Sealed("00".into()));
    let own = |id: &str, steps| Lead {
        id: id.into(),
        reporter: signed.clone(),
        ..lead("12345", steps)
    };
    let first = own("L2", vec![merge("L3")]);
    state.put(&first);
    state.put(&own("L3", vec![merge("L4")]));
    state.put(&own("L4", vec![Handling::Accept]));
    let waits = |state: &Memory| Agenda::new(&campaign, state).lead(&first.standing());
    let open = |state: &Memory| {
        Agenda::new(&campaign, state)
            .open_leads(state)
            .into_iter()
            .map(|(id, ..)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(waits(&state), None);
    assert_eq!(open(&state), ["L4"]);
    state.put(&own("L4", vec![Handling::Accept, close()]));
    let next = waits(&state).unwrap();
    // Five working days from the end on Friday, 17 June, not from the day it was merged.
    assert_eq!(
        (next.wait, next.due),
        (LeadWait::Feedback, Some(Ok(day("2022-06-24"))))
    );
    assert_eq!(open(&state), ["L2", "L3", "L4"]);
    let told = Handling::Feedback {
        on: day("2022-06-18"),
        how: "电话".into(),
        text: "已核实".into(),
    };
    state.put(&own("L2", vec![merge("L3"), told]));
    assert_eq!(open(&state), ["L3", "L4"]);
    let merged = Lead::merged_with(&state, "L4");
    assert_eq!(merged.iter().map(|lead| &*lead.id).collect::<Vec<_>>(), ["L3"]);
}

#[test]
fn a_referral_keeps_its_time_and_the_polices_answer_leads_on() {
    let refer = || Handling::Refer {
        authority: "市公安局".into(),
        what: "涉嫌诈骗".into(),
        officers: vec!["A1".into(), "A2".into()],
    };
    let answered = |accepted| Handling::Answered {
        follow_up: "L1-F01".into(),
        accepted,
    };
    let accepted = lead("12345", vec![Handling::Accept, refer()]);
    let waits = next(&accepted).unwrap();
    let limit = next(&lead("12345", vec![Handling::Accept])).unwrap().due;
    assert_eq!((waits.wait, waits.due), (LeadWait::Referral, limit));
    // Without being taken up before, its time runs from the referral.
    assert!(next(&lead("12345", vec![refer()])).unwrap().day().is_some());
    let taken = lead("12345", vec![Handling::Accept, refer(), answered(true)]);
    let waits = next(&taken).unwrap();
    assert_eq!(
        (taken.state(), waits.wait, waits.due),
        (LeadState::Referred, LeadWait::Close, limit)
    );
    let refused = lead("12345", vec![Handling::Accept, refer(), answered(false)]);
    assert_eq!(refused.state(), LeadState::Accepted);
    assert_eq!(
        lead("12345", vec![refer(), answered(false)]).state(),
        LeadState::Pending
    );
}

#[test]
fn a_year_without_holidays_is_said_and_hides_nothing() {
    let with = |received: &str, deadline: Option<&str>, steps| Lead {
        received: day(received),
        deadline: deadline.map(day),
        ..lead("12345", steps)
    };
    let new = with("2031-01-03", None, vec![]);
    assert_eq!(next(&new).unwrap().due, Some(Err(UnknownYear(2031))));
    // A later last day that can be told does not hide one that cannot; an earlier one counts.
    let due = |deadline| next(&with("2031-01-03", Some(deadline), vec![])).unwrap().due;
    assert_eq!(due("2031-06-30"), Some(Err(UnknownYear(2031))));
    assert_eq!(due("2030-12-31"), Some(Ok(day("2030-12-31"))));
    use crate::domain::state::Write;
    let mut state = Memory::default();
    let agenda = Agenda::new(&Arc::new(sample()), &state);
    state.put(&Lead {
        id: "L9".into(),
        ..new
    });
    state.put(&with("2022-06-15", Some("2031-03-01"), vec![Handling::Accept]));
    let ids: Vec<String> = agenda.open_leads(&state).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(
        ids,
        ["L1", "L9"],
        "what may run out in a year stands before its end"
    );
    let mut away = with("2030-12-30", None, vec![forward()]);
    away.steps[0].on = day("2030-12-30");
    assert!(!agenda.lead_is_back(&away.standing(), day("2029-12-31")));
    assert!(agenda.lead_is_back(&away.standing(), day("2031-01-02")));
}

#[test]
fn the_index_knows_how_every_open_lead_stands() {
    use crate::domain::state::Write;
    let mut state = Memory::default();
    let open = lead("12345", vec![forward()]);
    let mut ended = lead("12345", vec![Handling::Accept, close()]);
    ended.id = "L2".into();
    state.put(&open);
    state.put(&ended);
    assert_eq!(Lead::open(&state), vec![("L1".to_owned(), open.standing())]);
}
