use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Docs, Gather};

/// Posts of the segments of these tests: enough for lists and for bits.
const MAX_DOC: u32 = 700;

fn gathered(docs: &[u32]) -> Docs {
    let mut all = Gather::new(docs.len() as u64, MAX_DOC);
    all.extend(docs.iter().copied());
    all.finish()
}

proptest! {
    #[test]
    fn lists_and_bits_are_the_same_sets(
        docs in prop::collection::vec(0..MAX_DOC, 0..60),
        more in prop::collection::vec(0..MAX_DOC, 0..60),
        step in 1..5_u32,
    ) {
        let mut expected: BTreeSet<u32> = docs.iter().copied().collect();
        let mut set = gathered(&docs);
        set.extend(&more, MAX_DOC);
        expected.extend(&more);
        set.retain(|it| it % step == 0);
        expected.retain(|it| it % step == 0);
        let found: Vec<u32> = set.iter().collect();
        prop_assert_eq!(&found, &expected.iter().copied().collect::<Vec<_>>());
        prop_assert_eq!(set.len(), expected.len());
        prop_assert_eq!(set.is_empty(), expected.is_empty());
        for doc in 0..MAX_DOC {
            prop_assert_eq!(set.contains(doc), expected.contains(&doc));
        }
    }
}

#[test]
fn a_sparse_set_is_a_list() {
    assert!(matches!(gathered(&[3, 1, 3]), Docs::Few(list) if list == [1, 3]));
    let many: Vec<u32> = (0..30).collect();
    assert!(matches!(gathered(&many), Docs::Many(_)));
    assert_eq!(Docs::all(MAX_DOC).len(), MAX_DOC as usize);
}
