//! The terms of the index, by which posts are written and queries look them up.
//!
//! A term begins with a letter that says what kind it is, so that all kinds share two fields: `places`,
//! where terms have positions, and `facts`, which are true of a post as a whole. Terms at one word share
//! its position; the sections of a post are [`SECTION_GAP`] positions apart, so that nothing is found
//! across two of them.
//!
//! A list of terms travels to tantivy as one string: for each term the step to its position and its
//! length, each as a character, then the term. [`Cut`] takes it apart again.

use model::MediaKind;
use query::{Doc, Field, Has, Is, Target, Url, Word};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use text::TokenKind;

/// Positions between two sections: more than `NEAR` reaches and than [`PHRASE_ATOMS_MAX`].
pub(crate) const SECTION_GAP: u32 = 256;
/// A longer phrase could be found across two sections, and is checked against the post.
pub(crate) const PHRASE_ATOMS_MAX: usize = 256;
const _: () = assert!(query::NEAR_WORDS_MAX as u32 + 1 < SECTION_GAP);

/// A longer term is cut, here and in queries: lengths must fit a character, and keys of dictionaries
/// have limits. No word, handle or host is as long.
const TERM_BYTES_MAX: usize = 4_000;
/// Words of a path that are looked up together with their host; a query with more is checked.
pub(crate) const PATH_PARTS_MAX: usize = 3;

/// The first character of a term: its kind.
pub(crate) mod kind {
    /// At a place: a word, a tag, a mention.
    pub(crate) const WORD: char = 'w';
    pub(crate) const TAG: char = '#';
    pub(crate) const MENTION: char = '@';
    /// A link with its host, as a place or a fact; the same by words of its address alone.
    pub(crate) const LINK: char = 'u';
    pub(crate) const LINK_WORDS: char = 'v';
    /// As for links, where the post is published.
    pub(crate) const SITE: char = 'U';
    pub(crate) const SITE_WORDS: char = 'V';
    pub(crate) const FROM: char = 'f';
    pub(crate) const TO: char = 't';
    pub(crate) const MENTIONS: char = 'm';
    /// A language; empty for a post of no known language.
    pub(crate) const LANG: char = 'g';
    pub(crate) const NETWORK: char = 'n';
    pub(crate) const SOURCE: char = 's';
    pub(crate) const ACCOUNT: char = 'c';
    pub(crate) const LIST: char = 'i';
    pub(crate) const HAS: char = 'x';
    pub(crate) const IS: char = 'z';
    pub(crate) const MEDIA: char = 'M';
}

/// A term of a kind.
pub(crate) fn term(kind: char, text: &str) -> String {
    let text = &text[..text.floor_char_boundary(TERM_BYTES_MAX)];
    let mut term = String::with_capacity(1 + text.len());
    term.push(kind);
    term.push_str(text);
    term
}

/// The kind and the text of the term that says what a post carries. What came to the language after the
/// index is looked up by its facet, which says the same.
pub(crate) const fn of_has(has: Has) -> (char, &'static str) {
    match has {
        Has::Image => (kind::HAS, "image"),
        Has::Video => (kind::HAS, "video"),
        Has::Audio => (kind::MEDIA, media_name(MediaKind::Audio)),
        Has::Link => (kind::HAS, "link"),
        Has::Media => (kind::HAS, "media"),
        Has::OtherMedia => (kind::MEDIA, media_name(MediaKind::Other)),
        Has::Poll => (kind::HAS, "poll"),
        Has::Alt => (kind::HAS, "alt"),
    }
}

pub(crate) const fn is_name(is: Is) -> &'static str {
    match is {
        Is::Reply => "reply",
        Is::Repost => "repost",
        Is::Quote => "quote",
        Is::Ours => "ours",
        Is::Question => "question",
        Is::Press => "press",
    }
}

pub(crate) const fn media_name(media: MediaKind) -> &'static str {
    match media {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Other => "other",
    }
}

/// The tags of a post without their `#`, each once.
pub(crate) fn tags(doc: &Doc) -> Vec<&str> {
    let mut tags: Vec<&str> = doc.tags().filter_map(|it| it.strip_prefix('#')).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// How `url:` and a link in a text are looked up, and whether that says all they ask.
pub(crate) fn link_term(url: &Url, link: char, words: char) -> (String, bool) {
    match &url.host {
        Some(host) => {
            let parts = &url.parts[..url.parts.len().min(PATH_PARTS_MAX)];
            let is_all = parts.len() == url.parts.len();
            (term(link, &joined(host, parts)), is_all)
        }
        None => {
            let parts = &url.parts[..url.parts.len().min(2)];
            let is_all = parts.len() == url.parts.len();
            let (first, rest) = parts
                .split_first()
                .map_or(("", parts), |(it, rest)| (it, rest));
            (term(words, &joined(first, rest)), is_all)
        }
    }
}

/// Every term by which [`link_term`] may look for a link that leads to `target`.
fn link_terms(target: &Target, link: char, words: char, mut each: impl FnMut(&str)) {
    let parts = target.parts();
    let mut written = String::new();
    let mut put = |kind: char, first: &str, rest: &[Box<str>]| {
        written.clear();
        written.push(kind);
        join(&mut written, first, rest);
        each(&written[..written.floor_char_boundary(TERM_BYTES_MAX + kind.len_utf8())]);
    };
    if let Some(host) = target.host() {
        let starts = host.match_indices('.').map(|(at, _)| at + 1);
        for start in std::iter::once(0).chain(starts) {
            for n in 0..=parts.len().min(PATH_PARTS_MAX) {
                put(link, &host[start..], &parts[..n]);
            }
        }
        host.split('.').for_each(|label| put(words, label, &[]));
    }
    parts.iter().for_each(|it| put(words, it, &[]));
    for pair in parts.windows(2) {
        put(words, &pair[0], &pair[1..]);
    }
}

/// Words of an address end to end, told apart by a sign that no word has.
fn join(all: &mut String, first: &str, rest: &[Box<str>]) {
    all.push_str(first);
    for it in rest {
        all.push('\0');
        all.push_str(it);
    }
}

fn joined(first: &str, rest: &[Box<str>]) -> String {
    let mut all = String::new();
    join(&mut all, first, rest);
    all
}

/// Writes the terms that stand at a place of a post.
pub(crate) fn write_places(doc: &Doc, to: &mut String) {
    let mut list = List::new(to);
    // The text first: small positions take less room, and most posts are nothing but their text.
    for is_text in [true, false] {
        let sections = doc.sections().iter();
        for section in sections.filter(|it| (it.field() == Field::Text) == is_text) {
            for word in section.words() {
                list.word(word);
                list.position += 1;
            }
            list.position += SECTION_GAP;
        }
    }
}

/// Writes the terms that are true of a post as a whole.
pub(crate) fn write_facts(doc: &Doc, to: &mut String) {
    let mut list = List::new(to);
    for (at, name) in doc.author_names().enumerate() {
        // Most are called the same by several names.
        if !doc.author_names().take(at).any(|it| it == name) {
            list.push_kind(kind::FROM, name);
        }
    }
    let mut all = |kind: char, texts: &mut dyn Iterator<Item = &str>| {
        texts.for_each(|it| list.push_kind(kind, it));
    };
    all(kind::TO, &mut doc.addressees());
    all(kind::MENTIONS, &mut doc.mentioned());
    if doc.langs().is_empty() {
        all(kind::LANG, &mut std::iter::once(""));
    }
    all(kind::LANG, &mut doc.langs().iter().map(model::Lang::as_str));
    all(kind::NETWORK, &mut std::iter::once(doc.network().slug()));
    all(kind::SOURCE, &mut doc.sources().iter().map(|it| &**it));
    all(kind::ACCOUNT, &mut doc.accounts().iter().map(|it| &**it));
    all(kind::LIST, &mut doc.lists().iter().map(|it| &**it));
    let media = doc.media().iter().map(|it| media_name(*it));
    all(kind::MEDIA, &mut media.into_iter());
    let has = Has::ALL.into_iter().filter(|it| doc.has(*it)).map(of_has);
    let has = has.filter(|(kind, _)| *kind == kind::HAS);
    all(kind::HAS, &mut has.map(|(_, name)| name));
    let is = Is::ALL.into_iter().filter(|it| doc.is(*it));
    all(kind::IS, &mut is.map(is_name));
    for target in doc.links() {
        link_terms(target, kind::LINK, kind::LINK_WORDS, |it| list.push(it));
    }
    link_terms(doc.site(), kind::SITE, kind::SITE_WORDS, |it| list.push(it));
}

/// Terms being encoded onto the end of a string.
struct List<'t> {
    encoded: &'t mut String,
    /// Of the next term.
    position: u32,
    /// Of the last one written.
    written: u32,
}

impl<'t> List<'t> {
    const fn new(encoded: &'t mut String) -> Self {
        Self {
            encoded,
            position: 0,
            written: 0,
        }
    }

    fn word(&mut self, word: Word<'_>) {
        for (at, (kind, text)) in word.terms().enumerate() {
            let Some(kind) = kind_of(kind) else { continue };
            // A term stands once at a place, by however many ways it came there.
            let mut before = word.terms().take(at);
            if !before.any(|it| it.1 == text && kind_of(it.0) == Some(kind)) {
                self.push_kind(kind, text);
            }
        }
        if let Some(target) = word.link() {
            link_terms(target, kind::LINK, kind::LINK_WORDS, |it| self.push(it));
        }
    }

    fn push_kind(&mut self, kind: char, text: &str) {
        let text = &text[..text.floor_char_boundary(TERM_BYTES_MAX)];
        self.head(kind.len_utf8() + text.len());
        self.encoded.push(kind);
        self.encoded.push_str(text);
    }

    fn push(&mut self, term: &str) {
        self.head(term.len());
        self.encoded.push_str(term);
    }

    fn head(&mut self, len: usize) {
        let step = self.position - self.written;
        self.written = self.position;
        let as_char = |it: u32| char::from_u32(it).expect("steps and lengths are small numbers");
        self.encoded.push(as_char(step));
        self.encoded.push(as_char(len as u32));
    }
}

/// The kind under which a query seeks a term of the tokeniser; links are sought otherwise, and parts of tags
/// never.
const fn kind_of(kind: TokenKind) -> Option<char> {
    match kind {
        TokenKind::Word | TokenKind::TagWord | TokenKind::Emoji | TokenKind::Ideograph => {
            Some(kind::WORD)
        }
        TokenKind::Hashtag => Some(kind::TAG),
        TokenKind::Mention => Some(kind::MENTION),
        TokenKind::TagPart | TokenKind::Host | TokenKind::UrlPart => None,
    }
}

/// Takes encoded terms apart for tantivy.
#[derive(Clone, Default)]
pub(crate) struct Cut;

pub(crate) struct CutStream<'a> {
    rest: &'a str,
    position: usize,
    token: Token,
}

impl Tokenizer for Cut {
    type TokenStream<'a> = CutStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CutStream<'a> {
        CutStream {
            rest: text,
            position: 0,
            token: Token::default(),
        }
    }
}

impl TokenStream for CutStream<'_> {
    fn advance(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let (Some(step), Some(len)) = (chars.next(), chars.next()) else {
            return false;
        };
        let Some((term, rest)) = chars.as_str().split_at_checked(len as usize) else {
            return false;
        };
        self.rest = rest;
        self.position += step as usize;
        self.token.position = self.position;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
