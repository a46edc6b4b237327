//! Usage errors in the operator's language.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::parse::Bad;
use crate::lang::Lang;

/// What is wrong with the command line, and what to do.
pub(super) fn text(error: &Error, lang: Lang) -> String {
    let arg = context(error, ContextKind::InvalidArg, lang);
    let value = context(error, ContextKind::InvalidValue, lang);
    let detail = detail(error, lang);
    let key = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => "usage.no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.value",
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "usage.missing-command"
        }
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "usage.count",
        ErrorKind::InvalidUtf8 => "usage.utf8",
        _ => "usage.other",
    };
    let command = context(error, ContextKind::InvalidSubcommand, lang);
    let other = context(error, ContextKind::PriorArg, lang);
    let args = [
        ("arg", arg.as_str()),
        ("value", &value),
        ("detail", &detail),
        ("command", &command),
        ("other", &other),
    ];
    let mut text = lang.say(key, &args);
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        let suggested = context(error, kind, lang);
        if !suggested.is_empty() {
            text.push_str(&lang.say("usage.suggested", &[("suggested", &suggested)]));
        }
    }
    text.push_str(&lang.word("usage.see-help"));
    text
}

/// What a value should look like.
fn detail(error: &Error, lang: Lang) -> String {
    if let Some(bad) = error.source().and_then(|source| source.downcast_ref::<Bad>()) {
        return lang.word(bad.0).into_owned();
    }
    let valid = context(error, ContextKind::ValidValue, lang);
    if !valid.is_empty() {
        return lang.say("usage.one-of", &[("values", &valid)]);
    }
    error.source().map(ToString::to_string).unwrap_or_default()
}

fn context(error: &Error, kind: ContextKind, lang: Lang) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.join(&lang.word("list.and")),
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
