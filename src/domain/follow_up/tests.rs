//! The states of a matter, its clocks, its faults, and how the ledger and the visit's record make one figure.

use std::path::Path;

use chrono::{NaiveDateTime, Utc};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::campaign::Campaign;
use crate::domain::inspection::Measures;
use crate::domain::time::Now;

/// Every fault that the rules of the ledger can find.
pub(in crate::domain) const FAULTS: [&str; 24] = [
    "in-the-future",
    "too-early",
    "empty",
    "zero",
    "unknown-violation",
    "not-in-force",
    "unknown-fine",
    "precondition-unshown",
    "nothing-found",
    "needs-a-base",
    "range-needs-a-reason",
    "officer-twice",
    "task-force",
    "unknown-officer",
    "certificate-now",
    "must-stay-away",
    "unknown-grade",
    "list-has-no-grade",
    "same-grade",
    "no-risk-grade",
    "given-by-the-clock",
    "not-later",
    "too-much",
    "before-the-decision",
];

fn day(text: &str) -> NaiveDate {
    format!("2022-{text}").parse().unwrap()
}

fn moment(text: &str) -> NaiveDateTime {
    format!("2022-{text}:00").parse().unwrap()
}

fn campaign() -> Campaign {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/campaign.toml");
    let mut campaign: Campaign = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let holidays = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/holidays-cn.csv");
    let mut rows = csv::Reader::from_path(holidays).unwrap();
    campaign.holidays = rows.deserialize().map(Result::unwrap).collect();
    campaign
}

fn matter(kind: Kind) -> Matter {
    let (what, authority) = ("事由".to_owned(), "武汉市公安局".to_owned());
    match kind {
        Kind::Order => Matter::Order {
            what,
            violation: None,
            deadline: day("06-24"),
        },
        Kind::Case => Matter::Case {
            number: "武人社监立〔2022〕1号".to_owned(),
            violation: "unlicensed-brokerage".to_owned(),
            filed: day("06-14"),
        },
        Kind::Refund => Matter::Refund {
            what,
            yuan: 3000,
            people: 2,
            deadline: day("06-30"),
        },
        Kind::Fine => Matter::Fine {
            violation: "unfiled-or-unreported".to_owned(),
            fine: "fine".to_owned(),
            precondition: "复查未改正".to_owned(),
            of: None,
            yuan: 6000,
            confiscated: 0,
            departs: String::new(),
            decision: "武人社罚〔2022〕1号".to_owned(),
            decided: day("06-15"),
            deadline: day("06-30"),
        },
        Kind::Referral => Matter::Referral {
            to: Receiver::Police,
            authority,
            what,
            officers: vec!["A1".to_owned(), "A2".to_owned()],
        },
        Kind::Notice => Matter::Notice {
            to: Receiver::Other,
            authority,
            what,
        },
        Kind::Credit => Matter::Credit {
            scale: Scale::Risk,
            from: "B".to_owned(),
            to: "D".to_owned(),
            what,
        },
        Kind::Major => Matter::Major { what },
        Kind::Typical => Matter::Typical { what },
    }
}

fn begun(kind: Kind) -> FollowUp {
    FollowUp {
        lead: None,
        id: "B-0001-F01".to_owned(),
        task: "B-0001".to_owned(),
        target: "T".to_owned(),
        name: "T".to_owned(),
        unit: "420100".parse().unwrap(),
        matter: matter(kind),
        owner: Owner {
            region: "420106".parse().unwrap(),
            department: Department::Hr,
        },
        opened_on: day("06-14"),
        opened_by: "张三".to_owned(),
        steps: Vec::new(),
    }
}

fn with(kind: Kind, steps: &[Advance]) -> FollowUp {
    let taken = |(seq, advance): (u64, &Advance)| Taken {
        seq,
        on: day("06-15"),
        by: "李四".to_owned(),
        department: Department::Hr,
        advance: advance.clone(),
    };
    FollowUp {
        steps: (1..).zip(steps).map(taken).collect(),
        ..begun(kind)
    }
}

fn recheck(corrected: bool) -> Advance {
    Advance::Recheck {
        on: day("06-15"),
        corrected,
        seen: "已看".to_owned(),
    }
}

fn decide(approve: bool) -> Advance {
    Advance::Decide {
        approve,
        at: moment("06-15T10:30"),
        reason: "理由".to_owned(),
    }
}

fn send() -> Advance {
    Advance::Send {
        at: moment("06-15T16:00"),
        attachments: vec!["调查报告".to_owned()],
        receipt: "回执1".to_owned(),
    }
}

fn answer() -> Advance {
    Advance::Answer {
        on: day("06-17"),
        accepted: true,
        text: "立案".to_owned(),
    }
}

fn pay(yuan: u64, people: u32) -> Advance {
    Advance::Pay {
        on: day("06-15"),
        yuan,
        people,
    }
}

fn more_time(to: Option<&str>) -> Advance {
    Advance::Extend {
        to: to.map(day),
        reason: "理由".to_owned(),
    }
}

fn finish() -> Advance {
    Advance::Finish {
        on: day("06-15"),
        result: "处罚".to_owned(),
        banned: false,
        revoked: true,
    }
}

fn withdraw() -> Advance {
    Advance::Withdraw {
        reason: "登记有误".to_owned(),
    }
}

#[rstest]
#[case(Kind::Order, &[], FollowUpState::Open, Some(Need::Recheck))]
#[case(Kind::Order, &[recheck(true)], FollowUpState::Done, None)]
#[case(Kind::Order, &[recheck(false)], FollowUpState::Failed, None)]
#[case(Kind::Case, &[more_time(None)], FollowUpState::Open, Some(Need::Finish))]
#[case(Kind::Case, &[finish()], FollowUpState::Done, None)]
#[case(Kind::Refund, &[pay(3000, 1)], FollowUpState::Open, Some(Need::Pay))]
#[case(Kind::Refund, &[pay(1000, 1), pay(2000, 1)], FollowUpState::Done, None)]
#[case(Kind::Fine, &[pay(5999, 0)], FollowUpState::Open, Some(Need::Pay))]
#[case(Kind::Fine, &[pay(6000, 0)], FollowUpState::Done, None)]
#[case(Kind::Referral, &[], FollowUpState::Proposed, Some(Need::Decide))]
#[case(Kind::Referral, &[decide(false)], FollowUpState::Refused, None)]
#[case(Kind::Referral, &[decide(true)], FollowUpState::Open, Some(Need::Send))]
#[case(Kind::Referral, &[decide(true), send()], FollowUpState::Sent, Some(Need::Answer))]
#[case(Kind::Referral, &[decide(true), send(), answer()], FollowUpState::Done, None)]
#[case(Kind::Notice, &[send()], FollowUpState::Done, None)]
#[case(Kind::Typical, &[decide(true), send()], FollowUpState::Done, None)]
#[case(Kind::Credit, &[decide(true), send(), withdraw()], FollowUpState::Withdrawn, None)]
fn the_steps_taken_give_the_state_and_what_comes_next(
    #[case] kind: Kind,
    #[case] steps: &[Advance],
    #[case] state: FollowUpState,
    #[case] need: Option<Need>,
) {
    let (of, campaign) = (with(kind, steps), campaign());
    let calendar = Calendar::new(&campaign, &[]);
    assert_eq!(of.state(), state);
    assert_eq!(next(&of, &campaign.clocks, &calendar).map(|n| n.need), need);
}

#[rstest]
#[case(Kind::Order, &[], "2022-07-01")]
#[case(Kind::Order, &[more_time(Some("07-08"))], "2022-07-15")]
#[case(Kind::Case, &[], "2022-09-06")]
#[case(Kind::Case, &[more_time(None)], "2022-10-24")]
#[case(Kind::Refund, &[], "2022-06-30")]
#[case(Kind::Referral, &[], "2022-06-17")]
#[case(Kind::Referral, &[decide(true)], "2022-06-16 10:30")]
#[case(Kind::Referral, &[decide(true), send()], "2022-06-20")]
#[case(Kind::Major, &[], "2022-06-15")]
fn every_clock_ends_on_its_day(#[case] kind: Kind, #[case] steps: &[Advance], #[case] due: &str) {
    let (of, campaign) = (with(kind, steps), campaign());
    let calendar = Calendar::new(&campaign, &[]);
    let next = next(&of, &campaign.clocks, &calendar).unwrap();
    assert_eq!(next.due.unwrap().to_string(), due);
}

#[test]
fn a_year_without_holidays_is_said_and_not_guessed() {
    let mut campaign = campaign();
    campaign.holidays.retain(|h| h.date < day("01-01"));
    let calendar = Calendar::new(&campaign, &[]);
    let next = next(&begun(Kind::Case), &campaign.clocks, &calendar).unwrap();
    assert_eq!(next.due, Some(Due::Unknown(2022)));
    assert!(!next.due.unwrap().is_over(now("12-31")));
}

fn now(text: &str) -> Now {
    Now {
        at: Utc::now(),
        today: day(text),
    }
}

#[test]
fn twenty_four_hours_end_with_their_minute() {
    let due = Due::Moment(moment("06-16T10:30"));
    let live = |text: &str| Now {
        at: format!("2022-06-16T{text}:00Z").parse().unwrap(),
        today: day("06-16"),
    };
    assert!(!due.is_over(live("02:30")), "10:30 in Shanghai");
    assert!(due.is_over(live("02:31")));
    assert!(!due.is_over(now("06-16")), "a rehearsal knows days only");
    assert!(due.is_over(now("06-17")));
}

#[test]
fn steps_are_refused_for_what_they_lack() {
    let faults = |of: &FollowUp, advance: &Advance| {
        let problems = advance_problems(of, advance, now("06-20"));
        problems.into_iter().map(|p| p.fault).collect::<Vec<_>>()
    };
    assert!(faults(&begun(Kind::Order), &recheck(true)).is_empty());
    let early = Advance::Recheck {
        on: day("06-13"),
        corrected: true,
        seen: " ".to_owned(),
    };
    assert_eq!(faults(&begun(Kind::Order), &early), ["too-early", "empty"]);
    assert_eq!(
        faults(&begun(Kind::Order), &more_time(Some("06-24"))),
        ["not-later"]
    );
    assert_eq!(
        faults(&begun(Kind::Case), &more_time(Some("12-01"))),
        ["given-by-the-clock"]
    );
    assert_eq!(faults(&begun(Kind::Fine), &pay(6001, 0)), ["too-much"]);
    assert_eq!(faults(&begun(Kind::Refund), &pay(1, 3)), ["too-much"]);
    assert_eq!(faults(&begun(Kind::Refund), &pay(0, 0)), ["zero"]);
    let bare = Advance::Send {
        at: moment("06-15T10:00"),
        attachments: vec![" ".to_owned()],
        receipt: "1".to_owned(),
    };
    assert_eq!(
        faults(&with(Kind::Referral, &[decide(true)]), &bare),
        ["before-the-decision", "empty"]
    );
}

#[test]
fn a_grade_written_back_stands_until_the_registry_says_another() {
    use crate::domain::scope::KeywordSet;
    use crate::domain::target::{Grade, Target};
    let registered = |grade| Target {
        id: "T".to_owned(),
        name: "T".to_owned(),
        region: "420106".parse().unwrap(),
        grade,
        regraded: None,
        status: "存续".to_owned(),
        affirmed: KeywordSet::default(),
        excluded: KeywordSet::default(),
        last_visit: None,
    };
    let mut target = registered(Some(Grade::B));
    target.regrade(Some(Grade::D));
    assert_eq!(target.grade, Some(Grade::D));
    let same = target.clone().updated_by(registered(Some(Grade::B)));
    assert_eq!(same.grade, Some(Grade::D), "the registry has not caught up");
    let newer = target.clone().updated_by(registered(Some(Grade::C)));
    assert_eq!((newer.grade, newer.regraded), (Some(Grade::C), None));
    target.regrade(None);
    assert_eq!(
        (target.grade, target.regraded),
        (Some(Grade::B), None),
        "withdrawn"
    );
}

fn fines(amounts: &[u64]) -> Vec<FollowUp> {
    let one = |yuan: &u64| {
        let mut of = begun(Kind::Fine);
        if let Matter::Fine { yuan: own, .. } = &mut of.matter {
            *own = *yuan;
        }
        of
    };
    amounts.iter().map(one).collect()
}

proptest! {
    #[test]
    fn the_record_speaks_until_the_ledger_covers_it(recorded in 0_u64..1000, amounts in prop::collection::vec(1_u64..400, 0..6)) {
        let ledger = fines(&amounts);
        let covered = Covered::of(&ledger);
        let sum: u64 = amounts.iter().sum();
        prop_assert_eq!((covered.entered.fine_yuan, covered.standing.fine_yuan), (sum, sum));
        let told = figure(recorded, covered.entered.fine_yuan, covered.standing.fine_yuan);
        prop_assert_eq!(told, recorded.max(sum));
        let lacks = owed(&Measures { fine_yuan: recorded, ..Measures::default() }, &ledger);
        prop_assert_eq!(lacks.contains(&Kind::Fine), sum < recorded);
    }

    #[test]
    fn what_is_withdrawn_counts_no_more(recorded in 0_u64..100, kept in 0_u64..400, gone in 1_u64..400) {
        let mut ledger = fines(&[kept.max(1), gone + 100]);
        ledger[1].steps = with(Kind::Fine, &[withdraw()]).steps;
        let covered = Covered::of(&ledger);
        let told = figure(recorded, covered.entered.fine_yuan, covered.standing.fine_yuan);
        prop_assert_eq!(told, kept.max(1));
    }
}

#[test]
fn referrals_and_notices_count_once_they_are_sent() {
    let sent = |of: &FollowUp| Covered::of(std::slice::from_ref(of)).standing;
    assert_eq!(sent(&begun(Kind::Referral)).to_police, 0);
    assert_eq!(sent(&with(Kind::Referral, &[decide(true), send()])).to_police, 1);
    assert_eq!(sent(&begun(Kind::Notice)).notified, 0);
    assert_eq!(sent(&with(Kind::Notice, &[send()])).notified, 1);
    assert_eq!(sent(&with(Kind::Case, &[finish()])).revoked, 1);
    assert_eq!(sent(&begun(Kind::Order)).orders, 1);
}

#[test]
fn what_is_written_is_read_back() {
    let steps = [
        recheck(false),
        more_time(Some("07-08")),
        pay(1, 1),
        decide(true),
        send(),
        answer(),
        finish(),
        withdraw(),
        Advance::Hand {
            to: begun(Kind::Order).owner,
            reason: "属地办理".to_owned(),
        },
    ];
    for kind in Kind::ALL {
        let of = with(kind, &steps);
        let text = serde_json::to_string(&of).unwrap();
        assert_eq!(serde_json::from_str::<FollowUp>(&text).unwrap(), of);
    }
}
