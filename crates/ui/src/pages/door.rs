//! Before one is in: signing in, and the first run.

use i18n::Words;
use maud::{Markup, html};
use model::Locale;

use super::shell;
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        field::{self, Kind, Text},
        icon,
    },
};

/// As the engine asks.
pub(crate) const PASSWORD_CHARS_MIN: u64 = 12;

/// Zones offered on the first run; another can be set in the configuration.
pub(crate) const ZONES: [&str; 22] = [
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Berlin",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "America/Toronto",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Africa/Dakar",
    "UTC",
];

/// What was typed, and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    pub login: String,
    pub next: String,
    pub problem: Option<SignInProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    Unknown,
    /// Too many tries; seconds to wait.
    Wait(u64),
}

#[must_use]
pub fn sign_in(cx: &Cx, view: &SignIn) -> Markup {
    let words = cx.words;
    let problem = view.problem.map(|it| match it {
        SignInProblem::Unknown => words.sign_in_failed(),
        SignInProblem::Wait(seconds) => {
            words.sign_in_wait(&cx.dates.duration(std::time::Duration::from_secs(seconds)))
        }
    });
    let login = words.sign_in_login();
    let password = words.sign_in_password();
    let body = html! {
        div class="door" {
            (shell::sea())
            div class="door-in" {
                div class="door-h" {
                    (icon::mark(true))
                    h1 { (words.app_name()) }
                    p class="soft" { (words.sign_in_text()) }
                }
                div class="panel panel-b" {
                    form class="form" method="post" action="/sign-in" {
                        (field::form_error(problem.as_deref()))
                        input type="hidden" name="next" value=(view.next);
                        (field::text(cx, &Text { name: "login", label: &login, value: &view.login, hint: None, error: None, kind: Kind::Login, is_optional: false, focus: view.login.is_empty() }))
                        (field::text(cx, &Text { name: "password", label: &password, value: "", hint: None, error: None, kind: Kind::Password, is_optional: false, focus: !view.login.is_empty() }))
                        button class="btn btn-p btn-w" type="submit" { (words.sign_in_action()) }
                    }
                }
            }
        }
    };
    shell::bare(cx, &words.sign_in_title(), &body)
}

/// What was typed on the first run; passwords are never sent back.
#[derive(Clone, Debug, Default)]
pub struct FirstRun {
    pub org_name: String,
    pub org_kind: String,
    pub time_zone: String,
    pub name: String,
    pub login: String,
    /// The field refused and the sentence for it.
    pub error: Option<(&'static str, String)>,
}

#[must_use]
pub fn first_run(cx: &Cx, view: &FirstRun) -> Markup {
    let words = cx.words;
    let error = |name: &str| {
        view.error
            .as_ref()
            .filter(|(field, _)| *field == name)
            .map(|(_, message)| message.as_str())
    };
    let password_hint = words.first_run_password_hint(PASSWORD_CHARS_MIN);
    let (org, org_hint) = (words.first_run_org(), words.first_run_org_hint());
    let (kind, kind_hint) = (words.first_run_kind(), words.first_run_kind_hint());
    let (login_hint, name, login, password) = (
        words.first_run_login_hint(),
        words.first_run_name(),
        words.first_run_login(),
        words.first_run_password(),
    );
    let text = |name, label, value, hint, kind, is_optional, focus| {
        field::text(
            cx,
            &Text {
                name,
                label,
                value,
                hint,
                error: error(name),
                kind,
                is_optional,
                focus,
            },
        )
    };
    let known = [
        "org_name",
        "org_kind",
        "time_zone",
        "name",
        "login",
        "password",
    ];
    let other = view
        .error
        .as_ref()
        .filter(|(field, _)| !known.contains(field))
        .map(|(_, message)| message.as_str());
    let body = html! {
        div class="door" {
            (shell::sea())
            div class="door-in" {
                div class="door-h" {
                    (icon::mark(true))
                    h1 { (words.first_run_title()) }
                    p class="soft" { (words.first_run_text()) }
                }
                div class="panel panel-b" {
                    form class="form" method="post" action="/first-run" {
                        (field::form_error(other))
                        (text("org_name", &org, &view.org_name, Some(&org_hint), Kind::Organisation, false, true))
                        (text("org_kind", &kind, &view.org_kind, Some(&kind_hint), Kind::Plain, true, false))
                        div class="field" {
                            label class="lbl" for="time_zone" { (words.first_run_zone()) }
                            select class="input" id="time_zone" name="time_zone" {
                                @for zone in ZONES { option value=(zone) selected[zone == view.time_zone] { (zone.replace('_', " ")) } }
                            }
                            (field::error("time_zone", error("time_zone")))
                        }
                        (text("name", &name, &view.name, None, Kind::PersonName, false, false))
                        (text("login", &login, &view.login, Some(&login_hint), Kind::Login, false, false))
                        (text("password", &password, "", Some(&password_hint), Kind::NewPassword, false, false))
                        (language(cx))
                        (button::submit(Look::Primary, None, &words.first_run_action()))
                    }
                }
            }
        }
    };
    shell::bare(cx, &words.first_run_title(), &body)
}

/// The languages, each in its own words.
pub(crate) fn language(cx: &Cx) -> Markup {
    let choices = Locale::ALL.map(|it| (it.as_str(), name_of(cx.words, it), None));
    field::segments(
        "locale",
        &cx.words.settings_language(),
        &choices,
        cx.locale().as_str(),
    )
}

fn name_of(words: Words, locale: Locale) -> String {
    match locale {
        Locale::Fr => words.settings_language_fr(),
        Locale::En => words.settings_language_en(),
    }
}
