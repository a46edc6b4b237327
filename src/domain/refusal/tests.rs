//! Every refusal and every problem is said in both languages, without a raw key or an argument left open.

use super::*;
use crate::domain::trouble::{Named, Shortfall};
use crate::domain::visit_rules::FAULTS;
use crate::draw::feasible::Remedy;
use crate::lang::Lang;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 6, 12).unwrap()
}

fn window() -> Window {
    Window {
        from: day(),
        to: day(),
    }
}

/// One refusal of each kind. A new variant does not compile here until it has its place in the list.
fn one_of_each() -> Vec<Refusal> {
    use Refusal::*;
    let text = || "X-1".to_owned();
    let (region, who) = ("420100".parse().unwrap(), || {
        vec!["张三".to_owned(), "李四".to_owned()]
    });
    let (act, party, day, window) = (Act::Visit, Department::Mr, day(), window());
    let (stage, needs) = (Stage::Frozen, Stage::Planned);
    let problem = |fault: &'static str| Problem {
        field: "answers.RS01".to_owned(),
        fault,
        detail: if fault == "department-missing" {
            party.key().to_owned()
        } else {
            text()
        },
    };
    let all = vec![
        OutsideWindow {
            act,
            day,
            windows: vec![window, window],
        },
        LateNeedsReason { act, day, window },
        NoCampaign,
        CampaignExists { id: text() },
        UnsoundCampaign {
            fault: crate::domain::campaign::Unsound::new(text(), "twice", text()),
        },
        UnknownOperator {
            name: text(),
            known: who(),
        },
        UnknownLogin {
            os_user: text(),
            known: Vec::new(),
        },
        LacksRole {
            operator: text(),
            role: Role::Draw,
            who: who(),
        },
        OutOfReach {
            operator: text(),
            unit: region,
            region,
            who: Vec::new(),
        },
        NotFound {
            what: "task",
            id: text(),
            known: who(),
        },
        NotAUnit { region },
        BatchExists { batch: text() },
        BadName { name: text() },
        BadValue { value: text() },
        NoChecklist,
        VersionTaken {
            item: text(),
            version: 1,
        },
        LastAdmin,
        OrderMissing,
        WrongStage {
            batch: text(),
            act,
            stage,
            needs,
        },
        WrongState {
            task: text(),
            act,
            state: TaskState::Drawn,
            needs: TaskState::ALL.to_vec(),
        },
        SamePerson {
            act,
            operator: text(),
            did: "step.commit".to_owned(),
        },
        SameDepartment {
            act,
            department: party,
            who: who(),
        },
        OtherParty {
            party,
            operator: text(),
            who: who(),
        },
        EmptyPool { left_out: 3 },
        PlanImpossible { why: shortage() },
        BadCommitment,
        BadSecret,
        AlreadyCommitted { party },
        PublicNotAnnounced,
        PublicFixed { sources: text() },
        SourceTwice { source: text() },
        WhichSource { announced: who() },
        RedrawUnsaid { batch: text() },
        NotRedrawable { batch: text() },
        OverlapUndecided {
            targets: 2,
            some: who(),
        },
        OverlapDrawn {
            targets: 2,
            some: who(),
        },
        SaltMissing,
        UnknownReason {
            reason: text(),
            known: who(),
        },
        LeadKnown { lead: text() },
        LeadNotReady {
            lead: text(),
            deed: Deed::Forward,
            state: LeadState::Accepted,
            on: day,
            by: text(),
            ready: vec![Deed::Close],
        },
        LeadElsewhere {
            lead: text(),
            department: Department::Mr,
            region,
            who: who(),
        },
        LeadNobody {
            region,
            department: Department::Mr,
        },
        LeadNotLast {
            lead: text(),
            of: 3,
            last: Some(4),
        },
        LeadAnonymous { lead: text() },
        LeadThere {
            lead: text(),
            region,
            department: Department::Mr,
        },
        LeadItself { lead: text() },
        LeadTaskOpen {
            lead: text(),
            task: text(),
            state: TaskState::Assigned,
        },
        LeadTaskBegun {
            lead: text(),
            task: text(),
            state: TaskState::Inspecting,
        },
        LeadReferralOpen {
            lead: text(),
            follow_up: text(),
            state: FollowUpState::Sent,
        },
        NotDrawn {
            task: text(),
            act,
            lead: text(),
        },
        LeadMerged {
            lead: text(),
            into: text(),
        },
        BadEvidence { act },
        Hidden {
            field: text(),
            found: text(),
            near: text(),
        },
        NoReviewer {
            act,
            department: party,
            who: who(),
        },
        Exhausted { stratum: text() },
        DrawOpen { batch: text() },
        Unclaimed {
            tasks: 2,
            some: who(),
        },
        NotInTeam {
            task: text(),
            officer: text(),
            team: who(),
        },
        NoReplacement {
            officer: text(),
            excluded: [("officer-out.off-duty", 2)].into(),
        },
        CeremonyIncomplete {
            missing: vec!["step.roster", "step.reveal-mr"],
        },
        AlreadyDone { part: "step.reveal" },
        ValueRecorded { source: text() },
        RevealMismatch { party },
        MatchRevealMismatch { party },
        NothingToDo { act, batch: text() },
        MatchInfeasible { why: shortage() },
        ReasonMissing { act },
        Unsound {
            of: text(),
            problems: crate::domain::follow_up::FAULTS
                .into_iter()
                .chain(crate::domain::targeted::FAULTS)
                .map(problem)
                .collect(),
        },
        NotItsTurn {
            follow_up: text(),
            need: Need::Pay,
            state: FollowUpState::Sent,
            ready: vec![Need::Answer],
        },
        Unsettled {
            task: text(),
            open: who(),
            missing: Kind::ALL.to_vec(),
            failed: who(),
        },
        Incomplete {
            task: text(),
            problems: FAULTS.into_iter().map(problem).collect(),
        },
        NewerVersion {
            task: text(),
            based_on: 1,
            newest: 2,
            by: text(),
            on: day,
        },
        OutcomeStands {
            task: text(),
            outcome: Outcome::NoActivity,
            source: String::new(),
            verified: false,
        },
        MustReplace {
            task: text(),
            outcome: Outcome::Closed,
            until: day,
            source: text(),
            verified: false,
        },
        BlobMissing { hash: text() },
        EmptyFile { file: text() },
        BadOrder {
            missing: who(),
            wrong: who(),
        },
        NoIndicators,
        NoExtension { to: day },
        crate::domain::bundle::Fault::NoOwnKeys.into(),
    ];
    for refusal in &all {
        match refusal {
            OutsideWindow { .. } | LateNeedsReason { .. } | NoCampaign | CampaignExists { .. } => {}
            UnsoundCampaign { .. } | UnknownOperator { .. } | UnknownLogin { .. } | LacksRole { .. } => {}
            OutOfReach { .. } | NotFound { .. } | NotAUnit { .. } | BatchExists { .. } | BadName { .. } => {}
            BadValue { .. } | NoChecklist | VersionTaken { .. } | LastAdmin | OrderMissing => {}
            WrongStage { .. } | WrongState { .. } | SamePerson { .. } | SameDepartment { .. } => {}
            OtherParty { .. } | EmptyPool { .. } | PlanImpossible { .. } | BadCommitment | BadSecret => {}
            SourceTwice { .. } | WhichSource { .. } | RedrawUnsaid { .. } => {}
            NotRedrawable { .. } | OverlapUndecided { .. } | OverlapDrawn { .. } | SaltMissing => {}
            UnknownReason { .. }
            | BadEvidence { .. }
            | Hidden { .. }
            | Exhausted { .. }
            | Unclaimed { .. } => {}
            LeadKnown { .. }
            | LeadNotReady { .. }
            | LeadElsewhere { .. }
            | LeadNobody { .. }
            | LeadNotLast { .. }
            | LeadAnonymous { .. }
            | LeadThere { .. }
            | LeadItself { .. }
            | LeadMerged { .. }
            | LeadTaskOpen { .. }
            | LeadTaskBegun { .. }
            | LeadReferralOpen { .. }
            | NotDrawn { .. } => {}
            NoReviewer { .. } | NotInTeam { .. } | NoReplacement { .. } | DrawOpen { .. } => {}
            AlreadyCommitted { .. } | PublicNotAnnounced | PublicFixed { .. } | CeremonyIncomplete { .. } => {
            }
            AlreadyDone { .. }
            | ValueRecorded { .. }
            | RevealMismatch { .. }
            | MatchRevealMismatch { .. }
            | NothingToDo { .. }
            | MatchInfeasible { .. } => {}
            ReasonMissing { .. }
            | Incomplete { .. }
            | Unsound { .. }
            | NotItsTurn { .. }
            | Unsettled { .. }
            | NewerVersion { .. }
            | OutcomeStands { .. }
            | MustReplace { .. }
            | BlobMissing { .. }
            | EmptyFile { .. }
            | BadOrder { .. }
            | NoIndicators
            | NoExtension { .. }
            | Bundle { .. } => {}
        }
    }
    all
}

/// The text has no key and no argument left in it.
fn said(text: &str) {
    assert!(!text.contains("%{"), "{text}");
    for (at, dot) in text.match_indices('.') {
        let before = text[..at].chars().next_back();
        let after = text[at + dot.len()..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        assert!(!(inside(before) && inside(after)), "a raw key in: {text}");
    }
}

#[test]
fn every_refusal_says_what_is_wrong_and_what_to_do() {
    for lang in [Lang::Zh, Lang::En] {
        for refusal in one_of_each() {
            let words = refusal.words(lang);
            assert!(!words.what.is_empty() && !words.cure.is_empty(), "{refusal:?}");
            said(&refusal.text(lang));
        }
    }
}

#[test]
fn every_fault_of_a_bundle_is_said() {
    use crate::domain::bundle::Fault;
    let office = || "420100-hr".parse().unwrap();
    let about = || "task:X-1".to_owned();
    let all = [
        Fault::NoOwnKeys,
        Fault::OwnKeys { office: office() },
        Fault::UnknownOffice { office: office() },
        Fault::OtherKeys { office: office() },
        Fault::BadKeys { office: office() },
        Fault::NothingNew,
        Fault::NotForUs {
            to: office(),
            own: office(),
        },
        Fault::Missing {
            from: office(),
            first: 1,
            last: 2,
        },
        Fault::OtherCampaign {
            id: about(),
            own: about(),
        },
        Fault::Outside {
            from: office(),
            seq: 7,
            about: about(),
        },
        Fault::Rewritten {
            office: office(),
            seq: 7,
        },
        Fault::Unrooted {
            office: office(),
            seq: 7,
            about: about(),
        },
        Fault::NoConflict {
            about: about(),
            known: vec![about()],
        },
        Fault::Incomplete {
            about: about(),
            from: office(),
        },
    ];
    for fault in all {
        let refusal = Refusal::from(fault.clone());
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(
            (json["code"].as_str(), json["why"].as_str()),
            (Some("bundle"), Some(fault.why()))
        );
        for lang in [Lang::Zh, Lang::En] {
            let words = refusal.words(lang);
            assert!(!words.what.is_empty() && !words.cure.is_empty());
            let text = refusal.text(lang);
            assert!(!text.contains("%{") && !text.contains("refusal."), "{text}");
        }
    }
}

#[test]
fn a_refusal_is_known_by_its_code() {
    let codes: std::collections::BTreeSet<String> = one_of_each().iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), one_of_each().len());
    assert!(codes.contains("outside-window") && !codes.contains(""));
}

#[test]
fn the_calendars_refusal_gives_day_windows_source_and_cure() {
    let refusal = &one_of_each()[0];
    let words = refusal.words(Lang::Zh);
    assert_eq!(words.what, "2022-06-12 不能实施检查。");
    assert_eq!(
        words.rule,
        "期限为 2022-06-12 至 2022-06-12或2022-06-12 至 2022-06-12（通知二；日历）。"
    );
    assert!(words.cure.contains("延长期限"));
    let words = refusal.words(Lang::En);
    assert_eq!(words.what, "On 2022-06-12 it is not possible to visit a target.");
    assert!(words.rule.contains("2022-06-12 to 2022-06-12 or "));
}

#[test]
fn every_act_state_stage_role_and_department_has_a_name() {
    let keys = Act::ALL.map(Act::key).into_iter();
    let keys = keys.chain(TaskState::ALL.map(TaskState::key));
    let keys = keys.chain(Department::ALL.map(Department::key));
    for key in keys {
        for lang in [Lang::Zh, Lang::En] {
            let name = lang.word(key);
            assert!(!name.contains(key), "{key} has no name");
        }
    }
}

#[test]
fn every_problem_is_said_with_its_field_in_both_languages() {
    let others = crate::domain::follow_up::FAULTS
        .into_iter()
        .chain(crate::domain::targeted::FAULTS);
    for fault in FAULTS.into_iter().chain(others) {
        for (lang, field) in [(Lang::Zh, "检查人员"), (Lang::En, "officers present")] {
            let (name, detail) = ("present".to_owned(), "department.mr".to_owned());
            let problem = Problem {
                field: name,
                fault,
                detail: if fault == "department-missing" {
                    detail
                } else {
                    "X".to_owned()
                },
            };
            let text = problem.text(lang);
            said(&text);
            assert!(text.starts_with(field), "{text}");
        }
    }
}

/// A shortage with every reason and every remedy.
fn shortage() -> Trouble {
    let excluded = [
        "officer-out.certificate",
        "officer-out.off-duty",
        "officer-out.cap",
        "officer-out.conflict",
    ];
    let named = |id: String| Named {
        name: format!("name of {id}"),
        id,
    };
    let shortfall = Shortfall {
        pool: named("420100".to_owned()),
        department: Department::Hr,
        tasks: (1..=12).map(|n| named(format!("T{n}"))).collect(),
        officers: (1..=3).map(|n| named(format!("A{n}"))).collect(),
        missing: 2,
        excluded: excluded.map(|key| (key, vec![named("A9".to_owned())])).into(),
        remedies: vec![
            Remedy::RaiseCap { cap: 14 },
            Remedy::Merge {
                pool: "420200".to_owned(),
            },
            Remedy::AddOfficers { officers: 1, cap: 12 },
        ],
    };
    Trouble::Shortage {
        shortfalls: vec![shortfall],
    }
}

#[test]
fn a_shortage_names_the_first_and_counts_the_rest() {
    for lang in [Lang::Zh, Lang::En] {
        let text = shortage().text(lang);
        for part in [
            "420100 name of 420100",
            "12",
            "T3 name of T3",
            "9",
            "A3 name of A3",
            "2",
        ] {
            assert!(text.contains(part), "no {part} in {text}");
        }
        assert!(!text.contains("T4") && !text.contains("A9"), "{text}");
    }
    let all = serde_json::to_value(shortage()).unwrap();
    let shortfall = &all["shortfalls"][0];
    assert_eq!(shortfall["tasks"].as_array().map(Vec::len), Some(12));
    assert_eq!(shortfall["tasks"][11]["name"], "name of T12");
    assert_eq!(shortfall["excluded"]["officer-out.cap"][0]["id"], "A9");
}

#[test]
fn every_trouble_has_its_words() {
    let all = [
        Trouble::Exempt,
        Trouble::FloorsExceed { floors: 9, places: 4 },
        Trouble::TooFewTargets {
            targets: 4,
            places: 9,
        },
        shortage(),
        Trouble::Bans,
        Trouble::Unsettled,
        Trouble::Other { code: "plan_size" },
    ];
    for trouble in all {
        for lang in [Lang::Zh, Lang::En] {
            let text = trouble.text(lang);
            let fine = !text.is_empty()
                && !text.contains("%{")
                && !text.contains("trouble.")
                && !text.contains("-out.");
            assert!(fine, "{trouble:?}: {text}");
        }
    }
}
