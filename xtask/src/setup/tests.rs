//! A person without the tools is told what to type.

use super::{Need, ensure, explain};

const THERE: Need = Need {
    name: "air",
    is_there: || true,
    debian: &[],
    advice: "breathe",
};
const ABSENT: Need = Need {
    name: "a moon",
    is_there: || false,
    debian: &[],
    advice: "look up",
};
const PACKAGED: Need = Need {
    name: "a sun",
    is_there: || false,
    debian: &["sun", "rays"],
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
    assert!(text.contains("apt-get install sun rays"), "{text}");
}
