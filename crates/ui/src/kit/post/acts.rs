//! What can be done with a post, and why it is here.
//!
//! In a column a post carries one link, to the page where it stands alone with all its actions; a
//! script makes that link the row of controls of the current post, from one [`template`] a page:
//! a column of a hundred posts weighs no hundred menus.

use engine::MentionView;
use maud::{Markup, html};
use model::{ColumnId, Role, SpanKind};
use query::{Field, FieldSpan};

use super::{Place, display_name};
use crate::{
    Cx,
    kit::{
        icon::{Icon, small},
        text::{self, REL},
        words::network_name,
    },
};

/// Hashtags of one post that a column is proposed for.
const TAGS_MAX: usize = 3;
/// Matched words told one by one.
const REASONS_MAX: usize = 8;

/// Where a mention stands alone; `None` outside a column, and for a post of the archive, which is no
/// mention.
#[must_use]
pub fn page_of(column: &str, seq: u64) -> Option<String> {
    let column: ColumnId = column.parse().ok()?;
    (seq > 0).then(|| format!("/columns/{column}/posts/{seq}"))
}

/// The way to a post's actions.
pub(super) fn way(cx: &Cx, mention: &MentionView, place: Place<'_>) -> Markup {
    let label = cx.words.post_acts(&display_name(cx, &mention.post));
    html! {
        @if let Some(href) = page_of(place.column, mention.seq) {
            div class="acts" { a class="ib" href=(href) data-dialog aria-label=(label) title=(label) { (small(Icon::Ellipsis)) } }
        }
    }
}

/// The row of controls that scripts put under the current post, once a page.
#[must_use]
pub fn template(cx: &Cx) -> Markup {
    let words = cx.words;
    let slot = |kind: &str, sign: Icon, label: &str| {
        html! { a class="menu-it" data-act=(kind) data-dialog { (small(sign)) span class="trunc" { (label) } } }
    };
    html! {
        template id="acts" {
            a class="btn btn-s" data-act="open" rel=(REL) target="_blank" { (small(Icon::ExternalLink)) (words.post_open_short()) }
            details class="menu act-why" {
                summary class="btn btn-s" { (words.post_why()) }
                div class="menu-list why" {
                    p class="why-t" { (words.post_why_title()) }
                    ul data-text=(words.post_why_text()) data-heading=(words.post_why_heading()) data-alt=(words.post_why_alt()) data-card=(words.post_why_card()) {}
                    p class="why-n" { (words.post_why_filters()) }
                    a class="menu-it" data-act="query" { (small(Icon::Lightbulb)) (words.builder_open()) }
                }
            }
            details class="menu" {
                summary class="ib" aria-label=(words.post_more_acts()) title=(words.post_more_acts()) { (small(Icon::Ellipsis)) }
                div class="menu-list" {
                    a class="menu-it" data-act="open-too" rel=(REL) target="_blank" { (small(Icon::ExternalLink)) (words.post_open_short()) }
                    button class="menu-it" type="button" data-act="copy" data-done=(words.post_copied()) { (small(Icon::Link)) (words.post_copy_link()) }
                    (slot("page", Icon::MessageCircle, &words.post_alone()))
                    @if cx.can(Role::Editor) {
                        (slot("author", Icon::Plus, &words.post_column_author("{handle}")))
                        (slot("list", Icon::UserPlus, &words.post_list_add()))
                        (slot("tag", Icon::Hash, &words.post_column_tag("{tag}")))
                    }
                }
            }
        }
    }
}

/// All that can be done with a post, as a list of links.
#[must_use]
pub fn listed(cx: &Cx, mention: &MentionView, column: &str) -> Markup {
    let (words, post) = (cx.words, &mention.post);
    let href = post.url.as_deref().and_then(text::web_address);
    let is_editor = cx.can(Role::Editor);
    let author = handle(mention).filter(|_| is_editor);
    let beside = |kind: &str, value: &str| {
        address(
            "/columns/new",
            &[("kind", kind), ("value", value), ("near", column)],
        )
    };
    html! {
        ul class="acts-l" {
            @if let Some(href) = href {
                li { a class="menu-it" href=(href) rel=(REL) target="_blank" { (small(Icon::ExternalLink)) (words.post_open(&network_name(cx, post.at.network))) } }
            }
            @if let Some(handle) = author {
                li { a class="menu-it" href=(beside("author", handle)) { (small(Icon::Plus)) (words.post_column_author(&format!("@{}", text::plain(handle)))) } }
                li { a class="menu-it" href=(address("/lists/add", &[("handle", handle)])) { (small(Icon::UserPlus)) (words.post_list_add()) } }
            }
            @if is_editor {
                @for tag in tags(mention) {
                    li { a class="menu-it" href=(beside("tags", tag)) { (small(Icon::Hash)) (words.post_column_tag(&format!("#{}", text::plain(tag)))) } }
                }
            }
        }
    }
}

/// What the author is asked for by, when that can be written in a query.
pub(super) fn handle(mention: &MentionView) -> Option<&str> {
    let handle = mention.post.author.handle.as_raw();
    let is_one = !handle.is_empty() && !handle.contains(|c: char| c.is_whitespace() || c == '"');
    is_one.then_some(handle)
}

/// The hashtags of a post, each once.
pub(super) fn tags(mention: &MentionView) -> Vec<&str> {
    let mut tags: Vec<&str> = Vec::new();
    for span in &mention.post.spans {
        if let SpanKind::Tag(tag) = &span.kind
            && !tags.iter().any(|it| it.eq_ignore_ascii_case(tag))
            && tags.len() < TAGS_MAX
        {
            tags.push(tag);
        }
    }
    tags
}

fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    format!("{path}?{query}")
}

/// Each matched word with where it stands, and facts with what they say.
#[must_use]
pub fn why(cx: &Cx, mention: &MentionView, facts: &[(String, String)]) -> Markup {
    let words = cx.words;
    let mut told: Vec<(String, &'static str)> = Vec::new();
    let mut reasons: Vec<(String, String)> = Vec::new();
    for span in &mention.spans {
        let Some(word) = matched(mention, span) else {
            continue;
        };
        let (key, place) = match span.field {
            Field::Text => ("text", words.post_why_text()),
            Field::Title => ("title", words.post_why_heading()),
            Field::Alt(_) => ("alt", words.post_why_alt()),
            Field::CardTitle | Field::CardDescription => ("card", words.post_why_card()),
        };
        let seen = (word.to_lowercase(), key);
        if !told.contains(&seen) && reasons.len() < REASONS_MAX {
            told.push(seen);
            reasons.push((word, place));
        }
    }
    html! {
        p class="why-t" { (words.post_why_title()) }
        @if reasons.is_empty() && facts.is_empty() {
            p class="why-n" { (words.post_why_filters()) }
        } @else {
            ul { @for (word, place) in reasons.iter().chain(facts) { li { mark { (word) } " " (place) } } }
        }
    }
}

/// A matched stretch as it may be shown.
fn matched(mention: &MentionView, span: &FieldSpan) -> Option<String> {
    let whole = span.field.text_of(&mention.post)?;
    let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
    let word = text::plain(whole.get(range)?);
    (!word.trim().is_empty()).then_some(word)
}
