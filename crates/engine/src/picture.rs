//! Pictures of posts, fetched on behalf of readers so that their browsers call nobody else.

use std::time::Duration;

use crate::{Engine, Error};
use networks::egress::GetOptions;

/// The largest picture passed on: the largest a network allows is a few megabytes.
const PICTURE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// A picture that takes longer leaves its description on the page.
const PICTURE_DEADLINE: Duration = Duration::from_secs(10);

impl Engine {
    /// The bytes of a picture elsewhere. The caller decides from the bytes whether it is one.
    pub async fn fetch_picture(&self, url: &str) -> Result<networks::Bytes, Error> {
        let options = GetOptions {
            body_max: PICTURE_BYTES_MAX,
            deadline: PICTURE_DEADLINE,
            ..GetOptions::default()
        };
        let fetched = self
            .egress
            .get(url, &options)
            .await
            .map_err(|it| Error::Network(it.into()))?;
        if fetched.status == 200 {
            Ok(fetched.body)
        } else {
            Err(Error::NotFound)
        }
    }
}
