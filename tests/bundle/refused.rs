//! What a bundle must not be: another's, forged, broken, too new, or about what is not the sender's business.

use crate::common::*;
use crate::places::*;
use duban::domain::bundle::{Addressee, Bundle, Carried, Peer};
use duban::domain::event::Event;
use duban::exchange::bundle::{close, open};
use duban::office::keys::OfficeKeys;

/// Wuhan's first bundle, and a function that changes it before it is closed again.
fn stick(wuhan: &Place) -> Vec<u8> {
    let task = wuhan.tasks_of("420100").remove(0);
    wuhan.ok("420100市监", "06-13", record(&task, visit(&task, "06-13")));
    wuhan.give("420100人社", "06-13", PROVINCE)
}

/// The bundle changed by whoever holds the keys of `signer`.
fn forged(stick: &[u8], to: &Place, signer: &Place, change: impl FnOnce(&mut Bundle)) -> Vec<u8> {
    let opened = to.office.open_bundle(stick).unwrap();
    let mut bundle = opened.bundle;
    change(&mut bundle);
    let keys = OfficeKeys::of(&signer.data(), &signer.peer()).unwrap();
    close(&[(bundle, to.peer())], &keys.signer).unwrap()
}

#[test]
fn a_bundle_for_somebody_else_is_not_opened() {
    let (province, wuhan) = two();
    let stick = stick(&wuhan);
    let huangshi = Place::new(HUANGSHI);
    huangshi.refuses("420200人社", &stick, &["no bundle for this office"]);
    // Sent on to another by the one it was for.
    let on = {
        let opened = province.office.open_bundle(&stick).unwrap();
        let keys = OfficeKeys::of(&wuhan.data(), &wuhan.peer()).unwrap();
        close(&[(opened.bundle, huangshi.peer())], &keys.signer).unwrap()
    };
    huangshi
        .office
        .know_office(&actor("x"), wuhan.peer(), "")
        .unwrap();
    huangshi.refuses("420200人社", &on, &["is for 420000-hr; this office is 420200-hr"]);
}

#[test]
fn a_bundle_by_an_unknown_or_anothers_key_is_refused_by_name() {
    let (province, wuhan) = two();
    let stick = stick(&wuhan);
    let stranger = Place::new(HUANGSHI);
    let by_stranger = forged(&stick, &province, &stranger, |_| {});
    let key = stranger.peer().verifier;
    province.refuses("省人社", &by_stranger, &[&key, "not registered"]);
    // Huangshi is known, and says it is Wuhan.
    province
        .office
        .know_office(&actor("省人社"), stranger.peer(), "")
        .unwrap();
    province.refuses(
        "省人社",
        &by_stranger,
        &["signed by 420200-hr but says it is from 420100-hr"],
    );
    // A replaced key needs a reason; then the old one is unknown.
    let other = Peer {
        office: id(WUHAN),
        ..Place::new(WUCHANG).peer()
    };
    assert!(
        province
            .office
            .know_office(&actor("省人社"), other.clone(), "")
            .is_err()
    );
    province
        .office
        .know_office(&actor("省人社"), other, "换机")
        .unwrap();
    province.refuses("省人社", &stick, &[&wuhan.peer().verifier, "not registered"]);
}

#[test]
fn every_cut_and_every_flip_is_refused_and_changes_nothing() {
    let (province, wuhan) = two();
    let stick = stick(&wuhan);
    let keys = OfficeKeys::of(&province.data(), &province.peer()).unwrap();
    let known = [wuhan.peer()];
    assert!(open(&stick, &keys.identity, &known).is_ok());
    let step = (stick.len() / 400).max(1);
    for at in (0..stick.len()).step_by(step) {
        assert!(open(&stick[..at], &keys.identity, &known).is_err(), "cut at {at}");
        let mut flipped = stick.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(open(&flipped, &keys.identity, &known).is_err(), "flipped at {at}");
    }
    let mut longer = stick.clone();
    longer.push(b'0');
    assert!(open(&longer, &keys.identity, &known).is_err());
    province.refuses("省人社", &stick[..stick.len() - 1], &["cut short"]);
    let mut newer = stick.clone();
    newer["duban-bundle ".len()] = b'2';
    province.refuses("省人社", &newer, &["later version", "format 2"]);
    province.refuses("省人社", b"PK\x03\x04", &["is no bundle"]);
    province.take("省人社", "06-13", &stick);
}

#[test]
fn an_office_speaks_only_of_its_own() {
    let (province, wuhan) = two();
    let stick = stick(&wuhan);
    let of_others = province.tasks_of("420200")[0].id.clone();
    let with = |change: &dyn Fn(&mut Carried)| {
        forged(&stick, &province, &wuhan, |bundle| {
            change(bundle.entries.last_mut().unwrap())
        })
    };
    let refused = |stick: &[u8], words: &[&str]| {
        province.refuses("省人社", stick, words);
    };
    let closing = with(&|carried| {
        carried.entry.event = Event::Closed {
            task: of_others.clone(),
        };
    });
    refused(&closing, &[&of_others, "not that office's business"]);
    let promoting = with(&|carried| {
        let operators = campaign_with_counties().operators;
        carried.entry.event = Event::OperatorsPut { operators };
    });
    refused(&promoting, &["operator:", "not that office's business"]);
    let posing = with(&|carried| carried.entry.actor.operator = "省人社".into());
    refused(&posing, &["省人社", "not that office's business"]);
    let registering = with(&|carried| {
        carried.entry.event = Event::OfficeKnown {
            peer: wuhan.peer(),
            reason: String::new(),
        };
    });
    refused(&registering, &["office-known"]);
    // Wuhan tells another story than before.
    province.take("省人社", "06-13", &stick);
    let rewritten = forged(&stick, &province, &wuhan, |bundle| {
        bundle.to = Addressee {
            number: 2,
            follows: 1,
            ..bundle.to.clone()
        };
        bundle.entries[0].hash = "0".repeat(64);
    });
    refused(&rewritten, &["differs from what was taken in before"]);
    let other = forged(&stick, &province, &wuhan, |bundle| bundle.campaign = "X".into());
    refused(&other, &["campaign X"]);
    let gap = forged(&stick, &province, &wuhan, |bundle| {
        bundle.to = Addressee {
            number: 9,
            follows: 8,
            ..bundle.to.clone()
        };
    });
    refused(&gap, &["Bundles 2 to 8 of 420100-hr are missing"]);
}

#[test]
fn only_whoever_may_report_makes_and_takes_bundles() {
    let (province, wuhan) = two();
    let stick = stick(&wuhan);
    province.refuses("省市监", &stick, &["省市监"]);
    let out = wuhan.stick("x");
    let refused = wuhan
        .office
        .export_bundle(&actor("420100市监"), &wish(PROVINCE), &out);
    assert!(refused.is_err() && !out.exists());
    let unknown = wuhan
        .office
        .export_bundle(&actor("420100人社"), &wish(HUANGSHI), &out);
    assert!(unknown.is_err() && !out.exists());
    // An empty data directory is entered only by somebody the campaign knows.
    let wuchang = Place::new(WUCHANG);
    wuhan.meets(&wuchang, "420100人社", "tester");
    let down = wuhan.give("420100人社", "06-13", WUCHANG);
    wuchang.refuses("nobody", &down, &["nobody", "武昌人社"]);
    wuchang.refuses("武昌市监", &down, &["武昌人社"]);
    wuchang.take("武昌人社", "06-13", &down);
}
