use std::net::Ipv4Addr;

use super::*;
use crate::testing::{self, PASSWORD, first_run, house};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[tokio::test]
async fn first_run_happens_once() {
    let (engine, _clock, _dir) = testing::empty(crate::Keep::All).await;
    assert!(!engine.is_set_up().await.unwrap());
    let signed_in = engine.set_up(first_run()).await.unwrap();
    assert!(engine.is_set_up().await.unwrap());
    assert!(
        engine
            .authenticate(&signed_in.token)
            .await
            .unwrap()
            .is_some()
    );
    assert!(matches!(
        engine.set_up(first_run()).await,
        Err(Error::AlreadySetUp)
    ));
}

#[tokio::test]
async fn first_run_refuses_what_cannot_work_and_creates_nothing() {
    let (engine, _clock, _dir) = testing::empty(crate::Keep::All).await;
    let refused = |change: fn(&mut FirstRun)| {
        let mut asked = first_run();
        change(&mut asked);
        asked
    };
    for (asked, field) in [
        (refused(|it| it.org_name = "  ".to_owned()), "org_name"),
        (refused(|it| it.login = "a b".to_owned()), "login"),
        (
            refused(|it| it.time_zone = "Europe/Aubrelac".to_owned()),
            "time_zone",
        ),
        (refused(|it| it.password = "short".to_owned()), "password"),
        (
            refused(|it| it.password = "aaaaaaaaaaaaaaaa".to_owned()),
            "password",
        ),
        (refused(|it| it.name = "x".repeat(81)), "name"),
    ] {
        match engine.set_up(asked).await {
            Err(Error::Invalid { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{field}: {:?}", other.map(|it| it.token)),
        }
    }
    assert!(!engine.is_set_up().await.unwrap());
}

#[tokio::test]
async fn sign_in_takes_the_right_password_whatever_the_case_of_the_login() {
    let house = house(crate::Keep::All).await;
    let again = house
        .engine
        .sign_in(" CAMILLE ", PASSWORD.to_owned(), HERE)
        .await
        .unwrap();
    let who = house
        .engine
        .authenticate(&again.token)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(who.actor, house.actor);
    assert_eq!(who.org_name, "Aubrelac");
    let wrong = house
        .engine
        .sign_in("camille", "correct horse batterY".to_owned(), HERE)
        .await;
    assert!(matches!(wrong, Err(Error::Credentials)));
    let nobody = house
        .engine
        .sign_in("nobody", PASSWORD.to_owned(), HERE)
        .await;
    assert!(matches!(nobody, Err(Error::Credentials)));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_wait_ends() {
    let house = house(crate::Keep::All).await;
    for _ in 0..ATTEMPTS_FREE {
        let wrong = house
            .engine
            .sign_in("camille", "not this one, no".to_owned(), HERE)
            .await;
        assert!(matches!(wrong, Err(Error::Credentials)));
    }
    let throttled = house
        .engine
        .sign_in("camille", PASSWORD.to_owned(), HERE)
        .await;
    assert!(matches!(
        throttled,
        Err(Error::Throttled { retry_after_s: 1.. })
    ));
    house.clock.advance(ATTEMPT_WAIT_MAX);
    house
        .engine
        .sign_in("camille", PASSWORD.to_owned(), HERE)
        .await
        .unwrap();
}

#[tokio::test]
async fn session_ends_by_idling_by_age_and_by_signing_out() {
    let house = house(crate::Keep::All).await;
    let token = &house.signed_in.token;
    let idle = testing::settings(crate::Keep::All).session_idle;
    house.clock.advance(idle - Duration::from_secs(60));
    let who = house
        .engine
        .authenticate(token)
        .await
        .unwrap()
        .expect("used in time");
    house.clock.advance(idle - Duration::from_secs(60));
    assert!(
        house.engine.is_signed_in(&who.session).await,
        "use was remembered"
    );
    house.clock.advance(idle);
    assert!(!house.engine.is_signed_in(&who.session).await);
    assert!(house.engine.authenticate(token).await.unwrap().is_none());

    let fresh = house
        .engine
        .sign_in("camille", PASSWORD.to_owned(), HERE)
        .await
        .unwrap();
    let who = house
        .engine
        .authenticate(&fresh.token)
        .await
        .unwrap()
        .unwrap();
    house.engine.sign_out(&who.session).await.unwrap();
    assert!(
        house
            .engine
            .authenticate(&fresh.token)
            .await
            .unwrap()
            .is_none()
    );
    assert!(house.engine.authenticate("").await.unwrap().is_none());
}

#[test]
fn addresses_of_one_ipv6_customer_count_as_one() {
    let net = |it: &str| network_of(it.parse().unwrap());
    assert_eq!(net("2001:db8:1:2::1"), net("2001:db8:1:2:ffff::9"));
    assert_ne!(net("2001:db8:1:2::1"), net("2001:db8:1:3::1"));
    assert_ne!(net("192.0.2.1"), net("192.0.2.2"));
}
