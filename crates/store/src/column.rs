//! From columns to domain types, once for both databases, and the `record!` macro built on it.

use std::borrow::Cow;

use jiff::Timestamp;
use model::{
    BoardId, Cause, ColumnId, DropReason, FailReason, GapId, Lang, ListId, Locale, MemberId,
    Network, OrgId, PersonId, PostId, QueryId, Role, SourceId, Theme, Untrusted,
};
use sqlx::{ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

type Why = Box<dyn std::error::Error + Send + Sync>;

/// A domain type read from one column that `sqlx` can decode as `Raw`.
pub(crate) trait Column: Sized {
    type Raw;
    fn read(raw: Self::Raw) -> Result<Self, Why>;
}

/// Reads the column `name` of a row of either database.
pub(crate) fn get<'r, R, T>(row: &'r R, name: &'static str) -> sqlx::Result<T>
where
    R: Row,
    T: Column,
    T::Raw: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    let raw = row.try_get::<T::Raw, _>(name)?;
    T::read(raw).map_err(|source| sqlx::Error::ColumnDecode {
        index: name.to_owned(),
        source,
    })
}

/// Declares a record whose fields are the columns of the same names; after `+`, fields that are
/// records themselves, read from the same row.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $ty:ty,)*
    } $(+ { $($inner_vis:vis $inner:ident: $inner_ty:ty,)* })?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $ty,)*
            $($($inner_vis $inner: $inner_ty,)*)?
        }

        impl<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> for $name {
            fn from_row(row: &'r sqlx::sqlite::SqliteRow) -> sqlx::Result<Self> {
                Ok(Self {
                    $($field: $crate::column::get(row, stringify!($field))?,)*
                    $($($inner: sqlx::FromRow::from_row(row)?,)*)?
                })
            }
        }

        impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for $name {
            fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
                Ok(Self {
                    $($field: $crate::column::get(row, stringify!($field))?,)*
                    $($($inner: sqlx::FromRow::from_row(row)?,)*)?
                })
            }
        }
    };
}

/// Text as both databases take it: NUL becomes SUBSTITUTE, one byte for one byte.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{1a}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A figure as a column holds it; what no column can hold is cut to the most it can.
pub(crate) fn figure(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// An instant as a column holds it.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

impl<T: Column> Column for Option<T> {
    type Raw = Option<T::Raw>;
    fn read(raw: Self::Raw) -> Result<Self, Why> {
        raw.map(T::read).transpose()
    }
}

macro_rules! columns {
    ($($ty:ty = $raw:ty, |$it:ident| $read:expr;)*) => {$(
        impl Column for $ty {
            type Raw = $raw;
            fn read($it: $raw) -> Result<Self, Why> {
                $read
            }
        }
    )*};
}

columns! {
    bool = bool, |it| Ok(it);
    i64 = i64, |it| Ok(it);
    u32 = i64, |it| Ok(u32::try_from(it)?);
    u64 = i64, |it| Ok(u64::try_from(it)?);
    String = String, |it| Ok(it);
    Box<str> = String, |it| Ok(it.into_boxed_str());
    Untrusted = String, |it| Ok(Self::new(it));
    Vec<u8> = Vec<u8>, |it| Ok(it);
    [u8; 32] = Vec<u8>, |it| Ok(Self::try_from(it.as_slice())?);
    Timestamp = i64, |it| Ok(Self::from_microsecond(it)?);
    Uuid = Self, |it| Ok(it);
    BoardId = Uuid, |it| Ok(Self::from_uuid(it));
    ColumnId = Uuid, |it| Ok(Self::from_uuid(it));
    GapId = Uuid, |it| Ok(Self::from_uuid(it));
    ListId = Uuid, |it| Ok(Self::from_uuid(it));
    MemberId = Uuid, |it| Ok(Self::from_uuid(it));
    OrgId = Uuid, |it| Ok(Self::from_uuid(it));
    PersonId = Uuid, |it| Ok(Self::from_uuid(it));
    PostId = Uuid, |it| Ok(Self::from_uuid(it));
    QueryId = Uuid, |it| Ok(Self::from_uuid(it));
    SourceId = Uuid, |it| Ok(Self::from_uuid(it));
    Cause = String, |it| Self::parse(&it).ok_or_else(|| unknown("cause", &it));
    DropReason = String, |it| Self::parse(&it).ok_or_else(|| unknown("reason", &it));
    FailReason = String, |it| Self::parse(&it).ok_or_else(|| unknown("reason of a failure", &it));
    Lang = String, |it| Self::parse(&it).ok_or_else(|| unknown("language", &it));
    Locale = String, |it| Self::parse(&it).ok_or_else(|| unknown("locale", &it));
    Network = String, |it| Self::parse(&it).ok_or_else(|| unknown("network", &it));
    Role = String, |it| Self::parse(&it).ok_or_else(|| unknown("role", &it));
    Theme = String, |it| Self::parse(&it).ok_or_else(|| unknown("theme", &it));
}

fn unknown(what: &str, found: &str) -> Why {
    format!("unknown {what} `{found}`").into()
}
