//! The keyed mark by which two leads of one reporter are told to be so without saying who it is (HMAC-SHA-256, RFC 2104).

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Reporter, failed, key_file, write_new};
use crate::office::secret;
use crate::store::Fault;

/// Fewest digits of a telephone number that tells a person from others.
pub(super) const PHONE_DIGITS: usize = 7;

/// The random key of the marks, 256 bits, kept with the secret key.
pub struct MarkKey(Vec<u8>);

impl MarkKey {
    /// The key that belongs to the public key `name` in the folder `keys`; made where the secret key is there and it is
    /// not, none where neither is.
    pub(super) fn beside(keys: &Path, name: &str) -> Result<Option<Self>, Fault> {
        let path = keys.join(format!("{name}.mark"));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if !key_file(keys, name).exists() {
                    return Ok(None);
                }
                let made = secret::make()?;
                write_new(&path, &made)?;
                made
            }
            Err(error) => return Err(Fault::io(path)(error)),
        };
        match hex::decode(text.trim()) {
            Ok(key) if key.len() == secret::HEX / 2 => Ok(Some(Self(key))),
            _ => Err(failed(&path, "not 64 hexadecimal digits")),
        }
    }

    /// The mark of a reporter: of the first telephone number or, lacking one, of the identity card's number.
    pub(super) fn of(&self, reporter: &Reporter) -> Option<String> {
        let phone = numbers(&reporter.phone).into_iter().next();
        let what = match phone.filter(|digits| digits.len() >= PHONE_DIGITS) {
            Some(digits) => format!("phone {digits}"),
            None if reporter.id.is_empty() => return None,
            None => format!("id {}", reporter.id.to_uppercase()),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(what.as_bytes());
        Some(hex::encode(mac.finalize().into_bytes()))
    }
}

/// The telephone numbers of a cell in digits alone, without the country's 86: `13800000001/027-8765 4321`.
pub(super) fn numbers(cell: &str) -> Vec<String> {
    let parts =
        cell.split(|c: char| matches!(c, '、' | ',' | '，' | ';' | '；' | '/' | '|') || c.is_alphabetic());
    let digits = parts.map(|part| part.chars().filter(char::is_ascii_digit).collect::<String>());
    digits.filter(|digits| !digits.is_empty()).map(home).collect()
}

fn home(digits: String) -> String {
    let bare = ["0086", "86"]
        .iter()
        .find_map(|country| digits.strip_prefix(country));
    match bare.filter(|bare| bare.len() == 11 && bare.starts_with('1')) {
        Some(bare) => bare.to_owned(),
        None => digits,
    }
}
