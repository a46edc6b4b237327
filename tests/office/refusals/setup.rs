//! The campaign, its libraries, pool and plan.

use duban::domain::batch::{Purpose, Stage};
use duban::domain::calendar::{Act, Extension};
use duban::domain::campaign::Phase;
use duban::domain::command::{Command, PoolWish, TargetImport};
use duban::domain::operator::{Department, Role};
use duban::domain::refusal::Refusal;

use super::*;

#[test]
fn before_the_campaign_and_twice() {
    let desk = Desk::empty();
    assert_eq!(desk.refused("省人社", "06-01", freeze()), Refusal::NoCampaign);
    let mut unsound = campaign();
    unsound.phases.inspect.from = day("06-10");
    let refused = desk.refused("x", "06-01", Command::Begin(Box::new(unsound)));
    assert!(matches!(refused, Refusal::UnsoundCampaign { fault } if fault.field == "phases.inspect"));
    let mut unsound = campaign();
    unsound.departments[1].id = Department::Hr;
    let refused = desk.refused("x", "06-01", Command::Begin(Box::new(unsound)));
    assert!(matches!(refused, Refusal::UnsoundCampaign { fault } if fault.field == "departments"));
    let mut headless = campaign();
    headless.operators.retain(|o| !o.roles.contains(&Role::Admin));
    let refused = desk.refused("x", "06-01", Command::Begin(Box::new(headless)));
    assert!(matches!(refused, Refusal::UnsoundCampaign { fault } if fault.field == "operators"));
    desk.ok("x", "06-01", Command::Begin(Box::new(campaign())));
    let again = desk.refused("省人社", "06-01", Command::Begin(Box::new(campaign())));
    assert_eq!(
        again,
        Refusal::CampaignExists {
            id: "HB-RS-2022".to_owned()
        }
    );
    let nobody = desk.refused("王五", "06-01", freeze());
    assert!(
        matches!(nobody, Refusal::UnknownOperator { name, known } if name == "王五" && !known.is_empty())
    );
    let empty = desk.refused("省人社", "06-01", freeze());
    assert_eq!(empty, Refusal::EmptyPool { left_out: 0 });
}

#[test]
fn the_libraries_and_the_operators() {
    let desk = Desk::stocked();
    let changed = vec![item("RS01", 1, "许可（改）")];
    let refused = desk.refused(
        "省人社",
        "06-01",
        Command::ImportChecklist(source("c", 1), changed),
    );
    assert_eq!(
        refused,
        Refusal::VersionTaken {
            item: "RS01".to_owned(),
            version: 1
        }
    );
    let refused = desk.refused(
        "省市监",
        "06-01",
        Command::ImportOfficers(source("o", 1), officers()),
    );
    assert!(matches!(refused, Refusal::LacksRole { role: Role::Admin, who, .. } if who == ["省人社"]));
    let gone = TargetImport {
        source: source("t", 1),
        extract: "0".repeat(64),
        new: 1,
        updated: 0,
        unchanged: 0,
    };
    for extract in ["0".repeat(64), "../lock".to_owned()] {
        let import = TargetImport {
            extract: extract.clone(),
            ..gone.clone()
        };
        let refused = desk.refused("省人社", "06-01", Command::ImportTargets(Box::new(import)));
        assert_eq!(refused, Refusal::BlobMissing { hash: extract });
    }
    let mut last = campaign().operators.remove(0);
    last.roles = vec![Role::Report];
    assert_eq!(
        desk.refused("省人社", "06-01", Command::PutOperators(vec![last])),
        Refusal::LastAdmin
    );
    let order = |to: &str, order: &str, reason: &str| {
        Command::Extend(Extension {
            phase: Phase::Prepare,
            to: day(to),
            order: order.to_owned(),
            reason: reason.to_owned(),
        })
    };
    let refused = |command| desk.refused("省人社", "06-01", command);
    assert_eq!(
        refused(order("06-10", "1号", "雨")),
        Refusal::NoExtension { to: day("06-10") }
    );
    assert_eq!(refused(order("06-12", " ", "雨")), Refusal::OrderMissing);
    assert_eq!(
        refused(order("06-12", "1号", " ")),
        Refusal::ReasonMissing { act: Act::Extend }
    );
}

#[test]
fn pool_and_plan() {
    let desk = Desk::stocked();
    let named = |name: &str, region: Option<&str>| Command::FreezePool {
        batch: name.to_owned(),
        wish: PoolWish {
            region: region.map(code),
            ..PoolWish::default()
        },
    };
    for name in ["", "..", "-x", "a:b", "a/b", "２０２２", "a\nb", &"x".repeat(65)] {
        let refused = desk.refused("省人社", "06-02", named(name, None));
        assert_eq!(
            refused,
            Refusal::BadName {
                name: name.to_owned()
            }
        );
    }
    outside(
        desk.refused("省人社", "05-31", freeze()),
        Act::FreezePool,
        "05-31",
        &[prepare()],
    );
    outside(
        desk.refused("省人社", "06-12", freeze()),
        Act::FreezePool,
        "06-12",
        &[prepare()],
    );
    let refused = desk.refused("420100人社", "07-21", named("WH", None));
    outside(refused, Act::FreezePool, "07-21", &[prepare(), inspect()]);
    let refused = desk.refused("420100人社", "06-02", named("HS", Some("420200")));
    assert!(matches!(refused, Refusal::OutOfReach { region, who, .. }
        if region == code("420200") && who.contains(&"420200人社".to_owned())));
    let refused = desk.refused("省人社", "06-02", named("X", Some("420106")));
    assert_eq!(
        refused,
        Refusal::NotAUnit {
            region: code("420106")
        }
    );
    assert!(matches!(
        desk.refused("省市监", "06-02", freeze()),
        Refusal::LacksRole { role: Role::Draw, .. }
    ));
    let missing = desk.refused("省人社", "06-02", plan());
    assert!(matches!(missing, Refusal::NotFound { what: "batch", known, .. } if known.is_empty()));

    desk.ok("省人社", "06-02", freeze());
    assert_eq!(
        desk.refused("省人社", "06-02", freeze()),
        Refusal::BatchExists { batch: batch() }
    );
    let other = Command::Draw {
        batch: "HB-2".to_owned(),
    };
    let missing = desk.refused("省人社", "06-02", other);
    assert!(matches!(missing, Refusal::NotFound { known, .. } if known == [BATCH]));
    outside(
        desk.refused("省人社", "06-11", plan()),
        Act::Plan,
        "06-11",
        &[prepare()],
    );
    let sized = |size, weight, floor| Command::MakePlan {
        batch: batch(),
        size: Some(size),
        weights: Some(duban::domain::target::Grade::ALL.map(|g| (g, weight)).into()),
        floors: Some(duban::domain::target::Grade::ALL.map(|g| (g, floor)).into()),
    };
    for impossible in [
        sized(11, 1, 1),
        sized(37, 1, 1),
        sized(16, 0, 1),
        sized(16, 1, 0),
        sized(16, 1 << 32, 1),
    ] {
        let refused = desk.refused("省人社", "06-02", impossible);
        assert!(matches!(refused, Refusal::PlanImpossible { .. }), "{refused:?}");
    }
    let early = desk.refused(
        "省人社",
        "06-02",
        commit(Department::Hr, Purpose::Draw, lottery("1")),
    );
    let (act, stage, needs) = (Act::Ceremony, Stage::Frozen, Stage::Planned);
    assert_eq!(
        early,
        Refusal::WrongStage {
            batch: batch(),
            act,
            stage,
            needs
        }
    );
}
