//! The rule by which an officer steps in, worked out from the published files as an outsider would.

use std::collections::BTreeMap;

use duban::domain::task::Task;
use duban::draw::Profile;
use duban::draw::verify::Files;
use serde_json::Value;

use crate::common::*;

/// The ticket as SSJ-1 words it, by sums of one's own.
pub(super) fn ticket(seed: &str, id: &str) -> String {
    let hash = Profile::Sha256.hex(format!("{}{id}", Profile::Sha256.hex(seed)));
    let mut reversed: Vec<u8> = Vec::new();
    for digit in hash.chars() {
        let mut carry = digit.to_digit(16).unwrap();
        for place in &mut reversed {
            carry += u32::from(*place) * 16;
            *place = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            reversed.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    reversed.resize(reversed.len().max(64), 0);
    let digits: String = reversed.iter().map(|digit| char::from(b'0' + digit)).collect();
    format!("0.{digits}")
}

/// Who could step in for `out`, the first before the others, from the published files alone: the round's roster, its
/// conflicts and teams, and the changes so far. What came up later is not in them.
pub(super) fn ranking(files: &Files, round: &str, task: &Task, out: &str) -> Vec<(u32, String, String)> {
    let name = |stem: &str, ending: &str| format!("{stem}{round}.{ending}");
    let matched = json(files, &name("match", "json"));
    let seed = matched["seed"].as_str().unwrap();
    let mut teams: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for team in matched["pools"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|pool| pool["teams"].as_array().unwrap())
    {
        let members = ["a", "b"].iter().flat_map(|dept| team[dept].as_array().unwrap());
        let members = members
            .map(|officer| officer.as_str().unwrap().to_owned())
            .collect();
        teams.insert(team["task"].as_str().unwrap().to_owned(), members);
    }
    let changes = files
        .contains_key("team-changes.json")
        .then(|| json(files, "team-changes.json"));
    for change in changes
        .iter()
        .flat_map(|list| list["changes"].as_array().unwrap())
    {
        let members = teams
            .get_mut(change["task"].as_str().unwrap())
            .into_iter()
            .flatten();
        members
            .filter(|member| **member == change["out"])
            .for_each(|m| *m = change["in"].as_str().unwrap().to_owned());
    }
    let roster: Vec<Vec<&str>> = text(files, &name("roster", "tsv"))
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let leaving = roster.iter().find(|row| row[0] == out).unwrap();
    let conflicts = text(files, &name("conflicts", "tsv"));
    let team = &teams[&task.target];
    let mut able = Vec::new();
    for row in roster
        .iter()
        .filter(|row| row[1..3] == leaving[1..3] && !team.iter().any(|m| m == row[0]))
    {
        let held = teams
            .values()
            .flatten()
            .filter(|member| *member == row[0])
            .count() as u32;
        let load = row[4].parse::<u32>().unwrap() + held;
        let certified = row[5] <= "2022-06-11" && row[6] >= "2022-07-20";
        let avoids = conflicts
            .lines()
            .any(|line| line == format!("{}\t{}", row[0], task.target));
        if load < row[3].parse().unwrap() && certified && !avoids {
            able.push((
                load,
                ticket(seed, &format!("replace|{}|{}", task.target, row[0])),
                row[0].to_owned(),
            ));
        }
    }
    able.sort();
    able
}

pub(super) fn last_change(files: &Files) -> Value {
    json(files, "team-changes.json")["changes"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}
