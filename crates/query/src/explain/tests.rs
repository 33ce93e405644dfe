use super::explain;
use crate::{Spelling, parse, print, tests::meaning};

fn examples(source: &str) -> Vec<String> {
    let forms = explain(&meaning(source));
    forms.iter().map(|it| it.examples.join(" ")).collect()
}

#[test]
fn forms_are_regular_ones_that_the_word_finds() {
    assert_eq!(examples("patinoire~"), ["patinoire patinoires"]);
    assert_eq!(
        examples("Hôpital~"),
        ["hopital hopitaux hopitale hopitales hopitals"]
    );
    assert_eq!(examples("colis bus"), [""; 0]);
    assert_eq!(
        examples("(close~ OR x) -library~ close~ (a NEAR/1 perdu~)"),
        [
            "close closes",
            "library librarys libraries",
            "perdu perdus perdue perdues"
        ]
    );
}

#[test]
fn forms_are_found_by_the_query_they_explain() {
    for source in ["patinoire~", "vacciner~", "closing~", "nationaux~"] {
        let expr = meaning(source);
        let [forms] = &*explain(&expr) else { panic!() };
        for form in &forms.examples {
            assert!(forms.stems.finds(form, &[]), "{source}: {form}");
        }
        assert_eq!(
            parse(&print(&expr, Spelling::French)).valid(),
            Some(&expr),
            "{source}"
        );
    }
}
