//! Generated from `locales/*/fault.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain error_not_found_title() = "error-not-found-title";
    plain error_not_found_text() = "error-not-found-text";
    plain error_forbidden_title() = "error-forbidden-title";
    plain error_forbidden_text() = "error-forbidden-text";
    plain error_bad_request_title() = "error-bad-request-title";
    plain error_bad_request_text() = "error-bad-request-text";
    plain error_conflict_title() = "error-conflict-title";
    plain error_conflict_text() = "error-conflict-text";
    plain error_internal_title() = "error-internal-title";
    plain error_internal_text() = "error-internal-text";
    plain error_internal_id(id: &str) = "error-internal-id";
    plain error_unavailable_title() = "error-unavailable-title";
    plain error_unavailable_text() = "error-unavailable-text";
    plain error_offline_title() = "error-offline-title";
    plain error_offline_text() = "error-offline-text";
    plain error_offline_safe() = "error-offline-safe";
    plain error_offline_down() = "error-offline-down";
    plain error_offline_next() = "error-offline-next";
    plain error_retry() = "error-retry";
    plain field_required() = "field-required";
    plain field_too_long(n: u64) = "field-too-long";
    plain field_too_short(n: u64) = "field-too-short";
    plain field_url_bad() = "field-url-bad";
    plain too_many_columns(n: u64) = "too-many-columns";
    plain too_many_sources(n: u64) = "too-many-sources";
    plain field_known() = "field-known";
    plain field_unreachable(why: &str) = "field-unreachable";
    plain field_space() = "field-space";
    plain field_weak() = "field-weak";
    plain field_refused(why: &str) = "field-refused";
}
