//! 统一社会信用代码, the eighteen characters that identify a market entity (GB 32100-2015).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// The 31 characters of the standard: digits and capitals without I, O, S, V, Z. Position is value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^(i-1) mod 31 for the first seventeen positions.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Value of each ASCII character, or `NONE`.
const VALUES: [u8; 128] = values();
const NONE: u8 = u8::MAX;

const fn values() -> [u8; 128] {
    let mut table = [NONE; 128];
    let mut value = 0;
    while value < ALPHABET.len() {
        table[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    table
}

/// A 统一社会信用代码 whose check character holds, in capitals. Ordered bytewise, as SSJ-1 sorts ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc([u8; 18]);

/// Why a text is not a 统一社会信用代码.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UsccFault {
    /// Not eighteen characters. An old 注册号 has fifteen.
    #[error("a unified social credit code has 18 characters, found {found}")]
    Length {
        /// Characters found after trimming.
        found: usize,
    },
    /// A character that the standard does not use (I, O, S, V, Z are left out on purpose).
    #[error(
        "character {position} of the code is '{found}', which is not used in unified social credit codes"
    )]
    Character {
        /// Position from 1 to 18.
        position: usize,
        /// The character as written.
        found: char,
    },
    /// The last character does not follow from the first seventeen: a digit is mistyped or swapped.
    #[error("the check character should be '{expected}', found '{found}'")]
    Check {
        /// The character that the first seventeen call for.
        expected: char,
        /// The character found.
        found: char,
    },
}

impl Uscc {
    /// Reads a code. Surrounding blanks, lower case and full-width forms are accepted and normalised;
    /// blanks or hyphens inside are not.
    ///
    /// # Errors
    /// [`UsccFault`], the first of length, character, check character that fails.
    pub fn parse(text: &str) -> Result<Self, UsccFault> {
        let text = text.trim();
        let mut bytes = [0_u8; 18];
        let found = text.chars().count();
        if found != bytes.len() {
            return Err(UsccFault::Length { found });
        }
        let mut sum = 0;
        for (i, (slot, c)) in bytes.iter_mut().zip(text.chars()).enumerate() {
            let upper = narrow(c).to_ascii_uppercase();
            let value = value_of(upper).ok_or(UsccFault::Character {
                position: i + 1,
                found: c,
            })?;
            sum += value * WEIGHTS.get(i).copied().unwrap_or(0);
            *slot = upper as u8;
        }
        let expected = ALPHABET[((31 - sum % 31) % 31) as usize];
        if bytes[17] != expected {
            return Err(UsccFault::Check {
                expected: expected.into(),
                found: bytes[17].into(),
            });
        }
        Ok(Self(bytes))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        // Only ASCII of the alphabet is ever stored.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The code as a number below 31^18 < 2^90, in the order of the codes; a compact key for large sets.
    pub fn key(&self) -> u128 {
        self.0.iter().fold(0, |key, &b| {
            key * 31 + u128::from(value_of(b.into()).unwrap_or(0))
        })
    }

    /// 登记管理机关行政区划码: six digits in positions 3 to 8, the division that first registered the entity.
    /// It does not follow when the entity moves.
    pub fn region(&self) -> &str {
        self.as_str().get(2..8).unwrap_or_default()
    }
}

/// Full-width ASCII (U+FF01..U+FF5E) to ASCII; all else as it is.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn value_of(c: char) -> Option<u32> {
    let value = *VALUES.get(c as usize)?;
    (value != NONE).then_some(u32::from(value))
}

impl FromStr for Uscc {
    type Err = UsccFault;

    fn from_str(text: &str) -> Result<Self, UsccFault> {
        Self::parse(text)
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uscc({})", self.as_str())
    }
}

impl Serialize for Uscc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Uscc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const GOOD: &str = "91420100MA65F5R2TR";

    #[rstest]
    #[case(GOOD)]
    #[case("91420100ma65f5r2tr")]
    #[case("  91420100MA65F5R2TR\u{3000}")]
    #[case("９１４２０１００ＭＡ６５Ｆ５Ｒ２ＴＲ")]
    #[case("９１４２０１００ｍａ６５ｆ５ｒ２ｔｒ")]
    fn normalises(#[case] text: &str) {
        assert_eq!(Uscc::parse(text).map(|u| u.to_string()), Ok(GOOD.to_owned()));
    }

    #[rstest]
    #[case("", UsccFault::Length { found: 0 })]
    #[case("420100000012345", UsccFault::Length { found: 15 })]
    #[case("91420100MA65F5R2TR9", UsccFault::Length { found: 19 })]
    #[case("9142010OMA65F5R2TR", UsccFault::Character { position: 8, found: 'O' })]
    #[case("91420100MA65F5R-TR", UsccFault::Character { position: 16, found: '-' })]
    #[case("91420100MA65F5R2T码", UsccFault::Character { position: 18, found: '码' })]
    #[case("91420100MA65F5R2TX", UsccFault::Check { expected: 'R', found: 'X' })]
    #[case("91420100MA65F52RTR", UsccFault::Check { expected: 'Y', found: 'R' })]
    fn refuses(#[case] text: &str, #[case] fault: UsccFault) {
        assert_eq!(Uscc::parse(text), Err(fault));
    }

    #[test]
    fn reads_and_writes_as_a_string() {
        let code: Uscc = serde_json::from_str("\"91420100ma65f5r2tr\"").unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{GOOD}\""));
        assert!(serde_json::from_str::<Uscc>("\"91420100MA65F5R2TX\"").is_err());
        assert_eq!(code.region(), "420100");
    }

    prop_compose! {
        fn any_code()(body in proptest::collection::vec(0_usize..31, 17)) -> String {
            let sum: u32 = body.iter().zip(WEIGHTS).map(|(&v, w)| v as u32 * w).sum();
            let check = ((31 - sum % 31) % 31) as usize;
            body.into_iter().chain([check]).map(|v| char::from(ALPHABET[v])).collect()
        }
    }

    proptest! {
        #[test]
        fn one_changed_character_never_passes(code in any_code(), at in 0_usize..18, other in 0_usize..31) {
            prop_assert!(Uscc::parse(&code).is_ok());
            let mut wrong = code.clone().into_bytes();
            prop_assume!(wrong[at] != ALPHABET[other]);
            wrong[at] = ALPHABET[other];
            let refused =
                matches!(Uscc::parse(std::str::from_utf8(&wrong).unwrap()), Err(UsccFault::Check { .. }));
            prop_assert!(refused);
        }

        #[test]
        fn keys_keep_the_order_of_the_codes(a in any_code(), b in any_code()) {
            let (x, y) = (Uscc::parse(&a).unwrap(), Uscc::parse(&b).unwrap());
            prop_assert_eq!(x.cmp(&y), x.key().cmp(&y.key()));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        }

        #[test]
        fn any_text_is_answered(text in "\\PC*") {
            let _ = Uscc::parse(&text);
        }
    }
}
