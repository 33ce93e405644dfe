//! Generated from `locales/*/keys.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain keys_title() = "keys-title";
    plain keys_text() = "keys-text";
    plain keys_off() = "keys-off";
    plain keys_change() = "keys-change";
    plain keys_col_key() = "keys-col-key";
    plain keys_col_action() = "keys-col-action";
    plain keys_everywhere() = "keys-everywhere";
    plain keys_reading() = "keys-reading";
    plain keys_columns() = "keys-columns";
    plain keys_then() = "keys-then";
    plain keys_digits() = "keys-digits";
    plain key_find() = "key-find";
    plain key_help() = "key-help";
    plain key_go_home() = "key-go-home";
    plain key_go_listen() = "key-go-listen";
    plain key_go_sources() = "key-go-sources";
    plain key_go_lists() = "key-go-lists";
    plain key_go_status() = "key-go-status";
    plain key_go_settings() = "key-go-settings";
    plain key_next() = "key-next";
    plain key_previous() = "key-previous";
    plain key_open() = "key-open";
    plain key_back() = "key-back";
    plain key_column_before() = "key-column-before";
    plain key_column_after() = "key-column-after";
    plain key_show_new() = "key-show-new";
    plain key_pause() = "key-pause";
    plain key_pause_all() = "key-pause-all";
    plain key_move_column() = "key-move-column";
    plain key_add_column() = "key-add-column";
    plain key_undo() = "key-undo";
    plain key_leave_after() = "key-leave-after";
    plain key_leave_before() = "key-leave-before";
    plain key_save_query() = "key-save-query";
    plain key_go_search() = "key-go-search";
    plain key_relevant() = "key-relevant";
    plain key_off_topic() = "key-off-topic";
    plain key_cap_shift() = "key-cap-shift";
    plain key_cap_ctrl() = "key-cap-ctrl";
    plain key_cap_enter() = "key-cap-enter";
    plain key_cap_escape() = "key-cap-escape";
    plain key_cap_end() = "key-cap-end";
    plain key_cap_home() = "key-cap-home";
}
