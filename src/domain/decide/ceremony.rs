//! The seed ceremony (SSJ-1 "Seed ceremony"): two commitments, then the public value, then the reveals.

use super::record::{form, heading, other, previous};
use super::{Case, Decision, reason};
use crate::domain::batch::{Batch, Ceremony, Commitment, Kept, PublicSource, Purpose, Stage};
use crate::domain::calendar::Act;
use crate::domain::event::Event;
use crate::domain::operator::{Department, Role};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::task::TaskState;
use crate::draw::Profile;
use crate::draw::files::SEED;
use crate::draw::hash::is_hash;
use crate::draw::record::{ANNOUNCEMENT_FORMAT, AnnouncementRecord, Record as _};
use crate::draw::seed::{Announced, Party, PublicValue, SeedText, check_secret, commitment as commitment_of};

/// Bytes of a public value at most.
const VALUE: usize = 200;

pub(super) fn commit<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
    party: Department,
    commitment: &str,
    public: &[PublicSource],
) -> Result<Decision, Refusal> {
    let (batch, ceremony) = ready(case, id, purpose)?;
    as_party(case, &batch, party)?;
    if !is_hash(commitment) {
        return Err(Refusal::BadCommitment);
    }
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
    let public = announced(&ceremony, public)?;
    let commitment = Commitment {
        hash: commitment.to_owned(),
        by: case.operator.name.clone(),
        on: case.today(),
    };
    let mut bound = batch.clone();
    if let Some(ceremony) = bound.ceremony_mut(purpose) {
        ceremony.commitments.insert(party, commitment.clone());
    }
    let text = announcement(case, &bound, purpose)?;
    let announcement = text.as_ref().map(|text| Kept::of(batch.profile, text));
    let event = Event::Committed {
        batch: batch.id,
        purpose,
        party,
        commitment,
        public,
        announcement,
    };
    Ok(Decision {
        events: vec![event],
        blobs: text.into_iter().map(String::into_bytes).collect(),
    })
}

/// The sources that the first commitment announces. The second may repeat them, and not change them.
fn announced(ceremony: &Ceremony, wish: &[PublicSource]) -> Result<Vec<PublicSource>, Refusal> {
    let fixed = &ceremony.sources;
    if !fixed.is_empty() {
        let same = fixed.len() == wish.len() && fixed.iter().zip(wish).all(|(one, other)| one.is(other));
        if wish.is_empty() || same {
            return Ok(Vec::new());
        }
        let names: Vec<String> = fixed.iter().map(PublicSource::name).collect();
        return Err(Refusal::PublicFixed {
            sources: names.join(" "),
        });
    }
    if wish.is_empty() {
        return Err(Refusal::PublicNotAnnounced);
    }
    let mut sources: Vec<PublicSource> = Vec::new();
    for source in wish {
        plain(&source.kind)?;
        plain(&source.issue)?;
        if sources.iter().any(|known| known.is(source)) {
            return Err(Refusal::SourceTwice {
                source: source.name(),
            });
        }
        sources.push(PublicSource {
            value: None,
            ..source.clone()
        });
    }
    Ok(sources)
}

/// What is bound once both parties have committed to a draw, for the public (SSJ-1 "Seed ceremony", step 2).
fn announcement<S: State + ?Sized>(
    case: &Case<'_, S>,
    batch: &Batch,
    purpose: Purpose,
) -> Result<Option<String>, Refusal> {
    let Some(plan) = &batch.plan else { return Ok(None) };
    if purpose == Purpose::Match || !batch.draw_ceremony.is_bound() {
        return Ok(None);
    }
    let record = AnnouncementRecord {
        heading: heading(
            batch,
            &batch.draw_ceremony,
            ANNOUNCEMENT_FORMAT,
            previous(case.state, batch),
        ),
        pool_form: form(batch),
        pool: batch.pool.file.hash.clone(),
        plan: plan.file.hash.clone(),
    };
    record.text().map(Some).map_err(|_| other("record"))
}

/// Records what came out. It can be corrected, with the reason, as long as no secret is revealed: after that a
/// different value would be a different seed chosen by somebody who knows it.
pub(super) fn public<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
    source: Option<&PublicSource>,
    value: &str,
    correction: Option<&str>,
) -> Result<Decision, Refusal> {
    let (batch, ceremony) = ready(case, id, purpose)?;
    case.permit(Role::Draw, batch.region)
        .or_else(|_| case.permit(Role::Approve, batch.region))?;
    both_committed(&ceremony)?;
    let known = which(&ceremony, source)?;
    let correction = match (&known.value, correction) {
        (None, _) => None,
        (Some(_), _) if !ceremony.reveals.is_empty() => {
            return Err(Refusal::AlreadyDone { part: "step.reveal" });
        }
        (Some(_), None) => {
            let source = known.name();
            return Err(Refusal::ValueRecorded { source });
        }
        (Some(_), Some(why)) => Some(reason(Act::Ceremony, why)?),
    };
    let value = value.trim();
    if value.len() > VALUE || !fits_a_seed_file(&batch.id, value) {
        return Err(Refusal::BadValue {
            value: value.chars().take(VALUE).collect(),
        });
    }
    let source = PublicSource {
        value: Some(value.to_owned()),
        ..known.clone()
    };
    Ok(Event::PublicRecorded {
        batch: batch.id,
        purpose,
        source,
        correction,
    }
    .into())
}

/// The announced source that is meant: the one named, or the only one.
fn which<'c>(ceremony: &'c Ceremony, named: Option<&PublicSource>) -> Result<&'c PublicSource, Refusal> {
    let announced = || {
        ceremony
            .sources
            .iter()
            .map(PublicSource::name)
            .collect::<Vec<_>>()
    };
    match (named, ceremony.sources.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(Refusal::WhichSource {
            announced: announced(),
        }),
        (Some(named), sources) => {
            let found = sources.iter().find(|source| source.is(named));
            found.ok_or_else(|| Refusal::WhichSource {
                announced: announced(),
            })
        }
    }
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
    let (batch, ceremony) = ready(case, id, purpose)?;
    as_party(case, &batch, party)?;
    both_committed(&ceremony)?;
    if !ceremony.has_values() {
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
                batch.profile,
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
    super::batch::end(case, batch, reason, "reveal")
}

/// The party of SSJ-1 that a department is.
pub(super) fn party(department: Department) -> Party {
    match department {
        Department::Hr => Party::A,
        Department::Mr => Party::B,
    }
}

/// The batch and its ceremony, where that can go on: the plan, or for a match the roster, is fixed.
fn ready<S: State + ?Sized>(
    case: &Case<'_, S>,
    id: &str,
    purpose: Purpose,
) -> Result<(Batch, Ceremony), Refusal> {
    let batch = case.batch(id)?;
    let reach = match purpose {
        Purpose::Draw => {
            case.at_stage(&batch, Act::Ceremony, Stage::Planned)?;
            case.reach(&batch)
        }
        Purpose::Match => {
            case.at_stage(&batch, Act::Ceremony, Stage::Dispatched)?;
            case.reach_of_units(&batch, TaskState::Claimed)
        }
    };
    let ceremony = batch.ceremony(purpose).cloned();
    let ceremony = ceremony.ok_or_else(|| Refusal::CeremonyIncomplete {
        missing: vec!["step.roster"],
    })?;
    case.allow(Act::Ceremony, reach, case.today())?;
    Ok((batch, ceremony))
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

fn both_committed(ceremony: &Ceremony) -> Result<(), Refusal> {
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
