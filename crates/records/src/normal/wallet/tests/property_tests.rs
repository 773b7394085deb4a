use sha2::{Digest as _, Sha256};

use super::*;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// An encoder of its own, so that the decoder is not measured by itself.
fn base58check(version: &[u8], body: &[u8], alphabet: &[u8; 58]) -> String {
    let mut bytes = [version, body].concat();
    let digest = Sha256::digest(Sha256::digest(&bytes));
    bytes.extend(&digest[..4]);
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut letters = Vec::new();
    while bytes.iter().any(|byte| *byte != 0) {
        let mut rest = 0_u32;
        for byte in &mut bytes {
            let value = rest << 8 | u32::from(*byte);
            *byte = (value / 58) as u8;
            rest = value % 58;
        }
        letters.push(alphabet[rest as usize]);
    }
    letters.extend(std::iter::repeat_n(alphabet[0], zeros));
    letters.reverse();
    String::from_utf8(letters).unwrap()
}

#[rustfmt::skip]
const VERSIONS: &[(&[u8], Chain)] = &[
    (&[0x00], Chain::Bitcoin), (&[0x05], Chain::Bitcoin), (&[0x30], Chain::Litecoin), (&[0x32], Chain::Litecoin),
    (&[0x1e], Chain::Dogecoin), (&[0x16], Chain::Dogecoin), (&[0x4c], Chain::Dash), (&[0x10], Chain::Dash),
    (&[0x26], Chain::BitcoinGold), (&[0x17], Chain::BitcoinGold), (&[0x41], Chain::Tron),
    (&[0x1c, 0xb8], Chain::Zcash), (&[0x1c, 0xbd], Chain::Zcash),
];

fn is_same_chain(text: &str, chain: Chain) -> bool {
    Wallet::parse(text).is_some_and(|wallet| wallet.chain() == chain)
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}", label in "\\PC{0,10}") {
        if let Some(wallet) = Wallet::parse_labelled(&text, Some(&label)) {
            prop_assert_eq!(Wallet::parse_labelled(&wallet.full(), Some(&label)), Some(wallet));
        }
        Wallet::find(&text);
        normal_memo(&text);
    }

    #[test]
    fn likely_text_is_survived(text in "[a-zA-Z0-9:/?@ +_-]{20,120}") {
        if let Some(wallet) = Wallet::parse_labelled(&text, Some("SOL")) {
            prop_assert_eq!(Wallet::parse_labelled(&wallet.full(), Some("SOL")), Some(wallet));
        }
        Wallet::find(&text);
    }

    #[test]
    fn memos_are_stable(text in "(0{0,3}[0-9]{1,10}|[:=#' .0-9memotag-]{0,12}|\\PC{0,30})") {
        if let Some(memo) = normal_memo(&text) {
            prop_assert_eq!(normal_memo(&format!(" {memo} ")), Some(memo));
        }
    }

    #[test]
    fn the_version_names_the_chain(row in 0..VERSIONS.len(), body in prop::collection::vec(any::<u8>(), 20)) {
        let (version, chain) = VERSIONS[row];
        let text = base58check(version, &body, ALPHABET);
        prop_assert_eq!(Wallet::parse(&text).map(|wallet| (wallet.chain(), wallet.full())), Some((chain, text)));
        let ripple = base58check(&[0], &body, RIPPLE);
        prop_assert!(is_same_chain(&ripple, Chain::Ripple));
        // Another version byte (a test network's) is nobody's.
        prop_assert_eq!(Wallet::parse(&base58check(&[0x6f], &body, ALPHABET)), None);
    }

    #[test]
    fn one_changed_character_is_never_the_same_chain(
        row in 0..VECTORS.len(),
        at in any::<prop::sample::Index>(),
        letter in "[0-9a-zA-Z]",
    ) {
        let (text, chain) = VECTORS[row];
        // Without `bitcoincash:`, because a scheme that nobody knows is read past.
        let text = Wallet::parse(text).unwrap().full();
        let at = at.index(text.len());
        let mut changed = text.clone();
        changed.replace_range(at..=at, &letter);
        // A letter in the other case is the same character where the chain reads no case, and the
        // letters of one-case hexadecimal carry no checksum (a mixed one has about 16 bits of it).
        if !changed.eq_ignore_ascii_case(&text) && chain != Chain::Evm {
            prop_assert!(!is_same_chain(&changed, chain), "{}", changed);
        }
    }

    #[test]
    fn a_mixed_address_pays_for_a_changed_case(at in 2_usize..42) {
        let text = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        let letter = text.as_bytes()[at] as char;
        if letter.is_ascii_alphabetic() {
            let other = if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
            let mut changed = text.to_owned();
            changed.replace_range(at..=at, &other.to_string());
            prop_assert_eq!(Wallet::parse(&changed), None);
        }
    }

    #[test]
    fn case_and_space_make_no_difference_where_the_chain_reads_none(hex in "[0-9a-f]{40}", space in "[ \\n\\t]{0,3}") {
        let lower = Wallet::parse(&format!("0x{hex}"));
        prop_assert!(lower.is_some());
        prop_assert_eq!(Wallet::parse(&format!("{space}0x{}{space}", hex.to_uppercase())), lower);
    }
}
