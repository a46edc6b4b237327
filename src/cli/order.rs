//! `duban order` and `duban merge`: a draw's order from ids, whole or in shards computed anywhere, without a database.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::audit::read_bytes;
use super::desk::Desk;
use super::end::{Done, End};
use super::{found, parse};
use crate::draw::files::{Fault, FaultKind};
use crate::draw::shards::{Shard, merge as join};
use crate::draw::{Profile, Ranked, Tickets};

#[derive(clap::Args, Debug)]
pub(super) struct OrderArgs {
    #[arg(long, value_name = "S")]
    seed: String,
    #[arg(long, value_name = "FILE|-")]
    ids: PathBuf,
    #[arg(long, value_name = "N", value_parser = parse::number::<usize>)]
    take: usize,
    #[arg(long, value_name = "D", value_parser = parse::number::<usize>, default_value_t = 0)]
    drop: usize,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
}

#[derive(clap::Args, Debug)]
pub(super) struct MergeArgs {
    #[arg(value_name = "FILE|-", required = true)]
    shards: Vec<PathBuf>,
    #[arg(long, value_name = "N", value_parser = parse::number::<usize>)]
    take: usize,
    #[arg(long, value_name = "D", value_parser = parse::number::<usize>, default_value_t = 0)]
    drop: usize,
    #[arg(long, value_name = "S")]
    seed: Option<String>,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
}

pub(super) fn order(desk: &Desk, args: &OrderArgs) -> Result<Done, End> {
    let (name, bytes) = read_bytes(&args.ids)?;
    let ids = ids(desk, &name, &bytes)?;
    let tickets = Tickets::new(args.profile, &args.seed);
    let first = tickets.bottom(ids, args.take.saturating_add(args.drop));
    let asked = first.get(args.drop..).unwrap_or_default();
    let (text, rows) = listed(asked, args.drop);
    Ok(Done::exact(text, rows.into()))
}

/// The ids, a line each. What would silently give an id another ticket, or two places, is an error.
fn ids<'a>(desk: &Desk, name: &str, bytes: &'a [u8]) -> Result<Vec<&'a str>, End> {
    let text = str::from_utf8(bytes).map_err(|e| not_utf8(desk, name, bytes.get(..e.valid_up_to())))?;
    let fault = |line: usize, key: &str| {
        let args = [
            ("file", name),
            ("line", &line.to_string()),
            ("what", &*desk.word(key)),
        ];
        End::Fault(desk.say("ids.fault", &args))
    };
    let ids: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
    let mut seen = std::collections::HashSet::new();
    for (n, id) in ids.iter().enumerate() {
        let key = if id.is_empty() {
            "ids.blank"
        } else if id.ends_with('\r') {
            "ids.crlf"
        } else if id.starts_with('\u{feff}') {
            "ids.bom"
        } else if !seen.insert(*id) {
            "ids.twice"
        } else {
            continue;
        };
        return Err(fault(n + 1, key));
    }
    Ok(ids)
}

fn not_utf8(desk: &Desk, name: &str, before: Option<&[u8]>) -> End {
    let mut lines = before.unwrap_or_default().split(|b| *b == b'\n');
    let last = lines.next_back().unwrap_or_default();
    let kind = FaultKind::NotUtf8 {
        column: last.len() + 1,
    };
    let (file, line, field) = (name.to_owned(), lines.count() + 1, None);
    found::fault(
        desk,
        &Fault {
            file,
            line,
            field,
            kind,
        },
    )
}

/// Joins what `order` gave for each shard, as if it had been asked for all of them at once.
pub(super) fn merge(desk: &Desk, args: &MergeArgs) -> Result<Done, End> {
    let mut texts = Vec::new();
    for path in &args.shards {
        texts.push(read_bytes(path)?);
    }
    let shards: Vec<Shard> = texts.iter().map(|(name, bytes)| Shard { name, bytes }).collect();
    let seed = args.seed.as_deref().map(|seed| (args.profile, seed));
    let merged = join(&shards, args.drop, args.take, seed).map_err(|fault| found::fault(desk, &fault))?;
    let (text, rows) = listed(&merged.rows, args.drop);
    let value = json!({"rows": rows, "used_up": merged.used_up});
    let names = merged.used_up.join(&desk.word("list.and"));
    let warning = (!names.is_empty()).then(|| desk.say("merge.used-up", &[("names", &names)]));
    Ok(Done::exact(text, value).note(warning))
}

/// Rows of an order whose first `before` are left out.
fn listed(rows: &[Ranked<'_>], before: usize) -> (String, Vec<Value>) {
    let (mut text, mut values) = (String::new(), Vec::new());
    for (rank, row) in (before + 1..).zip(rows) {
        let ticket = row.ticket.to_string();
        text.push_str(&format!("{rank}\t{}\t{ticket}\n", row.id));
        values.push(json!({"rank": rank, "id": row.id, "ticket": ticket}));
    }
    (text, values)
}
