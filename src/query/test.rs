//! One word of a query, made ready to be asked of many rows.

use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::Around;
use super::facts::{Facts, Value};
use super::fault::{Fault, Wrong};
use super::field::{Field, Kind};
use super::finder::Finder;
use super::lex::{Piece, Sign, Word};
use crate::domain::region::RegionCode;
use crate::lang::Lang;

/// What is tested of a row.
#[derive(Debug)]
pub(super) enum Test {
    /// A plain word, in these fields.
    Plain(Vec<Field>, Finder),
    /// Any of these is part of the text.
    Part(Field, Vec<Finder>),
    /// The text is any of these, in any case.
    Whole(Field, Vec<String>),
    /// The division is any of these, which are sorted.
    Place(Field, Vec<RegionCode>),
    /// The words by their places: whether they fit.
    Choice(Field, Vec<bool>),
    /// The day compares so with any of these.
    Day(Field, Sign, Vec<NaiveDate>),
    /// The number compares so with any of these.
    Number(Field, Sign, Vec<i64>),
    /// What `is:` asks: any of these holds.
    Flags(Vec<Test>),
    /// It is so.
    Flag(Field),
}

impl Test {
    /// The test of a word.
    pub(super) fn read(word: Word, fields: &[Field], around: &Around<'_>) -> Result<Self, Fault> {
        let Some((name, sign)) = word.field else {
            let text: String = word.values.into_iter().map(|piece| piece.text).collect();
            let plain = fields.iter().copied().filter(|field| field.is_plain());
            return Ok(Test::Plain(plain.collect(), Finder::new(&text)));
        };
        if sign == Sign::Fits && matches!(name.text.to_lowercase().as_str(), "is" | "是" | "shi") {
            let mut tests = Vec::new();
            for value in &word.values {
                tests.push(flag(value, fields)?);
            }
            return Ok(match tests.len() {
                1 => tests.remove(0),
                _ => Test::Flags(tests),
            });
        }
        let named = fields
            .iter()
            .find(|field| !field.is_flag() && field.is_called(&name.text));
        let field = *named.ok_or_else(|| Fault::new(name.column, Wrong::Field(name.text.clone())))?;
        of_field(field, &name, sign, &word.values, around)
    }

    /// The one field it asks; none for a plain word, or for several flags.
    pub(super) fn field(&self) -> Option<Field> {
        match self {
            Test::Plain(..) | Test::Flags(_) => None,
            Test::Part(field, _)
            | Test::Whole(field, _)
            | Test::Place(field, _)
            | Test::Choice(field, _)
            | Test::Day(field, ..)
            | Test::Number(field, ..)
            | Test::Flag(field) => Some(*field),
        }
    }

    /// Whether it asks this field, among others or alone.
    pub(super) fn asks(&self, field: Field) -> bool {
        match self {
            Test::Plain(fields, _) => fields.contains(&field),
            Test::Flags(tests) => tests.iter().any(|test| test.asks(field)),
            one => one.field() == Some(field),
        }
    }

    /// Whether the row has a value that fits.
    pub(super) fn holds(&self, facts: &(impl Facts + ?Sized)) -> bool {
        match self {
            Test::Plain(fields, finder) => {
                let found = |field: &Field| {
                    facts.any(*field, &mut |value| value.text().is_some_and(|t| finder.hits(t)))
                };
                fields.iter().any(found)
            }
            Test::Part(field, finders) => facts.any(*field, &mut |value| {
                value
                    .text()
                    .is_some_and(|text| finders.iter().any(|finder| finder.hits(text)))
            }),
            Test::Whole(field, texts) => facts.any(*field, &mut |value| {
                let same = |text: &str| {
                    texts
                        .iter()
                        .any(|t| t.as_str() == text || *t == text.to_lowercase())
                };
                value.text().is_some_and(same)
            }),
            Test::Place(field, codes) => facts.any(*field, &mut |value| match value {
                Value::Place(code) => codes.binary_search(&code).is_ok(),
                _ => false,
            }),
            Test::Choice(field, fits) => facts.any(*field, &mut |value| match value {
                Value::Choice(at) => fits.get(at).copied().unwrap_or(false),
                _ => false,
            }),
            Test::Day(field, sign, days) => facts.any(*field, &mut |value| match value {
                Value::Day(day) => days.iter().any(|other| compares(&day, *sign, other)),
                _ => false,
            }),
            Test::Number(field, sign, numbers) => facts.any(*field, &mut |value| match value {
                Value::Number(number) => numbers.iter().any(|other| compares(&number, *sign, other)),
                _ => false,
            }),
            Test::Flags(tests) => tests.iter().any(|test| test.holds(facts)),
            Test::Flag(field) => facts.any(*field, &mut |_| true),
        }
    }
}

fn compares<T: Ord>(value: &T, sign: Sign, other: &T) -> bool {
    match sign {
        Sign::Fits | Sign::Is => value == other,
        Sign::Below => value < other,
        Sign::UpTo => value <= other,
        Sign::Above => value > other,
        Sign::From => value >= other,
    }
}

/// What `is:` asks: a flag by its name, or a state.
fn flag(value: &Piece, fields: &[Field]) -> Result<Test, Fault> {
    let called = |field: &&Field| field.is_flag() && field.is_called(&value.text);
    if let Some(field) = fields.iter().find(called) {
        return Ok(Test::Flag(*field));
    }
    let state = fields
        .iter()
        .find(|field| matches!(field, Field::State | Field::LeadState | Field::FollowUpState));
    let chosen = state.and_then(|field| choice(*field, value).ok().map(|fits| Test::Choice(*field, fits)));
    chosen.ok_or_else(|| Fault::new(value.column, Wrong::Flag(value.text.clone())))
}

fn of_field(
    field: Field,
    name: &Piece,
    sign: Sign,
    values: &[Piece],
    around: &Around<'_>,
) -> Result<Test, Fault> {
    let ordered = !matches!(sign, Sign::Fits | Sign::Is);
    let kind = field.kind();
    if ordered && matches!(kind, Kind::Text | Kind::Place | Kind::Flag) {
        let column = name.column + name.text.chars().count();
        return Err(Fault::new(
            column,
            Wrong::Sign {
                sign: sign.text(),
                field,
            },
        ));
    }
    Ok(match kind {
        Kind::Text if sign == Sign::Is => Test::Whole(
            field,
            values.iter().map(|piece| piece.text.to_lowercase()).collect(),
        ),
        Kind::Text => Test::Part(
            field,
            values.iter().map(|piece| Finder::new(&piece.text)).collect(),
        ),
        Kind::Place => Test::Place(
            field,
            each(values, |piece| places(piece, sign, around)).map(union)?,
        ),
        Kind::Choice(_) => {
            let chosen = each(values, |piece| choice(field, piece).map(|fits| from(&fits, sign)))?;
            let any = |at: usize| chosen.iter().any(|fits| fits.get(at).copied().unwrap_or(false));
            Test::Choice(field, (0..field.choices().len()).map(any).collect())
        }
        Kind::Day => Test::Day(field, sign, each(values, |piece| day(piece, around.today))?),
        Kind::Number => Test::Number(field, sign, each(values, number)?),
        Kind::Flag => Test::Flag(field),
    })
}

fn each<T>(values: &[Piece], read: impl Fn(&Piece) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    values.iter().map(read).collect()
}

fn union(sets: Vec<Vec<RegionCode>>) -> Vec<RegionCode> {
    let mut all: Vec<RegionCode> = sets.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The divisions of this name, pinyin or beginning of the code, with those beneath them; with `=`, just the one whose
/// whole name or code it is.
fn places(piece: &Piece, sign: Sign, around: &Around<'_>) -> Result<Vec<RegionCode>, Fault> {
    let text: String = piece.text.nfkc().collect();
    let finder = Finder::new(&text);
    let regions = around.regions;
    let is_named = |code: &str, name: &str| match sign {
        Sign::Is => code == text || name == text,
        _ => code.starts_with(&text) || finder.hits(name),
    };
    let named = regions.iter().filter(|r| is_named(&r.code.to_string(), &r.name));
    let named: Vec<RegionCode> = named.map(|r| r.code).collect();
    if named.is_empty() {
        return Err(Fault::new(piece.column, Wrong::Place(piece.text.clone())));
    }
    if sign == Sign::Is {
        return Ok(named);
    }
    let all = regions.iter().map(|r| r.code);
    let beneath = |code: &RegionCode| named.iter().any(|outer| regions.contains(*outer, *code));
    Ok(all.filter(beneath).collect())
}

/// Which of the field's words are meant, in either language: the one whose whole name it is, else all it is part of.
fn choice(field: Field, piece: &Piece) -> Result<Vec<bool>, Fault> {
    let finder = Finder::new(&piece.text);
    let names = |key: &str| {
        let word = key.rsplit('.').next().unwrap_or("").to_owned();
        [
            word,
            Lang::Zh.word(key).into_owned(),
            Lang::En.word(key).into_owned(),
        ]
    };
    let is_whole = |key: &&str| {
        names(key)
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&piece.text))
    };
    let is_part = |key: &&str| names(key).iter().any(|name| finder.hits(name));
    let keys = field.choices();
    let mut fits: Vec<bool> = keys.iter().map(is_whole).collect();
    if !fits.contains(&true) {
        fits = keys.iter().map(is_part).collect();
    }
    if fits.contains(&true) {
        return Ok(fits);
    }
    let word = piece.text.clone();
    Err(Fault::new(piece.column, Wrong::Choice { word, field }))
}

/// The words that compare so with the chosen ones.
fn from(chosen: &[bool], sign: Sign) -> Vec<bool> {
    let chosen_at = |at: usize| chosen.get(at).copied().unwrap_or(false);
    let places = || 0..chosen.len();
    let fits = |at: usize| places().any(|other| chosen_at(other) && compares(&at, sign, &other));
    places().map(fits).collect()
}

fn number(piece: &Piece) -> Result<i64, Fault> {
    let text: String = piece.text.nfkc().collect();
    let wrong = || Fault::new(piece.column, Wrong::Number(piece.text.clone()));
    text.trim().parse().map_err(|_| wrong())
}

/// `2022-07-01`, `07-01` of this year, `today`, or days from today: `3d`, `3天`, `-2d`.
fn day(piece: &Piece, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let text: String = piece.text.nfkc().collect::<String>().trim().to_lowercase();
    let read = match text.as_str() {
        "today" | "今天" | "今日" | "jintian" => Some(today),
        "tomorrow" | "明天" | "mingtian" => today.checked_add_days(Days::new(1)),
        "yesterday" | "昨天" | "zuotian" => today.checked_sub_days(Days::new(1)),
        text => days_from(text, today).or_else(|| written(text, today)),
    };
    read.ok_or_else(|| Fault::new(piece.column, Wrong::Day(piece.text.clone())))
}

fn days_from(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let number = text.strip_suffix('d').or_else(|| text.strip_suffix('天'))?;
    today.checked_add_signed(chrono::TimeDelta::try_days(number.parse().ok()?)?)
}

fn written(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day) = match parts.as_slice() {
        all if !all.iter().all(digits) => return None,
        [year, month, day] if year.len() == 4 => (year.parse().ok()?, month, day),
        [month, day] => (today.year(), month, day),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}
