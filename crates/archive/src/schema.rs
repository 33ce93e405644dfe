//! The fields of the index.

use std::sync::LazyLock;

use tantivy::{
    Index, IndexSettings,
    schema::{
        BytesOptions, FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
    },
    store::Compressor,
    tokenizer::TextAnalyzer,
};

use crate::{facet::Facet, terms::Cut};

/// The name under which tantivy knows [`Cut`].
const CUT: &str = "cut";

pub(crate) const AT: &str = "at";
pub(crate) const HIGH: &str = "high";
pub(crate) const LOW: &str = "low";
pub(crate) const FOLLOWERS: &str = "followers";
pub(crate) const ENGAGEMENT: &str = "engagement";

/// Handles of the fields, the same for every index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The last bits of the post's id, to find it again.
    pub(crate) group: Field,
    pub(crate) places: Field,
    pub(crate) facts: Field,
    /// When it was posted, in microseconds.
    pub(crate) at: Field,
    /// The two halves of the id, to tell posts apart and to answer with.
    pub(crate) high: Field,
    pub(crate) low: Field,
    pub(crate) followers: Field,
    pub(crate) engagement: Field,
    /// In the order of [`Facet::ALL`].
    pub(crate) facets: [Field; Facet::ALL.len()],
}

/// The same for every index.
pub(crate) fn shape() -> &'static (Schema, Fields) {
    static SHAPE: LazyLock<(Schema, Fields)> = LazyLock::new(build);
    &SHAPE
}

fn build() -> (Schema, Fields) {
    let indexed = |option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(CUT)
                .set_fieldnorms(false)
                .set_index_option(option),
        )
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        group: schema.add_bytes_field("group", BytesOptions::default().set_indexed()),
        places: schema.add_text_field("places", indexed(IndexRecordOption::WithFreqsAndPositions)),
        facts: schema.add_text_field("facts", indexed(IndexRecordOption::Basic)),
        at: schema.add_i64_field(AT, FAST),
        high: schema.add_u64_field(HIGH, FAST),
        low: schema.add_u64_field(LOW, FAST),
        followers: schema.add_u64_field(FOLLOWERS, FAST),
        engagement: schema.add_u64_field(ENGAGEMENT, FAST),
        facets: Facet::ALL
            .map(|it| schema.add_text_field(it.slug(), TextOptions::default().set_fast("raw"))),
    };
    (schema.build(), fields)
}

pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        // Nothing is stored: there is nothing to compress.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// Teaches an index how our terms are read.
pub(crate) fn prepare(index: &Index) {
    index
        .tokenizers()
        .register(CUT, TextAnalyzer::builder(Cut).build());
}
