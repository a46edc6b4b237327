//! What the office does around a draw: days at the desk, and an outsider who verifies whatever is published.

use duban::domain::batch::Batch;
use duban::domain::state::Read;
use duban::domain::task::Task;

use crate::common::*;
use crate::recovery::{dump, rebuilt, same};

mod abandoned;
mod confidential;
mod extend;
mod left_out;
mod officer;
mod outcome;
mod overlap;
mod pair;
mod plan;
mod public_value;
mod random;
mod replace;
mod sm3;
mod strike;
mod void;
mod withhold;

/// The journal alone gives the batches and tasks back as they are.
fn replayed(desk: Desk) {
    fn records(desk: &Desk) -> (Vec<Batch>, Vec<Task>) {
        (desk.office.view().state().all(), desk.tasks())
    }
    let before = records(&desk);
    let Desk { dir, office } = desk;
    drop(office);
    let live = dump(dir.path());
    same(&live, &rebuilt(dir.path()));
    let office = open(dir.path());
    assert_eq!(before, records(&Desk { dir, office }));
}
