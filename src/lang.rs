//! The two languages of the program and the one way to look a message up.

use std::borrow::Cow;

/// The operator's language. Chinese is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The locale's name in `locales/`: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The message under `key`, without arguments.
    pub fn word(self, key: &str) -> Cow<'static, str> {
        Cow::Owned(t!(key, locale = self.code()).into_owned())
    }

    /// The message under `key` with every `%{name}` replaced by its argument.
    /// For keys that are only known at run time; fixed keys use `t!` itself.
    pub fn say(self, key: &str, args: &[(&str, &str)]) -> String {
        let names: Vec<&str> = args.iter().map(|(name, _)| *name).collect();
        let values: Vec<String> = args.iter().map(|(_, value)| (*value).to_owned()).collect();
        rust_i18n::replace_patterns(&self.word(key), &names, &values)
    }
}
