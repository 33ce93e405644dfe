//! Search and commands: the page, and the same over any page on Ctrl K. Here is what is found and how
//! it is drawn; columns, boards, sources and lists come from the engine.

use i18n::Words;
use maud::{Markup, html};
use model::{Command, Density, Theme};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        icon::{self, Icon},
        state,
    },
};

/// More of one kind asks for a longer word.
const GROUP_MAX: usize = 8;
/// As much as a person types to find something.
const TEXT_CHARS_MAX: usize = 200;

/// What kind of thing is found, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Pages,
    Boards,
    Columns,
    Queries,
    Sources,
    Lists,
    Settings,
    Actions,
    Help,
}

impl Group {
    fn label(self, words: Words) -> String {
        match self {
            Self::Pages => words.find_pages(),
            Self::Boards => words.find_boards(),
            Self::Columns => words.find_columns(),
            Self::Queries => words.queries_title(),
            Self::Sources => words.find_sources(),
            Self::Lists => words.find_lists(),
            Self::Settings => words.find_settings(),
            Self::Actions => words.find_actions(),
            Self::Help => words.find_help(),
        }
    }

    /// Whether it is offered before anything is typed.
    const fn is_offered(self) -> bool {
        matches!(self, Self::Pages | Self::Boards | Self::Actions)
    }
}

/// Something to go to or to do.
#[derive(Clone, Debug)]
pub struct Entry {
    pub group: Group,
    pub label: String,
    /// Where it is, when names alone do not tell.
    pub detail: Option<String>,
    pub sign: Icon,
    pub act: Act,
}

#[derive(Clone, Debug)]
pub enum Act {
    Open(String),
    /// A form with its hidden fields.
    Send(&'static str, Vec<(&'static str, &'static str)>),
    /// What a key does, on pages that can; a link to where it can be done elsewhere.
    Run(Command, &'static str),
}

pub struct Find<'a> {
    /// What was typed.
    pub text: &'a str,
    /// Everything, to be narrowed here.
    pub entries: Vec<Entry>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Find<'_>) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" { div class="page page-n" {
            form class="panel find-f" method="get" action="/find" role="search" {
                (icon::icon(Icon::Search))
                input class="find-in" type="search" name="q" value=(view.text) aria-label=(words.find_label())
                    placeholder=(words.find_placeholder()) maxlength=(TEXT_CHARS_MAX) autocomplete="off" autofocus;
                (button::submit(Look::Primary, None, &words.find_action()))
            }
            section class="panel find-r" aria-label=(words.find_results()) { (results(cx, view)) }
        } }
    };
    shell::page(
        cx,
        Section::Find,
        &words.find_title(),
        &shell::heading(&words.find_title()),
        &body,
    )
}

/// What was found, in groups: a page of its own and what the palette takes for its list.
#[must_use]
pub fn results(cx: &Cx, view: &Find<'_>) -> Markup {
    let words = cx.words;
    let groups = found(words, view);
    let n: usize = groups.iter().map(|(_, entries)| entries.len()).sum();
    html! {
        @if n == 0 {
            p class="vh" data-said="none" { (words.find_none()) }
            (state::empty(Icon::Search, &words.find_title(), &words.find_none(), &html! {}))
        } @else {
            p class="vh" data-said="some" { (words.find_count(u64::try_from(n).unwrap_or(u64::MAX))) }
            @for (group, entries) in &groups {
                section class="find-g" data-group aria-label=(group.label(words)) {
                    h2 class="find-t" { (group.label(words)) }
                    ul { @for it in entries { li { (entry(it)) } } }
                }
            }
        }
    }
}

fn entry(it: &Entry) -> Markup {
    let inside = html! {
        (icon::small(it.sign))
        span class="grow trunc" { span data-label { (it.label) } @if let Some(detail) = &it.detail { " " span class="muted" { (detail) } } }
    };
    match &it.act {
        Act::Open(href) => html! { a class="find-it" href=(href) { (inside) } },
        Act::Run(command, href) => {
            html! { a class="find-it" href=(href) data-command=(command.as_str()) { (inside) } }
        }
        Act::Send(action, fields) => html! {
            form method="post" action=(action) {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                button class="find-it" type="submit" { (inside) }
            }
        },
    }
}

/// The groups with what answers, the best answer first; groups follow their best answer.
fn found(words: Words, view: &Find<'_>) -> Vec<(Group, Vec<Entry>)> {
    let text: String = view.text.chars().take(TEXT_CHARS_MAX).collect();
    let asked = text::fold(&text);
    let asked: Vec<&str> = asked.split_whitespace().collect();
    let mut ranked: Vec<(u8, &Entry)> = view
        .entries
        .iter()
        .filter_map(|it| Some((rank(words, it, &asked)?, it)))
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    let mut groups: Vec<(Group, Vec<Entry>)> = Vec::new();
    if asked.is_empty() {
        ranked.sort_by_key(|(_, it)| it.group);
    }
    for (_, it) in ranked {
        match groups.iter_mut().find(|(group, _)| *group == it.group) {
            Some((_, entries)) if entries.len() < GROUP_MAX => entries.push(it.clone()),
            Some(_) => {}
            None => groups.push((it.group, vec![it.clone()])),
        }
    }
    groups
}

/// How well an entry answers, the best being 0; `None` when it does not. Capitals and accents do not
/// count, and every word asked for must be there.
fn rank(words: Words, entry: &Entry, asked: &[&str]) -> Option<u8> {
    if asked.is_empty() {
        return entry.group.is_offered().then_some(0);
    }
    let label = text::fold(&entry.label);
    let all = format!(
        "{label} {} {}",
        text::fold(entry.detail.as_deref().unwrap_or_default()),
        text::fold(&entry.group.label(words))
    );
    if !asked.iter().all(|it| all.contains(it)) {
        return None;
    }
    let begins = |asked: &str| {
        label
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word.starts_with(asked))
    };
    Some(if label.starts_with(&asked.join(" ")) {
        0
    } else if asked.iter().all(|it| begins(it)) {
        1
    } else if asked.iter().all(|it| label.contains(it)) {
        2
    } else {
        3
    })
}

/// What the interface itself offers: pages, settings, actions, help.
#[must_use]
pub fn own(cx: &Cx) -> Vec<Entry> {
    let words = cx.words;
    let mut all: Vec<Entry> = shell::daily(words)
        .into_iter()
        .chain(shell::deeper(cx))
        .chain([shell::settings(words)])
        .map(|it| open(Group::Pages, it.label, it.sign, it.href))
        .collect();
    all.extend(elsewhere(words));
    if cx.can(model::Role::Editor) {
        all.push(open(
            Group::Actions,
            words.builder_new_title(),
            Icon::Plus,
            "/queries/new",
        ));
    }
    all.extend(actions(words));
    all
}

/// A place with an address of its own.
fn open(group: Group, label: String, sign: Icon, href: &str) -> Entry {
    Entry {
        group,
        label,
        detail: None,
        sign,
        act: Act::Open(href.to_owned()),
    }
}

/// Parts of settings and of the help, and what is about the product.
fn elsewhere(words: Words) -> Vec<Entry> {
    vec![
        open(Group::Pages, words.about_title(), Icon::Info, "/about"),
        open(
            Group::Settings,
            words.settings_appearance(),
            Icon::Palette,
            "/settings#appearance",
        ),
        open(
            Group::Settings,
            words.settings_comfort(),
            Icon::Volume2,
            "/settings#comfort",
        ),
        open(
            Group::Settings,
            words.keys_change(),
            Icon::Keyboard,
            "/settings#keys",
        ),
        open(
            Group::Settings,
            words.settings_tab_org(),
            Icon::Building2,
            "/settings/organisation",
        ),
        open(
            Group::Help,
            words.help_topic_queries(),
            Icon::Binoculars,
            "/help/queries",
        ),
        open(
            Group::Help,
            words.help_topic_keys(),
            Icon::Keyboard,
            "/help/keys",
        ),
        open(
            Group::Help,
            words.help_topic_builder(),
            Icon::Lightbulb,
            "/help#builder",
        ),
        open(
            Group::Help,
            words.help_topic_archive(),
            Icon::Archive,
            "/help#archive",
        ),
        open(
            Group::Help,
            words.help_topic_live(),
            Icon::Info,
            "/help#live",
        ),
        open(
            Group::Help,
            words.help_topic_safe(),
            Icon::Info,
            "/help#safe",
        ),
    ]
}

fn actions(words: Words) -> Vec<Entry> {
    let action = |label, sign, act| Entry {
        group: Group::Actions,
        label,
        detail: None,
        sign,
        act,
    };
    let prefer = |name, value| Act::Send("/settings", vec![(name, value), ("back", "1")]);
    vec![
        action(
            words.find_add_column(),
            Icon::Plus,
            Act::Run(Command::AddColumn, "/listen"),
        ),
        action(
            words.find_pause_all(),
            Icon::Pause,
            Act::Run(Command::PauseAll, "/listen"),
        ),
        action(
            words.find_theme_light(),
            Icon::Sun,
            prefer("theme", Theme::Light.as_str()),
        ),
        action(
            words.find_theme_dark(),
            Icon::Moon,
            prefer("theme", Theme::Dark.as_str()),
        ),
        action(
            words.find_theme_system(),
            Icon::Monitor,
            prefer("theme", Theme::System.as_str()),
        ),
        action(
            words.find_density_comfort(),
            Icon::Menu,
            prefer("density", Density::Comfort.as_str()),
        ),
        action(
            words.find_density_compact(),
            Icon::Rows3,
            prefer("density", Density::Compact.as_str()),
        ),
        action(
            words.sign_out(),
            Icon::LogOut,
            Act::Send("/sign-out", Vec::new()),
        ),
    ]
}

/// What Ctrl K opens, ready for scripts: the field, the list to fill, what to say.
pub(crate) fn palette(words: Words) -> Markup {
    html! {
        template id="palette" {
            dialog class="dialog palette" aria-label=(words.find_title()) data-failed=(words.find_failed()) {
                form class="find-f" method="get" action="/find" role="search" {
                    (icon::icon(Icon::Search))
                    input class="find-in" type="search" name="q" role="combobox" aria-expanded="true" aria-controls="found" aria-autocomplete="list"
                        aria-label=(words.find_label()) placeholder=(words.find_placeholder()) maxlength=(TEXT_CHARS_MAX) autocomplete="off" spellcheck="false";
                    button class="ib" type="button" data-cancel aria-label=(words.close()) title=(words.close()) { (icon::small(Icon::X)) }
                }
                div class="find-r find-l" id="found" role="listbox" aria-label=(words.find_results()) {}
                p class="find-say vh" role="status" data-say {}
                p class="find-h not-s" aria-hidden="true" {
                    (button::kbd("↑")) (button::kbd("↓")) span { (words.find_hint_choose()) }
                    (button::kbd(&words.key_cap_enter())) span { (words.find_hint_open()) }
                    (button::kbd(&words.key_cap_escape())) span { (words.find_hint_close()) }
                }
                template data-recent {
                    section class="find-g" data-group aria-label=(words.find_recent()) {
                        h2 class="find-t" { (words.find_recent()) }
                        ul { li { a class="find-it" href="/" { (icon::small(Icon::History)) span class="grow trunc" { span data-label {} } } } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
