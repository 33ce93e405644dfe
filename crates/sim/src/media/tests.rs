use super::*;
use crate::library::library;

/// Every element closed in its order, quotes paired: enough to know that a drawing is well-formed XML.
fn check_well_formed(svg: &str, name: &str) {
    let mut open = Vec::new();
    let mut rest = svg.trim();
    while let Some(start) = rest.find('<') {
        let end = rest[start..]
            .find('>')
            .unwrap_or_else(|| panic!("{name}: `<` is never closed"))
            + start;
        let tag = &rest[start + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed.to_owned()), "{name}");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap_or("").to_owned());
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{name}: {open:?} left open");
    assert!(svg.trim_start().starts_with("<svg "), "{name}");
}

fn check_alone(svg: &str, name: &str) {
    let without_namespace = svg.replace("http://www.w3.org/2000/svg", "");
    for word in [
        "http",
        "href",
        "<script",
        "<image",
        "<foreignObject",
        "@import",
        "data:",
        "<style",
        "&",
        " on",
    ] {
        let word_in_text = word == " on" && !without_namespace.contains(" onload");
        assert!(
            word_in_text || !without_namespace.contains(word),
            "{name} holds {word}"
        );
    }
}

#[test]
fn every_picture_is_well_formed_and_alone() {
    for picture in PICTURES {
        check_well_formed(picture.svg, picture.name);
        check_alone(picture.svg, picture.name);
        assert!(
            picture.svg.contains("viewBox=\"0 0 640 360\""),
            "{}",
            picture.name
        );
        assert!(!picture.alt.is_empty());
    }
}

#[test]
fn every_portrait_is_well_formed_and_alone() {
    for number in (0..=u32::MAX).step_by(0x0123_4567) {
        let name = format!("av-{number:08x}");
        let svg = picture(&name).unwrap();
        check_well_formed(&svg, &name);
        check_alone(&svg, &name);
    }
}

#[test]
fn every_institution_has_its_emblem() {
    for line in library().list("comptes") {
        let emblem = line.split('|').nth(4).map(str::trim).unwrap();
        let svg = picture(&format!("em-{emblem}")).unwrap_or_else(|| panic!("no emblem {emblem}"));
        check_well_formed(&svg, emblem);
        check_alone(&svg, emblem);
    }
}

#[test]
fn unknown_names_are_no_pictures() {
    for name in [
        "",
        "nope",
        "av-",
        "av-12",
        "av-zzzzzzzz",
        "em-nope",
        "../Cargo",
    ] {
        assert_eq!(picture(name), None, "{name}");
    }
}
