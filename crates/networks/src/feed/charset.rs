//! Bytes to text, whatever the server, the document and the truth say about their encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Where an XML declaration ends at the latest.
const DECLARATION_BYTES_MAX: usize = 256;

/// The text of a feed. In this order: a byte order mark, the look of UTF-16, bytes that can only be
/// UTF-8, what the HTTP header says, what the XML declaration says; and where they lie, windows-1252,
/// which is what bytes that pretend to be UTF-8 are.
pub(super) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0,
        [0, b'<', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    let declared = content_type
        .and_then(of_header)
        .or_else(|| of_declaration(bytes));
    let encoding = match (declared, look(bytes)) {
        (_, Look::Utf8) | (None, Look::Ascii) => UTF_8,
        (Some(declared), Look::Ascii) => declared,
        (None, Look::Other) => WINDOWS_1252,
        (Some(declared), Look::Other) if declared == UTF_8 => WINDOWS_1252,
        (Some(declared), Look::Other) => declared,
    };
    encoding.decode_without_bom_handling(bytes).0
}

enum Look {
    Ascii,
    /// More characters of several bytes than mistakes: a text cut in the middle of one is still UTF-8.
    Utf8,
    Other,
}

fn look(bytes: &[u8]) -> Look {
    if bytes.is_ascii() {
        return Look::Ascii;
    }
    let (mut characters, mut mistakes) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        mistakes += usize::from(!chunk.invalid().is_empty());
    }
    if characters > mistakes {
        Look::Utf8
    } else {
        Look::Other
    }
}

fn of_header(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, after) = lower.split_once("charset=")?;
    let label = after.split(';').next()?.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes())
}

fn of_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES_MAX)];
    let start = head.iter().position(|byte| *byte == b'<')?;
    let head = std::str::from_utf8(head[start..].split(|byte| *byte == b'>').next()?).ok()?;
    let (_, after) = head.strip_prefix("<?xml")?.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(after[1..].split(quote).next()?.as_bytes())
}
