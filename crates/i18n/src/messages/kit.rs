//! Generated from `locales/*/kit.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain kit_title() = "kit-title";
    plain kit_light() = "kit-light";
    plain kit_dark() = "kit-dark";
}
