//! tantivy as it comes: one text, its default analyser, a date to sort by.

use std::path::Path;

use tantivy::{
    Index, IndexWriter, TantivyDocument,
    schema::{FAST, Schema, TEXT},
};

use crate::{at, clock::Spent, pages, workload::World};

/// As much as ours has.
const WRITER_BYTES: usize = 48_000_000;

pub(crate) fn index(world: &World, n_posts: usize, path: &Path) -> Spent {
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let date = schema.add_i64_field("at", FAST);
    std::fs::create_dir_all(path).expect("a folder");
    let index = Index::create_in_dir(path, schema.build()).expect("an index");
    let mut writer: IndexWriter = index
        .writer_with_num_threads(1, WRITER_BYTES)
        .expect("a writer");
    let mut spent = Spent::default();
    for (first, lines) in pages(world, n_posts) {
        spent.on(|| {
            for (number, line) in (first..).zip(&lines) {
                let mut entry = TantivyDocument::new();
                entry.add_text(text, &line.text);
                entry.add_i64(date, at(number, n_posts));
                writer.add_document(entry).expect("indexed");
            }
            writer.commit().expect("committed");
        });
    }
    spent.work_on(|| writer.wait_merging_threads().expect("merged"));
    spent
}
