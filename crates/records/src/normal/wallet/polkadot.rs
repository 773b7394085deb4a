//! Polkadot's SS58: Base58 under two bytes of BLAKE2b.

use super::base58;

/// Whether the text is an account of the Polkadot network (prefix 0): a key of 32 bytes and two
/// bytes of checksum.
pub(super) fn is_address(text: &str) -> bool {
    if !(46..=48).contains(&text.len()) {
        return false;
    }
    let Some(mut bytes) = base58::decode(text).filter(|bytes| bytes.len() == 35 && bytes.first() == Some(&0))
    else {
        return false;
    };
    let sum = bytes.split_off(33);
    let mut message = b"SS58PRE".to_vec();
    message.append(&mut bytes);
    blake2b(&message).starts_with(&sum)
}

const START: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

const ORDER: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// Columns, then diagonals.
const LANES: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

/// BLAKE2b-512 (RFC 7693) of a message that fits in one block of 128 bytes.
fn blake2b(message: &[u8]) -> Vec<u8> {
    let mut block = [0_u64; 16];
    for (word, bytes) in block.iter_mut().zip(message.chunks(8)) {
        *word = bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    }
    let mut state = START;
    // 64 bytes of digest, no key.
    state[0] ^= 0x0101_0040;
    let mut work = [0_u64; 16];
    work[..8].copy_from_slice(&state);
    work[8..].copy_from_slice(&START);
    work[12] ^= message.len() as u64;
    work[14] = !work[14];
    for round in 0..12 {
        let order = &ORDER[round % 10];
        for (lane, [a, b, c, d]) in LANES.into_iter().enumerate() {
            let mut mix = |word: u64, turn_d: u32, turn_b: u32| {
                work[a] = work[a].wrapping_add(work[b]).wrapping_add(word);
                work[d] = (work[d] ^ work[a]).rotate_right(turn_d);
                work[c] = work[c].wrapping_add(work[d]);
                work[b] = (work[b] ^ work[c]).rotate_right(turn_b);
            };
            mix(block[order[2 * lane]], 32, 24);
            mix(block[order[2 * lane + 1]], 16, 63);
        }
    }
    let mixed = state.iter().zip(&work[..8]).zip(&work[8..]).map(|((start, low), high)| start ^ low ^ high);
    mixed.flat_map(u64::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_that_of_the_rfc() {
        // RFC 7693, appendix A: BLAKE2b-512("abc").
        let digest = super::blake2b(b"abc");
        assert_eq!(digest.len(), 64);
        assert_eq!(digest.get(..8).unwrap(), [0xba, 0x80, 0xa5, 0x3f, 0x98, 0x1c, 0x4d, 0x0d]);
        assert_eq!(digest.get(60..).unwrap(), [0xd4, 0x00, 0x99, 0x23]);
    }
}
