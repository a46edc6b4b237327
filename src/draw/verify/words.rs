//! What the differences are called, and their parameters, for messages in other languages.

use super::Difference;
use crate::draw::files::PLAN;

impl Difference {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            Difference::MissingFile { .. } => "verify_missing_file",
            Difference::Fault(fault) => fault.code(),
            Difference::Json { .. } => "verify_json",
            Difference::Field { .. } => "verify_field",
            Difference::Changed { .. } => "verify_changed",
            Difference::Seed { broken, .. } => broken.code(),
            Difference::Plan(fault) => fault.code(),
            Difference::Draw { error, .. } => error.code(),
            Difference::Match { error, .. } => error.code(),
            Difference::Change { error, .. } => error.code(),
            Difference::Leaf { .. } => "verify_leaf",
            Difference::Membership { .. } => "verify_membership",
            Difference::Value { .. } => "verify_value",
            Difference::Spelling { .. } => "verify_spelling",
            Difference::Table { .. } => "verify_table",
            Difference::Chain { .. } => "verify_chain",
            Difference::History { .. } => "verify_history",
            Difference::NotFirst { .. } => "verify_not_first",
            Difference::Unknown { field: "parent", .. } => "verify_parent",
            Difference::Unknown { .. } => "verify_sealed",
            Difference::OldParent { .. } => "verify_old_parent",
            Difference::ForeignTask { .. } => "verify_foreign_task",
            Difference::SecondTeam { .. } => "verify_second_team",
            Difference::LeftOutTask { .. } => "verify_left_out_task",
            Difference::SlipRows { .. } => "verify_slip_rows",
            Difference::NoStratum { .. } => "verify_no_stratum",
            Difference::PassedOver { .. } => "verify_passed_over",
            Difference::Batch { difference, .. } => difference.code(),
            Difference::NumberTwice { .. } => "verify_number_twice",
            Difference::NumberMissing { .. } => "verify_number_missing",
            Difference::NameTwice { .. } => "verify_name_twice",
            Difference::Unlinked { .. } => "verify_unlinked",
            Difference::Fork { .. } => "verify_fork",
            Difference::RedrawsNothing { .. } => "verify_redraws_nothing",
            Difference::RedrawsStanding { .. } => "verify_redraws_standing",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Difference::MissingFile { file } => in_file(file, Vec::new()),
            Difference::Fault(fault) => fault.details(),
            Difference::Json {
                file,
                line,
                column,
                message,
            } => {
                let place = vec![("line", line.to_string()), ("column", column.to_string())];
                in_file(file, and(place, "message", message))
            }
            Difference::Field { file, field, found } => {
                in_file(file, and(vec![("field", (*field).to_owned())], "found", found))
            }
            Difference::Changed {
                file,
                found,
                witness,
                stated,
            } => in_file(
                file,
                texts([("found", found), ("witness", witness), ("stated", stated)]),
            ),
            Difference::Seed { file, broken } => in_file(file, broken.details()),
            Difference::Plan(fault) => in_file(PLAN, fault.details()),
            Difference::Draw { file, error } => in_file(file, error.details()),
            Difference::Match { file, error } => in_file(file, error.details()),
            Difference::Change { file, change, error } => {
                let number = vec![("change", change.to_string())];
                in_file(file, number.into_iter().chain(error.details()).collect())
            }
            Difference::Leaf { file, id } | Difference::Membership { file, id } => {
                in_file(file, texts([("id", id)]))
            }
            Difference::Value { file, difference } => in_file(file, difference.details()),
            Difference::Spelling { file, line } => in_file(file, vec![("line", line.to_string())]),
            Difference::Table {
                file,
                line,
                expected,
                found,
            } => {
                let place = vec![("line", line.to_string())];
                in_file(file, and(and(place, "expected", expected), "found", found))
            }
            Difference::Chain {
                file,
                before,
                stated,
                found,
            } => in_file(
                file,
                texts([("before", before), ("stated", stated), ("found", found)]),
            ),
            Difference::History { file, act } => in_file(file, vec![("act", act.to_string())]),
            Difference::NotFirst { file, acts } => in_file(file, vec![("acts", acts.to_string())]),
            Difference::Unknown { file, field, hash } => {
                in_file(file, and(vec![("field", (*field).to_owned())], "hash", hash))
            }
            Difference::OldParent { file } => in_file(file, Vec::new()),
            Difference::ForeignTask { file, pool, id } | Difference::LeftOutTask { file, pool, id } => {
                in_file(file, texts([("pool", pool), ("id", id)]))
            }
            Difference::SecondTeam { file, id, round } => {
                in_file(file, and(vec![("round", round.to_string())], "id", id))
            }
            Difference::SlipRows { file, rows } => in_file(file, vec![("rows", rows.to_string())]),
            Difference::NoStratum { id, stratum } => texts([("id", id), ("stratum", stratum)]),
            Difference::PassedOver {
                id,
                stratum,
                ticket,
                threshold,
            } => texts([
                ("id", id),
                ("stratum", stratum),
                ("ticket", ticket),
                ("threshold", threshold),
            ]),
            Difference::Batch { name, difference } => {
                let own = difference.details();
                texts([("name", name)]).into_iter().chain(own).collect()
            }
            Difference::NumberTwice {
                number,
                first,
                second,
            } => {
                let number = vec![("number", number.to_string())];
                and(and(number, "first", first), "second", second)
            }
            Difference::NumberMissing { number } => vec![("number", number.to_string())],
            Difference::NameTwice { batch, first, second } => {
                texts([("batch", batch), ("first", first), ("second", second)])
            }
            Difference::Unlinked { name, file, previous } => {
                in_file(file, texts([("name", name), ("previous", previous)]))
            }
            Difference::Fork {
                first,
                second,
                previous,
            } => texts([("first", first), ("second", second), ("previous", previous)]),
            Difference::RedrawsNothing { name, batch } | Difference::RedrawsStanding { name, batch } => {
                texts([("name", name), ("batch", batch)])
            }
        }
    }
}

type Details = Vec<(&'static str, String)>;

fn in_file(file: &str, rest: Details) -> Details {
    let file = [("file", file.to_owned())];
    file.into_iter().chain(rest).collect()
}

fn texts<const N: usize>(named: [(&'static str, &String); N]) -> Details {
    named.map(|(name, text)| (name, text.clone())).to_vec()
}

fn and(mut details: Details, name: &'static str, text: &str) -> Details {
    details.push((name, text.to_owned()));
    details
}
