//! A post as queries see it: fields cut into terms with positions.

use model::{Author, Lang, Network, Post, SpanKind};
use text::{Token, TokenKind};

use crate::term;

/// A text of a post. Phrases and `NEAR` never go from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Text,
    /// The description of the medium of this index.
    Alt(u8),
    CardTitle,
    CardDescription,
}

impl Field {
    /// The text that byte offsets of this field refer to.
    #[must_use]
    pub fn text_of(self, post: &Post) -> Option<&str> {
        match self {
            Self::Title => post.title.as_ref().map(model::Untrusted::as_raw),
            Self::Text => Some(post.text.as_raw()),
            Self::Alt(index) => post.media.get(usize::from(index)).map(|it| it.alt.as_raw()),
            Self::CardTitle => post.card.as_ref().map(|it| it.title.as_raw()),
            Self::CardDescription => post.card.as_ref().map(|it| it.description.as_raw()),
        }
    }
}

/// A post made ready for any number of queries.
#[derive(Clone, Debug)]
pub struct Doc {
    pub(crate) sections: Vec<Section>,
    /// Where the links behind shortened texts and cards go; those written out are in the sections.
    pub(crate) links: Vec<HiddenLink>,
    pub(crate) author: Names,
    pub(crate) langs: Vec<Lang>,
    pub(crate) network: Network,
}

/// One field, tokenised.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) field: Field,
    /// Sorted by first position.
    pub(crate) places: Vec<Place>,
    pub(crate) links: Vec<Link>,
    /// The position after the last.
    pub(crate) end_pos: u32,
}

/// A term and where it stands: positions `first..=last`, bytes `start..end`. A tag made of several
/// words stands at as many positions.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) term: Box<str>,
    pub(crate) kind: TokenKind,
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A link written in a field.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) target: Target,
    pub(crate) pos: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A link whose address is not in the text; the bytes of [`Field::Text`] it stands behind, if any.
#[derive(Clone, Debug)]
pub(crate) struct HiddenLink {
    pub(crate) target: Target,
    pub(crate) bytes: Option<(u32, u32)>,
}

/// The searchable terms of an address.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) host: Option<Box<str>>,
    pub(crate) parts: Box<[Box<str>]>,
}

/// What an author can be called, folded.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    pub(crate) id: Box<str>,
    /// The handle, as shown.
    pub(crate) handle: Box<str>,
    /// `user@host`, where the network has instances and the handle does not say which.
    pub(crate) full: Option<Box<str>>,
}

impl Doc {
    /// Prepares a post. `lang` is the language decided for it; without one, those its author
    /// claimed count.
    #[must_use]
    pub fn new(post: &Post, lang: Option<Lang>) -> Self {
        /// More media than any network allows; past it descriptions are not searched.
        const MEDIA_MAX: u8 = 64;
        let alts = (0..MEDIA_MAX)
            .zip(&post.media)
            .map(|(index, _)| Field::Alt(index));
        let fields = [Field::Title, Field::Text].into_iter().chain(alts);
        let fields = fields.chain([Field::CardTitle, Field::CardDescription]);
        let texts = fields.filter_map(|it| Some((it, it.text_of(post)?)));
        let mut sections: Vec<Section> = texts
            .filter(|(_, text)| !text.is_empty())
            .map(|(field, text)| Section::new(field, text))
            .collect();
        if let Some(text) = sections.iter_mut().find(|it| it.field == Field::Text) {
            text.add_spans(post);
        }
        Self {
            sections,
            links: hidden_links(post),
            author: Names::new(&post.author, post),
            langs: lang.map_or_else(|| post.langs.clone(), |it| vec![it]),
            network: post.at.network,
        }
    }
}

impl Section {
    fn new(field: Field, text: &str) -> Self {
        let tokens = text::tokenise(text);
        let links = links(&tokens.tokens);
        let places = places(tokens.tokens);
        Self {
            field,
            places,
            links,
            end_pos: tokens.end_pos,
        }
    }

    /// Adds the tags and full handles the network told of and the text does not spell (`@lea` for
    /// `lea@example.org`), at the position of what stands there.
    fn add_spans(&mut self, post: &Post) {
        for span in &post.spans {
            let (term, kind) = match &span.kind {
                SpanKind::Tag(tag) => (format!("#{}", text::fold(tag)), TokenKind::Hashtag),
                SpanKind::Mention(handle) if is_handle(handle) => {
                    (format!("@{}", text::fold(handle)), TokenKind::Mention)
                }
                SpanKind::Mention(_) | SpanKind::Link(_) => continue,
            };
            let (Ok(start), Ok(end)) = (
                u32::try_from(span.range.start),
                u32::try_from(span.range.end),
            ) else {
                continue;
            };
            let within = self
                .places
                .iter()
                .filter(|it| it.start < end && start < it.end);
            let (Some(first), Some(last)) = (
                within.clone().map(|it| it.first).min(),
                within.map(|it| it.last).max(),
            ) else {
                continue;
            };
            let index = self.places.partition_point(|it| it.first <= first);
            let is_known = self.places[..index]
                .iter()
                .rev()
                .take_while(|it| it.first == first)
                .any(|it| *it.term == *term);
            if !is_known {
                self.places.insert(
                    index,
                    Place {
                        term: term.into(),
                        kind,
                        first,
                        last,
                        start,
                        end,
                    },
                );
            }
        }
    }

    /// The terms that begin at a position.
    pub(crate) fn at(&self, first: u32) -> &[Place] {
        let from = self.places.partition_point(|it| it.first < first);
        let to = from + self.places[from..].partition_point(|it| it.first == first);
        &self.places[from..to]
    }
}

/// A mention is a handle or an id of the network's that nobody types (a DID, an address).
fn is_handle(mention: &str) -> bool {
    !mention.is_empty() && !mention.contains([':', '/']) && !mention.contains(char::is_whitespace)
}

/// Gives each tag all the positions its parts take.
fn places(tokens: Vec<Token>) -> Vec<Place> {
    let mut places: Vec<Place> = tokens
        .into_iter()
        .filter(|it| !term::is_link(it.kind))
        .map(|it| Place {
            term: it.term,
            kind: it.kind,
            first: it.pos,
            last: it.pos,
            start: it.start,
            end: it.end,
        })
        .collect();
    for index in 0..places.len() {
        if matches!(places[index].kind, TokenKind::Hashtag | TokenKind::TagWord) {
            let end = places[index].end;
            let parts = places[index..].iter().take_while(|it| it.start < end);
            if let Some(last) = parts.map(|it| it.first).max() {
                places[index].last = last;
            }
        }
    }
    places
}

fn links(tokens: &[Token]) -> Vec<Link> {
    let pieces: Vec<Token> = tokens
        .iter()
        .filter(|it| term::is_link(it.kind))
        .cloned()
        .collect();
    let of_one = pieces.chunk_by(|a, b| a.pos == b.pos);
    of_one
        .map(|terms| {
            let (host, parts) = term::host_and_parts(terms);
            Link {
                target: Target { host, parts },
                pos: terms[0].pos,
                start: terms.iter().map(|it| it.start).min().unwrap_or(0),
                end: terms.iter().map(|it| it.end).max().unwrap_or(0),
            }
        })
        .collect()
}

fn hidden_links(post: &Post) -> Vec<HiddenLink> {
    let behind = post.spans.iter().filter_map(|it| match &it.kind {
        SpanKind::Link(url) => {
            let bytes = u32::try_from(it.range.start)
                .ok()
                .zip(u32::try_from(it.range.end).ok());
            Some((&**url, bytes))
        }
        SpanKind::Mention(_) | SpanKind::Tag(_) => None,
    });
    let card = post.card.as_ref().map(|it| (&*it.url, None));
    behind
        .chain(card)
        .map(|(url, bytes)| HiddenLink {
            target: Target::new(url),
            bytes,
        })
        .collect()
}

impl Target {
    fn new(url: &str) -> Self {
        let read = term::read_url(url);
        read.map_or_else(
            || Self {
                host: None,
                parts: Box::default(),
            },
            |it| Self {
                host: it.host,
                parts: it.parts,
            },
        )
    }
}

impl Names {
    fn new(author: &Author, post: &Post) -> Self {
        let handle = text::fold(author.handle.as_raw().trim().trim_start_matches('@'));
        let has_instances = post.at.network == Network::Mastodon && !post.at.host.is_empty();
        let full = (has_instances && !handle.is_empty() && !handle.contains('@'))
            .then(|| format!("{handle}@{}", text::fold(&post.at.host)).into());
        Self {
            id: text::fold(&author.id).into(),
            handle: handle.into(),
            full,
        }
    }
}

#[cfg(test)]
mod tests;
