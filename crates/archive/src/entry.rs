//! A post as the index takes it.

use model::PostId;
use query::Doc;
use tantivy::{TantivyDocument, Term};

use crate::{facet::Facet, schema::Fields, terms};

/// The term that only this post has.
pub(crate) fn id_term(fields: &Fields, id: PostId) -> Term {
    Term::from_field_bytes(fields.id, id.as_uuid().as_bytes())
}

pub(crate) fn document(fields: &Fields, id: PostId, doc: &Doc) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    let (high, low) = id.as_uuid().as_u64_pair();
    entry.add_bytes(fields.id, id.as_uuid().as_bytes());
    entry.add_text(fields.places, terms::places(doc));
    entry.add_text(fields.facts, terms::facts(doc));
    entry.add_i64(fields.at, doc.created_at().as_microsecond());
    entry.add_u64(fields.high, high);
    entry.add_u64(fields.low, low);
    if let Some(followers) = doc.followers() {
        entry.add_u64(fields.followers, followers);
    }
    if let Some(engagement) = doc.engagement() {
        entry.add_u64(fields.engagement, engagement);
    }
    for (facet, field) in Facet::ALL.into_iter().zip(fields.facets) {
        for value in values(facet, doc) {
            entry.add_text(field, value);
        }
    }
    entry
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
