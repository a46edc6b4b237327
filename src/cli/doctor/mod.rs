//! `duban doctor`: whether terminal, locale, data directory and clock are fit for work, and what to change where not.

mod data;
mod terminal;

use serde_json::{Value, json};

use super::desk::Desk;
use super::end::{Done, End};
use crate::exchange::write::{Cell, Column, Table};

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Fit.
    Good,
    /// Work is possible; something could be better.
    Note,
    /// Work is not possible, or not safe.
    Bad,
}

impl State {
    fn key(self) -> &'static str {
        match self {
            State::Good => "doctor.good",
            State::Note => "doctor.note",
            State::Bad => "doctor.bad",
        }
    }

    fn word(self) -> &'static str {
        &self.key()["doctor.".len()..]
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Check {
    /// What, as a message key under `doctor.`.
    what: &'static str,
    state: State,
    /// As it was found.
    found: String,
    /// What to change, as a message key under `doctor.`; none where nothing has to be.
    advice: Option<&'static str>,
}

impl Check {
    fn good(what: &'static str, found: impl Into<String>) -> Self {
        let found = found.into();
        Self {
            what,
            state: State::Good,
            found,
            advice: None,
        }
    }

    fn note(what: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self {
            state: State::Note,
            advice: Some(advice),
            ..Self::good(what, found)
        }
    }

    fn bad(what: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self {
            state: State::Bad,
            ..Self::note(what, found, advice)
        }
    }
}

/// Looks at everything and changes nothing. Exit code 3 where something is not fit.
pub(super) fn run(desk: &Desk) -> Result<Done, End> {
    let env = |name: &str| std::env::var(name).ok();
    let mut checks = terminal::checks(&env, &terminal::Asked::of_terminal());
    checks.extend(data::checks(&desk.dir()?, chrono::Utc::now()));
    let text = told(desk, &checks);
    let value: Vec<Value> = checks.iter().map(|check| value(desk, check)).collect();
    let done = Done::new(text, value.into());
    if checks.iter().any(|check| check.state == State::Bad) {
        return Ok(Done { code: 3, ..done });
    }
    Ok(done)
}

fn told(desk: &Desk, checks: &[Check]) -> String {
    let columns = vec![
        Column::left("state", desk.word("doctor.state")),
        Column::left("what", desk.word("doctor.what")),
        Column::left("found", desk.word("doctor.found")),
    ];
    let mut table = Table::new("", columns);
    for check in checks {
        table.rows.push(vec![
            Cell::new(desk.word(check.state.key()), check.state.word()),
            Cell::new(desk.word(&format!("doctor.{}", check.what)), check.what),
            check.found.as_str().into(),
        ]);
    }
    let mut text = desk.table(&table);
    for check in checks {
        if let Some(advice) = check.advice {
            let what = desk.word(&format!("doctor.{}", check.what));
            let advice = desk.word(&format!("doctor.{advice}"));
            text.push_str(&desk.say("doctor.advice", &[("what", &what), ("advice", &advice)]));
        }
    }
    text
}

fn value(desk: &Desk, check: &Check) -> Value {
    json!({
        "what": check.what, "state": check.state.word(), "found": check.found,
        "advice": check.advice.map(|advice| desk.word(&format!("doctor.{advice}"))),
    })
}
