//! What hangs below the words of a post: another post, the preview of a link, a poll.

use engine::MentionView;
use i18n::percent;
use maud::{Markup, html};
use model::{Card, Poll, PollChoice};
use query::Field;

use super::{author_name, excerpt, marks, when};
use crate::{
    Cx,
    kit::{
        icon::{Icon, tiny},
        text::{self, REL, Styled},
    },
};

pub(super) fn quote(cx: &Cx, mention: &MentionView) -> Markup {
    let Some(quoted) = &mention.context else {
        return html! {};
    };
    let lang = quoted.langs.first().map(model::Lang::as_str);
    let shown = excerpt(quoted.text.as_raw());
    html! {
        blockquote class="quote" {
            div class="who" { (author_name(cx, quoted, None)) (when(cx, quoted)) }
            p class="tx" lang=[lang] dir="auto" {
                (text::line(cx, &Styled { spans: &quoted.spans, ..Styled::plain(shown, &[]) }))
                @if shown.len() < quoted.text.as_raw().len() { "…" }
            }
            @if !quoted.media.is_empty() {
                p class="re" { (tiny(Icon::Paperclip)) span { (cx.words.post_media_more(u64::try_from(quoted.media.len()).unwrap_or(0))) } }
            }
        }
    }
}

pub(super) fn card(cx: &Cx, card: &Card, mention: &MentionView) -> Markup {
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

/// The answers with their share, as bars and as figures.
pub(super) fn poll(cx: &Cx, poll: &Poll) -> Markup {
    let words = cx.words;
    let sum = poll
        .choices
        .iter()
        .filter_map(|it| it.votes)
        .fold(0, u64::saturating_add);
    // Where several answers may be one person's, shares are of people.
    let all = poll
        .voters
        .filter(|_| poll.is_multiple)
        .unwrap_or(sum)
        .max(1);
    let best = poll.choices.iter().filter_map(|it| it.votes).max();
    let ends = poll.ends_at.map(|at| {
        if at <= cx.dates.now() {
            words.poll_ended()
        } else {
            words.poll_ends(&cx.dates.moment(at))
        }
    });
    let voted = poll
        .voters
        .map(|n| words.poll_voters(n))
        .or_else(|| (sum > 0).then(|| words.poll_votes(sum)));
    let hidden = poll
        .choices
        .iter()
        .all(|it| it.votes.is_none())
        .then(|| words.poll_hidden());
    let several = poll.is_multiple.then(|| words.poll_multiple());
    html! {
        div class="poll" role="group" aria-label=(words.poll_label()) {
            ul { @for it in &poll.choices { (choice(cx, it, all, it.votes == best)) } }
            p class="poll-f" { ([voted, hidden, several, ends].into_iter().flatten().collect::<Vec<_>>().join(" · ")) }
        }
    }
}

fn choice(cx: &Cx, choice: &PollChoice, all: u64, is_best: bool) -> Markup {
    let share = choice
        .votes
        .map(|n| n.saturating_mul(100).saturating_add(all / 2) / all);
    html! {
        li class={ "poll-c" @if share.is_some() && is_best { " poll-best" } } {
            span class="poll-l" dir="auto" { (text::name(cx, choice.label.as_raw())) }
            @if let (Some(share), Some(votes)) = (share, choice.votes) {
                b { (percent(cx.locale(), share)) span class="vh" { ", " (cx.words.poll_votes(votes)) } }
                svg class="poll-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                    rect width=(share.min(100)) height="4" {}
                }
            }
        }
    }
}
