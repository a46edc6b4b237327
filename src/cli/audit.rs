//! SSJ-1 in the open, for auditors: tickets, allocations and seeds from files and standard input, no database.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::desk::Desk;
use super::end::{Done, End};
use super::{found, parse};
use crate::draw::allocate::allocate as divide;
use crate::draw::files::parse_strata;
use crate::draw::seed::SeedText;
use crate::draw::{Profile, Tickets};

#[derive(clap::Args, Debug)]
pub(super) struct TicketArgs {
    #[arg(long, value_name = "S")]
    seed: String,
    #[arg(long, value_name = "ID")]
    id: String,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
}

#[derive(clap::Args, Debug)]
pub(super) struct AllocateArgs {
    #[arg(long, value_name = "FILE|-")]
    plan: PathBuf,
    #[arg(short = 'n', id = "n", value_name = "N", value_parser = parse::number::<u64>)]
    places: u64,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
}

#[derive(clap::Args, Debug)]
pub(super) struct SeedArgs {
    #[arg(long, value_name = "FILE|-")]
    file: PathBuf,
    #[arg(long, value_name = "sha256|sm3", value_parser = parse::profile, default_value = "sha256")]
    profile: Profile,
}

pub(super) fn ticket(args: &TicketArgs) -> Result<Done, End> {
    let ticket = Tickets::new(args.profile, &args.seed)
        .ticket(&args.id)
        .to_string();
    let value = json!({"seed": args.seed, "id": args.id, "profile": args.profile, "ticket": ticket});
    Ok(Done::new(ticket, value))
}

/// The profile changes nothing here: the allocation has no hash. The flag is there so that every auditor's command
/// can be called alike.
pub(super) fn allocate(desk: &Desk, args: &AllocateArgs) -> Result<Done, End> {
    let _ = args.profile;
    let (name, mut bytes) = read_bytes(&args.plan)?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        bytes.push(b'\n');
    }
    let strata = parse_strata(&name, &bytes).map_err(|fault| found::fault(desk, &fault))?;
    let allocation = divide(&strata, args.places).map_err(|error| found::allocation(desk, &error))?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (stratum, n) in allocation.counts() {
        text.push_str(&format!("{}\t{n}\n", stratum.code));
        rows.push(json!({"stratum": stratum.code, "n": n}));
    }
    let order: Vec<&str> = allocation.order().collect();
    Ok(Done::new(text, json!({"strata": rows, "order": order})))
}

pub(super) fn seed(desk: &Desk, args: &SeedArgs) -> Result<Done, End> {
    let (name, bytes) = read_bytes(&args.file)?;
    let of_match = bytes
        .split(|b| *b == b'\n')
        .any(|line| line.starts_with(b"parent:"));
    let parsed = SeedText::parse(&name, &bytes, of_match).map_err(|fault| found::fault(desk, &fault))?;
    let seed = parsed.seed(args.profile);
    let value = json!({"batch": parsed.batch, "profile": args.profile, "seed": seed});
    Ok(Done::new(seed, value))
}

/// A file, or standard input for `-`, and its name for messages.
pub(super) fn read_bytes(path: &Path) -> Result<(String, Vec<u8>), End> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(End::io("-"))?;
        return Ok(("-".to_owned(), bytes));
    }
    let bytes = std::fs::read(path).map_err(End::io(path))?;
    Ok((path.display().to_string(), bytes))
}
