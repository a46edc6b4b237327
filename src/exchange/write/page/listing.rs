//! The published files by name, each with its hash and the files that state this hash.

use super::{HTML_EN, HTML_ZH, MARKDOWN_EN, MARKDOWN_ZH};
use crate::draw::Profile;
use crate::draw::verify::Files;

/// A published file as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Name without folder.
    pub name: String,
    /// Its length.
    pub bytes: usize,
    /// Its hash under the batch's profile.
    pub hash: String,
    /// Other files that state this hash, and so bind this file.
    pub stated_in: Vec<String>,
}

/// All files but the pages themselves, which cannot state their own hash.
pub(super) fn listing(files: &Files, profile: Profile) -> Vec<Listed> {
    let pages = [HTML_ZH, HTML_EN, MARKDOWN_ZH, MARKDOWN_EN];
    let rest = || files.iter().filter(|(name, _)| !pages.contains(&name.as_str()));
    let witnesses: Vec<(&String, &str)> = rest()
        .filter(|(name, _)| name.ends_with(".json") || name.ends_with(".txt"))
        .filter_map(|(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?)))
        .collect();
    let listed = |(name, bytes): (&String, &Vec<u8>)| {
        let hash = profile.hex(bytes);
        let states = |(witness, text): &&(&String, &str)| *witness != name && text.contains(&hash);
        let stated_in = witnesses
            .iter()
            .filter(states)
            .map(|(witness, _)| (*witness).clone())
            .collect();
        Listed {
            name: name.clone(),
            bytes: bytes.len(),
            hash,
            stated_in,
        }
    };
    rest().map(listed).collect()
}
