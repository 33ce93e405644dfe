use super::{FOREIGN, SORTED, TLD_BYTES_MAX, tld_prefix};

#[test]
fn the_list_is_as_the_searches_need_it() {
    assert!(SORTED.is_sorted());
    assert!(FOREIGN.is_sorted() && FOREIGN.len() > 100);
    assert!(
        SORTED
            .iter()
            .all(|it| (2..=TLD_BYTES_MAX).contains(&it.len()))
    );
    assert!(SORTED.iter().all(|it| it.to_lowercase() == **it));
}

#[test]
fn every_domain_of_the_list_is_found_at_the_start_of_a_text() {
    for tld in SORTED.iter() {
        assert_eq!(tld_prefix(&format!("{tld}/a")), Some(tld.len()), "{tld}");
    }
}
