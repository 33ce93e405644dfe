//! A query under scrutiny: the field, what Vigie understands, and every remark with its place and fix.

use std::ops::Range;

use i18n::Words;
use maud::{Markup, html};
use model::Locale;
use query::{Code, Diagnostic, Forms, Parsed, Severity, Spelling, Stroke, StrokeKind};
use serde::Serialize;

use super::icon::{Icon, address, small};
use crate::Cx;

/// A text with what the parser says of it.
pub struct Checked {
    pub text: String,
    /// The query as Vigie reads it, in the reader's spelling; `None` while it has an error.
    pub reads: Option<String>,
    /// What it looks for without its having been written.
    pub forms: Vec<Forms>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Reads a text as the reader's language writes queries, taking every name for known.
    #[must_use]
    pub fn new(locale: Locale, text: &str) -> Self {
        Self::of(locale, text, query::parse(text))
    }

    /// What was read of a text.
    #[must_use]
    pub fn of(locale: Locale, text: &str, parsed: Parsed) -> Self {
        let reads = parsed
            .valid()
            .map(|expr| query::print(expr, spelling(locale)));
        Self {
            text: text.to_owned(),
            reads,
            forms: parsed.valid().map(query::explain).unwrap_or_default(),
            diagnostics: parsed.diagnostics,
        }
    }

    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.reads.is_some()
    }
}

/// How the reader's language spells operators.
#[must_use]
pub const fn spelling(locale: Locale) -> Spelling {
    match locale {
        Locale::Fr => Spelling::French,
        Locale::En => Spelling::English,
    }
}

/// The field with its remarks; a script keeps them up to date while one types.
#[must_use]
pub fn field(cx: &Cx, checked: &Checked, refused: bool) -> Markup {
    field_called(cx, checked, refused, &cx.words.column_query_label())
}

/// A field of one line with its remarks, which proposes how words go on.
pub struct Line<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
    pub placeholder: &'a str,
    /// Where a script asks what a text means, and how it may go on.
    pub check: &'a str,
    pub complete: &'a str,
}

#[must_use]
pub fn line(cx: &Cx, checked: &Checked, line: &Line<'_>) -> Markup {
    let words = cx.words;
    let id = line.name;
    html! {
        vigie-query check=(line.check) data-quiet data-ok=(address(Icon::CircleCheck)) data-alert=(address(Icon::CircleAlert)) {
            vigie-complete class="field grow" src=(line.complete) data-one=(words.search_complete_n(1)) data-other=(words.search_complete_n(2).replacen('2', "{n}", 1)) {
                label class="vh" for=(id) { (line.label) }
                div class="q-edit q-line" {
                    div class="q-back" data-back aria-hidden="true" {}
                    input class="input" type="search" id=(id) name=(id) value=(checked.text) placeholder=(line.placeholder) spellcheck="false" autocapitalize="none" autocomplete="off"
                        maxlength=(query::LENGTH_MAX_CHARS) aria-describedby={ (id) "-hint " (id) "-remarks" } role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls={ (id) "-list" };
                    div class="q-comp" id={ (id) "-list" } role="listbox" aria-label=(words.search_complete()) hidden {}
                }
                p class="hint" id={ (id) "-hint" } { (line.hint) " " a href="/help/queries" target="_blank" { (words.column_query_help()) } }
                div id={ (id) "-remarks" } class="stack" data-remarks role="status" {
                    @if !checked.text.is_empty() && !checked.diagnostics.is_empty() { (remarks(cx, checked)) }
                }
                p class="vh" role="status" data-say {}
            }
        }
    }
}

/// The same under another name.
#[must_use]
pub fn field_called(cx: &Cx, checked: &Checked, refused: bool, label: &str) -> Markup {
    let words = cx.words;
    html! {
        vigie-query check="/queries/check" data-ok=(address(Icon::CircleCheck)) data-alert=(address(Icon::CircleAlert)) {
            div class="field" {
                label class="lbl" for="text" { (label) }
                p class="hint" id="text-hint" {
                    (words.column_query_hint()) " "
                    a href="/help/queries" target="_blank" { (words.column_query_help()) }
                }
                div class="q-edit" {
                    div class="q-back" data-back aria-hidden="true" {}
                    textarea class="input" id="text" name="text" rows="3" required spellcheck="false" autocapitalize="none"
                        maxlength=(query::LENGTH_MAX_CHARS) aria-describedby="text-hint text-remarks"
                        aria-invalid=[refused.then_some("true")] { (checked.text) }
                }
                div id="text-remarks" class="stack" data-remarks role="status" {
                    @if refused || !checked.text.is_empty() { (remarks(cx, checked)) }
                }
            }
        }
    }
}

/// What the parser says, in order of place.
#[must_use]
pub fn remarks(cx: &Cx, checked: &Checked) -> Markup {
    html! {
        @if let Some(reads) = &checked.reads {
            p class="q-ok" { (small(Icon::CircleCheck)) span { (cx.words.query_reads()) " " code class="code-in" { (reads) } } }
        }
        @for forms in &checked.forms { p class="hint" { (forms_sentence(cx.words, forms)) } }
        @if !checked.diagnostics.is_empty() {
            code class="code q-shown" { (underlined(checked)) }
            ul class="q-list" {
                @for diagnostic in &checked.diagnostics {
                    li class="q-item" {
                        span class=(tone(diagnostic.severity)) { (small(Icon::CircleAlert)) }
                        span {
                            (message(cx.words, &diagnostic.code)) " "
                            span class="muted" { (place(cx.words, &checked.text, diagnostic)) }
                        }
                        @if let Some(fix) = &diagnostic.fix {
                            // Without script, the fixed text comes back in the field.
                            button class="btn btn-s" type="submit" name="fixed" value=(fix.apply(&checked.text)) formnovalidate {
                                (fix_label(cx.words, &checked.text, fix))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a word with a `~` stands for.
#[must_use]
pub fn forms_sentence(words: Words, forms: &Forms) -> String {
    words.query_forms(&forms.stems.word, &forms.examples.join(", "))
}

const fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "c-danger",
        Severity::Warning => "c-warn",
    }
}

/// What a stretch of a query looks like.
const fn class(stroke: &Stroke) -> &'static str {
    match (stroke.kind, stroke.excluded) {
        (StrokeKind::Operator, _) => "q-op",
        (StrokeKind::Parenthesis, _) => "q-par",
        (StrokeKind::Not, _)
        | (StrokeKind::Word | StrokeKind::Phrase | StrokeKind::Value, true) => "q-not",
        (StrokeKind::Phrase, false) => "q-phrase",
        (StrokeKind::Field, _) => "q-field",
        (StrokeKind::Word, false) => "q-word",
        (StrokeKind::Value, false) => "q-value",
    }
}

/// A query to be read, its parts told apart by colour.
#[must_use]
pub fn coloured(text: &str) -> Markup {
    let mut at = 0;
    let mut parts = Vec::new();
    for stroke in query::strokes(text) {
        let Range { start, end } = stroke.span.clone();
        parts.push((text.get(at..start), class(&stroke), text.get(start..end)));
        at = end;
    }
    html! {
        @for (blank, class, shown) in parts { (blank.unwrap_or_default()) span class=(class) { (shown.unwrap_or_default()) } }
        (text.get(at..).unwrap_or_default())
    }
}

/// The text with waves under what is remarked.
fn underlined(checked: &Checked) -> Markup {
    let text = checked.text.as_str();
    let mut at = 0;
    let mut parts = Vec::new();
    for diagnostic in &checked.diagnostics {
        let (start, end) = visible(text, diagnostic);
        if start >= at {
            let wave = match diagnostic.severity {
                Severity::Error => "q-bad",
                Severity::Warning => "q-warn",
            };
            parts.push((text.get(at..start), Some((wave, text.get(start..end)))));
            at = end;
        }
    }
    parts.push((text.get(at..), None));
    html! {
        @for (plain, remarked) in parts {
            (plain.unwrap_or_default())
            @if let Some((wave, stretch)) = remarked { span class=(wave) { (stretch.unwrap_or_default()) } }
        }
    }
}

/// The remarked stretch; a place where something lacks is shown on the sign before it.
fn visible(text: &str, diagnostic: &Diagnostic) -> (usize, usize) {
    let (start, end) = (
        diagnostic.span.start.min(text.len()),
        diagnostic.span.end.min(text.len()),
    );
    if start < end {
        return (start, end);
    }
    let before = text
        .get(..start)
        .and_then(|it| it.char_indices().next_back())
        .map_or(start, |(at, _)| at);
    (before, start)
}

fn place(words: Words, text: &str, diagnostic: &Diagnostic) -> String {
    let before = text.get(..diagnostic.span.start).unwrap_or(text);
    words.query_at(
        u64::try_from(before.chars().count())
            .unwrap_or(u64::MAX)
            .saturating_add(1),
    )
}

fn fix_label(words: Words, text: &str, fix: &query::Fix) -> String {
    let replaced = text.get(fix.span.clone()).unwrap_or_default();
    if fix.replacement.is_empty() {
        words.query_fix_remove(replaced)
    } else if replaced.is_empty() {
        words.query_fix_add(fix.replacement.trim())
    } else {
        words.query_fix(fix.replacement.trim())
    }
}

/// The remark's sentence.
#[must_use]
pub fn message(words: Words, code: &Code) -> String {
    match code {
        Code::Empty => words.query_empty(),
        Code::TooLong { chars } => {
            words.query_too_long(count(*chars), count(query::LENGTH_MAX_CHARS))
        }
        Code::TooDeep => words.query_too_deep(count(query::DEPTH_MAX)),
        Code::TooManyTerms { count: terms } => {
            words.query_too_many_terms(count(*terms), count(query::TERMS_MAX))
        }
        Code::UnclosedQuote => words.query_unclosed_quote(),
        Code::EmptyQuotes => words.query_empty_quotes(),
        Code::UnclosedParenthesis => words.query_unclosed_parenthesis(),
        Code::UnopenedParenthesis => words.query_unopened_parenthesis(),
        Code::EmptyGroup => words.query_empty_group(),
        Code::NothingBefore { operator } => words.query_nothing_before(operator),
        Code::NothingAfter { operator } => words.query_nothing_after(operator),
        Code::LoneMinus => words.query_lone_minus(),
        Code::OnlyExcludes => words.query_only_excludes(),
        Code::PerhapsOperator { word, operator } => words.query_perhaps_operator(word, operator),
        Code::ForeignSign { sign } => words.query_foreign_sign(sign),
        Code::NeedlessPlus => words.query_needless_plus(),
        Code::Punctuation { sign } => words.query_punctuation(sign),
        Code::NothingSearchable { written } => words.query_nothing_searchable(written),
        Code::PrefixTooShort { written } => {
            words.query_prefix_too_short(written, count(query::PREFIX_LETTERS_MIN))
        }
        Code::LoneStar => words.query_lone_star(),
        Code::StarInside => words.query_star_inside(),
        Code::OnlyStars => words.query_only_stars(),
        Code::NotAHandle { written } => words.query_not_a_handle(written),
        Code::NotATag { written } => words.query_not_a_tag(written),
        Code::StrayQuestion => words.query_stray_question(),
        Code::PerhapsQuestion { written } => words.query_perhaps_question(written),
        Code::PatternTooOpen { written } => {
            words.query_pattern_too_open(written, count(query::PREFIX_LETTERS_MIN))
        }
        Code::StemOperand => words.query_stem_operand(),
        Code::NearDistance { operator } => words.query_near_distance(operator),
        Code::NearTooFar { words: written } => {
            words.query_near_too_far(written, u64::from(query::NEAR_WORDS_MAX))
        }
        Code::NearOperand { operator } => words.query_near_operand(operator),
        Code::UnknownField {
            name,
            closest: None,
        } => words.query_unknown_field(name),
        Code::UnknownField {
            name,
            closest: Some(closest),
        } => words.query_unknown_field_closest(name, closest),
        Code::MissingValue { name } => words.query_missing_value(name),
        Code::UnknownLanguage { written } => words.query_unknown_language(written),
        Code::UnknownNetwork { written } => words.query_unknown_network(written),
        Code::UnknownValue { name, written } => words.query_unknown_value(name, written),
        Code::NotAFigure { name, written } => words.query_not_a_figure(name, written),
        Code::NotADate { written } => words.query_not_a_date(written),
        Code::NotADuration { written } => words.query_not_a_duration(written),
        Code::UnknownName { field, written } => match *field {
            "source" => words.query_unknown_source(written),
            "account" => words.query_unknown_account(written),
            "list" => words.query_unknown_list(written),
            _ => words.query_unknown_query(written),
        },
        Code::QueryCycle { name } => words.query_query_cycle(name),
        Code::QueriesTooDeep { name } => {
            words.query_queries_too_deep(name, count(query::QUERIES_DEPTH_MAX))
        }
        Code::QueriesTooLarge { count: terms } => {
            words.query_queries_too_large(count(*terms), count(query::OPENED_TERMS_MAX))
        }
        Code::Hot { percent, a_day } => words.query_hot(*percent, *a_day),
        Code::FiguresAlone => words.query_figures_alone(),
        Code::SearchOnly { operator } => words.query_search_only(operator),
        Code::NotYet { operator } => words.query_not_yet(operator),
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// What a script gets.
#[derive(Debug, Serialize)]
pub struct Wire {
    text: String,
    reads: Option<String>,
    summary: String,
    forms: Vec<String>,
    remarks: Vec<WireRemark>,
    /// From, to, and the class of each stretch.
    strokes: Vec<(usize, usize, &'static str)>,
}

#[derive(Debug, Serialize)]
struct WireRemark {
    severity: &'static str,
    from: usize,
    to: usize,
    place: String,
    message: String,
    fix: Option<WireFix>,
}

#[derive(Debug, Serialize)]
struct WireFix {
    label: String,
    text: String,
}

/// The same remarks for a script, with places in UTF-16 units as browsers count.
#[must_use]
pub fn wire(words: Words, checked: &Checked) -> Wire {
    let utf16 = |byte: usize| {
        checked
            .text
            .get(..byte)
            .map_or(0, |it| it.encode_utf16().count())
    };
    let strokes = query::strokes(&checked.text);
    let strokes = strokes
        .iter()
        .map(|it| (utf16(it.span.start), utf16(it.span.end), class(it)));
    let remarks = checked
        .diagnostics
        .iter()
        .map(|it| WireRemark {
            severity: match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            from: utf16(it.span.start),
            to: utf16(it.span.end),
            place: place(words, &checked.text, it),
            message: message(words, &it.code),
            fix: it.fix.as_ref().map(|fix| WireFix {
                label: fix_label(words, &checked.text, fix),
                text: fix.apply(&checked.text),
            }),
        })
        .collect();
    Wire {
        text: checked.text.clone(),
        reads: checked.reads.clone(),
        summary: words.query_reads(),
        forms: checked
            .forms
            .iter()
            .map(|it| forms_sentence(words, it))
            .collect(),
        remarks,
        strokes: strokes.collect(),
    }
}

#[cfg(test)]
mod tests;
