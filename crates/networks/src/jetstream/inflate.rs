//! Messages compressed by zstd with a shared dictionary: one frame each.

use std::io::Read as _;

use model::DropReason;
use zstd::{dict::DecoderDictionary, stream::read::Decoder};

/// What a message may expand to; records cannot be larger than 1 MB on the network.
pub(super) const MESSAGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The window of the frames: 8 MB, far above the 128 kB in use, far below what would hurt.
const WINDOW_LOG_MAX: u32 = 23;
/// A formatted dictionary begins with this, then its id, both little-endian.
const MAGIC: [u8; 4] = 0xEC30_A437_u32.to_le_bytes();

/// A decompressor of messages.
pub(super) struct Inflate {
    dictionary: DecoderDictionary<'static>,
    id: u32,
}

impl Inflate {
    /// `None` when `dictionary` is not a formatted zstd dictionary.
    pub(super) fn new(dictionary: &[u8]) -> Option<Self> {
        let (magic, rest) = dictionary.split_first_chunk::<4>()?;
        let (id, _) = rest.split_first_chunk::<4>()?;
        if *magic != MAGIC {
            return None;
        }
        Some(Self {
            dictionary: DecoderDictionary::copy(dictionary),
            id: u32::from_le_bytes(*id),
        })
    }

    pub(super) const fn dictionary_id(&self) -> u32 {
        self.id
    }

    pub(super) fn message(&self, bytes: &[u8]) -> Result<String, DropReason> {
        let mut decoder = Decoder::with_prepared_dictionary(bytes, &self.dictionary)
            .map_err(|_| DropReason::Malformed)?;
        decoder
            .window_log_max(WINDOW_LOG_MAX)
            .map_err(|_| DropReason::Malformed)?;
        let mut message = Vec::new();
        let limit = u64::try_from(MESSAGE_BYTES_MAX + 1).unwrap_or(u64::MAX);
        decoder
            .take(limit)
            .read_to_end(&mut message)
            .map_err(|_| DropReason::Malformed)?;
        if message.len() > MESSAGE_BYTES_MAX {
            return Err(DropReason::Bomb);
        }
        String::from_utf8(message).map_err(|_| DropReason::NotUtf8)
    }
}
