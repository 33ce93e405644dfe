use i18n::Words;
use model::{Locale, Theme};
use query::Code;

use super::{Checked, message, remarks, wire};
use crate::{outline::outline, samples};

fn cx() -> crate::Cx {
    samples::cx(Locale::En, Theme::Light)
}

#[test]
fn places_count_as_browsers_do() {
    let checked = Checked::new(Locale::En, "👩‍🚒 OR é AND (");
    assert!(!checked.is_valid());
    let json = serde_json::to_value(wire(Words::new(Locale::En), &checked)).unwrap();
    let units: Vec<u16> = checked.text.encode_utf16().collect();
    let remark = json["remarks"].as_array().unwrap().last().unwrap();
    let from = usize::try_from(remark["from"].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[from..]).unwrap(), "(");
}

#[test]
fn valid_text_is_read_back_in_the_readers_spelling() {
    assert_eq!(
        Checked::new(Locale::Fr, "rink NOT quiz").reads.as_deref(),
        Some("rink SAUF quiz")
    );
    assert_eq!(
        Checked::new(Locale::En, "rink SAUF quiz").reads.as_deref(),
        Some("rink NOT quiz")
    );
}

#[test]
fn refused_text_shows_place_reason_and_fix() {
    let html = remarks(&cx(), &Checked::new(Locale::En, "rink AND (ice")).into_string();
    assert!(html.contains("q-bad"), "{html}");
    assert!(
        outline(&html).contains("button: Add )"),
        "{}",
        outline(&html)
    );
}

#[test]
fn underlined_text_is_the_whole_text() {
    for text in [
        "a AND",
        "(((",
        "\"",
        ") b (",
        "é\u{301} OR OR x",
        "<b> AND",
        "a - b || c",
    ] {
        let html = remarks(&cx(), &Checked::new(Locale::En, text)).into_string();
        let shown = crate::outline::elements(&html)
            .into_iter()
            .find(|it| it.attribute("class") == Some("code q-shown"))
            .map(|it| it.text);
        assert_eq!(shown.as_deref(), Some(text));
    }
}

#[test]
fn every_remark_has_its_sentence_in_both_languages() {
    let operator: Box<str> = "OR".into();
    let all = [
        Code::Empty,
        Code::TooLong { chars: 5_000 },
        Code::TooDeep,
        Code::TooManyTerms { count: 501 },
        Code::NothingBefore {
            operator: operator.clone(),
        },
        Code::PerhapsOperator {
            word: "or".into(),
            operator,
        },
        Code::PrefixTooShort {
            written: "a*".into(),
        },
        Code::UnknownField {
            name: "form".into(),
            closest: Some("from"),
        },
        Code::UnknownField {
            name: "x".into(),
            closest: None,
        },
        Code::NearTooFar {
            words: "999".into(),
        },
    ];
    for locale in Locale::ALL {
        let sentences: std::collections::HashSet<String> = all
            .iter()
            .map(|code| message(Words::new(locale), code))
            .collect();
        assert_eq!(sentences.len(), all.len());
    }
    assert_eq!(
        message(Words::new(Locale::En), &Code::TooLong { chars: 5_000 }),
        "5,000 characters, 4,096 at most: split the query in two."
    );
}
