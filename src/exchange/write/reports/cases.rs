//! The cases of the campaign: major ones that were reported upwards, and typical ones that are made public.

use crate::domain::campaign::Campaign;
use crate::domain::follow_up::{FollowUp, FollowUpState, Kind};
use crate::exchange::write::{Column, Table};
use crate::lang::Lang;

/// A row a case, in the order of the ledger; what was not approved or was withdrawn is left out.
pub fn cases(lang: Lang, campaign: &Campaign, ledger: &[FollowUp]) -> Table {
    let word = |key: &str| lang.word(key).into_owned();
    let heads = ["id", "kind", "unit", "target", "what", "state", "on"];
    let heads = heads.map(|id| Column::left(id, word(&format!("report.case-{id}"))));
    let mut table = Table::new(word("report.cases"), heads.to_vec());
    let gone = [
        FollowUpState::Proposed,
        FollowUpState::Refused,
        FollowUpState::Withdrawn,
    ];
    let shown =
        |of: &&FollowUp| matches!(of.kind(), Kind::Major | Kind::Typical) && !gone.contains(&of.state());
    let row = |of: &FollowUp| {
        let cells = [
            of.id.clone(),
            word(of.kind().key()),
            campaign.regions.name(of.unit),
            of.name.clone(),
            of.matter.what().to_owned(),
            word(of.state().key()),
            of.opened_on.to_string(),
        ];
        cells.into_iter().map(Into::into).collect()
    };
    table.rows = ledger.iter().filter(shown).map(row).collect();
    table
}
