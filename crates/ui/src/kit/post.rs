//! A post in a column: who, when, what, and why it is here.

use std::ops::Range;

use engine::MentionView;
use i18n::number;
use maud::{Markup, html};
use model::{Card, Media, MediaKind, Network, Post, PostKind};
use query::{Field, FieldSpan};

use super::{
    avatar, chip,
    icon::{Icon, icon, tiny},
    text::{self, REL, Styled},
    words::{age, network_name},
};
use crate::Cx;

/// Pictures shown in a column; the network has the others.
const PICTURES_MAX: usize = 4;
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
    let id = format!("w-{}-{}", place.column, mention.seq);
    let is_article = matches!(post.kind, PostKind::Article);
    html! {
        article class={ (if is_article { "art" } else { "post" }) @if place.seam.is_some() { " seamed" } } tabindex="-1" aria-labelledby=(id)
            data-post=(mention.post_id) data-seq=(mention.seq) {
            @if let Some(seam) = place.seam { p class="seam" { (seam) } }
            @if is_article { (press_item(cx, mention, &id, place.is_new)) } @else { (post_body(cx, mention, &id, place.is_new)) }
        }
    }
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

fn post_body(cx: &Cx, mention: &MentionView, id: &str, is_new: bool) -> Markup {
    let post = &mention.post;
    let quoted = matches!(post.kind, PostKind::Quote { .. } | PostKind::Repost { .. });
    html! {
        (avatar::author(cx, &post.author, post.at.network))
        div {
            div class="who" {
                (author_name(cx, post, Some(id)))
                (new_dot(cx, is_new))
                (when(cx, post))
            }
            (context_line(cx, mention))
            (title(cx, mention))
            (body(cx, mention))
            @for (at, media) in post.media.iter().enumerate().filter(|(_, it)| it.kind != MediaKind::Image) {
                (attachment(cx, mention, at, media))
            }
            (pictures(cx, mention))
            @if quoted { (quote(cx, mention)) }
            @if let Some(card) = &post.card { (link_card(cx, card, mention)) }
            (meta(cx, post))
        }
    }
}

/// A feed's item: the source, the hour, the title, two lines. No face.
fn press_item(cx: &Cx, mention: &MentionView, id: &str, is_new: bool) -> Markup {
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
            (new_dot(cx, is_new))
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
        @if post.edited_at.is_some() { div class="meta" { (edited(cx, post)) } }
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
            span class="who-h trunc" { @if !handle.is_empty() { bdi { "@" (text::plain(handle)) } } }
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
        PostKind::Reply { .. } => (
            Icon::Reply,
            mention.context.as_ref().map_or_else(
                || words.post_reply(),
                |it| words.post_reply_to(&display_name(cx, it)),
            ),
        ),
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

fn display_name(cx: &Cx, post: &Post) -> String {
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

fn pictures(cx: &Cx, mention: &MentionView) -> Markup {
    let post = &mention.post;
    let all: Vec<(usize, &Media)> = post
        .media
        .iter()
        .enumerate()
        .filter(|(_, it)| it.kind == MediaKind::Image)
        .collect();
    let shown: Vec<(usize, &Media, String)> = all
        .iter()
        .filter_map(|&(at, media)| {
            let address = media.url.as_deref().and_then(text::web_address)?;
            Some((at, media, (cx.picture_url)(address.as_str())))
        })
        .take(PICTURES_MAX)
        .collect();
    let left = u64::try_from(all.len() - shown.len()).unwrap_or(0);
    html! {
        @if !shown.is_empty() {
            div class={ "media" @if shown.len() > 1 { " media-n" } } {
                @for (_, media, src) in &shown { (picture(cx, media, src)) }
                @if shown.iter().any(|(_, it, _)| !it.alt.is_empty()) { span class="alt" aria-hidden="true" { "ALT" } }
            }
        }
        @if left > 0 {
            p class="media media-none" { (icon(Icon::ImageOff)) span { (cx.words.post_media_more(left)) } }
        }
        // The reason of a match must be seen: here it is in the description.
        @for (at, media) in all { (alt_reason(cx, mention, at, media)) }
    }
}

fn picture(cx: &Cx, media: &Media, src: &str) -> Markup {
    let alt = text::plain(media.alt.as_raw());
    let alt = if alt.trim().is_empty() {
        cx.words.post_media_no_alt()
    } else {
        alt
    };
    html! { img src=(src) alt=(alt) loading="lazy" decoding="async" width=[media.width] height=[media.height]; }
}

fn alt_reason(cx: &Cx, mention: &MentionView, at: usize, media: &Media) -> Markup {
    let Ok(at) = u8::try_from(at) else {
        return html! {};
    };
    let marks = marks(mention, Field::Alt(at));
    html! {
        @if !marks.is_empty() {
            p class="alt-tx" dir="auto" {
                span class="vh" { (cx.words.post_match_alt()) " " }
                (text::line(cx, &Styled::plain(media.alt.as_raw(), &marks)))
            }
        }
    }
}

/// What is not a picture: named and described, watched on its network.
fn attachment(cx: &Cx, mention: &MentionView, at: usize, media: &Media) -> Markup {
    let (sign, kind) = match media.kind {
        MediaKind::Video => (Icon::Video, cx.words.post_media_video()),
        MediaKind::Audio => (Icon::Volume2, cx.words.post_media_audio()),
        MediaKind::Image | MediaKind::Other => (Icon::Paperclip, cx.words.post_media_other()),
    };
    let marks = u8::try_from(at)
        .map(|at| marks(mention, Field::Alt(at)))
        .unwrap_or_default();
    html! {
        p class="media media-none" {
            (icon(sign))
            span { b { (kind) } @if !media.alt.is_empty() { " " (text::line(cx, &Styled::plain(excerpt(media.alt.as_raw()), &marks))) } }
        }
    }
}

fn quote(cx: &Cx, mention: &MentionView) -> Markup {
    let Some(quoted) = &mention.context else {
        return html! {};
    };
    let lang = quoted.langs.first().map(model::Lang::as_str);
    html! {
        blockquote class="quote" {
            div class="who" { (author_name(cx, quoted, None)) (when(cx, quoted)) }
            p class="tx" lang=[lang] dir="auto" {
                (text::line(cx, &Styled { spans: &quoted.spans, ..Styled::plain(excerpt(quoted.text.as_raw()), &[]) }))
                @if excerpt(quoted.text.as_raw()).len() < quoted.text.as_raw().len() { "…" }
            }
            @if !quoted.media.is_empty() {
                p class="re" { (tiny(Icon::Paperclip)) span { (cx.words.post_media_more(u64::try_from(quoted.media.len()).unwrap_or(0))) } }
            }
        }
    }
}

fn link_card(cx: &Cx, card: &Card, mention: &MentionView) -> Markup {
    let (Some(href), Some(host)) = (text::web_address(&card.url), text::host(&card.url)) else {
        return html! {};
    };
    let line =
        |raw: &str, field| text::line(cx, &Styled::plain(excerpt(raw), &marks(mention, field)));
    html! {
        a class="card" href=(href) rel=(REL) target="_blank" {
            span class="card-d" { (tiny(Icon::Link)) bdi class="trunc" { (host) } }
            @if !card.title.is_empty() { span class="card-t clamp2" dir="auto" { (line(card.title.as_raw(), Field::CardTitle)) } }
            @if !card.description.is_empty() { span class="card-p clamp2" dir="auto" { (line(card.description.as_raw(), Field::CardDescription)) } }
        }
    }
}

/// Figures the network gave, and what happened to the post since.
fn meta(cx: &Cx, post: &Post) -> Markup {
    let words = cx.words;
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
    html! {
        @if counted || post.edited_at.is_some() {
            div class="meta" {
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
