//! The page's sections, each made from the facts if they say anything to it.

mod acts;
mod changes;
mod check;
mod files;
mod rounds;
mod seed;
mod status;
mod strata;
mod targets;

use super::doc::{Block, Column, Doc, Grid, Line, Span, code, fill, line};
use super::facts::Facts;
use super::{HTML_EN, HTML_ZH};
use crate::draw::Profile;
use crate::draw::verify::Stage;
use crate::lang::Lang;

/// Decimals of a ticket that are shown.
const DECIMALS: usize = 12;

/// The page of `facts` in `lang`.
pub(super) fn compose(facts: &Facts, lang: Lang) -> Doc {
    let mut draft = Draft {
        facts,
        lang,
        blocks: Vec::new(),
        sections: 0,
    };
    status::write(&mut draft);
    seed::write(&mut draft);
    strata::write(&mut draft);
    targets::write(&mut draft);
    acts::write(&mut draft);
    rounds::write(&mut draft);
    changes::write(&mut draft);
    check::write(&mut draft);
    files::write(&mut draft);
    let title = match facts.heading() {
        Some(heading) => draft.say("title", &[("batch", heading.batch.as_str().into())]),
        None => draft.say("title-nothing", &[]),
    };
    Doc {
        lang,
        title: title.iter().map(Span::text).collect(),
        other: Some(match lang {
            Lang::Zh => HTML_EN,
            Lang::En => HTML_ZH,
        }),
        landscape: false,
        blocks: draft.blocks,
    }
}

/// A page in the making.
struct Draft<'f> {
    facts: &'f Facts,
    lang: Lang,
    blocks: Vec<Block>,
    sections: usize,
}

impl Draft<'_> {
    fn word(&self, key: &str) -> String {
        self.lang.word(&format!("page.{key}")).into_owned()
    }

    /// A reason code in words, with the code beside it.
    fn reason(&self, code: &str) -> String {
        match self.facts.names.reasons.get(code) {
            Some(name) => format!("{} ({code})", name.get(self.lang)),
            None => code.to_owned(),
        }
    }

    fn say(&self, key: &str, args: &[(&str, Span)]) -> Line {
        fill(&self.word(key), args)
    }

    /// Begins a section, numbered in order.
    fn section(&mut self, key: &str) {
        self.sections += 1;
        let number = self.word(&format!("n.n{}", self.sections));
        let title = self.word(key);
        self.blocks.push(Block::Heading(2, line(number + &title)));
    }

    fn heading(&mut self, key: &str, args: &[(&str, Span)]) {
        self.blocks.push(Block::Heading(3, self.say(key, args)));
    }

    fn para(&mut self, key: &str, args: &[(&str, Span)]) {
        self.blocks.push(Block::Para(self.say(key, args)));
    }

    fn notice(&mut self, key: &str, args: &[(&str, Span)]) {
        self.blocks.push(Block::Notice(self.say(key, args)));
    }

    /// A list; nothing when it is empty.
    fn list(&mut self, items: Vec<Line>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A table; nothing when it has no rows.
    fn grid(&mut self, grid: Grid) {
        if !grid.rows.is_empty() {
            self.blocks.push(Block::Grid(grid));
        }
    }

    /// A table of two columns: what, and what it is.
    fn pairs(&mut self, caption: Line, rows: Vec<(Line, Line)>) {
        let columns = [("item", false), ("content", false)];
        self.grid(Grid {
            caption,
            columns: self.columns(&columns),
            rows: rows
                .into_iter()
                .map(|(name, content)| vec![name, content])
                .collect(),
            foot: Vec::new(),
        });
    }

    /// Columns by the keys of their headings; `true` sets one to the right.
    fn columns(&self, columns: &[(&str, bool)]) -> Vec<Column> {
        let column = |(key, right): &(&str, bool)| Column {
            name: self.word(key),
            right: *right,
        };
        columns.iter().map(column).collect()
    }

    /// Lines joined as an enumeration.
    fn join(&self, key: &str, lines: Vec<Line>) -> Line {
        let mut joined = Line::new();
        for (n, line) in lines.into_iter().enumerate() {
            if n > 0 {
                joined.push(self.word(key).into());
            }
            joined.extend(line);
        }
        joined
    }

    /// A public source as people call it; one without a name by its short name.
    fn source(&self, kind: &str) -> Span {
        match kind {
            "ssq" | "dlt" => self.word(&format!("source.{kind}")).into(),
            _ => kind.into(),
        }
    }

    /// A file's name, which opens the file when it was published.
    fn file(&self, name: &str) -> Span {
        match self.facts.has(name) {
            true => Span::File(name.to_owned()),
            false => code(name),
        }
    }

    /// A unit, or several joined by `+`, with name where it is known.
    fn unit(&self, areas: &str) -> Line {
        let named = |area: &str| match self.facts.names.units.get(area) {
            Some(name) => vec![format!("{name} ").into(), code(area)],
            None => line(code(area)),
        };
        self.join("join", areas.split('+').map(named).collect())
    }

    /// A target, with name where it is known.
    fn target(&self, id: &str) -> Line {
        let mut target = line(code(id));
        if let Some(name) = self.facts.names.targets.get(id) {
            target.push(format!(" {name}").into());
        }
        target
    }

    fn is_void(&self) -> bool {
        self.facts.stage == Some(Stage::Void)
    }
}

/// The hash as its standard calls it.
fn hash_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Sha256 => "SHA-256 (FIPS 180-4)",
        Profile::Sm3 => "SM3 (GB/T 32905-2016)",
    }
}

/// A ticket cut to [`DECIMALS`].
fn short(ticket: &str) -> Span {
    let kept: String = ticket.chars().take("0.".len() + DECIMALS).collect();
    let cut = if kept.len() < ticket.len() { "…" } else { "" };
    code(kept + cut)
}

/// `n` of `size` as a percentage with two decimals.
fn percent(n: u64, size: u64) -> String {
    let Some(hundredths) = (n * 20_000 + size).checked_div(size * 2) else {
        return "—".to_owned();
    };
    match hundredths {
        0 if n > 0 => "<0.01%".to_owned(),
        _ => format!("{}.{:02}%", hundredths / 100, hundredths % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(1, 8, "12.50%")]
    #[case(2, 3, "66.67%")]
    #[case(1, 1, "100.00%")]
    #[case(0, 9, "0.00%")]
    #[case(1, 1_000_000, "<0.01%")]
    #[case(0, 0, "—")]
    fn percentages(#[case] n: u64, #[case] size: u64, #[case] text: &str) {
        assert_eq!(percent(n, size), text);
    }

    #[test]
    fn tickets_are_cut_only_when_longer() {
        assert_eq!(short("0.0191854981985"), code("0.019185498198…"));
        assert_eq!(short("0.019185498198"), code("0.019185498198"));
    }
}
