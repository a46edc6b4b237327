//! The seed ceremony (SSJ-1 "Seed ceremony"): two commitments, then the public value, then the reveals.

use super::{Case, Decision};
use crate::domain::batch::{Batch, Commitment, PublicSource, Purpose, Stage};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::operator::{Department, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::draw::Profile;
use crate::draw::files::SEED;
use crate::draw::hash::is_hash;
use crate::draw::seed::{Announced, Party, PublicValue, SeedText, check_secret, commitment as commitment_of};

/// Bytes of a public value at most.
const VALUE: usize = 200;

pub(super) fn commit<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
    party: Department,
    commitment: &str,
    public: Option<&PublicSource>,
) -> Result<Decision, Refusal> {
    let batch = ready(case, id, purpose)?;
    as_party(case, &batch, party)?;
    if !is_hash(commitment) {
        return Err(Refusal::BadCommitment);
    }
    let ceremony = batch.ceremony(purpose);
    if ceremony.commitments.contains_key(&party) {
        return Err(Refusal::AlreadyCommitted { party });
    }
    if ceremony.commitments.values().any(|c| c.by == case.operator.name) {
        return Err(Refusal::SamePerson {
            act: Act::Ceremony,
            operator: case.operator.name.clone(),
            did: "step.commit".to_owned(),
        });
    }
    let announced = match (&ceremony.public, public) {
        (None, None) => return Err(Refusal::PublicNotAnnounced),
        (None, Some(public)) => {
            plain(&public.kind)?;
            plain(&public.issue)?;
            Some(public.clone())
        }
        (Some(fixed), Some(public)) if fixed != public => {
            return Err(Refusal::PublicFixed {
                kind: fixed.kind.clone(),
                issue: fixed.issue.clone(),
            });
        }
        (Some(_), _) => None,
    };
    Ok(Event::Committed {
        batch: batch.id,
        purpose,
        party,
        commitment: Commitment {
            hash: commitment.to_owned(),
            by: case.operator.name.clone(),
            on: case.today(),
        },
        public: announced,
    }
    .into())
}

pub(super) fn public<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
    value: &str,
) -> Result<Decision, Refusal> {
    let batch = ready(case, id, purpose)?;
    case.permit(Role::Draw, batch.region)
        .or_else(|_| case.permit(Role::Approve, batch.region))?;
    both_committed(&batch, purpose)?;
    if batch.ceremony(purpose).value.is_some() {
        return Err(Refusal::AlreadyDone { part: "step.public" });
    }
    let value = value.trim();
    if value.len() > VALUE || !fits_a_seed_file(&batch.id, value) {
        return Err(Refusal::BadValue {
            value: value.chars().take(VALUE).collect(),
        });
    }
    Ok(Event::PublicRecorded {
        batch: batch.id,
        purpose,
        value: value.to_owned(),
    }
    .into())
}

/// A secret that does not fit its commitment is refused once with a warning; put on record, it voids the batch. For a
/// match nothing is void but the roster's ceremony: the roster is frozen again, and tasks already handed out stay.
pub(super) fn reveal<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
    party: Department,
    secret: &str,
    on_record: bool,
) -> Result<Decision, Refusal> {
    let batch = ready(case, id, purpose)?;
    as_party(case, &batch, party)?;
    both_committed(&batch, purpose)?;
    let ceremony = batch.ceremony(purpose);
    if ceremony.value.is_none() {
        return Err(Refusal::CeremonyIncomplete {
            missing: vec!["step.public"],
        });
    }
    if ceremony.reveals.contains_key(&party) {
        return Err(Refusal::AlreadyDone { part: "step.reveal" });
    }
    let promised = ceremony.commitments.get(&party).map(|c| c.hash.as_str());
    let fits = check_secret(secret).is_ok()
        && promised
            == Some(&commitment_of(
                Profile::Sha256,
                &batch.id,
                self::party(party),
                secret,
            ));
    if fits {
        let secret = secret.to_owned();
        return Ok(Event::Revealed {
            batch: batch.id,
            purpose,
            party,
            secret,
        }
        .into());
    }
    if purpose == Purpose::Match {
        return Err(Refusal::MatchRevealMismatch { party });
    }
    if !on_record {
        return Err(Refusal::RevealMismatch { party });
    }
    // The reason stays on record for readers of either language.
    let reason = match party {
        Department::Hr => "人社揭示的秘密值与承诺不符 / the secret HR revealed does not fit its commitment",
        Department::Mr => {
            "市场监管揭示的秘密值与承诺不符 / the secret market regulation revealed does not fit its commitment"
        }
    }
    .to_owned();
    Ok(Event::BatchVoided {
        batch: batch.id,
        reason,
    }
    .into())
}

/// The party of SSJ-1 that a department is.
pub(super) fn party(department: Department) -> Party {
    match department {
        Department::Hr => Party::A,
        Department::Mr => Party::B,
    }
}

/// The batch, where its ceremony can go on: the plan, or for a match the roster, is fixed.
fn ready<S: State + ?Sized>(case: &Case<'_, S>, id: &str, purpose: Purpose) -> Result<Batch, Refusal> {
    let batch = case.batch(id)?;
    match purpose {
        Purpose::Draw => case.at_stage(&batch, Act::Ceremony, Stage::Planned)?,
        Purpose::Match => {
            case.at_stage(&batch, Act::Ceremony, Stage::Dispatched)?;
            if batch.roster.is_none() {
                return Err(Refusal::CeremonyIncomplete {
                    missing: vec!["step.roster"],
                });
            }
        }
    }
    case.allow(Act::Ceremony, case.reach(&batch), case.today())?;
    Ok(batch)
}

/// The operator belongs to the party, and may act where the batch is drawn.
fn as_party<S: State + ?Sized>(case: &Case<'_, S>, batch: &Batch, party: Department) -> Result<(), Refusal> {
    let role = match party {
        Department::Hr => Role::Draw,
        Department::Mr => Role::Approve,
    };
    if case.operator.department != party {
        let who = case.operators(|o| o.department == party && case.can(o, role, batch.region));
        return Err(Refusal::OtherParty {
            party,
            operator: case.operator.name.clone(),
            who,
        });
    }
    case.permit(role, batch.region)
}

fn both_committed(batch: &Batch, purpose: Purpose) -> Result<(), Refusal> {
    let ceremony = batch.ceremony(purpose);
    let missing: Vec<&'static str> = Department::ALL
        .into_iter()
        .filter(|d| !ceremony.commitments.contains_key(d))
        .map(|d| match d {
            Department::Hr => "step.commit-hr",
            Department::Mr => "step.commit-mr",
        })
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::CeremonyIncomplete { missing })
    }
}

/// Whether a seed file with this batch and public value is read back as it was written. What verification would
/// turn down later — full-width digits, for one — is turned down here.
fn fits_a_seed_file(batch: &str, value: &str) -> bool {
    let text = SeedText {
        batch: batch.to_owned(),
        pool: Profile::Sha256.hex(""),
        plan: Profile::Sha256.hex(""),
        links: None,
        a: Profile::Sha256.hex("a"),
        b: Profile::Sha256.hex("b"),
        public: vec![PublicValue {
            announced: Announced {
                kind: "k".to_owned(),
                issue: "1".to_owned(),
            },
            value: value.to_owned(),
        }],
    };
    SeedText::parse(SEED, text.text().as_bytes(), false).is_ok_and(|read| read == text)
}

/// A text that can stand between the colons and line ends of a seed file, and as the name of a folder.
pub(super) fn plain(text: &str) -> Result<(), Refusal> {
    let fine = text.len() <= 64
        && text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
        && fits_a_seed_file(text, "1");
    if fine {
        Ok(())
    } else {
        Err(Refusal::BadName {
            name: text.to_owned(),
        })
    }
}
