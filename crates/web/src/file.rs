//! A file of ours as an answer, read as it is sent: however long it is, it takes one buffer.

use std::path::Path;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::{fs::File, io::AsyncReadExt as _};

use crate::Error;

/// Read at once: large enough that a disk is not asked too often.
const BUFFER_BYTES: usize = 64 * 1024;

/// The file's content; one that is not there is a page that does not exist.
pub async fn file_body(path: &Path) -> Result<Body, Error> {
    let file = File::open(path).await.map_err(|_| Error::NotFound)?;
    let chunks = stream::try_unfold(file, |mut file| async move {
        let mut buffer = vec![0; BUFFER_BYTES];
        let n = file.read(&mut buffer).await?;
        buffer.truncate(n);
        let chunk = (n > 0).then(|| (Bytes::from(buffer), file));
        Ok::<_, std::io::Error>(chunk)
    });
    Ok(Body::from_stream(chunks))
}

#[cfg(test)]
mod tests;
