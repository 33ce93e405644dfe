use std::collections::BTreeMap;

use jiff::Timestamp;
use model::Post;
use proptest::prelude::*;
use url::Url;

use super::{KNOWN_MAX, Memory};
use crate::feed::decode;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_795_262_400 + minute * 60).unwrap()
}

#[track_caller]
fn sift(memory: &mut Memory, items: &str, minute: i64) -> Vec<Post> {
    let document = format!("<rss version='2.0'><channel><title>J</title>{items}</channel></rss>");
    let base = Url::parse("https://journal.example/flux").unwrap();
    let feed = decode(document.as_bytes(), None, &base, at(minute)).unwrap();
    memory.sift(feed.items, at(minute))
}

fn ids(posts: &[Post]) -> Vec<&str> {
    posts.iter().map(|it| &*it.at.id).collect()
}

/// Each look of `looks` at a feed, with the ids that must come out of it.
#[track_caller]
fn check(looks: &[(&str, &[&str])]) {
    let mut memory = Memory::default();
    for (minute, (items, expect)) in (0..).zip(looks) {
        assert_eq!(
            ids(&sift(&mut memory, items, minute)),
            *expect,
            "look {minute}: {items}"
        );
    }
}

const ONE: &str = "<item><guid>urn:un:article</guid><link>https://j.example/1</link><title>Un</title>\
                   <pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>a</description></item>";

#[test]
fn item_unchanged_comes_once() {
    check(&[
        (ONE, &["urn:un:article"]),
        (ONE, &[]),
        ("", &[]),
        (ONE, &[]),
    ]);
}

#[test]
fn item_changed_comes_as_a_version() {
    let mut memory = Memory::default();
    let first = sift(&mut memory, ONE, 0).remove(0);
    let second = sift(&mut memory, &ONE.replace(">a<", ">b<"), 10).remove(0);
    let third = sift(&mut memory, ONE, 20).remove(0);
    assert_eq!(
        (&first.at.id, &first.at.host),
        (&second.at.id, &second.at.host)
    );
    assert_ne!(first.at.rev, second.at.rev);
    assert_eq!(first.at.rev, third.at.rev);
    assert_eq!(
        (first.edited_at, second.edited_at, third.edited_at),
        (None, Some(at(10)), Some(at(20)))
    );
    assert_eq!(
        (first.created_at, first.created_at),
        (second.created_at, third.created_at)
    );
}

#[test]
fn version_said_to_be_older_is_dated_by_us() {
    let edited = |text: &str, updated: &str| {
        ONE.replace(">a<", &format!(">{text}<"))
            .replace("</item>", &format!("<updated>{updated}</updated></item>"))
    };
    let mut memory = Memory::default();
    sift(&mut memory, ONE, 0);
    let said = sift(&mut memory, &edited("b", "2026-11-20T11:00:00Z"), 10).remove(0);
    assert_eq!(
        said.edited_at,
        Some("2026-11-20T11:00:00Z".parse().unwrap())
    );
    let stuck = sift(&mut memory, &edited("c", "2026-11-20T11:00:00Z"), 20).remove(0);
    assert_eq!(stuck.edited_at, Some(at(20)));
}

#[test]
fn date_that_moves_is_no_change() {
    check(&[
        (ONE, &["urn:un:article"]),
        (&ONE.replace("20 Nov", "21 Nov"), &[]),
    ]);
}

#[test]
fn id_that_changes_does_not_double() {
    let renamed = ONE.replace("urn:un:article", "urn:deux:article");
    check(&[
        (ONE, &["urn:un:article"]),
        (&renamed, &[]),
        (&renamed.replace(">a<", ">b<"), &["urn:un:article"]),
    ]);
    let moved = renamed.replace("https://j.example/1", "https://j.example/nouveau/1");
    check(&[(ONE, &["urn:un:article"]), (&moved, &[])]);
    let without = ONE.replace("<guid>urn:un:article</guid>", "");
    check(&[(ONE, &["urn:un:article"]), (&without, &[]), (ONE, &[])]);
}

#[test]
fn page_that_shows_one_news_after_another_gives_each() {
    let next = ONE
        .replace("urn:un:article", "urn:deux:article")
        .replace(">Un<", ">Deux<")
        .replace("10:00:00", "11:00:00");
    check(&[(ONE, &["urn:un:article"]), (&next, &["urn:deux:article"])]);
}

#[test]
fn id_that_all_share_names_nothing() {
    let two = format!(
        "{ONE}{}",
        ONE.replace("j.example/1", "j.example/2")
            .replace(">Un<", ">Deux<")
    );
    let expect: &[&str] = &["https://j.example/1", "https://j.example/2"];
    check(&[
        (&two, expect),
        (&two, &[]),
        (&two.replace(">Deux<", ">Trois<"), &["https://j.example/2"]),
    ]);
    let one_link = two.replace("j.example/2", "j.example/1");
    let mut memory = Memory::default();
    assert_eq!(sift(&mut memory, &one_link, 0).len(), 2);
    assert_eq!(sift(&mut memory, &one_link, 1).len(), 0);
}

#[test]
fn item_twice_in_a_document_comes_once() {
    check(&[
        (&format!("{ONE}{ONE}"), &["urn:un:article"]),
        (&format!("{ONE}{ONE}"), &[]),
    ]);
}

#[test]
fn items_come_oldest_first() {
    let later = ONE
        .replace("urn:un:article", "urn:deux:article")
        .replace("j.example/1", "j.example/2")
        .replace("10:00:00", "11:00:00");
    check(&[(
        &format!("{later}{ONE}"),
        &["urn:un:article", "urn:deux:article"],
    )]);
}

#[test]
fn memory_is_bounded_and_keeps_what_is_before_our_eyes() {
    let items = |range: std::ops::Range<i32>| {
        range
            .map(|n| format!("<item><guid>urn:article:{n}</guid><title>t{n}</title></item>"))
            .collect::<String>()
    };
    let mut memory = Memory::default();
    for (minute, from) in (0..).zip((0..9_000).step_by(1_000)) {
        assert_eq!(
            sift(&mut memory, &items(from..from + 1_000), minute).len(),
            1_000
        );
        assert!(memory.known.len() <= KNOWN_MAX);
    }
    assert_eq!(sift(&mut memory, &items(8_000..9_000), 100).len(), 0);
    assert_eq!(sift(&mut memory, &items(7_000..8_000), 101).len(), 0);
    let json = serde_json::to_vec(&memory).unwrap();
    assert!(zstd::bulk::compress(&json, 3).unwrap().len() < 200_000);
}

/// An article of a site, as its editors know it.
#[derive(Clone, Debug)]
struct Article {
    n: usize,
    id: Option<u32>,
    link: Option<u32>,
    title: u32,
    text: u32,
    has_date: bool,
    is_shown: bool,
}

impl Article {
    fn item(&self) -> String {
        let Self { n, title, text, .. } = self;
        let id = self
            .id
            .map(|it| format!("<guid>urn:article:{n}:{it}</guid>"))
            .unwrap_or_default();
        let link = self
            .link
            .map(|it| format!("<link>https://j.example/{n}/{it}</link>"))
            .unwrap_or_default();
        let date = if self.has_date {
            "<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>"
        } else {
            ""
        };
        format!(
            "<item>{id}{link}{date}<title>Titre {n} {title}</title><description>{text}</description></item>"
        )
    }
}

/// What editors and their software do to one article between two looks.
#[derive(Clone, Copy, Debug)]
enum Change {
    Nothing,
    Text,
    Title,
    Id,
    Link,
    IdAndLink,
    Hide,
    Show,
}

impl Change {
    /// Makes the change, where something is left to know the article by.
    fn make(self, it: &mut Article) {
        match self {
            Self::Hide => it.is_shown = false,
            Self::Show => it.is_shown = true,
            _ if !it.is_shown => {}
            Self::Nothing => {}
            Self::Text => it.text += 1,
            Self::Title
                if it.id.is_some() || it.link.is_some() && (it.id.is_none() || it.has_date) =>
            {
                it.title += 1;
            }
            Self::Id if it.has_date || it.link.is_some() => it.id = it.id.map(|id| id + 1),
            Self::Link if it.has_date || it.id.is_some() => it.link = it.link.map(|link| link + 1),
            Self::IdAndLink if it.has_date => {
                (it.id, it.link) = (it.id.map(|id| id + 1), it.link.map(|link| link + 1));
            }
            Self::Title | Self::Id | Self::Link | Self::IdAndLink => {}
        }
    }
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let article = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    prop::collection::vec(article, 1..6).prop_map(|kinds| {
        let article =
            |(n, (id, link, has_date, is_shown)): (usize, (bool, bool, bool, bool))| Article {
                n,
                id: id.then_some(0),
                link: link.then_some(0),
                title: 0,
                text: 0,
                // Without anything else, the date is needed to know an article again.
                has_date: has_date || (!id && !link),
                is_shown,
            };
        kinds.into_iter().enumerate().map(article).collect()
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop::sample::select(vec![
        Change::Nothing,
        Change::Text,
        Change::Title,
        Change::Id,
        Change::Link,
        Change::IdAndLink,
        Change::Hide,
        Change::Show,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to a feed between looks, each article comes once for each of its texts, always
    /// under the same reference.
    #[test]
    fn each_article_comes_once_for_each_text(
        mut articles in articles(),
        looks in prop::collection::vec((prop::collection::vec(change(), 6), any::<bool>()), 1..12),
    ) {
        let mut memory = Memory::default();
        let mut emitted: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        let mut references: BTreeMap<usize, Box<str>> = BTreeMap::new();
        let mut edits: BTreeMap<usize, Option<Timestamp>> = BTreeMap::new();
        for (minute, (changes, backwards)) in (0..).zip(looks) {
            for (article, change) in articles.iter_mut().zip(changes) {
                change.make(article);
            }
            let mut items: Vec<String> = articles.iter().filter(|it| it.is_shown).map(Article::item).collect();
            if backwards {
                items.reverse();
            }
            let posts = sift(&mut memory, &items.concat(), minute);
            // The memory is stored between two looks.
            memory = serde_json::from_str(&serde_json::to_string(&memory).unwrap()).unwrap();
            let mut expect: Vec<usize> = articles
                .iter()
                .filter(|it| it.is_shown && emitted.get(&it.n) != Some(&(it.title, it.text)))
                .map(|it| it.n)
                .collect();
            for post in &posts {
                let title = post.title.as_ref().unwrap().as_raw();
                let n: usize = title.split(' ').nth(1).unwrap().parse().unwrap();
                let place = expect.iter().position(|it| *it == n);
                prop_assert!(place.is_some(), "article {} came for nothing", n);
                expect.remove(place.unwrap());
                let reference = references.entry(n).or_insert_with(|| post.at.id.clone());
                prop_assert_eq!(&*reference, &post.at.id);
                let before = edits.insert(n, post.edited_at);
                prop_assert!(before.is_none_or(|it| it < post.edited_at), "versions are in order");
            }
            prop_assert!(expect.is_empty(), "articles {:?} did not come", expect);
            emitted.extend(articles.iter().filter(|it| it.is_shown).map(|it| (it.n, (it.title, it.text))));
        }
    }
}
