//! Fields and their values in the operator's language: the same on the command line and on the screen.

use std::collections::BTreeMap;

use super::{Change, Changed, FieldPast, Past, Value, fine_id, item_of};
use crate::domain::campaign::{Campaign, Fine, Violation};
use crate::domain::library::{ChecklistItem, Officer};
use crate::domain::state::{Read, State};
use crate::domain::task::{Member, Task};
use crate::lang::Lang;

/// What is needed to name the fields of one task's result.
#[derive(Clone, Debug)]
pub struct Wording<'a> {
    lang: Lang,
    campaign: &'a Campaign,
    items: Vec<ChecklistItem>,
    /// Who is or was of the team, by certificate.
    people: BTreeMap<String, String>,
}

/// A field's history in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What the field is called.
    pub label: String,
    /// Whether a version changed it after the first.
    pub changed: bool,
    /// The versions that brought a value, and the value; a dash for none.
    pub held: Vec<(u32, String)>,
}

impl<'a> Wording<'a> {
    /// For a task with this history; who has left the team since is known by name too.
    pub fn new<S: State + ?Sized>(
        state: &S,
        campaign: &'a Campaign,
        (task, past): (&Task, &Past),
        lang: Lang,
    ) -> Self {
        let present = past.fields.iter().filter(|field| field.id == "present");
        let values = present.flat_map(|field| &field.held);
        let ids = values.flat_map(|held| match &held.value {
            Some(Value::Chosen(ids)) => ids.as_slice(),
            _ => &[],
        });
        let mut people: BTreeMap<String, String> = ids
            .filter_map(|id| Some((id.clone(), state.get::<Officer>(id)?.name)))
            .collect();
        let member = |member: &Member| (member.officer.clone(), member.text(lang));
        people.extend(task.team.iter().map(member));
        Wording {
            lang,
            campaign,
            items: task.items(state),
            people,
        }
    }

    /// Every field's history in words.
    pub fn told(&self, past: &Past) -> Vec<Told> {
        let told = |field: &FieldPast| Told {
            label: self.label(&field.id),
            changed: field.is_changed(),
            held: field
                .held
                .iter()
                .map(|held| (held.version, self.text(&field.id, held.value.as_ref())))
                .collect(),
        };
        past.fields.iter().map(told).collect()
    }

    /// What was corrected, each with what it said before: `标题：甲 → 乙`.
    pub fn corrected(&self, changed: &Changed) -> Vec<(String, String)> {
        let line = |change: &Change| {
            let text = |value: &Option<Value>| self.text(&change.id, value.as_ref()).replace('\n', " ");
            let args = [("before", text(&change.before)), ("after", text(&change.after))];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            (self.label(&change.id), self.lang.say("fields.change", &args))
        };
        changed.changes.iter().map(line).collect()
    }

    /// What the field is called.
    pub fn label(&self, id: &str) -> String {
        let lang = self.lang;
        let (field, rest) = id.split_once('.').unwrap_or((id, ""));
        match (field, item_of(id)) {
            ("answers", Some(item)) => format!("{item} {}", self.title(item)).trim_end().to_owned(),
            ("findings", Some(item)) => lang.say("entry.finding", &[("item", item)]).trim().to_owned(),
            (_, Some(item)) => lang.say("entry.evidence", &[("item", item)]).trim().to_owned(),
            ("measures", _) => lang.word(&format!("measure.{rest}")).into_owned(),
            ("penalties", _) => self.of_fine(id).unwrap_or_else(|| id.to_owned()),
            _ => lang.word(&format!("field.{field}")).into_owned(),
        }
    }

    fn title(&self, item: &str) -> &str {
        let found = self.items.iter().find(|known| known.id == item);
        found.map_or("", |item| item.name(self.lang))
    }

    /// What is asked about a fine, with its violation.
    fn of_fine(&self, id: &str) -> Option<String> {
        let lang = self.lang;
        let (violation, fine, what) = self.fine(id)?;
        let asked = match what {
            "holds" => {
                let when = fine.when.as_ref().map_or("", |when| when.get(lang));
                lang.say("entry.holds", &[("when", when)])
            }
            "of" => fine.of.as_ref().map_or("", |of| of.get(lang)).to_owned(),
            _ => lang.word("entry.yuan").into_owned(),
        };
        Some(format!("{} {}", violation.name.get(lang), asked.trim()))
    }

    fn fine<'b>(&self, id: &'b str) -> Option<(&Violation, &Fine, &'b str)> {
        let (_, what) = id.rsplit_once('.')?;
        let rows = self.campaign.violations.iter();
        let mut fines = rows.flat_map(|row| row.fines.iter().map(move |fine| (row, fine)));
        let (violation, fine) = fines.find(|(row, fine)| fine_id(&row.id, &fine.id, what) == id)?;
        Some((violation, fine, what))
    }

    /// The answer; a dash where there is none.
    pub fn text(&self, id: &str, value: Option<&Value>) -> String {
        match value {
            None => "-".to_owned(),
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Chosen(chosen)) => {
                let named: Vec<String> = chosen.iter().map(|value| self.option(id, value)).collect();
                named.join(&self.lang.word("list.and"))
            }
        }
    }

    fn option(&self, id: &str, value: &str) -> String {
        let name = match id {
            "present" => self.people.get(value).cloned(),
            "codes" => value
                .parse()
                .ok()
                .map(|code| self.campaign.code_text(code, self.lang)),
            "violations" => Some(self.campaign.violation_text(value, self.lang).to_owned()),
            _ => Some(self.lang.word(value).into_owned()),
        };
        name.unwrap_or_else(|| value.to_owned())
    }
}
