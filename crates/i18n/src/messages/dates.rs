//! Generated from `locales/*/dates.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain now() = "now";
    plain ago_now() = "ago-now";
    plain ago(duration: &str) = "ago";
    plain on_day(date: &str) = "on-day";
    plain unit_day() = "unit-day";
    plain yesterday_at(time: &str) = "yesterday-at";
    plain date_at(date: &str, time: &str) = "date-at";
}
