//! Bech32 and Bech32m (BIP-173, BIP-350) with the chains that use them, and Bitcoin Cash's kin.

use super::Chain;

const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variant {
    /// BIP-173.
    First,
    /// BIP-350, `m`.
    Second,
}

/// Prefixes of chains built on the Cosmos SDK, whose exchanges tell customers apart by memo. As of
/// 2026-01, by the SLIP-0173 list; the former Binance chain (`bnb`) is one of them.
#[rustfmt::skip]
const COSMOS: &[&str] = &[
    "cosmos", "osmo", "juno", "akash", "kava", "terra", "inj", "sei", "celestia", "dydx", "thor", "bnb", "secret",
    "axelar", "evmos", "stars", "band", "cro", "noble", "persistence", "regen", "chihuahua", "neutron", "stride",
    "umee", "iaa", "kujira", "archway", "agoric", "mantra", "maya", "migaloo", "omniflix", "sent", "dym",
];

/// The chain whose address the text is; the text may be all upper case.
pub(super) fn chain(text: &str) -> Option<Chain> {
    let (prefix, data, variant) = decode(text)?;
    match prefix.as_str() {
        "bc" if text.len() <= 90 && is_witness(&data, variant) => Some(Chain::Bitcoin),
        "ltc" if text.len() <= 90 && is_witness(&data, variant) => Some(Chain::Litecoin),
        "addr" if variant == Variant::First && is_cardano(&bytes_of(&data)?) => Some(Chain::Cardano),
        // Sapling's shielded payment address: eleven bytes and thirty-two.
        "zs" if variant == Variant::First && bytes_of(&data)?.len() == 43 => Some(Chain::Zcash),
        prefix if COSMOS.contains(&prefix) && variant == Variant::First => {
            matches!(bytes_of(&data)?.len(), 20 | 32).then_some(Chain::Cosmos)
        }
        _ => None,
    }
}

/// BIP-141 and BIP-350: version 0 has 20 or 32 bytes and the first variant, others 2 to 40 bytes and
/// the second.
fn is_witness(data: &[u8], variant: Variant) -> bool {
    let Some((version, program)) = data.split_first() else {
        return false;
    };
    let Some(program) = bytes_of(program) else {
        return false;
    };
    match version {
        0 => variant == Variant::First && matches!(program.len(), 20 | 32),
        1..=16 => variant == Variant::Second && (2..=40).contains(&program.len()),
        _ => false,
    }
}

/// CIP-19: the kind in the header's upper half, the main network in its lower.
fn is_cardano(bytes: &[u8]) -> bool {
    let Some(header) = bytes.first() else {
        return false;
    };
    let has_length = match header >> 4 {
        0..=3 => bytes.len() == 57,
        4 | 5 => (30..=57).contains(&bytes.len()),
        6 | 7 => bytes.len() == 29,
        _ => false,
    };
    header & 0x0f == 1 && has_length
}

/// Prefix in lower case, five-bit data without checksum, and which variant the checksum is of.
fn decode(text: &str) -> Option<(String, Vec<u8>, Variant)> {
    if text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (prefix, data) = lower.rsplit_once('1')?;
    let mut data = fives(data)?;
    if prefix.is_empty() || data.len() < 6 {
        return None;
    }
    let mut sum = 1_u32;
    let high = prefix.bytes().map(|b| b >> 5);
    let low = prefix.bytes().map(|b| b & 0x1f);
    for value in high.chain([0]).chain(low).chain(data.iter().copied()) {
        let top = sum >> 25;
        sum = (sum & 0x01ff_ffff) << 5 ^ u32::from(value);
        for (bit, generator) in
            [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3].iter().enumerate()
        {
            if top >> bit & 1 == 1 {
                sum ^= generator;
            }
        }
    }
    let variant = match sum {
        1 => Variant::First,
        0x2bc8_30a3 => Variant::Second,
        _ => return None,
    };
    data.truncate(data.len() - 6);
    Some((prefix.to_owned(), data, variant))
}

/// A CashAddr of Bitcoin Cash in lower case without its prefix, which the checksum covers all the
/// same (the specification's `bitcoincash:`).
pub(super) fn cash_address(text: &str) -> Option<String> {
    if text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let bare = lower.strip_prefix("bitcoincash:").unwrap_or(&lower);
    let data = fives(bare)?;
    let mut sum = 1_u64;
    let prefix = b"bitcoincash".iter().map(|b| b & 0x1f);
    for value in prefix.chain([0]).chain(data.iter().copied()) {
        let top = sum >> 35;
        sum = (sum & 0x07_ffff_ffff) << 5 ^ u64::from(value);
        let generators = [0x98_f2bc_8e61, 0x79_b76d_99e2, 0xf3_3e5f_b3c4, 0xae_2eab_e2a8, 0x1e_4f43_e470_u64];
        for (bit, generator) in generators.iter().enumerate() {
            if top >> bit & 1 == 1 {
                sum ^= generator;
            }
        }
    }
    let bytes = bytes_of(data.get(..data.len().checked_sub(8)?)?)?;
    let (version, hash) = bytes.split_first()?;
    // The size of the hash stands in three bits; the kind (key, script, and both with tokens) above.
    let size = *[20, 24, 28, 32, 40, 48, 56, 64].get(usize::from(version & 0x07))?;
    (sum == 1 && version >> 3 <= 3 && hash.len() == size).then(|| bare.to_owned())
}

fn fives(text: &str) -> Option<Vec<u8>> {
    text.bytes().map(|b| LETTERS.iter().position(|letter| *letter == b).map(|value| value as u8)).collect()
}

/// Groups of five bits as bytes; `None` where more than four bits are left over or any of them is 1.
fn bytes_of(data: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(data.len());
    let mut held = 0_u32;
    let mut count = 0_u32;
    for value in data {
        held = (held << 5 | u32::from(*value)) & 0xfff;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
    }
    (count <= 4 && held & ((1 << count) - 1) == 0).then_some(bytes)
}
