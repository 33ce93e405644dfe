//! What is kept of a post, at most.

use model::{Post, Untrusted, time};

/// The longest text kept of one post; networks allow far less, articles are cut.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Evidence above this is not worth its disk.
const RAW_BYTES_MAX: usize = 256 * 1024;

/// Cuts what no honest post has; spans that would point past the cut go with it.
pub(super) fn bounded(mut post: Post) -> Post {
    post.created_at = time::truncate(post.created_at);
    post.edited_at = post.edited_at.map(time::truncate);
    if post.raw.len() > RAW_BYTES_MAX {
        post.raw = "null".into();
    }
    if post.text.as_raw().len() > TEXT_BYTES_MAX {
        let mut text = std::mem::take(&mut post.text).into_raw();
        text.truncate(text.floor_char_boundary(TEXT_BYTES_MAX));
        post.spans.retain(|it| it.range.end <= text.len());
        post.text = Untrusted::new(text);
    }
    post
}
