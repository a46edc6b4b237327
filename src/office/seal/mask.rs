//! Marks in the place of whoever reported, wherever a lead's own words name them: the sealed part keeps who it is.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Reporter;
use super::mark::{PHONE_DIGITS, numbers};

const NAME: &str = "〔举报人〕";
const PHONE: &str = "〔举报人电话〕";
const ID: &str = "〔举报人证件〕";

/// Digits from which a number is nobody else's, wherever it stands.
const SURE: usize = 11;

/// Digits of a telephone number without its area code.
const LANDLINE: [usize; 2] = [7, 8];

/// Fewest characters of an identity document's number.
const ID_LENGTH: usize = 6;

/// What people are called who are not named; it is no secret.
const CALLED: [&str; 12] = [
    "举报人",
    "投诉人",
    "诉求人",
    "来电人",
    "反映人",
    "本人",
    "市民",
    "群众",
    "职工",
    "员工",
    "网友",
    "求职者",
];

/// What stands for a reporter's name, phone and identity card in what a lead says.
pub struct Mask {
    needles: Vec<Needle>,
}

/// One thing to be replaced.
struct Needle {
    text: Vec<char>,
    mark: &'static str,
    /// Blanks and the signs between a number's digits are passed over in it.
    number: bool,
    /// It may stand inside a longer word or number.
    anywhere: bool,
}

/// A character as it is compared, and the bytes of the text it stands for.
type Folded = (char, Range<usize>);

impl Mask {
    /// The mask of a reporter.
    pub fn of(reporter: &Reporter) -> Self {
        let mut needles = Vec::new();
        for name in names(&reporter.name) {
            let anywhere = !name.is_ascii();
            needles.push(Needle::new(&name, NAME, false, anywhere));
        }
        let phones = [&*reporter.phone, &reporter.name].map(phones).concat();
        for phone in phones {
            let anywhere = phone.len() >= SURE;
            needles.push(Needle::new(&phone, PHONE, true, anywhere));
        }
        if reporter.id.chars().count() >= ID_LENGTH {
            let anywhere = reporter.id.chars().count() >= SURE;
            needles.push(Needle::new(&reporter.id, ID, true, anywhere));
        }
        Self { needles }
    }

    /// The text with a mark wherever the reporter is named: also with blanks between, or in full-width or Chinese figures.
    pub fn text(&self, text: &str) -> String {
        if self.needles.is_empty() {
            return text.to_owned();
        }
        let forms = [fold(text, false), fold(text, true)];
        let mut found: Vec<(Range<usize>, &str)> = Vec::new();
        for needle in &self.needles {
            let [words, numbers] = &forms;
            let form = if needle.number { numbers } else { words };
            found.extend(needle.find(text, form).map(|range| (range, needle.mark)));
        }
        // The longest of those that begin at one place; what lies inside another goes with it.
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let (mut masked, mut done) = (String::new(), 0);
        for (range, mark) in found {
            if range.start < done {
                // A piece that reaches beyond what is masked already must not be left standing.
                done = done.max(range.end);
                continue;
            }
            masked.push_str(text.get(done..range.start).unwrap_or_default());
            masked.push_str(mark);
            done = range.end;
        }
        masked.push_str(text.get(done..).unwrap_or_default());
        masked
    }
}

impl Needle {
    fn new(text: &str, mark: &'static str, number: bool, anywhere: bool) -> Self {
        let text = fold(text, number).into_iter().map(|(c, _)| c).collect();
        Self {
            text,
            mark,
            number,
            anywhere,
        }
    }

    /// Every place of the text, given with its compared form, where it stands.
    fn find<'t>(&'t self, text: &'t str, form: &'t [Folded]) -> impl Iterator<Item = Range<usize>> + 't {
        let windows = form.windows(self.text.len().max(1));
        windows.filter_map(move |window| {
            let same = window.iter().map(|(c, _)| c).eq(self.text.iter());
            let range = window.first()?.1.start..window.last()?.1.end;
            (same && self.stands_alone(text, &range)).then_some(range)
        })
    }

    fn stands_alone(&self, text: &str, range: &Range<usize>) -> bool {
        let before = text.get(..range.start).and_then(|t| t.chars().next_back());
        let after = text.get(range.end..).and_then(|t| t.chars().next());
        // 李某 is not who is meant by 李某某.
        if self.text.last() == Some(&'某') && after == Some('某') {
            return false;
        }
        let joins = |c: Option<char>| {
            c.and_then(|c| std::iter::once(c).nfkc().next())
                .is_some_and(|c| c.is_ascii_alphanumeric())
        };
        self.anywhere || !(joins(before) || joins(after))
    }
}

/// The text's characters as they are compared: full-width and circled forms made plain, in lower case, without blanks;
/// of numbers also Chinese figures as digits, and without the signs that part their digits.
fn fold(text: &str, number: bool) -> Vec<Folded> {
    let mut folded = Vec::new();
    for (at, raw) in text.char_indices() {
        let range = at..at + raw.len_utf8();
        for c in std::iter::once(raw).nfkc().flat_map(char::to_lowercase) {
            let c = if number { digit(c) } else { c };
            let skipped = c.is_whitespace() || invisible(c) || c == '·' || (number && parts(c));
            if !skipped {
                folded.push((c, range.clone()));
            }
        }
    }
    folded
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}') || c.is_control()
}

/// Signs between the digits of a number.
fn parts(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '–' | '—' | '−' | '.' | '(' | ')' | '_' | '~' | '*' | '/'
    )
}

fn digit(c: char) -> char {
    match c {
        '〇' | '零' => '0',
        '一' | '幺' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        other => other,
    }
}

/// The names that a cell gives: 张三（女）, 张三先生, 张三、李四等5人.
fn names(cell: &str) -> Vec<String> {
    let parts = cell.split(['、', ',', '，', ';', '；', '/', '|', '(', '（', ')', '）']);
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let name: String = part.chars().filter(|c| !c.is_numeric()).collect();
        let name = name.trim().trim_end_matches("等人").trim_end_matches('等').trim();
        let bare = ["先生", "女士", "小姐", "同志", "师傅"]
            .iter()
            .find_map(|title| name.strip_suffix(title));
        for name in [Some(name), bare.map(str::trim)].into_iter().flatten() {
            if name.chars().count() > 1 && !CALLED.contains(&name) && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The telephone numbers of a cell, each also without its area code and its extension.
fn phones(cell: &str) -> Vec<String> {
    let mut phones = Vec::new();
    for digits in numbers(cell) {
        let area = match digits.as_bytes() {
            [b'0', b'1' | b'2', ..] => 3,
            [b'0', ..] => 4,
            _ => 0,
        };
        let mut more = |part: Option<&str>| phones.extend(part.map(str::to_owned));
        if area > 0 {
            more(digits.get(area..));
            // 027-87654321-8001: also without the extension.
            for own in LANDLINE {
                more(digits.get(..area + own));
                more(digits.get(area..area + own));
            }
        }
        // Mobile numbers run together where the blanks between them were lost, or one with an extension.
        let mut rest = Some(&*digits);
        while let Some((one, behind)) = rest.and_then(|rest| rest.split_at_checked(SURE)) {
            more(Some(one).filter(|one| one.starts_with('1')));
            rest = Some(behind);
        }
        phones.push(digits);
    }
    phones.retain(|phone| phone.len() >= PHONE_DIGITS);
    phones
}
