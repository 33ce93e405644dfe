//! Values for the kit's page, for tests and for pictures of pages: a fictional city's morning.

mod board;
mod builder;
mod home;
mod house;
mod lists;
mod pages;
mod posts;
mod search;
mod sources;

use std::sync::Arc;

use i18n::{Dates, Words};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{Locale, Prefs, Role, Theme};

use crate::{Cx, Live, Member, assets::QUAY_SVG};

pub use board::board;
pub use builder::{queries, rink_outline};
pub use home::{calm_home, failed_home, first_home, home};
pub use lists::lists;
pub use pages::pages;
pub use posts::{explained, mentions, press, rink, said_by_a_stranger};
pub use sources::{all_sources, gap_view, many_sources, source_detail, troubles};

/// Thursday 12 November 2026, 9:52 in Paris.
const NOW_S: i64 = 1_794_473_520;

/// An id made of a number, the same on every run.
macro_rules! sample_id {
    ($type:ident, $n:expr) => {
        format!(
            "{}{:032x}",
            $crate::samples::sample_prefix(stringify!($type)),
            $n
        )
        .parse::<$type>()
        .expect("a prefix and 32 digits")
    };
}
use sample_id;

const fn sample_prefix(name: &str) -> &'static str {
    match name.as_bytes() {
        b"PostId" => "pst_",
        b"QueryId" => "qry_",
        b"BoardId" => "brd_",
        b"ColumnId" => "col_",
        b"SourceId" => "src_",
        b"MemberId" => "mem_",
        b"OrgId" => "org_",
        b"ListId" => "lst_",
        _ => "gap_",
    }
}

#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_second(NOW_S).expect("a date jiff can hold")
}

fn ago(minutes: i64) -> Timestamp {
    now()
        .checked_sub(SignedDuration::from_mins(minutes))
        .unwrap_or_else(|_| now())
}

/// A reader of the samples.
#[must_use]
pub fn cx(locale: Locale, theme: Theme) -> Cx {
    Cx {
        words: Words::new(locale),
        dates: Dates::new(
            locale,
            TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC),
            now(),
        ),
        theme,
        prefs: Prefs::default(),
        nonce: "sample".to_owned(),
        here: "/listen".to_owned(),
        picture_url: picture_url(),
        member: Some(Member {
            name: "Camille R.".to_owned(),
            role: Role::Admin,
            org_name: "Aubrelac".to_owned(),
            org_kind: match locale {
                Locale::Fr => "Ville",
                Locale::En => "City",
            }
            .to_owned(),
            live: Live { live: 4, total: 5 },
            workspaces: house::workspaces(),
        }),
    }
}

/// All pictures of samples are the one we drew.
#[must_use]
pub fn picture_url() -> crate::PictureUrl {
    Arc::new(|_| QUAY_SVG.to_owned())
}
