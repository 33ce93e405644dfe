//! The papers' feeds: RSS 2.0 for two, Atom for the third, as real papers do.

use std::fmt::Write;

use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

use crate::{
    cast::{Account, Kind},
    event::PostIndex,
    page::escape,
    wire::{View, instant},
};

/// What a paper's feed holds.
const ITEMS_MAX: usize = 30;
/// The paper that publishes Atom.
const ATOM: &str = "fanal";

pub(crate) struct Feed {
    pub(crate) etag: String,
    pub(crate) last_modified: String,
    pub(crate) content_type: &'static str,
    pub(crate) xml: String,
}

/// The feed of a paper; `None` when the account is no paper.
pub(crate) fn feed(view: View<'_>, handle: &str) -> Option<Feed> {
    let id = view.cast.find(handle)?;
    let paper = view.cast.get(id);
    if paper.kind != Kind::Official("press") {
        return None;
    }
    let items = view.ledger.articles_of(id, ITEMS_MAX);
    let updated = items
        .iter()
        .map(|it| view.ledger.post(*it).created_at)
        .max()
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let newest = items
        .first()
        .map_or_else(|| "empty".to_owned(), |it| view.ledger.post_id(*it));
    let is_atom = handle == ATOM;
    Some(Feed {
        etag: format!("\"{newest}-{}\"", items.len()),
        last_modified: http_date(updated),
        content_type: if is_atom {
            "application/atom+xml; charset=utf-8"
        } else {
            "application/rss+xml; charset=utf-8"
        },
        xml: if is_atom {
            atom(view, paper, &items, updated)
        } else {
            rss(view, paper, &items, updated)
        },
    })
}

fn http_date(at: Timestamp) -> String {
    let printer = DateTimePrinter::new();
    printer
        .timestamp_to_rfc9110_string(&at)
        .expect("our dates are within years 0 to 9999")
}

fn rss(view: View<'_>, paper: &Account, items: &[PostIndex], updated: Timestamp) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>{}</title><link>{}</link>\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}/press/{}/feed.xml\"/>\
         <description>{}</description><language>fr</language><lastBuildDate>{}</lastBuildDate>\n",
        escape(&paper.name),
        view.base,
        view.base,
        escape(&paper.handle),
        escape(&paper.bio),
        http_date(updated)
    );
    for &index in items {
        let record = view.ledger.post(index);
        let Some(article) = record.post.article.as_deref() else {
            continue;
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "<item><title>{}</title><link>{}</link><guid isPermaLink=\"false\">{}</guid>\
             <pubDate>{}</pubDate><description>{}</description></item>",
            escape(&article.title),
            view.article_url(index),
            view.ledger.post_id(index),
            http_date(record.created_at),
            // As most papers do: a description is HTML, escaped once more.
            escape(&format!("<p>{}</p>", escape(&article.body)))
        );
    }
    out.push_str("</channel></rss>\n");
    out
}

fn atom(view: View<'_>, paper: &Account, items: &[PostIndex], updated: Timestamp) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\
         <title>{}</title><subtitle>{}</subtitle><id>tag:aubrelac.example,2020:{}</id>\
         <link rel=\"self\" href=\"{}/press/{}/feed.xml\"/><updated>{}</updated>\n",
        escape(&paper.name),
        escape(&paper.bio),
        escape(&paper.handle),
        view.base,
        escape(&paper.handle),
        instant(updated)
    );
    for &index in items {
        let record = view.ledger.post(index);
        let Some(article) = record.post.article.as_deref() else {
            continue;
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "<entry><title>{}</title><link href=\"{}\"/><id>tag:aubrelac.example,2020:{}</id>\
             <updated>{}</updated><author><name>{}</name></author><summary>{}</summary></entry>",
            escape(&article.title),
            view.article_url(index),
            view.ledger.post_id(index),
            instant(record.created_at),
            escape(&paper.name),
            escape(&article.body)
        );
    }
    out.push_str("</feed>\n");
    out
}
