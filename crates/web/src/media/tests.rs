use super::*;

#[test]
fn link_opens_only_with_our_signature() {
    let links = MediaLinks::new([7; 32]);
    let link = links.url("https://cdn.example/a b.png?x=1&y=é");
    let (encoded, signature) = link
        .strip_prefix("/media?u=")
        .unwrap()
        .split_once("&s=")
        .unwrap();
    assert_eq!(
        links.open(encoded, signature).as_deref(),
        Some("https://cdn.example/a b.png?x=1&y=é")
    );
    assert_eq!(MediaLinks::new([8; 32]).open(encoded, signature), None);
    assert_eq!(links.open(encoded, ""), None);
    assert_eq!(
        links.open(
            &URL_SAFE_NO_PAD.encode("http://169.254.169.254/"),
            signature
        ),
        None
    );
}

#[test]
fn pictures_are_known_by_their_bytes() {
    assert_eq!(kind_of(b"\x89PNG\r\n\x1a\nxx"), Some("image/png"));
    assert_eq!(kind_of(b"RIFF\x00\x00\x00\x00WEBPVP8 "), Some("image/webp"));
    assert_eq!(kind_of(b"RIFF\x00\x00\x00\x00AVI LIST"), None);
    assert_eq!(
        kind_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Some("image/svg+xml")
    );
    assert_eq!(kind_of(b"<html><svg>"), None);
    assert_eq!(kind_of(b""), None);
}
