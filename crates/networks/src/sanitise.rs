//! The markup of strangers made harmless, in one of two ways:
//!
//! - [`to_text`]: HTML to plain text with the links as spans; what posts are stored as;
//! - [`to_html`]: HTML to the few elements and attributes of an allow-list, for where a layout is worth
//!   keeping.
//!
//! Both take time in proportion to their input, whatever it holds: what would make a parser quadratic
//! (thousands of attributes on a tag, thousands of elements left open) is cut before it is parsed.
//! Text that is not HTML never passes through here, but through [`plain`].

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::UrlRelative;
use model::SpanKind;
use url::Url;

mod plain;
mod scan;

pub use plain::{Image, Plain, lines, to_text};
pub(crate) use scan::without_bombs;

/// The HTML read of one field: longer than any article, short enough for a machine of two cores.
const HTML_BYTES_MAX: usize = 512 * 1024;
/// Elements left open at once before the layout is given up for the text alone: a tree builder walks
/// all of them at each tag, and no writer nests that deep.
const OPEN_ELEMENTS_MAX: usize = 200;
/// Passes until the result no longer changes. One is usual, two where an element removed had hidden
/// another; past this the layout is given up.
const PASSES_MAX: usize = 5;
/// What an URL may weigh: browsers and servers stop before.
const URL_BYTES_MAX: usize = 8 * 1024;

/// Elements kept: Mastodon's list. Headings become strong lines, since the page around has its own.
const TAGS: [&str; 29] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
];
/// Elements removed with all they hold: code, styles, other grammars, forms, players, other documents.
const REMOVED: [&str; 19] = [
    "audio",
    "canvas",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
    "frameset",
];

/// HTML reduced to the allow-list: a fixed point of this function, so that reading it again cannot
/// give it another meaning. Relative links are resolved against `base`, or lose their address.
#[must_use]
pub fn to_html(html: &str, base: Option<&Url>) -> String {
    let html = without_bombs(cut(html, HTML_BYTES_MAX));
    let plain = plain::read(&html, base);
    if plain.open_elements_max > OPEN_ELEMENTS_MAX {
        return text_as_html(&plain.plain);
    }
    let mut cleaned = pass(&html, base);
    for _ in 1..PASSES_MAX {
        let again = pass(&cleaned, None);
        if again == cleaned {
            return cleaned;
        }
        cleaned = again;
    }
    text_as_html(&plain.plain)
}

/// Text that is not HTML, without what no text needs and databases refuse: control characters other
/// than line ends and tabs.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|&c| is_text(c)).collect()
}

/// Whether a text said to be plain was written as HTML: a tag, or a character reference.
#[must_use]
pub fn looks_like_html(text: &str) -> bool {
    scan::has_markup(text)
}

/// The absolute http or https form of an address found in a post, or nothing.
#[must_use]
pub fn web_url(address: &str, base: Option<&Url>) -> Option<Box<str>> {
    let address = address.trim();
    if address.is_empty() || address.len() > URL_BYTES_MAX {
        return None;
    }
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => base?.join(address).ok()?,
        Err(_) => return None,
    };
    let named = url.host_str().is_some_and(|host| !host.is_empty());
    (matches!(url.scheme(), "http" | "https") && named).then(|| String::from(url).into())
}

/// The beginning of `text`, at most `max` bytes of it, on a character boundary.
pub(crate) fn cut(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let mut end = max;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A short, printable beginning of something received and not kept.
pub(crate) fn sample(bytes: &[u8]) -> Box<str> {
    const SAMPLE_CHARS: usize = 120;
    let head = &bytes[..bytes.len().min(SAMPLE_CHARS * 4)];
    let text = String::from_utf8_lossy(head);
    let mut shown = String::new();
    for c in text.chars().take(SAMPLE_CHARS) {
        shown.push(if c.is_control() { ' ' } else { c });
    }
    shown.trim().into()
}

/// Characters that belong in a text: all but the controls, line ends and tabs apart.
const fn is_text(c: char) -> bool {
    matches!(c, '\n' | '\t' | ' '..='\u{7e}' | '\u{a0}'..)
}

fn pass(html: &str, base: Option<&Url>) -> String {
    static ALLOW_LIST: LazyLock<ammonia::Builder<'static>> = LazyLock::new(allow_list);
    let cleaned = match base {
        None => ALLOW_LIST.clean(html).to_string(),
        Some(base) => {
            let mut builder = allow_list();
            builder.url_relative(UrlRelative::RewriteWithBase(base.clone()));
            builder.clean(html).to_string()
        }
    };
    scan::headings_as_strong(&cleaned)
}

fn allow_list() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(REMOVED))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("abbr", HashSet::from(["title"])),
            ("ol", HashSet::from(["reversed", "start"])),
            ("li", HashSet::from(["value"])),
        ]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow ugc"));
    builder
}

/// Plain text as the simplest HTML: lines and links.
fn text_as_html(plain: &Plain) -> String {
    let mut html = String::with_capacity(plain.text.len() + plain.text.len() / 8);
    let mut at = 0;
    for span in &plain.spans {
        let SpanKind::Link(url) = &span.kind else {
            continue;
        };
        escape_into(&mut html, &plain.text[at..span.range.start], Within::Text);
        html.push_str("<a href=\"");
        escape_into(&mut html, url, Within::Attribute);
        html.push_str("\" rel=\"noopener noreferrer nofollow ugc\">");
        escape_into(&mut html, &plain.text[span.range.clone()], Within::Text);
        html.push_str("</a>");
        at = span.range.end;
    }
    escape_into(&mut html, &plain.text[at..], Within::Text);
    html
}

/// Escapes as the serialiser of the allow-list does, so that the result is a fixed point too.
fn escape_into(html: &mut String, text: &str, within: Within) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' if within == Within::Attribute => html.push_str("&quot;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            '\n' if within == Within::Text => html.push_str("<br>"),
            _ => html.push(c),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    Attribute,
}

#[cfg(test)]
mod tests;
