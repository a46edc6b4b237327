//! What is masked in published text: names of natural persons, telephone numbers, numbers of identity cards.
//!
//! A long run of digits is masked whatever it is: whether eighteen digits are an identity card or a document's number
//! cannot be told for sure, and a masked document number does less harm than an open identity card.

use crate::domain::campaign::{Mask, PublicationRules};

/// The digits of a mobile number; a run as long or longer is masked.
const PHONE: usize = 11;
/// The digits of the older identity cards.
const IDENTITY: usize = 15;
/// The characters of today's.
const IDENTITY_NOW: usize = 18;
/// Digits that stay at the end.
const TAIL: usize = 4;

/// What is masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masking {
    /// Names of natural persons: `张**`.
    pub names: bool,
    /// Telephone numbers: `138****0000`.
    pub phones: bool,
    /// Numbers of identity cards: `4201**********1234`.
    pub identities: bool,
}

impl Masking {
    /// What the campaign wants masked.
    pub fn of(rules: &PublicationRules) -> Self {
        let has = |mask| rules.mask.contains(&mask);
        Masking {
            names: has(Mask::Names),
            phones: has(Mask::Phones),
            identities: has(Mask::IdentityCards),
        }
    }

    /// The name of a target. One without a 统一社会信用代码 can be a person, so only its first character stays.
    pub fn name(self, name: &str, has_code: bool) -> String {
        match name.chars().next() {
            Some(first) if self.names && !has_code => self.text(&format!("{first}**")),
            _ => self.text(name),
        }
    }

    /// A text with the numbers in it masked, its digits ASCII or not, with blanks or hyphens between them or without.
    /// What is masked already stays as it is.
    pub fn text(self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        // What stays of one number may begin another with what follows it.
        loop {
            let before = chars.clone();
            self.runs(&mut chars);
            self.groups(&mut chars);
            if before == chars {
                return chars.into_iter().collect();
            }
        }
    }

    /// Masks runs of digits.
    fn runs(self, chars: &mut [char]) {
        for (from, to) in groups(chars) {
            let check = usize::from(to - from == IDENTITY_NOW - 1 && chars.get(to).is_some_and(is_x));
            let length = to - from + check;
            let head = match length {
                IDENTITY.. if self.identities => 4,
                PHONE.. if self.phones => 3,
                _ => continue,
            };
            star(chars, (from + head, to + check - TAIL));
        }
    }

    /// Masks numbers written in groups.
    fn groups(self, chars: &mut [char]) {
        let all = groups(chars);
        let mut at = 0;
        while at < all.len() {
            let rest = all.get(at..).unwrap_or_default();
            match self.written(chars, rest) {
                Some((taken, span, head)) => {
                    hide(chars, span, head);
                    at += taken;
                }
                None => at += 1,
            }
        }
    }

    /// The number that begins with the first of these groups: how many groups it has, where it stands, and how many of
    /// its digits stay at its beginning.
    fn written(self, chars: &[char], groups: &[Span]) -> Option<(usize, Span, usize)> {
        let first = *groups.first()?;
        let mut digits: Vec<Option<u32>> = Vec::new();
        let mut end = first.0;
        for (n, (from, to)) in groups.iter().enumerate() {
            if n > 0 && !parted(chars, end, *from) {
                return None;
            }
            end = *to;
            digits.extend(chars.get(*from..*to)?.iter().map(digit));
            if n == 0 {
                continue;
            }
            let check = usize::from(digits.len() == IDENTITY_NOW - 1 && chars.get(end).is_some_and(is_x));
            if self.identities && digits.len() + check == IDENTITY_NOW && is_birthday(digits.get(6..14)?) {
                return Some((n + 1, (first.0, end + check), 4));
            }
            let area = first.1 - first.0;
            if self.phones && (is_mobile(&digits) || n == 1 && is_landline(&digits, area)) {
                let head = if is_mobile(&digits) { 3 } else { area };
                return Some((n + 1, (first.0, end), head));
            }
        }
        None
    }
}

/// From and to, in characters.
type Span = (usize, usize);

/// The runs of digits.
fn groups(chars: &[char]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        match found.last_mut() {
            _ if !c.is_numeric() => {}
            Some((_, to)) if *to == at => *to += 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

/// One sign between two groups, or two, as a bracket and a blank.
fn parted(chars: &[char], from: usize, to: usize) -> bool {
    let between = chars.get(from..to).unwrap_or_default();
    let parts = |c: &char| c.is_whitespace() || "-－‐‑–—·.)）".contains(*c);
    (1..=2).contains(&between.len()) && between.iter().all(parts)
}

fn digit(c: &char) -> Option<u32> {
    let full = u32::from(*c).checked_sub(u32::from('０')).filter(|n| *n < 10);
    c.to_digit(10).or(full)
}

fn is_x(c: &char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

/// 1, then 3 to 9, and nine more.
fn is_mobile(digits: &[Option<u32>]) -> bool {
    matches!(digits, [Some(1), Some(3..), ..]) && digits.len() == PHONE
}

/// An area code of three or four digits from 0, and seven or eight more.
fn is_landline(digits: &[Option<u32>], area: usize) -> bool {
    digits.first() == Some(&Some(0)) && (3..=4).contains(&area) && (7..=8).contains(&(digits.len() - area))
}

/// A date of the years 1900 to 2099, as an identity card has it in its middle.
fn is_birthday(digits: &[Option<u32>]) -> bool {
    let number = |part: &[Option<u32>]| part.iter().fold(0, |sum, d| sum * 10 + d.unwrap_or(0));
    match digits {
        [Some(1), Some(9), _, _, rest @ ..] | [Some(2), Some(0), _, _, rest @ ..] => {
            let (month, day) = rest.split_at(rest.len() / 2);
            (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
        }
        _ => false,
    }
}

fn star(chars: &mut [char], (from, to): Span) {
    chars.get_mut(from..to).unwrap_or_default().fill('*');
}

/// Stars for the digits in a span but for the first `head` and the last four.
fn hide(chars: &mut [char], (from, to): Span, head: usize) {
    let span = chars.get_mut(from..to).unwrap_or_default();
    let mut digits: Vec<&mut char> = span.iter_mut().filter(|c| c.is_numeric() || is_x(c)).collect();
    let last = digits.len().saturating_sub(TAIL);
    for c in digits.get_mut(head..last).unwrap_or_default() {
        **c = '*';
    }
}
