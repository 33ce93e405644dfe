//! One sample of a preview: the post, why it is there or what keeps it out, and the judgement on it.

use engine::{Explained, MentionView, Tab};
use maud::{Markup, html};
use model::{QueryId, Role};

use super::{
    Builder,
    why::{Why, why},
};
use crate::{
    Cx,
    kit::{
        icon::{Icon, small},
        post,
    },
};

pub(super) fn sample(cx: &Cx, view: &Builder<'_>, explained: &Explained) -> Markup {
    let mention = &explained.mention;
    let told = view.blocks.map(|blocks| Why {
        blocks,
        post: explained,
        is_near: view.tab == Tab::Near,
        builder: None,
    });
    let below = html! { @if let Some(told) = &told { (why(cx, told)) } };
    let beside = html! {
        @if let Some(query) = view.which.saved() && cx.can(Role::Editor) { (vote(cx, view, query, mention)) }
    };
    post::sample(cx, mention, &below, &beside)
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
