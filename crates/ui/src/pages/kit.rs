//! Every component with its samples, in both themes: the page to look at when a component changes.

use engine::Change24h;
use jiff::SignedDuration;
use maud::{Markup, html};
use model::{Network, SourceState};

use super::{listen, shell, source, sources};
use crate::{
    Cx,
    kit::{
        avatar::{self, Size},
        button::{self, Look},
        chart::chart,
        chip::{self, Tone},
        dialog,
        disclosure::disclosure,
        field::{self, Kind, Select, Text},
        figure,
        icon::{self, Icon},
        post::{self, Place},
        progress,
        query::{self, Checked},
        state::{self, StripTone},
        table::{self, Data, Head, Order},
        tabs::{Tab, tabs},
        words::network_name,
    },
    samples,
};

/// Of the sample of a morning.
const SLOT: SignedDuration = SignedDuration::from_mins(15);

#[must_use]
pub fn page(cx: &Cx) -> Markup {
    let words = cx.words;
    let sample = Cx {
        picture_url: samples::picture_url(),
        ..cx.clone()
    };
    let body = html! {
        div class="kit-h" { h1 class="page-h1" { (words.kit_title()) } p class="soft" { (words.kit_intro()) } }
        div class="themes" {
            // Ids may stand once on a page: each theme has its own.
            section data-theme="light" { h2 class="page-h1" { (words.kit_light()) } (gallery(&sample, "a", &words.kit_light())) }
            section data-theme="dark" { h2 class="page-h1" { (words.kit_dark()) } (gallery(&sample, "b", &words.kit_dark())) }
        }
    };
    shell::bare(cx, &words.kit_title(), &body)
}

/// `side` tells the ids of the two apart, `theme` what is called by its name.
fn gallery(cx: &Cx, side: &str, theme: &str) -> Markup {
    let words = cx.words;
    html! {
        div class="samples" {
            (sample(&words.kit_actions(), &actions(cx)))
            (sample(&words.kit_chips(), &chips(cx)))
            (sample(&words.kit_fields(), &fields(cx, side)))
            (sample(&words.kit_choices(), &choices(cx, side)))
            (sample(&words.kit_toast(), &toast(cx)))
            (sample(&words.kit_nav(), &navigation(cx, side)))
            (sample(&words.kit_loading(), &html! { (state::skeleton(&words.column_loading(), 1)) p class="xs muted" { (words.kit_loading_text()) } }))
            (sample(&words.kit_strips(), &strips(cx)))
            (sample(&words.kit_empty(), &state::empty(Icon::Binoculars, &words.column_empty_title(), &words.column_empty_text(), &button::link("#content", Look::Plain, None, &words.kit_plain()))))
            (sample(&words.kit_error(), &state::failed(cx)))
            (sample(&words.kit_avatars(), &avatars(cx)))
            (sample(&words.kit_sources(), &sources_states(cx)))
            (sample(&words.kit_progress(), &progress_samples(cx)))
            (sample(&words.kit_keys(), &keys(cx)))
            (sample(&words.kit_query(), &html! { @for text in ["patinoire ET glace", "patinoire ET ("] { (query::remarks(cx, &Checked::new(cx.locale(), text))) } code class="code" { (query::coloured("(patinoire~ OU \"piste de glace\") SAUF (hockey OU roller) langue:fr")) } }))
            (sample(&words.kit_disclosure(), &disclosure(&words.kit_why(), &html! { p class="sm soft" { (words.kit_why_text()) } })))
        }
        div class="samples" {
            (sample(&words.kit_figures(), &figures(cx, theme)))
            section class="panel" { (rows(cx, theme)) }
        }
        (dialog_sample(cx))
        div class="samples" {
            section class="panel" {
                @for it in samples::mentions() { (post::mention(cx, &it, Place { column: side, is_new: it.seq == 40, seam: (it.seq == 38).then_some(words.seam("8 h 42").as_str()) })) }
                (post::gone(cx))
            }
            section class="panel" {
                (listen::gap_row(cx, &samples::gap_view(), None))
                @for it in samples::press() { (post::mention(cx, &it, Place { column: side, is_new: it.seq == 140, seam: None })) }
            }
        }
    }
}

fn sample(title: &str, content: &Markup) -> Markup {
    html! { section class="panel sample-b" { h3 { (title) } (content) } }
}

fn actions(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        div class="row wrap" {
            button class="btn btn-p" type="button" { (icon::small(Icon::Check)) (words.kit_primary()) (button::kbd("Ctrl ↵")) }
            (button::submit(Look::Plain, None, &words.kit_plain()))
            (button::submit(Look::Quiet, Some(Icon::History), &words.kit_quiet()))
            (button::post("#content", Look::Danger, Some(Icon::Snowflake), &words.kit_danger()))
            (button::link("#content", Look::Plain, None, &words.kit_link()))
            (button::small_link("#content", Some(Icon::Reply), &words.kit_small()))
            (button::small_submit(None, &words.kit_small()))
            (button::icon_submit(Icon::Pause, &words.kit_pause(), false))
            (button::icon_submit(Icon::Play, &words.kit_resume(), true))
            (button::icon_link("#content", Icon::ArrowLeft, &words.back_to_listen()))
        }
    }
}

fn chips(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        div class="row wrap" {
            (chip::chip(Tone::Plain, &words.kit_question())) (chip::chip(Tone::Accent, &words.kit_us())) (chip::chip(Tone::Ok, &words.kit_ok()))
            (chip::with_icon(Tone::Warn, Icon::TriangleAlert, &words.kit_warn())) (chip::change(cx, Change24h::Times(4.2)))
            (chip::with_icon(Tone::Bot, Icon::WandSparkles, &words.kit_bot())) (chip::chip(Tone::Fanal, &words.kit_new())) (chip::chip(Tone::Danger, &words.state_stopped()))
            (chip::count(cx, 5, false)) (chip::late(cx, 14)) (chip::count(cx, 1_200, true))
            @for it in [Change24h::Stable, Change24h::Percent(18), Change24h::Percent(-40)] { (chip::change(cx, it)) }
            span class="new-dot" {} span class="beacon" {} span class="beacon beacon-off" {} span class="beacon beacon-bad" {}
        }
    }
}

fn avatars(cx: &Cx) -> Markup {
    let mention = samples::mentions().swap_remove(0);
    html! {
        div class="row wrap" {
            @for network in Network::ALL { (avatar::author(cx, &mention.post.author, network)) }
            (avatar::person("Camille R.", Size::Normal)) (avatar::person("Hugo T.", Size::Medium)) (avatar::person("Yanis B.", Size::Small))
            (icon::mark(false)) (icon::icon(Icon::Binoculars)) (icon::small(Icon::Binoculars)) (icon::tiny(Icon::Binoculars)) (icon::network(Network::Linkedin))
        }
    }
}

fn fields(cx: &Cx, side: &str) -> Markup {
    let words = cx.words;
    let name = |it: &str| format!("kit-{it}-{side}");
    let (label, note) = (words.kit_alt(), words.kit_note());
    let (hint, value, error) = (
        words.kit_alt_hint(),
        words.kit_alt_value(),
        words.kit_alt_error(),
    );
    let (plain, wrong, area) = (name("plain"), name("wrong"), name("area"));
    let text = Text {
        name: &plain,
        label: &label,
        value: "",
        hint: Some(&hint),
        error: None,
        kind: Kind::Plain,
        is_optional: true,
        focus: false,
    };
    let refused = Text {
        name: &wrong,
        value: &value,
        hint: None,
        error: Some(&error),
        is_optional: false,
        ..text
    };
    let lines = Text {
        name: &area,
        label: &note,
        hint: None,
        ..text
    };
    html! {
        (field::text(cx, &text))
        (field::text(cx, &refused))
        (field::area(cx, &lines))
        (field::form_error(Some(&words.error_bad_request_text())))
    }
}

fn choices(cx: &Cx, side: &str) -> Markup {
    let words = cx.words;
    let services = [
        ("sports", words.kit_service_sports()),
        ("culture", words.kit_service_culture()),
        ("roads", words.kit_service_roads()),
    ];
    let segments = [
        ("light", words.kit_light(), Some(Icon::Sun)),
        ("dark", words.kit_dark(), Some(Icon::Moon)),
    ];
    let name = |it: &str| format!("kit-{it}-{side}");
    html! {
        (field::segments(&name("theme"), &words.settings_theme(), &segments, "light"))
        (field::select(&Select { name: &name("service"), label: &words.kit_service(), hint: None, error: None, choices: &services, chosen: "culture" }))
        (field::switch(&name("on"), &words.kit_switch(), Some(&words.kit_switch_hint()), true))
        (field::switch(&name("off"), &words.kit_switch(), None, false))
        (field::check(&name("check"), "1", &words.kit_check(), true))
        p { (field::error(&name("alone"), Some(&words.field_required()))) }
    }
}

fn navigation(cx: &Cx, side: &str) -> Markup {
    let words = cx.words;
    let (first, second) = (words.kit_board_1(), words.kit_board_2());
    let tab = |label, count, current| Tab {
        href: "#content",
        label,
        count,
        current,
    };
    html! {
        (tabs(cx, &format!("{}, {side}", words.listen_title()), &[tab(&first, None, true), tab(&second, Some(5), false)]))
        div class="row" {
            (button::menu(&words.kit_more(), &html! {
                (button::menu_link("#content", Icon::SlidersHorizontal, &words.kit_plain()))
                (button::menu_post("#content", Icon::Trash2, &words.column_remove(), true))
            }))
            span class="sm muted" { (words.kit_more()) }
        }
    }
}

fn toast(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        (state::notice(&words.kit_removed(), &html! { button class="btn btn-s" type="button" { (words.undo()) (button::kbd("Z")) } }))
        p class="xs muted" { (words.kit_toast_text()) }
    }
}

fn strips(cx: &Cx) -> Markup {
    html! {
        @for it in samples::troubles() { (state::trouble(cx, &it)) }
        (state::troubles(cx, &samples::troubles()))
        (state::strip(StripTone::Ok, Icon::CircleCheck, &html! { (cx.words.settings_saved()) }, &html! {}))
    }
}

fn sources_states(cx: &Cx) -> Markup {
    html! {
        div class="row wrap" {
            @for it in samples::all_sources() { (chip::source_state(cx, it.state)) }
            (chip::source_state(cx, SourceState::Finished)) (chip::source_state(cx, SourceState::Connecting))
        }
    }
}

fn progress_samples(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        p class="sm" { (words.kit_imported()) }
        (progress::bar(&words.kit_imported(), 612, 900))
        div class="row" { @for part in [0.15, 0.5, 0.85, 1.0] { (progress::ring(part)) } }
    }
}

fn keys(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        p class="row wrap" { (button::kbd("Ctrl K")) (button::kbd(".")) (button::kbd("?")) }
        p class="sm soft" { (words.kit_tip()) }
        (button::icon_link("#content", Icon::Search, &words.nav_find()))
    }
}

fn figures(cx: &Cx, theme: &str) -> Markup {
    let board = samples::board();
    html! {
        @for column in board.columns.iter().take(2) {
            div class="col-n" { p { (column.title) } (figure::horizon(cx, &column.hourly, matches!(column.change, Change24h::Times(_)))) }
        }
        @for column in board.columns.iter().take(1) {
            (chart(cx, &figure::horizon(cx, &column.hourly, false), &report::Horizon { hours: &column.hourly, alert: false }.table(cx.words, &cx.dates, &column.title)))
            (figure::horizon_table(cx, &column.hourly, &format!("{}, {theme}", column.title)))
        }
        (since(cx))
        (month(cx, theme))
        (source::coverage_figure(cx, &samples::source_detail()))
        p class="sm muted" { (sources::kind(cx, "jetstream")) }
    }
}

/// A morning, quarter of an hour by quarter of an hour.
fn since(cx: &Cx) -> Markup {
    let home = samples::home();
    let slots: Vec<_> = samples::board()
        .columns
        .iter()
        .flat_map(|it| it.hourly)
        .zip(0_i32..)
        .filter_map(|(n, at)| Some((home.since.checked_add(SLOT * at).ok()?, n)))
        .take_while(|(at, _)| *at < home.now)
        .collect();
    figure::watch(
        cx,
        &report::Watch {
            since: home.since,
            now: home.now,
            slots: &slots,
            absences: &[],
            peaks: &[],
        },
    )
}

/// Thirty bars, with what an earlier version of a query found: days in the light, hours in the dark.
fn month(cx: &Cx, theme: &str) -> Markup {
    let unit = if theme == cx.words.kit_light() {
        report::Unit::Day
    } else {
        report::Unit::Hour
    };
    let outline = samples::rink_outline(81);
    let bars: Vec<_> = outline
        .timeline
        .iter()
        .map(|it| (it.at, it.count))
        .collect();
    let before: Vec<u64> = samples::rink_outline(100)
        .timeline
        .iter()
        .map(|it| it.count)
        .collect();
    figure::timeline(
        cx,
        &report::Timeline {
            bars: &bars,
            before: Some(&before),
            unit,
        },
    )
}

fn rows(cx: &Cx, theme: &str) -> Markup {
    let words = cx.words;
    let (network, count, delay) = (words.kit_network(), words.kit_count(), words.kit_delay());
    let heads = [
        Head::text(&network).sorted_by("name"),
        Head::figure(&count).sorted_by("count"),
        Head::figure(&delay),
    ];
    let row = |it: Network, n: u64, minutes: u64| {
        vec![
            html! { (network_name(cx, it)) },
            html! { (i18n::number(cx.locale(), n)) },
            html! { (cx.dates.duration(std::time::Duration::from_secs(minutes * 60))) },
        ]
    };
    table::data(
        cx,
        &Data {
            caption: &format!("{}, {theme}", words.kit_table()),
            heads: &heads,
            rows: vec![
                row(Network::Bluesky, 1_284, 12),
                row(Network::Mastodon, 612, 26),
                row(Network::Press, 23, 90),
            ],
            order: Some(Order {
                path: "/kit",
                key: "count",
                descending: true,
            }),
            csv: Some("/kit"),
        },
    )
}

fn dialog_sample(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        section class="dialog-look" {
            (dialog::question(Icon::Snowflake, &words.kit_freeze(), &words.kit_freeze_text(), &html! {
                div class="form-foot" {
                    button class="btn" type="button" { (words.cancel()) }
                    button class="btn btn-d" type="button" { (icon::small(Icon::Snowflake)) (words.kit_freeze_act()) }
                }
            }))
        }
    }
}
