use std::collections::BTreeSet;

use model::{Card, GoneWhy, Media, MediaKind, Poll, PollChoice, PostKind, Span, SpanKind};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::*;
use crate::{
    Kind, mention,
    mention::NewMention,
    testing::{World, at, author, db_test, post},
};

/// As the database gives it back: no evidence, NUL replaced, to the microsecond.
fn as_stored(mut post: Post) -> Post {
    fn clean_box(text: &str) -> Box<str> {
        clean(text).into()
    }
    post.at.host = clean_box(&post.at.host);
    post.at.id = clean_box(&post.at.id);
    post.at.rev = post.at.rev.as_deref().map(clean_box);
    post.author.id = clean_box(&post.author.id);
    post.author.handle = clean_untrusted(&post.author.handle);
    post.author.name = clean_untrusted(&post.author.name);
    post.author.avatar = post.author.avatar.as_deref().map(clean_box);
    post.title = post.title.as_ref().map(clean_untrusted);
    post.text = clean_untrusted(&post.text);
    post.url = post.url.as_deref().map(clean_box);
    post.raw = "".into();
    post
}

fn clean_untrusted(text: &Untrusted) -> Untrusted {
    Untrusted::new(clean(text.as_raw()))
}

/// Short texts of everything a stranger may send: NUL, quotes, other scripts, emoji.
fn texts() -> impl Strategy<Value = Box<str>> {
    prop::collection::vec(
        prop_oneof![
            Just('\0'),
            Just('\''),
            Just('"'),
            Just('\\'),
            Just('🎉'),
            Just('é'),
            any::<char>(),
            Just('a')
        ],
        0..8,
    )
    .prop_map(|it| it.into_iter().collect::<String>().into())
}

fn untrusted() -> impl Strategy<Value = Untrusted> {
    texts().prop_map(|it| Untrusted::new(it.into_string()))
}

fn refs() -> impl Strategy<Value = RemoteRef> {
    (
        prop::sample::select(Network::ALL.to_vec()),
        texts(),
        texts(),
        prop::option::of(texts()),
    )
        .prop_map(|(network, host, id, rev)| RemoteRef {
            network,
            host,
            id,
            rev,
        })
}

fn kinds() -> impl Strategy<Value = PostKind> {
    prop_oneof![
        Just(PostKind::Post),
        Just(PostKind::Article),
        (refs(), prop::option::of(refs())).prop_map(|(to, root)| PostKind::Reply { to, root }),
        refs().prop_map(|of| PostKind::Repost { of }),
        refs().prop_map(|of| PostKind::Quote { of }),
    ]
}

fn media() -> impl Strategy<Value = Media> {
    let kinds = [
        MediaKind::Image,
        MediaKind::Video,
        MediaKind::Audio,
        MediaKind::Other,
    ];
    let size = || prop::option::of(any::<u32>());
    (
        prop::sample::select(kinds.to_vec()),
        prop::option::of(texts()),
        untrusted(),
        prop::option::of(texts()),
        size(),
        size(),
    )
        .prop_map(|(kind, url, alt, poster, width, height)| Media {
            kind,
            url,
            alt,
            poster,
            width,
            height,
        })
}

fn polls() -> impl Strategy<Value = Poll> {
    let choice = (untrusted(), figures()).prop_map(|(label, votes)| PollChoice { label, votes });
    (
        prop::collection::vec(choice, 0..4),
        figures(),
        prop::option::of(moments()),
        any::<bool>(),
    )
        .prop_map(|(choices, voters, ends_at, is_multiple)| Poll {
            choices,
            voters,
            ends_at,
            is_multiple,
        })
}

fn spans() -> impl Strategy<Value = Span> {
    let kinds = prop_oneof![
        texts().prop_map(SpanKind::Link),
        texts().prop_map(SpanKind::Mention),
        texts().prop_map(SpanKind::Tag),
    ];
    (0_usize..500, 0_usize..50, kinds).prop_map(|(start, len, kind)| Span {
        range: start..start + len,
        kind,
    })
}

fn moments() -> impl Strategy<Value = Timestamp> {
    // jiff's whole range but its last seconds, to the microsecond.
    (-377_705_000_000_i64..253_402_000_000, 0_i64..1_000_000).prop_map(|(second, micro)| {
        Timestamp::from_microsecond(second * 1_000_000 + micro).unwrap()
    })
}

fn figures() -> impl Strategy<Value = Option<u64>> {
    prop::option::of(prop_oneof![
        0_u64..100,
        Just(u64::try_from(i64::MAX).unwrap())
    ])
}

fn posts() -> impl Strategy<Value = Post> {
    let author = (
        texts(),
        untrusted(),
        untrusted(),
        prop::option::of(texts()),
        figures(),
    );
    let times = (moments(), prop::option::of(moments()));
    let langs = prop::collection::vec("[a-z]{2,3}", 0..3);
    let card = prop::option::of((texts(), untrusted(), untrusted()));
    let said = (
        prop::option::of(untrusted()),
        untrusted(),
        prop::option::of(texts()),
        texts(),
    );
    let parts = (
        prop::collection::vec(spans(), 0..4),
        prop::collection::vec(media(), 0..3),
        card,
        langs,
        prop::option::of(polls()),
        prop::collection::vec(texts(), 0..3),
    );
    (
        refs(),
        author,
        times,
        kinds(),
        said,
        parts,
        (figures(), figures(), figures()),
    )
        .prop_map(|(at, author, times, kind, said, parts, counts)| Post {
            at,
            author: Author {
                id: author.0,
                handle: author.1,
                name: author.2,
                avatar: author.3,
                followers: author.4,
            },
            created_at: times.0,
            edited_at: times.1,
            kind,
            title: said.0,
            text: said.1,
            spans: parts.0,
            langs: parts.3.iter().map(|it| Lang::parse(it).unwrap()).collect(),
            url: said.2,
            media: parts.1,
            card: parts.2.map(|(url, title, description)| Card {
                url,
                title,
                description,
            }),
            poll: parts.4,
            counts: Counts {
                replies: counts.0,
                reposts: counts.1,
                likes: counts.2,
            },
            answered: parts.5,
            raw: said.3,
        })
}

db_test! {
    async fn any_post_comes_back_as_it_was(world) {
        let mut runner = TestRunner::deterministic();
        for _ in 0..150 {
            let post = posts().new_tree(&mut runner).unwrap().current();
            let mut tx = world.write().await;
            let incoming = Incoming { lang: Some(Lang::FRENCH), ..world.incoming(&post) };
            save_many(&mut tx, world.org, at(5), &[incoming]).await.unwrap();
            let found = find(&mut tx, world.org, &post.at).await.unwrap().unwrap();
            let expected = Stored {
                id: incoming.id,
                post: as_stored(post.clone()),
                lang: Some(Lang::FRENCH),
                source: None,
                received_at: at(5),
            };
            assert_eq!(found, expected);
            assert_eq!(raw(&mut tx, world.org, found.id).await.unwrap().as_deref(), Some(&*clean(&post.raw)));
            // Dropped, so that the next post may have the same key.
        }
    }
}

db_test! {
    async fn same_post_again_is_the_same(world) {
        let said = post("p1", "bonjour");
        let id = world.save_new(at(1), &said).await;
        assert_eq!(world.save(at(2), std::slice::from_ref(&said)).await, [Saved::Same(id)]);
        let found = find(&mut world.read().await, world.org, &said.at).await.unwrap().unwrap();
        assert_eq!(found.received_at, at(1));
    }
}

db_test! {
    async fn edit_takes_the_place_of_the_older_version(world) {
        let mut said = post("p1", "la patinoir");
        said.at.rev = Some("r1".into());
        let id = world.save_new(at(1), &said).await;
        let mut edited = said.clone();
        edited.at.rev = Some("r2".into());
        edited.text = "la patinoire".into();
        edited.edited_at = Some(at(9));
        edited.created_at = at(500);
        edited.raw = r#"{"edited":true}"#.into();
        assert_eq!(world.save(at(10), &[edited.clone()]).await, [Saved::Updated(id)]);
        // The first version, replayed, does not come back.
        assert_eq!(world.save(at(11), &[said.clone()]).await, [Saved::Same(id)]);
        let mut tx = world.read().await;
        let found = find(&mut tx, world.org, &said.at).await.unwrap().unwrap();
        assert_eq!(found.post.text.as_raw(), "la patinoire");
        assert_eq!(found.post.at.rev.as_deref(), Some("r2"));
        assert_eq!((found.post.edited_at, found.post.created_at), (Some(at(9)), said.created_at));
        assert_eq!(raw(&mut tx, world.org, id).await.unwrap().as_deref(), Some(r#"{"edited":true}"#));
    }
}

db_test! {
    async fn version_known_by_its_revision_is_not_read_again(world) {
        let mut said = post("p1", "bonjour");
        said.at.rev = Some("r1".into());
        let id = world.save_new(at(1), &said).await;
        // Another source decodes the same version a little differently.
        said.text = "bonjour ".into();
        assert_eq!(world.save(at(2), &[said]).await, [Saved::Same(id)]);
    }
}

db_test! {
    async fn batch_is_folded_in_its_order(world) {
        let mut edited = post("p1", "deux");
        edited.edited_at = Some(at(3));
        let batch = [post("p1", "un"), post("p2", "autre"), edited, post("p1", "un")];
        let saved = world.save(at(5), &batch).await;
        let [Saved::New(one), Saved::New(two), Saved::Updated(same), Saved::Same(still)] = saved[..] else {
            panic!("{saved:?}");
        };
        assert_eq!((same, still), (one, one));
        assert_ne!(one, two);
        let found = find(&mut world.read().await, world.org, &batch[0].at).await.unwrap().unwrap();
        assert_eq!(found.post.text.as_raw(), "deux");
    }
}

db_test! {
    async fn large_batches_are_taken_whole(world) {
        let batch: Vec<Post> = (0..1_000).map(|n| post(&format!("p{n}"), "bonjour")).collect();
        let saved = world.save(at(5), &batch).await;
        assert!(saved.iter().all(|it| matches!(it, Saved::New(_))));
        let mut tx = world.read().await;
        assert_eq!(count(&mut tx, world.org).await.unwrap(), 1_000);
        let ids: Vec<PostId> = saved.iter().filter_map(|it| if let Saved::New(id) = it { Some(*id) } else { None }).collect();
        assert_eq!(get(&mut tx, world.org, &ids).await.unwrap().len(), 1_000);
    }
}

db_test! {
    async fn figures_only_grow(world) {
        let counts = |replies, likes| Counts { replies, reposts: None, likes };
        let mut said = post("p1", "bonjour");
        said.counts = counts(Some(5), None);
        let id = world.save_new(at(1), &said).await;
        let mut tx = world.write().await;
        for (figures, changed) in [
            (counts(Some(3), Some(2)), vec![id]),
            (counts(None, Some(1)), vec![]),
            (counts(Some(9), None), vec![id]),
            (counts(None, Some(u64::MAX)), vec![id]),
        ] {
            let told = [(said.at.clone(), figures), (post("unknown", "").at, figures)];
            assert_eq!(update_counts(&mut tx, world.org, &told).await.unwrap(), changed, "{figures:?}");
        }
        let found = find(&mut tx, world.org, &said.at).await.unwrap().unwrap();
        assert_eq!(found.post.counts, counts(Some(9), Some(i64::MAX.unsigned_abs())));
    }
}

db_test! {
    async fn removed_post_takes_its_mentions_and_stays_away(world) {
        let query = world.new_query("bonjour").await;
        let said = post("p1", "bonjour");
        let id = world.save_new(at(1), &said).await;
        let mut tx = world.write().await;
        mention::insert_many(&mut tx, world.org, at(1), &[NewMention { query, post: id, spans: "[]" }]).await.unwrap();
        let gone = Gone { target: said.at.clone(), why: GoneWhy::Deleted };
        assert_eq!(remove(&mut tx, world.org, &[gone.clone(), gone.clone()], at(2)).await.unwrap(), [id]);
        assert_eq!(remove(&mut tx, world.org, &[gone], at(3)).await.unwrap(), []);
        assert!(mention::page(&mut tx, world.org, query, None, 9).await.unwrap().is_empty());
        assert!(get(&mut tx, world.org, &[id]).await.unwrap().is_empty());
        assert_eq!(raw(&mut tx, world.org, id).await.unwrap(), None);
        tx.commit().await.unwrap();
        assert_eq!(world.save(at(4), std::slice::from_ref(&said)).await, [Saved::Buried]);
    }
}

db_test! {
    async fn deletion_before_creation_buries_it(world) {
        let said = post("p1", "bonjour");
        let mut tx = world.write().await;
        let gone = Gone { target: said.at.clone(), why: GoneWhy::Takedown };
        assert_eq!(remove(&mut tx, world.org, &[gone], at(2)).await.unwrap(), []);
        tx.commit().await.unwrap();
        assert_eq!(world.save(at(4), std::slice::from_ref(&said)).await, [Saved::Buried]);
        let mut tx = world.write().await;
        assert_eq!(purge_tombstones(&mut tx, world.org, at(2), 9).await.unwrap(), 0);
        assert_eq!(purge_tombstones(&mut tx, world.org, at(3), 9).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(matches!(world.save(at(5), &[said]).await[..], [Saved::New(_)]));
    }
}

db_test! {
    async fn departed_author_takes_all_they_said(world) {
        let who = crate::author::AuthorRef { network: Network::Bluesky, host: "".into(), id: "did:plc:ada".into() };
        let theirs: Vec<Post> = (0..5).map(|n| post(&format!("p{n}"), "bonjour")).collect();
        let mut other = post("other", "bonjour");
        other.author = author("did:plc:bob");
        world.save(at(1), &theirs).await;
        world.save(at(1), &[other]).await;
        let mut tx = world.write().await;
        assert_eq!(remove_of_author(&mut tx, world.org, &who, at(9), 3).await.unwrap().len(), 3);
        assert_eq!(remove_of_author(&mut tx, world.org, &who, at(9), 3).await.unwrap().len(), 2);
        assert_eq!(count(&mut tx, world.org).await.unwrap(), 1);
        tx.commit().await.unwrap();
        // Late, never seen before: buried too. Said after the return: heard.
        let mut late = post("late", "bonjour");
        assert_eq!(world.save(at(10), &[late.clone(), theirs[0].clone()]).await, [Saved::Buried, Saved::Buried]);
        late.created_at = at(20);
        assert!(matches!(world.save(at(20), &[late]).await[..], [Saved::New(_)]));
        let mut tx = world.write().await;
        restore_author(&mut tx, world.org, &who).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(world.save(at(21), &theirs[..1]).await[..], [Saved::New(_)]));
    }
}

db_test! {
    async fn deleted_post_stays_away_when_its_author_returns(world) {
        let who = crate::author::AuthorRef { network: Network::Bluesky, host: "".into(), id: "did:plc:ada".into() };
        let said = post("p1", "bonjour");
        world.save_new(at(1), &said).await;
        let mut tx = world.write().await;
        remove_of_author(&mut tx, world.org, &who, at(2), 9).await.unwrap();
        let gone = Gone { target: said.at.clone(), why: GoneWhy::Deleted };
        remove(&mut tx, world.org, &[gone], at(3)).await.unwrap();
        restore_author(&mut tx, world.org, &who).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.save(at(4), &[said]).await, [Saved::Buried]);
    }
}

db_test! {
    async fn retention_spares_what_matched(world) {
        let query = world.new_query("bonjour").await;
        let mut ids = Vec::new();
        for n in 0..7 {
            ids.push(world.save_new(at(n), &post(&format!("p{n}"), "bonjour")).await);
        }
        let mut tx = world.write().await;
        for post in [ids[0], ids[3]] {
            mention::insert_many(&mut tx, world.org, at(9), &[NewMention { query, post, spans: "[]" }]).await.unwrap();
        }
        let mut removed = Vec::new();
        let mut after = None;
        loop {
            let step = purge_unmatched(&mut tx, world.org, at(5), after, 2).await.unwrap();
            removed.extend(step.removed);
            after = step.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(removed, [ids[1], ids[2], ids[4]]);
        let left = existing(&mut tx, world.org, &ids).await.unwrap();
        assert_eq!(BTreeSet::from_iter(left), BTreeSet::from([ids[0], ids[3], ids[5], ids[6]]));
        assert_eq!(purge_before(&mut tx, world.org, at(6), 2).await.unwrap(), [ids[0], ids[3]]);
        assert_eq!(purge_before(&mut tx, world.org, at(6), 2).await.unwrap(), [ids[5]]);
        assert_eq!(mention::max_seq(&mut tx, world.org).await.unwrap(), 2);
        assert!(mention::page(&mut tx, world.org, query, None, 9).await.unwrap().is_empty());
    }
}

db_test! {
    async fn pages_visit_each_post_once_in_order(world) {
        // Several of the same moment: the key has to tell them apart.
        let mut said: Vec<Post> = (0..10).map(|n| post(&format!("p{n}"), "bonjour")).collect();
        for (post, n) in said.iter_mut().zip(0..) {
            post.created_at = at(n / 3);
        }
        world.save(at(50), &said).await;
        let mut tx = world.read().await;
        let mut visited: Vec<PostKey> = Vec::new();
        loop {
            let page = recent(&mut tx, world.org, visited.last().copied(), 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            visited.extend(page.iter().map(Stored::key));
        }
        assert_eq!(visited.len(), 10);
        assert!(visited.is_sorted_by(|one, two| one > two));
        visited.reverse();
        let mut again: Vec<PostKey> = Vec::new();
        loop {
            let page = oldest(&mut tx, world.org, again.last().copied(), 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            again.extend(page.iter().map(Stored::key));
        }
        assert_eq!(again, visited);
    }
}

db_test! {
    async fn organisations_hear_apart(world) {
        let said = post("p1", "bonjour");
        let id = world.save_new(at(1), &said).await;
        let other = world.new_org().await;
        let mut tx = world.write().await;
        assert!(find(&mut tx, other, &said.at).await.unwrap().is_none());
        assert!(get(&mut tx, other, &[id]).await.unwrap().is_empty());
        assert!(existing(&mut tx, other, &[id]).await.unwrap().is_empty());
        let theirs = save_many(&mut tx, other, at(2), &[world.incoming(&said)]).await.unwrap();
        assert!(matches!(theirs[..], [Saved::New(_)]));
        let gone = Gone { target: said.at.clone(), why: GoneWhy::Deleted };
        remove(&mut tx, other, &[gone], at(3)).await.unwrap();
        assert!(find(&mut tx, world.org, &said.at).await.unwrap().is_some());
    }
}

db_test! {
    async fn unknown_organisation_is_a_conflict(world) {
        let said = post("p1", "bonjour");
        let mut tx = world.write().await;
        let error = save_many(&mut tx, world.org_out_of_reach(), at(1), &[world.incoming(&said)]).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
    }
}

#[test]
fn body_that_does_not_fit_its_kind_is_corrupt() {
    for (kind, json) in [
        ("reply", "{}"),
        ("post", r#"{"to":{"network":"bluesky","id":"x"}}"#),
        ("repost", r#"{"to":{"network":"myspace","id":"x"}}"#),
        ("poem", "{}"),
        ("post", "not JSON"),
        ("post", r#"{"langs":["1"]}"#),
    ] {
        let error = body::read(kind, json).err().unwrap();
        assert_eq!(error.kind(), Kind::Corrupt, "{kind} {json}");
    }
}

/// What is stored today must be read for ever: this text is the format.
#[test]
fn body_is_written_as_documented() {
    let mut reply = post("p1", "voir #patinoire");
    let to = RemoteRef {
        network: Network::Mastodon,
        host: "ville.example".into(),
        id: "1".into(),
        rev: None,
    };
    reply.kind = PostKind::Reply { to, root: None };
    reply.spans = vec![Span {
        range: 5..15,
        kind: SpanKind::Tag("patinoire".into()),
    }];
    reply.langs = vec![Lang::FRENCH];
    reply.media = vec![Media {
        kind: MediaKind::Image,
        url: None,
        alt: "".into(),
        poster: None,
        width: Some(3),
        height: None,
    }];
    insta::assert_snapshot!(body::write(&reply), @r#"{"to":{"network":"mastodon","host":"ville.example","id":"1"},"spans":[[5,15,"tag","patinoire"]],"langs":["fr"],"media":[{"kind":"image","width":3}]}"#);
    insta::assert_snapshot!(body::write(&post("p1", "")), @"{}");
}

/// Writes everywhere wait for each other's organisation only as long as a transaction lasts.
async fn save_in_turn(world: &World, prefix: &str, n_batches: usize) {
    for batch in 0..n_batches {
        let posts: Vec<Post> = (0..4)
            .map(|n| post(&format!("{prefix}{batch}-{n}"), "bonjour"))
            .collect();
        world.save(at(1), &posts).await;
    }
}

db_test! {
    async fn writers_of_the_same_posts_agree(world) {
        // Both hear the same stream at once; each post must be new to one of them only.
        crate::testing::soon(async { tokio::join!(save_in_turn(world, "p", 8), save_in_turn(world, "p", 8)) }).await;
        assert_eq!(count(&mut world.read().await, world.org).await.unwrap(), 32);
    }
}
