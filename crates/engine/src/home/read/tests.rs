use model::{Cause, Gap, GapId, Post};

use super::*;
use crate::{
    Keep,
    testing::{House, house, post, start},
};

const MINUTE: Duration = Duration::from_secs(60);

async fn column(house: &House, query: &str) -> ColumnId {
    house
        .engine
        .column_add(&house.actor, house.board, query, query)
        .await
        .unwrap()
}

async fn home(house: &House) -> HomeView {
    house.engine.home(&house.actor, Locale::Fr).await.unwrap()
}

fn said(n: i64, minutes_ago: i64, text: &str) -> Post {
    let mut said = post(&format!("p{n}"), text);
    said.author.id = format!("did:{n}").into();
    said.author.handle = format!("voix{n}").as_str().into();
    said.created_at = start()
        .checked_sub(SignedDuration::from_mins(minutes_ago))
        .unwrap();
    said
}

#[tokio::test]
async fn empty_house_says_what_to_do_first() {
    let house = house(Keep::All).await;
    let view = home(&house).await;
    assert_eq!(view.greeting_name, "Camille");
    assert_eq!(view.now.duration_since(view.since), SINCE_MIN);
    let todo = view.todo.unwrap();
    assert!(
        matches!(todo[..], [Todo::NoSource, Todo::NoColumn(Some(board))] if board == house.board),
        "{todo:?}"
    );
    let watch = view.watch.unwrap();
    assert_eq!((watch.total, watch.slots.len()), (0, 60));
}

#[tokio::test]
async fn what_was_said_since_the_last_visit_is_counted_once_and_summed_up() {
    let house = house(Keep::All).await;
    column(&house, "patinoire").await;
    column(&house, "fermée").await;
    let mut posts: Vec<Post> = (0..12)
        .map(|n| {
            said(
                n,
                30 + n * 10,
                "La patinoire est fermée ce matin, quel dommage",
            )
        })
        .collect();
    posts.push(said(20, 15, "Quand rouvre la patinoire ?"));
    posts.push(said(21, 60 * 24 * 3, "La patinoire était ouverte"));
    posts[3].counts.replies = Some(5);
    house.hear(posts).await;
    let view = home(&house).await;
    let watch = view.watch.unwrap();
    assert_eq!((watch.total, watch.questions), (13, 1));
    assert_eq!(watch.slots.iter().map(|it| it.count).sum::<u64>(), 13);
    assert_eq!(watch.absences, [(view.since, view.now)], "nobody was here");
    let subjects = view.subjects.unwrap();
    assert_eq!(
        (subjects[0].title.as_str(), subjects[0].count),
        ("patinoire", 13)
    );
    assert!(!subjects[0].sentences.is_empty());
    let notable = view.notable.unwrap();
    assert_eq!(&*notable[0].1.post.at.id, "p3");
    let rising: Vec<String> = view.rising.unwrap().into_iter().map(|it| it.term).collect();
    assert!(rising.contains(&"patinoire".to_owned()), "{rising:?}");
    let columns = view.columns.unwrap();
    assert_eq!(
        columns.iter().map(|it| it.unread).collect::<Vec<_>>(),
        [14, 12]
    );
}

#[tokio::test]
async fn what_one_has_read_is_no_news_but_still_happened() {
    let house = house(Keep::All).await;
    let id = column(&house, "patinoire").await;
    let mut liked = said(1, 30, "La patinoire");
    liked.counts.likes = Some(9);
    house.hear(vec![liked]).await;
    house.engine.mark_seen(&house.actor, id, 1).await.unwrap();
    let view = home(&house).await;
    assert_eq!(view.columns.unwrap()[0].unread, 0);
    assert!(view.notable.unwrap().is_empty());
    assert_eq!(view.watch.unwrap().total, 1);
}

#[tokio::test]
async fn stretch_begins_where_the_last_visit_ended_within_a_week() {
    let house = house(Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    engine.visit(actor).await.unwrap();
    let left = start();
    house.clock.advance(20 * HOUR);
    engine.visit(actor).await.unwrap();
    let view = home(&house).await;
    assert_eq!(view.since, left);
    assert_eq!(view.watch.unwrap().absences, [(left, start() + 20 * HOUR)]);
    house.clock.advance(300 * HOUR);
    let view = home(&house).await;
    assert_eq!(view.now.duration_since(view.since), SINCE_MAX);
}

#[tokio::test]
async fn spike_stopped_source_and_gap_wait_for_somebody() {
    let house = house(Keep::All).await;
    column(&house, "patinoire").await;
    // Two a week at this hour, then thirty: the habit is below what counts, so it is one.
    let mut posts = Vec::new();
    for week in 1..=4 {
        posts.push(said(week, week * 7 * 24 * 60 + 5, "La patinoire"));
        posts.push(said(10 + week, week * 7 * 24 * 60 + 6, "La patinoire"));
    }
    posts.extend((100..130).map(|n| said(n, 5, "La patinoire fuit")));
    house.hear(posts).await;
    let source = crate::testing::source(&house).await;
    house.engine.states.put(
        source,
        SourceState::Stopped {
            cause: Cause::Refused,
            since: start(),
        },
    );
    let gap = Gap {
        id: GapId::from_uuid(house.engine.seams.uuid()),
        source,
        from: start().checked_sub(SignedDuration::from_hours(2)).unwrap(),
        to: Some(start().checked_sub(SignedDuration::from_hours(1)).unwrap()),
        cause: Cause::Disconnected,
        refilled_at: None,
    };
    let mut tx = house.engine.db.write().await.unwrap();
    coverage::insert_gap(&mut tx, house.actor.org, &gap)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let view = home(&house).await;
    let todo = view.todo.unwrap();
    let [
        Todo::Spike { count, factor, .. },
        Todo::SourceStopped { .. },
        Todo::Gap(missed),
    ] = &todo[..]
    else {
        panic!("{todo:?}")
    };
    assert_eq!((*count, *factor), (30, 15.0));
    assert_eq!(missed.gap, gap);
    let peaks = view.watch.unwrap().peaks;
    assert_eq!((peaks.len(), peaks[0].factor), (1, 15.0));
}

#[tokio::test]
async fn costly_parts_are_read_once_a_minute() {
    let house = house(Keep::All).await;
    column(&house, "patinoire").await;
    let total = async || home(&house).await.watch.unwrap().total;
    assert_eq!(total().await, 0);
    house.hear(vec![said(1, 30, "La patinoire")]).await;
    assert_eq!(total().await, 0);
    house.clock.advance(MINUTE);
    assert_eq!(total().await, 1);
}

#[test]
fn absences_lie_between_visits_that_may_overlap() {
    let at = |hours: i64| {
        start()
            .checked_add(SignedDuration::from_hours(hours))
            .unwrap()
    };
    let visit = |from, to| visit::Visit {
        from_at: at(from),
        to_at: at(to),
    };
    let visits = [visit(5, 6), visit(-3, 2), visit(1, 3)];
    assert_eq!(
        absences(&visits, at(0), at(10)),
        [(at(3), at(5)), (at(6), at(10))]
    );
    assert_eq!(absences(&[], at(0), at(10)), [(at(0), at(10))]);
}
