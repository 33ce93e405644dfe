//! Looking at HTML without building it: one pass over the characters, in the states of the HTML
//! tokeniser that matter here.

use std::borrow::Cow;

/// Attributes on one tag. Tokenisers compare each with all before it; real tags have a dozen.
const ATTRIBUTES_MAX: usize = 64;

#[derive(Clone, Copy)]
enum State {
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

/// Where a tag that opens at `from` ends (just after its `>`), and how many attributes it has.
/// `None` while it has no end.
fn tag(html: &[u8], from: usize) -> (Option<usize>, usize) {
    let mut state = State::Unquoted; // the tag's own name: ends as an unquoted value does
    let mut attributes = 0;
    for (at, &byte) in html.iter().enumerate().skip(from + 1) {
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte != quote => state,
            (State::Quoted(_), _) => State::BeforeName,
            (_, b'>') => return (Some(at + 1), attributes),
            (State::Unquoted, b'/') if attributes == 0 => State::BeforeName,
            (State::Unquoted, _) if byte.is_ascii_whitespace() => State::BeforeName,
            (State::Unquoted, _) => state,
            (State::BeforeValue, _) if byte.is_ascii_whitespace() => state,
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) => State::Unquoted,
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (State::Name | State::AfterName | State::BeforeName, b'/') => State::BeforeName,
            (State::Name | State::AfterName, _) if byte.is_ascii_whitespace() => State::AfterName,
            (State::BeforeName, _) if byte.is_ascii_whitespace() => state,
            (State::Name, _) => state,
            (State::BeforeName | State::AfterName, _) => {
                attributes += 1;
                State::Name
            }
        };
    }
    (None, attributes)
}

/// The HTML without the tags that carry more attributes than any real one.
pub(crate) fn without_bombs(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(offset) = html[at..].find('<') {
        let open = at + offset;
        at = open + 1;
        let name = bytes.get(at..).unwrap_or_default();
        let opens = matches!(name, [first, ..] if first.is_ascii_alphabetic())
            || matches!(name, [b'/', second, ..] if second.is_ascii_alphabetic());
        if !opens {
            continue;
        }
        let (end, attributes) = tag(bytes, open);
        let end = end.unwrap_or(bytes.len());
        if attributes > ATTRIBUTES_MAX {
            kept.push_str(&html[copied..open]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Whether there is a tag, a comment or a character reference in the text.
pub(super) fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut tag_possible = true;
    bytes.iter().enumerate().any(|(at, &byte)| match byte {
        b'<' if tag_possible => {
            let name = bytes.get(at + 1).copied().unwrap_or_default();
            let opens = name.is_ascii_alphabetic() || matches!(name, b'/' | b'!');
            if !opens {
                return false;
            }
            // Without any `>` after this one there is none after the next either.
            tag_possible = bytes[at..].contains(&b'>');
            tag_possible
        }
        b'&' => is_reference(&bytes[at + 1..]),
        _ => false,
    })
}

fn is_reference(after: &[u8]) -> bool {
    /// The longest name of the HTML entities is 31 letters long.
    const NAME_MAX: usize = 32;
    let after = &after[..after.len().min(NAME_MAX)];
    let after = after.strip_prefix(b"#").unwrap_or(after);
    let len = after
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    len > 0 && after.get(len) == Some(&b';')
}

/// Serialised, well-formed HTML with its headings as strong lines.
pub(super) fn headings_as_strong(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(offset) = html[at..].find('<') {
        let open = at + offset;
        out.push_str(&html[at..open]);
        let end = tag(bytes, open).0.unwrap_or(bytes.len());
        match &bytes[open..end] {
            [b'<', b'h', b'1'..=b'6', b'>'] => out.push_str("<strong>"),
            [b'<', b'/', b'h', b'1'..=b'6', b'>'] => out.push_str("</strong><br>"),
            _ => out.push_str(&html[open..end]),
        }
        at = end;
    }
    out.push_str(&html[at..]);
    out
}
