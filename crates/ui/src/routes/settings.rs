//! A person's own settings.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use model::{Announce, Command, Density, Locale, Prefs, Theme};
use serde::Deserialize;
use web::{App, Error, Form, Query};

use super::{html, reader, refused};
use crate::{
    keys,
    pages::settings::{self, KeysRefused, Saved, Settings},
};

#[derive(Deserialize)]
pub(super) struct Said {
    saved: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    cx: web::Cx,
    Query(said): Query<Said>,
) -> Result<Response, Error> {
    let view = Settings {
        saved: said.saved.map(|it| match it.as_str() {
            "keys" => Saved::Keys,
            _ => Saved::Prefs,
        }),
        ..view(&cx)
    };
    Ok(html(settings::page(&reader(&app, &cx).await?, &view)))
}

fn view(cx: &web::Cx) -> Settings<'_> {
    Settings {
        login: &cx.login,
        time_zone: cx.time_zone.iana_name().unwrap_or("UTC"),
        saved: None,
        undo_refused: None,
        keys_refused: None,
    }
}

/// What a form of this page, or an action of the palette, says; what it does not say stays.
#[derive(Deserialize)]
pub(super) struct Chosen {
    theme: Option<String>,
    locale: Option<String>,
    density: Option<String>,
    /// `comfort` when the form had the switches: one that is off sends nothing.
    part: Option<String>,
    announce: Option<String>,
    single_keys: Option<String>,
    undo_secs: Option<String>,
    /// Whether to come back to the page one was on.
    back: Option<String>,
}

pub(super) async fn save(
    State(app): State<App>,
    cx: web::Cx,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Error> {
    let mut prefs = cx.prefs.clone();
    let asked = |it: &Option<String>| it.clone().unwrap_or_default();
    prefs.theme = Theme::parse(&asked(&chosen.theme)).unwrap_or(cx.theme);
    prefs.locale = Locale::parse(&asked(&chosen.locale)).unwrap_or(cx.locale);
    prefs.density = Density::parse(&asked(&chosen.density)).unwrap_or(prefs.density);
    if chosen.part.as_deref() == Some("comfort") {
        prefs.announce = if chosen.announce.is_some() {
            Announce::Summary
        } else {
            Announce::Off
        };
        prefs.single_keys = chosen.single_keys.is_some();
    }
    if let Some(typed) = &chosen.undo_secs {
        let seconds = typed.trim().parse().ok();
        let Some(seconds) = seconds.filter(|it| Prefs::UNDO_SECS.contains(it)) else {
            let view = Settings {
                undo_refused: Some(typed),
                ..view(&cx)
            };
            return Ok(refused(settings::page(&reader(&app, &cx).await?, &view)));
        };
        prefs.undo_secs = seconds;
    }
    app.engine.set_prefs(&cx.actor, &prefs).await?;
    let to = chosen
        .back
        .and_then(|_| came_from(&headers))
        .unwrap_or_else(|| "/settings?saved=prefs".to_owned());
    let mut response = Redirect::to(&to).into_response();
    for cookie in [
        web::locale_cookie(prefs.locale),
        web::theme_cookie(prefs.theme),
    ] {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The page of ours a form was on.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let address = headers.get(header::REFERER)?.to_str().ok()?;
    let address = url::Url::parse(address).ok()?;
    let query = address.query().map(|it| format!("?{it}"));
    let path = format!("{}{}", address.path(), query.unwrap_or_default());
    // Another site's path may be written so that it reads as an address.
    (!path.starts_with("//")).then_some(path)
}

pub(super) async fn keys(
    State(app): State<App>,
    cx: web::Cx,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Error> {
    let typed: BTreeMap<Command, String> = if sent.contains_key("reset") {
        BTreeMap::new()
    } else {
        sent.into_iter()
            .filter_map(|(name, key)| Some((Command::parse(name.strip_prefix("key_")?)?, key)))
            .collect()
    };
    match keys::read(&typed) {
        Ok(keys) => {
            let prefs = Prefs {
                keys,
                ..cx.prefs.clone()
            };
            app.engine.set_prefs(&cx.actor, &prefs).await?;
            Ok(Redirect::to("/settings?saved=keys").into_response())
        }
        Err(refusals) => {
            let form = KeysRefused {
                typed,
                refused: refusals,
            };
            let view = Settings {
                keys_refused: Some(&form),
                ..view(&cx)
            };
            Ok(refused(settings::page(&reader(&app, &cx).await?, &view)))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::came_from;

    #[test]
    fn only_the_path_of_where_one_came_from_is_followed() {
        let from = |address: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(address));
            came_from(&headers)
        };
        assert_eq!(
            from("https://vigie.example/listen?x=1").as_deref(),
            Some("/listen?x=1")
        );
        assert_eq!(from("https://evil.example//elsewhere.example/x"), None);
        assert_eq!(from("nothing"), None);
        assert_eq!(came_from(&HeaderMap::new()), None);
    }
}
