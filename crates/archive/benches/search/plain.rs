//! tantivy as it comes: one text, its default analyser, a date to sort by.

use std::path::Path;

use tantivy::{
    Index, IndexWriter, TantivyDocument,
    schema::{FAST, Schema, TEXT},
};

use crate::{at, clock::Spent, pages, say, workload::World};

/// How much an index holds, in one folder or one a month: what the time to write it goes into.
pub(crate) fn tell_size(what: &str, path: &Path, n_posts: usize) {
    let folders = std::fs::read_dir(path).expect("a folder");
    let folders = folders.flatten().map(|it| it.path());
    let folders: Vec<_> = folders.filter(|it| it.is_dir()).collect();
    let folders = if folders.is_empty() {
        vec![path.to_owned()]
    } else {
        folders
    };
    let (mut entries, mut terms, mut columns) = (0, 0, 0);
    for folder in folders {
        let index = Index::open_in_dir(folder).expect("an index");
        let searcher = index.reader().expect("a reader").searcher();
        columns = index
            .schema()
            .fields()
            .filter(|(_, it)| it.is_fast())
            .count();
        for segment in searcher.segment_readers() {
            for (field, entry) in index.schema().fields() {
                if entry.is_indexed() {
                    let index = segment.inverted_index(field).expect("a field");
                    let mut stream = index.terms().stream().expect("terms");
                    while let Some((_, info)) = stream.next() {
                        entries += u64::from(info.doc_freq);
                        terms += 1;
                    }
                }
            }
        }
    }
    let a_post = |n: u64| n as f64 / n_posts as f64;
    say(&format!(
        "  {what}: {:.1} terms and {columns} columns a post, {:.2} terms in dictionaries a post",
        a_post(entries),
        a_post(terms)
    ));
}

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
