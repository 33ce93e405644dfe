//! The blocks: what a query speaks of, what must also be there, what is set aside, and the filters.
//! Each change is a button of the form, with the place in its value.

use i18n::Words;
use maud::{Markup, html};
use model::{Locale, Network};
use query::{Atom, Blocks, Expr, Filter, Form, Is, Needle, Slot, Term, form_of, print};

use super::{
    Builder,
    edit::{ALL_FORMS, form_slug, slot_slug},
};
use crate::{
    Cx,
    kit::{
        icon::{self, Icon},
        query::spelling,
        words::network_name,
    },
};

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    About,
    /// Places and accounts.
    Here,
    Also,
    Without,
}

impl Kind {
    fn of(blocks: &Blocks, slot: Slot) -> Self {
        match slot {
            Slot::Without => Self::Without,
            Slot::Group(0) => Self::About,
            slot => {
                let parts = blocks.parts(slot);
                if parts.is_empty() || parts.iter().any(is_local) {
                    Self::Here
                } else {
                    Self::Also
                }
            }
        }
    }

    fn name(self, words: Words) -> (String, String) {
        match self {
            Self::About => (words.builder_about(), words.builder_about_hint()),
            Self::Here => (words.builder_here(), words.builder_here_hint()),
            Self::Also => (words.builder_also(), words.builder_also_hint()),
            Self::Without => (words.builder_without(), words.builder_without_hint()),
        }
    }

    const fn sign(self) -> Icon {
        match self {
            Self::About => Icon::CirclePlus,
            Self::Here => Icon::MapPin,
            Self::Also => Icon::CircleDot,
            Self::Without => Icon::CircleMinus,
        }
    }
}

/// What the block of a place is called.
pub(super) fn name_of(words: Words, blocks: &Blocks, slot: Slot) -> String {
    match slot {
        Slot::Facts(_) => words.builder_why_fact(),
        slot => Kind::of(blocks, slot).name(words).0,
    }
}

/// A name of a place or of somebody: what has a capital, and accounts.
fn is_local(part: &Expr) -> bool {
    match part {
        Expr::Term(term) => match term.atoms() {
            [Atom::Mention(_)] => true,
            [Atom::Tag(_)] => false,
            _ => term.written().starts_with(char::is_uppercase) || has_name(term.written()),
        },
        Expr::Filter(filter) => matches!(
            filter,
            Filter::From(_)
                | Filter::To(_)
                | Filter::Mentions(_)
                | Filter::Account(_)
                | Filter::List(_)
        ),
        Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Near(_) => false,
    }
}

/// `les Îles`: an article, then a name.
fn has_name(written: &str) -> bool {
    written
        .split(' ')
        .any(|it| it.starts_with(char::is_uppercase))
}

pub(super) fn clauses(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    let Some(blocks) = view.blocks else {
        return html! { p class="qb-broken" { (icon::small(Icon::CircleAlert)) (words.builder_broken()) } };
    };
    // The second block is always offered; further ones are there when the text has them.
    let n_groups = blocks.groups.len().max(2);
    html! {
        div {
            @for at in 0..n_groups {
                @if at > 0 { p class="joint" { (operator(cx, query::reference::Role::And)) } }
                (clause(cx, blocks, Slot::Group(at)))
            }
            p class="joint" { (operator(cx, query::reference::Role::Not)) }
            (clause(cx, blocks, Slot::Without))
        }
        (filters(cx, view, blocks))
    }
}

/// An operator as the reader's language writes it.
fn operator(cx: &Cx, role: query::reference::Role) -> &'static str {
    query::reference::operator(role)
        .name
        .get(spelling(cx.locale()))
}

fn clause(cx: &Cx, blocks: &Blocks, slot: Slot) -> Markup {
    let kind = Kind::of(blocks, slot);
    let (name, hint) = kind.name(cx.words);
    let slug = slot_slug(slot);
    html! {
        fieldset class={ "clause" @if kind == Kind::Without { " clause-not" } } {
            legend class="clause-h" { (icon::small(kind.sign())) b { (name) } " " span class="clause-i" { (hint) } }
            ul class="clause-b" {
                @for (at, part) in blocks.parts(slot).iter().enumerate() {
                    @if !has_switch(part) { li { (term(cx, slot, at, part)) } }
                }
                li { (adder(cx, &slug, &name)) }
            }
        }
    }
}

/// Whether a part is set aside by a switch of the filters.
fn has_switch(part: &Expr) -> bool {
    matches!(
        part,
        Expr::Filter(Filter::Is(Is::Repost | Is::Ours) | Filter::Network(_))
    )
}

/// The field that adds to a block: Enter or its button.
fn adder(cx: &Cx, slug: &str, block: &str) -> Markup {
    let words = cx.words;
    let label = words.builder_add_to(block);
    html! {
        span class="term-add" {
            button class="term-x" type="submit" aria-label=(label) title=(label) { (icon::tiny(Icon::Plus)) }
            input type="text" id={ "add-" (slug) } name={ "add-" (slug) } aria-label=(label) placeholder=(words.builder_add())
                title=(words.builder_add_hint()) maxlength=(query::LENGTH_MAX_CHARS) autocomplete="off" autocapitalize="none" spellcheck="false" data-add;
        }
    }
}

/// One part: what it says, what it stands for, and the way to take it out.
fn term(cx: &Cx, slot: Slot, at: usize, part: &Expr) -> Markup {
    let words = cx.words;
    let slug = slot_slug(slot);
    let (label, rule) = told(cx, part);
    let shown = html! {
        span dir="auto" { (label) } @if let Some(rule) = &rule { " " small { (rule) } }
    };
    let remove = words.builder_remove(&label);
    html! {
        span class="term" {
            @if let Some(form) = form_of(part) {
                details class="menu" {
                    summary class="term-l" title=(words.builder_form(&label)) { (shown) }
                    div class="menu-list" {
                        @for choice in ALL_FORMS {
                            button class="menu-it" type="submit" name="edit" value={ "form:" (slug) ":" (at) ":" (form_slug(choice)) } aria-current=[(choice == form).then_some("true")] {
                                span class="grow" { (form_name(words, choice)) } @if choice == form { (icon::small(Icon::Check)) }
                            }
                        }
                    }
                }
            } @else { span class="term-l" { (shown) } }
            button class="term-x" type="submit" name="edit" value={ "remove:" (slug) ":" (at) } aria-label=(remove) title=(remove) data-back-to={ "add-" (slug) } { (icon::tiny(Icon::X)) }
        }
    }
}

fn form_name(words: Words, form: Form) -> String {
    match form {
        Form::Word => words.builder_form_word(),
        Form::Forms => words.builder_form_forms(),
        Form::Beginning => words.builder_form_beginning(),
    }
}

/// A part in the reader's words, with its rule in small type.
pub(super) fn told(cx: &Cx, part: &Expr) -> (String, Option<String>) {
    let words = cx.words;
    match part {
        Expr::Term(term) => term_told(words, term),
        Expr::Near(near) => {
            let rule = words.builder_rule_near(u64::from(near.words_max));
            (print(part, spelling(cx.locale())), Some(rule))
        }
        Expr::Filter(_) => (print(part, spelling(cx.locale())), None),
        Expr::And(_) | Expr::Or(_) | Expr::Not(_) => {
            let rule = words.builder_rule_nested();
            (print(part, spelling(cx.locale())), Some(rule))
        }
    }
}

fn term_told(words: Words, term: &Term) -> (String, Option<String>) {
    let written = term.written();
    if term.as_exact().is_some() {
        return (quoted(words, written), Some(words.builder_rule_exact()));
    }
    match term.atoms() {
        [Atom::Stem(stems)] => {
            let word = written.trim_end_matches(['~', '～']);
            let word = if word.is_empty() { &stems.word } else { word };
            (word.to_owned(), Some(words.builder_rule_forms()))
        }
        [Atom::Word(Needle::Prefix(_))] => {
            (written.to_owned(), Some(words.builder_rule_beginning()))
        }
        [Atom::Word(Needle::Pattern(_))] => (written.to_owned(), Some(words.builder_rule_open())),
        [_] => (written.to_owned(), None),
        _ => {
            let is_loose = written.contains('-');
            let rule = is_loose.then(|| words.builder_rule_loose());
            (quoted(words, written), rule)
        }
    }
}

/// Between the marks of the reader's language, with its spaces.
pub(super) fn quoted(words: Words, text: &str) -> String {
    match words.locale() {
        Locale::Fr => format!("«\u{202f}{text}\u{202f}»"),
        Locale::En => format!("“{text}”"),
    }
}

fn filters(cx: &Cx, view: &Builder<'_>, blocks: &Blocks) -> Markup {
    let words = cx.words;
    let (lang, language) = match cx.locale() {
        Locale::Fr => (model::Lang::FRENCH, "fr"),
        Locale::En => (model::Lang::ENGLISH, "en"),
    };
    let needs_lang = vec![Expr::Filter(Filter::Lang(lang))];
    let without = |is: Is| blocks.without.contains(&Expr::Filter(Filter::Is(is)));
    let mut name = words.language(language);
    if let Some(first) = name.get(..1) {
        name.replace_range(..1, &first.to_uppercase());
    }
    let next = slot_slug(Slot::Facts(blocks.facts.len()));
    html! {
        fieldset class="qb-fil" {
            legend class="qb-fil-h" { (words.builder_filters()) }
            @if !view.networks.is_empty() { (networks(cx, view.networks, blocks)) }
            div class="qb-fil-s" {
                (toggle(&name, &format!("require:lang:{language}"), blocks.facts.contains(&needs_lang)))
                (toggle(&words.builder_no_reposts(), "exclude:is:repost", without(Is::Repost)))
                (toggle(&words.builder_no_ours(), "exclude:is:ours", without(Is::Ours)))
            }
            ul class="clause-b qb-fil-f" {
                @for (group, facts) in blocks.facts.iter().enumerate() {
                    @if *facts != needs_lang { @for (at, part) in facts.iter().enumerate() { li { (term(cx, Slot::Facts(group), at, part)) } } }
                }
                li { (filter_adder(cx, &next)) }
            }
        }
    }
}

fn filter_adder(cx: &Cx, slug: &str) -> Markup {
    let words = cx.words;
    let (label, hint) = (words.builder_filter(), words.builder_filter_hint());
    html! {
        span class="term-add" {
            button class="term-x" type="submit" aria-label=(words.builder_add_to(&words.builder_filters())) { (icon::tiny(Icon::Plus)) }
            input type="text" id={ "add-" (slug) } name={ "add-" (slug) } aria-label={ (label) ". " (hint) } placeholder=(label) title=(hint)
                maxlength=(query::LENGTH_MAX_CHARS) autocomplete="off" autocapitalize="none" spellcheck="false" data-add;
        }
    }
}

fn networks(cx: &Cx, networks: &[Network], blocks: &Blocks) -> Markup {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let heard = networks.iter().filter(|it| blocks.hears(**it)).count();
    html! {
        div class="nets" {
            @for network in networks {
                @let name = cx.words.builder_network(&network_name(cx, *network));
                button class="net" type="submit" name="edit" value={ "network:" (network.slug()) } id={ "net-" (network.slug()) }
                    aria-pressed=(blocks.hears(*network)) aria-label=(name) title=(name) { (icon::network(*network)) }
            }
            span class="soft xs" { (cx.words.builder_networks(count(heard), count(networks.len()))) }
        }
    }
}

/// A switch that sends the form.
fn toggle(label: &str, edit: &str, on: bool) -> Markup {
    html! {
        button class="sw" type="submit" name="edit" value=(edit) id={ "sw-" (edit.replace(':', "-")) } role="switch" aria-checked=(on) {
            span class="sw-i" aria-hidden="true" {} span { (label) }
        }
    }
}
