//! A post as queries see it: fields cut into terms with positions.

mod inside;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{Author, Lang, MediaKind, Network, Post, PostKind, SpanKind};
use text::{Scanned, ScannedTerm, Scanner, TokenKind};

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

/// What is known of a post beside the post itself: how it came to us, and what we know of those
/// concerned. What is left out is unknown, and holds for no query that asks for it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The language decided for it; without one, those its author claimed count.
    pub lang: Option<Lang>,
    /// [`Name::folded`](crate::Name::folded) of the source it came by, and of each other it is known to have come by.
    pub sources: Vec<Box<str>>,
    /// The same of the accounts of ours that received it.
    pub accounts: Vec<Box<str>>,
    /// The same of the lists its author is on.
    pub lists: Vec<Box<str>>,
    /// Whether an account of ours published it.
    pub ours: bool,
    /// Where days begin for the readers; without one, in UTC.
    pub zone: Option<TimeZone>,
    /// The moment of the search; a live query sees each post at once.
    pub now: Option<Timestamp>,
}

/// A post made ready for any number of queries.
#[derive(Clone, Debug)]
pub struct Doc {
    pub(crate) sections: Vec<Section>,
    /// Where the links behind shortened texts and cards go; those written out are in the sections.
    pub(crate) links: Vec<HiddenLink>,
    pub(crate) author: Called,
    /// Ids and handles the network told of as mentioned, folded.
    pub(crate) mentioned: Vec<Box<str>>,
    /// Ids and handles of those it answers, folded.
    pub(crate) answers: Vec<Box<str>>,
    pub(crate) langs: Vec<Lang>,
    pub(crate) network: Network,
    pub(crate) site: Target,
    pub(crate) kind: Kind,
    pub(crate) media: Vec<MediaKind>,
    pub(crate) has_poll: bool,
    pub(crate) is_question: bool,
    pub(crate) followers: Option<u64>,
    pub(crate) engagement: Option<u64>,
    pub(crate) created_at: Timestamp,
    pub(crate) day: Date,
    pub(crate) facts: Facts,
}

/// What a post is to other posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Alone,
    Reply,
    Repost,
    Quote,
}

/// One field: its words in order, so that an index is a position. All its terms share one stretch of
/// memory: a post has too many for each to have its own.
#[derive(Clone, Debug)]
pub struct Section {
    pub(crate) field: Field,
    pub(crate) text: Box<str>,
    /// Their terms, end to end.
    folded: String,
    /// Word by word.
    terms: Vec<Term>,
    /// Of which kinds there are terms: who seeks a mention need not look at all words of a text without one.
    kinds: Kinds,
    pub(crate) places: Vec<Place>,
}

/// A term: its bytes in [`Section::folded`].
#[derive(Clone, Copy, Debug)]
struct Term {
    kind: TokenKind,
    start: u32,
    end: u32,
}

/// Kinds of terms, a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds(u16);

impl Kinds {
    const fn add(&mut self, kind: TokenKind) {
        self.0 |= 1 << kind as u16;
    }

    pub(crate) const fn has(self, kind: TokenKind) -> bool {
        self.0 >> kind as u16 & 1 == 1
    }
}

/// What stands at one position, in bytes `start..end` of the field.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The first of its terms, and the one after its last.
    terms: (u32, u32),
    link: Option<Box<Target>>,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What stands at one position: a word, or a tag, mention or link with all the terms it can be found by.
#[derive(Clone, Copy, Debug)]
pub struct Word<'s> {
    section: &'s Section,
    place: &'s Place,
}

/// A link whose address is not in the text; the bytes of [`Field::Text`] it stands behind, if any.
#[derive(Clone, Debug)]
pub(crate) struct HiddenLink {
    pub(crate) target: Target,
    pub(crate) bytes: Option<(u32, u32)>,
}

/// The searchable terms of an address.
#[derive(Clone, Debug)]
pub struct Target {
    pub(crate) host: Option<Box<str>>,
    pub(crate) parts: Box<[Box<str>]>,
}

/// What an author can be called, folded.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) id: Box<str>,
    /// The handle, as shown.
    pub(crate) handle: Box<str>,
    /// The handle without its host.
    pub(crate) user: Box<str>,
    /// `user@host`, where the network has instances and the handle does not say which.
    pub(crate) full: Option<Box<str>>,
}

impl Doc {
    /// Prepares a post of which nothing else is known than the language decided for it.
    #[must_use]
    pub fn new(post: &Post, lang: Option<Lang>) -> Self {
        Self::with_facts(
            post,
            Facts {
                lang,
                ..Facts::default()
            },
        )
    }

    /// Prepares a post.
    #[must_use]
    pub fn with_facts(post: &Post, facts: Facts) -> Self {
        Self::read(post, facts, &mut Scanner::new())
    }

    /// As [`Self::with_facts`], for whoever prepares many posts: the scanner keeps its memory.
    #[must_use]
    pub fn read(post: &Post, facts: Facts, scanner: &mut Scanner) -> Self {
        let zone = facts.zone.clone().unwrap_or(TimeZone::UTC);
        let site = match &post.url {
            Some(url) => Target::new(url),
            None => Target::new(&post.at.host),
        };
        Self {
            sections: sections(post, scanner),
            links: hidden_links(post),
            author: Called::new(&post.author, post),
            mentioned: mentioned(post),
            answers: answers(post),
            langs: facts.lang.map_or_else(|| post.langs.clone(), |it| vec![it]),
            network: post.at.network,
            site,
            kind: match post.kind {
                PostKind::Post | PostKind::Article => Kind::Alone,
                PostKind::Reply { .. } => Kind::Reply,
                PostKind::Repost { .. } => Kind::Repost,
                PostKind::Quote { .. } => Kind::Quote,
            },
            media: post.media.iter().map(|it| it.kind).collect(),
            has_poll: post.poll.is_some(),
            is_question: text::is_question(post.text.as_raw()),
            followers: post.author.followers,
            engagement: engagement(post),
            created_at: post.created_at,
            day: post.created_at.to_zoned(zone).date(),
            facts,
        }
    }
}

fn sections(post: &Post, scanner: &mut Scanner) -> Vec<Section> {
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
        .map(|(field, text)| Section::new(field, text, scanner))
        .collect();
    if let Some(text) = sections.iter_mut().find(|it| it.field == Field::Text) {
        text.add_spans(post);
    }
    sections
}

fn mentioned(post: &Post) -> Vec<Box<str>> {
    let told = post.spans.iter().filter_map(|it| match &it.kind {
        SpanKind::Mention(who) => Some(text::fold(who).into()),
        SpanKind::Link(_) | SpanKind::Tag(_) => None,
    });
    told.collect()
}

/// Whom it answers, by all they can be called; and the owner of the record answered where its address
/// says who.
fn answers(post: &Post) -> Vec<Box<str>> {
    let mut answers: Vec<Box<str>> = Vec::new();
    for name in &post.answered {
        let called = Called::by(name, post);
        answers.extend([called.handle, called.user]);
        answers.extend(called.full);
    }
    if let PostKind::Reply { to, .. } = &post.kind
        && let Some(record) = to.id.strip_prefix("at://")
        && let Some(owner) = record.split('/').next()
    {
        answers.push(text::fold(owner).into());
    }
    answers
}

/// Answers, reposts and likes together. A network that tells none of them tells nothing.
fn engagement(post: &Post) -> Option<u64> {
    let counts = &post.counts;
    let told = [counts.replies, counts.reposts, counts.likes];
    told.iter()
        .any(Option::is_some)
        .then(|| told.into_iter().flatten().fold(0, u64::saturating_add))
}

impl Section {
    fn new(field: Field, text: &str, scanner: &mut Scanner) -> Self {
        let scanned = scanner.scan(text);
        let mut folded = Vec::with_capacity(text.len());
        let mut terms = Vec::with_capacity(scanned.terms.len());
        let mut places = Vec::with_capacity(scanned.end_pos as usize);
        let mut kinds = Kinds::default();
        for tokens in scanned.terms.chunk_by(|a, b| a.pos == b.pos) {
            let first = terms.len();
            let (mut start, mut end) = (u32::MAX, 0);
            let mut is_link = false;
            for token in tokens {
                // A tag is one word, whatever capitals its author put in it: a query cannot find its
                // parts, and they do not count in distances.
                if token.kind == TokenKind::TagPart {
                    continue;
                }
                (start, end) = (start.min(token.start), end.max(token.end));
                kinds.add(token.kind);
                if term::is_link(token.kind) {
                    is_link = true;
                    continue;
                }
                let from = folded.len();
                folded.extend_from_slice(scanned.folded_bytes(token));
                terms.push(Term::new(token.kind, from, folded.len()));
            }
            if start < end {
                places.push(Place {
                    terms: (offset(first), offset(terms.len())),
                    link: is_link.then(|| Box::new(Target::written(&scanned, tokens))),
                    start,
                    end,
                });
            }
        }
        Self {
            field,
            text: text.into(),
            folded: String::from_utf8(folded).expect("terms are text"),
            terms,
            kinds,
            places,
        }
    }

    pub(crate) const fn kinds(&self) -> Kinds {
        self.kinds
    }

    pub(crate) const fn word<'s>(&'s self, place: &'s Place) -> Word<'s> {
        Word {
            section: self,
            place,
        }
    }

    /// Adds the tags and full handles the network told of and the text does not spell (`@lea` for
    /// `lea@example.org`) to the word that stands there.
    fn add_spans(&mut self, post: &Post) {
        let mut told: Vec<(usize, TokenKind, String)> = Vec::new();
        for span in &post.spans {
            let (kind, term) = match &span.kind {
                SpanKind::Tag(tag) => (TokenKind::Hashtag, format!("#{}", text::fold(tag))),
                SpanKind::Mention(handle) if is_handle(handle) => {
                    (TokenKind::Mention, format!("@{}", text::fold(handle)))
                }
                SpanKind::Mention(_) | SpanKind::Link(_) => continue,
            };
            let index = self
                .places
                .partition_point(|it| it.end as usize <= span.range.start);
            let place = self
                .places
                .get(index)
                .filter(|it| (it.start as usize) < span.range.end);
            let is_known = |word: Word<'_>| word.terms().any(|it| it == (kind, term.as_str()));
            if place.is_some_and(|it| !is_known(self.word(it))) {
                told.push((index, kind, term));
            }
        }
        if !told.is_empty() {
            told.sort_unstable();
            told.dedup();
            self.add_terms(&told);
        }
    }

    /// Adds terms to words, which are in order.
    fn add_terms(&mut self, mut told: &[(usize, TokenKind, String)]) {
        let mut terms = Vec::with_capacity(self.terms.len() + told.len());
        for (index, place) in self.places.iter_mut().enumerate() {
            let first = terms.len();
            terms.extend_from_slice(&self.terms[place.terms.0 as usize..place.terms.1 as usize]);
            while let [(at, kind, term), rest @ ..] = told
                && *at == index
            {
                let from = self.folded.len();
                self.folded.push_str(term);
                self.kinds.add(*kind);
                terms.push(Term::new(*kind, from, self.folded.len()));
                told = rest;
            }
            place.terms = (offset(first), offset(terms.len()));
        }
        self.terms = terms;
    }
}

impl Term {
    fn new(kind: TokenKind, start: usize, end: usize) -> Self {
        Self {
            kind,
            start: offset(start),
            end: offset(end),
        }
    }
}

/// A place in a list or memory that is not much longer than the text, which is cut to fit.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("texts are cut to fit")
}

impl<'s> Word<'s> {
    /// All terms but those of a link, each with its kind.
    pub fn terms(self) -> impl Iterator<Item = (TokenKind, &'s str)> {
        let (first, end) = self.place.terms;
        let terms = &self.section.terms[first as usize..end as usize];
        terms.iter().map(move |it| {
            let bytes = it.start as usize..it.end as usize;
            (it.kind, &self.section.folded[bytes])
        })
    }
}

/// A mention is a handle or an id of the network's that nobody types (a DID, an address).
fn is_handle(mention: &str) -> bool {
    !mention.is_empty() && !mention.contains([':', '/']) && !mention.contains(char::is_whitespace)
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
    /// Of a link in a text, by its terms: the full host (the tokeniser also gives its parent domains) and the
    /// words of the path.
    fn written(scanned: &Scanned<'_>, tokens: &[ScannedTerm]) -> Self {
        let of = |kind| {
            let tokens = tokens.iter().filter(move |it| it.kind == kind);
            tokens.map(|it| scanned.folded(it))
        };
        Self {
            host: of(TokenKind::Host).max_by_key(|it| it.len()).map(Box::from),
            parts: of(TokenKind::UrlPart).map(Box::from).collect(),
        }
    }

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

impl Called {
    fn new(author: &Author, post: &Post) -> Self {
        Self {
            id: text::fold(&author.id).into(),
            ..Self::by(author.handle.as_raw(), post)
        }
    }

    /// Someone of the network of a post, by a handle.
    fn by(handle: &str, post: &Post) -> Self {
        let handle = text::fold(handle.trim().trim_start_matches('@'));
        let user = match post.at.network {
            // Handles there are host names.
            Network::Bluesky | Network::Press => handle.split('.').next(),
            _ => handle.split('@').next(),
        };
        let has_instances = post.at.network == Network::Mastodon && !post.at.host.is_empty();
        let full = (has_instances && !handle.is_empty() && !handle.contains('@'))
            .then(|| format!("{handle}@{}", text::fold(&post.at.host)).into());
        Self {
            id: "".into(),
            user: user.unwrap_or_default().into(),
            handle: handle.into(),
            full,
        }
    }
}
