use proptest::prelude::*;

use super::{Asked, Key};
use crate::samples;

#[test]
fn words_nobody_knows_ask_for_the_whole_list_by_name() {
    let asked = Asked::new("nothing", "sideways", "  ");
    assert_eq!(asked, Asked::default());
    let all = samples::queries();
    let names: Vec<&str> = asked.of(&all).iter().map(|it| &*it.name).collect();
    assert_eq!(
        names,
        ["École et cantine", "Inondation", "Patinoire des Îles"]
    );
}

#[test]
fn query_is_found_by_its_name_or_by_what_it_asks() {
    let all = samples::queries();
    for (text, name) in [("ecole", "École et cantine"), ("CRUE", "Inondation")] {
        let asked = Asked::new("count", "desc", text);
        let names: Vec<&str> = asked.of(&all).iter().map(|it| &*it.name).collect();
        assert_eq!(names, [name]);
    }
    assert_eq!(Asked::new("", "", "a&b").path(), "/queries?text=a%26b");
}

proptest! {
    /// Sorting loses nothing, and is in order either way.
    #[test]
    fn lists_are_in_the_order_asked_for(counts in prop::collection::vec(0_u64..50, 3), key in 0_usize..4, descending: bool) {
        let mut all = samples::queries();
        for (query, n) in all.iter_mut().zip(counts) {
            query.hourly[23] = n;
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
