//! What may follow a draw, and what a company is told.

use super::fixture::P;
use super::vectors::{draw_vector, text};
use crate::draw::allocate::AllocateError;
use crate::draw::explain::Explanation;
use crate::draw::files::{PlanRow, PoolRow, parse_plan, parse_pool};
use crate::draw::select::{Act, Draw, DrawError, Drawn, Fate, How};

fn inputs() -> (Vec<PoolRow>, Vec<PlanRow>, String) {
    let vector = draw_vector();
    let pool = parse_pool(text(&vector, "pool_tsv").as_bytes()).unwrap();
    let plan = parse_plan(text(&vector, "plan_tsv").as_bytes()).unwrap();
    (pool, plan, text(&vector, "S").to_owned())
}

fn replace(id: &str) -> Act {
    Act::Replace {
        id: id.to_owned(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }
}

fn strike(id: &str) -> Act {
    Act::Strike {
        id: id.to_owned(),
        reason: "closed".to_owned(),
        evidence: "photo".to_owned(),
    }
}

fn rows(draw: &Draw, stratum: &str) -> Vec<Drawn> {
    draw.drawn()
        .into_iter()
        .find(|(code, _)| *code == stratum)
        .unwrap()
        .1
}

// The first four of stratum 420100-A in the published vector.
const FIRST: &str = "91420500MA2NJX704R";
const SECOND: &str = "91429021MAF0PP1HXW";
const THIRD: &str = "91429021MAT8B02LEW";
const FOURTH: &str = "91420500MAPDW31PG1";

#[test]
fn a_replacement_is_the_next_ticket_and_nobody_else_moves() {
    let (pool, plan, seed) = inputs();
    let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
    let others: Vec<_> = draw.drawn().into_iter().skip(1).map(|(_, rows)| rows).collect();
    draw.act(replace(FIRST)).unwrap();
    draw.act(replace(THIRD)).unwrap();
    let rows = rows(&draw, "420100-A");
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.how, row.fate, row.replaces.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            (FIRST, How::Draw, Fate::Replaced, None),
            (SECOND, How::Draw, Fate::Active, None),
            (THIRD, How::Replacement, Fate::Replaced, Some(FIRST)),
            (FOURTH, How::Replacement, Fate::Active, Some(THIRD)),
        ]
    );
    assert_eq!(draw.threshold("420100-A").unwrap().to_string(), rows[3].ticket);
    assert!(draw.drawn().into_iter().skip(1).map(|(_, rows)| rows).eq(others));
}

#[test]
fn an_extension_goes_on_after_replacements() {
    let (pool, plan, seed) = inputs();
    let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
    draw.act(replace(FIRST)).unwrap();
    draw.act(Act::Extend { by: 7 }).unwrap();
    let rows = rows(&draw, "420100-A");
    assert_eq!(rows.len(), 4, "three places and one target replaced");
    assert_eq!((rows[3].id.as_str(), rows[3].how), (FOURTH, How::Extension));
    assert_eq!(draw.allocation().total(), 22);
}

#[test]
fn a_target_used_up_by_a_replacement_is_no_place_for_an_extension() {
    let (pool, plan, seed) = inputs();
    let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
    let first = rows(&draw, "429021-A")[0].id.clone();
    draw.act(replace(&first)).unwrap();
    let second = rows(&draw, "429021-A")[1].id.clone();
    let exhausted = DrawError::Exhausted {
        stratum: "429021-A".to_owned(),
        targets: 2,
    };
    assert_eq!(draw.act(replace(&second)), Err(exhausted));
    assert_eq!(
        rows(&draw, "429021-A")[1].fate,
        Fate::Active,
        "a refused act changes nothing"
    );
    let too_many = AllocateError::TooFewTargets {
        targets: 50,
        places: 51,
    };
    assert_eq!(
        draw.act(Act::Extend { by: 36 }),
        Err(DrawError::Allocate(too_many))
    );
    draw.act(Act::Extend { by: 35 }).unwrap();
    assert_eq!(
        draw.drawn().iter().map(|(_, rows)| rows.len()).sum::<usize>(),
        pool.len()
    );
    assert_eq!(draw.acts().len(), 2);
}

#[test]
fn an_act_needs_a_drawn_active_target_a_reason_and_evidence() {
    let (pool, plan, seed) = inputs();
    let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
    assert_eq!(
        draw.act(strike(FOURTH)),
        Err(DrawError::NotDrawn {
            id: FOURTH.to_owned()
        })
    );
    let bare = Act::Strike {
        id: FIRST.to_owned(),
        reason: " ".to_owned(),
        evidence: "photo".to_owned(),
    };
    assert_eq!(draw.act(bare), Err(DrawError::NoReason { id: FIRST.to_owned() }));
    draw.act(strike(FIRST)).unwrap();
    assert_eq!(
        draw.act(replace(FIRST)),
        Err(DrawError::NotActive { id: FIRST.to_owned() })
    );
    assert_eq!(rows(&draw, "420100-A").len(), 2, "striking off draws nobody");
}

#[test]
fn every_company_is_told_where_it_stands() {
    let (pool, plan, seed) = inputs();
    let mut draw = Draw::new(P, &seed, &pool, &plan).unwrap();
    draw.act(replace(FIRST)).unwrap();
    let Explanation::Drawn { drawn, standing } = draw.explain(FIRST) else {
        panic!("drawn")
    };
    assert_eq!(
        (drawn.rank, drawn.fate, standing.n, standing.size),
        (1, Fate::Replaced, 2, 14)
    );
    let Explanation::NotDrawn {
        rank,
        ticket,
        standing,
    } = draw.explain(FOURTH)
    else {
        panic!("not drawn")
    };
    assert_eq!((rank, standing.stratum.as_str()), (4, "420100-A"));
    assert_eq!(standing.threshold, Some(draw.ticket(THIRD)));
    assert!(ticket > draw.ticket(THIRD));
    assert_eq!(draw.explain("91420100MA65F5R2TQ"), Explanation::NotInPool);
    let told_drawn = pool
        .iter()
        .filter(|row| matches!(draw.explain(&row.id), Explanation::Drawn { .. }));
    assert_eq!(told_drawn.count(), 16);
}
