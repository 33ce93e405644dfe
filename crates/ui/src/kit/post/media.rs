//! Pictures, stills of videos, and what else is attached.

use engine::MentionView;
use maud::{Markup, html};
use model::{Media, MediaKind, Post};
use query::Field;

use super::{Place, acts::page_of, excerpt, marks};
use crate::{
    Cx,
    kit::{
        icon::{Icon, icon, small},
        text::{self, REL, Styled},
        words::network_name,
    },
};

/// Pictures shown in a column; the viewer has the others.
const PICTURES_MAX: usize = 4;

/// A picture of a post that can be shown.
pub struct Picture<'a> {
    /// Its index among the media of the post.
    pub at: usize,
    /// Where our own proxy has it.
    pub src: String,
    pub media: &'a Media,
}

/// The pictures of a post that have an address to fetch.
#[must_use]
pub fn pictures_of<'a>(cx: &Cx, post: &'a Post) -> Vec<Picture<'a>> {
    let shown = |(at, media): (usize, &'a Media)| {
        let address = media.url.as_deref().and_then(text::web_address)?;
        let src = (cx.picture_url)(address.as_str());
        Some(Picture { at, src, media })
    };
    post.media
        .iter()
        .enumerate()
        .filter(|(_, it)| it.kind == MediaKind::Image)
        .filter_map(shown)
        .collect()
}

/// All that is attached to a post, and the descriptions in which something matched.
pub(super) fn of(cx: &Cx, mention: &MentionView, place: Place<'_>) -> Markup {
    let post = &mention.post;
    html! {
        @for (at, media) in post.media.iter().enumerate().filter(|(_, it)| it.kind != MediaKind::Image) {
            (attachment(cx, mention, at, media))
        }
        (pictures(cx, mention, place))
        // The reason of a match must be seen: here it is in the description.
        @for (at, media) in post.media.iter().enumerate().filter(|(_, it)| it.kind == MediaKind::Image) {
            (alt_reason(cx, mention, at, media))
        }
    }
}

fn pictures(cx: &Cx, mention: &MentionView, place: Place<'_>) -> Markup {
    let post = &mention.post;
    let shown = pictures_of(cx, post);
    let n_images = post
        .media
        .iter()
        .filter(|it| it.kind == MediaKind::Image)
        .count();
    let n_shown = shown.len().min(PICTURES_MAX);
    let left = u64::try_from(n_images - n_shown).unwrap_or(0);
    let page = page_of(place.column, mention.seq);
    let grid = [
        "media",
        "media",
        "media media-n",
        "media media-n media-3",
        "media media-n",
    ];
    html! {
        @if n_shown > 0 {
            div class=(grid[n_shown]) {
                @for (n, it) in shown.iter().take(PICTURES_MAX).enumerate() {
                    a class="pic" href=(page.as_ref().map_or_else(|| it.src.clone(), |page| format!("{page}/pictures/{}", n + 1))) data-picture=(it.src) {
                        (drawn(cx, it))
                        @if !it.media.alt.is_empty() { span class="alt" aria-hidden="true" { "ALT" } }
                    }
                }
            }
        }
        @if left > 0 {
            p class="media media-none" { (icon(Icon::ImageOff)) span { (cx.words.post_media_more(left)) } }
        }
    }
}

fn drawn(cx: &Cx, picture: &Picture<'_>) -> Markup {
    let media = picture.media;
    html! {
        img src=(picture.src) alt=(described(media, || cx.words.post_media_no_alt())) loading="lazy" decoding="async" width=[media.width] height=[media.height];
    }
}

/// The author's description of a medium, or what stands for it.
fn described(media: &Media, none: impl FnOnce() -> String) -> String {
    let alt = text::plain(media.alt.as_raw());
    if alt.trim().is_empty() { none() } else { alt }
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

/// What is not a picture: a still or a name, with its description; it is played on its network.
fn attachment(cx: &Cx, mention: &MentionView, at: usize, media: &Media) -> Markup {
    let poster = media.poster.as_deref().and_then(text::web_address);
    if let (MediaKind::Video, Some(poster)) = (media.kind, poster) {
        return html! {
            (still(cx, mention, media, &(cx.picture_url)(poster.as_str())))
            (alt_reason(cx, mention, at, media))
        };
    }
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

fn still(cx: &Cx, mention: &MentionView, media: &Media, src: &str) -> Markup {
    let post = &mention.post;
    let alt = described(media, || cx.words.post_media_video());
    let picture = html! {
        img src=(src) alt=(alt) loading="lazy" decoding="async" width=[media.width] height=[media.height];
        span class="pic-play" aria-hidden="true" { (small(Icon::Play)) }
    };
    html! {
        div class="media" {
            @match post.url.as_deref().and_then(text::web_address) {
                Some(href) => {
                    a class="pic" href=(href) rel=(REL) target="_blank" {
                        (picture)
                        span class="vh" { ", " (cx.words.post_video_watch(&network_name(cx, post.at.network))) }
                    }
                },
                None => { span class="pic" { (picture) } },
            }
        }
    }
}
