//! HTML to plain text with spans, from the tokeniser alone: no tree is built, so neither depth nor
//! misnesting can cost anything.

use std::{cell::RefCell, collections::HashMap};

use html5ever::{
    Attribute,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};
use model::{Span, SpanKind};
use url::Url;

use super::{HTML_BYTES_MAX, REMOVED, cut, is_text, scan, web_url};

/// The text kept of one post or article: three times a long newspaper page.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Links kept as spans in one text.
const LINKS_MAX: usize = 500;
/// Images remembered in one text.
const IMAGES_MAX: usize = 16;

/// What a person would read of an HTML text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    pub text: String,
    /// The links, in the order of the text, on character boundaries, never overlapping.
    pub spans: Vec<Span>,
    /// The pictures in it, without those that only count readers.
    pub images: Vec<Image>,
}

/// A picture in an HTML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Absolute, http or https.
    pub url: Box<str>,
    pub alt: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// HTML as plain text: blocks become lines, lists keep bullets, links become spans, code and other
/// grammars are left out. Relative addresses are resolved against `base`.
#[must_use]
pub fn to_text(html: &str, base: Option<&Url>) -> Plain {
    read(&scan::without_bombs(cut(html, HTML_BYTES_MAX)), base).plain
}

/// Text that is not HTML, in the same form: lines trimmed, never more than one empty, no longer than
/// what is kept of a post.
#[must_use]
pub fn lines(text: &str) -> Plain {
    let mut reader = Reader {
        preformatted: 1,
        ..Reader::default()
    };
    reader.text(cut(text, HTML_BYTES_MAX));
    reader.finish().plain
}

pub(super) struct Reading {
    pub(super) plain: Plain,
    /// How many elements were left open at once, at worst.
    pub(super) open_elements_max: usize,
}

pub(super) fn read(html: &str, base: Option<&Url>) -> Reading {
    let sink = Sink(RefCell::new(Reader {
        base,
        ..Reader::default()
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // The sink never asks to stop, so one call reads all.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take().finish()
}

struct Sink<'a>(RefCell<Reader<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return reader.start(&tag),
            Token::TagToken(tag) => reader.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader<'a> {
    base: Option<&'a Url>,
    plain: Plain,
    full: bool,
    /// White space owed before the next character.
    space: bool,
    lines: u8,
    link: Option<Link>,
    /// The removed element we are in, and how many of its name are open.
    removed: Option<(&'static str, usize)>,
    preformatted: usize,
    open: HashMap<Box<str>, usize>,
    open_elements: usize,
    open_elements_max: usize,
}

struct Link {
    url: Box<str>,
    /// Where its text begins, once it has one.
    start: Option<usize>,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.count_open(name, tag.self_closing);
        if let Some((removed, depth)) = &mut self.removed {
            if *removed == name && !tag.self_closing {
                *depth += 1;
            }
            return raw_kind(name);
        }
        if let Some(&removed) = REMOVED.iter().find(|it| **it == name) {
            if !tag.self_closing || raw_kind(name) != TokenSinkResult::Continue {
                self.removed = Some((removed, 1));
            }
            return raw_kind(name);
        }
        match name {
            "br" => self.lines = self.lines.saturating_add(1).min(2),
            "li" => {
                self.block(1);
                self.text("• ");
            }
            "a" => {
                self.end_link();
                let href = attribute(&tag.attrs, "href").and_then(|it| web_url(it, self.base));
                self.link = href.map(|url| Link { url, start: None });
            }
            "img" => self.image(&tag.attrs),
            "td" | "th" => self.space = true,
            "pre" => {
                self.block(2);
                self.preformatted += 1;
            }
            _ => self.block(lines_around(name)),
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        if let Some(count) = self.open.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.open_elements -= 1;
        }
        if let Some((removed, depth)) = &mut self.removed {
            if *removed == name {
                *depth -= 1;
                if *depth == 0 {
                    self.removed = None;
                }
            }
            return;
        }
        match name {
            "a" => self.end_link(),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.block(2);
            }
            "li" => self.block(1),
            _ => self.block(lines_around(name)),
        }
    }

    /// Counts what a tree builder would keep open; those whose end is implied by the next are not.
    fn count_open(&mut self, name: &str, self_closing: bool) {
        const CLOSED_BY_THE_NEXT: [&str; 22] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
            "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "body",
        ];
        if self_closing || CLOSED_BY_THE_NEXT.contains(&name) {
            return;
        }
        *self.open.entry(name.into()).or_default() += 1;
        self.open_elements += 1;
        self.open_elements_max = self.open_elements_max.max(self.open_elements);
    }

    fn block(&mut self, lines: u8) {
        self.lines = self.lines.max(lines);
    }

    fn text(&mut self, text: &str) {
        if self.removed.is_some() || self.full {
            return;
        }
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.lines = self.lines.saturating_add(1).min(2),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.space = true,
                _ if is_text(c) => self.push(c),
                _ => {}
            }
        }
    }

    fn push(&mut self, c: char) {
        let text = &mut self.plain.text;
        if text.len() >= TEXT_BYTES_MAX {
            if !self.full {
                text.push('…');
            }
            self.full = true;
            return;
        }
        if !text.is_empty() {
            if self.lines > 0 {
                text.extend(std::iter::repeat_n('\n', usize::from(self.lines)));
            } else if self.space && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        }
        (self.lines, self.space) = (0, false);
        if let Some(link) = &mut self.link {
            link.start.get_or_insert(text.len());
        }
        text.push(c);
    }

    fn end_link(&mut self) {
        let Some(Link {
            url,
            start: Some(start),
        }) = self.link.take()
        else {
            return;
        };
        if self.plain.spans.len() < LINKS_MAX {
            let range = start..self.plain.text.len();
            self.plain.spans.push(Span {
                range,
                kind: SpanKind::Link(url),
            });
        }
    }

    fn image(&mut self, attributes: &[Attribute]) {
        let alt = attribute(attributes, "alt").unwrap_or_default();
        let class = attribute(attributes, "class").unwrap_or_default();
        // Blogs replace each emoji by a picture of it.
        if class
            .split_ascii_whitespace()
            .any(|it| matches!(it, "emoji" | "wp-smiley" | "smiley"))
        {
            self.text(alt);
            return;
        }
        let size = |name| {
            attribute(attributes, name).and_then(|it| it.trim().trim_end_matches("px").parse().ok())
        };
        let (width, height): (Option<u32>, Option<u32>) = (size("width"), size("height"));
        let is_counter = width.is_some_and(|it| it <= 2) || height.is_some_and(|it| it <= 2);
        let url = attribute(attributes, "src").and_then(|it| web_url(it, self.base));
        if let (Some(url), false, true) = (url, is_counter, self.plain.images.len() < IMAGES_MAX) {
            let alt = super::plain(cut(alt.trim(), TEXT_BYTES_MAX));
            self.plain.images.push(Image {
                url,
                alt,
                width,
                height,
            });
        }
    }

    fn finish(mut self) -> Reading {
        self.end_link();
        Reading {
            plain: self.plain,
            open_elements_max: self.open_elements_max,
        }
    }
}

/// Line ends that an element puts around itself.
fn lines_around(name: &str) -> u8 {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol" | "dl"
        | "table" | "hr" | "figure" => 2,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details"
        | "div" | "dt" | "fieldset" | "figcaption" | "footer" | "form" | "head" | "header"
        | "html" | "legend" | "main" | "nav" | "option" | "section" | "summary" | "tr" => 1,
        _ => 0,
    }
}

/// The elements whose content is not markup, as the tree builder would tell the tokeniser.
fn raw_kind(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|it| &*it.name.local == name)
        .map(|it| &*it.value)
}
