//! Who reported a lead stays where the lead came in, unless it is sealed anew to the one who receives it.

use crate::common::*;
use crate::places::*;
use crate::story::step;
use duban::domain::event::Event;
use duban::domain::follow_up::Owner;
use duban::domain::inspection::Evidence;
use duban::domain::lead::{Handling, Lead};
use duban::domain::operator::Department;
use duban::domain::state::Read;
use duban::office::bundle::Wish;
use duban::office::intake::Intake;
use duban::office::keys::OfficeKeys;
use duban::office::seal::Reporter;

const NAME: &str = "样某丙";
const PHONE: &str = "13900000019";

/// A lead with a reporter.
pub fn intake(region: &str, what: &str) -> Intake {
    Intake {
        received: day("06-13"),
        source: "12345".into(),
        number: String::new(),
        kind: None,
        about: "某示例劳务公司".into(),
        target: None,
        phone: String::new(),
        region: code(region),
        department: Department::Hr,
        place: String::new(),
        what: format!("{NAME}（{PHONE}）反映{what}"),
        involved: Default::default(),
        deadline: None,
        prior: Vec::new(),
        evidence: Vec::<Evidence>::new(),
        reporter: Reporter::new(NAME, PHONE, "42010019000101001X"),
    }
}

/// What a bundle holds, after decryption and unpacking.
fn plain(place: &Place, bundle: &[u8]) -> String {
    let opened = place.office.open_bundle(bundle).unwrap();
    serde_json::to_string(&opened.bundle).unwrap()
}

#[test]
fn a_reporter_is_in_no_byte_of_a_bundle() {
    let (province, wuhan) = two();
    wuhan.today("06-14");
    let (lead, _) = wuhan
        .office
        .take_in(&actor("420100人社"), intake("420106", "押金不退"))
        .unwrap();
    assert!(lead.reporter.is_some() && lead.same_reporter.is_some());
    let reveal = wuhan.office.reveal(&actor("420100人社"), &lead.id, "回访");
    assert_eq!(reveal.unwrap().name, NAME);
    let text = format!("已电话告知{NAME}");
    let handling = Handling::Feedback {
        on: day("06-14"),
        how: "电话".into(),
        text,
    };
    wuhan.ok("420100人社", "06-14", step(&lead.id, Handling::Accept));
    wuhan.ok("420100人社", "06-14", step(&lead.id, handling));
    let up = wuhan.give("420100人社", "06-14", PROVINCE);
    let plain = plain(&province, &up);
    let sealed = lead.reporter.unwrap().0;
    let mark = lead.same_reporter.unwrap();
    for secret in [
        NAME,
        PHONE,
        "42010019000101001X",
        &sealed,
        &mark,
        "reporter-revealed",
        "same_reporter",
    ] {
        assert!(!plain.contains(secret), "{secret} is in the bundle");
    }
    assert!(plain.contains(&lead.id) && plain.contains("〔举报人〕"));
    province.take("省人社", "06-14", &up);
    let here: Lead = province.office.view().state().get(&lead.id).unwrap();
    assert_eq!((here.reporter, here.same_reporter), (None, None));
}

#[test]
fn sealed_anew_a_reporter_opens_only_at_the_recipient_and_it_is_on_record() {
    let (province, wuhan) = two();
    province.today("06-14");
    let (lead, _) = province
        .office
        .take_in(&actor("省人社"), intake("420106", "押金不退"))
        .unwrap();
    let to = Owner {
        region: code("420100"),
        department: Department::Hr,
    };
    let with = |reason: &str| Wish {
        reporters: Some(reason.to_owned()),
        ..wish(WUHAN)
    };
    // Not without a reason; and then nothing is left of it.
    let out = province.stick("never");
    let before = province.office.view().seq();
    assert!(
        province
            .office
            .export_bundle(&actor("省人社"), &with(" "), &out)
            .is_err()
    );
    assert!(!out.exists() && province.office.view().seq() == before);

    let (down, made) = province.export("省人社", "06-14", &with("由武汉回访举报人"));
    assert_eq!(made[0].reporters, 1);
    let plain = plain(&wuhan, &down);
    assert!(!plain.contains(NAME) && !plain.contains(PHONE));
    assert!(
        !plain.contains(&lead.reporter.clone().unwrap().0),
        "the own seal stays at home"
    );
    let view = province.office.view();
    let lines = view.journal().lines(before + 1).unwrap();
    let events: Vec<Event> = lines.map(|line| line.unwrap().entry.event).collect();
    assert!(
        events
            .iter()
            .any(|e| matches!(e, Event::ReporterRevealed { lead: id, .. } if *id == lead.id))
    );
    assert!(events.iter().any(
        |e| matches!(e, Event::BundleMade { reporters, reason, .. } if *reporters == [lead.id.clone()] && reason == "由武汉回访举报人")
    ));
    drop(view);

    wuhan.take("420100人社", "06-15", &down);
    let reason = "由武汉核实".to_owned();
    province.ok(
        "省人社",
        "06-15",
        step(&lead.id, Handling::Forward { to, reason }),
    );
    wuhan.take("420100人社", "06-15", &province.give("省人社", "06-15", WUHAN));
    wuhan.ok("420100人社", "06-15", step(&lead.id, Handling::Acknowledge));
    let reporter = wuhan
        .office
        .reveal(&actor("420100人社"), &lead.id, "回访")
        .unwrap();
    assert_eq!((reporter.name.as_str(), reporter.phone.as_str()), (NAME, PHONE));
    // Another office's keys do not open it.
    let sealed = wuhan
        .office
        .view()
        .state()
        .get::<Lead>(&lead.id)
        .unwrap()
        .reporter
        .unwrap();
    let other = OfficeKeys::of(&province.data(), &province.peer()).unwrap();
    assert!(age::decrypt(&other.identity, &hex::decode(&sealed.0).unwrap()).is_err());
}
