use query::Spelling;

use super::{Answers, Template};

#[track_caller]
fn check(template: Template, [main, also, not]: [&str; 3], expected: &str) {
    let answers = Answers {
        main: main.to_owned(),
        also: also.to_owned(),
        not: not.to_owned(),
    };
    let text = template.text(&answers, Spelling::French);
    assert_eq!(text, expected);
    assert!(query::parse(&text).valid().is_some() || text.is_empty());
}

#[test]
fn answers_fill_the_blocks() {
    check(
        Template::Brand,
        ["Vigie, Vigie logiciel", "@vigie, #Vigie", "vigie pirate"],
        "(Vigie OU \"Vigie logiciel\" OU @vigie OU #Vigie) SAUF \"vigie pirate\"",
    );
    check(
        Template::City,
        ["Saint-Aubin", "place du Minage", "Saint-Aubin-des-Ormes"],
        "(Saint-Aubin OU \"place du Minage\") SAUF Saint-Aubin-des-Ormes",
    );
    check(
        Template::Subject,
        ["patinoire, piste de glace", "Saint-Aubin", ""],
        "(patinoire OU \"piste de glace\") ET Saint-Aubin",
    );
    check(
        Template::Event,
        ["Fête du fleuve, #FeteDuFleuve", "", ""],
        "\"Fête du fleuve\" OU #FeteDuFleuve",
    );
    check(Template::Event, ["", "", ""], "");
}

#[test]
fn title_is_the_first_name() {
    let answers = Answers {
        main: " Fête du fleuve , #FeteDuFleuve".to_owned(),
        ..Answers::default()
    };
    assert_eq!(Template::title(&answers), "Fête du fleuve");
}
