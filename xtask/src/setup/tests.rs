//! A person without the tools is told what to type.

use super::{Need, candidate_major, ensure, explain};

const THERE: Need = Need {
    name: "air",
    is_there: || true,
    debian: &[],
    debian_major_min: 0,
    advice: "breathe",
};
const ABSENT: Need = Need {
    name: "a moon",
    is_there: || false,
    debian: &[],
    debian_major_min: 0,
    advice: "look up",
};
const PACKAGED: Need = Need {
    name: "a sun",
    is_there: || false,
    debian: &["sun", "rays"],
    debian_major_min: 7,
    advice: "wait",
};

#[test]
fn ensure_present_is_silent() {
    ensure(&[&THERE]).unwrap();
}

#[test]
fn ensure_absent_names_it_and_the_way_out() {
    let text = ensure(&[&THERE, &ABSENT]).unwrap_err().to_string();
    assert!(
        text.contains("a moon") && text.contains("look up") && text.contains("--fast"),
        "{text}"
    );
    assert!(!text.contains("air"), "{text}");
}

#[test]
fn explain_packaged_gives_the_command() {
    let text = explain(&[&PACKAGED]);
    assert!(
        text.contains("apt-get install sun rays, if `apt-cache policy sun` offers 7 or later"),
        "{text}"
    );
}

#[test]
fn candidate_is_read_without_its_epoch() {
    let policy = |version: &str| {
        format!("nodejs:\n  Installed: (none)\n  Candidate: {version}\n  Version table:\n")
    };
    assert_eq!(candidate_major(&policy("20.19.2+dfsg-1")), Some(20));
    assert_eq!(candidate_major(&policy("1:18.4-2")), Some(18));
    assert_eq!(candidate_major(&policy("(none)")), None);
    assert_eq!(candidate_major(""), None);
}
