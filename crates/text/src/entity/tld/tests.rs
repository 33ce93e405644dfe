use super::{FOREIGN, LIST, TLD_BYTES_MAX, is_tld, tld_prefix};

#[test]
fn the_list_is_as_the_searches_need_it() {
    assert!(LIST.lines().is_sorted());
    assert!(FOREIGN.is_sorted() && FOREIGN.len() > 100);
    let is_short = |it: &str| (2..=TLD_BYTES_MAX).contains(&it.len());
    assert!(LIST.lines().all(is_short));
    assert!(LIST.lines().all(|it| it.to_lowercase() == *it));
}

#[test]
fn case_does_not_matter_and_every_letter_does() {
    assert!(is_tld("fr") && is_tld("FR") && is_tld("Bzh") && is_tld("РФ"));
    assert!(!is_tld("") && !is_tld("frr") && !is_tld(&"a".repeat(TLD_BYTES_MAX + 1)));
}

#[test]
fn every_domain_of_the_list_is_found_at_the_start_of_a_text() {
    for tld in LIST.lines() {
        assert_eq!(tld_prefix(&format!("{tld}/a")), Some(tld.len()), "{tld}");
    }
}
