//! Three cookies: the session (opaque, http-only), and two that hold no secret so that pages before
//! sign-in keep a person's language and colours.

use http::{HeaderMap, HeaderValue, header};
use model::{Locale, Theme};

use crate::App;

/// A year: language and colours are not worth asking again.
const PREFERENCE_SECONDS: u64 = 365 * 24 * 3600;
const LOCALE: &str = "vigie-locale";
const THEME: &str = "vigie-theme";

fn session_name(app: &App) -> &'static str {
    if app.settings.is_https() {
        "__Host-vigie"
    } else {
        "vigie"
    }
}

/// `Set-Cookie` for a fresh session.
#[must_use]
pub fn session_cookie(app: &App, token: &str, seconds: u64) -> HeaderValue {
    let secure = if app.settings.is_https() {
        "; Secure"
    } else {
        ""
    };
    let name = session_name(app);
    header_value(&format!(
        "{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    ))
}

/// `Set-Cookie` that ends the session in the browser.
#[must_use]
pub fn clear_session(app: &App) -> HeaderValue {
    session_cookie(app, "", 0)
}

#[must_use]
pub fn locale_cookie(locale: Locale) -> HeaderValue {
    preference(LOCALE, locale.as_str())
}

#[must_use]
pub fn theme_cookie(theme: Theme) -> HeaderValue {
    preference(THEME, theme.as_str())
}

fn preference(name: &str, value: &str) -> HeaderValue {
    header_value(&format!(
        "{name}={value}; Path=/; SameSite=Lax; Max-Age={PREFERENCE_SECONDS}"
    ))
}

fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("cookies are made of tokens and constants")
}

pub(crate) fn session_token<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    value(headers, session_name(app)).filter(|it| !it.is_empty())
}

/// The language a visitor chose, or the first one of ours their browser asks for.
pub(crate) fn visitor_locale(headers: &HeaderMap) -> Locale {
    if let Some(locale) = value(headers, LOCALE).and_then(Locale::parse) {
        return locale;
    }
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| {
            it.split(',')
                .find_map(|tag| Locale::parse(tag.split(';').next()?.trim()))
        })
        .unwrap_or_default()
}

pub(crate) fn visitor_theme(headers: &HeaderMap) -> Theme {
    value(headers, THEME)
        .and_then(Theme::parse)
        .unwrap_or_default()
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
