//! Both databases against a model too simple to be wrong: random stories of posts saved, edited,
//! deleted, matched and purged must be answered alike.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Counts, GoneWhy, Network, OrgId, Post, PostId, QueryId, RemoteRef};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use uuid::Uuid;

use crate::{
    Tx, author,
    author::AuthorRef,
    mention,
    mention::NewMention,
    post,
    post::{Gone, Incoming, PostKey, Saved},
    query,
    testing::{self, World, author, change, db_test, post as new_post},
};

const CASES: usize = 150;
const QUERIES: u8 = 3;
const AUTHORS: u8 = 3;
const POSTS: u8 = 6;
/// Stories begin so long after the others' morning, a few seconds before an hour ends.
const OFFSET: i64 = 2_790;

#[derive(Clone, Debug)]
struct Draft {
    post: u8,
    author: u8,
    created: i64,
    edited: Option<i64>,
    rev: Option<u8>,
    text: u8,
    likes: Option<u64>,
}

#[derive(Clone, Debug)]
enum Op {
    Save(Vec<Draft>),
    Figures(Vec<(u8, u64)>),
    Remove(Vec<u8>),
    Leave { author: u8, at: i64, limit: u32 },
    Return { author: u8 },
    Match(Vec<(u8, u8)>),
    Retain { post: u8, queries: Vec<u8> },
    Clear { query: u8, limit: u32 },
    DeleteQuery { query: u8 },
    PurgeUnmatched { before: i64, limit: u32 },
    PurgeBefore { before: i64, limit: u32 },
    PurgeTombstones { before: i64, limit: u32 },
}

fn at(seconds: i64) -> Timestamp {
    testing::at(OFFSET + seconds)
}

fn drafts() -> impl Strategy<Value = Draft> {
    let ids = (0..POSTS, 0..AUTHORS);
    let versions = (
        prop::option::of(0_i64..4),
        prop::option::weighted(0.3, 0_u8..3),
        0_u8..3,
    );
    (ids, 0_i64..25, versions, prop::option::of(0_u64..6)).prop_map(
        |((post, author), created, (edited, rev, text), likes)| Draft {
            post,
            author,
            created,
            edited,
            rev,
            text,
            likes,
        },
    )
}

fn ops() -> impl Strategy<Value = Op> {
    let step = || 0_i64..30;
    prop_oneof![
        8 => prop::collection::vec(drafts(), 0..6).prop_map(Op::Save),
        2 => prop::collection::vec((0..POSTS, 0_u64..9), 0..4).prop_map(Op::Figures),
        2 => prop::collection::vec(0..POSTS, 0..4).prop_map(Op::Remove),
        2 => (0..AUTHORS, step(), 1_u32..4).prop_map(|(author, at, limit)| Op::Leave { author, at, limit }),
        1 => (0..AUTHORS).prop_map(|author| Op::Return { author }),
        8 => prop::collection::vec((0..QUERIES, 0..POSTS + 1), 0..8).prop_map(Op::Match),
        2 => (0..POSTS, prop::collection::vec(0..QUERIES, 0..3))
            .prop_map(|(post, queries)| Op::Retain { post, queries }),
        1 => (0..QUERIES, 1_u32..4).prop_map(|(query, limit)| Op::Clear { query, limit }),
        1 => (0..QUERIES).prop_map(|query| Op::DeleteQuery { query }),
        1 => (step(), 1_u32..4).prop_map(|(before, limit)| Op::PurgeUnmatched { before, limit }),
        1 => (step(), 1_u32..4).prop_map(|(before, limit)| Op::PurgeBefore { before, limit }),
        1 => (step(), 1_u32..4).prop_map(|(before, limit)| Op::PurgeTombstones { before, limit }),
    ]
}

/// What an operation answered, in a form that compares.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Saved(Vec<Saved>),
    Posts(BTreeSet<PostId>),
    Seqs(Vec<Option<u64>>),
    Queries(BTreeSet<QueryId>),
    Purged(BTreeSet<PostId>, Option<PostKey>),
    N(u64),
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    id: PostId,
    author: u8,
    created: i64,
    edited: Option<i64>,
    rev: Option<u8>,
    text: u8,
    likes: Option<u64>,
    received: i64,
}

#[derive(Clone, Copy, Debug)]
struct Grave {
    author: Option<u8>,
    at: i64,
}

/// Everything in maps, one post at a time, no batches.
#[derive(Clone, Debug, Default)]
struct Model {
    posts: BTreeMap<u8, Held>,
    graves: BTreeMap<u8, Grave>,
    gone: BTreeMap<u8, i64>,
    queries: BTreeSet<u8>,
    /// By number: which query, which post.
    mentions: BTreeMap<u64, (u8, PostId)>,
    seq: u64,
}

impl Model {
    fn save(&mut self, step: i64, n: usize, draft: &Draft) -> Saved {
        if self.graves.contains_key(&draft.post)
            || self
                .gone
                .get(&draft.author)
                .is_some_and(|at| draft.created <= *at)
        {
            return Saved::Buried;
        }
        let Some(held) = self.posts.get_mut(&draft.post) else {
            let id = post_id(step, n);
            let Draft {
                author,
                created,
                edited,
                rev,
                text,
                likes,
                ..
            } = draft.clone();
            self.posts.insert(
                draft.post,
                Held {
                    id,
                    author,
                    created,
                    edited,
                    rev,
                    text,
                    likes,
                    received: step,
                },
            );
            return Saved::New(id);
        };
        held.likes = held.likes.max(draft.likes);
        let is_same_version = draft.rev.is_some() && draft.rev == held.rev;
        if is_same_version || draft.edited < held.edited {
            return Saved::Same(held.id);
        }
        held.edited = draft.edited;
        held.rev = draft.rev.or(held.rev);
        if held.text == draft.text {
            return Saved::Same(held.id);
        }
        held.text = draft.text;
        held.author = draft.author;
        Saved::Updated(held.id)
    }

    fn forget(&mut self, ids: &BTreeSet<PostId>) {
        self.posts.retain(|_, held| !ids.contains(&held.id));
        self.mentions.retain(|_, (_, post)| !ids.contains(post));
    }

    /// The oldest first.
    fn by_arrival(&self) -> Vec<Held> {
        let mut held: Vec<Held> = self.posts.values().cloned().collect();
        held.sort_by_key(|it| (it.received, it.id));
        held
    }

    fn is_matched(&self, id: PostId) -> bool {
        self.mentions.values().any(|(_, post)| *post == id)
    }

    fn apply(&mut self, step: i64, op: &Op) -> Answer {
        match op {
            Op::Save(drafts) => Answer::Saved(
                drafts
                    .iter()
                    .enumerate()
                    .map(|(n, draft)| self.save(step, n, draft))
                    .collect(),
            ),
            Op::Figures(figures) => {
                let before = self.posts.clone();
                for (post, likes) in figures {
                    if let Some(held) = self.posts.get_mut(post) {
                        held.likes = held.likes.max(Some(*likes));
                    }
                }
                let changed = self
                    .posts
                    .iter()
                    .filter(|(post, held)| before[*post] != **held);
                Answer::Posts(changed.map(|(_, held)| held.id).collect())
            }
            Op::Remove(posts) => {
                let removed = posts
                    .iter()
                    .filter_map(|it| self.posts.get(it))
                    .map(|it| it.id)
                    .collect();
                for post in posts {
                    let grave = self.graves.entry(*post).or_insert(Grave {
                        author: None,
                        at: step,
                    });
                    if grave.author.is_some() {
                        *grave = Grave {
                            author: None,
                            at: step,
                        };
                    }
                }
                self.forget(&removed);
                Answer::Posts(removed)
            }
            Op::Leave { author, at, limit } => {
                let known = self.gone.entry(*author).or_insert(*at);
                *known = (*known).max(*at);
                let mut theirs: Vec<(PostId, u8)> = self
                    .posts
                    .iter()
                    .filter(|(_, it)| it.author == *author)
                    .map(|(post, it)| (it.id, *post))
                    .collect();
                theirs.sort_unstable();
                theirs.truncate(*limit as usize);
                for (_, post) in &theirs {
                    self.graves.insert(
                        *post,
                        Grave {
                            author: Some(*author),
                            at: *at,
                        },
                    );
                }
                let removed = theirs.into_iter().map(|(id, _)| id).collect();
                self.forget(&removed);
                Answer::Posts(removed)
            }
            Op::Return { author } => {
                self.gone.remove(author);
                self.graves.retain(|_, grave| grave.author != Some(*author));
                Answer::Nothing
            }
            op => self.apply_to_mentions(op),
        }
    }

    fn apply_to_mentions(&mut self, op: &Op) -> Answer {
        match op {
            Op::Match(pairs) => Answer::Seqs(pairs.iter().map(|pair| self.number(*pair)).collect()),
            Op::Retain { post, queries } => {
                let Some(id) = self.posts.get(post).map(|it| it.id) else {
                    return Answer::Queries(BTreeSet::new());
                };
                let lost: BTreeMap<u64, (u8, PostId)> = self
                    .mentions
                    .extract_if(.., |_, (query, post)| {
                        *post == id && !queries.contains(query)
                    })
                    .collect();
                Answer::Queries(
                    lost.into_values()
                        .map(|(query, _)| query_id(query))
                        .collect(),
                )
            }
            Op::Clear { query, limit } => {
                let seqs: Vec<u64> = self
                    .mentions
                    .iter()
                    .filter(|(_, it)| it.0 == *query)
                    .map(|(seq, _)| *seq)
                    .collect();
                let n = seqs.len().min(*limit as usize);
                self.mentions.retain(|seq, _| !seqs[..n].contains(seq));
                Answer::N(n as u64)
            }
            Op::DeleteQuery { query } => {
                self.mentions.retain(|_, it| it.0 != *query);
                Answer::N(u64::from(self.queries.remove(query)))
            }
            Op::PurgeUnmatched { before, limit } => {
                let mut past = self.by_arrival();
                past.retain(|it| it.received < *before);
                past.truncate(*limit as usize);
                let is_last = past.len() < *limit as usize;
                let next = past.last().filter(|_| !is_last).map(|it| PostKey {
                    at: at(it.received),
                    id: it.id,
                });
                let removed = past
                    .iter()
                    .map(|it| it.id)
                    .filter(|id| !self.is_matched(*id))
                    .collect();
                self.forget(&removed);
                Answer::Purged(removed, next)
            }
            Op::PurgeBefore { before, limit } => {
                let mut past = self.by_arrival();
                past.retain(|it| it.received < *before);
                past.truncate(*limit as usize);
                let removed = past.iter().map(|it| it.id).collect();
                self.forget(&removed);
                Answer::Posts(removed)
            }
            Op::PurgeTombstones { before, limit } => {
                // Which of several of the same moment go first is not promised: all or none here.
                let n_graves = self.graves.values().filter(|it| it.at < *before).count();
                let n_gone = self.gone.values().filter(|it| **it < *before).count();
                if n_graves > *limit as usize || n_gone > *limit as usize {
                    return Answer::Nothing;
                }
                self.graves.retain(|_, it| it.at >= *before);
                self.gone.retain(|_, it| *it >= *before);
                Answer::N((n_graves + n_gone) as u64)
            }
            _ => unreachable!("applied to posts"),
        }
    }

    fn number(&mut self, (query, post): (u8, u8)) -> Option<u64> {
        let id = self.posts.get(&post)?.id;
        if !self.queries.contains(&query) || self.mentions.values().any(|it| *it == (query, id)) {
            return None;
        }
        self.seq += 1;
        self.mentions.insert(self.seq, (query, id));
        Some(self.seq)
    }
}

fn post_id(step: i64, n: usize) -> PostId {
    PostId::from_uuid(Uuid::from_u64_pair(step.unsigned_abs() + 1, n as u64))
}

fn query_id(query: u8) -> QueryId {
    QueryId::from_uuid(Uuid::from_u128(u128::from(query)))
}

fn remote(post: u8, rev: Option<u8>) -> RemoteRef {
    let rev = rev.map(|it| it.to_string().into());
    RemoteRef {
        network: Network::Mastodon,
        host: "ville.example".into(),
        id: format!("post{post}").into(),
        rev,
    }
}

fn author_ref(author: u8) -> AuthorRef {
    AuthorRef {
        network: Network::Mastodon,
        host: "ville.example".into(),
        id: format!("author{author}").into(),
    }
}

fn write_out(draft: &Draft) -> Post {
    let mut post = new_post("", &format!("text {}", draft.text));
    post.at = remote(draft.post, draft.rev);
    post.author = author(&author_ref(draft.author).id);
    post.created_at = at(draft.created);
    post.edited_at = draft.edited.map(at);
    post.counts.likes = draft.likes;
    post
}

/// The same operation on a database; `model` only tells which post is which.
async fn apply(tx: &mut Tx, org: OrgId, model: &Model, step: i64, op: &Op) -> Answer {
    match op {
        Op::Save(drafts) => {
            let posts: Vec<Post> = drafts.iter().map(write_out).collect();
            let batch: Vec<Incoming> = posts
                .iter()
                .enumerate()
                .map(|(n, post)| Incoming {
                    id: post_id(step, n),
                    post,
                    lang: None,
                    source: None,
                })
                .collect();
            Answer::Saved(post::save_many(tx, org, at(step), &batch).await.unwrap())
        }
        Op::Figures(figures) => {
            let counts = |likes: &u64| Counts {
                likes: Some(*likes),
                ..Counts::default()
            };
            let figures: Vec<_> = figures
                .iter()
                .map(|(post, likes)| (remote(*post, None), counts(likes)))
                .collect();
            Answer::Posts(
                post::update_counts(tx, org, &figures)
                    .await
                    .unwrap()
                    .into_iter()
                    .collect(),
            )
        }
        Op::Remove(posts) => {
            let gone: Vec<Gone> = posts
                .iter()
                .map(|it| Gone {
                    target: remote(*it, None),
                    why: GoneWhy::Deleted,
                })
                .collect();
            Answer::Posts(
                post::remove(tx, org, &gone, at(step))
                    .await
                    .unwrap()
                    .into_iter()
                    .collect(),
            )
        }
        Op::Leave {
            author,
            at: left,
            limit,
        } => {
            let removed = post::remove_of_author(tx, org, &author_ref(*author), at(*left), *limit)
                .await
                .unwrap();
            Answer::Posts(removed.into_iter().collect())
        }
        Op::Return { author } => {
            post::restore_author(tx, org, &author_ref(*author))
                .await
                .unwrap();
            Answer::Nothing
        }
        op => apply_to_mentions(tx, org, model, step, op).await,
    }
}

async fn apply_to_mentions(tx: &mut Tx, org: OrgId, model: &Model, step: i64, op: &Op) -> Answer {
    let id_of = |post: &u8| {
        model
            .posts
            .get(post)
            .map_or(PostId::from_uuid(Uuid::max()), |it| it.id)
    };
    match op {
        Op::Match(pairs) => {
            let mentions: Vec<NewMention> = pairs
                .iter()
                .map(|(query, post)| NewMention {
                    query: org_query(org, *query),
                    post: id_of(post),
                    spans: "[]",
                })
                .collect();
            Answer::Seqs(
                mention::insert_many(tx, org, at(step), &mentions)
                    .await
                    .unwrap(),
            )
        }
        Op::Retain { post, queries } => {
            let still: Vec<QueryId> = queries.iter().map(|it| org_query(org, *it)).collect();
            let lost = mention::retain(tx, org, id_of(post), &still).await.unwrap();
            Answer::Queries(
                lost.into_iter()
                    .map(|it| query_id(query_number(org, it)))
                    .collect(),
            )
        }
        Op::Clear { query, limit } => Answer::N(
            mention::clear(tx, org, org_query(org, *query), *limit)
                .await
                .unwrap(),
        ),
        Op::DeleteQuery { query } => Answer::N(u64::from(
            query::delete(tx, org, org_query(org, *query))
                .await
                .unwrap(),
        )),
        Op::PurgeUnmatched { before, limit } => {
            let purged = post::purge_unmatched(tx, org, at(*before), None, *limit)
                .await
                .unwrap();
            Answer::Purged(purged.removed.into_iter().collect(), purged.next)
        }
        Op::PurgeBefore { before, limit } => {
            let removed = post::purge_before(tx, org, at(*before), *limit)
                .await
                .unwrap();
            Answer::Posts(removed.into_iter().collect())
        }
        Op::PurgeTombstones { before, limit } => Answer::N(
            post::purge_tombstones(tx, org, at(*before), *limit)
                .await
                .unwrap(),
        ),
        _ => unreachable!("applied to posts"),
    }
}

/// Each case has its own organisation, and all share the same small query numbers: nothing may leak.
fn org_query(org: OrgId, query: u8) -> QueryId {
    QueryId::from_uuid(Uuid::from_u128(org.as_uuid().as_u128() ^ u128::from(query)))
}

fn query_number(org: OrgId, query: QueryId) -> u8 {
    u8::try_from(org.as_uuid().as_u128() ^ query.as_uuid().as_u128()).unwrap()
}

async fn check_state(tx: &mut Tx, org: OrgId, model: &Model) {
    let seconds = |it: Timestamp| it.as_second() - at(0).as_second();
    let stored = post::oldest(tx, org, None, 100).await.unwrap();
    let mut held: Vec<Held> = stored
        .iter()
        .map(|it| Held {
            id: it.id,
            author: it
                .post
                .author
                .id
                .trim_start_matches("author")
                .parse()
                .unwrap(),
            created: seconds(it.post.created_at),
            edited: it.post.edited_at.map(seconds),
            rev: it.post.at.rev.as_deref().map(|it| it.parse().unwrap()),
            text: it
                .post
                .text
                .as_raw()
                .trim_start_matches("text ")
                .parse()
                .unwrap(),
            likes: it.post.counts.likes,
            received: seconds(it.received_at),
        })
        .collect();
    let mut expected: Vec<Held> = model.posts.values().cloned().collect();
    expected.sort_by_key(|it| (it.created, it.id));
    assert_eq!(held, expected);
    held.reverse();
    let newest_first: Vec<PostId> = post::recent(tx, org, None, 100)
        .await
        .unwrap()
        .iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(
        newest_first,
        held.iter().map(|it| it.id).collect::<Vec<_>>()
    );
    assert_eq!(
        post::count(tx, org).await.unwrap(),
        model.posts.len() as u64
    );
    assert_eq!(mention::max_seq(tx, org).await.unwrap(), model.seq);
    for query in 0..QUERIES {
        let found = mention::after(tx, org, org_query(org, query), 0, 100)
            .await
            .unwrap();
        let found: Vec<(u64, PostId)> = found.iter().map(|it| (it.seq, it.post.id)).collect();
        let expected: Vec<(u64, PostId)> = model
            .mentions
            .iter()
            .filter(|(_, it)| it.0 == query)
            .map(|(seq, it)| (*seq, it.1))
            .collect();
        assert_eq!(found, expected, "query {query}");
        check_hours(tx, org, model, query).await;
    }
    let all: Vec<AuthorRef> = (0..AUTHORS).map(author_ref).collect();
    let known: BTreeSet<Box<str>> = author::get_many(tx, org, &all)
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.author.id)
        .collect();
    let expected: BTreeSet<Box<str>> = model
        .posts
        .values()
        .map(|it| author_ref(it.author).id)
        .collect();
    assert_eq!(known, expected, "profiles live as long as their posts");
}

/// The counts by the hour are those of the mentions, counted again.
async fn check_hours(tx: &mut Tx, org: OrgId, model: &Model, query: u8) {
    let mut counted = BTreeMap::new();
    for it in model.mentions.values().filter(|it| it.0 == query) {
        let created = model.posts.values().find(|post| post.id == it.1);
        let created = created.expect("a mention has its post").created;
        let hour = at(created).as_second() / 3_600;
        *counted.entry(hour).or_insert(0_u64) += 1;
    }
    let hours = mention::hourly(tx, org, org_query(org, query), at(-9_000), at(90_000))
        .await
        .unwrap();
    let hours: BTreeMap<i64, u64> = hours
        .iter()
        .map(|it| (it.at.as_second() / 3_600, it.n))
        .collect();
    assert_eq!(hours, counted, "the hours of query {query}");
}

async fn play(world: &World, ops: &[Op]) {
    let org = world.new_org().await;
    let mut model = Model {
        queries: (0..QUERIES).collect(),
        ..Model::default()
    };
    let mut tx = world.write().await;
    for query in 0..QUERIES {
        query::insert(&mut tx, org, org_query(org, query), &change("mot", at(0)))
            .await
            .unwrap();
    }
    for (step, op) in (0..).zip(ops) {
        // The model promises nothing on which of too many tombstones go first.
        let mut after = model.clone();
        let expected = after.apply(step, op);
        if matches!(
            (op, &expected),
            (Op::PurgeTombstones { .. }, Answer::Nothing)
        ) {
            continue;
        }
        let answer = apply(&mut tx, org, &model, step, op).await;
        model = after;

        assert_eq!(answer, expected, "step {step} of {ops:#?}");
        check_state(&mut tx, org, &model).await;
    }
    tx.commit().await.unwrap();
}

db_test! {
    async fn both_databases_answer_as_the_model(world) {
        let stories = prop::collection::vec(ops(), 1..30);
        let mut runner = TestRunner::deterministic();
        for _ in 0..CASES {
            play(world, &stories.new_tree(&mut runner).unwrap().current()).await;
        }
    }
}
