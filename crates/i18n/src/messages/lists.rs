//! Generated from `locales/*/lists.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain lists_title() = "lists-title";
    plain lists_intro() = "lists-intro";
    plain lists_caption() = "lists-caption";
    plain lists_col_name() = "lists-col-name";
    plain lists_col_accounts() = "lists-col-accounts";
    plain lists_col_used() = "lists-col-used";
    plain lists_col_actions() = "lists-col-actions";
    plain lists_empty_title() = "lists-empty-title";
    plain lists_empty_text() = "lists-empty-text";
    plain list_new() = "list-new";
    plain list_edit_title() = "list-edit-title";
    plain list_name() = "list-name";
    plain list_name_hint(name: &str) = "list-name-hint";
    plain list_name_sample() = "list-name-sample";
    plain list_handles() = "list-handles";
    plain list_handles_hint() = "list-handles-hint";
    plain list_create() = "list-create";
    plain list_save() = "list-save";
    plain list_edit(name: &str) = "list-edit";
    plain list_remove(name: &str) = "list-remove";
    plain list_column(name: &str) = "list-column";
    plain list_removed(name: &str) = "list-removed";
    plain list_restore() = "list-restore";
    plain list_count(n: u64) = "list-count";
    plain list_more(n: u64) = "list-more";
    plain list_add_title(handle: &str) = "list-add-title";
    plain list_add_which() = "list-add-which";
    plain list_add_new() = "list-add-new";
    plain list_add_save() = "list-add-save";
    plain list_added(handle: &str, name: &str) = "list-added";
    plain list_taken() = "list-taken";
    plain too_many_lists(n: u64) = "too-many-lists";
}
