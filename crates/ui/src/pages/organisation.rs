//! What the organisation decides: its name and accounts, how long it keeps messages, who is in it.

use engine::{MemberView, OrgSettings, Workspace};
use i18n::number;
use maud::{Markup, html};
use model::Role;

use super::{
    door,
    settings::{self, Place},
};
use crate::{
    Cx,
    kit::{
        avatar::{self, Size},
        button::{self, Look},
        chip::{self, Tone},
        dialog,
        disclosure::disclosure,
        field::{self, Kind, Select, Text},
        icon::Icon,
        table::{self, Data, Head},
        words::{age, moment},
    },
};

pub struct Organisation<'a> {
    pub settings: &'a OrgSettings,
    pub members: &'a [MemberView],
    /// All of the reader's organisations, this one among them.
    pub workspaces: &'a [Workspace],
    /// Something just done, said at the top.
    pub done: Option<&'a str>,
    pub refused: Option<&'a Refused>,
}

/// A form that came back: which, with what was typed, and why.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    pub form: Form,
    pub field: &'static str,
    pub message: String,
    /// As typed, by field.
    pub typed: Vec<(&'static str, String)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Identity,
    Member,
    Workspace,
    /// A line of the table of members.
    Role,
}

impl Refused {
    fn value(&self, name: &str) -> Option<&str> {
        self.typed
            .iter()
            .find(|(it, _)| *it == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What one form of the page shows: what was typed before what is known.
struct Filled<'a> {
    refused: Option<&'a Refused>,
}

impl<'a> Filled<'a> {
    fn of(view: &Organisation<'a>, form: Form) -> Self {
        Self {
            refused: view.refused.filter(|it| it.form == form),
        }
    }

    fn value<'b>(&self, name: &str, known: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.refused.and_then(|it| it.value(name)).unwrap_or(known)
    }

    fn error(&self, name: &str) -> Option<&'a str> {
        self.refused
            .filter(|it| it.field == name)
            .map(|it| it.message.as_str())
    }
}

#[must_use]
pub fn page(cx: &Cx, view: &Organisation<'_>) -> Markup {
    let words = cx.words;
    let is_admin = cx.can(Role::Admin);
    let body = html! {
        div class="scroll" { div class="page" {
            @if let Some(done) = view.done { (settings::said(done)) }
            section class="panel" {
                div class="panel-h" { h2 { (words.org_identity()) } }
                @if is_admin { (identity_form(cx, view)) } @else { (identity(cx, view.settings)) }
            }
            section class="panel" id="members" {
                div class="panel-h" { h2 { (words.org_members()) } (chip::count(cx, count(view.members.len()), false)) }
                (field::form_error(Filled::of(view, Form::Role).error("role")))
                (members(cx, view.members))
                div class="panel-b" { (disclosure(&words.org_roles(), &roles(cx))) }
            }
            @if is_admin { (add_member(cx, view)) }
            (workspaces(cx, view, is_admin))
        } }
    };
    settings::framed(cx, Place::Organisation, &body)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn identity(cx: &Cx, settings: &OrgSettings) -> Markup {
    let words = cx.words;
    html! {
        div class="panel-b stack" {
            dl class="dl" {
                dt { (words.org_name()) } dd { (settings.name) }
                @if !settings.kind.is_empty() { dt { (words.org_kind()) } dd { (settings.kind) } }
                dt { (words.org_zone()) } dd { (settings.timezone) }
                dt { (words.org_own()) }
                dd {
                    @if settings.own_accounts.is_empty() { (words.org_own_none()) }
                    ul { @for it in &settings.own_accounts { li { "@" (it) } } }
                }
                dt { (words.org_keep()) }
                dd { (settings.keep_posts_days.map_or_else(|| words.org_keep_default(), |it| words.org_keep_days(it.into()))) }
            }
            p class="hint" { (words.org_read_only()) }
        }
    }
}

fn identity_form(cx: &Cx, view: &Organisation<'_>) -> Markup {
    let words = cx.words;
    let filled = Filled::of(view, Form::Identity);
    let known = view.settings;
    let own: String = known
        .own_accounts
        .iter()
        .map(|it| format!("@{it}\n"))
        .collect();
    let kept = known
        .keep_posts_days
        .map(|it| it.to_string())
        .unwrap_or_default();
    let (name, kind, zone) = (words.org_name(), words.org_kind(), words.org_zone());
    let (own_label, own_hint) = (words.org_own(), words.org_own_hint());
    let (keep, keep_hint) = (words.org_keep(), words.org_keep_hint());
    let field = |name, label, value, hint, kind, is_optional| Text {
        name,
        label,
        value,
        hint,
        error: filled.error(name),
        kind,
        is_optional,
        focus: false,
    };
    let chosen = filled.value("time_zone", &known.timezone);
    html! {
        form class="form panel-b" method="post" action="/settings/organisation" {
            div class="form-2" {
                (field::text(cx, &field("org_name", name.as_str(), filled.value("org_name", &known.name), None, Kind::Organisation, false)))
                (field::text(cx, &field("org_kind", kind.as_str(), filled.value("org_kind", &known.kind), None, Kind::Plain, true)))
            }
            (field::select(&Select { name: "time_zone", label: &zone, hint: Some(&words.org_zone_hint()), error: filled.error("time_zone"), choices: &zones(chosen), chosen }))
            (field::area(cx, &field("own_accounts", own_label.as_str(), filled.value("own_accounts", own.trim_end()), Some(own_hint.as_str()), Kind::Plain, true)))
            (field::text(cx, &field("keep_posts_days", keep.as_str(), filled.value("keep_posts_days", &kept), Some(keep_hint.as_str()), Kind::Figure, true)))
            div class="form-foot" { (button::submit(Look::Primary, None, &words.save())) }
        }
    }
}

/// The zones offered, the chosen one among them wherever it comes from.
fn zones(chosen: &str) -> Vec<(&str, String)> {
    let offered = door::ZONES.iter().copied();
    let other = (!door::ZONES.contains(&chosen)).then_some(chosen);
    offered
        .chain(other)
        .map(|it| (it, it.replace('_', " ")))
        .collect()
}

fn members(cx: &Cx, members: &[MemberView]) -> Markup {
    let words = cx.words;
    let is_admin = cx.can(Role::Admin);
    let (name, login, role) = (
        words.org_col_name(),
        words.org_col_login(),
        words.org_col_role(),
    );
    let (since, seen, actions) = (
        words.org_col_since(),
        words.org_col_seen(),
        words.org_col_actions(),
    );
    let mut heads = vec![
        Head::text(&name),
        Head::text(&login),
        Head::text(&role),
        Head::text(&since),
        Head::text(&seen),
    ];
    if is_admin {
        heads.push(Head::text(&actions));
    }
    let rows = members.iter().map(|it| member(cx, it, is_admin)).collect();
    table::data(
        cx,
        &Data {
            caption: &words.org_members_caption(),
            heads: &heads,
            rows,
            order: None,
            csv: None,
        },
    )
}

fn member(cx: &Cx, it: &MemberView, is_admin: bool) -> Vec<Markup> {
    let words = cx.words;
    let mut cells = vec![
        html! {
            span class="row" {
                (avatar::person(&it.name, Size::Medium)) span { (it.name) }
                @if it.is_me { (chip::chip(Tone::Accent, &words.org_me())) }
            }
        },
        html! { (it.login) },
        if is_admin {
            role_form(cx, it)
        } else {
            html! { (settings::role(words, it.role)) }
        },
        html! { (moment(cx, it.since)) },
        html! { @match it.last_seen { Some(at) => (age(cx, at)), None => (words.org_never_seen()) } },
    ];
    if is_admin {
        let label = words.org_remove_member(&it.name);
        cells.push(html! {
            @if !it.is_me {
                a class="btn btn-s" href={ "/settings/members/" (it.id) "/remove" } data-dialog aria-label=(label) { (words.org_remove()) }
            }
        });
    }
    cells
}

fn role_form(cx: &Cx, it: &MemberView) -> Markup {
    let words = cx.words;
    html! {
        form class="row" method="post" action={ "/settings/members/" (it.id) "/role" } {
            select class="input input-s" name="role" aria-label=(words.org_role_of(&it.name)) {
                @for role in [Role::Viewer, Role::Editor, Role::Admin] {
                    option value=(role.as_str()) selected[role == it.role] { (settings::role(words, role)) }
                }
            }
            (button::small_submit(None, &words.org_role_change()))
        }
    }
}

fn roles(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        ul class="stack sm soft" {
            li { (words.org_roles_viewer()) }
            li { (words.org_roles_editor()) }
            li { (words.org_roles_admin()) }
        }
    }
}

fn add_member(cx: &Cx, view: &Organisation<'_>) -> Markup {
    let words = cx.words;
    let filled = Filled::of(view, Form::Member);
    let (name, login, password) = (
        words.org_add_name(),
        words.org_add_login(),
        words.org_add_password(),
    );
    let (login_hint, password_hint) = (
        words.org_add_login_hint(),
        words.first_run_password_hint(door::PASSWORD_CHARS_MIN),
    );
    let choices: Vec<(&str, String)> = [Role::Viewer, Role::Editor, Role::Admin]
        .map(|it| (it.as_str(), settings::role(words, it)))
        .into();
    let field = |name, label, value, hint, kind| Text {
        name,
        label,
        value,
        hint,
        error: filled.error(name),
        kind,
        is_optional: false,
        focus: false,
    };
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.org_add()) } }
            form class="form panel-b" method="post" action="/settings/members" {
                div class="form-2" {
                    (field::text(cx, &field("name", name.as_str(), filled.value("name", ""), None, Kind::Plain)))
                    (field::text(cx, &field("login", login.as_str(), filled.value("login", ""), Some(login_hint.as_str()), Kind::Plain)))
                    (field::select(&Select { name: "role", label: &words.org_col_role(), hint: None, error: None, choices: &choices, chosen: filled.value("role", Role::Editor.as_str()) }))
                    (field::text(cx, &field("password", password.as_str(), "", Some(password_hint.as_str()), Kind::NewPassword)))
                }
                div class="form-foot" { (button::submit(Look::Plain, Some(Icon::Plus), &words.org_add_act())) }
            }
        }
    }
}

fn workspaces(cx: &Cx, view: &Organisation<'_>, is_admin: bool) -> Markup {
    let words = cx.words;
    let others: Vec<&Workspace> = view.workspaces.iter().filter(|it| !it.current).collect();
    if others.is_empty() && !is_admin {
        return html! {};
    }
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.org_others()) } @if !others.is_empty() { span class="xs muted" { (number(cx.locale(), count(others.len()))) } } }
            div class="panel-b stack" {
                @if !others.is_empty() {
                    p class="soft sm" { (words.org_others_text()) }
                    ul class="lines" {
                        @for it in others {
                            li class="row" {
                                span class="grow" { b { (it.name) } " " span class="muted" { (it.kind) } }
                                form method="post" action={ "/workspaces/" (it.org) } {
                                    button class="btn btn-s" type="submit" aria-label=(words.org_switch_to(&it.name)) { (words.org_switch()) }
                                }
                            }
                        }
                    }
                }
                @if is_admin { (add_workspace(cx, view)) }
            }
        }
    }
}

fn add_workspace(cx: &Cx, view: &Organisation<'_>) -> Markup {
    let words = cx.words;
    let filled = Filled::of(view, Form::Workspace);
    let (name, kind) = (words.org_name(), words.org_kind());
    let field = |name, label, value, error, is_optional| Text {
        name,
        label,
        value,
        hint: None,
        error,
        kind: Kind::Plain,
        is_optional,
        focus: false,
    };
    let form = html! {
        form class="form" method="post" action="/workspaces" {
            p class="soft sm" { (words.org_new_text()) }
            div class="form-2" {
                (field::text(cx, &field("new_name", name.as_str(), filled.value("new_name", ""), filled.error("org_name"), false)))
                (field::text(cx, &field("new_kind", kind.as_str(), filled.value("new_kind", ""), filled.error("org_kind"), true)))
            }
            div class="form-foot" { (button::submit(Look::Plain, Some(Icon::Plus), &words.org_new_act())) }
        }
    };
    if filled.refused.is_some() {
        form
    } else {
        disclosure(&words.org_new(), &form)
    }
}

/// Asks before taking somebody out: their sessions end at once.
#[must_use]
pub fn remove(cx: &Cx, member: &MemberView) -> Markup {
    let words = cx.words;
    let title = words.org_remove_title(&member.name);
    let body = html! {
        div class="scroll" { div class="page page-n" {
            (dialog::content(&title, &html! {
                form class="form" method="post" action={ "/settings/members/" (member.id) "/remove" } {
                    (dialog::question(Icon::Users, &title, &words.org_remove_text(), &html! {
                        div class="form-foot" {
                            a class="btn" href="/settings/organisation" data-cancel { (words.cancel()) }
                            (button::submit(Look::Danger, None, &words.org_remove_member(&member.name)))
                        }
                    }))
                }
            }))
        } }
    };
    settings::framed(cx, Place::Organisation, &body)
}
