//! Refusals: what a rule says no to, in the operator's language — what is wrong, which rule, what to do.
//! The interface greys a key with it and the command line fails with it.

mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::batch::Stage;
use super::bundle;
use super::calendar::Act;
use super::campaign::{Outcome, Unsound};
use super::follow_up::{FollowUpState, Kind, Need};
use super::lead::{Deed, LeadState};
use super::operator::{Department, Role};
use super::region::RegionCode;
use super::task::TaskState;
use super::time::Window;
use super::trouble::Trouble;
use super::visit_rules::Problem;

pub use words::Words;

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The calendar does not allow the act on this day.
    OutsideWindow {
        /// The act.
        act: Act,
        /// The day.
        day: NaiveDate,
        /// When it is allowed.
        windows: Vec<Window>,
    },
    /// The calendar allows the act only as late, and no reason was given.
    LateNeedsReason {
        /// The act.
        act: Act,
        /// The day.
        day: NaiveDate,
        /// When it would not have been late.
        window: Window,
    },
    /// The data directory has no campaign yet.
    NoCampaign,
    /// The data directory has a campaign already.
    CampaignExists {
        /// Its id.
        id: String,
    },
    /// The campaign's file contradicts itself.
    UnsoundCampaign {
        /// Where, and what is wrong there.
        #[serde(flatten)]
        fault: Unsound,
    },
    /// Nobody of this name is in the library of operators.
    UnknownOperator {
        /// The name asked for.
        name: String,
        /// Some who are there.
        known: Vec<String>,
    },
    /// The login acts as nobody.
    UnknownLogin {
        /// The login.
        os_user: String,
        /// Some who are there.
        known: Vec<String>,
    },
    /// The operator lacks the role.
    LacksRole {
        /// The operator.
        operator: String,
        /// The role.
        role: Role,
        /// Operators who have it, for the same place.
        who: Vec<String>,
    },
    /// The place is not under the operator's unit.
    OutOfReach {
        /// The operator.
        operator: String,
        /// The operator's unit.
        unit: RegionCode,
        /// The place.
        region: RegionCode,
        /// Operators whose unit it is under.
        who: Vec<String>,
    },
    /// No such thing.
    NotFound {
        /// What was looked for: a record's kind.
        what: &'static str,
        /// Its id.
        id: String,
        /// Some that are there.
        known: Vec<String>,
    },
    /// The text is no prefecture-level unit of the campaign.
    NotAUnit {
        /// The code.
        region: RegionCode,
    },
    /// The name of a new batch is taken.
    BatchExists {
        /// The name.
        batch: String,
    },
    /// A name or value has characters or a length that SSJ-1's files cannot carry.
    BadName {
        /// The name.
        name: String,
    },
    /// The public value cannot stand in a seed file as it is.
    BadValue {
        /// The value.
        value: String,
    },
    /// No checklist has been imported.
    NoChecklist,
    /// That version of a checklist item is there already, with another content.
    VersionTaken {
        /// The item's number.
        item: String,
        /// The version.
        version: u32,
    },
    /// Nobody would be left to administer the campaign.
    LastAdmin,
    /// An extension names no order.
    OrderMissing,
    /// The batch is not at the right stage.
    WrongStage {
        /// The batch.
        batch: String,
        /// The act.
        act: Act,
        /// Where it is.
        stage: Stage,
        /// Where it would have to be.
        needs: Stage,
    },
    /// The task is not in the right state.
    WrongState {
        /// The task.
        task: String,
        /// The act.
        act: Act,
        /// Where it is.
        state: TaskState,
        /// Where it would have to be.
        needs: Vec<TaskState>,
    },
    /// The same person cannot do both (maker ≠ checker).
    SamePerson {
        /// The act refused.
        act: Act,
        /// The person.
        operator: String,
        /// What the person did before: a message key.
        did: String,
    },
    /// The same department cannot do both.
    SameDepartment {
        /// The act refused.
        act: Act,
        /// The department that has acted already.
        department: Department,
        /// Operators of the other department who can.
        who: Vec<String>,
    },
    /// A party's part of the ceremony is for its own department.
    OtherParty {
        /// The party.
        party: Department,
        /// The operator.
        operator: String,
        /// Operators of that party who can.
        who: Vec<String>,
    },
    /// Nothing can be drawn: the pool is empty.
    EmptyPool {
        /// Targets left out, all reasons together.
        left_out: u64,
    },
    /// The plan cannot be made.
    PlanImpossible {
        /// What stands in the way.
        why: Trouble,
    },
    /// The commitment is not 64 lower-case hexadecimal digits.
    BadCommitment,
    /// The secret is neither 64 hexadecimal digits nor at least 20 dice digits.
    BadSecret,
    /// The party has committed already.
    AlreadyCommitted {
        /// The party.
        party: Department,
    },
    /// The first commitment must name the public source.
    PublicNotAnnounced,
    /// The public sources were announced already, and differently.
    PublicFixed {
        /// The announced ones, `kind:issue`.
        sources: String,
    },
    /// One public source is named twice.
    SourceTwice {
        /// The source.
        source: String,
    },
    /// It is not clear which public source came out, or it was not announced.
    WhichSource {
        /// The announced ones.
        announced: Vec<String>,
    },
    /// A void batch of the unit is passed over: a re-draw must name it, with the reason.
    RedrawUnsaid {
        /// The void batch.
        batch: String,
    },
    /// The batch cannot be drawn anew: it stands, is another unit's, or was drawn anew already.
    NotRedrawable {
        /// The batch.
        batch: String,
    },
    /// Targets of the pool were drawn by other batches, and nobody has decided what becomes of them.
    OverlapUndecided {
        /// How many.
        targets: u64,
        /// Some of them, with the other batch's task.
        some: Vec<String>,
    },
    /// Drawn targets were drawn by other batches meanwhile.
    OverlapDrawn {
        /// How many.
        targets: u64,
        /// Some of the tasks, with the other batch's.
        some: Vec<String>,
    },
    /// Salted leaves need entropy, and none was given.
    SaltMissing,
    /// The reason code is not in the campaign's table.
    UnknownReason {
        /// The code.
        reason: String,
        /// The table's.
        known: Vec<String>,
    },
    /// The lead is on record already.
    LeadKnown {
        /// The lead.
        lead: String,
    },
    /// The lead's state does not allow the step.
    LeadNotReady {
        /// The lead.
        lead: String,
        /// The step.
        deed: Deed,
        /// Its state.
        state: LeadState,
        /// Since when.
        on: NaiveDate,
        /// By whom; empty where nobody has done anything yet.
        by: String,
        /// The steps it is ready for.
        ready: Vec<Deed>,
    },
    /// The lead is held by the other department.
    LeadElsewhere {
        /// The lead.
        lead: String,
        /// The department that holds it.
        department: Department,
        /// Its division.
        region: RegionCode,
        /// Operators there.
        who: Vec<String>,
    },
    /// Nobody at the office can take a lead up.
    LeadNobody {
        /// The office's division.
        region: RegionCode,
        /// The office's department.
        department: Department,
    },
    /// Only the last step about a lead can be undone.
    LeadNotLast {
        /// The lead.
        lead: String,
        /// The step that was to be undone.
        of: u64,
        /// The last step.
        last: Option<u64>,
    },
    /// Nobody is known to have reported the lead.
    LeadAnonymous {
        /// The lead.
        lead: String,
    },
    /// The division that a lead is to be forwarded to holds it already.
    LeadThere {
        /// The lead.
        lead: String,
        /// The division.
        region: RegionCode,
        /// The department.
        department: Department,
    },
    /// A lead cannot be merged into itself.
    LeadItself {
        /// The lead.
        lead: String,
    },
    /// The lead that another is to be merged into is merged itself.
    LeadMerged {
        /// The lead.
        lead: String,
        /// The lead it was merged into.
        into: String,
    },
    /// The task that a lead was checked by has no result that stands.
    LeadTaskOpen {
        /// The lead.
        lead: String,
        /// The task.
        task: String,
        /// Its state.
        state: TaskState,
    },
    /// Somebody has begun the task that a lead was to be checked by.
    LeadTaskBegun {
        /// The lead.
        lead: String,
        /// The task.
        task: String,
        /// Its state.
        state: TaskState,
    },
    /// The police have not answered the referral of a lead yet.
    LeadReferralOpen {
        /// The lead.
        lead: String,
        /// The matter of the ledger.
        follow_up: String,
        /// Its state.
        state: FollowUpState,
    },
    /// The act belongs to a draw, and the task was made for a lead.
    NotDrawn {
        /// The task.
        task: String,
        /// The act.
        act: Act,
        /// The lead.
        lead: String,
    },
    /// The evidence is empty, too long or has control characters.
    BadEvidence {
        /// The act.
        act: Act,
    },
    /// What would go on record has a character that nobody sees, or that a terminal obeys; see [`crate::unseen`].
    Hidden {
        /// The field of the event, by its path.
        field: String,
        /// The character: `[U+202E]`.
        found: String,
        /// The text around it, with every such character written out.
        near: String,
    },
    /// Nobody of another department could approve what this one would draw.
    NoReviewer {
        /// The act.
        act: Act,
        /// The department that would draw.
        department: Department,
        /// Operators whose draw can be approved.
        who: Vec<String>,
    },
    /// No target of the stratum is left.
    Exhausted {
        /// The stratum.
        stratum: String,
    },
    /// The draw is open, so that everybody can work out who would be drawn next.
    DrawOpen {
        /// The batch.
        batch: String,
    },
    /// Tasks that the round of matching names are not claimed yet.
    Unclaimed {
        /// How many.
        tasks: u64,
        /// Some of them.
        some: Vec<String>,
    },
    /// The officer is not in the task's team.
    NotInTeam {
        /// The task.
        task: String,
        /// The officer.
        officer: String,
        /// The team.
        team: Vec<String>,
    },
    /// No officer of the department and unit can step in.
    NoReplacement {
        /// The officer who was to leave.
        officer: String,
        /// Officers who cannot, by reason: message keys.
        excluded: BTreeMap<&'static str, u64>,
    },
    /// The ceremony has to come further first.
    CeremonyIncomplete {
        /// What is missing, in order: message keys.
        missing: Vec<&'static str>,
    },
    /// That part of the ceremony is done already.
    AlreadyDone {
        /// Message key of the part.
        part: &'static str,
    },
    /// The public value of the source is on record, and no correction was asked for.
    ValueRecorded {
        /// The source.
        source: String,
    },
    /// The secret does not fit the commitment of a match's ceremony.
    MatchRevealMismatch {
        /// The party.
        party: Department,
    },
    /// The secret does not fit the commitment.
    RevealMismatch {
        /// The party.
        party: Department,
    },
    /// There is nothing the act could apply to.
    NothingToDo {
        /// The act.
        act: Act,
        /// The batch.
        batch: String,
    },
    /// No assignment of officers meets the rules.
    MatchInfeasible {
        /// What stands in the way.
        why: Trouble,
    },
    /// A reason is owed.
    ReasonMissing {
        /// The act.
        act: Act,
    },
    /// The entry has errors; all of them.
    Incomplete {
        /// The task.
        task: String,
        /// What is wrong, field by field.
        problems: Vec<Problem>,
    },
    /// A matter of the follow-up ledger, or a step in it, has errors; all of them.
    Unsound {
        /// The task the matter belongs to, or the matter.
        of: String,
        /// What is wrong, field by field.
        problems: Vec<Problem>,
    },
    /// The matter is not ready for this step.
    NotItsTurn {
        /// The matter.
        follow_up: String,
        /// The step.
        need: Need,
        /// The matter's state.
        state: FollowUpState,
        /// What it is ready for.
        ready: Vec<Need>,
    },
    /// The task's follow-up is not at its end.
    Unsettled {
        /// The task.
        task: String,
        /// Matters of the ledger that are open.
        open: Vec<String>,
        /// Kinds that the visit's record names and the ledger does not hold in full.
        missing: Vec<Kind>,
        /// Orders that were not complied with, and nothing was done about since.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        failed: Vec<String>,
    },
    /// Somebody recorded a newer version than the one the entry was made on.
    NewerVersion {
        /// The task.
        task: String,
        /// Number of the version the entry was made on; 0 for none.
        based_on: u32,
        /// Number of the newest version.
        newest: u32,
        /// Who entered the newest version.
        by: String,
        /// The day it was entered on.
        on: NaiveDate,
    },
    /// The result of the visit stands: its outcome is no ground for drawing another target.
    OutcomeStands {
        /// The task.
        task: String,
        /// The outcome.
        outcome: Outcome,
        /// Where the rule is written; empty where the campaign gives none.
        source: String,
        /// Whether the source was read.
        verified: bool,
    },
    /// The target has to be replaced before its result can be published or withheld.
    MustReplace {
        /// The task.
        task: String,
        /// The outcome.
        outcome: Outcome,
        /// The last day of drawing another.
        until: NaiveDate,
        /// Where the rule is written.
        source: String,
        /// Whether the source was read.
        verified: bool,
    },
    /// A blob that the journal names is not there or not what it should be.
    BlobMissing {
        /// Its SHA-256.
        hash: String,
    },
    /// A file that is handed in has nothing in it.
    EmptyFile {
        /// Its name.
        file: String,
    },
    /// An order of the units does not have every unit once.
    BadOrder {
        /// Units it does not have.
        missing: Vec<String>,
        /// What it has twice, or is no unit.
        wrong: Vec<String>,
    },
    /// The campaign has no indicators to appraise by.
    NoIndicators,
    /// An extension does not move the phase's end to a later day.
    NoExtension {
        /// The present end.
        to: NaiveDate,
    },
    /// A bundle is not made, not taken in, or a conflict not decided.
    Bundle {
        /// Why.
        #[serde(flatten)]
        fault: bundle::Fault,
    },
}

impl From<bundle::Fault> for Refusal {
    fn from(fault: bundle::Fault) -> Self {
        Refusal::Bundle { fault }
    }
}

#[cfg(test)]
mod tests;
