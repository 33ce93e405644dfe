//! From written text to atoms: what the inside of quotes, a bare word and an address stand for.
//!
//! The text goes through the same tokeniser as posts do, so that `l'hôpital`, `porte-parole` or
//! `图书馆` become the adjacent words a post would hold for them.

use std::ops::Range;

use text::{Token, TokenKind};

use crate::{Atom, Code, Needle, PREFIX_LETTERS_MIN, Pattern, Stems, Url, lexer};

/// What was understood of a text.
pub(crate) struct Read {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) problems: Vec<Problem>,
}

/// A misplaced `*`, `?` or `~`: its code and its bytes in the text.
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
    kind: TokenKind,
    start: usize,
    end: usize,
}

impl Placed {
    /// Whether more letters could follow: not in an emoji, an ideogram or a link.
    fn is_open(&self) -> bool {
        !matches!(self.atom, Atom::Any | Atom::Stem(_) | Atom::Url(_))
            && !matches!(self.kind, TokenKind::Emoji | TokenKind::Ideograph)
    }
}

/// Makes any text fit between quotes: no quotation mark, single spaces, none at the ends.
pub(crate) fn tidy(text: &str) -> String {
    let blank = |c: char| lexer::is_blank(c) || lexer::is_quote(c);
    text.split(blank)
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads a text in which a lone `*` is any one word, a `*` after a word any end, a `?` in a word any
/// letter, and a `~` after a word its other forms.
pub(crate) fn read(text: &str) -> Read {
    let mut reader = Reader {
        text,
        placed: place(&text::tokenise(text).tokens, text),
        problems: Vec::new(),
    };
    reader.join_patterns();
    reader.take_stars();
    reader.take_tildes();
    reader.problems.sort_by_key(|it| it.span.start);
    Read {
        atoms: reader.placed.into_iter().map(|it| it.atom).collect(),
        problems: reader.problems,
    }
}

/// Reads the value of `raw:`, in which no sign has a meaning: its atoms, and the bytes from the first
/// to the last.
pub(crate) fn read_exact(text: &str) -> Option<(Vec<Atom>, Range<usize>)> {
    let placed = place(&text::tokenise(text).tokens, text);
    let start = placed.iter().map(|it| it.start).min()?;
    let end = placed.iter().map(|it| it.end).max()?;
    Some((placed.into_iter().map(|it| it.atom).collect(), start..end))
}

struct Reader<'t> {
    text: &'t str,
    /// In order of place.
    placed: Vec<Placed>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// The places of a sign that are not within an atom (a keycap emoji) nor in a link's query.
    fn signs(&self, is_sign: fn(char) -> bool) -> Vec<Range<usize>> {
        let places = self.text.char_indices().filter(|(_, c)| is_sign(*c));
        places
            .map(|(start, c)| start..start + c.len_utf8())
            .filter(|sign| {
                !self.placed.iter().any(|it| {
                    it.start <= sign.start && sign.end <= it.end || self.is_link_of(it, sign)
                })
            })
            .collect()
    }

    /// Whether `sign` follows the link `placed` with no blank between.
    fn is_link_of(&self, placed: &Placed, sign: &Range<usize>) -> bool {
        matches!(placed.atom, Atom::Url(_))
            && placed.end <= sign.start
            && !self.text[placed.end..sign.start].contains(char::is_whitespace)
    }

    fn refuse(&mut self, code: Code, span: Range<usize>) {
        self.problems.push(Problem { code, span });
    }

    /// Makes one atom of the letters around each `?`.
    fn join_patterns(&mut self) {
        for sign in self.signs(lexer::is_question) {
            let left = self.placed.iter().position(|it| it.end == sign.start);
            let right = self.placed.iter().position(|it| it.start == sign.end);
            let left = left.filter(|it| self.placed[*it].is_open());
            let right = right.filter(|it| self.placed[*it].is_open());
            match (left, right) {
                (Some(left), right) => self.join_pattern(left, right, sign),
                (None, Some(right)) => {
                    let written = self.text[sign.start..self.placed[right].end].into();
                    self.refuse(Code::PatternTooOpen { written }, sign);
                }
                // Punctuation, as in posts.
                (None, None) => {}
            }
        }
        for at in 0..self.placed.len() {
            let Some(Needle::Pattern(pattern)) = self.placed[at].atom.needle() else {
                continue;
            };
            if pattern.n_known() < PREFIX_LETTERS_MIN {
                let span = self.placed[at].start..self.placed[at].end;
                let written = self.text[span.clone()].into();
                self.refuse(Code::PatternTooOpen { written }, span);
            }
        }
    }

    fn join_pattern(&mut self, left: usize, right: Option<usize>, sign: Range<usize>) {
        let is_word = |it: &usize| self.placed[*it].kind == TokenKind::Word;
        let right = right.filter(is_word);
        let next = self.text[sign.end..].chars().next();
        let goes_on = right.is_some()
            || next
                .is_none_or(|c| lexer::is_blank(c) || lexer::is_question(c) || lexer::is_star(c));
        if !goes_on {
            // `perdu?!` asks, it does not leave a letter open.
            let rest = &self.text[sign.end..];
            let len = rest.find(lexer::is_blank).unwrap_or(rest.len());
            return self.refuse(Code::StrayQuestion, sign.start..sign.end + len);
        }
        let tail = right.map(|it| self.placed.remove(it));
        let placed = &mut self.placed[left];
        placed.end = tail.as_ref().map_or(sign.end, |it| it.end);
        let tail = tail.as_ref().and_then(|it| it.atom.needle());
        if let Some(needle) = placed.atom.needle_mut() {
            let tail = tail.map_or_else(String::new, Needle::shape);
            *needle = Needle::Pattern(Pattern::new(&format!("{}?{tail}", needle.shape())));
        }
    }

    fn take_stars(&mut self) {
        let mut wildcards = Vec::new();
        let mut starred_until = None;
        for sign in self.signs(lexer::is_star) {
            let before = self.placed.iter().position(|it| it.end == sign.start);
            let touches_after = self.placed.iter().any(|it| it.start == sign.end);
            let after_star = starred_until == Some(sign.start);
            starred_until = Some(sign.end);
            let code = match before {
                _ if after_star || touches_after => Some(Code::StarInside),
                Some(index) => self.begin(index, sign.end),
                None => {
                    wildcards.push(Placed {
                        atom: Atom::Any,
                        kind: TokenKind::Word,
                        start: sign.start,
                        end: sign.end,
                    });
                    None
                }
            };
            if let Some(code) = code {
                self.refuse(code, sign);
            }
        }
        self.placed.extend(wildcards);
        self.placed.sort_by_key(|it| it.start);
    }

    /// Makes an atom a beginning; says why it cannot be one.
    fn begin(&mut self, index: usize, end: usize) -> Option<Code> {
        let placed = &mut self.placed[index];
        let written = self.text.get(placed.start..placed.end);
        let Some(needle) = placed.atom.needle_mut() else {
            return Some(Code::StarInside);
        };
        match needle {
            Needle::Whole(term)
                if term.chars().filter(|c| c.is_alphanumeric()).count() < PREFIX_LETTERS_MIN =>
            {
                let written = written.unwrap_or_default().into();
                return Some(Code::PrefixTooShort { written });
            }
            Needle::Whole(term) => *needle = Needle::Prefix(std::mem::take(term)),
            Needle::Pattern(_) => {
                *needle = Needle::Pattern(Pattern::new(&format!("{}*", needle.shape())));
            }
            Needle::Prefix(_) => return Some(Code::StarInside),
        }
        placed.end = end;
        None
    }

    fn take_tildes(&mut self) {
        for sign in self.signs(lexer::is_tilde) {
            let Some(index) = self.placed.iter().position(|it| it.end == sign.start) else {
                continue; // Punctuation, as in posts.
            };
            // `colis~2` is another tool's, for words spelled nearly so.
            let digits = self.text[sign.end..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            if digits > 0 {
                let span = sign.start..sign.end + digits;
                let sign = self.text[span.clone()].into();
                self.refuse(Code::ForeignSign { sign }, span);
                continue;
            }
            let touches_after = self.placed.iter().any(|it| it.start == sign.end);
            let placed = &mut self.placed[index];
            match &placed.atom {
                Atom::Word(Needle::Whole(word))
                    if placed.kind == TokenKind::Word && !touches_after =>
                {
                    placed.atom = Atom::Stem(Stems::of(word));
                    placed.end = sign.end;
                }
                _ => self.refuse(Code::StemOperand, sign),
            }
        }
    }
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
            kind: first.kind,
            start: first.start as usize,
            end: end as usize,
        });
        rest = &rest[len..];
    }
    placed
}

fn whole(term: &str) -> Needle {
    Needle::Whole(term.into())
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
    if path.is_empty() {
        return Box::default();
    }
    let tokens = text::tokenise(&format!("https://example.org/{path}")).tokens;
    // What ends a link (a sign no path has) ends it in posts too, but here it was asked for.
    tokens
        .into_iter()
        .filter(|it| it.kind != TokenKind::Host)
        .map(|it| it.term)
        .collect()
}
