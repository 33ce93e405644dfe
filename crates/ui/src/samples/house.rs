//! The house's own pages with their samples: settings, organisation, help, search.

use std::collections::BTreeMap;

use engine::{
    ArchiveView, DatabaseView, IngestView, MemberView, OrgSettings, StatusView, TaskReport,
    Workspace,
};
use maud::Markup;
use model::{Command, Density, MemberId, OrgId, Role};

use super::{ago, now, sample_id};
use crate::{
    Cx, keys,
    pages::{
        about, find, help, kit, more,
        organisation::{self, Form, Organisation, Refused},
        settings::{self, KeysRefused, Saved, Settings},
        status::{self, Key, Sorted},
    },
};

pub(super) fn house_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let entries = find::own(cx);
    let found = |text| find::Find {
        text,
        entries: entries.clone(),
    };
    let mut all = settings_pages(cx);
    all.extend(organisation_pages(cx));
    all.extend([
        (
            "status",
            status::page(cx, &status_view(false), Sorted::default()),
        ),
        (
            "status-bad",
            status::page(
                cx,
                &status_view(true),
                Sorted {
                    key: Key::Restarts,
                    descending: true,
                },
            ),
        ),
        ("help", help::home(cx)),
        ("help-queries", help::queries(cx)),
        ("help-keys", help::keys(cx)),
        ("about", about::page(cx, "1.0.0")),
        ("more", more::page(cx)),
        ("find", find::page(cx, &found(""))),
        ("find-some", find::page(cx, &found("vigie"))),
        ("find-none", find::page(cx, &found("zzz"))),
        ("kit", kit::page(cx)),
    ]);
    all
}

fn settings_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let view = Settings {
        login: "camille",
        time_zone: "Europe/Paris",
        saved: Some(Saved::Prefs),
        undo_refused: None,
        keys_refused: None,
    };
    let typed = [
        (Command::Pause, "j".to_owned()),
        (Command::Undo, "12".to_owned()),
    ];
    let typed = BTreeMap::from(typed);
    let keys = KeysRefused {
        refused: keys::read(&typed).expect_err("j is taken, 12 is no key"),
        typed,
    };
    let refused = Settings {
        saved: None,
        undo_refused: Some("200"),
        keys_refused: Some(&keys),
        ..view
    };
    let mut other = cx.clone();
    other.prefs.density = Density::Compact;
    other.prefs.single_keys = false;
    other.prefs.keys = BTreeMap::from([(Command::Pause, "Shift+S".to_owned())]);
    vec![
        ("settings", settings::page(cx, &view)),
        ("settings-refused", settings::page(cx, &refused)),
        ("settings-compact", settings::page(&other, &view)),
        ("help-keys-off", help::keys(&other)),
    ]
}

fn organisation_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let known = OrgSettings {
        name: "Aubrelac".to_owned(),
        kind: "Ville".to_owned(),
        timezone: "Europe/Paris".to_owned(),
        own_accounts: vec![
            "mairie@aubrelac.example".to_owned(),
            "patinoire.aubrelac.example".to_owned(),
        ],
        keep_posts_days: Some(365),
    };
    let (all, workspaces) = (members(), workspaces());
    let view = Organisation {
        settings: &known,
        members: &all,
        workspaces: &workspaces,
        done: None,
        refused: None,
    };
    let done = cx.words.org_member_added("Yanis B.");
    let refused = Refused {
        form: Form::Member,
        field: "login",
        message: cx.words.field_taken(),
        typed: vec![
            ("name", "Solène M.".to_owned()),
            ("login", "solene".to_owned()),
        ],
    };
    let mut viewer = cx.clone();
    if let Some(member) = &mut viewer.member {
        member.role = Role::Viewer;
    }
    let alone = Organisation {
        workspaces: &workspaces[..1],
        ..view
    };
    vec![
        (
            "organisation",
            organisation::page(
                cx,
                &Organisation {
                    done: Some(&done),
                    ..view
                },
            ),
        ),
        (
            "organisation-refused",
            organisation::page(
                cx,
                &Organisation {
                    refused: Some(&refused),
                    ..view
                },
            ),
        ),
        ("organisation-viewer", organisation::page(&viewer, &alone)),
        ("member-remove", organisation::remove(cx, &all[1])),
    ]
}

/// How a server is on a quiet morning, or on a bad one.
fn status_view(bad: bool) -> StatusView {
    let task = |name: &str, running, restarts| {
        let report = TaskReport {
            running,
            restarts,
            panics: restarts / 2,
        };
        (name.to_owned(), report)
    };
    StatusView {
        version: "1.0.0",
        started_at: ago(60 * 26),
        now: now(),
        database: DatabaseView {
            kind: "SQLite",
            size_bytes: 1_240_000_000,
            migration: 2,
        },
        tasks: vec![
            task("ingest", true, 0),
            task("migration", false, 0),
            task("retention", !bad, if bad { 4 } else { 0 }),
        ],
        ingest: IngestView {
            rate_1m: 49.8,
            rate_5m: 7.25,
            posts: 1_284_530,
            mentions: 48_113,
            lag: Some(std::time::Duration::from_millis(340)),
            queue: if bad { 3_900 } else { 12 },
            queue_max: 4_096,
            retries: 0,
        },
        live_readers: 3,
        sources: super::all_sources(),
        archive: Some(ArchiveView {
            posts: if bad { 310_000 } else { 1_284_122 },
            gone: if bad { 12 } else { 0 },
            is_purging: false,
            bytes: 960_000_000,
            bytes_max: bad.then_some(1_000_000_000),
            oldest_month: Some("2026-08".to_owned()),
            pending: if bad { 4_120 } else { 0 },
            building: bad.then_some((310_000, 1_284_530)),
            dropped: bad.then(|| ("2026-07".to_owned(), ago(90))),
            error: bad.then(|| "the disk does not answer".to_owned()),
        }),
        disk_free: Some(if bad { 900_000_000 } else { 84_000_000_000 }),
        memory: Some(212_000_000),
    }
}

fn members() -> Vec<MemberView> {
    let one = |n: u128, name: &str, login: &str, role, last_seen| MemberView {
        id: sample_id!(MemberId, n),
        login: login.to_owned(),
        name: name.to_owned(),
        role,
        since: ago(60 * 24 * 200),
        last_seen,
        is_me: n == 1,
    };
    vec![
        one(1, "Camille R.", "camille", Role::Admin, Some(now())),
        one(2, "Hugo T.", "hugo", Role::Editor, Some(ago(95))),
        one(3, "Solène M.", "solene", Role::Editor, Some(ago(60 * 26))),
        one(4, "Yanis B.", "yanis", Role::Viewer, None),
    ]
}

pub(super) fn workspaces() -> Vec<Workspace> {
    let one = |n: u128, name: &str, kind: &str| Workspace {
        org: sample_id!(OrgId, n),
        name: name.to_owned(),
        kind: kind.to_owned(),
        current: n == 1,
    };
    vec![
        one(1, "Aubrelac", "Ville"),
        one(2, "Musée des Bateliers", "Musée"),
    ]
}
