use axum::http::{HeaderMap, HeaderValue, header};

use super::{ASSETS, packed};

fn asking(value: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
    headers
}

#[test]
fn smallest_form_the_browser_reads_is_sent() {
    let style = ASSETS.iter().find(|it| it.name.ends_with(".css")).unwrap();
    assert_eq!(
        packed(style, &asking("gzip, deflate, br, zstd")).1,
        Some("br")
    );
    assert_eq!(packed(style, &asking("gzip;q=0.8, br;q=0")).1, Some("gzip"));
    assert_eq!(packed(style, &asking("identity")).1, None);
    assert_eq!(packed(style, &HeaderMap::new()), (style.plain, None));
    let font = ASSETS
        .iter()
        .find(|it| it.name.ends_with(".woff2"))
        .unwrap();
    assert_eq!(
        packed(font, &asking("br")).1,
        None,
        "fonts are compressed already"
    );
}

#[test]
fn packed_forms_are_smaller_and_names_carry_their_content() {
    assert!(ASSETS.len() >= 7);
    for asset in ASSETS {
        for form in [asset.gzip, asset.brotli].into_iter().flatten() {
            assert!(form.len() < asset.plain.len(), "{}", asset.name);
        }
        let hash = asset.name.rsplit('.').nth(1).unwrap();
        assert_eq!(hash.len(), 10, "{}", asset.name);
    }
}
