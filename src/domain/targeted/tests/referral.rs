//! 移送公安 of a lead: approved by another, answered, or come to nothing.

use serde_json::json;

use super::*;
use crate::domain::follow_up::{Advance, FollowUp, FollowUpState};

impl Town {
    fn refer(&mut self) -> Result<(), Refusal> {
        self.handle(
            "L1",
            Handling::Refer {
                authority: "武汉市公安局".into(),
                what: "涉嫌诈骗".into(),
                officers: vec!["A1".into(), "A2".into()],
            },
        )
    }

    fn advance(&mut self, by: &str, advance: Advance) -> Result<(), Refusal> {
        let follow_up = "L1-F01".into();
        self.submit(by, Command::AdvanceFollowUp { follow_up, advance })
    }
}

#[test]
fn a_referral_is_approved_by_another_and_closed_once_answered() {
    let mut town = Town::new();
    town.refer().unwrap();
    let of: FollowUp = town.state.get("L1-F01").unwrap();
    assert_eq!(
        (of.task.as_str(), of.lead.as_deref(), of.target.as_str()),
        ("", Some("L1"), TARGET)
    );
    assert_eq!(FollowUp::of_lead(&town.state, "L1").len(), 1);
    assert!(FollowUp::of_task(&town.state, "").is_empty());
    assert_eq!(town.state_of("L1"), LeadState::Referred);
    assert!(matches!(
        town.close().unwrap_err(),
        Refusal::LeadReferralOpen {
            state: FollowUpState::Proposed,
            ..
        }
    ));
    let at = day("06-20").and_hms_opt(0, 0, 0).unwrap();
    let yes = Advance::Decide {
        approve: true,
        at,
        reason: String::new(),
    };
    town.state
        .change::<Operator>("甲", |operator| operator.roles.push(Role::Review));
    assert!(matches!(
        town.advance("甲", yes.clone()).unwrap_err(),
        Refusal::SamePerson { .. }
    ));
    town.advance("乙", yes).unwrap();
    assert!(matches!(town.undo("L1").unwrap_err(), Refusal::NotItsTurn { .. }));
    let (attachments, receipt) = (vec!["线索登记表".into()], "回执".into());
    town.advance(
        "甲",
        Advance::Send {
            at,
            attachments,
            receipt,
        },
    )
    .unwrap();
    let answer = json!({"step": "answer", "accepted": true, "on": "2022-06-20", "text": "立案"});
    let answer = serde_json::from_value(answer).unwrap();
    town.advance("甲", answer).unwrap();
    assert!(town.lead("L1").standing().answered.is_some());
    assert!(matches!(
        town.undo("L1").unwrap_err(),
        Refusal::LeadNotLast { last: None, .. }
    ));
    town.close().unwrap();
    assert_eq!(town.state_of("L1"), LeadState::Closed);
}

#[test]
fn a_referral_that_comes_to_nothing_gives_the_lead_back() {
    let mut town = Town::new();
    town.handle("L1", Handling::Accept).unwrap();
    town.refer().unwrap();
    let at = day("06-20").and_hms_opt(0, 0, 0).unwrap();
    let no = Advance::Decide {
        approve: false,
        at,
        reason: "证据不足".into(),
    };
    town.advance("乙", no).unwrap();
    assert_eq!(town.state_of("L1"), LeadState::Accepted);
    let steps = town.lead("L1").steps;
    assert_eq!(
        steps
            .iter()
            .filter(|s| matches!(s.handling, Handling::Unreferred { .. }))
            .count(),
        1
    );
    // Undone while nobody has approved it, it is withdrawn, and nothing more stands on the lead.
    let mut town = Town::new();
    town.refer().unwrap();
    town.undo("L1").unwrap();
    let of: FollowUp = town.state.get("L1-F01").unwrap();
    assert_eq!(
        (of.state(), town.state_of("L1")),
        (FollowUpState::Withdrawn, LeadState::Pending)
    );
    assert_eq!(town.lead("L1").steps.len(), 2);
}
