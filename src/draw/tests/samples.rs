//! One difference and fault of every kind, for the tests of their words.

use crate::draw::allocate::AllocateError;
use crate::draw::change::ChangeError;
use crate::draw::files::{Fault, FaultKind};
use crate::draw::id::IdFault;
use crate::draw::matching::MatchError;
use crate::draw::plan::PlanFault;
use crate::draw::promise::BrokenPromise;
use crate::draw::seed::{Announced, Party};
use crate::draw::select::DrawError;
use crate::draw::verify::{Difference, ValueDifference};

pub(super) fn own(text: &str) -> String {
    text.to_owned()
}

fn announced() -> Announced {
    Announced {
        kind: own("ssq"),
        issue: own("2022062"),
    }
}

fn id_faults() -> Vec<IdFault> {
    let (position, found) = (7, 'x');
    vec![
        IdFault::FullWidth { position, found },
        IdFault::LowerCase { position, found },
        IdFault::Character { position, found },
        IdFault::Length { found: 17 },
        IdFault::CheckCharacter { expected: 'Y', found },
    ]
}

fn kinds() -> Vec<FaultKind> {
    let found = || own("found");
    let ids = id_faults().into_iter().map(|fault| FaultKind::Id {
        found: own("id"),
        fault,
    });
    let others = vec![
        FaultKind::EmptyFile,
        FaultKind::NotUtf8 { column: 9 },
        FaultKind::Control { found: '\u{7}' },
        FaultKind::FullWidth { found: '９' },
        FaultKind::Header {
            expected: own("header"),
            found: found(),
        },
        FaultKind::FieldCount {
            expected: 3,
            found: 4,
        },
        FaultKind::Unsorted {
            previous: own("before"),
            found: found(),
        },
        FaultKind::Duplicate { found: found() },
        FaultKind::Stratum { found: found() },
        FaultKind::Number { found: found() },
        FaultKind::Hash { found: found() },
        FaultKind::Dept { found: found() },
        FaultKind::Date { found: found() },
        FaultKind::Window {
            from: own("2022-01-02"),
            until: own("2022-01-01"),
        },
        FaultKind::OfficerIsTarget { found: found() },
        FaultKind::UnknownOfficer { found: found() },
        FaultKind::PairOrder {
            first: own("A1"),
            second: own("B1"),
        },
        FaultKind::SeedLine {
            expected: own("pool:"),
            found: found(),
        },
        FaultKind::PublicLine { found: found() },
        FaultKind::Secret,
        FaultKind::Rank {
            expected: 5,
            found: found(),
        },
        FaultKind::Ticket { found: found() },
        FaultKind::OtherTicket {
            expected: own("0.5"),
            found: own("0.6"),
        },
        FaultKind::RepeatedId {
            found: found(),
            other: own("one"),
            other_line: 8,
        },
    ];
    ids.chain(others).collect()
}

pub(super) fn fault(kind: FaultKind) -> Fault {
    Fault {
        file: own("pool.tsv"),
        line: 12,
        field: Some("stratum"),
        kind,
    }
}

fn broken() -> Vec<BrokenPromise> {
    vec![
        BrokenPromise::Value {
            name: "pool",
            promised: own("aa"),
            found: own("bb"),
        },
        BrokenPromise::Links,
        BrokenPromise::Reveal {
            party: Party::B,
            commitment: own("cc"),
        },
        BrokenPromise::PublicMissing {
            place: 3,
            announced: announced(),
        },
        BrokenPromise::PublicUnannounced { found: announced() },
    ]
}

fn plans() -> Vec<PlanFault> {
    let stratum = || own("420100-A");
    let allocate = [
        AllocateError::FloorsExceed {
            floors: 20,
            places: 15,
        },
        AllocateError::TooFewTargets {
            targets: 4,
            places: 5,
        },
        AllocateError::RepeatedStratum { code: stratum() },
    ];
    let others = [
        PlanFault::Size {
            stratum: stratum(),
            planned: 3,
            found: 6,
        },
        PlanFault::Total { planned: 3, found: 6 },
        PlanFault::Places {
            stratum: stratum(),
            planned: 3,
            allocated: 6,
        },
    ];
    others
        .into_iter()
        .chain(allocate.map(PlanFault::Allocate))
        .collect()
}

fn draws() -> Vec<DrawError> {
    let id = || own("ID");
    vec![
        DrawError::Allocate(AllocateError::TooFewTargets {
            targets: 4,
            places: 5,
        }),
        DrawError::Exhausted {
            stratum: own("420100-A"),
            targets: 2,
        },
        DrawError::NotDrawn { id: id() },
        DrawError::NotActive { id: id() },
        DrawError::NoReason { id: id() },
    ]
}

fn matches() -> Vec<MatchError> {
    let pool = || own("420100");
    vec![
        MatchError::Bans { pool: pool() },
        MatchError::Unsettled { pool: pool() },
        MatchError::AreaTwice {
            area: own("429021"),
            first: pool(),
            second: own("420100+429021"),
        },
    ]
}

fn changes() -> Vec<ChangeError> {
    let (task, officer) = (|| own("T1"), || own("A1"));
    vec![
        ChangeError::NoTeam {
            task: task(),
            round: 2,
        },
        ChangeError::NotMember {
            task: task(),
            officer: officer(),
        },
        ChangeError::NoReason {
            task: task(),
            officer: officer(),
        },
    ]
}

fn between_batches() -> Vec<Difference> {
    let (first, second, name) = (|| own("one"), || own("two"), || own("three"));
    let within = Difference::MissingFile {
        file: own("seed.txt"),
    };
    vec![
        Difference::Batch {
            name: name(),
            difference: Box::new(within),
        },
        Difference::NumberTwice {
            number: 3,
            first: first(),
            second: second(),
        },
        Difference::NumberMissing { number: 3 },
        Difference::NameTwice {
            batch: own("B"),
            first: first(),
            second: second(),
        },
        Difference::Unlinked {
            name: name(),
            file: own("record.json"),
            previous: own("aa"),
        },
        Difference::Fork {
            first: first(),
            second: second(),
            previous: own("aa"),
        },
        Difference::RedrawsNothing {
            name: name(),
            batch: own("B"),
        },
        Difference::RedrawsStanding {
            name: name(),
            batch: own("B"),
        },
    ]
}

pub(crate) fn differences() -> Vec<Difference> {
    let (file, id, pool, hash) = (
        || own("record.json"),
        || own("ID"),
        || own("420100"),
        || own("aa"),
    );
    let value = ValueDifference {
        path: own("/seed"),
        published: Some(own("1")),
        recomputed: Some(own("2")),
    };
    let mut all = vec![
        Difference::MissingFile { file: file() },
        Difference::Json {
            file: file(),
            line: 3,
            column: 4,
            message: own("oh"),
        },
        Difference::Field {
            file: file(),
            field: "number",
            found: own("0"),
        },
        Difference::Changed {
            file: file(),
            found: hash(),
            witness: own("seed.txt"),
            stated: own("bb"),
        },
        Difference::Leaf {
            file: file(),
            id: id(),
        },
        Difference::Membership {
            file: file(),
            id: id(),
        },
        Difference::Value {
            file: file(),
            difference: value,
        },
        Difference::Spelling {
            file: file(),
            line: 3,
        },
        Difference::Table {
            file: file(),
            line: 3,
            expected: own("this"),
            found: own("that"),
        },
        Difference::Chain {
            file: file(),
            before: own("record-1.json"),
            stated: own("null"),
            found: hash(),
        },
        Difference::History { file: file(), act: 2 },
        Difference::NotFirst {
            file: file(),
            acts: 2,
        },
        Difference::Unknown {
            file: file(),
            field: "parent",
            hash: hash(),
        },
        Difference::OldParent { file: file() },
        Difference::ForeignTask {
            file: file(),
            pool: pool(),
            id: id(),
        },
        Difference::SecondTeam {
            file: file(),
            id: id(),
            round: 2,
        },
        Difference::LeftOutTask {
            file: file(),
            pool: pool(),
            id: id(),
        },
        Difference::SlipRows {
            file: file(),
            rows: 2,
        },
        Difference::NoStratum {
            id: id(),
            stratum: own("420100-A"),
        },
        Difference::PassedOver {
            id: id(),
            stratum: own("420100-A"),
            ticket: own("0.1"),
            threshold: own("0.2"),
        },
    ];
    all.extend(kinds().into_iter().map(|kind| Difference::Fault(fault(kind))));
    all.extend(
        broken()
            .into_iter()
            .map(|broken| Difference::Seed { file: file(), broken }),
    );
    all.extend(plans().into_iter().map(Difference::Plan));
    all.extend(
        draws()
            .into_iter()
            .map(|error| Difference::Draw { file: file(), error }),
    );
    all.extend(
        matches()
            .into_iter()
            .map(|error| Difference::Match { file: file(), error }),
    );
    all.extend(changes().into_iter().map(|error| Difference::Change {
        file: file(),
        change: 6,
        error,
    }));
    all.extend(between_batches());
    all
}
