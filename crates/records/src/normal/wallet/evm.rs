//! Addresses of Ethereum and its kin: twenty bytes in hexadecimal, the checksum in the letters' case.

use sha3::{Digest as _, Keccak256};

/// The address in lower case, if it is one: letters of one case carry no checksum, mixed ones must
/// be those of EIP-55.
pub(super) fn address(text: &str) -> Option<String> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    if hex.len() != 40 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let lower = hex.to_ascii_lowercase();
    (!is_mixed(hex) || checksummed(&lower) == hex).then(|| format!("0x{lower}"))
}

/// Whether the case of the letters says anything.
pub(super) fn is_mixed(hex: &str) -> bool {
    let digits = hex.get(2..).filter(|_| hex.starts_with("0x")).unwrap_or(hex);
    digits.bytes().any(|b| b.is_ascii_lowercase()) && digits.bytes().any(|b| b.is_ascii_uppercase())
}

/// EIP-55: a letter is upper case where the digit at its place in the Keccak-256 digest of the
/// lower-case text is 8 or more.
fn checksummed(lower: &str) -> String {
    let digest = Keccak256::digest(lower.as_bytes());
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    lower
        .chars()
        .zip(nibbles)
        .map(|(c, nibble)| if nibble >= 8 { c.to_ascii_uppercase() } else { c })
        .collect()
}
