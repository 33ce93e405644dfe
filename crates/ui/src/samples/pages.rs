//! Every page, drawn with the samples.

use engine::{BoardView, PostWhy, SourceView};
use maud::Markup;

use super::builder::builder_pages;
use super::house::house_pages;
use super::search::search_pages;
use super::{
    all_sources, board, calm_home, failed_home, first_home, home, many_sources, source_detail,
};
use crate::{
    Cx,
    kit::{post::pictures_of, query::Checked},
    pages::{
        board_form::{self, BoardForm},
        column_form::{self, ColumnForm, Move, Template, TemplateForm, Which},
        door::{self, FirstRun, SignIn, SignInProblem},
        fault::{self, Fault},
        home as home_page,
        listen::{self, Listen, Older, Page},
        lists::{self, Lists},
        post, source,
        source_new::{self, NewKind, Typed},
        sources::{self, Asked, Done, Sources},
    },
};

type Drawn = Vec<(&'static str, Markup)>;

/// Every page with its samples, by name.
#[must_use]
pub fn pages(cx: &Cx) -> Vec<(&'static str, String)> {
    [
        listen_pages(cx),
        form_pages(cx),
        builder_pages(cx),
        search_pages(cx),
        list_pages(cx),
        home_pages(cx),
        source_pages(cx),
        house_pages(cx),
        door_pages(cx),
        fault_pages(cx),
    ]
    .into_iter()
    .flatten()
    .map(|(name, markup)| (name, markup.into_string()))
    .collect()
}

/// A board whose first column the store could not read.
fn one_failed(board: &BoardView) -> BoardView {
    let mut board = board.clone();
    board.columns[0] = engine::ColumnView {
        failed: true,
        query_text: String::new(),
        count_24h: 0,
        hourly: [0; 24],
        change: engine::Change24h::Unknown,
        mentions: Vec::new(),
        older: None,
        seen: None,
        ..board.columns[0].clone()
    };
    board
}

fn listen_pages(cx: &Cx) -> Drawn {
    let board = board();
    let empty = BoardView {
        columns: Vec::new(),
        troubles: Vec::new(),
        ..board.clone()
    };
    let removed = listen::Done::Column {
        id: board.columns[1].id,
        title: "Marché".to_owned(),
    };
    let failed = one_failed(&board);
    let (first, second) = (&board.columns[0], &board.columns[1]);
    let past: Vec<_> = second
        .mentions
        .iter()
        .map(|it| engine::MentionView {
            seq: 0,
            ..it.clone()
        })
        .collect();
    let older = |column, page| {
        listen::older(
            cx,
            &Older {
                board: &board,
                column,
                page,
            },
        )
    };
    let shown = |board: &BoardView, done| listen::page(cx, &Listen { board, done });
    vec![
        ("listen", shown(&board, None)),
        ("listen-removed", shown(&board, Some(&removed))),
        ("listen-empty", shown(&empty, None)),
        ("listen-failed", shown(&failed, None)),
        ("no-board", listen::no_board(cx)),
        ("column", older(first, Page::Newest)),
        (
            "older",
            older(second, Page::Mentions(&second.mentions, None)),
        ),
        (
            "older-archive",
            older(
                second,
                Page::Archive {
                    posts: &past,
                    older: None,
                    enters: true,
                },
            ),
        ),
        ("column-new", column_page(cx, &board, "", false)),
        (
            "column-refused",
            column_page(cx, &board, "patinoire ET (glace OU", true),
        ),
    ]
}

fn home_pages(cx: &Cx) -> Drawn {
    [
        ("home", home()),
        ("home-calm", calm_home()),
        ("home-first", first_home()),
        ("home-failed", failed_home()),
    ]
    .map(|(name, view)| (name, home_page::page(cx, &view)))
    .into()
}

/// Forms of Listen, and its posts one by one.
fn form_pages(cx: &Cx) -> Drawn {
    let board = board();
    let column = &board.columns[0];
    let template = |template, choices: &[String], error| {
        column_form::from_template(
            cx,
            &TemplateForm {
                board: board.id,
                template,
                title: "",
                value: "",
                choices,
                error,
            },
        )
    };
    let alone = |seq: u64| {
        let mentions = super::mentions();
        let mention = mentions.into_iter().find(|it| it.seq == seq);
        mention.expect("a sample has this number")
    };
    let (several, quoted) = (alone(32), alone(37));
    let of = |mention, why| post::Alone {
        column: column.id,
        mention,
        why,
        back: "/listen",
    };
    let text = "patinoire AND list:\"Presse locale\"";
    let blocks = query::Blocks::read(text).unwrap_or_default();
    let on_list = query::Reason {
        slot: query::Slot::Facts(0),
        part: 0,
        spans: Vec::new(),
    };
    let why = PostWhy {
        query: column.query,
        text: blocks.text(crate::kit::query::spelling(cx.locale())),
        reasons: vec![on_list],
    };
    let pictures = pictures_of(cx, &several.post);
    let picture = post::PicturePage {
        alone: of(&several, None),
        pictures: &pictures,
        at: 1,
    };
    let sources: Vec<String> = all_sources().into_iter().map(|it| it.name).collect();
    let moved = Move {
        column,
        board: board.id,
        boards: &board.boards,
    };
    let empty = cx.words.template_empty();
    vec![
        ("column-gallery", column_form::gallery(cx, board.id)),
        ("column-source", template(Template::Source, &sources, None)),
        ("column-list", template(Template::List, &[], None)),
        ("column-tags", template(Template::Tags, &[], Some(&empty))),
        ("column-move", column_form::move_page(cx, &moved)),
        ("board-new", board_page(cx, None)),
        ("board-edit", board_page(cx, Some(&board.boards[1]))),
        ("post", post::page(cx, &of(&quoted, Some(&why)))),
        ("picture", post::picture(cx, &picture)),
    ]
}

fn board_page(cx: &Cx, board: Option<&engine::BoardTab>) -> Markup {
    board_form::page(
        cx,
        &BoardForm {
            board,
            name: board.map_or("", |it| &it.name),
            shared: true,
            error: None,
            refusal: None,
        },
    )
}

fn list_pages(cx: &Cx) -> Drawn {
    let all = super::lists();
    let done = lists::Done::Removed {
        id: all[0].id,
        name: all[0].name.clone(),
    };
    let form = lists::ListForm {
        id: Some(all[0].id),
        name: &all[0].name,
        handles: "mairie\nmusee@lac.example",
        name_error: None,
        handles_error: None,
    };
    let add = lists::AddForm {
        handle: "brume@quais.example",
        lists: &all,
        chosen: lists::NEW,
        name: "",
        error: Some(&cx.words.field_required()),
    };
    vec![
        (
            "lists",
            lists::page(
                cx,
                &Lists {
                    lists: &all,
                    done: None,
                },
            ),
        ),
        (
            "lists-removed",
            lists::page(
                cx,
                &Lists {
                    lists: &all,
                    done: Some(&done),
                },
            ),
        ),
        (
            "lists-empty",
            lists::page(
                cx,
                &Lists {
                    lists: &[],
                    done: None,
                },
            ),
        ),
        ("list-form", lists::form(cx, &form)),
        ("list-add", lists::add(cx, &add)),
    ]
}

fn source_pages(cx: &Cx) -> Drawn {
    let all = all_sources();
    let many = many_sources();
    let added = Done::Added("Bluesky".to_owned());
    let removed = Done::Removed {
        id: all[0].id,
        name: all[0].name.clone(),
    };
    let list = |sources: &[SourceView], asked: &Asked, done: Option<&Done>| {
        sources::page(
            cx,
            &Sources {
                sources,
                asked,
                done,
            },
        )
    };
    let refused = Typed {
        address: "gazette".to_owned(),
        name: String::new(),
        error: Some(cx.words.field_url_bad()),
    };
    vec![
        ("sources", list(&all, &Asked::default(), Some(&added))),
        ("sources-empty", list(&[], &Asked::default(), None)),
        (
            "sources-many",
            list(&many, &Asked::new("received", "desc", "", ""), None),
        ),
        (
            "sources-none",
            list(&many, &Asked::new("", "", "troubled", "rien"), None),
        ),
        ("source-new", source_new::choose(cx, true)),
        (
            "source-new-feed",
            source_new::describe(cx, NewKind::Feed, &Typed::default()),
        ),
        (
            "source-new-bluesky",
            source_new::describe(cx, NewKind::Bluesky, &Typed::default()),
        ),
        (
            "source-refused",
            source_new::describe(cx, NewKind::Feed, &refused),
        ),
        ("source", source::page(cx, &source_detail())),
        (
            "sources-removed",
            list(&all[1..], &Asked::default(), Some(&removed)),
        ),
    ]
}

fn door_pages(cx: &Cx) -> Drawn {
    let stranger = Cx {
        member: None,
        ..cx.clone()
    };
    let wrong = SignIn {
        login: "camille".to_owned(),
        next: "/listen".to_owned(),
        problem: Some(SignInProblem::Unknown),
    };
    let waiting = SignIn {
        problem: Some(SignInProblem::Wait(90)),
        ..wrong.clone()
    };
    let house = FirstRun {
        time_zone: "Europe/Paris".to_owned(),
        ..FirstRun::default()
    };
    let weak = FirstRun {
        error: Some(("password", cx.words.field_weak())),
        ..house.clone()
    };
    vec![
        ("sign-in", door::sign_in(&stranger, &SignIn::default())),
        ("sign-in-refused", door::sign_in(&stranger, &wrong)),
        ("sign-in-wait", door::sign_in(&stranger, &waiting)),
        ("first-run", door::first_run(&stranger, &house)),
        ("first-run-refused", door::first_run(&stranger, &weak)),
        ("fault-stranger", fault::page(&stranger, &Fault::NotFound)),
    ]
}

fn fault_pages(cx: &Cx) -> Drawn {
    [
        ("not-found", Fault::NotFound),
        ("forbidden", Fault::Forbidden),
        ("bad-request", Fault::BadRequest),
        ("conflict", Fault::Conflict),
        ("unavailable", Fault::Unavailable),
        ("offline", Fault::Offline),
        ("internal", Fault::Internal("a1b2c3d4e5f6".to_owned())),
    ]
    .map(|(name, fault)| (name, fault::page(cx, &fault)))
    .into()
}

fn column_page(cx: &Cx, board: &BoardView, text: &str, refused: bool) -> Markup {
    let checked = Checked::new(cx.locale(), text);
    let which = if refused {
        Which::Known {
            board: board.id,
            column: board.columns[1].id,
            version: 1,
        }
    } else {
        Which::New(board.id)
    };
    column_form::page(
        cx,
        &ColumnForm {
            which,
            title: "Patinoire",
            checked: &checked,
            refused,
            title_error: None,
            error: None,
        },
    )
}
