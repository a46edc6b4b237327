//! `duban show`: everything about one thing, found by its id.

mod library;
mod task;
mod things;

pub(super) use library::registry;
pub(super) use things::{fields, rows};

use super::desk::Desk;
use super::end::{Done, End};
use crate::cli::{follow_up, lead};
use crate::domain::batch::Batch;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::Lead;
use crate::domain::library::Officer;
use crate::domain::refusal::Refusal;
use crate::domain::state::Read;
use crate::domain::target::Target;
use crate::domain::task::Task;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(value_name = "ID")]
    id: String,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let id = args.id.trim();
    match id {
        "campaign" => return Ok(things::campaign(desk, &session)),
        "operators" => return Ok(things::operators(desk, &session)),
        _ => {}
    }
    let view = session.view();
    let state = view.state();
    if let Some(batch) = state.get::<Batch>(id) {
        return Ok(things::batch(desk, &session, &session.shown(batch)));
    }
    if let Some(task) = state.get::<Task>(id) {
        return Ok(task::task(desk, &session, &task));
    }
    let line = view.registry_line_of(id)?;
    let target = state.get::<Target>(id);
    if line.is_some() || target.is_some() {
        return Ok(library::target(
            desk,
            &session,
            id,
            line.as_deref(),
            target.as_ref(),
        ));
    }
    if let Some(officer) = state.get::<Officer>(id) {
        return Ok(library::officer(desk, &session, &officer));
    }
    if let Some(of) = state.get::<FollowUp>(id) {
        return Ok(follow_up::show(desk, &session, &of));
    }
    if let Some(lead) = state.get::<Lead>(id) {
        return Ok(lead::shown(desk, &session, &lead));
    }
    let known = state.all::<Batch>().into_iter().map(|b| b.id).take(8).collect();
    let (what, id) = ("anything", id.to_owned());
    Err(Refusal::NotFound { what, id, known }.into())
}
