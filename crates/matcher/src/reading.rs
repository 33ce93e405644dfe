//! A post, read once for all queries: its features with their places, in buffers that are kept.
//!
//! Most terms of a post are in no query. They end at a [`Sieve`], which asks a bit of the dictionary
//! of the base; what passes is written down as a [`Sighting`].

use model::{Network, Post, PostKind, Span, SpanKind};
use query::{Field, Url};
use text::{Scanned, ScannedTerm, Scanner, TokenKind, term_hash};

use crate::{
    dictionary::Glance,
    feature::{Family, Feature},
    input::{Asked, Input},
    roomy::Roomy,
    shape::{self, Doors, Shapes},
};

/// More media than any network allows; past it descriptions are not searched.
pub(crate) const ALTS_MAX: u8 = 64;

/// Words between the last of one field and the first of the next: more than any `NEAR` spans.
const FIELD_GAP_WORDS: u32 = 1 << 17;
/// The place of what stands at none: after all others.
const NOWHERE: u32 = u32::MAX;

/// A feature of the post that some index may know, at one place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sighting {
    pub(crate) feature: Feature,
    /// The number of the word, counted through all fields.
    pub(crate) word: u32,
}

/// What each term of a post has to pass.
#[derive(Clone, Copy)]
pub(crate) enum Sieve<'s> {
    /// What a dictionary, or another that it learnt of, may know.
    Known(Glance<'s>),
    All,
}

/// What all indexes seek.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'s> {
    pub(crate) wants: Wants,
    pub(crate) sieve: Sieve<'s>,
    /// Those of all `shapes`.
    pub(crate) doors: &'s Doors,
    pub(crate) shapes: &'s [&'s Shapes],
}

/// A text of the post: the words `first..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section {
    pub(crate) field: Field,
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// Where its words begin in those of the reading, if they are kept.
    words_start: usize,
}

/// The bytes of a word in the text of its field, from its first term's to its last's.
type Bytes = (u32, u32);

/// The families that some query asks for, a bit each; others need not be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wants(u32);

/// The features of one post. Filled anew for each; the memory is kept.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    scanner: Scanner,
    /// By place, but for those that stand at none.
    sightings: Roomy<Sighting>,
    sections: Vec<Section>,
    /// The words of sections whose text is no longer the one scanned last; few posts have such.
    words: Roomy<Bytes>,
    /// The terms of a text that may show something by their shape, by their index.
    special: Roomy<u32>,
    /// Whether a link is written in the texts.
    pub(crate) has_link: bool,
    /// Found after the places they belong to were written.
    late: Roomy<Sighting>,
    folded: String,
}

impl Sieve<'_> {
    /// Writes down a feature if it passes.
    fn show(&self, feature: Feature, word: u32, sightings: &mut Roomy<Sighting>) {
        let passes = match self {
            Self::Known(glance) => glance.may_have(feature),
            Self::All => true,
        };
        if passes {
            sightings.push(Sighting { feature, word });
        }
    }
}

impl Wants {
    pub(crate) const ALL: Self = Self(u32::MAX);

    pub(crate) const fn add(&mut self, family: Family) {
        self.0 |= 1 << family as u32;
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn any(self, families: &[Family]) -> bool {
        let mut rest = families;
        while let [family, after @ ..] = rest {
            if self.0 >> *family as u32 & 1 == 1 {
                return true;
            }
            rest = after;
        }
        false
    }
}

impl Reading {
    /// Reads what is sought of a post.
    pub(crate) fn read(&mut self, asked: &Asked<'_>, sought: Sought<'_>) {
        self.sightings.clear();
        self.sections.clear();
        self.words.clear();
        self.has_link = false;
        let Input { post, facts, .. } = asked.input;
        let Sought { wants, sieve, .. } = sought;
        let mut reader = Reader {
            reading: self,
            asked,
            sought,
        };
        reader.field(Field::Title);
        reader.field(Field::Text);
        for (index, _) in (0..ALTS_MAX).zip(&post.media) {
            reader.field(Field::Alt(index));
        }
        reader.field(Field::CardTitle);
        reader.field(Field::CardDescription);
        if !self.late.is_empty() {
            self.late.iter().for_each(|it| self.sightings.push(*it));
            self.late.clear();
            self.sightings.sort_unstable_by_key(|it| it.word);
        }
        let mut names = Names {
            sightings: &mut self.sightings,
            folded: &mut self.folded,
            sieve,
        };
        if wants.any(&[Family::Author]) {
            names.author(post);
        }
        if wants.any(&[Family::HiddenHost, Family::HiddenWord]) {
            names.hidden_links(post);
        }
        if wants.any(&[Family::SiteHost, Family::SiteWord]) {
            let site = post.url.as_ref().unwrap_or(&post.at.host);
            names.address(site, Family::SiteHost, Family::SiteWord);
        }
        if wants.any(&[Family::Mentioned, Family::Answered]) {
            names.people(post);
        }
        if wants.any(&[Family::Source, Family::Account, Family::List]) {
            let listed = [
                (Family::Source, &facts.sources),
                (Family::Account, &facts.accounts),
                (Family::List, &facts.lists),
            ];
            for (family, listed) in listed {
                listed
                    .iter()
                    .for_each(|it| names.show(Feature::of(family, it)));
            }
        }
    }

    pub(crate) fn sightings(&self) -> &[Sighting] {
        &self.sightings
    }

    /// The bytes of a word of a section.
    pub(crate) fn bytes_of(&self, section: &Section, word: u32) -> Bytes {
        let word = word - section.first;
        let kept = self.words.get(section.words_start + word as usize);
        kept.copied()
            .unwrap_or_else(|| bytes_of(self.scanner.scanned().terms, word))
    }

    /// Keeps the words of the last section, for as long as the post is read.
    fn keep_words(&mut self) {
        let terms = self.scanner.scanned().terms;
        let is_kept = |it: &Section| self.words.len() > it.words_start;
        let last = self.sections.last().filter(|it| !is_kept(it));
        let n_words = last.map_or(0, |it| it.end - it.first);
        for word in 0..n_words {
            self.words.push(bytes_of(terms, word));
        }
    }

    /// The field of a word.
    pub(crate) fn section_of(&self, word: u32) -> Option<&Section> {
        let after = self.sections.partition_point(|it| it.first <= word);
        self.sections[..after].last().filter(|it| word < it.end)
    }
}

/// Shows what stands at no place of a text.
struct Names<'r> {
    sightings: &'r mut Roomy<Sighting>,
    folded: &'r mut String,
    sieve: Sieve<'r>,
}

impl Names<'_> {
    fn show(&mut self, feature: Feature) {
        self.sieve.show(feature, NOWHERE, self.sightings);
    }

    fn show_name(&mut self, family: Family, name: &str) {
        let hash = text::ascii_hash(name).unwrap_or_else(|| term_hash(&text::fold(name)));
        self.show(Feature::new(family, hash));
    }

    /// What the author can be called; as the evaluator has it.
    fn author(&mut self, post: &Post) {
        let handle = post.author.handle.as_raw().trim().trim_start_matches('@');
        self.handle(Family::Author, post, handle);
        if *post.author.id != *handle {
            self.show_name(Family::Author, &post.author.id);
        }
    }

    /// Shows a handle by all that may be written for it.
    fn handle(&mut self, family: Family, post: &Post, handle: &str) {
        let folded;
        let handle = if handle.is_ascii() {
            handle
        } else {
            folded = text::fold(handle);
            &folded
        };
        self.show_name(family, handle);
        let sign = match post.at.network {
            // Handles there are host names.
            Network::Bluesky | Network::Press => b'.',
            _ => b'@',
        };
        let user = handle.bytes().position(|it| it == sign);
        if let Some(user) = user {
            self.show_name(family, &handle[..user]);
        }
        let has_instances = post.at.network == Network::Mastodon && !post.at.host.is_empty();
        if has_instances && user.is_none() && !handle.is_empty() {
            let mut whole = std::mem::take(self.folded);
            whole.clear();
            whole.extend([handle, "@", &*post.at.host]);
            self.show_name(family, &whole);
            *self.folded = whole;
        }
    }

    fn hidden_links(&mut self, post: &Post) {
        let behind = post.spans.iter().filter_map(|it| match &it.kind {
            SpanKind::Link(url) => Some(url),
            SpanKind::Mention(_) | SpanKind::Tag(_) => None,
        });
        for url in behind.chain(post.card.as_ref().map(|it| &it.url)) {
            self.address(url, Family::HiddenHost, Family::HiddenWord);
        }
    }

    fn address(&mut self, url: &str, host_family: Family, word_family: Family) {
        let Some(url) = Url::of_link(url) else {
            return;
        };
        let host = url.host.as_deref();
        show_host(host, host_family, word_family, |it| self.show(it));
        for word in &url.parts {
            self.show(Feature::of(word_family, word));
        }
    }

    /// Whom the network says the post mentions, and whom it answers.
    fn people(&mut self, post: &Post) {
        for span in &post.spans {
            if let SpanKind::Mention(who) = &span.kind {
                self.show_name(Family::Mentioned, who);
            }
        }
        for who in &post.answered {
            let who = who.trim().trim_start_matches('@');
            self.handle(Family::Answered, post, who);
        }
        if let PostKind::Reply { to, .. } = &post.kind
            && let Some(record) = to.id.strip_prefix("at://")
            && let Some(owner) = record.split('/').next()
        {
            self.show_name(Family::Answered, owner);
        }
    }
}

struct Reader<'r, 'i> {
    reading: &'r mut Reading,
    asked: &'r Asked<'i>,
    sought: Sought<'r>,
}

impl Reader<'_, '_> {
    fn field(&mut self, field: Field) {
        let post = self.asked.input.post;
        let Some(text) = field.text_of(post).filter(|it| !it.is_empty()) else {
            return;
        };
        self.reading.keep_words();
        let sections = &self.reading.sections;
        let first = sections.last().map_or(0, |it| it.end + FIELD_GAP_WORDS);
        let section = Section {
            field,
            first,
            end: first + self.text(text, first),
            words_start: self.reading.words.len(),
        };
        self.reading.sections.push(section);
        let is_named = |it: &Span| !matches!(it.kind, SpanKind::Link(_));
        if field == Field::Text && post.spans.iter().any(is_named) {
            self.reading.keep_words();
            post.spans.iter().for_each(|it| self.name(it, &section));
        }
    }

    /// Shows all terms of a text, of which `first` is the first word; tells how many words it has.
    ///
    /// Beside the scanner, reading takes its time here. So each of the loops does one thing, and
    /// waits for no answer: all is written down, and stays if the next is not written over it.
    fn text(&mut self, text: &str, first: u32) -> u32 {
        let Reading {
            scanner,
            sightings,
            special,
            has_link,
            ..
        } = &mut *self.reading;
        let sieve = &self.sought.sieve;
        let scanned = scanner.scan(text);
        let terms = scanned.terms;

        let room = sightings.room(terms.len());
        let n_shown = match sieve {
            Sieve::Known(glance) => sift(terms, first, room, |it| glance.may_have(it)),
            Sieve::All => sift(terms, first, room, |_| true),
        };
        sightings.keep(n_shown);

        let n_words = terms.last().map_or(0, |it| it.word + 1);
        *has_link |= scanned.has_link;
        let is_link_sought = self.sought.wants.any(&[Family::LinkHost, Family::LinkWord]);
        let shows_links = scanned.has_link && is_link_sought;
        special.clear();
        if let Some(doors) = self.sought.doors.ready() {
            let room = special.room(terms.len());
            let mut n_special = 0;
            for (at, term) in (0..).zip(terms) {
                room[n_special] = at;
                n_special += doors.is_open(term.head) as usize;
            }
            special.keep(n_special);
        }
        let has_special = !special.is_empty();
        if has_special {
            self.shapes(first);
        }
        if shows_links {
            self.links(first);
        }
        n_words
    }

    /// Shows what terms show by their shape.
    #[inline(never)] // Few posts come here.
    fn shapes(&mut self, first: u32) {
        let Reading {
            scanner,
            special,
            late,
            ..
        } = &mut *self.reading;
        let Sought { sieve, shapes, .. } = &self.sought;
        let scanned = scanner.scanned();
        for at in special.iter() {
            let term = &scanned.terms[*at as usize];
            let show = |it| sieve.show(it, first + term.word, late);
            show_shapes(shapes, self.asked, &scanned, term, show);
        }
    }

    /// Shows links.
    #[inline(never)] // Few posts come here.
    fn links(&mut self, first: u32) {
        let Reading { scanner, late, .. } = &mut *self.reading;
        let sieve = &self.sought.sieve;
        let scanned = scanner.scanned();
        let is_same = |a: &ScannedTerm, b: &ScannedTerm| a.word == b.word;
        for terms in scanned.terms.chunk_by(is_same) {
            if let Some(link) = terms.iter().position(|it| is_of_link(it.kind)) {
                let show = |it| sieve.show(it, first + terms[0].word, late);
                show_link(&scanned, &terms[link..], show);
            }
        }
    }

    /// Shows a tag or handle that the network told of and the text may not spell, at its word.
    fn name(&mut self, span: &Span, section: &Section) {
        let (family, sign, name) = match &span.kind {
            SpanKind::Tag(tag) => (Family::Tag, '#', tag),
            SpanKind::Mention(handle) if is_handle(handle) => (Family::Mention, '@', handle),
            SpanKind::Mention(_) | SpanKind::Link(_) => return,
        };
        let Reading {
            sightings,
            words,
            late,
            folded,
            ..
        } = &mut *self.reading;
        // The first word that ends after the beginning of the span.
        let words = &words[section.words_start..];
        let at = words.partition_point(|(_, end)| *end as usize <= span.range.start);
        let Some((start, _)) = words.get(at) else {
            return;
        };
        if *start as usize >= span.range.end {
            return;
        }
        folded.clear();
        folded.push(sign);
        push_folded(folded, name);
        let feature = Feature::of(family, folded);
        let word = section.first + at as u32;
        let from = sightings.partition_point(|it| it.word < word);
        let mut there = sightings[from..].iter().take_while(|it| it.word == word);
        if there.any(|it| it.feature == feature) {
            return;
        }
        let Sought { sieve, shapes, .. } = &self.sought;
        sieve.show(feature, word, late);
        let term = folded.as_bytes();
        for shapes in *shapes {
            let lengths = shapes.lengths(shape::head(term), term.len());
            shapes.show_beginnings(term, lengths, family, |it| sieve.show(it, word, late));
        }
    }
}

/// The bytes of a word among the terms of a text.
fn bytes_of(terms: &[ScannedTerm], word: u32) -> Bytes {
    let from = terms.partition_point(|it| it.word < word);
    let there = terms[from..].iter().take_while(|it| it.word == word);
    there.fold((u32::MAX, 0), |(start, end), it| {
        (start.min(it.start), end.max(it.end))
    })
}

/// Writes the terms that pass to `room`, and tells how many.
#[inline(never)] // So that all it needs stays in registers.
fn sift(
    terms: &[ScannedTerm],
    first: u32,
    room: &mut [Sighting],
    passes: impl Fn(Feature) -> bool,
) -> usize {
    let mut n = 0;
    for term in terms {
        let Some(family) = Family::of(term.kind) else {
            continue;
        };
        let feature = Feature::new(family, term.hash);
        let word = first + term.word;
        room[n] = Sighting { feature, word };
        n += usize::from(passes(feature));
    }
    n
}

/// Shows what a term shows by its shape.
fn show_shapes(
    shapes: &[&Shapes],
    asked: &Asked<'_>,
    scanned: &Scanned<'_>,
    term: &ScannedTerm,
    mut show: impl FnMut(Feature),
) {
    let Some(family) = Family::of(term.kind) else {
        return;
    };
    let bytes = scanned.folded_bytes(term);
    for shapes in shapes {
        let lengths = shapes.lengths(term.head, bytes.len());
        if lengths != 0 {
            shapes.show_beginnings(bytes, lengths, family, &mut show);
        }
        if shapes.has_stems() && family == Family::Word {
            shapes.show_stems(scanned.folded(term), asked, &mut show);
        }
    }
}

/// Shows the link among the terms of one word.
fn show_link(scanned: &Scanned<'_>, terms: &[ScannedTerm], mut show: impl FnMut(Feature)) {
    let hosts = terms.iter().filter(|it| it.kind == TokenKind::Host);
    let host = hosts.map(|it| scanned.folded(it)).max_by_key(|it| it.len());
    show_host(host, Family::LinkHost, Family::LinkWord, &mut show);
    for part in terms.iter().filter(|it| it.kind == TokenKind::UrlPart) {
        show(Feature::new(Family::LinkWord, part.hash));
    }
}

/// Shows a host: itself and the domains above it, and its labels.
fn show_host(
    host: Option<&str>,
    host_family: Family,
    word_family: Family,
    mut show: impl FnMut(Feature),
) {
    let mut rest = host;
    while let Some(host) = rest {
        show(Feature::of(host_family, host));
        rest = host.split_once('.').map(|(label, above)| {
            show(Feature::of(word_family, label));
            above
        });
        if rest.is_none() {
            show(Feature::of(word_family, host));
        }
    }
}

#[inline]
const fn is_of_link(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Host | TokenKind::UrlPart)
}

/// A mention is a handle or an id of the network's that nobody types (a DID, an address).
fn is_handle(mention: &str) -> bool {
    !mention.is_empty() && !mention.contains([':', '/']) && !mention.contains(char::is_whitespace)
}

/// Folds into memory that is kept; only what is not ASCII takes some of its own.
fn push_folded(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
    } else {
        folded.push_str(&text::fold(text));
    }
}
