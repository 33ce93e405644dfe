//! A post, read once for all queries: its features with their places, in buffers that are kept.

use std::ops::Range;

use model::{Network, Post, PostKind, Span, SpanKind};
use query::{Field, Url};
use text::{Scanned, ScannedTerm, Scanner, TokenKind, term_hash};

use crate::{
    feature::{Family, Feature},
    input::{Asked, Input},
    shape::{self, Doors, Shapes},
};

/// More media than any network allows; past it descriptions are not searched.
pub(crate) const ALTS_MAX: u8 = 64;

/// Words between the last of one field and the first of the next: more than any `NEAR` spans.
const FIELD_GAP_WORDS: u32 = 1 << 17;
/// The place of what stands at none: after all others.
const NOWHERE: u32 = u32::MAX;

/// A feature of the post, at one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    pub(crate) feature: Feature,
    /// The number of the word, counted through all fields.
    pub(crate) word: u32,
    /// Bytes of the field's text.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A text of the post: the words `first..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section {
    pub(crate) field: Field,
    pub(crate) first: u32,
    pub(crate) end: u32,
}

/// The families that some query asks for, a bit each; others need not be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wants(u32);

/// The features of one post. Filled anew for each; the memory is kept.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    scanner: Scanner,
    /// By place.
    pub(crate) sightings: Vec<Sighting>,
    pub(crate) sections: Vec<Section>,
    /// Whether a link is written in the texts.
    pub(crate) has_link: bool,
    /// Found after the places they belong to were written.
    late: Vec<Sighting>,
    folded: String,
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
    /// Reads a post: the families of `wants`, and what `shapes` ask for behind their `doors`.
    pub(crate) fn read(
        &mut self,
        asked: &Asked<'_>,
        wants: Wants,
        doors: &Doors,
        shapes: &[&Shapes],
    ) {
        self.sightings.clear();
        self.sections.clear();
        self.has_link = false;
        let Input { post, facts, .. } = asked.input;
        let mut reader = Reader {
            reading: self,
            asked,
            shows_links: wants.any(&[Family::LinkHost, Family::LinkWord]),
            doors,
            shapes,
        };
        reader.field(Field::Title);
        reader.field(Field::Text);
        for (index, _) in (0..ALTS_MAX).zip(&post.media) {
            reader.field(Field::Alt(index));
        }
        reader.field(Field::CardTitle);
        reader.field(Field::CardDescription);
        if !self.late.is_empty() {
            self.sightings.append(&mut self.late);
            self.sightings.sort_unstable_by_key(|it| it.word);
        }
        if wants.any(&[Family::Author]) {
            self.author(post);
        }
        if wants.any(&[Family::HiddenHost, Family::HiddenWord]) {
            self.hidden_links(post);
        }
        if wants.any(&[Family::SiteHost, Family::SiteWord]) {
            let site = post.url.as_ref().unwrap_or(&post.at.host);
            self.address(site, Family::SiteHost, Family::SiteWord);
        }
        if wants.any(&[Family::Mentioned, Family::Answered]) {
            self.people(post);
        }
        if wants.any(&[Family::Source, Family::Account, Family::List]) {
            let names = [
                (Family::Source, &facts.sources),
                (Family::Account, &facts.accounts),
                (Family::List, &facts.lists),
            ];
            for (family, names) in names {
                names
                    .iter()
                    .for_each(|it| self.show_nowhere(Feature::of(family, it)));
            }
        }
    }
}

impl Reading {
    /// The bytes of a word that has a sighting, from its first term's to its last's.
    pub(crate) fn bytes_of(&self, word: u32) -> (u32, u32) {
        let from = self.sightings.partition_point(|it| it.word < word);
        let same = self.sightings[from..]
            .iter()
            .take_while(|it| it.word == word);
        same.fold((u32::MAX, 0), |(start, end), it| {
            (start.min(it.start), end.max(it.end))
        })
    }

    /// The field of a word.
    pub(crate) fn section_of(&self, word: u32) -> Option<&Section> {
        let after = self.sections.partition_point(|it| it.first <= word);
        self.sections[..after].last().filter(|it| word < it.end)
    }

    fn show_nowhere(&mut self, feature: Feature) {
        self.sightings.push(Sighting {
            feature,
            word: NOWHERE,
            start: 0,
            end: 0,
        });
    }

    /// Shows a name that stands at no place.
    fn show_name(&mut self, family: Family, name: &str) {
        let hash = text::ascii_hash(name).unwrap_or_else(|| term_hash(&text::fold(name)));
        self.show_nowhere(Feature::new(family, hash));
    }

    /// What the author can be called; as the evaluator has it.
    fn author(&mut self, post: &Post) {
        let handle = post.author.handle.as_raw().trim().trim_start_matches('@');
        self.handle(Family::Author, post, handle);
        self.show_name(Family::Author, &post.author.id);
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
            let mut whole = std::mem::take(&mut self.folded);
            whole.clear();
            whole.extend([handle, "@", &*post.at.host]);
            self.show_name(family, &whole);
            self.folded = whole;
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
        show_host(host, host_family, word_family, |it| self.show_nowhere(it));
        for word in &url.parts {
            self.show_nowhere(Feature::of(word_family, word));
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
    shows_links: bool,
    doors: &'r Doors,
    shapes: &'r [&'r Shapes],
}

impl Reader<'_, '_> {
    fn field(&mut self, field: Field) {
        let post = self.asked.input.post;
        let Some(text) = field.text_of(post).filter(|it| !it.is_empty()) else {
            return;
        };
        let is_named = |it: &Span| !matches!(it.kind, SpanKind::Link(_));
        let has_names = field == Field::Text && post.spans.iter().any(is_named);
        let first = self
            .reading
            .sections
            .last()
            .map_or(0, |it| it.end + FIELD_GAP_WORDS);
        // Names are put at words by their bytes: all words have to be there.
        let end = self.text(text, first, self.shows_links || has_names);
        self.reading.sections.push(Section { field, first, end });
        if has_names {
            for span in &post.spans {
                self.name(span, first..end);
            }
        }
    }

    /// Shows all terms of a text, of which `first` is the first word; the number after its last.
    fn text(&mut self, text: &str, first: u32, shows_links: bool) -> u32 {
        let Reading {
            scanner,
            sightings: kept,
            has_link,
            ..
        } = &mut *self.reading;
        let scanned = scanner.scan(text);
        // Taken out for the loop: through the reference, its length would be read and written anew
        // for each term.
        let mut sightings = std::mem::take(kept);
        sightings.reserve(scanned.terms.len());
        // One more than the number of the word being read; positions only grow.
        let (mut next, mut pos, mut link_pos) = (first, u32::MAX, u32::MAX);
        for (at, term) in scanned.terms.iter().enumerate() {
            if term.kind == TokenKind::TagPart {
                continue;
            }
            next = next.wrapping_add(u32::from(term.pos != pos));
            pos = term.pos;
            let word = next.wrapping_sub(1);
            let Some(family) = Family::of(term.kind) else {
                // A link is shown as a whole, by its first term.
                if link_pos != pos {
                    link_pos = pos;
                    *has_link = true;
                    if shows_links {
                        show_link(&scanned, &scanned.terms[at..], word, &mut sightings);
                    }
                }
                continue;
            };
            sightings.push(Sighting {
                feature: Feature::new(family, term.hash),
                word,
                start: term.start,
                end: term.end,
            });
            if self.doors.is_open(scanned.head(term)) {
                let shapes = self.shapes;
                show_shapes(shapes, self.asked, &scanned, term, word, &mut sightings);
            }
        }
        *kept = sightings;
        next
    }

    /// Shows a tag or handle that the network told of and the text may not spell, at its word.
    fn name(&mut self, span: &Span, words: Range<u32>) {
        let (family, sign, name) = match &span.kind {
            SpanKind::Tag(tag) => (Family::Tag, '#', tag),
            SpanKind::Mention(handle) if is_handle(handle) => (Family::Mention, '@', handle),
            SpanKind::Mention(_) | SpanKind::Link(_) => return,
        };
        let reading = &mut *self.reading;
        // The first word that ends after the beginning of the span.
        let (mut low, mut high) = (words.start, words.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if reading.bytes_of(middle).1 as usize <= span.range.start {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low == words.end || reading.bytes_of(low).0 as usize >= span.range.end {
            return;
        }
        let (start, end) = reading.bytes_of(low);
        reading.folded.clear();
        reading.folded.push(sign);
        push_folded(&mut reading.folded, name);
        let sighting = Sighting {
            feature: Feature::of(family, &reading.folded),
            word: low,
            start,
            end,
        };
        let from = reading.sightings.partition_point(|it| it.word < low);
        let mut there = reading.sightings[from..]
            .iter()
            .take_while(|it| it.word == low);
        if there.any(|it| it.feature == sighting.feature) {
            return;
        }
        let Reading { late, folded, .. } = reading;
        late.push(sighting);
        let term = folded.as_bytes();
        for shapes in self.shapes {
            let lengths = shapes.lengths(shape::head(term), term.len());
            shapes.show_beginnings(term, lengths, family, |feature| {
                late.push(Sighting {
                    feature,
                    ..sighting
                });
            });
        }
    }
}

/// Shows what a term, the `word`th, shows by its shape.
#[inline(never)] // Few terms come here; the others stay in a short loop.
fn show_shapes(
    shapes: &[&Shapes],
    asked: &Asked<'_>,
    scanned: &Scanned<'_>,
    term: &ScannedTerm,
    word: u32,
    sightings: &mut Vec<Sighting>,
) {
    let Some(family) = Family::of(term.kind) else {
        return;
    };
    let bytes = scanned.folded_bytes(term);
    let head = scanned.head(term);
    let mut show = |feature| {
        sightings.push(Sighting {
            feature,
            word,
            start: term.start,
            end: term.end,
        });
    };
    for shapes in shapes {
        let lengths = shapes.lengths(head, bytes.len());
        if lengths != 0 {
            shapes.show_beginnings(bytes, lengths, family, &mut show);
        }
        if shapes.has_stems() && family == Family::Word {
            shapes.show_stems(scanned.folded(term), asked, &mut show);
        }
    }
}

/// Shows a link, of which `terms` begins with all the terms.
fn show_link(
    scanned: &Scanned<'_>,
    terms: &[ScannedTerm],
    word: u32,
    sightings: &mut Vec<Sighting>,
) {
    let is_same = |it: &&ScannedTerm| it.pos == terms[0].pos && Family::of(it.kind).is_none();
    let terms = &terms[..terms.iter().take_while(is_same).count()];
    let start = terms.iter().map(|it| it.start).min().unwrap_or(0);
    let end = terms.iter().map(|it| it.end).max().unwrap_or(0);
    let mut show = |feature| {
        sightings.push(Sighting {
            feature,
            word,
            start,
            end,
        });
    };
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
