//! A text as characters in one form, each with its place in the bytes.

use std::ops::Range;

use crate::domain::lead::naming::narrow;

/// The characters of a text, full-width as half-width; positions are numbers of characters from 0.
#[derive(Clone, Debug)]
pub(super) struct Glyphs {
    chars: Vec<char>,
    at: Vec<usize>,
}

impl Glyphs {
    pub(super) fn new(text: &str) -> Self {
        let chars = text.chars().map(narrow).collect();
        let at = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        Self { chars, at }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn get(&self, i: usize) -> Option<char> {
        self.chars.get(i).copied()
    }

    /// The character before `i`.
    pub(super) fn before(&self, i: usize) -> Option<char> {
        self.get(i.checked_sub(1)?)
    }

    /// The bytes of the characters from `from` up to `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let at = |i: usize| self.at.get(i).or(self.at.last()).copied().unwrap_or(0);
        at(from)..at(to.max(from))
    }

    /// The number of the character that begins at byte `at`.
    pub(super) fn index(&self, at: usize) -> usize {
        self.at.partition_point(|known| *known < at)
    }

    /// The characters from `from` up to `to`, in their one form.
    pub(super) fn slice(&self, from: usize, to: usize) -> String {
        self.chars
            .iter()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect()
    }

    /// Whether `word` stands at `i`.
    pub(super) fn stands(&self, i: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.get(i + n) == Some(c))
    }

    /// The length of the longest of `words` that stands at `i`.
    pub(super) fn one_of(&self, i: usize, words: &[&str]) -> Option<usize> {
        let standing = words.iter().filter(|word| self.stands(i, word));
        standing.map(|word| word.chars().count()).max()
    }

    /// The length of the longest of `words` that ends before `i`.
    pub(super) fn one_of_before(&self, i: usize, words: &[&str]) -> Option<usize> {
        let lengths = words.iter().filter_map(|word| {
            let length = word.chars().count();
            self.stands(i.checked_sub(length)?, word).then_some(length)
        });
        lengths.max()
    }

    /// Where the ASCII digits that begin at `i` end.
    pub(super) fn digits_end(&self, i: usize) -> usize {
        let digits = self.chars.iter().skip(i).take_while(|c| c.is_ascii_digit());
        i + digits.count()
    }
}
