use engine::SourceView;
use model::SourceState;
use proptest::prelude::*;

use super::{Asked, Key, Only};
use crate::samples;

fn names(asked: &Asked, all: &[SourceView]) -> Vec<String> {
    asked
        .of(all)
        .into_iter()
        .map(|it| it.name.clone())
        .collect()
}

#[test]
fn words_nobody_knows_ask_for_the_whole_list_by_name() {
    let asked = Asked::new("nothing", "sideways", "none", "  ");
    assert_eq!(asked, Asked::default());
    assert_eq!(
        names(&asked, &samples::all_sources()),
        [
            "Aubrelac, bac à sable",
            "Bluesky",
            "La Gazette des quais",
            "lac.example",
            "Le Lac libre"
        ]
    );
}

#[test]
fn troubles_come_first_in_the_order_of_states() {
    let all = samples::all_sources();
    let asked = Asked::new("state", "asc", "", "");
    assert_eq!(
        names(&asked, &all)[..2],
        ["Le Lac libre", "La Gazette des quais"]
    );
    assert_eq!(names(&Asked::new("", "", "off", ""), &all), ["lac.example"]);
    assert_eq!(
        names(&Asked::new("", "", "troubled", "LAC"), &all),
        ["Le Lac libre"]
    );
    assert_eq!(
        Asked::new("gaps", "desc", "troubled", "a&b").path(),
        "/sources?text=a%26b&only=troubled"
    );
}

#[test]
fn every_state_is_in_one_part_of_the_list() {
    for source in samples::all_sources() {
        let parts = [Only::Live, Only::Troubled, Only::Off];
        let n = parts.iter().filter(|it| it.keeps(source.state)).count();
        assert_eq!(n, 1, "{:?}", source.state);
    }
    assert!(Only::Live.keeps(SourceState::Finished));
}

proptest! {
    /// Sorting loses nothing, is in order, and the other way is the mirror where no two are equal.
    #[test]
    fn lists_are_in_the_order_asked_for(received in prop::collection::vec(0_u64..50, 5), key in 0_usize..6, descending: bool) {
        let mut all = samples::all_sources();
        for (source, n) in all.iter_mut().zip(received) {
            source.received = n;
        }
        let asked = Asked { key: Key::ALL[key], descending, ..Asked::default() };
        let sorted = asked.of(&all);
        prop_assert_eq!(sorted.len(), all.len());
        for pair in sorted.windows(2) {
            let order = asked.compare(pair[0], pair[1]);
            let is_right = if descending { order.is_ge() } else { order.is_le() };
            prop_assert!(is_right, "{order:?}");
        }
    }
}
