//! Sources: what is listened to, since when, and what was missed.

use engine::SourceView;
use i18n::number;
use maud::{Markup, html};
use model::{Network, Role};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip, field,
        field::{Kind, Text},
        icon::{self, Icon},
        state::{self, StripTone},
        words::age,
    },
};

/// What a person asked to listen to, and why it was refused.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// `feed` or `firehose`.
    pub kind: String,
    pub address: String,
    pub name: String,
    pub message: String,
}

/// Something just done, said at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Added(String),
    Removed(String),
}

pub struct Sources<'a> {
    pub sources: &'a [SourceView],
    pub refused: Option<&'a Refused>,
    pub done: Option<&'a Done>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Sources<'_>) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" {
            div class="page" {
                @if let Some(done) = view.done {
                    (state::strip(StripTone::Ok, Icon::CircleCheck, &html! { (match done {
                        Done::Added(name) => words.source_added(name),
                        Done::Removed(name) => words.source_removed(name),
                    }) }, &html! {}))
                }
                p class="page-intro" { (words.sources_intro()) }
                section class="panel" {
                    @if view.sources.is_empty() {
                        (state::empty(Icon::SatelliteDish, &words.sources_empty_title(), &words.sources_empty_text(), &html! {}))
                    } @else {
                        (list(cx, view.sources))
                    }
                }
                @if cx.can(Role::Admin) { (add(cx, view)) }
            }
        }
    };
    shell::page(
        cx,
        Section::Sources,
        &words.sources_title(),
        &shell::heading(&words.sources_title()),
        &body,
    )
}

fn list(cx: &Cx, sources: &[SourceView]) -> Markup {
    let words = cx.words;
    html! {
        div class="tbl-box" {
            table class="tbl tbl-cards" {
                caption class="vh" { (words.sources_list()) }
                thead { tr {
                    th scope="col" { (words.source_col_name()) }
                    th scope="col" { (words.source_col_state()) }
                    th scope="col" class="r" { (words.source_col_received()) }
                    th scope="col" class="r" { (words.source_col_last()) }
                    th scope="col" class="r" { (words.source_col_dropped()) }
                    th scope="col" class="r" { (words.source_col_gaps()) }
                } }
                tbody { @for source in sources { (row(cx, source)) } }
            }
        }
    }
}

fn row(cx: &Cx, source: &SourceView) -> Markup {
    let words = cx.words;
    let figure = |n: u64| number(cx.locale(), n);
    html! {
        tr {
            th scope="row" {
                div class="src-n" {
                    span class="src-i" { (icon::network(source.network)) }
                    span class="grow" {
                        a href={ "/sources/" (source.id) } { (source.name) }
                        span class="xs muted" { br; (kind(cx, &source.kind)) }
                    }
                }
            }
            td {
                (chip::source_state(cx, source.state))
                @if let Some(error) = source.last_error.as_deref().filter(|_| !super::listen::is_live(source.state)) { p class="xs muted" lang="en" { bdi { (error) } } }
            }
            td class="r" data-label=(words.source_col_received()) { (figure(source.received)) }
            td class="r" data-label=(words.source_col_last()) {
                @match source.last_event_at { Some(at) => (age(cx, at)), None => span class="muted" { (words.source_never()) } }
            }
            td class="r" data-label=(words.source_col_dropped()) { (figure(source.dropped)) }
            td class="r" data-label=(words.source_col_gaps()) {
                @if source.open_gaps > 0 { (chip::with_icon(chip::Tone::Warn, Icon::TriangleAlert, &figure(source.open_gaps))) } @else { (figure(0)) }
            }
        }
    }
}

/// What a kind of source is called.
#[must_use]
pub fn kind(cx: &Cx, kind: &str) -> String {
    let words = cx.words;
    match kind {
        "jetstream" => words.kind_jetstream(),
        "firehose" => words.kind_firehose(),
        "feed" => words.kind_feed(),
        "sandbox" => words.kind_sandbox(),
        "replay" => words.kind_replay(),
        other => other.to_owned(),
    }
}

fn add(cx: &Cx, view: &Sources<'_>) -> Markup {
    let words = cx.words;
    let hears_bluesky = view.sources.iter().any(|it| it.kind == "jetstream");
    html! {
        section class="stack" aria-labelledby="add" {
            h2 id="add" { (words.source_add()) }
            div class="adds" {
                div class="panel add" {
                    (add_head(&icon::network(Network::Bluesky), &words.source_add_bluesky(), &words.source_add_bluesky_text()))
                    div class="form" {
                        @if hears_bluesky {
                            p class="q-ok" { (icon::small(Icon::CircleCheck)) (words.source_add_bluesky_done()) }
                        } @else {
                            form method="post" action="/sources" {
                                input type="hidden" name="kind" value="jetstream";
                                (button::submit(Look::Primary, Some(Icon::Plus), &words.source_add_bluesky()))
                            }
                        }
                    }
                }
                (add_by_address(cx, view, "feed", &icon::small(Icon::Rss), &words.source_add_feed(), &words.source_add_feed_text(), "https://journal.example/rss.xml"))
                (add_by_address(cx, view, "firehose", &icon::small(Icon::Server), &words.source_add_atproto(), &words.source_add_atproto_text(), "wss://pds.example"))
            }
        }
    }
}

fn add_head(sign: &Markup, title: &str, text: &str) -> Markup {
    html! { div class="add-h" { span class="add-i" aria-hidden="true" { (sign) } h3 { (title) } p { (text) } } }
}

fn add_by_address(
    cx: &Cx,
    view: &Sources<'_>,
    kind: &str,
    sign: &Markup,
    title: &str,
    text: &str,
    example: &str,
) -> Markup {
    let words = cx.words;
    let refused = view.refused.filter(|it| it.kind == kind);
    let (address, name) = refused.map_or(("", ""), |it| (it.address.as_str(), it.name.as_str()));
    let (label, hint) = (
        words.source_address(),
        words.source_address_feed_hint(example),
    );
    let (name_label, name_hint) = (words.source_name(), words.source_name_hint());
    // Two forms of one page: their fields must not share ids.
    let (address_id, name_id) = (format!("{kind}-address"), format!("{kind}-name"));
    html! {
        div class="panel add" {
            (add_head(sign, title, text))
            form class="form" method="post" action="/sources" {
                input type="hidden" name="kind" value=(kind);
                (field::text(cx, &Text { name: &address_id, label: &label, value: address, hint: Some(&hint), error: refused.map(|it| it.message.as_str()), kind: Kind::Url, is_optional: false, focus: refused.is_some() }))
                (field::text(cx, &Text { name: &name_id, label: &name_label, value: name, hint: Some(&name_hint), error: None, kind: Kind::Plain, is_optional: true, focus: false }))
                div class="form-foot" { (button::submit(Look::Plain, Some(Icon::Plus), &words.source_add_action())) }
            }
        }
    }
}
