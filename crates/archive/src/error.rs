//! What can go wrong with an index.

use std::{io, path::PathBuf};

/// What the archive could not do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No index, one of another format, or one that was not finished: build it.
    #[error("the index in `{}` is not there or not whole", path.display())]
    NotBuilt { path: PathBuf },
    #[error("the index failed")]
    Index(#[from] tantivy::TantivyError),
    #[error("the folder `{}` failed", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// A dictionary or a list of postings could not be read.
    #[error("the index could not be read")]
    Read(#[from] io::Error),
    /// The question took longer than it may, or was given up.
    #[error("the question took too long")]
    TooSlow,
    /// Posts that had to be held against the query could not be read.
    #[error("posts to check could not be read: {0}")]
    Verify(String),
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

pub(crate) fn at(path: &std::path::Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let path = path.to_owned();
    |source| Error::Folder { path, source }
}
