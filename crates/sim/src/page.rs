//! Pages a person can read: a post with its answers, an article. Plain HTML, everything escaped.

use std::fmt::Write;

use crate::{
    cast::Account,
    event::PostIndex,
    media,
    wire::{View, instant},
};

/// Answers shown under a post.
const ANSWERS_MAX: usize = 50;

const STYLE: &str = "body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;\
color:#17313b;background:#eef4f6}article{background:#fff;border-radius:12px;padding:1rem 1.25rem;margin:0 0 .75rem}\
.who{display:flex;gap:.6rem;align-items:center}.who img{width:44px;height:44px;border-radius:50%}\
.who span,time{color:#4a6670}p{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}\
figure{margin:0}figure img{width:100%;border-radius:10px}a{color:#0b5a74}";

/// Text made safe inside an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No such character may stand in XML; feeds and pages share this function.
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            other => out.push(other),
        }
    }
    out
}

fn whole(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{} · Aubrelac</title>\
         <style>{STYLE}</style></head><body>{body}</body></html>\n",
        escape(title)
    )
}

fn who(account: &Account) -> String {
    format!(
        "<div class=\"who\"><img src=\"/media/{}.svg\" alt=\"\"><div><b>{}</b><br><span>@{}</span></div></div>",
        escape(&account.avatar),
        escape(&account.name),
        escape(&account.handle)
    )
}

/// The page of a post; `None` when it is not there, or not by that account.
pub(crate) fn post(view: View<'_>, handle: &str, id: &str) -> Option<String> {
    let index = view.ledger.find(id)?;
    let record = view.ledger.post(index);
    let author = view.author_of(record);
    if record.is_deleted || &*author.handle != handle {
        return None;
    }
    let mut body = String::new();
    if let Some((parent, _)) = record.post.reply_to {
        link(&mut body, view, parent, "En réponse à");
    }
    if let Some(of) = record.post.repost_of.or(record.post.quote_of) {
        link(&mut body, view, of, "Message repris :");
    }
    body.push_str(&one(view, index));
    let answers = view.ledger.posts().iter().zip(0..).skip(index as usize + 1);
    let answers = answers
        .filter(|(it, _)| !it.is_deleted && it.post.reply_to.is_some_and(|(to, _)| to == index));
    for (_, answer) in answers.take(ANSWERS_MAX) {
        body.push_str(&one(view, answer));
    }
    Some(whole(&author.name, &body))
}

fn link(body: &mut String, view: View<'_>, index: PostIndex, words: &str) {
    let record = view.ledger.post(index);
    let author = view.author_of(record);
    let gone = if record.is_deleted {
        " (supprimé)"
    } else {
        ""
    };
    // Writing to a `String` cannot fail.
    let _ = write!(
        body,
        "<p>{words} <a href=\"/@{0}/{1}\">@{0}</a>{gone}</p>",
        escape(&author.handle),
        view.ledger.post_id(index)
    );
}

fn one(view: View<'_>, index: PostIndex) -> String {
    let record = view.ledger.post(index);
    let author = view.author_of(record);
    let attached = attached(view, index);
    let edited = if record.edits.is_empty() {
        ""
    } else {
        ", modifié"
    };
    format!(
        "<article>{}<p>{}</p>{attached}<a href=\"/@{}/{}\"><time datetime=\"{4}\">{4}</time></a>{edited}</article>",
        who(author),
        escape(record.text()),
        escape(&author.handle),
        view.ledger.post_id(index),
        instant(record.created_at)
    )
}

/// What a post carries besides its words.
fn attached(view: View<'_>, index: PostIndex) -> String {
    let record = view.ledger.post(index);
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    for it in &record.post.images {
        let picture = &media::PICTURES[it.index];
        let alt = if it.alt { picture.alt } else { "" };
        let _ = write!(
            out,
            "<figure><img src=\"/media/{}.svg\" alt=\"{}\"></figure>",
            picture.name,
            escape(alt)
        );
    }
    if let Some(poll) = &record.post.poll {
        out.push_str("<ul>");
        for (choice, votes) in poll.choices.iter().zip(poll.votes(record.crowd)) {
            let _ = write!(out, "<li>{} : {votes}</li>", escape(&choice.label));
        }
        out.push_str("</ul>");
    }
    if let Some(of) = record.post.shared
        && let Some(article) = &view.ledger.post(of).post.article
    {
        let _ = write!(
            out,
            "<p><a href=\"{}\">{}</a></p>",
            escape(&view.article_url(of)),
            escape(&article.title)
        );
    }
    out
}

/// The page of an article; `None` when it is not there, or not of that paper.
pub(crate) fn article(view: View<'_>, paper: &str, id: &str) -> Option<String> {
    let index = view.ledger.find(id)?;
    let record = view.ledger.post(index);
    let author = view.author_of(record);
    let article = record.post.article.as_deref()?;
    if record.is_deleted || &*author.handle != paper {
        return None;
    }
    let body = format!(
        "<article>{}<h1>{}</h1><p>{}</p><time datetime=\"{3}\">{3}</time></article>",
        who(author),
        escape(&article.title),
        escape(&article.body),
        instant(record.created_at)
    );
    Some(whole(&article.title, &body))
}
