//! Generated from `locales/*/help.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain help_home_title() = "help-home-title";
    plain help_home_intro() = "help-home-intro";
    plain help_topic_queries() = "help-topic-queries";
    plain help_topic_queries_text() = "help-topic-queries-text";
    plain help_topic_keys() = "help-topic-keys";
    plain help_topic_keys_text() = "help-topic-keys-text";
    plain help_topic_live() = "help-topic-live";
    plain help_topic_live_text() = "help-topic-live-text";
    plain help_topic_safe() = "help-topic-safe";
    plain help_topic_safe_text() = "help-topic-safe-text";
    plain help_topic_builder() = "help-topic-builder";
    plain help_topic_builder_text() = "help-topic-builder-text";
    plain help_topic_archive() = "help-topic-archive";
    plain help_topic_archive_text() = "help-topic-archive-text";
    plain help_topic_about() = "help-topic-about";
    plain help_topic_about_text() = "help-topic-about-text";
    plain help_title() = "help-title";
    plain help_intro() = "help-intro";
    plain help_write() = "help-write";
    plain help_finds() = "help-finds";
    plain help_example() = "help-example";
    plain help_caption() = "help-caption";
    plain help_tips() = "help-tips";
    plain help_tip_accents() = "help-tip-accents";
    plain help_tip_operators() = "help-tip-operators";
    plain help_tip_order() = "help-tip-order";
    plain help_tip_explain() = "help-tip-explain";
    plain about_title() = "about-title";
    plain about_text() = "about-text";
    plain about_version(version: &str) = "about-version";
    plain about_licence() = "about-licence";
    plain about_credits() = "about-credits";
    plain about_fonts() = "about-fonts";
    plain about_icons() = "about-icons";
}
