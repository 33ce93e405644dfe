use std::net::{IpAddr, Ipv4Addr};

use super::*;
use crate::testing::{House, PASSWORD, house, post};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn asked(login: &str, role: Role) -> NewMember {
    NewMember {
        login: login.to_owned(),
        name: "Hugo T.".to_owned(),
        role,
        password: "another long phrase".to_owned(),
    }
}

async fn actor_of(house: &House, login: &str, password: &str) -> Actor {
    let signed_in = house.engine.sign_in(login, password.to_owned(), HERE);
    signed_in.await.unwrap().actor
}

#[tokio::test]
async fn settings_are_kept_and_only_an_administrator_changes_them() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let known = engine.org_settings(actor).await.unwrap();
    assert_eq!(
        (known.name.as_str(), known.keep_posts_days),
        ("Aubrelac", None)
    );
    let wanted = OrgSettings {
        name: "Ville d'Aubrelac".to_owned(),
        timezone: "Indian/Reunion".to_owned(),
        own_accounts: vec!["@Mairie".to_owned(), String::new()],
        keep_posts_days: Some(90),
        ..known
    };
    engine.set_org_settings(actor, &wanted).await.unwrap();
    let kept = engine.org_settings(actor).await.unwrap();
    assert_eq!(kept.own_accounts, ["Mairie"]);
    assert_eq!(
        (kept.name, kept.timezone, kept.keep_posts_days),
        (wanted.name.clone(), wanted.timezone.clone(), Some(90))
    );
    let editor = Actor {
        role: Role::Editor,
        ..*actor
    };
    assert!(matches!(
        engine.set_org_settings(&editor, &wanted).await,
        Err(Error::Forbidden { .. })
    ));
    let lasting = OrgSettings {
        keep_posts_days: Some(0),
        ..wanted
    };
    assert!(matches!(
        engine.set_org_settings(actor, &lasting).await,
        Err(Error::Invalid {
            field: "keep_posts_days",
            ..
        })
    ));
}

#[tokio::test]
async fn members_come_change_and_go_but_never_the_last_administrator() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let hugo = engine
        .member_add(actor, asked(" Hugo ", Role::Viewer))
        .await
        .unwrap();
    let signed_in = actor_of(&house, "hugo", "another long phrase").await;
    assert_eq!((signed_in.member, signed_in.role), (hugo, Role::Viewer));
    let again = engine.member_add(actor, asked("hugo", Role::Editor)).await;
    assert!(matches!(again, Err(Error::Invalid { field: "login", .. })));
    for refused in [
        engine
            .member_set_role(actor, actor.member, Role::Editor)
            .await,
        engine.member_remove(actor, actor.member).await,
    ] {
        assert!(matches!(refused, Err(Error::Invalid { field: "role", .. })));
    }
    engine
        .member_set_role(actor, hugo, Role::Admin)
        .await
        .unwrap();
    let admin = Actor {
        role: Role::Admin,
        ..signed_in
    };
    let private = engine.board_add(&admin, "À moi", false).await.unwrap();
    let shared = engine.board_add(&admin, "À tous", true).await.unwrap();
    assert!(
        !engine
            .boards(actor)
            .await
            .unwrap()
            .iter()
            .any(|it| it.id == private)
    );
    engine.member_remove(actor, hugo).await.unwrap();
    assert_eq!(engine.members(actor).await.unwrap().len(), 1);
    let boards = engine.boards(actor).await.unwrap();
    let left = boards.iter().find(|it| it.id == shared).unwrap();
    assert_eq!((left.mine, left.owner.as_deref()), (false, None));
}

#[tokio::test]
async fn person_works_in_several_organisations() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    house.clock.advance(std::time::Duration::from_secs(60));
    let museum = engine
        .workspace_add(actor, "Musée", "Musée", "Europe/Paris")
        .await
        .unwrap();
    let all = engine.workspaces(actor).await.unwrap();
    let shown: Vec<(&str, bool)> = all
        .iter()
        .map(|it| (it.name.as_str(), it.current))
        .collect();
    assert_eq!(shown, [("Aubrelac", true), ("Musée", false)]);
    let who = engine.authenticate(&house.signed_in.token).await.unwrap();
    let session = who.unwrap().session;
    let there = engine
        .workspace_switch(actor, &session, museum)
        .await
        .unwrap();
    assert_eq!((there.actor.org, there.actor.role), (museum, Role::Admin));
    assert!(engine.boards(&there.actor).await.unwrap().is_empty());
    assert!(
        !engine.is_signed_in(&session).await,
        "the old session ended"
    );
    let elsewhere = OrgId::from_uuid(uuid::Uuid::nil());
    let refused = engine
        .workspace_switch(&there.actor, &session, elsewhere)
        .await;
    assert!(matches!(refused.err(), Some(Error::NotFound)));
    // Somebody of one organisation joins the other with the password they have.
    engine
        .member_add(actor, asked("hugo", Role::Viewer))
        .await
        .unwrap();
    let joined = NewMember {
        password: String::new(),
        ..asked("hugo", Role::Editor)
    };
    engine.member_add(&there.actor, joined).await.unwrap();
    let hugo = actor_of(&house, "hugo", "another long phrase").await;
    assert_eq!(engine.workspaces(&hugo).await.unwrap().len(), 2);
    assert_eq!(actor_of(&house, "camille", PASSWORD).await.org, actor.org);
}

#[test]
fn own_accounts_are_known_by_handle_or_with_their_server() {
    let own = OwnAccounts::new(["@Mairie", "office@ville.example"]);
    let by = |handle: &str, host: &str| {
        let mut said = post("p", "bonjour");
        said.author.handle = handle.into();
        said.at.host = host.into();
        own.contains(&said)
    };
    assert!(by("mairie", "") && by("MAIRIE", "ville.example"));
    assert!(by("office", "ville.example") && by("office@ville.example", ""));
    assert!(!by("office", "elsewhere.example") && !by("office", "") && !by("", ""));
}
