//! Words of strangers. Everything is escaped; what cannot be seen is shown; what would reorder or
//! pile up is neutralised; links say where they really go.

use std::ops::Range;

use maud::{Escaper, Markup, PreEscaped, html};
use model::{Network, Span, SpanKind};
use unicode_normalization::char::is_combining_mark;
use url::Url;

use crate::Cx;

/// Longer texts are cut on the page; the network has the rest.
const SHOWN_CHARS_MAX: usize = 20_000;
/// Marks that may pile on one letter: Vietnamese and pointed Hebrew need three or four.
const COMBINING_MAX: usize = 8;
/// Beyond this the rest of a text is folded away.
const FOLD_CHARS: usize = 640;
/// Breaks of line that count for as much as a line of text, so that a text of empty lines folds too.
const LINE_CHARS: usize = 40;

/// A text with what stands out in it. Byte ranges; those that do not fit the text are ignored.
#[derive(Clone, Copy)]
pub struct Styled<'a> {
    pub text: &'a str,
    /// Links, mentions and tags, sorted.
    pub spans: &'a [Span],
    /// What matched.
    pub marks: &'a [Range<usize>],
    pub network: Network,
}

impl<'a> Styled<'a> {
    /// A text in which nothing stands out but what matched.
    #[must_use]
    pub const fn plain(text: &'a str, marks: &'a [Range<usize>]) -> Self {
        Self {
            text,
            spans: &[],
            marks,
            network: Network::Replay,
        }
    }
}

/// The text in a line of its own kind, without folding.
#[must_use]
pub fn line(cx: &Cx, styled: &Styled<'_>) -> Markup {
    PreEscaped(rendered(cx, styled, 0..shown_end(styled.text)))
}

/// Paragraph with the beginning, then the rest folded when the text is long.
#[must_use]
pub fn folding(cx: &Cx, styled: &Styled<'_>, class: &str, lang: Option<model::Lang>) -> Markup {
    let end = shown_end(styled.text);
    let fold = fold_at(&styled.text[..end]);
    let cut = end < styled.text.len();
    let tag = lang.as_ref().map(model::Lang::as_str);
    html! {
        p class=(class) lang=[tag] dir="auto" {
            (PreEscaped(rendered(cx, styled, 0..fold)))
            @if fold < end { "…" }
        }
        @if fold < end {
            details class="tx-more" {
                summary { (cx.words.post_truncated()) }
                p class=(class) lang=[tag] dir="auto" {
                    (PreEscaped(rendered(cx, styled, fold..end)))
                    @if cut { "…" }
                }
            }
        }
    }
}

/// A stranger's name on one line.
#[must_use]
pub fn name(cx: &Cx, raw: &str) -> Markup {
    html! { bdi { (PreEscaped(rendered(cx, &Styled::plain(raw, &[]), 0..shown_end(raw)).replace('\n', " "))) } }
}

/// For attributes, sentences and initials: no sign that cannot be seen, no pile, one line.
#[must_use]
pub fn plain(raw: &str) -> String {
    let mut shown = String::new();
    for piece in pieces(&raw[..shown_end(raw)]) {
        match piece {
            Piece::Char('\n') => shown.push(' '),
            Piece::Char(c) => shown.push(c),
            Piece::Odd => {}
        }
    }
    shown
}

/// The host a link really goes to, as the network resolves it; `None` when it is not a web address.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    web_address(address)?
        .host_str()
        .map(|host| host.trim_start_matches("www.").to_owned())
}

/// The address, if following it does nothing but open a page.
#[must_use]
pub fn web_address(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    // A name and password in an address are there to deceive.
    (is_web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Attributes of every link that leaves us.
pub(crate) const REL: &str = "noopener noreferrer nofollow ugc";

enum Piece {
    Char(char),
    /// One or more signs in a row that were neutralised.
    Odd,
}

/// The characters of a text as they may be shown.
fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(text.len());
    let (mut piled, mut before, mut in_flag) = (0, None, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        in_flag = c == '\u{1f3f4}' || (in_flag && is_tag_sign(c));
        let kept = match c {
            '\r' if after == Some('\n') => continue,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(' '),
            // Joiners make emoji sequences and the letters of several scripts; between Latin letters
            // they only hide.
            '\u{200c}' | '\u{200d}' => {
                let joins = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_hidden(c));
                (joins(before) && joins(after)).then_some(c)
            }
            // The flags of England, Scotland and Wales are a black flag and tag signs.
            _ if is_tag_sign(c) => in_flag.then_some(c),
            _ if is_hidden(c) => None,
            _ => Some(c),
        };
        let Some(kept) = kept else {
            if !matches!(out.last(), Some(Piece::Odd)) {
                out.push(Piece::Odd);
            }
            continue;
        };
        if is_combining_mark(kept) || ('\u{fe00}'..='\u{fe0f}').contains(&kept) {
            piled += 1;
            if piled > COMBINING_MAX {
                continue;
            }
        } else {
            piled = 0;
        }
        before = Some(kept);
        out.push(Piece::Char(kept));
    }
    out
}

const fn is_tag_sign(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Signs that change what is read without being seen.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
            | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{fffe}' | '\u{ffff}'
    )
}

fn shown_end(text: &str) -> usize {
    text.char_indices()
        .nth(SHOWN_CHARS_MAX)
        .map_or(text.len(), |(at, _)| at)
}

/// Where to fold: the last space before the limit, or nowhere if little would be left.
fn fold_at(text: &str) -> usize {
    let weigh = |c: char| if c == '\n' { LINE_CHARS } else { 1 };
    let (mut weight, mut space) = (0, None);
    for (at, c) in text.char_indices() {
        weight += weigh(c);
        if c.is_whitespace() {
            space = Some(at);
        }
        if weight > FOLD_CHARS {
            let rest: usize = text[at..].chars().take(FOLD_CHARS).map(weigh).sum();
            return if rest > FOLD_CHARS / 4 {
                space.unwrap_or(at)
            } else {
                text.len()
            };
        }
    }
    text.len()
}

/// The window of the text as HTML: every character passes through [`chars`].
fn rendered(cx: &Cx, styled: &Styled<'_>, window: Range<usize>) -> String {
    let mut out = String::new();
    let marks = merged(styled.marks, styled.text);
    let mut at = window.start;
    for span in styled.spans {
        let range = &span.range;
        let fits = range.start >= at && range.end <= window.end && range.start < range.end;
        if !fits || styled.text.get(range.clone()).is_none() {
            continue;
        }
        marked(cx, &mut out, styled.text, at..range.start, &marks);
        let mut inner = String::new();
        marked(cx, &mut inner, styled.text, range.clone(), &marks);
        stands_out(
            &mut out,
            &styled.text[range.clone()],
            &span.kind,
            &inner,
            styled.network,
        );
        at = range.end;
    }
    marked(cx, &mut out, styled.text, at..window.end, &marks);
    out
}

/// Sorted, joined where they meet, and within the text.
fn merged(marks: &[Range<usize>], text: &str) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> = marks
        .iter()
        .filter(|it| it.start < it.end && text.get((*it).clone()).is_some())
        .cloned()
        .collect();
    sorted.sort_by_key(|it| it.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for mark in sorted {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
    }
    merged
}

/// A stretch of the text with its marks. `window` and `marks` are on character boundaries.
fn marked(cx: &Cx, out: &mut String, text: &str, window: Range<usize>, marks: &[Range<usize>]) {
    let mut at = window.start;
    for mark in marks {
        let (start, end) = (
            mark.start.clamp(at, window.end),
            mark.end.clamp(at, window.end),
        );
        if start < end {
            chars(cx, out, &text[at..start]);
            out.push_str("<mark>");
            chars(cx, out, &text[start..end]);
            out.push_str("</mark>");
            at = end;
        }
    }
    chars(cx, out, &text[at..window.end]);
}

fn chars(cx: &Cx, out: &mut String, text: &str) {
    for piece in pieces(text) {
        match piece {
            Piece::Char(c) => escape(out, c.encode_utf8(&mut [0; 4])),
            Piece::Odd => {
                let label = cx.words.post_hidden_char();
                out.push_str(
                    &html! { span class="odd" role="img" aria-label=(label) title=(label) { "·" } }
                        .into_string(),
                );
            }
        }
    }
}

fn escape(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    Escaper::new(out)
        .write_str(text)
        .expect("a String takes all that is written");
}

/// A link, a mention or a tag around `inner`, which is escaped already.
fn stands_out(out: &mut String, written: &str, kind: &SpanKind, inner: &str, network: Network) {
    let inner = PreEscaped(inner);
    let markup = match kind {
        SpanKind::Link(address) => match web_address(address) {
            Some(url) => {
                let host = host(address).unwrap_or_default();
                let shown = (!says_host(written, &host)).then(|| format!("\u{a0}({host})"));
                html! {
                    a href=(url) rel=(REL) target="_blank" { bdi { (inner) } }
                    @if let Some(shown) = shown { span class="tx-host" { (shown) } }
                }
            }
            None => html! { (inner) },
        },
        SpanKind::Mention(id) => match profile(id, network) {
            Some(href) => html! { a href=(href) rel=(REL) target="_blank" { bdi { (inner) } } },
            None => html! { bdi { (inner) } },
        },
        SpanKind::Tag(_) => html! { bdi { (inner) } },
    };
    out.push_str(&markup.into_string());
}

/// Whether what is written already begins with the host it leads to.
fn says_host(written: &str, host: &str) -> bool {
    let written = written.trim().to_lowercase();
    let bare = ["https://", "http://"]
        .iter()
        .find_map(|it| written.strip_prefix(it))
        .unwrap_or(&written);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    // « exemple.org.piege.net » begins with another host: a dot does not end ours.
    bare.strip_prefix(host)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#', ':', '…']))
}

/// Where a mentioned profile can be seen, when its id says so.
fn profile(id: &str, network: Network) -> Option<String> {
    let is_did = id.starts_with("did:")
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b":._%-".contains(&b));
    if network == Network::Bluesky && is_did {
        return Some(format!("https://bsky.app/profile/{id}"));
    }
    web_address(id).map(String::from)
}

#[cfg(test)]
mod tests;
