//! Time as the rules see it. Nobody here asks a clock: it is passed in.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Asia::Shanghai;
use serde::{Deserialize, Deserializer};

/// The moment of an act: the wall clock for the record, and the campaign's date for the rules.
/// The two differ in a rehearsal (`--today`); the journal keeps both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Wall-clock time, UTC.
    pub at: DateTime<Utc>,
    /// The date in the campaign's time zone (Asia/Shanghai), or the rehearsal's date.
    pub today: NaiveDate,
}

/// A moment as the campaign's clocks on the wall show it (Asia/Shanghai, whatever the server says).
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Shanghai).naive_local()
}

/// Days from `from` to `to`, both included, that the rules call a window (期限).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day.
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(deserialize_with = "date")]
    pub to: NaiveDate,
}

impl Window {
    /// Whether `day` lies in the window.
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Reads a date from JSON's `"2022-06-01"` and from TOML's bare `2022-06-01`, which serde shows as a map of one entry.
pub fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    deserializer.deserialize_any(DateVisitor)
}

/// [`date`] for a field that may be left out.
pub fn optional_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    #[derive(Deserialize)]
    struct Wrapped(#[serde(deserialize_with = "date")] NaiveDate);
    Ok(Option::<Wrapped>::deserialize(deserializer)?.map(|w| w.0))
}

struct DateVisitor;

impl<'de> serde::de::Visitor<'de> for DateVisitor {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a date such as 2022-06-01")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<NaiveDate, E> {
        text.parse()
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<NaiveDate, A::Error> {
        let entry = map.next_entry::<String, String>()?;
        let (_, text) = entry.ok_or_else(|| serde::de::Error::invalid_length(0, &self))?;
        self.visit_str(&text)
    }
}
