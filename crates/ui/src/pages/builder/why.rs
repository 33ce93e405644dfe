//! Why a post is found, or is not: the parts of the query it answers, each with the word that does or
//! with the fact that only the house knows.

use engine::Explained;
use maud::{Markup, html};
use query::{Blocks, Expr, Field, FieldSpan, Filter, Is, Reason, Slot};

use super::clauses;
use crate::{Cx, kit::text};

/// Reasons told one by one; more is not read.
const REASONS_MAX: usize = 6;

/// What is told under a post.
pub(crate) struct Why<'a> {
    pub(crate) blocks: &'a Blocks,
    pub(crate) post: &'a Explained,
    /// What the post lacks is told as well.
    pub(crate) is_near: bool,
    /// Where the query can be worked on, from pages that show no blocks.
    pub(crate) builder: Option<&'a str>,
}

/// One line under a post: what it answers, what keeps it out, what it lacks.
pub(crate) fn why(cx: &Cx, view: &Why<'_>) -> Markup {
    let words = cx.words;
    let reasons = &view.post.reasons;
    let told = told(cx, view);
    html! {
        div class="why-l" {
            @match view.builder {
                Some(href) => a href=(href) title=(words.builder_open()) { (words.post_why()) span class="vh" { " " (words.builder_open()) } },
                None => b { (words.post_why()) },
            }
            @for it in &told {
                span class="why-r" {
                    span class={ "why-w" @if it.against { " why-no" } } { (it.word) } " " (it.place)
                }
            }
            @if view.is_near { @for missing in missing(cx, view.blocks, reasons) { span class="why-r" { span class="why-w why-no" { (missing) } } } }
            @if told.is_empty() && !view.is_near { span { (words.post_why_filters()) } }
        }
    }
}

/// A matched word, and what it answers.
struct Told {
    word: String,
    place: String,
    /// It keeps the post out.
    against: bool,
}

fn told(cx: &Cx, view: &Why<'_>) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    // What keeps a post out is said first: it is the answer to why it is not found.
    let (against, for_it): (Vec<_>, Vec<_>) = view
        .post
        .reasons
        .iter()
        .partition(|it| it.slot == Slot::Without);
    let has_words = for_it.iter().any(|it| !it.spans.is_empty());
    for reason in against.iter().chain(&for_it) {
        let is_against = reason.slot == Slot::Without;
        let part = view.blocks.parts(reason.slot).get(reason.part);
        let label = label(cx, view, reason, part);
        if reason.spans.is_empty() {
            // A fact, or a contrary, which stands nowhere. Those anybody can see of a post are told when
            // there is nothing else to tell.
            let is_worth =
                is_against || !has_words || part.is_some_and(|it| fact(cx, it).is_some());
            all.extend(part.filter(|_| is_worth).map(|it| Told {
                word: clauses::told(cx, it).0,
                place: label.clone(),
                against: is_against,
            }));
        }
        for span in &reason.spans {
            let told = in_text(cx, view, span, &label, is_against);
            let is_said = |it: &Told| {
                let same = |other: &Told| {
                    other.place == it.place && other.word.eq_ignore_ascii_case(&it.word)
                };
                all.iter().any(same)
            };
            if let Some(told) = told.filter(|it| !is_said(it)) {
                all.push(told);
            }
        }
    }
    all.truncate(REASONS_MAX);
    all
}

fn in_text(cx: &Cx, view: &Why<'_>, span: &FieldSpan, label: &str, against: bool) -> Option<Told> {
    let words = cx.words;
    // Where no block is named, the place says it all.
    let within = |place: String| match view.builder {
        Some(_) if !against => place,
        _ => words.builder_why_in(label, &place),
    };
    let place = match span.field {
        Field::Text => label.to_owned(),
        Field::Title => within(words.post_why_heading()),
        Field::Alt(_) => within(words.post_why_alt()),
        Field::CardTitle | Field::CardDescription => within(words.post_why_card()),
    };
    Some(Told {
        word: matched(view.post, span)?,
        place,
        against,
    })
}

/// What a reason answers: a block where there are any, what is set aside, or a fact in words.
fn label(cx: &Cx, view: &Why<'_>, reason: &Reason, part: Option<&Expr>) -> String {
    let words = cx.words;
    let fact = part.and_then(|it| fact(cx, it));
    match (reason.slot, fact) {
        (Slot::Without, Some(fact)) => words.builder_why_in(&words.builder_why_excluded(), &fact),
        (Slot::Without, None) => words.builder_why_excluded(),
        (_, Some(fact)) => fact,
        (Slot::Facts(_), None) => words.builder_why_fact(),
        (_, None) if view.builder.is_some() => words.post_why_text(),
        (slot, None) => clauses::quoted(words, &clauses::name_of(words, view.blocks, slot)),
    }
}

/// A fact that no word of a post shows, as a person says it.
fn fact(cx: &Cx, part: &Expr) -> Option<String> {
    let words = cx.words;
    let Expr::Filter(filter) = part else {
        return None;
    };
    Some(match filter {
        Filter::List(_) => words.builder_why_list(),
        Filter::Account(_) => words.builder_why_account(),
        Filter::Source(_) => words.builder_why_source(),
        Filter::Query(_) => words.builder_why_query(),
        Filter::Is(Is::Ours) => words.builder_why_ours(),
        _ => return None,
    })
}

/// The facts about a mention that only the house knows, each as written and in words: beside the words
/// that its page tells anyway.
pub(crate) fn facts_told(cx: &Cx, blocks: &Blocks, reasons: &[Reason]) -> Vec<(String, String)> {
    let required = reasons.iter().filter(|it| it.slot != Slot::Without);
    let told = required.filter_map(|reason| {
        let part = blocks.parts(reason.slot).get(reason.part)?;
        Some((clauses::told(cx, part).0, fact(cx, part)?))
    });
    told.collect()
}

/// A matched stretch as it may be shown.
fn matched(post: &Explained, span: &FieldSpan) -> Option<String> {
    let whole = span.field.text_of(&post.mention.post)?;
    let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
    let word = text::plain(whole.get(range)?);
    (!word.trim().is_empty()).then_some(word)
}

/// The blocks a post does not answer.
fn missing(cx: &Cx, blocks: &Blocks, reasons: &[Reason]) -> Vec<String> {
    let words = cx.words;
    let is_missing = |slot: &Slot| !reasons.iter().any(|it| it.slot == *slot);
    let groups = (0..blocks.groups.len()).map(Slot::Group);
    let groups = groups
        .filter(is_missing)
        .map(|it| words.builder_why_missing(&clauses::name_of(words, blocks, it)));
    let facts = (0..blocks.facts.len()).map(Slot::Facts);
    let facts = facts.filter(is_missing).map(|it| {
        let parts = blocks.parts(it).iter();
        let named: Vec<String> = parts.map(|it| clauses::told(cx, it).0).collect();
        words.builder_why_missing_fact(&named.join(" / "))
    });
    groups.chain(facts).collect()
}
