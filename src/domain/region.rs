//! Administrative divisions (行政区划, GB/T 2260) and which unit answers for which of them.

mod named;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A six-digit division code such as `420106` (GB/T 2260).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u32);

/// Why a text is no division code: it is not exactly six ASCII digits, the first of them not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a division code has six digits, such as 420106")]
pub struct NotARegionCode;

impl FromStr for RegionCode {
    type Err = NotARegionCode;

    fn from_str(text: &str) -> Result<Self, NotARegionCode> {
        let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<u32>() {
            Ok(code) if digits && code >= 100_000 => Ok(Self(code)),
            _ => Err(NotARegionCode),
        }
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:06}", self.0))
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The level of a division, as the division table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// 省
    #[serde(rename = "省", alias = "自治区", alias = "直辖市", alias = "province")]
    Province,
    /// 市州: a prefecture-level unit that has counties.
    #[serde(rename = "市州", alias = "市", alias = "prefecture")]
    Prefecture,
    /// 县区
    #[serde(rename = "县区", alias = "county")]
    County,
    /// 直管市 or 林区: a county-level division directly under the province; it is its own prefecture-level unit.
    #[serde(rename = "直管市", alias = "林区", alias = "direct")]
    Direct,
}

/// One row of the division table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Division code.
    pub code: RegionCode,
    /// Official name, in Chinese.
    pub name: String,
    /// Level.
    pub level: Level,
    /// The division above; none for the province.
    pub parent: Option<RegionCode>,
}

/// The division table of a campaign's province.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Regions(Vec<Region>);

impl Regions {
    /// A table from its rows, sorted by code.
    pub fn new(mut rows: Vec<Region>) -> Self {
        rows.sort_by_key(|r| r.code);
        Self(rows)
    }

    /// The row of `code`.
    pub fn get(&self, code: RegionCode) -> Option<&Region> {
        self.0
            .binary_search_by_key(&code, |r| r.code)
            .ok()
            .and_then(|i| self.0.get(i))
    }

    /// All rows, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.0.iter()
    }

    /// The division's name, or its code where the table does not know it.
    pub fn name(&self, code: RegionCode) -> String {
        self.get(code)
            .map_or_else(|| code.to_string(), |r| r.name.clone())
    }

    /// The prefecture-level unit (市州) that answers for `code`; none for the province or an unknown code.
    pub fn unit_of(&self, code: RegionCode) -> Option<RegionCode> {
        let region = self.get(code)?;
        match region.level {
            Level::Province => None,
            Level::Prefecture | Level::Direct => Some(code),
            Level::County => region.parent,
        }
    }

    /// The prefecture-level units (17 in Hubei), by code.
    pub fn units(&self) -> impl Iterator<Item = &Region> {
        self.0
            .iter()
            .filter(|r| matches!(r.level, Level::Prefecture | Level::Direct))
    }

    /// Whether `outer` is `inner` or a division above it.
    pub fn contains(&self, outer: RegionCode, inner: RegionCode) -> bool {
        // A table whose parents go round in a circle has no end of its own.
        let above = |code: &RegionCode| self.get(*code).and_then(|r| r.parent);
        std::iter::successors(Some(inner), above)
            .take(self.0.len() + 1)
            .any(|code| code == outer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Regions {
        let row = |code: &str, level, parent: Option<&str>| Region {
            code: code.parse().unwrap(),
            name: code.into(),
            level,
            parent: parent.map(|p| p.parse().unwrap()),
        };
        Regions::new(vec![
            row("429021", Level::Direct, Some("420000")),
            row("420106", Level::County, Some("420100")),
            row("420000", Level::Province, None),
            row("420100", Level::Prefecture, Some("420000")),
        ])
    }

    #[test]
    fn a_county_answers_to_its_prefecture_and_a_direct_city_to_itself() {
        let t = table();
        let code = |c: &str| c.parse::<RegionCode>().unwrap();
        assert_eq!(t.unit_of(code("420106")), Some(code("420100")));
        assert_eq!(t.unit_of(code("429021")), Some(code("429021")));
        assert_eq!(t.unit_of(code("420000")), None);
        assert!(t.contains(code("420000"), code("420106")));
        assert!(t.contains(code("420100"), code("420106")));
        assert!(!t.contains(code("420106"), code("420100")));
    }

    #[test]
    fn parents_in_a_circle_come_to_an_end() {
        let code = |c: &str| c.parse::<RegionCode>().unwrap();
        let row = |c: &str, parent: &str| Region {
            code: code(c),
            name: String::new(),
            level: Level::County,
            parent: Some(code(parent)),
        };
        let t = Regions::new(vec![row("420101", "420102"), row("420102", "420101")]);
        assert!(t.contains(code("420102"), code("420101")));
        assert!(!t.contains(code("420000"), code("420101")));
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for bad in [
            "",
            "42010",
            "4201066",
            "４２０１０６",
            "42010a",
            "042010",
            "-42010",
        ] {
            assert_eq!(bad.parse::<RegionCode>(), Err(NotARegionCode), "{bad}");
        }
    }
}
