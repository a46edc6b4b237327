//! The keywords of a business scope, marked by signs that need no colour.

use crate::domain::scope::{KeywordSet, ScopeMatcher};
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::Entry;

/// The scope with `[+…]` around what it affirms and `[-…]` around what it names only to exclude. Of keywords that
/// contain each other the first and longest is marked.
pub(super) fn marked(matcher: &ScopeMatcher, scope: &str) -> String {
    let mut marks = matcher.marks(scope);
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut out = String::with_capacity(scope.len() + marks.len() * 3);
    let mut done = 0;
    for mark in marks {
        let (Some(before), Some(word)) = (scope.get(done..mark.range.start), scope.get(mark.range.clone()))
        else {
            continue;
        };
        let sign = if mark.affirmed { '+' } else { '-' };
        out.push_str(before);
        out.push_str(&format!("[{sign}{word}]"));
        done = mark.range.end;
    }
    out.push_str(scope.get(done..).unwrap_or_default());
    out
}

/// The scope with its keywords marked, and what the marks mean.
pub(super) fn scope(look: &Look<'_>, scope: &str) -> Vec<Entry> {
    let Ok(matcher) = ScopeMatcher::new(&look.campaign.keywords) else {
        return vec![look.entry("pane.target.scope", scope)];
    };
    let text = marked(&matcher, scope);
    let mut entries = vec![look.entry("pane.target.scope", text.as_str())];
    if text != scope {
        entries.push(Entry::new("", look.word("pane.target.marks")).tone(Tone::Quiet));
    }
    entries
}

/// The keywords of a set by name.
pub(super) fn keywords(look: &Look<'_>, set: KeywordSet) -> Vec<String> {
    let name = |at: usize| look.campaign.keywords.get(at).cloned();
    set.iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("劳务派遣（不含职业中介）", "[+劳务派遣]（不含[-职业中介]）")]
    #[case("餐饮服务", "餐饮服务")]
    #[case("人力资源服务；劳务派遣", "[+人力资源服务]；[+劳务派遣]")]
    fn affirmed_and_excluded_look_different_without_colour(#[case] scope: &str, #[case] expected: &str) {
        assert_eq!(marked(&ScopeMatcher::of_the_notice().unwrap(), scope), expected);
    }

    #[test]
    fn the_longest_of_keywords_that_overlap_is_marked_once() {
        let keywords = ["派遣", "劳务派遣", "派遣服务"].map(str::to_owned);
        let matcher = ScopeMatcher::new(&keywords).unwrap();
        assert_eq!(marked(&matcher, "劳务派遣服务"), "[+劳务派遣]服务");
    }
}
