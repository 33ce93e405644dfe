use std::{collections::BTreeMap, sync::Arc};

use crate::{
    Code, Expr, Name, NameKind, Names, OpenError, Purpose, Setting, Spelling, parse_in, print,
    rename,
    tests::{codes, meaning, shape_of},
};

fn name(written: &str) -> Name {
    Name::new(written).unwrap()
}

fn house() -> Names {
    let query = |called, text| (name(called), Arc::new(meaning(text)));
    Names {
        sources: vec![name("Ouest-France")],
        accounts: vec![name("mairie")],
        lists: vec![name("Élus")],
        queries: BTreeMap::from([
            query("Colis perdus", "colis (perdu OR vole)"),
            query("Livraison", "query:\"colis perdus\" OR livreur"),
            query("Ring", "a query:gnir"),
            query("Gnir", "b query:ring"),
        ]),
    }
}

fn opened(source: &str) -> Result<String, OpenError> {
    let house = house();
    let expr: Expr = meaning(source);
    house.open(&expr, None).map(|it| shape_of(&it))
}

#[test]
fn saved_query_takes_the_place_of_its_name() {
    assert_eq!(
        opened("requête:\"COLIS perdus\" SAUF concours"),
        Ok("(and colis (or perdu vole) (not concours))".to_owned())
    );
    assert_eq!(
        opened("query:livraison OR facteur"),
        Ok("(or (and colis (or perdu vole)) livreur facteur)".to_owned())
    );
    assert_eq!(
        opened("query:autre"),
        Err(OpenError::Unknown(name("autre")))
    );
}

#[test]
fn queries_that_name_each_other_are_refused() {
    assert_eq!(opened("query:ring"), Err(OpenError::Cycle(name("ring"))));
    let house = house();
    let own = name("colis perdus");
    let setting = Setting {
        purpose: Purpose::Live,
        names: Some(&house),
        own_name: Some(&own),
    };
    for source in ["query:\"Colis perdus\"", "facteur query:livraison"] {
        let told = parse_in(source, setting).diagnostics;
        assert!(
            matches!(told[..], [ref it] if matches!(it.code, Code::QueryCycle { .. })),
            "{source}: {told:?}"
        );
    }
}

#[test]
fn names_of_the_house_are_checked_and_mended() {
    let house = house();
    let setting = Setting {
        names: Some(&house),
        ..Setting::default()
    };
    for fine in [
        "source:\"ouest-france\"",
        "compte:Mairie",
        "list:elus",
        "query:livraison",
    ] {
        assert_eq!(parse_in(fine, setting).diagnostics, [], "{fine}");
        assert_eq!(codes(fine), [""; 0], "{fine}");
    }
    for (source, mended) in [
        (
            "colis source:\"Ouest France\"",
            "colis source:\"Ouest-France\"",
        ),
        ("compte:marie", "compte:\"mairie\""),
        ("liste:élu", "liste:\"Élus\""),
        ("query:livraisons", "query:\"Livraison\""),
    ] {
        let told = parse_in(source, setting).diagnostics;
        let [only] = &*told else { panic!("{told:?}") };
        assert_eq!(only.code.as_str(), "unknown-name");
        assert_eq!(only.fix.as_ref().unwrap().apply(source), mended);
    }
    let told = parse_in("list:journalistes", setting).diagnostics;
    assert_eq!(told[0].fix, None);
}

#[test]
fn dates_are_doubted_in_a_live_query_only() {
    let live = Setting {
        purpose: Purpose::Live,
        ..Setting::default()
    };
    for dated in [
        "colis since:2026-01-01",
        "colis durant:7j",
        "colis until:2026-01-01",
    ] {
        let told = parse_in(dated, live);
        assert!(told.valid().is_some());
        assert_eq!(told.diagnostics[0].code.as_str(), "search-only");
        assert_eq!(
            told.diagnostics[0].fix.as_ref().unwrap().apply(dated),
            "colis "
        );
        assert_eq!(codes(dated), [""; 0]);
    }
}

#[test]
fn renaming_reaches_every_mention_of_the_name() {
    let expr = meaning("colis (source:Ouest OR -(a list:ouest)) query:OUEST");
    let to = name("Ouest-France");
    let renamed =
        |kind| rename(&expr, kind, &name("ouest"), &to).map(|it| print(&it, Spelling::English));
    assert_eq!(
        renamed(NameKind::Source).as_deref(),
        Some("colis AND (source:Ouest-France OR NOT (a AND list:ouest)) AND query:OUEST")
    );
    assert_eq!(
        renamed(NameKind::List).as_deref(),
        Some("colis AND (source:Ouest OR NOT (a AND list:Ouest-France)) AND query:OUEST")
    );
    assert_eq!(renamed(NameKind::Account), None);
}
