//! Ways to begin a query for who never wrote one: three questions, from which the blocks are filled.

use i18n::Words;
use maud::{Markup, html};
use model::BoardId;
use query::{Blocks, Edit, Slot, Spelling};

use crate::{
    Cx,
    kit::{
        button::{self, Look},
        field::{self, Kind, Text},
        icon::{self, Icon},
    },
    pages::shell::{self, Section},
};

/// What a query is usually about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Brand,
    City,
    Subject,
    Event,
}

impl Template {
    pub const ALL: [Self; 4] = [Self::Brand, Self::City, Self::Subject, Self::Event];

    /// Its name in addresses and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::City => "city",
            Self::Subject => "subject",
            Self::Event => "event",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    fn label(self, words: Words) -> (String, String) {
        match self {
            Self::Brand => (
                words.builder_template_brand(),
                words.builder_template_brand_text(),
            ),
            Self::City => (
                words.builder_template_city(),
                words.builder_template_city_text(),
            ),
            Self::Subject => (
                words.builder_template_subject(),
                words.builder_template_subject_text(),
            ),
            Self::Event => (
                words.builder_template_event(),
                words.builder_template_event_text(),
            ),
        }
    }

    const fn sign(self) -> Icon {
        match self {
            Self::Brand => Icon::AtSign,
            Self::City => Icon::MapPin,
            Self::Subject => Icon::MessageCircle,
            Self::Event => Icon::CalendarDays,
        }
    }

    /// What is asked first, and with it: label and hint.
    fn questions(self, words: Words) -> [(String, String); 2] {
        let name = (
            words.builder_template_name(),
            words.builder_template_name_hint(),
        );
        let tags = (
            words.builder_template_tags(),
            words.builder_template_tags_hint(),
        );
        let place = (
            words.builder_template_where(),
            words.builder_template_where_hint(),
        );
        match self {
            Self::Brand => [name, tags],
            Self::City => [
                name,
                (
                    words.builder_template_places(),
                    words.builder_template_places_hint(),
                ),
            ],
            Self::Subject => [
                (
                    words.builder_template_words(),
                    words.builder_template_words_hint(),
                ),
                place,
            ],
            Self::Event => [
                (
                    words.builder_template_event_name(),
                    words.builder_template_name_hint(),
                ),
                place,
            ],
        }
    }

    /// The query that answers make: a second answer widens the first, or narrows it to a place.
    #[must_use]
    pub fn text(self, answers: &Answers, spelling: Spelling) -> String {
        let second = match self {
            Self::Brand | Self::City => Slot::Group(0),
            Self::Subject | Self::Event => Slot::Group(1),
        };
        let filled = [
            (Slot::Group(0), &answers.main),
            (second, &answers.also),
            (Slot::Without, &answers.not),
        ];
        let mut blocks = Blocks::default();
        for (slot, text) in filled {
            if !text.trim().is_empty() {
                blocks = blocks.edited(&Edit::Add(slot, text.clone()));
            }
        }
        blocks.text(spelling)
    }

    /// What such a query is called when nobody says: its first words.
    #[must_use]
    pub fn title(answers: &Answers) -> String {
        let first = answers.main.split(',').next().unwrap_or_default();
        first.trim().to_owned()
    }
}

/// What a person answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub main: String,
    pub also: String,
    pub not: String,
}

/// The page of templates, for a board.
pub struct Start {
    pub board: BoardId,
}

#[must_use]
pub fn start(cx: &Cx, view: &Start) -> Markup {
    let words = cx.words;
    let link = |href: String, sign: Icon, (label, text): (String, String)| {
        html! {
            li { a class="tpl" href=(href) { span class="tpl-i" { (icon::icon(sign)) } span { b { (label) } span class="tpl-t" { (text) } } } }
        }
    };
    let body = html! {
        ul class="tpls" aria-label=(words.builder_templates()) {
            @for it in Template::ALL {
                (link(format!("/queries/new?board={}&template={}", view.board, it.as_str()), it.sign(), it.label(words)))
            }
            (link(format!("/queries/new?board={}&text=", view.board), Icon::PenLine, (words.builder_template_blank(), words.builder_template_blank_text())))
        }
    };
    framed(
        cx,
        &format!("/listen/{}", view.board),
        &words.builder_start_title(),
        &body,
    )
}

pub struct TemplateForm {
    pub board: BoardId,
    pub template: Template,
}

#[must_use]
pub fn template_page(cx: &Cx, view: &TemplateForm) -> Markup {
    let words = cx.words;
    let [main, also] = view.template.questions(words);
    let not = (
        words.builder_template_not(),
        words.builder_template_not_hint(),
    );
    let back = format!("/queries/new?board={}", view.board);
    let ask = |name: &str, (label, hint): &(String, String), is_first: bool| {
        field::text(
            cx,
            &Text {
                name,
                label,
                value: "",
                hint: Some(hint),
                error: None,
                kind: Kind::Plain,
                is_optional: !is_first,
                focus: is_first,
            },
        )
    };
    let body = html! {
        form class="form" method="get" action="/queries/new" {
            input type="hidden" name="board" value=(view.board);
            input type="hidden" name="template" value=(view.template.as_str());
            (ask("main", &main, true))
            (ask("also", &also, false))
            (ask("not", &not, false))
            div class="form-foot" {
                a class="btn btn-q" href=(back) { (words.builder_template_other()) }
                (button::submit(Look::Primary, None, &words.builder_template_do()))
            }
        }
    };
    framed(cx, &back, &view.template.label(words).0, &body)
}

fn framed(cx: &Cx, back: &str, title: &str, body: &Markup) -> Markup {
    let words = cx.words;
    let top = html! {
        a class="ib" href=(back) aria-label=(words.back_to_listen()) title=(words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let body = html! { div class="scroll" { div class="page page-n" { div class="panel panel-b" { (body) } } } };
    shell::page(cx, Section::Listen, title, &top, &body)
}

#[cfg(test)]
mod tests;
