//! What waits for a person, each thing with the one way to act on it.

use engine::{GapView, HomeView, Todo};
use i18n::factor;
use maud::{Markup, html};
use model::Role;

use super::part;
use crate::{
    Cx,
    kit::{
        button::Look,
        icon::{self, Icon},
        table,
    },
};

/// How a thing looks, what it says, and where it leads.
struct Line {
    class: &'static str,
    sign: Icon,
    title: String,
    text: String,
    /// Nothing for those who may not do it.
    action: Option<(String, String)>,
}

/// The card that says what to do now, or that nothing waits.
pub(super) fn card(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel home-todo" aria-labelledby="home-todo" {
            div class="home-h todo-h" {
                h2 id="home-todo" { (words.home_todo()) }
                @if view.todo.as_ref().is_some_and(|it| it.len() > 1) { p class="xs muted" { (words.home_todo_order()) } }
            }
            (part(cx, &view.todo, |todo| html! {
                @if todo.is_empty() { (calm(cx, view)) } @else {
                    ul { @for (at, it) in todo.iter().enumerate() { (line(&describe(cx, it), at == 0)) } }
                }
            }))
        }
    }
}

fn calm(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        div class="todo todo-calm" {
            span class="todo-i todo-o" { (icon::icon(Icon::CircleCheck)) }
            div {
                h3 { (words.home_calm_title()) }
                @if let Some(watch) = &view.watch {
                    p {
                        (if cx.dates.is_today(view.since) {
                            words.home_calm_day(watch.total, &cx.dates.moment(view.since))
                        } else {
                            words.home_calm_night(watch.total)
                        })
                        @if watch.total > 0 { " " (words.home_questions(watch.questions)) }
                    }
                }
            }
        }
    }
}

fn line(line: &Line, first: bool) -> Markup {
    let look = if first { Look::Primary } else { Look::Plain };
    html! {
        li class="todo" {
            span class={ "todo-i " (line.class) } { (icon::icon(line.sign)) }
            div { h3 { (line.title) } p { (line.text) } }
            @if let Some((href, label)) = &line.action {
                div class="todo-act" { a class={ (look.class()) " btn-s" } href=(href) { (label) } }
            }
        }
    }
}

fn describe(cx: &Cx, todo: &Todo) -> Line {
    let (words, dates) = (cx.words, &cx.dates);
    match todo {
        Todo::Spike {
            column,
            board,
            title,
            since,
            count,
            factor: times,
        } => Line {
            class: "todo-d",
            sign: Icon::Siren,
            title: words.todo_spike(title, *count, &dates.moment(*since)),
            text: words
                .todo_spike_text(factor(cx.locale(), f64::from(*times)).trim_start_matches('×')),
            action: Some((
                format!("/listen/{board}#{column}"),
                words.todo_spike_action(),
            )),
        },
        Todo::SourceStopped {
            source,
            name,
            since,
            cause,
            ..
        } => Line {
            class: "todo-d",
            sign: Icon::Unplug,
            title: words.todo_stopped(name, &dates.moment(*since)),
            text: words.todo_stopped_text(&table::cause(cx, *cause)),
            action: Some((format!("/sources/{source}"), words.todo_source_action())),
        },
        Todo::Gap(view) => gap(cx, view),
        Todo::NoSource => Line {
            class: "todo-n",
            sign: Icon::SatelliteDish,
            title: words.todo_no_source(),
            text: words.todo_no_source_text(),
            action: cx
                .can(Role::Admin)
                .then(|| ("/sources/new".to_owned(), words.todo_no_source_action())),
        },
        Todo::NoColumn(board) => Line {
            class: "todo-n",
            sign: Icon::Binoculars,
            title: words.todo_no_column(),
            text: words.todo_no_column_text(),
            action: cx.can(Role::Editor).then(|| {
                let href = match board {
                    Some(board) => format!("/listen/{board}/columns/new"),
                    None => "/listen".to_owned(),
                };
                (href, words.todo_no_column_action())
            }),
        },
    }
}

fn gap(cx: &Cx, view: &GapView) -> Line {
    let (words, dates, gap) = (cx.words, &cx.dates, &view.gap);
    let (from, cause) = (dates.moment(gap.from), table::cause(cx, gap.cause));
    let (title, text) = match gap.to {
        Some(to) => (
            words.todo_gap(&from, &dates.moment(to), &view.source_name),
            words.todo_gap_text(&cause),
        ),
        None => (
            words.todo_gap_open(&view.source_name, &from),
            words.todo_gap_open_text(&cause),
        ),
    };
    Line {
        class: "todo-w",
        sign: Icon::TriangleAlert,
        title,
        text,
        action: Some((
            format!("/sources/{}", gap.source),
            words.todo_source_action(),
        )),
    }
}
