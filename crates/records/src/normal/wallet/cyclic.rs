//! Addresses under a cyclic redundancy check of sixteen bits: Stellar's and TON's.

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A Stellar account (SEP-23): `G` and 55 more, the checksum's lower byte first.
pub(super) fn stellar(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    if upper.len() != 56 || !upper.starts_with('G') {
        return None;
    }
    let bytes = unpack(&upper, BASE32, 5)?;
    let (body, sum) = bytes.split_at_checked(33)?;
    (body.first() == Some(&(6 << 3)) && checksum(body).to_le_bytes() == sum).then_some(upper)
}

/// An account of TON in its friendly form (TEP-2) on the main network, written in the one form that
/// bounces nothing (`UQ…`), because both forms are one account.
pub(super) fn ton(text: &str) -> Option<String> {
    if text.len() != 48 {
        return None;
    }
    let mut bytes = unpack(&text.replace('+', "-").replace('/', "_"), BASE64, 6)?;
    let sum = bytes.split_off(34.min(bytes.len()));
    let is_account = matches!(bytes.as_slice(), [0x11 | 0x51, 0x00 | 0xff, ..]);
    if !is_account || checksum(&bytes).to_be_bytes() != sum.as_slice() {
        return None;
    }
    *bytes.first_mut()? = 0x51;
    let renewed = checksum(&bytes).to_be_bytes();
    bytes.extend(renewed);
    Some(pack(&bytes))
}

/// CRC-16/XMODEM.
fn checksum(bytes: &[u8]) -> u16 {
    let mut sum = 0_u16;
    for byte in bytes {
        sum ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 };
        }
    }
    sum
}

/// Letters of so many bits each as bytes; the texts asked for fill their last byte.
fn unpack(text: &str, alphabet: &[u8], bits: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut held = 0_u32;
    let mut count = 0;
    for character in text.bytes() {
        let value = alphabet.iter().position(|letter| *letter == character)?;
        held = (held << bits | value as u32) & 0xffff;
        count += bits;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
    }
    (count == 0).then_some(bytes)
}

/// Bytes in threes as Base64 for URLs.
fn pack(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3);
    for three in bytes.chunks(3) {
        let held = three.iter().fold(0_u32, |held, byte| held << 8 | u32::from(*byte));
        for shift in [18, 12, 6, 0] {
            let letter = BASE64.get((held >> shift & 0x3f) as usize).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
    }
    text
}
