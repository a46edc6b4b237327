//! Numbers as people write them: 3,200 · 1.5万 · 一万五千 · 两千五.

use super::glyphs::Glyphs;

/// Most a number may be: what nobody pays is no amount.
const MOST: u64 = 1_000_000_000_000;
/// Characters of the longest number that is read.
const LONGEST: usize = 30;
/// Words after a number that make it a rough one.
pub(super) const ABOUT: [&str; 4] = ["多", "余", "来", "几"];

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The character behind it.
    pub(super) end: usize,
    /// A hundred times its value.
    pub(super) hundredths: u64,
    /// Whether a word such as 多 says that it is about so much.
    pub(super) about: bool,
    /// Whether it is counted in 万 and more.
    pub(super) great: bool,
}

impl Number {
    /// The number where it is whole.
    pub(super) fn whole(self) -> Option<u64> {
        self.hundredths
            .is_multiple_of(100)
            .then_some(self.hundredths / 100)
    }
}

/// The number that begins at `i`.
pub(super) fn number(glyphs: &Glyphs, i: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let mut end = i;
    while let Some((next, token)) = token(glyphs, end) {
        if end > i + LONGEST || !sum.take(token) {
            return None;
        }
        end = next;
    }
    let hundredths = sum.value().filter(|value| end > i && *value < MOST)?;
    let rough = glyphs.one_of(end, &ABOUT).unwrap_or(0);
    // 五十多万: the rough word stands before the last unit.
    let (late, factor) = match glyphs.get(end + rough).filter(|_| rough > 0).and_then(unit) {
        Some(unit) if unit >= 1_000 => (1, unit),
        _ => (0, 1),
    };
    Some(Number {
        end: end + rough + late,
        hundredths: hundredths.checked_mul(factor).filter(|value| *value < MOST)?,
        about: rough > 0,
        great: sum.great || factor >= 10_000,
    })
}

/// A piece of a number.
#[derive(Clone, Copy, Debug)]
enum Token {
    /// Figures: a hundred times their value.
    Figures(u64),
    Digit(u64),
    Zero,
    Unit(u64),
}

fn token(glyphs: &Glyphs, i: usize) -> Option<(usize, Token)> {
    let c = glyphs.get(i)?;
    if c.is_ascii_digit() {
        let (end, hundredths) = figures(glyphs, i)?;
        return Some((end, Token::Figures(hundredths)));
    }
    if matches!(c, '零' | '〇') {
        return Some((i + 1, Token::Zero));
    }
    let token = digit(c).map(Token::Digit).or_else(|| unit(c).map(Token::Unit))?;
    Some((i + 1, token))
}

/// Figures with commas between thousands, and at most two that count behind the point.
fn figures(glyphs: &Glyphs, i: usize) -> Option<(usize, u64)> {
    let mut end = glyphs.digits_end(i);
    let mut text = glyphs.slice(i, end);
    while glyphs.get(end) == Some(',') && text.len() <= 12 && glyphs.digits_end(end + 1) == end + 4 {
        text.push_str(&glyphs.slice(end + 1, end + 4));
        end += 4;
    }
    let mut hundredths = text.parse::<u64>().ok()?.checked_mul(100)?;
    let decimals = glyphs.digits_end(end + 1);
    if glyphs.get(end) == Some('.') && decimals > end + 1 {
        let part = format!("{:0<2}", glyphs.slice(end + 1, decimals));
        hundredths = hundredths.checked_add(part.get(..2)?.parse().ok()?)?;
        end = decimals;
    }
    Some((end, hundredths))
}

/// The value of a digit written out.
pub(super) fn digit(c: char) -> Option<u64> {
    let all = [
        "零〇",
        "一壹",
        "二两贰",
        "三叁",
        "四肆",
        "五伍",
        "六陆",
        "七柒",
        "八捌",
        "九玖",
    ];
    all.iter()
        .position(|forms| forms.contains(c))
        .map(|value| value as u64)
}

fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' | 'w' | 'W' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// A number while it is read; all in hundredths.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    total: u64,
    section: u64,
    waiting: Option<u64>,
    last: u64,
    began: bool,
    after_unit: bool,
    written: bool,
    great: bool,
}

impl Sum {
    /// Takes a piece; false where it makes no number of what was read.
    fn take(&mut self, token: Token) -> bool {
        let first = !self.began;
        self.began = true;
        match token {
            Token::Figures(_) | Token::Digit(_) if self.waiting.is_some() => return false,
            Token::Figures(hundredths) => self.waiting = Some(hundredths),
            Token::Digit(digit) => {
                self.waiting = Some(digit * 100);
                self.written = true;
            }
            Token::Zero if first || self.waiting.is_some() => return false,
            Token::Zero => self.after_unit = false,
            Token::Unit(unit) => return self.unit(unit, first),
        }
        true
    }

    fn unit(&mut self, unit: u64, first: bool) -> bool {
        // 百人 and 万元 alone are no numbers; 十 is.
        if first && unit != 10 {
            return false;
        }
        let grown = if unit >= 10_000 {
            let section = self.section.checked_add(self.waiting.take().unwrap_or(0));
            self.section = 0;
            self.great = true;
            section
                .and_then(|section| section.checked_mul(unit))
                .and_then(|part| self.total.checked_add(part))
                .map(|total| self.total = total)
        } else {
            let waiting = self.waiting.take().unwrap_or(100);
            waiting
                .checked_mul(unit)
                .and_then(|part| self.section.checked_add(part))
                .map(|section| self.section = section)
        };
        self.last = unit;
        self.after_unit = true;
        self.written = false;
        grown.is_some()
    }

    /// The value; a digit right behind a unit counts in the next one below: 一万五 is 15000.
    fn value(self) -> Option<u64> {
        let waiting = self.waiting.unwrap_or(0);
        let short = self.written && self.after_unit && self.last >= 100;
        let waiting = if short {
            waiting.checked_mul(self.last / 10)?
        } else {
            waiting
        };
        self.total
            .checked_add(self.section)?
            .checked_add(waiting)
            .filter(|_| self.began)
    }
}
