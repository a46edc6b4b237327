//! Who reported (举报人), in the clear: held only while a lead is taken in, and while the reporter is shown.

use std::fmt;

use super::mark::PHONE_DIGITS;
use crate::exchange::read::{code, text};

/// Who reported. Nothing prints it by accident: its [`fmt::Debug`] shows nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reporter {
    /// 姓名; may be empty.
    pub name: String,
    /// 电话; may be empty.
    pub phone: String,
    /// 证件号码; may be empty.
    pub id: String,
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter(..)")
    }
}

/// What stands in a name's place where nobody gave one.
const NOBODY: [&str; 11] = [
    "匿名",
    "匿名举报",
    "匿名举报人",
    "匿名人",
    "不愿透露",
    "不愿透露姓名",
    "未提供",
    "保密",
    "无",
    "不详",
    "anonymous",
];

/// Characters and fewest digits of a resident identity card's number (GB 11643).
const CARD: usize = 18;
const CARD_DIGITS: usize = 17;

/// The phones of a cell with a sign between them, where only a blank, a line's end or a bracket parts two that are whole.
fn apart(cell: &str) -> String {
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).count();
    let gap = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）');
    let mut apart = String::new();
    let mut whole = false;
    for part in cell.split(gap).filter(|part| !part.is_empty()) {
        let own = digits(part) >= PHONE_DIGITS;
        if whole && own {
            apart.push('/');
        }
        apart.push_str(part);
        whole = own;
    }
    apart
}

impl Reporter {
    /// A reporter as typed or read; `匿名` and the like are no name.
    pub fn new(name: &str, phone: &str, id: &str) -> Self {
        let known = |part: String| match NOBODY.iter().any(|word| part.eq_ignore_ascii_case(word)) {
            true => String::new(),
            false => part,
        };
        Self {
            name: known(text(name).into_owned()),
            phone: known(code(&apart(phone)).into_owned()),
            id: known(code(id).into_owned()),
        }
    }

    /// Whether nothing is known of them.
    pub fn is_anonymous(&self) -> bool {
        [&self.name, &self.phone, &self.id]
            .iter()
            .all(|part| part.is_empty())
    }

    /// What can be no name, no phone or no identity card's number, because it stands in another's place: the field and the
    /// message key of what is wrong.
    pub fn misplaced(&self) -> Vec<(&'static str, &'static str)> {
        let letters = |text: &str| text.chars().any(char::is_alphabetic);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let filled = |text: &str| !text.is_empty();
        let card = |number: &str| digits(number) >= CARD_DIGITS && number.len() == CARD;
        [
            (
                filled(&self.name) && !letters(&self.name),
                "reporter-name",
                "no-name",
            ),
            (
                filled(&self.phone) && (digits(&self.phone) < PHONE_DIGITS || card(&self.phone)),
                "reporter-phone",
                "no-phone",
            ),
            (
                filled(&self.id) && digits(&self.id) == 0,
                "reporter-id",
                "no-card",
            ),
        ]
        .into_iter()
        .filter_map(|(wrong, field, fault)| wrong.then_some((field, fault)))
        .collect()
    }

    /// The form in which it is sealed: three parts with tabs between them, which none of them has.
    pub(super) fn line(&self) -> String {
        [&*self.name, &self.phone, &self.id].join("\t")
    }

    /// Reads [`Reporter::line`].
    pub(super) fn of_line(line: &str) -> Self {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        Self {
            name: part(),
            phone: part(),
            id: part(),
        }
    }
}
