use super::*;

fn env(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn example_states_the_defaults() {
    assert_eq!(Config::parse(EXAMPLE, env(&[])).unwrap(), Config::default());
}

#[test]
fn example_names_every_section() {
    let table: toml::Table = toml::from_str(EXAMPLE).unwrap();
    let sections: Vec<&str> = table.keys().map(String::as_str).collect();
    assert_eq!(sections.len(), 9, "{sections:?}");
}

#[test]
fn environment_overrides_the_file() {
    let config = Config::parse(
        "[http]\nlisten = \"127.0.0.1:1\"",
        env(&[
            ("VIGIE__HTTP__LISTEN", "0.0.0.0:9"),
            ("VIGIE__LISTEN__MATCHED_DAYS", "7"),
            ("VIGIE__EGRESS__ALLOW_PRIVATE", "[\"127.0.0.1:4000\"]"),
            ("HOME", "/root"),
        ]),
    )
    .unwrap();
    assert_eq!(config.http.listen.port(), 9);
    assert_eq!(config.listen.matched_days, 7);
    assert_eq!(config.egress.allow_private, ["127.0.0.1:4000"]);
}

#[test]
fn mistakes_are_refused_with_their_place() {
    let error = |source: &str| Config::parse(source, env(&[])).unwrap_err().to_string();
    assert!(
        error("[http]\nlissten = 1").contains("line 2"),
        "{}",
        error("[http]\nlissten = 1")
    );
    assert!(error("[http]\npublic_url = \"vigie.example\"").contains("http.public_url"));
    assert!(error("[session]\nidle_hours = 0").contains("session.idle_hours"));
    assert!(
        Config::parse("", env(&[("VIGIE__HTTP", "x")]))
            .unwrap_err()
            .to_string()
            .contains("VIGIE__HTTP")
    );
}
