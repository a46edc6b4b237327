//! Which stretches of a scope text are exclusions.
//!
//! One walk over the text. Every pair of brackets is a frame of its own: what is excluded inside a pair ends with it.
//! Outside any pair an exclusion ends with the sentence (；。), a heading (`许可项目：`), or a word that allows again.

use std::ops::Range;

use super::{
    brackets::{self, Role},
    cues::{self, Outside},
};

/// What has been read since the last punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fresh {
    /// Nothing but blanks since a comma, a stronger mark, or the frame's start.
    Clause,
    /// Nothing but blanks since 、 or a closed bracket.
    Item,
    No,
}

/// An exclusion of what follows, not ended yet.
#[derive(Clone, Copy, Debug)]
struct Forward {
    start: usize,
    /// Begun in the first clause of a bracket: runs over semicolons to the bracket's end.
    whole: bool,
}

/// A 除 whose 外 has not been met.
#[derive(Clone, Copy, Debug)]
struct Except {
    start: usize,
    /// First comma after it: without 外 it reaches no further.
    comma: Option<usize>,
    /// Begins a clause, so that it excludes even without 外.
    certain: bool,
    /// Begins a bracket, so that without 外 it reaches to the bracket's end.
    whole: bool,
}

/// A pair of brackets, or the whole text.
#[derive(Debug)]
struct Frame {
    /// Byte offset of the opening bracket; `None` for the whole text.
    open: Option<usize>,
    start: usize,
    /// Where an exclusion of what precedes (除外) begins.
    anchor: usize,
    /// Where the current item of a list begins.
    item: usize,
    fresh: Fresh,
    /// No comma or stronger mark so far.
    first: bool,
    /// Something was explicitly allowed: from here commas part what 除外 refers to.
    allowed: bool,
    /// 等 was read: the next comma ends a list.
    listed: bool,
    forward: Option<Forward>,
    except: Option<Except>,
}

impl Frame {
    fn new(open: Option<usize>, start: usize) -> Self {
        Self {
            open,
            start,
            anchor: start,
            item: start,
            fresh: Fresh::Clause,
            first: true,
            allowed: false,
            listed: false,
            forward: None,
            except: None,
        }
    }
}

/// The excluded stretches as byte ranges, sorted and disjoint.
pub(super) fn exclusions(text: &str) -> Vec<Range<usize>> {
    let mut walk = Walk {
        text,
        outer: Vec::new(),
        frame: Frame::new(None, 0),
        found: Vec::new(),
    };
    let mut roles = brackets::roles(text).into_iter().peekable();
    let mut next = 0;
    for (at, c) in text.char_indices() {
        let role = roles.next_if(|&(offset, _)| offset == at).map(|(_, role)| role);
        if at < next {
            continue;
        }
        next = at + c.len_utf8();
        match role {
            Some(Role::Open) => walk.enter(at, next),
            Some(Role::Close) => walk.leave(at, next),
            Some(Role::Stray) if brackets::closes(c) => walk.sentence(at, next, true),
            Some(Role::Stray) => walk.unclosed(next),
            None => next = walk.step(at, c),
        }
    }
    while !walk.outer.is_empty() {
        walk.leave(text.len(), text.len());
    }
    walk.finish(text.len());
    merged(walk.found)
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.into_iter().filter(|r| !r.is_empty()) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

struct Walk<'a> {
    text: &'a str,
    /// Frames around the current one.
    outer: Vec<Frame>,
    frame: Frame,
    found: Vec<Range<usize>>,
}

impl Walk<'_> {
    fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn enter(&mut self, at: usize, start: usize) {
        let outer = std::mem::replace(&mut self.frame, Frame::new(Some(at), start));
        self.outer.push(outer);
    }

    fn leave(&mut self, at: usize, next: usize) {
        self.finish(at);
        if let Some(outer) = self.outer.pop() {
            self.frame = outer;
            self.frame.fresh = if next > at { Fresh::Item } else { Fresh::No };
        }
    }

    /// An opening bracket without partner: what stands before it is not meant by what follows.
    fn unclosed(&mut self, next: usize) {
        self.frame.fresh = Fresh::Clause;
        self.frame.anchor = next;
        self.frame.item = next;
    }

    /// Ends all that the frame has begun.
    fn finish(&mut self, at: usize) {
        self.end_forward(at);
        self.end_except(at);
    }

    fn end_forward(&mut self, at: usize) {
        if let Some(forward) = self.frame.forward.take() {
            self.found.push(forward.start..at);
        }
    }

    /// A 除 that met no 外.
    fn end_except(&mut self, at: usize) {
        if let Some(except) = self.frame.except.take() {
            if except.whole {
                self.found.push(except.start..at);
            } else if except.certain {
                self.found.push(except.start..except.comma.unwrap_or(at));
            }
        }
    }

    /// A mark that parts sentences. A `hard` one ends even what was to reach the bracket's end.
    fn sentence(&mut self, at: usize, next: usize, hard: bool) {
        if hard || self.frame.forward.is_some_and(|f| !f.whole) {
            self.end_forward(at);
        }
        if hard || self.frame.except.is_some_and(|e| !e.whole) {
            self.end_except(at);
        }
        self.begin_clause(next);
        self.frame.anchor = next;
    }

    fn comma(&mut self, at: usize, next: usize) {
        if self.frame.listed && self.frame.open.is_none() {
            self.end_forward(at);
        }
        if let Some(except) = &mut self.frame.except {
            except.comma.get_or_insert(at);
        }
        if self.frame.open.is_none() || self.frame.allowed {
            self.frame.anchor = next;
        }
        self.begin_clause(next);
    }

    fn begin_clause(&mut self, next: usize) {
        self.frame.item = next;
        self.frame.fresh = Fresh::Clause;
        self.frame.first = false;
        self.frame.listed = false;
    }

    /// Reads the character that is no bracket, with the word it begins; returns where to read on.
    fn step(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        match c {
            '。' | '！' | '!' => self.sentence(at, next, true),
            '；' | ';' | '\n' | '*' | '|' | '•' | '●' | '①'..='⑳' => self.sentence(at, next, false),
            '.' | '．' if !self.inside_number(at, next) => self.sentence(at, next, false),
            '、' | '､' | '﹑' if self.after_list_number(at) => self.sentence(at, next, false),
            '，' | ',' => self.comma(at, next),
            '、' | '､' | '﹑' => {
                self.frame.item = next;
                self.frame.fresh = Fresh::Item;
            }
            '：' | ':' => {
                self.frame.item = next;
                self.frame.anchor = next;
                self.frame.fresh = Fresh::Clause;
            }
            c if c.is_whitespace() => {}
            c if cues::may_begin(c) => return self.word(at, next),
            _ => self.frame.fresh = Fresh::No,
        }
        next
    }

    /// A point between two digits.
    fn inside_number(&self, at: usize, next: usize) -> bool {
        self.before(at).ends_with(|c: char| c.is_ascii_digit())
            && self.rest(next).starts_with(|c: char| c.is_ascii_digit())
    }

    /// The 、 of `2、` at the start of a list's item.
    fn after_list_number(&self, at: usize) -> bool {
        let before = self.before(at);
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
        head.len() < before.len() && !head.ends_with(|c: char| c.is_alphanumeric())
    }

    fn word(&mut self, at: usize, next: usize) -> usize {
        let fresh = std::mem::replace(&mut self.frame.fresh, Fresh::No);
        if let Some(end) = self.turn_back(at, fresh) {
            return end;
        }
        if let Some((kind, len)) = cues::outside(self.before(at), self.rest(at)) {
            self.outside(kind, at);
            return at + len;
        }
        if let Some(len) = cues::forward(self.before(at), self.rest(at), fresh != Fresh::No) {
            self.exclude(at, at + len);
            return at + len;
        }
        if cues::except(self.before(at), self.rest(at)) {
            self.end_except(at);
            let whole = self.frame.open.is_some() && self.blank_since_start(at);
            self.frame.except = Some(Except {
                start: at,
                comma: None,
                certain: fresh != Fresh::No,
                whole,
            });
        } else if cues::closes_list(self.before(at), self.rest(at)) {
            self.frame.listed = true;
        } else if cues::lawful(self.rest(at)) {
            self.frame.anchor = at;
        }
        next
    }

    /// A heading, or a word that allows again, ends an exclusion; returns where to read on.
    fn turn_back(&mut self, at: usize, fresh: Fresh) -> Option<usize> {
        let apart = fresh != Fresh::No || self.before(at).ends_with(char::is_whitespace);
        let heading = if apart { cues::heading(self.rest(at)) } else { None };
        let len = match heading {
            Some(len) => len,
            None if fresh == Fresh::Clause => cues::allowing(self.rest(at))?,
            None => return None,
        };
        self.finish(at);
        self.frame.anchor = at + len;
        self.frame.item = at + len;
        self.frame.allowed = true;
        self.frame.fresh = Fresh::Clause;
        Some(at + len)
    }

    fn blank_since_start(&self, at: usize) -> bool {
        self.text
            .get(self.frame.start..at)
            .is_some_and(|s| s.trim().is_empty())
    }

    /// An excluding word. With nothing to exclude after it, it excludes what precedes.
    fn exclude(&mut self, at: usize, end: usize) {
        self.frame.listed = false;
        if cues::object_missing(self.rest(end)) {
            self.exclude_back(at);
        } else if self.frame.forward.is_none() {
            let whole = self.frame.open.is_some() && self.frame.first;
            self.frame.forward = Some(Forward { start: at, whole });
        }
    }

    /// Excludes what precedes: the clause; or, where a bracket holds the excluding word alone, the item before it.
    fn exclude_back(&mut self, at: usize) {
        match (self.frame.open, self.outer.last()) {
            (Some(open), Some(outer)) if self.blank_since_start(at) => self.found.push(outer.item..open),
            _ => self.found.push(self.frame.anchor..at),
        }
    }

    fn outside(&mut self, kind: Outside, at: usize) {
        match (kind, self.frame.except) {
            (Outside::Beyond | Outside::Bare, Some(except)) => {
                self.found.push(except.start..at);
                self.frame.except = None;
            }
            (Outside::Bare, None) => {}
            (Outside::Beyond | Outside::Excepted, _) => {
                self.exclude_back(at);
                self.frame.except.take_if(|e| e.start >= self.frame.anchor);
                if self.frame.forward.is_some_and(|f| f.start >= self.frame.anchor) {
                    self.end_forward(at);
                }
            }
        }
    }
}
