//! 经营范围: finding the campaign's keywords in a scope text, and telling what it affirms from what it excludes.
//!
//! A market entity qualifies when its scope contains one of the keywords (鄂人社函〔2022〕97号, 二（一）). Real texts
//! also name a keyword only to exclude it: `劳务服务（不含劳务派遣）`. Such a mention is reported apart.

mod brackets;
mod cues;
mod exclusion;
#[cfg(test)]
mod tests;

use std::ops::Range;

use aho_corasick::{AhoCorasick, packed};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The notice's eight keywords, in its order.
pub const NOTICE_KEYWORDS: [&str; 8] = [
    "人力资源服务",
    "人力资源招聘",
    "人力资源外包",
    "职业中介",
    "职业介绍",
    "劳务派遣",
    "人力资源培训",
    "发布招聘信息",
];

/// Most keywords one matcher takes: one bit each.
pub const MAX_KEYWORDS: usize = 64;

/// A set of keywords by their position in the list given to [`ScopeMatcher::new`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeywordSet(u64);

impl KeywordSet {
    /// Adds a keyword; positions of 64 and more are ignored, no list has them.
    pub fn insert(&mut self, keyword: usize) {
        self.0 |= bit(keyword);
    }

    /// Whether the keyword is in the set.
    pub fn contains(self, keyword: usize) -> bool {
        self.0 & bit(keyword) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many keywords the set holds.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The keywords' positions, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MAX_KEYWORDS).filter(move |&k| self.contains(k))
    }

    /// The set as one bit a keyword, the first keyword lowest.
    pub fn bits(self) -> u64 {
        self.0
    }
}

fn bit(keyword: usize) -> u64 {
    u32::try_from(keyword)
        .ok()
        .and_then(|k| 1_u64.checked_shl(k))
        .unwrap_or(0)
}

impl FromIterator<usize> for KeywordSet {
    fn from_iter<I: IntoIterator<Item = usize>>(keywords: I) -> Self {
        let mut set = Self::default();
        keywords.into_iter().for_each(|k| set.insert(k));
        set
    }
}

/// What a scope text says of the keywords. The two sets share no keyword.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScopeMatch {
    /// Named at least once outside every exclusion.
    pub affirmed: KeywordSet,
    /// Named, but only inside exclusions.
    pub excluded: KeywordSet,
}

/// One mention of a keyword, for highlighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the scope text.
    pub range: Range<usize>,
    /// Position of the keyword in the matcher's list.
    pub keyword: usize,
    /// False inside an exclusion.
    pub affirmed: bool,
}

/// Why a list of keywords cannot be matched.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeywordFault {
    /// The list is empty.
    #[error("no keyword given")]
    None,
    /// More than [`MAX_KEYWORDS`].
    #[error("{found} keywords given, at most {MAX_KEYWORDS} are possible")]
    TooMany {
        /// Keywords given.
        found: usize,
    },
    /// A keyword is empty or blank.
    #[error("keyword {position} is blank")]
    Blank {
        /// Position from 1.
        position: usize,
    },
    /// The search tables could not be built; only absurdly long keywords bring this about.
    #[error("the keywords are too long to search for")]
    TooLong,
}

/// Finds a campaign's keywords in scope texts.
#[derive(Debug)]
pub struct ScopeMatcher {
    /// Quick refusal of the texts without any keyword; absent where the machine lacks the instructions.
    quick: Option<packed::Searcher>,
    every: AhoCorasick,
}

impl ScopeMatcher {
    /// A matcher for the keywords, matched literally.
    ///
    /// # Errors
    /// [`KeywordFault`] when the list is empty, too long, or holds a blank.
    pub fn new(keywords: &[String]) -> Result<Self, KeywordFault> {
        if keywords.is_empty() {
            return Err(KeywordFault::None);
        }
        if keywords.len() > MAX_KEYWORDS {
            return Err(KeywordFault::TooMany {
                found: keywords.len(),
            });
        }
        if let Some(i) = keywords.iter().position(|k| k.trim().is_empty()) {
            return Err(KeywordFault::Blank { position: i + 1 });
        }
        let every = AhoCorasick::new(keywords).map_err(|_| KeywordFault::TooLong)?;
        Ok(Self {
            quick: packed::Searcher::new(keywords),
            every,
        })
    }

    /// A matcher for [`NOTICE_KEYWORDS`].
    ///
    /// # Errors
    /// None in practice; the signature is that of [`ScopeMatcher::new`].
    pub fn of_the_notice() -> Result<Self, KeywordFault> {
        Self::new(&NOTICE_KEYWORDS.map(str::to_owned))
    }

    /// What the scope affirms and what it only excludes.
    pub fn matches(&self, scope: &str) -> ScopeMatch {
        let mut found = ScopeMatch::default();
        for mark in self.marks(scope) {
            let set = if mark.affirmed {
                &mut found.affirmed
            } else {
                &mut found.excluded
            };
            set.insert(mark.keyword);
        }
        found.excluded.0 &= !found.affirmed.0;
        found
    }

    /// Every mention of a keyword, in the order of the text; mentions of keywords that contain each other overlap.
    pub fn marks(&self, scope: &str) -> Vec<Mark> {
        if self
            .quick
            .as_ref()
            .is_some_and(|quick| quick.find(scope).is_none())
        {
            return Vec::new();
        }
        let mut marks: Vec<Mark> = self
            .every
            .find_overlapping_iter(scope)
            .map(|m| Mark {
                range: m.range(),
                keyword: m.pattern().as_usize(),
                affirmed: true,
            })
            .collect();
        if !marks.is_empty() {
            marks.sort_by_key(|m| (m.range.start, m.range.end));
            strike(&mut marks, scope);
        }
        marks
    }
}

/// Marks every mention that begins inside an exclusion.
fn strike(marks: &mut [Mark], scope: &str) {
    let exclusions = exclusion::exclusions(scope);
    let mut rest = exclusions.iter().peekable();
    for mark in marks {
        let start = mark.range.start;
        while rest.next_if(|r| r.end <= start).is_some() {}
        let excluded = rest.peek().is_some_and(|r| r.start <= start);
        mark.affirmed = !excluded && !cues::denied(scope.get(..start).unwrap_or_default());
    }
}
