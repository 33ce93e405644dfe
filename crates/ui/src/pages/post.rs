//! One post alone: all that can be done with it and why it is here, and its pictures one by one.
//! Scripts show both without leaving the column.

use engine::{MentionView, PostWhy};
use maud::{Markup, html};
use model::ColumnId;

use query::Blocks;

use super::{
    builder,
    shell::{self, Section},
};
use crate::{
    Cx,
    kit::{
        button,
        icon::{self, Icon},
        post::{self, Picture, Place, acts},
        text,
    },
};

/// A mention with the column it stands in.
pub struct Alone<'a> {
    pub column: ColumnId,
    pub mention: &'a MentionView,
    /// What it answers of its column's query; without it the words alone are told.
    pub why: Option<&'a PostWhy>,
    /// Where its column is.
    pub back: &'a str,
}

#[must_use]
pub fn page(cx: &Cx, view: &Alone<'_>) -> Markup {
    let words = cx.words;
    let column = view.column.to_string();
    let title = words.post_alone_title(&post::display_name(cx, &view.mention.post));
    let place = Place {
        column: &column,
        is_new: false,
        seam: None,
    };
    let top = html! {
        (button::icon_link(view.back, Icon::ArrowLeft, &words.back_to_listen()))
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { section class="panel alone" data-dialog-content {
            h2 class="dialog-h dialog-only" { (title) }
            (post::alone(cx, view.mention, place))
            div class="alone-b why" { (why(cx, view)) }
            (acts::listed(cx, view.mention, &column))
            div class="form-foot dialog-only" { a class="btn" href=(view.back) data-cancel { (words.picture_close()) } }
        } } }
    };
    shell::page(cx, Section::Listen, &title, &top, &body)
}

/// The words that are found, the facts that only the house knows, and the way to the query.
fn why(cx: &Cx, view: &Alone<'_>) -> Markup {
    let told = view.why.map(|why| {
        let blocks = Blocks::read(&why.text).unwrap_or_default();
        builder::facts_told(cx, &blocks, &why.reasons)
    });
    html! {
        (acts::why(cx, view.mention, &told.unwrap_or_default()))
        @if let Some(why) = view.why {
            a class="menu-it" href={ "/queries/" (why.query) } { (icon::small(Icon::Lightbulb)) (cx.words.builder_open()) }
        }
    }
}

/// One picture of a post, large, with its description.
pub struct PicturePage<'a> {
    pub alone: Alone<'a>,
    pub pictures: &'a [Picture<'a>],
    /// Which of them, from 0.
    pub at: usize,
}

#[must_use]
pub fn picture(cx: &Cx, view: &PicturePage<'_>) -> Markup {
    let words = cx.words;
    let (at, n) = (view.at, view.pictures.len());
    let count = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    let alone = &view.alone;
    let address = |n: usize| {
        let page = acts::page_of(&alone.column.to_string(), alone.mention.seq).unwrap_or_default();
        format!("{page}/pictures/{n}")
    };
    let title = words.picture_by(&post::display_name(cx, &alone.mention.post));
    let top = html! {
        (button::icon_link(alone.back, Icon::ArrowLeft, &words.back_to_listen()))
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page" {
            @if let Some(it) = view.pictures.get(at) {
                figure class="picture" {
                    img src=(it.src) alt=(picture_alt(cx, it)) width=[it.media.width] height=[it.media.height];
                    figcaption {
                        p class="picture-n" { (words.picture_title(count(at + 1), count(n))) }
                        (described(cx, it))
                    }
                }
                nav class="row" aria-label=(words.picture_title(count(at + 1), count(n))) {
                    @if at > 0 { a class="btn" rel="prev" href=(address(at)) { (words.picture_previous()) } }
                    @if at + 1 < n { a class="btn" rel="next" href=(address(at + 2)) { (words.picture_next()) } }
                }
            }
        } }
    };
    shell::page(cx, Section::Listen, &title, &top, &body)
}

fn picture_alt(cx: &Cx, picture: &Picture<'_>) -> String {
    let alt = text::plain(picture.media.alt.as_raw());
    if alt.trim().is_empty() {
        cx.words.post_media_no_alt()
    } else {
        alt
    }
}

fn described(cx: &Cx, picture: &Picture<'_>) -> Markup {
    let words = cx.words;
    let raw = picture.media.alt.as_raw();
    html! {
        @if raw.trim().is_empty() {
            p class="muted" { (words.picture_no_alt()) }
        } @else {
            p { b { (words.picture_alt_label()) } " " span dir="auto" { (text::line(cx, &text::Styled::plain(raw, &[]))) } }
        }
    }
}

/// What scripts make the viewer of, once a page.
#[must_use]
pub fn viewer(cx: &Cx) -> Markup {
    let words = cx.words;
    let press = |kind: &str, sign: Icon, label: &str| {
        html! { button class="ib" type="button" data-view=(kind) aria-label=(label) title=(label) { (icon::icon(sign)) } }
    };
    // Two figures that stand once each in both languages, for scripts to replace.
    let title = words
        .picture_title(1, 2)
        .replacen('1', "{n}", 1)
        .replacen('2', "{of}", 1);
    html! {
        template id="viewer" {
            dialog class="viewer" aria-labelledby="viewer-title" {
                div class="viewer-h" {
                    h2 id="viewer-title" tabindex="-1" data-title=(title) {}
                    (press("zoom", Icon::ZoomIn, &words.picture_zoom_in()))
                    (press("fit", Icon::ZoomOut, &words.picture_zoom_out()))
                    (press("close", Icon::X, &words.picture_close()))
                }
                div class="viewer-b" tabindex="0" role="group" aria-labelledby="viewer-title" { img alt=(words.post_media_no_alt()); }
                div class="viewer-f" {
                    (press("previous", Icon::ArrowLeft, &words.picture_previous()))
                    p aria-live="polite" { b { (words.picture_alt_label()) } " " span data-alt {} span class="soft" data-no-alt { (words.picture_no_alt()) } }
                    (press("next", Icon::ArrowRight, &words.picture_next()))
                }
            }
        }
    }
}
