//! The same lead told again: words and names as another person hears and writes them.

use super::leads::{Facts, Made, Maker};
use super::words::{HOMOPHONES, NAME, SWAPS};

impl Maker<'_> {
    /// The same told again.
    pub(super) fn retold(&mut self, facts: &Facts, made: Made) -> Vec<String> {
        let mut lines = facts.lines.clone();
        match made {
            Made::Half => {
                let kept = lines.len().div_ceil(2);
                lines.truncate(kept);
                lines.extend(self.lines(facts.topic, 1));
            }
            Made::Retold => {
                self.dice.shuffle(&mut lines);
                if lines.len() > 2 && self.dice.chance(50) {
                    lines.pop();
                }
            }
            _ if self.dice.chance(50) => self.dice.shuffle(&mut lines),
            _ => {}
        }
        lines.iter().map(|line| self.smudged(line)).collect()
    }

    /// With other words for some, and now and then a character wrong, missing or double.
    fn smudged(&mut self, line: &str) -> String {
        let mut line = line.to_owned();
        for (one, other) in SWAPS {
            if self.dice.chance(40) {
                line = line.replace(one, other);
            }
        }
        let mut out = String::new();
        for c in line.chars() {
            match self.dice.below(100) {
                0 => {}
                1 => out.extend([c, c]),
                2 => out.push(self.misheard(c)),
                _ => out.push(c),
            }
        }
        out
    }

    /// Another character of the same sound, or any other.
    fn misheard(&mut self, c: char) -> char {
        let alike = HOMOPHONES.iter().find(|(a, b)| *a == c || *b == c);
        match alike {
            Some((a, b)) if self.dice.chance(70) => {
                if *a == c {
                    *b
                } else {
                    *a
                }
            }
            _ => *self.dice.pick(&NAME),
        }
    }

    pub(super) fn misnamed(&mut self, company: usize, made: Made) -> String {
        let company = self.companies[company].clone();
        let mut core = company.core.clone();
        let with = |core: &[char], head: &str, tail: &str| {
            format!("{head}{}{tail}", core.iter().collect::<String>())
        };
        match made {
            Made::Typo => {
                let at = self.dice.below(core.len());
                if core.len() > 2 && self.dice.chance(25) {
                    core.remove(at);
                } else {
                    core[at] = self.misheard(core[at]);
                }
                let tail = format!("{}有限公司", company.trade);
                let city = company.city.clone();
                with(&core, if self.dice.chance(60) { &city } else { "" }, &tail)
            }
            Made::Short => {
                let kept = if core.len() > 3 && self.dice.chance(50) {
                    &core[..2]
                } else {
                    &core[..]
                };
                with(kept, "", ["", "公司", "劳务", "人力公司"][self.dice.below(4)])
            }
            Made::Turned => {
                if core.len() > 3 {
                    core.rotate_left(2);
                }
                let head = if self.dice.chance(50) { company.trade } else { "" };
                with(&core, head, &format!("公司（{}）", company.city))
            }
            _ if self.dice.chance(15) => String::new(),
            _ => company.name(),
        }
    }
}
