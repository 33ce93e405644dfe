//! The *extract* suite of twitter-text: every case must pass.

use super::read;
use crate::entity::{Entity, EntityKind, twitter};
use std::ops::Range;
use yaml_rust2::yaml::Hash;
use yaml_rust2::{Yaml, YamlLoader};

/// How many cases the suite has; fewer read would mean that some are not run.
const CASES: usize = 238;

#[test]
fn extract_suite_passes_whole() {
    let Some(suite) = read("twitter-text/conformance/extract.yml") else {
        return;
    };
    let docs = YamlLoader::load_from_str(&suite).expect("the suite is YAML");
    let sections = docs[0]["tests"].as_hash().expect("sections");
    let mut failures = Vec::new();
    let mut run = 0;
    for (section, cases) in sections {
        let section = section.as_str().expect("a name");
        for case in cases.as_vec().expect("cases") {
            let text = case["text"].as_str().expect("a text");
            let actual = actual(section, text);
            run += 1;
            if actual != case["expected"] {
                let description = case["description"].as_str().unwrap_or_default();
                failures.push(format!("{section}: {description}\n  {text}\n  {actual:?}"));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {run} fail\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert_eq!(run, CASES);
}

/// What we extract, in the shape of the suite's `expected`.
fn actual(section: &str, text: &str) -> Yaml {
    match section {
        "mentions" => names(text, &twitter::mentions(text)),
        "mentions_with_indices" => indexed(text, &twitter::mentions(text), "screen_name"),
        "mentions_or_lists_with_indices" => lists(text, &twitter::mentions_or_lists(text)),
        "replies" => twitter::reply(text).map_or(Yaml::Null, |it| string(&text[it])),
        "urls" | "tco_urls_with_params" => names(text, &twitter::urls(text)),
        "urls_with_indices" | "urls_with_directional_markers" => {
            indexed(text, &twitter::urls(text), "url")
        }
        "hashtags" | "hashtags_from_astral" => names(text, &twitter::hashtags(text)),
        "hashtags_with_indices" => indexed(text, &twitter::hashtags(text), "hashtag"),
        "cashtags" => names(text, &twitter::cashtags(text)),
        "cashtags_with_indices" => indexed(text, &twitter::cashtags(text), "cashtag"),
        other => panic!("an unknown section: {other}"),
    }
}

fn names(text: &str, entities: &[Entity]) -> Yaml {
    Yaml::Array(entities.iter().map(|it| string(name(text, it))).collect())
}

fn indexed(text: &str, entities: &[Entity], key: &str) -> Yaml {
    let row = |it: &Entity| {
        hash(&[
            (key, string(name(text, it))),
            ("indices", indices(text, &it.range)),
        ])
    };
    Yaml::Array(entities.iter().map(row).collect())
}

fn lists(text: &str, entities: &[Entity]) -> Yaml {
    let row = |it: &Entity| {
        let slug = match &it.kind {
            EntityKind::List { slug, .. } => &text[slug.start - 1..slug.end],
            _ => "",
        };
        hash(&[
            ("screen_name", string(name(text, it))),
            ("list_slug", string(slug)),
            ("indices", indices(text, &it.range)),
        ])
    };
    Yaml::Array(entities.iter().map(row).collect())
}

fn name<'t>(text: &'t str, entity: &Entity) -> &'t str {
    let range = match &entity.kind {
        EntityKind::Url { .. } => &entity.range,
        EntityKind::Hashtag { name } | EntityKind::Cashtag { name } => name,
        EntityKind::Mention { user, .. } | EntityKind::List { user, .. } => user,
    };
    &text[range.clone()]
}

/// The suite counts characters.
fn indices(text: &str, range: &Range<usize>) -> Yaml {
    let chars =
        |at: usize| Yaml::Integer(i64::try_from(text[..at].chars().count()).expect("short"));
    Yaml::Array(vec![chars(range.start), chars(range.end)])
}

fn string(text: &str) -> Yaml {
    Yaml::String(text.to_owned())
}

fn hash(pairs: &[(&str, Yaml)]) -> Yaml {
    Yaml::Hash(
        pairs
            .iter()
            .map(|(key, value)| (string(key), value.clone()))
            .collect::<Hash>(),
    )
}
