//! A post as queries see it: fields cut into terms with positions.

mod inside;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{Author, Lang, MediaKind, Network, Post, PostKind, SpanKind};
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

/// One field: its words in order, so that an index is a position.
#[derive(Clone, Debug)]
pub struct Section {
    pub(crate) field: Field,
    pub(crate) text: Box<str>,
    pub(crate) words: Vec<Word>,
}

/// What stands at one position, in bytes `start..end` of the field: a word, or a tag, mention or
/// link with all the terms it can be found by.
#[derive(Clone, Debug)]
pub struct Word {
    pub(crate) terms: Vec<(TokenKind, Box<str>)>,
    pub(crate) link: Option<Target>,
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
        let zone = facts.zone.clone().unwrap_or(TimeZone::UTC);
        let site = match &post.url {
            Some(url) => Target::new(url),
            None => Target::new(&post.at.host),
        };
        Self {
            sections: sections(post),
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

fn sections(post: &Post) -> Vec<Section> {
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
    fn new(field: Field, text: &str) -> Self {
        let mut tokens = text::tokenise(text).tokens;
        // A tag is one word, whatever capitals its author put in it: a query cannot find its parts,
        // and they do not count in distances.
        tokens.retain(|it| it.kind != TokenKind::TagPart);
        Self {
            field,
            text: text.into(),
            words: tokens
                .chunk_by(|a, b| a.pos == b.pos)
                .map(Word::new)
                .collect(),
        }
    }

    /// Adds the tags and full handles the network told of and the text does not spell (`@lea` for
    /// `lea@example.org`) to the word that stands there.
    fn add_spans(&mut self, post: &Post) {
        for span in &post.spans {
            let term = match &span.kind {
                SpanKind::Tag(tag) => (TokenKind::Hashtag, format!("#{}", text::fold(tag)).into()),
                SpanKind::Mention(handle) if is_handle(handle) => (
                    TokenKind::Mention,
                    format!("@{}", text::fold(handle)).into(),
                ),
                SpanKind::Mention(_) | SpanKind::Link(_) => continue,
            };
            let index = self
                .words
                .partition_point(|it| it.end as usize <= span.range.start);
            let word = self
                .words
                .get_mut(index)
                .filter(|it| (it.start as usize) < span.range.end);
            if let Some(word) = word.filter(|it| !it.terms.contains(&term)) {
                word.terms.push(term);
            }
        }
    }
}

impl Word {
    /// From the tokens of one position, of which there is at least one.
    fn new(tokens: &[Token]) -> Self {
        let is_link = |it: &&Token| term::is_link(it.kind);
        let link = tokens.iter().any(|it| is_link(&it)).then(|| {
            let (host, parts) = term::host_and_parts(tokens);
            Target { host, parts }
        });
        let terms = tokens.iter().filter(|it| !is_link(it));
        Self {
            terms: terms.map(|it| (it.kind, it.term.clone())).collect(),
            link,
            start: tokens.iter().map(|it| it.start).min().unwrap_or(0),
            end: tokens.iter().map(|it| it.end).max().unwrap_or(0),
        }
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
