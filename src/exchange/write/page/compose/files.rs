//! The published files with their hashes, so that a download can be checked.

use super::super::doc::{Grid, Line, code, line};
use super::super::listing::Listed;
use super::{Draft, hash_name};
use crate::draw::Profile;

pub(super) fn write(d: &mut Draft) {
    let facts = d.facts;
    if facts.listing.is_empty() {
        return;
    }
    d.section("files.title");
    d.para("files.is", &[("profile", hash_name(facts.profile).into())]);
    let commands = match facts.profile {
        Profile::Sha256 => vec![
            line(code("sha256sum FILE")),
            line(code("certutil -hashfile FILE SHA256")),
        ],
        Profile::Sm3 => vec![line(code("openssl dgst -sm3 FILE"))],
    };
    d.para("files.command", &[]);
    d.list(commands);
    d.para("files.page", &[]);
    let columns = [
        ("files.name", false),
        ("files.bytes", true),
        ("files.hash", false),
        ("files.stated", false),
    ];
    d.grid(Grid {
        caption: d.say("files.caption", &[]),
        columns: d.columns(&columns),
        rows: facts.listing.iter().map(|listed| cells(d, listed)).collect(),
        foot: Vec::new(),
    });
}

fn cells(d: &Draft, listed: &Listed) -> Vec<Line> {
    let stated = listed.stated_in.iter().map(|name| line(d.file(name))).collect();
    vec![
        line(d.file(&listed.name)),
        line(listed.bytes),
        line(code(&listed.hash)),
        d.join("join", stated),
    ]
}
