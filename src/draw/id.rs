//! The form of an id in the frozen files: a 统一社会信用代码 whose check character holds (GB 32100-2015).

use thiserror::Error;

/// The 31 characters of the code in value order; I, O, S, V and Z are left out (GB 32100-2015, table 1).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Why a text is not a valid 统一社会信用代码. Positions count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdFault {
    /// A full-width digit or letter (`９`, `Ａ`), usually left by an input method.
    #[error("full-width character {found:?} at position {position}; type it half-width")]
    FullWidth {
        /// Position of the character, from 1.
        position: usize,
        /// The character found.
        found: char,
    },
    /// A lower-case letter; the code is written in capitals.
    #[error("lower-case letter {found:?} at position {position}; write it as a capital")]
    LowerCase {
        /// Position of the letter, from 1.
        position: usize,
        /// The letter found.
        found: char,
    },
    /// A character the standard does not use, such as I, O, S, V, Z or a blank.
    #[error("character {found:?} at position {position} cannot occur in a unified social credit code")]
    Character {
        /// Position of the character, from 1.
        position: usize,
        /// The character found.
        found: char,
    },
    /// Not 18 characters long.
    #[error("{found} characters where a unified social credit code has 18")]
    Length {
        /// Number of characters found.
        found: usize,
    },
    /// The last character is not the one the first 17 require.
    #[error("check character {found:?} does not hold; the first 17 characters require {expected:?}")]
    CheckCharacter {
        /// The character the first 17 require.
        expected: char,
        /// The character found.
        found: char,
    },
}

impl IdFault {
    /// A stable key for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            IdFault::FullWidth { .. } => "id_full_width",
            IdFault::LowerCase { .. } => "id_lower_case",
            IdFault::Character { .. } => "id_character",
            IdFault::Length { .. } => "id_length",
            IdFault::CheckCharacter { .. } => "id_check_character",
        }
    }

    /// Its parameters by name, for messages in other languages.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            IdFault::FullWidth { position, found }
            | IdFault::LowerCase { position, found }
            | IdFault::Character { position, found } => {
                vec![
                    ("position", position.to_string()),
                    ("character", found.to_string()),
                ]
            }
            IdFault::Length { found } => vec![("length", found.to_string())],
            IdFault::CheckCharacter { expected, found } => {
                vec![
                    ("character", found.to_string()),
                    ("expected", expected.to_string()),
                ]
            }
        }
    }
}

/// True for the full-width forms of ASCII digits and letters (U+FF10–FF19, FF21–FF3A, FF41–FF5A).
pub fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

/// Checks an 18-character 统一社会信用代码: its characters, its length and its check character
/// (GB 32100-2015, 31 minus the weighted sum modulo 31, with weights 3^i modulo 31).
///
/// # Errors
/// The first [`IdFault`] met, reading from the left; length and check character come last.
pub fn check_id(id: &str) -> Result<(), IdFault> {
    let mut sum = 0;
    let mut weight = 1;
    let mut length = 0;
    let mut last = None;
    for (index, c) in id.chars().enumerate() {
        let value = value_of(c).ok_or_else(|| character_fault(index + 1, c))?;
        length = index + 1;
        if length < 18 {
            sum = (sum + weight * value) % 31;
            weight = weight * 3 % 31;
        }
        last = Some(c);
    }
    match last {
        Some(found) if length == 18 => {
            let expected = check_character(sum);
            if found == expected {
                Ok(())
            } else {
                Err(IdFault::CheckCharacter { expected, found })
            }
        }
        _ => Err(IdFault::Length { found: length }),
    }
}

fn value_of(c: char) -> Option<usize> {
    ALPHABET.iter().position(|&known| char::from(known) == c)
}

fn check_character(sum: usize) -> char {
    ALPHABET
        .get((31 - sum % 31) % 31)
        .map_or('0', |&byte| char::from(byte))
}

fn character_fault(position: usize, found: char) -> IdFault {
    if is_full_width(found) {
        IdFault::FullWidth { position, found }
    } else if found.is_ascii_lowercase() {
        IdFault::LowerCase { position, found }
    } else {
        IdFault::Character { position, found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn a_published_code_holds() {
        assert_eq!(check_id("91420100MA65F5R2TR"), Ok(()));
    }

    #[rstest]
    #[case("91420100MA65F5R2TQ", "id_check_character")]
    #[case("91420100MA65F5R2T", "id_length")]
    #[case("91420100MA65F5R2TRR", "id_length")]
    #[case("", "id_length")]
    #[case("91420100ma65f5r2tr", "id_lower_case")]
    #[case("9142０100MA65F5R2TR", "id_full_width")]
    #[case("91420100MA65F5R2TO", "id_character")]
    #[case("91420100 A65F5R2TR", "id_character")]
    fn a_fault_is_named(#[case] id: &str, #[case] code: &str) {
        assert_eq!(check_id(id).unwrap_err().code(), code);
    }

    #[test]
    fn any_single_wrong_character_is_caught() {
        let good = "91420100MA65F5R2TR";
        for at in 0..18 {
            for &other in ALPHABET {
                let mut changed = good.as_bytes().to_vec();
                changed[at] = other;
                let changed = String::from_utf8(changed).unwrap();
                assert_eq!(check_id(&changed).is_ok(), changed == good, "{changed}");
            }
        }
    }
}
