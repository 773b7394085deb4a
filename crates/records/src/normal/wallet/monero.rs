//! Monero: Base58 in blocks of eight bytes, the checksum the beginning of a Keccak-256.

use sha3::{Digest as _, Keccak256};

use super::base58::digit;

/// How many bytes a block of so many characters holds, by its length.
const BYTES_OF_BLOCK: [Option<usize>; 12] =
    [Some(0), None, Some(1), Some(2), None, Some(3), Some(4), Some(5), None, Some(6), Some(7), Some(8)];

/// Whether the text is an address of the main network: 95 characters, or 106 with a payment id.
pub(super) fn is_address(text: &str) -> bool {
    let expected: &[u8] = match text.len() {
        // Ordinary and subaddress.
        95 => &[0x12, 0x2a],
        // Integrated.
        106 => &[0x13],
        _ => return false,
    };
    let Some(mut bytes) = decode(text.as_bytes()) else {
        return false;
    };
    let sum = bytes.split_off(bytes.len().saturating_sub(4));
    bytes.first().is_some_and(|network| expected.contains(network))
        && Keccak256::digest(&bytes).starts_with(&sum)
}

fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for block in text.chunks(11) {
        let count = (*BYTES_OF_BLOCK.get(block.len())?)?;
        let mut value = 0_u64;
        for character in block {
            value = value.checked_mul(58)?.checked_add(digit(*character)?)?;
        }
        let (over, kept) =
            value.to_be_bytes().split_at_checked(8 - count).map(|(a, b)| (a.to_vec(), b.to_vec()))?;
        if over.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(kept);
    }
    Some(bytes)
}
