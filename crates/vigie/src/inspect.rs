//! `vigie inspect`: what Vigie understands, as JSON, without a house or a network.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use text::{TokenKind, entity::EntityKind};
use url::Url;

use crate::{cli::Inspect, exit::Blame as _, system};

/// The longest line read at once: the largest post any network allows, many times over.
const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

pub(crate) fn run(inspect: Inspect) -> anyhow::Result<ExitCode> {
    match inspect {
        Inspect::Text { file } => texts(file.as_deref()),
        Inspect::Feed { file, base } => feed(&file, base.as_deref()),
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: String,
}

#[derive(Serialize)]
struct Understood<'a> {
    id: Option<&'a RawValue>,
    lang: Option<String>,
    tokens: Vec<Token>,
    hashtags: Vec<Entity<'a>>,
    mentions: Vec<Entity<'a>>,
    urls: Vec<Entity<'a>>,
}

#[derive(Serialize)]
struct Token {
    term: Box<str>,
    start: u32,
    end: u32,
    pos: u32,
    kind: &'static str,
}

#[derive(Serialize)]
struct Entity<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn texts(file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let mut input: Box<dyn BufRead> = match file {
        Some(path) => Box::new(BufReader::new(open(path)?)),
        None => Box::new(BufReader::new(io::stdin().lock())),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut number = 0_u64;
    let mut line = String::new();
    loop {
        line.clear();
        number += 1;
        let read = io::Read::take(&mut input, LINE_BYTES_MAX)
            .read_line(&mut line)
            .with_context(|| format!("reading line {number}"))
            .user("one JSON object a line, in UTF-8")?;
        if read == 0 {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        let parsed: Line<'_> = serde_json::from_str(&line)
            .with_context(|| format!("in line {number}"))
            .user(r#"expected {"id":…,"text":"…"}"#)?;
        let understood = understand(parsed.id, &parsed.text);
        if let Err(error) = serde_json::to_writer(&mut out, &understood)
            .map_err(io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
        {
            return if error.kind() == io::ErrorKind::BrokenPipe {
                Ok(ExitCode::SUCCESS)
            } else {
                Err(error.into())
            };
        }
    }
    match out.flush() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn understand<'a>(id: Option<&'a RawValue>, source: &'a str) -> Understood<'a> {
    let text::Tokens {
        tokens, entities, ..
    } = text::tokenise(source);
    let of_kind = |is_wanted: fn(&EntityKind) -> bool| -> Vec<Entity<'a>> {
        entities
            .iter()
            .filter(|it| is_wanted(&it.kind))
            .map(|it| Entity {
                text: &source[it.range.clone()],
                start: it.range.start,
                end: it.range.end,
            })
            .collect()
    };
    Understood {
        id,
        lang: text::lang::detect(source).map(|it| it.lang.to_string()),
        tokens: tokens
            .into_iter()
            .map(|it| Token {
                term: it.term,
                start: it.start,
                end: it.end,
                pos: it.pos,
                kind: kind_name(it.kind),
            })
            .collect(),
        hashtags: of_kind(|it| matches!(it, EntityKind::Hashtag { .. })),
        mentions: of_kind(|it| matches!(it, EntityKind::Mention { .. })),
        urls: of_kind(|it| matches!(it, EntityKind::Url { .. })),
    }
}

const fn kind_name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Hashtag => "hashtag",
        TokenKind::TagWord => "tag_word",
        TokenKind::TagPart => "tag_part",
        TokenKind::Mention => "mention",
        TokenKind::Host => "host",
        TokenKind::UrlPart => "url_part",
        TokenKind::Emoji => "emoji",
        TokenKind::Ideograph => "ideograph",
    }
}

fn feed(file: &PathBuf, base: Option<&str>) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(file)
        .with_context(|| format!("reading {}", file.display()))
        .user("name an RSS, Atom or JSON Feed document")?;
    // Without the address it came from, relative links have nothing to lean on: this one never answers.
    let base = Url::parse(base.unwrap_or("https://feed.invalid/"))
        .context("reading --base")
        .user("an address such as https://example.org/feed.xml")?;
    let understood = networks::feed::inspect_json(&bytes, None, &base, system::seams().now());
    let refused = understood.get("title").is_none();
    crate::print(&format!("{understood:#}\n"));
    Ok(if refused {
        crate::exit::Kind::User.code()
    } else {
        ExitCode::SUCCESS
    })
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path)
        .with_context(|| format!("opening {}", path.display()))
        .user("check the path")
}
