//! Generated from `locales/*/post.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain post_new() = "post-new";
    plain post_open(network: &str) = "post-open";
    plain post_edited() = "post-edited";
    plain post_edited_at(time: &str) = "post-edited-at";
    plain post_deleted() = "post-deleted";
    plain post_reply_to(name: &str) = "post-reply-to";
    plain post_reply() = "post-reply";
    plain post_repost(name: &str) = "post-repost";
    plain post_repost_unknown() = "post-repost-unknown";
    plain post_quote_unknown() = "post-quote-unknown";
    plain post_media_no_alt() = "post-media-no-alt";
    plain post_media_video() = "post-media-video";
    plain post_media_audio() = "post-media-audio";
    plain post_media_other() = "post-media-other";
    plain post_media_more(n: u64) = "post-media-more";
    plain post_no_name() = "post-no-name";
    plain post_hidden_char() = "post-hidden-char";
    plain post_truncated() = "post-truncated";
    plain post_replies(n: u64) = "post-replies";
    plain post_reposts(n: u64) = "post-reposts";
    plain post_likes(n: u64) = "post-likes";
    plain post_match_alt() = "post-match-alt";
    plain network_press() = "network-press";
    plain network_sandbox() = "network-sandbox";
    plain network_replay() = "network-replay";
}
