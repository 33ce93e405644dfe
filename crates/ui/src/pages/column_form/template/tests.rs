use model::Locale;

use super::Template;

#[track_caller]
fn check(template: Template, value: &str, expect: Option<&str>) {
    assert_eq!(template.text(Locale::Fr, value).as_deref(), expect);
    if let Some(text) = expect {
        assert!(query::parse(text).valid().is_some(), "{text}");
        let english = template.text(Locale::En, value).unwrap();
        let canonical = |text: &str| {
            query::print(
                query::parse(text).valid().unwrap(),
                query::Spelling::English,
            )
        };
        assert_eq!(canonical(text), canonical(&english));
    }
}

#[test]
fn template_writes_a_query_that_the_language_reads() {
    check(Template::Query, " patinoire ", Some("patinoire"));
    check(
        Template::Source,
        "La Gazette des quais",
        Some("source:\"La Gazette des quais\""),
    );
    check(
        Template::Author,
        "@mairie@lac.example",
        Some("de:@mairie@lac.example"),
    );
    check(Template::Author, "mairie", Some("de:@mairie"));
    check(Template::List, "Élus du lac", Some("liste:\"Élus du lac\""));
    check(
        Template::Tags,
        "#aubrelac, crue",
        Some("#aubrelac OU #crue"),
    );
    check(Template::Press, "", Some("réseau:presse"));
    check(
        Template::Press,
        "crue OU lac",
        Some("réseau:presse (crue OU lac)"),
    );
}

#[test]
fn template_on_nothing_is_no_query() {
    for template in [
        Template::Query,
        Template::Source,
        Template::Author,
        Template::List,
        Template::Tags,
    ] {
        check(template, "  ", None);
    }
    check(Template::Author, "@", None);
    check(Template::Tags, "# #", None);
}

#[test]
fn template_on_a_strangers_name_stays_one_term() {
    let text = Template::Source.text(Locale::Fr, "a\" OU \"b").unwrap();
    assert_eq!(text, "source:\"a  OU  b\"");
}

#[test]
fn template_names_its_column() {
    assert_eq!(Template::Author.title("mairie", "Presse"), "@mairie");
    assert_eq!(Template::Tags.title("a #b", "Presse"), "#a, #b");
    assert_eq!(Template::Press.title("", "Presse"), "Presse");
}
