//! From written text to atoms: what the inside of quotes, a bare word and an address stand for.
//!
//! The text goes through the same tokeniser as posts do, so that `l'hôpital`, `porte-parole` or
//! `图书馆` become the adjacent words a post would hold for them.

use std::ops::Range;

use text::{Token, TokenKind};

use crate::{Atom, Code, Needle, PREFIX_LETTERS_MIN, Url, lexer};

/// What was understood of a text.
pub(crate) struct Read {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) problems: Vec<Problem>,
}

/// A misplaced `*`: its code and its bytes in the text.
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) span: Range<usize>,
}

impl Read {
    /// Whether there is something to look for.
    pub(crate) fn seeks(&self) -> bool {
        self.atoms.iter().any(|it| *it != Atom::Any)
    }
}

/// An atom with its bytes in the text.
struct Placed {
    atom: Atom,
    start: usize,
    end: usize,
}

/// Makes any text fit between quotes: no quotation mark, single spaces, none at the ends.
pub(crate) fn tidy(text: &str) -> String {
    let blank = |c: char| lexer::is_blank(c) || lexer::is_quote(c);
    text.split(blank)
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads a text in which a lone `*` is any one word.
pub(crate) fn read(text: &str) -> Read {
    let mut placed = place(&text::tokenise(text).tokens, text);
    let mut problems = Vec::new();
    let mut wildcards = Vec::new();
    let mut starred_until = None;
    for (start, sign) in text.char_indices().filter(|(_, c)| lexer::is_star(*c)) {
        let end = start + sign.len_utf8();
        if placed.iter().any(|it| it.start <= start && end <= it.end) {
            continue; // Within a term: a keycap emoji, a link.
        }
        let before = placed.iter().position(|it| it.end == start);
        let touches_after = placed.iter().any(|it| it.start == end);
        let after_star = starred_until == Some(start);
        starred_until = Some(end);
        let code = match before {
            _ if after_star || touches_after => Some(Code::StarInside),
            Some(index) => begin(&mut placed[index], text),
            None => {
                wildcards.push(Placed {
                    atom: Atom::Any,
                    start,
                    end,
                });
                None
            }
        };
        problems.extend(code.map(|code| Problem {
            code,
            span: start..end,
        }));
    }
    placed.extend(wildcards);
    placed.sort_by_key(|it| it.start);
    Read {
        atoms: placed.into_iter().map(|it| it.atom).collect(),
        problems,
    }
}

/// Makes an atom a beginning; says why it cannot be one.
fn begin(placed: &mut Placed, text: &str) -> Option<Code> {
    let (Atom::Word(needle) | Atom::Tag(needle) | Atom::Mention(needle)) = &mut placed.atom else {
        return Some(Code::StarInside);
    };
    if needle.term.chars().filter(|c| c.is_alphanumeric()).count() < PREFIX_LETTERS_MIN {
        let written = text.get(placed.start..placed.end).unwrap_or(text);
        return Some(Code::PrefixTooShort {
            written: written.into(),
        });
    }
    needle.prefix = true;
    None
}

/// One atom per word, tag, mention or link: the tokeniser gives several terms for the last three.
fn place(tokens: &[Token], text: &str) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let (len, atom) = match first.kind {
            TokenKind::Hashtag => {
                let len = rest.iter().take_while(|it| it.start < first.end).count();
                (len, Atom::Tag(whole(&first.term)))
            }
            TokenKind::Mention => {
                let len = rest
                    .iter()
                    .take_while(|it| it.kind == first.kind && it.pos == first.pos)
                    .count();
                let fullest = rest[..len]
                    .iter()
                    .max_by_key(|it| it.term.len())
                    .unwrap_or(first);
                (len, Atom::Mention(whole(&fullest.term)))
            }
            TokenKind::Host | TokenKind::UrlPart => {
                let len = rest
                    .iter()
                    .take_while(|it| is_link(it.kind) && it.pos == first.pos)
                    .count();
                (len, Atom::Url(link(&rest[..len], text)))
            }
            TokenKind::Word
            | TokenKind::TagWord
            | TokenKind::TagPart
            | TokenKind::Emoji
            | TokenKind::Ideograph => (1, Atom::Word(whole(&first.term))),
        };
        let len = len.max(1);
        let end = rest[..len]
            .iter()
            .map(|it| it.end)
            .max()
            .unwrap_or(first.end);
        placed.push(Placed {
            atom,
            start: first.start as usize,
            end: end as usize,
        });
        rest = &rest[len..];
    }
    placed
}

fn whole(term: &str) -> Needle {
    Needle {
        term: term.into(),
        prefix: false,
    }
}

pub(crate) const fn is_link(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Host | TokenKind::UrlPart)
}

/// The terms of one link.
fn link(tokens: &[Token], text: &str) -> Url {
    let (host, parts) = host_and_parts(tokens);
    let start = tokens.iter().map(|it| it.start).min().unwrap_or(0) as usize;
    let end = tokens.iter().map(|it| it.end).max().unwrap_or(0) as usize;
    Url {
        written: text.get(start..end).unwrap_or("").into(),
        host,
        parts,
    }
}

/// The full host (the tokeniser also gives its parent domains) and the words of the path.
pub(crate) fn host_and_parts(tokens: &[Token]) -> (Option<Box<str>>, Box<[Box<str>]>) {
    let of = |kind| {
        tokens
            .iter()
            .filter(move |it| it.kind == kind)
            .map(|it| it.term.clone())
    };
    (
        of(TokenKind::Host).max_by_key(|it| it.len()),
        of(TokenKind::UrlPart).collect(),
    )
}

/// Reads the value of `url:`.
pub(crate) fn read_url(written: &str) -> Option<Url> {
    let address = written.split_once("://").map_or(written, |(_, rest)| rest);
    let cut = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (host, path) = address.split_at(cut);
    let host = host
        .split_once(':')
        .map_or(host, |(name, _port)| name)
        .trim_matches('.');
    let (host, path) = if host.contains('.') {
        (Some(host), path)
    } else {
        (None, address)
    };
    let host = host.map(|it| {
        let folded = text::fold(it);
        folded
            .strip_prefix("www.")
            .map_or(folded.as_str(), |rest| rest)
            .into()
    });
    let parts = path_words(path);
    (host.is_some() || !parts.is_empty()).then(|| Url {
        written: written.into(),
        host,
        parts,
    })
}

/// The words the tokeniser would make of a path; blanks part words like slashes.
fn path_words(path: &str) -> Box<[Box<str>]> {
    let path = path
        .split([' ', '/'])
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("/");
    let tokens = text::tokenise(&format!("https://example.org/{path}")).tokens;
    // What ends a link (a sign no path has) ends it in posts too, but here it was asked for.
    tokens
        .into_iter()
        .filter(|it| it.kind != TokenKind::Host)
        .map(|it| it.term)
        .collect()
}
