//! One sample of a preview: the post, why it is there or what keeps it out, and the judgement on it.

use engine::{MentionView, Tab};
use maud::{Markup, html};
use model::{QueryId, Role};
use query::{Blocks, Doc, Expr, Field, FieldSpan, Filter, Reason, Slot};

use super::{Builder, clauses};
use crate::{
    Cx,
    kit::{
        icon::{Icon, small},
        post, text,
    },
};

/// Reasons told one by one; more is not read.
const REASONS_MAX: usize = 6;

pub(super) fn sample(cx: &Cx, view: &Builder<'_>, mention: &MentionView) -> Markup {
    let below =
        html! { @if let Some(blocks) = view.blocks { (why(cx, blocks, view.tab, mention)) } };
    let beside = html! {
        @if let Some(query) = view.which.saved() && cx.can(Role::Editor) { (vote(cx, view, query, mention)) }
    };
    post::sample(cx, mention, &below, &beside)
}

fn why(cx: &Cx, blocks: &Blocks, tab: Tab, mention: &MentionView) -> Markup {
    let words = cx.words;
    let reasons = blocks.reasons(&Doc::new(&mention.post, mention.lang));
    html! {
        div class="why-l" {
            b { (words.post_why()) }
            @for it in told(cx, blocks, mention, &reasons) {
                span class="why-r" {
                    span class={ "why-w" @if it.against { " why-no" } } { (it.word) } " " (it.place)
                }
            }
            @if tab == Tab::Near { @for missing in missing(cx, blocks, &reasons) { span class="why-r" { span class="why-w why-no" { (missing) } } } }
            @if reasons.iter().all(|it| it.spans.is_empty()) && tab == Tab::Found { span { (words.post_why_filters()) } }
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

fn told(cx: &Cx, blocks: &Blocks, mention: &MentionView, reasons: &[Reason]) -> Vec<Told> {
    let words = cx.words;
    let mut all: Vec<Told> = Vec::new();
    // What keeps a post out is said first: it is the answer to why it is not found.
    let (against, for_it): (Vec<_>, Vec<_>) =
        reasons.iter().partition(|it| it.slot == Slot::Without);
    for reason in against.into_iter().chain(for_it) {
        let is_against = reason.slot == Slot::Without;
        let label = if is_against {
            words.builder_why_excluded()
        } else {
            clauses::quoted(words, &clauses::name_of(words, blocks, reason.slot))
        };
        if is_against && reason.spans.is_empty() {
            // A fact, or a contrary, which stands nowhere.
            let part = blocks.parts(reason.slot).get(reason.part);
            all.extend(part.map(|it| Told {
                word: clauses::told(cx, it).0,
                place: label.clone(),
                against: true,
            }));
        }
        for span in &reason.spans {
            let Some(word) = matched(mention, span) else {
                continue;
            };
            let place = match span.field {
                Field::Text => label.clone(),
                Field::Title => words.builder_why_in(&label, &words.post_why_heading()),
                Field::Alt(_) => words.builder_why_in(&label, &words.post_why_alt()),
                Field::CardTitle | Field::CardDescription => {
                    words.builder_why_in(&label, &words.post_why_card())
                }
            };
            let is_said = all
                .iter()
                .any(|it| it.place == place && it.word.eq_ignore_ascii_case(&word));
            if !is_said {
                all.push(Told {
                    word,
                    place,
                    against: is_against,
                });
            }
        }
    }
    all.truncate(REASONS_MAX);
    all
}

/// A matched stretch as it may be shown.
fn matched(mention: &MentionView, span: &FieldSpan) -> Option<String> {
    let whole = span.field.text_of(&mention.post)?;
    let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
    let word = text::plain(whole.get(range)?);
    (!word.trim().is_empty()).then_some(word)
}

/// The blocks a post does not answer, as far as the post alone can tell: what the house knows of it
/// (sources, lists, accounts) is not in it.
fn missing(cx: &Cx, blocks: &Blocks, reasons: &[Reason]) -> Vec<String> {
    let words = cx.words;
    let is_there = |slot: Slot| reasons.iter().any(|it| it.slot == slot);
    let is_told = |part: &Expr| matches!(part, Expr::Filter(it) if !matches!(it, Filter::Source(_) | Filter::Account(_) | Filter::List(_) | Filter::Query(_)));
    let groups = (0..blocks.groups.len()).map(Slot::Group);
    let mut missing: Vec<String> = groups
        .filter(|it| !is_there(*it))
        .map(|it| words.builder_why_missing(&clauses::name_of(words, blocks, it)))
        .collect();
    for at in 0..blocks.facts.len() {
        let facts = blocks.parts(Slot::Facts(at));
        if !is_there(Slot::Facts(at)) && facts.iter().all(is_told) {
            let named: Vec<String> = facts.iter().map(|it| clauses::told(cx, it).0).collect();
            missing.push(words.builder_why_missing_fact(&named.join(" / ")));
        }
    }
    missing
}

/// Two buttons, or the word said and the way back from it.
fn vote(cx: &Cx, view: &Builder<'_>, query: QueryId, mention: &MentionView) -> Markup {
    let words = cx.words;
    let said = view.judged.words.get(&mention.post_id).copied();
    let name = words.builder_judge(&post::display_name(cx, &mention.post));
    let choice = |word: &str, sign: Icon, label: String, command: &str| {
        html! {
            button class="btn btn-s" type="submit" name="word" value=(word) data-judge=(command) { (small(sign)) (label) }
        }
    };
    html! {
        form class="vote" id={ "vote-" (mention.post_id) } method="post" action={ "/queries/" (query) "/judge" } aria-label=(name) data-vote {
            input type="hidden" name="post" value=(mention.post_id);
            input type="hidden" name="back" value=(cx.here);
            @match said {
                None => {
                    (choice("relevant", Icon::Check, words.builder_relevant(), "relevant"))
                    (choice("off", Icon::X, words.builder_off_topic(), "off_topic"))
                },
                Some(true) => button class="btn btn-s vote-yes" type="submit" name="word" value="none" aria-label=(words.builder_judged_relevant()) title=(words.builder_judged_relevant()) { (small(Icon::Check)) (words.builder_relevant()) },
                Some(false) => button class="btn btn-s vote-no" type="submit" name="word" value="none" aria-label=(words.builder_judged_off()) title=(words.builder_judged_off()) { (small(Icon::X)) (words.builder_off_topic()) },
            }
        }
    }
}
