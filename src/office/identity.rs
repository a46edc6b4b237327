//! Who sits at the keyboard, as the operating system knows it.

use crate::domain::operator::{Actor, Operator};
use crate::domain::refusal::Refusal;
use crate::domain::state::{Read, State};

/// Names listed in a refusal at most.
const SHOWN: usize = 8;

/// The login: the name of the process's user, from the system's user table, or `uid-N` where it has none.
pub fn login() -> String {
    let uid = rustix::process::getuid().as_raw();
    let table = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = table.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| format!("uid-{uid}"))
}

/// The terminal's name, where standard input is one.
pub fn terminal() -> String {
    let name = rustix::termios::ttyname(std::io::stdin(), Vec::new());
    name.ok()
        .and_then(|name| name.into_string().ok())
        .unwrap_or_default()
}

/// The actor for this process: the operator called `name` where one is given (`--as`), else the login's own.
pub fn actor<S: State + ?Sized>(state: &S, name: Option<&str>) -> Result<Actor, Refusal> {
    let os_user = login();
    let known = || {
        state
            .all::<Operator>()
            .into_iter()
            .map(|o| o.name)
            .take(SHOWN)
            .collect()
    };
    let operator = match name {
        Some(name) => match state.get::<Operator>(name) {
            Some(operator) => operator,
            None => {
                return Err(Refusal::UnknownOperator {
                    name: name.to_owned(),
                    known: known(),
                });
            }
        },
        None => match state.all::<Operator>().into_iter().find(|o| o.os_user == os_user) {
            Some(operator) => operator,
            None => {
                return Err(Refusal::UnknownLogin {
                    os_user,
                    known: known(),
                });
            }
        },
    };
    Ok(Actor {
        operator: operator.name,
        os_user,
        terminal: terminal(),
    })
}
