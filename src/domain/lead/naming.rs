//! Names of businesses and places taken apart: which words tell one from another, and which stand in every second name.

mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use self::words::{FILLERS, FORMS, LEVELS, ORDINARY, PEOPLES, TRADES};
use super::sound::sound;
use crate::domain::campaign::Campaign;
use crate::domain::region::{Region, RegionCode, Regions};

/// What a piece of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Place(RegionCode),
    Form,
    Trade,
    Filler,
}

/// Takes names apart; made once for a campaign, whose divisions it knows.
#[derive(Debug)]
pub struct Naming {
    pieces: Vec<Piece>,
    finder: Option<AhoCorasick>,
    /// What is looked for in texts, made once it is: most questions are about names.
    spoken: OnceLock<(Vec<RegionCode>, Option<AhoCorasick>)>,
    divisions: Vec<(String, RegionCode)>,
}

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The characters that tell it from others (字号).
    pub core: Vec<char>,
    /// How these sound.
    pub sounds: Vec<u32>,
    /// Its line of business.
    pub trade: Vec<char>,
    /// The divisions it names.
    pub places: Vec<RegionCode>,
}

/// A division named in a text: byte range and code.
pub type NamedPlace = (std::ops::Range<usize>, RegionCode);

impl Naming {
    /// For the divisions of the campaign.
    pub fn new(campaign: &Campaign) -> Self {
        let divisions = divisions(&campaign.regions);
        let words = |words: &[&str], piece: Piece| -> Vec<(String, Piece)> {
            words.iter().map(|word| ((*word).to_owned(), piece)).collect()
        };
        let mut all: BTreeMap<String, Piece> = BTreeMap::new();
        all.extend(words(&FILLERS, Piece::Filler));
        all.extend(words(&TRADES, Piece::Trade));
        all.extend(words(&FORMS, Piece::Form));
        all.extend(
            divisions
                .iter()
                .map(|(name, code)| (name.clone(), Piece::Place(*code))),
        );
        Self {
            finder: finder(all.keys().map(String::as_str)),
            pieces: all.into_values().collect(),
            spoken: OnceLock::new(),
            divisions,
        }
    }

    /// Takes a name apart. One that is nothing but common words is its own core.
    pub fn name(&self, text: &str) -> Name {
        let text: String = folded(text).into_iter().collect();
        let mut name = Name::default();
        let mut rest = 0;
        for found in self.finder.iter().flat_map(|finder| finder.find_iter(&text)) {
            name.core
                .extend(text.get(rest..found.start()).unwrap_or("").chars());
            rest = found.end();
            match self.pieces.get(found.pattern().as_usize()) {
                Some(Piece::Place(code)) => name.places.push(*code),
                Some(Piece::Trade) => name.trade.extend(text.get(found.range()).unwrap_or("").chars()),
                _ => {}
            }
        }
        name.core.extend(text.get(rest..).unwrap_or("").chars());
        if name.core.is_empty() {
            name.core = std::mem::take(&mut name.trade);
        }
        name.sounds = name.core.iter().copied().map(sound).collect();
        name
    }

    /// The divisions a text names, in full or in short, in their order.
    pub fn places(&self, text: &str) -> Vec<NamedPlace> {
        let (places, finder) = self.spoken.get_or_init(|| {
            let named = self
                .divisions
                .iter()
                .filter(|(name, _)| !ORDINARY.contains(&name.as_str()));
            let (names, places): (Vec<&str>, _) = named.map(|(name, code)| (name.as_str(), *code)).unzip();
            (places, self::finder(names.into_iter()))
        });
        let found = finder.iter().flat_map(|finder| finder.find_iter(text));
        found
            .filter_map(|found| Some((found.range(), *places.get(found.pattern().as_usize())?)))
            .collect()
    }
}

fn finder<'a>(words: impl Iterator<Item = &'a str>) -> Option<AhoCorasick> {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).build(words).ok()
}

/// The names of every division, in full and in short. A short name that several bear is the higher one's; a full name
/// goes before any short one.
fn divisions(regions: &Regions) -> Vec<(String, RegionCode)> {
    let mut names: BTreeMap<String, RegionCode> = BTreeMap::new();
    for region in regions.iter().filter(|region| !region.name.is_empty()) {
        names.insert(region.name.clone(), region.code);
    }
    let mut by_level: Vec<&Region> = regions.iter().collect();
    by_level.sort_by_key(|region| region.level == crate::domain::region::Level::County);
    for region in by_level {
        for name in said(&region.name) {
            names.entry(name).or_insert(region.code);
        }
    }
    names.into_iter().collect()
}

/// What a division is called for short; one character alone is nobody's name.
fn said(name: &str) -> Vec<String> {
    let short = short(name);
    if short.chars().count() < 2 {
        return Vec::new();
    }
    let level = name.strip_suffix("自治州").map(|_| "州");
    let level = level.or_else(|| name.strip_suffix("自治县").map(|_| "县"));
    let with_level = level.map(|level| format!("{short}{level}"));
    [short.to_owned()].into_iter().chain(with_level).collect()
}

/// A division's name without its level and the peoples in it: 恩施土家族苗族自治州 is 恩施, 沙市区 is 沙市.
pub fn short(name: &str) -> &str {
    let ending = LEVELS.iter().find_map(|level| name.strip_suffix(level));
    let mut rest = ending.unwrap_or(name);
    while let Some(before) = PEOPLES.iter().find_map(|people| rest.strip_suffix(people)) {
        rest = before;
    }
    rest
}

/// The letters, digits and characters of a text in one form: full-width as half-width, capitals, nothing else.
pub fn folded(text: &str) -> Vec<char> {
    let letters = text.chars().map(narrow).filter(|c| c.is_alphanumeric());
    letters.map(|c| c.to_ascii_uppercase()).collect()
}

/// The half-width form of a full-width character.
pub fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::campaign::default_campaign;

    fn naming() -> Naming {
        Naming::new(&default_campaign().unwrap().campaign)
    }

    fn core(text: &str) -> String {
        naming().name(text).core.into_iter().collect()
    }

    #[test]
    fn what_tells_a_name_apart_is_left() {
        assert_eq!(core("武汉市启恒人力资源有限责任公司"), "启恒");
        assert_eq!(core("恩施州启恒（利川）劳务派遣有限公司"), "启恒");
        assert_eq!(core("ＡＢ启恒 中心"), "AB启恒");
        assert_eq!(core("武汉人力资源有限公司"), "人力资源");
        assert_eq!(core(""), "");
        let name = naming().name("长阳启恒劳务");
        assert_eq!(name.places, ["420528".parse().unwrap()]);
        assert_eq!(name.trade, ['劳', '务']);
    }

    #[test]
    fn a_division_is_found_by_its_short_name_unless_that_is_a_word() {
        let found = |text: &str| -> Vec<String> {
            let places = naming().places(text);
            places.into_iter().map(|(_, code)| code.to_string()).collect()
        };
        assert_eq!(found("在武汉市武昌区和恩施上班"), ["420100", "420106", "422800"]);
        assert_eq!(found("向公安机关报案"), Vec::<String>::new());
        assert_eq!(found("在公安县报案"), ["421022"]);
        assert_eq!(short("长阳土家族自治县"), "长阳");
        assert_eq!(short("神农架林区"), "神农架");
    }
}
