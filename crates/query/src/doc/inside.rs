//! What a [`Doc`] holds, for whoever keeps an index of posts: looking the terms of a query up among
//! these finds what [`evaluate`](crate::evaluate) finds.

use model::{Lang, MediaKind, Network};
use text::TokenKind;

use jiff::Timestamp;

use super::{Doc, Field, Section, Target, Word};
use crate::{Has, Is, evaluate};

impl Doc {
    /// The texts in which words follow each other; nothing goes from one to another.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Every spelling by which `from:` finds the author.
    pub fn author_names(&self) -> impl Iterator<Item = &str> {
        let author = &self.author;
        [&author.id, &author.handle, &author.user]
            .into_iter()
            .chain(&author.full)
            .map(|it| &**it)
    }

    /// One spelling that no other author on any network shares: the handle, with its server where there
    /// are several, or the network's id of an author without one.
    #[must_use]
    pub fn author_name(&self) -> &str {
        let author = &self.author;
        match &author.full {
            Some(full) => full,
            None if author.handle.is_empty() => &author.id,
            None => &author.handle,
        }
    }

    /// Every spelling by which `to:` finds whom the post speaks to.
    pub fn addressees(&self) -> impl Iterator<Item = &str> {
        let text = self.sections.iter().find(|it| it.field == Field::Text);
        let words = text.into_iter().flat_map(evaluate::first_mentions);
        let answered = self.answers.iter().map(|it| &**it);
        answered.chain(words.flat_map(Word::handles))
    }

    /// Every spelling by which `mentions:` finds whom the post names.
    pub fn mentioned(&self) -> impl Iterator<Item = &str> {
        let told = self.mentioned.iter().map(|it| &**it);
        told.chain(self.words_with(TokenKind::Mention).flat_map(Word::handles))
    }

    /// Its tags, with their `#`.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.words_with(TokenKind::Hashtag).flat_map(Word::tags)
    }

    /// Where its links lead, those written out and those behind texts and cards.
    pub fn links(&self) -> impl Iterator<Item = &Target> {
        let written = [TokenKind::Host, TokenKind::UrlPart];
        let sections = self.sections.iter();
        let written = sections.filter(move |it| written.iter().any(|kind| it.kinds().has(*kind)));
        let written = written.flat_map(Section::words).filter_map(Word::link);
        written.chain(self.links.iter().map(|it| &it.target))
    }

    /// The words of the sections that have a term of a kind.
    fn words_with(&self, kind: TokenKind) -> impl Iterator<Item = Word<'_>> {
        let sections = self.sections.iter();
        let having = sections.filter(move |it| it.kinds().has(kind));
        having.flat_map(Section::words)
    }

    /// Where it is published.
    #[must_use]
    pub const fn site(&self) -> &Target {
        &self.site
    }

    /// The languages that `lang:` and the forms of words go by; none if none is known.
    #[must_use]
    pub fn langs(&self) -> &[Lang] {
        &self.langs
    }

    #[must_use]
    pub const fn network(&self) -> Network {
        self.network
    }

    #[must_use]
    pub fn media(&self) -> &[MediaKind] {
        &self.media
    }

    #[must_use]
    pub fn has(&self, has: Has) -> bool {
        evaluate::carries(has, self)
    }

    #[must_use]
    pub fn is(&self, is: Is) -> bool {
        evaluate::is_such(is, self)
    }

    #[must_use]
    pub const fn followers(&self) -> Option<u64> {
        self.followers
    }

    #[must_use]
    pub const fn engagement(&self) -> Option<u64> {
        self.engagement
    }

    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// The folded names of the sources it came by.
    #[must_use]
    pub fn sources(&self) -> &[Box<str>] {
        &self.facts.sources
    }

    /// The folded names of the accounts of ours that received it.
    #[must_use]
    pub fn accounts(&self) -> &[Box<str>] {
        &self.facts.accounts
    }

    /// The folded names of the lists its author is on.
    #[must_use]
    pub fn lists(&self) -> &[Box<str>] {
        &self.facts.lists
    }
}

impl Section {
    /// Word by word: how many come before one is its position.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        self.places.iter().map(|it| self.word(it))
    }

    #[must_use]
    pub const fn field(&self) -> Field {
        self.field
    }
}

impl<'s> Word<'s> {
    /// With their `#`.
    fn tags(self) -> impl Iterator<Item = &'s str> {
        self.of(TokenKind::Hashtag)
    }

    /// With their `@`.
    pub(crate) fn mentions(self) -> impl Iterator<Item = &'s str> {
        self.of(TokenKind::Mention)
    }

    /// As [`Self::mentions`], without the `@`.
    fn handles(self) -> impl Iterator<Item = &'s str> {
        self.mentions().filter_map(|it| it.strip_prefix('@'))
    }

    /// Where it leads, if it is a link.
    #[must_use]
    pub fn link(self) -> Option<&'s Target> {
        self.place.link.as_deref()
    }

    fn of(self, wanted: TokenKind) -> impl Iterator<Item = &'s str> {
        let terms = self.terms().filter(move |(kind, _)| *kind == wanted);
        terms.map(|(_, term)| term)
    }
}

impl Target {
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The words of the path.
    #[must_use]
    pub fn parts(&self) -> &[Box<str>] {
        &self.parts
    }
}
