//! Finding what is there and nothing else.

use std::collections::BTreeSet;

use proptest::{collection::btree_set, prelude::*};

use super::Dictionary;
use crate::feature::Feature;

fn features(bits: &BTreeSet<u64>) -> Vec<Feature> {
    bits.iter().map(|it| Feature::from_bits(*it)).collect()
}

/// As features are; many of them close together, so that they push each other.
fn any_bits() -> impl Strategy<Value = BTreeSet<u64>> {
    let bits = prop_oneof![
        any::<u64>(),
        0..200u64,
        (0..200u64).prop_map(|it| u64::MAX - it)
    ];
    btree_set(bits.prop_map(|it| it & !3), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dictionary_finds_its_features_alone(present in any_bits(), asked in any_bits()) {
        let mut dictionary = Dictionary::new(&features(&present));
        for feature in features(&present).iter().step_by(3) {
            let known = dictionary.find(*feature).expect("it is there");
            dictionary.file(known.id);
        }
        for (at, feature) in features(&present).into_iter().enumerate() {
            let known = dictionary.find(feature).expect("it is there");
            prop_assert!(dictionary.glance().may_have(feature));
            prop_assert_eq!(dictionary.feature(known.id), feature);
            prop_assert_eq!(known.is_filed, at % 3 == 0);
            prop_assert!((known.id as usize) < dictionary.n_places());
        }
        dictionary.learn(&Dictionary::new(&features(&asked)));
        for feature in features(&asked) {
            prop_assert!(dictionary.glance().may_have(feature));
        }
        for bits in asked.difference(&present) {
            prop_assert_eq!(dictionary.find(Feature::from_bits(*bits)), None);
        }
    }
}
