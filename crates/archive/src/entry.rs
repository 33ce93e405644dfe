//! A post as the index takes it.

use model::PostId;
use query::Doc;
use tantivy::{
    Term,
    schema::{
        Field,
        document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
    },
};

use crate::{apart::PostQuery, facet::Facet, schema::Fields, terms};

/// All values of a post. Its texts share one stretch of memory: a post has too many for each to have its own.
pub(crate) struct Entry {
    texts: String,
    values: Vec<(Field, Held)>,
}

/// A value of a field.
#[derive(Clone, Copy, Debug)]
enum Held {
    Group([u8; GROUP_BYTES]),
    /// Bytes of [`Entry::texts`].
    Text(usize, usize),
    Figure(u64),
    Time(i64),
}

/// A value as tantivy reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'e> {
    texts: &'e str,
    held: &'e Held,
}

/// Posts are found again by the last bits of their ids, which chance made, and told apart by the rest. A group is
/// written for each in every segment, so there are few: 4,096, of some 250 posts each in a month of a million.
const GROUP_BYTES: usize = 2;
const GROUP_HIGH: u8 = 0x0F;

fn group(id: PostId) -> [u8; GROUP_BYTES] {
    let [.., high, low] = *id.as_uuid().as_bytes();
    [high & GROUP_HIGH, low]
}

/// What finds this post and no other.
pub(crate) fn query_for(fields: &Fields, id: PostId) -> PostQuery {
    let (high, low) = id.as_uuid().as_u64_pair();
    PostQuery {
        term: Term::from_field_bytes(fields.group, &group(id)),
        halves: [high, low],
    }
}

impl Entry {
    pub(crate) fn new(fields: &Fields, id: PostId, doc: &Doc) -> Self {
        /// Of most posts: enough room at once for all they have.
        const VALUES: usize = 16;
        const TEXTS_BYTES: usize = 512;
        let mut entry = Self {
            texts: String::with_capacity(TEXTS_BYTES),
            values: Vec::with_capacity(VALUES),
        };
        let (high, low) = id.as_uuid().as_u64_pair();
        entry.add(fields.group, Held::Group(group(id)));
        entry.add_text(fields.places, |texts| terms::write_places(doc, texts));
        entry.add_text(fields.facts, |texts| terms::write_facts(doc, texts));
        entry.add(fields.at, Held::Time(doc.created_at().as_microsecond()));
        entry.add(fields.high, Held::Figure(high));
        entry.add(fields.low, Held::Figure(low));
        if let Some(followers) = doc.followers() {
            entry.add(fields.followers, Held::Figure(followers));
        }
        if let Some(engagement) = doc.engagement() {
            entry.add(fields.engagement, Held::Figure(engagement));
        }
        for (facet, field) in Facet::ALL.into_iter().zip(fields.facets) {
            for value in values(facet, doc) {
                entry.add_text(field, |texts| texts.push_str(value));
            }
        }
        entry
    }

    fn add(&mut self, field: Field, value: Held) {
        self.values.push((field, value));
    }

    fn add_text(&mut self, field: Field, write: impl FnOnce(&mut String)) {
        let start = self.texts.len();
        write(&mut self.texts);
        self.add(field, Held::Text(start, self.texts.len()));
    }
}

impl Document for Entry {
    type Value<'a> = Shown<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, Shown<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        let texts = &self.texts;
        let values = self.values.iter();
        Box::new(values.map(|(field, held)| (*field, Shown { texts, held })))
    }
}

impl<'e> Value<'e> for Shown<'e> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'e str, Self)>;

    fn as_value(&self) -> ReferenceValue<'e, Self> {
        ReferenceValue::Leaf(match self.held {
            Held::Group(it) => ReferenceValueLeaf::Bytes(it),
            Held::Text(start, end) => ReferenceValueLeaf::Str(&self.texts[*start..*end]),
            Held::Figure(it) => ReferenceValueLeaf::U64(*it),
            Held::Time(it) => ReferenceValueLeaf::I64(*it),
        })
    }
}

/// The values a post has of a facet, each once.
pub(crate) fn values(facet: Facet, doc: &Doc) -> Vec<&str> {
    let mut values: Vec<&str> = match facet {
        Facet::Network => vec![doc.network().slug()],
        Facet::Account => doc.accounts().iter().map(|it| &**it).collect(),
        Facet::Author => vec![doc.author_name()],
        Facet::Tag => terms::tags(doc),
        Facet::Lang => doc.langs().iter().map(model::Lang::as_str).collect(),
        Facet::Media => {
            let media = doc.media().iter();
            media.map(|it| terms::media_name(*it)).collect()
        }
    };
    values.sort_unstable();
    values.dedup();
    values
}
