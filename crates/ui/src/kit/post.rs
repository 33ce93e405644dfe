//! A post in a column: who, when, what, why it is here, and what can be done with it.

use std::ops::Range;

use engine::MentionView;
use i18n::number;
use maud::{Markup, html};
use model::{Network, Post, PostKind};
use query::{Field, FieldSpan};

use super::{
    avatar, chip,
    icon::{Icon, tiny},
    text::{self, REL, Styled},
    words::{age, network_name},
};
use crate::Cx;

pub mod acts;

mod below;
mod media;

pub use media::{Picture, pictures_of};

/// Of a quoted post, a card or an alt text, enough to know whether to open it.
const EXCERPT_CHARS: usize = 280;

/// What the place of a post in its column says of it.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Makes ids unique on the page: one post can be in two columns.
    pub column: &'a str,
    /// Arrived since the reader's last visit.
    pub is_new: bool,
    /// « Déjà vu à … », on the first post already seen.
    pub seam: Option<&'a str>,
}

/// A mention as an article of a feed.
#[must_use]
pub fn mention(cx: &Cx, mention: &MentionView, place: Place<'_>) -> Markup {
    let post = &mention.post;
    let id = anchor(mention, place);
    let is_article = matches!(post.kind, PostKind::Article);
    html! {
        article class={ (if is_article { "art" } else { "post" }) @if place.seam.is_some() { " seamed" } } tabindex="-1" aria-labelledby=(id)
            data-post=(mention.post_id) data-seq=[(mention.seq > 0).then_some(mention.seq)] data-author=[acts::handle(mention)] data-tags=[tags(mention)] {
            @if let Some(seam) = place.seam { p class="seam" { (seam) } }
            @if is_article { (press_item(cx, mention, &id, place)) } @else { (post_body(cx, mention, &id, place)) }
            (acts::way(cx, mention, place))
        }
    }
}

/// What the name of a post's author is called on the page. A post of the archive has no number.
fn anchor(mention: &MentionView, place: Place<'_>) -> String {
    match mention.seq {
        0 => format!("w-{}-{}", place.column, mention.post_id),
        seq => format!("w-{}-{seq}", place.column),
    }
}

/// A mention outside a feed, whole.
#[must_use]
pub fn alone(cx: &Cx, mention: &MentionView, place: Place<'_>) -> Markup {
    let id = anchor(mention, place);
    let is_article = matches!(mention.post.kind, PostKind::Article);
    html! {
        article class=(if is_article { "art" } else { "post" }) aria-labelledby=(id) {
            @if is_article { (press_item(cx, mention, &id, place)) } @else { (post_body(cx, mention, &id, place)) }
        }
    }
}

/// A post among samples: what is said of it below, what can be done beside it.
#[must_use]
pub fn sample(cx: &Cx, mention: &MentionView, below: &Markup, beside: &Markup) -> Markup {
    let post = &mention.post;
    let id = format!("s-{}", mention.post_id);
    html! {
        article class="match" tabindex="-1" aria-labelledby=(id) data-post=(mention.post_id) {
            (avatar::author(cx, &post.author, post.at.network))
            div {
                div class="who" {
                    (author_name(cx, post, Some(&id)))
                    (ours(cx, mention))
                    (when(cx, post))
                }
                (context_line(cx, mention))
                (title(cx, mention))
                (body(cx, mention))
                (below)
            }
            (beside)
        }
    }
}

/// The hashtags of a post, for its actions.
fn tags(mention: &MentionView) -> Option<String> {
    let tags = acts::tags(mention);
    (!tags.is_empty()).then(|| tags.join(" "))
}

/// A post that its author or its network took back, where something has to stand for it.
#[must_use]
pub fn gone(cx: &Cx) -> Markup {
    html! {
        article class="post gone" tabindex="-1" {
            span class="av av6" aria-hidden="true" { (tiny(Icon::EyeOff)) }
            div { p class="tx" { (cx.words.post_deleted()) } }
        }
    }
}

fn post_body(cx: &Cx, mention: &MentionView, id: &str, place: Place<'_>) -> Markup {
    let post = &mention.post;
    let quoted = matches!(post.kind, PostKind::Quote { .. } | PostKind::Repost { .. });
    html! {
        (avatar::author(cx, &post.author, post.at.network))
        div {
            div class="who" {
                (author_name(cx, post, Some(id)))
                (ours(cx, mention))
                (new_dot(cx, place.is_new))
                (when(cx, post))
            }
            (context_line(cx, mention))
            (title(cx, mention))
            (body(cx, mention))
            (media::of(cx, mention, place))
            @if quoted { (below::quote(cx, mention)) }
            @if let Some(card) = &post.card { (below::card(cx, card, mention)) }
            @if let Some(poll) = &post.poll { (below::poll(cx, poll)) }
            (meta(cx, mention))
        }
    }
}

fn ours(cx: &Cx, mention: &MentionView) -> Markup {
    html! {
        @if mention.ours { span class="chip chip-acc" title=(cx.words.post_ours_title()) { (cx.words.post_ours()) } }
    }
}

/// A feed's item: the source, the hour, the title, two lines. No face.
fn press_item(cx: &Cx, mention: &MentionView, id: &str, place: Place<'_>) -> Markup {
    let post = &mention.post;
    let lang = mention.lang;
    let tag = lang.as_ref().map(model::Lang::as_str);
    let href = post.url.as_deref().and_then(text::web_address);
    let has_title = post.title.as_ref().is_some_and(|it| !it.is_empty());
    let (heading, field) = match &post.title {
        Some(title) if has_title => (title.as_raw(), Field::Title),
        _ => (excerpt(post.text.as_raw()), Field::Text),
    };
    let shown = text::line(cx, &Styled::plain(heading, &marks(mention, field)));
    html! {
        div class="src" {
            (icon_of(post.at.network))
            b class="trunc" { (text::name(cx, post.author.name.as_raw())) }
            (ours(cx, mention))
            (new_dot(cx, place.is_new))
            (when(cx, post))
        }
        h3 id=(id) lang=[tag] dir="auto" {
            @if let Some(href) = href { a href=(href) rel=(REL) target="_blank" { (shown) } } @else { (shown) }
        }
        @if has_title && !post.text.is_empty() {
            p class="art-tx clamp2" lang=[tag] dir="auto" {
                (text::line(cx, &Styled::plain(excerpt(post.text.as_raw()), &marks(mention, Field::Text))))
            }
        }
        (meta(cx, mention))
    }
}

fn icon_of(network: Network) -> Markup {
    html! { span aria-hidden="true" { (super::icon::network(network)) } }
}

/// Name and handle. Without a name the handle stands for it; without either, a word does.
fn author_name(cx: &Cx, post: &Post, id: Option<&str>) -> Markup {
    let (name, handle) = (post.author.name.as_raw(), post.author.handle.as_raw());
    let named = !text::plain(name).trim().is_empty();
    html! {
        @if named {
            b class="trunc" id=[id] { (text::name(cx, name)) }
            span class="who-h" { @if !handle.is_empty() { bdi class="trunc" { "@" (text::plain(handle)) } } }
        } @else if !handle.is_empty() {
            b class="trunc" id=[id] { bdi { "@" (text::plain(handle)) } }
            span class="who-h" {}
        } @else {
            b class="trunc muted" id=[id] { (cx.words.post_no_name()) }
            span class="who-h" {}
        }
    }
}

fn new_dot(cx: &Cx, is_new: bool) -> Markup {
    html! { @if is_new { span class="new-dot" aria-hidden="true" {} span class="vh" { (cx.words.post_new()) } } }
}

/// The age, which leads to the post on its network.
fn when(cx: &Cx, post: &Post) -> Markup {
    let shown = age(cx, post.created_at);
    html! {
        @match post.url.as_deref().and_then(text::web_address) {
            Some(href) => {
                a href=(href) rel=(REL) target="_blank" {
                    (shown)
                    span class="vh" { ", " (cx.words.post_open(&network_name(cx, post.at.network))) }
                }
            },
            None => { (shown) },
        }
    }
}

/// What this post answers or passes on.
fn context_line(cx: &Cx, mention: &MentionView) -> Markup {
    let words = cx.words;
    let (sign, said) = match &mention.post.kind {
        PostKind::Reply { .. } => return answered(cx, mention),
        PostKind::Repost { .. } => {
            let said = match &mention.context {
                Some(_) => words.post_repost(&display_name(cx, &mention.post)),
                None => words.post_repost_unknown(),
            };
            (Icon::Repeat2, said)
        }
        PostKind::Quote { .. } if mention.context.is_none() => {
            (Icon::Quote, words.post_quote_unknown())
        }
        PostKind::Post | PostKind::Quote { .. } | PostKind::Article => return html! {},
    };
    html! { p class="re" { (tiny(sign)) span class="trunc" { (said) } } }
}

/// Whom a post answers, and the beginning of what they said.
fn answered(cx: &Cx, mention: &MentionView) -> Markup {
    let words = cx.words;
    let Some(parent) = &mention.context else {
        return html! { p class="re" { (tiny(Icon::Reply)) span class="trunc" { (words.post_reply()) } } };
    };
    let name = display_name(cx, parent);
    let said = if parent.author.id == mention.post.author.id {
        words.post_thread(&name)
    } else {
        words.post_reply_to(&name)
    };
    let lang = parent.langs.first().map(model::Lang::as_str);
    html! {
        p class="re" { (tiny(Icon::Reply)) span class="trunc" { (said) } }
        @if !parent.text.is_empty() {
            p class="re-tx trunc" lang=[lang] dir="auto" { (text::line(cx, &Styled::plain(excerpt(parent.text.as_raw()), &[]))) }
        }
    }
}

/// What an author is called in a sentence.
#[must_use]
pub fn display_name(cx: &Cx, post: &Post) -> String {
    let name = text::plain(post.author.name.as_raw());
    let handle = text::plain(post.author.handle.as_raw());
    match (name.trim().is_empty(), handle.is_empty()) {
        (false, _) => name,
        (true, false) => format!("@{handle}"),
        (true, true) => cx.words.post_no_name(),
    }
}

fn title(cx: &Cx, mention: &MentionView) -> Markup {
    let Some(title) = mention.post.title.as_ref().filter(|it| !it.is_empty()) else {
        return html! {};
    };
    let marks = marks(mention, Field::Title);
    let styled = Styled::plain(excerpt(title.as_raw()), &marks);
    html! { p class="tx tx-t" dir="auto" { (text::line(cx, &styled)) } }
}

fn body(cx: &Cx, mention: &MentionView) -> Markup {
    let post = &mention.post;
    if post.text.is_empty() {
        return html! {};
    }
    let marks = marks(mention, Field::Text);
    let styled = Styled {
        text: post.text.as_raw(),
        spans: &post.spans,
        marks: &marks,
        network: post.at.network,
    };
    text::folding(cx, &styled, "tx", mention.lang)
}

/// Where the query matched in one field.
fn marks(mention: &MentionView, field: Field) -> Vec<Range<usize>> {
    let range =
        |it: &FieldSpan| Some(usize::try_from(it.start).ok()?..usize::try_from(it.end).ok()?);
    mention
        .spans
        .iter()
        .filter(|it| it.field == field)
        .filter_map(range)
        .collect()
}

/// What the post is, the figures the network gave, and what happened to it since.
fn meta(cx: &Cx, mention: &MentionView) -> Markup {
    let (words, post) = (cx.words, &mention.post);
    let figure = |sign: Icon, n: Option<u64>, label: fn(i18n::Words, u64) -> String| {
        html! {
            @if let Some(n) = n.filter(|&n| n > 0) {
                span { (tiny(sign)) (number(cx.locale(), n)) span class="vh" { " " (label(words, n)) } }
            }
        }
    };
    let counts = post.counts;
    let counted = [counts.replies, counts.reposts, counts.likes]
        .into_iter()
        .flatten()
        .any(|n| n > 0);
    let lang = mention.lang.filter(|_| mention.foreign);
    html! {
        @if counted || post.edited_at.is_some() || mention.question || lang.is_some() {
            div class="meta" {
                @if mention.question { (chip::chip(chip::Tone::Plain, &words.post_question())) }
                @if let Some(lang) = lang {
                    span class="chip" title=(words.post_lang_title()) { (tiny(Icon::Languages)) (words.language(lang.as_str())) }
                }
                (figure(Icon::MessageCircle, counts.replies, i18n::Words::post_replies))
                (figure(Icon::Repeat2, counts.reposts, i18n::Words::post_reposts))
                (figure(Icon::Heart, counts.likes, i18n::Words::post_likes))
                (edited(cx, post))
            }
        }
    }
}

fn edited(cx: &Cx, post: &Post) -> Markup {
    html! {
        @if let Some(at) = post.edited_at {
            span title=(cx.words.post_edited_at(&cx.dates.moment(at))) { (chip::chip(chip::Tone::Plain, &cx.words.post_edited())) }
        }
    }
}

/// The beginning of a text, on a character boundary.
fn excerpt(raw: &str) -> &str {
    raw.char_indices()
        .nth(EXCERPT_CHARS)
        .map_or(raw, |(at, _)| &raw[..at])
}
