//! Why a bundle's file is refused.

use crate::domain::bundle::OfficeId;
use crate::lang::Lang;

/// What is wrong with a bundle's file. Nothing of it was taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Fault {
    /// It is no bundle at all.
    NoBundle,
    /// A later version of the program wrote it.
    Newer {
        /// Its format's version.
        version: u32,
    },
    /// It was not encrypted for this office.
    NotForUs,
    /// It is cut short, or a byte of it was changed on the way.
    Damaged,
    /// Nobody known here signed it.
    UnknownKey {
        /// The key it names, in hexadecimal.
        key: String,
    },
    /// Its signature does not fit its content.
    Signature {
        /// The office whose key it names.
        from: OfficeId,
    },
    /// It says that another office made it than the one that signed it.
    OtherOffice {
        /// Who signed it.
        from: OfficeId,
        /// Who it says made it.
        says: OfficeId,
    },
    /// The signature holds, and the content cannot be understood.
    Unreadable,
    /// The recipient's key is none.
    Keys {
        /// The recipient.
        office: OfficeId,
    },
    /// A library said no while it was written.
    Failed {
        /// What it said.
        what: String,
    },
}

impl Fault {
    /// The reason in the operator's language, for the bundle called `file`.
    pub fn text(&self, file: &str, lang: Lang) -> String {
        let (key, more) = match self {
            Fault::NoBundle => ("no-bundle", Vec::new()),
            Fault::Newer { version } => ("newer", vec![("version", version.to_string())]),
            Fault::NotForUs => ("not-for-us", Vec::new()),
            Fault::Damaged => ("damaged", Vec::new()),
            Fault::UnknownKey { key } => ("unknown-key", vec![("key", key.clone())]),
            Fault::Signature { from } => ("signature", vec![("from", from.to_string())]),
            Fault::OtherOffice { from, says } => (
                "other-office",
                vec![("from", from.to_string()), ("says", says.to_string())],
            ),
            Fault::Unreadable => ("unreadable", Vec::new()),
            Fault::Keys { office } => ("keys", vec![("office", office.to_string())]),
            Fault::Failed { what } => ("failed", vec![("what", what.clone())]),
        };
        let mut args = vec![("file", file)];
        args.extend(more.iter().map(|(name, value)| (*name, value.as_str())));
        lang.say(&format!("bundle.fault.{key}"), &args)
    }
}
