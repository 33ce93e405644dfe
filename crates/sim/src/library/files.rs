//! The content files, embedded.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../content/", $path)))),*]
    };
}

pub(super) const LISTS: &[(&str, &str)] =
    files!["accounts.txt", "places.txt", "names.txt", "habits.txt", "things.txt"];

pub(super) const SITUATIONS: &[(&str, &str)] = files!["generic.txt", "street.txt"];
