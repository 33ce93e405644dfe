//! Questions made to hurt: each is answered or given up in time.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use query::{Expr, Filter, Name, Term};

use super::{cases::world, meaning, plain};
use crate::{Error, Stop};

/// What a question may take, with room for a slow machine.
const SOON: Duration = Duration::from_millis(2_500);

fn texts() -> Vec<String> {
    (0..3_000)
        .map(|it| {
            let mut text = String::from("le conseil");
            for n in 0..12 {
                let _ = write!(text, " con{}", (it * 31 + n * 7) % 5_000);
            }
            text
        })
        .collect()
}

#[test]
fn hostile_questions_are_answered_in_time() {
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let world = world(&texts);
    let word = |n: usize| Expr::Term(Term::new(&format!("con{n}")).unwrap());
    let mut deep = word(1);
    for n in 0..100 {
        deep = if n % 2 == 0 {
            Expr::Or(vec![word(n), Expr::Not(Box::new(deep))])
        } else {
            Expr::And(vec![word(n), deep])
        };
    }
    let lists =
        (0..5_000).map(|it| Expr::Filter(Filter::List(Name::new(&it.to_string()).unwrap())));
    let questions = [
        Expr::Or((0..5_000).map(word).collect()),
        Expr::And((0..5_000).map(word).collect()),
        Expr::Or(lists.collect()),
        Expr::Or((0..2_000).map(|it| Expr::Not(Box::new(word(it)))).collect()),
        deep,
        meaning("con*"),
        meaning("\"con* con* con* con* con*\""),
        meaning("con* NEAR/100 con*"),
        meaning("\"* con* * * con* *\" OR con1?? OR conseil~"),
    ];
    for expr in &questions {
        let started = Instant::now();
        let stop = Stop::at(started + Duration::from_secs(2));
        match world.ask_with(&plain(expr, &stop)) {
            Ok(_) | Err(Error::TooSlow) => {}
            Err(error) => panic!("{error}"),
        }
        assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    }
}

#[test]
fn question_whose_time_is_over_says_so() {
    let world = world(&["un colis", "un autre colis"]);
    let expr = meaning("colis");
    let stop = Stop::at(Instant::now());
    let answer = world.ask_with(&plain(&expr, &stop));
    assert!(matches!(answer, Err(Error::TooSlow)));
}
