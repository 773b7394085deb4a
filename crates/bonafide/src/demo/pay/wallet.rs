//! Wallet addresses with valid checksums that no key is known for.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The chain of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// `0x` and 40 digits in the mixed case of EIP-55.
    Ethereum,
    /// `T...`, base58 with a checksum.
    Tron,
    /// `bc1q...`, bech32 (BIP 173).
    Bitcoin,
}

/// The address of a running number on a chain.
pub fn of(seed: u64, serial: u64, chain: Chain) -> String {
    let mut text = b"bonafide demo wallet".to_vec();
    text.extend(seed.to_be_bytes());
    text.extend(serial.to_be_bytes());
    text.push(chain as u8);
    let digest = Sha256::digest(&text);
    let mut hash = [0_u8; 20];
    for (target, byte) in hash.iter_mut().zip(digest) {
        *target = byte;
    }
    match chain {
        Chain::Ethereum => checksummed(&hash),
        Chain::Tron => base58_check(0x41, &hash),
        Chain::Bitcoin => bech32("bc", &hash),
    }
}

/// The currency that is paid on a chain.
pub fn currency(chain: Chain) -> &'static str {
    match chain {
        Chain::Ethereum => "USDC",
        Chain::Tron => "USDT",
        Chain::Bitcoin => "BTC",
    }
}

/// EIP-55: a letter is a capital where the digit of the hash of the lower-case text is 8 and more.
fn checksummed(hash: &[u8; 20]) -> String {
    let mut plain = String::with_capacity(40);
    for byte in hash {
        let _ = write!(plain, "{byte:02x}");
    }
    let digest = keccak_256(plain.as_bytes());
    let mut address = String::from("0x");
    for (index, sign) in plain.chars().enumerate() {
        let byte = digest.get(index / 2).copied().unwrap_or_default();
        let digit = if index % 2 == 0 { byte >> 4 } else { byte & 15 };
        address.push(if digit >= 8 { sign.to_ascii_uppercase() } else { sign });
    }
    address
}

fn base58_check(version: u8, hash: &[u8; 20]) -> String {
    const LETTERS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut bytes = vec![version];
    bytes.extend(hash);
    let check = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend(check.iter().take(4));
    let mut digits: Vec<u32> = Vec::new();
    for byte in &bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit << 8;
            *digit = carry % 58;
            carry /= 58;
        }
        while carry > 0 {
            digits.push(carry % 58);
            carry /= 58;
        }
    }
    digits.iter().rev().map(|digit| char::from(LETTERS[*digit as usize % 58])).collect()
}

fn bech32(prefix: &str, hash: &[u8; 20]) -> String {
    const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    // Witness version 0, then groups of five bits: 160 bits need no padding.
    let mut groups: Vec<u8> = vec![0];
    let (mut held, mut bits) = (0_u32, 0);
    for byte in hash {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            groups.push(((held >> bits) & 31) as u8);
        }
        held &= 0xFF;
    }
    let mut checked: Vec<u8> = prefix.bytes().map(|letter| letter >> 5).collect();
    checked.push(0);
    checked.extend(prefix.bytes().map(|letter| letter & 31));
    checked.extend(&groups);
    checked.extend([0; 6]);
    let check = polymod(&checked) ^ 1;
    groups.extend((0..6).map(|step| ((check >> (5 * (5 - step))) & 31) as u8));
    let data: String = groups.iter().map(|group| char::from(LETTERS[usize::from(*group & 31)])).collect();
    format!("{prefix}1{data}")
}

fn polymod(values: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let mut check: u32 = 1;
    for value in values {
        let top = check >> 25;
        check = ((check & 0x01ff_ffff) << 5) ^ u32::from(*value);
        for (index, step) in GENERATOR.iter().enumerate() {
            if (top >> index) & 1 == 1 {
                check ^= step;
            }
        }
    }
    check
}

/// Keccak-256 with the padding of the original submission, as Ethereum uses it.
fn keccak_256(text: &[u8]) -> [u8; 32] {
    const RATE: usize = 136;
    let mut padded = text.to_vec();
    padded.push(1);
    padded.resize(padded.len().div_ceil(RATE) * RATE, 0);
    if let Some(last) = padded.last_mut() {
        *last |= 0x80;
    }
    let mut state = [0_u64; 25];
    for block in padded.chunks(RATE) {
        for (lane, bytes) in state.iter_mut().zip(block.chunks(8)) {
            let word = bytes.iter().rev().fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
            *lane ^= word;
        }
        permute(&mut state);
    }
    let mut digest = [0; 32];
    for (target, byte) in digest.iter_mut().zip(state.iter().flat_map(|lane| lane.to_le_bytes())) {
        *target = byte;
    }
    digest
}

/// The permutation Keccak-f\[1600\].
fn permute(state: &mut [u64; 25]) {
    const ROUNDS: [u64; 24] = [
        0x0000_0000_0000_0001,
        0x0000_0000_0000_8082,
        0x8000_0000_0000_808A,
        0x8000_0000_8000_8000,
        0x0000_0000_0000_808B,
        0x0000_0000_8000_0001,
        0x8000_0000_8000_8081,
        0x8000_0000_0000_8009,
        0x0000_0000_0000_008A,
        0x0000_0000_0000_0088,
        0x0000_0000_8000_8009,
        0x0000_0000_8000_000A,
        0x0000_0000_8000_808B,
        0x8000_0000_0000_008B,
        0x8000_0000_0000_8089,
        0x8000_0000_0000_8003,
        0x8000_0000_0000_8002,
        0x8000_0000_0000_0080,
        0x0000_0000_0000_800A,
        0x8000_0000_8000_000A,
        0x8000_0000_8000_8081,
        0x8000_0000_0000_8080,
        0x0000_0000_8000_0001,
        0x8000_0000_8000_8008,
    ];
    /// Target lane and rotation of each step of the walk through the lanes.
    const WALK: [(usize, u32); 24] = [
        (10, 1),
        (7, 3),
        (11, 6),
        (17, 10),
        (18, 15),
        (3, 21),
        (5, 28),
        (16, 36),
        (8, 45),
        (21, 55),
        (24, 2),
        (4, 14),
        (15, 27),
        (23, 41),
        (19, 56),
        (13, 8),
        (12, 25),
        (2, 43),
        (20, 62),
        (14, 18),
        (22, 39),
        (9, 61),
        (6, 20),
        (1, 44),
    ];
    for constant in ROUNDS {
        let mut columns = [0_u64; 5];
        for (index, lane) in state.iter().enumerate() {
            columns[index % 5] ^= lane;
        }
        for (index, lane) in state.iter_mut().enumerate() {
            *lane ^= columns[(index + 4) % 5] ^ columns[(index + 1) % 5].rotate_left(1);
        }
        let mut carried = state[1];
        for (target, rotation) in WALK {
            let lane = state[target];
            state[target] = carried.rotate_left(rotation);
            carried = lane;
        }
        for row in state.chunks_mut(5) {
            let old: Vec<u64> = row.to_vec();
            for (index, lane) in row.iter_mut().enumerate() {
                *lane ^= !old[(index + 1) % 5] & old[(index + 2) % 5];
            }
        }
        state[0] ^= constant;
    }
}

#[cfg(test)]
mod tests {
    use super::{Chain, base58_check, bech32, checksummed, keccak_256, of};

    fn hex(text: &str) -> [u8; 20] {
        let mut bytes = [0; 20];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).unwrap();
        }
        bytes
    }

    #[test]
    fn the_published_examples_come_out() {
        // The hash of nothing: c5d2460186f7233c...
        assert_eq!(keccak_256(b"")[..8], [0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c]);
        // EIP-55's own example.
        let address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        assert_eq!(checksummed(&hex(&address[2..].to_lowercase())), address);
        // BIP 173's own example.
        let program = hex("751e76e8199196d454941c45d1b3a323f1433bd6");
        assert_eq!(bech32("bc", &program), "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
        // The zero address of TRON.
        assert_eq!(base58_check(0x41, &[0; 20]), "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb");
    }

    #[test]
    fn addresses_look_like_their_chain() {
        for serial in 0..200 {
            let tron = of(1, serial, Chain::Tron);
            assert!(tron.starts_with('T') && tron.len() == 34, "{tron}");
            assert_eq!(of(1, serial, Chain::Ethereum).len(), 42);
            assert_eq!(of(1, serial, Chain::Bitcoin).len(), 42);
        }
        assert_ne!(of(1, 5, Chain::Tron), of(2, 5, Chain::Tron));
    }
}
