//! Base58, whose checksum is the beginning of a double SHA-256, and the chains that use it.

use sha2::{Digest as _, Sha256};

use super::Chain;

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The same letters in the order of the XRP Ledger.
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// The chain that a version byte names.
///
/// Litecoin's older script addresses and Bitcoin Cash's older form are Bitcoin's, byte for byte, and
/// count as Bitcoin; Verge's ordinary addresses are Dogecoin's, and count as Dogecoin.
pub(super) fn chain(text: &str) -> Option<Chain> {
    // Thirty-five characters hold the longest, Zcash's of two version bytes.
    if !(25..=36).contains(&text.len()) {
        return None;
    }
    if let Some(payload) = checked(text, BITCOIN) {
        return match (payload.as_slice(), payload.len()) {
            ([0x00 | 0x05, ..], 21) => Some(Chain::Bitcoin),
            ([0x30 | 0x32, ..], 21) => Some(Chain::Litecoin),
            ([0x1e | 0x16, ..], 21) => Some(Chain::Dogecoin),
            ([0x4c | 0x10, ..], 21) => Some(Chain::Dash),
            ([0x26 | 0x17, ..], 21) => Some(Chain::BitcoinGold),
            ([0x41, ..], 21) => Some(Chain::Tron),
            ([0x1c, 0xb8 | 0xbd, ..], 22) => Some(Chain::Zcash),
            _ => None,
        };
    }
    let payload = checked(text, RIPPLE)?;
    (payload.len() == 21 && payload.first() == Some(&0x00)).then_some(Chain::Ripple)
}

/// The bytes of a text in Bitcoin's alphabet, without any checksum asked.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    decode_in(text, BITCOIN)
}

/// The bytes before a checksum of four bytes that holds.
fn checked(text: &str, alphabet: &[u8; 58]) -> Option<Vec<u8>> {
    let mut bytes = decode_in(text, alphabet)?;
    let sum = bytes.split_off(bytes.len().checked_sub(4)?);
    let digest = Sha256::digest(Sha256::digest(&bytes));
    digest.starts_with(&sum).then_some(bytes)
}

fn decode_in(text: &str, alphabet: &[u8; 58]) -> Option<Vec<u8>> {
    // The work grows with the square of the length; the longest address of any chain is shorter.
    if text.len() > super::LONGEST_ADDRESS {
        return None;
    }
    // Least byte first.
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    for character in text.bytes() {
        let mut carry = alphabet.iter().position(|letter| *letter == character)?;
        for byte in &mut bytes {
            carry += usize::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    let zeros = text.bytes().take_while(|character| alphabet.first() == Some(character)).count();
    bytes.extend(std::iter::repeat_n(0, zeros));
    bytes.reverse();
    Some(bytes)
}

/// The value of a character in Bitcoin's alphabet, for Monero, which writes blocks of its own.
pub(super) fn digit(character: u8) -> Option<u64> {
    BITCOIN.iter().position(|letter| *letter == character).map(|value| value as u64)
}
