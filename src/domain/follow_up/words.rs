//! A matter and its steps in the operator's language: the same on the command line, on the screen and in documents.

use super::{Advance, Matter};
use crate::domain::campaign::Campaign;
use crate::lang::Lang;

/// Names of fields with what stands in them. Fields without a text are left out.
pub type Rows = Vec<(String, String)>;

/// Collects the rows.
struct Said<'a> {
    campaign: &'a Campaign,
    lang: Lang,
    rows: Rows,
}

impl<'a> Said<'a> {
    fn new(campaign: &'a Campaign, lang: Lang) -> Self {
        let rows = Vec::new();
        Self { campaign, lang, rows }
    }

    fn add(mut self, field: &str, text: impl ToString) -> Self {
        let text = text.to_string();
        if !text.is_empty() {
            let name = self.lang.word(&format!("field.{field}")).into_owned();
            self.rows.push((name, text));
        }
        self
    }

    fn word(self, field: &str, key: &str) -> Self {
        let text = self.lang.word(key).into_owned();
        self.add(field, text)
    }

    fn answer(self, field: &str, yes: bool) -> Self {
        self.word(field, if yes { "answer.yes" } else { "answer.no" })
    }

    /// A figure that is not zero.
    fn some(self, field: &str, figure: u64) -> Self {
        match figure {
            0 => self,
            figure => self.add(field, figure),
        }
    }

    fn violation(self, id: &str) -> Self {
        let text = self.campaign.violation_text(id, self.lang).to_owned();
        self.add("violation", text)
    }
}

impl Matter {
    /// What it says, field by field.
    pub fn rows(&self, campaign: &Campaign, lang: Lang) -> Rows {
        let said = Said::new(campaign, lang);
        let said = match self {
            Matter::Order {
                what,
                violation,
                deadline,
            } => {
                let said = said.add("what", what);
                let said = match violation {
                    Some(id) => said.violation(id),
                    None => said,
                };
                said.add("deadline", deadline)
            }
            Matter::Case {
                number,
                violation,
                filed,
            } => said
                .add("number", number)
                .violation(violation)
                .add("filed", filed),
            Matter::Refund {
                what,
                yuan,
                people,
                deadline,
            } => {
                let said = said.add("what", what).add("yuan", yuan).add("people", people);
                said.add("deadline", deadline)
            }
            Matter::Fine { .. } => self.fine(said),
            Matter::Referral {
                to,
                authority,
                what,
                officers,
            } => {
                let said = said.word("to", to.key()).add("authority", authority);
                said.add("what", what).add("officers", officers.join(" "))
            }
            Matter::Notice { to, authority, what } => said
                .word("to", to.key())
                .add("authority", authority)
                .add("what", what),
            Matter::Credit {
                scale,
                from,
                to,
                what,
            } => {
                let said = said.word("scale", scale.key()).add("from", from);
                said.add("grade", to).add("what", what)
            }
            Matter::Major { what } | Matter::Typical { what } => said.add("what", what),
        };
        said.rows
    }

    fn fine<'a>(&self, said: Said<'a>) -> Said<'a> {
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
        } = self
        else {
            return said;
        };
        let row = said
            .campaign
            .violation(violation)
            .and_then(|row| row.fine_of(fine));
        let article = row.map_or(String::new(), |row| row.article.clone());
        let range = row.and_then(|row| row.range(*of));
        let range = range.map_or(String::new(), |(least, most)| format!("{least} – {most}"));
        let said = said.violation(violation).add("fine", article).add("range", range);
        let said = said.add("precondition", precondition).some("of", of.unwrap_or(0));
        let said = said.some("yuan", *yuan).some("confiscated", *confiscated);
        let said = said.add("departs", departs).add("decision", decision);
        said.add("decided", decided).add("deadline", deadline)
    }

    /// All of it in one line, after its kind.
    pub fn text(&self, campaign: &Campaign, lang: Lang) -> String {
        line(self.kind().key(), self.rows(campaign, lang), lang)
    }
}

impl Advance {
    /// What it says, field by field.
    pub fn rows(&self, campaign: &Campaign, lang: Lang) -> Rows {
        let said = Said::new(campaign, lang);
        let said = match self {
            Advance::Recheck { on, corrected, seen } => said
                .add("on", on)
                .answer("corrected", *corrected)
                .add("seen", seen),
            Advance::Extend { to, reason } => {
                let to = to.map(|day| day.to_string()).unwrap_or_default();
                said.add("deadline", to).add("reason", reason)
            }
            Advance::Pay { on, yuan, people } => said
                .add("on", on)
                .some("yuan", *yuan)
                .some("people", (*people).into()),
            Advance::Decide { approve, at, reason } => {
                let said = said
                    .answer("approve", *approve)
                    .add("at", at.format("%Y-%m-%d %H:%M"));
                said.add("reason", reason)
            }
            Advance::Send {
                at,
                attachments,
                receipt,
            } => {
                let said = said
                    .add("at", at.format("%Y-%m-%d %H:%M"))
                    .add("receipt", receipt);
                said.add("attachments", attachments.join("; "))
            }
            Advance::Answer { on, accepted, text } => {
                said.add("on", on).answer("accepted", *accepted).add("text", text)
            }
            Advance::Finish {
                on,
                result,
                banned,
                revoked,
            } => {
                let said = said.add("on", on).add("result", result);
                let said = if *banned {
                    said.answer("banned", true)
                } else {
                    said
                };
                if *revoked {
                    said.answer("revoked", true)
                } else {
                    said
                }
            }
            Advance::Hand { to, reason } => {
                let office = said.campaign.regions.name(to.region);
                let department = said.lang.word(to.department.key()).into_owned();
                said.add("to", format!("{office} {department}"))
                    .add("reason", reason)
            }
            Advance::Withdraw { reason } => said.add("reason", reason),
        };
        said.rows
    }

    /// All of it in one line, after its name.
    pub fn text(&self, campaign: &Campaign, lang: Lang) -> String {
        line(self.key(), self.rows(campaign, lang), lang)
    }
}

fn line(head: &str, rows: Rows, lang: Lang) -> String {
    let texts = rows.into_iter().map(|(name, text)| format!("{name} {text}"));
    let head = lang.word(head).into_owned();
    std::iter::once(head).chain(texts).collect::<Vec<_>>().join("  ")
}
