//! How much text may a file repeat?
//!
//! A dictionary's value, and what a text shares with the one before, are written once and meant any number of times: few
//! bytes of them can mean more than any memory holds. Single values are codes and cost nothing; lists, ids and texts that
//! are put together are copied.

use super::thrift::Broken;

/// Bytes of text that any file may have copied, and how many more for each of its bytes.
const COPIED: (u64, u64) = (512 << 20, 1000);

/// What a file means beyond that.
pub(super) const TOO_MUCH: Broken = Broken(
    "its texts are repeated to more than 512 MiB and 1000 times the file, which no export of records does",
);

/// Bytes of text that may still be copied.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
    is_over: bool,
}

impl Budget {
    /// All that a file of so many bytes may have copied.
    pub(super) fn of(size: u64) -> u64 {
        COPIED.0.saturating_add(size.saturating_mul(COPIED.1))
    }

    pub(super) fn new(left: u64) -> Self {
        Self { left, is_over: false }
    }

    /// Whether so many bytes may be copied, too.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes as u64) {
            Some(left) => self.left = left,
            None => self.is_over = true,
        }
        !self.is_over
    }

    /// Whether more was asked for than there was.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }
}
