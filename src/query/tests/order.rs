//! Orders: each kind of value, absent ones last, stable and total.

use std::cmp::Ordering;

use proptest::prelude::*;
use rstest::rstest;

use super::{Bag, day, place};
use crate::query::{Field, List, Order, Value, Wrong};

fn order(text: &str) -> Order {
    Order::parse(text, List::Tasks.fields()).unwrap()
}

fn sorted(by: &str, field: Field, values: &[Value<'static>]) -> Vec<usize> {
    let rows: Vec<Bag> = values
        .iter()
        .map(|v| Bag(vec![(field, *v)]))
        .chain([Bag::default()])
        .collect();
    let order = order(by);
    let mut places: Vec<usize> = (0..rows.len()).rev().collect();
    order.sort(&mut places, |at| order.keys(&rows[*at]));
    places
}

#[rstest]
#[case("due", Field::Due, &[day("2021-12-31"), day("2022-01-02"), day("2022-01-10")])]
#[case("期限", Field::Due, &[day("2021-12-31"), day("2022-01-02"), day("2022-01-10")])]
#[case("rank", Field::Rank, &[Value::Number(-1), Value::Number(9), Value::Number(10)])]
#[case("grade", Field::Grade, &[Value::Choice(0), Value::Choice(1), Value::Choice(2), Value::Choice(3)])]
#[case("region", Field::Region, &[place("420000"), place("420106"), place("420500")])]
// 黄石 Shi before 武汉 Wu before 襄阳 Xiang; 西安 (Xi An) before 先 (Xian): syllable by syllable.
#[case("name", Field::Name, &[Value::Text("黄石"), Value::Text("武昌"), Value::Text("武汉"), Value::Text("西安"), Value::Text("先"), Value::Text("襄阳")])]
#[case("id", Field::Id, &[Value::Text("B-0002"), Value::Text("B-0010"), Value::Text("B-9999"), Value::Text("B-10000"), Value::Text("C-0001")])]
fn values_come_in_their_order_and_absent_ones_last(
    #[case] by: &str,
    #[case] field: Field,
    #[case] values: &[Value<'static>],
) {
    let up: Vec<usize> = (0..=values.len()).collect();
    assert_eq!(sorted(by, field, values), up);
    let down: Vec<usize> = (0..values.len()).rev().chain([values.len()]).collect();
    assert_eq!(sorted(&format!("-{by}"), field, values), down);
}

#[test]
fn a_second_field_decides_where_the_first_does_not_and_the_rest_stays_in_place() {
    let row = |due: &str, rank| Bag(vec![(Field::Due, day(due)), (Field::Rank, Value::Number(rank))]);
    let rows = [
        row("2022-06-02", 1),
        row("2022-06-01", 1),
        row("2022-06-01", 2),
        row("2022-06-01", 1),
    ];
    let order = order("due，-rank");
    let mut places = vec![0, 1, 2, 3];
    order.sort(&mut places, |at| order.keys(&rows[*at]));
    assert_eq!(places, [2, 1, 3, 0]);
    assert_eq!(
        (order.text().as_str(), order.first()),
        ("due,-rank", Some((Field::Due, false)))
    );
}

#[test]
fn an_unknown_field_is_told_with_its_column() {
    let fault = Order::parse("due,-colour", List::Tasks.fields()).unwrap_err();
    assert_eq!((fault.column, fault.wrong), (6, Wrong::Field("colour".into())));
    assert!(Order::parse("", &[]).unwrap().is_empty());
}

fn row() -> impl Strategy<Value = Bag> {
    let text = prop::sample::select(vec!["武汉", "武昌", "襄阳", "A", "b", "1"]);
    let value = prop_oneof![
        (0..3_i64).prop_map(|n| (Field::Rank, Value::Number(n))),
        text.prop_map(|t| (Field::Name, Value::Text(t))),
        (0..4_usize).prop_map(|n| (Field::Grade, Value::Choice(n))),
    ];
    prop::collection::vec(value, 0..4).prop_map(Bag)
}

proptest! {
    #[test]
    fn it_is_a_total_order(a in row(), b in row(), c in row(), by in prop::sample::select(vec!["name", "-name,rank", "grade,-rank,name"])) {
        let order = order(by);
        let [a, b, c] = [a, b, c].map(|row| order.keys(&row));
        let cmp = |x, y| order.compare(x, y);
        prop_assert_eq!(cmp(&a, &a), Ordering::Equal);
        prop_assert_eq!(cmp(&a, &b), cmp(&b, &a).reverse());
        if cmp(&a, &b) != Ordering::Greater && cmp(&b, &c) != Ordering::Greater {
            prop_assert_ne!(cmp(&a, &c), Ordering::Greater);
        }
    }
}
