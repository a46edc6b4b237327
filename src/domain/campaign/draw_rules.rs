//! What a campaign says about its draws: size, weights, the shape of public results, the reasons of a 补抽.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Text;
use crate::domain::target::Grade;

/// Parameters of the draw. The weights are configuration: Hubei's own rates are not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRules {
    /// Intended number of drawn targets (notice: 1000家左右, a target figure).
    pub size: u64,
    /// Weight of each credit-risk grade.
    pub weights: BTreeMap<Grade, u64>,
    /// Least number drawn from each stratum that is not empty.
    pub floor: u64,
    /// Whether credit-risk grades are confidential, so that a pool is published with salted leaves.
    #[serde(default)]
    pub confidential: bool,
    /// Public sources whose results may take part in a seed, and the shape of their results.
    #[serde(default)]
    pub sources: Vec<SourceShape>,
    /// Reasons for which a drawn target may be replaced or struck off.
    #[serde(default)]
    pub reasons: Vec<ReasonCode>,
}

/// A public source and the shape of its results, so that a slip of the pen is seen before it becomes part of a seed.
/// A source that is not listed is taken as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceShape {
    /// Kind, such as `ssq`.
    pub kind: String,
    /// Name.
    pub name: Text,
    /// Groups of two-digit numbers, parted by ` + `; the numbers of a group by blanks, ascending.
    pub groups: Vec<NumberGroup>,
}

/// A group of different numbers of a lottery's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberGroup {
    /// How many.
    pub count: usize,
    /// The highest; the lowest is 1.
    pub highest: u32,
}

impl DrawRules {
    /// The shape of the results of `kind`, where the campaign lists it.
    pub fn shape(&self, kind: &str) -> Option<&SourceShape> {
        self.sources.iter().find(|shape| shape.kind == kind)
    }
}

impl SourceShape {
    /// Whether `value` has the shape: `01 07 12 18 23 30 + 05` for six of 33 and one of 16.
    pub fn fits(&self, value: &str) -> bool {
        let groups: Vec<&str> = value.split(" + ").collect();
        groups.len() == self.groups.len()
            && groups
                .iter()
                .zip(&self.groups)
                .all(|(text, group)| group.fits(text))
    }

    /// The shape by an example.
    pub fn example(&self) -> String {
        let group = |g: &NumberGroup| {
            let numbers: Vec<String> = (1..=g.count).map(|n| format!("{n:02}")).collect();
            numbers.join(" ")
        };
        self.groups.iter().map(group).collect::<Vec<_>>().join(" + ")
    }
}

impl NumberGroup {
    fn fits(self, text: &str) -> bool {
        let two_digits = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        let numbers: Vec<u32> = text
            .split(' ')
            .filter(|word| two_digits(word))
            .filter_map(|word| word.parse().ok())
            .collect();
        numbers.len() == self.count
            && text.split(' ').count() == self.count
            && numbers.iter().all(|n| (1..=self.highest).contains(n))
            && numbers
                .windows(2)
                .all(|pair| matches!(pair, [one, other] if one < other))
    }
}

/// A reason code of a 补抽 or 剔除, or of an officer's replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonCode {
    /// Code, as it stands in the published record.
    pub code: String,
    /// Name.
    pub name: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_has_its_sources_shape_or_not() {
        let shape = SourceShape {
            kind: "ssq".to_owned(),
            name: Text::default(),
            groups: vec![
                NumberGroup {
                    count: 6,
                    highest: 33,
                },
                NumberGroup {
                    count: 1,
                    highest: 16,
                },
            ],
        };
        assert_eq!(shape.example(), "01 02 03 04 05 06 + 01");
        for right in [
            shape.example().as_str(),
            "01 07 12 18 23 30 + 05",
            "28 29 30 31 32 33 + 16",
        ] {
            assert!(shape.fits(right), "{right}");
        }
        for wrong in [
            "",
            "01 07 12 18 23 + 05",
            "01 07 12 18 23 30",
            "01 07 12 18 23 34 + 05",
            "01 07 12 18 23 30 + 17",
            "01 07 12 18 23 30 + 00",
            "07 01 12 18 23 30 + 05",
            "01 01 12 18 23 30 + 05",
            "1 7 12 18 23 30 + 5",
            "01  07 12 18 23 30 + 05",
            "01 07 12 18 23 30 + 05 + 01",
            "01 07 12 18 23 30+05",
        ] {
            assert!(!shape.fits(wrong), "{wrong}");
        }
    }
}
