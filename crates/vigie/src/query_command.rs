//! `vigie query`: check a query, save one, or evaluate many over a corpus.

mod past;

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::ExitCode,
};

use anyhow::Context as _;
use i18n::Words;
use jiff::Timestamp;
use matcher::{Input, Matcher, QueryKey, Scratch};
use model::{Author, Lang, Locale, Network, Post, RemoteRef, Untrusted};
use query::{Doc, Expr, Facts, Spelling};
use serde::Deserialize;
use serde_json::json;
use ui::kit::query::{forms_sentence, message};

use crate::{
    cli::{AddQuery, CheckQuery, EvalEngine, EvalQueries, Language},
    config::Config,
    exit::{Blame as _, Kind, user_error},
    house, source_command,
};

/// `vigie query add`: a column from the command line, while no server runs on the folder.
pub(crate) async fn add(mut config: Config, add: AddQuery) -> anyhow::Result<ExitCode> {
    let AddQuery {
        data,
        title,
        board,
        text,
    } = add;
    if let Some(dir) = data.data {
        config.data.dir = dir;
    }
    // A server at work holds its queries in memory: it has to be asked through its pages.
    let _lock = house::lock(&config.data.dir)?;
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    let operator = source_command::operator(&engine).await?;
    let known = engine
        .boards(&operator)
        .await?
        .into_iter()
        .find(|it| it.name == board);
    let on = match known {
        Some(known) => known.id,
        None => engine.board_add(&operator, &board, true).await?,
    };
    match engine.column_add(&operator, on, &title, &text).await {
        Ok(id) => {
            crate::print(&format!("{id}\n"));
            Ok(ExitCode::SUCCESS)
        }
        Err(engine::Error::Query(diagnostics)) => {
            let shown: String = diagnostics
                .iter()
                .map(|it| pointed(&text, it, Locale::En))
                .collect();
            Err(user_error(shown, "mend the query and try again"))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn check(check: &CheckQuery) -> anyhow::Result<ExitCode> {
    let mut source = check.text.clone();
    if source == "-" {
        source.clear();
        std::io::stdin()
            .read_to_string(&mut source)
            .context("reading the query")
            .user("one query, in UTF-8")?;
    }
    let source = source.trim_end_matches(['\n', '\r']);
    let (locale, spelling) = match check.lang {
        Language::Fr => (Locale::Fr, Spelling::French),
        Language::En => (Locale::En, Spelling::English),
    };
    let parsed = query::parse(source);
    let printed = parsed.valid().map(|it| query::print(it, spelling));
    let forms = parsed.valid().map(query::explain).unwrap_or_default();
    if check.json {
        let diagnostics: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|it| {
                json!({
                    "severity": it.severity.as_str(), "code": it.code.as_str(),
                    "start": it.span.start, "end": it.span.end,
                    "message": message(Words::new(locale), &it.code),
                    "fix": it.fix.as_ref().map(|fix| json!({
                        "start": fix.span.start, "end": fix.span.end, "replacement": fix.replacement,
                    })),
                })
            })
            .collect();
        crate::print(&format!(
            "{:#}\n",
            json!({
                "valid": printed.is_some(), "canonical": printed, "diagnostics": diagnostics,
                "forms": forms.iter().map(|it| (it.stems.word.as_ref(), &it.examples)).collect::<BTreeMap<_, _>>(),
            })
        ));
    } else {
        for diagnostic in &parsed.diagnostics {
            crate::print(&pointed(source, diagnostic, locale));
        }
        if let Some(printed) = &printed {
            crate::print(&format!("{printed}\n"));
        }
        for it in &forms {
            crate::print(&format!("{}\n", forms_sentence(Words::new(locale), it)));
        }
    }
    Ok(if printed.is_some() {
        ExitCode::SUCCESS
    } else {
        Kind::User.code()
    })
}

/// The query with the place underlined, what is wrong, and how to mend it.
fn pointed(source: &str, diagnostic: &query::Diagnostic, locale: Locale) -> String {
    let before = source[..diagnostic.span.start].chars().count();
    let width = source[diagnostic.span.clone()].chars().count().max(1);
    let mut shown = format!(
        "{}\n{}{}\n{}: {}\n",
        source,
        " ".repeat(before),
        "^".repeat(width),
        diagnostic.severity.as_str(),
        message(Words::new(locale), &diagnostic.code)
    );
    if let Some(fix) = &diagnostic.fix {
        let mended = format!(
            "{}{}{}",
            &source[..fix.span.start],
            fix.replacement,
            &source[fix.span.end..]
        );
        shown.push_str(&format!("hint: {mended}\n"));
    }
    shown
}

/// A post of a file of posts.
#[derive(Deserialize)]
pub(crate) struct CorpusLine {
    pub(crate) id: String,
    text: String,
    #[serde(default)]
    author: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    network: Option<String>,
}

#[derive(Deserialize)]
struct Queries {
    queries: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    query: String,
}

/// Queries, held by one of the two engines.
#[derive(Default)]
struct Holder {
    matcher: Matcher,
    scratch: Scratch,
    /// Evaluated one by one: all of them, or those the matcher has no place for.
    apart: Vec<(usize, Expr)>,
}

impl Holder {
    fn new(engine: EvalEngine, queries: Vec<Expr>) -> Self {
        let mut holder = Self::default();
        let queries = queries.into_iter().enumerate();
        if engine == EvalEngine::Naive {
            holder.apart.extend(queries);
            return holder;
        }
        holder.matcher.update(|edit| {
            for (number, expr) in queries {
                let key = u32::try_from(number).ok().and_then(QueryKey::new);
                if key.is_none_or(|it| edit.insert(it, &expr).is_err()) {
                    holder.apart.push((number, expr));
                }
            }
        });
        holder
    }

    /// The numbers of the queries that match, in no order.
    fn found(&mut self, post: &Post, lang: Option<Lang>) -> Vec<usize> {
        let facts = Facts {
            lang,
            ..Facts::default()
        };
        let (mut keys, input) = (Vec::new(), Input::known(post, &facts));
        self.matcher
            .snapshot()
            .matches(&mut self.scratch, input, &mut keys);
        let mut found: Vec<usize> = keys.iter().map(|it| it.number() as usize).collect();
        if !self.apart.is_empty() {
            let doc = Doc::new(post, lang);
            let evaluated = self
                .apart
                .iter()
                .filter(|(_, it)| query::evaluate(it, &doc).is_some());
            found.extend(evaluated.map(|(number, _)| *number));
        }
        found
    }
}

pub(crate) fn eval(eval: &EvalQueries) -> anyhow::Result<ExitCode> {
    let EvalQueries {
        corpus,
        queries,
        engine,
    } = eval;
    let asked: Queries = serde_json::from_reader(open(queries)?)
        .with_context(|| format!("in {}", queries.display()))
        .user(r#"expected {"queries":[{"query":"…"}]}"#)?;
    let mut parsed = Vec::with_capacity(asked.queries.len());
    for it in &asked.queries {
        let result = query::parse(&it.query);
        let Some(expr) = result.valid() else {
            let shown: String = result
                .diagnostics
                .iter()
                .map(|d| pointed(&it.query, d, Locale::En))
                .collect();
            return Err(anyhow::anyhow!("{shown}")).user("mend the query and try again");
        };
        parsed.push(expr.clone());
    }
    let posts = posts(corpus)?;
    let found = match engine {
        EvalEngine::Archive => past::eval(&posts, &parsed)?,
        EvalEngine::Naive | EvalEngine::Matcher => live(*engine, &posts, parsed),
    };
    let answer: BTreeMap<&str, &Vec<String>> = asked
        .queries
        .iter()
        .map(|it| it.query.as_str())
        .zip(&found)
        .collect();
    crate::print(&format!("{}\n", serde_json::to_string(&answer)?));
    Ok(ExitCode::SUCCESS)
}

/// A post of the corpus with the language found for it.
struct Sample {
    id: String,
    post: Post,
    lang: Option<Lang>,
}

fn posts(corpus: &Path) -> anyhow::Result<Vec<Sample>> {
    let mut posts = Vec::new();
    for (index, line) in open(corpus)?.lines().enumerate() {
        let line = line
            .with_context(|| format!("reading line {}", index + 1))
            .user("UTF-8 text")?;
        if line.trim().is_empty() {
            continue;
        }
        let line: CorpusLine = serde_json::from_str(&line)
            .with_context(|| format!("in line {} of {}", index + 1, corpus.display()))
            .user(r#"expected {"id":"…","text":"…"}"#)?;
        let id = line.id.clone();
        let post = post(line);
        let lang =
            text::lang::detect_with_claims(post.text.as_raw(), &post.langs).map(|it| it.lang);
        posts.push(Sample { id, post, lang });
    }
    Ok(posts)
}

/// The ids that each query finds, post by post.
fn live(engine: EvalEngine, posts: &[Sample], queries: Vec<Expr>) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = vec![Vec::new(); queries.len()];
    let mut holder = Holder::new(engine, queries);
    for it in posts {
        for number in holder.found(&it.post, it.lang) {
            found[number].push(it.id.clone());
        }
    }
    found
}

pub(crate) fn post(line: CorpusLine) -> Post {
    let network = line
        .network
        .as_deref()
        .and_then(Network::parse)
        .unwrap_or(Network::Replay);
    Post {
        langs: line
            .lang
            .as_deref()
            .and_then(Lang::parse)
            .into_iter()
            .collect(),
        raw: "".into(),
        ..Post::new(
            RemoteRef::new(network, line.id),
            Author::new(line.author.clone(), Untrusted::new(line.author)),
            Timestamp::UNIX_EPOCH,
            Untrusted::new(line.text),
        )
    }
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    File::open(path)
        .map(BufReader::new)
        .with_context(|| format!("opening {}", path.display()))
        .user("check the path")
}
