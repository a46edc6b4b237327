//! The calendar's table, day by day at its boundaries, and working days with 调休.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::Holiday;

fn sample(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-data")
        .join(file);
    std::fs::read_to_string(path).unwrap()
}

/// The notice's campaign with the State Council's holidays of 2022–2026.
fn campaign() -> Campaign {
    let mut campaign: Campaign = toml::from_str(&sample("campaign.toml")).unwrap();
    let rows = csv::Reader::from_reader(sample("holidays-cn.csv").as_bytes())
        .into_deserialize()
        .map(|row| row.unwrap())
        .collect::<Vec<Holiday>>();
    campaign.holidays = rows;
    campaign
}

fn calendar() -> Calendar {
    Calendar::new(&campaign(), &[])
}

fn day(text: &str) -> NaiveDate {
    let year = if text.len() == 5 { "2022-" } else { "" };
    format!("{year}{text}").parse().unwrap()
}

fn order(phase: Phase, to: &str) -> Extension {
    Extension {
        phase,
        to: day(to),
        order: format!("鄂人社函〔2022〕{to}号"),
        reason: "疫情防控".to_owned(),
    }
}

/// One letter per day: `o` open, `l` late, `p` preview, `-` closed.
fn letters(calendar: &Calendar, act: Act, reach: Reach, days: &[&str]) -> String {
    let letter = |d: &&str| match calendar.standing(act, reach, day(d)) {
        Standing::Open => 'o',
        Standing::Late => 'l',
        Standing::Preview => 'p',
        Standing::Closed(_) => '-',
    };
    days.iter().map(letter).collect()
}

/// Both sides of every boundary of the notice's calendar.
const DAYS: [&str; 10] = [
    "05-31", "06-01", "06-10", "06-11", "07-20", "07-21", "07-29", "07-30", "08-03", "08-04",
];

#[test]
fn every_act_stands_as_the_table_says_on_every_boundary() {
    let table = [
        // act                    05-31 06-01 … 08-04: the province's batch, a prefecture's own
        (Act::FreezePool, "-oo-------", "-oooo-----"),
        (Act::Plan, "-oo-------", "-oooo-----"),
        (Act::Ceremony, "-oo-------", "-oooo-----"),
        (Act::Draw, "-oo-------", "-oooo-----"),
        (Act::ExtendDraw, "-oo-------", "-oooo-----"),
        (Act::Approve, "-oo-------", "-oooo-----"),
        (Act::Dispatch, "-oo-------", "-oooo-----"),
        (Act::Claim, "-oo-------", "-oooo-----"),
        (Act::Match, "-oo-------", "-oooo-----"),
        (Act::ReplaceTarget, "-oooo-----", "-oooo-----"),
        (Act::StrikeTarget, "-oooo-----", "-oooo-----"),
        (Act::ReplaceOfficer, "-oooo-----", "-oooo-----"),
        (Act::Visit, "---oo-----", "---oo-----"),
        (Act::Enter, "---ooll---", "---ooll---"),
        (Act::Review, "oooooooooo", "oooooooooo"),
        (Act::FollowUp, "oooooooooo", "oooooooooo"),
        (Act::Compile, "pppppooooo", "pppppooooo"),
        (Act::FileReport, "-----ooooo", "-----ooooo"),
        (Act::Appraise, "-----ooooo", "-----ooooo"),
    ];
    let calendar = calendar();
    for (act, provincial, local) in table {
        assert_eq!(
            letters(&calendar, act, Reach::Provincial, &DAYS),
            provincial,
            "{act:?}"
        );
        assert_eq!(
            letters(&calendar, act, Reach::Local, &DAYS),
            local,
            "{act:?}, local"
        );
    }
    for act in Act::ALL {
        let ruled = table.iter().any(|(a, _, _)| *a == act);
        let free = letters(&calendar, act, Reach::Provincial, &DAYS) == "oooooooooo";
        assert!(ruled || free, "{act:?} is in no row of the table");
    }
}

#[test]
fn what_is_closed_names_the_days_on_which_it_is_open() {
    let calendar = calendar();
    let window = |from: &str, to: &str| Window {
        from: day(from),
        to: day(to),
    };
    let closed = |act, reach, on: &str| match calendar.standing(act, reach, day(on)) {
        Standing::Closed(windows) => windows,
        other => panic!("{act:?} on {on} is {other:?}"),
    };
    let (prepare, inspect) = (window("06-01", "06-10"), window("06-11", "07-20"));
    assert_eq!(closed(Act::Draw, Reach::Provincial, "06-12"), [prepare]);
    assert_eq!(closed(Act::Draw, Reach::Local, "07-21"), [prepare, inspect]);
    assert_eq!(closed(Act::Visit, Reach::Local, "06-10"), [inspect]);
    assert_eq!(
        closed(Act::Enter, Reach::Local, "07-30"),
        [inspect, window("07-21", "07-29")]
    );
    assert_eq!(
        closed(Act::FileReport, Reach::Local, "07-20"),
        [window("07-21", "08-05")]
    );
}

#[test]
fn phases_and_days_left() {
    let calendar = calendar();
    let at = |d: &str| (calendar.phase_on(day(d)), calendar.days_left(day(d)));
    assert_eq!(at("05-31"), (None, None));
    assert_eq!(at("06-01"), (Some(Phase::Prepare), Some(9)));
    assert_eq!(at("06-10"), (Some(Phase::Prepare), Some(0)));
    assert_eq!(at("06-11"), (Some(Phase::Inspect), Some(39)));
    assert_eq!(at("07-20"), (Some(Phase::Inspect), Some(0)));
    assert_eq!(at("07-21"), (Some(Phase::Summarise), Some(8)));
    assert_eq!(at("07-29"), (Some(Phase::Summarise), Some(0)));
    assert_eq!(at("07-30"), (None, None));
}

#[test]
fn an_order_moves_the_end_of_its_phase_and_phases_may_overlap() {
    let calendar = Calendar::new(&campaign(), &[order(Phase::Prepare, "06-15")]);
    let days = ["06-10", "06-11", "06-15", "06-16"];
    assert_eq!(letters(&calendar, Act::Draw, Reach::Provincial, &days), "ooo-");
    assert_eq!(letters(&calendar, Act::Visit, Reach::Local, &days), "-ooo");
    assert_eq!(calendar.phases_on(day("06-12")), [Phase::Prepare, Phase::Inspect]);
    assert_eq!(calendar.phase_on(day("06-12")), Some(Phase::Inspect));
    assert_eq!(calendar.phases_on(day("06-16")), [Phase::Inspect]);
}

#[test]
fn a_longer_inspection_makes_entries_late_only_after_it() {
    let orders = [order(Phase::Inspect, "07-25"), order(Phase::Inspect, "07-23")];
    let calendar = Calendar::new(&campaign(), &orders);
    let days = ["07-21", "07-25", "07-26", "07-29", "07-30"];
    assert_eq!(
        letters(&calendar, Act::Visit, Reach::Local, &days),
        "oo---",
        "the longest order holds"
    );
    assert_eq!(letters(&calendar, Act::Enter, Reach::Local, &days), "ooll-");
    assert_eq!(letters(&calendar, Act::Compile, Reach::Local, &days), "ooooo");
    let longer = Calendar::new(&campaign(), &[order(Phase::Summarise, "08-10")]);
    assert_eq!(
        letters(&longer, Act::Enter, Reach::Local, &["07-30", "08-10", "08-11"]),
        "ll-"
    );
    assert_eq!(longer.due()[0].date, day("08-03"), "an order moves no due date");
}

#[test]
fn working_days_follow_the_holiday_notices() {
    let calendar = calendar();
    let working = |d: &str| calendar.is_working(day(d)).unwrap();
    let (off, on) = (false, true);
    for (d, is, why) in [
        ("06-02", on, "a Thursday"),
        ("06-03", off, "端午节, a Friday"),
        ("06-11", off, "a Saturday, the inspection's first day"),
        ("06-13", on, "a Monday"),
        ("04-24", on, "a Sunday worked for 劳动节"),
        ("05-07", on, "a Saturday worked for 劳动节"),
        ("05-04", off, "劳动节, a Wednesday"),
        ("10-08", on, "a Saturday worked for 国庆节"),
        ("10-07", off, "国庆节, a Friday"),
        ("2026-01-04", on, "a Sunday worked for 元旦"),
    ] {
        assert_eq!(working(d), is, "{d}: {why}");
    }
    assert_eq!(calendar.exception(day("06-03")), Some((DayKind::Off, "端午节")));
    assert_eq!(calendar.exception(day("06-11")), None);
}

#[test]
fn a_limit_in_working_days_skips_weekends_and_holidays_and_counts_make_up_days() {
    let calendar = calendar();
    let after = |d: &str, n| calendar.after_working_days(day(d), n).unwrap();
    assert_eq!(after("06-02", 1), day("06-06"), "over 端午节");
    assert_eq!(after("06-02", 0), day("06-02"));
    assert_eq!(after("05-06", 1), day("05-07"), "a make-up Saturday counts");
    assert_eq!(calendar.working_days(day("06-02"), day("06-06")), Ok(1));
    assert_eq!(calendar.working_days(day("06-06"), day("06-02")), Ok(0));
    assert_eq!(after("06-20", 60), day("2022-09-13"), "case_close, over 中秋节");
}

#[test]
fn a_year_without_data_is_an_error_and_not_a_guess() {
    let calendar = calendar();
    let unknown = |year| Err(UnknownYear(year));
    assert_eq!(calendar.is_working(day("2027-01-04")), unknown(2027));
    assert_eq!(
        calendar
            .working_days(day("2026-12-30"), day("2027-01-05"))
            .map(|_| ()),
        Err(UnknownYear(2027))
    );
    assert_eq!(
        calendar.after_working_days(day("2026-12-31"), 1).map(|_| ()),
        Err(UnknownYear(2027))
    );
    assert_eq!(
        calendar
            .after_working_days(day("2021-12-30"), u32::MAX)
            .map(|_| ()),
        Err(UnknownYear(2021))
    );
    assert!(UnknownYear(2027).to_string().contains("2027"));
}

proptest! {
    #[test]
    fn counting_working_days_and_adding_them_are_inverse(from in 0_u64..1500, days in 0_u32..200) {
        let calendar = calendar();
        let from = day("01-01").checked_add_days(Days::new(from)).unwrap();
        if let Ok(to) = calendar.after_working_days(from, days) {
            prop_assert_eq!(calendar.working_days(from, to), Ok(days));
            prop_assert!(days == 0 || calendar.is_working(to).unwrap(), "a limit ends on a working day");
        }
    }

    #[test]
    fn an_order_opens_days_and_closes_none(phase in 0..3_usize, later in 1_u64..60) {
        let phase = [Phase::Prepare, Phase::Inspect, Phase::Summarise][phase];
        let before = calendar();
        let to = before.phases().window(phase).to.checked_add_days(Days::new(later)).unwrap();
        let after = Calendar::new(&campaign(), &[Extension { to, ..order(phase, "06-10") }]);
        for n in 0..120 {
            let on = day("05-20").checked_add_days(Days::new(n)).unwrap();
            for act in Act::ALL {
                let open = |c: &Calendar| !matches!(c.standing(act, Reach::Local, on), Standing::Closed(_));
                prop_assert!(open(&after) || !open(&before), "{:?} on {}", act, on);
            }
        }
    }
}

#[test]
fn an_imported_year_takes_the_place_of_all_that_the_file_says_of_it() {
    let mut state = crate::domain::state::Memory::default();
    let imported = |year: i32, date: &str| HolidayYear {
        year,
        days: vec![Holiday {
            date: day(date),
            kind: DayKind::Off,
            name: "示例".to_owned(),
        }],
        source: serde_json::from_value(serde_json::json!({
            "file": "h.csv", "sha256": "", "bytes": 1, "encoding": "utf-8", "rows": 1, "rejected": 0,
        }))
        .unwrap(),
    };
    let of = |state: &crate::domain::state::Memory| Calendar::of(&campaign(), state);
    assert_eq!(of(&state).is_working(day("10-03")), Ok(false));
    assert_eq!(of(&state).is_working(day("2027-10-01")), Err(UnknownYear(2027)));
    crate::domain::state::Write::put(&mut state, &imported(2022, "10-04"));
    crate::domain::state::Write::put(&mut state, &imported(2027, "2027-10-01"));
    let calendar = of(&state);
    assert_eq!(
        calendar.is_working(day("10-03")),
        Ok(true),
        "a Monday the import does not name"
    );
    assert_eq!(calendar.is_working(day("10-04")), Ok(false));
    assert_eq!(calendar.is_working(day("2027-10-01")), Ok(false));
    assert_eq!(
        calendar.is_working(day("2023-10-03")),
        Ok(false),
        "other years are as they were"
    );
}
