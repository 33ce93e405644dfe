//! Typed ids over `UUIDv7`: sorted by time, stored native, shown with a prefix that names the type.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Why a text is not an id of the wanted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("expected an id that starts with `{0}_`")]
    Prefix(&'static str),
    #[error("expected 32 hexadecimal digits after `{0}_`")]
    Digits(&'static str),
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(shown: &str) -> Result<Self, IdError> {
                let digits = shown.strip_prefix(concat!($prefix, "_")).ok_or(IdError::Prefix($prefix))?;
                if digits.len() != 32 {
                    return Err(IdError::Digits($prefix));
                }
                Uuid::try_parse(digits).map(Self).map_err(|_| IdError::Digits($prefix))
            }
        }
    )*};
}

id! {
    /// An organisation: everything a tenant owns carries it as the first part of its key.
    OrgId = "org";
    /// A person in an organisation.
    MemberId = "mem";
    /// A person who signs in, whatever the organisations they are in.
    PersonId = "per";
    /// A post as we hold it (the network's own id is in `RemoteRef`).
    PostId = "pst";
    /// A saved boolean query.
    QueryId = "qry";
    /// A set of columns.
    BoardId = "brd";
    /// A live view on a query.
    ColumnId = "col";
    /// A list of authors.
    ListId = "lst";
    /// A thing to listen to.
    SourceId = "src";
    /// A stretch of time during which a source was not listened to.
    GapId = "gap";
}

#[cfg(test)]
mod tests;
