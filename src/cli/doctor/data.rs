//! The data directory and the clock: read, never changed.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use rustix::fs::{Access, access, statfs, statvfs};

use super::Check;
use crate::domain::event::Event;
use crate::journal;
use crate::office::seal::{keys_dir, recipient_key};
use crate::office::{campaign_date, holder, journal_dir};

/// Free bytes below which an import of a province's register may not fit, and below which a day's work may not.
const ROOMY: u64 = 1 << 30;
const NARROW: u64 = 64 << 20;

/// `f_type` of NFS, whose locks and rename may not be what they seem.
const NFS: u64 = 0x6969;

/// What the data directory and the clock at `now` say.
pub(super) fn checks(dir: &Path, now: DateTime<Utc>) -> Vec<Check> {
    let journal = journal_dir(dir);
    if !journal.is_dir() {
        let there = dir.display().to_string();
        return vec![Check::note("data", there, "new-data"), clock(None, now)];
    }
    let (last, sealed) = survey(&journal);
    vec![
        place(dir),
        Check::good("private", "0700").unless(open_to_others(dir), "chmod"),
        space(dir),
        held(dir),
        whole(&journal),
        keys(dir, sealed),
        clock(last, now),
    ]
}

impl Check {
    /// Bad, as it was found, instead of good.
    fn unless(self, wrong: Option<String>, advice: &'static str) -> Self {
        match wrong {
            Some(found) => Check::bad(self.what, found, advice),
            None => self,
        }
    }
}

fn place(dir: &Path) -> Check {
    let found = dir.display().to_string();
    if access(dir, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Check::bad("data", found, "writable");
    }
    let kind = statfs(dir).map(|found| found.f_type as u64);
    if kind == Ok(NFS) {
        return Check::note("data", found, "network");
    }
    Check::good("data", found)
}

/// The mode, where others than the owner may look in.
fn open_to_others(dir: &Path) -> Option<String> {
    let mode = std::fs::metadata(dir).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then(|| format!("{mode:04o}"))
}

fn space(dir: &Path) -> Check {
    let Ok(found) = statvfs(dir) else {
        return Check::note("space", "—", "space-unknown");
    };
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let said = format!("{} MiB", free >> 20);
    match free {
        ..NARROW => Check::bad("space", said, "space-none"),
        NARROW..ROOMY => Check::note("space", said, "space-little"),
        _ => Check::good("space", said),
    }
}

fn held(dir: &Path) -> Check {
    match holder(dir) {
        Ok(None) => Check::good("lock", "—"),
        Ok(Some(holder)) => {
            let since = campaign_date(holder.since);
            let found = format!("{} pid {} {since}", holder.os_user, holder.pid);
            Check::note("lock", found, "held")
        }
        Err(fault) => Check::bad("lock", fault.to_string(), "writable"),
    }
}

fn whole(journal: &Path) -> Check {
    match journal::verify(journal) {
        Ok(found) => Check::good("journal", format!("{} {}", found.lines, found.head)),
        Err(fault) => Check::bad("journal", fault.to_string(), "journal-damaged"),
    }
}

/// When the last entry was made, and whether identities of reporters were sealed.
fn survey(journal: &Path) -> (Option<DateTime<Utc>>, bool) {
    let (mut last, mut sealed) = (None, false);
    for line in journal::lines(journal, 1)
        .into_iter()
        .flatten()
        .map_while(Result::ok)
    {
        last = Some(line.entry.at);
        sealed |= match line.entry.event {
            Event::LeadsImported { leads, .. } => leads.iter().any(|lead| lead.reporter.is_some()),
            Event::LeadAdded { lead } => lead.reporter.is_some(),
            _ => false,
        };
    }
    (last, sealed)
}

/// Without its keys a directory's reporter identities cannot be read by anyone.
fn keys(dir: &Path, sealed: bool) -> Check {
    let keys = keys_dir(dir);
    let found = keys.display().to_string();
    if !sealed && !keys.exists() {
        return Check::good("keys", "—");
    }
    let there = || recipient_key(dir).is_ok_and(|key| key.is_none_or(|key| key.is_file()));
    if !keys.is_dir() || !there() {
        return Check::bad("keys", found, "keys-missing");
    }
    let open = open_to_others(&keys).map(|mode| format!("{found} {mode}"));
    Check::good("keys", found).unless(open, "chmod-keys")
}

/// A clock that was set back would date new entries before those that are there.
fn clock(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Check {
    let found = format!("{} Asia/Shanghai", campaign_date(now));
    match last {
        Some(last) if now + Duration::minutes(1) < last => Check::bad(
            "clock",
            format!("{} < {}", now.to_rfc3339(), last.to_rfc3339()),
            "clock-back",
        ),
        _ => Check::good("clock", found),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;
    use crate::office::{Clock, Office};

    fn state(checks: &[Check], what: &str) -> (State, Option<&'static str>) {
        let check = checks.iter().find(|check| check.what == what).unwrap();
        (check.state, check.advice)
    }

    #[test]
    fn a_new_directory_is_no_fault_and_is_not_made() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("data");
        let found = checks(&dir, Utc::now());
        assert_eq!(state(&found, "data"), (State::Note, Some("new-data")));
        assert!(!dir.exists());
    }

    #[test]
    fn a_directory_at_work_open_to_others_damaged_or_from_the_future() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("data");
        let office = Office::open(&dir, Clock::System, &mut |_, _| {}).unwrap();
        let campaign = crate::exchange::campaign::default_campaign().unwrap().campaign;
        let actor = crate::domain::operator::Actor {
            operator: campaign.operators[0].name.clone(),
            os_user: "x".to_owned(),
            terminal: String::new(),
        };
        let begin = crate::domain::command::Command::Begin(Box::new(campaign));
        office.submit(&actor, begin).unwrap();
        let found = checks(&dir, Utc::now());
        assert_eq!(state(&found, "lock"), (State::Note, Some("held")));
        for what in ["data", "private", "journal", "clock"] {
            assert_eq!(state(&found, what).0, State::Good, "{what}: {found:?}");
        }
        drop(office);
        let found = checks(&dir, Utc::now() - Duration::hours(2));
        assert_eq!(state(&found, "lock").0, State::Good);
        assert_eq!(state(&found, "clock"), (State::Bad, Some("clock-back")));
        std::fs::set_permissions(&dir, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut segments = std::fs::read_dir(journal_dir(&dir)).unwrap().flatten();
        let segment = segments.next().unwrap().path();
        let text = std::fs::read_to_string(&segment).unwrap();
        std::fs::write(&segment, text.replacen("campaign", "campaigm", 1)).unwrap();
        let found = checks(&dir, Utc::now());
        assert_eq!(state(&found, "private"), (State::Bad, Some("chmod")));
        assert_eq!(state(&found, "journal"), (State::Bad, Some("journal-damaged")));
    }
}
