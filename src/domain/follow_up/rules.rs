//! What a matter and a step in it must say before they are accepted: every error at once, each with its field.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Advance, FollowUp, Kind, Matter, Receiver, Scale};
use crate::domain::campaign::{Campaign, Fine};
use crate::domain::library::{Conflict, Officer};
use crate::domain::state::{Read, State};
use crate::domain::target::is_code;
use crate::domain::time::{Now, local};
use crate::domain::visit_rules::Problem;

/// Collects what is wrong, field by field.
#[derive(Default)]
struct Faults(Vec<Problem>);

impl Faults {
    fn add(&mut self, bad: bool, field: &str, fault: &'static str, detail: impl ToString) {
        if bad {
            self.0.push(Problem::new(field, fault, detail));
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        self.add(text.trim().is_empty(), field, "empty", "");
    }

    fn past(&mut self, field: &str, day: NaiveDate, today: NaiveDate) {
        self.add(day > today, field, "in-the-future", today);
    }

    /// Not before the matter began.
    fn since(&mut self, field: &str, day: NaiveDate, begin: NaiveDate) {
        self.add(day < begin, field, "too-early", begin);
    }
}

/// What is wrong with a matter that is to be entered about `target`, which was visited on `visited`.
pub fn opening_problems<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    (target, visited): (&str, NaiveDate),
    matter: &Matter,
    today: NaiveDate,
) -> Vec<Problem> {
    let mut faults = Faults::default();
    if let Some(id) = matter.violation() {
        violation(campaign, id, visited, &mut faults);
    }
    match matter {
        Matter::Order { what, deadline, .. } => {
            faults.text("what", what);
            faults.since("deadline", *deadline, visited);
        }
        Matter::Case { number, filed, .. } => {
            faults.text("number", number);
            faults.past("filed", *filed, today);
            faults.since("filed", *filed, visited);
        }
        Matter::Refund {
            what,
            yuan,
            people,
            deadline,
        } => {
            faults.text("what", what);
            faults.add(*yuan == 0, "yuan", "zero", "");
            faults.add(*people == 0, "people", "zero", "");
            faults.since("deadline", *deadline, visited);
        }
        Matter::Fine { .. } => fine(campaign, matter, (visited, today), &mut faults),
        Matter::Referral {
            to,
            authority,
            what,
            officers,
        } => {
            faults.text("authority", authority);
            faults.text("what", what);
            task_force(state, target, (*to, officers), today, &mut faults);
        }
        Matter::Notice { authority, what, .. } => {
            faults.text("authority", authority);
            faults.text("what", what);
        }
        Matter::Credit {
            scale,
            from,
            to,
            what,
        } => {
            faults.text("what", what);
            credit(*scale, from, to, &mut faults);
            let no_code = *scale == Scale::Risk && !is_code(target);
            faults.add(no_code, "scale", "no-risk-grade", "");
        }
        Matter::Major { what } | Matter::Typical { what } => faults.text("what", what),
    }
    faults.0
}

fn violation(campaign: &Campaign, id: &str, visited: NaiveDate, faults: &mut Faults) {
    match campaign.violation(id) {
        None => faults.add(true, "violation", "unknown-violation", id),
        Some(row) => faults.add(!row.in_force(visited), "violation", "not-in-force", id),
    }
}

/// A fine stands on a fine of the violation's row, on its precondition, and in its range or with a reason why not.
fn fine(campaign: &Campaign, matter: &Matter, (visited, today): (NaiveDate, NaiveDate), faults: &mut Faults) {
    let Matter::Fine {
        violation,
        fine,
        precondition,
        of,
        yuan,
        confiscated,
        departs,
        decision,
        decided,
        deadline,
    } = matter
    else {
        return;
    };
    faults.text("decision", decision);
    faults.past("decided", *decided, today);
    faults.since("decided", *decided, visited);
    faults.since("deadline", *deadline, *decided);
    faults.add(*yuan == 0 && *confiscated == 0, "yuan", "zero", "");
    let row = campaign.violation(violation);
    match row.map(|row| row.fine_of(fine)) {
        Some(None) if *yuan > 0 || !fine.is_empty() => {
            faults.add(true, "fine", "unknown-fine", format!("{violation}.{fine}"));
        }
        Some(Some(row)) => founded(row, (*yuan, *of), (precondition, departs), faults),
        _ => {}
    }
}

fn founded(row: &Fine, (yuan, of): (u64, Option<u64>), (shown, departs): (&str, &str), faults: &mut Faults) {
    let open = row.when.is_some() && shown.trim().is_empty();
    faults.add(
        open && yuan > 0,
        "precondition",
        "precondition-unshown",
        &row.article,
    );
    faults.add(
        row.of.is_some() && of.is_none(),
        "of",
        "needs-a-base",
        &row.article,
    );
    let Some((least, most)) = row.range(of) else {
        return;
    };
    let out = yuan > 0 && !(least..=most).contains(&yuan) && departs.trim().is_empty();
    let range = format!("{least} – {most}; {}", row.article);
    faults.add(out, "yuan", "range-needs-a-reason", range);
}

/// 专案组 (移送规定§5): at least two officers, with valid certificates, none of whom must stay away from the target.
fn task_force<S: State + ?Sized>(
    state: &S,
    target: &str,
    (to, officers): (Receiver, &[String]),
    today: NaiveDate,
    faults: &mut Faults,
) {
    let distinct: BTreeSet<&String> = officers.iter().collect();
    faults.add(distinct.len() < officers.len(), "officers", "officer-twice", "");
    let few = to == Receiver::Police && distinct.len() < 2;
    faults.add(few, "officers", "task-force", distinct.len());
    for id in distinct {
        match state.get::<Officer>(id) {
            None => faults.add(true, "officers", "unknown-officer", id),
            Some(officer) => faults.add(!officer.certificate.has(today), "officers", "certificate-now", id),
        }
        let tied = state.get::<Conflict>(&Conflict::key_of(id, target));
        faults.add(tied.is_some(), "officers", "must-stay-away", id);
    }
}

fn credit(scale: Scale, from: &str, to: &str, faults: &mut Faults) {
    let grades = scale.grades();
    let known = grades.join(" ");
    let fits = |grade: &str| grades.contains(&grade);
    faults.add(!from.is_empty() && !fits(from), "from", "unknown-grade", &known);
    faults.add(scale != Scale::List && !fits(to), "to", "unknown-grade", &known);
    faults.add(
        scale == Scale::List && !to.is_empty(),
        "to",
        "list-has-no-grade",
        "",
    );
    faults.add(!to.is_empty() && from == to, "to", "same-grade", "");
}

/// What is wrong with a step in a matter. Whether it is the step's turn, and whose, is for the decision to say.
pub fn advance_problems(of: &FollowUp, advance: &Advance, now: Now) -> Vec<Problem> {
    let mut faults = Faults::default();
    let begin = begin(of);
    match advance {
        Advance::Recheck { on, seen, .. } => {
            faults.past("on", *on, now.today);
            faults.since("on", *on, begin);
            faults.text("seen", seen);
        }
        Advance::Extend { to, reason } => {
            faults.text("reason", reason);
            let case = of.kind() == Kind::Case;
            faults.add(case && to.is_some(), "to", "given-by-the-clock", "");
            let later = to.zip(of.deadline()).is_some_and(|(to, end)| to > end);
            faults.add(
                !case && !later,
                "to",
                "not-later",
                of.deadline().unwrap_or_default(),
            );
        }
        Advance::Pay { on, yuan, people } => {
            faults.past("on", *on, now.today);
            faults.since("on", *on, begin);
            faults.add(*yuan == 0 && *people == 0, "yuan", "zero", "");
            let (owed, of_people) = of.matter.owed();
            let (paid, reached) = of.paid();
            faults.add(
                paid.saturating_add(*yuan) > owed,
                "yuan",
                "too-much",
                owed - paid.min(owed),
            );
            let left = of_people - reached.min(of_people);
            faults.add(*people > left, "people", "too-much", left);
        }
        Advance::Decide { approve, at, reason } => {
            moment("at", *at, (begin, now), &mut faults);
            faults.add(!approve && reason.trim().is_empty(), "reason", "empty", "");
        }
        Advance::Send {
            at,
            attachments,
            receipt,
        } => {
            let from = of.decided_at();
            faults.add(
                from.is_some_and(|from| *at < from),
                "at",
                "before-the-decision",
                from.unwrap_or_default(),
            );
            moment("at", *at, (begin, now), &mut faults);
            faults.text("receipt", receipt);
            let police = matches!(
                of.matter,
                Matter::Referral {
                    to: Receiver::Police,
                    ..
                }
            );
            let none = attachments.iter().all(|a| a.trim().is_empty());
            faults.add(police && none, "attachments", "empty", "");
        }
        Advance::Answer { on, text, .. } => {
            faults.past("on", *on, now.today);
            faults.since("on", *on, of.sent_at().map_or(begin, |at| at.date()));
            faults.text("text", text);
        }
        Advance::Finish { on, result, .. } => {
            faults.past("on", *on, now.today);
            faults.since("on", *on, begin);
            faults.text("result", result);
        }
        Advance::Hand { to, reason } => {
            faults.text("reason", reason);
            faults.add(*to == of.owner(), "to", "same-owner", "");
        }
        Advance::Withdraw { reason } => faults.text("reason", reason),
    }
    faults.0
}

/// The day before which nothing can have been done in it.
fn begin(of: &FollowUp) -> NaiveDate {
    match of.matter {
        Matter::Case { filed, .. } => filed,
        Matter::Fine { decided, .. } => decided,
        _ => of.opened_on,
    }
}

fn moment(field: &str, at: NaiveDateTime, (begin, now): (NaiveDate, Now), faults: &mut Faults) {
    let live = local(now.at).date() == now.today;
    let ahead = at.date() > now.today || (live && at > local(now.at));
    faults.add(ahead, field, "in-the-future", now.today);
    faults.since(field, at.date(), begin);
}
