//! Generated from `locales/*/find.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain find_title() = "find-title";
    plain find_label() = "find-label";
    plain find_placeholder() = "find-placeholder";
    plain find_action() = "find-action";
    plain find_results() = "find-results";
    plain find_count(n: u64) = "find-count";
    plain find_none() = "find-none";
    plain find_failed() = "find-failed";
    plain find_recent() = "find-recent";
    plain find_pages() = "find-pages";
    plain find_boards() = "find-boards";
    plain find_columns() = "find-columns";
    plain find_sources() = "find-sources";
    plain find_lists() = "find-lists";
    plain find_settings() = "find-settings";
    plain find_actions() = "find-actions";
    plain find_help() = "find-help";
    plain find_hint_choose() = "find-hint-choose";
    plain find_hint_open() = "find-hint-open";
    plain find_hint_close() = "find-hint-close";
    plain find_in_board(board: &str) = "find-in-board";
    plain find_theme_light() = "find-theme-light";
    plain find_theme_dark() = "find-theme-dark";
    plain find_theme_system() = "find-theme-system";
    plain find_density_comfort() = "find-density-comfort";
    plain find_density_compact() = "find-density-compact";
    plain find_pause_all() = "find-pause-all";
    plain find_add_column() = "find-add-column";
}
