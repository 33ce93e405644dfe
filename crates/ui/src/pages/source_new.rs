//! Adding a source in two plain steps: what to listen to, then where it is.

use maud::{Markup, html};
use model::Network;

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        field::{self, Text},
        icon::{self, Icon},
    },
};

/// What one can add from a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewKind {
    Bluesky,
    Feed,
    Firehose,
}

impl NewKind {
    pub const ALL: [Self; 3] = [Self::Bluesky, Self::Feed, Self::Firehose];

    /// Its name in addresses and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bluesky => "jetstream",
            Self::Feed => "feed",
            Self::Firehose => "firehose",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    const fn example(self) -> Option<&'static str> {
        match self {
            Self::Bluesky => None,
            Self::Feed => Some("https://journal.example/rss.xml"),
            Self::Firehose => Some("wss://pds.example"),
        }
    }

    fn words(self, cx: &Cx) -> (String, String) {
        let words = cx.words;
        match self {
            Self::Bluesky => (words.source_add_bluesky(), words.source_add_bluesky_text()),
            Self::Feed => (words.source_add_feed(), words.source_add_feed_text()),
            Self::Firehose => (words.source_add_atproto(), words.source_add_atproto_text()),
        }
    }

    fn sign(self) -> Markup {
        match self {
            Self::Bluesky => icon::network(Network::Bluesky),
            Self::Feed => icon::small(Icon::Rss),
            Self::Firehose => icon::small(Icon::Server),
        }
    }
}

/// What a person typed so far, and why it was refused.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub address: String,
    pub name: String,
    pub error: Option<String>,
}

/// The first step: what to listen to.
#[must_use]
pub fn choose(cx: &Cx, hears_bluesky: bool) -> Markup {
    let words = cx.words;
    step(
        cx,
        1,
        &html! {
            ul class="choices" {
                @for kind in NewKind::ALL {
                    @let (title, text) = kind.words(cx);
                    li class="panel choice" {
                        span class="src-i" aria-hidden="true" { (kind.sign()) }
                        div class="grow" {
                            @if kind == NewKind::Bluesky && hears_bluesky {
                                h2 { (title) }
                                p class="sm soft" { (words.source_add_bluesky_done()) }
                            } @else {
                                h2 { a class="choice-a" href={ "/sources/new?kind=" (kind.as_str()) } { (title) } }
                                p class="sm soft" { (text) }
                            }
                        }
                        @if !(kind == NewKind::Bluesky && hears_bluesky) { span class="muted" aria-hidden="true" { (icon::small(Icon::ArrowRight)) } }
                    }
                }
            }
        },
    )
}

/// The second step: where it is and what to call it.
#[must_use]
pub fn describe(cx: &Cx, kind: NewKind, typed: &Typed) -> Markup {
    let words = cx.words;
    let (title, text) = kind.words(cx);
    let hint = kind.example().map(|it| words.source_address_feed_hint(it));
    let (address, name, name_hint) = (
        words.source_address(),
        words.source_name(),
        words.source_name_hint(),
    );
    step(
        cx,
        2,
        &html! { div class="panel panel-b stack" {
            div class="row" { span class="src-i" aria-hidden="true" { (kind.sign()) } h2 { (title) } }
            p class="soft" { (text) }
            form class="form" method="post" action="/sources" {
                input type="hidden" name="kind" value=(kind.as_str());
                @if hint.is_some() {
                    (field::text(cx, &Text { name: "address", label: &address, value: &typed.address, hint: hint.as_deref(), error: typed.error.as_deref(), kind: field::Kind::Url, is_optional: false, focus: true }))
                } @else if let Some(error) = &typed.error {
                    p class="err" role="alert" { (icon::tiny(Icon::CircleAlert)) (error) }
                }
                (field::text(cx, &Text { name: "name", label: &name, value: &typed.name, hint: Some(&name_hint), error: None, kind: field::Kind::Plain, is_optional: true, focus: hint.is_none() }))
                p class="sm soft" { (words.source_add_then()) }
                div class="form-foot" {
                    (button::link("/sources/new", Look::Quiet, None, &words.source_add_back()))
                    (button::submit(Look::Primary, Some(Icon::Plus), &words.source_add_action()))
                }
            }
        } },
    )
}

/// One step of two, with where one is.
fn step(cx: &Cx, n: u64, content: &Markup) -> Markup {
    let words = cx.words;
    let steps = [words.source_step_what(), words.source_step_where()];
    let top = html! {
        a class="ib" href="/sources" aria-label=(words.back_to_sources()) title=(words.back_to_sources()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (words.source_add()) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="stack" {
            ol class="steps" aria-label=(words.source_steps()) {
                @for (at, label) in (1..).zip(&steps) {
                    li class={ "step" @if at == n { " step-on" } @if at < n { " step-done" } } aria-current=[(at == n).then_some("step")] {
                        span class="step-n" aria-hidden="true" { @if at < n { (icon::tiny(Icon::Check)) } @else { (at) } }
                        (label)
                    }
                }
            }
            (content)
        } } }
    };
    shell::page(cx, Section::Sources, &words.source_add(), &top, &body)
}
