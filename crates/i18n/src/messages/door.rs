//! Generated from `locales/*/door.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain sign_in_title() = "sign-in-title";
    plain sign_in_text() = "sign-in-text";
    plain sign_in_login() = "sign-in-login";
    plain sign_in_password() = "sign-in-password";
    plain sign_in_action() = "sign-in-action";
    plain sign_in_failed() = "sign-in-failed";
    plain sign_in_wait(delay: &str) = "sign-in-wait";
    plain first_run_title() = "first-run-title";
    plain first_run_text() = "first-run-text";
    plain first_run_org() = "first-run-org";
    plain first_run_org_hint() = "first-run-org-hint";
    plain first_run_kind() = "first-run-kind";
    plain first_run_kind_hint() = "first-run-kind-hint";
    plain first_run_zone() = "first-run-zone";
    plain first_run_name() = "first-run-name";
    plain first_run_login() = "first-run-login";
    plain first_run_login_hint() = "first-run-login-hint";
    plain first_run_password() = "first-run-password";
    plain first_run_password_hint(n: u64) = "first-run-password-hint";
    plain first_run_action() = "first-run-action";
}
