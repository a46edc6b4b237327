//! What a pasted text suggests for the fields of a new lead. A suggestion is offered beside its field, and stands in it
//! only once the operator has taken it.

use crate::domain::campaign::Campaign;
use crate::domain::lead::named::by_name;
use crate::domain::lead::naming::Naming;
use crate::domain::lead::reading::{Found, Reading, Value as Sort};
use crate::domain::state::State;
use crate::lang::Lang;
use crate::tui::widget::Value;

/// Where leads come from in most offices.
const SOURCES: [&str; 5] = ["12333", "12345", "来信", "来访", "网络"];

/// What can be taken into a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suggestion {
    /// How it is shown.
    pub text: String,
    /// The words of the text it comes from.
    pub words: String,
    /// What the field is answered with.
    pub value: Value,
}

/// What the text, or another field, suggests for a field; each value once. None for a field that nothing can answer.
pub(super) struct Source<'a, S: State + ?Sized> {
    /// The records, in which targets are found by name.
    pub state: &'a S,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What was found in the text.
    pub reading: &'a Reading,
    /// The text.
    pub text: &'a str,
    /// 被反映对象, as typed so far.
    pub about: &'a str,
}

impl<S: State + ?Sized> Source<'_, S> {
    /// For this field.
    pub(super) fn suggestions(&self, field: &str, lang: Lang) -> Vec<Suggestion> {
        let mut found: Vec<&Found> = self.reading.found.iter().collect();
        found.retain(|found| fits(field, found, self.text));
        found.sort_by_key(|found| is_late(field, found, self.text));
        let found = found.into_iter().filter_map(|found| {
            Some(Suggestion {
                value: answer(field, found, self.text)?,
                text: found.text(self.text, self.campaign, lang),
                words: found.words(self.text).to_owned(),
            })
        });
        let more = match field {
            "source" => self.sources(),
            "target" => self.targets(),
            _ => Vec::new(),
        };
        let mut all: Vec<Suggestion> = Vec::new();
        for suggestion in more.into_iter().chain(found) {
            if all.iter().all(|known| known.value != suggestion.value) {
                all.push(suggestion);
            }
        }
        all
    }

    /// Where leads usually come from, and what the campaign names besides.
    fn sources(&self) -> Vec<Suggestion> {
        let kinds = self.campaign.leads.kinds.iter();
        let named = kinds.flat_map(|kind| kind.sources.iter().map(String::as_str));
        SOURCES.into_iter().chain(named).map(plain).collect()
    }

    /// Registered targets of a like name.
    fn targets(&self) -> Vec<Suggestion> {
        if self.about.is_empty() {
            return Vec::new();
        }
        let naming = Naming::new(self.campaign);
        let named = by_name(self.state, self.campaign, &naming, self.about, None).into_iter();
        named
            .map(|named| Suggestion {
                text: format!("{}  {}", named.name, named.id),
                words: self.about.to_owned(),
                value: Value::Text(named.id),
            })
            .collect()
    }
}

/// Words before what belongs to whoever reported.
const CALLERS: [&str; 9] = [
    "来电人",
    "投诉人",
    "举报人",
    "反映人",
    "诉求人",
    "联系人",
    "本人",
    "市民",
    "我的",
];
/// Words before the day on which a lead came in: other days of a text are those of what happened.
const INTAKE: [&str; 7] = ["收到", "来电时间", "来电日期", "受理", "接收", "登记", "转来"];
/// Characters before something found, in which such a word counts.
const NEAR: usize = 12;

/// Whether one of the words stands shortly before what was found, in the same sentence.
fn follows(words: &[&str], found: &Found, text: &str) -> bool {
    let before = text.get(..found.at.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let near = before.get(start..).unwrap_or_default();
    let near = near
        .rsplit(['。', '；', '！', '？', '\n'])
        .next()
        .unwrap_or_default();
    words.iter().any(|word| near.contains(word))
}

/// The time to decide runs from the day of receipt: no other day is offered for it.
fn fits(field: &str, found: &Found, text: &str) -> bool {
    match (field, &found.value) {
        ("received", Sort::Date { .. }) => follows(&INTAKE, found, text),
        _ => true,
    }
}

/// What more probably belongs to another field stands behind the rest.
fn is_late(field: &str, found: &Found, text: &str) -> bool {
    match (field, &found.value) {
        ("phone", Sort::Phone(_)) => follows(&CALLERS, found, text),
        ("reporter-phone", Sort::Phone(_)) => !follows(&CALLERS, found, text),
        ("happened", Sort::Date { .. }) => follows(&INTAKE, found, text),
        _ => false,
    }
}

fn plain(text: &str) -> Suggestion {
    Suggestion {
        text: text.to_owned(),
        words: String::new(),
        value: Value::Text(text.to_owned()),
    }
}

/// What something found answers a field with, where it can.
fn answer(field: &str, found: &Found, text: &str) -> Option<Value> {
    let line = |text: String| Some(Value::Text(text));
    match (field, &found.value) {
        ("about", Sort::Organisation(name) | Sort::Target { name, .. }) => line(name.clone()),
        ("target", Sort::Code(id) | Sort::Target { id, .. }) => line(id.clone()),
        ("phone" | "reporter-phone", Sort::Phone(number)) => line(number.clone()),
        ("reporter-id", Sort::Identity(number)) => line(number.clone()),
        ("region", Sort::Place(code)) => Some(Value::Chosen(vec![code.to_string()])),
        ("place", Sort::Address) => line(found.words(text).to_owned()),
        ("received" | "happened", Sort::Date { from, .. }) => line(from.to_string()),
        ("deadline", Sort::Date { to, .. }) => line(to.to_string()),
        ("yuan", Sort::Amount { fen, .. }) => line(fen.div_ceil(100).to_string()),
        ("people", Sort::People { count, .. }) => line(count.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lead::reading;
    use crate::domain::state::Memory;
    use crate::exchange::campaign::default_campaign;

    #[test]
    fn what_belongs_to_whoever_reported_or_to_what_happened_is_not_offered_first_elsewhere() {
        let campaign = default_campaign().unwrap().campaign;
        let state = Memory::default();
        let text = "来电人样某，电话13800000001，来电时间6月20日10点。2022年5月16日入职样例公司，经理027-87654321收押金。";
        let reading = reading::read(&state, &campaign, text, "2022-06-21".parse().unwrap());
        let source = Source {
            state: &state,
            campaign: &campaign,
            reading: &reading,
            text,
            about: "",
        };
        let offered = |field: &str| -> Vec<String> {
            let all = source.suggestions(field, Lang::Zh).into_iter();
            let text = |suggestion: Suggestion| match suggestion.value {
                Value::Text(text) => Some(text),
                _ => None,
            };
            all.filter_map(text).collect()
        };
        assert_eq!(offered("phone"), ["02787654321", "13800000001"]);
        assert_eq!(offered("reporter-phone"), ["13800000001", "02787654321"]);
        assert!(!offered("received").contains(&"2022-05-16".to_owned()));
        assert_eq!(
            offered("happened").first().map(String::as_str),
            Some("2022-05-16")
        );
    }
}
