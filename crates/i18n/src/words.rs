//! The typed door to the messages, over one Fluent bundle a language.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use model::Locale;

use crate::{number, typography};

use crate::messages::AREAS;

static FRENCH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::Fr));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::En));

/// The messages of one part of the interface.
pub(crate) struct Area {
    /// Also the name of its files in `locales/` and of its module.
    #[cfg(test)]
    pub(crate) name: &'static str,
    #[cfg(test)]
    pub(crate) ids: &'static [&'static str],
    pub(crate) fr: &'static str,
    pub(crate) en: &'static str,
}

impl Area {
    pub(crate) const fn source(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Fr => self.fr,
            Locale::En => self.en,
        }
    }
}

/// The interface's messages in one language: one method each, in `messages/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    locale: Locale,
}

impl Words {
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    pub(crate) fn text(self, id: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        let bundle = match self.locale {
            Locale::Fr => &*FRENCH,
            Locale::En => &*ENGLISH,
        };
        let mut errors = Vec::new();
        let pattern = bundle
            .get_message(id)
            .and_then(|message| message.value())
            .expect("`messages` names only messages that both files have, as a test checks");
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text.into_owned()
    }
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let tag = locale
        .as_str()
        .parse()
        .expect("fr and en are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks around every argument would end up in copied text; `isolated` adds them only
    // where they change something.
    bundle.set_use_isolating(false);
    match locale {
        Locale::Fr => {
            bundle.set_transform(Some(typography::french));
            bundle.set_formatter(Some(|value, _| figure(Locale::Fr, value)));
        }
        Locale::En => {
            bundle.set_transform(Some(typography::english));
            bundle.set_formatter(Some(|value, _| figure(Locale::En, value)));
        }
    }
    for area in AREAS {
        let resource = FluentResource::try_new(area.source(locale).to_owned())
            .expect("the files parse, as a test checks");
        bundle
            .add_resource(resource)
            .expect("no message is defined twice, as a test checks");
    }
    bundle
}

fn figure(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(figure) = value else {
        return None;
    };
    // Our numbers are counts: whole, not negative, far below 2^53.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are whole and not negative"
    )]
    Some(number(locale, figure.value as u64))
}

/// What a message may be given.
pub(crate) trait Argument<'a> {
    fn value(self) -> FluentValue<'a>;
}

impl<'a> Argument<'a> for &'a str {
    fn value(self) -> FluentValue<'a> {
        FluentValue::String(typography::isolated(self))
    }
}

impl<'a> Argument<'a> for u64 {
    fn value(self) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

/// One method of [`Words`] a message.
macro_rules! messages {
    ($($kind:ident $name:ident($($arg:ident: $type:ty),*) = $id:literal;)*) => {
        impl $crate::Words {$(
            #[doc = concat!("The message `", $id, "`.")]
            #[must_use]
            pub fn $name(self $(, $arg: $type)*) -> $crate::words::messages!(@type $kind) {
                let text = self.text($id, &[$((stringify!($arg), $crate::words::Argument::value($arg))),*]);
                $crate::words::messages!(@make $kind text)
            }
        )*}

        /// The id of every message, for tests.
        #[cfg(test)]
        pub(crate) const MESSAGES: &[&str] = &[$($id),*];
    };
    (@type plain) => { String };
    (@type rich) => { $crate::Rich };
    (@make plain $text:expr) => { $text };
    (@make rich $text:expr) => { $crate::Rich::new($text) };
}
pub(crate) use messages;

#[cfg(test)]
mod tests;
