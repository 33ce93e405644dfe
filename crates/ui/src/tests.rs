//! What holds of every page: both languages, structure, names, no inline code, no class of its own.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use model::{Locale, Theme};

use crate::{
    assets::{ASSETS, Asset},
    outline::{Element, elements, outline},
    samples,
};

mod outlines;

/// Pages by their names.
type Samples = Vec<(&'static str, String)>;

/// The sample pages in a language, drawn once for all tests.
fn pages(locale: Locale) -> &'static [(&'static str, String)] {
    static DRAWN: LazyLock<Vec<(Locale, Samples)>> = LazyLock::new(|| {
        let draw = |it| (it, samples::pages(&samples::cx(it, Theme::Light)));
        Locale::ALL.into_iter().map(draw).collect()
    });
    let (_, pages) = DRAWN.iter().find(|(it, _)| *it == locale).unwrap();
    pages
}

/// The one of that name.
#[track_caller]
fn page(locale: Locale, name: &str) -> &'static str {
    let page = pages(locale).iter().find(|(it, _)| *it == name);
    &page.unwrap_or_else(|| panic!("no sample `{name}`")).1
}

fn every_page() -> impl Iterator<Item = (String, &'static str)> {
    Locale::ALL.into_iter().flat_map(|locale| {
        let pages = pages(locale).iter();
        pages.map(move |(name, html)| (format!("{name} in {}", locale.as_str()), html.as_str()))
    })
}

/// What every page is made of, read once.
fn elements_of_every_page() -> &'static [(String, Vec<Element>)] {
    static READ: LazyLock<Vec<(String, Vec<Element>)>> = LazyLock::new(|| {
        every_page()
            .map(|(name, html)| (name, elements(html)))
            .collect()
    });
    &READ
}

fn asset(ending: &str) -> &'static Asset {
    ASSETS.iter().find(|it| it.name.ends_with(ending)).unwrap()
}

fn style() -> &'static str {
    str::from_utf8(asset(".css").plain).unwrap()
}

#[test]
fn every_page_speaks_the_readers_language() {
    for (name, html) in every_page() {
        let lang = if name.ends_with("fr") { "fr" } else { "en" };
        assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{name}");
        assert!(
            !html.contains('\u{fdd0}') && !html.contains('\u{fdd1}'),
            "{name}: emphasis left as a mark"
        );
    }
}

#[test]
fn french_and_english_pages_have_the_same_shape() {
    let shape = |lang: &str| -> Vec<(&'static str, Vec<&'static str>)> {
        let pages = elements_of_every_page().iter();
        let of_lang = pages.filter_map(|(name, all)| Some((name.strip_suffix(lang)?, all)));
        of_lang
            .map(|(name, all)| (name, all.iter().map(|it| it.name.as_str()).collect()))
            .collect()
    };
    let french = shape("in fr");
    assert_eq!(french.len() * 2, elements_of_every_page().len());
    assert_eq!(french, shape("in en"));
}

#[test]
fn every_page_has_one_h1_and_its_landmarks() {
    for (name, all) in elements_of_every_page() {
        let n = |tag: &str| all.iter().filter(|it| it.name == tag).count();
        assert_eq!(n("h1"), 1, "{name}");
        assert_eq!(n("main"), 1, "{name}");
        assert_eq!(n("title"), 1, "{name}");
        let skip = all
            .iter()
            .find(|it| it.attribute("class") == Some("skip"))
            .unwrap();
        assert!(
            all.iter()
                .any(|it| it.attribute("id") == skip.attribute("href").unwrap().strip_prefix('#')),
            "{name}"
        );
    }
}

#[test]
fn ids_stand_once_and_references_lead_somewhere() {
    for (name, all) in elements_of_every_page() {
        let mut ids = HashSet::new();
        for id in all.iter().filter_map(|it| it.attribute("id")) {
            assert!(ids.insert(id.to_owned()), "{name}: `{id}` twice");
        }
        for element in all {
            for attribute in ["aria-labelledby", "aria-describedby", "for"] {
                for id in element
                    .attribute(attribute)
                    .into_iter()
                    .flat_map(str::split_whitespace)
                {
                    assert!(ids.contains(id), "{name}: {attribute} to `{id}`");
                }
            }
        }
    }
}

#[test]
fn everything_to_press_or_fill_has_a_name() {
    for (name, all) in elements_of_every_page() {
        let labels: HashSet<&str> = all.iter().filter_map(|it| it.attribute("for")).collect();
        for element in all {
            let named = || element.attribute("aria-label").is_some() || !element.text.is_empty();
            match element.name.as_str() {
                // The bar of new messages gets its words with its count.
                "button" if element.attribute("hidden").is_some() => {}
                // Named by the picture in it, which has its own line below.
                "a" if element.attribute("class") == Some("pic") => {}
                // What scripts fill before they show it.
                "a" if element.within.iter().any(|it| it == "template") => {}
                "a" | "button" | "summary" => {
                    assert!(named(), "{name}: {} without a name", element.name);
                }
                "img" => assert!(
                    element.attribute("alt").is_some_and(|it| !it.is_empty()),
                    "{name}: picture"
                ),
                "input" | "select" | "textarea" => {
                    let is_hidden = element.attribute("type") == Some("hidden");
                    let labelled = element
                        .attribute("id")
                        .is_some_and(|id| labels.contains(id))
                        || element.within.last().is_some_and(|it| it == "label")
                        || element.attribute("aria-label").is_some();
                    assert!(is_hidden || labelled, "{name}: {:?}", element.attributes);
                }
                "svg" => assert!(
                    element.attribute("aria-hidden") == Some("true")
                        || element.attribute("aria-label").is_some(),
                    "{name}: a drawing neither named nor hidden"
                ),
                _ => {}
            }
        }
    }
}

#[test]
fn no_page_carries_code_or_style_of_its_own() {
    for (name, all) in elements_of_every_page() {
        for element in all {
            assert_ne!(element.name, "style", "{name}");
            if element.name == "script" {
                assert!(
                    element.text.is_empty() && element.attribute("nonce") == Some("sample"),
                    "{name}"
                );
            }
            for (attribute, value) in &element.attributes {
                assert!(
                    attribute != "style" && !attribute.starts_with("on"),
                    "{name}: {attribute}={value}"
                );
                assert!(
                    !value.trim_start().to_lowercase().starts_with("javascript:"),
                    "{name}: {value}"
                );
            }
        }
    }
}

/// The classes of the style sheet: what follows a dot in a selector.
fn classes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rule in style().split('{') {
        let selector = rule.rsplit(['}', ';']).next().unwrap_or_default();
        for part in selector.split('.').skip(1) {
            let class: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                .collect();
            found.insert(class);
        }
    }
    found
}

#[test]
fn pages_use_the_classes_of_the_style_sheet_and_no_other() {
    let known = classes();
    for (name, all) in elements_of_every_page() {
        for element in all {
            for class in element
                .attribute("class")
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(known.contains(class), "{name}: `{class}` has no style");
            }
        }
    }
}

#[test]
fn style_sheet_names_colours_in_its_tokens_only() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/css");
    let mut n_files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tokens.css") {
            continue;
        }
        n_files += 1;
        let css = std::fs::read_to_string(&path).unwrap();
        for declaration in css.split([';', '{', '}']) {
            let value = declaration.split_once(':').map_or("", |(_, value)| value);
            let is_hex = value
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '#')
                .any(|it| {
                    it.strip_prefix('#').is_some_and(|hex| {
                        hex.len() >= 3 && hex.bytes().all(|b| b.is_ascii_hexdigit())
                    })
                });
            let is_function = ["rgb(", "rgba(", "hsl(", "oklch(", "lab("]
                .iter()
                .any(|it| value.contains(it));
            assert!(!is_hex && !is_function, "{}: {declaration}", path.display());
        }
    }
    assert!(n_files >= 5);
}

#[test]
fn every_icon_and_network_has_its_drawing() {
    let sprite = str::from_utf8(asset(".svg").plain).unwrap();
    for icon in crate::kit::icon::Icon::ALL {
        assert!(
            sprite.contains(&format!("id=\"{}\"", icon.id())),
            "{icon:?}"
        );
    }
    for network in model::Network::ALL {
        let drawn = crate::kit::icon::network(network).into_string();
        let id = drawn
            .split('#')
            .nth(1)
            .and_then(|it| it.split('"').next())
            .unwrap();
        assert!(sprite.contains(&format!("id=\"{id}\"")), "{network}");
    }
}

/// What a browser loads for its first page beside the page itself; a journey weighs a whole board.
#[test]
fn first_load_stays_within_its_weight() {
    /// The budget of 150 kB, less a page.
    const BYTES_MAX: usize = 150_000 - PAGE_BYTES_MAX;
    let sent: usize = ASSETS
        .iter()
        // The face of query texts, the samples' picture and the icons of an installed application load
        // only where they are used. The Latin extension is not left out: people's names need it.
        .filter(|it| {
            !["mono", "quay", "icon-"]
                .iter()
                .any(|part| it.name.contains(part))
        })
        .map(|it| it.brotli.or(it.gzip).unwrap_or(it.plain).len())
        .sum();
    assert!(sent < BYTES_MAX, "{sent}");
}

/// A page once the browser has the assets.
const PAGE_BYTES_MAX: usize = 20_000;

/// What a browser loads for any page once it has the assets.
#[test]
fn pages_after_the_first_are_light() {
    // The kit shows everything twice; it is a page for those who build.
    let pages: Vec<_> = every_page()
        .filter(|(name, _)| !name.starts_with("kit"))
        .collect();
    let sizes = compressed(&pages);
    assert_eq!(sizes.len(), pages.len());
    for ((name, _), sent) in pages.iter().zip(sizes) {
        assert!((1..PAGE_BYTES_MAX).contains(&sent), "{name}: {sent}");
    }
}

/// The bytes of each page as the boundary sends it: Brotli, at the level of answers made on the spot.
fn compressed(pages: &[(String, &str)]) -> Vec<usize> {
    const SCRIPT: &str = "
        const zlib = require('zlib')
        const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 }
        const pages = JSON.parse(require('fs').readFileSync(0, 'utf8'))
        const sizes = pages.map(([, page]) => zlib.brotliCompressSync(page, { params }).length)
        process.stdout.write(JSON.stringify(sizes))
    ";
    #[expect(
        clippy::disallowed_methods,
        reason = "what compresses the assets compresses here too: Node's"
    )]
    let mut node = std::process::Command::new("node")
        .args(["-e", SCRIPT])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(node.stdin.take().unwrap(), pages).unwrap();
    let said = node.wait_with_output().unwrap().stdout;
    serde_json::from_slice(&said).unwrap()
}

#[test]
fn scripts_type_check() {
    let tsc = concat!(env!("VIGIE_UI_MODULES"), "/node_modules/typescript/bin/tsc");
    let project = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tsconfig.json");
    #[expect(
        clippy::disallowed_methods,
        reason = "the compiler that knows the scripts' types is Node's"
    )]
    let checked = std::process::Command::new("node")
        .args([tsc, "--project", project])
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );
}

/// The functions of the kit that draw, as `module::function`.
fn components() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/kit");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(module) = path
            .file_name()
            .and_then(|it| it.to_str())
            .and_then(|it| it.strip_suffix(".rs"))
        else {
            continue;
        };
        // Words and the texts of posts are parts of components, shown with them.
        if ["text", "words"].contains(&module) {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for function in source.split("\npub fn ").skip(1) {
            let (name, rest) = function.split_once('(').unwrap();
            let signature = rest.split('{').next().unwrap();
            if signature.contains("-> Markup") {
                found.push((module.to_owned(), name.to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_component_is_shown_on_the_page_of_the_kit() {
    let page = include_str!("pages/kit.rs");
    let all = components();
    assert!(all.len() > 40, "{all:?}");
    // Whole parts of pages, with ids of their own that may stand once: shown by the samples of those
    // pages. And the coverage of a source, which its page's figure draws.
    let elsewhere = [
        ("dialog", "content"),
        ("figure", "coverage"),
        ("post", "alone"),
        ("post", "sample"),
        ("query", "field"),
        ("query", "field_called"),
        ("query", "line"),
        ("state", "lost_link"),
        ("state", "toast"),
        ("table", "narrow"),
    ];
    for (module, name) in &all {
        // By its module, or alone where it is imported.
        let shown = page
            .split(&format!("{name}("))
            .map(|before| before.trim_end_matches(&format!("{module}::")))
            .any(|before| before.ends_with([' ', '(', '&']));
        assert!(
            elsewhere.contains(&(module.as_str(), name.as_str())) || shown,
            "{module}::{name} is not on /kit"
        );
    }
}

/// The keys of a page's tables: what each does, and the keys engraved beside it.
fn keys_of(html: &str) -> BTreeSet<(String, String)> {
    let all = elements(html);
    let rows = all
        .iter()
        .enumerate()
        .filter(|(_, it)| it.name == "th" && it.attribute("scope") == Some("row"));
    rows.map(|(at, head)| {
        let cell = all[at..].iter().find(|it| it.name == "td").unwrap();
        (head.text.clone(), cell.text.clone())
    })
    .collect()
}

#[test]
fn help_settings_and_scripts_know_the_same_keys() {
    for locale in Locale::ALL {
        let cx = samples::cx(locale, Theme::Light);
        let mut help = keys_of(page(locale, "help-keys"));
        help.remove(&(cx.words.keys_digits(), "1 – 9".to_owned()));
        assert_eq!(help, keys_of(page(locale, "settings")));
        let body = elements(page(locale, "listen"))
            .into_iter()
            .find(|it| it.name == "body")
            .unwrap();
        let table: std::collections::BTreeMap<String, String> =
            serde_json::from_str(body.attribute("data-keys").unwrap()).unwrap();
        assert_eq!(table.len(), help.len());
        for command in model::Command::ALL {
            assert_eq!(table[command.default_key()], command.as_str());
        }
    }
}

#[test]
fn status_tells_the_room_of_the_archive_and_its_limit() {
    let html = page(Locale::En, "status-bad");
    let shown = html.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(shown.contains("960 MB of 1.0 GB"), "{shown}");
}
