//! The content files, embedded.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../content/", $path)))),*]
    };
}

pub(super) const LISTS: &[(&str, &str)] = files![
    "accounts.txt",
    "places.txt",
    "names.txt",
    "habits.txt",
    "things.txt"
];

pub(super) const SITUATIONS: &[(&str, &str)] = files![
    "generic.txt",
    "street.txt",
    "transport.txt",
    "weather.txt",
    "life.txt",
    "postal.txt",
    "culture.txt",
    "sport.txt",
    "commerce.txt",
    "official.txt",
    "press.txt",
    "foreign.txt",
    "hostile.txt",
    "long.txt",
    "more.txt",
    "combos.txt",
    "polls.txt",
    "videos.txt",
    "links.txt",
    "stories/patinoire.txt",
    "stories/crue.txt",
    "stories/colis.txt",
    "stories/rumeur.txt",
    "stories/divers.txt",
];
