//! Generated from `locales/*/shell.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain app_name() = "app-name";
    plain page_title(page: &str, org: &str) = "page-title";
    plain page_title_bare(page: &str) = "page-title-bare";
    plain skip_to_content() = "skip-to-content";
    plain nav_main() = "nav-main";
    plain nav_main_phone() = "nav-main-phone";
    plain nav_listen() = "nav-listen";
    plain nav_sources() = "nav-sources";
    plain nav_home_phone() = "nav-home-phone";
    plain nav_home() = "nav-home";
    plain nav_lists() = "nav-lists";
    plain nav_status() = "nav-status";
    plain nav_find() = "nav-find";
    plain nav_more() = "nav-more";
    plain more_title() = "more-title";
    plain more_text() = "more-text";
    plain nav_workspaces() = "nav-workspaces";
    plain nav_organisation() = "nav-organisation";
    plain nav_keys() = "nav-keys";
    plain nav_daily() = "nav-daily";
    plain nav_deeper() = "nav-deeper";
    plain nav_account() = "nav-account";
    plain nav_help() = "nav-help";
    plain nav_settings() = "nav-settings";
    plain nav_me(name: &str) = "nav-me";
    plain sign_out() = "sign-out";
    plain live_all(n: u64) = "live-all";
    plain live_some(n: u64, total_n: u64) = "live-some";
    plain live_none() = "live-none";
    plain live_empty() = "live-empty";
    plain cancel() = "cancel";
    plain save() = "save";
    plain back_to_listen() = "back-to-listen";
    plain back_to_sources() = "back-to-sources";
    plain optional() = "optional";
    plain view_as_table() = "view-as-table";
    plain reload() = "reload";
    plain close() = "close";
    plain undo() = "undo";
    plain table_sort(column: &str) = "table-sort";
    plain table_sorted_up() = "table-sorted-up";
    plain table_sorted_down() = "table-sorted-down";
    plain table_csv() = "table-csv";
    plain required() = "required";
}
