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
}
