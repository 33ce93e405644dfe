//! Every component with its samples, in both themes: the page to look at when a component changes.

use engine::Change24h;
use maud::{Markup, html};
use model::{Network, SourceState};

use super::{listen, shell, source, sources};
use crate::{
    Cx,
    kit::{
        avatar::{self, Size},
        button::{self, Look},
        chip::{self, Tone},
        field::{self, Kind, Text},
        figure,
        icon::{self, Icon},
        post::{self, Place},
        query::{self, Checked},
        state::{self, StripTone},
    },
    samples,
};

#[must_use]
pub fn page(cx: &Cx) -> Markup {
    let words = cx.words;
    let sample = Cx {
        picture_url: samples::picture_url(),
        ..cx.clone()
    };
    let body = html! {
        div class="page-h1 vh" { h1 { (words.kit_title()) } }
        div class="themes" {
            // Ids may stand once on a page: the second theme is a picture of the first.
            section data-theme="light" { h2 { (words.kit_light()) } (gallery(&sample, "a")) }
            section data-theme="dark" { h2 { (words.kit_dark()) } (gallery(&sample, "b")) }
        }
    };
    shell::bare(cx, &words.kit_title(), &body)
}

fn gallery(cx: &Cx, side: &str) -> Markup {
    html! {
        div class="samples" {
            (sample("Buttons", &buttons()))
            (sample("Chips and counts", &chips(cx)))
            (sample("Avatars", &avatars(cx)))
            (sample("Fields", &fields(cx, side)))
            (sample("Strips", &strips(cx)))
            (sample("States", &states(cx)))
            (sample("Query remarks", &html! { @for text in ["patinoire ET glace", "patinoire ET ("] { (query::remarks(cx, &Checked::new(cx.locale(), text))) } }))
            (sample("Figures", &figures(cx)))
            (sample("Source states", &html! { div class="row wrap" { @for it in samples::all_sources() { (chip::source_state(cx, it.state)) } (chip::source_state(cx, SourceState::Finished)) (chip::source_state(cx, SourceState::Connecting)) } }))
        }
        div class="samples" {
            section class="panel" {
                @for it in samples::mentions() { (post::mention(cx, &it, Place { column: side, is_new: it.seq == 40, seam: (it.seq == 38).then_some(cx.words.seam("8 h 42").as_str()) })) }
                (post::gone(cx))
            }
            section class="panel" {
                (listen::gap_row(cx, &samples::gap_view()))
                @for it in samples::press() { (post::mention(cx, &it, Place { column: side, is_new: it.seq == 140, seam: None })) }
            }
        }
    }
}

/// Names of samples are for those who build; they are not translated.
fn sample(title: &str, content: &Markup) -> Markup {
    html! { section class="panel sample-b" lang="en" { h3 { (title) } (content) } }
}

fn buttons() -> Markup {
    html! {
        div class="row wrap" {
            button class="btn btn-p" type="button" { (icon::small(Icon::Plus)) "Primary" }
            button class="btn" type="button" { "Plain" }
            button class="btn btn-q" type="button" { (icon::small(Icon::Pause)) "Quiet" }
            button class="btn btn-d" type="button" { "Danger" }
            (button::link("#content", Look::Plain, Some(Icon::ArrowUp), "Link"))
            button class="btn btn-s" type="button" { "Small" }
            button class="ib" type="button" aria-label="Pause" { (icon::small(Icon::Pause)) }
            button class="ib ib-on" type="button" aria-label="Resume" { (icon::small(Icon::Play)) }
            kbd class="kbd" { "." }
        }
    }
}

fn chips(cx: &Cx) -> Markup {
    html! {
        div class="row wrap" {
            (chip::chip(Tone::Plain, "Plain")) (chip::chip(Tone::Accent, "Accent")) (chip::chip(Tone::Ok, "Ok"))
            (chip::with_icon(Tone::Warn, Icon::TriangleAlert, "Warn")) (chip::chip(Tone::Danger, "Danger")) (chip::chip(Tone::Fanal, "New"))
            span class="chip chip-bot" { "Bot" }
            (chip::count(cx, 5, false)) (chip::count(cx, 1_200, true))
            @for it in [Change24h::Stable, Change24h::Percent(18), Change24h::Percent(-40), Change24h::Times(4.2)] { (chip::change(cx, it)) }
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
        }
    }
}

fn fields(cx: &Cx, side: &str) -> Markup {
    let (plain, wrong) = (format!("kit-plain-{side}"), format!("kit-wrong-{side}"));
    html! {
        (field::text(cx, &Text { name: &plain, label: "Label", value: "Value", hint: Some("What it is for."), error: None, kind: Kind::Plain, is_optional: true, focus: false }))
        (field::text(cx, &Text { name: &wrong, label: "Label", value: "htp:/x", hint: None, error: Some(&cx.words.field_url_bad()), kind: Kind::Plain, is_optional: false, focus: false }))
        (field::segments(&format!("kit-theme-{side}"), "Choice", &[("a", "One".to_owned(), Some(Icon::Sun)), ("b", "Two".to_owned(), None)], "a"))
    }
}

fn strips(cx: &Cx) -> Markup {
    html! {
        @for it in samples::troubles() { (state::trouble(cx, &it)) }
        (state::strip(StripTone::Ok, Icon::CircleCheck, &html! { (cx.words.settings_saved()) }, &html! {}))
        div class="toast" { p class="grow" { (cx.words.column_removed("Patinoire")) } button class="btn btn-s" type="button" { (cx.words.column_restore()) } }
    }
}

fn states(cx: &Cx) -> Markup {
    html! {
        (state::skeleton(&cx.words.column_loading(), 2))
        (state::empty(Icon::Binoculars, &cx.words.column_empty_title(), &cx.words.column_empty_text(), &html! {}))
        (state::failed(cx))
    }
}

fn figures(cx: &Cx) -> Markup {
    let board = samples::board();
    html! {
        @for column in board.columns.iter().take(2) {
            div class="col-n" { p { (column.title) } (figure::horizon(cx, &column.hourly, matches!(column.change, Change24h::Times(_)))) }
        }
        (source::coverage_figure(cx, &samples::source_detail()))
        p class="sm muted" { (sources::kind(cx, "jetstream")) }
    }
}
