use axum::body::to_bytes;

use super::{BUFFER_BYTES, file_body};

#[tokio::test]
async fn file_is_sent_whole_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    for len in [0, 1, BUFFER_BYTES, 2 * BUFFER_BYTES + 7] {
        let content: Vec<u8> = (0..=250).cycle().take(len).collect();
        let path = folder.path().join("export.csv");
        std::fs::write(&path, &content).unwrap();
        let body = file_body(&path).await.unwrap();
        assert_eq!(to_bytes(body, usize::MAX).await.unwrap(), content);
    }
    assert!(file_body(&folder.path().join("none")).await.is_err());
}
