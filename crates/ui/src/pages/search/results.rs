//! What was found: posts as they are read, or a table.

use engine::{Explained, FoundPosts, FromPlace, MentionView};
use i18n::number;
use maud::{Markup, html};
use model::Role;
use query::Blocks;

use super::{Asked, Become, Show, none};
use crate::{
    Cx,
    kit::{
        icon::{self, Icon},
        post, text,
        words::{moment, network_name},
    },
    pages::builder::{Why, why},
};

/// Of a post in a row, enough to know it again.
const ROW_CHARS: usize = 180;

pub(super) fn results(cx: &Cx, asked: &Asked, found: &FoundPosts) -> Markup {
    let blocks = Blocks::read(&asked.text).unwrap_or_default();
    let builder = cx.can(Role::Editor).then(|| asked.saved_as(Become::Query));
    let below = |post: &Explained| {
        let told = Why {
            blocks: &blocks,
            post,
            is_near: false,
            builder: builder.as_deref(),
        };
        why(cx, &told)
    };
    html! {
        @if found.posts.is_empty() {
            (none(cx, asked, found))
        } @else {
            @match asked.show {
                Show::Posts => div class="srch-p" { @for it in &found.posts { (post::sample(cx, &it.mention, &below(it), &html! {})) } },
                Show::Table => (table(cx, &found.posts, &below)),
            }
            (pages(cx, asked, found))
        }
    }
}

/// The way to the posts above and below.
fn pages(cx: &Cx, asked: &Asked, found: &FoundPosts) -> Markup {
    let words = cx.words;
    html! {
        @if found.newer.is_some() || found.older.is_some() {
            nav class="srch-n" aria-label=(words.search_results()) {
                @if let Some(at) = found.newer {
                    a class="btn btn-s" href=(asked.at_place(FromPlace::After(at))) data-load { (icon::small(Icon::ArrowLeft)) (words.search_newer()) }
                }
                span class="grow" {}
                @if let Some(at) = found.older {
                    a class="btn btn-s" href=(asked.at_place(FromPlace::Before(at))) data-load { (words.search_older()) (icon::small(Icon::ArrowRight)) }
                }
            }
        }
    }
}

fn table(cx: &Cx, posts: &[Explained], below: &dyn Fn(&Explained) -> Markup) -> Markup {
    let words = cx.words;
    let heads = [
        words.search_col_when(),
        words.search_col_who(),
        words.search_col_where(),
        words.search_col_text(),
    ];
    html! {
        div class="tbl-box tbl-tall" tabindex="0" role="region" aria-label=(words.search_caption()) {
            table class="tbl tbl-cards" {
                caption { (words.search_caption()) }
                thead { tr {
                    @for head in &heads { th scope="col" { (head) } }
                    th scope="col" class="r" { (words.search_col_reach()) }
                } }
                tbody { @for it in posts { (row(cx, &it.mention, &heads, &below(it))) } }
            }
        }
    }
}

fn row(cx: &Cx, it: &MentionView, heads: &[String; 4], below: &Markup) -> Markup {
    let said = &it.post;
    let counts = said.counts;
    let reach = [counts.replies, counts.reposts, counts.likes]
        .into_iter()
        .flatten()
        .fold(0_u64, u64::saturating_add);
    let shown: String = text::plain(said.text.as_raw())
        .chars()
        .take(ROW_CHARS)
        .collect();
    let lang = it.lang.as_ref().map(model::Lang::as_str);
    html! {
        tr {
            th scope="row" { (moment(cx, said.created_at)) }
            td data-label=(heads[1]) { bdi { (post::display_name(cx, said)) } }
            td data-label=(heads[2]) { (network_name(cx, said.at.network)) }
            td { div lang=[lang] dir="auto" { (shown) } (below) }
            td class="r" data-label=(cx.words.search_col_reach()) { (number(cx.locale(), reach)) }
        }
    }
}
