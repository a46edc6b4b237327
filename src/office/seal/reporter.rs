//! Who reported (举报人), in the clear: held only while a lead is taken in, and while the reporter is shown.

use std::fmt;

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

impl Reporter {
    /// A reporter as typed or read; `匿名` and the like are no name.
    pub fn new(name: &str, phone: &str, id: &str) -> Self {
        let name = text(name).into_owned();
        let nobody = NOBODY.iter().any(|word| name.eq_ignore_ascii_case(word));
        Self {
            name: if nobody { String::new() } else { name },
            phone: code(phone).into_owned(),
            id: code(id).into_owned(),
        }
    }

    /// Whether nothing is known of them.
    pub fn is_anonymous(&self) -> bool {
        [&self.name, &self.phone, &self.id]
            .iter()
            .all(|part| part.is_empty())
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
