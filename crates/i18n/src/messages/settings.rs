//! Generated from `locales/*/settings.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain settings_title() = "settings-title";
    plain settings_saved() = "settings-saved";
    plain settings_theme() = "settings-theme";
    plain settings_theme_system() = "settings-theme-system";
    plain settings_theme_light() = "settings-theme-light";
    plain settings_theme_dark() = "settings-theme-dark";
    plain settings_language() = "settings-language";
    plain settings_language_fr() = "settings-language-fr";
    plain settings_language_en() = "settings-language-en";
    plain settings_me() = "settings-me";
    plain settings_appearance() = "settings-appearance";
    plain settings_timezone(zone: &str) = "settings-timezone";
    plain role_viewer() = "role-viewer";
    plain role_editor() = "role-editor";
    plain role_admin() = "role-admin";
    plain key_show_new() = "key-show-new";
    plain key_next() = "key-next";
    plain key_previous() = "key-previous";
    plain key_pause() = "key-pause";
    plain key_pause_all() = "key-pause-all";
    plain key_column() = "key-column";
    plain key_shift() = "key-shift";
    plain keys_title() = "keys-title";
    plain keys_text() = "keys-text";
    plain keys_col_key() = "keys-col-key";
    plain keys_col_action() = "keys-col-action";
}
