//! The messages by part of the interface. A new part is two files in `locales/` and a line here.

use crate::words::Area;

/// Declares the generated modules and gathers their files.
macro_rules! areas {
    ($($area:ident,)*) => {
        $(mod $area;)*

        pub(crate) const AREAS: &[Area] = &[$(Area {
            #[cfg(test)]
            name: stringify!($area),
            #[cfg(test)]
            ids: $area::MESSAGES,
            fr: include_str!(concat!("../locales/fr/", stringify!($area), ".ftl")),
            en: include_str!(concat!("../locales/en/", stringify!($area), ".ftl")),
        }),*];
    };
}

areas! {
    shell,
    listen,
    post,
    column,
    lists,
    sources,
    door,
    settings,
    help,
    fault,
    kit,
    keys,
    find,
    status,
    dates,
    home,
    builder,
    search,
}
