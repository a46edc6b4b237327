//! Several batches of one office: each holds alone, none is missing, and each follows the record made before it, so
//! that no draw was made and silently thrown away.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::{self, Checked, Link};
use super::{Difference, Files, Stage, Verified};

/// Batches that hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// The batches by number.
    pub batches: Vec<Verified>,
    /// Names of batches that follow a record which is not shown: it belongs to a batch before the given ones, or is
    /// withheld. Empty when all batches of the office are given and open.
    pub unseen: Vec<String>,
}

/// A given batch.
struct Member<'n> {
    name: &'n str,
    checked: Checked,
}

/// Checks batches of one office, each under the name by which a message is to call it, in any order. The numbers must
/// run without gap or repetition; they may begin after 1, and then the records before cannot be asked for.
///
/// # Errors
/// The first [`Difference`]; one within a batch comes as [`Difference::Batch`].
pub fn chain(batches: &[(String, Files)]) -> Result<Chained, Difference> {
    let mut members = Vec::new();
    for (name, files) in batches {
        let checked = batch::check(files).map_err(|difference| Difference::Batch {
            name: name.clone(),
            difference: Box::new(difference),
        })?;
        members.push(Member { name, checked });
    }
    members.sort_by_key(|member| member.checked.verified.number);
    check_numbers(&members)?;
    check_names(&members)?;
    check_forks(&members)?;
    let unseen = check_links(&members)?;
    check_redraws(&members)?;
    Ok(Chained {
        batches: members
            .into_iter()
            .map(|member| member.checked.verified)
            .collect(),
        unseen,
    })
}

fn check_numbers(members: &[Member]) -> Result<(), Difference> {
    for (one, next) in members.iter().zip(members.iter().skip(1)) {
        let (number, after) = (one.checked.verified.number, next.checked.verified.number);
        if number == after {
            let (first, second) = (one.name.to_owned(), next.name.to_owned());
            return Err(Difference::NumberTwice {
                number,
                first,
                second,
            });
        }
        if after - number > 1 {
            return Err(Difference::NumberMissing { number: number + 1 });
        }
    }
    Ok(())
}

fn check_names(members: &[Member]) -> Result<(), Difference> {
    let mut names = BTreeMap::new();
    for member in members {
        let batch = &member.checked.verified.batch;
        if let Some(first) = names.insert(batch, member.name) {
            return Err(Difference::NameTwice {
                batch: batch.clone(),
                first: first.to_owned(),
                second: member.name.to_owned(),
            });
        }
    }
    Ok(())
}

/// A first record follows the newest record there was, so no two follow the same one.
fn check_forks(members: &[Member]) -> Result<(), Difference> {
    let mut followed: BTreeMap<&Option<String>, &str> = BTreeMap::new();
    for member in members {
        let Some((_, previous)) = &member.checked.first else {
            continue;
        };
        if let Some(first) = followed.insert(previous, member.name) {
            return Err(Difference::Fork {
                first: first.to_owned(),
                second: member.name.to_owned(),
                previous: previous.clone().unwrap_or_else(|| "null".to_owned()),
            });
        }
    }
    Ok(())
}

/// Every link leads to a record of another batch, as far as all records are there to be seen; gives those that lead
/// out of sight.
fn check_links(members: &[Member]) -> Result<Vec<String>, Difference> {
    let whole = is_whole(members) && members.iter().all(|member| !member.checked.withheld);
    let mut unseen = BTreeSet::new();
    for member in members {
        let checked = &member.checked;
        let others = members
            .iter()
            .filter(|other| other.checked.verified.number != checked.verified.number);
        let known: BTreeSet<&String> = others.flat_map(|other| &other.checked.hashes).collect();
        for (file, previous) in links(checked) {
            match previous {
                Some(hash) if known.contains(hash) => {}
                None => {}
                Some(hash) if whole => {
                    return Err(Difference::Unlinked {
                        name: member.name.to_owned(),
                        file: file.clone(),
                        previous: hash.clone(),
                    });
                }
                Some(_) => {
                    unseen.insert(member.name.to_owned());
                }
            }
        }
    }
    Ok(unseen.into_iter().collect())
}

fn links(checked: &Checked) -> impl Iterator<Item = &Link> {
    checked.announced.iter().chain(&checked.first)
}

fn is_whole(members: &[Member]) -> bool {
    members
        .first()
        .is_none_or(|member| member.checked.verified.number == 1)
}

fn check_redraws(members: &[Member]) -> Result<(), Difference> {
    for (at, member) in members.iter().enumerate() {
        let Some(void) = &member.checked.instead_of else {
            continue;
        };
        let (name, batch) = (member.name.to_owned(), void.batch.clone());
        let mut before = members.iter().take(at);
        match before.find(|other| other.checked.verified.batch == void.batch) {
            Some(other) if other.checked.verified.stage == Stage::Void => {}
            Some(_) => return Err(Difference::RedrawsStanding { name, batch }),
            None if is_whole(members) => return Err(Difference::RedrawsNothing { name, batch }),
            None => {}
        }
    }
    Ok(())
}
