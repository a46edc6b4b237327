//! `duban why`: why a target was drawn, was not, or could not be.

use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use super::show::fields;
use crate::domain::explain::{Fate, LeftOut, Outcome, Place, Ranked, Standing, chance, explain};
use crate::domain::state::Read;
use crate::domain::target::Target;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "BATCH")]
    batch: String,
    #[arg(long, value_name = "ID")]
    id: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let view = session.view();
    let found = explain(view.state(), &args.batch, &args.id)?;
    let name = view.state().get::<Target>(&found.id).map(|target| target.name);
    let mut rows = vec![
        ("target", [found.id.clone(), name.unwrap_or_default()].join("  ")),
        ("answer", desk.word(answer(&found.standing))),
    ];
    rows.extend(particulars(desk, &found.standing));
    let json = value(&found.batch, &found.id, &found.standing);
    Ok(Done::new(fields(desk, &rows), json))
}

fn answer(standing: &Standing) -> &'static str {
    match standing {
        Standing::LeftOut(_) => "pane.draw.answer-left-out",
        Standing::Waiting(_) => "pane.draw.answer-waiting",
        Standing::NotDrawn(..) => "pane.draw.answer-not-drawn",
        Standing::Drawn(_, _, outcome) => match outcome.fate {
            Fate::Active => "pane.draw.answer-drawn",
            Fate::Replaced => "pane.draw.answer-replaced",
            Fate::Struck => "pane.draw.answer-struck",
        },
    }
}

type Row = (&'static str, String);

fn particulars(desk: &Desk, standing: &Standing) -> Vec<Row> {
    match standing {
        Standing::LeftOut(LeftOut::Unknown) => vec![("reason", desk.word("pane.draw.not-known"))],
        Standing::LeftOut(LeftOut::Because(why, detail)) => {
            let why = [desk.word(why.key()), detail.clone()].join("  ");
            vec![("reason", why.trim_end().to_owned())]
        }
        Standing::Waiting(place) => of_place(place),
        Standing::NotDrawn(place, ranked) => [of_place(place), of_ticket(place, ranked)].concat(),
        Standing::Drawn(place, ranked, outcome) => {
            [of_outcome(outcome), of_place(place), of_ticket(place, ranked)].concat()
        }
    }
}

fn of_place(place: &Place) -> Vec<Row> {
    let odds = place.places.map(|n| chance(n, place.size));
    vec![
        ("stratum", place.stratum.clone()),
        ("chance", odds.unwrap_or_else(|| format!("—/{}", place.size))),
    ]
}

fn of_ticket(place: &Place, ranked: &Ranked) -> Vec<Row> {
    vec![
        ("rank", format!("{}/{}", ranked.rank, place.size)),
        ("ticket", ranked.ticket.clone()),
        (
            "threshold",
            ranked.threshold.clone().unwrap_or_else(|| "—".to_owned()),
        ),
    ]
}

fn of_outcome(outcome: &Outcome) -> Vec<Row> {
    let ended = outcome.ended.as_ref();
    let parts = [
        ("task", outcome.task.clone()),
        ("replaces", outcome.replaces.clone()),
        (
            "reason",
            ended.map(|(reason, evidence)| format!("{reason}  {evidence}")),
        ),
    ];
    parts
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)))
        .collect()
}

/// Where the target `id` stands in `batch`, for machines.
pub(super) fn value(batch: &str, id: &str, standing: &Standing) -> Value {
    let more = match standing {
        Standing::LeftOut(LeftOut::Unknown) => json!({"standing": "left-out"}),
        Standing::LeftOut(LeftOut::Because(why, detail)) => {
            json!({"standing": "left-out", "reason": why.word(), "detail": detail})
        }
        Standing::Waiting(place) => merged(json!({"standing": "waiting"}), placed(place)),
        Standing::NotDrawn(place, ranked) => merged(
            json!({"standing": "not-drawn"}),
            merged(placed(place), ticketed(ranked)),
        ),
        Standing::Drawn(place, ranked, outcome) => {
            let drawn = json!({
                "standing": "drawn", "how": outcome.how, "fate": outcome.fate, "task": outcome.task,
                "replaces": outcome.replaces,
            });
            merged(drawn, merged(placed(place), ticketed(ranked)))
        }
    };
    merged(json!({"batch": batch, "id": id}), more)
}

fn placed(place: &Place) -> Value {
    json!({"stratum": place.stratum, "N": place.size, "n": place.places})
}

fn ticketed(ranked: &Ranked) -> Value {
    json!({"rank": ranked.rank, "ticket": ranked.ticket, "threshold": ranked.threshold})
}

fn merged(mut one: Value, other: Value) -> Value {
    if let (Some(one), Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}
